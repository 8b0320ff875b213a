//! Tables as they are in the files, and what somebody with pencil and paper can compute from them.

use crate::release::describe::{CodesUsed, ColumnUsed};
use crate::release::{CELLS_MAX, TOTAL};
use crate::suppress::Rules;

/// No count is larger.
pub(super) const COUNT_MAX: i64 = 1 << 40;
/// More than any count, and so little that all cells of a table do not overflow together.
const ENDLESS: i64 = 1 << 42;
/// How often everything is drawn tighter.
const ROUNDS_MAX: usize = 100;

/// A table: its cells in order, the last axis fastest, where each axis has its total last if there are totals.
pub(super) struct Board {
    sizes: Vec<usize>,
    /// For each cell, the columns behind codes and labels.
    pub(super) rows: Vec<Vec<String>>,
}

impl Board {
    /// Reads a table, which must have exactly one row for each combination of values, in order, and the given columns behind.
    pub(super) fn read(
        csv: &[u8],
        codes: &CodesUsed,
        set: &[String],
        totals: bool,
        behind: &[&str],
    ) -> Result<Self, String> {
        let column = |name: &String| codes.columns.iter().find(|at| at.name == *name);
        let axes: Vec<&ColumnUsed> =
            set.iter().map(column).collect::<Option<_>>().ok_or("a column is not in codebook.json")?;
        let header: Vec<String> = set.iter().flat_map(|name| [name.clone(), format!("{name}_label")]).collect();
        let sizes: Vec<usize> = axes.iter().map(|axis| axis.values.len() + usize::from(totals)).collect();
        let cells = sizes.iter().try_fold(1_usize, |cells, &size| cells.checked_mul(size));
        let cells = cells.filter(|cells| (1..=CELLS_MAX).contains(cells)).ok_or("it has no cells or too many")?;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
        let mut records = reader.records();
        let unreadable = |error: csv::Error| format!("it cannot be read: {error}");
        let first = records.next().ok_or("it is empty")?.map_err(unreadable)?;
        if !first.iter().eq(header.iter().map(String::as_str).chain(behind.iter().copied())) {
            return Err("its columns are not those of the policy".to_owned());
        }
        let mut rows = Vec::new();
        for record in records {
            let record = record.map_err(unreadable)?;
            let row = rows.len();
            for (at, axis) in axes.iter().enumerate() {
                let apart: usize = sizes[at + 1..].iter().product();
                let code = axis.values.get(row / apart % sizes[at]).map_or(TOTAL, |value| &value.code);
                if record.get(2 * at) != Some(code) {
                    return Err(format!("row {}: its combination of values is not the one that stands here", row + 1));
                }
            }
            rows.push(record.iter().skip(header.len()).map(ToOwned::to_owned).collect());
        }
        if rows.len() == cells {
            Ok(Self { sizes, rows })
        } else {
            Err("there are not as many rows as combinations".to_owned())
        }
    }

    /// The cells of every line along an axis, the total last.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, Vec<usize>)> {
        (0..self.sizes.len()).flat_map(move |axis| {
            let apart: usize = self.sizes[axis + 1..].iter().product();
            let starts = (0..self.rows.len()).filter(move |cell| (cell / apart).is_multiple_of(self.sizes[axis]));
            starts.map(move |start| (axis, (0..self.sizes[axis]).map(|place| start + place * apart).collect()))
        })
    }
}

/// What is told of a count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It is this.
    Number(i64),
    /// Nothing.
    Hidden,
}

/// Whether all numbers on a line whose cells are all told add up to its total.
pub(super) fn adds_up(board: &Board, cells: &[Told]) -> Result<(), String> {
    for (_, line) in board.lines() {
        let numbers: Option<Vec<i64>> = line
            .iter()
            .map(|&cell| match cells[cell] {
                Told::Number(number) => Some(number),
                Told::Hidden => None,
            })
            .collect();
        if let Some((total, parts)) = numbers.as_deref().and_then(<[i64]>::split_last)
            && parts.iter().sum::<i64>() != *total
        {
            return Err(format!(
                "the total in row {} is not the sum of its parts",
                line.last().map_or(0, |cell| cell + 1)
            ));
        }
    }
    Ok(())
}

/// Draws what each hidden count can be tighter and tighter, line by line, as somebody does who subtracts. No hidden count may be known
/// to be of a group that is too small to be shown.
pub(super) fn cannot_be_computed(board: &Board, cells: &[Told], rules: &Rules) -> Result<(), String> {
    let mut ranges: Vec<(i64, i64)> = cells
        .iter()
        .map(|cell| match *cell {
            Told::Number(number) => (number, number),
            Told::Hidden => (0, ENDLESS),
        })
        .collect();
    let lines: Vec<Vec<usize>> = board
        .lines()
        .map(|(_, line)| line)
        .filter(|line| line.iter().any(|&cell| cells[cell] == Told::Hidden))
        .collect();
    for _ in 0..ROUNDS_MAX {
        let mut tighter = false;
        for line in &lines {
            tighter |= draw(line, &mut ranges).ok_or("its numbers contradict each other")?;
        }
        if !tighter {
            break;
        }
    }
    let known = |&cell: &usize| {
        let (least, most) = ranges[cell];
        cells[cell] == Told::Hidden && (least > 0 || rules.zeros) && most < rules.threshold
    };
    match (0..cells.len()).find(known) {
        Some(cell) => Err(format!("the hidden count in row {} can be computed from the others", cell + 1)),
        None => Ok(()),
    }
}

/// Draws the ranges of one line tighter by those of the others. Whether any became tighter; `None` if there are no such counts.
fn draw(line: &[usize], ranges: &mut [(i64, i64)]) -> Option<bool> {
    let (&total, parts) = line.split_last()?;
    let is_endless = |most: i64| most >= ENDLESS;
    let finite = |most: i64| if is_endless(most) { 0 } else { most };
    let least: i64 = parts.iter().map(|&cell| ranges[cell].0).sum();
    let most: i64 = parts.iter().map(|&cell| finite(ranges[cell].1)).sum();
    let endless = parts.iter().filter(|&&cell| is_endless(ranges[cell].1)).count();
    let mut tighter = false;
    let mut narrow = |range: &mut (i64, i64), low: i64, high: i64| {
        let drawn = (range.0.max(low), range.1.min(high));
        tighter |= drawn != *range;
        *range = drawn;
    };
    narrow(&mut ranges[total], least, if endless == 0 { most } else { ENDLESS });
    let whole = ranges[total];
    for &part in parts {
        let (low, high) = ranges[part];
        // Where another part is endless, nothing follows for the least of this one.
        let bounded = endless == usize::from(is_endless(high));
        let others_most = if bounded { most - finite(high) } else { ENDLESS };
        narrow(&mut ranges[part], whole.0 - others_most, whole.1 - (least - low));
    }
    line.iter().all(|&cell| ranges[cell].0 <= ranges[cell].1).then_some(tighter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_zero_that_can_be_computed_is_found_where_zeros_are_sensitive() {
        let board = Board { sizes: vec![3], rows: vec![Vec::new(); 3] };
        let cells = [Told::Hidden, Told::Number(20), Told::Number(20)];
        assert_eq!(cannot_be_computed(&board, &cells, &Rules::default()), Ok(()));
        assert!(cannot_be_computed(&board, &cells, &Rules { zeros: true, ..Rules::default() }).is_err());
    }
}
