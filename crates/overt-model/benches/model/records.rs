//! Made-up records of victims: the same on every machine, filled as case files are, about a tenth with one planted problem.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::Timestamp;
use overt_model::codebook::{Codebook, Kind, Schema};
use overt_model::{Claim, Field, Handling, Place, Private, Record, RecordId, SourceId, State, Value};

use crate::random::Random;

const SEED: u64 = 20_261_123;

/// Out of a hundred records, how many hold a planted problem.
const PLANTED_PERCENT: usize = 10;

#[rustfmt::skip]
const FIRST_NAMES: &[&str] = &[
    "Amina", "Blessing", "Chioma", "Dilnoza", "Esperanza", "Fátima", "Giang", "Hoàng", "Irina", "José Luis", "Kamala",
    "Lakshmi", "Marie-Claire", "Nadia", "Oluwaseun", "Precious", "Rosa María", "Sunita", "Thandiwe", "Оксана", "نورة",
    "苏敏",
];
#[rustfmt::skip]
const FAMILY_NAMES: &[&str] = &[
    "Adeyemi", "Bangura", "Castillo Rojas", "Diallo", "Eze", "Fernández", "Gurung", "Hernández", "Ibrahim",
    "Jovanović", "Khatun", "Lama", "Mbeki", "Nguyễn", "Okafor", "Popescu", "Quispe Mamani", "Rahman", "Sesay",
    "Tamang", "Шевченко", "王",
];
const TOWNS: &[&str] =
    &["Kakarbhitta", "Agadez", "Tapachula", "Benin City", "Poipet", "Ceuta", "Chişinău", "Cox’s Bazar"];
const NOTES: &[&str] = &[
    "Second interview through an interpreter; the account agrees with the first.",
    "Arrived with two others. The papers were kept by the agent until the debt was said to be paid, and the wages were noted \
     in a book that nobody was allowed to see. Referred to the shelter on the same day.",
    "Telephone is shared: do not call in the evening.",
];

/// A kind of problem that is planted, one per record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plant {
    UnknownProperty,
    NotAnswered,
    UnexpectedValue,
    Repeated,
    UnknownCode,
    CodeOfOtherField,
    TooLong,
    OutOfRange,
    TooEarly,
    InFuture,
    MeansMissing,
    IdentifiedBeforeTrafficked,
}

impl Plant {
    pub(crate) const ALL: [Self; 12] = [
        Self::UnknownProperty,
        Self::NotAnswered,
        Self::UnexpectedValue,
        Self::Repeated,
        Self::UnknownCode,
        Self::CodeOfOtherField,
        Self::TooLong,
        Self::OutOfRange,
        Self::TooEarly,
        Self::InFuture,
        Self::MeansMissing,
        Self::IdentifiedBeforeTrafficked,
    ];

    /// The code of the problem, or the name of the rule, that validation must report.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::UnknownProperty => "unknown-property",
            Self::NotAnswered => "not-answered",
            Self::UnexpectedValue => "unexpected-value",
            Self::Repeated => "repeated",
            Self::UnknownCode => "unknown-code",
            Self::CodeOfOtherField => "code-of-other-field",
            Self::TooLong => "too-long",
            Self::OutOfRange => "out-of-range",
            Self::TooEarly => "too-early",
            Self::InFuture => "in-future",
            Self::MeansMissing => "means-missing",
            Self::IdentifiedBeforeTrafficked => "identified-before-trafficked",
        }
    }
}

/// A record and what is wrong with it.
pub(crate) struct Made {
    pub(crate) record: Record,
    pub(crate) plant: Option<Plant>,
}

/// Makes records, always the same ones in the same order.
pub(crate) struct Generator<'a> {
    codebook: &'a Codebook,
    codes: BTreeMap<&'a str, Vec<&'a str>>,
    random: Random,
}

impl<'a> Generator<'a> {
    pub(crate) fn new(codebook: &'a Codebook) -> Self {
        let schema = codebook.schema("Victim").expect("the codebook has a schema of victims");
        Self { codebook, codes: codes_in_use(codebook, schema), random: Random::new(SEED) }
    }

    pub(crate) fn records(&mut self, count: usize) -> Vec<Made> {
        (0..count).map(|_| self.next()).collect()
    }

    fn next(&mut self) -> Made {
        let mut record =
            Record::new(RecordId::from_bits(self.random.bits()), "Victim", &self.codebook.version, self.claim());
        self.identity(&mut record);
        self.status(&mut record);
        self.elements(&mut record);
        self.exploitation(&mut record);
        self.officials(&mut record);
        let plant = self.random.in_hundred(PLANTED_PERCENT).then(|| self.random.pick(&Plant::ALL));
        if let Some(plant) = plant {
            self.plant(plant, &mut record);
        }
        Made { record, plant }
    }

    fn claim(&mut self) -> Claim {
        let said = self.random.in_hundred(60);
        let source = SourceId::from_bits(1 + self.random.below(40) as u128);
        Claim {
            asserted: said.then(|| self.random.past_date(2018, 2025).parse().expect("a made-up date is a date")),
            handling: self.random.pick(&[Handling::Amber, Handling::AmberStrict, Handling::Red]),
            ..Claim::alleged(source, Timestamp::UNIX_EPOCH)
        }
    }

    fn identity(&mut self, record: &mut Record) {
        set(record, "first_name", [Value::text(self.random.pick(FIRST_NAMES))]);
        set(record, "family_name", [Value::text(self.random.pick(FAMILY_NAMES))]);
        if self.random.in_hundred(30) {
            set(record, "other_names", [Value::text(self.random.pick(FIRST_NAMES))]);
        }
        if self.random.in_hundred(40) {
            let number = format!("{}-{:08}", self.random.pick(FAMILY_NAMES).len(), self.random.below(100_000_000));
            set(record, "identity_numbers", [Value::text(number)]);
        }
        let birth = self.random.past_date(1960, 2012);
        set(record, "birth_date", [date(&birth)]);
        self.code(record, "gender");
        self.codes(record, "citizenships", 1..=2);
        self.maybe_code(record, "primary_language", 80);
        self.maybe_code(record, "marital_status", 60);
        if self.random.in_hundred(50) {
            set(record, "children", [Value::Integer(self.random.between(0..=6))]);
        }
        self.maybe_code(record, "education", 50);
        if self.random.in_hundred(30) {
            set(record, "notes", [Value::text(self.random.pick(NOTES))]);
        }
    }

    fn status(&mut self, record: &mut Record) {
        let status = self.random.pick(&["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking"]);
        set(record, "trafficking_status", [Value::code(status)]);
        self.code(record, "status_decided_by");
        self.maybe_code(record, "identified_through", 70);
        let registered = self.random.past_date(2010, 2025);
        set(record, "registered_on", [date(&registered)]);
    }

    fn elements(&mut self, record: &mut Record) {
        let is_child = self.random.in_hundred(25);
        let age = if is_child { self.random.between(6..=17) } else { self.random.between(18..=55) };
        if self.random.in_hundred(70) {
            set(record, "age_when_trafficked", [Value::Integer(age)]);
            let later = age + self.random.between(0..=6);
            set(record, "age_at_identification", [Value::Integer(later)]);
        } else {
            set(record, "age_group_when_trafficked", [Value::code(if is_child { "child" } else { "adult" })]);
        }
        self.codes(record, "acts", 1..=3);
        if !is_child || self.random.in_hundred(50) {
            self.codes(record, "means", 1..=3);
        }
        self.codes(record, "purposes", 1..=2);
        self.unless_yes(record, "agreed_at_first", 20);
        if self.random.in_hundred(60) {
            self.codes(record, "recruitment_methods", 1..=2);
            let place = self.place();
            set(record, "place_of_recruitment", [place]);
        }
    }

    fn exploitation(&mut self, record: &mut Record) {
        self.codes(record, "exploitation_types", 1..=2);
        self.codes(record, "labour_sectors", 1..=1);
        self.codes(record, "methods_of_control", 1..=4);
        self.codes(record, "countries_of_exploitation", 1..=2);
        if self.random.in_hundred(60) {
            set(record, "duration_months", [Value::Integer(self.random.between(1..=96))]);
        }
        if self.random.in_hundred(50) {
            record.fields.insert("documents_taken".into(), Field::state(State::AskedYes));
        }
    }

    fn officials(&mut self, record: &mut Record) {
        for flag in ["official_involved", "threatened_with_officials", "turned_away", "help_for_favour"] {
            self.unless_yes(record, flag, 40);
        }
    }

    fn plant(&mut self, plant: Plant, record: &mut Record) {
        match plant {
            Plant::UnknownProperty => set(record, "shoe_size", [Value::Integer(39)]),
            Plant::NotAnswered => drop(record.fields.remove("trafficking_status")),
            Plant::UnexpectedValue => {
                let gender = record.fields.get_mut("gender").expect("every record says a gender");
                gender.state = State::AskedNo;
            }
            Plant::Repeated => {
                let methods = record.fields.get_mut("methods_of_control").expect("every record has methods");
                methods.values.push(methods.values[0].clone());
            }
            Plant::UnknownCode => {
                let property = self.random.pick(&["gender", "citizenships", "methods_of_control"]);
                set(record, property, [Value::code("Femenine")]);
            }
            Plant::CodeOfOtherField => set(record, "acts", [Value::code("EP3")]),
            Plant::TooLong => set(record, "family_name", [Value::text("Ω".repeat(201))]),
            Plant::OutOfRange => set(record, "duration_months", [Value::Integer(1201)]),
            Plant::TooEarly => {
                let birth = self.random.pick(&["1850", "187X", "1899-12", "1899-12-31~"]);
                set(record, "birth_date", [date(birth)]);
            }
            Plant::InFuture => {
                let day = self.random.pick(&["2027", "2026-12", "2026-11-24", "203X", "2025/2028-05"]);
                set(record, "registered_on", [date(day)]);
            }
            Plant::MeansMissing => {
                record.fields.remove("means");
                record.fields.remove("age_group_when_trafficked");
                set(record, "age_when_trafficked", [Value::Integer(18)]);
                set(record, "age_at_identification", [Value::Integer(21)]);
            }
            Plant::IdentifiedBeforeTrafficked => {
                record.fields.remove("age_group_when_trafficked");
                self.codes(record, "means", 1..=1);
                set(record, "age_when_trafficked", [Value::Integer(31)]);
                set(record, "age_at_identification", [Value::Integer(30)]);
            }
        }
    }

    fn code(&mut self, record: &mut Record, property: &'static str) {
        set(record, property, [Value::code(self.random.pick(&self.codes[property]))]);
    }

    fn maybe_code(&mut self, record: &mut Record, property: &'static str, percent: usize) {
        if self.random.in_hundred(percent) {
            self.code(record, property);
        }
    }

    /// Several different codes.
    fn codes(&mut self, record: &mut Record, property: &'static str, count: RangeInclusive<i64>) {
        let count = self.random.between(count);
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..count {
            let value = Value::code(self.random.pick(&self.codes[property]));
            if !values.contains(&value) {
                values.push(value);
            }
        }
        set(record, property, values);
    }

    /// Asked in so many cases out of a hundred, and answered with no or with not knowing.
    fn unless_yes(&mut self, record: &mut Record, flag: &str, percent: usize) {
        if self.random.in_hundred(percent) {
            let state = self.random.pick(&[State::AskedNo, State::AskedUnknown, State::Withheld]);
            record.fields.insert(flag.into(), Field::state(state));
        }
    }

    fn place(&mut self) -> Value {
        let mut place = Place::country(self.random.pick(&self.codes["countries_of_exploitation"]));
        if self.random.in_hundred(50) {
            place.locality = Some(Private::new(self.random.pick(TOWNS).to_owned()));
        }
        Value::Place(Box::new(place))
    }
}

fn set(record: &mut Record, property: &str, values: impl Into<Vec<Value>>) {
    record.fields.insert(property.into(), Field::values(values.into()));
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().expect("a made-up date is a date"))
}

/// The codes that each property of a schema may hold today.
fn codes_in_use<'a>(codebook: &'a Codebook, schema: &'a Schema) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut codes = BTreeMap::new();
    for property in &schema.properties {
        if let Kind::Code { list, under, .. } = &property.kind {
            let list = codebook.list(list).expect("reading the codebook made sure of the list");
            let fits =
                |code: &str| under.as_ref().is_none_or(|heading| code != heading && list.is_under(code, heading));
            let current = list.codes().iter().filter(|code| code.valid_to.is_none() && fits(&code.code));
            codes.insert(property.id.as_str(), current.map(|code| code.code.as_str()).collect());
        }
    }
    codes
}
