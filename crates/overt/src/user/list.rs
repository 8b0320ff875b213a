//! `overt user list`.

use std::fmt::Write as _;

use overt_store::Account;
use serde_json::json;

use crate::failure::Failure;
use crate::output::{Output, table};
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn run(common: &StoreOptions) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let accounts = workspace.wait(workspace.store.accounts())?;
    let teams = teams_of(&workspace)?;
    let charged = workspace.wait(workspace.store.duties())?;
    workspace.leave();
    let duties = |account: &Account| -> Vec<&str> {
        charged.iter().filter(|(whose, _)| *whose == account.id).map(|(_, duty)| duty.code()).collect()
    };
    let of = |account: &Account| -> Vec<&str> {
        let is_in = |members: &Vec<String>| members.contains(&account.name);
        teams.iter().filter(|(_, members)| is_in(members)).map(|(team, _)| team.as_str()).collect()
    };
    let values: Vec<_> = accounts
        .iter()
        .map(|account| {
            json!({
                "account": account.name, "state": account.state.code(), "administrator": account.administrator,
                "teams": of(account), "duties": duties(account),
            })
        })
        .collect();
    let row = |account: &Account| {
        let administrator = if account.administrator { "yes" } else { "no" };
        let listed = |of: Vec<&str>| if of.is_empty() { String::from("none") } else { of.join(", ") };
        let state = account.state.code().to_owned();
        [account.name.clone(), state, administrator.to_owned(), listed(of(account)), listed(duties(account))]
    };
    let rows: Vec<_> = accounts.iter().map(row).collect();
    let mut text = table(["ACCOUNT", "STATE", "ADMINISTRATOR", "TEAMS", "DUTIES"], &rows);
    let _ = writeln!(text, "\n{} account(s).", rows.len());
    Output::answer(common.json, &values, text)
}

/// Every team with the names of its members.
pub(super) fn teams_of(workspace: &Workspace) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let mut teams = Vec::new();
    for team in workspace.wait(workspace.store.teams())? {
        let members = workspace.wait(workspace.store.members(&team))?;
        teams.push((team.name, members.into_iter().map(|member| member.name).collect()));
    }
    Ok(teams)
}
