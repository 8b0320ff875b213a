//! What acts cost: the amount of the advantage of each act, by a dimension.

use datafusion::arrow::array::{Array as _, RecordBatch};
use overt_model::Codebook;

use crate::nexus::{Dimension, Member, numbers, texts};
use crate::{Warehouse, WarehouseError};

/// Amounts are given in parts of so many of a whole unit of their currency: no currency has smaller ones in use.
pub const PARTS: i64 = 10_000;

/// A sum that somebody told. Where several tell of one thing, from the lowest to the highest that was told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum {
    /// The currency; none where no sum is known, where several were told, or where it is zero because there is none.
    pub currency: Option<String>,
    /// The lowest and the highest, in ten-thousandths of the currency; none where no sum is known.
    pub range: Option<(i64, i64)>,
}

impl Sum {
    /// The middle of the range in whole parts of a currency of so many; nothing where it is not known in this currency.
    pub fn in_currency(&self, code: &str, parts_each: i64) -> Option<i64> {
        let (low, high) = self.range?;
        let is_it = self.currency.as_deref() == Some(code) || (self.currency.is_none() && (low, high) == (0, 0));
        is_it.then(|| i64::midpoint(low, high) / parts_each)
    }
}

/// SQL for the columns of a sum, over all records of one thing.
pub(crate) fn sums_sql(property: &str) -> String {
    let parts = |end: &str| format!("CAST(round({property}_{end} * {PARTS}) AS BIGINT)");
    format!("min({property}_currency), max({property}_currency), min({}), max({})", parts("low"), parts("high"))
}

/// The sums in the four columns from this one on.
pub(crate) fn sums(batch: &RecordBatch, column: usize) -> Result<Vec<Sum>, WarehouseError> {
    let (one, other) = (texts(batch, column)?, texts(batch, column + 1)?);
    let (low, high) = (numbers(batch, column + 2)?, numbers(batch, column + 3)?);
    let sum = |row: usize| {
        let is_one = one.is_valid(row) && one.value(row) == other.value(row);
        let is_known = low.is_valid(row) && high.is_valid(row);
        Sum {
            currency: is_one.then(|| one.value(row).to_owned()),
            range: is_known.then(|| (low.value(row), high.value(row))),
        }
    };
    Ok((0..batch.num_rows()).map(sum).collect())
}

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
        let columns =
            format!("{} AS member, advantage_amount_currency, advantage_amount_low, advantage_amount_high", by.sql);
        let sql = format!(
            "SELECT member, {} FROM ({}) GROUP BY member, entity",
            sums_sql("advantage_amount"),
            self.standing_sql("corrupt_act", &columns, only)?
        );
        let mut amounts = Vec::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let members = texts(&batch, 0)?;
            let told = sums(&batch, 1)?.into_iter().enumerate();
            amounts.extend(told.map(|(row, Sum { currency, range })| Amount {
                member: Member::new(codebook, by, members.value(row)),
                currency,
                range,
            }));
        }
        amounts.sort_unstable();
        Ok(amounts)
    }
}
