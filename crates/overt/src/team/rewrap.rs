//! `overt team rewrap`: moving old keys of a team to its present one.

use overt_store::{Name, Rewrapped, Session, StoreError};
use serde_json::json;

use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn run(common: &StoreOptions, passphrase: &PassphraseOptions, team: &Name) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let session = workspace.sign_in(common, passphrase)?;
    let known = session.teams().iter().find(|known| known.name == **team);
    if !known.is_some_and(|known| session.holds(known)) {
        return Err(Failure::from(StoreError::NotThere("team")).into());
    }
    let moved = all(&workspace, &session, team, common)?;
    workspace.close()?;
    let text = match moved {
        0 => format!("Nothing was behind: the team {team} uses its present key everywhere.\n"),
        moved => format!("{moved} old key(s) of the team {team} were moved to its present key. None is behind.\n"),
    };
    Output::answer(common.json, &json!({ "team": **team, "moved": moved }), text)
}

/// Moves every key that is behind, batch by batch. Each batch is confirmed by itself, so this can be interrupted at any
/// point.
pub(super) fn all(workspace: &Workspace, session: &Session, team: &str, common: &StoreOptions) -> Result<u64, Failure> {
    let batch = || workspace.wait(workspace.store.rewrap(session, team));
    let mut last = batch()?;
    let mut moved = last.moved;
    // How many entries of the log are behind is not counted; the last call is the one that moves none.
    let is_audit = session.teams().iter().any(|known| known.name == team && known.kind == overt_store::TeamKind::Audit);
    let progress = common.progress("moving keys", (!is_audit).then_some(last.moved + last.behind));
    progress.advance(last.moved);
    while last.behind > 0 {
        last = batch()?;
        if let Rewrapped { moved: 0, behind: 1.. } = last {
            // Somebody else's writing, in between.
            return Err(Failure::from(StoreError::KeysMoved));
        }
        moved += last.moved;
        progress.advance(last.moved);
    }
    progress.finish();
    Ok(moved)
}
