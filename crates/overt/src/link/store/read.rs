//! Reading what is compared out of the store.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overt_link::{ColumnSpec, Constraints, Kind, Records, RecordsBuilder, Spec};
use overt_model::codebook::Schema;

use overt_model::{Column, EntityId, Record, RecordId, Rung};
use overt_store::{LeftOut, LinkReading, LinkWanted, StandingDecision, StoreError, Verdict};
use serde_json::{Value as Json, json};

use super::Desk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::link::Telling;
use crate::link::given::How;
use crate::link::load::{Further, Loaded};
use crate::link::ready;
use crate::link::spec::failure;

/// Records read at once.
const PAGE_LEN: usize = 500;

/// What a store knows beside its records, as of the same moment.
pub(in crate::link) struct Held {
    /// How many entries its log had.
    pub(super) entries: u64,
    pub(super) left_out: BTreeMap<LeftOut, u64>,
    /// Who belongs to which entity, also of those that were left out.
    pub(super) joins: BTreeMap<RecordId, EntityId>,
    pub(super) decisions: Vec<StandingDecision>,
    /// Whether each record is of a person who was trafficked, by the number of the record.
    pub(super) is_victim: Vec<bool>,
}

impl Held {
    pub(in crate::link) fn json(&self, records: usize) -> Json {
        json!({ "store": { "entries": self.entries, "records": records, "left_out": self.left_out } })
    }

    /// The decisions that hold, for the records that were read.
    pub(super) fn constraints(&self, records: &Records) -> Constraints {
        let mut constraints = Constraints::default();
        for decision in &self.decisions {
            let [a, b] = decision.records.map(|id| records.find(&id.to_string()));
            if let (Some(a), Some(b)) = (a, b) {
                match decision.verdict() {
                    Verdict::Same => constraints.same.push((a, b)),
                    Verdict::Different => constraints.different.push((a, b)),
                    Verdict::Unsure => {}
                }
            }
        }
        constraints
    }

    /// Why records were left out, in words; nothing where none was.
    pub(super) fn left_out_text(&self) -> String {
        let why = |why: &LeftOut| match why {
            LeftOut::NoConsent => "of people who did not agree",
            LeftOut::SourceOver => "whose source is over",
            LeftOut::Handling => "for named persons only",
            LeftOut::Closed => "whose identity another team holds",
        };
        let mut text = String::new();
        for (reason, count) in &self.left_out {
            let _ = writeln!(text, "Left out: {count} record(s) {}", why(reason));
        }
        text
    }
}

/// What a column of the specification is read from: columns of properties, one after the other.
struct Source<'s> {
    columns: Vec<Column<'s>>,
    is_set: bool,
}

/// The columns of all properties by their names, such as `full_name` and `mailing_place.locality`.
fn columns_of(schema: &Schema) -> BTreeMap<String, Column<'_>> {
    let all = schema.properties.iter().flat_map(|property| Column::of(property, Rung::Point));
    all.flat_map(|column| [(column.plain_name(), column), (column.name(), column)]).collect()
}

fn source<'s>(spec: &ColumnSpec, columns: &BTreeMap<String, Column<'s>>) -> Source<'s> {
    let own = [spec.name.clone()];
    let names = if spec.from.is_empty() { &own[..] } else { &spec.from };
    let found = names.iter().filter_map(|name| columns.get(name).copied());
    Source { columns: if spec.all { found.collect() } else { found.take(1).collect() }, is_set: spec.kind == Kind::Set }
}

impl Source<'_> {
    /// The value of a record. Of several, a set takes all and everything else the first, unless it is made of several properties.
    fn read(&self, record: &Record, text: &mut String) {
        text.clear();
        let is_several = self.columns.len() > 1;
        for column in &self.columns {
            let values = record.values(&column.property.id).iter().filter_map(|value| column.part.text(value));
            for value in values.take(if self.is_set || is_several { usize::MAX } else { 1 }) {
                if !text.is_empty() {
                    text.push(if self.is_set { ';' } else { ' ' });
                }
                text.push_str(&value);
            }
        }
    }
}

/// Reads all records of a kind. That sealed classes are opened for it is in the log before.
pub(in crate::link) fn load(telling: Telling, desk: &Desk<'_>, how: &How) -> anyhow::Result<Loaded> {
    let asked = match how {
        How::Model(versioned) => &versioned.model.spec,
        How::Spec(spec) => spec,
    };
    let schema = crate::codes::schema(desk.codebook, &asked.schema)?;
    let columns = columns_of(schema);
    let is_there = |column: &ColumnSpec| !source(column, &columns).columns.is_empty();
    let (spec, mut warnings) = ready::prepare(how, is_there, "no record of the store can have")?;
    let sources: Vec<Source<'_>> = spec.columns.iter().map(|column| source(column, &columns)).collect();
    let properties = sources.iter().flat_map(|source| &source.columns).map(|column| column.property);
    let closed = properties.clone().find(|property| !desk.session.opens(property.class));
    if let Some(property) = closed {
        let message = format!(
            "linking compares `{}`, and you are in no team that opens the class `{}`",
            property.id,
            property.class.code()
        );
        let hint =
            "sign in as somebody who does (`--as NAME`), or leave the property out of a specification of your own";
        return Err(Failure::new(Exit::Refused, "link-class", message).with_hint(hint).into());
    }
    let mut names: Vec<&str> = properties.map(|property| property.id.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let wanted = LinkWanted { schema: &asked.schema, properties: &names, purpose: desk.purpose.as_ref() };
    let (records, held) = read(telling, desk, &wanted, (&spec, &sources))?;
    warnings.extend(ready::doubts(&records, &warnings)?);
    Ok(Loaded { records, inputs: Vec::new(), held: Some(held), warnings, further: Further::default() })
}

fn read(
    telling: Telling,
    desk: &Desk<'_>,
    wanted: &LinkWanted<'_>,
    (spec, sources): (&Spec, &[Source<'_>]),
) -> anyhow::Result<(Records, Held)> {
    let progress = telling.progress("Reading records", None);
    let mut builder = RecordsBuilder::new(spec.clone());
    let mut texts = vec![String::new(); sources.len()];
    let mut victims = Vec::new();
    let held = desk.workspace.wait(async {
        let mut reading = desk.workspace.store.read_for_linkage(desk.session, wanted, desk.workspace.today).await?;
        while let Some(page) = reading.page(PAGE_LEN).await? {
            for record in &page {
                sources.iter().zip(&mut texts).for_each(|(source, text)| source.read(record, text));
                let id = record.id.to_string();
                builder.push(&id, &record.claim.source.to_string(), texts.iter().map(String::as_str));
                if record.schema == "Victim" {
                    victims.push(id);
                }
            }
            progress.advance(page.len() as u64);
        }
        held(&mut reading).await
    })?;
    progress.finish();
    texts.iter_mut().for_each(zeroize::Zeroize::zeroize);
    let records = builder.finish().map_err(|error| failure(&error))?;
    let mut is_victim = vec![false; records.len()];
    for id in victims {
        is_victim[records.find(&id).expect("it was read") as usize] = true;
    }
    Ok((records, Held { is_victim, ..held }))
}

async fn held(reading: &mut LinkReading<'_>) -> Result<Held, StoreError> {
    let (mut joins, mut after) = (BTreeMap::new(), None);
    loop {
        let page = reading.joins(after).await?;
        joins.extend(page.joins.iter().map(|join| (join.record, join.entity)));
        if page.next.is_none() {
            break;
        }
        after = page.next;
    }
    let (mut decisions, mut after) = (Vec::new(), None);
    loop {
        let page = reading.decisions(after).await?;
        decisions.extend(page.decisions);
        if page.next.is_none() {
            break;
        }
        after = page.next;
    }
    let (entries, left_out) = (reading.entries(), reading.left_out().clone());
    Ok(Held { entries, left_out, joins, decisions, is_victim: Vec::new() })
}
