-- Which team of custodians keeps the identities of what a casework team holds, where it is not the first one. The row of the latest leaf
-- holds, and the log holds a digest of it.
CREATE TABLE custody (
    team BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    custody BLOB NOT NULL,
    PRIMARY KEY (team, leaf)
) WITHOUT ROWID;
