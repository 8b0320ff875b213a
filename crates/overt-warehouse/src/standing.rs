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
        if !self.role.sees_records() {
            return Err(WarehouseError::Question(format!(
                "this is asked of single records, which the role {} does not see",
                Role::Observer.code()
            )));
        }
        let stands = Standing::ALL.iter().filter(|standing| standing.stands());
        let stands: Vec<String> = stands.map(|standing| format!("'{}'", standing.code())).collect();
        let mut filter = format!("claim_standing IN ({})", stands.join(", "));
        if let Some(only) = only {
            let _ = write!(filter, " AND ({})", condition(self, only)?);
        }
        Ok(format!(
            "SELECT coalesce(j.entity, r.id) AS entity, r.* FROM (SELECT id, {columns} FROM {table} WHERE {filter}) r LEFT JOIN \
             (SELECT record, min(entity) AS entity FROM {JOINED} GROUP BY record) j ON j.record = r.id"
        ))
    }
}
