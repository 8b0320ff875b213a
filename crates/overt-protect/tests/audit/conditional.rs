//! A sampler must draw what the model says of all pairs of columns, also of those that the model does not join.

use overt_protect::{ColumnDomain, Domain, Rows, Table};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng};

/// The probability that a right sampler is taken for a wrong one.
const MISTAKE: f64 = 1e-6;

/// A pair of columns that was drawn differently from what the model says.
#[derive(Debug)]
pub(crate) struct Off {
    pub(crate) pair: (usize, usize),
    /// Total variation distance between the sample and the model.
    pub(crate) distance: f64,
    /// What independent draws of so many rows stay under.
    pub(crate) allowed: f64,
}

/// Compares all pairs of columns of a sample with the model. `model` gives the probabilities of a pair, the cell of codes `a, b` at
/// `a * values of b + b`.
///
/// The bound: the expected distance is at most half the sum of the standard deviations of the cells, and one row changes it by one
/// over their number (the inequality of bounded differences).
pub(crate) fn pairs_off(sample: &Table, model: impl Fn(usize, usize) -> Vec<f64>) -> Vec<Off> {
    let columns = sample.domain().columns().len();
    let rows = real(sample.rows());
    let pairs = (0..columns).flat_map(|one| (one + 1..columns).map(move |other| (one, other)));
    let compared = pairs.map(|(one, other)| {
        let model = model(one, other);
        let mut counts = vec![0_usize; model.len()];
        let values = sample.domain().columns()[other].values().len();
        for (&a, &b) in sample.column(one).iter().zip(sample.column(other)) {
            counts[usize::from(a) * values + usize::from(b)] += 1;
        }
        let cells = || counts.iter().map(|&count| real(count) / rows).zip(&model);
        let distance = cells().map(|(share, chance)| (share - chance).abs()).sum::<f64>() / 2.0;
        let expected = cells().map(|(_, chance)| (chance * (1.0 - chance) / rows).sqrt()).sum::<f64>() / 2.0;
        Off { pair: (one, other), distance, allowed: expected + (-MISTAKE.ln() / (2.0 * rows)).sqrt() }
    });
    compared.filter(|off| off.distance > off.allowed).collect()
}

#[expect(clippy::cast_precision_loss, reason = "numbers of rows")]
fn real(count: usize) -> f64 {
    count as f64
}

/// A parent with four values, and two children with six that depend on nothing else.
const PARENT: [f64; 4] = [0.4, 0.3, 0.2, 0.1];
const ROWS: usize = 20_000;

/// How likely each value of a child is where the parent has a value.
fn child(child: usize, parent: usize) -> [f64; 6] {
    let weights = [0, 1, 2, 3, 4, 5].map(|value| real(1 + (value * (child + 1) + parent * 2) % 7));
    let total: f64 = weights.iter().sum();
    weights.map(|weight| weight / total)
}

fn model(one: usize, other: usize) -> Vec<f64> {
    let parents = || PARENT.iter().enumerate();
    if one == 0 {
        return parents().flat_map(|(parent, chance)| child(other, parent).map(|value| chance * value)).collect();
    }
    let pair = |(a, b): (usize, usize)| {
        parents().map(|(parent, chance)| chance * child(one, parent)[a] * child(other, parent)[b]).sum()
    };
    (0..6).flat_map(|a| (0..6).map(move |b| (a, b))).map(pair).collect()
}

fn table(rows: impl Iterator<Item = [usize; 3]>) -> Table {
    let column = |(name, values): (&str, usize)| {
        ColumnDomain::new(name, (0..values).map(|value| value.to_string()).collect()).expect("declared")
    };
    let domain = Domain::new([("parent", 4), ("one child", 6), ("other child", 6)].map(column).into());
    let mut taken = Rows::new(domain.expect("declared"));
    for row in rows {
        let row = row.map(|code| code.to_string());
        taken.push(row.iter().map(String::as_str)).expect("declared");
    }
    taken.finish()
}

/// The value in whose part of the line from 0 to 1 a place lies.
fn at(chances: &[f64], place: f64) -> usize {
    let mut end = 0.0;
    chances
        .iter()
        .position(|chance| {
            end += chance;
            place < end
        })
        .unwrap_or(chances.len() - 1)
}

#[test]
fn a_sampler_that_draws_each_child_by_itself_passes() {
    let mut rng = ChaCha20Rng::seed_from_u64(3);
    let mut place = || f64::from(rng.next_u32()) / 4_294_967_296.0;
    let sample = table((0..ROWS).map(|_| {
        let parent = at(&PARENT, place());
        [parent, at(&child(1, parent), place()), at(&child(2, parent), place())]
    }));
    assert!(pairs_off(&sample, model).is_empty(), "{:?}", pairs_off(&sample, model));
}

/// As in mbi 1.1.0: each child has exactly as many rows of each value as it should, in the order of the rows. So siblings go together.
#[test]
fn a_sampler_whose_siblings_go_together_is_found() {
    let sample = table((0..4).flat_map(|parent| {
        let group =
            (0..ROWS).map(|row| (real(row) + 0.5) / real(ROWS)).filter(move |&place| at(&PARENT, place) == parent);
        let rows: Vec<f64> = group.collect();
        let number = real(rows.len());
        (0..rows.len()).map(move |row| {
            let place = (real(row) + 0.5) / number;
            [parent, at(&child(1, parent), place), at(&child(2, parent), place)]
        })
    }));
    let off = pairs_off(&sample, model);
    // With its parent each child is right to the last row: who looks at the model's own pairs finds nothing.
    assert_eq!(off.iter().map(|off| off.pair).collect::<Vec<_>>(), [(1, 2)], "{off:?}");
    assert!(off[0].distance > 5.0 * off[0].allowed, "{off:?}");
}
