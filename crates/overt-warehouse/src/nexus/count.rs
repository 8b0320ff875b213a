//! Counting: one pass over the acts, with codes as small numbers and no text in the loop.
//!
//! Every partition counts for itself; what they counted is put together by the names of members, so the result does not depend on how
//! many there were.

use datafusion::arrow::array::{Array, ArrayRef, AsArray as _, BooleanArray, Int32Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::arrow::error::ArrowError;
use overt_model::{Standing, State};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Standings, in the order of the codebook.
pub(super) const STANDINGS: usize = Standing::ALL.len();
/// Most dimensions of a cube: the members of a cell are one number of 128 bits.
pub(super) const DIMENSIONS_MAX: usize = 8;

/// The number of the act of which a record tells with others.
pub(super) type Joined = FxHashMap<u128, u32>;

/// Where in a batch each thing stands.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// For each dimension the column of its members and, if those may be null, the column of states that then stands for them.
    pub(super) dimensions: Vec<(usize, Option<usize>)>,
    pub(super) standing: usize,
    pub(super) contributor: usize,
    pub(super) teller: Option<usize>,
    /// Columns of states of which is counted what is not known.
    pub(super) unknown: Vec<usize>,
    pub(super) condition: Option<usize>,
    /// The column of identifiers, and what is joined.
    pub(super) joined: Option<(usize, Joined)>,
    /// Which standings count.
    pub(super) counts: [bool; STANDINGS],
}

/// What one partition, or all of them, counted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The members of each dimension, in the order in which they came.
    pub(super) members: Vec<Interned>,
    pub(super) cells: Vec<Tally>,
    places: FxHashMap<u128, usize>,
    /// The contributors, in the order in which they came.
    contributors: Interned,
    /// Who is named as having told of which cell.
    tellers: FxHashSet<(u32, u128)>,
    /// Which acts with several records are in which cell.
    several: FxHashSet<(u32, u32)>,
    /// Rows in all.
    pub(super) rows: u64,
    /// Rows for which the condition does not hold.
    pub(super) not_meant: u64,
    /// Rows whose standing does not count.
    pub(super) other_standing: [u64; STANDINGS],
}

/// One cell.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// Its member in each dimension.
    pub(super) members: Vec<u32>,
    pub(super) standing: [u64; STANDINGS],
    pub(super) unknown: Vec<u64>,
    /// Persons, reports and stories that are named as having told.
    tellers: u64,
    /// Records that tell of an act together with others.
    joined: u64,
    /// Contributors through which records came, and those of records that name nobody else: a bit for each.
    through: Bits,
    told: Bits,
}

/// A bit for each contributor. Mostly there are few.
type Bits = SmallVec<[u64; 1]>;

fn set(bits: &mut Bits, number: u32) {
    let word = number as usize / 64;
    if bits.len() <= word {
        bits.resize(word + 1, 0);
    }
    bits[word] |= 1 << (number % 64);
}

fn count(bits: &Bits) -> u64 {
    bits.iter().map(|word| u64::from(word.count_ones())).sum()
}

fn numbers(bits: &Bits) -> impl Iterator<Item = usize> {
    let places = bits.iter().enumerate();
    places.flat_map(|(word, bits)| (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word * 64 + bit))
}

/// Texts by small numbers.
#[derive(Debug, Default)]
pub(super) struct Interned {
    numbers: FxHashMap<String, u32>,
    pub(super) texts: Vec<String>,
}

impl Interned {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).expect("there are fewer members than four thousand million");
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

impl Counted {
    pub(super) fn new(layout: &Layout) -> Self {
        let members = layout.dimensions.iter().map(|_| Interned::default()).collect();
        Self { members, ..Self::default() }
    }

    /// Counts the rows of a batch.
    pub(super) fn add(&mut self, layout: &Layout, batch: &RecordBatch) -> Result<(), ArrowError> {
        let mut members: Vec<Vec<u32>> = Vec::with_capacity(layout.dimensions.len());
        for (interned, (column, state)) in self.members.iter_mut().zip(&layout.dimensions) {
            let mut column = each(batch.column(*column), |text| interned.number(text))?;
            if let Some(state) = state
                && column.iter().any(Option::is_none)
            {
                let states = each(batch.column(*state), |text| interned.number(text))?;
                column.iter_mut().zip(states).for_each(|(member, state)| *member = member.or(state));
            }
            let missing = |member: Option<u32>| member.unwrap_or_else(|| interned.number(State::NotAsked.code()));
            members.push(column.into_iter().map(missing).collect());
        }
        let standing = each(batch.column(layout.standing), |text| {
            Standing::ALL.iter().position(|standing| standing.code() == text).unwrap_or_default()
        })?;
        let contributors = &mut self.contributors;
        let contributor = each(batch.column(layout.contributor), |text| contributors.number(text))?;
        let teller = layout.teller.map(|column| each(batch.column(column), identifier)).transpose()?;
        let unknown = layout.unknown.iter().map(|column| each(batch.column(*column), |text| text != "asked-yes"));
        let unknown = unknown.collect::<Result<Vec<_>, _>>()?;
        let act = match &layout.joined {
            Some((column, joined)) => each(batch.column(*column), |text| joined.get(&identifier(text)).copied())?,
            None => Vec::new(),
        };
        let condition = layout.condition.map(|column| batch.column(column).as_boolean().clone());
        for row in 0..batch.num_rows() {
            self.rows += 1;
            if condition
                .as_ref()
                .is_some_and(|condition: &BooleanArray| condition.is_null(row) || !condition.value(row))
            {
                self.not_meant += 1;
                continue;
            }
            let standing = standing[row].unwrap_or_default();
            if !layout.counts[standing] {
                self.other_standing[standing] += 1;
                continue;
            }
            let place = self.place(layout, &members, row);
            let tally = &mut self.cells[place];
            tally.standing[standing] += 1;
            for (count, unknown) in tally.unknown.iter_mut().zip(&unknown) {
                *count += u64::from(unknown[row].unwrap_or(true));
            }
            if let Some(Some(Some(act))) = act.get(row) {
                tally.joined += 1;
                self.several.insert((number(place), *act));
            }
            let through = contributor[row].unwrap_or_default();
            set(&mut tally.through, through);
            match teller.as_ref().and_then(|teller| teller[row]) {
                None => set(&mut tally.told, through),
                Some(teller) => tally.tellers += u64::from(self.tellers.insert((number(place), teller))),
            }
        }
        Ok(())
    }

    /// The cell of a row, made if it is the first in it.
    fn place(&mut self, layout: &Layout, members: &[Vec<u32>], row: usize) -> usize {
        let numbers = members.iter().map(|column| column[row]);
        let key = key(numbers.clone(), members.len());
        *self.places.entry(key).or_insert_with(|| {
            self.cells.push(Tally::new(numbers.collect(), layout.unknown.len()));
            self.cells.len() - 1
        })
    }

    /// Takes in what another partition counted.
    pub(super) fn merge(mut self, other: Self) -> Self {
        if self.rows == 0 {
            return other;
        }
        self.rows += other.rows;
        self.not_meant += other.not_meant;
        for (sum, more) in self.other_standing.iter_mut().zip(other.other_standing) {
            *sum += more;
        }
        let renumbered: Vec<Vec<u32>> = self
            .members
            .iter_mut()
            .zip(&other.members)
            .map(|(ours, theirs)| theirs.texts.iter().map(|text| ours.number(text)).collect())
            .collect();
        let contributors: Vec<u32> =
            other.contributors.texts.iter().map(|text| self.contributors.number(text)).collect();
        let mut places = Vec::with_capacity(other.cells.len());
        for tally in other.cells {
            let members: Vec<u32> =
                tally.members.iter().zip(&renumbered).map(|(number, new)| new[*number as usize]).collect();
            let key = key(members.iter().copied(), members.len());
            let place = *self.places.entry(key).or_insert_with(|| {
                self.cells.push(Tally::new(members, tally.unknown.len()));
                self.cells.len() - 1
            });
            let ours = &mut self.cells[place];
            ours.standing.iter_mut().zip(tally.standing).for_each(|(sum, more)| *sum += more);
            ours.unknown.iter_mut().zip(&tally.unknown).for_each(|(sum, more)| *sum += more);
            ours.joined += tally.joined;
            numbers(&tally.through).for_each(|theirs| set(&mut ours.through, contributors[theirs]));
            numbers(&tally.told).for_each(|theirs| set(&mut ours.told, contributors[theirs]));
            places.push(place);
        }
        self.several.extend(other.several.into_iter().map(|(theirs, act)| (number(places[theirs as usize]), act)));
        for (theirs, teller) in other.tellers {
            let place = places[theirs as usize];
            self.cells[place].tellers += u64::from(self.tellers.insert((number(place), teller)));
        }
        self
    }
}

impl Counted {
    /// The acts with several records in each cell, in the order of their numbers.
    pub(super) fn several(&self) -> Vec<Vec<u32>> {
        let mut several = vec![Vec::new(); self.cells.len()];
        for (place, act) in &self.several {
            several[*place as usize].push(*act);
        }
        for acts in &mut several {
            acts.sort_unstable();
        }
        several
    }
}

impl Tally {
    fn new(members: Vec<u32>, unknown: usize) -> Self {
        let (through, told) = (Bits::new(), Bits::new());
        Self { members, standing: [0; STANDINGS], unknown: vec![0; unknown], tellers: 0, joined: 0, through, told }
    }

    /// Who told: whoever is named, and contributors where nobody is.
    pub(super) fn sources(&self) -> u64 {
        self.tellers + count(&self.told)
    }

    /// Acts of which one record alone tells.
    pub(super) fn alone(&self) -> u64 {
        self.records() - self.joined
    }

    /// The contributors through which records came.
    pub(super) fn contributors(&self) -> u64 {
        count(&self.through)
    }

    pub(super) fn records(&self) -> u64 {
        self.standing.iter().sum()
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("there are fewer cells than four thousand million")
}

/// The members of a cell as one number. Up to four dimensions have 32 bits each, up to eight 16: more members do not fit and are
/// refused by [`fits`].
fn key(numbers: impl Iterator<Item = u32>, dimensions: usize) -> u128 {
    let bits = if dimensions <= 4 { 32 } else { 16 };
    numbers.fold(0, |key, number| (key << bits) | (u128::from(number) & ((1 << bits) - 1)))
}

/// Whether every member has a number of its own.
pub(super) fn fits(counted: &Counted) -> bool {
    counted.members.len() <= 4 || counted.members.iter().all(|members| members.texts.len() < usize::from(u16::MAX))
}

/// An identifier as a number: its 32 digits, or a hash of what is none.
pub(super) fn identifier(text: &str) -> u128 {
    let digits = text.split_once(':').map_or(text, |(_, digits)| digits);
    u128::from_str_radix(digits, 16).unwrap_or_else(|_| {
        u128::from_le_bytes(blake3::hash(text.as_bytes()).as_bytes()[..16].try_into().expect("a hash has 32 bytes"))
    })
}

/// What a function says of each text of a column. Of coded columns it is asked once for each code.
fn each<T: Copy>(column: &ArrayRef, mut of: impl FnMut(&str) -> T) -> Result<Vec<Option<T>>, ArrowError> {
    if let DataType::Dictionary(key, _) = column.data_type()
        && **key == DataType::Int32
    {
        let coded = column.as_dictionary::<Int32Type>();
        let values = cast(coded.values(), &DataType::Utf8)?;
        let values: &StringArray = values.as_string();
        // A code that no row has is not asked for.
        let mut known: Vec<Option<T>> = vec![None; values.len()];
        let keys: &Int32Array = coded.keys();
        return Ok(keys
            .iter()
            .map(|key| {
                let place = usize::try_from(key?).ok()?;
                Some(*known[place].get_or_insert_with(|| of(values.value(place))))
            })
            .collect());
    }
    let texts = cast(column, &DataType::Utf8)?;
    let texts: &StringArray = texts.as_string();
    Ok(texts.iter().map(|text| text.map(&mut of)).collect())
}
