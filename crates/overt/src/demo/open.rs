//! The end of the demonstration: the observatory for everybody, and the desk for the people of the consortium.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::Context as _;
use overt_publish::site::{Limits, Site, serve as answer};
use overt_store::vault::KdfParameters;
use overt_store::{NewAccount, Session};

use super::folder;
use crate::desk;
use crate::serve::port;
use crate::stop::Stop;
use crate::store_options::StoreOptions;
use crate::warehouse::eprint;
use crate::workspace::Workspace;

/// Who works at the desk: account, team, where to begin, and what to try first.
const ROLES: [(&str, &str, &str, &str); 3] = [
    ("demo-caseworker", "caseworkers", "/chains", "enter an act of corruption on the picture of the chains"),
    (
        "demo-custodian",
        "custodians",
        "/records?kind=Victim",
        "open who somebody is: it asks for a purpose, and the log has it first",
    ),
    ("demo-auditor", "auditors", "/log", "see who did what, and verify the store"),
];

/// Lets the people in whom an earlier run did not.
pub(super) fn people(workspace: &Workspace, session: &Session) -> anyhow::Result<()> {
    let (store, today) = (&workspace.store, workspace.today);
    let there = workspace.wait(store.accounts())?;
    for (name, team, ..) in ROLES {
        if there.iter().any(|account| account.name == name) {
            continue;
        }
        let (passphrase, kdf) = (folder::passphrase()?, KdfParameters::STANDARD);
        let new = NewAccount { name: name.to_owned(), administrator: false, passphrase, kdf };
        workspace.wait(store.add_account(session, &new, today))?;
        workspace.wait(store.add_member(session, team, name, today))?;
    }
    Ok(())
}

/// Answers until somebody wants it to end. Where a port is taken, any other does.
pub(super) fn open(site: Arc<Site>, options: &StoreOptions, listen: SocketAddr, stop: &Stop) -> anyhow::Result<()> {
    port::threads()?.block_on(async {
        let (public, at) = port::listener(listen, true).await?;
        // The desk is for this machine only, wherever the observatory listens.
        let next = if listen.port() == 0 { 0 } else { listen.port().saturating_add(1) };
        let beside = SocketAddr::new(Ipv4Addr::LOCALHOST.into(), next);
        let (private, desk_at) = port::listener(beside, true).await?;
        let desk = desk::open(options, None).await?;
        eprint(&told(at, desk_at));
        let (one, other) = tokio::join!(
            answer(public, site.router(), Limits::default(), stop.wanted()),
            answer(private, desk.clone().router(), Limits::default(), stop.wanted())
        );
        desk.close().await?;
        one.and(other).context("a port cannot be used any more")
    })
}

fn told(at: SocketAddr, desk_at: SocketAddr) -> String {
    let roles = ROLES.map(|(name, _, path, first)| {
        format!("  http://{desk_at}/sign-in?name={name}\n    then http://{desk_at}{path}: {first}\n")
    });
    format!(
        "The observatory is open:  http://{at}/\nThe desk is open; the passphrase of everybody is \"{}\":\n{}Ctrl-C closes both.\n",
        folder::PASSPHRASE,
        roles.concat()
    )
}
