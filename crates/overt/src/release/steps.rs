//! `overt release approve`, `give-up`, `publish` and `cap`.

use std::path::Path;

use clap::Args;
use overt_desk::publishing::{PublishError, Published, publish as publish_as_approved};
use overt_protect::dp::Limit;
use overt_protect::release::{Manifest, Release};
use overt_store::ReleaseId;
use serde_json::json;

use super::draft;
use super::facts::{self, refused};
use super::told::of_caps;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// Most bytes of a release.
const RELEASE_LEN_MAX: u64 = 4 << 30;

type Who<'a> = (&'a StoreOptions, &'a PassphraseOptions);

fn signed_in(
    (options, passphrase): Who<'_>,
    act: impl FnOnce(&Workspace, &overt_store::Session) -> anyhow::Result<Output>,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let answer = workspace.sign_in(options, passphrase).map_err(anyhow::Error::from);
    let answer = answer.and_then(|session| act(&workspace, &session));
    workspace.close_after(answer)
}

pub(super) fn approve(who: Who<'_>, id: ReleaseId) -> anyhow::Result<Output> {
    signed_in(who, |workspace, session| {
        approved((workspace, session), id)?;
        let release = workspace.wait(workspace.store.release(id))?;
        let missing = overt_store::APPROVALS.saturating_sub(release.approvals.len());
        let text = if missing == 0 {
            format!("Approved. It can be published now:  overt release publish {id} --out DIR\n")
        } else {
            format!("Approved. {missing} more person(s) have to approve it:  overt release approve {id} --as NAME\n")
        };
        Output::answer(who.0.json, &release, text)
    })
}

/// Approves the draft as it lies there now.
pub(crate) fn approved((workspace, session): (&Workspace, &overt_store::Session), id: ReleaseId) -> anyhow::Result<()> {
    workspace.wait(workspace.store.release(id))?;
    let manifest = workspace.store.release_text(id, "manifest.json")?.unwrap_or_default();
    let hash = Manifest::read(&manifest).map_err(|error| refused(&[error]))?.draft_hash();
    workspace.wait(workspace.store.approve_release(session, id, &hash, workspace.today))?;
    Ok(())
}

pub(super) fn give_up(who: Who<'_>, id: ReleaseId) -> anyhow::Result<Output> {
    signed_in(who, |workspace, session| {
        workspace.wait(workspace.store.give_up_release(session, id, workspace.today))?;
        let text =
            "It will not be published. What it cost stays spent, because noise that was drawn cannot be drawn again.\n";
        Output::answer(who.0.json, &json!({ "release": id, "state": "given-up" }), text.to_owned())
    })
}

pub(super) fn publish(who: Who<'_>, id: ReleaseId, out: &Path) -> anyhow::Result<Output> {
    if std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
        let message = format!("{} is not empty, and nothing was written", out.display());
        return Err(Failure::new(Exit::WrongUse, "file-exists", message).with_hint("name another folder").into());
    }
    signed_in(who, |workspace, session| {
        let (release, fingerprint) = published((workspace, session), id, out)?;
        let text = format!(
            "Published into {}: {} files.\n\nWhoever reads it can check it without this store:\n  overt release verify {} --fingerprint {fingerprint}\nTell the fingerprint on another way than the files.\n",
            out.display(),
            release.files().len(),
            out.display(),
        );
        Output::answer(who.0.json, &json!({ "release": id, "folder": out, "fingerprint": fingerprint }), text)
    })
}

/// Signs an approved draft and writes it into a folder; answers it with the fingerprint of the key.
pub(crate) fn published(
    (workspace, session): (&Workspace, &overt_store::Session),
    id: ReleaseId,
    out: &Path,
) -> anyhow::Result<(Release, String)> {
    let whose = (&workspace.store, session);
    let publishing = publish_as_approved(whose, id, workspace.today, RELEASE_LEN_MAX);
    let Published { release, fingerprint } = workspace.wait(async { Ok(publishing.await) })?.map_err(Failure::from)?;
    // Where writing failed before, the same files are written again.
    draft::write_whole(out, release.files())?;
    Ok((release, fingerprint))
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Store(error) => error.into(),
            PublishError::Refused(refusal) => refused(&[refusal]),
            PublishError::TooLong => Self::new(Exit::WrongUse, "release-file", error.to_string()),
        }
    }
}

/// How much all releases together may cost.
#[derive(Args)]
pub(super) struct CapChoice {
    /// Epsilon: how much may be told of one of them.
    #[arg(long, requires = "delta")]
    epsilon: Option<f64>,
    /// Delta: the probability with which that does not hold.
    #[arg(long, requires = "epsilon")]
    delta: Option<f64>,
    /// Of whom; of all, where none is named.
    #[arg(long, value_enum, requires = "epsilon")]
    unit: Option<CapUnit>,
}

/// Of whom something is told.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum CapUnit {
    Record,
    Person,
    Contributor,
}

/// `overt release cap`: shows what was decided, or decides.
pub(super) fn cap(who: Who<'_>, choice: &CapChoice) -> anyhow::Result<Output> {
    let (Some(epsilon), Some(delta)) = (choice.epsilon, choice.delta) else {
        let workspace = Workspace::open(who.0)?;
        let caps = facts::caps(&workspace);
        workspace.leave();
        let caps = caps?;
        return Output::answer(who.0.json, &caps, of_caps(&caps));
    };
    let limit =
        Limit::new(epsilon, delta).map_err(|error| Failure::new(Exit::WrongUse, "release-cap", error.to_string()))?;
    signed_in(who, |workspace, session| {
        let mut caps = facts::caps(workspace)?;
        let units = [
            (CapUnit::Record, &mut caps.record),
            (CapUnit::Person, &mut caps.person),
            (CapUnit::Contributor, &mut caps.contributor),
        ];
        for (unit, cap) in units {
            if choice.unit.is_none_or(|chosen| chosen == unit) {
                *cap = Some(limit);
            }
        }
        let decided = serde_json::to_string(&caps)?;
        workspace.wait(workspace.store.decide_release_caps(session, &decided, workspace.today))?;
        let text = format!(
            "{}It is in the log, and every release says which cap it was made under. What is spent stays spent.\n",
            of_caps(&caps)
        );
        Output::answer(who.0.json, &caps, text)
    })
}
