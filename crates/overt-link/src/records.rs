//! Records to be linked, in an order that does not depend on the order in which they came.

use arrow_array::{Array as _, StringArray};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::SpecError;
use crate::base::Dictionaries;
use crate::column::{Column, Encoder};
use crate::spec::Spec;

/// Records as columns of numbers, ordered by their ids.
#[derive(Debug)]
pub struct Records {
    pub(crate) spec: Spec,
    pub(crate) ids: Vec<Box<str>>,
    /// The source of each record by number; zero where it has none.
    pub(crate) sources: Vec<u32>,
    pub(crate) source_numbers: FxHashMap<Box<str>, u32>,
    pub(crate) columns: Vec<Column>,
}

/// Takes records in, in any order.
#[derive(Debug)]
pub struct RecordsBuilder {
    spec: Spec,
    ids: Vec<Box<str>>,
    sources: Vec<u32>,
    source_numbers: FxHashMap<Box<str>, u32>,
    encoders: Vec<Encoder>,
}

impl RecordsBuilder {
    /// For the columns of this specification, which should be those that the data have ([`Spec::only`]).
    pub fn new(spec: Spec) -> Self {
        let encoders = spec.columns.iter().map(|column| Encoder::new(column.kind)).collect();
        Self { spec, ids: Vec::new(), sources: Vec::new(), source_numbers: FxHashMap::default(), encoders }
    }

    /// Adds a record: its id, its source or nothing, and one value for each column, empty where it is missing.
    pub fn push<'v>(&mut self, id: &str, source: &str, values: impl IntoIterator<Item = &'v str>) {
        self.push_with(id, source, values, Encoder::push);
    }

    /// Adds records as columns of texts: their ids, which are all there, and each column of the specification, where null is missing.
    ///
    /// # Panics
    ///
    /// If there is another number of columns, or one of another length: that is a mistake of whoever calls.
    pub fn extend(&mut self, ids: &StringArray, columns: &[StringArray]) {
        assert_eq!(columns.len(), self.encoders.len(), "there is an array for each column of the specification");
        assert!(columns.iter().all(|column| column.len() == ids.len()), "each array has a value for each record");
        self.ids.extend((0..ids.len()).map(|row| Box::from(ids.value(row))));
        self.sources.resize(self.ids.len(), 0);
        for (encoder, column) in self.encoders.iter_mut().zip(columns) {
            encoder.extend(column);
        }
    }

    /// Adds a record that came when the model was learned already: how common its values are is not counted anew.
    pub fn push_uncounted<'v>(&mut self, id: &str, source: &str, values: impl IntoIterator<Item = &'v str>) {
        self.push_with(id, source, values, Encoder::push_uncounted);
    }

    fn push_with<'v>(
        &mut self,
        id: &str,
        source: &str,
        values: impl IntoIterator<Item = &'v str>,
        push: impl Fn(&mut Encoder, &str),
    ) {
        self.ids.push(id.into());
        let source = if source.is_empty() { 0 } else { self.source_number(source) };
        self.sources.push(source);
        let mut values = values.into_iter();
        for encoder in &mut self.encoders {
            push(encoder, values.next().unwrap_or_default());
        }
    }

    fn source_number(&mut self, source: &str) -> u32 {
        if let Some(number) = self.source_numbers.get(source) {
            return *number;
        }
        let next = u32::try_from(self.source_numbers.len() + 1).expect("there are fewer sources than numbers");
        self.source_numbers.insert(source.into(), next);
        next
    }

    /// The records by id. Two with the same id, or none that can be compared, are an error.
    pub fn finish(self) -> Result<Records, SpecError> {
        self.finish_to_grow().map(|(records, _)| records)
    }

    /// The same, with what is needed to add more: see [`Base`](crate::Base).
    pub fn finish_to_grow(self) -> Result<(Records, Dictionaries), SpecError> {
        let mut order: Vec<u32> = (0..u32::try_from(self.ids.len()).map_err(|_| too_many())?).collect();
        order.sort_unstable_by(|a, b| self.ids[*a as usize].cmp(&self.ids[*b as usize]));
        if let Some(twice) = order.windows(2).position(|pair| self.ids[pair[0] as usize] == self.ids[pair[1] as usize])
        {
            let rows = [order[twice], order[twice + 1]].map(|row| u64::from(row) + 1);
            return Err(SpecError::SameId { rows: [rows[0].min(rows[1]), rows[0].max(rows[1])] });
        }
        if self.spec.comparisons.is_empty() {
            let names: Vec<&str> = self.spec.columns.iter().map(|column| column.name.as_str()).collect();
            return Err(SpecError::NothingToCompare { hint: format!("they are: {}", names.join(", ")) });
        }
        let (columns, dictionaries): (Vec<_>, Vec<_>) = self.encoders.into_iter().map(Encoder::into_parts).unzip();
        let columns = columns.into_iter().map(|column| column.ordered(&order)).collect();
        let mut ids = self.ids;
        let ids = order.iter().map(|row| std::mem::take(&mut ids[*row as usize])).collect();
        let sources = order.iter().map(|row| self.sources[*row as usize]).collect();
        let records = Records { spec: self.spec, ids, sources, source_numbers: self.source_numbers, columns };
        Ok((records, Dictionaries(dictionaries)))
    }
}

fn too_many() -> SpecError {
    SpecError::TooMany { what: "records", max: u32::MAX as usize }
}

impl Records {
    /// How many records there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The numbers of the records.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        0..self.ids.len() as u32
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// What is compared, and how.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The id of a record by its number.
    pub fn id(&self, record: u32) -> &str {
        &self.ids[record as usize]
    }

    /// The number of a record by its id.
    pub fn find(&self, id: &str) -> Option<u32> {
        let position = self.ids.binary_search_by(|other| (**other).cmp(id)).ok()?;
        u32::try_from(position).ok()
    }

    /// Columns in which nothing can tell two records apart or bring them together: empty, or one value throughout.
    pub fn mute_columns(&self) -> Vec<(String, &'static str)> {
        let judged = self.spec.columns.iter().zip(&self.columns).filter_map(|(written, column)| {
            let values = column.counts[1..].iter().filter(|count| **count > 0).count();
            let most = column.counts[1..].iter().max().copied().unwrap_or(0);
            let words = match values {
                0 => "is empty",
                1 if u64::from(most) == self.len() as u64 => "has the same value in every record",
                _ if u64::from(most) * 2 >= self.len() as u64 && self.len() > 20 => {
                    "has one value in half the records or more"
                }
                _ => return None,
            };
            Some((written.name.clone(), words))
        });
        judged.collect()
    }

    /// How many different sources there are.
    pub fn sources(&self) -> usize {
        self.sources.iter().filter(|source| **source != 0).collect::<FxHashSet<_>>().len()
    }
}
