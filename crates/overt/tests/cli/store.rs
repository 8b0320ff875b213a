//! A store for a test, with people whose passphrases lie in files of their own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;

use crate::process::OVERT;
use crate::secrets::in_file;

/// Every passphrase begins so, and no answer ever holds it.
const WORDS: &str = "horse battery staple";

/// A folder for a store, and one for secrets.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    /// Without a store.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With the store of amina. The second is her recovery code.
    pub(crate) fn founded() -> (Self, String) {
        let place = Self::empty();
        let made = place.json(&["init", "--name", "amina", "--passphrase-memory", "8"], &["new amina"]);
        let code = made["recovery_code"].as_str().unwrap().to_owned();
        (place, code)
    }

    /// With amina, administrator and in every team, and chen, in none. The second is chen's recovery code.
    pub(crate) fn of_two() -> (Self, String) {
        let (place, _) = Self::founded();
        let code = place.add("chen");
        (place, code)
    }

    /// Another account; the answer is its recovery code.
    pub(crate) fn add(&self, name: &str) -> String {
        let new = format!("new {name}");
        let arguments = ["user", "add", name, "--as", "amina", "--passphrase-memory", "8"];
        self.json(&arguments, &["amina", &new])["recovery_code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    pub(crate) fn secrets(&self) -> &Path {
        self.0.path()
    }

    /// The file of somebody's passphrase.
    pub(crate) fn passphrase(&self, name: &str) -> PathBuf {
        in_file(self.secrets(), name, &format!("{WORDS} of {name}"))
    }

    /// A command on this store. `amina` stands for her passphrase, `new amina` for the same as a new one.
    pub(crate) fn command(&self, arguments: &[&str], passphrases: &[&str]) -> Command {
        let mut command = Command::new(OVERT);
        command.args(arguments).arg("--data").arg(self.data()).env_remove("OVERT_ACCOUNT").env_remove("OVERT_DATA");
        if arguments[0] == "init" && !arguments.contains(&"--escrow") {
            // Whoever runs the tests on a terminal would be asked.
            command.args(["--escrow", "no"]);
        }
        for name in passphrases {
            let (option, name) = match name.strip_prefix("new ") {
                Some(name) => ("--new-passphrase-file", name),
                None => ("--passphrase-file", *name),
            };
            command.arg(option).arg(self.passphrase(name));
        }
        let words = command.get_args().map(OsString::from);
        assert!(!words.into_iter().any(|word| word.to_string_lossy().contains(WORDS)));
        command
    }

    /// How a command ends. Whatever it is, it repeats no passphrase.
    pub(crate) fn run(&self, arguments: &[&str], passphrases: &[&str]) -> Output {
        let output = self.command(arguments, passphrases).output().unwrap();
        for said in [&output.stdout, &output.stderr] {
            assert!(!String::from_utf8_lossy(said).contains(WORDS), "{arguments:?}");
        }
        output
    }

    /// What a command that succeeds answers to people.
    pub(crate) fn text(&self, arguments: &[&str], passphrases: &[&str]) -> String {
        let output = self.run(arguments, passphrases);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command that succeeds answers to programs.
    pub(crate) fn json(&self, arguments: &[&str], passphrases: &[&str]) -> Json {
        serde_json::from_str(&self.text(&[arguments, &["--json"]].concat(), passphrases)).unwrap()
    }

    /// The exit code of a command that fails, and what it says.
    pub(crate) fn refused(&self, arguments: &[&str], passphrases: &[&str]) -> (i32, Json) {
        let output = self.run(&[arguments, &["--json"]].concat(), passphrases);
        assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}: {output:?}");
        let said: Json = serde_json::from_slice(&output.stderr).unwrap();
        (output.status.code().unwrap(), said["error"].clone())
    }
}
