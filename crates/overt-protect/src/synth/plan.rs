//! What will be measured and with which part of the budget, decided from what is public alone.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use thiserror::Error;

use super::chance::Chance;
use super::impossible::{Impossible, ImpossiblePair};
use super::mixture::{Mixture, PROFILES};
use super::{SynthError, real, sample, short};
use crate::Domain;
use crate::dp::{Bound, Noise, Odometer, Refused};

/// All columns together may have so many values. The model keeps a number for every two of them.
const VALUES_MAX: usize = 4_096;
/// A larger set of columns that is emphasised may have so many combinations.
pub(super) const SET_CELLS_MAX: usize = 1 << 18;
/// Nobody needs to know one set of columns a million times as well as others.
const TIMES_MAX: f64 = 1e6;
/// The part of the budget that is spent on single columns before anything else.
const SINGLES_SHARE: f64 = 0.1;
/// If noise alone would put so much of an average pair of columns in the wrong place, as a part of all records, pairs are
/// not measured. Above 1 still helps: all pairs together say much more than one.
const NOISE_MAX: f64 = 2.0;
/// The mean of the size of Gaussian noise is this much of its standard deviation: the root of `2 / pi`.
const MEAN_SIZE: f64 = 0.798;

/// So many records are tried to see whether impossible pairs leave any.
const RECORDS_TRIED: usize = 1_000;

/// What synthetic records are to be made of: public, made before anybody looks at data.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) domain: Domain,
    pub(super) impossible: Impossible,
    singles: Vec<Wanted>,
    sets: Vec<Wanted>,
}

/// A set of columns whose combinations are counted.
#[derive(Debug, Clone)]
struct Wanted {
    columns: Vec<usize>,
    cells: usize,
    times: f64,
}

/// Sets of columns and the noise with which each is measured.
pub(crate) type Noises = Vec<(Vec<usize>, Noise)>;

/// What a plan takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Counts that are measured, each with its noise.
    pub cells: usize,
    /// Memory beside that for the records, in bytes.
    pub bytes: usize,
    /// Multiplications in one step of fitting, of which there are a few hundred.
    pub multiplications: u64,
}

/// A plan that cannot be.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PlanError {
    /// There is nothing to make.
    #[error("there is no column")]
    Empty,
    /// There are too many values.
    #[error(
        "the columns have {values} values together, and may have {VALUES_MAX}; put rare values of the widest columns together"
    )]
    TooWide {
        /// Values of all columns.
        values: usize,
    },
    /// There is no such column.
    #[error("column {column}, counted from 0, was named, and there are {columns}")]
    Column {
        /// The column.
        column: usize,
        /// How many there are.
        columns: usize,
    },
    /// There is no such code.
    #[error("an impossible pair has a code of column `{column}` that is not one of its {values}")]
    Code {
        /// The column.
        column: String,
        /// How many values it has.
        values: usize,
    },
    /// A set has one column twice.
    #[error("column `{column}` is twice in one set")]
    ColumnTwice {
        /// The column.
        column: String,
    },
    /// An emphasised set has too many combinations.
    #[error("the emphasised columns {columns:?} have more than {SET_CELLS_MAX} combinations; leave one out")]
    Cells {
        /// The names of the columns.
        columns: Vec<String>,
    },
    /// An emphasis is not a number above 0.
    #[error("an emphasis of {0} cannot be; it must be above 0 and not above {TIMES_MAX}")]
    Times(f64),
}

impl Plan {
    /// Every single column and every pair of columns of a domain.
    ///
    /// # Errors
    /// There is no column, or too many values.
    pub fn new(domain: &Domain) -> Result<Self, PlanError> {
        let columns = domain.columns();
        let values = columns.iter().map(|column| column.values().len()).sum();
        if columns.is_empty() {
            return Err(PlanError::Empty);
        }
        if values > VALUES_MAX {
            return Err(PlanError::TooWide { values });
        }
        let pairs =
            (0..columns.len()).flat_map(|first| (first + 1..columns.len()).map(move |second| vec![first, second]));
        Ok(Self {
            domain: domain.clone(),
            impossible: Impossible::default(),
            singles: (0..columns.len()).map(|column| wanted(domain, vec![column])).collect(),
            sets: pairs.map(|pair| wanted(domain, pair)).collect(),
        })
    }

    /// No record will have these two values.
    ///
    /// # Errors
    /// There is no such column or code.
    pub fn impossible(mut self, pair: ImpossiblePair) -> Result<Self, PlanError> {
        self.impossible.add(pair, &self.domain)?;
        Ok(self)
    }

    /// Spends more on the combinations of some columns: so many times what a pair with as many combinations gets.
    ///
    /// # Errors
    /// There is no such column, one is there twice, they have too many combinations, or the number of times is none.
    pub fn emphasise(mut self, columns: &[usize], times: f64) -> Result<Self, PlanError> {
        let all = self.domain.columns();
        let mut sorted = columns.to_vec();
        sorted.sort_unstable();
        if let Some(&column) = sorted.iter().find(|&&column| column >= all.len()) {
            return Err(PlanError::Column { column, columns: all.len() });
        }
        if sorted.is_empty() {
            return Err(PlanError::Empty);
        }
        if let Some(twice) = sorted.windows(2).find(|two| two[0] == two[1]) {
            return Err(PlanError::ColumnTwice { column: all[twice[0]].name().to_owned() });
        }
        if !(times > 0.0 && times <= TIMES_MAX) {
            return Err(PlanError::Times(times));
        }
        let among = if sorted.len() == 1 { &mut self.singles } else { &mut self.sets };
        if let Some(wanted) = among.iter_mut().find(|wanted| wanted.columns == sorted) {
            wanted.times = times;
            return Ok(self);
        }
        let cells = self.domain.cells(&sorted).filter(|&cells| cells <= SET_CELLS_MAX);
        let Some(cells) = cells else {
            return Err(PlanError::Cells { columns: sorted.iter().map(|&at| all[at].name().to_owned()).collect() });
        };
        self.sets.push(Wanted { columns: sorted, cells, times });
        Ok(self)
    }

    /// Whether records are left that have no impossible pair, which is tried with every value as likely as others.
    ///
    /// # Errors
    /// None was found.
    pub(crate) fn is_possible(&self) -> Result<(), SynthError> {
        let sizes = self.domain.columns().iter().map(|column| column.values().len());
        let shares: Vec<f32> =
            sizes.flat_map(|values| std::iter::repeat_n(short(1.0 / real(values)), values)).collect();
        let any = Mixture::independent(&self.domain, &shares);
        let mut chance = Chance::new(&mut ChaCha8Rng::seed_from_u64(0));
        sample::draw(&any, RECORDS_TRIED, &self.impossible, &mut chance).map(|_| ())
    }

    /// What it takes, before any data are read.
    pub fn cost(&self) -> Cost {
        let cells = |of: &[Wanted]| of.iter().map(|wanted| wanted.cells).sum::<usize>();
        let values = cells(&self.singles);
        let larger = self.sets.iter().filter(|set| set.columns.len() > 2).map(|set| set.cells).sum::<usize>();
        let square = values * values;
        let measured = values + cells(&self.sets);
        let numbers = 3 * square + 5 * values * PROFILES + 4 * larger;
        let multiplications = PROFILES * (2 * square + 3 * larger);
        Cost {
            cells: measured,
            bytes: size_of::<f32>() * numbers + (size_of::<i64>() + size_of::<u32>()) * measured,
            multiplications: multiplications.try_into().unwrap_or(u64::MAX),
        }
    }

    /// The noise of single columns, which are measured first with a part of `share`; and of the two things on which the rest
    /// can be spent then: pairs and larger sets, or, where noise would [drown](Self::drowned) them, single columns again.
    pub(crate) fn noises(&self, odometer: &Odometer, share: f64, bound: Bound) -> Result<[Noises; 3], Refused> {
        let rest = share * (1.0 - SINGLES_SHARE);
        Ok([
            divide(&self.singles, odometer, share * SINGLES_SHARE, bound)?,
            divide(&self.sets, odometer, rest, bound)?,
            divide(&self.singles, odometer, rest, bound)?,
        ])
    }

    /// Whether noise would drown what pairs and larger sets say, if there are about so many `rows`; or there are none.
    pub(super) fn drowned(&self, sets: &Noises, rows: f64) -> bool {
        let misplaced = |((_, noise), set): (&(Vec<usize>, Noise), &Wanted)| {
            MEAN_SIZE * noise.sigma() * real(set.cells) / (2.0 * rows.max(1.0))
        };
        let mean = sets.iter().zip(&self.sets).map(misplaced).sum::<f64>() / real(sets.len().max(1));
        sets.is_empty() || mean > NOISE_MAX
    }
}

/// One column, or two.
fn wanted(domain: &Domain, columns: Vec<usize>) -> Wanted {
    let cells = domain.cells(&columns).expect("the product of two numbers of 16 bits");
    Wanted { columns, cells, times: 1.0 }
}

/// Divides a share of the budget among sets of columns by the root of the number of their cells. That is near to what makes
/// the sum of errors least, for counts and for what is fitted to them.
fn divide(wanted: &[Wanted], odometer: &Odometer, share: f64, bound: Bound) -> Result<Noises, Refused> {
    let part = |wanted: &Wanted| wanted.times * real(wanted.cells).sqrt();
    let whole: f64 = wanted.iter().map(part).sum();
    let noise = |wanted: &Wanted| Ok((wanted.columns.clone(), odometer.noise(share * part(wanted) / whole, bound)?));
    wanted.iter().map(noise).collect()
}
