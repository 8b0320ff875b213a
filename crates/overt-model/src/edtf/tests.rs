use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Edtf, EdtfError, Precision};

fn parsed(text: &str) -> Edtf {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn every_written_form_survives_a_round_trip() {
    for text in [
        "2017",
        "2017-05",
        "2017-05-04",
        "2017?",
        "2017-05~",
        "2017-05-04%",
        "201X",
        "20XX",
        "2017-XX",
        "2017-XX-XX",
        "2017-05-XX",
        "2017-21",
        "2017-28",
        "2017-33",
        "2017-41",
        "2016/2018",
        "2016-05/..",
        "../2018-01-31",
        "2016/",
        "/2018",
        "0001",
    ] {
        assert_eq!(parsed(text).to_string(), text);
    }
}

#[test]
fn bounds_cover_every_day_that_may_be_meant() {
    for (text, first, last) in [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2017-22", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-28", date(2017, 12, 1), date(2018, 2, 28)),
        ("2017-34", date(2017, 4, 1), date(2017, 6, 30)),
        ("2016/2018-03", date(2016, 1, 1), date(2018, 3, 31)),
        ("2016-05/..", date(2016, 5, 1), date(9999, 12, 31)),
    ] {
        assert_eq!(parsed(text).bounds(), (first, last), "{text}");
    }
}

#[test]
fn what_is_not_a_date_is_refused_with_the_reason() {
    for (text, error) in [
        ("", EdtfError::Shape),
        ("4/5/2017", EdtfError::Shape),
        ("17", EdtfError::Shape),
        ("2017-5-4", EdtfError::Shape),
        ("2017-05-04T10:00", EdtfError::TimeOfDay),
        ("2017-13", EdtfError::NoSuchDay),
        ("2017-02-29", EdtfError::NoSuchDay),
        ("0000", EdtfError::NoSuchDay),
        ("2018/2016", EdtfError::Reversed),
        ("/", EdtfError::NoEnd),
        ("../..", EdtfError::NoEnd),
        ("2XXX", EdtfError::Shape),
        ("201X-05", EdtfError::Shape),
        ("２０１７", EdtfError::Shape),
    ] {
        assert_eq!(text.parse::<Edtf>(), Err(error), "{text}");
    }
}

#[test]
fn order_is_claimed_only_where_it_is_certain() {
    assert!(parsed("2016").is_certainly_before(parsed("2017-01-01")));
    assert!(!parsed("2016").is_certainly_before(parsed("2016-12-31")));
    assert!(!parsed("2016/..").is_certainly_before(parsed("2018")));
    assert_eq!(parsed("2016-05/2018").precision(), Some(Precision::Year));
    assert_eq!(parsed("2017-05").year(), Some(2017));
    assert_eq!(parsed("2017-28").year(), None);
}

fn any_day() -> impl Strategy<Value = Date> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

proptest! {
    #[test]
    fn a_day_is_its_own_bounds_and_text(day in any_day()) {
        let edtf = Edtf::day(day);
        prop_assert_eq!(edtf.bounds(), (day, day));
        prop_assert_eq!(parsed(&edtf.to_string()), edtf);
    }

    #[test]
    fn no_text_makes_the_parser_fail_otherwise_than_with_an_error(text in "[0-9X~?%/.\\-T]{0,14}") {
        if let Ok(edtf) = text.parse::<Edtf>() {
            let (first, last) = edtf.bounds();
            prop_assert!(first <= last);
            prop_assert_eq!(edtf.to_string(), text);
        }
    }

    #[test]
    fn certainly_before_is_never_true_both_ways(a in any_day(), b in any_day()) {
        let (a, b) = (Edtf::day(a), Edtf::day(b));
        prop_assert!(!(a.is_certainly_before(b) && b.is_certainly_before(a)));
    }
}
