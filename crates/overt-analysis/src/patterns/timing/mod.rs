//! When things happen: signals shortly before events, and changes of a count from one period to the next.

mod before;
mod change;
mod segments;

pub use before::{Before, Dated, Watch, before};
pub use change::{Change, Changes, Counting, Period, Segment, changes};
