//! A house that releases data: its facts, a policy, two people who approve, and a key.

use jiff::civil::{Date, date};
use overt_model::{Class, Text};
use overt_protect::dp::Limit;
use overt_protect::release::{
    Agreement, Approval, Caps, ColumnFact, Contributor, Earlier, Facts, Files, Ledger, Made, Manifest, Planned, Policy,
    Refusal, Release, ValueFact, Verified, plan, verify,
};
use overt_protect::{Domain, Rows, Table};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use sha2::{Digest, Sha256};

pub(crate) const DAY: Date = date(2026, 11, 26);
pub(crate) const KEY: &[u8] = b"public key of the house";

fn text(en: &str) -> Text {
    Text { en: en.to_owned(), es: format!("{en} (es)"), fr: String::new() }
}

pub(crate) fn column(name: &str, codes: &[&str]) -> ColumnFact {
    let values =
        codes.iter().map(|code| ValueFact { code: (*code).to_owned(), label: text(&format!("Label, of \"{code}\"")) });
    ColumnFact {
        name: name.to_owned(),
        property: name.to_owned(),
        class: Class::Open,
        deidentify: "keep".to_owned(),
        is_deidentified: false,
        rung: None,
        label: text(name),
        values: values.collect(),
    }
}

pub(crate) fn facts() -> Facts {
    let agreement = Some(Agreement { expires: Some(DAY), allows_purpose: true });
    Facts {
        codebook_version: "1.1.0".to_owned(),
        day: DAY,
        snapshot: "snapshot-7".to_owned(),
        program: "overt 0.1.0".to_owned(),
        columns: vec![
            column("stage", &["", "T1", "T4"]),
            column("actor", &["P01", "P06", "P07"]),
            column("act", &["A01", "A02", "A18", "A20"]),
        ],
        rows_are_people: true,
        contributors: vec![Contributor { name: "Shelter House".to_owned(), agreement }],
    }
}

/// A policy over three columns with this method.
pub(crate) fn policy(version: u32, method: &str) -> Policy {
    let head = format!(
        "name = 'acts'\nversion = {version}\ntitle = 'Corrupt acts'\npurpose = 'statistics'\ncodebook = '1.1.0'\nschema = 'CorruptAct'\n\
         columns = ['stage', 'actor', 'act']\nonly = 'year >= 2020'\nlicence = 'CC-BY-4.0'\n\n[method]\n"
    );
    Policy::read(&(head + method)).expect("a policy")
}

pub(crate) const TABLE: &str = "kind = 'table'\nsets = [['stage', 'act'], ['actor']]";
pub(crate) const COUNTS: &str = "kind = 'counts'\npromise = { epsilon = 1.0, delta = 1e-6, unit = 'person', rows_most = 2 }\n\
    sets = [{ columns = ['stage'], weight = 2 }, { columns = ['actor', 'act'] }]";

pub(crate) const SYNTH: &str = "kind = 'synth'\npromise = { epsilon = 1.0, delta = 1e-6, unit = 'person', rows_most = 1 }\n\
    emphasise = [{ columns = ['stage', 'actor', 'act'], weight = 3 }]\n\
    impossible = [{ columns = ['stage', 'act'], codes = ['T1', 'A20'] }]";
pub(crate) const AGGREGATE: &str = "kind = 'aggregate'\nk = 11";

pub(crate) fn earlier() -> Earlier {
    let cap = Limit::new(2.0, 1e-6).expect("a limit");
    Earlier {
        ledger: Ledger::default(),
        shown: Vec::new(),
        caps: Caps { record: Some(cap), person: Some(cap), contributor: None },
    }
}

/// A record for each of the numbers, which say what is in it.
pub(crate) fn table(domain: &Domain, records: impl IntoIterator<Item = usize>) -> Table {
    let mut rows = Rows::new(domain.clone());
    for record in records {
        let mut left = record;
        let cells: Vec<&str> = domain
            .columns()
            .iter()
            .map(|column| {
                let value = &column.values()[left % column.values().len()];
                left /= column.values().len();
                value.as_str()
            })
            .collect();
        rows.push(cells).expect("declared values");
    }
    rows.finish()
}

/// 400 records, of which some are rare.
pub(crate) fn records() -> impl Iterator<Item = usize> {
    (0..400_usize).map(|at| if at % 40 == 0 { at / 13 } else { at * at % 7 })
}

pub(crate) fn planned(policy: Policy, earlier: Earlier) -> Planned {
    plan(policy, facts(), earlier).expect("nothing speaks against it")
}

pub(crate) fn draw(planned: Planned, seed: u64) -> Result<Made, Refusal> {
    let table = table(planned.domain(), records());
    planned.draw(table, &mut ChaCha20Rng::seed_from_u64(seed))
}

/// Stands in for Ed25519, which is the caller's.
fn sign(message: &[u8]) -> Vec<u8> {
    Sha256::new().chain_update(KEY).chain_update(message).finalize().to_vec()
}

pub(crate) fn verified(files: &[(String, Vec<u8>)]) -> Verified {
    verify(files, KEY, |key, message, signature| key == KEY && sign(message) == signature)
}

pub(crate) fn approvals(draft: &str, by: [&str; 2]) -> Vec<Approval> {
    by.map(|by| Approval { by: by.to_owned(), on: DAY, of: draft.to_owned() }).into()
}

pub(crate) fn publish(files: Files, by: [&str; 2]) -> Result<Release, Refusal> {
    let (_, draft) = files.iter().find(|(name, _)| name == "manifest.json").expect("it is there");
    let draft = Manifest::read(draft)?.draft_hash();
    Release::publish(files, approvals(&draft, by), KEY, sign)
}

pub(crate) fn released(made: Made) -> Release {
    publish(made.files, ["Ana", "Ben"]).expect("it is approved and unchanged")
}

/// What a file holds.
pub(crate) fn read<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(other, _)| other == name).expect("it is there");
    std::str::from_utf8(bytes).expect("it is text")
}
