//! `overt release`: from a policy to a folder that anybody can check.

use std::fs;
use std::path::Path;

use overt_model::{Claim, Codebook, Handling, Record, Source, Value};
use overt_store::{Reason, new_id};

use crate::founded::{Founded, answer, complaint, json, sign_in, today};
use crate::process::overt;

/// A store with acts that a contributor without or with an agreement told.
pub(crate) fn with_acts(has_agreement: bool) -> Founded {
    let store = Founded::new();
    store.work(async |data| {
        let store = overt_store::Store::open(data, None).await.unwrap();
        let session = sign_in(&store).await;
        let (source, agreement) = (new_id(), new_id());
        let facts = Source {
            id: source,
            name: "invented court".into(),
            legal_basis: "public-task".into(),
            purpose: "statistics".into(),
            agreement: has_agreement.then_some(agreement),
            expires: None,
            grade: overt_model::Grade::UNJUDGED,
            handling: Handling::Green,
        };
        store.put_source(&session, &facts, today()).await.unwrap();
        let claim = || Claim::alleged(source, "2026-11-01T00:00:00Z".parse().unwrap());
        let act = |number: usize| {
            let (stage, actor) = [("T4", "P06"), ("T6", "P01"), ("T4", "P01")][if number < 3 { 2 } else { number % 2 }];
            Record::new(new_id(), "CorruptAct", &Codebook::embedded().version, claim())
                .with("stage", Value::code(stage))
                .with("act", Value::code("A18"))
                .with("actor_role", Value::code(actor))
                .with("happened_on", Value::Date(if number < 60 { "2020-02" } else { "2020-11" }.parse().unwrap()))
        };
        let acts: Vec<Record> = (0..80).map(act).collect();
        store.insert(&session, (None, Reason::Entered), &acts, today()).await.unwrap();
        store.close().await;
    });
    store
}

fn policy(store: &Founded, name: &str, method: &str) -> String {
    let codebook = &Codebook::embedded().version;
    let text = format!(
        "name = \"{name}\"\nversion = 1\ntitle = \"Invented acts\"\npurpose = \"statistics\"\ncodebook = \"{codebook}\"\n\
         schema = \"CorruptAct\"\ncolumns = [\"stage\", \"actor\"]\nlicence = \"CC0-1.0\"\n\n[method]\n{method}\n"
    );
    let path = store.path(&format!("{name}.toml"));
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const TABLE: &str = "kind = \"table\"\nsets = [[\"stage\", \"actor\"]]\nrules = { threshold = 11 }";
const COUNTS: &str = "kind = \"counts\"\npromise = { epsilon = 1.0, delta = 1e-6, unit = \"record\", rows_most = 1 }\n\
                      sets = [{ columns = [\"stage\"], weight = 1 }]";

fn texts(folder: &Path) -> String {
    let files = fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn a_table_goes_out_with_two_approvals_and_anybody_finds_a_changed_byte() {
    let store = with_acts(true);
    let policy = policy(&store, "acts", TABLE);
    answer(&store.run(&["release", "plan", &policy]), 0);
    let made = json(&store.run_as("amina", &["release", "make", &policy, "--json"]), 0);
    let id = made["release"].as_str().unwrap();
    let out = store.name("published");
    complaint(&store.run_as("amina", &["release", "publish", id, "--out", &out]), 3);
    answer(&store.run_as("amina", &["release", "approve", id]), 0);
    assert!(complaint(&store.run_as("amina", &["release", "approve", id]), 6).contains("another person"));
    answer(&store.run_as("bela", &["release", "approve", id]), 0);
    let published = json(&store.run_as("amina", &["release", "publish", id, "--out", &out, "--json"]), 0);
    let fingerprint = published["fingerprint"].as_str().unwrap();

    let verified = json(&overt(&["release", "verify", &out, "--fingerprint", fingerprint, "--json"]), 0);
    assert_eq!(verified["passed"], true);
    answer(&overt(&["release", "verify", &out, "--fingerprint", "00000-00000-00000-00000-00000"]), 1);
    let text = texts(Path::new(&out));
    assert!(!text.contains("Invented Name") && !text.contains("record:"), "nobody is in it");
    assert!(text.contains("Border guard"), "labels stand beside codes");

    let data = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
    let data = data.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "csv")).unwrap();
    let changed = fs::read_to_string(&data).unwrap().replacen("T4", "T6", 1);
    fs::write(&data, changed).unwrap();
    assert!(answer(&overt(&["release", "verify", &out]), 1).contains("DOES NOT FIT"));
    assert!(
        complaint(&store.run_as("amina", &["release", "make", &policy]), 3).contains("acts"),
        "a version goes out once"
    );
}

#[test]
fn what_may_not_leave_is_refused_with_its_reason_and_noted() {
    let store = with_acts(false);
    let table = policy(&store, "acts", TABLE);
    let said = complaint(&store.run_as("amina", &["release", "make", &table]), 3);
    assert!(said.contains("invented court has no agreement"), "{said}");
    let low = policy(&store, "low", &TABLE.replace("11", "3"));
    assert!(complaint(&store.run(&["release", "plan", &low]), 3).contains("11 is the least"));
    let listed = answer(&store.run(&["release", "list"]), 0);
    assert!(listed.contains("acts 1") && listed.contains("refused"), "{listed}");
}

#[test]
fn what_noise_costs_adds_up_over_releases_until_nothing_is_left() {
    let store = with_acts(true);
    let spent =
        |store: &Founded| json(&store.run(&["release", "ledger", "--json"]), 0)["sums"][0]["spent"]["epsilon"].as_f64();
    let mut last = 0.0;
    for name in ["first", "second"] {
        let policy = policy(&store, name, COUNTS);
        answer(&store.run_as("amina", &["release", "make", &policy]), 0);
        let now = spent(&store).unwrap();
        assert!(now > last, "{now} after {last}");
        last = now;
    }
    let greedy = policy(&store, "greedy", &COUNTS.replace("epsilon = 1.0", "epsilon = 7.99").replace("1e-6", "1e-5"));
    complaint(&store.run_as("amina", &["release", "make", &greedy]), 3);
    assert_eq!(spent(&store), Some(last), "what was refused costs nothing");
}

#[test]
fn invented_records_and_common_rows_go_out_and_verify_without_the_store() {
    let store = with_acts(true);
    let synth = "kind = \"synth\"\npromise = { epsilon = 2.0, delta = 1e-6, unit = \"record\", rows_most = 1 }";
    for (name, method, file) in
        [("invented", synth, "02-measured.csv"), ("common", "kind = \"aggregate\"\nk = 11", "01-records.parquet")]
    {
        let policy = policy(&store, name, method);
        let made = json(&store.run_as("amina", &["release", "make", &policy, "--json"]), 0);
        let id = made["release"].as_str().unwrap();
        for person in ["amina", "bela"] {
            answer(&store.run_as(person, &["release", "approve", id]), 0);
        }
        let out = store.name(name);
        answer(&store.run_as("amina", &["release", "publish", id, "--out", &out]), 0);
        assert_eq!(json(&overt(&["release", "verify", &out, "--json"]), 0)["passed"], true);
        assert!(Path::new(&out).join(file).exists());
        let text = texts(Path::new(&out));
        assert!(!text.contains("Invented Name") && !text.contains("record:"), "nobody is in it");
    }
}

#[test]
fn persons_are_not_promised_anything_where_records_are_acts() {
    let store = with_acts(true);
    let policy = policy(&store, "acts", &COUNTS.replace("record", "person"));
    assert!(complaint(&store.run(&["release", "plan", &policy]), 3).contains("is not a person"));
}

#[test]
fn a_cap_that_an_administrator_decides_binds_the_next_release() {
    let store = with_acts(true);
    assert!(answer(&store.run(&["release", "cap"]), 0).contains("one record: epsilon 8"));
    let policy = policy(&store, "acts", COUNTS);
    complaint(&store.run_as("amina", &["release", "cap", "--epsilon", "0.5"]), 2);
    complaint(&store.run_as("amina", &["release", "cap", "--epsilon", "500", "--delta", "1e-6"]), 2);
    answer(&store.run_as("amina", &["release", "cap", "--epsilon", "0.5", "--delta", "1e-6", "--unit", "record"]), 0);
    let caps = json(&store.run(&["release", "cap", "--json"]), 0);
    assert_eq!((caps["record"]["epsilon"].as_f64(), caps["person"]["epsilon"].as_f64()), (Some(0.5), Some(8.0)));
    assert!(complaint(&store.run(&["release", "plan", &policy]), 3).contains("over all releases"));
}

#[test]
fn how_easily_somebody_is_found_is_told_of_a_file_and_no_cell_of_it_in_an_error() {
    let store = Founded::new();
    let people = store.path("people.csv");
    let mut text = String::from("gender,age,town\n");
    for number in 0..40 {
        text += if number % 2 == 0 { "f,30,Arroyo\n" } else { "m,40,Bahia\n" };
    }
    fs::write(&people, text.clone() + "f,17,Farol\n").unwrap();
    let people = people.to_str().unwrap();
    let risk = json(&overt(&["release", "risk", people, "--columns", "gender,age,town", "--json"]), 0);
    assert_eq!(risk["groups"]["unique"], 1, "{risk}");
    let page = store.name("risk.html");
    answer(&overt(&["release", "risk", people, "--columns", "gender,age,town", "--out", &page]), 0);
    assert!(fs::read_to_string(&page).unwrap().contains("do not publish"));
    fs::write(people, text + "f,17,Farol,secretly too much\n").unwrap();
    let said = complaint(&overt(&["release", "risk", people, "--columns", "gender,age"]), 2);
    assert!(said.contains("line 42") && !said.contains("secretly"), "{said}");
    assert!(complaint(&overt(&["release", "risk", people, "--columns", "shoe"]), 2).contains("gender, age, town"));
}
