//! Drafts.

use super::statements;

statements! {
    DRAFTS = "SELECT record, schema, day FROM draft WHERE account = $1 ORDER BY day DESC, record";
    DRAFT = "SELECT wrap, envelope FROM draft WHERE account = $1 AND record = $2";
    DRAFTS_OTHERS = "SELECT COUNT(*) AS n FROM draft WHERE account = $1 AND record <> $2";
    DRAFT_PUT = "INSERT INTO draft (account, record, schema, day, wrap, envelope) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account, record) DO UPDATE SET schema = excluded.schema, day = excluded.day, wrap = excluded.wrap,
        envelope = excluded.envelope";
    DRAFT_DROP = "DELETE FROM draft WHERE account = $1 AND record = $2";
    DRAFTS_OF_RECORD_DROP = "DELETE FROM draft WHERE record = $1";
    DRAFTS_OUTSIDE_DROP = "DELETE FROM draft WHERE record = $1
        AND account NOT IN (SELECT account FROM membership WHERE team = $2 AND epoch = $3)";
    DRAFTS_OLD_DROP = "DELETE FROM draft WHERE day < $1";
}
