-- Taking in files of others: what of them is there already.

-- A step of an import: a batch of rows, its end, or that it was undone. `content` is JSON: what was counted and a digest of the
-- rows of `import_key` that the step wrote. The log holds a digest of all of it.
CREATE TABLE import_step (
    run BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (run, leaf)
) WITHOUT ROWID;

-- Which record a key of a source stands for, in every step that changed it; that of the latest leaf holds. Keys are keyed hashes.
-- `content` is one of what the file said about each class: nothing where a record was only referred to, or the key was given up.
CREATE TABLE import_key (
    key BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    record BLOB NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (key, leaf)
) WITHOUT ROWID;

CREATE INDEX import_key_leaf ON import_key (leaf, key);
