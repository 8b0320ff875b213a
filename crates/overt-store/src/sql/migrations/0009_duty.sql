-- What accounts are charged with beside what their keys open: intake, referral, supervision, analysis.
CREATE TABLE duty (
    account BLOB NOT NULL,
    duty TEXT NOT NULL,
    PRIMARY KEY (account, duty)
) WITHOUT ROWID;
