//! What a file would become, without anything being kept.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use overt_model::codebook::Severity;
use overt_model::{Claim, Codebook, Lang, Problem, Record, Secret, SourceId, Validator};
use serde::Serialize;

use crate::mapping::{Mapper, Mapping, Tally};
use crate::rejected::{Rejected, told};
use crate::rows::{Item, ReadError, Row, Rows};

/// Records that are shown as samples, of each kind.
const SAMPLES: usize = 2;

/// What would become of a file.
pub struct Trial {
    codebook: &'static Codebook,
    lang: Lang,
    validator: Validator<'static>,
    /// The kinds of record of the mapping.
    pub kinds: Vec<Made>,
    /// What would be rejected.
    pub rejected: Rejected,
    /// Rows that hold nothing for the mapping.
    pub idle: u64,
    /// What would complete records, and how often.
    pub gaps: BTreeMap<String, u64>,
    /// How spellings were understood.
    pub tallies: Vec<Tally>,
}

/// Records of one kind that would be made.
#[derive(Debug, Serialize)]
pub struct Made {
    /// What the mapping calls it.
    pub name: String,
    /// The kind of record.
    pub schema: String,
    /// How many.
    pub count: u64,
    /// The first ones.
    #[serde(skip)]
    pub samples: Vec<Record>,
}

impl Trial {
    /// Goes through rows of these columns. Sentences of the codebook are in the language. `advance` hears of each row.
    ///
    /// # Errors
    /// When reading cannot go on.
    pub fn of(
        (rows, columns): (&mut dyn Rows, &[String]),
        mapping: Mapping,
        (codebook, lang, today): (&'static Codebook, Lang, Date),
        mut advance: impl FnMut(),
    ) -> Result<Self, ReadError> {
        let nobody = Claim::alleged(SourceId::from_bits(0), Timestamp::UNIX_EPOCH);
        let mut mapper = mapping.mapper(nobody, Secret::new([0; 32]));
        mapper.bind(columns);
        let kind = |(name, schema): (&str, &str)| {
            let (name, schema) = (name.to_owned(), schema.to_owned());
            Made { name, schema, count: 0, samples: Vec::new() }
        };
        let mut trial = Self {
            codebook,
            lang,
            validator: Validator::new(codebook, today),
            kinds: mapper.names().map(kind).collect(),
            rejected: Rejected::default(),
            idle: 0,
            gaps: BTreeMap::new(),
            tallies: Vec::new(),
        };
        let mut row = Row::default();
        while let Some(item) = rows.next(&mut row)? {
            trial.item(&item, &row, &mut mapper, columns);
            advance();
        }
        trial.tallies = mapper.tallies();
        Ok(trial)
    }

    fn item(&mut self, item: &Item, row: &Row, mapper: &mut Mapper, columns: &[String]) {
        let line = *item.lines().start();
        if let Item::Reject(reject) = item {
            self.rejected.add(line, [("", &*reject.reason.to_string())]);
            return;
        }
        let made: Vec<_> = match mapper.row(row) {
            Ok(made) => made.collect(),
            Err(refusals) => {
                let told = told(refusals, columns);
                self.rejected.add(line, told.iter().map(|(column, reason)| (*column, &**reason)));
                return;
            }
        };
        self.idle += u64::from(made.is_empty());
        let problems = made.iter().flat_map(|made| self.validator.problems(&made.record));
        let (errors, others): (Vec<_>, Vec<_>) = problems.partition(|problem| problem.severity == Severity::Error);
        let sentence = |problem: &Problem| problem.sentence(self.codebook, self.lang);
        if !errors.is_empty() {
            let told: Vec<String> = errors.iter().map(sentence).collect();
            self.rejected.add(line, told.iter().map(|told| ("", &**told)));
            return;
        }
        for problem in &others {
            *self.gaps.entry(sentence(problem)).or_default() += 1;
        }
        for made in made {
            let kind = &mut self.kinds[made.rule];
            kind.count += 1;
            if kind.samples.len() < SAMPLES {
                kind.samples.push(made.record);
            }
        }
    }
}
