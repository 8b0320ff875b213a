//! What the entries of the log say: kept outside of the tree, so that it can be sealed and erased.

use jiff::civil::Date;
use sqlx::AnyConnection;

use super::{Against, Verification};
use crate::db::Read;
use crate::journal;
use crate::log::entry::{Action, Entry};
use crate::people::{TeamKind, epoch_of, of_kind};
use crate::store::Store;
use crate::{StoreError, sql};

/// Transactions read at once.
const STEP: i64 = 1000;

impl Store {
    /// Every entry says something, once. With the session of an auditor: just what was committed to.
    pub(super) async fn verify_details(
        &self,
        connection: &mut AnyConnection,
        against: &Against<'_>,
        verification: &mut Verification,
    ) -> Result<(), StoreError> {
        let place = "what the entries of the log say";
        let (head, last_day) = journal::state(connection).await?;
        let auditors = of_kind(&against.teams, TeamKind::Audit)?;
        let (mut next, mut transactions, mut day, mut are_all_open) = (0, 0, None, true);
        while next < head.size {
            let query = sqlx::query(sql::LOG_DETAILS).bind(journal::signed(next)).bind(STEP);
            let rows = query.fetch_all(&mut *connection).await?;
            for row in &rows {
                let (first, end) = (row.count("first")?, row.count("first")?.saturating_add(row.count("count")?));
                if first != next || end <= first || end > head.size {
                    verification.find(place, "is missing for some, or stands there twice");
                    return Ok(());
                }
                (next, transactions) = (end, transactions + 1);
                let (epoch, wrapped_to) = (epoch_of(row.number("epoch")?)?, epoch_of(row.number("wrapped_to")?)?);
                if epoch > wrapped_to || wrapped_to > auditors.epoch {
                    verification.find(format!("what entry {first} says"), "is sealed in an epoch that is not there");
                    are_all_open = false;
                    continue;
                }
                let openings = match against.session.map(|session| self.open_detail(session, auditors.id, row)) {
                    Some(Ok(Some(openings))) => openings,
                    Some(Err(StoreError::Tampered(_) | StoreError::Damaged(_))) => {
                        verification.find(format!("what entry {first} says"), "does not open with its key");
                        are_all_open = false;
                        continue;
                    }
                    Some(Err(error)) => return Err(error),
                    Some(Ok(None)) | None => {
                        are_all_open = false;
                        continue;
                    }
                };
                let leaves = journal::leaves(connection, first, end).await?;
                if leaves.len() != openings.len() {
                    verification.find(format!("what entry {first} says"), "is about more or fewer entries");
                }
                for ((number, leaf), opening) in (first..).zip(leaves).zip(openings) {
                    if leaf.entry.opens_to(&opening) {
                        verification.entries += 1;
                    } else {
                        verification.find(format!("what entry {number} says"), "is not what was logged");
                    }
                    day = Some(day_after(day, &opening.entry));
                }
            }
            if rows.is_empty() {
                verification.find(place, "is missing for the last ones");
                return Ok(());
            }
        }
        // Also what stands before the first one.
        if sqlx::query(sql::LOG_DETAILS_COUNT).fetch_one(connection).await?.count("n")? != transactions {
            verification.find(place, "is there for entries that are not");
        }
        if are_all_open && day != Some(last_day) {
            verification.find("the log", "the day of its last act is not the one it remembers");
        }
        Ok(())
    }
}

/// The day that the log remembers after an entry: the latest, unless somebody said that another clock is right.
fn day_after(before: Option<Date>, entry: &Entry) -> Date {
    match entry.action {
        Action::ClockAccepted | Action::Restore => entry.day,
        _ => before.map_or(entry.day, |before| before.max(entry.day)),
    }
}
