//! Acts by quarter, with the quarters in which nobody told of any.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array as _, AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use serde::Serialize;

use crate::{Warehouse, WarehouseError};

/// One quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarter {
    /// What it is called: `2024 Q3`.
    pub label: String,
    /// How many acts for which the condition holds began and ended in it; none where nobody told of any act at all.
    pub acts: Option<u64>,
}

/// Acts by quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarters {
    /// The snapshot that was asked.
    pub snapshot: String,
    /// All from the first to the last with an act, without a gap.
    pub quarters: Vec<Quarter>,
    /// Acts for which the condition holds whose quarter is not known.
    pub undated: u64,
}

impl Warehouse {
    /// Counts acts that stand by the quarter in which they happened. Records that were joined are one act.
    ///
    /// # Errors
    /// When the condition is not one, or the role sees no records.
    pub async fn quarters(&self, only: Option<&str>) -> Result<Quarters, WarehouseError> {
        let all = self.acts_by_quarter(None).await?;
        let wanted = self.acts_by_quarter(only).await?;
        let mut dated = wanted.keys().copied().filter(|number| *number > 0);
        let span = dated.next().map(|first| first..=dated.next_back().unwrap_or(first));
        let quarter = |number: i64| Quarter {
            label: format!("{} Q{}", (number - 1) / 4, (number - 1) % 4 + 1),
            acts: all.contains_key(&number).then(|| wanted.get(&number).copied().unwrap_or_default()),
        };
        Ok(Quarters {
            snapshot: self.manifest.snapshot.clone(),
            quarters: span.map_or_else(Vec::new, |span| span.map(quarter).collect()),
            undated: wanted.get(&0).copied().unwrap_or_default(),
        })
    }

    /// How many acts there are in each quarter, numbered as four times the year and the quarter; 0 where that is not known.
    async fn acts_by_quarter(&self, only: Option<&str>) -> Result<BTreeMap<i64, u64>, WarehouseError> {
        let number = |day: &str| format!("CAST(4 * date_part('year', {day}) + date_part('quarter', {day}) AS BIGINT)");
        let (first, last) = (number("first"), number("last"));
        // Of an act that several date differently it is not known when it happened.
        let acts = self.standing_sql("corrupt_act", "happened_on_first, happened_on_last", only)?;
        let sql = format!(
            "SELECT quarter, count(*) FROM (SELECT CASE WHEN {first} = {last} THEN {first} END AS quarter FROM (SELECT \
             max(happened_on_first) AS first, min(happened_on_last) AS last FROM ({acts}) GROUP BY entity)) GROUP BY quarter"
        );
        let mut counts = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (quarters, acts) = (cast(batch.column(0), &DataType::Int64)?, cast(batch.column(1), &DataType::Int64)?);
            let (quarters, acts) = (quarters.as_primitive::<Int64Type>(), acts.as_primitive::<Int64Type>());
            for row in 0..batch.num_rows() {
                let quarter = if quarters.is_valid(row) { quarters.value(row) } else { 0 };
                counts.insert(quarter, u64::try_from(acts.value(row)).unwrap_or_default());
            }
        }
        Ok(counts)
    }
}
