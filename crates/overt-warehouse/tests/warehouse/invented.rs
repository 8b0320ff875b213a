//! Invented records, and snapshots of them.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use overt_model::{
    Claim, Codebook, Grade, Handling, Place, Record, RecordId, Source, SourceId, Standing, State, Value,
};
use overt_warehouse::snapshot::{Current, Joins, Manifest, Origin, Rules, Writer};
use overt_warehouse::{Opening, Role, Warehouse, WarehouseError};

pub(crate) const TODAY: Date = date(2026, 12, 1);

pub(crate) fn codebook() -> &'static Codebook {
    Codebook::embedded()
}

pub(crate) fn source(number: u128) -> Source {
    Source {
        id: SourceId::from_bits(number),
        name: format!("an invented contributor {number}"),
        legal_basis: "consent".into(),
        purpose: "tests".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    }
}

/// An act told by one contributor.
pub(crate) fn act(id: u128, by: u128, (stage, actor, act): (&str, &str, &str)) -> Record {
    record(id, by, "CorruptAct")
        .with("stage", Value::code(stage))
        .with("actor_role", Value::code(actor))
        .with("act", Value::code(act))
}

pub(crate) fn record(id: u128, by: u128, schema: &str) -> Record {
    let claim = Claim::alleged(SourceId::from_bits(by), Timestamp::UNIX_EPOCH);
    Record::new(RecordId::from_bits(id), schema, &codebook().version, claim)
}

pub(crate) trait Told: Sized {
    fn on(self, day: &str) -> Self;
    fn in_country(self, code: &str) -> Self;
    fn standing(self, standing: Standing) -> Self;
    fn unanswered(self, property: &str, state: State) -> Self;
}

impl Told for Record {
    fn on(self, day: &str) -> Self {
        self.with("happened_on", Value::Date(day.parse().unwrap()))
    }
    fn in_country(self, code: &str) -> Self {
        self.with("place", Value::Place(Box::new(Place::country(code))))
    }
    fn standing(mut self, standing: Standing) -> Self {
        self.claim.standing = standing;
        self
    }
    fn unanswered(self, property: &str, state: State) -> Self {
        self.with_state(property, state)
    }
}

/// What a store would hand over: the first revision of each record.
pub(crate) fn first(records: Vec<Record>) -> Vec<Current> {
    records.into_iter().map(|record| revision(record, 1, true)).collect()
}

pub(crate) fn revision(record: Record, revision: u64, is_current: bool) -> Current {
    Current { record, revision, is_current, day: TODAY, reason: "imported".into() }
}

/// What decides about leaving out, and what has come since.
#[derive(Default)]
pub(crate) struct Store {
    pub(crate) sources: Vec<Source>,
    pub(crate) not_agreed: Vec<RecordId>,
    pub(crate) erased: Vec<RecordId>,
    pub(crate) records: u64,
    pub(crate) leaf: u64,
    pub(crate) joins: Joins,
}

impl Store {
    pub(crate) fn snapshot(
        &self,
        folder: &Path,
        written: Vec<Current>,
        is_whole: bool,
    ) -> Result<(Manifest, Option<u64>), WarehouseError> {
        let rules = Rules::new(codebook(), &self.sources, self.not_agreed.clone(), TODAY);
        let origin = Origin { program: "0", day: TODAY, sources: self.sources.clone(), rules };
        let mut writer = Writer::begin(folder, codebook(), origin, is_whole)?;
        let since = writer.since();
        written.into_iter().try_for_each(|current| writer.add(current))?;
        Ok((writer.finish(&self.erased, Some(self.leaf), self.records, &self.joins)?, since))
    }
}

/// A snapshot of these records and nothing else.
pub(crate) fn snapshot(folder: &Path, records: Vec<Record>) -> Manifest {
    let sources = (1..=3).map(source).collect();
    let store = Store { sources, records: records.len() as u64, leaf: 9, ..Store::default() };
    store.snapshot(folder, first(records), false).unwrap().0
}

pub(crate) fn open(folder: &Path, role: Role) -> Warehouse {
    Warehouse::open(folder, Opening { role, partitions: None }).unwrap()
}

pub(crate) fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// The answer to a question as separated values.
pub(crate) fn csv(warehouse: &Warehouse, question: &str) -> Result<String, WarehouseError> {
    wait(async {
        let mut text = Vec::new();
        for question in warehouse.questions(question).await? {
            let answer = warehouse.answer(question).await?;
            overt_warehouse::query::write(answer, overt_warehouse::query::Format::Csv, &mut text).await?;
        }
        Ok(String::from_utf8(text).unwrap())
    })
}
