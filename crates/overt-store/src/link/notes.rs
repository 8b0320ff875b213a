//! What people wrote about their decisions.

use jiff::civil::Date;
use overt_model::{Class, Id, Private, RecordId};
use sqlx::AnyConnection;

use super::{NoteId, pair, standing};
use crate::db::{Read, id_bytes};
use crate::journal::Act;
use crate::log::entry::{Action, Code};
use crate::people::{Role, Session};
use crate::record::{openable, sealed};
use crate::store::Store;
use crate::{StoreError, sql};

/// The note of one decision.
#[derive(Debug)]
pub struct DecisionNote {
    /// Which leaf of the log the decision is.
    pub leaf: u64,
    /// What was written.
    pub text: Private<String>,
}

impl Store {
    /// The notes on two records that the person may open, the oldest first. Those that were erased are not among them. That they
    /// were opened is logged first.
    pub async fn decision_notes(
        &self,
        session: &Session,
        (one, other): (RecordId, RecordId),
        purpose: Option<&Code>,
        today: Date,
    ) -> Result<Vec<DecisionNote>, StoreError> {
        let records = pair(one, other)?;
        let mut connection = self.db.read_and_write().await?;
        let mut wanted = Vec::new();
        for reading in standing::readings(&mut connection, records).await? {
            let Some(note) = reading.note else { continue };
            for row in sealed(&mut connection, Id::from_bits(note.bits())).await? {
                if openable(session, &row) {
                    wanted.push((reading.leaf, note, row));
                }
            }
        }
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let act = |record| {
            let act = Act::new(Role::of_class(Class::Narrative), Action::OpenSealed).on(record);
            act.class(Class::Narrative).purpose(purpose)
        };
        self.log_with(&mut connection, Some(session.account), &records.map(act), today).await?;
        let open = |(leaf, note, row): (u64, NoteId, crate::record::SealedRow)| {
            let opened = self.open_class(session, note.bits(), &row)?;
            let text = String::from_utf8(opened.expose().clone()).map_err(|_| StoreError::Damaged("a note"))?;
            Ok(DecisionNote { leaf, text: Private::new(text) })
        };
        wanted.into_iter().map(open).collect()
    }
}

/// The notes on a record's pairs that were not erased.
pub(crate) async fn notes_of(connection: &mut AnyConnection, record: RecordId) -> Result<Vec<NoteId>, StoreError> {
    let rows = sqlx::query(sql::DECISION_NOTES).bind(id_bytes(record)).fetch_all(connection).await?;
    rows.iter().map(|row| row.id("note")).collect()
}
