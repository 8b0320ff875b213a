//! Made-up records of victims, the same on every machine.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::Timestamp;
use overt_model::codebook::{Codebook, Kind, Property};
use overt_model::{Claim, Field, Grade, Handling, Place, Private, Record, Source, SourceId, Value};
use overt_store::IdBatch;

use crate::random::Random;

const SEED: u64 = 20_261_201;

/// Where every record is from.
const SOURCE: SourceId = SourceId::from_bits(1);

/// How many countries the places of recruitment are in.
const COUNTRIES: usize = 40;

const SYLLABLES: &[&str] = &[
    "ba", "cho", "di", "el", "fa", "go", "hu", "in", "jo", "ka", "lu", "ma", "no", "or", "pe", "qi", "ra", "sa", "ti",
    "vu", "wa", "xo", "ya", "zé",
];
const STORIES: &[&str] = &[
    "The agent kept the passport until a debt was said to be paid. The wages were noted in a book that nobody might see.",
    "Arrived with two others after three changes of vehicle; at the crossing the driver spoke to somebody in the office \
     and nobody was asked for papers. Referred to the shelter on the same day, second talk through an interpreter.",
    "Lived alone with a younger brother and had been without work since the harvest.",
];

/// Makes records, always the same ones in the same order.
pub(crate) struct Generator {
    codebook: &'static Codebook,
    /// The codes that each property may hold today.
    codes: BTreeMap<&'static str, Vec<&'static str>>,
    random: Random,
    ids: IdBatch,
}

impl Generator {
    pub(crate) fn new() -> Self {
        let codebook = Codebook::embedded();
        let schema = codebook.schema("Victim").expect("the codebook has a schema of victims");
        let codes = schema.properties.iter().map(|property| (property.id.as_str(), current(codebook, property)));
        Self { codebook, codes: codes.collect(), random: Random::new(SEED), ids: IdBatch::new() }
    }

    /// As many records in batches, made one batch at a time.
    pub(crate) fn batches(
        mut self,
        records: usize,
        batch: usize,
        make: fn(&mut Self) -> Record,
    ) -> impl Iterator<Item = Vec<Record>> {
        (0..records).step_by(batch).map(move |made| self.batch(records.min(made + batch) - made, make))
    }

    /// One batch.
    pub(crate) fn batch(&mut self, records: usize, make: fn(&mut Self) -> Record) -> Vec<Record> {
        self.ids = IdBatch::new();
        (0..records).map(|_| make(self)).collect()
    }

    /// Twenty properties, all three sealed classes among them, with a name, a telephone and a paper to find.
    pub(crate) fn whole(&mut self) -> Record {
        let mut record = self.open();
        let name = format!("{} {}", self.name(2..=3), self.name(3..=4));
        set(&mut record, "full_name", [Value::text(name)]);
        let phone = format!("+999 {} {:04}", self.random.between(100..=9999), self.random.below(10_000));
        set(&mut record, "mobile_phones", [Value::text(phone)]);
        let paper = format!("X{:02}-{:07}", self.random.below(100), self.random.below(10_000_000));
        set(&mut record, "identity_numbers", [Value::text(paper)]);
        let story = self.random.pick(STORIES);
        set(&mut record, "notes", [Value::text(story)]);
        self.codes(&mut record, "vulnerabilities", 1..=3);
        let birth = self.random.past_date(1960, 2005);
        set(&mut record, "birth_date", [date(&birth)]);
        set(&mut record, "age_when_trafficked", [Value::Integer(self.random.between(18..=60))]);
        self.codes(&mut record, "acts", 1..=2);
        self.codes(&mut record, "means", 1..=2);
        self.codes(&mut record, "recruitment_methods", 1..=2);
        self.codes(&mut record, "methods_of_control", 1..=3);
        let mut place = self.place();
        place.locality = Some(Private::new(self.name(2..=4)));
        set(&mut record, "place_of_recruitment", [Value::Place(Box::new(place))]);
        record
    }

    /// Nine properties, none of them sealed.
    pub(crate) fn open(&mut self) -> Record {
        let claim = Claim::alleged(SOURCE, Timestamp::UNIX_EPOCH);
        let mut record = Record::new(self.ids.id(), "Victim", &self.codebook.version, claim);
        let status = self.random.pick(&["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking"]);
        set(&mut record, "trafficking_status", [Value::code(status)]);
        let registered = self.random.past_date(2010, 2025);
        set(&mut record, "registered_on", [date(&registered)]);
        let gender = if self.random.in_hundred(60) { "Feminine" } else { "Masculine" };
        set(&mut record, "gender", [Value::code(gender)]);
        for property in ["status_decided_by", "citizenships", "exploitation_types", "labour_sectors"] {
            self.codes(&mut record, property, 1..=1);
        }
        self.codes(&mut record, "countries_of_exploitation", 1..=2);
        let place = self.place();
        set(&mut record, "place_of_recruitment", [Value::Place(Box::new(place))]);
        record
    }

    fn place(&mut self) -> Place {
        Place::country(self.codes["citizenships"][self.random.below(COUNTRIES)])
    }

    /// A name of so many syllables that means nothing.
    fn name(&mut self, syllables: RangeInclusive<i64>) -> String {
        let count = self.random.between(syllables);
        (0..count).map(|_| self.random.pick(SYLLABLES)).collect()
    }

    /// Several different codes.
    fn codes(&mut self, record: &mut Record, property: &'static str, count: RangeInclusive<i64>) {
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..self.random.between(count) {
            let value = Value::code(self.random.pick(&self.codes[property]));
            if !values.contains(&value) {
                values.push(value);
            }
        }
        set(record, property, values);
    }
}

/// The codes that a property may hold today; none where it holds something else.
fn current(codebook: &'static Codebook, property: &'static Property) -> Vec<&'static str> {
    let Kind::Code { list, under, .. } = &property.kind else { return Vec::new() };
    let list = codebook.list(list).expect("reading the codebook made sure of the list");
    let fits = |code: &str| under.as_ref().is_none_or(|heading| code != heading && list.is_under(code, heading));
    let current = list.codes().iter().filter(|code| code.valid_to.is_none() && fits(&code.code));
    current.map(|code| code.code.as_str()).collect()
}

/// The contributor that every record names.
pub(crate) fn source() -> Source {
    Source {
        id: SOURCE,
        name: "invented shelter".into(),
        legal_basis: "consent".into(),
        purpose: "measurement".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    }
}

/// A country that some of the records name.
pub(crate) fn some_country() -> &'static str {
    Generator::new().codes["citizenships"][COUNTRIES / 2]
}

fn set(record: &mut Record, property: &str, values: impl Into<Vec<Value>>) {
    record.fields.insert(property.into(), Field::values(values.into()));
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().expect("a made-up date is a date"))
}
