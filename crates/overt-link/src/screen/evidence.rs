//! How much speaks for it that a subject and an entity are one, in bits, and why.

use super::build::Reading;
use super::index::Index;
use super::slips::slips;
use super::words::{self, Word};
use super::{Compared, Feature, Hit, Subject, score};
use crate::column::DateValue;
use crate::names::{Alignment, How, Name, SAME_NAME, alignment, similarity};

/// One subject of ten is in the base, before anything was compared. Ours, as all weights here: they were set by what they stand for
/// and after a look at the planted people of `tests.rs`, and not learned, since nobody has pairs that were decided when a list is
/// screened for the first time.
const PRIOR: f64 = -3.3;

/// Names that are less alike are no evidence, and are compared only where an identifier agrees.
const NAME_MIN: f32 = 0.6;

/// What a name can weigh at most, and bits that a name loses which is not alike at all.
const RARITY_MAX: f64 = 16.0;
const UNLIKE: f64 = 24.0;
const NAME_BITS_MIN: f64 = -19.0;

/// An identifier that agrees: bits for each of its letters, and at most. Somebody can have several papers, so another number says little.
const IDENTIFIER_BITS_EACH: f64 = 2.5;
const IDENTIFIER_BITS_MAX: f64 = 20.0;
const IDENTIFIER_OTHER: f64 = -1.5;

/// A country that agrees weighs as much as it is rare, up to this. People have several, and lists are incomplete.
const COUNTRY_BITS: std::ops::RangeInclusive<f64> = 0.3..=4.0;
const COUNTRY_OTHER: f64 = -2.0;

/// An entity and what was compared with it.
pub(super) struct Weighed<'a> {
    index: &'a Index,
    query: &'a Subject,
    pub(super) entity: u32,
    name: NameEvidence,
    birth: Option<Evidence>,
    country: Option<Evidence>,
    identifier: Option<Evidence>,
    /// The sum from which on it is a match.
    enough: f64,
}

/// What one comparison adds, between which two values.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    bits: f64,
    agreement: f64,
    detail: &'static str,
    is_conflict: bool,
    places: (usize, usize),
}

struct NameEvidence {
    bits: f64,
    alignment: Alignment,
    /// How many entities of a base are expected to have such a name by chance.
    expected: f64,
    /// The share of people who have it.
    share: f64,
    places: (usize, usize),
}

impl<'a> Weighed<'a> {
    /// Nothing where the names have too little in common, and no identifier agrees.
    pub(super) fn new(
        index: &'a Index,
        (query, reading): (&'a Subject, &Reading),
        entity: u32,
        enough: f64,
    ) -> Option<Self> {
        let known = &index.entities[entity as usize].reading;
        let identifier = identifier(index, reading, known);
        let has_identifier = identifier.is_some_and(|evidence| !evidence.is_conflict);
        let name = name(index, reading, known, has_identifier)?;
        let birth = birth(reading, known);
        let country = country(index, reading, known);
        Some(Self { index, query, entity, name, birth, country, identifier, enough })
    }

    fn others(&self) -> impl Iterator<Item = (Compared, Evidence)> {
        let all =
            [(Compared::Birth, self.birth), (Compared::Country, self.country), (Compared::Identifier, self.identifier)];
        all.into_iter().filter_map(|(of, evidence)| evidence.map(|evidence| (of, evidence)))
    }

    pub(super) fn bits(&self) -> f64 {
        self.name.bits + self.others().map(|(_, evidence)| evidence.bits).sum::<f64>()
    }

    pub(super) fn score(&self) -> f64 {
        score(self.bits())
    }

    fn has_identifier(&self) -> bool {
        self.identifier.is_some_and(|evidence| !evidence.is_conflict)
    }

    fn is_contradicted(&self) -> bool {
        self.birth.is_some_and(|evidence| evidence.is_conflict) && !self.has_identifier()
    }

    fn is_match(&self) -> bool {
        self.bits() >= self.enough && !self.is_contradicted()
    }

    /// Whether the name, even if it were written alike, would be too common to be enough, and nothing else settles it.
    pub(super) fn abstains(&self) -> bool {
        let is_common = PRIOR + rarity(self.name.expected) < self.enough;
        let is_same = self.name.alignment.similarity >= SAME_NAME;
        is_common && is_same && !self.has_identifier() && !self.is_contradicted() && !self.is_match()
    }

    pub(super) fn told(self) -> Hit {
        let known = self.index.subject(self.entity as usize);
        let (query, candidate) = self.name.places;
        let mut features = vec![Feature {
            of: Compared::Name,
            weight: self.name.bits,
            agreement: f64::from(self.name.alignment.similarity),
            detail: self.name.detail(),
            query: self.query.names.get(query).cloned(),
            candidate: known.names.get(candidate).cloned(),
        }];
        for (of, Evidence { bits, agreement, detail, places, .. }) in self.others() {
            let value = |subject: &Subject, place: usize| match of {
                Compared::Name => subject.names.get(place).cloned(),
                Compared::Birth => subject.births.get(place).cloned(),
                Compared::Country => subject.countries.get(place).cloned().map(overt_model::Private::new),
                Compared::Identifier => subject.identifiers.get(place).cloned(),
            };
            let (query, candidate) = (value(self.query, places.0), value(known, places.1));
            features.push(Feature { of, weight: bits, agreement, detail: detail.to_owned(), query, candidate });
        }
        Hit {
            entity: self.entity as usize,
            score: self.score(),
            is_match: self.is_match(),
            abstains: self.abstains(),
            features,
        }
    }
}

/// The two names that weigh most. Names of persons are compared with names of persons; of different kinds only where an identifier
/// agrees, as of somebody who was registered as a firm.
fn name(index: &Index, query: &Reading, known: &Reading, has_identifier: bool) -> Option<NameEvidence> {
    let mut best: Option<NameEvidence> = None;
    for (one, query_place) in &query.names {
        for (other, known_place) in &known.names {
            if one.kind() != other.kind() && !has_identifier {
                continue;
            }
            let near = similarity(one, other);
            let slips = if near < SAME_NAME { slips(index, one, other, near.max(NAME_MIN)) } else { None };
            if near < NAME_MIN && slips.is_none() && !has_identifier {
                continue;
            }
            let alignment = slips.unwrap_or_else(|| alignment(one, other));
            let share = share(index, &alignment, (one, other));
            let expected = index.words.population() * share;
            let unlike = UNLIKE * (1.0 - f64::from(alignment.similarity));
            let bits = (PRIOR + rarity(expected) - unlike).max(NAME_BITS_MIN);
            if best.as_ref().is_none_or(|best| bits > best.bits) {
                best = Some(NameEvidence { bits, alignment, expected, share, places: (*query_place, *known_place) });
            }
        }
    }
    best
}

/// The share of people whose name has all the words that two names have in common, if words came independently. The more frequent of two spellings counts: a slip of the
/// pen makes no common name rare.
fn share(index: &Index, alignment: &Alignment, names: (&Name, &Name)) -> f64 {
    let (left, right) = (words::of_name(names.0), words::of_name(names.1));
    let of = |words: &[Word<'_>], text: Option<&String>| -> f64 {
        let written = text.map_or("", String::as_str).split(' ');
        written
            .map(|latin| {
                words.iter().find(|word| word.latin == latin.as_bytes()).map_or(1.0, |word| index.words.share(word))
            })
            .product()
    };
    let pairs = alignment.pairs.iter().filter(|pair| pair.how != How::Unmatched);
    let shares = pairs.map(|pair| of(&left, pair.left.as_ref()).max(of(&right, pair.right.as_ref())));
    shares.product()
}

/// Bits of a name that is expected so often: what is rare counts more, and what is very rare not endlessly more.
fn rarity(expected: f64) -> f64 {
    let bits = -expected.log2();
    if bits > 0.0 { RARITY_MAX * (1.0 - (-bits / RARITY_MAX).exp()) } else { bits }
}

impl NameEvidence {
    fn detail(&self) -> String {
        let has = |how: How| self.alignment.pairs.iter().any(|pair| pair.how == how);
        let mut words: Vec<&str> = Vec::new();
        for (how, said) in [
            (How::KnownVariant, "a known name in another spelling"),
            (How::SameSound, "a word that sounds the same"),
            (How::Spelling, "a word in a similar spelling"),
            (How::Initial, "a first letter for a word"),
            (How::Joined, "two words written as one"),
            (How::Unmatched, "a word that only one of them has"),
        ] {
            if has(how) {
                words.push(said);
            }
        }
        let how = if words.is_empty() { "the same words".to_owned() } else { words.join(", ") };
        // Two digits: it is an estimate.
        let one_of = (1.0 / self.share).max(1.0);
        let step = 10_f64.powf(one_of.log10().floor() - 1.0).max(1.0);
        let one_of = (one_of / step).round() * step;
        format!("{how}; about one of {one_of:.0} has such a name, as far as this base tells")
    }
}

/// The best of all comparisons of one kind, the first where several are equal.
fn best(all: impl Iterator<Item = Evidence>) -> Option<Evidence> {
    all.reduce(|best, other| if other.bits > best.bits { other } else { best })
}

fn birth(query: &Reading, known: &Reading) -> Option<Evidence> {
    let pairs = query.births.iter().flat_map(|one| known.births.iter().map(move |other| (one, other)));
    best(pairs.map(|((one, query), (other, known))| {
        let (bits, agreement, detail) = births(*one, *other);
        Evidence { bits, agreement, detail, is_conflict: bits <= -4.0, places: (*query, *known) }
    }))
}

/// A day of birth is one of some 20,000, a year one of some 50; errors take from it.
fn births(one: DateValue, other: DateValue) -> (f64, f64, &'static str) {
    let years = one.year.abs_diff(other.year);
    if one.is_year_only() || other.is_year_only() {
        return match years {
            0 => (4.5, 0.7, "the same year, where one side knows no more"),
            1 => (1.0, 0.5, "a year apart, where one side knows only the year"),
            2 => (-4.0, 0.1, "years of birth differ"),
            _ => (-12.0, 0.0, "years of birth differ"),
        };
    }
    let (days, months) = (one.day == other.day, one.month == other.month);
    let is_known = |date: DateValue| date.day != 0;
    match (years, months, days) {
        (0, true, true) if is_known(one) => (13.0, 1.0, "the same day"),
        (0, true, _) if !is_known(one) || !is_known(other) => (8.0, 0.9, "the same month"),
        (0, ..) if one.day == other.month && one.month == other.day => (9.0, 0.9, "day and month the other way round"),
        (0, true, false) | (0, false, true) => (3.0, 0.6, "the same year, and either the day or the month"),
        (1 | 10 | 100, true, true) if is_known(one) => (4.0, 0.6, "the same day, in another year by one digit"),
        _ => (if years < 2 { -9.0 } else { -12.0 }, 0.0, "dates of birth differ"),
    }
}

fn country(index: &Index, query: &Reading, known: &Reading) -> Option<Evidence> {
    let pairs = query.countries.iter().flat_map(|one| known.countries.iter().map(move |other| (one, other)));
    // Codes of two letters and of three may be the same country.
    let comparable = pairs.filter(|((one, _), (other, _))| one.len() == other.len());
    best(comparable.map(|((one, query), (other, known))| {
        let places = (*query, *known);
        if one != other {
            let detail = "countries differ";
            return Evidence { bits: COUNTRY_OTHER, agreement: 0.0, detail, is_conflict: true, places };
        }
        let count = index.countries.get(one.as_str()).copied().map_or(0.0, f64::from);
        let share = (count + 1.0) / (index.words.entities() + 10.0);
        let bits = (-share.log2()).clamp(*COUNTRY_BITS.start(), *COUNTRY_BITS.end());
        Evidence { bits, agreement: 1.0, detail: "the same country", is_conflict: false, places }
    }))
}

fn identifier(index: &Index, query: &Reading, known: &Reading) -> Option<Evidence> {
    let pairs = query.identifiers.iter().flat_map(|one| known.identifiers.iter().map(move |other| (one, other)));
    best(pairs.map(|((one, query), (other, known))| {
        let places = (*query, *known);
        if one != other {
            let detail = "other identifiers; somebody can have several";
            return Evidence { bits: IDENTIFIER_OTHER, agreement: 0.0, detail, is_conflict: true, places };
        }
        let letters = u32::try_from(one.chars().count()).unwrap_or(u32::MAX);
        let strength = (IDENTIFIER_BITS_EACH * f64::from(letters)).min(IDENTIFIER_BITS_MAX);
        let bearers = index.identifiers.get(one.as_str()).map_or(1, Vec::len);
        let bearers = f64::from(u32::try_from(bearers).unwrap_or(u32::MAX)).max(1.0);
        let detail = if bearers > 1.0 {
            "the same identifier, which others in the base have too"
        } else {
            "the same identifier"
        };
        let bits = strength - bearers.log2();
        Evidence { bits, agreement: 1.0, detail, is_conflict: false, places }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::bits;

    fn date(text: &str) -> DateValue {
        DateValue::read(text).unwrap()
    }

    #[test]
    fn births_weigh_alike_from_both_sides() {
        let dates =
            ["1984", "1985", "1984-05-06", "1984-06-05", "1984-05-07", "1985-05-06", "1994-05-06", "1970-01-01"];
        for one in dates {
            for other in dates {
                assert_eq!(births(date(one), date(other)), births(date(other), date(one)), "{one} {other}");
            }
        }
        assert!(births(date("1984-05-06"), date("1984-05-06")).0 > births(date("1984-05-06"), date("1984")).0);
        assert!(births(date("1984-05-06"), date("1971-02-20")).0 < -4.0);
    }

    #[test]
    fn the_curve_and_its_inverse_belong_together() {
        for value in [0.01, 0.5, 0.7, 0.999] {
            assert!((score(bits(value)) - value).abs() < 1e-12);
        }
        assert!(score(60.0) < 1.0 && score(60.0) > score(59.0));
    }
}
