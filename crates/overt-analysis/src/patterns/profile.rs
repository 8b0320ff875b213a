//! Profiles in aggregate: the share of a trait in groups, such as the share of women among people charged with trafficking and corruption
//! and among people charged with trafficking only.
//!
//! Nobody is described by it. A share is of those of whom the trait is known; beside it stands how far those of whom it is not known could
//! move it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::allocation::{as_large, check_work, p_of};
use super::conditional::{Conditional, VALUES_MOST};
use super::{ALPHA, Draws, Interval, Ratio, Share};
use crate::Problem;
use crate::associate::say_p;
use crate::chance::Chance;
use crate::series::Exclusion;
use crate::tail::chi_square_p;

/// The most groups.
const GROUPS_MOST: usize = 100;

/// The most people of one group.
const PEOPLE_MOST: u64 = 1_000_000_000;

/// Expected counts from which on chi-square has its distribution (Cochran 1954).
const EXPECTED_LEAST: f64 = 5.0;

const NONE: &str = "shares of those of whom the trait is known: Clopper and Pearson, and Wilson; nothing to test";

const EXACT: &str = "shares of those of whom the trait is known: Clopper and Pearson, and Wilson; Fisher's exact test (all tables that are not \
                     more likely)";

const SIMULATED: &str = "shares of those of whom the trait is known: Clopper and Pearson, and Wilson; chi-square against tables with the same \
                         margins, simulated from the seed, p = (as large + 1) / (draws + 1)";

const CHI_SQUARED: &str = "shares of those of whom the trait is known: Clopper and Pearson, and Wilson; Pearson's chi-square, by its \
                           distribution, as there are too many people to deal out the trait";

const LIMITS: &str = "These are people as they were recorded: who is looked for, charged and asked decides who is in it. Somebody in several \
                      cases must be counted once, or is not independent of themselves. Where a trait is not known, it is often not known for a \
                      reason. A share describes a group on record. It says nothing about anybody in it, and no difference shows why.";

/// People of one group by whether they have the trait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called: “charged with corruption, too”.
    pub label: String,
    /// How many have the trait.
    pub with: u64,
    /// How many do not.
    pub without: u64,
    /// Of how many it is not known.
    pub unknown: u64,
}

/// What is asked, in the words of who asks, and how often chance is drawn where there are more than two groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The trait, as those are called that have it: “women”.
    pub having: String,
    /// Who is counted, in the plural: “offenders”.
    pub people: String,
    /// How often the trait is dealt out by chance.
    pub draws: Draws,
}

/// The share in one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupShare {
    /// What it is called.
    pub label: String,
    /// How many of those of whom it is known.
    pub share: Share,
    /// Of how many more it is not known.
    pub unknown: u64,
    /// The share of all, if none of those of whom it is not known have the trait, and if all have it.
    pub possible: Interval,
}

/// A trait in groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// The trait.
    pub having: String,
    /// Who is counted.
    pub people: String,
    /// Of how many it is known whether they have the trait.
    pub n: u64,
    /// Of how many it is not known.
    pub unknown: u64,
    /// The groups, in the order in which they were given.
    pub groups: Vec<GroupShare>,
    /// For two groups: the odds of the trait in the first for those in the second, exact. None where nobody or everybody has the trait, or
    /// where the counts are too large to go through.
    pub odds: Option<Ratio>,
    /// How often groups would differ at least as much, if the trait had nothing to do with them. None where nobody or everybody has it.
    pub p: Option<f64>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// Compares the share of a trait between groups. A group in which it is known of nobody is left out by name.
pub fn profile(groups: &[Group], question: &Question) -> Result<Profile, Problem> {
    check(groups, question)?;
    let mut exclusions = Vec::new();
    let mut shares = Vec::new();
    for Group { label, with, without, unknown } in groups {
        let Some(share) = Share::new(*with, with + without) else {
            let why = format!("of nobody it is known; {}: {unknown}", question.people);
            exclusions.push(Exclusion { who: label.clone(), why: why.into() });
            continue;
        };
        let all = (share.whole + unknown) as f64;
        let possible = Interval { low: *with as f64 / all, high: (with + unknown) as f64 / all };
        shares.push(GroupShare { label: label.clone(), share, unknown: *unknown, possible });
    }
    if shares.len() < 2 {
        return Err(Problem::new(
            format!("Of {} among these groups it is known whether they are {}.", shares.len(), question.having),
            "At least two are needed; look at the exclusions.",
        ));
    }
    let Test { odds, p, method } = Test::new(&shares, question.draws)?;
    Ok(Profile {
        having: question.having.clone(),
        people: question.people.clone(),
        n: shares.iter().map(|group| group.share.whole).sum(),
        unknown: shares.iter().map(|group| group.unknown).sum(),
        sentence: sentence(&shares, question, p),
        groups: shares,
        odds,
        p,
        exclusions,
        method,
        limits: LIMITS,
    })
}

fn check(groups: &[Group], question: &Question) -> Result<(), Problem> {
    if groups.len() > GROUPS_MOST {
        return Err(Problem::new(
            format!("There are {} groups, and at most {GROUPS_MOST} are compared.", groups.len()),
            "Put some of them together.",
        ));
    }
    let mut labels = BTreeSet::new();
    for (place, group) in groups.iter().enumerate() {
        let (wrong, way_out) = if !labels.insert(&group.label) {
            ("is called like one before it", "Add up what belongs to one group first.")
        } else if [group.with, group.without, group.unknown].iter().any(|people| *people > PEOPLE_MOST) {
            ("has more than 1000000000 of one kind", "Look for a number in the wrong column.")
        } else {
            continue;
        };
        return Err(Problem::new(
            format!("Of the groups of {}, number {} {wrong}.", question.people, place + 1),
            way_out,
        ));
    }
    Ok(())
}

/// Whether groups differ, and how that was computed.
struct Test {
    odds: Option<Ratio>,
    p: Option<f64>,
    method: &'static str,
}

impl Test {
    fn new(groups: &[GroupShare], draws: Draws) -> Result<Self, Problem> {
        let sum = |of: fn(&Share) -> u64| groups.iter().map(|group| of(&group.share)).sum::<u64>();
        let (with, all) = (sum(|share| share.part), sum(|share| share.whole));
        if with == 0 || with == all {
            return Ok(Self { odds: None, p: None, method: NONE });
        }
        if let [first, second] = groups {
            let wholes = [first.share.whole, second.share.whole];
            if wholes.into_iter().chain([with, all - with]).min() <= Some(VALUES_MOST) {
                let odds = Conditional::table(wholes, with).ratio(first.share.part);
                return Ok(Self { odds, p: odds.map(|odds| odds.p), method: EXACT });
            }
        }
        let margins = Margins::new(groups, with, all);
        let simulated = margins.simulated(draws).map(|p| Self { odds: None, p: Some(p), method: SIMULATED });
        simulated.or_else(|problem| {
            let p = margins.chi_squared().ok_or(problem)?;
            Ok(Self { odds: None, p: Some(p), method: CHI_SQUARED })
        })
    }
}

/// A table by its margins, for the rarer of having the trait and not having it: both say the same, and dealing out the rarer takes less.
struct Margins {
    wholes: Vec<u64>,
    seen: Vec<u64>,
    dealt: u64,
    all: u64,
}

impl Margins {
    fn new(groups: &[GroupShare], with: u64, all: u64) -> Self {
        let rarer = |share: &Share| if with <= all - with { share.part } else { share.whole - share.part };
        Self {
            wholes: groups.iter().map(|group| group.share.whole).collect(),
            seen: groups.iter().map(|group| rarer(&group.share)).collect(),
            dealt: with.min(all - with),
            all,
        }
    }

    /// Chi-square of a table with these margins.
    fn chi_square(&self, parts: &[u64]) -> f64 {
        let share = self.dealt as f64 / self.all as f64;
        let term = |(part, whole): (&u64, &u64)| (*part as f64 - *whole as f64 * share).powi(2) / *whole as f64;
        parts.iter().zip(&self.wholes).map(term).sum::<f64>() / share / (1.0 - share)
    }

    fn simulated(&self, draws: Draws) -> Result<f64, Problem> {
        check_work(draws, self.dealt as f64 * self.wholes.len() as f64)?;
        let seen = self.chi_square(&self.seen);
        let mut chance = Chance::new(draws.seed);
        let mut parts = vec![0; self.wholes.len()];
        let mut larger = 0;
        for _ in 0..draws.count {
            deal(&mut chance, &self.wholes, [self.dealt, self.all], &mut parts);
            larger += usize::from(as_large(self.chi_square(&parts), seen));
        }
        Ok(p_of(larger, draws.count))
    }

    /// By the distribution of chi-square; nothing where too few are expected in a group.
    fn chi_squared(&self) -> Option<f64> {
        let smallest = self.wholes.iter().copied().min()?;
        let expected = smallest as f64 * self.dealt as f64 / self.all as f64;
        let degrees = (self.wholes.len() - 1) as f64;
        (expected >= EXPECTED_LEAST).then(|| chi_square_p(self.chi_square(&self.seen), degrees))
    }
}

/// Deals out a trait to some of all people, one after the other.
fn deal(chance: &mut Chance, wholes: &[u64], [dealt, all]: [u64; 2], parts: &mut [u64]) {
    parts.fill(0);
    for taken in 0..dealt {
        let left = usize::try_from(all - taken).expect("64 bits hold it");
        let mut place = chance.below(left) as u64;
        for (whole, part) in wholes.iter().zip(parts.iter_mut()) {
            let open = whole - *part;
            if place < open {
                *part += 1;
                break;
            }
            place -= open;
        }
    }
}

fn sentence(groups: &[GroupShare], question: &Question, p: Option<f64>) -> String {
    let Question { having, people, .. } = question;
    let told: Vec<String> = groups
        .iter()
        .map(|group| {
            let unknown = match group.unknown {
                0 => String::new(),
                unknown => format!(", of {unknown} more not known"),
            };
            format!("“{}”: {}{unknown}", group.label, group.share.in_words())
        })
        .collect();
    let compared = match p {
        Some(p) if p < ALPHA => format!("the shares differ more than chance would have it ({})", say_p(p)),
        Some(p) => format!("the shares cannot be told apart from chance ({})", say_p(p)),
        None => "so they do not differ".to_owned(),
    };
    format!("{having} among {people}: {}; {compared}. That says nothing about any one of them.", told.join("; "))
}
