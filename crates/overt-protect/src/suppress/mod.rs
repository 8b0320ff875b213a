//! Tables of counts and shares that can be published.
//!
//! [`Counts`] are the cells of 1 to 4 columns with all their totals. [`suppress()`] hides the cells that [`Rules`] call
//! sensitive, and as many others as it takes for nobody to compute them, and proves it by an [`Audit`]. [`round()`] rounds
//! every cell instead, [`shares()`] publishes only shares, and a [`Guard`] refuses what tells a small group together with earlier
//! tables.
//!
//! What is called the board here is the table with its totals, as a cube in which the total is one more place on every axis. Then
//! a total is a cell like any other: it can be sensitive, and it can be hidden.

mod audit;
mod counts;
mod guard;
mod joint;
mod published;
mod round;
mod rules;
mod search;
mod secondary;
mod shape;
mod share;

pub use audit::{Audit, AuditError, Change, Proof};
pub use counts::{Axis, CELLS_MAX, COLUMNS_MAX, Counts, CountsError, Population};
pub use guard::{Guard, GuardError, JOINT_CELLS_MAX};
pub use published::{Cell, Published};
pub use round::{RoundError, Rounded, round};
pub use rules::{Dominance, Rules, RulesError, Sensitive, Why};
pub use secondary::{Remains, Suppressed, suppress};
pub use share::{Share, ShareError, Shares, shares};
