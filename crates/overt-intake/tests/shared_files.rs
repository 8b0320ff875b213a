//! The ready mappings against the files of `../shared`, where that is present: nothing of a row is lost, and nothing is made up.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overt_intake::rows::{Item, Row};
use overt_intake::{file, ready};
use overt_model::codebook::Severity;
use overt_model::{Claim, Codebook, Record, RecordId, Secret, SourceId, State, Validator, Value};
use rust_decimal::Decimal;

/// A file, the mapping that has to be found for it, and the columns whose cells become records of a measure.
struct Series {
    file: &'static str,
    mapping: &'static str,
    measures: &'static [(&'static str, &'static [&'static str])],
    /// The rows that hold nothing for the mapping: all with another value than this in this column.
    only: Option<(&'static str, &'static str)>,
}

const fn series(
    file: &'static str,
    mapping: &'static str,
    measures: &'static [(&'static str, &'static [&'static str])],
) -> Series {
    Series { file, mapping, measures, only: None }
}

const SERIES: [Series; 13] = [
    series("cpi_1995_2011", "cpi-1995", &[("cpi-1995", &["cpi_0_10"])]),
    series("cpi_2012_2023", "cpi", &[("cpi", &["cpi"])]),
    series("cpi_2017_first_release", "cpi-first-release", &[("cpi", &["cpi"])]),
    series("cpi_2017_source_scores", "cpi-source-scores", &[("cpi-source-score", &["standardised_score"])]),
    series("tip_tiers", "tip-tiers", &[("tip-tier", &["tier"])]),
    series(
        "three_p_2000_2013",
        "three-p",
        &[
            ("tip-tier", &["tip_tier"]),
            ("3p-overall", &["p3_overall"]),
            ("3p-prosecution", &["p3_prosecution"]),
            ("3p-protection", &["p3_protection"]),
            ("3p-prevention", &["p3_prevention"]),
            ("criminalisation", &["criminalisation"]),
        ],
    ),
    series(
        "wgi_1996_2019",
        "wgi",
        &[
            ("wgi-control-of-corruption", &["control_of_corruption"]),
            ("wgi-government-effectiveness", &["government_effectiveness"]),
            ("wgi-political-stability", &["political_stability"]),
            ("wgi-regulatory-quality", &["regulatory_quality"]),
            ("wgi-rule-of-law", &["rule_of_law"]),
            ("wgi-voice", &["voice_and_accountability"]),
        ],
    ),
    series(
        "gsi_2016",
        "gsi-2016",
        &[
            ("gsi-prevalence", &["prevalence_pct"]),
            ("gsi-number", &["number_enslaved"]),
            ("gsi-vulnerability", &["vuln_mean"]),
            ("gsi-response", &["gov_total_minus_penalty"]),
            ("gsi-response-deduction", &["corruption_or_state_forced_labour_penalty"]),
            ("population", &["population"]),
        ],
    ),
    Series {
        file: "gsi_2016_2018_lavellehill",
        mapping: "gsi-2018-lavelle-hill",
        measures: &[("gsi-prevalence", &["prevalence_pct"])],
        // Those of 2016 have defects, and gsi_2016 has what was published.
        only: Some(("year", "2018")),
    },
    series(
        "panel_kelley_simmons_2000_2011",
        "kelley-simmons",
        &[
            ("tip-tier", &["tip_tier_code"]),
            ("3p-overall", &["p3_overall"]),
            ("3p-prosecution", &["p3_prosecution"]),
            ("3p-protection", &["p3_protection"]),
            ("3p-prevention", &["p3_prevention"]),
            ("unodc-incidence-origin", &["unodc_incidence_origin"]),
            ("unodc-incidence-transit", &["unodc_incidence_transit"]),
            ("unodc-incidence-destination", &["unodc_incidence_destination"]),
            ("wgi-control-of-corruption", &["wgi_control_of_corruption"]),
            ("wgi-rule-of-law", &["wgi_rule_of_law"]),
            ("icrg-corruption", &["icrg_corruption"]),
            ("women-in-parliament", &["women_in_parliament_pct"]),
            ("gdp-per-head", &["gdp_pc_const2000usd", "gdp_pc_current_usd"]),
            ("population", &["population"]),
        ],
    ),
    series(
        "macro_1995_on",
        "macro",
        &[
            ("gdp", &["gdp_current_usd"]),
            ("population", &["population"]),
            ("gdp-per-head", &["gdp_per_capita_current_usd"]),
            ("infant-mortality", &["infant_mortality_per_1000"]),
        ],
    ),
    series("treaties_un_2015", "un-treaties", &[("treaty-status", &["signature_date", "bound_date"])]),
    series(
        "world_tip_prosecutions",
        "tip-prosecutions",
        &[
            ("prosecutions", &["prosecutions", "prosecutions_labour"]),
            ("convictions", &["convictions", "convictions_labour"]),
            ("victims-identified", &["victims_identified", "victims_labour"]),
        ],
    ),
];

/// A file of `../shared`; none, said aloud, where it is absent.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: {} is absent, so this test compared nothing with it", path.display());
    None
}

fn reference(name: &str) -> Option<PathBuf> {
    shared(&format!("reference/{name}.csv"))
}

/// What a mapping made of a file, and what a plain reader of tables finds in it.
struct Taken {
    records: Vec<Record>,
    /// How many rows became records, and how many held nothing for the mapping.
    made: usize,
    idle: usize,
    cells: Vec<BTreeMap<String, String>>,
}

/// Takes a file in with the mapping that its columns find. Every row is taken, and every record is without error.
fn taken(path: &Path, expected: &str) -> Taken {
    let name = path.file_name().unwrap().display();
    let codebook = Codebook::embedded();
    let open = || file::open(path, None).unwrap();
    let columns = open().columns().to_vec();
    let ready = ready::fitting(&columns, codebook).unwrap_or_else(|| panic!("{name}: no mapping fits"));
    assert_eq!(ready.name, expected, "{name}");
    let (mut mapping, mut row, mut rows) = (ready.mapping(codebook).unwrap(), Row::default(), open());
    let mut survey = mapping.survey();
    survey.bind(&columns);
    while rows.next(&mut row).unwrap().is_some() {
        survey.row(&row);
    }
    let found = survey.found();
    mapping.decide(&found);
    let mut mapper =
        mapping.mapper(Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH), Secret::new([3; 32]));
    let fit = mapper.bind(&columns);
    assert!(fit.missing.is_empty() && fit.unused.is_empty() && fit.keys_missing.is_empty(), "{name}: {fit:?}");
    let validator = Validator::new(codebook, jiff::civil::date(2026, 1, 1));
    let (mut records, mut made, mut idle, mut rows) = (Vec::new(), 0, 0, open());
    while let Some(item) = rows.next(&mut row).unwrap() {
        let line = *item.lines().start();
        assert!(matches!(item, Item::Row(_)), "{name}, line {line}: {item:?}");
        let before = records.len();
        match mapper.row(&row) {
            Ok(made) => records.extend(made.map(|made| made.record)),
            Err(refusals) => panic!("{name}, line {line}: {refusals:?}"),
        }
        if records.len() == before {
            idle += 1;
        } else {
            made += 1;
        }
        for record in &records[before..] {
            let mut problems = validator.problems(record);
            problems.retain(|problem| problem.severity == Severity::Error);
            assert!(problems.is_empty(), "{name}, line {line}: {problems:?}");
        }
    }
    let ids: BTreeSet<RecordId> = records.iter().map(|record| record.id).collect();
    assert_eq!(ids.len(), records.len(), "{name}: two records have one key");
    let cells = csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    Taken { records, made, idle, cells }
}

fn code<'r>(record: &'r Record, property: &str) -> &'r str {
    match record.values(property) {
        [Value::Code(code)] => code,
        values => panic!("{property} is not one code: {values:?}"),
    }
}

/// What a cell says as a number, also where it is written as `3.4e-05`.
fn figure(cell: &str) -> Option<Decimal> {
    Decimal::from_scientific(cell).or_else(|_| cell.parse()).ok()
}

fn is_of(row: &BTreeMap<String, String>, only: Option<(&str, &str)>) -> bool {
    only.is_none_or(|(column, value)| row[column] == value)
}

#[test]
fn every_row_of_the_country_series_is_taken_and_every_figure_becomes_one_record_of_its_measure() {
    for Series { file, mapping, measures, only } in SERIES {
        let Some(path) = reference(file) else { continue };
        let Taken { records, made, idle, cells } = taken(&path, mapping);
        assert_eq!(made + idle, cells.len(), "{file}");
        assert_eq!(idle, cells.iter().filter(|row| !is_of(row, only)).count(), "{file}: rows with nothing for it");
        let mut counted = BTreeMap::new();
        for record in &records {
            *counted.entry(code(record, "measure")).or_insert(0) += 1;
        }
        let figures = |columns: &'static [&str]| {
            let ours = cells.iter().filter(|row| is_of(row, only));
            ours.flat_map(move |row| columns.iter().map(|column| row[*column].trim())).filter(|cell| !cell.is_empty())
        };
        let expected = measures.iter().map(|(measure, columns)| (*measure, figures(columns).count())).collect();
        assert_eq!(counted, expected, "{file}");
        println!(
            "{file}: {} rows, {} records, {idle} rows with nothing for it: {counted:?}",
            cells.len(),
            records.len()
        );
        for (measure, columns) in measures.iter().copied() {
            let values = records.iter().filter(|record| code(record, "measure") == measure);
            let sum: Decimal = values
                .flat_map(|record| record.values("value"))
                .map(|value| if let Value::Number(number) = value { *number } else { panic!("no number") })
                .sum();
            // Tiers, answers and acts are no numbers, and -1 is a code for no figure in the panel.
            let is_figure = |cell: &Decimal| measure != "women-in-parliament" || !cell.is_sign_negative();
            let told = figures(columns).filter_map(figure).filter(is_figure).sum::<Decimal>();
            if measure != "tip-tier" {
                assert_eq!(sum.normalize(), told.normalize(), "{file}, {measure}");
            }
        }
    }
}

#[test]
fn every_observation_says_who_published_it_and_in_what_source() {
    for Series { file, mapping, .. } in SERIES {
        let Some(path) = reference(file) else { continue };
        for record in taken(&path, mapping).records {
            assert!(["provider", "edition"].iter().all(|property| record.values(property).len() == 1), "{file}");
            assert_ne!(record.state("country"), record.state("region"), "{file}: a country or a region");
        }
    }
}

#[test]
fn the_watch_list_is_a_tier_of_its_own_however_it_is_written() {
    for (file, mapping, column) in [
        ("tip_tiers", "tip-tiers", "tier"),
        ("three_p_2000_2013", "three-p", "tip_tier"),
        ("panel_kelley_simmons_2000_2011", "kelley-simmons", "tip_tier_code"),
    ] {
        let Some(path) = reference(file) else { continue };
        let Taken { records, cells, .. } = taken(&path, mapping);
        let count = |tier: &str| records.iter().filter(|record| record.values("tier") == [Value::code(tier)]).count();
        for (tier, spellings) in
            [("1", ["1", "1.0"]), ("2", ["2", "2.0"]), ("2WL", ["2WL", "2.5"]), ("3", ["3", "3.0"])]
        {
            let written = cells.iter().filter(|row| spellings.contains(&row[column].as_str())).count();
            assert!(written > 0);
            assert_eq!(count(tier), written, "{file}, tier {tier}");
        }
    }
}

#[test]
fn a_tier_of_a_year_that_is_known_in_part_says_so() {
    let Some(path) = reference("tip_tiers") else { return };
    let Taken { records, cells, .. } = taken(&path, "tip-tiers");
    let cautioned = records.iter().filter(|record| record.values("method").len() == 1).count();
    assert_eq!(cautioned, cells.iter().filter(|row| row["complete_year"] == "False").count());
}

#[test]
fn a_treaty_has_each_act_on_its_day_and_the_european_union_is_a_region() {
    let Some(path) = reference("treaties_un_2015") else { return };
    let Taken { records, cells, .. } = taken(&path, "un-treaties");
    let mut acts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in &records {
        *acts.entry(code(record, "treaty_action")).or_default() += 1;
    }
    let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &cells {
        if !row["signature_date"].is_empty() {
            *expected.entry("signature").or_default() += 1;
        }
        if !row["bound_date"].is_empty() {
            *expected.entry(&row["action"]).or_default() += 1;
        }
    }
    assert_eq!(acts, expected);
    let union: Vec<_> = records.iter().filter(|record| record.values("region") == [Value::code("EUE")]).collect();
    assert_eq!(union.len(), 2 * cells.iter().filter(|row| row["iso3"] == "EUE").count());
    assert!(union.iter().all(|record| record.state("country") == State::NotAsked));
    let instruments: BTreeSet<&str> = records.iter().map(|record| code(record, "instrument")).collect();
    let treaties: BTreeSet<&String> = cells.iter().map(|row| &row["treaty"]).collect();
    assert_eq!(instruments.len(), treaties.len());
}

#[test]
fn figures_of_the_world_are_of_the_region_that_is_the_world() {
    let Some(path) = reference("world_tip_prosecutions") else { return };
    let records = taken(&path, "tip-prosecutions").records;
    assert!(records.iter().all(|record| record.values("region") == [Value::code("001")]));
}

#[test]
fn a_code_for_no_figure_is_no_figure() {
    let Some(path) = reference("panel_kelley_simmons_2000_2011") else { return };
    let Taken { records, cells, .. } = taken(&path, "kelley-simmons");
    let unknown = records.iter().filter(|record| record.state("value") == State::AskedUnknown).count();
    assert_eq!(unknown, cells.iter().filter(|row| row["women_in_parliament_pct"] == "-1.0").count());
    let Some(path) = reference("gsi_2016") else { return };
    let Taken { records, cells, .. } = taken(&path, "gsi-2016");
    let ranked = records.iter().filter(|record| record.values("rank").len() == 1).count();
    assert_eq!(ranked, cells.iter().filter(|row| row["gov_response_rank"] != "0").count());
}

#[test]
fn pooled_rows_that_were_coded_as_numbers_become_a_victim_each_and_a_zero_is_no_answer() {
    let Some(path) = shared("datasets/privacy/ctdc_gsd2025_north_america_derived.csv") else { return };
    let Taken { records, made, idle, cells } = taken(&path, "ctdc-2025-coded");
    assert_eq!((records.len(), made, idle), (cells.len(), cells.len(), 0));
    println!("{} rows, {} records", cells.len(), records.len());
    for (property, column, code) in [
        ("methods_of_control", "Means Debt Bondage Earnings", "CTDC.DebtBondageEarnings"),
        ("methods_of_control", "Means Threats", "CTDC.Threats"),
        ("methods_of_control", "Means Abuse", "CTDC.AbusePsyPhySex"),
        ("methods_of_control", "Means False Promises", "FalsePromises"),
        ("methods_of_control", "Means Drugs Alcohol", "PsychoactiveSubstance"),
        ("methods_of_control", "Means Deny Basic Needs", "CTDC.DenyBasicNeeds"),
        ("methods_of_control", "Means Excessive Work Hours", "ExcessiveWorkingHours"),
        ("methods_of_control", "Means Withhold Docs", "WithholdsDocuments"),
        ("exploitation_types", "isForcedLabour", "ForcedLabour"),
        ("exploitation_types", "isSexualExploit", "SexualExploitation"),
        ("recruiter_relations", "Recruiter Relation Intimate Partner", "IntimatePartner"),
        ("recruiter_relations", "Recruiter Relation Friend", "Friend"),
        ("recruiter_relations", "Recruiter Relation Family", "Familial"),
        ("recruiter_relations", "Recruiter Relation Other", "Other"),
        ("gender", "Woman", "Feminine"),
        ("gender", "Trans/NonConforming", "TransNonConforming"),
    ] {
        let has = |record: &&Record| record.values(property).contains(&Value::code(code));
        let ticked = cells.iter().filter(|row| row[column] == "1").count();
        assert_eq!(records.iter().filter(has).count(), ticked, "{column}");
        assert!(records.iter().all(|record| record.state(property) != State::AskedNo), "{column}");
    }
    for (property, column, codes) in [
        ("age_band", "Age Band", &["0-8", "9-17", "18-20", "21-23", "24-26", "27-29", "30-38", "39-47", "48+"][..]),
        ("duration_band", "Trafficking Duration", &["0-12", "13-24", "25+"]),
    ] {
        for (number, code) in (1..).zip(codes) {
            let written = cells.iter().filter(|row| row[column] == number.to_string()).count();
            let told = records.iter().filter(|record| record.values(property) == [Value::code(code)]).count();
            assert_eq!(told, written, "{column} {number}");
        }
        let blank = records.iter().filter(|record| record.state(property) == State::NotAsked).count();
        assert_eq!(blank, cells.iter().filter(|row| row[column] == "0").count(), "{column}");
    }
}
