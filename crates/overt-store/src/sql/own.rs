//! What people put away for themselves.

use super::statements;

statements! {
    OWNS = "SELECT id, schema, day, wrap, envelope FROM own WHERE account = $1 AND what = $2 ORDER BY day DESC, id";
    OWN = "SELECT wrap, envelope FROM own WHERE account = $1 AND what = $2 AND id = $3";
    OWN_OTHERS = "SELECT COUNT(*) AS n FROM own WHERE account = $1 AND what = $2 AND id <> $3";
    OWN_PUT = "INSERT INTO own (account, what, id, schema, day, wrap, envelope) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (account, what, id) DO UPDATE SET schema = excluded.schema, day = excluded.day, wrap = excluded.wrap,
        envelope = excluded.envelope";
    OWN_USED = "UPDATE own SET day = $4 WHERE account = $1 AND what = $2 AND id = $3";
    OWN_DROP = "DELETE FROM own WHERE account = $1 AND what = $2 AND id = $3";
    OWN_OLD_DROP = "DELETE FROM own WHERE what = $1 AND day < $2";
    OWN_OF_ACCOUNT_DROP = "DELETE FROM own WHERE account = $1";
    DRAFTS_OF_RECORD_DROP = "DELETE FROM own WHERE what = 'draft' AND id = $1";
    DRAFTS_OUTSIDE_DROP = "DELETE FROM own WHERE what = 'draft' AND id = $1
        AND account NOT IN (SELECT account FROM membership WHERE team = $2 AND epoch = $3)";
}
