//! An invented shelter: a store with an account, a source, and the program run on it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use jiff::civil::Date;
use overt_model::Secret;
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{Founding, NewAccount, Session, Store, StoreError};
use serde_json::Value as Json;

use crate::process::OVERT;
use crate::secrets::in_file;

pub(crate) const WORDS: &str = "four invented words that differ";
pub(crate) const SOURCE: &str = "Invented shelter";

pub(crate) fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

fn account(name: &str) -> NewAccount {
    let passphrase = Passphrase::chosen(&Secret::new(WORDS.to_owned())).unwrap();
    let kdf = KdfParameters::new(8 << 10, 1, 1).unwrap();
    NewAccount { name: name.to_owned(), administrator: name == "amina", passphrase, kdf }
}

/// A store of `amina`, who is in every team, and what runs the program on it.
pub(crate) struct Shelter {
    folder: tempfile::TempDir,
    passphrase: PathBuf,
}

impl Shelter {
    /// A store with nothing in it.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = in_file(folder.path(), "passphrase", WORDS);
        let founding = Founding { founder: account("amina"), origin: None, escrow: false, retention: Vec::new() };
        let shelter = Self { folder, passphrase };
        let made = async { Store::create(&shelter.data(), None, &founding, today()).await.map(|(store, _)| store) };
        let runtime = runtime();
        runtime.block_on(async { made.await.unwrap().close().await });
        shelter
    }

    /// A store with the source [`SOURCE`].
    pub(crate) fn new() -> Self {
        let shelter = Self::empty();
        shelter.text(&["source", "add", SOURCE, "--legal-basis", "consent", "--purpose", "help"]);
        shelter
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Works with the store as the library does.
    pub(crate) fn with<T>(&self, work: impl AsyncFnOnce(&Store, &mut Session) -> Result<T, StoreError>) -> T {
        runtime().block_on(async {
            let store = Store::open(&self.data(), None).await.unwrap();
            let passphrase = Passphrase::typed(&Secret::new(WORDS.to_owned())).unwrap();
            let mut session = store.sign_in("amina", &passphrase, today()).await.unwrap();
            let done = work(&store, &mut session).await.unwrap();
            store.checkpoint().await.unwrap();
            store.close().await;
            done
        })
    }

    /// Another account with the same passphrase, in the given teams.
    pub(crate) fn add_account(&self, name: &str, teams: &[&str]) {
        self.with(async |store, session| {
            store.add_account(session, &account(name), today()).await?;
            for team in teams {
                store.add_member(session, team, name, today()).await?;
            }
            Ok(())
        });
    }

    pub(crate) fn command(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(OVERT);
        command.args(arguments).arg("--passphrase-file").arg(&self.passphrase);
        command.env("OVERT_DATA", self.data()).env("OVERT_ACCOUNT", name).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.run_as("amina", arguments)
    }

    pub(crate) fn run_as(&self, name: &str, arguments: &[&str]) -> Output {
        self.command(name, arguments).output().unwrap()
    }

    /// Runs it with something on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command("amina", arguments);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that ends without reading closes the pipe.
        let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
        process.wait_with_output().unwrap()
    }

    /// A command for which nobody signs in.
    pub(crate) fn unsigned(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(OVERT);
        command.args(arguments).env("OVERT_DATA", self.data()).stdin(Stdio::null());
        command
    }

    /// The answer of a command that succeeds.
    pub(crate) fn text(&self, arguments: &[&str]) -> String {
        succeeded(&self.run(arguments))
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> Json {
        serde_json::from_str(&self.text(&[arguments, &["--json"]].concat())).unwrap()
    }

    /// What standard error says of a command that ends with this exit code, and nothing is on standard output.
    pub(crate) fn refused(&self, exit: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        said
    }

    /// Adds a record and returns its identifier.
    pub(crate) fn add(&self, arguments: &[&str]) -> String {
        first_id(&self.json(&[&["record", "add"], arguments, &["--source", SOURCE]].concat()))
    }

    /// Adds a record from JSON and returns its identifier.
    pub(crate) fn add_json(&self, schema: &str, json: &Json) -> String {
        let arguments = ["record", "add", schema, "--source", SOURCE, "--file", "-", "--json"];
        let answer = succeeded(&self.run_with(&arguments, &json.to_string()));
        first_id(&serde_json::from_str(&answer).unwrap())
    }

    /// Whether these bytes stand anywhere in the folder of the store.
    pub(crate) fn holds(&self, bytes: &str) -> bool {
        fn anywhere(folder: &Path, bytes: &[u8]) -> bool {
            std::fs::read_dir(folder).unwrap().any(|entry| {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    return anywhere(&path, bytes);
                }
                std::fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes)
            })
        }
        anywhere(&self.data(), bytes.as_bytes())
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

pub(crate) fn succeeded(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn first_id(answer: &Json) -> String {
    answer["records"][0].as_str().unwrap().to_owned()
}
