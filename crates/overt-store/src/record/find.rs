//! Finding records by what is not sealed, a page at a time, and by names, numbers and papers through blind indexes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use overt_model::codebook::{Kind, Property};
use overt_model::{Class, Codebook, Handling, Private, Record, RecordId, SourceId, Standing, State, Value};
use sqlx::AnyConnection;

use super::load::Loaded;
use super::read::{Shown, openable};
use super::{load_many, term};
use crate::db::{Read, id_bytes};
use crate::journal::Act;
use crate::log::entry::{Action, Code};
use crate::people::Session;
use crate::store::Store;
use crate::vault::{BlindField, TeamId};
use crate::{StoreError, sql};

/// Most records of a page.
pub const PAGE_LEN_MAX: usize = 1000;
/// Most conditions of a query.
const CONDITIONS_MAX: usize = 16;

/// What is looked for: everything that is stated must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Of this schema.
    pub schema: Option<String>,
    /// With these codes, or narrower ones, by property.
    pub codes: Vec<(String, String)>,
    /// With these value states, by property. Not-asked is what a record does not mention, and cannot be looked for.
    pub states: Vec<(String, State)>,
    /// With a place in this country: a code of the list `countries`.
    pub country: Option<String>,
    /// With a date that may lie within these days.
    pub period: Option<(Date, Date)>,
    /// From this source.
    pub source: Option<SourceId>,
    /// With this standing.
    pub standing: Option<Standing>,
    /// With this handling.
    pub handling: Option<Handling>,
    /// That refer to this record, by property.
    pub references: Vec<(String, RecordId)>,
    /// With these words in open texts.
    pub text: Option<String>,
}

/// A record that was found, without its sealed classes.
#[derive(Debug)]
pub struct Found {
    /// What it says.
    pub record: Record,
    /// Its current revision.
    pub revision: u64,
    /// The casework team that holds it.
    pub held_by: TeamId,
}

/// One page of what was found, in the order of the identifiers.
#[derive(Debug)]
pub struct Page {
    /// The records.
    pub found: Vec<Found>,
    /// After which record the next page begins; `None` when there is no more.
    pub next: Option<RecordId>,
}

/// How many records have each state under a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateCounts {
    /// Records that match the query.
    pub records: u64,
    /// How many of them have each state, not-asked included; the sum is `records`.
    pub states: BTreeMap<&'static str, u64>,
}

impl Query {
    /// The terms that all must hold, and those of which one must.
    fn terms(&self) -> (Vec<i64>, Vec<i64>) {
        let mut all: Vec<i64> = Vec::new();
        all.extend(self.schema.as_deref().map(term::schema));
        all.extend(self.codes.iter().map(|(property, code)| term::code(property, code)));
        all.extend(self.states.iter().map(|(property, state)| term::state(property, *state)));
        all.extend(self.country.as_deref().map(term::country));
        all.extend(self.source.map(term::source));
        all.extend(self.standing.map(term::standing));
        all.extend(self.handling.map(term::handling));
        all.extend(self.references.iter().map(|(property, id)| term::reference(property, *id)));
        all.extend(self.text.iter().flat_map(|text| term::words(text)).map(|word| term::word(&word)));
        all.sort_unstable();
        all.dedup();
        let years = self.period.and_then(|(first, last)| term::years(first, last));
        (all, years.into_iter().flatten().map(term::year).collect())
    }

    /// Whether a record is what is looked for. Terms are hashes and years; this is exact.
    fn matches(&self, codebook: &Codebook, record: &Record) -> bool {
        let Some(schema) = codebook.schema(&record.schema) else { return false };
        let values = || term::open_fields(schema, record).flat_map(|(_, field)| &field.values);
        let has_code = |(property, wanted): &(String, String)| {
            let list = schema.property(property).and_then(|property| match &property.kind {
                Kind::Code { list, .. } => codebook.list(list),
                _ => None,
            });
            record.values(property).iter().any(|value| match (value, list) {
                (Value::Code(code), Some(list)) => {
                    code == wanted.as_str() || term::broader_than(list, code).any(|above| above == wanted)
                }
                _ => false,
            })
        };
        let has_country = |wanted: &str| {
            values().any(|value| matches!(value, Value::Place(place) if place.country.as_deref() == Some(wanted)))
        };
        let has_period = |(first, last): (Date, Date)| {
            let overlaps = |(from, to): (Date, Date)| from <= last && to >= first;
            values().any(|value| matches!(value, Value::Date(date) if overlaps(date.bounds())))
        };
        let has_words = |text: &str| {
            let texts = values().filter_map(|value| match value {
                Value::Text(text) => Some(text.expose()),
                _ => None,
            });
            let there: BTreeSet<String> = texts.flat_map(|text| term::words(text)).collect();
            term::words(text).all(|word| there.contains(&word))
        };
        self.schema.as_deref().is_none_or(|wanted| record.schema == wanted)
            && self.codes.iter().all(has_code)
            && self.states.iter().all(|(property, state)| record.state(property) == *state)
            && self.country.as_deref().is_none_or(has_country)
            && self.period.is_none_or(has_period)
            && self.source.is_none_or(|source| record.claim.source == source)
            && self.standing.is_none_or(|standing| record.claim.standing == standing)
            && self.handling.is_none_or(|handling| record.claim.handling == handling)
            && self.references.iter().all(|(property, id)| record.values(property).contains(&Value::Reference(*id)))
            && self.text.as_deref().is_none_or(has_words)
    }
}

impl Store {
    /// The next page of what matches a query, after the record `after`. It can be shorter than `length` although there is a
    /// next one.
    pub async fn find(&self, query: &Query, after: Option<RecordId>, length: usize) -> Result<Page, StoreError> {
        let length = length.clamp(1, PAGE_LEN_MAX);
        let mut connection = self.db.read().await?;
        let plan = Plan::of(&mut connection, query).await?;
        // One more, to know whether there is a next page.
        let mut ids = plan.ids(&mut connection, after, length + 1).await?;
        let is_end = ids.len() <= length;
        ids.truncate(length);
        let mut found = Vec::with_capacity(ids.len());
        for loaded in load_many(&mut connection, &ids).await? {
            let record = self.open_part(&loaded)?;
            if query.matches(self.codebook, &record) {
                found.push(Found { record, revision: loaded.current, held_by: loaded.team });
            }
        }
        Ok(Page { found, next: ids.last().copied().filter(|_| !is_end) })
    }

    /// Records that refer to this one under a property that is not sealed, up to `length` of them in their order, and whether there are
    /// more.
    pub async fn referring(&self, id: RecordId, length: usize) -> Result<(Vec<Found>, bool), StoreError> {
        let references = |property: &&std::sync::Arc<Property>| {
            matches!(property.kind, Kind::Reference { .. }) && !property.class.is_sealed()
        };
        let properties = self.codebook.schemas().flat_map(|schema| &schema.properties).filter(references);
        let terms: BTreeSet<i64> = properties.map(|property| term::reference(&property.id, id)).collect();
        let length = length.clamp(1, PAGE_LEN_MAX);
        let mut connection = self.db.read().await?;
        let text = sql::find_any(terms.len());
        let query = terms.iter().fold(sqlx::query(sqlx::AssertSqlSafe(text)), |query, term| query.bind(*term));
        let query = query.bind(i64::try_from(length + 1).unwrap_or(i64::MAX));
        let rows = query.fetch_all(&mut *connection).await?;
        let ids = rows.iter().take(length).map(|row| row.id("id")).collect::<Result<Vec<RecordId>, _>>()?;
        let mut found = Vec::with_capacity(ids.len());
        for loaded in load_many(&mut connection, &ids).await? {
            let record = self.open_part(&loaded)?;
            // Terms are hashes, and two may share one.
            let mut values = record.fields.iter().flat_map(|(_, field)| &field.values);
            if values.any(|value| *value == Value::Reference(id)) {
                found.push(Found { record, revision: loaded.current, held_by: loaded.team });
            }
        }
        Ok((found, rows.len() > length))
    }

    /// How many records match a query. Periods count by whole years.
    pub async fn count(&self, query: &Query) -> Result<u64, StoreError> {
        let mut connection = self.db.read().await?;
        Plan::of(&mut connection, query).await?.count(&mut connection).await
    }

    /// How many of the records that match a query have each state under a property, so that "nobody asked" is never taken
    /// for "no".
    pub async fn count_states(&self, query: &Query, property: &str) -> Result<StateCounts, StoreError> {
        let mut connection = self.db.read().await?;
        let plan = Plan::of(&mut connection, query).await?;
        let records = plan.count(&mut connection).await?;
        let mut states = BTreeMap::new();
        for state in State::ALL.iter().filter(|state| **state != State::NotAsked) {
            let narrower = plan.with(term::state(property, *state));
            states.insert(state.code(), narrower.count(&mut connection).await?);
        }
        let explicit = plan.with(term::state(property, State::NotAsked)).count(&mut connection).await?;
        let asked: u64 = states.values().sum();
        states.insert(State::NotAsked.code(), records.saturating_sub(asked).max(explicit));
        Ok(StateCounts { records, states })
    }

    /// The records in which a name, telephone number or paper number stands. The search is logged, and each candidate that
    /// the index gives is opened and compared, which is logged too.
    pub async fn find_by(
        &self,
        session: &Session,
        (field, text): (BlindField, &Private<String>),
        purpose: Option<&Code>,
        today: Date,
    ) -> Result<Vec<RecordId>, StoreError> {
        let Some(index) = session.blind(field, text)? else { return Ok(Vec::new()) };
        let mut connection = self.db.read_and_write().await?;
        let query = sqlx::query(sql::BLIND_FIND).bind(field.code()).bind(i64::from(index.number()));
        let rows = query.fetch_all(&mut *connection).await?;
        let ids: Vec<RecordId> = rows.iter().map(|row| row.id("record")).collect::<Result<_, _>>()?;
        let mut candidates = load_many(&mut connection, &ids).await?;
        candidates.retain(|loaded| session.may_find(loaded.team));
        let search = Act::new(session.role(), Action::SearchSealed).purpose(purpose);
        let what = (&[Class::Direct][..], purpose, Some(search));
        let shown = self.open_loaded(&mut connection, session, &candidates, what, today).await?;
        let wanted = field.normalise(text);
        let is_found = |(loaded, shown): &(&Loaded, &Shown)| {
            let Some(schema) = self.codebook.schema(&shown.record.schema) else { return false };
            let mut texts = schema.findable(&shown.record).filter(|(found, _)| found.code() == field.code());
            // Who cannot open an identity gets the candidate, which may share the index by chance.
            loaded.in_force().any(|row| row.class == Class::Direct && row.key.is_some() && !openable(session, row))
                || texts.any(|(_, text)| field.normalise(&text) == wanted)
        };
        Ok(candidates.iter().zip(&shown).filter(is_found).map(|(loaded, _)| loaded.id).collect())
    }
}

/// How a query is put to the database.
#[derive(Debug, Clone)]
struct Plan {
    /// Terms that all must hold, the rarest first.
    all: Vec<i64>,
    /// Terms of which one must hold; nothing is asked when there are none.
    one: Vec<i64>,
}

impl Plan {
    async fn of(connection: &mut AnyConnection, query: &Query) -> Result<Self, StoreError> {
        let (mut all, one) = query.terms();
        if all.len() > CONDITIONS_MAX {
            return Err(StoreError::TooManyConditions(CONDITIONS_MAX));
        }
        let mut density: BTreeMap<i64, RecordId> = BTreeMap::new();
        if all.len() > 1 {
            for term in &all {
                let row = sqlx::query(sql::TERM_DENSITY).bind(*term).fetch_optional(&mut *connection).await?;
                density.extend(row.map(|row| Ok::<_, StoreError>((*term, row.id("record")?))).transpose()?);
            }
        }
        all.sort_by_key(|term| Reverse(density.get(term).map_or(u128::MAX, |last| last.bits())));
        Ok(Self { all, one })
    }

    fn with(&self, term: i64) -> Self {
        let all = std::iter::once(term).chain(self.all.iter().copied()).collect();
        Self { all, one: self.one.clone() }
    }

    /// The term lists that are asked one by one: what must hold, with each of the alternatives.
    fn lists(&self) -> Vec<Vec<i64>> {
        match self.one.as_slice() {
            [] => vec![self.all.clone()],
            one => one.iter().map(|term| std::iter::once(*term).chain(self.all.iter().copied()).collect()).collect(),
        }
    }

    /// The next `limit` records after `after`, in their order.
    async fn ids(
        &self,
        connection: &mut AnyConnection,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>, StoreError> {
        // Identifiers are 128 random bits, so none is all zeros.
        let after = id_bytes(after.unwrap_or(RecordId::from_bits(0)));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut ids = BTreeSet::new();
        for list in self.lists() {
            let text = if list.is_empty() { sql::PAGE_ALL.to_owned() } else { sql::find(list.len()) };
            let query = list.iter().fold(sqlx::query(sqlx::AssertSqlSafe(text)), |query, term| query.bind(*term));
            for row in query.bind(after.clone()).bind(limit).fetch_all(&mut *connection).await? {
                ids.insert(row.id("id")?);
            }
        }
        Ok(ids.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX)).collect())
    }

    async fn count(&self, connection: &mut AnyConnection) -> Result<u64, StoreError> {
        if self.one.len() > 1 {
            return self.count_by_pages(connection).await;
        }
        let mut sum = 0;
        for list in self.lists() {
            let text = if list.is_empty() { sql::COUNT_ALL.to_owned() } else { sql::count(list.len()) };
            let query = list.iter().fold(sqlx::query(sqlx::AssertSqlSafe(text)), |query, term| query.bind(*term));
            sum += query.fetch_one(&mut *connection).await?.count("n")?;
        }
        Ok(sum)
    }

    /// A record may fall into several of the alternatives, and counts once.
    async fn count_by_pages(&self, connection: &mut AnyConnection) -> Result<u64, StoreError> {
        const STEP: usize = 10_000;
        let (mut sum, mut after) = (0, None);
        loop {
            let ids = self.ids(connection, after, STEP).await?;
            sum += ids.len() as u64;
            after = ids.last().copied();
            if ids.len() < STEP {
                return Ok(sum);
            }
        }
    }
}
