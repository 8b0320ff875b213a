//! Dates in EDTF: `2017`, `2017-05~`, `2015/2018`, `before 2019`.

use overt_model::Edtf;
use overt_model::edtf::Precision;

use super::{Function, Returns, Section, Value, all};
use crate::snapshot::ends;

pub(super) const FIRST: Function = Function {
    name: "edtf_first",
    arguments: &["date"],
    optional: 0,
    returns: Returns::Date,
    section: Section::Dates,
    about: "The first day that a date may be. Null where that is open.",
    example: "SELECT edtf_first('2017-05')",
    answer: "2017-05-01",
    run: |arguments| Ok(read(arguments).and_then(|date| ends(date).0).map(Value::Date)),
};

pub(super) const LAST: Function = Function {
    name: "edtf_last",
    about: "The last day that a date may be. Null where that is open.",
    example: "SELECT edtf_last('2017-05')",
    answer: "2017-05-31",
    run: |arguments| Ok(read(arguments).and_then(|date| ends(date).1).map(Value::Date)),
    ..FIRST
};

pub(super) const YEAR: Function = Function {
    name: "edtf_year",
    returns: Returns::Whole,
    about: "The year of a date. Null where it may lie in several.",
    example: "SELECT edtf_year('2017-05~'), edtf_year('2015/2018')",
    answer: "2017, null",
    run: |arguments| Ok(read(arguments).and_then(Edtf::year).map(|year| Value::Whole(year.into()))),
    ..FIRST
};

pub(super) const PRECISION: Function = Function {
    name: "edtf_precision",
    returns: Returns::Text,
    about: "How fine a date is: `century`, `decade`, `year`, `division` (a season, quarter or half-year), `month` or `day`; of a period \
            the coarser end.",
    example: "SELECT edtf_precision('2017-05')",
    answer: "month",
    run: |arguments| {
        let precision = read(arguments).and_then(Edtf::precision).map(|precision| match precision {
            Precision::Century => "century",
            Precision::Decade => "decade",
            Precision::Year => "year",
            Precision::Division => "division",
            Precision::Month => "month",
            Precision::Day => "day",
        });
        Ok(precision.map(|name| Value::Text(name.to_owned())))
    },
    ..FIRST
};

pub(super) const OVERLAPS: Function = Function {
    name: "edtf_overlaps",
    arguments: &["date", "other"],
    returns: Returns::Truth,
    about: "Whether two dates may be the same day, as far as they are known.",
    example: "SELECT edtf_overlaps('2017', '2017-05'), edtf_overlaps('2016', '2017-05')",
    answer: "true, false",
    run: |arguments| {
        Ok(both(arguments).map(|(one, other)| {
            let (one, other) = (one.bounds(), other.bounds());
            Value::Truth(one.0 <= other.1 && other.0 <= one.1)
        }))
    },
    ..FIRST
};

pub(super) const BEFORE: Function = Function {
    name: "edtf_before",
    arguments: &["date", "other"],
    returns: Returns::Truth,
    about: "Whether a date is certainly before another, on every reading of both.",
    example: "SELECT edtf_before('2016', '2017-05'), edtf_before('2017', '2017-05')",
    answer: "true, false",
    run: |arguments| Ok(both(arguments).map(|(one, other)| Value::Truth(one.is_certainly_before(other)))),
    ..FIRST
};

fn read(arguments: &[Option<&str>]) -> Option<Edtf> {
    all::<1>(arguments).and_then(|[text]| text.parse().ok())
}

fn both(arguments: &[Option<&str>]) -> Option<(Edtf, Edtf)> {
    let [one, other] = all::<2>(arguments)?;
    Some((one.parse().ok()?, other.parse().ok()?))
}
