//! Passkeys.

use super::statements;

statements! {
    PASSKEYS = "SELECT p.account, p.id, p.leaf, p.envelope FROM passkey p WHERE p.account = $1
        AND p.leaf = (SELECT MAX(n.leaf) FROM passkey n WHERE n.account = p.account AND n.id = p.id) ORDER BY p.id";
    PASSKEY_STEPS = "SELECT account, id, leaf, envelope FROM passkey ORDER BY leaf";
    PASSKEY_ADD = "INSERT INTO passkey (account, id, leaf, envelope) VALUES ($1, $2, $3, $4)";
}
