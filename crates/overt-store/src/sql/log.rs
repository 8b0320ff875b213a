//! The audit log.

use super::statements;

statements! {
    LOG_BEGIN = "INSERT INTO log_state (id, size, peaks, day) VALUES (1, 0, $1, $2)";
    /// Takes numbers for leaves, and with them the right to write until the transaction ends.
    LOG_TAKE = "UPDATE log_state SET size = size + $1 WHERE id = 1 RETURNING size, peaks, day";
    /// Keeps other writers out without taking a number.
    LOG_LOCK = "UPDATE log_state SET size = size WHERE id = 1";
    LOG_PUT = "UPDATE log_state SET peaks = $1, day = $2 WHERE id = 1";
    LOG_STATE = "SELECT size, peaks, day FROM log_state WHERE id = 1";
    LOG_STATES_COUNT = "SELECT COUNT(*) AS n FROM log_state";
    LOG_LEAVES = "SELECT number, entry, content FROM log_leaf WHERE number >= $1 AND number < $2 ORDER BY number";
    LOG_CONTENT = "SELECT content FROM log_leaf WHERE number = $1";
    LOG_LEAVES_COUNT = "SELECT COUNT(*) AS n FROM log_leaf";
    LOG_NODE_ADD = "INSERT INTO log_node (level, number, hash) VALUES ($1, $2, $3)";
    LOG_NODES = "SELECT number, hash FROM log_node WHERE level = $1 AND number >= $2 AND number < $3 ORDER BY number";
    LOG_NODES_COUNT = "SELECT COUNT(*) AS n FROM log_node";
    LOG_DETAIL_ADD = "INSERT INTO log_detail (first, count, epoch, wrapped_to, wrap, envelope)
        VALUES ($1, $2, $3, $4, $5, $6)";
    LOG_DETAILS = "SELECT first, count, epoch, wrapped_to, wrap, envelope FROM log_detail WHERE first >= $1
        ORDER BY first LIMIT $2";
    LOG_DETAILS_COUNT = "SELECT COUNT(*) AS n FROM log_detail";
    LOG_DETAIL_OF = "SELECT first, count, epoch, wrapped_to, wrap, envelope FROM log_detail WHERE first <= $1
        ORDER BY first DESC LIMIT 1";
    LOG_DETAILS_BEHIND = "SELECT first, epoch, wrapped_to, wrap FROM log_detail WHERE wrapped_to < $1 LIMIT $2";
    LOG_DETAIL_MOVE = "UPDATE log_detail SET wrapped_to = $2, wrap = $3 WHERE first = $1";
    STATE_ADD = "INSERT INTO state (leaf, digests) VALUES ($1, $2)";
    STATES = "SELECT leaf, digests FROM state ORDER BY leaf";
    CHECKPOINT_PUT = "INSERT INTO checkpoint (size, note) VALUES ($1, $2)
        ON CONFLICT (size) DO UPDATE SET note = excluded.note";
    CHECKPOINT = "SELECT note FROM checkpoint WHERE size = $1";
    CHECKPOINTS = "SELECT size, note FROM checkpoint ORDER BY size";
}
