//! `overt audit` and `overt witness`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::founded::{Founded, answer, complaint, json};
use crate::process::overt;

#[test]
fn a_store_is_verified_without_a_key_and_opened_with_one() {
    let store = Founded::new();
    let head = fs::read(store.path("data/keys/head")).unwrap();
    let text = answer(&store.run(&["audit", "verify"]), 0);
    assert!(text.contains("agrees with the log") && text.contains("not opened"), "{text}");
    assert_eq!(fs::read(store.path("data/keys/head")).unwrap(), head, "nothing was written");
    let opened = json(&store.run_as("amina", &["audit", "verify", "--open", "--json"]), 0);
    assert_eq!((&opened["whole"], &opened["records"]), (&true.into(), &2.into()));
    assert_eq!((&opened["opened"], &opened["entries"]), (&opened["sealed"], &opened["leaves"]));
    assert!(complaint(&overt(&["audit", "verify", "--data", "/nowhere"]), 4).contains("no store"));
}

#[test]
fn what_was_changed_outside_of_the_program_is_named_with_what_to_do() {
    let store = Founded::new();
    if !store.sql("UPDATE account SET administrator = 1 WHERE name = 'bela'") {
        return;
    }
    let text = answer(&store.run(&["audit", "verify"]), 1);
    assert!(text.contains("the accounts: are not as they were"), "{text}");
    assert!(text.contains("Stop working with this store"), "{text}");
    let found = json(&store.run(&["audit", "verify", "--json"]), 1);
    assert_eq!(found["findings"].as_array().unwrap().len(), 1, "{found}");
    // A log that is not the confirmed one is no store to work with, and can be verified.
    assert!(store.sql("UPDATE log_leaf SET content = entry WHERE number = 1"));
    assert!(complaint(&store.run_as("amina", &["audit", "list"]), 4).contains("audit verify"));
    assert!(answer(&store.run(&["audit", "verify"]), 1).contains("not those that were signed or confirmed"));
}

#[test]
fn outsiders_verify_a_bundle_with_nothing_but_the_policy() {
    let store = Founded::new();
    let (bundle, policy, seen) = (store.name("log.jsonl"), store.name("policy.txt"), store.name("seen.note"));
    fs::write(&policy, answer(&store.run(&["audit", "policy"]), 0)).unwrap();
    fs::write(&seen, answer(&store.run(&["audit", "checkpoint"]), 0)).unwrap();
    let text = answer(&store.run(&["audit", "export", "--out", &bundle]), 0);
    assert!(text.contains("neither what nor by whom"), "{text}");
    assert_eq!(fs::metadata(&bundle).unwrap().permissions().mode() & 0o777, 0o600);
    let verify = ["audit", "verify", &bundle, "--policy", &policy];
    let text = answer(&overt(&verify), 0);
    assert!(text.contains("is whole up to its last checkpoint") && text.contains("Nothing from outside"), "{text}");
    let report = json(&overt(&[&verify[..], &["--seen", &seen, "--json"]].concat()), 0);
    assert_eq!((&report["whole"], &report["shown"]), (&true.into(), &0.into()));

    let details = json(&store.run_as("amina", &["audit", "export", "--out", &bundle, "--details", "--json"]), 0);
    let report = json(&overt(&[&verify[..], &["--json"]].concat()), 0);
    assert_eq!((&report["shown"], &report["entries"]), (&details["entries"], &details["entries"]));
    complaint(&store.run_as("bela", &["audit", "export", "--out", &store.name("b"), "--details"]), 3);
    assert!(!store.path("b").exists() && !store.path("b.unfinished").exists());

    let whole = fs::read_to_string(&bundle).unwrap();
    fs::write(&bundle, whole.replacen("\"index\":3", "\"index\":4", 1)).unwrap();
    let found = answer(&overt(&verify), 1);
    assert!(found.contains("line ") && found.contains("another copy"), "{found}");
    let found = json(&overt(&[&verify[..], &["--json"]].concat()), 1);
    assert_eq!(found["whole"], false);
    fs::write(&policy, "origin x\n").unwrap();
    assert!(complaint(&overt(&verify), 2).contains("overt audit policy"));
    assert!(complaint(&overt(&["audit", "verify", &bundle]), 2).contains("--policy"));
}

#[test]
fn auditors_read_entries_and_nobody_else_does() {
    let store = Founded::new();
    let text = answer(&store.run_as("amina", &["audit", "list", "--last", "20"]), 0);
    assert!(text.contains("create") && text.contains("amina") && text.contains("file-attached"), "{text}");
    let listed = json(&store.run_as("amina", &["audit", "list", "--json"]), 0);
    let entries = listed["entries"].as_array().unwrap();
    assert_eq!(entries[0]["action"], "store-created");
    assert!(entries.iter().any(|entry| entry["action"] == "audit-opened"), "reading was logged");
    assert!(entries.iter().any(|entry| entry["object"] == store.record.to_string() && entry["bound"] == true));
    complaint(&store.run_as("bela", &["audit", "list"]), 3);
}

#[test]
fn one_entry_is_proven_to_somebody_outside() {
    let store = Founded::new();
    let (proof, policy) = (store.name("proof.json"), store.name("policy.txt"));
    fs::write(&policy, answer(&store.run(&["audit", "policy"]), 0)).unwrap();
    answer(&store.run_as("amina", &["audit", "prove", "1", "--out", &proof]), 0);
    let check = ["audit", "check-proof", &proof, "--policy", &policy];
    let text = answer(&overt(&check), 0);
    assert!(text.contains("account-created") && text.contains("as entry 1"), "{text}");
    let held = json(&overt(&[&check[..], &["--json"]].concat()), 0);
    assert_eq!((&held["holds"], &held["number"], &held["bound"]), (&true.into(), &1.into(), &true.into()));
    let forged = fs::read_to_string(&proof).unwrap().replace("account-created", "account-changed");
    fs::write(&proof, forged).unwrap();
    assert!(answer(&overt(&check), 1).contains("does not hold"));
    fs::write(&proof, "{}").unwrap();
    assert!(complaint(&overt(&check), 2).contains("overt audit prove"));
    complaint(&store.run_as("amina", &["audit", "prove", "99999", "--out", &proof]), 3);
    complaint(&store.run_as("amina", &["audit", "prove", "18446744073709551615", "--out", &proof]), 3);
}

#[test]
fn a_witness_cosigns_a_log_that_grows_and_no_other() {
    let store = Founded::new();
    let (key, policy, request) = (store.name("witness.key"), store.name("policy.txt"), store.name("request"));
    let public = answer(&overt(&["witness", "key", "--name", "witness.example.org", "--out", &key]), 0);
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(complaint(&overt(&["witness", "key", "--name", "again", "--out", &key]), 2).contains("never overwritten"));
    let with_witness = ["audit", "policy", "--witness", public.trim_end(), "--witnesses-min", "1"];
    fs::write(&policy, answer(&store.run(&with_witness), 0)).unwrap();

    let ask = |since: &str| {
        fs::write(&request, answer(&store.run(&["audit", "checkpoint", "--since", since]), 0)).unwrap();
        overt(&["witness", "cosign", &request, "--key", &key, "--policy", &policy])
    };
    let cosignature = store.name("cosignature");
    fs::write(&cosignature, answer(&ask("0"), 0)).unwrap();
    let added = store.run(&["audit", "add-cosignature", &cosignature, "--policy", &policy, "--json"]);
    let size = json(&added, 0)["added"][0]["entries"].as_u64().unwrap();
    assert!(size > 0);

    // Work goes on. The cosigned checkpoint stays, and a bundle up to it satisfies the policy.
    answer(&store.run_as("amina", &["audit", "list"]), 0);
    let bundle = store.name("log.jsonl");
    answer(&store.run(&["audit", "export", "--out", &bundle, "--until", &size.to_string()]), 0);
    let report = json(&overt(&["audit", "verify", &bundle, "--policy", &policy, "--json"]), 0);
    assert_eq!((&report["entries"], &report["cosigned"][0]["name"]), (&size.into(), &"witness.example.org".into()));
    answer(&store.run(&["audit", "export", "--out", &bundle]), 0);
    assert!(answer(&overt(&["audit", "verify", &bundle, "--policy", &policy]), 1).contains("witnesses"));
    let proof = store.name("proof.json");
    answer(&store.run_as("amina", &["audit", "prove", "1", "--until", &size.to_string(), "--out", &proof]), 0);
    answer(&overt(&["audit", "check-proof", &proof, "--policy", &policy]), 0);

    assert!(complaint(&ask("0"), 2).contains(&format!("--since {size}")));
    answer(&ask(&size.to_string()), 0);
    // A proof that shows nothing.
    let grown = answer(&store.run(&["audit", "checkpoint"]), 0);
    let grown: u64 = grown.lines().nth(1).unwrap().parse().unwrap();
    assert!(grown > size);
    answer(&store.run_as("amina", &["audit", "list"]), 0);
    let honest = answer(&store.run(&["audit", "checkpoint", "--since", &grown.to_string()]), 0);
    let (head, note) = honest.split_once("\n\n").unwrap();
    fs::write(&request, format!("{}\n\n{note}", head.lines().next().unwrap())).unwrap();
    let refused = overt(&["witness", "cosign", &request, "--key", &key, "--policy", &policy]);
    assert!(answer(&refused, 1).contains("Not cosigned"));

    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(complaint(&ask(&grown.to_string()), 2).contains("chmod 600"));
    fs::write(&cosignature, "nothing\n").unwrap();
    complaint(&store.run(&["audit", "add-cosignature", &cosignature, "--policy", &policy]), 2);
}
