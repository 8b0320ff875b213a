//! Records, revisions, sealed classes and what finds them.

use std::fmt::Write as _;

use super::{Rows, arguments, statements};

statements! {
    RECORD = "SELECT schema, source, team, revision, erased FROM record WHERE id = $1";
    SEALED = "SELECT s.class, s.revision AS sealed, s.epoch, s.envelope, s.hash, k.team AS holder, k.wrapped_to, k.wrap
        FROM sealed s LEFT JOIN key_wrap k ON k.record = s.record AND k.class = s.class AND k.revision = s.revision
        WHERE s.record = $1 ORDER BY s.class, s.revision";
    /// The team of each revision is the one that held the record then.
    EARLIER = "SELECT r.id, r.schema, r.source, COALESCE((SELECT h.team FROM handover h WHERE h.record = v.record AND h.number > v.number
            ORDER BY h.number LIMIT 1), r.team) AS team, r.revision, r.erased, v.number, v.author, v.reason, v.day, v.content, v.content_hash, v.blind,
        v.blind_hash, v.salt, v.leaf, l.content AS digest
        FROM record r JOIN revision v ON v.record = r.id
        LEFT JOIN log_leaf l ON l.number = v.leaf WHERE r.id = $1 ORDER BY v.number";
    /// Taken only by who saw the revision before.
    RECORD_ADVANCE = "UPDATE record SET revision = $2, source = $4 WHERE id = $1 AND revision = $3 AND erased = 0";
    RECORD_HAND = "UPDATE record SET team = $2, revision = $3 WHERE id = $1";
    HANDOVER_ADD = "INSERT INTO handover (record, number, team) VALUES ($1, $2, $3)";
    COUNT_HANDOVERS = "SELECT COUNT(*) AS n FROM handover";
    RECORD_ERASED = "UPDATE record SET erased = 1, source = $2 WHERE id = $1";
    REVISIONS_EMPTY = "UPDATE revision SET content = '', salt = $2 WHERE record = $1";
    REVISIONS_BLIND_EMPTY = "UPDATE revision SET blind = $2 WHERE record = $1";
    SEALED_EMPTY = "UPDATE sealed SET envelope = $3 WHERE record = $1 AND class = $2";
    /// Every revision that was written after a place in the log, in the order of the log.
    WRITTEN_SINCE = "SELECT r.id, r.schema, r.source, COALESCE((SELECT h.team FROM handover h WHERE h.record = v.record AND h.number > v.number
            ORDER BY h.number LIMIT 1), r.team) AS team, r.revision, r.erased, v.number, v.author, v.reason, v.day, v.content,
        v.content_hash, v.blind, v.blind_hash, v.salt, v.leaf, l.content AS digest
        FROM revision v JOIN record r ON r.id = v.record LEFT JOIN log_leaf l ON l.number = v.leaf
        WHERE v.leaf > $1 AND r.erased = 0 ORDER BY v.leaf LIMIT $2";
    /// What the log holds about the sealed classes of those records, without the envelopes.
    SEALED_SINCE = "SELECT DISTINCT s.record, s.class, s.revision, s.epoch, s.hash
        FROM revision v JOIN sealed s ON s.record = v.record WHERE v.leaf > $1 AND v.leaf <= $2
        ORDER BY s.record, s.class, s.revision";
    COUNT_WRITTEN_SINCE = "SELECT COUNT(*) AS n FROM revision WHERE leaf > $1";
    ERASED = "SELECT id FROM record WHERE erased = 1 ORDER BY id";
    WRAPS = "SELECT wrap FROM key_wrap WHERE record = $1 AND class = $2 ORDER BY revision";
    WRAPS_DROP = "DELETE FROM key_wrap WHERE record = $1 AND class = $2";
    BLIND_DROP = "DELETE FROM blind WHERE field = $1 AND number = $2 AND record = $3";
    BLIND_FIND = "SELECT record FROM blind WHERE field = $1 AND number = $2 ORDER BY record";
    TERM_DROP = "DELETE FROM term WHERE term = $1 AND record = $2";
    /// The 256th record of a term. Identifiers are random, so the greater it is, the rarer the term.
    TERM_DENSITY = "SELECT record FROM term WHERE term = $1 ORDER BY record LIMIT 1 OFFSET 255";
    PAGE_ALL = "SELECT id FROM record WHERE erased = 0 AND id > $1 ORDER BY id LIMIT $2";
    COUNT_ALL = "SELECT COUNT(*) AS n FROM record WHERE erased = 0";
    WRAPS_BEHIND = "SELECT k.record, k.class, k.revision, s.epoch, k.wrapped_to, k.wrap FROM key_wrap k
        JOIN sealed s ON s.record = k.record AND s.class = k.class AND s.revision = k.revision
        WHERE k.team = $1 AND k.wrapped_to < $2 LIMIT $3";
    /// Keys that a team of custodians has of what a casework team holds, of records and of their attachments.
    WRAPS_KEPT = "SELECT k.record, k.class, k.revision, s.epoch, k.wrapped_to, k.wrap FROM key_wrap k
        JOIN sealed s ON s.record = k.record AND s.class = k.class AND s.revision = k.revision
        LEFT JOIN file f ON f.id = k.record JOIN record r ON r.id = COALESCE(f.record, k.record)
        WHERE k.team = $1 AND r.team = $2 LIMIT $3";
    WRAPS_KEPT_COUNT = "SELECT COUNT(*) AS n FROM key_wrap k
        LEFT JOIN file f ON f.id = k.record JOIN record r ON r.id = COALESCE(f.record, k.record)
        WHERE k.team = $1 AND r.team = $2";
    WRAPS_BEHIND_COUNT = "SELECT COUNT(*) AS n FROM key_wrap WHERE team = $1 AND wrapped_to < $2";
    /// A wrap that was erased meanwhile stays erased.
    WRAP_MOVE = "UPDATE key_wrap SET team = $4, wrapped_to = $5, wrap = $6 WHERE record = $1 AND class = $2 AND revision = $3";
    SCAN_RECORDS = "SELECT id, schema, source, team, revision, erased FROM record WHERE id > $1 ORDER BY id LIMIT $2";
    SCAN_TERMS = "SELECT term, record FROM term WHERE (term, record) > ($1, $2) ORDER BY term, record LIMIT $3";
    SCAN_BLIND = "SELECT field, number, record FROM blind WHERE (field, number, record) > ($1, $2, $3)
        ORDER BY field, number, record LIMIT $4";
    COUNT_SEALED = "SELECT COUNT(*) AS n FROM sealed";
    COUNT_WRAPS = "SELECT COUNT(*) AS n FROM key_wrap";
    COUNT_RECORDS = "SELECT COUNT(*) AS n FROM record";
    COUNT_REVISIONS = "SELECT COUNT(*) AS n FROM revision";
}

pub(crate) const RECORD_ROWS: Rows =
    Rows { table: "record", columns: &["id", "schema", "source", "team", "revision", "erased"] };
pub(crate) const REVISION_ROWS: Rows = Rows {
    table: "revision",
    columns: &[
        "record",
        "number",
        "author",
        "reason",
        "day",
        "content",
        "content_hash",
        "blind",
        "blind_hash",
        "salt",
        "leaf",
    ],
};
pub(crate) const SEALED_ROWS: Rows =
    Rows { table: "sealed", columns: &["record", "class", "revision", "epoch", "envelope", "hash"] };
pub(crate) const WRAP_ROWS: Rows =
    Rows { table: "key_wrap", columns: &["record", "class", "revision", "team", "wrapped_to", "wrap"] };
pub(crate) const BLIND_ROWS: Rows = Rows { table: "blind", columns: &["field", "number", "record"] };
pub(crate) const TERM_ROWS: Rows = Rows { table: "term", columns: &["term", "record"] };
pub(crate) const CONSENT_ROWS: Rows =
    Rows { table: "consent", columns: &["record", "person", "purpose", "recipient", "class", "from_day", "until_day"] };
pub(crate) const LEAF_ROWS: Rows = Rows { table: "log_leaf", columns: &["number", "entry", "content"] };

#[cfg(test)]
pub(super) const ROWS: &[Rows] =
    &[RECORD_ROWS, REVISION_ROWS, SEALED_ROWS, WRAP_ROWS, BLIND_ROWS, TERM_ROWS, CONSENT_ROWS, LEAF_ROWS];

/// The current revisions of `records` records, each with all the sealed classes that it ever had, of which there may be none.
pub(crate) fn current(records: usize) -> String {
    format!(
        "SELECT r.id, r.schema, r.source, r.team, r.revision, r.erased, v.number, v.author, v.reason, v.day, v.content,
            v.content_hash, v.blind, v.blind_hash, v.salt, v.leaf, l.content AS digest,
            s.class, s.revision AS sealed, s.epoch, s.envelope, s.hash, k.team AS holder, k.wrapped_to, k.wrap
        FROM record r JOIN revision v ON v.record = r.id AND v.number = r.revision
        LEFT JOIN log_leaf l ON l.number = v.leaf
        LEFT JOIN sealed s ON s.record = r.id
        LEFT JOIN key_wrap k ON k.record = s.record AND k.class = s.class AND k.revision = s.revision
        WHERE r.id IN ({}) ORDER BY r.id, s.class, s.revision",
        arguments(1..=records)
    )
}

/// Records that have all of `terms` terms (`$1` …), after the record in the next argument, as many as the one after it says.
/// The first term drives: it should be the rarest.
pub(crate) fn find(terms: usize) -> String {
    let (after, limit) = (terms + 1, terms + 2);
    format!("SELECT t1.record AS id {} AND t1.record > ${after} ORDER BY t1.record LIMIT ${limit}", having(terms))
}

/// Records that have one of `terms` terms.
pub(crate) fn find_any(terms: usize) -> String {
    let limit = terms + 1;
    format!(
        "SELECT DISTINCT record AS id FROM term WHERE term IN ({}) ORDER BY record LIMIT ${limit}",
        arguments(1..=terms)
    )
}

/// How many records have all of `terms` terms.
pub(crate) fn count(terms: usize) -> String {
    format!("SELECT COUNT(*) AS n {}", having(terms))
}

fn having(terms: usize) -> String {
    let mut text = String::from("FROM term t1 WHERE t1.term = $1");
    for number in 2..=terms {
        // As a join, PostgreSQL could begin with the commoner term; `OFFSET` keeps it from making one of this.
        let condition = format!("t{number}.term = ${number} AND t{number}.record = t1.record");
        let _ = write!(text, " AND EXISTS (SELECT 1 FROM term t{number} WHERE {condition} LIMIT 1 OFFSET 0)");
    }
    text
}
