//! Whether records show what their policy allows.

use std::collections::{BTreeMap, HashMap};

use super::budget::Noise;
use super::tables::{Noisy, intervals, number, says};
use crate::release::CELLS_MAX;
use crate::release::describe::{CodesUsed, ColumnUsed};
use crate::release::draw::TableRisk;
use crate::release::policy::ImpossibleCodes;
use crate::release::sheet::BETWEEN;

/// Whether every value of invented records is one of the codebook, and none has two that are impossible together.
pub(super) fn invented(
    csv: &[u8],
    codes: &CodesUsed,
    impossible: &[ImpossibleCodes],
    risk: &TableRisk,
) -> Result<(), String> {
    let place = |name: &String| codes.columns.iter().position(|column| column.name == *name);
    let places = impossible.iter().map(|pair| Some([place(&pair.columns[0])?, place(&pair.columns[1])?]));
    let places: Vec<[usize; 2]> =
        places.collect::<Option<_>>().ok_or("an impossible pair has a column that is not there")?;
    each(csv, codes, risk, |row, cells| {
        let cannot_be = |(pair, at): (&ImpossibleCodes, &[usize; 2])| {
            cells.get(at[0]) == Some(&pair.codes[0]) && cells.get(at[1]) == Some(&pair.codes[1])
        };
        match impossible.iter().zip(&places).find(|pair| cannot_be(*pair)) {
            Some(_) => Err(format!("row {row} has values that are impossible together")),
            None => Ok(()),
        }
    })
}

/// Whether every row is there so many times, or a multiple of it.
pub(super) fn common(csv: &[u8], codes: &CodesUsed, times: u32, risk: &TableRisk) -> Result<(), String> {
    let mut rows: HashMap<Vec<String>, u32> = HashMap::new();
    each(csv, codes, risk, |_, cells| {
        *rows.entry(cells.iter().map(ToOwned::to_owned).collect()).or_default() += 1;
        Ok(())
    })?;
    match rows.values().find(|many| **many % times != 0) {
        Some(_) => Err(format!("a row is not there {times} times or a multiple of it")),
        None => Ok(()),
    }
}

/// Reads records, of which every value must be one of its column, and as many as it says of itself.
fn each(
    csv: &[u8],
    codes: &CodesUsed,
    risk: &TableRisk,
    mut look: impl FnMut(usize, &csv::StringRecord) -> Result<(), String>,
) -> Result<(), String> {
    let mut reader = csv::Reader::from_reader(csv);
    let unreadable = |error: csv::Error| format!("it cannot be read: {error}");
    let names = codes.columns.iter().map(|column| &*column.name);
    if !reader.headers().map_err(unreadable)?.iter().eq(names) {
        return Err("its columns are not those of codebook.json".to_owned());
    }
    let mut rows = 0;
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        rows += 1;
        let is_known = |(column, code): (&ColumnUsed, &str)| column.values.iter().any(|value| value.code == code);
        if !codes.columns.iter().zip(&record).all(is_known) {
            return Err(format!("row {rows} has a value that is not in codebook.json"));
        }
        look(rows, &record)?;
    }
    let columns = codes.columns.iter().map(|column| column.name.clone()).collect();
    let is = TableRisk { columns, cells: rows * codes.columns.len(), suppressed: 0, ..bare(risk) };
    says(risk, &is)
}

/// Whether what was measured is each set of columns once, whole, with intervals of its noise, and no more sets than were paid for.
pub(super) fn measured(csv: &[u8], codes: &CodesUsed, spent: &[(Noise, u32)], risk: &TableRisk) -> Result<(), String> {
    let mut reader = csv::Reader::from_reader(csv);
    let unreadable = |error: csv::Error| format!("it cannot be read: {error}");
    let header = ["columns", "values", "estimate", "count", "least", "most", "supported"];
    if !reader.headers().map_err(unreadable)?.iter().eq(header) {
        return Err("its columns are others".to_owned());
    }
    let mut sets: Vec<Set> = Vec::new();
    let mut rows = 0;
    for record in reader.records() {
        let cells: Vec<String> = record.map_err(unreadable)?.iter().map(ToOwned::to_owned).collect();
        rows += 1;
        let noisy = Noisy::read(rows, &cells)?;
        if sets.last().is_none_or(|set| set.name != cells[0]) {
            sets.push(Set { name: cells[0].clone(), ..Set::default() });
        }
        if let Some(set) = sets.last_mut() {
            set.values.push(cells[1].clone());
            set.estimates.push(number(&cells[2]).and_then(|estimate| estimate.try_into().ok()));
            set.is_estimated |= !cells[2].is_empty();
            set.counts.push(noisy);
        }
    }
    let noises: Vec<Noise> = spent.iter().map(|(noise, _)| *noise).collect();
    let mut margins: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (at, set) in sets.iter().enumerate() {
        let name = &set.name;
        if sets[..at].iter().any(|other| other.name == *name) {
            return Err(format!("`{name}` is there twice"));
        }
        let axes = axes(codes, name).ok_or_else(|| format!("`{name}` has columns that are not there"))?;
        if combinations(&axes).is_none_or(|expected| expected != set.values) {
            return Err(format!("`{name}` does not have each combination of values once, in order"));
        }
        intervals(&set.counts, &noises).map_err(|why| format!("`{name}`: {why}"))?;
        if axes.len() > 2 {
            if set.is_estimated {
                return Err(format!("`{name}` has estimates, and there are none for more than two columns"));
            }
            continue;
        }
        let estimates: Vec<u64> =
            set.estimates.iter().copied().collect::<Option<_>>().ok_or_else(|| format!("`{name}` has no estimates"))?;
        for (axis, own) in axes.iter().zip(own_margins(&axes, &estimates)) {
            if *margins.entry(&axis.name).or_insert_with(|| own.clone()) != own {
                return Err(format!("the estimates of `{name}` do not agree with others"));
            }
        }
    }
    let paid: u64 = spent.iter().map(|(_, tables)| u64::from(*tables)).sum();
    if u64::try_from(sets.len()).is_ok_and(|sets| sets > paid) {
        return Err("it has more sets of columns than were measured".to_owned());
    }
    let supported = sets.iter().flat_map(|set| &set.counts).filter(|count| count.supported).count();
    says(risk, &TableRisk { columns: Vec::new(), cells: rows, suppressed: 0, supported: Some(supported), ..bare(risk) })
}

/// What was measured of a set of columns.
#[derive(Default)]
struct Set {
    name: String,
    values: Vec<String>,
    estimates: Vec<Option<u64>>,
    /// Whether anything stands where estimates do.
    is_estimated: bool,
    counts: Vec<Noisy>,
}

fn axes<'a>(codes: &'a CodesUsed, set: &str) -> Option<Vec<&'a ColumnUsed>> {
    let column = |name: &str| codes.columns.iter().find(|column| column.name == name);
    set.split(BETWEEN).map(column).collect()
}

/// What the estimates of one or two columns say of each.
fn own_margins(axes: &[&ColumnUsed], estimates: &[u64]) -> Vec<Vec<u64>> {
    let last = axes.last().map_or(1, |axis| axis.values.len());
    let rows = || estimates.chunks(last);
    let along = (0..last).map(|place| rows().map(|row| row[place]).fold(0, u64::saturating_add)).collect();
    let across = rows().map(|row| row.iter().copied().fold(0, u64::saturating_add)).collect();
    if axes.len() == 1 { vec![along] } else { vec![across, along] }
}

/// Every combination of values of a set of columns as it is written, the last column fastest.
fn combinations(axes: &[&ColumnUsed]) -> Option<Vec<String>> {
    let cells = axes.iter().try_fold(1_usize, |cells, axis| cells.checked_mul(axis.values.len()))?;
    let mut all = (cells <= CELLS_MAX).then(|| vec![String::new()])?;
    for (at, axis) in axes.iter().enumerate() {
        let between = if at == 0 { "" } else { BETWEEN };
        let longer = |start: &String| {
            axis.values.iter().map(move |value| format!("{start}{between}{}", value.code)).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    Some(all)
}

/// The name of a file, and nothing said of it.
fn bare(risk: &TableRisk) -> TableRisk {
    TableRisk { smallest_shown: None, sigma: None, supported: None, ..risk.clone() }
}
