//! Joining, and tables held against tables.

use overt_analysis::series::{Fit, Iso3, Observation, Series, Statement, compare, date_figures, join};

use crate::data::{code, cpi, number, observations, prevalence_later, read};

fn invented(name: &str, values: &[(&str, i32, f64)]) -> Series {
    let observation = |(row, (country, year, value)): (usize, &(&str, i32, f64))| Observation {
        country: code(country),
        year: *year,
        value: *value,
        row: row + 2,
    };
    Series::new(name, "invented", "invented.csv", values.iter().enumerate().map(observation)).expect("no row twice")
}

#[test]
fn a_country_that_falls_out_is_named_with_the_side_that_lacks_it() {
    let one = invented("one", &[("AAA", 2001, 1.0), ("BBB", 2001, 2.0)]).at(2001);
    let other = invented("other", &[("BBB", 2002, 3.0), ("CCC", 2002, 4.0), ("AAA", 2003, 5.0)]).at(2002);
    let third = invented("third", &[("BBB", 2002, 3.0), ("DDD", 2002, 4.0)]).at(2002);
    let joined = join(&[&one, &other, &third]);
    let told: Vec<String> = joined.exclusions.iter().map(|gone| format!("{}: {}", gone.who, gone.why)).collect();
    assert_eq!(
        told,
        [
            "AAA: not in other 2002 (invented), nor in third 2002 (invented)",
            "CCC: not in one 2001 (invented), nor in third 2002 (invented)",
            "DDD: not in one 2001 (invented), nor in other 2002 (invented)"
        ]
    );
    assert_eq!(joined.keys.len(), 1);
    assert_eq!((joined.sides[0].rows[0], joined.sides[1].rows[0]), (3, 2), "every value keeps its row");
}

#[test]
fn the_same_country_and_year_twice_and_values_that_are_no_numbers_are_all_refused() {
    let row = |row, value| Observation { country: code("AAA"), year: 2001, value, row };
    let problems =
        Series::new("one", "invented", "one.csv", [row(2, 1.0), row(3, 1.0), row(4, f64::NAN)]).expect_err("refused");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("rows 2 and 3") && told[1].contains("row 4"), "{told:?}");
}

#[test]
fn the_country_that_a_public_table_has_twice_is_refused_by_its_rows() {
    let file = "gsi_2016_2018_lavellehill.csv";
    let Some(observations) = observations(file, "prevalence_pct", |_| true, number) else { return };
    let problems = Series::new("prevalence", "2021", file, observations).expect_err("it is refused");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].sentence.contains("COD 2018 twice, in rows 17 and 143"), "{}", problems[0]);
}

#[test]
fn a_code_is_three_capital_letters() {
    assert!("KHM".parse::<Iso3>().is_ok());
    for wrong in ["", "KH", "khm", "KHMR", "K M", "É1"] {
        assert!(wrong.parse::<Iso3>().is_err(), "{wrong}");
    }
}

#[test]
fn the_fourteen_defective_rows_are_found_and_rounding_is_not_a_defect() {
    let published = read("gsi_2016.csv", "prevalence", "GSI 2016", "prevalence_pct", |_| true, number);
    let (Some(later), Some(published)) = (prevalence_later(false), published) else { return };
    let found = compare(&later, &published);
    let countries: Vec<String> = found.disagreements.iter().map(|row| row.country.to_string()).collect();
    let defective = ["BRN", "CIV", "COD", "COG", "HKG", "IRN", "KOR", "LAO", "MDA", "MKD", "PRK", "SYR", "TZA", "VEN"];
    assert_eq!(countries, defective);
    assert_eq!(found.n, 165);
    let korea = found.disagreements.iter().find(|row| row.country == code("PRK")).expect("listed");
    assert!(korea.checked.value > 10.0 && korea.reference.value < 5.0);
    assert_eq!(korea.same_as, [2018], "the row of 2016 carries the value of 2018");
    assert!(
        found.exclusions.iter().any(|gone| gone.who == "TWN 2016" && gone.why.to_string().contains("Lavelle-Hill"))
    );
}

#[test]
fn the_cpi_of_2017_was_not_changed_by_later_releases() {
    let first = read("cpi_2017_first_release.csv", "CPI", "first release", "cpi", |_| true, number);
    let (Some(later), Some(first)) = (cpi(), first) else { return };
    let found = compare(&later, &first);
    assert_eq!((found.n, found.disagreements.len(), found.exclusions.len()), (180, 0, 0));
}

#[test]
fn figures_stated_for_a_year_are_found_in_the_row_of_another() {
    let table = |column: &str| read("world_tip_prosecutions.csv", column, "TIP reports", column, |_| true, number);
    let (Some(prosecutions), Some(convictions)) = (table("prosecutions"), table("convictions")) else { return };
    let tables = [&prosecutions, &convictions];
    let dated = |year, prosecutions, convictions| {
        let statement = Statement { year, figures: vec![prosecutions, convictions] };
        date_figures(&tables, code("WLD"), &statement).expect("figures are there")
    };
    assert_eq!(dated(2011, Some(9_460.0), Some(5_774.0)).fit, Fit::OtherYear(2013));
    assert_eq!(dated(2016, Some(14_894.0), Some(9_071.0)).fit, Fit::Exact);
    assert_eq!(dated(2015, None, Some(6_615.0)).fit, Fit::Near);
    assert_eq!(dated(2012, Some(1.0), Some(2.0)).fit, Fit::NoYear);
}

#[test]
fn a_table_that_repeats_another_disagrees_nowhere() {
    let one = invented("one", &[("AAA", 2001, 0.125), ("BBB", 2001, 2.0)]);
    let rounded = invented("one", &[("AAA", 2001, 0.13), ("BBB", 2001, 2.0)]);
    let wrong = invented("one", &[("AAA", 2001, 0.14), ("BBB", 2001, 2.0)]);
    assert!(compare(&one, &one).disagreements.is_empty());
    assert!(compare(&rounded, &one).disagreements.is_empty());
    assert_eq!(compare(&wrong, &one).disagreements.len(), 1);
}
