//! Sources, consents, retention, erasures, attachments.

use super::statements;

statements! {
    SOURCES = "SELECT s.id, s.content, s.leaf FROM source s
        WHERE s.leaf = (SELECT MAX(n.leaf) FROM source n WHERE n.id = s.id) ORDER BY s.id";
    SOURCE_FORMS = "SELECT id, content, leaf FROM source ORDER BY leaf";
    SOURCE = "SELECT content, leaf FROM source WHERE id = $1 ORDER BY leaf DESC LIMIT 1";
    SOURCE_ADD = "INSERT INTO source (id, leaf, content) VALUES ($1, $2, $3)";
    CONSENTS_OF = "SELECT record, purpose, recipient, class, from_day, until_day FROM consent WHERE person = $1
        ORDER BY record, purpose, recipient, class";
    CONSENT_COVERS = "SELECT 1 FROM consent WHERE person = $1 AND purpose = $2 AND recipient = $3 AND class = $4
        AND from_day <= $5 AND until_day >= $5 LIMIT 1";
    CONSENT_DROP = "DELETE FROM consent WHERE record = $1";
    RETENTIONS = "SELECT class, days FROM retention ORDER BY class";
    RETENTION_PUT = "INSERT INTO retention (class, days) VALUES ($1, $2)
        ON CONFLICT (class) DO UPDATE SET days = excluded.days";
    RETENTION_DROP = "DELETE FROM retention WHERE class = $1";
    ERASURES_OF = "SELECT class, day, reason, proof, leaf FROM erasure WHERE record = $1 ORDER BY class, leaf";
    ERASURES_MADE = "SELECT record, class, day, reason, proof, leaf FROM erasure ORDER BY leaf";
    ERASURE_ADD = "INSERT INTO erasure (record, class, day, reason, proof, leaf) VALUES ($1, $2, $3, $4, $5, $6)";
    FILE = "SELECT id, record, length, hash, leaf FROM file WHERE id = $1";
    FILES_OF = "SELECT id, record, length, hash, leaf FROM file WHERE record = $1 ORDER BY id";
    FILE_ADD = "INSERT INTO file (id, record, length, hash, leaf) VALUES ($1, $2, $3, $4, $5)";
    FILES = "SELECT id, record, length, hash, leaf FROM file WHERE id > $1 ORDER BY id LIMIT $2";
    COUNT_FILES = "SELECT COUNT(*) AS n FROM file";
    COUNT_ERASURES = "SELECT COUNT(*) AS n FROM erasure";
    ERASURES = "SELECT record, class, day, reason, proof, leaf FROM erasure WHERE leaf > $1 ORDER BY leaf LIMIT $2";
    CONSENTS = "SELECT record, person, purpose, recipient, class, from_day, until_day FROM consent";
    BACKUP_ADD = "INSERT INTO backup (id, day, hash, leaf) VALUES ($1, $2, $3, $4)";
    BACKUPS = "SELECT id, day, hash, leaf FROM backup ORDER BY leaf";
}

/// What is due to be erased.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DueOf {
    /// A sealed class that was last written on or before a day.
    Class,
    /// Records of a source.
    Source,
}

/// Records that are due and not held on the day `$2`, of the class or source `$1`.
pub(crate) fn due(of: DueOf) -> String {
    let is_free = |record: &str| {
        format!(
            "NOT EXISTS (SELECT 1 FROM hold h WHERE h.record = {record} AND h.until_day >= $2 AND h.lifted = ''
                AND h.leaf = (SELECT MAX(n.leaf) FROM hold n WHERE n.id = h.id))"
        )
    };
    match of {
        DueOf::Class => format!(
            "SELECT k.record FROM key_wrap k JOIN revision v ON v.record = k.record AND v.number = k.revision
            WHERE k.class = $1 AND {} GROUP BY k.record HAVING MAX(v.day) <= $4 ORDER BY k.record LIMIT $3",
            is_free("k.record")
        ),
        DueOf::Source => format!(
            "SELECT r.id AS record FROM record r WHERE r.erased = 0 AND r.source = $1 AND {} ORDER BY r.id LIMIT $3",
            is_free("r.id")
        ),
    }
}
