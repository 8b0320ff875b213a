//! One comparison of two values, for callers that have no records: the same levels, without frequencies.

use std::borrow::Cow;

use super::Comparer;
use crate::SpecError;
use crate::column::Encoder;
use crate::spec::{ComparisonSpec, Spec};

/// The words for the level that two values reach in the comparison of a column, or nothing where one of them is missing or
/// cannot be read.
pub fn level(spec: &Spec, column: &str, a: &str, b: &str) -> Result<Option<String>, SpecError> {
    let none = || SpecError::NoColumn { place: "a comparison".into(), column: column.into() };
    let written = spec.comparisons.iter().find(|comparison| comparison.column == column).ok_or_else(none)?;
    let comparison = ComparisonSpec { frequency: false, swapped_with: None, ..written.clone() };
    let columns = spec.columns.iter().filter(|other| other.name == column).cloned().collect();
    let spec = Spec { columns, comparisons: vec![comparison.clone()], ..spec.clone() };
    let kind = spec.columns.first().ok_or_else(none)?.kind;
    let mut encoder = Encoder::new(kind);
    encoder.push(a);
    encoder.push(b);
    let columns = [encoder.finish()];
    let comparer = Comparer::new(&spec, Cow::Borrowed(&columns))?;
    let level = usize::from(comparer.compare_rows(comparer.row(0), comparer.row(1)).level(0));
    Ok((level > 0).then(|| comparer.comparisons[0].label(&comparison, level)))
}
