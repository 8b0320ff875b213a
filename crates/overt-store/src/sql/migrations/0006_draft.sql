-- Forms that somebody has begun, one for each account and record, sealed to the account's own key. `record` is the one that is to be
-- made or changed. The log knows nothing of them: nobody has recorded anything yet.
CREATE TABLE draft (
    account BLOB NOT NULL,
    record BLOB NOT NULL,
    schema TEXT NOT NULL,
    day TEXT NOT NULL,
    wrap BLOB NOT NULL,
    envelope BLOB NOT NULL,
    PRIMARY KEY (account, record)
) WITHOUT ROWID;

CREATE INDEX draft_record ON draft (record);

CREATE INDEX draft_day ON draft (day);
