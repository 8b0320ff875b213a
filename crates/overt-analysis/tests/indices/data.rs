//! The public series that published numbers are about, read from beside the repository; and the list of inputs, which is part of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use overt_analysis::associate::Coefficient;
use overt_analysis::circular::{Graph, Input};
use overt_analysis::fragility::{Countries, Outliers, Question, Scale, Score};
use overt_analysis::series::{Column, Iso3, Joined, Key, Observation, Series, join};

/// A row of a file by the names of its columns, and its line.
pub(crate) struct Row {
    line: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    pub(crate) fn get(&self, column: &str) -> &str {
        &self.cells[column]
    }
}

/// The rows of a file, or none, said aloud, where the files are not there.
pub(crate) fn rows(file: &str) -> Option<Vec<Row>> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference")).join(file);
    if !path.exists() {
        eprintln!("SKIPPED: {} is not there, so nothing was tested against it.", path.display());
        return None;
    }
    Some(rows_of(&path))
}

fn rows_of(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("the file opens");
    let names = reader.headers().expect("it has a header").clone();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("it is CSV");
        let line = record.position().map_or(0, |position| usize::try_from(position.line()).expect("small"));
        Row { line, cells: names.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect() }
    };
    reader.records().map(row).collect()
}

/// A column of a file. Rows without a value are left out.
pub(crate) fn observations(
    file: &str,
    column: &str,
    wanted: impl Fn(&Row) -> bool,
    value: impl Fn(&str) -> Option<f64>,
) -> Option<Vec<Observation>> {
    let observation = |row: &Row| {
        Some(Observation {
            country: code(row.get("iso3")),
            year: row.get("year").parse().expect("a year"),
            value: value(row.get(column))?,
            row: row.line,
        })
    };
    Some(rows(file)?.iter().filter(|row| wanted(row)).filter_map(observation).collect())
}

/// A column of a file as a series.
pub(crate) fn read(
    file: &str,
    name: &str,
    edition: &str,
    column: &str,
    wanted: impl Fn(&Row) -> bool,
    value: impl Fn(&str) -> Option<f64>,
) -> Option<Series> {
    Some(Series::new(name, edition, file, observations(file, column, wanted, value)?).expect("no row is there twice"))
}

pub(crate) fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

pub(crate) fn code(text: &str) -> Iso3 {
    text.parse().expect("a country code")
}

pub(crate) fn key(text: &str) -> Key {
    Key { country: code(text), year: None }
}

pub(crate) fn tier_of(text: &str) -> Option<f64> {
    ["1", "2", "2WL", "3"].iter().position(|tier| *tier == text).map(|place| [1.0, 2.0, 3.0, 4.0][place])
}

pub(crate) fn tier_label(value: f64) -> String {
    ["1", "2", "2WL", "3"].iter().find(|tier| tier_of(tier) == Some(value)).expect("a tier").to_string()
}

/// CPI 2017 as first published.
pub(crate) fn cpi_2017() -> Option<Column> {
    let series = read("cpi_2017_first_release.csv", "CPI", "first release", "cpi", |_| true, number)?;
    Some(series.at(2017))
}

pub(crate) fn cpi_2017_errors() -> Option<Column> {
    let file = "cpi_2017_first_release.csv";
    Some(read(file, "CPI standard error", "first release", "standard_error", |_| true, number)?.at(2017))
}

pub(crate) fn cpi() -> Option<Series> {
    read("cpi_2012_2023.csv", "CPI", "release of 2023", "cpi", |_| true, number)
}

pub(crate) fn tiers() -> Option<Series> {
    let complete = |row: &Row| row.get("complete_year") == "True";
    read("tip_tiers.csv", "TIP tier", "Kelley 2017", "tier", complete, tier_of)
}

pub(crate) fn control_of_corruption() -> Option<Series> {
    read("wgi_1996_2019.csv", "WGI control of corruption", "2020 update", "control_of_corruption", |_| true, number)
}

/// A column of the data of the Global Slavery Index 2016.
pub(crate) fn gsi_2016(name: &str, column: &str) -> Option<Column> {
    Some(read("gsi_2016.csv", name, "GSI 2016", column, |_| true, number)?.at(2016))
}

pub(crate) fn prevalence_2016() -> Option<Column> {
    gsi_2016("prevalence", "prevalence_pct")
}

/// Prevalence in the later data, of surveys only or of all countries.
///
/// The file has the Democratic Republic of the Congo of 2018 twice, as a survey and as an estimate. The survey stays.
pub(crate) fn prevalence_later(surveys_only: bool) -> Option<Series> {
    let survey = |row: &Row| row.get("basis").starts_with("survey");
    let twice = |row: &Row| (row.get("iso3"), row.get("year")) == ("COD", "2018") && !survey(row);
    let wanted = |row: &Row| (survey(row) || !surveys_only) && !twice(row);
    let file = "gsi_2016_2018_lavellehill.csv";
    read(file, "prevalence", "Lavelle-Hill et al. 2021", "prevalence_pct", wanted, number)
}

/// The countries of the GSI 2016 with a survey of their own.
pub(crate) fn surveyed_2016() -> Option<BTreeSet<Iso3>> {
    Some(prevalence_later(true)?.at(2016).cells.keys().map(|key| key.country).collect())
}

/// CPI 2017 beside the prevalence of 2016.
pub(crate) fn cpi_and_prevalence() -> Option<Joined> {
    Some(join(&[&cpi_2017()?, &prevalence_2016()?]))
}

pub(crate) fn without_far_ones(joined: &Joined) -> Joined {
    joined.keep("left out as an outlier", |of| ![key("PRK"), key("UZB")].contains(&of))
}

pub(crate) fn source_scores() -> Option<Vec<Score>> {
    let score = |row: &Row| Score {
        country: code(row.get("iso3")),
        source: row.get("cpi_source").to_owned(),
        value: number(row.get("standardised_score")).expect("a score"),
        row: row.line,
    };
    Some(rows("cpi_2017_source_scores.csv")?.iter().map(score).collect())
}

/// The list of inputs that comes with the program.
pub(crate) fn inputs() -> Graph {
    let input = |row: &Row| Input {
        index: row.get("index_id").to_owned(),
        edition: row.get("edition").to_owned(),
        input: row.get("input_id").to_owned(),
        name: row.get("input_name").to_owned(),
        role: row.get("role").to_owned(),
        corruption: row.get("is_corruption_measure").parse().expect("yes, partial, claimed or no"),
        via: row.get("via").to_owned(),
        source: row.get("source").to_owned(),
    };
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/index_inputs.csv"));
    Graph::new(rows_of(path).iter().map(input).collect()).expect("few rows")
}

/// Measures of corruption and of trafficking of many years, and every other choice that papers about them made.
pub(crate) fn question() -> Option<Question> {
    let (cpi, control, tiers, later) = (cpi()?, control_of_corruption()?, tiers()?, prevalence_later(false)?);
    let surveyed: BTreeSet<Iso3> = prevalence_later(true)?.cells().map(|((country, _), _)| country).collect();
    let members = |region: &str| -> Option<BTreeSet<Iso3>> {
        let rows = rows("countries_iso3166.csv")?;
        Some(rows.iter().filter(|row| row.get("region") != region).map(|row| code(row.get("iso3"))).collect())
    };
    let mut countries = vec![
        Countries { label: "all".to_owned(), only: None },
        Countries { label: "surveyed for the GSI".to_owned(), only: Some(surveyed) },
    ];
    for region in ["Africa", "Americas", "Asia", "Europe"] {
        countries.push(Countries { label: format!("without {region}"), only: Some(members(region)?) });
    }
    let named = ["PRK", "UZB"].map(code).into_iter().collect();
    Some(Question {
        left: (2012..=2017).map(|year| cpi.at(year)).chain((2014..=2017).map(|year| control.at(year))).collect(),
        right: [2012, 2013, 2014, 2015]
            .map(|year| tiers.at(year))
            .into_iter()
            .chain([prevalence_2016()?, later.at(2018)])
            .collect(),
        countries,
        outliers: vec![
            Outliers::Keep,
            Outliers::Named(named),
            Outliers::StrongestPair,
            Outliers::Beyond(3.0),
            Outliers::Winsorised(0.05),
        ],
        left_scales: vec![Scale::AsIs, Scale::Log, Scale::SquareRoot],
        right_scales: vec![Scale::AsIs, Scale::Log, Scale::SquareRoot],
        coefficients: Coefficient::ALL.to_vec(),
    })
}
