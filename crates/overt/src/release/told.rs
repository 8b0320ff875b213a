//! `overt release list`, `show` and `ledger`.

use std::fmt::Write as _;

use overt_protect::dp::{Limit, Unit};
use overt_protect::release::{Caps, Sum};
use overt_store::{HeldRelease, ReleaseId, ReleaseState};
use serde_json::json;

use super::{draft, facts};
use crate::output::{Output, table};
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

fn with<T>(options: &StoreOptions, ask: impl FnOnce(&Workspace) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let workspace = Workspace::open(options)?;
    let answer = ask(&workspace);
    workspace.leave();
    answer
}

pub(super) fn list(options: &StoreOptions) -> anyhow::Result<Output> {
    let releases = with(options, |workspace| Ok(workspace.wait(workspace.store.releases())?))?;
    let row = |release: &HeldRelease| {
        [
            release.id.to_string(),
            release.plan.name.clone(),
            release.day.to_string(),
            release.state.code().to_owned(),
            release.approvals.len().to_string(),
        ]
    };
    let rows: Vec<[String; 5]> = releases.iter().map(row).collect();
    let text = if rows.is_empty() {
        "There is no release yet. `overt release example` prints a policy to begin with.\n".to_owned()
    } else {
        table(["Release", "Name", "Planned on", "State", "Approvals"], &rows)
    };
    Output::answer(options.json, &releases, text)
}

pub(super) fn show(options: &StoreOptions, id: ReleaseId) -> anyhow::Result<Output> {
    let (release, names) = with(options, |workspace| {
        Ok((workspace.wait(workspace.store.release(id))?, workspace.wait(workspace.store.names())?))
    })?;
    let mut text = format!(
        "{}, {}: {}\nPlanned on {} by {}\n",
        release.id,
        release.plan.name,
        release.state.code(),
        release.day,
        names.of(release.account)
    );
    for reason in &release.refused {
        let _ = writeln!(text, "Refused: {reason}");
    }
    for approval in &release.approvals {
        let _ = writeln!(text, "Approved on {} by {}", approval.day, names.of(approval.account));
    }
    if matches!(release.state, ReleaseState::Drawn | ReleaseState::Approved) {
        let _ = writeln!(text, "The draft: {}", draft::public(options, id).display());
    }
    if !release.plan.policy.is_empty() {
        let _ = write!(text, "\nThe policy:\n\n{}", release.plan.policy);
    }
    Output::answer(options.json, &release, text)
}

pub(super) fn ledger(options: &StoreOptions) -> anyhow::Result<Output> {
    let (earlier, _) = with(options, facts::earlier)?;
    let (ledger, caps) = (earlier.ledger, earlier.caps);
    let sums = ledger.sums();
    let row = |sum: &Sum| {
        [
            format!("each {}", sum.unit),
            sum.releases.to_string(),
            format!("{:.4}", sum.spent.epsilon),
            format!("{:.0e}", sum.spent.delta),
            format!("{:.1} %", sum.spent.share * 100.0),
        ]
    };
    let rows: Vec<[String; 5]> = sums.iter().map(row).collect();
    let mut text = format!("{} release(s), tables without noise among them.\n\n", ledger.entries().len());
    text.push_str(&if rows.is_empty() {
        "Nothing is spent.\n".to_owned()
    } else {
        table(["Protects", "Releases", "Epsilon spent", "Delta", "Of the budget"], &rows)
    });
    let _ = write!(text, "\n{}", of_caps(&caps));
    Output::answer(options.json, &json!({ "entries": ledger.entries(), "sums": sums, "caps": caps }), text)
}

/// The most that may be spent, a line for each unit.
pub(super) fn of_caps(caps: &Caps) -> String {
    let cap = |(unit, cap): (Unit, Option<Limit>)| match cap {
        Some(cap) => format!("The most for one {unit}: epsilon {} at delta {:.0e}.\n", cap.epsilon(), cap.delta()),
        None => format!("Nobody has decided on the most for one {unit}.\n"),
    };
    let all = [(Unit::Record, caps.record), (Unit::Person, caps.person), (Unit::Contributor, caps.contributor)];
    all.into_iter().map(cap).collect()
}
