//! What acts cost: the amount of the advantage of each act, by a dimension.

use std::fmt::Write as _;

use datafusion::arrow::array::{Array as _, AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use overt_model::Standing;
use serde::Serialize;

use crate::nexus::{Dimension, condition, texts};
use crate::snapshot::JOINED;
use crate::{Warehouse, WarehouseError};

/// Amounts are given in parts of so many of a whole unit of their currency: no currency has smaller ones in use.
pub const PARTS: i64 = 10_000;

/// The amount of one act. Where several tell of it, from the lowest to the highest that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// The member of the dimension: a code, or the state that says why there is none.
    pub member: String,
    /// The currency; none where no amount is known, or where several were told.
    pub currency: Option<String>,
    /// The lowest and the highest, in ten-thousandths of the currency; none where no amount is known.
    pub range: Option<(i64, i64)>,
}

impl Warehouse {
    /// The amount of every act that stands, by a dimension. An act that was told in several ways is there once for each member.
    ///
    /// # Errors
    /// When the condition is not one, or the role sees no records.
    pub async fn amounts(&self, by: &Dimension, only: Option<&str>) -> Result<Vec<Amount>, WarehouseError> {
        if !self.role.sees_records() {
            let why = "amounts are taken from single records, which the role does not see";
            return Err(WarehouseError::Question(why.into()));
        }
        let stands = Standing::ALL.iter().filter(|standing| standing.stands());
        let stands: Vec<String> = stands.map(|standing| format!("'{}'", standing.code())).collect();
        let mut filter = format!("claim_standing IN ({})", stands.join(", "));
        if let Some(only) = only {
            let _ = write!(filter, " AND ({})", condition(self, only)?);
        }
        let parts = |column: &str| format!("CAST(round({column} * {PARTS}) AS BIGINT)");
        let sql = format!(
            "SELECT a.member, min(a.currency), max(a.currency), min({}), max({}) FROM (SELECT id, {} AS member, \
             advantage_amount_currency AS currency, advantage_amount_low AS low, advantage_amount_high AS high FROM corrupt_act \
             WHERE {filter}) a LEFT JOIN (SELECT record, min(entity) AS entity FROM {JOINED} GROUP BY record) j \
             ON j.record = a.id GROUP BY a.member, coalesce(j.entity, a.id)",
            parts("a.low"),
            parts("a.high"),
            by.sql
        );
        let mut amounts = Vec::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let [member, one, other] = [texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?];
            let number = |column: usize| cast(batch.column(column), &DataType::Int64);
            let (low, high) = (number(3)?, number(4)?);
            let (low, high) = (low.as_primitive::<Int64Type>(), high.as_primitive::<Int64Type>());
            for row in 0..batch.num_rows() {
                let currency =
                    (one.is_valid(row) && one.value(row) == other.value(row)).then(|| one.value(row).to_owned());
                let known = low.is_valid(row) && high.is_valid(row);
                let range = known.then(|| (low.value(row), high.value(row)));
                amounts.push(Amount { member: member.value(row).to_owned(), currency, range });
            }
        }
        amounts.sort_by(|one, other| {
            (&one.member, &one.currency, one.range).cmp(&(&other.member, &other.currency, other.range))
        });
        Ok(amounts)
    }
}
