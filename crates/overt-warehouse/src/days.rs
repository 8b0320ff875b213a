//! Things that happened, each with its day.

use datafusion::arrow::array::{Array as _, AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type};
use overt_model::codebook::{Kind, Schema, snake_case};

use crate::nexus::texts;
use crate::{Warehouse, WarehouseError};

/// The property that says when something happened.
const WHEN: &str = "happened_on";

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Happened {
    /// The record, or all records of it together.
    pub id: String,
    /// Days since the beginning of 1970; none where the day is not known exactly, or told differently.
    pub day: Option<i32>,
}

impl Warehouse {
    /// Everything of a kind that stands and for which a condition holds, by identifier. Records that were joined are one.
    ///
    /// # Errors
    /// When the kind has no day on which it happened, the condition is not one, or the role sees no records.
    pub async fn happened(&self, schema: &Schema, only: Option<&str>) -> Result<Vec<Happened>, WarehouseError> {
        if schema.property(WHEN).is_none_or(|property| !matches!(property.kind, Kind::Date { .. })) {
            return Err(WarehouseError::Question(format!("{} has no day on which it happened", schema.id)));
        }
        let columns = format!("{WHEN}_first AS first, {WHEN}_last AS last");
        let records = self.standing_sql(&snake_case(&schema.id), &columns, only)?;
        let sql = format!(
            "SELECT entity, CASE WHEN max(first) = min(last) THEN max(first) END FROM ({records}) GROUP BY entity ORDER BY entity"
        );
        let mut found = Vec::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (ids, days) = (texts(&batch, 0)?, cast(batch.column(1), &DataType::Date32)?);
            let days = days.as_primitive::<Date32Type>();
            found.extend((0..batch.num_rows()).map(|row| Happened {
                id: ids.value(row).to_owned(),
                day: days.is_valid(row).then(|| days.value(row)),
            }));
        }
        Ok(found)
    }
}
