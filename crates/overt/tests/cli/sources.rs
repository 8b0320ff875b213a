//! `overt source`.

use jiff::ToSpan as _;

use crate::shelter::{SOURCE, Shelter, today};

#[test]
fn a_source_is_added_listed_shown_and_named_by_name_or_identifier() {
    let shelter = Shelter::empty();
    assert!(shelter.text(&["source", "list"]).contains("overt source add"));
    let added = shelter.json(&[
        "source",
        "add",
        "Invented court",
        "--legal-basis",
        "published by law or by the person",
        "--purpose",
        "research",
        "--grade",
        "A2",
        "--handling",
        "tlp:clear",
    ]);
    assert_eq!((&added["legal_basis"], &added["handling"]), (&"public-data".into(), &"CLEAR".into()));
    let id = added["id"].as_str().unwrap();
    assert!(shelter.text(&["source", "list"]).contains("Invented court"));
    assert_eq!(shelter.text(&["source", "show", id]), shelter.text(&["source", "show", "invented COURT"]));
    assert!(shelter.text(&["source", "show", id]).contains("until        no end"));
}

#[test]
fn a_code_that_does_not_exist_is_told_with_the_one_that_was_meant() {
    let shelter = Shelter::empty();
    let said = shelter
        .refused(2, &["source", "add", SOURCE, "--legal-basis", "consnet", "--purpose", "help", "--handling", "AMBRE"]);
    // Both at once.
    assert!(said.contains("did you mean `consent`?") && said.contains("did you mean `AMBER`?"), "{said}");
    assert!(shelter.text(&["source", "list"]).contains("no source yet"));
}

#[test]
fn a_source_that_ended_is_over_and_can_be_renewed() {
    let shelter = Shelter::new();
    shelter.text(&["source", "end", SOURCE]);
    let yesterday = today().saturating_sub(1.day());
    assert!(shelter.text(&["source", "list"]).contains(&format!("over since {yesterday}")));
    assert_eq!(shelter.json(&["source", "list"])[0]["over"], true);
    assert!(shelter.text(&["source", "end", SOURCE]).starts_with("was over already"));
    shelter.refused(2, &["source", "renew", SOURCE, "--expires", &yesterday.to_string()]);
    shelter.text(&["source", "renew", SOURCE, "--expires", "2999-12-31"]);
    assert_eq!(shelter.json(&["source", "show", SOURCE])["over"], false);
}

#[test]
fn a_name_is_taken_once_and_an_unknown_one_is_not_there() {
    let shelter = Shelter::new();
    shelter.refused(2, &["source", "add", SOURCE, "--legal-basis", "consent", "--purpose", "help"]);
    let said = shelter.refused(3, &["source", "show", "Invented sheltre"]);
    assert!(said.contains("did you mean `Invented shelter`?"), "{said}");
}

#[test]
fn only_an_administrator_changes_sources() {
    let shelter = Shelter::new();
    shelter.add_account("ben", &[]);
    let output = shelter.run_as("ben", &["source", "end", SOURCE]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(shelter.json(&["source", "show", SOURCE])["over"], false);
}

#[test]
fn an_agreement_is_a_record_of_this_store() {
    let shelter = Shelter::new();
    let nowhere = format!("record:{:032x}", 7);
    let said = shelter.refused(3, &["source", "renew", SOURCE, "--expires", "2999-12-31", "--agreement", &nowhere]);
    assert!(said.contains("there is no record"), "{said}");
}
