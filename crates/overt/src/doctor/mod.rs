//! `overt doctor`.

mod finding;
mod machine;

use clap::Args;
use overt_store::{StoreError, Weight};
use serde_json::json;

use self::finding::Finding;
use crate::failure::Failure;
use crate::keep::Keep;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(crate) use self::finding::weight_name;

/// Arguments of `overt doctor`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Say that the clock of this machine is right. An administrator signs in for that.
    #[arg(long)]
    accept_clock: bool,
    /// Keep a sealed class (direct, narrative, sensitive) for so many days after it was last written, or until somebody
    /// erases it. An administrator signs in for that.
    #[arg(long, value_name = "CLASS=DAYS|CLASS=forever")]
    keep: Vec<Keep>,
    #[command(flatten)]
    passphrase: PassphraseOptions,
    #[command(flatten)]
    common: StoreOptions,
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.common.json
    }

    const fn changes(&self) -> bool {
        self.accept_clock || !self.keep.is_empty()
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let mut findings = match Workspace::open(&arguments.common) {
        Ok(workspace) => of_store(arguments, workspace)?,
        // What was to be changed could not be, and that is an error.
        Err(failure) if arguments.changes() => return Err(failure.into()),
        // Advice is what is asked for, and this is the most urgent.
        Err(failure) => vec![Finding::of(failure)],
    };
    findings.extend(machine::examine());
    findings.sort_by_key(|finding| finding.weight);
    let danger = findings.iter().any(|finding| finding.weight == Weight::Danger);
    let text = finding::text(&findings);
    Ok(Output::answer(arguments.json(), &json!({ "advice": findings }), text)?.failing_if(danger))
}

fn of_store(arguments: &Arguments, workspace: Workspace) -> Result<Vec<Finding>, Failure> {
    if !arguments.changes() {
        let advice = workspace.wait(workspace.store.examine(workspace.today));
        workspace.leave();
        return match advice {
            Ok(advice) => Ok(advice.into_iter().map(Finding::from).collect()),
            Err(failure) => Ok(vec![Finding::of(failure)]),
        };
    }
    let (store, today) = (&workspace.store, workspace.today);
    let session = if arguments.accept_clock {
        let name = workspace.account(&arguments.common)?;
        let typed = arguments.passphrase.read(Some(&name))?;
        let passphrase = overt_store::vault::Passphrase::typed(&typed).map_err(StoreError::from)?;
        workspace.wait(store.accept_clock(&name, &passphrase, today))?
    } else {
        workspace.sign_in_administrator(&arguments.common, &arguments.passphrase)?
    };
    for keep in &arguments.keep {
        workspace.wait(store.set_retention(&session, (keep.class, keep.days), today))?;
    }
    let advice = workspace.wait(store.examine(today))?;
    workspace.close()?;
    Ok(advice.into_iter().map(Finding::from).collect())
}
