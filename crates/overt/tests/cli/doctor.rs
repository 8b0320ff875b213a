//! `overt doctor`.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::Value as Json;

use crate::process::peer;
use crate::store::Place;

/// The exit code, and the advice as code and weight.
fn examined(place: &Place, arguments: &[&str], passphrases: &[&str]) -> (i32, Vec<(String, String)>) {
    let output = place.run(&[&["doctor", "--json"], arguments].concat(), passphrases);
    let said: Json = serde_json::from_slice(&output.stdout).unwrap();
    let text = |advice: &Json, name: &str| advice[name].as_str().unwrap().to_owned();
    let advice = said["advice"].as_array().unwrap();
    let advice = advice.iter().map(|advice| (text(advice, "code"), text(advice, "weight"))).collect();
    (output.status.code().unwrap(), advice)
}

fn has(advice: &[(String, String)], code: &str) -> bool {
    advice.iter().any(|(known, _)| known == code)
}

#[test]
fn advice_needs_no_passphrase_and_danger_ends_with_1() {
    let (place, _) = Place::founded();
    let output = place.run(&["doctor"], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.starts_with("Danger: ") && text.contains("\nWeak: ") && text.contains("    -> "), "{text}");
    let (exit, advice) = examined(&place, &[], &[]);
    assert!(exit == 1 && has(&advice, "one-key-holder") && has(&advice, "backup-old"), "{advice:?}");
}

#[test]
fn keys_that_others_can_read_are_a_danger() {
    let (place, _) = Place::founded();
    assert!(!has(&examined(&place, &[], &[]).1, "keys-readable"));
    fs::set_permissions(place.data().join("keys/pepper"), Permissions::from_mode(0o644)).unwrap();
    assert!(has(&examined(&place, &[], &[]).1, "keys-readable"));
}

#[test]
fn what_is_kept_is_decided_by_a_signed_in_administrator() {
    let (place, _) = Place::of_two();
    let keep = ["--keep", "direct=30", "--keep", "narrative=40", "--keep", "sensitive=50"];
    let as_of = |name| [&keep[..], &["--as", name]].concat();
    let (exit, _) = place.refused(&[&["doctor"], &as_of("chen")[..]].concat(), &["chen"]);
    assert_eq!(exit, 3);
    assert!(has(&examined(&place, &[], &[]).1, "no-retention"));
    assert!(!has(&examined(&place, &as_of("amina"), &["amina"]).1, "no-retention"));
    assert!(has(&examined(&place, &["--keep", "direct=forever", "--as", "amina"], &["amina"]).1, "no-retention"));
}

#[test]
fn a_store_that_cannot_be_opened_is_a_danger_with_advice() {
    let nowhere = Place::empty();
    assert_eq!(examined(&nowhere, &[], &[]).0, 1);
    assert!(has(&examined(&nowhere, &[], &[]).1, "no-store"));
    let damage = |damage: &dyn Fn(&Path), code: &str| {
        let (place, _) = Place::founded();
        damage(&place.data());
        let (exit, advice) = examined(&place, &[], &[]);
        assert!(exit == 1 && advice.contains(&(code.to_owned(), "danger".to_owned())), "{code}: {advice:?}");
    };
    damage(&|data| fs::remove_file(data.join("keys/log-key")).unwrap(), "key-file-missing");
    damage(&|data| fs::write(data.join("keys/log-key"), "0".repeat(64)).unwrap(), "key-file-foreign");
    damage(
        &|data| fs::write(data.join("overt.db"), "no database, but long enough to be looked at".repeat(99)).unwrap(),
        "damaged",
    );
    damage(&|data| fs::remove_file(data.join("keys/pepper")).unwrap(), "pepper-missing");
    damage(&|data| fs::write(data.join("overt.toml"), "stor = 1").unwrap(), "settings");
    damage(&|data| fs::write(data.join("keys/head"), format!("99 {}", "0".repeat(64))).unwrap(), "rolled-back");
}

#[test]
fn a_clock_that_keeps_everybody_out_is_accepted_by_an_administrator() {
    let (place, _) = Place::of_two();
    let database = place.data().join("overt.db");
    let statement = "UPDATE log_state SET day = '2222-02-02'";
    let Some(output) = peer("sqlite3", &[database.to_str().unwrap(), statement]) else { return };
    assert!(output.status.success(), "{output:?}");
    assert!(has(&examined(&place, &[], &[]).1, "clock"));
    let (exit, error) = place.refused(&["key", "recovery-code", "--as", "amina"], &["amina"]);
    assert_eq!((exit, error["code"].as_str()), (4, Some("clock")));
    let accept = |name| ["doctor", "--accept-clock", "--as", name];
    assert_eq!(place.refused(&accept("chen"), &["chen"]).0, 3);
    assert_eq!(place.refused(&accept("amina"), &["chen"]).0, 3);
    assert!(has(&examined(&place, &[], &[]).1, "clock"));
    assert!(!has(&examined(&place, &accept("amina")[1..], &["amina"]).1, "clock"));
    place.text(&["key", "recovery-code", "--as", "amina"], &["amina"]);
}
