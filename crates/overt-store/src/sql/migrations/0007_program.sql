-- Keys for programs. Each row is how a key is from a leaf on: made, used on another day, or ended; that of the latest leaf holds.
-- `content` is JSON: its name, who made it, what it may read, until when, and a hash of the key. The key itself is nowhere. The log
-- holds a digest of all of it.
CREATE TABLE program_key (
    id BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (id, leaf)
) WITHOUT ROWID;
