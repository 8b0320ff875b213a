//! From set to set of columns, each once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Weights;
use super::level::{Hitch, Level, Regression};
use super::material::{Doubtful, Material};
use super::tally::Tally;
use crate::Problem;
use crate::regress::number;

/// The outcome must keep this share of its variance, or the regression leaves nothing from which errors could be estimated.
const LEFT_MIN: f64 = 1e-12;

/// An outcome of variance 1 that varies less than this in some rows is constant there.
const TOTAL_MIN: f64 = 1e-24;

/// A regression as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant<'a> {
    /// The columns beside those that are always there.
    pub columns: Vec<&'a str>,
    /// For each column its coefficient and standard error.
    pub coefficients: Vec<(f64, f64)>,
    /// How many rows it has.
    pub n: usize,
    /// The share of explained variance.
    pub r_squared: f64,
}

/// Sets of columns that have no regression.
#[derive(Default)]
pub(super) struct Skipped {
    /// How many regressions, as columns follow from each other.
    pub(super) collinear: u64,
    /// Columns of which the last follows from the others, with those that were chosen before.
    pub(super) sets: Vec<Vec<usize>>,
    /// How many regressions, as there are no more rows than parameters.
    pub(super) too_few_rows: u64,
    /// How many regressions, as they give the outcome exactly.
    pub(super) exact: u64,
}

impl Skipped {
    fn add(&mut self, other: Self) {
        self.collinear += other.collinear;
        self.sets.extend(other.sets);
        self.too_few_rows += other.too_few_rows;
        self.exact += other.exact;
    }
}

/// All regressions, added up. Each first column is a task of its own and tasks are added up in order, so that threads do not matter.
pub(super) fn together(material: &Material, weights: Weights, threads: usize) -> Result<(Tally, Skipped), Problem> {
    let root = root(material)?;
    let tasks = material.doubtful.len();
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let first = next.fetch_add(1, Ordering::Relaxed);
            if first >= tasks {
                return done;
            }
            let mut tally = Tally::new(material, weights);
            let mut skipped = Skipped::default();
            let mut take = |regression: &Regression| tally.take(regression);
            Walk { material, take: &mut take, skipped: &mut skipped }.begin(&root, first);
            done.push((first, tally, skipped));
        }
    };
    let mut done: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.clamp(1, tasks)).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no regression panics")).collect()
    });
    done.sort_by_key(|(first, ..)| *first);
    let mut tally = Tally::new(material, weights);
    let mut skipped = Skipped::default();
    for (_, more, without) in done {
        tally.add(&more);
        skipped.add(without);
    }
    Ok((tally, skipped))
}

/// All regressions, shown.
pub(super) fn one_by_one(material: &Material, show: &mut dyn FnMut(&Variant)) -> Result<(), Problem> {
    let root = root(material)?;
    let mut take = |regression: &Regression| {
        let columns = || regression.columns().iter().map(|&place| &material.doubtful[place]);
        let own = |(column, (slope, error)): (&Doubtful, (f64, f64))| {
            let unit = material.outcome_deviation / column.deviation;
            (slope * unit, error * unit)
        };
        show(&Variant {
            columns: columns().map(|column| column.name.as_str()).collect(),
            coefficients: columns().zip(regression.coefficients()).map(own).collect(),
            n: regression.n,
            r_squared: regression.r_squared(),
        });
    };
    let mut walk = Walk { material, take: &mut take, skipped: &mut Skipped::default() };
    (0..material.doubtful.len()).for_each(|first| walk.begin(&root, first));
    Ok(())
}

fn root(material: &Material) -> Result<Level<'_>, Problem> {
    Level::root(material).map_err(|hitch| match hitch {
        Hitch::Collinear => Problem::new(
            "The columns that are in every regression follow from each other, or do not vary.",
            "Leave one of them out.",
        ),
        Hitch::TooFewRows => Problem::new(
            format!("{} rows are too few for the columns that are in every regression.", material.rows.count()),
            "Take fewer of them, or columns with fewer gaps.",
        ),
    })
}

struct Walk<'a, 'b> {
    material: &'a Material,
    take: &'b mut dyn FnMut(&Regression),
    skipped: &'b mut Skipped,
}

impl<'a> Walk<'a, '_> {
    /// All sets whose first column is this one.
    fn begin(&mut self, root: &Level<'a>, first: usize) {
        match root.later.binary_search(&first) {
            Ok(place) => self.full(root, place),
            Err(_) => self.gapped(root, first),
        }
    }

    fn on(&mut self, level: &Level<'a>) {
        (0..level.later.len()).for_each(|place| self.full(level, place));
        level.gapped.iter().for_each(|&gapped| self.gapped(level, gapped));
    }

    /// All sets that go on with a column that has all rows.
    fn full(&mut self, level: &Level<'a>, place: usize) {
        match level.regression(place) {
            Ok(regression) => {
                self.take(&regression);
                if regression.columns().len() < self.material.sizes[1] {
                    self.on(&level.next(place, &regression));
                }
            }
            Err(hitch) => self.skip(&level.chosen, level.later[place], hitch),
        }
    }

    /// All sets that go on with a column that lacks rows.
    fn gapped(&mut self, level: &Level<'a>, gapped: usize) {
        match level.fewer_rows(gapped) {
            Ok(fewer) => self.full(&fewer, 0),
            Err(hitch) => self.skip(&level.chosen, gapped, hitch),
        }
    }

    fn take(&mut self, regression: &Regression) {
        let columns = regression.columns();
        if columns.len() < self.material.sizes[0] || !columns.iter().any(|&place| self.material.doubtful[place].focus) {
            return;
        }
        let constant = regression.total <= TOTAL_MIN * number(regression.n);
        if constant || regression.left <= LEFT_MIN * regression.total {
            self.skipped.exact += 1;
        } else {
            (self.take)(regression);
        }
    }

    /// Nothing that goes on from here has a regression.
    fn skip(&mut self, chosen: &[usize], last: usize, hitch: Hitch) {
        let set = || chosen.iter().copied().chain(std::iter::once(last));
        let judged = set().any(|place| self.material.doubtful[place].focus);
        let regressions = self.material.sets(judged, chosen.len() + 1, last + 1);
        match hitch {
            Hitch::Collinear => {
                self.skipped.collinear += regressions;
                self.skipped.sets.push(set().collect());
            }
            Hitch::TooFewRows => self.skipped.too_few_rows += regressions,
        }
    }
}
