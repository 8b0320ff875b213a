//! Controlled rounding: every cell becomes a multiple of a base near it, and what is shown still adds up.

mod cycles;
mod turns;

use thiserror::Error;

use super::counts::Counts;
use super::published::{Cell, Published};

/// A rounded table.
#[derive(Debug, Clone)]
pub struct Rounded {
    /// For the public.
    pub published: Published,
    /// The base.
    pub base: i64,
    /// How far the farthest number is from its count.
    pub farthest: i64,
    /// How many totals became none of the two multiples next to them. None is by far the most frequent, and with one and two columns there
    /// is never one. With more it can be impossible, or not be found. Cells that are not totals are always next to their counts.
    pub beyond: usize,
}

/// Why a table cannot be rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RoundError {
    /// The base makes no sense.
    #[error("the base must be 3 to 1,000: 1 changes nothing, and 2 leaves every count known to one")]
    Base,
}

/// Rounds every cell and total to a multiple of the base so that all sums hold. The same counts always give the same table.
///
/// # Errors
/// The base makes no sense.
pub fn round(counts: &Counts, base: i64) -> Result<Rounded, RoundError> {
    if !(3..=1000).contains(&base) {
        return Err(RoundError::Base);
    }
    let shape = &counts.shape;
    let rounded = match shape.axes() {
        // One column is two of which the second has one value: then its cells and totals are the same.
        1 => {
            let double: Vec<i64> = counts.cells.iter().flat_map(|&count| [count, count]).collect();
            cycles::round(&double, 2, base).into_iter().step_by(2).collect()
        }
        2 => cycles::round(&counts.cells, shape.size(1) + 1, base),
        _ => turns::round(shape, &counts.cells, base),
    };
    let away: Vec<i64> = rounded.iter().zip(&counts.cells).map(|(rounded, count)| (rounded - count).abs()).collect();
    let (farthest, beyond) =
        (away.iter().copied().max().unwrap_or(0), away.iter().filter(|&&away| away >= base).count());
    let cell = |(&impossible, rounded)| if impossible { Cell::Impossible } else { Cell::Rounded(rounded) };
    let published = Published::new(counts, counts.impossible.iter().zip(rounded).map(cell).collect());
    Ok(Rounded { published, base, farthest, beyond })
}
