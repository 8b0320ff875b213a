//! What can be wrong with a specification, a model or the data.

use thiserror::Error;

/// Why a specification cannot be used.
#[derive(Debug, Error)]
pub enum SpecError {
    /// It is no TOML, or lacks something.
    #[error("the specification cannot be read: {0}")]
    Written(String),
    /// A name of a column that is not declared.
    #[error("`{place}` names the column `{column}`, which is not declared; declare it with [[column]]")]
    NoColumn {
        /// Where.
        place: String,
        /// The name.
        column: String,
    },
    /// A level that the kind of column does not have.
    #[error("`{level}` is no level for `{column}`; {allowed}")]
    Level {
        /// The column.
        column: String,
        /// What was written.
        level: String,
        /// What may be written.
        allowed: &'static str,
    },
    /// Shares that are none.
    #[error("`shares` of `{column}`: one for each level is needed, the first for `equal`, and together less than 1")]
    Shares {
        /// The column.
        column: String,
    },
    /// A part of a rule that cannot be read.
    #[error("the rule `{rule}` cannot be read at `{part}`: {reason}")]
    Rule {
        /// The rule.
        rule: String,
        /// The part of it.
        part: String,
        /// Why.
        reason: &'static str,
    },
    /// More than can be packed.
    #[error("{what}: at most {max}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// The limit.
        max: usize,
    },
    /// Two records with one id.
    #[error("records {} and {} have the same id; an id must be there once, so remove one or give it another", rows[0], rows[1])]
    SameId {
        /// Their places in the input, from 1.
        rows: [u64; 2],
    },
    /// A model that was made for something else.
    #[error("the model does not fit the data: {reason}; train one with `overt link train`")]
    OtherModel {
        /// What differs.
        reason: String,
    },
    /// Nothing to compare.
    #[error("none of the columns that the specification names is in the data; {hint}")]
    NothingToCompare {
        /// What helps.
        hint: String,
    },
}
