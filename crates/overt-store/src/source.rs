//! Contributors. Without one in force there is no record.

use jiff::civil::Date;
use overt_model::{Source, SourceId};
use sqlx::AnyConnection;

use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::journal::{Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::people::{Role, Session};
use crate::record::PreparedRecord;
use crate::store::Store;
use crate::{StoreError, sql};

/// What the log holds of a source.
pub(crate) fn source_digest(id: SourceId, content: &str) -> Content {
    Digest::of("overt.store 2026 source v1").id(id).part(content.as_bytes()).finish()
}

impl Store {
    /// Every source, by name.
    pub async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let rows = sqlx::query(sql::SOURCES).fetch_all(&mut *self.db.read().await?).await?;
        let sources: Result<Vec<_>, _> = rows.iter().map(|row| read(&row.text("content")?)).collect();
        let mut sources = sources?;
        sources.sort_by(|one: &Source, other| one.name.cmp(&other.name));
        Ok(sources)
    }

    /// Adds a source, or writes down what changed about it: a new agreement, another expiry. Ending a source is giving it a
    /// last day that is over.
    #[expect(clippy::missing_panics_doc, reason = "a source can always be written as JSON")]
    pub async fn put_source(&self, session: &Session, source: &Source, today: Date) -> Result<(), StoreError> {
        session.require_administrator()?;
        let content = serde_json::to_string(source).expect("a source can always be written as JSON");
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        for row in sqlx::query(sql::SOURCES).fetch_all(&mut *transaction).await? {
            let other = read(&row.text("content")?)?;
            if other.id != source.id && other.name == source.name {
                return Err(StoreError::Taken("source"));
            }
        }
        let query = sqlx::query(sql::SOURCE_ADD).bind(id_bytes(source.id)).bind(signed(taken.first()));
        query.bind(content.as_str()).execute(&mut *transaction).await?;
        let content = source_digest(source.id, &content);
        let act = Act::new(Role::Administrator, Action::SourceChanged).on(source.id).content(content);
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }
}

pub(crate) fn read(content: &str) -> Result<Source, StoreError> {
    serde_json::from_str(content).map_err(|_| StoreError::Damaged("a source is not in its form"))
}

/// Refuses records whose sources are unknown or over.
pub(crate) async fn refuse_unusable(
    transaction: &mut AnyConnection,
    records: &[PreparedRecord],
    today: Date,
) -> Result<(), StoreError> {
    for id in crate::record::sources(records) {
        let source = source(transaction, id).await?;
        if !source.is_in_force(today) {
            return Err(StoreError::SourceExpired(source.expires.unwrap_or(today)));
        }
    }
    Ok(())
}

/// A source as it is now.
pub(crate) async fn source(connection: &mut AnyConnection, id: SourceId) -> Result<Source, StoreError> {
    let row = sqlx::query(sql::SOURCE).bind(id_bytes(id)).fetch_optional(connection).await?;
    read(&row.ok_or(StoreError::NoSource)?.text("content")?)
}
