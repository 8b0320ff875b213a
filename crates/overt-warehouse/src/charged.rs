//! People who are charged, by what they are charged with and whether they have a trait.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::Array as _;

use crate::nexus::{condition, numbers, texts};
use crate::proceedings::{CORRUPTION, TRAFFICKING};
use crate::standing::{agreed, entities};
use crate::{Warehouse, WarehouseError};

/// Somebody who is charged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charged {
    /// Whether the person has the trait; none where that is not known, or told differently.
    pub has: Option<bool>,
    /// Whether trafficking is among the charges.
    pub trafficking: bool,
    /// Whether corruption is.
    pub corruption: bool,
    /// From which positions the person is said to have acted: codes of `actors`.
    pub roles: BTreeSet<String>,
    /// How charges ended: codes of `charge_outcomes`. A charge of which that is not known adds none.
    pub outcomes: BTreeSet<String>,
}

impl Warehouse {
    /// Everybody who is charged and no victim, by identifier. Records that were joined are one person. `having` is a condition in SQL on the
    /// table `person`, `only` one on the table `charge`.
    ///
    /// # Errors
    /// When a condition is not one, or the role sees no records.
    pub async fn charged(&self, having: &str, only: Option<&str>) -> Result<BTreeMap<String, Charged>, WarehouseError> {
        let no_victim = "victim_charged_state <> 'asked-yes'";
        let only = only.map_or_else(|| no_victim.to_owned(), |only| format!("({only}) AND {no_victim}"));
        let sql = format!(
            "SELECT coalesce(p.entity, c.defendant), offence, defendant_role, outcome FROM ({}) c LEFT JOIN {} p ON p.record = c.defendant \
             WHERE c.defendant IS NOT NULL",
            self.decided_sql("charge", "defendant, offence, defendant_role, outcome", Some(&only))?,
            entities()
        );
        let mut people: BTreeMap<String, Charged> = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let [ids, offences, roles, outcomes] =
                [texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?, texts(&batch, 3)?];
            for row in 0..batch.num_rows() {
                let person = people.entry(ids.value(row).to_owned()).or_default();
                if offences.is_valid(row) {
                    person.trafficking |= TRAFFICKING.contains(&offences.value(row));
                    person.corruption |= CORRUPTION.contains(&offences.value(row));
                }
                person.roles.extend(roles.is_valid(row).then(|| roles.value(row).to_owned()));
                person.outcomes.extend(outcomes.is_valid(row).then(|| outcomes.value(row).to_owned()));
            }
        }
        let having = condition(self, having)?;
        let columns = format!("CASE WHEN ({having}) THEN 1 WHEN NOT ({having}) THEN 0 END AS has");
        let sql = format!(
            "SELECT entity, {} FROM ({}) GROUP BY entity",
            agreed("has"),
            self.decided_sql("person", &columns, None)?
        );
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (ids, has) = (texts(&batch, 0)?, numbers(&batch, 1)?);
            for row in (0..batch.num_rows()).filter(|row| has.is_valid(*row)) {
                if let Some(person) = people.get_mut(ids.value(row)) {
                    person.has = Some(has.value(row) == 1);
                }
            }
        }
        Ok(people)
    }
}
