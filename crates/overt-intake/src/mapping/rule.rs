//! A mapping that was held against the codebook.

use compact_str::CompactString;
use overt_model::codebook::Schema;
use overt_model::{Grade, Handling, Rung, Standing, State};
use rustc_hash::FxHashMap;

use super::cell::{Meaning, Reading};
use super::pattern::Pattern;

/// How one kind of record is made of a row.
#[derive(Debug)]
pub(super) struct RecordRule {
    pub(super) name: String,
    pub(super) schema: &'static Schema,
    pub(super) key: KeyRule,
    pub(super) when: WhenRule,
    /// It is not made if one of these columns is not blank.
    pub(super) unless: Vec<Vec<Pattern>>,
    /// How many stars its columns have, each of which stands for the number of one record.
    pub(super) each: Option<Pattern>,
    /// In the order of their properties.
    pub(super) fields: Vec<FieldRule>,
    pub(super) claim: ClaimRule,
}

/// What tells a record from others of its source.
#[derive(Debug)]
pub(super) enum KeyRule {
    /// The content of the row: the same row twice is one record.
    Content,
    /// The content of the row, and which of several rows with that content it is.
    Row,
    Columns {
        /// Each with its spellings.
        columns: Vec<Vec<Pattern>>,
        /// What tells records of one row apart that have the same columns.
        constants: Vec<String>,
    },
}

impl KeyRule {
    pub(super) fn columns(&self) -> &[Vec<Pattern>] {
        match self {
            Self::Columns { columns, .. } => columns,
            Self::Content | Self::Row => &[],
        }
    }

    pub(super) fn constants(&self) -> &[String] {
        match self {
            Self::Columns { constants, .. } => constants,
            Self::Content | Self::Row => &[],
        }
    }
}

#[derive(Debug)]
pub(super) enum WhenRule {
    AnyField,
    NotBlank(Vec<Vec<Pattern>>),
    Is(Vec<(Vec<Pattern>, Vec<String>)>),
}

/// How one property is filled.
#[derive(Debug)]
pub(super) struct FieldRule {
    pub(super) fill: FillRule,
    pub(super) reading: Reading,
    pub(super) split: Vec<String>,
    pub(super) blank: State,
    /// Spellings of the column that holds the value state.
    pub(super) state: Vec<Pattern>,
    /// Whether the field before it is of the same property.
    pub(super) continues: bool,
}

#[derive(Debug)]
pub(super) enum FillRule {
    /// Spellings of the column, of the currency's and of the price date's.
    Column {
        column: Vec<Pattern>,
        /// What stands between the texts of all spellings when they are joined.
        join: Option<String>,
        currency: Vec<Pattern>,
        high: Vec<Pattern>,
        date: Vec<Pattern>,
        refers_to: Option<&'static Schema>,
    },
    Constant(Vec<Meaning>),
    Ticks(Vec<(Vec<Pattern>, CompactString)>),
    Parts {
        parts: Vec<(Part, Vec<Pattern>)>,
        countries: Box<Reading>,
    },
    /// The place of a record among the rules of the mapping.
    Record(usize),
}

/// A part of a place that a column fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Named(Rung),
    Latitude,
    Longitude,
}

/// In what the claim of a record differs from that of its source.
#[derive(Debug, Default)]
pub(super) struct ClaimRule {
    pub(super) standing: Option<StandingRule>,
    pub(super) grade: Option<Grade>,
    pub(super) handling: Option<Handling>,
    pub(super) decision: Option<usize>,
    pub(super) asserted: Vec<Pattern>,
}

#[derive(Debug)]
pub(super) enum StandingRule {
    Constant(Standing),
    Column { column: Vec<Pattern>, codes: FxHashMap<CompactString, Standing>, otherwise: Option<Standing> },
}
