-- The first form of the store. One text for SQLite and PostgreSQL: `sql/mod.rs` says which words PostgreSQL spells otherwise.
-- Identifiers are 16 random bytes, from which nobody learns when something came. The database itself tells it: `leaf` is a
-- place in the log, and days are days. Rows that may be long have a rowid: SQLite would read whole rows to compare their keys.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- Who signs in. `lock` is the secret key under passphrase and pepper, `recovery` the same under the recovery code.
CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    administrator BIGINT NOT NULL,
    state TEXT NOT NULL,
    public_key BLOB NOT NULL,
    lock BLOB NOT NULL,
    recovery BLOB NOT NULL,
    leaf BIGINT NOT NULL
) WITHOUT ROWID;

-- Circles that share a key per epoch. `kind` says what they hold: casework, custody or audit.
CREATE TABLE team (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    epoch BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE team_epoch (
    team BLOB NOT NULL,
    epoch BIGINT NOT NULL,
    public_key BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    PRIMARY KEY (team, epoch)
) WITHOUT ROWID;

-- The key of an epoch, wrapped to one member.
CREATE TABLE membership (
    team BLOB NOT NULL,
    epoch BIGINT NOT NULL,
    account BLOB NOT NULL,
    wrap BLOB NOT NULL,
    PRIMARY KEY (team, epoch, account)
) WITHOUT ROWID;

-- Secrets of the whole tenant (`index`, `proof`), wrapped to the teams that may use them.
CREATE TABLE tenant_secret (
    purpose TEXT NOT NULL,
    team BLOB NOT NULL,
    epoch BIGINT NOT NULL,
    wrap BLOB NOT NULL,
    PRIMARY KEY (purpose, team, epoch)
) WITHOUT ROWID;

-- A key split among custodians, what was wrapped to it, and each custodian's share. Of several the one of the latest leaf
-- holds; the others have lost shares and keys.
CREATE TABLE escrow (
    id BLOB NOT NULL PRIMARY KEY,
    public_key BLOB NOT NULL,
    record BLOB NOT NULL,
    leaf BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE escrow_share (
    escrow BLOB NOT NULL,
    number BIGINT NOT NULL,
    account BLOB NOT NULL,
    wrap BLOB NOT NULL,
    PRIMARY KEY (escrow, number)
) WITHOUT ROWID;

CREATE TABLE escrow_key (
    escrow BLOB NOT NULL,
    team BLOB NOT NULL,
    epoch BIGINT NOT NULL,
    wrap BLOB NOT NULL,
    PRIMARY KEY (escrow, team, epoch)
) WITHOUT ROWID;

-- Contributors, in every form they ever had; the one of the latest leaf holds. `content` is the source as JSON.
CREATE TABLE source (
    id BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (id, leaf)
) WITHOUT ROWID;

CREATE TABLE retention (
    class TEXT NOT NULL PRIMARY KEY,
    days BIGINT NOT NULL
) WITHOUT ROWID;

-- What is recorded. The newest revision is the current view.
CREATE TABLE record (
    id BLOB NOT NULL PRIMARY KEY,
    schema TEXT NOT NULL,
    source BLOB NOT NULL,
    team BLOB NOT NULL,
    revision BIGINT NOT NULL,
    erased BIGINT NOT NULL
) WITHOUT ROWID;

-- Every revision there ever was: claim, open and quasi properties as JSON, its blind indexes, and its place in the log, which
-- holds a digest of all of it. The digest is over salted hashes, which stay when what they stand for is erased.
CREATE TABLE revision (
    record BLOB NOT NULL,
    number BIGINT NOT NULL,
    author BLOB NOT NULL,
    reason TEXT NOT NULL,
    day TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    blind BLOB NOT NULL,
    blind_hash BLOB NOT NULL,
    salt BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    PRIMARY KEY (record, number)
);

-- The sealed classes. A revision that leaves a class alone has no row for it here. The hash of the envelope stays when it is
-- erased.
CREATE TABLE sealed (
    record BLOB NOT NULL,
    class TEXT NOT NULL,
    revision BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    envelope BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (record, class, revision)
);

-- The key of each envelope. Destroying the row destroys what the envelope holds.
CREATE TABLE key_wrap (
    record BLOB NOT NULL,
    class TEXT NOT NULL,
    revision BIGINT NOT NULL,
    team BLOB NOT NULL,
    wrapped_to BIGINT NOT NULL,
    wrap BLOB NOT NULL,
    PRIMARY KEY (record, class, revision)
) WITHOUT ROWID;

CREATE INDEX key_wrap_epoch ON key_wrap (team, wrapped_to);

CREATE TABLE blind (
    field TEXT NOT NULL,
    number BIGINT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (field, number, record)
) WITHOUT ROWID;

-- What current views can be found by: hashes of `property=code` and the like (`record/term.rs`).
CREATE TABLE term (
    term BIGINT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (term, record)
) WITHOUT ROWID;

-- Consents in force, one row for each purpose, recipient and class they cover.
CREATE TABLE consent (
    record BLOB NOT NULL,
    person BLOB NOT NULL,
    purpose TEXT NOT NULL,
    recipient TEXT NOT NULL,
    class TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    PRIMARY KEY (record, purpose, recipient, class)
) WITHOUT ROWID;

CREATE INDEX consent_person ON consent (person);

-- What was erased, with the proof. A class that was written again may be erased again.
CREATE TABLE erasure (
    record BLOB NOT NULL,
    class TEXT NOT NULL,
    leaf BIGINT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    proof BLOB NOT NULL,
    PRIMARY KEY (record, class, leaf)
) WITHOUT ROWID;

-- Sealed attachments; the bytes lie in the folder `files`. What is known of one stands in `sealed` under the same identifier, with
-- the key of both in `key_wrap`. Length and hash are of the sealed bytes.
CREATE TABLE file (
    id BLOB NOT NULL PRIMARY KEY,
    record BLOB NOT NULL,
    length BIGINT NOT NULL,
    hash BLOB NOT NULL,
    leaf BIGINT NOT NULL
) WITHOUT ROWID;

CREATE INDEX file_record ON file (record);

-- Backups that were made: BLAKE3 of each file, so that a copy can be told from another one.
CREATE TABLE backup (
    id BLOB NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    hash BLOB NOT NULL,
    leaf BIGINT NOT NULL
) WITHOUT ROWID;

-- The audit log. `entry` is the salted commitment to who did what, `content` a digest of what was stored.
CREATE TABLE log_state (
    id BIGINT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    peaks BLOB NOT NULL,
    day TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE log_leaf (
    number BIGINT NOT NULL PRIMARY KEY,
    entry BLOB NOT NULL,
    content BLOB
) WITHOUT ROWID;

-- Roots of the complete subtrees of 256, 65 536, ... leaves.
CREATE TABLE log_node (
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, number)
) WITHOUT ROWID;

-- What the entries of one transaction say, sealed to the auditors.
CREATE TABLE log_detail (
    first BIGINT NOT NULL PRIMARY KEY,
    count BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    wrapped_to BIGINT NOT NULL,
    wrap BLOB NOT NULL,
    envelope BLOB NOT NULL
);

-- Digests of the tables whose rows are overwritten (`state.rs`), one row for each change; the last is of how they are now.
CREATE TABLE state (
    leaf BIGINT NOT NULL PRIMARY KEY,
    digests BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE checkpoint (
    size BIGINT NOT NULL PRIMARY KEY,
    note TEXT NOT NULL
) WITHOUT ROWID;
