//! Holds against erasing.

use super::statements;

statements! {
    HOLD_ADD = "INSERT INTO hold (id, leaf, record, account, ground, day, until_day, lifted)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    HOLD_STEPS = "SELECT id, leaf, record, account, ground, day, until_day, lifted FROM hold ORDER BY leaf";
    /// One hold as it is now, with what the log is compared with.
    HOLD = "SELECT h.id, h.leaf, h.record, h.account, h.ground, h.day, h.until_day, h.lifted, l.content AS digest
        FROM hold h JOIN log_leaf l ON l.number = h.leaf WHERE h.id = $1 ORDER BY h.leaf DESC LIMIT 1";
    /// Those of a record.
    HOLDS_OF_RECORD = "SELECT h.id, h.leaf, h.record, h.account, h.ground, h.day, h.until_day, h.lifted, l.content AS digest
        FROM hold h JOIN log_leaf l ON l.number = h.leaf
        WHERE h.record = $1 AND h.leaf = (SELECT MAX(n.leaf) FROM hold n WHERE n.id = h.id) ORDER BY h.id";
    /// Those of what a team holds that are in force on a day, the first to end first.
    HOLDS_OF_TEAM = "SELECT h.id, h.leaf, h.record, h.account, h.ground, h.day, h.until_day, h.lifted, l.content AS digest
        FROM hold h JOIN log_leaf l ON l.number = h.leaf JOIN record r ON r.id = h.record
        WHERE r.team = $1 AND h.until_day >= $2 AND h.lifted = ''
        AND h.leaf = (SELECT MAX(n.leaf) FROM hold n WHERE n.id = h.id) ORDER BY h.until_day, h.id LIMIT $3";
}
