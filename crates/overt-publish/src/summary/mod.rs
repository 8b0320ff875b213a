//! What a pool of evidence holds, on one page for those who work with it: a single HTML file without scripts.
//!
//! Small numbers are not suppressed on it, and the page says so: it is not a release.

mod page;

use jiff::civil::Date;
use overt_model::{Grade, Handling, Standing};

use crate::charts::{Bars, Category, HeatMap, StateBars};

/// How many standings there are; counts and labels stand in the order of [`Standing::ALL`].
pub const STANDINGS: usize = Standing::ALL.len();

/// Everything the page says.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The name of the pool.
    pub title: String,
    /// What a reader must know before anything else: that everything here is invented, say.
    pub notice: Option<String>,
    /// What the numbers were made from.
    pub facts: Facts,
    /// The few numbers to begin with.
    pub figures: Vec<KeyFigure>,
    /// How acts are counted: before linkage, or after it.
    pub linkage: String,
    /// Acts by stage and actor.
    pub nexus: HeatMap,
    /// The words for the standings, in the order of [`Standing::ALL`].
    pub standing_labels: [String; STANDINGS],
    /// Every cell of stage, actor and act.
    pub cells: Vec<NexusCell>,
    /// How far the claims have come.
    pub standings: Bars,
    /// What was asked and what not.
    pub states: StateBars,
    /// What the evidence cannot tell, in sentences.
    pub not_known: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRow>,
    /// Whether every row that came in is accounted for.
    pub control: ControlTotal,
    /// What to do from here.
    pub next: Vec<NextStep>,
}

/// What the numbers were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Version of the codebook.
    pub codebook: String,
    /// Identifier of the snapshot.
    pub snapshot: String,
    /// The day on which it was made.
    pub day: Date,
    /// Name and version of the program.
    pub program: String,
}

/// A number with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFigure {
    /// The number.
    pub value: u64,
    /// What it counts.
    pub label: String,
    /// How it was counted; may be empty.
    pub note: String,
}

/// The records of one stage, actor and act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NexusCell {
    /// Where in the course of trafficking.
    pub stage: Category,
    /// Who.
    pub actor: Category,
    /// What.
    pub act: Category,
    /// How many acts of corruption.
    pub acts: u64,
    /// How many of them have come how far, in the order of [`Standing::ALL`].
    pub standings: [u64; STANDINGS],
    /// How many sources tell of them.
    pub sources: u64,
    /// How many contributors gave them.
    pub contributors: u64,
    /// How many say somewhere that something was asked and is not known.
    pub unknown: u64,
}

/// A source as the page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// Its name.
    pub name: String,
    /// What it is: "case files of a shelter, 2019 to 2024".
    pub what: String,
    /// The files that were read.
    pub files: Vec<String>,
    /// Rows in them.
    pub rows: u64,
    /// Records made from them.
    pub records: u64,
    /// Rows that could not be read.
    pub rejects: u64,
    /// Acts of corruption among the records.
    pub acts: u64,
    /// How good it is; none when nobody has judged.
    pub grade: Option<Grade>,
    /// Who may receive it.
    pub handling: Handling,
}

/// The account of all rows: what came in was counted, or was left out for a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlTotal {
    /// Rows that came in.
    pub rows_in: u64,
    /// Rows that are counted.
    pub counted: u64,
    /// Rows that are not, by reason.
    pub excluded: Vec<Excluded>,
}

/// Rows that are not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// Why.
    pub reason: String,
    /// How many.
    pub rows: u64,
}

/// Something to try next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What it is good for.
    pub what: String,
    /// The command.
    pub command: String,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum SummaryError {
    /// Rows are lost or counted twice, so that no number on the page could be trusted.
    #[error("the control total does not balance: {rows_in} rows came in, but {accounted} are counted or excluded")]
    Unbalanced {
        /// Rows that came in.
        rows_in: u64,
        /// Rows that are counted or excluded.
        accounted: u64,
    },
    /// The page could not be put together.
    #[error("could not put the page together")]
    Page(#[from] askama::Error),
}

impl ControlTotal {
    /// Rows that are counted or excluded.
    pub fn accounted(&self) -> u64 {
        self.counted + self.excluded.iter().map(|excluded| excluded.rows).sum::<u64>()
    }
}

impl Summary {
    /// The page.
    ///
    /// # Errors
    /// When the control total does not balance.
    ///
    /// # Panics
    /// When a cell lies outside its heat map, or two lie in one place.
    pub fn to_html(&self) -> Result<String, SummaryError> {
        let (rows_in, accounted) = (self.control.rows_in, self.control.accounted());
        if rows_in != accounted {
            return Err(SummaryError::Unbalanced { rows_in, accounted });
        }
        Ok(page::render(self)?)
    }
}
