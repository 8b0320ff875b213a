//! The cells of a table, and which of them are wanted.

use std::collections::BTreeMap;

use overt_model::Lang;
use overt_protect::release::{ShownColumn, ShownCount, ShownTable};
use serde::Serialize;
use utoipa::ToSchema;

use super::page::Page;
use super::problem::Problem;
use super::release::limits;
use super::tables::hidden;
use crate::site::Site;
use crate::site::language::say;
use crate::site::pages::method;
use crate::site::releases::Published;

/// The code that stands for a total over a column, as in the files of a release and in SDMX.
pub(super) const TOTAL: &str = "_T";

/// A part of the cells of a table.
#[derive(Serialize, ToSchema)]
#[schema(as = Cells)]
pub(super) struct CellsOf {
    /// The release.
    release: String,
    /// Its version.
    version: u32,
    /// The day it was made.
    #[schema(format = Date)]
    day: String,
    /// The kind of record that is counted.
    schema: String,
    /// How people are protected.
    method: String,
    /// What the numbers cannot tell.
    limits: Vec<String>,
    /// How many cells of the whole table are hidden.
    hidden: usize,
    /// The names of its columns and what people call them.
    columns: BTreeMap<String, String>,
    /// How many cells were chosen.
    total: usize,
    /// The cells, in the order of the columns and codes, totals last.
    cells: Vec<Cell>,
    /// The cursor of the next part; nothing if there is none.
    next: Option<String>,
}

/// A cell.
#[derive(Serialize, ToSchema)]
struct Cell {
    /// The code of each column; `_T` for a total over it.
    codes: BTreeMap<String, String>,
    /// What people call these codes.
    labels: BTreeMap<String, String>,
    #[serde(flatten)]
    count: Counted,
}

/// How a cell is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// As it was counted.
    Shown,
    /// Rounded.
    Rounded,
    /// Hidden, because it is small or would give away a small one. It is not zero.
    Suppressed,
    /// There can be none.
    Impossible,
    /// With noise.
    Noisy,
    /// As a share of another cell.
    Share,
}

/// A count as a release tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Count)]
pub(super) struct Counted {
    /// How it is told.
    pub(super) state: State,
    /// The count, if one is told.
    pub(super) count: Option<i64>,
    /// With noise: the smallest true count that is likely.
    pub(super) least: Option<i64>,
    /// With noise: the largest true count that is likely.
    pub(super) most: Option<i64>,
    /// With noise: whether anybody is counted there; if not, the count is only noise.
    pub(super) supported: Option<bool>,
    /// Of a share: thousandths.
    pub(super) per_mille: Option<i64>,
    /// Of a share: to multiples of what it was rounded.
    pub(super) per_mille_step: Option<i64>,
}

impl From<ShownCount> for Counted {
    fn from(shown: ShownCount) -> Self {
        let told = |state| Self {
            state,
            count: None,
            least: None,
            most: None,
            supported: None,
            per_mille: None,
            per_mille_step: None,
        };
        match shown {
            ShownCount::Exact(count) => Self { count: Some(count), ..told(State::Shown) },
            ShownCount::Rounded(count) => Self { count: Some(count), ..told(State::Rounded) },
            ShownCount::Suppressed => told(State::Suppressed),
            ShownCount::Impossible => told(State::Impossible),
            ShownCount::Noisy { count, least, most, supported } => Self {
                count: Some(count),
                least: Some(least),
                most: Some(most),
                supported: Some(supported),
                ..told(State::Noisy)
            },
            ShownCount::Share { per_mille, step } => {
                Self { per_mille: Some(per_mille), per_mille_step: Some(step), ..told(State::Share) }
            }
        }
    }
}

impl State {
    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Rounded => "rounded",
            Self::Suppressed => "suppressed",
            Self::Impossible => "impossible",
            Self::Noisy => "noisy",
            Self::Share => "share",
        }
    }
}

/// Of each column, the places of the codes that are wanted; no place stands for the total.
#[derive(Debug, Clone)]
pub(super) struct Choices<'a> {
    columns: &'a [ShownColumn],
    places: Vec<Vec<Option<usize>>>,
}

impl<'a> Choices<'a> {
    /// Every cell of a table.
    pub(super) fn all(table: &'a ShownTable) -> Self {
        let has_totals = table.at(&vec![None; table.columns.len()]).is_some();
        let places = |column: &ShownColumn| {
            let total = has_totals.then_some(None);
            (0..column.values.len()).map(Some).chain(total).collect()
        };
        Self { columns: &table.columns, places: table.columns.iter().map(places).collect() }
    }

    /// Keeps the cells that have this code in a column.
    pub(super) fn keep(&mut self, column: usize, code: &str) -> Result<(), Problem> {
        let of = &self.columns[column];
        if !self.places[column].iter().any(|place| code_of(of, *place) == code) {
            let codes = self.places[column].iter().map(|place| code_of(of, *place).to_owned());
            return Err(Problem::parameter(&of.name, "This column has no such code.", codes));
        }
        self.places[column].retain(|place| code_of(of, *place) == code);
        Ok(())
    }

    /// Keeps the cells that are of one year.
    pub(super) fn keep_years(&mut self, column: usize) {
        let of = &self.columns[column];
        self.places[column].retain(|place| is_year(code_of(of, *place)));
    }

    /// The places in a column.
    pub(super) fn of(&self, column: usize) -> &[Option<usize>] {
        &self.places[column]
    }

    /// How many cells are wanted.
    pub(super) fn total(&self) -> usize {
        self.places.iter().map(Vec::len).product()
    }

    /// Of the cell with this number among those that are wanted, which of the places of each column it has. The last column is fastest.
    fn at(&self, mut number: usize) -> Vec<usize> {
        let mut at = vec![0; self.places.len()];
        for (at, places) in at.iter_mut().zip(&self.places).rev() {
            (*at, number) = (number % places.len(), number / places.len());
        }
        at
    }
}

/// Whether a code is a year.
fn is_year(code: &str) -> bool {
    code.len() == 4 && code.bytes().all(|digit| digit.is_ascii_digit())
}

/// The code at a place of a column.
pub(super) fn code_of(column: &ShownColumn, place: Option<usize>) -> &str {
    place.map_or(TOTAL, |place| &column.values[place].0)
}

/// What people call it.
pub(super) fn label_of(column: &ShownColumn, place: Option<usize>, lang: Lang) -> String {
    place.map_or_else(|| say(lang, "total", &[]), |place| column.values[place].1.get(lang).to_owned())
}

/// A part of a table, to be written in some form.
pub(super) struct Part<'a> {
    pub(super) site: &'a Site,
    pub(super) published: &'a Published,
    pub(super) table: &'a ShownTable,
    /// The path of the table within the interface.
    pub(super) path: &'a str,
    pub(super) choices: &'a Choices<'a>,
    pub(super) page: Page,
    pub(super) next: Option<String>,
    pub(super) lang: Lang,
}

/// One cell of a part.
pub(super) struct At {
    /// Which of the wanted places of each column it has.
    pub(super) chosen: Vec<usize>,
    /// Its place in each column.
    pub(super) places: Vec<Option<usize>>,
    /// How it is told.
    pub(super) count: Counted,
}

impl Part<'_> {
    /// The cells that are in it.
    pub(super) fn cells(&self) -> impl Iterator<Item = At> {
        self.page.range(self.choices.total()).filter_map(|number| {
            let chosen = self.choices.at(number);
            let places: Vec<Option<usize>> =
                chosen.iter().enumerate().map(|(column, at)| self.choices.of(column)[*at]).collect();
            let count = self.table.at(&places)?.into();
            Some(At { chosen, places, count })
        })
    }

    /// How people are protected, as a sentence.
    pub(super) fn method(&self) -> String {
        say(self.lang, method(&self.published.policy.method), &[])
    }

    /// It in our own form.
    pub(super) fn told(&self) -> CellsOf {
        let (columns, manifest) = (&self.table.columns, self.published.release.manifest());
        let cell = |at: At| {
            let each = || columns.iter().zip(&at.places);
            Cell {
                codes: each()
                    .map(|(column, place)| (column.name.clone(), code_of(column, *place).to_owned()))
                    .collect(),
                labels: each()
                    .map(|(column, place)| (column.name.clone(), label_of(column, *place, self.lang)))
                    .collect(),
                count: at.count,
            }
        };
        CellsOf {
            release: manifest.name.clone(),
            version: manifest.version,
            day: manifest.day.to_string(),
            schema: self.published.policy.schema.clone(),
            method: self.method(),
            limits: limits(self.lang),
            hidden: hidden(self.published, self.table),
            columns: columns
                .iter()
                .map(|column| (column.name.clone(), column.label.get(self.lang).to_owned()))
                .collect(),
            total: self.choices.total(),
            cells: self.cells().map(cell).collect(),
            next: self.next.clone(),
        }
    }
}
