//! Whether a model has an estimate, decided in whole numbers.
//!
//! S. E. Fienberg and A. Rinaldo, "Maximum likelihood estimation in log-linear models", *Annals of Statistics* 40 (2012): the estimate
//! exists if and only if some table without any zero has the margins that were observed. Cells that were observed are free to change in
//! both directions, so they are eliminated first. What remains is a small linear program over the cells that are zero.

/// What is known about the estimate of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There is one, and the effects follow from it.
    Exists,
    /// The likelihood has no maximum, not even with the effects of empty margins at minus infinity.
    NoMaximum,
    /// Different effects give the same table.
    NotIdentified,
    /// Whole numbers of 64 bits were too small to decide it.
    Undecided,
}

/// Decides for a model with these `effects` over the `cells` that may be filled, of which `filled` tells the ones with people in them.
pub(super) fn judge(effects: &[usize], cells: &[usize], filled: impl Fn(usize) -> bool) -> Verdict {
    decide(effects, cells, filled).unwrap_or(Verdict::Undecided)
}

fn decide(effects: &[usize], cells: &[usize], filled: impl Fn(usize) -> bool) -> Option<Verdict> {
    let (mut columns, zero): (Vec<usize>, Vec<usize>) = cells.iter().partition(|cell| filled(**cell));
    let free = columns.len();
    columns.extend(&zero);
    let row = |effect: &usize| columns.iter().map(|cell| i64::from(cell & effect == *effect)).collect();
    let mut rows: Vec<Vec<i64>> = effects.iter().map(row).collect();

    let bound = eliminate(&mut rows, 0, 0..free)?;
    let mut rest: Vec<Vec<i64>> = rows[bound..].iter().map(|row| row[free..].to_vec()).collect();
    let rank = bound + eliminate(&mut rows, bound, free..columns.len())?;
    if !positive_solution(&mut rest)? {
        return Some(Verdict::NoMaximum);
    }
    Some(if rank < effects.len() { Verdict::NotIdentified } else { Verdict::Exists })
}

/// Gives as many rows from `first` on as possible a column of their own. Returns how many.
fn eliminate(rows: &mut [Vec<i64>], first: usize, columns: std::ops::Range<usize>) -> Option<usize> {
    let mut done = first;
    for column in columns {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(done, pivot);
        let (above, below) = rows.split_at_mut(done + 1);
        for row in below {
            combine(row, &above[done], column)?;
        }
        done += 1;
    }
    Some(done - first)
}

/// Whether `rows · k = 0` for some `k` of which every part is above zero. Takes `k = 1 + y` and looks for `y ≥ 0` by the first phase of
/// the simplex method with Bland's rule, which always ends.
fn positive_solution(rows: &mut [Vec<i64>]) -> Option<bool> {
    let Some(width) = rows.first().map(Vec::len) else { return Some(true) };
    for row in rows.iter_mut() {
        let right = -row.iter().sum::<i64>();
        row.push(right);
        if right < 0 {
            for value in row.iter_mut() {
                *value = -*value;
            }
        }
    }
    // What the artificial variables add up to; it has to become zero. A row is multiplied by positive numbers only, so its artificial
    // variable changes its scale and nothing else, and its column is never needed.
    let mut goal: Vec<i64> = (0..=width).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
    let mut basis: Vec<usize> = (width..width + rows.len()).collect();
    while goal[width] > 0 {
        let Some(enter) = (0..width).find(|column| goal[*column] > 0) else { return Some(false) };
        let mut leave: Option<usize> = None;
        for row in 0..rows.len() {
            if rows[row][enter] <= 0 {
                continue;
            }
            let better = leave.is_none_or(|best| {
                let here = i128::from(rows[row][width]) * i128::from(rows[best][enter]);
                let there = i128::from(rows[best][width]) * i128::from(rows[row][enter]);
                here < there || (here == there && basis[row] < basis[best])
            });
            if better {
                leave = Some(row);
            }
        }
        // The goal is bounded below by zero, so some row limits the step.
        let leave = leave?;
        let pivot = rows[leave].clone();
        for (place, row) in rows.iter_mut().enumerate() {
            if place != leave {
                combine(row, &pivot, enter)?;
            }
        }
        combine(&mut goal, &pivot, enter)?;
        basis[leave] = enter;
    }
    Some(true)
}

/// Clears a column of a row with the help of another row, multiplying it by positive whole numbers only. None if it does not fit.
fn combine(row: &mut [i64], pivot: &[i64], column: usize) -> Option<()> {
    if row[column] == 0 {
        return Some(());
    }
    let shared = gcd(row[column].unsigned_abs(), pivot[column].unsigned_abs());
    let shared = i64::try_from(shared).ok()?;
    let sign = pivot[column].signum();
    let (own, other) = (i128::from(pivot[column] / shared * sign), i128::from(row[column] / shared * sign));
    let value = |place: usize| own * i128::from(row[place]) - other * i128::from(pivot[place]);
    let divisor =
        (0..row.len()).fold(0, |divisor, place| if divisor == 1 { 1 } else { gcd_wide(divisor, value(place)) });
    for place in 0..row.len() {
        let value = own * i128::from(row[place]) - other * i128::from(pivot[place]);
        row[place] = i64::try_from(if divisor > 1 { value / divisor } else { value }).ok()?;
    }
    Some(())
}

fn gcd(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

fn gcd_wide(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
