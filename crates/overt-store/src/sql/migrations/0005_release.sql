-- What was published, or is about to be: planned, drawn, approved, published or given up, a row for each step. `content` is JSON: which
-- step, by whom and on which day, and of a plan what is spent on it. The log holds a digest of all of it.
CREATE TABLE release_step (
    leaf BIGINT NOT NULL PRIMARY KEY,
    release BLOB NOT NULL,
    content TEXT NOT NULL
);
