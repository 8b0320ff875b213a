//! The steps that change what is joined, which the log holds.

use jiff::civil::Date;
use overt_model::{EntityId, RecordId};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::run::LinkFacts;
use super::{LinkRunId, none, some};
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::home::hex;
use crate::journal::{Act, signed};
use crate::log::entry::{Action, Content};
use crate::people::{Role, Session};
use crate::vault::AccountId;
use crate::{StoreError, sql};

/// Rows read at once.
const STEP: i64 = 5000;

/// What a step was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum What {
    /// A run of linkage.
    Run(LinkFacts),
    /// A run was taken back.
    UndoneRun(LinkRunId),
    /// What was joined last into an entity was taken back.
    UndoneEntity(EntityId),
    /// A record was taken out.
    UndoneRecord(RecordId),
    /// Somebody decided that two records are different.
    Decided([RecordId; 2]),
    /// A record, or who it is about, was erased.
    Erased(RecordId),
}

/// What a step holds, as JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepContent {
    pub(crate) what: What,
    pub(crate) day: Date,
    /// Nobody where a restored backup is made to forget what was erased.
    pub(crate) account: Option<AccountId>,
    /// Records that it moved.
    pub(crate) moved: u64,
    /// A digest of the rows that it wrote.
    pub(crate) members: String,
}

/// A step as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) leaf: u64,
    pub(crate) run: Option<LinkRunId>,
    pub(crate) schema: String,
    pub(crate) content: StepContent,
}

impl Step {
    pub(crate) fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let content = step_content(&row.text("content")?)?;
        Ok(Self { leaf: row.count("leaf")?, run: some(row.id("run")?), schema: row.text("schema")?, content })
    }

    /// The step of an entry of the log.
    pub(crate) async fn load(connection: &mut AnyConnection, leaf: u64) -> Result<Self, StoreError> {
        let row = sqlx::query(sql::LINK_STEP).bind(signed(leaf)).fetch_optional(connection).await?;
        Self::of(&row.ok_or(StoreError::Tampered("a step of linkage"))?)
    }
}

pub(crate) fn step_content(text: &str) -> Result<StepContent, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("a step of linkage is not in its form"))
}

/// What the log holds of a step.
pub(crate) fn step_digest(run: LinkRunId, schema: &str, content: &str) -> Content {
    let digest = Digest::of("overt.store 2026 step of linkage v1").id(run);
    digest.part(schema.as_bytes()).part(content.as_bytes()).finish()
}

/// Rows that a step has written: how many, and a digest of them in the order of the records.
pub(crate) async fn digest_of_members(connection: &mut AnyConnection, leaf: u64) -> Result<(u64, Content), StoreError> {
    let (mut count, mut after) = (0, vec![0; 16]);
    let mut digest = Digest::of("overt.store 2026 rows of a step of linkage v1");
    loop {
        let query = sqlx::query(sql::LINK_WRITTEN).bind(signed(leaf)).bind(after.clone()).bind(STEP);
        let rows = query.fetch_all(&mut *connection).await?;
        for row in &rows {
            count += 1;
            digest = digest.id::<overt_model::RecordKind>(row.id("record")?);
            digest = digest.id::<overt_model::EntityKind>(row.id("entity")?);
        }
        let Some(last) = rows.last() else { return Ok((count, digest.finish())) };
        after = last.bytes("record")?;
    }
}

/// Writes a step of which the rows are there, and returns how many these are, and the act of its entry.
pub(super) async fn write(
    transaction: &mut AnyConnection,
    (leaf, run, schema): (u64, Option<LinkRunId>, &str),
    (what, day, session): (What, Date, Option<&Session>),
) -> Result<(u64, Act), StoreError> {
    let (moved, digest) = digest_of_members(transaction, leaf).await?;
    let (role, account) = (session.map_or(Role::Administrator, Session::role), session.map(|session| session.account));
    let act = Act::new(role, Action::Linked);
    let act = match &what {
        What::Run(_) => act.on(run.unwrap_or(none())),
        What::UndoneRun(run) => act.on(*run),
        What::UndoneEntity(entity) => act.on(*entity),
        What::UndoneRecord(record) | What::Erased(record) | What::Decided([record, _]) => act.on(*record),
    };
    let content = StepContent { what, day, account, moved, members: hex(&digest.0) };
    let content = serde_json::to_string(&content).expect("a step can always be written as JSON");
    let run = run.unwrap_or(none());
    let query = sqlx::query(sql::LINK_STEP_ADD).bind(signed(leaf)).bind(id_bytes(run)).bind(schema);
    query.bind(content.as_str()).execute(transaction).await?;
    Ok((moved, act.content(step_digest(run, schema, &content))))
}
