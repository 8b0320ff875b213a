//! Imports: their steps, and the keys of the records they made.

use super::{Rows, arguments, statements};

statements! {
    IMPORT_STEP_ADD = "INSERT INTO import_step (run, leaf, content) VALUES ($1, $2, $3)";
    IMPORT_STEPS = "SELECT run, leaf, content FROM import_step ORDER BY leaf";
    /// What a step wrote, and in which step each key was written last.
    IMPORT_KEYS_OF = "SELECT k.key, k.record, k.content, (SELECT MAX(n.leaf) FROM import_key n WHERE n.key = k.key) AS newest
        FROM import_key k WHERE k.leaf = $1 ORDER BY k.key";
    IMPORT_KEY_BEFORE = "SELECT record, content FROM import_key WHERE key = $1 AND leaf < $2 ORDER BY leaf DESC LIMIT 1";
    IMPORT_KEYS_WRITTEN = "SELECT key, record, content FROM import_key WHERE leaf = $1 ORDER BY key";
    COUNT_IMPORT_KEYS = "SELECT COUNT(*) AS n FROM import_key";
}

pub(crate) const IMPORT_KEY_ROWS: Rows = Rows { table: "import_key", columns: &["key", "leaf", "record", "content"] };

/// What `count` keys stand for, in every step.
pub(crate) fn import_keys(count: usize) -> String {
    let keys = arguments(1..=count);
    format!("SELECT key, leaf, record, content FROM import_key WHERE key IN ({keys})")
}

#[cfg(test)]
pub(super) const ROWS: &[Rows] = &[IMPORT_KEY_ROWS];
