//! Values as the cells of a table: most are one cell, money and places are several.

use std::borrow::Cow;

use crate::codebook::{Kind, Property};
use crate::{Rung, Value};

/// What a cell holds of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The lower end of a sum.
    Low,
    /// The upper end of a sum.
    High,
    /// The currency of a sum.
    Currency,
    /// The day of the prices in which a sum is given.
    On,
    /// A rung above the point.
    Rung(Rung),
    /// Degrees north.
    Latitude,
    /// Degrees east.
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
    pub const fn of(kind: &Kind) -> &'static [Self] {
        match kind {
            Kind::Flag => &[],
            Kind::Money { .. } => &[Self::Low, Self::High, Self::Currency, Self::On],
            Kind::Place { .. } => &PLACE,
            _ => &[Self::Whole],
        }
    }

    /// What the part is called; none for a whole value.
    pub const fn name(self) -> Option<&'static str> {
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
    pub fn is_free_text(self, kind: &Kind) -> bool {
        matches!((self, kind), (Self::Whole, Kind::Text { .. }))
            || matches!(self, Self::Rung(rung) if rung != Rung::Country)
    }

    /// Whether it is a number, in the written form of numbers.
    pub const fn is_number(self, kind: &Kind) -> bool {
        match self {
            Self::Whole => matches!(kind, Kind::Integer { .. } | Kind::Number { .. }),
            Self::Low | Self::High | Self::Latitude | Self::Longitude => true,
            _ => false,
        }
    }

    /// Whether it is a date, in the written form of dates.
    pub const fn is_date(self, kind: &Kind) -> bool {
        matches!((self, kind), (Self::Whole, Kind::Date { .. }) | (Self::On, _))
    }

    /// How it is written; none where the value does not have it.
    pub fn text(self, value: &Value) -> Option<Cow<'_, str>> {
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
pub struct Column<'a> {
    /// What is asked for.
    pub property: &'a Property,
    /// What of each value.
    pub part: Part,
}

impl<'a> Column<'a> {
    /// The columns of a property whose places may be seen as fine as `finest`.
    pub fn of(property: &'a Property, finest: Rung) -> impl Iterator<Item = Self> {
        let is_seen = move |part: &&Part| match part {
            Part::Rung(rung) => *rung <= finest,
            Part::Latitude | Part::Longitude => finest == Rung::Point,
            _ => true,
        };
        Part::of(&property.kind).iter().filter(is_seen).map(move |&part| Self { property, part })
    }

    /// `stage`, `amount.low`: the property and the part.
    pub fn name(&self) -> String {
        match self.part.name() {
            Some(part) => format!("{}.{part}", self.property.id),
            None => self.property.id.to_string(),
        }
    }

    /// `stage`, `amount_low`: the same as forms name their questions, and without a mark that a language could misread.
    pub fn plain_name(&self) -> String {
        match self.part.name() {
            // There are sums of which another property says when they were paid: `paid` and `paid_on`.
            Some("on") => format!("{}_rate_date", self.property.id),
            Some(part) => format!("{}_{part}", self.property.id),
            None => self.property.id.to_string(),
        }
    }
}
