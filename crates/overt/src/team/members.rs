//! `overt team add`, `remove`, `new` and `entrust`.

use anyhow::Context as _;
use overt_store::{Name, TeamKind};
use serde_json::json;

use super::list::named;
use super::rewrap;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn add(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    (team, person): (&Name, &Name),
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let session = workspace.sign_in(common, passphrase)?;
    workspace.wait(workspace.store.add_member(&session, team, person, workspace.today))?;
    let accounts = workspace.wait(workspace.store.accounts())?;
    let account = accounts.iter().find(|account| account.name == **person);
    let key = account.map(|account| account.key.fingerprint()).unwrap_or_default();
    workspace.close()?;
    let text = format!(
        "{person} is in the team {team} and opens everything it holds, also what was there before.\n\
         The team's key was wrapped to the key {key}. Let {person} read out `overt key show`, and compare.\n"
    );
    Output::answer(common.json, &json!({ "team": **team, "added": **person, "key": key }), text)
}

pub(super) fn remove(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    (team, person): (&Name, &Name),
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let mut session = workspace.sign_in(common, passphrase)?;
    workspace.wait(workspace.store.remove_member(&mut session, (team, person), workspace.today))?;
    let moved = rewrap::all(&workspace, &session, team, common).with_context(|| {
        format!("{person} is out of {team}, but old keys are still in use (`overt team rewrap` finishes)")
    })?;
    let now = named(&workspace, team)?;
    let (epoch, key) = now.map(|team| (team.epoch.number(), team.key.fingerprint())).unwrap_or_default();
    workspace.close()?;
    let text = format!(
        "{person} is out of the team {team}. The team has a new key ({key}, epoch {epoch}), and {moved} old key(s) were\n\
         moved to it. What is sealed from now on does not open for {person}.\n\n\
         What {person} has read, printed or copied cannot be taken back. That includes a copy of the database or a backup\n\
         from before, which the keys of that time still open.\n"
    );
    let answer = json!({ "team": **team, "removed": **person, "epoch": epoch, "key": key, "moved": moved });
    Output::answer(common.json, &answer, text)
}

pub(super) fn begin(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    (name, kind): (&Name, TeamKind),
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let mut session = workspace.sign_in(common, passphrase)?;
    workspace.wait(workspace.store.add_team(&mut session, (name, kind), workspace.today))?;
    let key = named(&workspace, name)?.map(|team| team.key.fingerprint()).unwrap_or_default();
    workspace.close()?;
    let text = format!(
        "The team {name} was made {}, with {} as its one member. Its key is {key}.\n\
         `overt team add {name} ACCOUNT` lets others in. One member is too few: if that person is gone, so is what it holds.\n",
        if kind == TeamKind::Custody { "of custodians" } else { "for casework" },
        session.name
    );
    let answer = json!({ "team": **name, "kind": kind.code(), "members": [session.name], "key": key });
    Output::answer(common.json, &answer, text)
}

pub(super) fn entrust(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    (team, to): (&Name, &Name),
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let mut session = workspace.sign_in(common, passphrase)?;
    let before = workspace.wait(workspace.store.entrust(&mut session, (team, to), workspace.today))?;
    let moved = rewrap::all(&workspace, &session, &before, common).with_context(|| {
        format!(
            "{to} keep what is new, but keys of what is there are still with {before} (`overt team rewrap` finishes)"
        )
    })?;
    workspace.close()?;
    let text = format!(
        "{to} keep the identities of what the team {team} holds, and {moved} key(s) were moved to them. For {before} they do not\n\
         open any more. What somebody has read, printed or copied cannot be taken back, nor a backup from before.\n"
    );
    let answer = json!({ "team": **team, "custodians": **to, "before": before, "moved": moved });
    Output::answer(common.json, &answer, text)
}
