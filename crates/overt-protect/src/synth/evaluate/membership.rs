//! Whether somebody who has the synthetic records recognises from them who was in the real ones.
//!
//! One release is all the attacker has; no models are trained. He knows the records of all who may be meant, real ones
//! (members) and others, and says of each how much it looks like a member. Those who stand out most are tried. Everything
//! but the synthetic records is used in a way that does not tell members from others: how rare somebody is, and what is
//! usual, comes from both together. So if the synthetic records tell nothing, members are recognised as often as others are
//! taken for one. A record is taken for a person: of somebody who has several, each is tried by itself.
//!
//! Two attackers: one looks for a synthetic record that is nearer than anybody else is (as Houssiau and others 2022, *TAPAS*,
//! but against what is usual), one for rare pairs of values that are there once too often (the likelihood ratio of one more,
//! after van Breugel and others 2023, *DOMIAS*).

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::real;
use super::divided::divided;
use super::proportion::Proportion;
use super::question::Question;
use super::sets::chosen_sets;
use crate::Table;

/// The attacker takes at most this share of others for members.
pub const FALSE_POSITIVES_MAX: f64 = 0.01;
/// With fewer others, one in a hundred of them cannot be told.
pub const OTHERS_MIN: usize = 100;
/// However few others there are, at most so many times the targets are tried.
const TARGETS_TIMES_MAX: usize = 8;
/// Agreement is counted in so many parts of a natural unit of information.
const UNITS: f64 = 1_000.0;
/// So many records are compared at a time.
const BLOCK: usize = 2_048;
/// What is expected in a cell where nobody else is.
const EXPECTED_MIN: f64 = 0.5;

/// Whether members are recognised.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// It was tried.
    Tried(Tried),
    /// It was not, and nothing follows from that.
    NotTried(NotTried),
}

/// Why it was not tried whether members are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotTried {
    /// There are no others: with members only, nobody knows how often an attacker is wrong.
    NoOthers,
    /// There are too few others among those who stand out most.
    FewOthers {
        /// How many there are. There must be [`OTHERS_MIN`].
        others: usize,
    },
    /// No member is among those who stand out most.
    NoMembers,
}

/// Members and others who stand out most were tried.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Tried {
    /// By the nearest synthetic record.
    pub nearest: Recognised,
    /// By rare pairs of values.
    pub rare: Recognised,
}

/// How often an attacker says that somebody is a member, with at most one in a hundred others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Recognised {
    /// Members of whom he says it.
    pub members: Proportion,
    /// Others of whom he says it.
    pub others: Proportion,
}

impl Recognised {
    /// Whether members are recognised more often than by guessing, whatever chance did: the intervals lie apart.
    pub fn more_than_guessing(&self) -> bool {
        self.members.low > self.others.high.max(FALSE_POSITIVES_MAX)
    }
}

/// Records that are alike and stand out.
struct Target {
    codes: Vec<u16>,
    members: usize,
    others: usize,
}

impl Membership {
    pub(super) fn of([records, synthetic]: [&Table; 2], question: &Question<'_>) -> Self {
        let Some(others) = question.others.filter(|others| others.rows() > 0) else {
            return Self::NotTried(NotTried::NoOthers);
        };
        let columns = records.domain().columns().len();
        let sets = chosen_sets(columns.min(2), columns, question.sets_max, question.seed);
        let targets = targets([records, others], &sets, question.targets);
        let count = |of: fn(&Target) -> usize| targets.iter().map(of).sum::<usize>();
        if count(|target| target.others) < OTHERS_MIN {
            return Self::NotTried(NotTried::FewOthers { others: count(|target| target.others) });
        }
        if count(|target| target.members) == 0 {
            return Self::NotTried(NotTried::NoMembers);
        }
        let nearest = by_nearest([records, others], synthetic, &targets, question.threads);
        let rare = by_rare_pairs([records, others], synthetic, &targets, &sets);
        Self::Tried(Tried { nearest: recognised(&targets, &nearest), rare: recognised(&targets, &rare) })
    }
}

/// Those who stand out most among members and others together, by the pairs of values that they have.
fn targets(pool: [&Table; 2], sets: &[Vec<usize>], targets: usize) -> Vec<Target> {
    let [members, others] = pool.map(Table::rows);
    let rows = members + others;
    let wanted = targets.saturating_mul(rows).div_ceil(members.min(others).max(1));
    let wanted = wanted.min(targets.saturating_mul(TARGETS_TIMES_MAX));

    let mut information = vec![0.0; rows];
    for set in sets {
        // A pair with more cells than can be counted tells neither attacker anything.
        let Some(counts) = counted(pool, set) else { continue };
        let mut row = 0;
        for table in pool {
            table.each_cell(set, |cell| {
                information[row] -= libm::log(f64::from(counts[cell]) / real(rows));
                row += 1;
            });
        }
    }
    let mut threshold = information.clone();
    threshold.sort_unstable_by(|one, other| other.total_cmp(one));
    let threshold = threshold.get(wanted.saturating_sub(1)).copied().unwrap_or(f64::NEG_INFINITY);
    // Who is alike stands out alike, and they are taken together or not at all: nothing else than values decides.
    let mut alike: BTreeMap<Vec<u16>, (f64, Target)> = BTreeMap::new();
    for (row, &information) in information.iter().enumerate().filter(|(_, information)| **information >= threshold) {
        let (table, at) = if row < members { (pool[0], row) } else { (pool[1], row - members) };
        let codes: Vec<u16> = (0..table.domain().columns().len()).map(|column| table.column(column)[at]).collect();
        let target = || (information, Target { codes: codes.clone(), members: 0, others: 0 });
        let (_, target) = alike.entry(codes.clone()).or_insert_with(target);
        target.members += usize::from(row < members);
        target.others += usize::from(row >= members);
    }
    let mut alike: Vec<(f64, Target)> = alike.into_values().collect();
    alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut taken = 0;
    let enough = |(_, target): &(f64, Target)| {
        let more = taken < wanted;
        taken += target.members + target.others;
        more
    };
    alike.into_iter().take_while(enough).map(|(_, target)| target).collect()
}

/// How many rows of both tables are in each cell.
fn counted(pool: [&Table; 2], set: &[usize]) -> Option<Vec<u32>> {
    let mut counts = pool[0].counts(set)?;
    pool[1].each_cell(set, |cell| counts[cell] += 1);
    Some(counts)
}

/// How much nearer the nearest synthetic record is to each target than anybody else who may be meant.
fn by_nearest(pool: [&Table; 2], synthetic: &Table, targets: &[Target], threads: usize) -> Vec<f64> {
    let columns = 0..synthetic.domain().columns().len();
    let rows = real(pool[0].rows() + pool[1].rows());
    // That two agree in a value says the more the rarer it is.
    let weights: Vec<Vec<u32>> = columns
        .map(|column| {
            let counts = counted(pool, &[column]).expect("a column has at most 2^16 values");
            counts.iter().map(|&count| units(-libm::log(f64::from(count.max(1)) / rows))).collect()
        })
        .collect();
    let (scores, _) = divided(
        targets.len(),
        threads,
        || (),
        |(), place| {
            let target = &targets[place];
            let weights: Vec<u32> =
                target.codes.iter().zip(&weights).map(|(&code, of)| of[usize::from(code)]).collect();
            // Somebody else can be just like him; he himself does not count.
            let limit = if target.members + target.others > 1 { u32::MAX } else { weights.iter().sum() };
            let else_nearest = pool.map(|table| agreement(table, &target.codes, &weights, limit));
            let nearest = agreement(synthetic, &target.codes, &weights, u32::MAX);
            f64::from(nearest) - f64::from(else_nearest[0].max(else_nearest[1]))
        },
    );
    scores
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "information of a value, far below 2^32 units"
)]
fn units(information: f64) -> u32 {
    (information * UNITS).round().max(1.0) as u32
}

/// The largest weight of columns in which a row agrees, of the rows that agree in less than the limit.
fn agreement(table: &Table, codes: &[u16], weights: &[u32], limit: u32) -> u32 {
    let mut agreements = [0_u32; BLOCK];
    let mut most = 0;
    for start in (0..table.rows()).step_by(BLOCK) {
        let rows = start..table.rows().min(start + BLOCK);
        let agreements = &mut agreements[..rows.len()];
        agreements.fill(0);
        for (column, (&code, &weight)) in codes.iter().zip(weights).enumerate() {
            for (agreement, &other) in agreements.iter_mut().zip(&table.column(column)[rows.clone()]) {
                *agreement += if other == code { weight } else { 0 };
            }
        }
        most = agreements.iter().filter(|&&agreement| agreement < limit).fold(most, |most, &one| most.max(one));
    }
    most
}

/// How far the synthetic counts in the cells of each target are above what is usual. Each counts by the logarithm of how much
/// likelier one more makes it (that of two Poisson distributions), so rare cells count most.
fn by_rare_pairs(pool: [&Table; 2], synthetic: &Table, targets: &[Target], sets: &[Vec<usize>]) -> Vec<f64> {
    let [members, all] = [pool[0].rows(), pool[0].rows() + pool[1].rows()].map(real);
    let scale = members / real(synthetic.rows()).max(1.0);
    let mut scores = vec![0.0; targets.len()];
    for set in sets {
        let Some((usual, made)) = counted(pool, set).zip(synthetic.counts(set)) else { continue };
        for (score, target) in scores.iter_mut().zip(targets) {
            let values = |column: usize| synthetic.domain().columns()[column].values().len();
            let cell = set.iter().fold(0, |cell, &column| cell * values(column) + usize::from(target.codes[column]));
            // He himself is one of those who are usual there, whether he is a member or not.
            let expected = f64::from(usual[cell] - 1) * members / (all - 1.0) + EXPECTED_MIN;
            *score += (f64::from(made[cell]) * scale - expected) * libm::log1p(1.0 / expected);
        }
    }
    scores
}

/// How many members score higher than all but one in a hundred others.
fn recognised(targets: &[Target], scores: &[f64]) -> Recognised {
    let mut order: Vec<(f64, &Target)> = scores.iter().copied().zip(targets).collect();
    order.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let count = |of: fn(&Target) -> usize| targets.iter().map(of).sum::<usize>();
    let (members, others) = (count(|target| target.members), count(|target| target.others));
    let mut found = (0, 0);
    // Who scores alike is taken for a member together or not at all.
    for alike in order.chunk_by(|(one, _), (other, _)| one.total_cmp(other).is_eq()) {
        let sum = |of: fn(&Target) -> usize| alike.iter().map(|(_, target)| of(target)).sum::<usize>();
        let next = (found.0 + sum(|target| target.members), found.1 + sum(|target| target.others));
        if real(next.1) > FALSE_POSITIVES_MAX * real(others) {
            break;
        }
        found = next;
    }
    Recognised { members: Proportion::new(found.0, members), others: Proportion::new(found.1, others) }
}
