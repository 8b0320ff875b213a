//! The columns that may be known, as the search wants them.

use std::borrow::Cow;

use super::question::{Generalisation, Quasi};
use crate::Table;

/// How many columns of two values are counted together.
pub(super) const LANES: usize = 16;

/// A column that may be known, as it is or coarser.
#[derive(Debug, Clone)]
pub(super) struct Known<'a> {
    /// The code of each row.
    pub(super) codes: Cow<'a, [u16]>,
    /// The code that is not searched.
    absent: Option<u16>,
}

impl<'a> Known<'a> {
    pub(super) fn new(table: &'a Table, quasi: Quasi) -> Self {
        Self { codes: Cow::Borrowed(table.column(quasi.column)), absent: quasi.absent }
    }

    /// The column with coarser codes.
    pub(super) fn coarser(table: &Table, quasi: Quasi, generalisation: &Generalisation) -> Known<'a> {
        let coarser = |code: u16| generalisation.coarser[usize::from(code)];
        let codes = table.column(quasi.column).iter().map(|&code| coarser(code)).collect();
        Known { codes: Cow::Owned(codes), absent: quasi.absent.map(coarser) }
    }

    /// Whether that code says that nothing is recorded.
    pub(super) fn is_absent(&self, code: u16) -> bool {
        self.absent == Some(code)
    }
}

/// The columns that may be known: those of many values first, and the rows sorted so that rows which are alike from some column
/// to the last one are neighbours.
pub(super) struct Codes {
    /// The columns, those of many values first.
    pub(super) columns: Vec<Column>,
    /// The row of the table at each position.
    pub(super) order: Vec<u32>,
    /// For each column and position: the number of the group of rows that are alike in this column and all later ones.
    pub(super) alike: Vec<Vec<u32>>,
    /// Columns of two values, sixteen to a number, one bit each.
    pub(super) flags: Vec<Flags>,
    /// Whether some column has a code that is not searched.
    pub(super) absent: bool,
}

/// One column.
pub(super) struct Column {
    /// Its place among the quasi-identifiers.
    pub(super) quasi: usize,
    /// The code in the domain of each code here: only codes that occur, that for absence first.
    pub(super) values: Vec<u16>,
    /// Whether code 0 stands for absence and is not searched.
    pub(super) absent: bool,
    /// The code at each position.
    pub(super) codes: Vec<u16>,
}

/// Up to sixteen neighbouring columns of at most two values.
pub(super) struct Flags {
    /// The first of the columns.
    pub(super) first: usize,
    /// How many they are.
    pub(super) columns: usize,
    /// Whether code 0 is searched too, a bit for each column.
    pub(super) zeros: u16,
    /// The codes at each position, a bit for each column.
    pub(super) bits: Vec<u16>,
}

impl Codes {
    pub(super) fn new(known: &[Known], rows: usize) -> Self {
        let mut columns: Vec<Column> =
            known.iter().enumerate().map(|(place, known)| Column::new(place, known)).collect();
        columns.sort_by_key(|column| std::cmp::Reverse(column.values.len()));
        let order = order(&columns, rows);
        for column in &mut columns {
            column.codes = order.iter().map(|&row| column.codes[row as usize]).collect();
        }
        let alike = alike(&columns, rows);
        let flags = flags(&columns, rows);
        let absent = columns.iter().any(|column| column.absent);
        Self { columns, order, alike, flags, absent }
    }

    /// The most values that a column has.
    pub(super) fn values_max(&self) -> usize {
        self.columns.iter().map(|column| column.values.len()).max().unwrap_or(0)
    }
}

impl Column {
    fn new(place: usize, known: &Known) -> Self {
        let largest = known.codes.iter().copied().chain(known.absent).max().unwrap_or(0);
        let mut occurs = vec![false; usize::from(largest) + 1];
        known.codes.iter().for_each(|&code| occurs[usize::from(code)] = true);
        let mut values: Vec<u16> = known.absent.into_iter().collect();
        values.extend((0..=largest).filter(|&code| occurs[usize::from(code)] && Some(code) != known.absent));
        let mut number = vec![0_u16; occurs.len()];
        (0..=u16::MAX).zip(&values).for_each(|(new, &old)| number[usize::from(old)] = new);
        let codes = known.codes.iter().map(|&code| number[usize::from(code)]).collect();
        Self { quasi: place, values, absent: known.absent.is_some(), codes }
    }

    /// Whether the row at that position has nothing here that is searched.
    pub(super) fn is_absent(&self, position: u32) -> bool {
        self.absent && self.codes[position as usize] == 0
    }

    /// The code in the domain of the row at that position.
    pub(super) fn value(&self, position: u32) -> u16 {
        self.values[usize::from(self.codes[position as usize])]
    }
}

/// The rows sorted by the last column, among those by the one before it, and so on.
fn order(columns: &[Column], rows: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..rows as u32).collect();
    let mut sorted = vec![0_u32; rows];
    for column in columns {
        let mut starts = vec![0_u32; column.values.len() + 1];
        column.codes.iter().for_each(|&code| starts[usize::from(code) + 1] += 1);
        for value in 1..starts.len() {
            starts[value] += starts[value - 1];
        }
        for &row in &order {
            let start = &mut starts[usize::from(column.codes[row as usize])];
            sorted[*start as usize] = row;
            *start += 1;
        }
        std::mem::swap(&mut order, &mut sorted);
    }
    order
}

fn alike(columns: &[Column], rows: usize) -> Vec<Vec<u32>> {
    let mut alike: Vec<Vec<u32>> = Vec::with_capacity(columns.len());
    let mut differs = vec![false; rows];
    for column in columns.iter().rev() {
        let mut group = 0;
        let mut groups = vec![0_u32; rows];
        for row in 1..rows {
            differs[row] |= column.codes[row] != column.codes[row - 1];
            group += u32::from(differs[row]);
            groups[row] = group;
        }
        alike.push(groups);
    }
    alike.reverse();
    alike
}

fn flags(columns: &[Column], rows: usize) -> Vec<Flags> {
    let first = columns.partition_point(|column| column.values.len() > 2);
    let chunk = |(chunk, columns): (usize, &[Column])| {
        let mut flags =
            Flags { first: first + chunk * LANES, columns: columns.len(), zeros: 0, bits: vec![0_u16; rows] };
        for (lane, column) in columns.iter().enumerate() {
            flags.zeros |= u16::from(!column.absent) << lane;
            flags.bits.iter_mut().zip(&column.codes).for_each(|(bits, &code)| *bits |= code << lane);
        }
        flags
    };
    columns[first..].chunks(LANES).enumerate().map(chunk).collect()
}
