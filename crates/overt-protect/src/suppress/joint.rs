//! Several published tables of the same data on one board.

use std::collections::{BTreeMap, BTreeSet};

use super::published::{Cell, Published};
use super::rules::{Contributors, Rules};
use super::search::Board;
use super::shape::Shape;
use crate::Table;

/// The count of a cell that may fall as far as it likes.
const UNLIMITED: i64 = 1 << 50;

/// A published table and where its columns are in the data.
pub(super) struct Placed<'a> {
    pub(super) published: &'a Published,
    shape: Shape,
    /// The column of each axis.
    axes: Vec<usize>,
    /// Which codes of a column the population is restricted to.
    filter: BTreeMap<usize, Vec<bool>>,
}

/// Which cells of an earlier table count nearly the same people as one of a new table.
pub(super) struct Nested<'a> {
    new: &'a Placed<'a>,
    old: &'a Placed<'a>,
    columns: BTreeSet<usize>,
}

/// A board over the columns of several tables, on which each of their cells is one cell or a sum of some.
pub(super) struct Joint {
    columns: Vec<usize>,
    /// For each column the place of each code. Codes that no table tells apart have the same place.
    places: Vec<Vec<usize>>,
    shape: Shape,
    counts: Vec<i64>,
    /// What contributors have in each cell, if that was asked for.
    contributors: Option<Contributors>,
}

/// What is known of a cell of a joint board.
#[derive(Clone, Copy, PartialEq)]
enum Known {
    /// It can be computed only from others.
    No,
    /// It is taken to be known because a sum of it and others is, or it is rounded. Then it is not asked whether it can be told.
    Assumed,
    /// A table shows it.
    Shown,
}

impl<'a> Placed<'a> {
    /// Finds the columns of a published table in the data, or says which is not there with the same values.
    pub(super) fn new(table: &Table, published: &'a Published) -> Result<Self, String> {
        let domain = table.domain();
        let mut axes = Vec::new();
        for axis in &published.axes {
            let place = domain.place(&axis.name).ok_or_else(|| axis.name.clone())?;
            if domain.columns()[place].values() != axis.values {
                return Err(axis.name.clone());
            }
            axes.push(place);
        }
        let mut filter = BTreeMap::new();
        for (name, values) in published.population.conditions() {
            let place = domain.place(name).ok_or_else(|| name.clone())?;
            let column = &domain.columns()[place];
            let mut kept = vec![false; column.values().len()];
            for value in values {
                kept[usize::from(column.code(value).ok_or_else(|| name.clone())?)] = true;
            }
            filter.insert(place, kept);
        }
        let shape = published
            .shape()
            .ok_or_else(|| published.axes.first().map(|axis| axis.name.clone()).unwrap_or_default())?;
        Ok(Self { published, shape, axes, filter })
    }

    /// All columns that it says something about.
    pub(super) fn columns(&self) -> BTreeSet<usize> {
        self.axes.iter().chain(self.filter.keys()).copied().collect()
    }

    /// These and those of another.
    pub(super) fn columns_with(&self, other: &Placed) -> BTreeSet<usize> {
        self.columns().union(&other.columns()).copied().collect()
    }

    /// How it stands to the cells of an earlier table.
    pub(super) fn nested(&'a self, old: &'a Placed) -> Nested<'a> {
        Nested { new: self, old, columns: self.columns_with(old) }
    }

    /// Where a cell is on the axis of a column; `None` for its total and if there is no such axis.
    fn place(&self, cell: usize, column: usize) -> Option<usize> {
        let axis = self.axes.iter().position(|&other| other == column)?;
        (!self.shape.is_total(cell, axis)).then(|| self.shape.place(cell, axis))
    }

    /// Which codes the people of a cell have in a column; `None` if any.
    fn codes(&self, cell: usize, column: usize) -> Option<Vec<bool>> {
        let filter = self.filter.get(&column);
        let Some(place) = self.place(cell, column) else {
            return filter.filter(|kept| kept.contains(&false)).cloned();
        };
        let values = self.published.axes[self.axes.iter().position(|&other| other == column)?].values.len();
        Some((0..values).map(|code| code == place && filter.is_none_or(|kept| kept[code])).collect())
    }
}

impl Nested<'_> {
    /// The cells of the earlier table that count people of this one, or of which this one counts people, among those at the same
    /// places; and whether they count the same people.
    pub(super) fn of(&self, cell: usize) -> Vec<(usize, bool)> {
        let mut found = vec![Vec::new()];
        for &column in &self.old.axes {
            let place = self.new.place(cell, column);
            let mut places = vec![place];
            // A population of one value is like a place.
            if let (None, Some(kept)) = (place, self.new.filter.get(&column)) {
                places.extend((0..kept.len()).filter(|&code| kept[code]).map(Some));
            }
            found = found
                .iter()
                .flat_map(|start: &Vec<_>| places.iter().map(|&place| [start.as_slice(), &[place]].concat()))
                .collect();
        }
        let cells = found.into_iter().map(|places| self.old.shape.cell(places));
        cells.filter_map(|old| self.same_people(cell, old).map(|same| (old, same))).collect()
    }

    /// Whether two cells count the same people; `None` if neither counts only people of the other.
    fn same_people(&self, cell: usize, old: usize) -> Option<bool> {
        let (mut within, mut around) = (true, true);
        for &column in &self.columns {
            match (self.new.codes(cell, column), self.old.codes(old, column)) {
                (None, None) => {}
                (Some(_), None) => around = false,
                (None, Some(_)) => within = false,
                (Some(new), Some(old)) => {
                    within &= new.iter().zip(&old).all(|(&new, &old)| old || !new);
                    around &= new.iter().zip(&old).all(|(&new, &old)| new || !old);
                }
            }
        }
        (within || around).then_some(within && around)
    }
}

impl Joint {
    /// Counts the data over these columns, as finely as the tables need, and if asked for by contributors, which must be known. Otherwise
    /// says how many cells there would be.
    pub(super) fn new(
        table: &Table,
        columns: &BTreeSet<usize>,
        tables: &[&Placed],
        cells_max: usize,
        contributors: Option<&[u32]>,
    ) -> Result<Self, Option<usize>> {
        let columns: Vec<usize> = columns.iter().copied().collect();
        let mut places = Vec::new();
        let mut sizes = Vec::new();
        for &column in &columns {
            let values = table.domain().columns()[column].values().len();
            let mut kinds = BTreeMap::new();
            let of_code = |code: usize| {
                let told_apart = tables.iter().any(|table| table.axes.contains(&column)).then_some(code);
                let kept: Vec<bool> =
                    tables.iter().filter_map(|table| table.filter.get(&column)).map(|kept| kept[code]).collect();
                let next = kinds.len();
                *kinds.entry((told_apart, kept)).or_insert(next)
            };
            places.push((0..values).map(of_code).collect::<Vec<usize>>());
            sizes.push(kinds.len());
        }
        let shape = Shape::new(sizes).ok_or(None)?;
        if shape.cells() > cells_max {
            return Err(Some(shape.cells()));
        }
        let mut counts = vec![0; shape.cells()];
        let mut parts = BTreeMap::new();
        for row in 0..table.rows() {
            let at = columns
                .iter()
                .zip(&places)
                .map(|(&column, places)| Some(places[usize::from(table.column(column)[row])]));
            let cell = shape.cell(at);
            counts[cell] += 1;
            if let Some(contributors) = contributors {
                *parts.entry((cell, contributors[row])).or_insert(0) += 1;
            }
        }
        shape.add_up(&mut counts, |total, cell| total + cell);
        let contributors = contributors.map(|_| Contributors::new(&shape, &parts));
        Ok(Self { columns, places, shape, counts, contributors })
    }

    /// How much less and how much more a sum of cells must be able to be, if it is sensitive.
    fn uncertain(&self, cells: &[usize], rules: &Rules) -> Option<(i64, i64)> {
        let count: i64 = cells.iter().map(|&cell| self.counts[cell]).sum();
        let parts = self.contributors.as_ref().map(|contributors| contributors.of(cells));
        rules.interval(count, parts.as_deref()).map(|(_, low, high)| (count - low, high - count))
    }

    /// The columns of a sensitive group whose size can be told from these tables, if there is one.
    ///
    /// A cell that a table hides because it is sensitive must be able to be at both ends of its protection interval, as in its own table.
    /// A group that no table has a cell for must be able to be at one of them.
    pub(super) fn told(&self, table: &Table, tables: &[&Placed], rules: &Rules) -> Option<String> {
        let (known, hidden, sums) = self.known(tables);
        let bounded = self.bounded(tables);
        let bounded_only: Vec<i64> = self
            .counts
            .iter()
            .zip(&bounded)
            .map(|(&count, &bounded)| if bounded { count } else { UNLIMITED })
            .collect();
        let cost = |cell: usize| (known[cell] == Known::No).then_some(0);
        let mut of_bounded = Board::new(&self.shape, &bounded_only, cost);
        let mut of_all = Board::new(&self.shape, &self.counts, cost);
        let told = (0..self.counts.len()).find(|&cell| {
            if known[cell] != Known::No && !hidden[cell] {
                return false;
            }
            let Some((down, up)) = self.uncertain(&[cell], rules) else { return false };
            let board = if bounded[cell] { &mut of_bounded } else { &mut of_all };
            let mut possible =
                |up: i64, down: i64| known[cell] == Known::No && board.tables(cell, up, down, true).is_some();
            if hidden[cell] { !possible(up, down) } else { !possible(up, 0) && (down == 0 || !possible(0, down)) }
        });
        // A sum is not a cell of the board.
        let told = told.or_else(|| {
            let told = sums.iter().find(|parts| {
                self.uncertain(parts, rules)
                    .is_some_and(|(down, up)| !self.sum_can_be_other(&mut of_bounded, &known, parts, up, down))
            });
            told.and_then(|parts| parts.first().copied())
        })?;
        let names = self.columns.iter().enumerate().filter(|&(axis, _)| !self.shape.is_total(told, axis));
        let names: Vec<&str> = names.map(|(_, &column)| table.domain().columns()[column].name()).collect();
        Some(if names.is_empty() { "everyone".to_owned() } else { names.join(", ") })
    }

    /// Whether a sum of cells can be shown to be able to be so much more, and so much less, by changes of one of its cells alone.
    fn sum_can_be_other(&self, board: &mut Board, known: &[Known], parts: &[usize], up: i64, down: i64) -> bool {
        let free: Vec<usize> = parts.iter().copied().filter(|&part| known[part] == Known::No).collect();
        let mut alone = |part: usize, up: i64, down: i64| {
            for &other in free.iter().filter(|&&other| other != part) {
                board.fix(other);
            }
            let found = board.tables(part, up, down, true).is_some();
            for &other in &free {
                board.hide(other);
            }
            found
        };
        let can_be_less = down == 0 || free.iter().any(|&part| self.counts[part] >= down && alone(part, 0, down));
        can_be_less && free.iter().any(|&part| alone(part, up, 0))
    }

    /// What is known of every cell, which are hidden by a table, and of which parts the hidden cells are that are several here.
    fn known(&self, tables: &[&Placed]) -> (Vec<Known>, Vec<bool>, Vec<Vec<usize>>) {
        let mut known = vec![Known::No; self.counts.len()];
        let mut hidden = vec![false; self.counts.len()];
        let mut sums = Vec::new();
        for placed in tables {
            for (cell, shown) in placed.published.cells.iter().enumerate() {
                let parts = self.parts(placed, cell);
                let sum: i64 = parts.iter().map(|&part| self.counts[part]).sum();
                let found = match *shown {
                    Cell::Suppressed => {
                        match parts[..] {
                            [only] => hidden[only] = true,
                            _ => sums.push(parts),
                        }
                        continue;
                    }
                    // A number of other data says nothing exact of these.
                    Cell::Shown(count) if count != sum => continue,
                    Cell::Impossible if sum != 0 => continue,
                    Cell::Shown(_) | Cell::Impossible if parts.len() == 1 => Known::Shown,
                    Cell::Shown(_) | Cell::Impossible | Cell::Rounded(_) => Known::Assumed,
                };
                for part in parts {
                    if known[part] != Known::Shown {
                        known[part] = found;
                    }
                }
            }
        }
        (known, hidden, sums)
    }

    /// Which cells must not fall below zero in a search. Those over the columns of one table, if tables of counts that agree where they
    /// have columns in common are always those of some people; that is so if their columns hang together without a
    /// circle. Otherwise all.
    fn bounded(&self, tables: &[&Placed]) -> Vec<bool> {
        let mut sets: Vec<BTreeSet<usize>> = tables.iter().map(|placed| placed.columns()).collect();
        let over = |cell: usize, set: &BTreeSet<usize>| {
            let mut axes = self.columns.iter().enumerate();
            axes.all(|(axis, column)| self.shape.is_total(cell, axis) || set.contains(column))
        };
        let named = (0..self.counts.len()).map(|cell| sets.iter().any(|set| over(cell, set))).collect();
        // Takes away columns that only one set has, and sets within others, until nothing is left or it is a circle.
        loop {
            let before: usize = sets.iter().map(|set| set.len() + 1).sum();
            for column in &self.columns {
                if sets.iter().filter(|set| set.contains(column)).count() == 1 {
                    for set in &mut sets {
                        set.remove(column);
                    }
                }
            }
            if let Some(within) = (0..sets.len())
                .find(|&one| (0..sets.len()).any(|other| other != one && sets[one].is_subset(&sets[other])))
            {
                sets.remove(within);
            }
            if sets.len() <= 1 {
                return named;
            }
            if before == sets.iter().map(|set| set.len() + 1).sum::<usize>() {
                return vec![true; self.counts.len()];
            }
        }
    }

    /// The cells whose sum a cell of a table is.
    fn parts(&self, placed: &Placed, cell: usize) -> Vec<usize> {
        let mut parts = vec![0];
        for (axis, &column) in self.columns.iter().enumerate() {
            let chosen: BTreeSet<usize> = match placed.codes(cell, column) {
                None => [self.shape.size(axis)].into(),
                Some(codes) => {
                    (0..codes.len()).filter(|&code| codes[code]).map(|code| self.places[axis][code]).collect()
                }
            };
            let stride = self.shape.stride(axis);
            parts = parts.iter().flat_map(|part| chosen.iter().map(move |place| part + place * stride)).collect();
        }
        parts
    }
}
