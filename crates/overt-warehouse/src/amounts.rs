//! What acts cost: the amount of the advantage of each act, by a dimension.

use datafusion::arrow::array::{Array as _, AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use overt_model::Codebook;

use crate::nexus::{Dimension, Member, texts};
use crate::{Warehouse, WarehouseError};

/// Amounts are given in parts of so many of a whole unit of their currency: no currency has smaller ones in use.
pub const PARTS: i64 = 10_000;

/// The amount of one act. Where several tell of it, from the lowest to the highest that was told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// The member of the dimension.
    pub member: Member,
    /// The currency; none where no amount is known, or where several were told.
    pub currency: Option<String>,
    /// The lowest and the highest, in ten-thousandths of the currency; none where no amount is known.
    pub range: Option<(i64, i64)>,
}

impl Warehouse {
    /// The amount of every act that stands, by a dimension, in order. An act that was told in several ways is there once for each member.
    ///
    /// # Errors
    /// When the condition is not one, or the role sees no records.
    pub async fn amounts(
        &self,
        codebook: &Codebook,
        by: &Dimension,
        only: Option<&str>,
    ) -> Result<Vec<Amount>, WarehouseError> {
        let columns = format!(
            "{} AS member, advantage_amount_currency AS currency, advantage_amount_low AS low, advantage_amount_high AS high",
            by.sql
        );
        let parts = |column: &str| format!("CAST(round({column} * {PARTS}) AS BIGINT)");
        let sql = format!(
            "SELECT member, min(currency), max(currency), min({}), max({}) FROM ({}) GROUP BY member, entity",
            parts("low"),
            parts("high"),
            self.standing_sql("corrupt_act", &columns, only)?
        );
        let mut amounts = Vec::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let [member, one, other] = [texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?];
            let number = |column: usize| cast(batch.column(column), &DataType::Int64);
            let (low, high) = (number(3)?, number(4)?);
            let (low, high) = (low.as_primitive::<Int64Type>(), high.as_primitive::<Int64Type>());
            amounts.extend((0..batch.num_rows()).map(|row| {
                let is_one = one.is_valid(row) && one.value(row) == other.value(row);
                let is_known = low.is_valid(row) && high.is_valid(row);
                Amount {
                    member: Member::new(codebook, by, member.value(row)),
                    currency: is_one.then(|| one.value(row).to_owned()),
                    range: is_known.then(|| (low.value(row), high.value(row))),
                }
            }));
        }
        amounts.sort_unstable();
        Ok(amounts)
    }
}
