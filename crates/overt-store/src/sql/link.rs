//! Which records are the same entity, what people decided about it, and which exports held them.
//!
//! Of the rows of a record in `link_member` that of the latest leaf holds. Where a statement needs only those, it says so with
//! `leaf = (SELECT MAX(l.leaf) …)`, which is one step in the primary key.

use super::{Rows, statements};

statements! {
    LINK_STEP_ADD = "INSERT INTO link_step (leaf, run, schema, content) VALUES ($1, $2, $3, $4)";
    LINK_STEP = "SELECT leaf, run, schema, content FROM link_step WHERE leaf = $1";
    LINK_STEPS = "SELECT leaf, run, schema, content FROM link_step WHERE leaf > $1 ORDER BY leaf LIMIT $2";
    LINK_NEWEST = "SELECT COALESCE(MAX(leaf), -1) AS leaf FROM link_step";
    LINK_RUN = "SELECT leaf, run, schema, content FROM link_step WHERE run = $1";
    LINK_PUT = "INSERT INTO link_member (record, leaf, entity) VALUES ($1, $2, $3)
        ON CONFLICT (record, leaf) DO UPDATE SET entity = excluded.entity";
    /// Rows that say what the one before says.
    LINK_DROP_IDLE = "DELETE FROM link_member WHERE leaf = $1 AND entity = COALESCE((SELECT p.entity FROM link_member p
        WHERE p.record = link_member.record AND p.leaf < $1 ORDER BY p.leaf DESC LIMIT 1), $2)";
    LINK_WRITTEN = "SELECT record, entity FROM link_member WHERE leaf = $1 AND record > $2 ORDER BY record LIMIT $3";
    COUNT_LINK_MEMBERS = "SELECT COUNT(*) AS n FROM link_member";
    LINK_ROWS_OF = "SELECT record, leaf, entity FROM link_member WHERE record = $1 ORDER BY leaf";
    LINK_CURRENT = "SELECT leaf, entity FROM link_member WHERE record = $1 ORDER BY leaf DESC LIMIT 1";
    LINK_PAGE = "SELECT record, leaf, entity FROM link_member WHERE (record, leaf) > ($1, $2) ORDER BY record, leaf LIMIT $3";
    LINK_MEMBERS = "SELECT m.record, m.leaf FROM link_member m WHERE m.entity = $1
        AND m.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = m.record) ORDER BY m.record LIMIT $2";
    /// Whoever was ever in an entity.
    LINK_EVER = "SELECT DISTINCT record FROM link_member WHERE entity = $1 ORDER BY record";
    /// What records are that a step names: of which kind, and whether erased (2 stands for absent).
    LINK_KINDS = "SELECT COALESCE(r.schema, '') AS schema, COALESCE(r.erased, 2) AS erased, COUNT(*) AS n
        FROM link_member m LEFT JOIN record r ON r.id = m.record WHERE m.leaf = $1 GROUP BY 1, 2";
    /// Records that a step takes out of an entity of another kind.
    LINK_OTHER_RECORD = "SELECT m.record FROM link_member m JOIN link_member p ON p.record = m.record
            AND p.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = m.record AND l.leaf < $1)
        JOIN link_step s ON s.leaf = p.leaf WHERE m.leaf = $1 AND p.entity <> $2 AND s.schema <> $3 LIMIT 1";
    /// Entities of another kind to which a step adds.
    LINK_OTHER_ENTITY = "SELECT n.record FROM (SELECT DISTINCT entity FROM link_member WHERE leaf = $1 AND entity <> $2) e
        JOIN link_member n ON n.entity = e.entity JOIN link_step s ON s.leaf = n.leaf
        WHERE s.schema <> $3 AND n.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = n.record) LIMIT 1";
    /// Records that are alone in an entity that a step has touched.
    LINK_ALONE = "SELECT n.record, n.entity FROM (
            SELECT m.entity FROM link_member m WHERE m.leaf = $1 AND m.entity <> $2
            UNION SELECT p.entity FROM link_member m JOIN link_member p ON p.record = m.record
                AND p.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = m.record AND l.leaf < $1)
            WHERE m.leaf = $1 AND p.entity <> $2
        ) e JOIN link_member n ON n.entity = e.entity
        WHERE n.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = n.record)
        AND NOT EXISTS (SELECT 1 FROM link_member o WHERE o.entity = n.entity AND o.record <> n.record
            AND o.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = o.record))
        LIMIT $3";
    /// Pairs that are joined and that somebody at some time called different.
    LINK_CONTRADICTED = "SELECT DISTINCT d.a, d.b FROM link_decision d
        JOIN link_member m ON m.record = d.a AND m.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = d.a)
        JOIN link_member n ON n.record = d.b AND n.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = d.b)
        WHERE d.verdict = 'different' AND n.entity = m.entity AND m.entity <> $1 AND (d.a, d.b) > ($2, $3)
        ORDER BY d.a, d.b LIMIT $4";
    /// Puts back what a step has changed, as far as it still holds: for the record `$4`.
    LINK_REVERT_RECORD = "INSERT INTO link_member (record, leaf, entity)
        SELECT m.record, CAST($1 AS BIGINT), COALESCE((SELECT p.entity FROM link_member p
            WHERE p.record = m.record AND p.leaf < m.leaf ORDER BY p.leaf DESC LIMIT 1), $3)
        FROM link_member m WHERE m.leaf = $2 AND m.record = $4
        AND m.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = m.record)";
    /// The same for who stands in the entity `$4`.
    LINK_REVERT_ENTITY = "INSERT INTO link_member (record, leaf, entity)
        SELECT m.record, CAST($1 AS BIGINT), COALESCE((SELECT p.entity FROM link_member p
            WHERE p.record = m.record AND p.leaf < m.leaf ORDER BY p.leaf DESC LIMIT 1), $3)
        FROM link_member m WHERE m.leaf = $2 AND m.entity = $4
        AND m.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = m.record)";
    /// The same for all.
    LINK_REVERT = "INSERT INTO link_member (record, leaf, entity)
        SELECT m.record, CAST($1 AS BIGINT), COALESCE((SELECT p.entity FROM link_member p
            WHERE p.record = m.record AND p.leaf < m.leaf ORDER BY p.leaf DESC LIMIT 1), $3)
        FROM link_member m WHERE m.leaf = $2
        AND m.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = m.record)";
    /// Entities that stand as a step has left them, one more than are told.
    LINK_RESTORED = "SELECT DISTINCT entity FROM link_member WHERE leaf = $1 AND entity <> $2 ORDER BY entity LIMIT $3";
    COUNT_LINK_ALONE = "SELECT COUNT(*) AS n FROM link_member WHERE leaf = $1 AND entity = $2";
    DECISIONS_OF = "SELECT a, b, leaf, verdict, reading, reader, day, run, note FROM link_decision
        WHERE a = $1 AND b = $2 ORDER BY leaf";
    DECISION_PAIRS = "SELECT DISTINCT a, b FROM link_decision WHERE (a, b) > ($1, $2) ORDER BY a, b LIMIT $3";
    /// Decisions about the pairs from one to another, of which nothing was erased since by which they are known.
    DECISIONS_BETWEEN = "SELECT d.a, d.b, d.leaf, d.verdict, d.reading, d.reader, d.day, d.run, d.note, r.schema
        FROM link_decision d JOIN record r ON r.id = d.a WHERE (d.a, d.b) >= ($1, $2) AND (d.a, d.b) <= ($3, $4)
        AND NOT EXISTS (SELECT 1 FROM erasure x WHERE x.record = d.a AND x.class IN ('open', 'direct') AND x.leaf > d.leaf)
        AND NOT EXISTS (SELECT 1 FROM erasure x WHERE x.record = d.b AND x.class IN ('open', 'direct') AND x.leaf > d.leaf)
        ORDER BY d.a, d.b, d.leaf";
    DECISIONS_MADE = "SELECT a, b, leaf, verdict, reading, reader, day, run, note FROM link_decision
        WHERE (a, b, leaf) > ($1, $2, $3) ORDER BY a, b, leaf LIMIT $4";
    COUNT_DECISIONS = "SELECT COUNT(*) AS n FROM link_decision";
    /// Notes about a record whose key is there.
    DECISION_NOTES = "SELECT d.note FROM link_decision d JOIN key_wrap k ON k.record = d.note WHERE d.a = $1
        UNION SELECT d.note FROM link_decision d JOIN key_wrap k ON k.record = d.note WHERE d.b = $1";
    EXPORT_STEP_ADD = "INSERT INTO export_step (leaf, export, kind, content) VALUES ($1, $2, $3, $4)";
    EXPORT_STEPS = "SELECT leaf, export, kind, content FROM export_step WHERE leaf > $1 ORDER BY leaf LIMIT $2";
    EXPORTS = "SELECT leaf, export, kind, content FROM export_step WHERE kind <> 'page' AND leaf > $1 ORDER BY leaf LIMIT $2";
    EXPORT_OF = "SELECT s.leaf, s.export, s.kind, s.content FROM export_step p JOIN export_step s ON s.export = p.export
        WHERE p.leaf = $1 AND s.kind <> 'page'";
    EXPORT_BEGUN = "SELECT leaf, export, kind, content FROM export_step WHERE export = $1 AND kind <> 'page'";
    EXPORT_WRITTEN = "SELECT record FROM export_record WHERE leaf = $1 ORDER BY record";
    COUNT_EXPORT_RECORDS = "SELECT COUNT(*) AS n FROM export_record";
    EXPORTS_WITH = "SELECT leaf FROM export_record WHERE record = $1 AND leaf > $2 ORDER BY leaf";
    /// Pages of exports after `$3` with records that a step has moved, or with which it has to do.
    EXPORTS_TOUCHED = "SELECT x.leaf, COUNT(*) AS n FROM (
            SELECT m.record FROM link_member m WHERE m.leaf = $1
            UNION SELECT n.record FROM (
                SELECT m.entity FROM link_member m WHERE m.leaf = $1 AND m.entity <> $2
                UNION SELECT p.entity FROM link_member m JOIN link_member p ON p.record = m.record
                    AND p.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = m.record AND l.leaf < $1)
                WHERE m.leaf = $1 AND p.entity <> $2
            ) e JOIN link_member n ON n.entity = e.entity
            WHERE n.leaf = (SELECT MAX(l.leaf) FROM link_member l WHERE l.record = n.record)
        ) t JOIN export_record x ON x.record = t.record WHERE x.leaf > $3 GROUP BY x.leaf ORDER BY x.leaf";
}

pub(crate) const MEMBER_ROWS: Rows = Rows { table: "link_member", columns: &["record", "leaf", "entity"] };
pub(crate) const DECISION_ROWS: Rows =
    Rows { table: "link_decision", columns: &["a", "b", "leaf", "verdict", "reading", "reader", "day", "run", "note"] };
pub(crate) const EXPORT_ROWS: Rows = Rows { table: "export_record", columns: &["record", "leaf"] };

#[cfg(test)]
pub(super) const ROWS: &[Rows] = &[MEMBER_ROWS, DECISION_ROWS, EXPORT_ROWS];
