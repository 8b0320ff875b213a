//! What all releases together have told of the people in the data.
//!
//! It is the ledger that each release carries and signs, with every release that was planned before it. Also those that only some may see
//! are in it with all they spent, because a budget that is spent in secret is no budget. What they are called is told only to who sees them.

use overt_protect::release::{LedgerEntry, Spend, Sum};
use serde::Serialize;
use utoipa::ToSchema;

use super::Addresses;
use super::asked::{Answer, Asked};
use super::page::Paging;
use super::refused::Refused;
use super::releases::path;

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
    /// Its name; nothing for a release that you cannot see.
    release: Option<String>,
    /// Its version; nothing for a release that you cannot see.
    version: Option<u32>,
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
    // The ledger of a later release has the entries of all earlier ones.
    let ledgers = asked.site.releases.newest_first().into_iter().map(|one| one.release.ledger());
    let ledger = ledgers.max_by_key(|ledger| ledger.entries().len()).unwrap_or_default();
    let (all, to) = (ledger.entries(), Addresses::of(&asked.site.about));
    let entry = |entry: &LedgerEntry| {
        let seen = asked.site.releases.get(&entry.release, entry.version);
        Entry {
            release: seen.map(|one| one.policy.name.clone()),
            version: seen.map(|one| one.policy.version),
            day: entry.day.to_string(),
            policy: entry.policy.clone(),
            spend: entry.spend.clone(),
            hash: entry.hash(),
            previous: entry.previous.clone(),
            href: seen.map(|one| to.within(&path(one))),
        }
    };
    asked.in_parts("ledger", all.len(), &[], |part| Ledger {
        total: part.total,
        entries: all[part.range.clone()].iter().map(entry).collect(),
        sums: ledger.sums(),
        next: part.next.clone(),
    })
}
