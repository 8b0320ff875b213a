//! `overt team list`.

use std::fmt::Write as _;

use overt_store::vault::TeamId;
use overt_store::{Team, TeamKind};
use serde_json::json;

use crate::failure::Failure;
use crate::output::{Output, table};
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn run(common: &StoreOptions) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let mut teams = Vec::new();
    for team in workspace.wait(workspace.store.teams())? {
        let members = workspace.wait(workspace.store.members(&team))?;
        teams.push((team, members.into_iter().map(|member| member.name).collect::<Vec<_>>()));
    }
    workspace.leave();
    let named = |id: TeamId| teams.iter().find(|(known, _)| known.id == id).map(|(team, _)| team.name.clone());
    let custodians = |team: &Team| team.custody().and_then(named);
    let values: Vec<_> = teams
        .iter()
        .map(|(team, members)| {
            json!({
                "team": team.name, "kind": team.kind.code(), "epoch": team.epoch.number(),
                "key": team.key.fingerprint(), "members": members, "custodians": custodians(team),
            })
        })
        .collect();
    let row = |(team, members): &(Team, Vec<String>)| {
        let (kind, epoch) = (team.kind.code().to_owned(), team.epoch.number().to_string());
        let custodians = custodians(team).unwrap_or_default();
        [team.name.clone(), kind, epoch, team.key.fingerprint(), members.join(", "), custodians]
    };
    let rows: Vec<_> = teams.iter().map(row).collect();
    let mut text = table(["TEAM", "KIND", "EPOCH", "KEY", "MEMBERS", "OTHER CUSTODIANS"], &rows);
    text.push('\n');
    for kind in TeamKind::ALL {
        let _ = writeln!(text, "{}: {}", kind.code(), holds(kind));
    }
    Output::answer(common.json, &values, text)
}

const fn holds(kind: TeamKind) -> &'static str {
    match kind {
        TeamKind::Casework => "opens what happened (classes narrative and sensitive) in its records",
        TeamKind::Custody => {
            "opens who it is about (class direct): the first such team in every record, unless others keep it"
        }
        TeamKind::Audit => "reads what the entries of the log say",
    }
}

/// The team of this name as it is now.
pub(super) fn named(workspace: &Workspace, name: &str) -> Result<Option<Team>, Failure> {
    Ok(workspace.wait(workspace.store.teams())?.into_iter().find(|team| team.name == name))
}
