//! Records whose claim stands, each with what it was joined to: the ground on which persons and acts are counted once.

use std::fmt::Write as _;

use overt_model::Standing;

use crate::nexus::condition;
use crate::snapshot::JOINED;
use crate::{Role, Warehouse, WarehouseError};

impl Warehouse {
    /// SQL for the records of a table whose claim stands and for which a condition holds: these columns, `id`, and `entity`, which is what
    /// the record was joined to, or else its own identifier.
    ///
    /// # Errors
    /// When the role sees no single records, or the condition is not one.
    pub(crate) fn standing_sql(
        &self,
        table: &str,
        columns: &str,
        only: Option<&str>,
    ) -> Result<String, WarehouseError> {
        self.ground_sql(table, columns, only, Standing::stands)
    }

    /// The same, with the claims of those who were cleared: what a court decided in somebody's favour is a decision, too.
    ///
    /// # Errors
    /// When the role sees no single records, or the condition is not one.
    pub(crate) fn decided_sql(&self, table: &str, columns: &str, only: Option<&str>) -> Result<String, WarehouseError> {
        self.ground_sql(table, columns, only, |standing| standing != Standing::Withdrawn)
    }

    fn ground_sql(
        &self,
        table: &str,
        columns: &str,
        only: Option<&str>,
        counts: fn(Standing) -> bool,
    ) -> Result<String, WarehouseError> {
        if !self.role.sees_records() {
            return Err(WarehouseError::Question(format!(
                "this is asked of single records, which the role {} does not see",
                Role::Observer.code()
            )));
        }
        let counted = Standing::ALL.iter().filter(|standing| counts(**standing));
        let counted: Vec<String> = counted.map(|standing| format!("'{}'", standing.code())).collect();
        let mut filter = format!("claim_standing IN ({})", counted.join(", "));
        if let Some(only) = only {
            let _ = write!(filter, " AND ({})", condition(self, only)?);
        }
        Ok(format!(
            "SELECT coalesce(j.entity, r.id) AS entity, r.* FROM (SELECT id, {columns} FROM {table} WHERE {filter}) r LEFT JOIN \
             {} j ON j.record = r.id",
            entities()
        ))
    }
}

/// A table, in brackets, of records that were joined with the entity of each.
pub(crate) fn entities() -> String {
    format!("(SELECT record, min(entity) AS entity FROM {JOINED} GROUP BY record)")
}

/// SQL for what all records of one thing say alike; none where they differ, or none of them says anything.
pub(crate) fn agreed(column: &str) -> String {
    format!("CASE WHEN min({column}) = max({column}) THEN min({column}) END")
}

/// SQL for whether a flag is yes or no, as 1 or 0; none where it is not known.
pub(crate) fn flag(property: &str) -> String {
    format!("CASE {property}_state WHEN 'asked-yes' THEN 1 WHEN 'asked-no' THEN 0 END")
}
