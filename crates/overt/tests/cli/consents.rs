//! `overt consent`.

use serde_json::json;

use crate::shelter::{SOURCE, Shelter};

fn person(shelter: &Shelter) -> String {
    shelter.add_json("Victim", &json!({ "fields": { "full_name": "Inventa Ejemplo" } }))
}

fn give(shelter: &Shelter, person: &str, last: &[&str]) -> String {
    let arguments = ["consent", "give", person, "--purpose", "refer", "--recipient", "police", "--source", SOURCE];
    let answer = shelter.json(&[&arguments, last].concat());
    answer["records"][0].as_str().unwrap().to_owned()
}

fn check(shelter: &Shelter, person: &str, purpose: &str, recipient: &str, class: &str) -> Option<i32> {
    let question = ["consent", "check", person, "--purpose", purpose, "--recipient", recipient, "--class", class];
    let output = shelter.run(&question);
    assert!(output.stderr.is_empty() && !output.stdout.is_empty(), "{output:?}");
    output.status.code()
}

#[test]
fn a_consent_covers_what_was_agreed_to_and_nothing_else() {
    let shelter = Shelter::new();
    let person = person(&shelter);
    assert_eq!(check(&shelter, &person, "refer", "police", "direct"), Some(1));
    give(&shelter, &person, &["--class", "direct,open"]);
    assert_eq!(check(&shelter, &person, "refer", "police", "direct"), Some(0));
    assert_eq!(check(&shelter, &person, "Refer", "Police", "open"), Some(0));
    for (purpose, recipient, class) in
        [("media", "police", "direct"), ("refer", "journalist", "direct"), ("refer", "police", "narrative")]
    {
        assert_eq!(check(&shelter, &person, purpose, recipient, class), Some(1), "{purpose} {recipient} {class}");
    }
}

#[test]
fn a_consent_that_was_taken_back_is_none_at_once() {
    let shelter = Shelter::new();
    let person = person(&shelter);
    let consent = give(&shelter, &person, &["--class", "direct"]);
    assert!(shelter.text(&["consent", "list", &person]).contains("it is taken back"));
    assert!(shelter.text(&["consent", "withdraw", &consent]).starts_with("withdrawn: "));
    assert_eq!(check(&shelter, &person, "refer", "police", "direct"), Some(1));
    assert!(shelter.text(&["consent", "list", &person]).contains("Nothing may be passed on"));
    assert!(shelter.text(&["record", "history", &consent]).contains("consent-changed"));
    assert!(shelter.text(&["consent", "withdraw", &consent]).starts_with("was withdrawn before"));
}

#[test]
fn a_consent_can_be_taken_back_after_the_source_ended_and_not_be_given() {
    let shelter = Shelter::new();
    let person = person(&shelter);
    let consent = give(&shelter, &person, &[]);
    shelter.text(&["source", "end", SOURCE]);
    shelter.text(&["consent", "withdraw", &consent]);
    assert_eq!(check(&shelter, &person, "refer", "police", "open"), Some(1));
    shelter
        .refused(6, &["consent", "give", &person, "--purpose", "refer", "--recipient", "police", "--source", SOURCE]);
}

#[test]
fn a_consent_ends_with_its_last_day() {
    let shelter = Shelter::new();
    let person = person(&shelter);
    give(&shelter, &person, &["--until", "2999-12-31", "--method", "oral-witnessed"]);
    assert_eq!(check(&shelter, &person, "refer", "police", "open"), Some(0));
    assert!(shelter.text(&["consent", "list", &person]).contains("2999-12-31"));
    let over = ["consent", "give", &person, "--purpose", "media", "--recipient", "journalist", "--until", "2001-01-01"];
    let said = shelter.refused(6, &[&over[..], &["--source", SOURCE]].concat());
    assert!(said.contains("“Expires on” lies before “Given on”."), "{said}");
}

#[test]
fn nobody_is_put_into_a_profile_of_accused_persons() {
    let shelter = Shelter::new();
    let person = person(&shelter);
    let arguments =
        ["consent", "give", &person, "--purpose", "due-diligence", "--recipient", "company", "--source", SOURCE];
    let said = shelter.refused(6, &[&arguments[..], &["--lang", "es"]].concat());
    assert!(said.contains("no puede incluir a una víctima"), "{said}");
}

#[test]
fn a_consent_belongs_to_a_person_and_its_codes_exist() {
    let shelter = Shelter::new();
    let act = shelter.add(&["CorruptAct", "--set", "stage=T4"]);
    shelter.refused(2, &["consent", "give", &act, "--purpose", "refer", "--recipient", "police", "--source", SOURCE]);
    shelter.refused(2, &["consent", "withdraw", &act]);
    let said = shelter
        .refused(2, &["consent", "give", &act, "--purpose", "refr", "--recipient", "polise", "--source", SOURCE]);
    assert!(said.contains("did you mean `refer`?") && said.contains("did you mean `police`?"), "{said}");
}
