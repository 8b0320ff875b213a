//! Accounts, teams, escrow.

use super::statements;

statements! {
    SETTING = "SELECT value FROM setting WHERE name = $1";
    SETTING_PUT = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    ACCOUNT_BY_NAME = "SELECT id, name, administrator, state, public_key, lock, recovery, leaf FROM account WHERE name = $1";
    ACCOUNT_BY_ID = "SELECT id, name, administrator, state, public_key, lock, recovery, leaf FROM account WHERE id = $1";
    ACCOUNTS = "SELECT id, name, administrator, state, public_key, lock, recovery, leaf FROM account ORDER BY name";
    ACCOUNT_ADD = "INSERT INTO account (id, name, administrator, state, public_key, lock, recovery, leaf)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ACCOUNT_LOCK = "UPDATE account SET lock = $2 WHERE id = $1";
    ACCOUNT_RECOVERY = "UPDATE account SET recovery = $2 WHERE id = $1";
    ACCOUNT_STATE = "UPDATE account SET state = $2 WHERE id = $1";
    ACCOUNT_ADMINISTRATOR = "UPDATE account SET administrator = $2 WHERE id = $1";
    DUTIES = "SELECT account, duty FROM duty ORDER BY account, duty";
    SUPERVISED = "SELECT DISTINCT t.id AS team FROM duty d JOIN account a ON a.id = d.account
        JOIN membership m ON m.account = d.account JOIN team t ON t.id = m.team AND t.epoch = m.epoch
        WHERE d.duty = $1 AND a.state = $2 AND t.kind = $3";
    DUTY_ADD = "INSERT INTO duty (account, duty) VALUES ($1, $2) ON CONFLICT (account, duty) DO NOTHING";
    DUTY_DROP = "DELETE FROM duty WHERE account = $1 AND duty = $2";
    CUSTODY_ADD = "INSERT INTO custody (team, leaf, custody) VALUES ($1, $2, $3)";
    CUSTODIES = "SELECT team, leaf, custody FROM custody ORDER BY leaf";
    TEAM_ADD = "INSERT INTO team (id, name, kind, epoch) VALUES ($1, $2, $3, $4)";
    TEAM_EPOCH_SET = "UPDATE team SET epoch = $2 WHERE id = $1 AND epoch = $2 - 1";
    EPOCHS = "SELECT team, epoch, public_key, leaf FROM team_epoch ORDER BY team, epoch";
    EPOCH_ADD = "INSERT INTO team_epoch (team, epoch, public_key, leaf) VALUES ($1, $2, $3, $4)";
    MEMBERSHIPS_OF = "SELECT m.team, m.epoch, m.wrap, e.public_key FROM membership m
        JOIN team_epoch e ON e.team = m.team AND e.epoch = m.epoch WHERE m.account = $1 ORDER BY m.team, m.epoch";
    MEMBERS = "SELECT m.account, a.name, a.public_key, m.wrap FROM membership m
        JOIN account a ON a.id = m.account WHERE m.team = $1 AND m.epoch = $2 ORDER BY a.name";
    MEMBERSHIP_ADD = "INSERT INTO membership (team, epoch, account, wrap) VALUES ($1, $2, $3, $4)
        ON CONFLICT (team, epoch, account) DO UPDATE SET wrap = excluded.wrap";
    MEMBERSHIP_DROP = "DELETE FROM membership WHERE team = $1 AND account = $2";
    SECRETS = "SELECT purpose, team, epoch, wrap FROM tenant_secret ORDER BY purpose, team, epoch";
    SECRET_ADD = "INSERT INTO tenant_secret (purpose, team, epoch, wrap) VALUES ($1, $2, $3, $4)";
    SECRETS_OF_TEAM_DROP = "DELETE FROM tenant_secret WHERE team = $1 AND epoch < $2";
    ESCROWS = "SELECT id, public_key, record, leaf FROM escrow ORDER BY leaf DESC";
    ESCROW_ADD = "INSERT INTO escrow (id, public_key, record, leaf) VALUES ($1, $2, $3, $4)";
    ESCROW_SHARES_DROP = "DELETE FROM escrow_share WHERE escrow = $1";
    ESCROW_KEYS_DROP = "DELETE FROM escrow_key WHERE escrow = $1";
    SHARE_ADD = "INSERT INTO escrow_share (escrow, number, account, wrap) VALUES ($1, $2, $3, $4)";
    SHARES = "SELECT s.number, s.account, a.name, s.wrap FROM escrow_share s JOIN account a ON a.id = s.account
        WHERE s.escrow = $1 ORDER BY s.number";
    ESCROW_KEY_ADD = "INSERT INTO escrow_key (escrow, team, epoch, wrap) VALUES ($1, $2, $3, $4)
        ON CONFLICT (escrow, team, epoch) DO UPDATE SET wrap = excluded.wrap";
    ESCROW_KEYS = "SELECT team, epoch, wrap FROM escrow_key WHERE escrow = $1 ORDER BY team, epoch";
}

/// Teams of a kind, or all of them, as they are now. `first` is the leaf of the first epoch: the team that was made first is the one of the
/// whole organisation.
pub(crate) fn teams(is_of_kind: bool) -> String {
    let condition = if is_of_kind { "WHERE t.kind = $1" } else { "" };
    format!(
        "SELECT t.id, t.name, t.kind, t.epoch, e.public_key, e.leaf, c.custody, COALESCE(c.leaf, 0) AS custody_leaf,
            (SELECT MIN(f.leaf) FROM team_epoch f WHERE f.team = t.id) AS first
        FROM team t JOIN team_epoch e ON e.team = t.id AND e.epoch = t.epoch
        LEFT JOIN custody c ON c.team = t.id AND c.leaf = (SELECT MAX(n.leaf) FROM custody n WHERE n.team = t.id)
        {condition} ORDER BY t.name"
    )
}
