//! From the files of a release alone: is it what it says it is?
//!
//! What was made is not trusted here. Budgets are computed anew by other arithmetic than spent them, tables are read from their
//! files and attacked with subtraction, and fingerprints tie everything to one signature.

mod board;
mod budget;
mod normal;
mod records;
mod tables;

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::describe::CodesUsed;
use super::draw::Risk;
use super::ledger::Ledger;
use super::manifest::{MANIFEST, Manifest, SIGNATURE, Signature, hexadecimal};
use super::policy::{Method, Policy};
use super::{canonical, file, hash};

/// What was checked of a release, and what failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Every check, in order.
    pub checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked.
    pub what: String,
    /// Why it failed; nothing if it holds.
    pub failed: Option<String>,
}

/// Verifies a release from its files alone. `signature_holds` is Ed25519: public key, message, signature.
pub fn verify(
    files: &[(String, Vec<u8>)],
    public_key: &[u8],
    signature_holds: impl Fn(&[u8], &[u8], &[u8]) -> bool,
) -> Verified {
    let mut verified = Verified { checks: Vec::new() };
    let bytes = file(files, MANIFEST).unwrap_or_default();
    let Some(manifest) =
        verified.hold("the manifest can be read", Manifest::read(bytes).map_err(|error| error.sentence))
    else {
        return verified;
    };
    verified.hold("the manifest is signed with this key", signed(files, bytes, public_key, signature_holds));
    verified.hold("every file is the one that was signed, and there is no other", listed(files, &manifest));
    verified.hold("two people approved this", manifest.approved().map_err(|error| error.sentence));
    let ledger = file(files, "ledger.json").unwrap_or_default();
    verified.hold("the chain of the ledger holds and ends with this release", chained(ledger, &manifest));
    verified.hold("the budgets of all releases add up and are kept", budget::check(ledger));
    if let Some(policy) = verified.hold("the policy is the one that was decided on", decided(files, &manifest)) {
        verified.tables(files, &manifest, &policy, ledger);
    }
    verified
}

impl Verified {
    /// Whether everything holds.
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|check| check.failed.is_none())
    }

    /// What failed.
    pub fn failures(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.failed.is_some())
    }

    /// Notes whether something holds, and gives what came with it.
    fn hold<T>(&mut self, what: &str, result: Result<T, String>) -> Option<T> {
        let (value, failed) = match result {
            Ok(value) => (Some(value), None),
            Err(why) => (None, Some(why)),
        };
        self.checks.push(Check { what: what.to_owned(), failed });
        value
    }

    fn tables(&mut self, files: &[(String, Vec<u8>)], manifest: &Manifest, policy: &Policy, ledger: &[u8]) {
        let read = (json::<CodesUsed>(files, "codebook.json"), json::<Risk>(files, "risk.json"));
        let (codes, risk) = match read {
            (Ok(codes), Ok(risk)) => (codes, risk),
            (Err(why), _) | (_, Err(why)) => {
                self.hold::<()>("the tables are described", Err(why));
                return;
            }
        };
        let threshold = match &policy.method {
            Method::Table(method) => Some(method.round.unwrap_or(method.rules.threshold)),
            Method::Aggregate(method) => Some(i64::from(method.k)),
            Method::Counts(_) | Method::Synth(_) => None,
        };
        let (sets, sheets) = (policy.sets(), policy.sheets());
        let described = risk.threshold == threshold
            && risk.tables.len() == sheets.len()
            && codes.version == policy.codebook
            && codes.schema == policy.schema;
        let why = || "codebook.json or risk.json is of another policy".to_owned();
        if self.hold("the tables are described", described.then_some(()).ok_or_else(why)).is_none() {
            return;
        }
        self.hold("there is every file that a release has, and no other", expected(manifest, &sheets));
        let noises = match &policy.method {
            Method::Table(_) | Method::Aggregate(_) => None,
            Method::Counts(method) => Some(budget::noises(ledger, method)),
            Method::Synth(method) => {
                Some(budget::synthetic(ledger, file(files, "risk.json").unwrap_or_default(), &method.promise))
            }
        };
        let noises = noises.and_then(|noises| self.hold("the noise is that of the policy", noises)).unwrap_or_default();
        let mut counted = Vec::new();
        for (at, (sheet, risk)) in sheets.iter().zip(&risk.tables).enumerate() {
            let name = format!("{sheet}.csv");
            let csv = file(files, &name).filter(|_| risk.file == name);
            let csv = csv.ok_or_else(|| "it is not there, or risk.json is of another".to_owned());
            let result = csv.and_then(|csv| match &policy.method {
                Method::Table(method) => tables::table(csv, &codes, sets[at], method, risk),
                Method::Counts(_) => {
                    let (noise, _) = *noises.get(at).ok_or("its noise is not known")?;
                    tables::noisy(csv, &codes, sets[at], noise, risk).map(|()| None)
                }
                Method::Synth(method) if at == 0 => {
                    records::invented(csv, &codes, &method.impossible, risk).map(|()| None)
                }
                Method::Synth(_) => records::measured(csv, &codes, &noises, risk).map(|()| None),
                Method::Aggregate(method) => records::common(csv, &codes, method.k, risk).map(|()| None),
            });
            counted.extend(self.hold(&format!("`{name}` shows what its policy allows"), result));
        }
        let control = &manifest.control;
        let adds_up = match control.rows_in {
            None => control.counted.is_none(),
            Some(rows) => control.counted == Some(rows) && counted.iter().all(|counted| *counted == Some(rows)),
        };
        let why = || "tables count other numbers of records than the manifest says".to_owned();
        self.hold("the tables add up to the control total", adds_up.then_some(()).ok_or_else(why));
    }
}

impl fmt::Display for Check {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.failed {
            None => write!(out, "{}: yes.", self.what),
            Some(why) => write!(out, "{}: no, {why}.", self.what),
        }
    }
}

fn json<T: DeserializeOwned>(files: &[(String, Vec<u8>)], name: &str) -> Result<T, String> {
    serde_json::from_slice(file(files, name).unwrap_or_default())
        .map_err(|error| format!("{name} cannot be read: {error}"))
}

fn signed(
    files: &[(String, Vec<u8>)],
    manifest: &[u8],
    public_key: &[u8],
    signature_holds: impl Fn(&[u8], &[u8], &[u8]) -> bool,
) -> Result<(), String> {
    let signature: Signature = json(files, SIGNATURE)?;
    let digits = signature.signature.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Vec<u8> =
        digits.map(byte).collect::<Option<_>>().ok_or("the signature is not written in hexadecimal")?;
    // No byte of it can be another one: it is compared with how it would be written.
    let again = Signature {
        algorithm: "ed25519".to_owned(),
        public_key: hexadecimal(public_key),
        signature: hexadecimal(&bytes),
    };
    if file(files, SIGNATURE) != Some(&canonical(&again)) {
        Err("the signature is of another key, or was changed".to_owned())
    } else if signature_holds(public_key, manifest, &bytes) {
        Ok(())
    } else {
        Err("the signature does not fit".to_owned())
    }
}

fn listed(files: &[(String, Vec<u8>)], manifest: &Manifest) -> Result<(), String> {
    for listed in &manifest.files {
        let bytes = file(files, &listed.name).ok_or_else(|| format!("`{}` is missing", listed.name))?;
        if bytes.len() != listed.bytes || hash(bytes) != listed.hash {
            return Err(format!("`{}` was changed", listed.name));
        }
    }
    let mut names: Vec<&str> = manifest.files.iter().map(|listed| &*listed.name).chain([MANIFEST, SIGNATURE]).collect();
    let mut there: Vec<&str> = files.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    there.sort_unstable();
    if names == there { Ok(()) } else { Err("there are files that are not listed, or listed twice".to_owned()) }
}

fn expected(manifest: &Manifest, sheets: &[String]) -> Result<(), String> {
    let about = ["codebook.json", "dcat.jsonld", "ledger.json", "notes.md", "policy.toml", "risk.json"];
    let with = |ending: &'static str| sheets.iter().map(move |sheet| format!("{sheet}{ending}"));
    let needed: Vec<String> =
        about.map(str::to_owned).into_iter().chain(with(".csv")).chain(with(".csv-metadata.json")).collect();
    let is_there = |name: &String| manifest.files.iter().any(|listed| listed.name == *name);
    let is_expected = |name: &String| needed.contains(name) || with(".parquet").any(|other| other == *name);
    match manifest.files.iter().find(|listed| !is_expected(&listed.name)) {
        Some(listed) => Err(format!("`{}` is none", listed.name)),
        None => needed.iter().find(|name| !is_there(name)).map_or(Ok(()), |name| Err(format!("`{name}` is missing"))),
    }
}

fn chained(ledger: &[u8], manifest: &Manifest) -> Result<(), String> {
    let ledger = Ledger::read(ledger).map_err(|error| error.sentence)?;
    let ends = ledger.entries().last().is_some_and(|entry| {
        (&entry.release, entry.version, entry.day) == (&manifest.name, manifest.version, manifest.day)
            && entry.policy == manifest.policy
            && entry.hash() == manifest.ledger_entry
    });
    if ends { Ok(()) } else { Err("its last entry is of another release".to_owned()) }
}

fn decided(files: &[(String, Vec<u8>)], manifest: &Manifest) -> Result<Policy, String> {
    let text = std::str::from_utf8(file(files, "policy.toml").unwrap_or_default()).map_err(|_| "it is not text")?;
    let policy = Policy::read(text).map_err(|error| error.sentence)?;
    if let Some(refusal) = policy.check_method().pop() {
        return Err(format!("it should have been refused: {}", refusal.sentence.trim_end_matches('.')));
    }
    let is_same = policy.canonical() == text
        && policy.hash() == manifest.policy
        && (&policy.name, policy.version, &policy.codebook) == (&manifest.name, manifest.version, &manifest.codebook);
    if is_same { Ok(policy) } else { Err("it is another one, or was rewritten".to_owned()) }
}
