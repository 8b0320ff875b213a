//! Showing records. What is sealed is opened only after the log has it on disk.

use jiff::civil::Date;
use overt_model::codebook::Schema;
use overt_model::{Class, Record, RecordId, Secret};
use serde::Serialize;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection};

use super::load::{Loaded, SealedRow};
use super::parts::{self, Content, SEALED_CLASSES};
use super::{Reason, SEALED, load_many, load_revisions};
use crate::StoreError;
use crate::exchange::Origin;
use crate::journal::Act;
use crate::log::entry::{Action, Code};
use crate::people::{Role, Session};
use crate::store::Store;
use crate::vault::{AccountId, Context, DataKey, DataKeyPlace, TeamId};

/// A record as far as a person may see it.
#[derive(Debug)]
pub struct Shown {
    /// What it says.
    pub record: Record,
    /// Which revision it is.
    pub revision: RevisionFacts,
    /// The classes that the person asked for and may open. Of the others nothing is told, not even whether they exist.
    pub opened: Vec<Class>,
    /// The casework team that holds it.
    pub held_by: TeamId,
    /// Whether the person may change or erase it.
    pub may_change: bool,
}

/// What is known about a revision without opening anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisionFacts {
    /// Its number, from 1.
    pub number: u64,
    /// Who wrote it.
    pub author: AccountId,
    /// Why.
    pub reason: String,
    /// On which day.
    pub day: Date,
    /// Which leaf of the log it is.
    pub leaf: u64,
    /// Where it was written, when that was elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

impl RevisionFacts {
    fn of(loaded: &Loaded) -> Result<Self, StoreError> {
        let Loaded { number, author, reason, day, leaf, .. } = loaded;
        let origin = loaded.origin()?;
        Ok(Self { number: *number, author: *author, reason: reason.clone(), day: *day, leaf: *leaf, origin })
    }

    /// Why, if this program knows the reason.
    pub fn reason(&self) -> Option<Reason> {
        Reason::from_code(&self.reason)
    }
}

impl Store {
    /// Shows the current view of a record: open and quasi properties, and those of `classes` that the person may open.
    pub async fn show(
        &self,
        session: &Session,
        id: RecordId,
        (classes, purpose): (&[Class], Option<&Code>),
        today: Date,
    ) -> Result<Shown, StoreError> {
        let mut shown = self.show_many(session, &[id], (classes, purpose), today).await?;
        shown.pop().ok_or(StoreError::NotThere("record"))
    }

    /// Shows several records, with one entry in the log for each class of each that is opened, all in one transaction.
    pub async fn show_many(
        &self,
        session: &Session,
        ids: &[RecordId],
        (classes, purpose): (&[Class], Option<&Code>),
        today: Date,
    ) -> Result<Vec<Shown>, StoreError> {
        let mut connection = self.to_open(classes).await?;
        let loaded = load_many(&mut connection, ids).await?;
        if loaded.len() < ids.len() {
            return Err(StoreError::NotThere("record"));
        }
        self.open_loaded(&mut connection, session, &loaded, (classes, purpose, None), today).await
    }

    /// Shows an earlier revision of a record.
    pub async fn show_revision(
        &self,
        session: &Session,
        (id, number): (RecordId, u64),
        (classes, purpose): (&[Class], Option<&Code>),
        today: Date,
    ) -> Result<Shown, StoreError> {
        let mut connection = self.to_open(classes).await?;
        let mut revisions = load_revisions(&mut connection, id).await?;
        let held_by = revisions.last().map(|current| current.team);
        revisions.retain(|revision| revision.number == number && !revision.erased);
        for revision in &mut revisions {
            // Whoever held it then has no say any more.
            revision.team = held_by.unwrap_or(revision.team);
        }
        let mut shown = self.open_loaded(&mut connection, session, &revisions, (classes, purpose, None), today).await?;
        shown.pop().ok_or(StoreError::NotThere("revision"))
    }

    /// Every revision of a record, the oldest first. Of an erased record too, of which nothing else is left.
    pub async fn history(&self, id: RecordId) -> Result<Vec<RevisionFacts>, StoreError> {
        let revisions = load_revisions(&mut *self.db.read().await?, id).await?;
        revisions.iter().map(RevisionFacts::of).collect()
    }

    /// A connection for reading, and for writing too where something may be opened. Who opens nothing waits for no writer.
    async fn to_open(&self, classes: &[Class]) -> Result<PoolConnection<Any>, StoreError> {
        if classes.is_empty() { self.db.read().await } else { self.db.read_and_write().await }
    }

    /// Opens what the person may, after logging it, and before it the search that led here.
    pub(super) async fn open_loaded(
        &self,
        connection: &mut AnyConnection,
        session: &Session,
        loaded: &[Loaded],
        (classes, purpose, search): (&[Class], Option<&Code>, Option<Act>),
        today: Date,
    ) -> Result<Vec<Shown>, StoreError> {
        let may_open = |class: &Class| classes.contains(class) && session.opens(*class);
        let wanted: Vec<Class> = SEALED_CLASSES.into_iter().filter(may_open).collect();
        let opens = |row: &&SealedRow| wanted.contains(&row.class) && openable(session, row);
        let mut acts = Vec::from_iter(search);
        for record in loaded {
            let opened = record.in_force().filter(opens);
            acts.extend(opened.map(|row| {
                let act = Act::new(Role::of_class(row.class), Action::OpenSealed).on(record.id);
                act.class(row.class).purpose(purpose)
            }));
        }
        if !acts.is_empty() {
            self.log_with(connection, Some(session.account), &acts, today).await?;
        }
        let show = |record: &Loaded| {
            let mut shown = self.open_part(record)?;
            for row in record.in_force().filter(opens) {
                let opened = self.open_class(session, record.id.bits(), row)?;
                parts::join(self.codebook, &mut shown, opened.expose())?;
            }
            self.codebook.migrate(&mut shown);
            let (held_by, may_change) = (record.team, session.may_change(record.team));
            let is_opened = |class: &Class| {
                let mut rows = record.in_force().filter(|row| row.class == *class && row.key.is_some()).peekable();
                // Where there is nothing to open, who would not open it is not told.
                if rows.peek().is_none() {
                    session.opens_of(*class, record.team)
                } else {
                    rows.all(|row| openable(session, row))
                }
            };
            let opened = wanted.iter().copied().filter(is_opened).collect();
            let revision = RevisionFacts::of(record)?;
            Ok(Shown { record: shown, revision, opened, held_by, may_change })
        };
        loaded.iter().map(show).collect()
    }

    /// The record without its sealed classes.
    pub(crate) fn open_part(&self, loaded: &Loaded) -> Result<Record, StoreError> {
        open_part(self.codebook, loaded.id, &loaded.schema, &loaded.content)
    }

    /// Opens one sealed class. The caller has logged it.
    pub(crate) fn open_class(
        &self,
        session: &Session,
        id: u128,
        row: &SealedRow,
    ) -> Result<Secret<Vec<u8>>, StoreError> {
        self.data_key(session, id, row)?
            .open(&row.envelope, &self.context(id, row))
            .map_err(|_| StoreError::Tampered("a sealed class"))
    }

    pub(crate) fn data_key(&self, session: &Session, id: u128, row: &SealedRow) -> Result<DataKey, StoreError> {
        let (team, wrapped_to, wrap) = row.key.as_ref().ok_or(StoreError::NotThere("class"))?;
        let key = session.team_key(*team, *wrapped_to).ok_or(StoreError::NotThere("class"))?;
        let Context { tenant, table, row: id, class, epoch, .. } = self.context(id, row);
        let place = DataKeyPlace { tenant, table, row: id, class, epoch, wrapped_to: *wrapped_to };
        key.unwrap(wrap, &place).map_err(|_| StoreError::Tampered("a wrapped key"))
    }

    fn context(&self, id: u128, row: &SealedRow) -> Context<'static> {
        let (tenant, class, epoch, revision) = (self.tenant, row.class, row.epoch, row.revision);
        Context { tenant, table: SEALED, row: id, class, epoch, revision }
    }
}

/// The open part of a record, from its stored text.
pub(super) fn open_part(
    codebook: &overt_model::Codebook,
    id: RecordId,
    schema: &str,
    content: &str,
) -> Result<Record, StoreError> {
    let content: Content =
        serde_json::from_str(content).map_err(|_| StoreError::Damaged("a record is not in its form"))?;
    let mut record = Record::new(id, schema, &content.codebook, content.claim);
    parts::insert(codebook, &mut record, content.fields)?;
    Ok(record)
}

/// Whether the person holds the key of an envelope that is still there.
pub(crate) fn openable(session: &Session, row: &SealedRow) -> bool {
    row.key.as_ref().is_some_and(|(team, wrapped_to, _)| session.team_key(*team, *wrapped_to).is_some())
}

/// The properties of a schema that stand in a class.
pub(super) fn classes_of(schema: &Schema, property: &str) -> Vec<Class> {
    let Some(property) = schema.property(property) else { return Vec::new() };
    SEALED_CLASSES.into_iter().filter(|class| parts::touches(property, *class)).collect()
}
