//! A proposal as a person decides it, column by column.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use overt_model::Codebook;

use super::{ColumnGuess, Confidence, Proposal, Target};

impl Proposal {
    /// What a column can be decided to fill: what is proposed, what else is near, and the same properties of every other kind of record that
    /// any column speaks of, the nearest first.
    pub fn choices(&self, column: usize, codebook: &Codebook) -> Vec<Target> {
        let near = |guess: &'_ ColumnGuess| -> Vec<Target> {
            guess.target.iter().chain(guess.alternatives.iter().map(|(target, _)| target)).cloned().collect()
        };
        let Some(mut choices) = self.columns.get(column).map(near) else { return Vec::new() };
        let schemas: BTreeSet<String> = self.columns.iter().flat_map(near).map(|target| target.schema).collect();
        for target in choices.clone() {
            for schema in &schemas {
                let has = codebook.schema(schema).is_some_and(|schema| schema.property(&target.property).is_some());
                let other = Target { schema: schema.clone(), ..target.clone() };
                if has && !choices.contains(&other) {
                    choices.push(other);
                }
            }
        }
        choices
    }

    /// What a person says of each column, by number: one of the choices, as it is written, any other property as `Victim.gender`, or that it
    /// fills nothing.
    #[must_use]
    pub fn decided<'a>(mut self, codebook: &Codebook, said: impl Fn(usize) -> Option<&'a str>) -> Self {
        let chosen = |column| {
            let said = said(column)?;
            let near = self.choices(column, codebook).into_iter().find(|target| target.to_string() == said);
            near.or_else(|| any(codebook, said))
        };
        let targets: Vec<Option<Target>> = (0..self.columns.len()).map(chosen).collect();
        for (guess, target) in self.columns.iter_mut().zip(targets) {
            guess.confidence = Confidence::High;
            guess.target = target;
        }
        self.records = self.spoken_of();
        self
    }

    /// The kinds of record that columns speak of, the one that most speak of first.
    fn spoken_of(&self) -> Vec<(String, String)> {
        let named = self.columns.iter().filter_map(|guess| {
            let schema = guess.target.as_ref()?.schema.clone();
            Some((schema, guess.each.clone()))
        });
        let all: Vec<(String, String)> = named.collect();
        let mut records: Vec<_> = all.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        records.sort_by_key(|record| Reverse(all.iter().filter(|one| *one == record).count()));
        records
    }
}

/// The property of this name.
fn any(codebook: &Codebook, written: &str) -> Option<Target> {
    let (schema, property) = written.split_once('.')?;
    let known = codebook.schema(schema).filter(|schema| !schema.is_abstract)?.property(property)?;
    Some(Target { schema: schema.to_owned(), property: known.id.to_string(), part: None })
}
