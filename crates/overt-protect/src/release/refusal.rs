//! Why something is not released.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why something is not released, and what to do. Never repeats a value of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[error("{sentence} {way_out} [{}]", code.name())]
pub struct Refusal {
    /// For programs and for the log. Stable.
    pub code: Code,
    /// What is wrong.
    pub sentence: String,
    /// What to do.
    pub way_out: String,
}

/// Declares the codes with their names, so that the name in logs is the name in files.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal,)*) => {
        /// Kinds of refusals.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code { $($(#[$doc])* #[serde(rename = $name)] $code,)* }

        impl Code {
            /// The name in logs and files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }
        }
    };
}

codes! {
    /// The policy cannot be read, or contradicts itself.
    Policy = "policy",
    /// The policy is for another version of the codebook.
    Codebook = "codebook",
    /// A column is not there, or cannot be used as the policy says.
    Column = "column",
    /// A column is of a class that never leaves.
    SealedClass = "sealed-class",
    /// A column leads to a shelter, or to where a victim was.
    Place = "place",
    /// A column names people.
    PersonNamed = "person-named",
    /// A column must not leave, or not as fine as it is.
    NotDeidentified = "not-deidentified",
    /// Groups would be shown that are too small.
    Threshold = "threshold",
    /// Epsilon, delta or what goes with them is out of bounds.
    Limit = "limit",
    /// The budget does not suffice.
    Budget = "budget",
    /// A contributor's agreement is missing, has expired or does not allow it.
    Agreement = "agreement",
    /// It is more than can be handled.
    Cost = "cost",
    /// The ledger is not what it should be.
    Ledger = "ledger",
    /// The data are not what the plan is for.
    Data = "data",
    /// A small group could be told, alone or together with earlier releases.
    Differencing = "differencing",
    /// So much is hidden that nothing is left.
    NothingLeft = "nothing-left",
    /// Two people must approve what is released.
    Approval = "approval",
    /// The files of a release are not what was made.
    Files = "files",
}

impl Refusal {
    pub(super) fn new(code: Code, sentence: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into(), way_out: way_out.into() }
    }
}
