//! What else a page about the nexus tells: what is known of the acts, and who contributed how much.

use std::collections::{BTreeMap, HashMap};

use datafusion::arrow::array::Array as _;
use overt_model::State;

use super::Request;
use super::ask::{ACTS, Asking, numbers, texts};
use crate::snapshot::is_of_records;
use crate::{Warehouse, WarehouseError};

/// What came through one contributor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contributed {
    /// Records of every kind.
    pub records: u64,
    /// Acts of corruption among them, whatever their standing.
    pub acts: u64,
}

impl Warehouse {
    /// How many of the acts that a request counts have each value state under a property.
    ///
    /// # Errors
    /// When the role does not see the property.
    pub async fn states(&self, request: &Request, property: &str) -> Result<HashMap<State, u64>, WarehouseError> {
        let asking = Asking::new(self, request).await?;
        let counted = asking.is_counted();
        let sql = format!("SELECT {property}_state, count(*) FROM {ACTS} WHERE {counted} GROUP BY 1");
        let mut states = HashMap::new();
        for batch in asking.batches(&sql).await? {
            let (names, counts) = (texts(&batch, 0)?, numbers(&batch, 1)?);
            for row in 0..batch.num_rows() {
                if let Some(state) = State::from_code(names.value(row)) {
                    states.insert(state, u64::try_from(counts.value(row)).unwrap_or_default());
                }
            }
        }
        Ok(states)
    }

    /// How much came through each contributor, by identifier.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub async fn contributed(&self) -> Result<BTreeMap<String, Contributed>, WarehouseError> {
        let mut contributed: BTreeMap<String, Contributed> = BTreeMap::new();
        for table in self.manifest.tables.keys().filter(|name| is_of_records(name)) {
            let sql = format!("SELECT claim_source, count(*) FROM {table} GROUP BY 1");
            for batch in self.context.sql(&sql).await?.collect().await? {
                let (names, counts) = (texts(&batch, 0)?, numbers(&batch, 1)?);
                for row in (0..batch.num_rows()).filter(|row| names.is_valid(*row)) {
                    let count = u64::try_from(counts.value(row)).unwrap_or_default();
                    let one = contributed.entry(names.value(row).to_owned()).or_default();
                    one.records += count;
                    one.acts += if table == ACTS { count } else { 0 };
                }
            }
        }
        Ok(contributed)
    }
}
