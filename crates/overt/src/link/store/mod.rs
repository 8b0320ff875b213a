//! Linking the records of a store: read as of one moment, joined in one step that can be taken back.

mod changes;
mod history;
mod queue;
mod read;
mod review;
mod run;
mod show;
mod undo;

use overt_desk::linkage::{Linking, model_of};
use overt_model::{Codebook, RecordId};
use overt_store::log::entry::Code;
use overt_store::{LinkRun, LinkRunId, Session};

pub(super) use history::{Which, history};
pub(super) use read::{held_json, load};
pub(super) use review::{Choice as Review, review};
pub(super) use run::{explain, link, linked};
pub(super) use undo::{Choice as Undo, undo};

use super::given::{Files, How, Versioned};
use super::load::Loaded;
use super::{Telling, model};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// A store in which somebody is signed in.
pub(super) struct Desk<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) session: &'a Session,
    pub(super) options: &'a StoreOptions,
    pub(super) codebook: &'static Codebook,
    /// What sealed classes are opened for.
    pub(super) purpose: Option<Code>,
}

/// Opens the store, signs somebody in, acts and closes it.
pub(super) fn at_desk(
    (options, passphrase): (&StoreOptions, &PassphraseOptions),
    purpose: Option<&str>,
    act: impl FnOnce(&Desk<'_>) -> anyhow::Result<Output>,
) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let purpose = crate::record::purpose(codebook, purpose)?;
    let workspace = Workspace::open(options)?;
    let answer = workspace.sign_in(options, passphrase).map_err(anyhow::Error::from).and_then(|session| {
        let session = &session;
        act(&Desk { workspace: &workspace, session, options, codebook, purpose })
    });
    workspace.close_after(answer)
}

impl Desk<'_> {
    /// The same for what is compared.
    fn linking(&self) -> Linking<'_> {
        Linking {
            store: &self.workspace.store,
            session: self.session,
            codebook: self.codebook,
            purpose: self.purpose.as_ref(),
            today: self.workspace.today,
        }
    }

    /// The last run that was not taken back, among those of a kind of record.
    fn last_run(&self, is_of_kind: impl Fn(&str) -> bool) -> Result<LinkRun, Failure> {
        let runs = self.workspace.wait(self.workspace.store.link_runs())?;
        runs.into_iter().rfind(|run| !run.undone && is_of_kind(&run.facts.schema)).ok_or_else(|| {
            let message = "nothing has been linked in this store yet, or nothing of that kind, so there is no model to weigh with";
            Failure::new(Exit::WrongUse, "link-no-run", message)
                .with_hint("`overt link run --schema KIND` links its records")
        })
    }

    /// The last run by which records of the kind of this one were linked.
    fn run_of(&self, record: RecordId) -> Result<LinkRun, Failure> {
        let store = &self.workspace.store;
        let shown = self.workspace.wait(store.show(self.session, record, (&[], None), self.workspace.today))?;
        let schema = self.codebook.schema(&shown.record.schema);
        self.last_run(|kind| schema.is_some_and(|schema| schema.is_a(kind)))
    }

    /// The model of a run, as it was kept with it.
    fn model_of(run: &LinkRun) -> Result<(Versioned, LinkRunId), Failure> {
        let kept = model_of(run).ok_or_else(|| {
            let message = "the model that was kept with the last run cannot be read by this version";
            Failure::new(Exit::WrongUse, "link-model", message).with_hint("link again: `overt link run`")
        })?;
        let (version, text) = (run.facts.model.clone(), run.facts.model_text.clone());
        Ok((Versioned { model: kept, version, text }, run.id))
    }

    /// A model in a file or, where none is named, that of the last run of the kind of a record.
    fn weigher(&self, path: Option<&std::path::PathBuf>, record: &str) -> Result<Versioned, Failure> {
        let Some(path) = path else {
            let run = record.trim().parse().map_or_else(|_| self.last_run(|_| true), |record| self.run_of(record))?;
            return Ok(Self::model_of(&run)?.0);
        };
        model::read(path)
    }
}

/// The records of the store where somebody signed in, and of the files otherwise. Only files have further columns.
pub(super) fn or_files(
    telling: Telling,
    desk: Option<&Desk<'_>>,
    (files, how, named): (&Files, &How, &[&str]),
) -> anyhow::Result<Loaded> {
    match desk {
        None => super::load::load(telling, files, how, named),
        Some(desk) if named.is_empty() => load(telling, desk, how),
        Some(_) => {
            let message = "the store does not know who records truly are about";
            let hint = "leave out `--truth`, or name FILEs";
            Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint(hint).into())
        }
    }
}
