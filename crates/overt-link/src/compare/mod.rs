//! Comparing two records: the level that each comparison reaches, packed into one number.

mod cache;
mod level;
mod narrow;
mod single;

use std::borrow::Cow;

pub(crate) use cache::Cache;
use level::{Level, date_level, first, kilometres, overlap, text_level};
pub(crate) use narrow::{Candidate, Cells, Narrower};
pub use single::level;

use crate::SpecError;
use crate::column::{Column, MISSING, Values};
use crate::names;
use crate::spec::{ComparisonSpec, Kind, Spec};

/// Bits for the level of one comparison.
const LEVEL_BITS: u32 = 4;
/// Comparisons that fit.
pub(crate) const COMPARISONS_MAX: usize = 16;
/// Levels that fit, with those for missing, swapped and different.
pub(crate) const LEVELS_MAX: usize = 16;
/// The level of a comparison in which one of the values is missing.
pub(crate) const LEVEL_MISSING: u8 = 0;
/// From this similarity on names that were swapped are held to be the same.
const SWAPPED_SIMILARITY: f32 = 0.88;

/// The levels of all comparisons of one pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pattern(u64);

impl Pattern {
    /// The level of a comparison.
    pub fn level(self, comparison: usize) -> u8 {
        (self.0 >> (comparison as u32 * LEVEL_BITS) & 0xf) as u8
    }

    /// As one number.
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    fn set(&mut self, comparison: usize, level: u8) {
        let shift = comparison as u32 * LEVEL_BITS;
        self.0 = self.0 & !(0xf << shift) | u64::from(level) << shift;
    }
}

/// In a row of a record, the bits of a cell that are the number of the value. Above it stands the level that two records
/// reach that both have it, so that it need not be looked up.
pub(crate) const CODE_BITS: u32 = 28;
/// The number of the value in a cell.
pub(crate) fn code(cell: u32) -> u32 {
    cell & ((1 << CODE_BITS) - 1)
}

/// One comparison, ready.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) column: usize,
    pub(crate) levels: Vec<Level>,
    pub(crate) frequency: bool,
    pub(crate) personal: bool,
    pub(crate) swapped_with: Option<usize>,
    /// Levels for equal values: one, or one for each band of how rare they are.
    pub(crate) bands: u8,
}

/// Values that at most so many records have are in the first band, the second, and so on.
const BANDS: [u32; 3] = [4, 30, 250];

/// The band of a value that so many records have.
pub(crate) fn band(count: u32) -> u8 {
    BANDS.iter().filter(|most| count > **most).count() as u8
}

impl Comparison {
    /// The level of a value that agrees, by how many records have it.
    pub(crate) fn equal(&self, count: u32) -> u8 {
        1 + if self.frequency { band(count) } else { 0 }
    }

    /// Whether the level says that two texts are alike, so that it counts how common they are.
    pub(crate) fn is_alike(&self, level: u8) -> bool {
        let position = usize::from(level).wrapping_sub(usize::from(self.bands) + 1);
        self.frequency
            && matches!(
                self.levels.get(position),
                Some(Level::Alike(_) | Level::Similar(_) | Level::Edits(_) | Level::Initial)
            )
    }

    /// The words for a level.
    pub(crate) fn label(&self, written: &ComparisonSpec, level: usize) -> String {
        let bands = usize::from(self.bands);
        let others: Vec<&String> = written.levels.iter().filter(|level| *level != "equal").collect();
        match level {
            _ if level <= bands && bands > 1 => match BANDS.get(level - 1) {
                Some(most) => format!("equal, at most {most} records have it"),
                None => format!("equal, more than {} records have it", BANDS[BANDS.len() - 1]),
            },
            _ if level <= bands => "equal".into(),
            _ if level <= bands + others.len() => others[level - bands - 1].clone(),
            _ if level == usize::from(self.different()) => "different".into(),
            _ => "swapped".into(),
        }
    }

    /// The level of two values that reach none of the levels.
    pub(crate) fn different(&self) -> u8 {
        self.bands + self.levels.len() as u8 + 1
    }

    /// The level of two values that stand in each other's place.
    pub(crate) fn swapped(&self) -> u8 {
        self.different() + 1
    }

    /// Levels with the one for missing, the one for different and perhaps the one for swapped.
    pub(crate) fn levels(&self) -> usize {
        usize::from(self.different()) + 1 + usize::from(self.swapped_with.is_some())
    }
}

/// Compares records of the columns it was made of.
#[derive(Debug)]
pub(crate) struct Comparer<'a> {
    pub(crate) columns: Cow<'a, [Column]>,
    pub(crate) comparisons: Vec<Comparison>,
    /// Comparisons that take no longer than to look something up, and the others, those of names last.
    cheap: Vec<usize>,
    costly: Vec<usize>,
    /// Comparisons that take long enough to be remembered.
    pub(super) is_remembered: Vec<bool>,
    /// Comparisons with which another is swapped.
    pub(crate) is_swapped: Vec<bool>,
    /// Cells record by record, one for each comparison, so that a record is in one line of the cache.
    rows: Vec<u32>,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(spec: &Spec, columns: Cow<'a, [Column]>) -> Result<Self, SpecError> {
        let comparisons = comparisons(spec)?;
        let records = columns.first().map_or(0, Column::len);
        let mut rows = vec![0; records * comparisons.len()];
        for (position, comparison) in comparisons.iter().enumerate() {
            let column = &columns[comparison.column];
            if column.counts.len() > 1 << CODE_BITS {
                return Err(SpecError::TooMany { what: "different values of a column", max: 1 << CODE_BITS });
            }
            let numbers = 0..u32::try_from(column.counts.len()).expect("there are fewer values than numbers");
            let cells: Vec<u32> = numbers.map(|number| cell(comparison, column, number)).collect();
            for (record, code) in column.codes.iter().enumerate() {
                rows[record * comparisons.len() + position] = cells[*code as usize];
            }
        }
        let mut costly: Vec<usize> = (0..comparisons.len()).collect();
        let cost = |position: &usize| match spec.columns[comparisons[*position].column].kind {
            Kind::Date | Kind::Code | Kind::Amount | Kind::Point => 0,
            Kind::Number => 1,
            Kind::Set | Kind::Text => 2,
            Kind::Name | Kind::Organisation => 3,
        };
        costly.sort_by_key(cost);
        let cheap = costly.extract_if(.., |position| cost(position) == 0).collect();
        let is_remembered = |(position, comparison): (usize, &Comparison)| {
            let kind = spec.columns[comparison.column].kind;
            cost(&position) > 1 || kind == Kind::Code && !comparison.levels.is_empty()
        };
        let is_remembered = comparisons.iter().enumerate().map(is_remembered).collect();
        let mut is_swapped = vec![false; comparisons.len()];
        for other in comparisons.iter().filter_map(|comparison| comparison.swapped_with) {
            is_swapped[other] = true;
        }
        Ok(Self { columns, comparisons, cheap, costly, is_remembered, is_swapped, rows })
    }

    /// Adds a record whose values have these numbers, one for each column.
    pub(crate) fn add(&mut self, codes: &[u32]) {
        let columns = self.comparisons.iter().map(|comparison| comparison.column).enumerate();
        let cells: Vec<u32> = columns.map(|(position, column)| self.cell(position, codes[column])).collect();
        self.rows.extend(cells);
    }

    /// The cell of a value in the column of a comparison.
    pub(crate) fn cell(&self, position: usize, code: u32) -> u32 {
        let comparison = &self.comparisons[position];
        cell(comparison, &self.columns[comparison.column], code)
    }

    pub(crate) fn row(&self, record: u32) -> &[u32] {
        &self.rows[record as usize * self.comparisons.len()..][..self.comparisons.len()]
    }

    /// The levels of a pair.
    pub(crate) fn compare_rows(&self, a: &[u32], b: &[u32]) -> Pattern {
        let mut pattern = Pattern::default();
        for (position, comparison) in self.comparisons.iter().enumerate() {
            pattern.set(position, self.level(comparison, a[position], b[position]));
        }
        self.see_swaps(&mut pattern, a, b);
        pattern
    }

    pub(crate) fn see_swaps(&self, pattern: &mut Pattern, a: &[u32], b: &[u32]) {
        for (position, comparison) in self.comparisons.iter().enumerate() {
            if let Some(other) = comparison.swapped_with {
                self.see_swap(pattern, (position, comparison), other, a, b);
            }
        }
    }

    /// The levels of a pair, with a memory of what was compared lately.
    pub(crate) fn compare_remembering(&self, a: &[u32], b: &[u32], cache: &mut Cache) -> Pattern {
        let mut pattern = Pattern::default();
        for (position, comparison) in self.comparisons.iter().enumerate() {
            let (a, b) = (a[position], b[position]);
            pattern.set(position, cache.level(position, a, b, || self.level(comparison, a, b)));
        }
        self.see_swaps(&mut pattern, a, b);
        pattern
    }

    fn level(&self, comparison: &Comparison, a: u32, b: u32) -> u8 {
        if a == MISSING || b == MISSING {
            return LEVEL_MISSING;
        }
        if a == b && a >> CODE_BITS != 0 {
            return (a >> CODE_BITS) as u8;
        }
        let (a, b) = (code(a), code(b));
        let reached = match &self.columns[comparison.column].values {
            Values::Texts(texts) => text_level(&comparison.levels, texts, a, b),
            Values::Dates(dates) => date_level(&comparison.levels, dates[a as usize], dates[b as usize]),
            Values::Points(points) => first(&comparison.levels, |level| match level {
                Level::Within(km) => kilometres(points[a as usize], points[b as usize]) <= km,
                _ => false,
            }),
            Values::Amounts(amounts) => {
                let (one, other) = (amounts[a as usize].abs(), amounts[b as usize].abs());
                let ratio = one.min(other) / one.max(other).max(f64::MIN_POSITIVE);
                first(&comparison.levels, |level| matches!(level, Level::Ratio(least) if ratio >= f64::from(least)))
            }
            Values::Words { texts, words, .. } => {
                let mut shared = None;
                let mut similarity = None;
                first(&comparison.levels, |level| match level {
                    Level::Words(least) => {
                        *shared.get_or_insert_with(|| overlap(&words[a as usize], &words[b as usize])) >= least
                    }
                    Level::Similar(least) => {
                        *similarity.get_or_insert_with(|| names::jaro_winkler(texts.get(a), texts.get(b))) >= least
                    }
                    _ => false,
                })
            }
        };
        reached.map_or_else(|| comparison.different(), |position| comparison.bands + position)
    }

    /// Two names that differ may stand in each other's place.
    fn see_swap(
        &self,
        pattern: &mut Pattern,
        (position, comparison): (usize, &Comparison),
        other: usize,
        a: &[u32],
        b: &[u32],
    ) {
        let second = &self.comparisons[other];
        let weak = |position: usize, comparison: &Comparison| {
            let level = pattern.level(position);
            level == LEVEL_MISSING || level >= comparison.different()
        };
        if !weak(position, comparison) || !weak(other, second) {
            return;
        }
        let (Values::Texts(one), Values::Texts(two)) =
            (&self.columns[comparison.column].values, &self.columns[second.column].values)
        else {
            return;
        };
        let crosses = |given: u32, family: u32| match (given, family) {
            (MISSING, _) | (_, MISSING) => None,
            _ if (one.letters(given) & two.letters(family)).count_ones() < 2 => Some(false),
            _ => Some(names::jaro_winkler(one.get(given), two.get(family)) >= SWAPPED_SIMILARITY),
        };
        let found = (crosses(code(a[position]), code(b[other])), crosses(code(b[position]), code(a[other])));
        if matches!(found, (Some(true), Some(true) | None) | (None, Some(true))) {
            pattern.set(position, comparison.swapped());
            pattern.set(other, LEVEL_MISSING);
        }
    }
}

/// The cell of a value. Above the number stands nothing where that two are equal says less than it seems: of two dates of which
/// only the year is known, only the year is equal.
fn cell(comparison: &Comparison, column: &Column, code: u32) -> u32 {
    match &column.values {
        _ if code == MISSING => MISSING,
        Values::Dates(dates) if comparison.levels.contains(&Level::BothYear) && dates[code as usize].is_year_only() => {
            code
        }
        _ => u32::from(comparison.equal(column.counts[code as usize])) << CODE_BITS | code,
    }
}

fn comparisons(spec: &Spec) -> Result<Vec<Comparison>, SpecError> {
    if spec.comparisons.len() > COMPARISONS_MAX {
        return Err(SpecError::TooMany { what: "comparisons", max: COMPARISONS_MAX });
    }
    let column = |place: &str, name: &str| {
        spec.column(name)
            .ok_or_else(|| SpecError::NoColumn { place: format!("{place} of [[comparison]]"), column: name.into() })
    };
    let read = |comparison: &ComparisonSpec| {
        let position = column("column", &comparison.column)?;
        let kind = spec.columns[position].kind;
        let levels = comparison
            .levels
            .iter()
            .map(|level| Level::read(level, comparison, kind))
            .collect::<Result<Vec<_>, _>>()?;
        let levels: Vec<Level> = levels.into_iter().filter(|level| *level != Level::Equal).collect();
        let shares = &comparison.shares;
        let fit = shares.len() == levels.len() + 1
            && shares.iter().all(|share| *share > 0.0)
            && shares.iter().sum::<f64>() < 1.0;
        if !(shares.is_empty() || fit && comparison.levels.first().is_some_and(|level| level == "equal")) {
            return Err(SpecError::Shares { column: comparison.column.clone() });
        }
        let bands = if comparison.frequency { BANDS.len() as u8 + 1 } else { 1 };
        if levels.len() + usize::from(bands) + 3 > LEVELS_MAX {
            return Err(SpecError::TooMany { what: "levels of a comparison", max: LEVELS_MAX - 3 - BANDS.len() });
        }
        let swapped_with = comparison
            .swapped_with
            .as_ref()
            .and_then(|name| spec.comparisons.iter().position(|comparison| comparison.column == *name));
        Ok(Comparison {
            column: position,
            levels,
            frequency: comparison.frequency,
            personal: comparison.personal,
            swapped_with,
            bands,
        })
    };
    spec.comparisons.iter().map(read).collect()
}
