-- What somebody put away for themselves, sealed to the account's own key: forms that were begun (`draft`), searches (`search`). `id` is
-- the record that is to be made or changed, or the search; `schema` is the kind of that record, and empty for a search. The log knows
-- nothing of them: nobody has recorded anything.
CREATE TABLE own (
    account BLOB NOT NULL,
    what TEXT NOT NULL,
    id BLOB NOT NULL,
    schema TEXT NOT NULL,
    day TEXT NOT NULL,
    wrap BLOB NOT NULL,
    envelope BLOB NOT NULL,
    PRIMARY KEY (account, what, id)
) WITHOUT ROWID;

CREATE INDEX own_id ON own (id);

CREATE INDEX own_day ON own (what, day);

INSERT INTO own (account, what, id, schema, day, wrap, envelope)
    SELECT account, 'draft', record, schema, day, wrap, envelope FROM draft;

DROP TABLE draft;

-- Tasks. Each row is how a task is from a leaf on; that of the latest leaf holds. `note` is what was written then, sealed like a
-- narrative in `sealed`, or zeros. The log holds a digest of the row with `hash`, which is the salted hash of who gave it, who is to do
-- it, until when, how it stands and since when. These are emptied when the record is erased.
CREATE TABLE task (
    id BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    record BLOB NOT NULL,
    giver BLOB NOT NULL,
    doer BLOB NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL,
    day TEXT NOT NULL,
    note BLOB NOT NULL,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (id, leaf)
) WITHOUT ROWID;

CREATE INDEX task_record ON task (record);

CREATE INDEX task_doer ON task (doer, state);

CREATE INDEX task_giver ON task (giver, state);
