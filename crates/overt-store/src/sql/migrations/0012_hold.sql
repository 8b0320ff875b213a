-- Holds against erasing. Each row is how a hold is from a leaf on: placed, then lifted; that of the latest leaf holds. `account` answers
-- for it. `lifted` is a day, or empty. The log holds a digest of all of it. These rows outlive an erasure: they tell until when a record
-- was held.
CREATE TABLE hold (
    id BLOB NOT NULL,
    leaf BIGINT NOT NULL,
    record BLOB NOT NULL,
    account BLOB NOT NULL,
    ground TEXT NOT NULL,
    day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    lifted TEXT NOT NULL,
    PRIMARY KEY (id, leaf)
) WITHOUT ROWID;

CREATE INDEX hold_record ON hold (record);
