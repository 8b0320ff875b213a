-- Which records are about the same person, body, place or event, what people decided about that, and what went out meanwhile.

-- A change of what is joined: a run of linkage, an undo, what followed from a decision or from an erasure. `run` is zeros unless it
-- was a run. `content` is JSON: what it was, who did it on which day, and a digest of the rows of `link_member` that it wrote. The
-- log holds a digest of all of it.
CREATE TABLE link_step (
    leaf BIGINT NOT NULL PRIMARY KEY,
    run BLOB NOT NULL,
    schema TEXT NOT NULL,
    content TEXT NOT NULL
);

-- To which entity a record belongs from a step on; the row of the latest leaf holds. Zeros stand for none.
CREATE TABLE link_member (
    record BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    entity BLOB NOT NULL,
    PRIMARY KEY (record, leaf)
) WITHOUT ROWID;

CREATE INDEX link_member_leaf ON link_member (leaf, record);
CREATE INDEX link_member_entity ON link_member (entity, record);

-- What people decided about two records, of which `a` is the smaller, in every form there ever was (`link/reading.rs` says which
-- holds). `run` and `note` are zeros where there is none. A note stands in `sealed` under its own identifier.
CREATE TABLE link_decision (
    a BLOB NOT NULL,
    b BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    reading TEXT NOT NULL,
    reader BLOB NOT NULL,
    day TEXT NOT NULL,
    run BLOB NOT NULL,
    note BLOB NOT NULL,
    PRIMARY KEY (a, b, leaf)
) WITHOUT ROWID;

CREATE INDEX link_decision_b ON link_decision (b, a, leaf);

-- An export and its pages. `kind` is `page` for the latter. `content` is JSON: what it was, or a digest of the rows of
-- `export_record` that a page wrote. The log holds a digest of all of it.
CREATE TABLE export_step (
    leaf BIGINT NOT NULL PRIMARY KEY,
    export BLOB NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE export_record (
    record BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    PRIMARY KEY (record, leaf)
) WITHOUT ROWID;

CREATE INDEX export_record_leaf ON export_record (leaf, record);
