//! How accounts, teams, keys, settings and times of retention are, bound to the log whenever one of them changes.
//!
//! These rows are overwritten, unlike records. So with each change the log gets one entry more, which holds a digest of all of
//! them as they are from then on. The digests are kept, one for each such entry: the last one must be that of the rows.

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::backup::encode_row;
use crate::db::{Read, SCHEMA};
use crate::digest::Digest;
use crate::journal::{Act, Taken, signed, take_doubting_clock};
use crate::log::entry::{Action, Content};
use crate::log::tree::Head;
use crate::people::Team;
use crate::setting;
use crate::vault::{AccountId, TenantId};
use crate::{StoreError, sql};

/// The tables whose rows are overwritten, with what they hold for people.
pub(crate) const TABLES: [(&str, &str); 9] = [
    ("setting", "the settings"),
    ("account", "the accounts"),
    ("team", "the teams"),
    ("membership", "the keys of members of teams"),
    ("tenant_secret", "the secrets of the organisation"),
    ("escrow_share", "the shares of the escrow"),
    ("escrow_key", "the keys in escrow"),
    ("retention", "the times of retention"),
    ("duty", "the duties of accounts"),
];

/// Length of the digest of one table.
const LEN: usize = 32;

/// Whether an act changes one of the tables.
const fn changes(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::StoreCreated
            | A::AccountCreated
            | A::AccountChanged
            | A::PassphraseChanged
            | A::RecoveryUsed
            | A::MemberAdded
            | A::MemberRemoved
            | A::KeyRotated
            | A::EscrowMade
            | A::EscrowOpened
            | A::PolicyChanged
            | A::SettingChanged
            | A::Restore
    )
}

/// A digest for each of the tables, one after the other.
pub(crate) async fn digests(connection: &mut AnyConnection) -> Result<Vec<u8>, StoreError> {
    // The first is bound by other means: its change is refused when the store is opened, or it is compared with a file.
    let unbound = [SCHEMA, setting::PEPPER];
    let mut digests = Vec::with_capacity(TABLES.len() * LEN);
    for table in sql::TABLES.iter().filter(|table| TABLES.iter().any(|(name, _)| *name == table.rows.table)) {
        let mut digest = nothing(table.rows.table);
        for row in sqlx::query(AssertSqlSafe(table.select())).fetch_all(&mut *connection).await? {
            if table.rows.table == "setting" && unbound.contains(&&*row.text("name")?) {
                continue;
            }
            digest = digest.part(&encode_row(*table, &row)?);
        }
        digests.extend(digest.finish().0);
    }
    Ok(digests)
}

/// The digest of a table without rows.
fn nothing(table: &str) -> Digest {
    Digest::of("overt.store 2026 rows that are overwritten v1").part(table.as_bytes())
}

/// What the log holds of the digests.
pub(crate) fn state_digest(digests: &[u8]) -> Content {
    Digest::of("overt.store 2026 state v1").part(digests).finish()
}

/// What differs between the digests of the tables as they are and those of an earlier time, in words for people. A table that came to be
/// since then had no rows.
pub(crate) fn differences<'a>(present: &'a [u8], earlier: &'a [u8]) -> impl Iterator<Item = &'static str> + 'a {
    let is_same = |place: usize| {
        let range = place * LEN..(place + 1) * LEN;
        let before =
            earlier.get(range.clone()).map_or_else(|| nothing(TABLES[place].0).finish().0.to_vec(), <[u8]>::to_vec);
        present.get(range) == Some(before.as_slice())
    };
    (0..TABLES.len()).zip(TABLES).filter(move |(place, _)| !is_same(*place)).map(|(_, (_, name))| name)
}

/// Writes the leaves of acts, and one more, which binds the tables as they are, when one of the acts has changed them.
pub(crate) async fn write_leaves(
    transaction: &mut AnyConnection,
    taken: Taken,
    whose: (TenantId, &Team),
    (actor, acts): (Option<AccountId>, &[Act]),
) -> Result<Head, StoreError> {
    let today = taken.today();
    let head = taken.write(transaction, whose, actor, acts).await?;
    let Some(cause) = acts.iter().find(|act| changes(act.action)) else { return Ok(head) };
    let digests = digests(transaction).await?;
    let act = Act::new(cause.role, Action::StateBound).content(state_digest(&digests));
    // Whoever took the first numbers has looked at the clock.
    let taken = take_doubting_clock(transaction, 1, today).await?;
    let query = sqlx::query(sql::STATE_ADD).bind(signed(taken.first())).bind(digests);
    query.execute(&mut *transaction).await?;
    taken.write(transaction, whose, actor, &[act]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_came_to_be_later_had_no_rows_before() {
        let of = |rows: usize| -> Vec<u8> {
            let tables = TABLES.iter().enumerate();
            let digest = |(place, (table, _)): (usize, &(&str, &str))| {
                let digest = if place < rows { nothing(table).part(b"row") } else { nothing(table) };
                digest.finish().0
            };
            tables.flat_map(digest).collect()
        };
        let earlier = of(TABLES.len() - 1);
        let before_it_came = &earlier[..earlier.len() - LEN];
        assert_eq!(differences(&earlier, before_it_came).count(), 0);
        let named: Vec<_> = differences(&of(TABLES.len()), before_it_came).collect();
        assert_eq!(named, [TABLES[TABLES.len() - 1].1]);
        assert_eq!(differences(&earlier, &[]).count(), TABLES.len() - 1);
    }
}
