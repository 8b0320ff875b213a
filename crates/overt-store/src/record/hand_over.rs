//! Handing records to another casework team: whoever is in it opens them from then on, and nobody else.
//!
//! A case that only some may know, or that somebody has a tie to, goes to a team without the others. The keys of its narrative and
//! sensitive classes, of all revisions, and of what was written about its tasks, are wrapped to that team and to no other any more.
//! Identities stay with the custodians.

use jiff::civil::Date;
use overt_model::{Id, RecordId};
use sqlx::AnyConnection;

use super::load::{Facts, Loaded, SealedRow};
use super::prepare::PreparedRecord;
use super::write::{refuse_moved_keys, write_revisions};
use super::{HANDED_OVER, SEALED, load_many, sealed};
use crate::db::id_bytes;
use crate::journal::{self, Act, signed, take};
use crate::log::entry::Action;
use crate::people::{Right, Session, Team, TeamKind, of_class, of_kind, rewrapped};
use crate::store::Store;
use crate::vault::{AccountId, DataKeyPlace, Wrapper};
use crate::{StoreError, random, sql, task};

impl Store {
    /// Hands records to the casework team of this name, all or none, and answers how many it did not hold before. Each gets a revision
    /// that says what the one before said. Drafts of whoever is not in that team are thrown away.
    ///
    /// # Errors
    /// [`StoreError::OtherTeam`] where the session's person is not in the team that holds one of them, and [`StoreError::NotThere`] for a
    /// record or team that is not there.
    pub async fn hand_over(
        &self,
        session: &Session,
        records: &[RecordId],
        team: &str,
        today: Date,
    ) -> Result<u64, StoreError> {
        let to = session.teams().iter().find(|known| known.kind == TeamKind::Casework && known.name == team);
        let to = to.ok_or(StoreError::NotThere("team"))?;
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let teams = crate::people::teams(&mut transaction).await?;
        refuse_moved_keys(&teams, std::slice::from_ref(to))?;
        let mut ids = records.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let mut loaded = load_many(&mut transaction, &ids).await?;
        if loaded.len() < ids.len() {
            return Err(StoreError::NotThere("record"));
        }
        loaded.retain(|record| record.team != to.id);
        if loaded.is_empty() {
            return Ok(0);
        }
        let taken = take(&mut transaction, loaded.len(), today).await?;
        let wrapper = Wrapper::to(&to.key, &mut random::system());
        for record in &loaded {
            self.hand_keys(&mut transaction, (session, record), (to, &wrapper)).await?;
        }
        let next: Vec<_> = loaded.iter().map(|record| next(record, to, session.account, today)).collect();
        write_revisions(&mut transaction, &next, (session.account, today, taken.first())).await?;
        let act = |record: &PreparedRecord| Act::new(session.role(), Action::HandedOver).on(record.id);
        let acts: Vec<Act> = next.iter().map(|record| act(record).content(record.digest)).collect();
        let auditors = of_kind(&teams, TeamKind::Audit)?;
        self.finish_with(transaction, taken, (Some(session.account), auditors), &acts).await?;
        // What was wrapped to the earlier team is not to lie on in the files of the database. While somebody reads them it may; they are
        // overwritten in time.
        let _ = self.db.scrub().await;
        Ok(loaded.len() as u64)
    }

    /// Wraps the keys of a record, and of what was written about its tasks, to the team, which holds it from now on.
    async fn hand_keys(
        &self,
        transaction: &mut AnyConnection,
        (session, record): (&Session, &Loaded),
        (to, wrapper): (&Team, &Wrapper),
    ) -> Result<(), StoreError> {
        if !session.teams().iter().any(|team| team.id == record.team && session.holds(team)) {
            return Err(StoreError::OtherTeam);
        }
        session.require_with(Right::HandOver, record.team)?;
        self.move_wraps(transaction, session, (record.id.bits(), &record.sealed), (to, wrapper)).await?;
        for note in task::notes_of(transaction, record.id).await? {
            let rows = sealed(transaction, Id::from_bits(note.bits())).await?;
            self.move_wraps(transaction, session, (note.bits(), &rows), (to, wrapper)).await?;
        }
        let (id, epoch) = (id_bytes(record.id), i64::from(to.epoch.number()));
        let number = signed(record.number + 1);
        let query = sqlx::query(sql::HANDOVER_ADD).bind(id.clone()).bind(number).bind(id_bytes(record.team));
        query.execute(&mut *transaction).await?;
        let query = sqlx::query(sql::RECORD_HAND).bind(id.clone()).bind(id_bytes(to.id)).bind(number);
        query.execute(&mut *transaction).await?;
        let query = sqlx::query(sql::DRAFTS_OUTSIDE_DROP).bind(id).bind(id_bytes(to.id)).bind(epoch);
        query.execute(transaction).await?;
        Ok(())
    }

    /// Wraps the keys of what a casework team opens of a row.
    async fn move_wraps(
        &self,
        transaction: &mut AnyConnection,
        session: &Session,
        (bits, rows): (u128, &[SealedRow]),
        (to, wrapper): (&Team, &Wrapper),
    ) -> Result<(), StoreError> {
        for row in rows.iter().filter(|row| of_class(row.class) == TeamKind::Casework) {
            let Some((holder, wrapped_to, wrap)) = &row.key else { continue };
            let place = DataKeyPlace {
                tenant: self.tenant,
                table: SEALED,
                row: bits,
                class: row.class,
                epoch: row.epoch,
                wrapped_to: *wrapped_to,
            };
            let wrap = rewrapped(session, (*holder, wrap, &place), (to.epoch, wrapper))?;
            let query = sqlx::query(sql::WRAP_MOVE).bind(bits.to_be_bytes().to_vec()).bind(row.class.code());
            let query = query.bind(signed(row.revision)).bind(id_bytes(to.id)).bind(i64::from(to.epoch.number()));
            query.bind(wrap).execute(&mut *transaction).await?;
        }
        Ok(())
    }
}

/// The revision that says the same and belongs to the team.
fn next(record: &Loaded, to: &Team, author: AccountId, day: Date) -> PreparedRecord {
    let (number, reason) = (record.number + 1, HANDED_OVER);
    let facts = Facts {
        id: record.id,
        schema: &record.schema,
        team: to.id,
        number,
        author,
        reason,
        day,
        content_hash: &record.content_hash,
        blind_hash: &record.blind_hash,
    };
    let digest = facts.digest(record.in_force().map(|row| (row.class, row.revision, row.epoch, row.hash)));
    PreparedRecord {
        id: record.id,
        schema: record.schema.clone(),
        source: record.source,
        sources: Vec::new(),
        team: to.id,
        number,
        reason,
        content: record.content.clone(),
        content_hash: record.content_hash,
        blind: record.blind.clone(),
        blind_hash: record.blind_hash,
        salt: record.salt.clone(),
        sealed: Vec::new(),
        terms: Vec::new(),
        consents: Vec::new(),
        digest,
    }
}
