//! `overt analyse`.

mod files;
mod models;
mod paper;
mod rooms;

use crate::founded::{self, answer, complaint};
use crate::process::{error, json, text};
use files::Folder;

/// What a report says, without the ends of its lines.
fn report(arguments: &[&str]) -> String {
    text(arguments).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn figures_are_listed_with_where_to_get_those_that_are_missing() {
    let told = text(&["analyse", "data"]);
    assert!(told.contains("WGI control of corruption") && told.contains("with the program"), "{told}");
    for words in ["cpi_2012_2023.csv: transparency.org", "macro_1995_on.csv: data.worldbank.org", "ituc_gri_2018.csv"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let found = json(&["analyse", "data"]);
    let series = found["series"].as_array().unwrap();
    let of = |id: &str| series.iter().find(|one| one["series"]["id"] == id).unwrap()["found"].as_bool();
    assert_eq!((of("TIP"), of("CPI")), (Some(true), Some(false)));
    assert!(found["files"].as_array().unwrap().iter().all(|file| file["found"] == false));
    let folder = Folder::new();
    folder.write("cpi_2012_2023.csv", "iso3,year,cpi,standard_error\nAAA,2012,50,1\n");
    let told = text(&["analyse", "data", "--figures", &folder.path("")]);
    assert!(told.contains("1 values, 2012") && !told.contains("cpi_2012_2023.csv: transparency.org"), "{told}");
    folder.write("cpi_2012_2023.csv", "iso3,year,cpi,standard_error\nAAA,2012,NA,1\nAAB,2012,\"12,5\",1\n");
    let said = error(&["analyse", "data", "--figures", &folder.path("")]);
    assert!(said.contains("line 3: `cpi` has something else than a value") && !said.contains("12,5"), "{said}");
}

#[test]
fn two_indices_are_told_to_be_bound_together_with_the_path() {
    let told = text(&["analyse", "circularity", "CPI", "GSI_PREV"]);
    assert!(told.contains("bound together through other inputs") && told.contains("GOV_PENALTY"), "{told}");
    assert!(told.contains("shown by no documentation"), "{told}");
    let found = json(&["analyse", "circularity", "CPI", "ITUC_GRI"]);
    assert_eq!(found["grade"], "none");
    assert!(json(&["analyse", "circularity"]).as_array().unwrap().len() > 10);
    assert!(error(&["analyse", "circularity", "CPI", "NOTHING"]).contains("NOTHING"));
}

#[test]
fn two_indices_of_which_one_has_tiers_are_told_with_the_odds_of_a_higher_tier() {
    let told = report(&["analyse", "indices", "WGI", "TIP"]);
    for words in [
        "BY GROUP",
        "odds ratio 0.196 for one standard deviation",
        "the ratio differs between thresholds",
        "at every threshold",
        "above TIP tier 2WL",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    // The written likelihood of the shipped tables, climbed by a program of its own.
    let found = json(&["analyse", "indices", "WGI", "TIP"]);
    let ordered = &found["ordered"]["Ok"];
    let near = |value: &serde_json::Value, fact: f64| assert!((value.as_f64().unwrap() - fact).abs() < 1e-5, "{value}");
    near(&ordered["slope"]["estimate"], -1.634_192);
    near(&ordered["slope"]["error"], 0.197_009);
    near(&ordered["odds"]["value"], 0.196_274);
    near(&ordered["odds"]["low"], 0.133_591);
    near(&ordered["odds"]["high"], 0.288_367);
    near(&ordered["proportional"]["Ok"]["statistic"], 9.981_568);
    assert_eq!((ordered["n"].as_u64(), ordered["levels"][2]["label"].as_str()), (Some(184), Some("TIP tier 2WL")));
    let without = json(&["analyse", "indices", "WGI", "3P"]);
    assert!(without["ordered"].is_null(), "neither has tiers");
}

#[test]
fn a_published_study_has_the_published_number() {
    let told = report(&["analyse", "undercount", "--study", "Kosovo"]);
    assert!(told.contains("The chosen model says 10357") && told.contains("[123,14,34]"), "{told}");
    let found = json(&["analyse", "undercount", "--study", "korea", "--seed", "7"]);
    assert!((found["chosen"]["people"].as_f64().unwrap() - 157.166_7).abs() < 1e-4);
    assert_eq!((found["observed"].as_u64(), found["bootstrap"]["seed"].as_u64()), (Some(123), Some(7)));
    let said = error(&["analyse", "undercount", "--study", "Nowhere"]);
    assert!(said.contains("no study “Nowhere”") && said.contains("Kosovo"), "{said}");
}

#[test]
fn two_lists_are_estimated_by_their_own_formula_and_written() {
    let folder = Folder::new();
    let lists = folder.write("two.csv", "hotline,police,count\n1,0,150\n0,1,100\n1,1,50\n");
    let out = folder.path("two.json");
    // Chapman: 201 * 151 / 51 - 1.
    let told = report(&["analyse", "undercount", &lists, "--out", &out]);
    assert!(told.contains("594") && told.contains("cannot be tested here"), "{told}");
    let written: serde_json::Value = serde_json::from_str(&folder.read("two.json")).unwrap();
    assert_eq!(written, json(&["analyse", "undercount", &lists]));
}

#[test]
fn lists_that_cannot_be_used_are_refused_with_their_line() {
    let folder = Folder::new();
    for (text, words) in [
        ("a,b,c,count\n1,0,0,5\n1,maybe,0,5\n", "line 3: a list has something else than 0 or 1"),
        ("a,b,c,count\n1,0,0,lots\n", "line 2: `count` is not a whole number of people"),
        ("a,b,c\n1,0,0\n", "no column `count`"),
        ("a,b,c,count\n1,0,0\n", "line 2 is not a table"),
        ("a,count\n1,5\n", "There are 1 lists"),
        ("", "`count`"),
    ] {
        let said = error(&["analyse", "undercount", &folder.write("lists.csv", text)]);
        assert!(said.contains(words), "{words}: {said}");
        assert!(!said.contains("maybe") && !said.contains("lots"), "no value is repeated: {said}");
    }
    assert!(error(&["analyse", "undercount", &folder.path("none.csv")]).contains("cannot read"));
}

#[test]
fn acts_of_a_store_are_tested_for_clusters_changes_and_prices_from_the_snapshot() {
    let store = crate::releases::with_acts(true);
    answer(&store.run(&["snapshot"]), 0);
    // 3 acts are of P01 at T4, and 77 fall on two cells alike.
    let even = founded::json(&store.run(&["analyse", "nexus", "--by", "stage", "--json"]), 0);
    assert_eq!((even["found"]["total"].as_u64(), even["found"]["n"].as_u64()), (Some(80), Some(2)));
    assert_eq!(even["found"]["verdict"], "not_told", "{even}");
    let exposure = store.name("exposure.csv");
    std::fs::write(&exposure, "unit,exposure\nT4,1\nT6,1\nT5,8\n").unwrap();
    let page = store.name("nexus.html");
    let told = answer(&store.run(&["analyse", "nexus", "--by", "stage", "--exposure", &exposure, "--out", &page]), 0);
    let page = std::fs::read_to_string(page).unwrap();
    for told in [told, page] {
        assert!(told.contains("clustered in 2 of 3") && told.contains("does not show that anybody"), "{told}");
        assert!(told.contains("For the house: small numbers are not hidden here."), "{told}");
    }
    let quarters = founded::json(&store.run(&["analyse", "trend", "--json"]), 0);
    let counted = &quarters["counted"]["quarters"];
    assert_eq!((counted[0]["acts"].as_u64(), counted[1]["acts"].as_u64()), (Some(60), None), "silence is not zero");
    assert!(complaint(&store.run(&["analyse", "prices", "--by", "stage"]), 2).contains("no amount is known"));
}
