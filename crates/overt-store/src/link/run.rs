//! Runs of linkage.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::step::{self, Step, What};
use super::{Change, LinkError, LinkRunId, none, refuse_outsiders, settle, some};
use crate::db::{Insert, Read, id_bytes};
use crate::journal::{signed, take};
use crate::people::Session;
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, random, sql};

/// Most characters of a model.
pub const MODEL_LEN_MAX: usize = 1 << 20;
/// Changes from which on a server has to count them.
const MANY: u64 = 1000;
/// Steps read at once.
const STEP: i64 = 1000;

/// With what a run was made, so that every join can be explained and made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkFacts {
    /// The kind of record that was linked. Kinds that descend from it were linked with it.
    pub schema: String,
    /// The version of the model: a hash of its file, in hexadecimal digits.
    pub model: String,
    /// The model itself, as it is written. It holds no value of a record.
    pub model_text: String,
    /// How many entries the log had when the records were read ([`LinkReading::entries`](super::LinkReading::entries)).
    pub entries: u64,
    /// How many records were read.
    pub records: u64,
    /// The probability from which on pairs were joined, in decimal digits, 0 to 1.
    pub threshold: String,
}

/// A run of linkage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkRun {
    /// Its identifier.
    pub id: LinkRunId,
    /// With what it was made.
    #[serde(flatten)]
    pub facts: LinkFacts,
    /// On which day.
    pub day: Date,
    /// By whom.
    pub account: Option<AccountId>,
    /// Records that belong to another entity since, or to one, or to none.
    pub moved: u64,
    /// Which leaf of the log it is.
    pub leaf: u64,
    /// Whether it was taken back.
    pub undone: bool,
}

impl LinkRun {
    fn of(step: Step) -> Option<Self> {
        let (Some(id), What::Run(facts)) = (step.run, step.content.what) else { return None };
        let (day, account, moved) = (step.content.day, step.content.account, step.content.moved);
        Some(Self { id, facts, day, account, moved, leaf: step.leaf, undone: false })
    }
}

impl Store {
    /// Writes a run of linkage: to which entity each record belongs that the run moves. Who is not named stays where it is, and
    /// naming one that stays changes nothing. All of it is written or nothing, whenever it is killed; other writers wait until
    /// then. Memory does not grow with the changes.
    ///
    /// Refused when a record is gone, of another kind or named twice, when an entity would have one record only, and when two
    /// records would be joined that somebody decided are different.
    pub async fn put_link_run(
        &self,
        session: &Session,
        facts: &LinkFacts,
        changes: impl IntoIterator<Item = Change>,
        today: Date,
    ) -> Result<LinkRun, StoreError> {
        refuse_outsiders(session)?;
        self.refuse_facts(facts)?;
        let id: LinkRunId = random::new_id();
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let leaf = taken.first();
        let mut rows = Insert::into(sql::MEMBER_ROWS);
        let twice = |error| match error {
            // Extended result 1555 of SQLite (a primary key stands twice) and 23505 of PostgreSQL.
            StoreError::Database(code) if code == "sqlite 1555" || code == "postgresql 23505" => {
                LinkError::Twice.into()
            }
            other => other,
        };
        let mut count = 0_u64;
        for change in changes {
            count += 1;
            if change.entity.is_some_and(|entity| some(entity).is_none()) {
                return Err(LinkError::NoEntity.into());
            }
            let row = rows.row(&mut transaction, |columns| {
                columns.id(change.record).add(signed(leaf)).id(change.entity.unwrap_or(none()));
            });
            row.await.map_err(twice)?;
        }
        rows.flush(&mut transaction).await.map_err(twice)?;
        if count >= MANY {
            self.db.recount(&mut transaction, sql::MEMBER_ROWS.table).await?;
        }
        settle::drop_idle(&mut transaction, leaf).await?;
        self.refuse_members(&mut transaction, leaf, &facts.schema).await?;
        let who = (What::Run(facts.clone()), today, Some(session));
        let (moved, act) = step::write(&mut transaction, (leaf, Some(id), &facts.schema), who).await?;
        self.finish(transaction, taken, Some(session.account), &[act]).await?;
        let (day, account) = (today, Some(session.account));
        Ok(LinkRun { id, facts: facts.clone(), day, account, moved, leaf, undone: false })
    }

    fn refuse_facts(&self, facts: &LinkFacts) -> Result<(), StoreError> {
        if self.codebook.schema(&facts.schema).is_none() {
            return Err(LinkError::Schema.into());
        }
        for (what, text, max) in
            [("model", &facts.model_text, MODEL_LEN_MAX), ("version of the model", &facts.model, 128)]
        {
            if text.len() > max {
                return Err(LinkError::TooLong(what, max).into());
            }
        }
        let threshold = facts.threshold.parse::<f64>().ok().filter(|threshold| (0.0..=1.0).contains(threshold));
        if threshold.is_some() && facts.threshold.len() <= 32 { Ok(()) } else { Err(LinkError::Threshold.into()) }
    }

    /// Refuses what a run must not leave behind.
    async fn refuse_members(&self, transaction: &mut AnyConnection, leaf: u64, schema: &str) -> Result<(), StoreError> {
        let (mut gone, mut other) = (0, 0);
        for row in sqlx::query(sql::LINK_KINDS).bind(signed(leaf)).fetch_all(&mut *transaction).await? {
            let kind = self.codebook.schema(&row.text("schema")?);
            if row.number("erased")? != 0 {
                gone += row.count("n")?;
            } else if !kind.is_some_and(|kind| kind.is_a(schema)) {
                other += row.count("n")?;
            }
        }
        if gone > 0 {
            return Err(LinkError::Gone(gone).into());
        }
        if other > 0 {
            return Err(LinkError::Kind(other).into());
        }
        let nothing = id_bytes(none::<overt_model::EntityKind>());
        for statement in [sql::LINK_OTHER_RECORD, sql::LINK_OTHER_ENTITY] {
            let query = sqlx::query(statement).bind(signed(leaf)).bind(nothing.clone()).bind(schema);
            if let Some(row) = query.fetch_optional(&mut *transaction).await? {
                return Err(LinkError::OtherKind(row.id("record")?).into());
            }
        }
        if let Some((_, entity)) = settle::alone(transaction, leaf, 1).await?.pop() {
            return Err(LinkError::Alone(entity).into());
        }
        match settle::contradicted(transaction, 1).await?.pop() {
            Some([one, other]) => Err(LinkError::Contradicts(one, other).into()),
            None => Ok(()),
        }
    }

    /// Every run of linkage, the first one first.
    pub async fn link_runs(&self) -> Result<Vec<LinkRun>, StoreError> {
        let (mut runs, mut after) = (Vec::<LinkRun>::new(), -1);
        let mut connection = self.db.read().await?;
        loop {
            let rows = sqlx::query(sql::LINK_STEPS).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
            for row in &rows {
                let step = Step::of(row)?;
                if let What::UndoneRun(undone) = step.content.what {
                    runs.iter_mut().filter(|run| run.id == undone).for_each(|run| run.undone = true);
                } else {
                    runs.extend(LinkRun::of(step));
                }
            }
            let Some(last) = rows.last() else { return Ok(runs) };
            after = last.number("leaf")?;
        }
    }

    /// The last step that changed what is joined, by its leaf of the log; nothing while nothing was linked.
    pub async fn newest_link_step(&self) -> Result<Option<u64>, StoreError> {
        let row = sqlx::query(sql::LINK_NEWEST).fetch_one(&mut *self.db.read().await?).await?;
        Ok(u64::try_from(row.number("leaf")?).ok())
    }

    /// One run of linkage.
    pub async fn link_run(&self, id: LinkRunId) -> Result<LinkRun, StoreError> {
        self.link_runs().await?.into_iter().find(|run| run.id == id).ok_or(StoreError::NotThere("linkage"))
    }
}

/// Whether there is such a run.
pub(super) async fn is_there(connection: &mut AnyConnection, id: LinkRunId) -> Result<bool, StoreError> {
    Ok(sqlx::query(sql::LINK_RUN).bind(id_bytes(id)).fetch_optional(connection).await?.is_some())
}
