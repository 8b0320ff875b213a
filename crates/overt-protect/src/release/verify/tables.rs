//! Whether the tables show what their policy allows.

use super::board::{Board, COUNT_MAX, Told, adds_up, cannot_be_computed};
use super::budget::Noise;
use crate::release::describe::CodesUsed;
use crate::release::draw::TableRisk;
use crate::release::policy::TableMethod;

/// Whether a table in which counts are hidden or rounded is safe and says of itself what is so. Gives the count of everybody, if it is
/// shown.
pub(super) fn table(
    csv: &[u8],
    codes: &CodesUsed,
    set: &[String],
    method: &TableMethod,
    risk: &TableRisk,
) -> Result<Option<i64>, String> {
    if let Some(along) = &method.shares {
        return shares(csv, codes, set, along, risk).map(|()| None);
    }
    let board = Board::read(csv, codes, set, true, &["state", "count"])?;
    let cells = board.rows.iter().enumerate().map(|(row, at)| {
        let count = number(&at[1]);
        let told = match (&*at[0], count, method.round) {
            ("suppressed", None, None) if at[1].is_empty() => Told::Hidden,
            ("impossible", None, _) if at[1].is_empty() => Told::Number(0),
            ("shown", Some(0), None) if !method.rules.zeros => Told::Number(0),
            ("shown", Some(count), None) if count >= method.rules.threshold => Told::Number(count),
            ("rounded", Some(count), Some(base)) if count >= 0 && count % base == 0 => Told::Number(count),
            _ => return Err(format!("row {} shows what its policy does not allow", row + 1)),
        };
        Ok(told)
    });
    let cells: Vec<Told> = cells.collect::<Result<_, _>>()?;
    adds_up(&board, &cells)?;
    cannot_be_computed(&board, &cells, &method.rules)?;
    let smallest = cells.iter().filter_map(|cell| match cell {
        Told::Number(number) if *number > 0 => Some(*number),
        _ => None,
    });
    let hidden = cells.iter().filter(|cell| **cell == Told::Hidden).count();
    says(
        risk,
        &TableRisk {
            columns: set.to_vec(),
            cells: cells.len(),
            suppressed: hidden,
            smallest_shown: smallest.min(),
            sigma: None,
            supported: None,
            ..risk.clone()
        },
    )?;
    Ok(match cells.last() {
        Some(Told::Number(all)) if method.round.is_none() => Some(*all),
        _ => None,
    })
}

fn shares(csv: &[u8], codes: &CodesUsed, set: &[String], along: &str, risk: &TableRisk) -> Result<(), String> {
    let board = Board::read(csv, codes, set, true, &["state", "per_mille", "per_mille_step"])?;
    let mut told = Vec::new();
    for (row, at) in board.rows.iter().enumerate() {
        told.push(match (&*at[0], number(&at[1]), number(&at[2])) {
            ("suppressed", None, None) if at[1].is_empty() && at[2].is_empty() => None,
            // The nearest multiple of a step can be above a whole.
            ("shown", Some(share), Some(step))
                if step > 0 && share % step == 0 && (0..=1000 + step / 2).contains(&share) =>
            {
                Some((share, step))
            }
            _ => return Err(format!("row {} shows what its policy does not allow", row + 1)),
        });
    }
    for (_, line) in board.lines().filter(|(axis, _)| set[*axis] == along) {
        let (total, parts) = line.split_last().ok_or("a line has no total")?;
        let parts: Option<Vec<(i64, i64)>> = parts.iter().map(|&cell| told[cell]).collect();
        let off = |parts: Vec<(i64, i64)>| {
            parts.iter().fold((-1000, 0), |(sum, steps), (share, step)| (sum + share, steps + step))
        };
        if told[*total].is_some() || parts.map(off).is_some_and(|(off, steps)| 2 * off.abs() > steps) {
            return Err(format!("the shares that end in row {} do not add up", total + 1));
        }
    }
    let suppressed = told.iter().filter(|share| share.is_none()).count();
    says(
        risk,
        &TableRisk {
            columns: set.to_vec(),
            cells: told.len(),
            suppressed,
            smallest_shown: None,
            sigma: None,
            supported: None,
            ..risk.clone()
        },
    )
}

/// Whether the intervals of a table of noisy counts are those of its noise, and what it says of itself is so.
pub(super) fn noisy(
    csv: &[u8],
    codes: &CodesUsed,
    set: &[String],
    noise: Noise,
    risk: &TableRisk,
) -> Result<(), String> {
    let board = Board::read(csv, codes, set, false, &["count", "least", "most", "supported"])?;
    let rows: Vec<Noisy> = (1..).zip(&board.rows).map(|(row, at)| Noisy::read(row, at)).collect::<Result<_, _>>()?;
    intervals(&rows, &[noise])?;
    if !risk.sigma.is_some_and(|sigma| noise.is_sigma(sigma)) {
        return Err("risk.json says something else of its noise".to_owned());
    }
    let supported = rows.iter().filter(|row| row.supported).count();
    says(
        risk,
        &TableRisk {
            columns: set.to_vec(),
            cells: rows.len(),
            suppressed: 0,
            smallest_shown: None,
            supported: Some(supported),
            ..risk.clone()
        },
    )
}

/// A count with noise and its interval.
pub(super) struct Noisy {
    count: i64,
    least: i64,
    most: i64,
    pub(super) supported: bool,
}

impl Noisy {
    /// Reads the last four cells of a row.
    pub(super) fn read(row: usize, cells: &[String]) -> Result<Self, String> {
        let numbers = match cells {
            [.., count, least, most, supported] => (number(count), number(least), number(most), supported.parse().ok()),
            _ => (None, None, None, None),
        };
        match numbers {
            (Some(count), Some(least), Some(most), Some(supported)) => Ok(Self { count, least, most, supported }),
            _ => Err(format!("row {row} is not a count with an interval")),
        }
    }
}

/// Whether the intervals of a table are those of one of these sizes of noise.
pub(super) fn intervals(rows: &[Noisy], noises: &[Noise]) -> Result<(), String> {
    // Where an interval ends above 0, its end tells how wide all of them are.
    let Some(half) = rows.iter().find(|row| row.most > 0).map(|row| row.most.saturating_sub(row.count)) else {
        return Ok(());
    };
    let agrees = |noise: &Noise, row: &Noisy| {
        let (low, high) = (row.count.saturating_sub(half), row.count.saturating_add(half).max(0));
        // Where the count could be nobody by its width, nobody may still be unlikely: no noise falls below nobody.
        let begins = if low > 0 { row.least == low } else { row.least == i64::from(row.supported) };
        begins && row.most == high && row.supported == (row.least > 0) && noise.is_supported(row.count, row.supported)
    };
    let fitting = noises.iter().filter(|noise| noise.is_half_width(half));
    let mut wrong = Err("its intervals are not those of its noise".to_owned());
    for noise in fitting {
        match rows.iter().position(|row| !agrees(noise, row)) {
            None => return Ok(()),
            Some(row) => wrong = Err(format!("the interval in row {} is not that of its count", row + 1)),
        }
    }
    wrong
}

pub(super) fn says(risk: &TableRisk, is: &TableRisk) -> Result<(), String> {
    if risk == is { Ok(()) } else { Err("risk.json says something else of it".to_owned()) }
}

/// A whole number as it is written here, and in no other way.
pub(super) fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| (-COUNT_MAX..=COUNT_MAX).contains(number) && number.to_string() == text)
}
