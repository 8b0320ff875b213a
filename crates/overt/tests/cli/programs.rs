//! `overt key program`.

use jiff::ToSpan as _;

use crate::shelter::{SOURCE, Shelter, today};

#[test]
fn a_key_for_programs_is_made_listed_and_ended_and_shown_once() {
    let shelter = Shelter::new();
    let last = (today() + 30.days()).to_string();
    let wanted = ["key", "program", "add", "a register", "--source", SOURCE, "--kind", "Post", "--class", "quasi"];
    let made = shelter.json(&[&wanted[..], &["--expires", &last]].concat());
    let key = made["key"].as_str().unwrap();
    assert!(key.starts_with("overt-program-") && key.len() == 78, "{}", key.len());
    let listed = shelter.json(&["key", "program", "list"]);
    assert_eq!((&listed[0]["id"], &listed[0]["scope"]["class"]), (&made["id"], &"quasi".into()));
    assert!(listed[0]["ended"].is_null() && !listed.to_string().contains(key));
    shelter.text(&["key", "program", "end", made["id"].as_str().unwrap()]);
    assert_eq!(shelter.json(&["key", "program", "list"])[0]["ended"], today().to_string());
    let far = (today() + 400.days()).to_string();
    shelter.refused(6, &[&wanted[..], &["--expires", &far]].concat());
    let said =
        shelter.refused(2, &["key", "program", "add", "x", "--source", SOURCE, "--kind", "Person", "--expires", &last]);
    assert!(said.contains("Post"), "{said}");
}
