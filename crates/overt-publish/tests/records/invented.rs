//! Records that nobody lived: every property of every schema, in every state, with values that are hard on a format.

use overt_model::codebook::{Code, Kind, List, Property, Schema};
use overt_model::{
    Amount, Claim, ClaimDifference, Class, Codebook, Field, Grade, Handling, Place, Private, Record, RecordId, Rung,
    SourceId, Standing, State, Value,
};

/// A text that stands in every text of a sealed class.
pub(crate) const PLANTED: &str = "Planted Identity";

const DATES: [&str; 8] = ["2017", "2017-05-04", "2017-05~", "201X", "../2017", "2016/2018-21", "2017/", "2020-XX-XX?"];
const TEXTS: [&str; 14] = [
    "=1+1",
    "+49",
    "-5",
    "@x",
    "\tTab",
    "\rReturn",
    "'quoted'",
    "a;b%3B%",
    "\"x\",y\nz",
    "ünïcode ∑",
    "a b",
    "%25",
    ";",
    "#",
];

/// A generator that gives the same records for the same seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub(crate) fn id(&mut self) -> RecordId {
        RecordId::from_bits(u128::from(self.next()) << 64 | u128::from(self.next()))
    }

    /// A record of the schema with about `share` percent of its properties.
    pub(crate) fn record(&mut self, schema: &Schema, share: usize) -> Record {
        let claim = Claim {
            asserter: (self.below(2) == 0).then(|| self.id()),
            asserted: (self.below(2) == 0).then(|| self.one(&DATES).parse().unwrap()),
            standing: *self.one(Standing::ALL),
            decision: (self.below(2) == 0).then(|| self.id()),
            grade: Grade::UNJUDGED,
            handling: *self.one(Handling::ALL),
            ..Claim::alleged(
                SourceId::from_bits(u128::from(self.next())),
                jiff::Timestamp::from_second(1_700_000_000).unwrap(),
            )
        };
        let mut record = Record::new(self.id(), &schema.id, &Codebook::embedded().version, claim);
        for property in &schema.properties {
            if self.below(100) < share {
                record.fields.insert(property.id.clone(), self.field(property));
            }
        }
        record
    }

    fn field(&mut self, property: &Property) -> Field {
        let states: Vec<_> = property.states.iter().collect();
        let state = if self.below(2) == 0 { states[0] } else { *self.one(&states) };
        let mut field = Field::state(state);
        if state == State::AskedYes && !matches!(property.kind, Kind::Flag) {
            let count = if property.many { 1 + self.below(3) } else { 1 };
            field.values = (0..count).map(|_| self.value(property)).collect();
        }
        if self.below(10) == 0 {
            let difference = ClaimDifference { standing: Some(*self.one(Standing::ALL)), ..ClaimDifference::default() };
            field.difference = Some(Box::new(difference));
        }
        field
    }

    fn text(&mut self, is_sealed: bool) -> String {
        let text = *self.one(&TEXTS);
        if is_sealed { format!("{text}{PLANTED}") } else { text.to_owned() }
    }

    fn value(&mut self, property: &Property) -> Value {
        match &property.kind {
            Kind::Code { list, under } => {
                let list = Codebook::embedded().list(list).unwrap();
                let is_below = |code: &&Code| under.as_deref().is_none_or(|under| is_below(list, code, under));
                let codes: Vec<_> = list.codes().iter().filter(is_below).collect();
                Value::code(&self.one(&codes).code)
            }
            Kind::Text { .. } => Value::text(self.text(property.class.is_sealed())),
            Kind::Integer { min, max, .. } => {
                Value::Integer(min + i64::try_from(self.below(100)).unwrap().min(max - min))
            }
            Kind::Number { min, .. } => Value::Number(min.to_owned()),
            Kind::Money { .. } => {
                let low = "400.50".parse().unwrap();
                let high = if self.below(2) == 0 { low } else { "500".parse().unwrap() };
                let on = (self.below(2) == 0).then(|| self.one(&DATES).parse().unwrap());
                Value::Money(Box::new(Amount { low, high, currency: "EUR".into(), on }))
            }
            Kind::Date { .. } => Value::Date(self.one(&DATES).parse().unwrap()),
            Kind::Place { open_to } => Value::Place(Box::new(self.place(*open_to))),
            Kind::Reference { .. } => Value::Reference(self.id()),
            Kind::File => Value::File(format!("sha256:{}", "ab".repeat(32)).parse().unwrap()),
            Kind::Flag => unreachable!("a flag has no value"),
        }
    }

    fn place(&mut self, open_to: Rung) -> Place {
        let mut named = |rung: Rung| (self.below(2) == 0).then(|| Private::new(self.text(rung > open_to)));
        let [region, district, locality, site] =
            [Rung::Region, Rung::District, Rung::Locality, Rung::Site].map(&mut named);
        let point = (self.below(2) == 0).then(|| Private::new([-26.6, 88.125]));
        Place { country: Some("NPL".into()), region, district, locality, site, point }
    }
}

fn is_below(list: &List, code: &Code, under: &str) -> bool {
    code.code != under && list.is_under(&code.code, under)
}

/// The schemas that records can have.
pub(crate) fn schemas() -> impl Iterator<Item = &'static Schema> {
    Codebook::embedded().schemas().filter(|schema| !schema.is_abstract)
}

/// Some records of every schema.
pub(crate) fn records(seed: u64, share: usize) -> Vec<Record> {
    let mut random = Random(seed);
    (0..3).flat_map(|_| schemas().map(|schema| random.record(schema, share)).collect::<Vec<_>>()).collect()
}

/// The record as somebody sees it who opened nothing.
pub(crate) fn unopened(record: &Record) -> Record {
    let schema = Codebook::embedded().schema(&record.schema).unwrap();
    let mut seen = record.clone();
    seen.fields.retain(|id, _| !schema.property(id).unwrap().class.is_sealed());
    for (id, field) in &mut seen.fields {
        if let Kind::Place { open_to } = schema.property(id).unwrap().kind {
            for value in &mut field.values {
                if let Value::Place(place) = value {
                    **place = place.generalised_to(open_to);
                }
            }
        }
    }
    debug_assert!(Class::Direct.is_sealed());
    seen
}
