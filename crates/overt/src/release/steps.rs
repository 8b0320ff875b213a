//! `overt release approve`, `give-up`, `publish` and `cap`.

use std::path::Path;

use clap::Args;
use overt_protect::dp::Limit;
use overt_protect::release::{Approval, Manifest, Release};
use overt_store::log::checkpoint::VerifierKey;
use overt_store::{ReleaseId, ReleaseState, stated_digest};
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

/// The digest of the draft as it lies there now.
fn drafted(options: &StoreOptions, id: ReleaseId) -> anyhow::Result<(overt_protect::release::Files, String)> {
    let files = draft::read(&draft::public(options, id))?;
    let manifest = files.iter().find(|(name, _)| name == "manifest.json");
    let (_, bytes) = manifest.ok_or_else(|| {
        Failure::new(Exit::StoreUnusable, "release-damaged", "the draft has no manifest")
            .with_hint("give it up and draw it anew: `overt release give-up`, `overt release make`")
    })?;
    let hash = Manifest::read(bytes).map_err(|error| refused(&[error]))?.draft_hash();
    Ok((files, hash))
}

pub(super) fn approve(who: Who<'_>, id: ReleaseId) -> anyhow::Result<Output> {
    signed_in(who, |workspace, session| {
        approved(who.0, (workspace, session), id)?;
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
pub(crate) fn approved(
    options: &StoreOptions,
    (workspace, session): (&Workspace, &overt_store::Session),
    id: ReleaseId,
) -> anyhow::Result<()> {
    workspace.wait(workspace.store.release(id))?;
    let (_, hash) = drafted(options, id)?;
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
        let (release, fingerprint) = published(who.0, (workspace, session), id, out)?;
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
    options: &StoreOptions,
    (workspace, session): (&Workspace, &overt_store::Session),
    id: ReleaseId,
    out: &Path,
) -> anyhow::Result<(Release, String)> {
    let release = workspace.wait(workspace.store.release(id))?;
    let (files, hash) = drafted(options, id)?;
    let accounts = workspace.wait(workspace.store.accounts())?;
    let approvals = release.approvals.iter().map(|approval| {
        let account = accounts.iter().find(|account| account.id == approval.account);
        let by = account.map_or_else(|| approval.account.to_string(), |account| account.name.clone());
        Approval { by, on: approval.day, of: hash.clone() }
    });
    let key = workspace.store.release_key();
    let sign = |message: &[u8]| workspace.store.sign_release(id, &stated_digest(message)).into_bytes();
    let published =
        Release::publish(files, approvals.collect(), key.as_bytes(), sign).map_err(|error| refused(&[error]))?;
    // Where writing failed before, the same files are written again.
    if release.state != ReleaseState::Published {
        workspace.wait(workspace.store.publish_release(session, id, workspace.today))?;
    }
    draft::write_whole(out, published.files())?;
    let fingerprint = key.parse::<VerifierKey>().map(|key| key.fingerprint()).unwrap_or_default();
    Ok((published, fingerprint))
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
