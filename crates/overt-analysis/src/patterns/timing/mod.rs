//! When things happen: signals shortly before events, changes of a count from one period to the next, and counts before and after a measure.

mod before;
mod change;
mod measure;
mod rates;
mod segments;

pub use before::{Before, Dated, Watch, before};
pub use change::{Change, Changes, Counting, Period, Segment, changes};
pub use measure::{AfterMeasure, Measure, Seen, Side, Unit, after_measure};
