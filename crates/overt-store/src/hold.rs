//! Holds: a record that a court, an investigation, an inquiry or a claim needs is kept from being erased, until a day.
//!
//! A hold has a ground, an end, and somebody who answers for it: who placed it. It says no more, because it is not sealed; the order
//! itself belongs to the record as a file. While it is in force nobody erases the record or a class of it, whatever else is due. It
//! ends by itself, or who answers for it lifts it. Where that person has no right to erase the record any more, whoever has may. A record
//! can be held several times; the last end counts. Each step is bound to a leaf of the log.

use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::{Id, IdKind, RecordId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::journal::{self, Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::people::{Right, Session, TeamKind, has_right, teams};
use crate::record::{load, load_many};
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, random, sql};

/// Longest time until a hold ends: a year, after which somebody must say that it is still needed.
pub const HOLD_DAYS_MAX: i32 = 366;

/// Marks identifiers written `hold:…`.
pub enum HoldKind {}
impl IdKind for HoldKind {
    const NAME: &'static str = "hold";
}
/// One hold.
pub type HoldId = Id<HoldKind>;

/// Why a record is not to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldGround {
    /// A court has ordered it.
    CourtOrder,
    /// Whoever investigates or prosecutes has asked for it.
    Investigation,
    /// The organisation, or whoever supervises it, looks into something of its own.
    Inquiry,
    /// The person concerned needs it for a claim or an appeal.
    Claim,
}

impl HoldGround {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::CourtOrder, Self::Investigation, Self::Inquiry, Self::Claim];

    /// The code that is stored, typed and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CourtOrder => "court-order",
            Self::Investigation => "investigation",
            Self::Inquiry => "inquiry",
            Self::Claim => "claim",
        }
    }

    /// The ground of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }
}

/// A hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Its identifier.
    pub id: HoldId,
    /// What is not to be erased.
    pub record: RecordId,
    /// Who answers for it.
    pub by: AccountId,
    /// Why.
    pub ground: HoldGround,
    /// Since when.
    pub day: Date,
    /// Its last day.
    pub until: Date,
    /// When it was lifted, if it was.
    pub lifted: Option<Date>,
}

/// Why a hold is not placed or lifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HoldError {
    /// Gone by, or too far.
    #[error("a hold ends today or later, and at most 366 days from now: place it again when it is still needed then")]
    Until,
    /// Over already.
    #[error("this hold is over")]
    Over,
    /// Somebody else's.
    #[error("a hold is lifted by who placed it, and ends by itself otherwise")]
    Others,
}

impl Hold {
    /// Whether it keeps its record from being erased on a day.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.lifted.is_none() && today <= self.until
    }

    /// What the log holds of it.
    fn digest(&self) -> Content {
        let digest = Digest::of("overt.store 2026 hold v1").id(self.id).id(self.record).id(self.by);
        let digest = digest.part(self.ground.code().as_bytes()).part(self.day.to_string().as_bytes());
        digest.part(self.until.to_string().as_bytes()).part(lifted(self).as_bytes()).finish()
    }

    fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let lifted = row.text("lifted")?;
        Ok(Self {
            id: row.id("id")?,
            record: row.id("record")?,
            by: row.id("account")?,
            ground: HoldGround::from_code(&row.text("ground")?).ok_or(StoreError::Damaged("a hold"))?,
            day: journal::day(&row.text("day")?)?,
            until: journal::day(&row.text("until_day")?)?,
            lifted: if lifted.is_empty() { None } else { Some(journal::day(&lifted)?) },
        })
    }

    /// One that was read together with what the log holds of it.
    fn verified(row: &AnyRow) -> Result<Self, StoreError> {
        let hold = Self::of(row)?;
        let is_logged = row.optional_bytes("digest")?.is_some_and(|logged| logged == hold.digest().0);
        if is_logged { Ok(hold) } else { Err(StoreError::Tampered("a hold")) }
    }
}

fn lifted(hold: &Hold) -> String {
    hold.lifted.map(|day| day.to_string()).unwrap_or_default()
}

/// A step of a hold as it is stored, for verification: its identifier, its leaf, and what the log must hold of it.
pub(crate) fn read(row: &AnyRow) -> Result<(HoldId, u64, Content), StoreError> {
    let hold = Hold::of(row)?;
    Ok((hold.id, row.count("leaf")?, hold.digest()))
}

/// Refuses where a record is held.
pub(crate) async fn refuse_held(
    connection: &mut AnyConnection,
    record: RecordId,
    today: Date,
) -> Result<(), StoreError> {
    let holds = of_record(connection, record).await?;
    let until = holds.iter().filter(|hold| hold.is_in_force(today)).map(|hold| hold.until).max();
    until.map_or(Ok(()), |until| Err(StoreError::Held(until)))
}

async fn of_record(connection: &mut AnyConnection, record: RecordId) -> Result<Vec<Hold>, StoreError> {
    let rows = sqlx::query(sql::HOLDS_OF_RECORD).bind(id_bytes(record)).fetch_all(connection).await?;
    rows.iter().map(Hold::verified).collect()
}

async fn write(connection: &mut AnyConnection, hold: &Hold, leaf: u64) -> Result<(), StoreError> {
    let query = sqlx::query(sql::HOLD_ADD).bind(id_bytes(hold.id)).bind(signed(leaf)).bind(id_bytes(hold.record));
    let query = query.bind(id_bytes(hold.by)).bind(hold.ground.code()).bind(hold.day.to_string());
    query.bind(hold.until.to_string()).bind(lifted(hold)).execute(connection).await?;
    Ok(())
}

impl Store {
    /// Holds records against erasing, all or none, and answers how many the session's person did not hold so before.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] for a record that is not there, [`StoreError::OtherTeam`] and [`StoreError::NotYourTask`] for one that the
    /// person may not erase, [`StoreError::Hold`] for an end that cannot be.
    pub async fn hold(
        &self,
        session: &Session,
        records: &[RecordId],
        (ground, until): (HoldGround, Date),
        today: Date,
    ) -> Result<u64, StoreError> {
        if until < today || until > today.saturating_add(HOLD_DAYS_MAX.days()) {
            return Err(HoldError::Until.into());
        }
        let mut ids = records.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let loaded = load_many(&mut transaction, &ids).await?;
        if loaded.len() < ids.len() {
            return Err(StoreError::NotThere("record"));
        }
        let (by, day, mut holds) = (session.account, today, Vec::new());
        for record in &loaded {
            session.require_with(Right::Erase, record.team)?;
            let is_same = |hold: &Hold| (hold.by, hold.ground, hold.until) == (by, ground, until);
            let there = of_record(&mut transaction, record.id).await?;
            if !there.iter().any(|hold| is_same(hold) && hold.is_in_force(today)) {
                holds.push(Hold { id: random::new_id(), record: record.id, by, ground, day, until, lifted: None });
            }
        }
        if holds.is_empty() {
            return Ok(0);
        }
        let taken = take(&mut transaction, holds.len(), today).await?;
        for (leaf, hold) in (taken.first()..).zip(&holds) {
            write(&mut transaction, hold, leaf).await?;
        }
        let act = |hold: &Hold| Act::new(session.role(), Action::HoldPlaced).on(hold.record).content(hold.digest());
        let acts: Vec<Act> = holds.iter().map(act).collect();
        self.finish(transaction, taken, Some(by), &acts).await?;
        Ok(holds.len() as u64)
    }

    /// Lifts a hold.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where there is none, [`StoreError::OtherTeam`] and [`StoreError::NotYourTask`] as for placing it, and
    /// [`StoreError::Hold`] where it is over, or where somebody else answers for it who can still lift it.
    pub async fn lift(&self, session: &Session, id: HoldId, today: Date) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let row = sqlx::query(sql::HOLD).bind(id_bytes(id)).fetch_optional(&mut *transaction).await?;
        let hold = Hold::verified(&row.ok_or(StoreError::NotThere("hold"))?)?;
        let team = load(&mut transaction, hold.record).await?.team;
        session.require_with(Right::Erase, team)?;
        if !hold.is_in_force(today) {
            return Err(HoldError::Over.into());
        }
        if hold.by != session.account && has_right(&mut transaction, hold.by, (Right::Erase, team)).await? {
            return Err(HoldError::Others.into());
        }
        let hold = Hold { lifted: Some(today), ..hold };
        let taken = take(&mut transaction, 1, today).await?;
        write(&mut transaction, &hold, taken.first()).await?;
        let act = Act::new(session.role(), Action::HoldLifted).on(hold.record).content(hold.digest());
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }

    /// The holds of a record, also those that are over.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] for a record that is not there, and [`StoreError::OtherTeam`] for one of another team.
    pub async fn holds_of(&self, session: &Session, record: RecordId) -> Result<Vec<Hold>, StoreError> {
        let mut connection = self.db.read().await?;
        session.refuse_other_team(load(&mut connection, record).await?.team)?;
        of_record(&mut connection, record).await
    }

    /// The holds in force of what the session's person may change, at most `limit`, the first to end first.
    pub async fn holds(&self, session: &Session, limit: usize, today: Date) -> Result<Vec<Hold>, StoreError> {
        let mut connection = self.db.read().await?;
        let mut holds = Vec::new();
        for team in teams(&mut connection).await? {
            if team.kind != TeamKind::Casework || !session.may_change(team.id) {
                continue;
            }
            let query = sqlx::query(sql::HOLDS_OF_TEAM).bind(id_bytes(team.id)).bind(today.to_string());
            let rows = query.bind(signed(limit as u64)).fetch_all(&mut *connection).await?;
            holds.extend(rows.iter().map(Hold::verified).collect::<Result<Vec<_>, _>>()?);
        }
        holds.sort_by_key(|hold| (hold.until, hold.id));
        holds.truncate(limit);
        Ok(holds)
    }
}
