//! `overt key escrow`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use overt_store::vault::Passphrase;
use overt_store::{Name, Session, StoreError};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::{PassphraseOptions, of_custodian};
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn make(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    (threshold, custodians): (u8, &[Name]),
) -> anyhow::Result<Output> {
    refuse_twice(custodians)?;
    let workspace = Workspace::open(common)?;
    let session = workspace.sign_in_administrator(common, passphrase)?;
    let names: Vec<String> = custodians.iter().map(ToString::to_string).collect();
    let facts = workspace.wait(workspace.store.make_escrow(&session, (threshold, &names), workspace.today))?;
    workspace.close()?;
    let outside: Vec<_> =
        session.teams().iter().filter(|team| !session.holds(team)).map(|team| team.name.as_str()).collect();
    let mut text = format!(
        "The keys of the teams are in escrow: {threshold} of {} custodians open it together ({}).\n\
         Fewer of them learn nothing. `overt key escrow open` is for the day on which nobody else can.\n",
        facts.custodians.len(),
        facts.custodians.join(", "),
    );
    if !outside.is_empty() {
        let _ = writeln!(
            text,
            "Not in it yet, because {} does not hold their keys: {}. They join when they get their next key.",
            session.name,
            outside.join(", ")
        );
    }
    let answer = json!({ "threshold": threshold, "custodians": facts.custodians, "teams_outside": outside });
    Output::answer(common.json, &answer, text)
}

pub(super) fn open(
    common: &StoreOptions,
    (custodians, files): (&[Name], &[(Name, PathBuf)]),
    (team, person): (&Name, &Name),
) -> anyhow::Result<Output> {
    refuse_twice(custodians)?;
    if let Some((name, _)) = files.iter().find(|(name, _)| !custodians.contains(name)) {
        let what = format!("there is a passphrase for {name}, who is not one of those named with --with");
        return Err(Failure::new(Exit::WrongUse, "custodian", what).into());
    }
    let workspace = Workspace::open(common)?;
    let sessions: Vec<Session> = custodians
        .iter()
        .map(|name| {
            let file = files.iter().find(|(known, _)| known == name).map(|(_, file)| file.as_path());
            let typed = of_custodian(file, name)?;
            let passphrase = Passphrase::typed(&typed).map_err(StoreError::from)?;
            workspace.wait(workspace.store.sign_in(name, &passphrase, workspace.today))
        })
        .collect::<Result<_, Failure>>()?;
    let sessions: Vec<_> = sessions.iter().collect();
    workspace.wait(workspace.store.open_escrow(&sessions, (team, person), workspace.today))?;
    workspace.close()?;
    let names: Vec<&str> = custodians.iter().map(|name| &**name).collect();
    let text = format!(
        "{person} is in the team {team} with the key that {} took out of the escrow. The log holds who did it.\n",
        names.join(", ")
    );
    Output::answer(common.json, &json!({ "team": **team, "added": **person, "custodians": names }), text)
}

pub(super) fn show(common: &StoreOptions) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let facts = workspace.wait(workspace.store.escrow())?;
    workspace.leave();
    let Some(facts) = facts else {
        let text = String::from("No escrow was made. `overt key escrow make` makes one.\n");
        return Output::answer(common.json, &json!({ "escrow": null }), text);
    };
    let (threshold, custodians) = (facts.threshold, &facts.custodians);
    let text = format!(
        "{threshold} of {} custodians open the escrow together: {}.\n",
        custodians.len(),
        custodians.join(", ")
    );
    Output::answer(common.json, &json!({ "escrow": { "threshold": threshold, "custodians": custodians } }), text)
}

/// One person with two shares would count as two.
fn refuse_twice(custodians: &[Name]) -> Result<(), Failure> {
    let distinct: BTreeSet<_> = custodians.iter().collect();
    if distinct.len() == custodians.len() {
        return Ok(());
    }
    Err(Failure::new(Exit::WrongUse, "custodian", "a custodian is named twice"))
}
