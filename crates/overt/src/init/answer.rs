//! What `overt init` answers.

use std::fmt::Write as _;
use std::path::Path;

use overt_store::{Advice, Engine};
use serde_json::{Value as Json, json};

use super::EscrowChoice;
use crate::doctor::weight_name;
use crate::recovery_code::HandedOver;

/// A store that was made.
pub(super) struct Made<'a> {
    pub(super) folder: &'a Path,
    pub(super) engine: Engine,
    pub(super) account: &'a str,
    pub(super) escrow: EscrowChoice,
    pub(super) advice: &'a [Advice],
}

impl Made<'_> {
    const fn engine(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgresql",
        }
    }

    pub(super) fn json(&self, code: &HandedOver) -> Json {
        let mut answer = json!({
            "folder": self.folder, "engine": self.engine(), "account": self.account,
            "keys": self.folder.join("keys"),
            "escrow": { "wanted": self.escrow.wanted, "decided": self.escrow.decided },
            "advice": self.advice,
        });
        code.add_to(&mut answer);
        answer
    }

    pub(super) fn text(&self, code: &HandedOver) -> String {
        let (folder, account) = (self.folder.display(), self.account);
        let mut text = format!("A store was made in {folder}. {account} is its administrator and in every team.\n\n");
        text.push_str(&code.text());
        let _ = writeln!(text, "\nWhat is where:");
        match self.engine {
            Engine::Sqlite => {
                let _ = writeln!(
                    text,
                    "  {folder}/overt.db   the tables; what identifies somebody is in them as ciphertext"
                );
            }
            Engine::Postgres => {
                let _ = writeln!(
                    text,
                    "  the server         the tables; what identifies somebody is in them as ciphertext"
                );
                let _ = writeln!(text, "  {folder}/overt.toml  where the server is");
            }
        }
        let _ = writeln!(text, "  {folder}/files/     sealed attachments");
        let _ = writeln!(
            text,
            "  {folder}/keys/      without it passphrases open nothing. No backup contains it. Copy it by hand, now and\n  \
             {:width$}           after every recovery, and keep the copy apart from the backups",
            "",
            width = folder.to_string().chars().count(),
        );
        let escrow = match (self.escrow.wanted, self.escrow.decided) {
            (true, _) => "An escrow is wanted. Once there are custodians, make it with `overt key escrow make`.",
            (false, true) => "Keys are not held in escrow.",
            (false, false) => {
                "Nobody was asked about an escrow, so keys are not held in one. `overt key escrow make` can be used later."
            }
        };
        let _ = writeln!(text, "\n{escrow}");
        if !self.advice.is_empty() {
            let _ = writeln!(text, "\nWhat `overt doctor` finds already, and tells what to do about:");
            for advice in self.advice {
                let _ = writeln!(text, "  {:<7} {}", weight_name(advice.weight), advice.what);
            }
        }
        text
    }
}
