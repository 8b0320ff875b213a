//! A claim: who says it, what is claimed, and how it is recomputed.

use overt_analysis::Problem;
use overt_analysis::series::Exclusion;
use overt_publish::claims::{Check, JudgedClaim, Verdict};

use crate::analyse::library::Library;
use crate::analyse::problem;
use crate::failure::Failure;

/// Whoever recomputed published figures before with other programs.
pub(super) const REFERENCE: &str = "Reference values (scipy, statsmodels, R)";
/// The paper in which most of the comparisons stand.
pub(super) const LIBERTY: &str = "Liberty Shared (2018), On Thin Ice";
/// The paper with the tables of money, prosecutions and treaties.
pub(super) const OECD: &str = "OECD (2015), background paper";

/// A claim that can be recomputed, or of which is known why it cannot.
pub(super) struct Claim {
    says: String,
    what: String,
    figures: Vec<Figure>,
    files: Vec<&'static str>,
    how: How,
}

/// From figures to what a claim comes to.
type Recompute = dyn Fn(&Library) -> anyhow::Result<Found>;

enum How {
    Recomputed(Box<Recompute>),
    /// It cannot be, and why.
    Unavailable(&'static str),
}

/// One thing that is claimed: numbers as printed, with ` / ` between them, or words.
struct Figure {
    what: String,
    claimed: String,
    tolerance: Tolerance,
}

/// How far a number may be from what is claimed.
#[derive(Clone, Copy)]
enum Tolerance {
    /// It must round to what is printed.
    Printed,
    /// So far: chance, or another way to compute, moves it.
    Within(f64),
    /// So far, as a share of what is printed.
    WithinShare(f64),
}

/// What one thing comes to.
pub(super) enum Answer {
    /// Numbers, in the order of those that are claimed.
    Numbers(Vec<f64>),
    /// Words, and whether they agree with the claim.
    Words(String, bool),
    /// This part cannot be recomputed.
    Unknown,
}

/// What a claim comes to: an answer for each figure, and what it rests on.
#[derive(Default)]
pub(super) struct Found {
    pub(super) answers: Vec<Answer>,
    pub(super) n: Option<usize>,
    pub(super) exclusions: Vec<Exclusion>,
    pub(super) method: String,
    /// What else there is to say; empty if nothing.
    pub(super) reason: String,
    /// A source says something else.
    pub(super) contradicted: bool,
}

impl Claim {
    pub(super) fn new(says: &str, what: &str) -> Self {
        Self {
            says: says.to_owned(),
            what: what.to_owned(),
            figures: Vec::new(),
            files: Vec::new(),
            how: How::Unavailable("Nobody wrote down how to recompute it."),
        }
    }

    /// One more thing that is claimed, as it is printed.
    pub(super) fn figure(self, what: &str, claimed: &str) -> Self {
        self.with(what.to_owned(), claimed, Tolerance::Printed)
    }

    /// Numbers that may be so far away.
    pub(super) fn figure_within(self, what: &str, claimed: &str, within: f64) -> Self {
        self.with(format!("{what} (within {within})"), claimed, Tolerance::Within(within))
    }

    /// Numbers that may be so far away, as a share of themselves.
    pub(super) fn figure_within_share(self, what: &str, claimed: &str, share: f64) -> Self {
        self.with(format!("{what} (within {} %)", 100.0 * share), claimed, Tolerance::WithinShare(share))
    }

    fn with(mut self, what: String, claimed: &str, tolerance: Tolerance) -> Self {
        self.figures.push(Figure { what, claimed: claimed.to_owned(), tolerance });
        self
    }

    /// The files without which it cannot be recomputed.
    pub(super) fn files(mut self, files: &[&'static str]) -> Self {
        self.files.extend(files);
        self
    }

    pub(super) fn recomputed(mut self, by: impl Fn(&Library) -> anyhow::Result<Found> + 'static) -> Self {
        self.how = How::Recomputed(Box::new(by));
        self
    }

    pub(super) fn unavailable(mut self, why: &'static str) -> Self {
        self.how = How::Unavailable(why);
        self
    }

    /// Recomputes it. What is not there or cannot be estimated is the reason why it cannot be verified; a file that cannot be read is an error.
    pub(super) fn judge(&self, library: &Library) -> anyhow::Result<JudgedClaim> {
        let missing: Vec<Failure> = self.files.iter().filter_map(|file| library.missing(file)).collect();
        if !missing.is_empty() {
            let told = missing
                .iter()
                .map(|missing| format!("{}: {}.", missing.message, missing.hint.as_deref().unwrap_or_default()));
            return Ok(self.not_verified(&told.collect::<Vec<_>>().join(" ")));
        }
        let recompute = match &self.how {
            How::Recomputed(recompute) => recompute,
            How::Unavailable(why) => return Ok(self.not_verified(why)),
        };
        match recompute(library) {
            Ok(found) => Ok(self.judged(found)),
            Err(error) => {
                let failure = Failure::of(&error);
                if failure.code == CANNOT_BE_ESTIMATED { Ok(self.not_verified(&failure.message)) } else { Err(error) }
            }
        }
    }

    fn not_verified(&self, why: &str) -> JudgedClaim {
        let why = why.trim();
        let mut letters = why.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        let reason = format!("{first}{}", letters.as_str());
        self.judged(Found {
            reason,
            answers: self.figures.iter().map(|_| Answer::Unknown).collect(),
            ..Found::default()
        })
    }

    fn judged(&self, found: Found) -> JudgedClaim {
        assert_eq!(found.answers.len(), self.figures.len(), "{}: an answer for each figure", self.what);
        let checks: Vec<Check> =
            self.figures.iter().zip(found.answers).map(|(figure, answer)| figure.check(answer)).collect();
        let agree = |wanted: Option<bool>| checks.iter().filter(|check| check.agrees == wanted).count();
        let verdict = match [agree(Some(true)), agree(Some(false)), agree(None)] {
            _ if found.contradicted => Verdict::Contradicted,
            [0, 0, _] => Verdict::CannotBeVerified,
            [0, _, _] => Verdict::DoesNotReproduce,
            [_, 0, 0] => Verdict::Reproduces,
            _ => Verdict::InPart,
        };
        JudgedClaim {
            says: self.says.clone(),
            what: self.what.clone(),
            verdict,
            reason: found.reason,
            checks,
            n: found.n,
            exclusions: found.exclusions,
            method: found.method,
            files: self.files.iter().map(|file| (*file).to_owned()).collect(),
        }
    }
}

impl Figure {
    fn check(&self, answer: Answer) -> Check {
        let (found, values, agrees) = match answer {
            Answer::Unknown => (None, Vec::new(), None),
            Answer::Words(words, holds) => (Some(words), Vec::new(), Some(holds)),
            Answer::Numbers(values) => {
                let printed: Vec<Printed> = self.claimed.split(" / ").filter_map(Printed::read).collect();
                let pairs = || printed.iter().zip(&values);
                // Other figures may have fewer groups than the claim.
                let agrees =
                    printed.len() == values.len() && pairs().all(|(printed, value)| printed.is(*value, self.tolerance));
                let words: Vec<String> = pairs().map(|(printed, value)| printed.beside(*value)).collect();
                let nearly = !agrees && pairs().all(|(printed, value)| printed.nearly(*value));
                let rounded = if nearly { " (rounded otherwise)" } else { "" };
                (Some(words.join(" / ") + rounded), values, Some(agrees))
            }
        };
        Check { what: self.what.clone(), claimed: self.claimed.clone(), found, values, agrees }
    }
}

/// A number as it was printed.
struct Printed {
    value: f64,
    decimals: usize,
    /// The exponent, if it was printed with one.
    exponent: Option<i32>,
}

impl Printed {
    fn read(text: &str) -> Option<Self> {
        let text = text.replace(',', "");
        let (digits, exponent) = match text.split_once('e') {
            Some((digits, exponent)) => (digits, Some(exponent.parse().ok()?)),
            None => (text.as_str(), None),
        };
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Some(Self { value: text.parse().ok()?, decimals, exponent })
    }

    /// One in the last digit that was printed.
    fn last_digit(&self) -> f64 {
        10_f64.powi(self.exponent.unwrap_or(0) - i32::try_from(self.decimals).unwrap_or(i32::MAX))
    }

    /// Whether it is off by less than one in the last of several decimals.
    fn nearly(&self, value: f64) -> bool {
        self.decimals > 2 && (value - self.value).abs() < self.last_digit()
    }

    fn is(&self, value: f64, tolerance: Tolerance) -> bool {
        let within = match tolerance {
            // A half may be rounded either way, and is seldom exact in binary.
            Tolerance::Printed => 0.500_001 * self.last_digit(),
            Tolerance::Within(within) => within,
            Tolerance::WithinShare(share) => share * self.value.abs(),
        };
        (value - self.value).abs() <= within
    }

    /// The value with one digit more than was printed, so that rounding can be seen.
    fn beside(&self, value: f64) -> String {
        let decimals = match self.decimals {
            0 if self.exponent.is_none() && value.fract().abs() < 1e-9 => 0,
            decimals => decimals + 1,
        };
        if self.exponent.is_some() { format!("{value:.decimals$e}") } else { format!("{value:.decimals$}") }
    }
}

/// The code of failures that say why something cannot be estimated.
const CANNOT_BE_ESTIMATED: &str = "cannot-be-estimated";

/// What was estimated, or why it could not be.
pub(super) fn estimated<T>(result: Result<T, Problem>) -> Result<T, Failure> {
    result.map_err(|found| problem(&found))
}

/// Whether something that is claimed holds, with what was found.
pub(super) fn holds(holds: bool, found: impl Into<String>) -> Answer {
    let words = found.into();
    Answer::Words(if holds { format!("yes: {words}") } else { format!("no: {words}") }, holds)
}

/// A single number.
pub(super) fn number(value: f64) -> Answer {
    Answer::Numbers(vec![value])
}

/// A count.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
pub(super) fn count(count: usize) -> Answer {
    number(count as f64)
}

/// Several counts.
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
pub(super) fn counts(counts: impl IntoIterator<Item = usize>) -> Answer {
    Answer::Numbers(counts.into_iter().map(|count| count as f64).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(claimed: &str, value: f64) -> JudgedClaim {
        let claim = Claim::new("somebody", "something")
            .figure("it", claimed)
            .recomputed(move |_| Ok(Found { answers: vec![number(value)], ..Found::default() }));
        claim.judge(&Library::new(None)).unwrap()
    }

    #[test]
    fn a_number_agrees_if_it_rounds_to_what_was_printed() {
        for (claimed, same, other) in [
            ("33", 33.3, 33.6),
            ("9,460", 9_460.2, 9_461.0),
            ("-0.5086", -0.508_637, -0.508_66),
            ("2.75e-13", 2.7465e-13, 2.744e-13),
        ] {
            assert_eq!(judged(claimed, same).verdict, Verdict::Reproduces, "{claimed}");
            assert_eq!(judged(claimed, other).verdict, Verdict::DoesNotReproduce, "{claimed}");
        }
        assert_eq!(judged("33", 33.3).checks[0].found.as_deref(), Some("33.3"));
        assert_eq!(judged("33", 34.0).checks[0].found.as_deref(), Some("34"));
    }

    #[test]
    fn a_claim_of_which_a_part_is_not_known_reproduces_in_part_at_the_most() {
        let claim = Claim::new("somebody", "something")
            .figure("one", "1")
            .figure("other", "yes")
            .recomputed(|_| Ok(Found { answers: vec![number(1.0), Answer::Unknown], ..Found::default() }));
        assert_eq!(claim.judge(&Library::new(None)).unwrap().verdict, Verdict::InPart);
    }

    #[test]
    fn what_cannot_be_estimated_is_a_reason_and_a_missing_file_is_named_with_where_to_get_it() {
        let claim = Claim::new("somebody", "something")
            .figure("one", "1")
            .recomputed(|_| Err(problem(&Problem::new("Nothing is there.", "Get something.")).into()));
        let judged = claim.judge(&Library::new(None)).unwrap();
        assert_eq!((judged.verdict, judged.reason.as_str()), (Verdict::CannotBeVerified, "Nothing is there."));
        let judged = claim.files(&["gsi_2016.csv", "cpi_2012_2023.csv"]).judge(&Library::new(None)).unwrap();
        assert_eq!((judged.verdict, &judged.checks[0].found), (Verdict::CannotBeVerified, &None));
        for words in ["There is no file gsi_2016.csv", "walkfree.org", "cpi_2012_2023.csv", "transparency.org"] {
            assert!(judged.reason.contains(words), "{}", judged.reason);
        }
    }
}
