//! Cases with what came in them: which posts, roles or kinds of act. Cases that have to do with each other are one.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::Array as _;
use overt_model::Codebook;

use crate::nexus::{Dimension, Member, texts};
use crate::standing::entities;
use crate::{Warehouse, WarehouseError};

/// The table of cases; its name is a word of SQL.
const CASES: &str = "\"case\"";

/// By what acts are looked at.
#[derive(Debug, Clone, Copy)]
pub enum Unit<'a> {
    /// The post at which they happened.
    Post,
    /// A dimension of the nexus.
    Dimension(&'a Dimension),
}

/// Cases that have nothing to do with each other, each with what came in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cases {
    /// The units of each case; a case is called as the first of its parts.
    pub cases: BTreeMap<String, BTreeSet<String>>,
    /// How many cases were told of before those that have to do with each other were put together.
    pub told: u64,
    /// Acts that stand.
    pub acts: u64,
    /// Acts that are in no case.
    pub without_case: u64,
    /// Acts of which the unit is not known.
    pub without_unit: u64,
}

impl Warehouse {
    /// Cases by what came in them. Put together are cases whose records were joined, of which one names the other as related, or that share
    /// an act or a victim. `alone` says whether an act in no case is a case of its own.
    ///
    /// # Errors
    /// When the condition, which is one on the table `corrupt_act`, is not one, or the role sees no records.
    pub async fn cases(
        &self,
        codebook: &Codebook,
        unit: Unit<'_>,
        only: Option<&str>,
        alone: bool,
    ) -> Result<Cases, WarehouseError> {
        let units = self.units(codebook, unit, only).await?;
        let cases = self.standing_sql(CASES, "corrupt_acts, victims, related_cases", None)?;
        let acts = self.standing_sql("corrupt_act", "cases", only)?;
        let mut of_acts = self.pairs_of(&format!("SELECT entity AS one, unnest(cases) AS other FROM ({acts})")).await?;
        let named =
            self.pairs_of(&format!("SELECT entity AS one, unnest(corrupt_acts) AS other FROM ({cases})")).await?;
        of_acts.extend(named.into_iter().map(|(case, act)| (act, case)).filter(|(act, _)| units.contains_key(act)));
        let victims = self.pairs_of(&format!("SELECT entity AS one, unnest(victims) AS other FROM ({cases})")).await?;
        let related =
            self.pairs_of(&format!("SELECT entity AS one, unnest(related_cases) AS other FROM ({cases})")).await?;
        let mut groups = Groups::default();
        for (_, case) in &of_acts {
            groups.add(case);
        }
        let told = groups.parents.len() as u64;
        for (one, other) in &related {
            groups.join(one, other);
        }
        // Whom or what two cases share makes them one.
        for pairs in [&of_acts, &victims.into_iter().map(|(case, victim)| (victim, case)).collect()] {
            let mut first: BTreeMap<&str, &str> = BTreeMap::new();
            for (shared, case) in pairs {
                let one = *first.entry(shared).or_insert(case);
                groups.join(one, case);
            }
        }
        let mut found = Cases { told, acts: units.len() as u64, ..Cases::default() };
        let by_act: BTreeMap<&str, &str> = of_acts.iter().map(|(act, case)| (act.as_str(), case.as_str())).collect();
        for (act, own) in &units {
            let case = by_act.get(act.as_str()).map(|case| groups.root(case));
            found.without_case += u64::from(case.is_none());
            let Some(case) = case.or_else(|| alone.then(|| act.clone())) else { continue };
            found.without_unit += u64::from(own.is_empty());
            found.cases.entry(case).or_default().extend(own.iter().cloned());
        }
        Ok(found)
    }

    /// The units of every act that stands: none where that is not known.
    async fn units(
        &self,
        codebook: &Codebook,
        unit: Unit<'_>,
        only: Option<&str>,
    ) -> Result<BTreeMap<String, BTreeSet<String>>, WarehouseError> {
        let sql = match unit {
            Unit::Post => format!(
                "SELECT DISTINCT a.entity, coalesce(p.entity, a.post) FROM ({}) a LEFT JOIN {} p ON p.record = a.post",
                self.standing_sql("corrupt_act", "post", only)?,
                entities()
            ),
            Unit::Dimension(by) => {
                let acts = self.standing_sql("corrupt_act", &format!("{} AS member", by.sql), only)?;
                format!("SELECT DISTINCT entity, member FROM ({acts})")
            }
        };
        let mut units: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (acts, members) = (texts(&batch, 0)?, texts(&batch, 1)?);
            for row in 0..batch.num_rows() {
                let own = units.entry(acts.value(row).to_owned()).or_default();
                if members.is_null(row) {
                    continue;
                }
                let member = members.value(row);
                match unit {
                    Unit::Post => own.extend([member.to_owned()]),
                    // Of several codes each is a unit.
                    Unit::Dimension(by) if Member::new(codebook, by, member).is_known() => {
                        own.extend(member.split('+').map(str::to_owned));
                    }
                    Unit::Dimension(_) => {}
                }
            }
        }
        Ok(units)
    }

    /// What one thing names of others, each as the entity to which it belongs, in order.
    async fn pairs_of(&self, sql: &str) -> Result<BTreeSet<(String, String)>, WarehouseError> {
        let sql = format!(
            "SELECT n.one, coalesce(j.entity, n.other) FROM ({sql}) n LEFT JOIN {} j ON j.record = n.other",
            entities()
        );
        let mut pairs = BTreeSet::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (one, other) = (texts(&batch, 0)?, texts(&batch, 1)?);
            let rows = (0..batch.num_rows()).filter(|row| other.is_valid(*row));
            pairs.extend(rows.map(|row| (one.value(row).to_owned(), other.value(row).to_owned())));
        }
        Ok(pairs)
    }
}

/// Cases that have to do with each other, each group called as its first member in order.
#[derive(Default)]
struct Groups {
    parents: BTreeMap<String, String>,
}

impl Groups {
    fn add(&mut self, case: &str) {
        self.parents.entry(case.to_owned()).or_insert_with(|| case.to_owned());
    }

    fn root(&self, case: &str) -> String {
        let mut at = case;
        while let Some(parent) = self.parents.get(at).filter(|parent| *parent != at) {
            at = parent;
        }
        at.to_owned()
    }

    fn join(&mut self, one: &str, other: &str) {
        self.add(one);
        self.add(other);
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = if one <= other { (one, other) } else { (other, one) };
        self.parents.insert(second, first);
    }
}
