//! `overt key escrow`.

use serde_json::json;

use crate::store::Place;

/// Three custodians, two of whom are needed. Nobody but amina is in a team.
fn escrowed() -> Place {
    let (place, _) = Place::of_two();
    place.add("lucia");
    let custodians = ["--custodian", "amina", "--custodian", "chen", "--custodian", "lucia"];
    let arguments = [&["key", "escrow", "make", "--threshold", "2", "--as", "amina"][..], &custodians].concat();
    let made = place.json(&arguments, &["amina"]);
    assert_eq!(made, json!({ "custodians": ["amina", "chen", "lucia"], "teams_outside": [], "threshold": 2 }));
    place
}

/// Arguments that open it with these custodians, for chen to become a caseworker.
fn open(place: &Place, custodians: &[(&str, &str)]) -> Vec<String> {
    let mut arguments: Vec<String> =
        ["key", "escrow", "open", "--team", "caseworkers", "--for", "chen"].map(Into::into).into();
    for (name, passphrase) in custodians {
        let file = format!("{name}={}", place.passphrase(passphrase).display());
        arguments.extend(["--with".into(), (*name).into(), "--custodian-passphrase-file".into(), file]);
    }
    arguments
}

fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

#[test]
fn enough_custodians_let_somebody_in_without_any_member() {
    let place = escrowed();
    let text = place.text(&["key", "escrow", "show"], &[]);
    assert!(text.starts_with("2 of 3 custodians"), "{text}");
    let opened = open(&place, &[("chen", "chen"), ("lucia", "lucia")]);
    assert_eq!(place.json(&words(&opened), &[])["added"], "chen");
    place.text(&["team", "add", "caseworkers", "lucia", "--as", "chen"], &["chen"]);
}

#[test]
fn too_few_custodians_open_nothing() {
    let place = escrowed();
    for custodians in [&[("lucia", "lucia")][..], &[("lucia", "lucia"), ("lucia", "lucia")]] {
        let (exit, _) = place.refused(&words(&open(&place, custodians)), &[]);
        assert_eq!(exit, 2, "{custodians:?}");
    }
    let (exit, error) = place.refused(&words(&open(&place, &[("lucia", "lucia"), ("chen", "lucia")])), &[]);
    assert_eq!((exit, error["code"].as_str()), (3, Some("not-signed-in")));
    assert_eq!(place.json(&["team", "list"], &[])[1]["members"], json!(["amina"]));
}

#[test]
fn an_escrow_that_was_made_again_opens_with_the_new_custodians_only() {
    let place = escrowed();
    let again = ["key", "escrow", "make", "--threshold", "2", "--custodian", "amina", "--custodian", "chen"];
    place.text(&[&again[..], &["--as", "amina"]].concat(), &["amina"]);
    assert_eq!(place.refused(&words(&open(&place, &[("chen", "chen"), ("lucia", "lucia")])), &[]).0, 2);
    place.text(&words(&open(&place, &[("chen", "chen"), ("amina", "amina")])), &[]);
}

#[test]
fn nobody_holds_two_shares_and_an_escrow_of_one_is_none() {
    let (place, _) = Place::of_two();
    assert!(place.text(&["key", "escrow", "show"], &[]).contains("No escrow was made"));
    let make = |arguments: &[&str]| {
        let common = ["key", "escrow", "make", "--as", "amina"];
        place.refused(&[&common[..], arguments].concat(), &["amina"]).0
    };
    assert_eq!(make(&["--threshold", "2", "--custodian", "amina", "--custodian", "amina"]), 2);
    assert_eq!(make(&["--threshold", "1", "--custodian", "amina", "--custodian", "chen"]), 2);
    assert_eq!(make(&["--threshold", "3", "--custodian", "amina", "--custodian", "chen"]), 2);
    assert_eq!(make(&["--threshold", "2", "--custodian", "amina", "--custodian", "nobody"]), 3);
    assert_eq!(place.json(&["key", "escrow", "show"], &[]), json!({ "escrow": null }));
}
