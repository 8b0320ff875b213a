//! Changing a record: a new revision, never an overwritten one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Claim, Class, Field, Record, RecordId, Standing, Validator};
use sqlx::AnyConnection;
use zeroize::Zeroizing;

use super::load::Loaded;
use super::parts::{self, SEALED_CLASSES};
use super::prepare::refuse_invalid;
use super::write::{refuse_moved_keys, write_finders, write_revisions};
use super::{Prepared, Reason, current_revision, load, read, sealed, terms_of};
use crate::db::id_bytes;
use crate::journal::{Act, signed, take};
use crate::log::entry::Action;
use crate::people::{Right, Session, TeamKind, of_kind};
use crate::store::Store;
use crate::{StoreError, consent, source, sql};

/// A change of a record.
#[derive(Debug)]
pub struct Edit {
    /// Which record.
    pub record: RecordId,
    /// The revision that was looked at; the change is refused when there is a newer one. `None`: whatever is current.
    pub seen: Option<u64>,
    /// New fields by property; `None` takes the property out, back to not-asked.
    pub fields: BTreeMap<String, Option<Field>>,
    /// Another standing with its decision.
    pub standing: Option<(Standing, Option<RecordId>)>,
    /// Why.
    pub reason: Reason,
}

impl Store {
    /// Writes the next revision of a record and returns its number; that of the current one, when nothing would change.
    ///
    /// Only the casework team that holds the record and custodians change it. A sealed class that the change touches must be opened, so
    /// the person must be allowed to, unless it was empty. Rules about properties that stay sealed are not checked.
    pub async fn revise(&self, session: &Session, edit: &Edit, today: Date) -> Result<u64, StoreError> {
        let loaded = load(&mut *self.db.read().await?, edit.record).await?;
        if let Some(seen) = edit.seen.filter(|seen| *seen != loaded.current) {
            return Err(StoreError::Conflict { current: seen.max(loaded.current) });
        }
        let before = self.open_part(&loaded)?;
        let schema = self.codebook.schema(&before.schema).ok_or(StoreError::Damaged("a record of an unknown kind"))?;
        let touched: Vec<Class> = SEALED_CLASSES
            .into_iter()
            .filter(|class| edit.fields.keys().any(|property| read::classes_of(schema, property).contains(class)))
            .collect();
        let mut after = before.clone();
        let mut acts = Vec::new();
        for row in loaded.in_force().filter(|row| touched.contains(&row.class) && row.key.is_some()) {
            let opened = self.open_class(session, loaded.id.bits(), row)?;
            parts::join(self.codebook, &mut after, opened.expose())?;
            acts.push(row.class);
        }
        let seen = after.clone();
        apply(&mut after, edit)?;
        if after == seen {
            // Somebody has looked, and nothing is new.
            if !acts.is_empty() {
                let act = |class: &Class| Act::new(session.role(), Action::OpenSealed).on(loaded.id).class(*class);
                let acts: Vec<Act> = acts.iter().map(act).collect();
                self.log(Some(session.account), &acts, today).await?;
            }
            return Ok(loaded.current);
        }
        // Whoever sees a consent may take it back: a person who says so must not wait for the right team.
        if !consent::is_withdrawal(edit, &after) {
            session.require_changing(Right::Change, (loaded.team, &before.schema))?;
        }
        after.codebook.clone_from(&self.codebook.version);
        let sees_all = loaded.in_force().all(|row| touched.contains(&row.class) || row.key.is_none());
        self.refuse_invalid_edit(&after, sees_all, edit, today)?;
        let prepared = self.prepare_edit(session, (&loaded, &touched), &after, edit.reason, today)?;
        let takes_back = takes_back(edit, &after);
        self.write_edit(session, (&loaded, &before), (&prepared, takes_back), &acts).await?;
        Ok(loaded.current + 1)
    }

    fn refuse_invalid_edit(&self, after: &Record, sees_all: bool, edit: &Edit, today: Date) -> Result<(), StoreError> {
        match refuse_invalid(&Validator::new(self.codebook, today), after) {
            Err(StoreError::Invalid(mut problems)) if !sees_all => {
                // What cannot be seen cannot be judged: only what is about the changed properties counts.
                let property = |path: &str| path.split('[').next().unwrap_or_default().to_owned();
                problems.retain(|problem| edit.fields.contains_key(&property(&problem.path)));
                if problems.is_empty() { Ok(()) } else { Err(StoreError::Invalid(problems)) }
            }
            outcome => outcome,
        }
    }

    fn prepare_edit(
        &self,
        session: &Session,
        (loaded, touched): (&Loaded, &[Class]),
        after: &Record,
        reason: Reason,
        today: Date,
    ) -> Result<Prepared, StoreError> {
        let sealer = self.sealer_for(session, loaded.team)?;
        let mut parts = parts::of(self.codebook, after, |class| touched.contains(&class));
        // A class that lost its last property is sealed empty, so that the earlier one is not in force any more.
        for row in loaded.in_force().filter(|row| touched.contains(&row.class) && row.key.is_some()) {
            parts.sealed.entry(row.class.code()).or_insert_with(|| Zeroizing::new(b"{}".to_vec()));
        }
        let carried: Vec<_> = loaded
            .in_force()
            .filter(|row| !parts.sealed.contains_key(row.class.code()))
            .map(|row| (row.class, row.revision, row.epoch, row.hash))
            .collect();
        let blind = if touched.contains(&Class::Direct) {
            parts::pack(&self.blind_indexes(session, after)?)
        } else {
            // Names were not looked at, so their indexes stay.
            loaded.blind.clone()
        };
        let how = (loaded.current + 1, reason, &*carried);
        let record = self.prepare_one(session, &sealer, (after, parts, blind), how, today)?;
        Ok(Prepared { records: vec![record], teams: sealer.teams(), today })
    }

    async fn write_edit(
        &self,
        session: &Session,
        (loaded, before): (&Loaded, &Record),
        (prepared, takes_back): (&Prepared, bool),
        opened: &[Class],
    ) -> Result<(), StoreError> {
        let record = &prepared.records[0];
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1 + opened.len(), prepared.today).await?;
        let teams = crate::people::teams(&mut transaction).await?;
        refuse_moved_keys(&teams, &prepared.teams)?;
        if !takes_back {
            source::refuse_unusable(&mut transaction, &prepared.records, prepared.today).await?;
        }
        let query = sqlx::query(sql::RECORD_ADVANCE).bind(id_bytes(record.id)).bind(signed(record.number));
        let query = query.bind(signed(loaded.current)).bind(id_bytes(record.source));
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            let current = current_revision(&mut transaction, record.id).await?;
            return Err(StoreError::Conflict { current });
        }
        // A class may have been erased since, which makes no revision.
        let now = sealed(&mut transaction, loaded.id).await?;
        if now.len() != loaded.sealed.len()
            || now
                .iter()
                .zip(&loaded.sealed)
                .any(|(now, then)| now.hash != then.hash || now.key.is_some() != then.key.is_some())
        {
            return Err(StoreError::Conflict { current: loaded.current });
        }
        self.drop_finders(&mut transaction, loaded, before).await?;
        write_revisions(&mut transaction, &prepared.records, (session.account, prepared.today, taken.first())).await?;
        write_finders(&mut transaction, &prepared.records).await?;
        let act = |action| Act::new(session.role(), action).on(record.id);
        let action = match (consent::rows_of(before).is_empty(), record.consents.is_empty()) {
            (true, false) => Action::ConsentGiven,
            (false, true) => Action::ConsentWithdrawn,
            _ => Action::Revise,
        };
        let mut acts = vec![act(action).content(record.digest)];
        acts.extend(opened.iter().map(|class| act(Action::OpenSealed).class(*class)));
        let auditors = of_kind(&teams, TeamKind::Audit)?;
        self.finish_with(transaction, taken, (Some(session.account), auditors), &acts).await
    }

    /// Takes a record out of what finds it.
    pub(crate) async fn drop_finders(
        &self,
        transaction: &mut AnyConnection,
        loaded: &Loaded,
        before: &Record,
    ) -> Result<(), StoreError> {
        for term in terms_of(self.codebook, before) {
            let query = sqlx::query(sql::TERM_DROP).bind(term).bind(id_bytes(loaded.id));
            query.execute(&mut *transaction).await?;
        }
        self.drop_blind(transaction, loaded).await?;
        sqlx::query(sql::CONSENT_DROP).bind(id_bytes(loaded.id)).execute(transaction).await?;
        Ok(())
    }

    pub(super) async fn drop_blind(&self, transaction: &mut AnyConnection, loaded: &Loaded) -> Result<(), StoreError> {
        for (field, number) in parts::blind_numbers(&loaded.blind) {
            let query = sqlx::query(sql::BLIND_DROP).bind(field).bind(number).bind(id_bytes(loaded.id));
            query.execute(&mut *transaction).await?;
        }
        Ok(())
    }
}

/// Whether a change does nothing but take something back: a consent, or a claim that no longer speaks against somebody. That is
/// possible at any time, also when the agreement with the source is over.
fn takes_back(edit: &Edit, after: &Record) -> bool {
    let clears = edit.fields.is_empty() && edit.standing.is_some_and(|(standing, _)| !standing.stands());
    clears || consent::is_withdrawal(edit, after)
}

/// The record after the change.
fn apply(record: &mut Record, edit: &Edit) -> Result<(), StoreError> {
    for (property, field) in &edit.fields {
        match field {
            Some(field) => record.fields.insert(property.as_str().into(), field.clone()),
            None => record.fields.remove(property.as_str()),
        };
    }
    if let Some((standing, decision)) = edit.standing {
        let claim: Claim = record.claim.moved_to(standing, decision)?;
        record.claim = claim;
    }
    Ok(())
}
