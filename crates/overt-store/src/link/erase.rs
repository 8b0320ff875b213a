//! What erasing a record does to its joins.

use jiff::civil::Date;
use overt_model::RecordId;
use sqlx::AnyConnection;

use super::members::entity_of;
use super::settle;
use super::step::{self, Step, What};
use crate::StoreError;
use crate::journal::Act;
use crate::people::Session;

/// Whether a record belongs to an entity.
pub(crate) async fn is_joined(transaction: &mut AnyConnection, record: RecordId) -> Result<bool, StoreError> {
    Ok(entity_of(transaction, record).await?.is_some())
}

/// Takes a record out of its entity for good, as entry `leaf`. In the records beside it the name could still stand.
pub(crate) async fn forget(
    transaction: &mut AnyConnection,
    (record, leaf): (RecordId, u64),
    (today, session): (Date, Option<&Session>),
) -> Result<Act, StoreError> {
    let (since, _) = entity_of(transaction, record).await?.ok_or(StoreError::NotThere("join"))?;
    let Step { schema, .. } = Step::load(transaction, since).await?;
    settle::put(transaction, leaf, (record, None)).await?;
    settle::dissolve(transaction, leaf).await?;
    let who = (What::Erased(record), today, session);
    Ok(step::write(transaction, (leaf, None, &schema), who).await?.1)
}
