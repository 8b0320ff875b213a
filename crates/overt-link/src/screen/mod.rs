//! Names against a list: which entities of a base may be whoever is asked for, how much speaks for it, and why.
//!
//! An [`Index`] is built once of a base. [`Index::screen`] answers for one [`Subject`] after the other. Candidates meet under the
//! sounds of their words, so a misspelt name, or one in another script, finds its like. Then the evidence is added up: how near the
//! names are and how rare their words are in the base, and whether births, countries and identifiers agree or contradict.
//!
//! The sum is in bits: one bit more doubles the odds. The score is a rising curve over it that never reaches its ends, so that different
//! evidence has different scores, also at the top. Where nothing agrees but a name that several people are bound to have, a hit
//! [abstains](Hit::abstains): no name can say more.
//!
//! A match is a reason to look. It is not a finding that two are one, and says nothing about what anybody did.

mod build;
mod candidates;
mod evidence;
mod index;
mod keys;
mod slips;
#[cfg(test)]
mod tests;
mod words;

use overt_model::Private;

use crate::names::Kind;

pub use build::IndexBuilder;
pub use candidates::Scratch;
pub use index::Index;

/// From this score on a hit is a match: a name that one would expect in less than one of a hundred such bases, or as much other
/// evidence. It is ours, and was not moved after the tests were written.
pub const THRESHOLD: f64 = 0.7;

/// Hits below this score are not told, unless they abstain.
pub const CUTOFF: f64 = 0.5;

/// Hits that are told of each subject where nobody says how many.
pub const LIMIT: usize = 5;

/// Entities that are compared with one subject at most. Beyond it those that share the fewest words are left out, and counted.
pub const COMPARED_MAX: usize = 20_000;

/// Values of one kind that are read of one subject or entity at most, and bytes of one value.
pub(crate) const VALUES_MAX: usize = 64;
pub(crate) const VALUE_BYTES_MAX: usize = 400;

/// Who is asked for, or an entity of the base: what is known of it. What is missing is an empty list.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// A person or an organisation; none where that is not known.
    pub kind: Option<Kind>,
    /// Names in any script, also former ones and aliases.
    pub names: Vec<Private<String>>,
    /// Dates or years of birth, or of foundation.
    pub births: Vec<Private<String>>,
    /// Codes of countries, all of the same standard. Codes of different lengths are not compared.
    pub countries: Vec<String>,
    /// Numbers of papers and registers, telephones, addresses of mail. Only letters and digits count.
    pub identifiers: Vec<Private<String>>,
}

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// From this score on a hit is a match, above 0 and below 1.
    pub threshold: f64,
    /// Hits below this score are not told, unless they abstain.
    pub cutoff: f64,
    /// How many hits are told.
    pub limit: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { threshold: THRESHOLD, cutoff: CUTOFF, limit: LIMIT }
    }
}

/// The answer for one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Screened {
    /// The best first. Equal scores stand in the order of the identifiers.
    pub hits: Vec<Hit>,
    /// How many there were before the limit.
    pub total: usize,
    /// How many entities were compared.
    pub compared: usize,
    /// How many were not, beyond [`COMPARED_MAX`].
    pub left_out: usize,
}

/// An entity that may be the one that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its number, in the order in which entities were added.
    pub entity: usize,
    /// Above 0 and below 1; 0.5 where as much speaks for it as against it.
    pub score: f64,
    /// Whether the score reaches the threshold and no birth contradicts, unless an identifier agrees.
    pub is_match: bool,
    /// Whether nothing speaks for it but a name that several are bound to have, and nothing against it.
    pub abstains: bool,
    /// What was compared.
    pub features: Vec<Feature>,
}

/// One line of the reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What was compared.
    pub of: Compared,
    /// What it adds to the sum, in bits.
    pub weight: f64,
    /// How much agrees, from 0 to 1.
    pub agreement: f64,
    /// Why, without a value.
    pub detail: String,
    /// The value of the subject; none where it is not known.
    pub query: Option<Private<String>>,
    /// That of the entity.
    pub candidate: Option<Private<String>>,
}

/// What can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// The names.
    Name,
    /// The births.
    Birth,
    /// The countries.
    Country,
    /// The identifiers.
    Identifier,
}

impl Compared {
    /// Its name for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Birth => "birth_date",
            Self::Country => "country",
            Self::Identifier => "identifier",
        }
    }
}

/// From a sum of bits to a score. Half the slope of a probability, so that scores at the top can still be told apart.
pub(crate) fn score(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits / 2.0).exp2())
}

/// The sum that a score stands for.
pub(crate) fn bits(score: f64) -> f64 {
    2.0 * (score / (1.0 - score)).log2()
}
