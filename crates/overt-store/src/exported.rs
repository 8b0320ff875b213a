//! Exports: which records left, when and as what, so that whoever takes a join back learns which of them have changed.
//!
//! An export begins with a step that says what it is. Each page of it that names records is another step, which writes them. Each
//! step is an entry of the log, which holds a digest of all of it. An export may instead be of everything there was: a snapshot
//! names no records.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Id, IdKind, RecordId};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::{Insert, Read, id_bytes};
use crate::digest::Digest;
use crate::home::hex;
use crate::journal::{Act, signed, take};
use crate::log::entry::{Action, Code, Content};
use crate::people::{Role, Session};
use crate::store::Store;
use crate::{StoreError, random, sql};

/// Marks identifiers written `export:…`.
pub enum ExportIdKind {}
impl IdKind for ExportIdKind {
    const NAME: &'static str = "export";
}
/// One export. A bundle has the bits of its own identifier.
pub type ExportId = Id<ExportIdKind>;

/// As what records leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportKind {
    /// A sealed bundle for another organisation.
    Bundle,
    /// A file in a format of others.
    File,
    /// Columns for counting.
    Snapshot,
    /// Something that was published.
    Release,
}

impl ExportKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Bundle, Self::File, Self::Snapshot, Self::Release];

    /// The code that is stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bundle => "bundle",
            Self::File => "file",
            Self::Snapshot => "snapshot",
            Self::Release => "release",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The kind of a step that names records.
const PAGE: &str = "page";
/// Steps read at once.
const STEP: i64 = 1000;

/// What leaves.
#[derive(Debug)]
pub struct NewExport<'a> {
    /// As what.
    pub kind: ExportKind,
    /// In which format, such as `csv`.
    pub format: Option<&'a Code>,
    /// What for: a code of the list `consent_purposes`.
    pub purpose: Option<&'a Code>,
    /// Whether it is of all records there are, so that none is named.
    pub is_whole: bool,
}

/// What is remembered of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportFacts {
    /// On which day.
    pub day: Date,
    /// In which format.
    pub format: Option<String>,
    /// What for.
    pub purpose: Option<String>,
    /// Whether it is of all records there were.
    pub is_whole: bool,
}

/// An export that held records whose entity is another now, or has lost or won some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedExport {
    /// Its identifier.
    pub id: ExportId,
    /// As what they left.
    pub kind: ExportKind,
    /// What is remembered of it.
    #[serde(flatten)]
    pub facts: ExportFacts,
    /// How many of the records it names; nothing where it is of all there were.
    pub records: u64,
    /// The leaf of the log at which it began.
    pub leaf: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageContent {
    records: u64,
    /// A digest of the records that the page names.
    digest: String,
}

/// What the log holds of a step of an export.
pub(crate) fn export_digest(id: ExportId, kind: &str, content: &str) -> Content {
    let digest = Digest::of("overt.store 2026 step of an export v1").id(id);
    digest.part(kind.as_bytes()).part(content.as_bytes()).finish()
}

/// A digest of the records of a page, in their order.
fn digest_of_records(records: &[RecordId]) -> Content {
    let empty = Digest::of("overt.store 2026 records of a page of an export v1");
    records.iter().fold(empty, |digest, record| digest.id(*record)).finish()
}

/// Whether a page names just these records, in their order. What is no page names none.
pub(crate) fn is_page_of(kind: &str, content: &str, records: &[RecordId]) -> Result<bool, StoreError> {
    if kind != PAGE {
        return Ok(records.is_empty());
    }
    let page: PageContent = serde_json::from_str(content).map_err(|_| damaged())?;
    Ok((page.records, page.digest) == (records.len() as u64, hex(&digest_of_records(records).0)))
}

const fn damaged() -> StoreError {
    StoreError::Damaged("a step of an export is not in its form")
}

async fn write(
    transaction: &mut AnyConnection,
    (leaf, id, kind): (u64, ExportId, &str),
    content: &str,
) -> Result<Content, StoreError> {
    let query = sqlx::query(sql::EXPORT_STEP_ADD).bind(signed(leaf)).bind(id_bytes(id)).bind(kind).bind(content);
    query.execute(transaction).await?;
    Ok(export_digest(id, kind, content))
}

/// Writes the beginning of an export as entry `leaf`, and returns the digest for that entry.
pub(crate) async fn begin(
    transaction: &mut AnyConnection,
    (leaf, id): (u64, ExportId),
    export: &NewExport<'_>,
    day: Date,
) -> Result<Content, StoreError> {
    let code = |code: Option<&Code>| code.map(|code| code.as_str().to_owned());
    let (format, purpose) = (code(export.format), code(export.purpose));
    let facts = ExportFacts { day, format, purpose, is_whole: export.is_whole };
    let content = serde_json::to_string(&facts).expect("texts become JSON in memory");
    write(transaction, (leaf, id, export.kind.code()), &content).await
}

/// Writes the records of a page of an export as entry `leaf`, and returns the digest for that entry.
pub(crate) async fn page(
    transaction: &mut AnyConnection,
    (leaf, id): (u64, ExportId),
    records: &[RecordId],
) -> Result<Content, StoreError> {
    let mut sorted = records.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut rows = Insert::into(sql::EXPORT_ROWS);
    for record in &sorted {
        rows.row(transaction, |columns| {
            columns.id(*record).add(signed(leaf));
        })
        .await?;
    }
    rows.flush(transaction).await?;
    let page = PageContent { records: sorted.len() as u64, digest: hex(&digest_of_records(&sorted).0) };
    let content = serde_json::to_string(&page).expect("numbers become JSON in memory");
    write(transaction, (leaf, id, PAGE), &content).await
}

impl Store {
    /// Remembers that records are about to leave, before they do. Which ones tells [`Store::export_page`], a page at a time.
    pub async fn begin_export(
        &self,
        session: Option<&Session>,
        export: &NewExport<'_>,
        today: Date,
    ) -> Result<ExportId, StoreError> {
        let id: ExportId = random::new_id();
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let content = begin(&mut transaction, (taken.first(), id), export, today).await?;
        let act = Act::new(role(session), Action::Export).on(id).purpose(export.purpose).content(content);
        self.finish(transaction, taken, session.map(|session| session.account), &[act]).await?;
        Ok(id)
    }

    /// Remembers the records of one page of an export, before they leave.
    pub async fn export_page(
        &self,
        session: Option<&Session>,
        (id, records): (ExportId, &[RecordId]),
        today: Date,
    ) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let begun = sqlx::query(sql::EXPORT_BEGUN).bind(id_bytes(id)).fetch_optional(&mut *transaction).await?;
        begun.ok_or(StoreError::NotThere("export"))?;
        let content = page(&mut transaction, (taken.first(), id), records).await?;
        let act = Act::new(role(session), Action::Export).on(id).content(content);
        self.finish(transaction, taken, session.map(|session| session.account), &[act]).await
    }

    /// Exports that began after a leaf of the log, the oldest first, at most `limit` of them.
    pub async fn exports_since(&self, leaf: Option<u64>, limit: usize) -> Result<Vec<ChangedExport>, StoreError> {
        let query = sqlx::query(sql::EXPORTS).bind(leaf.map_or(-1, signed));
        let query = query.bind(i64::try_from(limit).unwrap_or(i64::MAX));
        query.fetch_all(&mut *self.db.read().await?).await?.iter().map(|row| of(row, 0)).collect()
    }

    /// Exports that held one of these records after a leaf of the log, and those of all records there were.
    pub async fn exports_with(&self, records: &[RecordId], leaf: u64) -> Result<Vec<ChangedExport>, StoreError> {
        let mut connection = self.db.read().await?;
        let mut pages: BTreeMap<u64, u64> = BTreeMap::new();
        for record in records {
            let query = sqlx::query(sql::EXPORTS_WITH).bind(id_bytes(*record)).bind(signed(leaf));
            for row in query.fetch_all(&mut *connection).await? {
                *pages.entry(row.count("leaf")?).or_default() += 1;
            }
        }
        exports_of(&mut connection, pages, leaf).await
    }
}

fn role(session: Option<&Session>) -> Role {
    session.map_or(Role::Nobody, Session::role)
}

fn of(row: &AnyRow, records: u64) -> Result<ChangedExport, StoreError> {
    Ok(ChangedExport {
        id: row.id("export")?,
        kind: ExportKind::from_code(&row.text("kind")?).ok_or_else(damaged)?,
        facts: serde_json::from_str(&row.text("content")?).map_err(|_| damaged())?,
        records,
        leaf: row.count("leaf")?,
    })
}

/// What left after `since` with a record that a step has moved, or whose entity it has changed.
pub(crate) async fn exports_touched(
    connection: &mut AnyConnection,
    (leaf, since): (u64, u64),
) -> Result<Vec<ChangedExport>, StoreError> {
    let nothing = id_bytes(overt_model::EntityId::from_bits(0));
    let query = sqlx::query(sql::EXPORTS_TOUCHED).bind(signed(leaf)).bind(nothing).bind(signed(since));
    let rows = query.fetch_all(&mut *connection).await?;
    let pages = rows.iter().map(|row| Ok((row.count("leaf")?, row.count("n")?)));
    let pages = pages.collect::<Result<BTreeMap<_, _>, StoreError>>()?;
    exports_of(connection, pages, since).await
}

/// The exports to which pages belong, and those of all records there were that began after `since`.
async fn exports_of(
    connection: &mut AnyConnection,
    pages: BTreeMap<u64, u64>,
    since: u64,
) -> Result<Vec<ChangedExport>, StoreError> {
    let mut exports: BTreeMap<u64, ChangedExport> = BTreeMap::new();
    for (leaf, records) in pages {
        let row = sqlx::query(sql::EXPORT_OF).bind(signed(leaf)).fetch_optional(&mut *connection).await?;
        let export = of(&row.ok_or(StoreError::Tampered("a step of an export"))?, 0)?;
        exports.entry(export.leaf).or_insert(export).records += records;
    }
    let mut after = signed(since);
    loop {
        let rows = sqlx::query(sql::EXPORTS).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
        for row in &rows {
            let export = of(row, 0)?;
            if export.facts.is_whole {
                exports.entry(export.leaf).or_insert(export);
            }
        }
        let Some(last) = rows.last() else { return Ok(exports.into_values().collect()) };
        after = last.number("leaf")?;
    }
}
