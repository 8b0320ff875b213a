//! Figures by country and year. All figures are invented.

use overt_model::State;

use super::*;
use crate::rows::Rows as _;

fn glotip<'a>(value: &'a str, indicator: &'a str) -> [(&'a str, &'a str); 10] {
    [
        ("Iso3_code", "NAM"),
        ("Country", "Namibia"),
        ("Indicator", indicator),
        ("Dimension", "by form of exploitation"),
        ("Category", "Forced labour"),
        ("Sex", "Female"),
        ("Age", "18 years or over"),
        ("Year", "2019"),
        ("Unit of measurement", "Counts"),
        ("txtVALUE", value),
    ]
}

#[test]
fn fewer_than_five_is_suppressed_and_never_a_number() {
    let made = map("glotip", &[&glotip("<5", "Detected trafficking victims"), &glotip("1,234", "Persons convicted")]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let figures = made.all("figure");
    assert_eq!(figures[0].state("value"), State::Suppressed);
    assert!(figures[0].values("value").is_empty());
    assert_eq!(figures[1].values("value"), [Value::Number(1234.into())]);
    assert_eq!(codes(figures[1], "measure"), ["convictions"]);
    assert_eq!(text(figures[0], "breakdown"), "by form of exploitation, Forced labour, 18 years or over");
    assert_eq!(codes(figures[0], "country"), ["NAM"]);
}

#[test]
fn the_two_rows_above_the_table_are_passed_over() {
    let file = "Invented portal,,,,,,,,,,\nInvented note,,,,,,,,,,\n\
        Iso3_code,Country,Region,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE\n\
        MDA,Moldova,Europe,Persons convicted,Total,Total,Total,Total,2018,Counts,7\n\
        MDA,Moldova,Europe,Persons convicted,Total,Total,Male,Total,2018,Counts,<5\n";
    let reader = crate::table::Reader::open(std::io::Cursor::new(file.as_bytes())).unwrap();
    assert_eq!(fitting(reader.columns(), Codebook::embedded()).map(|ready| ready.name), Some("glotip"));
}

#[test]
fn areas_of_the_goals_are_numbers_with_or_without_zeros_and_regions_are_no_countries() {
    let row = |area: &'static str, value: &'static str| {
        [
            ("GeoAreaCode", area),
            ("SeriesCode", "VC_HTF_DETV"),
            ("TimePeriod", "2020"),
            ("Value", value),
            ("[Sex]", "BOTHSEX"),
        ]
    };
    let made = map("sdg-16-2-2", &[&row("4", "12"), &row("516", "<5"), &row("1", "99"), &row("202", "NaN")]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let figures = made.all("figure");
    assert_eq!(codes(figures[0], "country"), ["AFG"]);
    assert_eq!(figures[0].state("region"), State::NotAsked);
    assert_eq!(codes(figures[1], "country"), ["NAM"]);
    assert_eq!(figures[1].state("value"), State::Suppressed);
    assert_eq!(codes(figures[2], "region"), ["001"]);
    assert_eq!(figures[2].state("country"), State::NotAsked);
    assert_eq!(figures[3].state("value"), State::AskedUnknown);
}

#[test]
fn rates_of_the_goals_are_not_added_to_numbers() {
    let row: &[_] = &[("GeoAreaCode", "4"), ("SeriesCode", "VC_HTF_DETVR"), ("TimePeriod", "2020"), ("Value", "0.4")];
    assert!(map("sdg-16-2-2", &[row]).made.is_empty());
}

#[test]
fn eurostat_has_its_own_letters_for_three_countries() {
    let row = |geo: &'static str, value: &'static str| {
        [("leg_stat", "PER_VICT"), ("sex", "F"), ("geo", geo), ("TIME_PERIOD", "2021"), ("OBS_VALUE", value)]
    };
    let made = map("eurostat-crim", &[&row("EL", "10"), &row("UK", ":"), &row("XK", ": c")]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let figures = made.all("figure");
    assert_eq!(figures.iter().map(|figure| codes(figure, "country")[0]).collect::<Vec<_>>(), ["GRC", "GBR", "XKX"]);
    assert_eq!(
        figures.iter().map(|figure| figure.state("value")).collect::<Vec<_>>(),
        [State::AskedYes, State::AskedUnknown, State::Suppressed]
    );
}
