//! How far the name of a column speaks for a property.

use overt_model::Rung;
use overt_model::codebook::{Codebook, Kind, Property, Schema};
use rustc_hash::FxHashMap;

use super::words::{folded, meanings};

/// Kinds of record that are made in the program and not brought by files.
const NOT_IN_FILES: &[&str] = &["Agreement", "AssessmentAnswer", "IndicatorHit", "ReportingEntity"];

/// Words for people, of whom a column speaks. What is said of a defendant is never taken for a property of a victim.
const PEOPLE: &[&str] = &["defendant", "official", "payee", "payer", "perpetrator", "reporter", "trafficker", "victim"];

/// The parts of a place, with the words for them.
const PARTS: &[(&str, &str)] = &[
    ("country", "country"),
    ("region", "region"),
    ("district", "district"),
    ("locality", "city"),
    ("latitude", "latitude"),
    ("longitude", "longitude"),
];

/// What a column may fill: a property, or a part of a place.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    pub(super) schema: &'a Schema,
    pub(super) property: &'a Property,
    pub(super) part: Option<&'static str>,
}

/// Why a name speaks for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// A name in a standard, letter by letter.
    Standard,
    /// The label in one of the languages, or the name of the property.
    Label,
    /// A header that is often used for it.
    Header,
}

/// How far a name speaks for a candidate, from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness {
    pub(super) score: f32,
    pub(super) ground: Ground,
    /// Whether the name is one word, but for those that say of whom it speaks.
    pub(super) is_bare: bool,
}

struct Phrase {
    words: Vec<String>,
    candidate: usize,
    ground: Ground,
}

/// All candidates of a codebook with the names that speak for them.
pub(super) struct Names<'a> {
    pub(super) candidates: Vec<Candidate<'a>>,
    phrases: Vec<Phrase>,
    standard: FxHashMap<String, Vec<usize>>,
    /// The phrases that a word is in.
    of_word: FxHashMap<String, Vec<usize>>,
    entities: FxHashMap<&'static str, Vec<String>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(codebook: &'a Codebook) -> Self {
        let mut names = Self {
            candidates: Vec::new(),
            phrases: Vec::new(),
            standard: FxHashMap::default(),
            of_word: FxHashMap::default(),
            entities: lines(include_str!("entities.txt")).map(|(schema, words)| (schema, meanings(words))).collect(),
        };
        for schema in
            codebook.schemas().filter(|schema| !schema.is_abstract && !NOT_IN_FILES.contains(&schema.id.as_str()))
        {
            for property in &schema.properties {
                match property.kind {
                    Kind::Reference { .. } | Kind::File => {}
                    Kind::Place { .. } => names.add_place(schema, property),
                    _ => names.add_property(schema, property),
                }
            }
        }
        names.add_headers();
        for (place, phrase) in names.phrases.iter().enumerate() {
            for word in &phrase.words {
                names.of_word.entry(word.clone()).or_default().push(place);
            }
        }
        names
    }

    fn add_property(&mut self, schema: &'a Schema, property: &'a Property) {
        let candidate = self.add(schema, property, None);
        for label in [property.id.as_str(), &property.label.en, &property.label.es, &property.label.fr] {
            self.add_phrase(label, candidate, Ground::Label);
        }
        for name in spellings(property) {
            self.standard.entry(folded(name)).or_default().push(candidate);
        }
    }

    fn add_place(&mut self, schema: &'a Schema, property: &'a Property) {
        for (part, word) in PARTS {
            let candidate = self.add(schema, property, Some(part));
            for label in [property.id.as_str(), &property.label.en] {
                self.add_phrase(&format!("{label} {word}"), candidate, Ground::Label);
            }
            // hte_City stands among the names of the place, and says by itself which part of it is meant.
            for name in spellings(property).filter(|name| meanings(name).contains(&(*word).to_owned())) {
                self.standard.entry(folded(name)).or_default().push(candidate);
            }
        }
    }

    fn add(&mut self, schema: &'a Schema, property: &'a Property, part: Option<&'static str>) -> usize {
        debug_assert!(part.is_none_or(|part| Rung::from_name(part).is_some() || part.ends_with("itude")));
        self.candidates.push(Candidate { schema, property, part });
        self.candidates.len() - 1
    }

    fn add_phrase(&mut self, text: &str, candidate: usize, ground: Ground) {
        let words = meanings(text);
        if !words.is_empty() {
            self.phrases.push(Phrase { words, candidate, ground });
        }
    }

    /// The headers of the file beside this one; what is said of a schema holds for those that descend from it.
    fn add_headers(&mut self) {
        for (property, headers) in lines(include_str!("headers.txt")) {
            let (path, part) = property.split_once('/').map_or((property, None), |(path, part)| (path, Some(part)));
            let (schema, id) = path.split_once('.').expect("a schema and a property");
            let of_it = |candidate: &Candidate<'_>| {
                candidate.schema.is_a(schema) && candidate.property.id == id && candidate.part == part
            };
            let found: Vec<usize> =
                (0..self.candidates.len()).filter(|&candidate| of_it(&self.candidates[candidate])).collect();
            for header in headers.split('|') {
                for &candidate in &found {
                    self.add_phrase(header, candidate, Ground::Header);
                }
            }
        }
    }

    /// How far the name speaks for each candidate, in their order.
    pub(super) fn likenesses(&self, name: &str) -> Vec<Likeness> {
        let mut best = vec![Likeness { score: 0.0, ground: Ground::Label, is_bare: false }; self.candidates.len()];
        let words = meanings(name);
        let mut near: Vec<usize> = words.iter().filter_map(|word| self.of_word.get(word)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for phrase in near.into_iter().map(|place| &self.phrases[place]) {
            let score = self.likeness(&words, phrase);
            let so_far = &mut best[phrase.candidate];
            if score > so_far.score {
                *so_far = Likeness { score, ground: phrase.ground, is_bare: phrase.words.len() == 1 };
            }
        }
        // Only the last part of a nested name, but without what tells one from the next.
        let last = name.rsplit(['.', '/']).next().unwrap_or(name);
        for key in [folded(name), folded(last)] {
            for &candidate in self.standard.get(&key).into_iter().flatten() {
                best[candidate] = Likeness { score: 1.0, ground: Ground::Standard, is_bare: false };
            }
        }
        best
    }

    /// The weight of the words that both have, of those that either has. Words that say of whom the column speaks count only if
    /// the property belongs to somebody else.
    fn likeness(&self, words: &[String], phrase: &Phrase) -> f32 {
        let own = self.entities.get(self.candidates[phrase.candidate].schema.id.as_str());
        let is_of_another = |word: &String| {
            let is_own = own.is_some_and(|own| own.contains(word)) || phrase.words.contains(word);
            !is_own && PEOPLE.contains(&word.as_str())
        };
        let says_nobody = |word: &String| {
            PEOPLE.contains(&word.as_str()) && !words.contains(word) && !own.is_some_and(|own| own.contains(word))
        };
        let of_another = if words.iter().any(is_of_another) { 0.5 } else { 1.0 };
        let of_nobody = if phrase.words.iter().any(says_nobody) { 0.7 } else { 1.0 };
        let whole = self.overlap(words, &phrase.words) * of_another * of_nobody;
        let Some(own) = own else { return whole };
        let without: Vec<String> = words.iter().filter(|word| !own.contains(word)).cloned().collect();
        if without.is_empty() || without.len() == words.len() {
            return whole;
        }
        let of_another = if without.iter().any(is_of_another) { 0.5 } else { 1.0 };
        whole.max((self.overlap(&without, &phrase.words) + 0.02).min(0.99) * of_another)
    }

    /// 0.97 where both have the same words.
    fn overlap(&self, words: &[String], others: &[String]) -> f32 {
        let both: f32 = words.iter().filter(|word| others.contains(word)).map(|word| self.weight(word)).sum();
        let weigh = |words: &[String]| words.iter().map(|word| self.weight(word)).sum::<f32>();
        if both == 0.0 { 0.0 } else { 0.97 * 2.0 * both / (weigh(words) + weigh(others)) }
    }

    /// A word that many properties share tells little.
    fn weight(&self, word: &str) -> f32 {
        let spread = self.of_word.get(word).map_or(0, Vec::len);
        1.0 / (1.0 + super::profile::as_share(spread)).ln().max(1.0)
    }
}

/// The names of a property in the standards, one by one. Those of columns that stand for one code each are read as ticks.
fn spellings(property: &Property) -> impl Iterator<Item = &str> {
    let many_columns = property.many && property.names.ctdc.as_ref().is_some_and(|names| names.contains('|'));
    let ctdc = property.names.ctdc.as_deref().filter(|_| !many_columns);
    [property.names.htcds.as_deref(), ctdc].into_iter().flatten().flat_map(|names| names.split('|'))
}

fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_and_every_entity_belongs_to_something_of_the_codebook() {
        let codebook = Codebook::embedded();
        for (property, _) in lines(include_str!("headers.txt")) {
            let (path, part) = property.split_once('/').map_or((property, None), |(path, part)| (path, Some(part)));
            let (schema, id) = path.split_once('.').unwrap();
            assert!(codebook.schema(schema).unwrap().property(id).is_some(), "{property}");
            assert!(part.is_none_or(|part| PARTS.iter().any(|(known, _)| *known == part)), "{property}");
        }
        for (schema, _) in lines(include_str!("entities.txt")) {
            assert!(codebook.schema(schema).is_some(), "{schema}");
        }
    }
}
