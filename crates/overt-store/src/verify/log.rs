//! The log by itself.

use std::collections::BTreeMap;

use sqlx::AnyConnection;

use super::{Sum, Verification};
use crate::db::Read;
use crate::journal;
use crate::log::tree::{Accumulator, Head};
use crate::store::Store;
use crate::{StoreError, sql};

/// Leaves read at once.
const STEP: u64 = 4096;

impl Store {
    /// Verifies the log and returns the sum of the leaves that hold a digest.
    pub(super) async fn verify_log(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
    ) -> Result<Sum, StoreError> {
        let (head, _) = journal::state(connection).await?;
        let mut expected = self.signed_heads(connection, verification).await?;
        if let Some(confirmed) = self.home.head()? {
            expected.entry(confirmed.size).or_default().push(confirmed);
        }
        let mut bound = Sum::new();
        let mut tree = Accumulator::new();
        let mut nodes = Nodes::default();
        while tree.size() < head.size {
            let end = (tree.size() + STEP).min(head.size);
            let leaves = match journal::leaves(connection, tree.size(), end).await {
                Ok(leaves) if leaves.len() as u64 == end - tree.size() => leaves,
                Ok(_) | Err(StoreError::Tampered(_)) => {
                    verification.find("the log", "entries are missing");
                    break;
                }
                Err(error) => return Err(error),
            };
            for leaf in leaves {
                if leaf.content.is_some() {
                    bound.add(&[&tree.size().to_le_bytes()]);
                }
                tree.append(leaf.leaf_hash(), |stored| nodes.0.extend((stored.level > 0).then_some(stored)));
                for expected in expected.remove(&tree.size()).into_iter().flatten() {
                    if expected != tree.head() {
                        verification.find(
                            format!("the first {} entries", expected.size),
                            "are not those that were signed or confirmed",
                        );
                    }
                }
            }
            nodes.verify(connection, verification).await?;
        }
        verification.leaves = tree.size();
        expected.remove(&0);
        for size in expected.keys() {
            verification.find(format!("the first {size} entries"), "were signed or confirmed, and there are fewer now");
        }
        if tree.head() != head {
            verification.find("the log", "its stored length and peaks are not those of its entries");
        }
        if sqlx::query(sql::LOG_STATES_COUNT).fetch_one(&mut *connection).await?.count("n")? != 1 {
            verification.find("the log", "there is more than one length of it");
        }
        let beyond = sqlx::query(sql::LOG_LEAVES_COUNT).fetch_one(&mut *connection).await?.count("n")?;
        if beyond != head.size {
            verification.find("the log", "there are more or fewer entries than its length says");
        }
        let stored = sqlx::query(sql::LOG_NODES_COUNT).fetch_one(connection).await?.count("n")?;
        if stored != nodes.1 {
            verification.find("the log", "there are more or fewer stored nodes than its entries make");
        }
        Ok(bound)
    }

    /// What the log has signed, by number of entries.
    async fn signed_heads(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
    ) -> Result<BTreeMap<u64, Vec<Head>>, StoreError> {
        let policy = self.policy(Vec::new(), 0).map_err(|_| StoreError::Damaged("the name of its log"))?;
        let mut heads: BTreeMap<u64, Vec<Head>> = BTreeMap::new();
        for row in sqlx::query(sql::CHECKPOINTS).fetch_all(connection).await? {
            let size = row.count("size")?;
            match policy.open(&row.text("note")?) {
                Ok(opened) if opened.head().size == size => {
                    verification.checkpoints += 1;
                    heads.entry(size).or_default().push(opened.head());
                }
                _ => verification.find(format!("the checkpoint of {size} entries"), "is not signed by this log"),
            }
        }
        Ok(heads)
    }
}

/// Nodes that the leaves made, to be compared with the stored ones, and how many there were.
#[derive(Default)]
struct Nodes(Vec<crate::log::tree::Stored>, u64);

impl Nodes {
    async fn verify(
        &mut self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
    ) -> Result<(), StoreError> {
        for node in self.0.drain(..) {
            self.1 += 1;
            let (first, end) = (journal::signed(node.index), journal::signed(node.index + 1));
            let query = sqlx::query(sql::LOG_NODES).bind(i64::from(node.level)).bind(first).bind(end);
            let row = query.fetch_optional(&mut *connection).await?;
            if row.map(|row| row.array("hash")).transpose()? != Some(node.hash.0) {
                verification.find(format!("node {} of level {}", node.index, node.level), "is not that of the entries");
            }
        }
        Ok(())
    }
}
