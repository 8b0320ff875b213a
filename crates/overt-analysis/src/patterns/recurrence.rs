//! Whether the same post, role or kind of act comes back in cases that are not related.
//!
//! Each case touches some of the units that there are. If exposure and chance alone decide which, each case draws as many different units
//! as it touches, one after the other, with probabilities of the exposure that is left (successive sampling; drawn by the keys of
//! Efraimidis and Spirakis 2006). How many units come in two cases or more is held against that.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::allocation::{check_work, cumulative, p_of, place};
use super::exposure::{Resolved, Row, resolve};
use super::{ALPHA, Draws, Exposure};
use crate::Problem;
use crate::associate::{holm, say_p};
use crate::chance::Chance;
use crate::series::Exclusion;

/// The cases in which a unit comes back.
const AGAIN: u64 = 2;

const METHOD: &str = "units of each case drawn without replacement by exposure, simulated from the seed, p = (as many + 1) / (draws + 1); \
                      units corrected by Holm's method";

const LIMITS: &str = "The cases are taken as unrelated: cases of one network, one investigation or one informant must be put together \
                      first. The list of units must hold those that came in no case, too. Who is looked at more comes back more. That a \
                      post or role comes back is a reason to look at it. It says nothing about who holds it.";

/// Something that could have come in a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What it is called.
    pub label: String,
    /// How much chance it had to come in a case, in any unit that is the same for all; none if it is not known.
    pub exposure: Option<f64>,
}

/// A case, and which units came in it. A unit that is named twice came once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it is called.
    pub label: String,
    /// The labels of its units.
    pub units: Vec<String>,
}

/// What is asked, in the words of who asks, and how often chance is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What the units are, in the plural: “posts”.
    pub units: String,
    /// What exposure is: “people who passed”.
    pub exposure: String,
    /// How often cases draw their units.
    pub draws: Draws,
}

/// A number of units or cases, and what chance gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Number {
    /// The number that was seen.
    pub value: u64,
    /// Its mean if exposure and chance alone decide.
    pub expected: f64,
    /// How often they alone would give as many or more.
    pub p: f64,
}

/// A unit that came in two cases or more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recurrent {
    /// What it is called.
    pub label: String,
    /// In how many cases it came.
    pub cases: Number,
    /// Its p value, corrected for all units by Holm's method. It cannot be below the number of units divided by that of draws.
    pub p_holm: f64,
    /// Whether it stands out: the number of units that come back and this unit, corrected, both are below 5 percent.
    pub stands_out: bool,
}

/// Whether units come back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recurrence {
    /// What the units are.
    pub units: String,
    /// How many there are.
    pub n: usize,
    /// How many cases.
    pub cases: usize,
    /// Where the exposure comes from.
    pub exposure: Exposure,
    /// How many units came in two cases or more. Its p value is the one that decides.
    pub recurrent: Number,
    /// In how many cases that unit came which came most often.
    pub most: Number,
    /// The units that came back, what chance explains least first.
    pub findings: Vec<Recurrent>,
    /// How often cases drew their units, and from which seed.
    pub draws: Draws,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// Holds the number of units that came in two cases or more against chance. `candidates` are all units that could have come, whether they
/// did or not.
pub fn recurrence(candidates: &[Candidate], cases: &[Case], question: &Question) -> Result<Recurrence, Problem> {
    let frame = Frame::new(candidates, cases, question)?;
    let Frame { labels, exposures, sizes, seen, .. } = &frame;
    if labels.len() < 2 || sizes.len() < 2 {
        return Err(Problem::new(
            format!(
                "There are {} cases with {} among {} that can be compared.",
                sizes.len(),
                question.units,
                labels.len()
            ),
            "At least two of each are needed; look at the exclusions.",
        ));
    }
    let steps: usize = sizes.iter().map(|size| if *size == 1 { 1 } else { labels.len() }).sum();
    check_work(question.draws, (steps + labels.len()) as f64)?;
    let again = |counts: &[u64]| counts.iter().filter(|count| **count >= AGAIN).count() as u64;
    let most = |counts: &[u64]| counts.iter().copied().max().unwrap_or(0);
    let mut of_all = [Tally::new(again(seen)), Tally::new(most(seen))];
    let mut of_units: Vec<Tally> = seen.iter().map(|count| Tally::new(*count)).collect();
    let mut drawing = Drawing::new(exposures, question.draws.seed);
    let mut counts = vec![0; labels.len()];
    for _ in 0..question.draws.count {
        counts.fill(0);
        for size in sizes {
            drawing.case(*size, &mut counts);
        }
        of_all[0].count(again(&counts));
        of_all[1].count(most(&counts));
        of_units.iter_mut().zip(&counts).for_each(|(tally, count)| tally.count(*count));
    }
    let [recurrent, most] = of_all.map(|tally| tally.number(question.draws));
    let numbers: Vec<Number> = of_units.into_iter().map(|tally| tally.number(question.draws)).collect();
    let corrected = holm(&numbers.iter().map(|number| number.p).collect::<Vec<_>>());
    let back = labels.iter().zip(numbers).zip(corrected).filter(|((_, number), _)| number.value >= AGAIN);
    let mut findings: Vec<Recurrent> = back
        .map(|((label, cases), p_holm)| {
            let stands_out = recurrent.p < ALPHA && p_holm < ALPHA;
            Recurrent { label: label.clone(), cases, p_holm, stands_out }
        })
        .collect();
    findings.sort_by(|one, other| one.cases.p.total_cmp(&other.cases.p).then_with(|| one.label.cmp(&other.label)));
    Ok(Recurrence {
        units: question.units.clone(),
        n: labels.len(),
        cases: sizes.len(),
        exposure: frame.exposure,
        sentence: sentence(recurrent, question, frame.exposure, [labels.len(), sizes.len()]),
        recurrent,
        most,
        findings,
        draws: question.draws,
        exclusions: frame.exclusions,
        method: METHOD,
        limits: LIMITS,
    })
}

fn sentence(recurrent: Number, question: &Question, exposure: Exposure, [n, cases]: [usize; 2]) -> String {
    let cause = match exposure {
        Exposure::Given => format!("{} and chance", question.exposure),
        Exposure::Equal => "chance".to_owned(),
    };
    let compared = if recurrent.p < ALPHA { "more than" } else { "no more, as far as can be told, than" };
    format!(
        "Of {n} {}, {} came in two or more of {cases} cases; that is {compared} the {:.2} that {cause} would give ({}).{}",
        question.units,
        recurrent.value,
        recurrent.expected,
        say_p(recurrent.p),
        exposure.note()
    )
}

/// The units that can be compared, and in how many cases each came.
struct Frame {
    exposure: Exposure,
    labels: Vec<String>,
    exposures: Vec<f64>,
    /// How many units each case has, without those that have none.
    sizes: Vec<usize>,
    seen: Vec<u64>,
    exclusions: Vec<Exclusion>,
}

impl Frame {
    fn new(candidates: &[Candidate], cases: &[Case], question: &Question) -> Result<Self, Problem> {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, candidate) in candidates.iter().enumerate() {
            if let Some(first) = places.insert(&candidate.label, place) {
                let [first, second] = [first + 1, place + 1];
                return Err(Problem::new(
                    format!("In the list of {}, numbers {first} and {second} are called the same.", question.units),
                    "Name each once.",
                ));
            }
        }
        let named: Vec<BTreeSet<&str>> =
            cases.iter().map(|case| case.units.iter().map(String::as_str).collect()).collect();
        if let Some(place) = named.iter().position(|units| units.iter().any(|unit| !places.contains_key(unit))) {
            return Err(Problem::new(
                format!("Case number {} names one that is not in the list of {}.", place + 1, question.units),
                "Add it to the list, with its exposure.",
            ));
        }
        let mut came: BTreeMap<&str, u64> = BTreeMap::new();
        named.iter().flatten().for_each(|unit| *came.entry(unit).or_default() += 1);
        let came = |label: &str| came.get(label).copied().unwrap_or(0);
        let rows: Vec<Row<'_>> = candidates
            .iter()
            .map(|one| Row { label: &one.label, exposure: one.exposure, acts: came(&one.label) })
            .collect();
        let Resolved { exposure, each: exposures, mut exclusions } =
            resolve(&rows, &question.units, &question.exposure)?;
        exclusions.sort_by(|one, other| one.who.cmp(&other.who));
        places.retain(|_, place| exposures[*place].is_some());
        let mut sizes = Vec::new();
        for (case, units) in cases.iter().zip(&named) {
            match units.iter().filter(|unit| places.contains_key(**unit)).count() {
                0 => exclusions.push(Exclusion {
                    who: case.label.clone(),
                    why: format!("none of the {} that can be compared came in it", question.units).into(),
                }),
                size => sizes.push(size),
            }
        }
        // The order in which cases are given decides nothing.
        sizes.sort_unstable();
        Ok(Self {
            exposure,
            labels: places.keys().map(|label| (*label).to_owned()).collect(),
            seen: places.keys().map(|label| came(label)).collect(),
            exposures: places.values().filter_map(|place| exposures[*place]).collect(),
            sizes,
            exclusions,
        })
    }
}

/// A number that was seen, and the same in one draw after the other.
struct Tally {
    seen: u64,
    sum: u64,
    as_many: usize,
}

impl Tally {
    fn new(seen: u64) -> Self {
        Self { seen, sum: 0, as_many: 0 }
    }

    fn count(&mut self, drawn: u64) {
        self.sum += drawn;
        self.as_many += usize::from(drawn >= self.seen);
    }

    fn number(self, draws: Draws) -> Number {
        let expected = self.sum as f64 / draws.count as f64;
        Number { value: self.seen, expected, p: p_of(self.as_many, draws.count) }
    }
}

/// Cases that draw their units.
struct Drawing<'a> {
    exposures: &'a [f64],
    cumulative: Vec<f64>,
    chance: Chance,
    keys: Vec<(f64, usize)>,
}

impl<'a> Drawing<'a> {
    fn new(exposures: &'a [f64], seed: u64) -> Self {
        Self { exposures, cumulative: cumulative(exposures), chance: Chance::new(seed), keys: Vec::new() }
    }

    /// Draws `size` different units and counts the case for each.
    fn case(&mut self, size: usize, counts: &mut [u64]) {
        if size == 1 {
            counts[place(&mut self.chance, &self.cumulative)] += 1;
            return;
        }
        // Who rings first at exponential times is drawn by exposure, and then the next of those that are left.
        self.keys.clear();
        let times = self.exposures.iter().enumerate();
        self.keys.extend(times.map(|(unit, exposure)| (-self.chance.part().ln() / exposure, unit)));
        self.keys.select_nth_unstable_by(size - 1, |one, other| one.0.total_cmp(&other.0));
        self.keys[..size].iter().for_each(|(_, unit)| counts[*unit] += 1);
    }
}
