//! What the consortium publishes: drawn, approved by two of its people, signed, and written into a folder.

use std::path::Path;

use overt_model::Codebook;
use overt_protect::release::{Policy, Release};
use overt_store::vault::KdfParameters;
use overt_store::{NewAccount, ReleaseState, Session};

use super::Teller;
use super::folder::{self, Folder, REVIEWER};
use crate::release::{approved, drawn, published};
use crate::serve::open;
use crate::stop::Stop;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// What is decided to be published.
const POLICIES: [&str; 7] = [
    include_str!("releases/stage-actor.toml"),
    include_str!("releases/patterns.toml"),
    include_str!("releases/victims.toml"),
    include_str!("releases/prices.toml"),
    include_str!("releases/fees.toml"),
    include_str!("releases/routes.toml"),
    include_str!("releases/crossings.toml"),
];

/// Publishes what an earlier run did not, and opens all of it as anybody would.
pub(super) fn publish(
    folder: &Folder,
    options: &StoreOptions,
    workspace: &Workspace,
    stop: &Stop,
    teller: &mut Teller,
) -> anyhow::Result<Vec<Release>> {
    let mut releases = Vec::new();
    let mut people = None;
    for text in POLICIES {
        stop.check()?;
        let text = text.replace("CODEBOOK", Codebook::embedded().version.as_str());
        let policy = Policy::read(&text)
            .map_err(|refusal| anyhow::anyhow!("a policy of the demonstration: {}", refusal.sentence))?;
        let out = folder.releases().join(&policy.name);
        if !out.exists() {
            let people = match &people {
                Some(people) => people,
                None => people.insert(two_people(workspace)?),
            };
            decided(options, (workspace, people), policy, &out)?;
        }
        releases.push(open(&out, &[])?);
    }
    let names: Vec<&str> = releases.iter().map(|release| &*release.manifest().name).collect();
    teller.done(&format!("Releases, each approved by two people and signed: {}", names.join(", ")));
    Ok(releases)
}

/// Draws a release as one person, and approves it as two.
fn decided(
    options: &StoreOptions,
    (workspace, people): (&Workspace, &[Session; 2]),
    policy: Policy,
    out: &Path,
) -> anyhow::Result<()> {
    let [author, _] = people;
    // What a run that was killed has planned stays in the ledger, and nobody will draw it.
    let before = workspace.wait(workspace.store.releases())?;
    for planned in before.iter().filter(|release| release.state == ReleaseState::Planned) {
        workspace.wait(workspace.store.give_up_release(author, planned.id, workspace.today))?;
    }
    let version = |name: &str| name.strip_prefix(&policy.name)?.trim().parse::<u32>().ok();
    let last = before.iter().filter_map(|release| version(&release.plan.name)).max().unwrap_or(0);
    let (id, _) = drawn(options, (workspace, author), Policy { version: last + 1, ..policy })?;
    for session in people {
        approved((workspace, session), id)?;
    }
    published((workspace, author), id, out)?;
    Ok(())
}

/// Both, signed in. The second one has an account from now on.
fn two_people(workspace: &Workspace) -> anyhow::Result<[Session; 2]> {
    let author = folder::session(workspace)?;
    let is_there = workspace.wait(workspace.store.accounts())?.iter().any(|account| account.name == REVIEWER);
    if !is_there {
        let new = NewAccount {
            name: REVIEWER.to_owned(),
            administrator: false,
            passphrase: folder::passphrase()?,
            kdf: KdfParameters::STANDARD,
        };
        workspace.wait(workspace.store.add_account(&author, &new, workspace.today))?;
    }
    Ok([author, folder::session_of(workspace, REVIEWER)?])
}
