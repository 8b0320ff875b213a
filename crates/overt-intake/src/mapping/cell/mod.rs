//! One cell becomes a value or a value state.

mod date;
mod fault;
mod number;
mod reading;

pub use date::Order;
pub(super) use date::{Shown, shown};
pub use fault::Fault;
pub(super) use number::Decimal;
pub(super) use reading::{Beside, Meaning, Read, Reading, folded, is_point};

use overt_model::Edtf;

/// A date that is read without a field: only as it is certain.
pub(super) fn date(text: &str) -> Result<Edtf, Fault> {
    Ok(date::date(text, Order::Evidence, None)?.0)
}
