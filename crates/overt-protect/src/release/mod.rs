//! A release: data that may leave the house, with all that somebody needs to judge it, and nothing else.
//!
//! ```text
//! Policy + Facts --check--> Refusals, or
//!                 --plan--> Planned   what will be spent and shown; nothing was read so far. The caller writes the ledger down,
//!                 --draw--> Made      then the data are read, protected and described.
//!              --publish--> Release   Two people approved it, it is signed, and it verifies.
//! ```
//!
//! Only this module makes a [`Release`], and what publishes accepts nothing else. [`verify()`] goes the other way: from the files
//! of a release alone it computes anew what was promised, and shares no arithmetic with what made them.

mod check;
mod describe;
mod draw;
mod facts;
mod ledger;
mod manifest;
mod notes;
mod plan;
mod policy;
mod refusal;
mod sheet;
mod shown;
mod verify;

pub use draw::{Made, Risk, TableRisk};
pub use facts::{Agreement, ColumnFact, Contributor, Facts, ValueFact};
pub use ledger::{Ledger, LedgerEntry, Spend, Sum};
pub use manifest::{Approval, Control, Listed, Manifest, Release, Signature};
pub use plan::{Caps, Earlier, Planned, Shown, plan};
pub use policy::{
    AggregateMethod, CountsMethod, ImpossibleCodes, Method, Policy, Promise, SynthMethod, TableMethod, WeighedSet,
};
pub use refusal::{Code, Refusal};
pub use sheet::{Cells, Sheet, SheetColumn};
pub use shown::{ShownColumn, ShownCount, ShownTable};
pub use verify::{Check, Verified, verify};

/// Least count that a release may show. A policy can only raise it.
pub const THRESHOLD_MIN: i64 = 11;
/// How many cells all tables of a release may have together.
pub const CELLS_MAX: usize = 1_000_000;
/// How many columns a release may be of.
pub const COLUMNS_MAX: usize = 64;

/// Files: their names and what is in them.
pub type Files = Vec<(String, Vec<u8>)>;

/// The code that stands for a total over a column, as in the statistical standard SDMX.
const TOTAL: &str = "_T";

/// The code that stands for a cell that is not told, as in the same standard.
const EMPTY: &str = "_X";

/// Text that is the same for the same value in every build: keys in the order of their letters.
fn canonical(value: &impl serde::Serialize) -> Vec<u8> {
    let mut value = serde_json::to_value(value).expect("keys are texts and numbers are finite");
    value.sort_all_objects();
    let mut bytes = serde_json::to_vec_pretty(&value).expect("a value can be written");
    bytes.push(b'\n');
    bytes
}

/// The fingerprint of bytes, as everybody can compute it.
fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(bytes).into();
    overt_model::FileHash::new(overt_model::Algorithm::Sha256, digest).to_string()
}

/// What a file of that name holds.
fn file<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> Option<&'a [u8]> {
    files.iter().find(|(other, _)| other == name).map(|(_, bytes)| &bytes[..])
}
