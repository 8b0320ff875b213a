//! A store made through the library, with little work for each guess at its passphrases.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use overt_model::{Claim, Codebook, Grade, Handling, Record, RecordId, Secret, Source, SourceId, Value};
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{Founding, NewAccount, Reason, Session, Store, new_id};
use serde_json::Value as Json;

use crate::process::{overt, peer};
use crate::secrets::in_file;

pub(crate) const WORDS: &str = "four invented words that differ";

/// A folder with a store in it, of which amina is the founder.
pub(crate) struct Founded {
    folder: tempfile::TempDir,
    pub(crate) record: RecordId,
}

impl Founded {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        in_file(folder.path(), "words", WORDS);
        let record = new_id();
        let founded = Self { folder, record };
        founded.work(async |data| {
            let kdf = KdfParameters::new(8 << 10, 1, 1).unwrap();
            let person = |name: &str, administrator| {
                let passphrase = Passphrase::chosen(&Secret::new(WORDS.to_owned())).unwrap();
                NewAccount { name: name.to_owned(), administrator, passphrase, kdf }
            };
            let founding =
                Founding { founder: person("amina", true), origin: None, escrow: false, retention: Vec::new() };
            let (store, code) = Store::create(data, None, &founding, today()).await.unwrap();
            in_file(data.parent().unwrap(), "code", code.expose());
            let session = sign_in(&store).await;
            store.add_account(&session, &person("bela", false), today()).await.unwrap();
            let from = new_id();
            store.put_source(&session, &source(from), today()).await.unwrap();
            let records = [victim(record, from), victim(new_id(), from)];
            store.insert(&session, (None, Reason::Entered), &records, today()).await.unwrap();
            let attached = data.with_file_name("attached.txt");
            fs::write(&attached, "invented bytes").unwrap();
            store.attach(&session, (record, &attached, "text/plain"), today()).await.unwrap();
            store.checkpoint().await.unwrap();
            store.close().await;
        });
        founded
    }

    /// Does something through the library.
    pub(crate) fn work<T>(&self, work: impl AsyncFnOnce(&Path) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(work(&self.path("data")))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A path as an argument.
    pub(crate) fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Runs a command on the store.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        overt(&[arguments, &["--data", &self.name("data")]].concat())
    }

    /// Runs a command on the store with the passphrase of somebody.
    pub(crate) fn run_as(&self, name: &str, arguments: &[&str]) -> Output {
        self.run(&[arguments, &["--as", name, "--passphrase-file", &self.name("words")]].concat())
    }

    /// Changes the database as somebody would who does not use the program; not where there is no program for it.
    pub(crate) fn sql(&self, statement: &str) -> bool {
        let Some(output) = peer("sqlite3", &[&self.name("data/overt.db"), statement]) else { return false };
        assert!(output.status.success(), "{output:?}");
        true
    }
}

pub(crate) async fn sign_in(store: &Store) -> Session {
    let words = Passphrase::typed(&Secret::new(WORDS.to_owned())).unwrap();
    store.sign_in("amina", &words, today()).await.unwrap()
}

pub(crate) fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// What a command that ended with this code has answered.
pub(crate) fn answer(output: &Output, code: i32) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn json(output: &Output, code: i32) -> Json {
    serde_json::from_str(&answer(output, code)).unwrap()
}

/// What a command that ended with this code has said of an error.
pub(crate) fn complaint(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn source(id: SourceId) -> Source {
    Source {
        id,
        name: "invented shelter".into(),
        legal_basis: "consent".into(),
        purpose: "tests".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    }
}

fn victim(id: RecordId, source: SourceId) -> Record {
    let claim = Claim::alleged(source, "2026-12-01T00:00:00Z".parse().unwrap());
    Record::new(id, "Victim", &Codebook::embedded().version, claim)
        .with("full_name", Value::text("Invented Name"))
        .with("trafficking_status", Value::code("PossibleVictimOfTrafficking"))
        .with("notes", Value::text("an invented story that stands nowhere else"))
}
