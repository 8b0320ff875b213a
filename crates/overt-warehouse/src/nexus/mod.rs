//! The nexus: acts of corruption by stage, actor and act, or by anything else that is known of them.
//!
//! Every act falls into exactly one cell. Where something is not known, the state that says why is a member like any other, so the
//! cells add up to what was counted, and what was counted and what was left out add up to what there is. A cube that does not is an
//! error and is not shown.
//!
//! Where records of acts were linked, those that are held to be about one act count as one. One of which it is told in different ways
//! is in several cells, and counts in each; over several cells together it still counts once.

mod ask;
mod cell;
mod count;
mod dimension;
mod facts;
mod open;
mod write;

use std::collections::BTreeMap;

use overt_model::{Codebook, Lang, Standing, State};
use serde::Serialize;

pub(crate) use ask::{condition, numbers, texts};
pub use cell::{CellName, Member};
pub use dimension::{Dimension, dimensions};
pub(crate) use dimension::{NONE, SEVERAL_YEARS, of_property};
pub use facts::Contributed;
pub use open::{Opened, OpenedClaim};
pub use write::{to_csv, to_parquet};

use crate::WarehouseError;

/// By what acts are divided if nothing is said.
pub const BY: [&str; 3] = ["stage", "actor", "act"];

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The dimensions, in the order of the cells' names.
    pub by: Vec<Dimension>,
    /// The standings that count.
    pub standings: Vec<Standing>,
    /// A condition in SQL on the table of acts.
    pub condition: Option<String>,
}

/// Acts by several dimensions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cube {
    /// The snapshot that was asked.
    pub snapshot: String,
    /// The names of the dimensions.
    pub by: Vec<String>,
    /// What the dimensions are called.
    pub labels: Vec<String>,
    /// The standings that count.
    pub standings: Vec<Standing>,
    /// The condition that was stated.
    pub condition: Option<String>,
    /// Whether records of one act were joined. Until then every record counts as an act.
    pub is_linked: bool,
    /// Acts in all cells together.
    pub acts: u64,
    /// The cells that are not empty, in the order of the codebook.
    pub cells: Vec<Cell>,
    /// What went in and what came of it.
    pub control: Control,
}

/// Acts that have the same members.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// What it is opened by.
    pub cell: CellName,
    /// One member for each dimension.
    pub members: Vec<Member>,
    /// Acts.
    pub n: u64,
    /// Those of them of which several records tell, by number.
    #[serde(skip)]
    several: Vec<u32>,
    /// Records.
    pub records: u64,
    /// Who told of it: the persons, reports and stories that contributors name, and contributors that name none.
    pub sources: u64,
    /// The contributors through which it came.
    pub contributors: u64,
    /// Records of each standing.
    pub standing: BTreeMap<&'static str, u64>,
    /// Records that do not say when, where, by whom or for what, whatever the reason.
    pub unknown: BTreeMap<&'static str, u64>,
}

/// What went in, and what came of it: `rows` is the sum of `counted` and all that was `excluded`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Control {
    /// Acts in the snapshot.
    pub rows: u64,
    /// Acts in the cells.
    pub counted: u64,
    /// Acts that are in none, by reason.
    pub excluded: BTreeMap<String, u64>,
}

impl Request {
    /// A request by the names of dimensions. Unless something is said, all claims count that nobody took back and of which nobody was
    /// cleared.
    ///
    /// # Errors
    /// When a dimension does not exist.
    pub fn new(
        codebook: &Codebook,
        by: &[String],
        standings: Vec<Standing>,
        condition: Option<String>,
    ) -> Result<Self, WarehouseError> {
        let known = dimensions(codebook);
        let dimension = |name: &String| {
            let names = || known.iter().map(|dimension| dimension.name.as_str()).collect::<Vec<_>>().join(", ");
            let found = known.iter().find(|dimension| dimension.name == *name);
            found.cloned().ok_or_else(|| WarehouseError::NoDimension { name: name.clone(), known: names() })
        };
        let by = by.iter().map(dimension).collect::<Result<Vec<_>, _>>()?;
        if by.len() > count::DIMENSIONS_MAX {
            return Err(WarehouseError::Question(format!(
                "acts can be divided by {} dimensions at most",
                count::DIMENSIONS_MAX
            )));
        }
        let standings = if standings.is_empty() {
            Standing::ALL.iter().copied().filter(|standing| standing.stands()).collect()
        } else {
            standings
        };
        Ok(Self { by, standings, condition })
    }
}

impl Control {
    /// Whether it balances.
    pub fn balances(&self) -> bool {
        self.rows == self.counted + self.excluded.values().sum::<u64>()
    }

    fn checked(self) -> Result<Self, WarehouseError> {
        if self.balances() {
            return Ok(self);
        }
        let excluded = self.excluded.values().sum();
        Err(WarehouseError::Unbalanced { rows: self.rows, counted: self.counted, excluded })
    }
}

impl Cube {
    /// The acts by some of the dimensions.
    pub fn sums<const N: usize>(&self, dimensions: [usize; N]) -> BTreeMap<[&Member; N], u64> {
        let mut cells: BTreeMap<[&Member; N], Vec<&Cell>> = BTreeMap::new();
        for cell in &self.cells {
            cells.entry(dimensions.map(|dimension| &cell.members[dimension])).or_default().push(cell);
        }
        cells.into_iter().map(|(members, cells)| (members, acts(&cells))).collect()
    }

    /// Records of each standing.
    pub fn by_standing(&self) -> BTreeMap<&'static str, u64> {
        sum(self.cells.iter().map(|cell| &cell.standing))
    }

    /// Records that do not say when, where, by whom or for what.
    pub fn unknown(&self) -> BTreeMap<&'static str, u64> {
        sum(self.cells.iter().map(|cell| &cell.unknown))
    }
}

/// Acts in several cells together.
fn acts(cells: &[&Cell]) -> u64 {
    let alone: u64 = cells.iter().map(|cell| cell.n - cell.several.len() as u64).sum();
    let mut several: Vec<u32> = cells.iter().flat_map(|cell| &cell.several).copied().collect();
    several.sort_unstable();
    several.dedup();
    alone + several.len() as u64
}

fn sum<'a>(parts: impl Iterator<Item = &'a BTreeMap<&'static str, u64>>) -> BTreeMap<&'static str, u64> {
    let mut sum = BTreeMap::new();
    for (name, count) in parts.flatten() {
        *sum.entry(*name).or_default() += count;
    }
    sum
}

/// What a member is called: the label of its code, or of the state that stands for it.
pub fn label(codebook: &Codebook, dimension: &Dimension, member: &Member, lang: Lang) -> String {
    let of_list = |list: &str, code: &str| Some(codebook.list(list)?.get(code)?.label.get(lang).to_owned());
    if member.is_state {
        return of_list(State::LIST, &member.code).unwrap_or_else(|| member.code.clone());
    }
    let Some(list) = &dimension.list else { return member.code.clone() };
    let labels = member.code.split('+').map(|code| of_list(list, code).unwrap_or_else(|| code.to_owned()));
    labels.collect::<Vec<_>>().join(" + ")
}
