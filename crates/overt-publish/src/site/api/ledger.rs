//! What all releases together have told of the people in the data.
//!
//! It is the ledger that each release carries and signs. It names every release that was planned before it, also those that only some may
//! see: a budget that is spent in secret is no budget.

use overt_protect::release::{LedgerEntry, Spend, Sum};
use serde::Serialize;
use utoipa::ToSchema;

use super::Addresses;
use super::asked::{Answer, Asked};
use super::page::Paging;
use super::refused::Refused;

/// The ledger, a part of it.
#[derive(Serialize, ToSchema)]
struct Ledger {
    /// How many entries there are.
    total: usize,
    /// Each release in its order, the first one first.
    entries: Vec<Entry>,
    /// What all entries together have spent of each budget: of whom it is, how many releases spent of it, what may be spent and what was.
    #[schema(value_type = Vec<Object>)]
    sums: Vec<Sum>,
    /// The cursor of the next part; nothing if there is none.
    next: Option<String>,
}

/// One release in the ledger.
#[derive(Serialize, ToSchema)]
struct Entry {
    /// Its name.
    release: String,
    /// Its version.
    version: u32,
    /// The day it was planned.
    #[schema(format = Date)]
    day: String,
    /// The fingerprint of what was decided.
    policy: String,
    /// What it spends: whose budget, what may be spent, and each measurement. Nothing if its method needs no budget.
    #[schema(value_type = Option<Object>)]
    spend: Option<Spend>,
    /// The fingerprint of this entry.
    hash: String,
    /// The fingerprint of the entry before; empty for the first.
    previous: String,
    /// The release, if you can see it.
    href: Option<String>,
}

/// What all releases together have told
#[utoipa::path(
    get,
    path = "/api/v1/ledger",
    tag = "releases",
    params(Paging),
    responses((status = 200, description = "Entries and sums.", body = Ledger), Refused),
)]
pub(super) async fn ledger(asked: Asked) -> Answer {
    asked.allow(&["limit", "cursor"])?;
    // The ledger of a later release has the entries of all earlier ones.
    let ledgers = asked.site.releases.newest_first().into_iter().map(|one| one.release.ledger());
    let ledger = ledgers.max_by_key(|ledger| ledger.entries().len()).unwrap_or_default();
    let (all, to) = (ledger.entries(), Addresses::of(&asked.site.about));
    let page = asked.page("ledger", all.len())?;
    let entry = |entry: &LedgerEntry| Entry {
        release: entry.release.clone(),
        version: entry.version,
        day: entry.day.to_string(),
        policy: entry.policy.clone(),
        spend: entry.spend.clone(),
        hash: entry.hash(),
        previous: entry.previous.clone(),
        href: asked
            .site
            .releases
            .get(&entry.release, entry.version)
            .map(|_| to.within(&format!("/releases/{}/{}", entry.release, entry.version))),
    };
    asked.json("ledger", || Ledger {
        total: all.len(),
        entries: all[page.range(all.len())].iter().map(entry).collect(),
        sums: ledger.sums(),
        next: page.next("ledger", all.len()),
    })
}
