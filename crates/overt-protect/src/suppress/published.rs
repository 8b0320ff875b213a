//! What the public sees.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::counts::{Axis, Counts, Population};
use super::shape::Shape;

/// What the public sees of one cell. Why a cell is suppressed is not told: whoever knew which cells are small would know the
/// counts of the others better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The exact count.
    Shown(i64),
    /// Not told.
    Suppressed,
    /// Nobody can be there.
    Impossible,
    /// A multiple of the base near the count.
    Rounded(i64),
}

/// A table as it is published: totals are the last place on each axis, the last axis is fastest. It is written as one line of text for
/// all cells (`12 x - ~15`: shown, suppressed, impossible, rounded), so that many earlier tables can be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Published {
    /// The columns.
    pub axes: Vec<Axis>,
    /// Who was counted.
    pub population: Population,
    /// Every cell with all totals.
    pub cells: Vec<Cell>,
}

/// A published table as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    axes: Vec<Axis>,
    population: Population,
    cells: String,
}

/// Why a written table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
enum WrittenError {
    #[error("cell {0} (from 1) is not a count, `~` and a count, `x` or `-`")]
    Cell(usize),
    #[error("there are {given} cells and the axes need {needed}")]
    Cells { given: usize, needed: usize },
}

impl Published {
    pub(super) fn new(counts: &Counts, cells: Vec<Cell>) -> Self {
        Self { axes: counts.axes.clone(), population: counts.population.clone(), cells }
    }

    /// The board of its cells; `None` if the cells are not those of its axes.
    pub(super) fn shape(&self) -> Option<Shape> {
        let shape = Shape::new(self.axes.iter().map(|axis| axis.values.len()).collect())?;
        (shape.cells() == self.cells.len()).then_some(shape)
    }

    /// The cell at these places; `None` stands for the total over the axis.
    pub fn at(&self, places: &[Option<usize>]) -> Option<Cell> {
        let shape = self.shape()?;
        let on_axes = places.len() == shape.axes()
            && places.iter().enumerate().all(|(axis, place)| place.is_none_or(|place| place < shape.size(axis)));
        on_axes.then(|| self.cells[shape.cell(places.iter().copied())])
    }
}

impl From<Published> for Written {
    fn from(published: Published) -> Self {
        let written = |cell: &Cell| match cell {
            Cell::Shown(count) => count.to_string(),
            Cell::Suppressed => "x".to_owned(),
            Cell::Impossible => "-".to_owned(),
            Cell::Rounded(count) => format!("~{count}"),
        };
        let cells: Vec<String> = published.cells.iter().map(written).collect();
        Self { axes: published.axes, population: published.population, cells: cells.join(" ") }
    }
}

impl TryFrom<Written> for Published {
    type Error = WrittenError;

    fn try_from(written: Written) -> Result<Self, WrittenError> {
        let count =
            |text: &str, at: usize| text.parse().ok().filter(|count| *count >= 0).ok_or(WrittenError::Cell(at + 1));
        let read = |(at, text): (usize, &str)| match text {
            "x" => Ok(Cell::Suppressed),
            "-" => Ok(Cell::Impossible),
            text => match text.strip_prefix('~') {
                Some(text) => count(text, at).map(Cell::Rounded),
                None => count(text, at).map(Cell::Shown),
            },
        };
        let cells: Vec<Cell> =
            written.cells.split_ascii_whitespace().enumerate().map(read).collect::<Result<_, _>>()?;
        let needed = Shape::new(written.axes.iter().map(|axis| axis.values.len()).collect());
        let needed = needed.map_or(usize::MAX, |shape| shape.cells());
        if needed != cells.len() {
            return Err(WrittenError::Cells { given: cells.len(), needed });
        }
        Ok(Self { axes: written.axes, population: written.population, cells })
    }
}
