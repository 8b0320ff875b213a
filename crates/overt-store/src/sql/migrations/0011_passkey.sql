-- Passkeys of accounts. Each row is how a passkey is from a leaf on: added, used, or taken away; that of the latest leaf holds.
-- `envelope` is sealed under a key that follows from the person's own: name, credential, public key, count and days. The log holds a
-- digest of all of it.
CREATE TABLE passkey (
    account BLOB NOT NULL,
    id BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    envelope BLOB NOT NULL,
    PRIMARY KEY (account, id, leaf)
);
