//! Who is known to which contributors: records of one person, or of one act, that were joined, by whose they are.

use std::collections::BTreeMap;

use overt_model::codebook::{Schema, snake_case};

use crate::nexus::texts;
use crate::{Warehouse, WarehouseError};

/// Most contributors that are told apart.
const CONTRIBUTORS_MAX: usize = 63;

/// How many are known to just these contributors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captures {
    /// The identifiers of the contributors, in order.
    pub contributors: Vec<String>,
    /// For each set of contributors, in which bit `i` stands for contributor `i`, how many are known to these and no others.
    pub counts: BTreeMap<u64, u64>,
}

impl Warehouse {
    /// Counts who is known to which contributors. Records that were not joined are each somebody else.
    ///
    /// # Errors
    /// When the condition is not one, the role sees no records, or there are more contributors than can be told apart.
    pub async fn captures(&self, schema: &Schema, only: Option<&str>) -> Result<Captures, WarehouseError> {
        let records = self.standing_sql(&snake_case(&schema.id), "claim_source", only)?;
        let sql = format!("SELECT DISTINCT entity, claim_source FROM ({records}) WHERE claim_source IS NOT NULL");
        let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (who, whose) = (texts(&batch, 0)?, texts(&batch, 1)?);
            for row in 0..batch.num_rows() {
                places.entry(whose.value(row).to_owned()).or_default().push(who.value(row).to_owned());
            }
        }
        if places.len() > CONTRIBUTORS_MAX {
            let why = format!("there are {} contributors, and at most {CONTRIBUTORS_MAX} are told apart", places.len());
            return Err(WarehouseError::Question(why));
        }
        let mut sets: BTreeMap<&str, u64> = BTreeMap::new();
        for (place, known) in places.values().enumerate() {
            for who in known {
                *sets.entry(who).or_default() |= 1 << place;
            }
        }
        let mut counts = BTreeMap::new();
        for set in sets.into_values() {
            *counts.entry(set).or_default() += 1;
        }
        Ok(Captures { contributors: places.into_keys().collect(), counts })
    }
}
