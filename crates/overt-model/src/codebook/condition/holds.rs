//! Whether a condition holds for a record.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{ClaimPart, Condition, Operand, Operator, Path, Test};
use crate::{Place, Record, Rung, State, Value};

impl Condition {
    /// Whether it holds. What is missing is never equal, smaller or larger than anything.
    pub fn holds(&self, record: &Record) -> bool {
        self.test.holds(record)
    }
}

impl Test {
    fn holds(&self, record: &Record) -> bool {
        match self {
            Self::Not(test) => !test.holds(record),
            Self::All(tests) => tests.iter().all(|test| test.holds(record)),
            Self::Any(tests) => tests.iter().any(|test| test.holds(record)),
            Self::HasValue(path) => path.has_value(record),
            Self::IsState(property, state) => record.state(property) == *state,
            Self::IsCode { path, codes, negated } => {
                let mut any = false;
                let mut hit = false;
                path.words(record, &mut |word| {
                    any = true;
                    hit |= codes.contains(word);
                });
                if *negated { any && !hit } else { hit }
            }
            Self::Compare { left, operator, right } => compare(record, left, *operator, right),
        }
    }
}

impl Path {
    fn has_value(&self, record: &Record) -> bool {
        match self {
            Self::Property(id) => record.state(id) == State::AskedYes,
            Self::Claim(ClaimPart::Decision) => record.claim.decision.is_some(),
            Self::Claim(_) => true,
            Self::Rung(..) => {
                let mut any = false;
                self.words(record, &mut |_| any = true);
                any
            }
        }
    }

    /// Every code or name found at the path.
    fn words(&self, record: &Record, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Property(id) => record.values(id).iter().for_each(|value| {
                if let Value::Code(code) = value {
                    visit(code);
                }
            }),
            Self::Rung(id, rung) => record.values(id).iter().for_each(|value| {
                if let Value::Place(place) = value
                    && let Some(name) = rung_name(place, *rung)
                {
                    visit(name);
                }
            }),
            Self::Claim(ClaimPart::Standing) => visit(record.claim.standing.code()),
            Self::Claim(ClaimPart::Reliability) => visit(record.claim.grade.reliability.code()),
            Self::Claim(ClaimPart::Credibility) => visit(record.claim.grade.credibility.code()),
            Self::Claim(ClaimPart::Handling) => visit(record.claim.handling.code()),
            Self::Claim(ClaimPart::Decision) => {}
        }
    }

    fn values<'r>(&self, record: &'r Record) -> &'r [Value] {
        match self {
            Self::Property(id) => record.values(id),
            Self::Rung(..) | Self::Claim(_) => &[],
        }
    }
}

fn rung_name(place: &Place, rung: Rung) -> Option<&str> {
    match rung {
        Rung::Country => place.country.as_deref(),
        rung => place.named(rung).map(|name| name.expose().as_str()),
    }
}

fn compare(record: &Record, left: &Path, operator: Operator, right: &Operand) -> bool {
    if let (Path::Rung(..), Operand::Path(right)) = (left, right) {
        return compare_words(record, left, operator, right);
    }
    left.values(record).iter().any(|left| match right {
        Operand::Path(path) => path.values(record).iter().any(|right| compare_values(left, operator, right)),
        Operand::Number(number) => number_of(left).is_some_and(|left| orders(left.cmp(number), operator)),
        Operand::Date(date) => compare_values(left, operator, &Value::Date(*date)),
    })
}

fn compare_words(record: &Record, left: &Path, operator: Operator, right: &Path) -> bool {
    let (mut any, mut same) = (false, false);
    left.words(record, &mut |left| {
        right.words(record, &mut |right| {
            any = true;
            same |= left == right;
        });
    });
    if operator == Operator::Equal { same } else { any && !same }
}

/// Dates and amounts compare only where the answer is the same on every reading of both sides.
fn compare_values(left: &Value, operator: Operator, right: &Value) -> bool {
    match (left, right) {
        (Value::Date(left), Value::Date(right)) => spans(left.bounds(), right.bounds(), operator),
        (Value::Money(left), Value::Money(right)) => {
            left.currency == right.currency && spans((left.low, left.high), (right.low, right.high), operator)
        }
        _ => match (number_of(left), number_of(right)) {
            (Some(left), Some(right)) => orders(left.cmp(&right), operator),
            _ => false,
        },
    }
}

fn number_of(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(number) => Some(Decimal::from(*number)),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn orders(ordering: Ordering, operator: Operator) -> bool {
    match operator {
        Operator::Equal => ordering.is_eq(),
        Operator::NotEqual => ordering.is_ne(),
        Operator::Less => ordering.is_lt(),
        Operator::LessOrEqual => ordering.is_le(),
        Operator::Greater => ordering.is_gt(),
        Operator::GreaterOrEqual => ordering.is_ge(),
    }
}

fn spans<T: Ord + Copy>(left: (T, T), right: (T, T), operator: Operator) -> bool {
    match operator {
        Operator::Equal => left == right,
        Operator::NotEqual => left.1 < right.0 || right.1 < left.0,
        Operator::Less => left.1 < right.0,
        Operator::LessOrEqual => left.1 <= right.0,
        Operator::Greater => left.0 > right.1,
        Operator::GreaterOrEqual => left.0 >= right.1,
    }
}
