//! The folder of a demonstration: files, truth, mappings, store, snapshot, page.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use overt_demo::Plan;
use overt_model::{RecordId, Secret};
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{Founding, NewAccount, Session, Store, StoreError};
use overt_warehouse::nexus::Cube;
use serde::{Deserialize, Serialize};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::store_options::StoreOptions;
use crate::workspace::{Workspace, runtime, today};

/// The account of the demonstration.
pub(super) const ACCOUNT: &str = "demo";
/// The account of a second person, because a release needs two.
pub(super) const REVIEWER: &str = "demo-reviewer";
/// It guards nothing that is not invented, and lies in the folder for commands that ask for it.
pub(super) const PASSPHRASE: &str = "seven invented red boats";

pub(super) struct Folder {
    pub(super) root: PathBuf,
    pub(super) plan: Plan,
}

/// What marks a folder as ours.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    about: String,
    scale: u32,
    seed: u64,
    program: String,
}

impl Folder {
    /// Takes a folder that is empty, not there, or was left by the same demonstration.
    pub(super) fn take(root: &Path, plan: Plan, is_fresh: bool) -> anyhow::Result<Self> {
        let folder = Self { root: root.to_owned(), plan };
        let mark = Mark {
            about: "INVENTED DATA: a demonstration of Overt; `overt demo --fresh` throws it away".to_owned(),
            scale: plan.scale,
            seed: plan.seed,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        match (folder.mark()?, folder.is_empty()) {
            (Some(_), _) if is_fresh => {
                fs::remove_dir_all(root).with_context(|| format!("cannot remove {}", root.display()))?;
            }
            (Some(found), _) if found == mark => return Ok(folder),
            (Some(found), _) => {
                let what = format!(
                    "{} holds a demonstration of scale {} and seed {}, made by version {}",
                    root.display(),
                    found.scale,
                    found.seed,
                    found.program
                );
                let failure = Failure::new(Exit::WrongUse, "other-demonstration", what);
                return Err(failure.with_hint("`--fresh` throws it away, `--keep DIR` names another folder").into());
            }
            (None, true) => {}
            (None, false) => {
                let what = format!("{} is not empty and not a demonstration; nothing was changed", root.display());
                let failure = Failure::new(Exit::WrongUse, "folder-not-empty", what);
                return Err(failure.with_hint("name a folder with `--keep DIR` that is empty or not there").into());
            }
        }
        file::replace(&folder.mark_path(), serde_json::to_string_pretty(&mark)?.as_bytes())?;
        // Commands take no passphrase from a file that others could read.
        file::stream(&folder.passphrase(), |out| Ok(writeln!(out, "{PASSPHRASE}")?))?;
        Ok(folder)
    }

    fn mark(&self) -> anyhow::Result<Option<Mark>> {
        let path = self.mark_path();
        match fs::read_to_string(&path) {
            Ok(text) => {
                Ok(Some(serde_json::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    fn is_empty(&self) -> bool {
        self.root.read_dir().map_or(true, |mut entries| entries.next().is_none())
    }

    fn mark_path(&self) -> PathBuf {
        self.root.join("demonstration.json")
    }

    fn passphrase(&self) -> PathBuf {
        self.root.join("passphrase")
    }

    pub(super) fn store(&self) -> PathBuf {
        self.root.join("overt-data")
    }

    pub(super) fn page(&self) -> PathBuf {
        self.root.join("nexus.html")
    }

    /// Who publishes the observatory.
    pub(super) fn about(&self) -> PathBuf {
        self.root.join("about.toml")
    }

    /// A policy for a release.
    pub(super) fn policy(&self) -> PathBuf {
        self.root.join("acts.toml")
    }

    /// Where a mapping lies, for whoever wants to read it.
    pub(super) fn mapping(&self, name: &str) -> PathBuf {
        self.root.join("mappings").join(name)
    }

    /// The store, made if it is not there.
    pub(super) fn workspace(&self, options: &StoreOptions) -> anyhow::Result<Workspace> {
        let store = self.store();
        if !store.join("keys").exists() {
            // Of a run that was killed while it made the store.
            if store.exists() {
                fs::remove_dir_all(&store).with_context(|| format!("cannot remove {}", store.display()))?;
            }
            let founder = NewAccount {
                name: ACCOUNT.to_owned(),
                administrator: true,
                passphrase: passphrase()?,
                kdf: KdfParameters::STANDARD,
            };
            let founding = Founding { founder, origin: None, escrow: false, retention: Vec::new() };
            let runtime = runtime()?;
            let made = runtime.block_on(async {
                let (made, _) = Store::create(&store, None, &founding, today()).await?;
                made.close().await;
                Ok::<_, StoreError>(())
            });
            made.map_err(Failure::from)?;
        }
        Ok(Workspace::open(options)?)
    }

    /// Where releases are published.
    pub(super) fn releases(&self) -> PathBuf {
        self.root.join("releases")
    }

    /// Somebody stopped it.
    pub(super) fn stopped(&self) -> Failure {
        let what = format!("stopped; what was done is kept in {}", self.root.display());
        Failure::new(Exit::Found, "stopped", what).with_hint("the same command goes on where it stopped")
    }

    /// Commands that work as they stand.
    pub(super) fn next(&self, cube: &Cube, victim: RecordId) -> Vec<(String, String)> {
        // As it was called just now, so that the lines can be copied.
        let overt = std::env::args().next().unwrap_or_else(|| "overt".into());
        let data = format!("--data {}", self.store().display());
        let signed_in = format!("--as {ACCOUNT} --passphrase-file {}", self.passphrase().display());
        let cell = cube
            .cells
            .iter()
            .max_by_key(|cell| cell.n)
            .map_or_else(|| "T4/P06/A18".to_owned(), |cell| cell.cell.to_string());
        let step = |what: &str, command: String| (what.to_owned(), command);
        vec![
            step("Look at the house's own page in a browser", self.page().display().to_string()),
            step(
                "Open the observatory again",
                format!("{overt} serve --releases {0}/releases --about {0}/about.toml", self.root.display()),
            ),
            step(
                "Check a release as anybody can",
                format!("{overt} release verify {}/releases/stage-actor", self.root.display()),
            ),
            step("Open the largest cell down to its claims", format!("{overt} nexus open {cell} {data}")),
            step(
                "Count something else",
                format!("{overt} nexus --by year,country --standing charged,convicted {data}"),
            ),
            step("Ask in SQL", format!("{overt} sql \"SELECT gender, count(*) FROM victim GROUP BY gender\" {data}")),
            step(
                "See which records may be about the same person",
                format!("{overt} link review --schema person {signed_in} {data}"),
            ),
            step(
                "See how easily somebody would be found",
                format!("{overt} release risk --schema Victim --columns gender,age_band,birth_date_year {data}"),
            ),
            step(
                "See what a release would do and cost",
                format!("{overt} release plan {} {data}", self.policy().display()),
            ),
            step("See what acts cost", format!("{overt} analyse prices --by country {data}")),
            step(
                "See how many people nobody may have recorded",
                format!("{overt} analyse undercount --linked Victim {data}"),
            ),
            step("See what was imported, and take it back", format!("{overt} import list {data}")),
            step(
                "Look at the files, the mappings and the truth behind them",
                format!("{0}/files, {0}/mappings, {0}/truth", self.root.display()),
            ),
            step(
                "Open what is sealed of somebody (the log notes it)",
                format!("{overt} record show {victim} --open direct {signed_in} {data}"),
            ),
        ]
    }
}

pub(super) fn session(workspace: &Workspace) -> anyhow::Result<Session> {
    session_of(workspace, ACCOUNT)
}

pub(super) fn session_of(workspace: &Workspace, account: &str) -> anyhow::Result<Session> {
    Ok(workspace.wait(workspace.store.sign_in(account, &passphrase()?, workspace.today))?)
}

pub(super) fn passphrase() -> anyhow::Result<Passphrase> {
    Ok(Passphrase::chosen(&Secret::new(PASSPHRASE.into())).map_err(|error| Failure::from(StoreError::from(error)))?)
}
