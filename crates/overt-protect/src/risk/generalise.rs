//! What coarser codes would change.

use serde::Serialize;

use super::classes::Classes;
use super::codes::{Codes, Known};
use super::combinations::search;
use super::question::Question;
use crate::Table;

/// The main figures of a table, as it is or with coarser codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Groups that the rows fall into.
    pub groups: usize,
    /// Rows of the smallest group.
    pub smallest: u32,
    /// The share of rows that are alone in their group.
    pub share_unique: f64,
    /// The share of rows in groups smaller than `k`.
    pub share_below_k: f64,
    /// How likely the prosecutor is right, on average.
    pub average_risk: f64,
    /// Combinations of one or two values that fewer than `k` rows have.
    pub rare_pairs: u64,
    /// The share of rows that one or two values are enough to tell.
    pub share_unique_by_pairs: f64,
}

/// The figures with coarser codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// The generalisations that are applied, in their order.
    pub generalisations: Vec<String>,
    /// The figures then.
    pub figures: Figures,
}

/// The effect of generalisations on the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effects {
    /// The table as it is.
    pub now: Figures,
    /// Each generalisation by itself.
    pub each: Vec<Effect>,
    /// One after the other, always the one that leaves the fewest rows in groups smaller than `k`, until the target is reached
    /// or none helps. It is a good path, not always the best.
    pub path: Vec<Effect>,
    /// Whether the path reaches the target.
    pub reached: bool,
}

/// The table with some of its generalisations.
struct Coarser<'a> {
    table: &'a Table,
    question: &'a Question,
    /// The groups by the columns that nothing generalises.
    fixed: Classes,
}

impl Effects {
    pub(super) fn new(table: &Table, question: &Question) -> Self {
        let coarser = Coarser::new(table, question);
        let effect = |chosen: &[usize]| Effect {
            generalisations: chosen.iter().map(|&place| question.generalisations[place].name.clone()).collect(),
            figures: coarser.figures(chosen),
        };
        let all = 0..question.generalisations.len();
        let each = all.clone().map(|place| effect(&[place])).collect();
        let mut path = Vec::new();
        let mut chosen: Vec<usize> = Vec::new();
        let mut best = coarser.measure(&chosen);
        let bearable = question.target * table.rows() as f64;
        while best.0 as f64 > bearable {
            let more = all.clone().filter(|place| !chosen.contains(place));
            let next = more.map(|place| {
                let longer: Vec<usize> = chosen.iter().copied().chain([place]).collect();
                (coarser.measure(&longer), longer)
            });
            match next.min() {
                Some((measure, longer)) if measure < best => (best, chosen) = (measure, longer),
                _ => break,
            }
            path.push(effect(&chosen));
        }
        Self { now: effect(&[]).figures, each, path, reached: best.0 as f64 <= bearable }
    }
}

impl<'a> Coarser<'a> {
    fn new(table: &'a Table, question: &'a Question) -> Self {
        let fixed = question.quasi.iter().map(|quasi| quasi.column);
        let fixed = fixed.filter(|&column| question.generalisations.iter().all(|other| other.column != column));
        let fixed = fixed.fold(Classes::one(table.rows()), |classes, column| classes.split(table.column(column)));
        Self { table, question, fixed }
    }

    /// The columns, as the last of the chosen generalisations of each makes them.
    fn known(&self, chosen: &[usize]) -> Vec<Known<'a>> {
        let column = |quasi: &super::Quasi| {
            let chosen = chosen.iter().rev().map(|&place| &self.question.generalisations[place]);
            match chosen.into_iter().find(|generalisation| generalisation.column == quasi.column) {
                Some(generalisation) => Known::coarser(self.table, *quasi, generalisation),
                None => Known::new(self.table, *quasi),
            }
        };
        self.question.quasi.iter().map(column).collect()
    }

    fn classes(&self, known: &[Known]) -> Classes {
        let mut classes = self.fixed.clone();
        for (quasi, known) in self.question.quasi.iter().zip(known) {
            if self.question.generalisations.iter().any(|generalisation| generalisation.column == quasi.column) {
                classes = classes.split(&known.codes);
            }
        }
        classes
    }

    /// Rows in groups smaller than `k`, and the number of groups: the fewer, the better.
    fn measure(&self, chosen: &[usize]) -> (usize, usize) {
        let groups = self.classes(&self.known(chosen)).groups(self.question.k);
        (groups.rows_below_k, groups.groups)
    }

    fn figures(&self, chosen: &[usize]) -> Figures {
        let known = self.known(chosen);
        let groups = self.classes(&known).groups(self.question.k);
        let codes = Codes::new(&known, self.table.rows());
        let pairs = search(&codes, self.question.k, self.question.length.min(2), self.question.threads);
        let unique = pairs.rows.iter().filter(|sets| sets.iter().any(|&sets| sets > 0)).count();
        let rows = groups.rows as f64;
        Figures {
            groups: groups.groups,
            smallest: groups.smallest,
            share_unique: groups.unique as f64 / rows,
            share_below_k: groups.rows_below_k as f64 / rows,
            average_risk: groups.groups as f64 / rows,
            rare_pairs: pairs.sets.iter().flatten().map(|(_, tally)| tally.below).sum(),
            share_unique_by_pairs: unique as f64 / rows,
        }
    }
}
