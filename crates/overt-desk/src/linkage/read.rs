//! Reading what is compared out of the store.

use std::collections::BTreeMap;

use overt_link::{Constraints, Records, RecordsBuilder, Spec, SpecError};
use overt_model::codebook::{Kind, Property};
use overt_model::{Class, EntityId, RecordId};
use overt_store::{LeftOut, LinkReading, LinkWanted, Session, StandingDecision, StoreError, Verdict};

use super::Linking;
use super::source::{Entities, Source};

/// Records read at once.
pub(super) const PAGE_LEN: usize = 500;

/// What a store knows beside its records, as of the same moment.
#[derive(Debug)]
pub struct Held {
    /// How many entries its log had.
    pub entries: u64,
    /// How many records were left out, and why.
    pub left_out: BTreeMap<LeftOut, u64>,
    /// Who belongs to which entity, also of those that were left out.
    pub joins: BTreeMap<RecordId, EntityId>,
    /// What people hold about pairs.
    pub decisions: Vec<StandingDecision>,
    /// Whether each record is of a person who was trafficked, by the number of the record.
    pub is_victim: Vec<bool>,
}

/// What was read.
pub struct Gathered {
    builder: RecordsBuilder,
    victims: Vec<String>,
    held: Held,
}

impl Held {
    /// The decisions that hold, for the records that were read.
    pub fn constraints(&self, records: &Records) -> Constraints {
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
}

/// The properties that are compared, each with a class that is opened for it.
pub fn opened<'s>(sources: &[Source<'s>]) -> impl Iterator<Item = (&'s Property, Class)> {
    sources.iter().flat_map(Source::all).flat_map(|property| {
        // Where a place is exact, it is sealed as what leads to a person.
        let exact = matches!(property.kind, Kind::Place { .. }).then_some(Class::Direct);
        exact.into_iter().chain([property.class]).map(move |class| (property, class))
    })
}

/// A property that is compared in a class that the person may not open.
pub fn closed<'s>(session: &Session, sources: &[Source<'s>]) -> Option<(&'s Property, Class)> {
    opened(sources).find(|(_, class)| !session.opens(*class))
}

impl Linking<'_> {
    /// Reads all records of the kind of a specification. That sealed classes are opened for it is in the log before. `advance` learns how
    /// many more were read.
    ///
    /// # Errors
    /// When the store refuses it.
    pub async fn gather(
        &self,
        spec: &Spec,
        sources: &mut [Source<'_>],
        advance: impl Fn(u64),
    ) -> Result<Gathered, StoreError> {
        let mut names: Vec<&str> = sources.iter().flat_map(Source::own).map(|property| property.id.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let schema = spec.schema.as_str();
        let wanted = LinkWanted { schema, properties: &names, purpose: self.purpose };
        let mut builder = RecordsBuilder::new(spec.clone());
        let mut texts = vec![String::new(); sources.len()];
        let mut victims = Vec::new();
        let entities = self.entities(schema).await?;
        for source in &mut *sources {
            source.learn(self, &entities).await?;
        }
        let mut reading = self.store.read_for_linkage(self.session, &wanted, self.today).await?;
        while let Some(page) = reading.page(PAGE_LEN).await? {
            for record in &page {
                sources.iter().zip(&mut texts).for_each(|(source, text)| source.read(record, &entities, text));
                let id = record.id.to_string();
                builder.push(&id, &record.claim.source.to_string(), texts.iter().map(String::as_str));
                if record.schema == "Victim" {
                    victims.push(id);
                }
            }
            advance(page.len() as u64);
        }
        let held = held(&mut reading).await?;
        texts.iter_mut().for_each(zeroize::Zeroize::zeroize);
        Ok(Gathered { builder, victims, held })
    }

    /// Who belongs to which entity among records of other kinds: what refers to one of them refers to all.
    async fn entities(&self, schema: &str) -> Result<Entities, StoreError> {
        let others = self.store.all_joins().await?.into_iter().filter(|(kind, _)| kind != schema);
        Ok(others.flat_map(|(_, joins)| joins).map(|join| (join.record, join.entity)).collect())
    }
}

impl Gathered {
    /// The records ready to be compared, with what is held about them.
    ///
    /// # Errors
    /// When a record has no place among them.
    pub fn finish(self) -> Result<(Records, Held), SpecError> {
        let records = self.builder.finish()?;
        let mut is_victim = vec![false; records.len()];
        for id in self.victims {
            if let Some(number) = records.find(&id) {
                is_victim[number as usize] = true;
            }
        }
        Ok((records, Held { is_victim, ..self.held }))
    }
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
