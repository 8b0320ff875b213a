//! `overt backup` and `overt restore`.

use std::fs;

use overt_model::Class;
use overt_store::Store;
use overt_store::vault::ErasureReason;

use crate::founded::{Founded, answer, complaint, json, sign_in, today};
use crate::process::overt;

/// A store, and a backup of it.
fn backed_up() -> (Founded, String) {
    let store = Founded::new();
    let file = store.name("a.backup");
    let text = answer(&store.run_as("amina", &["backup", &file]), 0);
    assert!(text.contains("1 attachment(s)") && text.contains("data/keys"), "{text}");
    (store, file)
}

#[test]
fn a_backup_is_checked_without_a_key_and_read_with_one() {
    let (store, file) = backed_up();
    let text = answer(&overt(&["backup", "check", &file]), 0);
    assert!(text.contains("complete and undamaged") && text.contains("opens for   amina"), "{text}");
    assert_eq!(json(&overt(&["backup", "check", &file, "--json"]), 0)["holders"], serde_json::json!(["amina"]));
    let by_passphrase = json(&store.run_as("amina", &["backup", "read", &file, "--json"]), 0);
    let code = store.name("code");
    let by_code = json(&overt(&["backup", "read", &file, "--recovery-code-file", &code, "--json"]), 0);
    assert_eq!(by_passphrase, by_code);
    assert_eq!(by_code["digests"].as_object().unwrap().len(), 43);
    assert!(answer(&store.run_as("amina", &["backup", "read", &file]), 0).contains("can be restored"));

    complaint(&store.run_as("bela", &["backup", "read", &file]), 3);
    complaint(&store.run_as("bela", &["backup", &store.name("b.backup")]), 3);
    complaint(&store.run_as("amina", &["backup", &file]), 2);
    complaint(&overt(&["backup", "check", "/nowhere"]), 2);
    let nowhere = ["backup", "read", &file, "--data", "/nowhere", "--passphrase-file", &store.name("words")];
    assert!(complaint(&overt(&nowhere), 2).contains("--keys DIR"));
}

#[test]
fn damage_of_a_backup_is_an_answer_to_check_and_an_error_to_restore() {
    let (store, file) = backed_up();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert!(answer(&overt(&["backup", "check", &file]), 1).contains("take another copy"));
    assert_eq!(json(&overt(&["backup", "check", &file, "--json"]), 1)["whole"], false);
    let (code, new) = (store.name("code"), store.name("new"));
    complaint(&overt(&["restore", &file, "--data", &new, "--recovery-code-file", &code]), 4);
    assert!(!store.path("new").exists());
}

#[test]
fn a_restore_says_what_was_lost_what_was_erased_again_and_what_to_do() {
    let (store, file) = backed_up();
    store.work(async |data| {
        let opened = Store::open(data, None).await.unwrap();
        let session = sign_in(&opened).await;
        let what = (store.record, Some(&[Class::Narrative][..]));
        opened.erase(&session, what, ErasureReason::PersonAsked, today()).await.unwrap();
        opened.close().await;
    });
    let keys = store.name("data/keys");
    let words = store.name("words");
    let restore = |new: &str| {
        overt(&["restore", &file, "--data", new, "--as", "amina", "--keys", &keys, "--passphrase-file", &words])
    };
    let new = store.name("new");
    let text = answer(&restore(&new), 0);
    assert!(text.contains("Erased again: 1 class(es)") && text.contains("Lost: the last"), "{text}");
    assert!(text.contains("overt audit verify --open") && !text.contains("recovery code"), "{text}");
    let verify = ["audit", "verify", "--open", "--data", &new, "--as", "amina", "--passphrase-file", &words];
    answer(&overt(&verify), 0);
    assert!(complaint(&restore(&new), 2).contains("already"), "never into a folder in use");
}

#[test]
fn a_lost_folder_of_keys_is_survived_with_the_recovery_code() {
    let (store, file) = backed_up();
    fs::remove_dir_all(store.path("data")).unwrap();
    let (code, new) = (store.name("code"), store.name("new"));
    let restored = overt(&["restore", &file, "--data", &new, "--recovery-code-file", &code, "--json"]);
    let restored = json(&restored, 0);
    assert_eq!((&restored["new_pepper"], &restored["new_log_key"]), (&true.into(), &true.into()));
    assert!(restored["lost_entries"].is_null(), "nobody knows");
    answer(&overt(&["audit", "verify", "--data", &new]), 0);
    let other = store.name("other");
    let text = answer(&overt(&["restore", &file, "--data", &other, "--recovery-code-file", &code]), 0);
    for part in ["Lost: not known", "overt key recover", "new policy", "erase it again"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
