//! What auditors ask of the log: entries by what was done, by whom and when, and who was shown how much.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{AuditEntry, STEP};
use crate::log::entry::{Action, Entry, Handle};
use crate::people::Session;
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, journal};

/// Which entries of the log are asked for. What is not set does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// What was done.
    pub action: Option<Action>,
    /// Who did it, or to whom it was done.
    pub account: Option<AccountId>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl AuditQuery {
    fn asks_for(&self, entry: &Entry) -> bool {
        let is_about = |account: AccountId| {
            let handle = Some(Handle::of(account));
            entry.actor == handle || entry.object == handle
        };
        self.action.is_none_or(|action| entry.action == action)
            && self.account.is_none_or(is_about)
            && self.from.is_none_or(|from| from <= entry.day)
            && self.until.is_none_or(|until| entry.day <= until)
    }
}

/// Some entries of the log, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditPage {
    /// What was asked for.
    pub entries: Vec<AuditEntry>,
    /// Entries that were passed by because the auditor cannot open them.
    pub closed: u64,
    /// Before which number older ones may follow.
    pub next: Option<u64>,
}

/// How many sealed parts an account was shown on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Whose account.
    pub account: Handle,
    /// Which day.
    pub day: Date,
    /// How many: each class of each record counts each time.
    pub count: u64,
}

impl Store {
    /// The newest entries before number `before` that a query asks for, newest first and at most `limit`, for an auditor. That they were
    /// read is logged first.
    pub async fn audit(
        &self,
        session: &Session,
        query: &AuditQuery,
        (before, limit): (Option<u64>, usize),
        today: Date,
    ) -> Result<AuditPage, StoreError> {
        self.log_audit(session, today).await?;
        let mut snapshot = self.db.snapshot().await?;
        let size = journal::state(&mut snapshot).await?.0.size;
        let mut end = before.unwrap_or(size).min(size);
        let mut page = AuditPage::default();
        while end > 0 {
            let start = end.saturating_sub(STEP);
            let opened = self.opened(&mut snapshot, session, (start, end)).await?;
            for (number, entry) in (start..end).rev().zip(opened.into_iter().rev()) {
                match entry {
                    None => page.closed += 1,
                    Some(entry) if query.asks_for(&entry.entry) => page.entries.push(entry),
                    Some(_) => {}
                }
                if page.entries.len() == limit {
                    page.next = (number > 0).then_some(number);
                    return Ok(page);
                }
            }
            end = start;
        }
        Ok(page)
    }

    /// How many sealed parts each account was shown on each day since `since`, for an auditor, with the number of entries that the auditor
    /// cannot open. That the log was read is logged first.
    pub async fn openings_by_day(
        &self,
        session: &Session,
        since: Date,
        today: Date,
    ) -> Result<(Vec<Opened>, u64), StoreError> {
        self.log_audit(session, today).await?;
        let mut snapshot = self.db.snapshot().await?;
        let mut end = journal::state(&mut snapshot).await?.0.size;
        let (mut counts, mut closed) = (BTreeMap::<(Date, u128), Opened>::new(), 0);
        let mut is_within = true;
        while end > 0 && is_within {
            let start = end.saturating_sub(STEP);
            is_within = false;
            for entry in self.opened(&mut snapshot, session, (start, end)).await? {
                let Some(AuditEntry { entry, .. }) = entry else {
                    closed += 1;
                    // Nothing says from which day it is.
                    is_within = true;
                    continue;
                };
                if entry.day < since {
                    continue;
                }
                is_within = true;
                if let (Action::OpenSealed, Some(account)) = (entry.action, entry.actor) {
                    let new = Opened { account, day: entry.day, count: 0 };
                    counts.entry((entry.day, new.account.bits())).or_insert(new).count += 1;
                }
            }
            end = start;
        }
        Ok((counts.into_values().rev().collect(), closed))
    }
}
