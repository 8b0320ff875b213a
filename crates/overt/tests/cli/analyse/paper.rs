//! `overt analyse paper`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use serde_json::Value as Json;

use super::files::{Folder, reference};
use crate::process::{error, json, overt, text};

/// The files that came with the program.
const SHIPPED: [&str; 5] =
    ["tip_tiers.csv", "wgi_1996_2019.csv", "world_tip_prosecutions.csv", "multiple_systems.csv", "index_inputs.csv"];

fn claims(found: &Json) -> Vec<Json> {
    let groups = found["groups"].as_array().unwrap().iter();
    groups.flat_map(|group| group["claims"].as_array().unwrap()).cloned().collect()
}

fn claim(claims: &[Json], what: &str) -> Json {
    let found: Vec<&Json> = claims.iter().filter(|claim| claim["what"].as_str().unwrap().contains(what)).collect();
    assert_eq!(found.len(), 1, "{what}");
    found[0].clone()
}

fn files(claim: &Json) -> Vec<&str> {
    claim["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect()
}

fn of(claim: &Json) -> (&str, &str) {
    (claim["verdict"].as_str().unwrap(), claim["reason"].as_str().unwrap())
}

#[test]
fn without_other_files_the_shipped_ones_are_recomputed_and_every_other_claim_names_what_it_lacks() {
    let claims = claims(&json(&["analyse", "paper"]));
    let mut recomputed = 0;
    for claim in &claims {
        let (verdict, reason) = of(claim);
        let missing: Vec<&str> = files(claim).into_iter().filter(|file| !SHIPPED.contains(file)).collect();
        let waits = ["--long", "ask its author", "cannot confirm itself"].iter().any(|words| reason.contains(words));
        assert_eq!(verdict == "cannot-be-verified", !missing.is_empty() || waits, "{claim}");
        assert!(missing.iter().all(|file| reason.contains(file) && reason.contains("get it from")), "{claim}");
        assert!(!claim["checks"].as_array().unwrap().is_empty(), "what is claimed is always there: {claim}");
        recomputed += usize::from(missing.is_empty() && !waits);
    }
    assert!(recomputed > 20 && claims.len() > 2 * recomputed, "{recomputed} of {}", claims.len());
    // Not these: no number is printed as recomputed where nothing was.
    for claim in claims.iter().filter(|claim| of(claim).0 == "cannot-be-verified") {
        assert!(claim["checks"].as_array().unwrap().iter().all(|check| check["found"].is_null()), "{claim}");
    }
    let within = claim(&claims, "Tier and control of corruption (WGI), 2001 to 2015");
    assert_eq!((within["verdict"].as_str(), within["n"].as_u64()), (Some("in-part"), Some(2170)));
    let bic = claim(&claims, "Study Kosovo: smallest BIC");
    assert_eq!(bic["verdict"], "reproduces");
    assert!((bic["checks"][0]["values"][0].as_f64().unwrap() - 10_356.519).abs() < 1e-3);
}

#[test]
fn figures_of_another_year_are_found_without_any_other_file() {
    let claims = claims(&json(&["analyse", "paper"]));
    let misdated = claim(&claims, "In 2011 there were 9,460 prosecutions");
    assert_eq!(of(&misdated).0, "contradicted");
    assert!(of(&misdated).1.contains("they fit 2013"), "{misdated}");
    assert_eq!(misdated["checks"][0]["values"][0], 2013.0);
    assert_eq!(
        of(&claim(&claims, "In 2016 there were 14,894")).0,
        "cannot-be-verified",
        "a text cannot confirm itself"
    );
    assert_eq!(of(&claim(&claims, "In 2015 there were 6,615")).0, "in-part");
}

/// Whatever is not here reproduces.
const OTHERWISE: [(&str, &str); 17] = [
    ("in-part", "In the TIP Report 2017, Tier 1"),
    // The last digit was rounded otherwise.
    ("in-part", "Tiers of 2012 by CPI 2012"),
    ("cannot-be-verified", "The 32 countries that are rated 5"),
    ("in-part", "especially visible when two outliers"),
    ("in-part", "The GSI includes the CPI"),
    ("in-part", "Tier and CPI, 2012 to 2015"),
    ("in-part", "Tier and control of corruption (WGI), 2001 to 2015"),
    ("cannot-be-verified", "Of six predictors"),
    ("cannot-be-verified", "Among 70 push factors"),
    ("in-part", "The share of women in government"),
    ("cannot-be-verified", "Study UKdat_5: smallest BIC, up to 2"),
    ("cannot-be-verified", "Study UKdat_5: smallest BIC, up to 4"),
    ("contradicted", "In 2011 there were 9,460"),
    ("cannot-be-verified", "In 2016 there were 14,894"),
    ("in-part", "In 2015 there were 6,615"),
    ("does-not-reproduce", "There are 166 parties"),
    ("contradicted", "The prevalence that is dated 2016"),
];

#[test]
fn with_all_files_each_claim_has_its_verdict() {
    let Some(folder) = reference() else { return };
    let claims = claims(&json(&["analyse", "paper", "--figures", folder]));
    for claim in &claims {
        let what = claim["what"].as_str().unwrap();
        let expected =
            OTHERWISE.iter().find(|(_, part)| what.contains(part)).map_or("reproduces", |(verdict, _)| *verdict);
        assert_eq!(claim["verdict"], expected, "{claim}");
        if claim["verdict"] != "cannot-be-verified" {
            assert!(claim["method"].as_str().is_some_and(|method| !method.is_empty()), "{claim}");
            assert!(!files(claim).is_empty(), "{claim}");
        }
    }
    let unmet: Vec<_> = OTHERWISE
        .iter()
        .filter(|(_, part)| !claims.iter().any(|claim| claim["what"].as_str().unwrap().contains(part)))
        .collect();
    assert!(unmet.is_empty(), "{unmet:?}");

    let defective = claim(&claims, "The prevalence that is dated 2016");
    assert_eq!(defective["checks"][0]["values"][0], 14.0);
    let named = ["BRN", "CIV", "COD", "COG", "HKG", "IRN", "KOR", "LAO", "MDA", "MKD", "PRK", "SYR", "TZA", "VEN"];
    assert!(named.iter().all(|country| of(&defective).1.contains(country)), "{defective}");
    let tied = claim(&claims, "was copied within groups");
    assert_eq!(
        (&tied["checks"][1]["values"][0], &tied["checks"][0]["values"][0]),
        (&Json::from(122.0), &Json::from(53.0))
    );
    let rated = claim(&claims, "The 32 countries that are rated 5");
    assert!(of(&rated).1.contains("ituc_gri_2018.csv"), "{rated}");
    assert!(rated["checks"].as_array().unwrap().iter().all(|check| check["found"].is_null()), "38 is not confirmed");
    let tiers = claim(&claims, "Tiers of 2014 by CPI 2014");
    assert!(tiers["exclusions"].as_array().unwrap().iter().all(|gone| gone["who"].as_str().unwrap().len() == 3));
    assert_eq!(tiers["exclusions"].as_array().unwrap().len(), 18, "a country that falls out is named");
}

/// Copies of some published files, so that one can be changed.
fn copied(folder: &str, names: &[&str]) -> Folder {
    let copy = Folder::new();
    for name in names {
        copy.write(name, fs::read(format!("{folder}/{name}")).unwrap());
    }
    copy
}

#[test]
fn another_value_in_a_file_is_another_verdict() {
    let Some(folder) = reference() else { return };
    let later = "gsi_2016_2018_lavellehill.csv";
    let copy = copied(folder, &[later, "gsi_2016.csv", "cpi_2017_first_release.csv"]);
    let verdict = |what: &str| claim(&claims(&json(&["analyse", "paper", "--figures", &copy.path("")])), what);
    let original = copy.read(later);
    let changed = |from: &str, to: &str| {
        assert!(original.contains(from));
        copy.write(later, original.replacen(from, to, 1));
    };
    changed("ALB,Albania,2016,0.29,", "ALB,Albania,2016,0.92,");
    let defective = verdict("The prevalence that is dated 2016");
    assert_eq!(defective["checks"][0]["values"][0], 15.0);
    assert!(of(&defective).1.contains("ALB 0.92 instead of 0.29"), "{defective}");

    let cpi = copy.read("cpi_2017_first_release.csv");
    let saudi = cpi.lines().find(|line| line.starts_with("SAU,")).unwrap();
    copy.write("cpi_2017_first_release.csv", cpi.replace(saudi, &saudi.replacen(",49,", ",89,", 1)));
    assert_eq!(of(&verdict("an average CPI 2017 of 33.")).0, "does-not-reproduce");
}

#[test]
fn the_mean_of_those_rated_5_is_computed_where_the_ratings_are_given() {
    let folder = Folder::new();
    let (mut ratings, mut cpi) = ("iso3,year,rating\n".to_owned(), "iso3,year,cpi,standard_error\n".to_owned());
    for country in 0..40_u8 {
        let code = format!("X{}{}", char::from(b'A' + country / 26), char::from(b'A' + country % 26));
        let (rating, score) = if country < 32 { (5, 38) } else { (1, 80) };
        writeln!(ratings, "{code},2018,{rating}").unwrap();
        writeln!(cpi, "{code},2017,{score},2.5").unwrap();
    }
    folder.write("ituc_gri_2018.csv", &ratings);
    folder.write("cpi_2017_first_release.csv", &cpi);
    let rated = |folder: &Folder| {
        claim(&claims(&json(&["analyse", "paper", "--figures", &folder.path("")])), "The 32 countries that are rated 5")
    };
    let found = rated(&folder);
    assert_eq!((&found["verdict"], &found["checks"][1]["values"][0]), (&Json::from("reproduces"), &Json::from(38.0)));
    folder.write("ituc_gri_2018.csv", ratings.replace("XAA,2018,5", "XAA,2018,4"));
    let found = rated(&folder);
    assert_eq!((&found["verdict"], &found["checks"][0]["values"][0]), (&Json::from("in-part"), &Json::from(31.0)));
}

#[test]
fn a_screen_of_120_columns_has_all_of_it_and_the_counts_at_the_end() {
    let told = text(&["analyse", "paper"]);
    assert!(told.lines().all(|line| line.chars().count() <= 120));
    let found = json(&["analyse", "paper"]);
    let mut verdicts = BTreeMap::new();
    for claim in claims(&found) {
        *verdicts.entry(claim["verdict"].as_str().unwrap().to_owned()).or_insert(0) += 1;
    }
    let last = told.lines().last().unwrap();
    assert!(
        last.starts_with(&format!("{} claims. Reproduces: {};", claims(&found).len(), verdicts["reproduces"])),
        "{last}"
    );
    assert!(last.contains(&format!("cannot be verified: {}.", verdicts["cannot-be-verified"])), "{last}");
    assert!(!told.to_lowercase().contains("seed 00"), "papers have names");
}

#[test]
fn a_page_without_scripts_a_table_and_json_say_the_same() {
    let folder = Folder::new();
    for name in ["paper.html", "paper.csv", "paper.json"] {
        text(&["analyse", "paper", "--out", &folder.path(name)]);
    }
    let found = json(&["analyse", "paper"]);
    assert_eq!(serde_json::from_str::<Json>(&folder.read("paper.json")).unwrap(), found);
    let page = folder.read("paper.html");
    assert!(page.starts_with("<!doctype html>") && !page.contains("<script") && !page.contains("http://"));
    for words in ["prefers-color-scheme", "@media print", "cannot be verified", "default-src 'none'"] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page.matches("<article").count(), claims(&found).len());
    let table = folder.read("paper.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let checks: usize = claims(&found).iter().map(|claim| claim["checks"].as_array().unwrap().len()).sum();
    assert_eq!(reader.records().map(Result::unwrap).count(), checks);
    assert!(error(&["analyse", "paper", "--out", &folder.path("paper.txt")]).contains(".html, .json or .csv"));
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_its_line() {
    let folder = Folder::new();
    for (rows, words) in [
        ("AAA,2017,50\n", "line 2 is not a table"),
        ("AAA,then,50,1\n", "line 2: the year is not a number"),
        ("Invented,2017,50,1\n", "line 2: the country is not a code"),
        ("AAA,2017,50,1\nAAA,2017,51,1\n", "rows 2 and 3"),
        ("AAA,2017,NaN,1\n", "line 2: `cpi` has something else than a value"),
    ] {
        folder.write("cpi_2017_first_release.csv", format!("iso3,year,cpi,standard_error\n{rows}"));
        let output = overt(&["analyse", "paper", "--figures", &folder.path("")]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("cpi_2017_first_release.csv") && said.contains(words), "{words}: {said}");
    }
    let folder = Folder::new();
    folder.write("haken_illicit_trade_2011.csv", "market,low,high\nDrugs,1,2\n");
    let said = error(&["analyse", "paper", "--figures", &folder.path("")]);
    assert!(said.contains("does not have the columns market, low_usd") && said.contains("lacks low_usd"), "{said}");
}

/// Six countries in three tiers, and a few rows of other things.
#[test]
fn figures_of_few_countries_are_judged_too_and_stop_nothing() {
    let folder = Folder::new();
    let countries = ["AGO", "ALB", "AUT", "BEL", "BGD", "BLR", "BOL"];
    let mut cpi = "iso3,year,cpi,standard_error\n".to_owned();
    for year in 2012..=2017 {
        for (place, country) in (0_i32..).zip(countries) {
            writeln!(cpi, "{country},{year},{},2", 30 + 7 * place + year % 3).unwrap();
        }
    }
    folder.write("cpi_2012_2023.csv", &cpi);
    let of_2017: Vec<&str> = cpi.lines().filter(|line| line.starts_with("iso3") || line.contains(",2017,")).collect();
    folder.write("cpi_2017_first_release.csv", of_2017.join("\n"));
    let claims = claims(&json(&["analyse", "paper", "--figures", &folder.path("")]));
    let tiers = claim(&claims, "Tiers of 2014 by CPI 2014");
    assert!(["does-not-reproduce", "cannot-be-verified"].contains(&of(&tiers).0), "{tiers}");
    let tier_3 = claim(&claims, "Countries of Tier 3 in 2017");
    assert_eq!(of(&tier_3).0, "cannot-be-verified");
    assert!(of(&tier_3).1.contains("no country in Tier 3 of 2017"), "{tier_3}");
    let figure = claim(&claims, "In the TIP Report 2017, Tier 1");
    assert!(of(&figure).1.contains("only those of 2015 were used"), "{figure}");
    let chance = claim(&claims, "How often 32 countries drawn at random");
    assert!(of(&chance).1.contains("cannot be drawn from 7 values"), "{chance}");
}
