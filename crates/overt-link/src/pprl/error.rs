//! What can go wrong between organisations, in words for whoever runs it.

/// Why records could not be encoded, read or joined. No message holds a value of a record or a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PprlError {
    /// The threshold is not a share.
    #[error("the threshold must lie above 0 and not above 1")]
    Threshold,
    /// A list that does not fit the numbers of places, or the limit of a file.
    #[error("more than {limit} records: split the file")]
    TooManyRecords {
        /// How many are allowed.
        limit: usize,
    },
    /// A comparison that finds everything alike.
    #[error("more than {limit} pairs are alike enough: raise the threshold")]
    TooManyPairs {
        /// How many are allowed.
        limit: usize,
    },
    /// A setting of the plan is out of its range.
    #[error("“{setting}” in the plan must {must}")]
    Plan {
        /// Its name.
        setting: &'static str,
        /// What it must do, such as `lie between 0 and 0.25`.
        must: &'static str,
    },
    /// The name of the agreement or of the run cannot stand in a file.
    #[error("the name of the {what} must have 1 to 100 letters, digits, dots, dashes or underscores")]
    Name {
        /// `agreement` or `run`.
        what: &'static str,
    },
    /// Reading or writing stopped.
    #[error("the encoded file could not be read or written")]
    Io(#[from] std::io::Error),
    /// The file does not begin as an encoded file does.
    #[error("line 1 is not the header of an encoded file: is this a file that `overt pprl encode` wrote?")]
    NoHeader,
    /// A later version wrote it.
    #[error("the file has format version {found}, and this program reads {known}: use the same version on both sides")]
    Version {
        /// That of the file.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// A line that is not an encoding.
    #[error("line {line} {problem}: the file was changed or damaged on the way, ask for it again")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The file has no last line.
    #[error("the file ends after {records} records without its last line: it was cut off, ask for it again")]
    Truncated {
        /// How many could be read.
        records: usize,
    },
    /// The last line does not fit the rest.
    #[error(
        "the {what} in the last line does not fit the file: it was changed or damaged on the way, ask for it again"
    )]
    Mismatch {
        /// `number of records` or `digest`.
        what: &'static str,
    },
    /// Files that cannot be compared.
    #[error("file {file} differs from file 1 in its {what}: {remedy}")]
    Incomparable {
        /// Which, from 2 in the order given.
        file: usize,
        /// What differs.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Nothing to compare.
    #[error("two files or more are needed, and at most {limit}")]
    Files {
        /// How many are allowed.
        limit: usize,
    },
}
