//! `overt export address`, `overt export bundle` and `overt import bundle`, with two shelters.

use std::fs;

use serde_json::{Value as Json, json};

use crate::shelter::Shelter;

/// Two shelters, and what each needs of the other.
struct Two {
    here: Shelter,
    there: Shelter,
    address: String,
    fingerprint: String,
}

impl Two {
    fn new() -> Self {
        let (here, there) = (Shelter::new(), Shelter::empty());
        let address = there.path("address").to_str().unwrap().to_owned();
        let answer = address_of(&there, &address);
        let fingerprint = answer["fingerprint"].as_str().unwrap().to_owned();
        Self { here, there, address, fingerprint }
    }

    /// The arguments of an export.
    fn share<'a>(&'a self, out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        let to = ["--for", &self.address, "--fingerprint", &self.fingerprint, "--recipient", "service-provider"];
        [&["export", "bundle", "--out", out], &to[..], more].concat()
    }

    fn file(&self, name: &str) -> String {
        self.here.path(name).to_str().unwrap().to_owned()
    }

    fn sender(&self) -> String {
        let address = self.file("own address");
        address_of(&self.here, &address);
        address
    }
}

/// Giving an address needs nobody who is signed in.
fn address_of(shelter: &Shelter, file: &str) -> Json {
    let output = crate::process::overt(&[
        "export",
        "address",
        "--out",
        file,
        "--json",
        "--data",
        shelter.data().to_str().unwrap(),
    ]);
    serde_json::from_str(&crate::shelter::succeeded(&output)).unwrap()
}

fn act(shelter: &Shelter) -> String {
    let what = ["CorruptAct", "--set", "stage=T4", "--set", "act=A18", "--set", "actor_role=P06"];
    shelter.add(&what)
}

#[test]
fn two_shelters_exchange_merge_and_see_where_it_came_from() {
    let two = Two::new();
    let id = act(&two.here);
    let victim = json!({ "fields": { "full_name": "Invented Name", "trafficking_status": "PossibleVictimOfTrafficking", "notes": "told" } });
    let victim = two.here.add_json("Victim", &victim);
    two.here.add_json("Victim", &json!({ "fields": { "trafficking_status": "PossibleVictimOfTrafficking" } }));
    give_consent(&two.here, &victim);
    let bundle = two.file("a.bundle");
    let shared = two.here.json(&two.share(&bundle, &["--open", "direct,narrative"]));
    assert_eq!((&shared["records"], &shared["left_out"]), (&json!(3), &json!({ "no-consent": 1 })), "{shared}");
    assert_eq!(shared["to"], two.fingerprint.as_str());

    let from = two.sender();
    let received = two.there.json(&["import", "bundle", &bundle, "--from", &from]);
    assert_eq!((&received["new"], &received["sources"]), (&json!(3), &json!(1)), "{received}");
    let shown = two.there.text(&["record", "show", &victim, "--open", "direct,narrative"]);
    assert!(shown.contains("Invented Name") && shown.contains("told"), "{shown}");
    let history = two.there.json(&["record", "history", &id]);
    let sender = received["sender"].as_str().unwrap();
    assert_eq!(history["revisions"][0]["reason"], "imported");
    assert_eq!(history["revisions"][0]["origin"]["by"], sender);
    assert!(two.there.text(&["record", "history", &id]).contains(sender));
    two.there.text(&["audit", "verify", "--open"]);

    let again = two.there.json(&["import", "bundle", &bundle, "--from", sender]);
    assert_eq!((&again["new"], &again["known"], &again["revisions"]), (&json!(0), &json!(3), &json!(0)));
}

fn give_consent(shelter: &Shelter, person: &str) {
    let consent = json!({
        "person": person, "agreed": { "state": "asked-yes" }, "given_on": "2026-01-01", "expires_on": "2126-01-01",
        "purposes": ["refer"], "recipients": ["service-provider"], "classes": ["open", "quasi", "direct", "narrative"],
    });
    shelter.add_json("Consent", &json!({ "fields": consent }));
}

#[test]
fn an_address_is_used_only_with_the_fingerprint_that_was_heard() {
    let two = Two::new();
    act(&two.here);
    let bundle = two.file("a.bundle");
    let wrong = "00000-00000-00000-00000-00000";
    let arguments: Vec<_> =
        two.share(&bundle, &[]).iter().map(|word| if *word == two.fingerprint { wrong } else { word }).collect();
    let said = two.here.refused(3, &arguments);
    assert!(said.contains("over another way") && !said.contains(&two.fingerprint), "{said}");
    let mut changed = fs::read_to_string(&two.address).unwrap();
    changed = changed.replacen("made 2", "made 1", 1);
    fs::write(&two.address, changed).unwrap();
    assert!(two.here.refused(3, &two.share(&bundle, &[])).contains("changed"));
    assert!(!two.here.path("a.bundle").exists());
}

#[test]
fn what_is_not_expected_or_not_whole_is_refused_and_nothing_comes_in() {
    let two = Two::new();
    act(&two.here);
    let bundle = two.file("a.bundle");
    two.here.text(&two.share(&bundle, &[]));
    assert!(two.here.refused(2, &two.share(&bundle, &[])).contains("already"));
    let said = two.there.refused(3, &["import", "bundle", &bundle]);
    assert!(said.contains("signed by") && said.contains("--from"), "{said}");
    two.there.refused(3, &["import", "bundle", &bundle, "--from", "00000-00000-00000-00000-00000"]);
    two.there.refused(2, &["import", "bundle", &bundle, "--from", "nobody"]);
    two.there.refused(2, &["import", "bundle", "/nowhere", "--from", &two.sender()]);
    let dry = two.there.text(&["import", "bundle", &bundle, "--from", &two.sender(), "--dry-run"]);
    assert!(dry.contains("Nothing was kept") && dry.contains("1 record(s) are new"), "{dry}");
    let mut bytes = fs::read(&bundle).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&bundle, &bytes).unwrap();
    assert!(two.there.refused(2, &["import", "bundle", &bundle, "--from", &two.sender()]).contains("another copy"));
    assert_eq!(two.there.json(&["record", "find", "--count"])["records"], 0);
}

#[test]
fn a_conflict_is_named_and_ends_with_6_until_somebody_takes_the_other_version() {
    let two = Two::new();
    let id = act(&two.here);
    let (first, second) = (two.file("first"), two.file("second"));
    let from = two.sender();
    two.here.text(&two.share(&first, &[]));
    two.there.text(&["import", "bundle", &first, "--from", &from]);
    two.here.text(&["record", "edit", &id, "--set", "rank=?", "--reason", "completed"]);
    two.there.text(&["record", "edit", &id, "--set", "stage=T5", "--reason", "corrected"]);
    let other = act(&two.here);
    two.here.text(&two.share(&second, &[]));
    let output = two.there.run(&["import", "bundle", &second, "--from", &from]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(6), "{text}");
    assert!(
        text.contains("Changed on both sides") && text.contains(&id) && text.contains("1 record(s) are new"),
        "{text}"
    );
    two.there.text(&["record", "show", &other]);
    let taken = two.there.json(&["import", "bundle", &second, "--from", &from, "--take", &id]);
    assert_eq!((&taken["conflicts"], &taken["continued"]), (&json!([]), &json!(1)), "{taken}");
}

#[test]
fn only_a_caseworker_shares_and_nothing_that_they_may_not_open() {
    let two = Two::new();
    act(&two.here);
    two.here.add_account("bela", &["caseworkers"]);
    two.here.add_account("chen", &["auditors"]);
    let bundle = two.file("a.bundle");
    let direct = two.share(&bundle, &["--open", "direct"]);
    assert_eq!(two.here.run_as("bela", &direct).status.code(), Some(3));
    assert_eq!(two.here.run_as("chen", &two.share(&bundle, &[])).status.code(), Some(3));
    assert!(!two.here.path("a.bundle").exists());
    assert!(two.here.run_as("bela", &two.share(&bundle, &["--open", "narrative"])).status.success());
}
