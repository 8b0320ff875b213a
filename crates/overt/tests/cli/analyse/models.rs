//! `overt analyse drivers`, `bounds` and `mediation`.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::files::Folder;
use super::report;
use crate::process::{error, json, text};

/// A table of whole-number arithmetic, of which the program statsmodels computed some models too.
fn made(gaps: &[usize]) -> String {
    let mut text = "place,region,y,tier,cases,a,b,c\n".to_owned();
    for i in 0..60_u32 {
        let a = f64::from((37 * i + 11) % 101) / 10.0;
        let b = f64::from((53 * i + 7) % 89) / 20.0 + a / 4.0;
        let c = f64::from(u8::from(i % 3 == 0));
        let noise = f64::from((71 * i + 29) % 97) / 97.0 - 0.5;
        let y = 2.0 + 0.5 * a - 0.3 * b + 0.8 * c + (1.0 + a / 5.0) * noise;
        let tier = [2.5, 4.0, 5.5].into_iter().filter(|cut| y > *cut).count();
        let cases = (a + 2.0 * c + (noise + 0.5) * 12.0 * if i % 5 == 0 { 3.0 } else { 1.0 }).floor();
        let gap = gaps.iter().any(|row| u32::try_from(*row) == Ok(i));
        let b = if gap { ["NA", ""][i as usize % 2].to_owned() } else { b.to_string() };
        writeln!(text, "Invented {i},region {},{y},{tier},{cases},{a},{b},{c}", i / 7).unwrap();
    }
    text
}

fn near(found: &Json, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 1e-8 * expected.abs(), "{found} is not {expected}");
}

#[test]
fn coefficients_and_clustered_errors_are_those_of_statsmodels() {
    let folder = Folder::new();
    let file = folder.write("made.csv", made(&[]));
    let options = ["--outcome", "cases", "--columns", "a,b,c", "--model", "poisson", "--cluster", "region"];
    let found = json(&[&["analyse", "drivers", &file][..], &options].concat());
    let coefficients = found["model"]["coefficients"].as_array().unwrap();
    let estimates = [1.649_209_562_068, 0.095_181_378_800_73, 0.130_942_453_907_4, -0.030_137_685_260_91];
    let errors = [0.206_968_504_371_4, 0.035_950_836_781_96, 0.081_843_996_448_25, 0.052_409_547_489_15];
    for (found, (estimate, error)) in coefficients.iter().zip(estimates.into_iter().zip(errors)) {
        near(&found["estimate"], estimate);
        near(&found["error"], error);
    }
    assert_eq!(found["model"]["clusters"], 9);
}

#[test]
fn a_variant_is_the_model_without_that_column() {
    let folder = Folder::new();
    let file = folder.write("made.csv", made(&[3, 8]));
    let run = |columns: &str| json(&["analyse", "drivers", &file, "--outcome", "y", "--columns", columns]);
    let found = run("a,b,c");
    let variants = found["variants"].as_array().unwrap();
    let told: Vec<(&Json, &Json)> = variants.iter().map(|variant| (&variant["without"], &variant["n"])).collect();
    assert_eq!(told[0], (&Json::Null, &Json::from(58)));
    assert_eq!(told[1], (&Json::from("b"), &Json::from(60)), "rows with a gap in b are back");
    assert_eq!(told[2], (&Json::from("c"), &Json::from(58)));
    let without = run("a,c");
    assert_eq!(variants[1]["coefficient"]["found"], without["model"]["coefficients"][1]);
    let told = report(&["analyse", "drivers", &file, "--outcome", "y", "--columns", "a,b,c"]);
    for words in ["Invented 3 and Invented 8: no b.", "Of 3 variants 3 are above zero", "does not say what causes what"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn an_ordered_outcome_has_thresholds_and_the_test_of_proportional_odds() {
    let folder = Folder::new();
    let file = folder.write("made.csv", made(&[]));
    let run = ["analyse", "drivers", &file, "--outcome", "tier", "--columns", "b,c", "--model", "ordered"];
    let found = json(&run);
    assert_eq!(found["model"]["thresholds"].as_array().unwrap().len(), 3);
    assert_eq!(found["proportional_odds"]["found"]["degrees"], 4);
    let told = report(&run);
    assert!(told.contains("Proportional odds: likelihood ratio") && told.contains("0 | 1"), "{told}");
}

#[test]
fn gaps_are_filled_the_same_way_from_the_same_seed_beside_leaving_rows_out() {
    let folder = Folder::new();
    let file = folder.write("made.csv", made(&[3, 8, 21, 34, 47]));
    let run = |seed: &str| {
        json(&["analyse", "drivers", &file, "--outcome", "y", "--columns", "a,b,c", "--impute", "5", "--seed", seed])
    };
    let found = run("7");
    assert_eq!((&found["imputed"]["n"], &found["model"]["n"]), (&Json::from(60), &Json::from(55)));
    assert_eq!(found["imputed"]["recipe"]["seed"], 7);
    assert_eq!(found, run("7"));
    assert_ne!(found["imputed"]["coefficients"], run("8")["imputed"]["coefficients"]);
}

#[test]
fn bounds_say_whether_a_column_is_robust_and_beside_what_it_is_not() {
    let folder = Folder::new();
    let file = folder.write("made.csv", made(&[3]));
    let run = ["analyse", "bounds", &file, "--outcome", "y", "--focus", "a,b", "--others", "c,cases"];
    let found = json(&run);
    assert_eq!(found["asked"], 12, "all 15 sets of four columns but those of c and cases alone");
    let factor =
        |name: &str| found["factors"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
    assert_eq!((&factor("a")["robust_to_bounds"], &factor("a")["regressions"]), (&Json::from(true), &Json::from(8)));
    let told = report(&run);
    for words in ["Leamer", "Sala-i-Martin", "not robust", "Invented 3: no b.", "does not say what causes what"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let fewer = json(&[&run[..], &["--always", "tier", "--up-to", "1"]].concat());
    assert_eq!((&fewer["others"], &fewer["always"]), (&serde_json::json!([0, 1]), &serde_json::json!(["tier"])));
    let out = folder.path("bounds.json");
    text(&[&run[..], &["--out", &out]].concat());
    assert_eq!(serde_json::from_str::<Json>(&folder.read("bounds.json")).unwrap(), found);
    text(&[&run[..], &["--out", &folder.path("bounds.html")]].concat());
    let page = folder.read("bounds.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("What must not be concluded"), "{page}");
    let said = error(&[&run[..], &["--out", &folder.path("bounds.txt")]].concat());
    assert!(said.contains("its name ends in .html, .pdf or .json"), "{said}");
}

#[test]
fn a_mediation_divides_the_total_into_direct_and_indirect() {
    let folder = Folder::new();
    let file = folder.write("made.csv", made(&[]));
    let run =
        ["analyse", "mediation", &file, "--outcome", "y", "--predictor", "a", "--mediator", "b", "--draws", "500"];
    let found = json(&run);
    let [total, direct] = ["total", "direct"].map(|path| found[path]["estimate"].as_f64().unwrap());
    near(&found["indirect"], total - direct);
    near(&found["sobel_z"], -2.503_017_008_205_1);
    assert!(text(&run).contains("indirect, through b"));
}

#[test]
fn what_cannot_be_used_is_refused_in_words_with_line_and_column() {
    let folder = Folder::new();
    let cases: [(&[u8], &str, &str); 12] = [
        (b"n,y,x\np,1,2\nq,NaN,3\n", "x", "line 3: \u{201c}y\u{201d} has something else than a number"),
        (b"n,y,x\np,1,inf\nq,2,3\n", "x", "line 2: \u{201c}x\u{201d} has something else"),
        (
            b"n,y,x\np,1,secret\nq,2,more\nr,3,1\n",
            "x",
            "line 2: \u{201c}x\u{201d} has something else than a number, and so have 1 more",
        ),
        (b"n,y,x\np,1,2\n", "x", "1 rows are too few"),
        (b"n,y,x\np,1,2\n", "z", "no column \u{201c}z\u{201d}"),
        (b"n,y,x\np,1,4\nq,2,4\nr,3,4\ns,5,4\n", "x", "\u{201c}x\u{201d} is the same in all 4 rows"),
        (b"n,y,x\np,1,1\nq,1,2\nr,1,3\ns,1,5\n", "x", "The outcome \u{201c}y\u{201d} is the same"),
        (b"n,y,x\np,1,2\nq,2,4\nr,3,6\ns,4,8\n", "x", "give \u{201c}y\u{201d} exactly"),
        (b"n,y,x,x\np,1,2,3\n", "x", "two columns are called \u{201c}x\u{201d}"),
        (b"n,y,x\np,1\n", "x", "line 2 is not a table"),
        (b"n,y,x\n", "x", "there is no row below the header"),
        (b"n,y,x\n\xff\xfe,1,2\n", "x", "is not text in UTF-8"),
    ];
    for (bytes, column, words) in cases {
        let file = folder.write("hostile.csv", bytes);
        let said = error(&["analyse", "drivers", &file, "--outcome", "y", "--columns", column]);
        assert!(said.contains(words), "{words}: {said}");
        assert!(!said.contains("secret"), "no value is repeated: {said}");
    }
    let file = folder.write("separated.csv", "y,x\n0,1\n0,2\n0,3\n1,4\n1,5\n1,6\n");
    let said = error(&["analyse", "drivers", &file, "--outcome", "y", "--columns", "x", "--model", "ordered"]);
    assert!(said.contains("separates"), "{said}");
    let said = error(&["analyse", "drivers", &file, "--outcome", "q", "--columns", "r,s"]);
    assert_eq!(said.matches("there is no column").count(), 3, "all are told at once: {said}");
    let said = error(&["analyse", "drivers", &file, "--outcome", "y", "--columns", "x", "--errors", "clustered"]);
    assert!(said.contains("--cluster"), "{said}");
    let said =
        error(&["analyse", "drivers", &file, "--outcome", "y", "--columns", "x", "--errors", "hc1", "--cluster", "x"]);
    assert!(said.contains("clustered errors only"), "{said}");
}
