//! Coverage: from which countries anything was told, when, and by how many. Where nothing was told, that is no absence of cases.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::Array as _;
use serde::Serialize;

use crate::nexus::{numbers, texts};
use crate::{Warehouse, WarehouseError};

/// What an act should say, beside where it happened.
const ASKED: [&str; 4] = ["happened_on", "actor_role", "act", "advantage"];

/// What was told of a country.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Acts of corruption there. Records that were joined are one.
    pub acts: u64,
    /// People who were recruited or exploited there.
    pub victims: u64,
    /// Contributors through which any of it came.
    pub contributors: u64,
    /// The first and the last quarter in which an act certainly happened; none where no quarter is known.
    pub quarters: Option<[String; 2]>,
    /// Of how many of the acts it is not known when, from which position, what and for what advantage.
    pub unknown: BTreeMap<&'static str, u64>,
}

/// What was told of every country of which anything was told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The snapshot that was asked.
    pub snapshot: String,
    /// By code of the country.
    pub countries: BTreeMap<String, Told>,
    /// Acts of which the country is not known.
    pub acts_unplaced: u64,
    /// People of whom no country is known.
    pub victims_unplaced: u64,
}

impl Warehouse {
    /// Counts what was told of each country.
    ///
    /// # Errors
    /// When the role sees no records.
    pub async fn coverage(&self) -> Result<Coverage, WarehouseError> {
        let mut coverage = Coverage { snapshot: self.manifest.snapshot.clone(), ..Coverage::default() };
        let mut contributors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        self.add_acts(&mut coverage).await?;
        self.add_victims(&mut coverage).await?;
        let acts = self.standing_sql("corrupt_act", "claim_source, place_country AS country", None)?;
        let victims = self.victims_sql()?;
        let sql = format!(
            "SELECT DISTINCT country, claim_source FROM (SELECT country, claim_source FROM ({acts}) UNION ALL SELECT country, claim_source \
             FROM ({victims})) WHERE country IS NOT NULL AND claim_source IS NOT NULL"
        );
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (countries, sources) = (texts(&batch, 0)?, texts(&batch, 1)?);
            for row in 0..batch.num_rows() {
                contributors.entry(countries.value(row).to_owned()).or_default().insert(sources.value(row).to_owned());
            }
        }
        for (country, sources) in contributors {
            coverage.countries.entry(country).or_default().contributors = sources.len() as u64;
        }
        Ok(coverage)
    }

    /// An act that is told of in several countries is in each of them.
    async fn add_acts(&self, coverage: &mut Coverage) -> Result<(), WarehouseError> {
        let states = ASKED.map(|property| format!("{property}_state")).join(", ");
        let columns = format!("place_country AS country, happened_on_first, happened_on_last, {states}");
        let quarter =
            |day: &str| format!("CAST(4 * date_part('year', {day}) + date_part('quarter', {day}) - 1 AS BIGINT)");
        let unknown = ASKED
            .map(|property| format!("min(CASE {property}_state WHEN 'asked-yes' THEN 0 ELSE 1 END) AS no_{property}"));
        let sums = ASKED.map(|property| format!("sum(no_{property})")).join(", ");
        let sql = format!(
            "SELECT country, count(*), min(quarter), max(quarter), {sums} FROM (SELECT country, {}, CASE WHEN {first} = {last} THEN {first} END \
             AS quarter FROM (SELECT country, entity, max(happened_on_first) AS first, min(happened_on_last) AS last, {} FROM ({}) GROUP BY \
             country, entity)) GROUP BY country",
            ASKED.map(|property| format!("no_{property}")).join(", "),
            unknown.join(", "),
            self.standing_sql("corrupt_act", &columns, None)?,
            first = quarter("first"),
            last = quarter("last"),
        );
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (countries, acts, first, last) =
                (texts(&batch, 0)?, numbers(&batch, 1)?, numbers(&batch, 2)?, numbers(&batch, 3)?);
            let unknown = (0..ASKED.len()).map(|place| numbers(&batch, 4 + place)).collect::<Result<Vec<_>, _>>()?;
            let count = |number: i64| u64::try_from(number).unwrap_or_default();
            for row in 0..batch.num_rows() {
                if countries.is_null(row) {
                    coverage.acts_unplaced = count(acts.value(row));
                    continue;
                }
                let told = coverage.countries.entry(countries.value(row).to_owned()).or_default();
                told.acts = count(acts.value(row));
                told.quarters = first.is_valid(row).then(|| [first.value(row), last.value(row)].map(label));
                told.unknown =
                    ASKED.iter().zip(&unknown).map(|(property, of)| (*property, count(of.value(row)))).collect();
            }
        }
        Ok(())
    }

    async fn add_victims(&self, coverage: &mut Coverage) -> Result<(), WarehouseError> {
        let victims = self.victims_sql()?;
        let sql = format!("SELECT country, count(DISTINCT entity) FROM ({victims}) GROUP BY country");
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (countries, people) = (texts(&batch, 0)?, numbers(&batch, 1)?);
            for row in 0..batch.num_rows() {
                let told = coverage.countries.entry(countries.value(row).to_owned()).or_default();
                told.victims = u64::try_from(people.value(row)).unwrap_or_default();
            }
        }
        let all = self.people(&self.standing_sql("victim", "claim_source", None)?).await?;
        coverage.victims_unplaced = all - self.people(&victims).await?;
        Ok(())
    }

    /// How many different people there are in an answer.
    async fn people(&self, sql: &str) -> Result<u64, WarehouseError> {
        let sql = format!("SELECT DISTINCT entity FROM ({sql})");
        Ok(self.context.sql(&sql).await?.count().await? as u64)
    }

    /// SQL for people by country: a row for each country in which somebody was recruited or exploited, as far as it is known.
    fn victims_sql(&self) -> Result<String, WarehouseError> {
        let columns = "claim_source, place_of_recruitment_country AS recruited, place_of_exploitation_country AS exploited, countries_of_exploitation";
        let victims = self.standing_sql("victim", columns, None)?;
        let of = |country: &str| format!("SELECT entity, claim_source, {country} AS country FROM ({victims})");
        Ok(format!(
            "SELECT entity, claim_source, country FROM ({} UNION ALL {} UNION ALL {}) WHERE country IS NOT NULL",
            of("CAST(recruited AS VARCHAR)"),
            of("CAST(exploited AS VARCHAR)"),
            of("unnest(countries_of_exploitation)")
        ))
    }
}

/// What a quarter is called that is numbered as four times the year and the quarter from 0.
fn label(number: i64) -> String {
    format!("{} Q{}", number.div_euclid(4), number.rem_euclid(4) + 1)
}
