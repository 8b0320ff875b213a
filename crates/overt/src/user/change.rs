//! `overt user close`, `reopen`, `administrator` and `duty`.

use overt_store::{AccountChange, AccountState, Name};
use serde_json::json;

use super::list::teams_of;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn run(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    name: &Name,
    change: AccountChange,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let session = workspace.sign_in_administrator(common, passphrase)?;
    workspace.wait(workspace.store.change_account(&session, name, change, workspace.today))?;
    let mut teams = teams_of(&workspace)?;
    teams.retain(|(_, members)| members.iter().any(|member| **member == **name));
    let teams: Vec<_> = teams.into_iter().map(|(team, _)| team).collect();
    workspace.close()?;
    let (what, text) = match change {
        AccountChange::State(AccountState::Closed) => ("closed", closed(name, &teams)),
        AccountChange::State(AccountState::Active) => ("reopened", format!("{name} may sign in again.\n")),
        AccountChange::Administrator(true) => {
            ("administrator", format!("{name} looks after accounts, sources and settings from now on.\n"))
        }
        AccountChange::Administrator(false) => {
            ("no-administrator", format!("{name} does not look after accounts, sources and settings any more.\n"))
        }
        AccountChange::Duty(duty, true) => ("duty", format!("{name} has the duty of {} from now on.\n", duty.code())),
        AccountChange::Duty(duty, false) => {
            ("no-duty", format!("{name} does not have the duty of {} any more.\n", duty.code()))
        }
    };
    Output::answer(common.json, &json!({ "account": **name, "changed": what, "teams": teams }), text)
}

/// A closed account still has keys. What to do about them.
fn closed(name: &Name, teams: &[String]) -> String {
    let mut text = format!("{name} cannot sign in any more.\n");
    if !teams.is_empty() {
        text.push_str(
            "The keys that were handed out are still good for a copy of the database. Take them out of use:\n",
        );
        text.extend(teams.iter().map(|team| format!("  overt team remove {} {}\n", quoted(team), quoted(name))));
    }
    text
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "._-+".contains(letter);
    if name.chars().all(plain) { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}
