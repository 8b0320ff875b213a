//! `overt user`, `overt team`, and `overt key` without the escrow.

use std::fs;

use crate::process::OVERT;
use crate::secrets::{in_descriptor, in_file};
use crate::store::Place;

#[test]
fn a_second_person_is_let_in_and_lets_others_in() {
    let (place, code) = Place::of_two();
    assert_eq!(code.len(), 33);
    let text = place.text(&["team", "add", "caseworkers", "chen", "--as", "amina"], &["amina"]);
    assert!(text.contains("chen is in the team caseworkers"), "{text}");
    place.add("lucia");
    let added = place.json(&["team", "add", "caseworkers", "lucia", "--as", "chen"], &["chen"]);
    let shown = place.json(&["key", "show"], &[]);
    let accounts = shown["accounts"].as_array().unwrap();
    let lucia = accounts.iter().find(|account| account["account"] == "lucia").unwrap();
    assert_eq!(added["key"], lucia["key"]);
    let listed = place.json(&["user", "list"], &[]);
    assert_eq!(
        listed[2],
        serde_json::json!({
            "account": "lucia", "administrator": false, "state": "active", "teams": ["caseworkers"], "duties": [],
        })
    );
}

#[test]
fn a_new_person_opens_nothing_that_is_sealed() {
    let (place, _) = Place::of_two();
    place.add("lucia");
    for team in ["caseworkers", "custodians", "auditors", "nothing"] {
        let (exit, error) = place.refused(&["team", "add", team, "lucia", "--as", "chen"], &["chen"]);
        assert_eq!((exit, error["code"].as_str()), (3, Some("not-there")), "{team}");
        let (exit, _) = place.refused(&["team", "rewrap", team, "--as", "chen"], &["chen"]);
        assert_eq!(exit, 3, "{team}");
    }
}

#[test]
fn who_was_removed_holds_no_key_and_the_team_has_another() {
    let (place, _) = Place::of_two();
    place.text(&["team", "add", "caseworkers", "chen", "--as", "amina"], &["amina"]);
    let before = place.json(&["team", "list"], &[])[1].clone();
    assert_eq!((before["team"].as_str(), before["epoch"].as_u64()), (Some("caseworkers"), Some(1)));
    let text = place.text(&["team", "remove", "caseworkers", "chen", "--as", "amina"], &["amina"]);
    assert!(text.contains("cannot be taken back"), "{text}");
    let after = place.json(&["team", "list"], &[])[1].clone();
    assert_eq!((after["epoch"].as_u64(), &after["members"]), (Some(2), &serde_json::json!(["amina"])));
    assert_ne!(before["key"], after["key"]);
    place.add("lucia");
    let (exit, _) = place.refused(&["team", "add", "caseworkers", "lucia", "--as", "chen"], &["chen"]);
    assert_eq!(exit, 3);
    place.text(&["team", "add", "caseworkers", "lucia", "--as", "amina"], &["amina"]);
}

#[test]
fn a_removal_moves_old_keys_and_rewrap_then_finds_none() {
    let (place, _) = Place::of_two();
    place.text(&["team", "add", "auditors", "chen", "--as", "amina"], &["amina"]);
    let removed = place.json(&["team", "remove", "auditors", "chen", "--as", "amina"], &["amina"]);
    assert!(removed["moved"].as_u64().unwrap() > 3, "{removed}");
    let again = place.json(&["team", "rewrap", "auditors", "--as", "amina"], &["amina"]);
    assert_eq!(again["moved"], 0);
}

#[test]
fn the_last_member_of_a_team_and_the_last_administrator_stay() {
    let (place, _) = Place::of_two();
    let (exit, error) = place.refused(&["team", "remove", "caseworkers", "amina", "--as", "amina"], &["amina"]);
    assert_eq!((exit, error["code"].as_str()), (3, Some("not-there")));
    for arguments in [&["user", "close", "amina"][..], &["user", "administrator", "amina", "no"]] {
        let (exit, error) = place.refused(&[arguments, &["--as", "amina"]].concat(), &["amina"]);
        assert_eq!((exit, error["code"].as_str()), (6, Some("last-administrator")));
    }
}

#[test]
fn another_team_begins_with_who_made_it() {
    let (place, _) = Place::of_two();
    let made = place.json(&["team", "new", "coast", "--as", "amina"], &["amina"]);
    assert_eq!(made["members"], serde_json::json!(["amina"]));
    let (exit, error) = place.refused(&["team", "new", "coast", "--as", "amina"], &["amina"]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("taken")));
    let (exit, _) = place.refused(&["team", "new", "hills", "--as", "chen"], &["chen"]);
    assert_eq!(exit, 3);
}

#[test]
fn a_wrong_passphrase_an_unknown_account_and_a_closed_one_have_one_answer() {
    let (place, _) = Place::of_two();
    place.add("lucia");
    let closed = place.text(&["user", "close", "lucia", "--as", "amina"], &["amina"]);
    assert!(closed.contains("cannot sign in any more"), "{closed}");
    let answers: Vec<_> = [("chen", "amina"), ("nobody", "amina"), ("lucia", "lucia")]
        .map(|(name, passphrase)| place.refused(&["key", "recovery-code", "--as", name], &[passphrase]))
        .into();
    assert_eq!(answers[0].0, 3);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    place.text(&["user", "reopen", "lucia", "--as", "amina"], &["amina"]);
    place.text(&["key", "recovery-code", "--as", "lucia"], &["lucia"]);
}

#[test]
fn only_an_administrator_looks_after_accounts() {
    let (place, _) = Place::of_two();
    let add = ["user", "add", "lucia", "--passphrase-memory", "8"];
    let (exit, _) = place.refused(&[&add[..], &["--as", "chen"]].concat(), &["chen", "new lucia"]);
    assert_eq!(exit, 3);
    place.text(&["user", "administrator", "chen", "yes", "--as", "amina"], &["amina"]);
    place.text(&[&add[..], &["--as", "chen"]].concat(), &["chen", "new lucia"]);
    let (exit, error) = place.refused(&[&add[..], &["--as", "chen"]].concat(), &["chen", "new lucia"]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("taken")));
    let (exit, error) = place.refused(&["team", "add", "caseworkers", "chen", "--as", "amina"], &["amina"]);
    assert_eq!((exit, error["code"].as_str()), (6, Some("administrator-with-content")));
}

#[test]
fn a_duty_is_given_listed_and_taken_and_says_what_its_person_may_not() {
    let (place, _) = Place::of_two();
    place.text(&["team", "add", "caseworkers", "chen", "--as", "amina"], &["amina"]);
    let given = place.json(&["user", "duty", "chen", "referral", "yes", "--as", "amina"], &["amina"]);
    assert_eq!((given["account"].as_str(), given["changed"].as_str()), (Some("chen"), Some("duty")));
    assert_eq!(place.json(&["user", "list"], &[])[1]["duties"], serde_json::json!(["referral"]));
    let (exit, error) = place.refused(&["team", "new", "coast", "--as", "chen"], &["chen"]);
    assert_eq!((exit, error["code"].as_str()), (3, Some("not-your-task")));
    let (exit, _) = place.refused(&["user", "duty", "chen", "referral", "no", "--as", "chen"], &["chen"]);
    assert_eq!(exit, 3);
    place.text(&["user", "duty", "chen", "referral", "no", "--as", "amina"], &["amina"]);
    place.text(&["team", "new", "coast", "--as", "chen"], &["chen"]);
}

#[test]
fn closing_an_account_names_the_keys_that_are_still_out() {
    let (place, _) = Place::of_two();
    place.text(&["team", "add", "custodians", "chen", "--as", "amina"], &["amina"]);
    let text = place.text(&["user", "close", "chen", "--as", "amina"], &["amina"]);
    assert!(text.contains("overt team remove custodians chen"), "{text}");
}

#[test]
fn a_changed_passphrase_signs_in_and_the_earlier_one_does_not() {
    let (place, _) = Place::of_two();
    place.text(&["user", "passphrase", "--as", "chen", "--passphrase-memory", "8"], &["chen", "new other"]);
    assert_eq!(place.refused(&["key", "recovery-code", "--as", "chen"], &["chen"]).0, 3);
    place.text(&["key", "recovery-code", "--as", "chen"], &["other"]);
}

#[test]
fn a_passphrase_can_come_through_a_descriptor() {
    let (place, _) = Place::of_two();
    let secret = fs::read_to_string(place.passphrase("chen")).unwrap();
    let data = place.data();
    let arguments = ["key", "recovery-code", "--as", "chen", "--passphrase-fd", "3", "--data", data.to_str().unwrap()];
    let output = in_descriptor(OVERT, &arguments, secret.trim_end());
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_printed_code_lets_in_again_until_there_is_another() {
    let (place, code) = Place::of_two();
    let recover = |code: &str| {
        let path = in_file(place.secrets(), "code", code);
        let arguments = ["key", "recover", "chen", "--passphrase-memory", "8", "--json", "--recovery-code-file"];
        place.run(&[&arguments[..], &[path.to_str().unwrap()]].concat(), &["new other"])
    };
    // As somebody types it from paper.
    assert!(recover(&code.to_lowercase().replace('-', " ")).status.success());
    let renewed = place.json(&["key", "recovery-code", "--as", "chen"], &["other"]);
    assert_eq!(recover(&code).status.code(), Some(3));
    assert!(recover(renewed["recovery_code"].as_str().unwrap()).status.success());
    assert_eq!(recover("no code at all").status.code(), Some(2));
}

#[test]
fn a_code_and_a_name_that_do_not_belong_together_have_one_answer() {
    let (place, code) = Place::of_two();
    let path = in_file(place.secrets(), "code", &code);
    let recover = |name| {
        let arguments = ["key", "recover", name, "--passphrase-memory", "8", "--recovery-code-file"];
        place.refused(&[&arguments[..], &[path.to_str().unwrap()]].concat(), &["new other"])
    };
    let (exit, error) = recover("amina");
    assert_eq!(exit, 3);
    assert!(error["message"].as_str().unwrap().contains("recovery code"), "{error}");
    assert_eq!((exit, error), recover("nobody"));
}

#[test]
fn a_lost_pepper_is_replaced_for_who_has_the_code_and_for_nobody_else() {
    let (place, code) = Place::of_two();
    let pepper = place.data().join("keys/pepper");
    let kept = fs::read(&pepper).unwrap();
    fs::remove_file(&pepper).unwrap();
    let (exit, error) = place.refused(&["key", "recovery-code", "--as", "chen"], &["chen"]);
    assert_eq!((exit, error["code"].as_str()), (4, Some("key-file-missing")));
    let path = in_file(place.secrets(), "code", &code);
    let arguments = |name| {
        let path = path.to_str().unwrap();
        ["key", "recover", name, "--passphrase-memory", "8", "--recovery-code-file", path]
    };
    assert_eq!(place.refused(&arguments("amina"), &["new other"]).0, 3);
    assert!(!pepper.exists(), "a copy that is found later must still fit");
    fs::write(&pepper, kept).unwrap();
    place.text(&["user", "list"], &[]);
    place.text(&["user", "passphrase", "--as", "chen", "--passphrase-memory", "8"], &["chen", "new chen"]);
    fs::remove_file(&pepper).unwrap();
    place.text(&arguments("chen"), &["new other"]);
    assert!(pepper.exists());
    place.text(&["user", "passphrase", "--as", "chen", "--passphrase-memory", "8"], &["other", "new chen"]);
}
