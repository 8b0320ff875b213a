//! Values as the cells of a table: most are one cell, money and places are several.

use std::borrow::Cow;

use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Amount, Class, Place, Private, Rung, Value};
use rust_decimal::Decimal;

use super::Scope;

/// What a cell holds of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Low,
    High,
    Currency,
    On,
    /// A rung above the point.
    Rung(Rung),
    Latitude,
    Longitude,
}

const PLACE: [Part; 7] = [
    Part::Rung(Rung::Country),
    Part::Rung(Rung::Region),
    Part::Rung(Rung::District),
    Part::Rung(Rung::Locality),
    Part::Rung(Rung::Site),
    Part::Latitude,
    Part::Longitude,
];

impl Part {
    /// What a value of this kind consists of; nothing for a flag.
    pub(super) const fn of(kind: &Kind) -> &'static [Self] {
        match kind {
            Kind::Flag => &[],
            Kind::Money { .. } => &[Self::Low, Self::High, Self::Currency, Self::On],
            Kind::Place { .. } => &PLACE,
            _ => &[Self::Whole],
        }
    }

    /// What the part is called; none for a whole value.
    pub(super) const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Whole => return None,
            Self::Low => "low",
            Self::High => "high",
            Self::Currency => "currency",
            Self::On => "on",
            Self::Rung(rung) => rung.name(),
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
        })
    }

    /// Whether it is a text that somebody wrote freely.
    pub(super) fn is_free_text(self, kind: &Kind) -> bool {
        matches!((self, kind), (Self::Whole, Kind::Text { .. }))
            || matches!(self, Self::Rung(rung) if rung != Rung::Country)
    }

    /// Whether it is a number, in the written form of numbers.
    pub(super) const fn is_number(self, kind: &Kind) -> bool {
        match self {
            Self::Whole => matches!(kind, Kind::Integer { .. } | Kind::Number { .. }),
            Self::Low | Self::High | Self::Latitude | Self::Longitude => true,
            _ => false,
        }
    }

    /// Whether it is a date, in the written form of dates.
    pub(super) const fn is_date(self, kind: &Kind) -> bool {
        matches!((self, kind), (Self::Whole, Kind::Date { .. }) | (Self::On, _))
    }

    /// How it is written; none where the value does not have it.
    pub(super) fn text(self, value: &Value) -> Option<Cow<'_, str>> {
        Some(match (self, value) {
            (Self::Whole, Value::Code(code)) => Cow::Borrowed(code),
            (Self::Whole, Value::Text(text)) => Cow::Borrowed(text.expose()),
            (Self::Whole, Value::Integer(number)) => number.to_string().into(),
            (Self::Whole, Value::Number(number)) => number.to_string().into(),
            (Self::Whole, Value::Date(date)) => date.to_string().into(),
            (Self::Whole, Value::Reference(id)) => id.to_string().into(),
            (Self::Whole, Value::File(hash)) => hash.to_string().into(),
            (Self::Low, Value::Money(amount)) => amount.low.to_string().into(),
            (Self::High, Value::Money(amount)) => amount.high.to_string().into(),
            (Self::Currency, Value::Money(amount)) => Cow::Borrowed(&amount.currency),
            (Self::On, Value::Money(amount)) => amount.on?.to_string().into(),
            (Self::Rung(Rung::Country), Value::Place(place)) => Cow::Borrowed(place.country.as_deref()?),
            (Self::Rung(rung), Value::Place(place)) => Cow::Borrowed(place.named(rung)?.expose()),
            (Self::Latitude, Value::Place(place)) => place.point.as_ref()?.expose()[0].to_string().into(),
            (Self::Longitude, Value::Place(place)) => place.point.as_ref()?.expose()[1].to_string().into(),
            _ => return None,
        })
    }
}

/// One column of values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) property: &'a Property,
    pub(super) part: Part,
}

impl Column<'_> {
    /// `stage`, `amount.low`: the property and the part.
    pub(super) fn name(&self) -> String {
        match self.part.name() {
            Some(part) => format!("{}.{part}", self.property.id),
            None => self.property.id.to_string(),
        }
    }

    /// `stage`, `amount_low`: the same as forms name their questions, and without a mark that a language could misread.
    pub(super) fn plain_name(&self) -> String {
        match self.part.name() {
            // There are sums of which another property says when they were paid: `paid` and `paid_on`.
            Some("on") => format!("{}_rate_date", self.property.id),
            Some(part) => format!("{}_{part}", self.property.id),
            None => self.property.id.to_string(),
        }
    }
}

/// The columns for the values of a property, as far as they may be seen: rungs of a place below the one that is open are
/// direct identifiers.
pub(super) fn columns<'a>(property: &'a Property, scope: &Scope<'_>) -> impl Iterator<Item = Column<'a>> {
    let finest = match property.kind {
        Kind::Place { open_to } if !scope.shows(Class::Direct) => open_to,
        _ => Rung::Point,
    };
    let is_seen = move |part: &&Part| match part {
        Part::Rung(rung) => *rung <= finest,
        Part::Latitude | Part::Longitude => finest == Rung::Point,
        _ => true,
    };
    Part::of(&property.kind).iter().filter(is_seen).map(move |&part| Column { property, part })
}

/// The properties of a schema that may be seen, in its order.
pub(super) fn seen<'a>(schema: &'a Schema, scope: &Scope<'_>) -> impl Iterator<Item = &'a Property> {
    let scope = *scope;
    schema.properties.iter().map(|property| &**property).filter(move |property| scope.shows(property.class))
}

/// The value of which these are the parts, each as it was written; none when they are not a value of this kind.
pub(super) fn assembled(kind: &Kind, parts: &[(Part, Cow<'_, str>)]) -> Option<Value> {
    let part =
        |wanted: Part| parts.iter().find(|(part, text)| *part == wanted && !text.is_empty()).map(|(_, text)| &**text);
    let decimal = |text: &str| Decimal::from_str_exact(text).ok();
    Some(match kind {
        Kind::Flag => return None,
        Kind::Money { .. } => {
            let low = decimal(part(Part::Low)?)?;
            let high = part(Part::High).map_or(Some(low), decimal)?;
            let on = part(Part::On).map(str::parse).transpose().ok()?;
            Value::Money(Box::new(Amount { low, high, currency: part(Part::Currency)?.into(), on }))
        }
        Kind::Place { .. } => {
            let named = |rung| part(Part::Rung(rung)).map(|name| Private::new(name.to_owned()));
            let point = match (part(Part::Latitude), part(Part::Longitude)) {
                (Some(latitude), Some(longitude)) => {
                    Some(Private::new([latitude.parse().ok()?, longitude.parse().ok()?]))
                }
                (None, None) => None,
                _ => return None,
            };
            Value::Place(Box::new(Place {
                country: part(Part::Rung(Rung::Country)).map(Into::into),
                region: named(Rung::Region),
                district: named(Rung::District),
                locality: named(Rung::Locality),
                site: named(Rung::Site),
                point,
            }))
        }
        Kind::Code { .. } => Value::Code(part(Part::Whole)?.into()),
        Kind::Text { .. } => Value::text(part(Part::Whole)?),
        Kind::Integer { .. } => Value::Integer(part(Part::Whole)?.parse().ok()?),
        Kind::Number { .. } => Value::Number(decimal(part(Part::Whole)?)?),
        Kind::Date { .. } => Value::Date(part(Part::Whole)?.parse().ok()?),
        Kind::Reference { .. } => Value::Reference(part(Part::Whole)?.parse().ok()?),
        Kind::File => Value::File(part(Part::Whole)?.parse().ok()?),
    })
}
