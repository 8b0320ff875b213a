//! Reading what is compared out of the store.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overt_link::{ColumnSpec, Constraints, Records, RecordsBuilder, Spec};
use overt_model::codebook::Kind;
use overt_model::{Class, EntityId, RecordId};
use overt_store::{LeftOut, LinkReading, LinkWanted, StandingDecision, StoreError, Verdict};
use serde_json::{Value as Json, json};

use super::Desk;
use super::source::{Entities, Source};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::link::Telling;
use crate::link::given::How;
use crate::link::joins::joins;
use crate::link::load::{Further, Loaded};
use crate::link::ready;
use crate::link::spec::failure;

/// Records read at once.
pub(super) const PAGE_LEN: usize = 500;

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

/// Reads all records of a kind. That sealed classes are opened for it is in the log before.
pub(in crate::link) fn load(telling: Telling, desk: &Desk<'_>, how: &How) -> anyhow::Result<Loaded> {
    let asked = match how {
        How::Model(versioned) => &versioned.model.spec,
        How::Spec(spec) => spec,
    };
    let schema = crate::codes::schema(desk.codebook, &asked.schema)?;
    let source = |column: &ColumnSpec| Source::new(desk.codebook, schema, column);
    let (spec, mut warnings) =
        ready::prepare(how, |column| source(column).is_there(), "no record of the store can have")?;
    let mut sources: Vec<Source<'_>> = spec.columns.iter().map(source).collect();
    let closed = sources.iter().flat_map(Source::all).find_map(|property| {
        // Where a place is exact, it is sealed as what leads to a person.
        let exact = matches!(property.kind, Kind::Place { .. }).then_some(Class::Direct);
        let closed = exact.into_iter().chain([property.class]).find(|class| !desk.session.opens(*class))?;
        Some((property, closed))
    });
    if let Some((property, class)) = closed {
        let message = format!(
            "linking compares `{}`, and you are in no team that opens the class `{}`",
            property.id,
            class.code()
        );
        let hint =
            "sign in as somebody who does (`--as NAME`), or leave the property out of a specification of your own";
        return Err(Failure::new(Exit::Refused, "link-class", message).with_hint(hint).into());
    }
    let mut names: Vec<&str> = sources.iter().flat_map(Source::own).map(|property| property.id.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let wanted = LinkWanted { schema: &asked.schema, properties: &names, purpose: desk.purpose.as_ref() };
    let (records, held) = read(telling, desk, &wanted, (&spec, &mut sources))?;
    warnings.extend(ready::doubts(&records, &warnings)?);
    Ok(Loaded { records, inputs: Vec::new(), held: Some(held), warnings, further: Further::default() })
}

fn read(
    telling: Telling,
    desk: &Desk<'_>,
    wanted: &LinkWanted<'_>,
    (spec, sources): (&Spec, &mut [Source<'_>]),
) -> anyhow::Result<(Records, Held)> {
    let progress = telling.progress("Reading records", None);
    let mut builder = RecordsBuilder::new(spec.clone());
    let mut texts = vec![String::new(); sources.len()];
    let mut victims = Vec::new();
    let held = desk.workspace.wait(async {
        let entities = entities(desk, wanted.schema).await?;
        for source in &mut *sources {
            source.learn(desk, &entities).await?;
        }
        let mut reading = desk.workspace.store.read_for_linkage(desk.session, wanted, desk.workspace.today).await?;
        while let Some(page) = reading.page(PAGE_LEN).await? {
            for record in &page {
                sources.iter().zip(&mut texts).for_each(|(source, text)| source.read(record, &entities, text));
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

/// Who belongs to which entity among records of other kinds: what refers to one of them refers to all.
async fn entities(desk: &Desk<'_>, schema: &str) -> Result<Entities, StoreError> {
    let others = joins(&desk.workspace.store).await?.into_iter().filter(|(kind, _)| kind != schema);
    Ok(others.flat_map(|(_, joins)| joins).map(|join| (join.record, join.entity)).collect())
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
