-- Which team held a record until a revision handed it to another one. The digest of every revision holds the team of its time.

CREATE TABLE handover (
    record BLOB NOT NULL,
    number BIGINT NOT NULL,
    team BLOB NOT NULL,
    PRIMARY KEY (record, number)
) WITHOUT ROWID;
