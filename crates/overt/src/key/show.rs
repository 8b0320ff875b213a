//! `overt key show`.

use overt_store::AccountState;
use serde_json::json;

use crate::output::{Output, table};
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn run(common: &StoreOptions) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let accounts = workspace.wait(workspace.store.accounts())?;
    let teams = workspace.wait(workspace.store.teams())?;
    workspace.leave();
    let answer = json!({
        "accounts": accounts.iter().map(|account| json!({
            "account": account.name, "key": account.key.fingerprint(), "state": account.state.code(),
        })).collect::<Vec<_>>(),
        "teams": teams.iter().map(|team| json!({
            "team": team.name, "key": team.key.fingerprint(), "epoch": team.epoch.number(),
        })).collect::<Vec<_>>(),
    });
    let of_accounts: Vec<_> = accounts
        .iter()
        .map(|account| {
            let closed = if account.state == AccountState::Closed { " (closed)" } else { "" };
            [account.key.fingerprint(), format!("{}{closed}", account.name)]
        })
        .collect();
    let of_teams: Vec<_> = teams
        .iter()
        .map(|team| [team.key.fingerprint(), format!("{} (epoch {})", team.name, team.epoch.number())])
        .collect();
    let text = format!(
        "{}\n{}\nRead them to each other by voice or face to face, not by the machine they are on. Another fingerprint\n\
         means another key: somebody may have put it there to read along.\n",
        table(["KEY", "ACCOUNT"], &of_accounts),
        table(["KEY", "TEAM"], &of_teams),
    );
    Output::answer(common.json, &answer, text)
}
