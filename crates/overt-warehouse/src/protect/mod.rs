//! Records as columns of codes, for what is published and for how easily somebody is found.
//!
//! A column has a public set of values, which comes from the codebook and never from the records. Of several records that are held to be
//! about one, the one that has come furthest stands for all, so a row is a person or an act. What was taken back, and of which somebody
//! was cleared, is no row.

mod money;
pub mod parquet;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use datafusion::arrow::array::StringArray;
use futures_util::TryStreamExt as _;
use overt_model::codebook::{Kind, Property, Schema, snake_case};
use overt_model::{Class, Codebook, Rung, Standing, State, Text};
use overt_protect::{ColumnDomain, Domain, Rows, Table};

use crate::nexus::{NONE, SEVERAL_YEARS, condition, of_property, texts};
use crate::{Warehouse, WarehouseError};

/// Years before this one are one value.
const YEAR_FIRST: i16 = 1990;
/// A coarser date is a band of so many years.
const YEARS_TOGETHER: i16 = 5;
const EARLIER: &str = "earlier";
const LATER: &str = "later";

/// A column that can be released, or measured.
#[derive(Debug, Clone)]
pub struct PublicColumn {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Text,
    /// The property it is of.
    pub property: String,
    /// The class of the property.
    pub class: Class,
    /// What must happen to the property before it leaves.
    pub deidentify: String,
    /// Whether that has happened here.
    pub is_deidentified: bool,
    /// The currency of which it has amounts, if it has amounts. No column has those of several.
    pub currency: Option<String>,
    /// The rung of a place that it is.
    pub rung: Option<Rung>,
    /// All values it can have, with what people call them.
    pub values: Vec<(String, Text)>,
    /// The coarser value of each that has one, by code: the region of a country, the code above a code, five years.
    pub coarser: BTreeMap<String, String>,
    sql: String,
}

/// The columns of a kind of record. `year` is the last year that has a value of its own.
pub fn columns(codebook: &Codebook, schema: &Schema, year: i16) -> Vec<PublicColumn> {
    let open = schema.properties.iter().filter(|property| !property.class.is_sealed() && !property.many);
    let mut columns: Vec<PublicColumn> = Vec::new();
    for property in open {
        match property.kind {
            Kind::Money { .. } => columns.extend(money::columns(codebook, property)),
            _ => columns.extend(column(codebook, property, year)),
        }
    }
    let plain = |text: &str| Text { en: text.to_owned(), ..Text::default() };
    columns.push(PublicColumn {
        name: "standing".to_owned(),
        label: plain("Standing"),
        property: "standing".to_owned(),
        class: Class::Open,
        deidentify: "keep".to_owned(),
        is_deidentified: true,
        currency: None,
        rung: None,
        values: listed(codebook, "standing"),
        coarser: BTreeMap::new(),
        sql: "claim_standing".to_owned(),
    });
    columns
}

fn column(codebook: &Codebook, property: &Property, year: i16) -> Option<PublicColumn> {
    let dimension = of_property(property)?;
    let plain = |text: &str| Text { en: text.to_owned(), ..Text::default() };
    let states = || listed(codebook, State::LIST);
    let (mut values, mut sql, mut coarser) = (Vec::new(), dimension.sql.clone(), BTreeMap::new());
    match &property.kind {
        Kind::Date { .. } => {
            values.extend((YEAR_FIRST..=year).map(|year| (year.to_string(), plain(&year.to_string()))));
            values
                .extend([EARLIER, LATER, SEVERAL_YEARS].map(|code| (code.to_owned(), plain(&code.replace('-', " ")))));
            values.extend(states());
            // Bands are named by their first year.
            let first = |year: i16| (year - year % YEARS_TOGETHER).max(YEAR_FIRST);
            coarser.extend((YEAR_FIRST..=year).map(|year| (year.to_string(), first(year).to_string())));
            sql = format!(
                "CASE WHEN ({sql}) < '{YEAR_FIRST}' THEN '{EARLIER}' WHEN ({sql}) > '{year}' AND ({sql}) < 'a' THEN '{LATER}' \
                 ELSE {sql} END"
            );
        }
        Kind::Flag => values = states(),
        Kind::Place { .. } => {
            values = listed(codebook, "countries");
            coarser = regions(codebook);
            values.push((NONE.to_owned(), plain("In no country")));
            values.extend(states());
        }
        Kind::Code { list, .. } => {
            values = listed(codebook, list);
            values.extend(states());
            coarser = if list == "countries" { regions(codebook) } else { parents(codebook, list) };
        }
        _ => return None,
    }
    let is_place = matches!(property.kind, Kind::Place { .. });
    let deidentify = property.deidentify.to_string();
    let is_deidentified = match deidentify.as_str() {
        "keep" | "aggregate" => true,
        "year" => matches!(property.kind, Kind::Date { .. }),
        "country" => is_place,
        _ => false,
    };
    Some(PublicColumn {
        name: dimension.name,
        label: property.label.clone(),
        property: property.id.to_string(),
        class: property.class,
        deidentify,
        is_deidentified,
        currency: None,
        rung: is_place.then_some(Rung::Country),
        values,
        coarser,
        sql,
    })
}

/// The code above each code that has one.
fn parents(codebook: &Codebook, list: &str) -> BTreeMap<String, String> {
    let codes = codebook.list(list).into_iter().flat_map(overt_model::codebook::List::codes);
    codes.filter_map(|code| Some((code.code.to_string(), code.parent.as_ref()?.to_string()))).collect()
}

/// For each country the first of its region, which stands for the region.
fn regions(codebook: &Codebook) -> BTreeMap<String, String> {
    let Some(list) = codebook.list("countries") else { return BTreeMap::new() };
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut coarser = BTreeMap::new();
    for code in list.codes() {
        if let Some(region) = list.own(code, "region").filter(|region| !region.is_empty()) {
            let first = first.entry(region).or_insert(&code.code);
            coarser.insert(code.code.to_string(), (*first).to_owned());
        }
    }
    coarser
}

/// The codes of a list, also those that are not used any more.
fn listed(codebook: &Codebook, list: &str) -> Vec<(String, Text)> {
    let Some(list) = codebook.list(list) else { return Vec::new() };
    list.codes().iter().map(|code| (code.code.to_string(), code.label.clone())).collect()
}

impl PublicColumn {
    /// Its values as a column of a domain.
    ///
    /// # Panics
    /// Never: a list of the codebook has codes, and each once.
    pub fn domain(&self) -> ColumnDomain {
        let values = self.values.iter().map(|(code, _)| code.clone()).collect();
        ColumnDomain::new(self.name.clone(), values).expect("a list of the codebook has codes, and each once")
    }
}

impl PublicColumn {
    /// The coarser code of each code; nothing where none is coarser.
    pub fn generalised(&self) -> Option<Vec<u16>> {
        let domain = self.domain();
        let code = |(value, _): &(String, Text)| domain.code(self.coarser.get(value).unwrap_or(value));
        let codes: Option<Vec<u16>> = self.values.iter().map(code).collect();
        codes.filter(|codes| codes.iter().zip(0..).any(|(coarser, code): (&u16, u16)| *coarser != code))
    }
}

impl Warehouse {
    /// Whether the role may state a condition: it is published, so it must not name what is not.
    ///
    /// # Errors
    /// When it may not, or it is no condition.
    pub async fn may_state(&self, schema: &Schema, only: &str) -> Result<(), WarehouseError> {
        let sql = format!("SELECT 1 FROM {} WHERE {}", snake_case(&schema.id), condition(self, only)?);
        self.context.sql(&sql).await?;
        Ok(())
    }

    /// The contributors whose records are among those for which a condition holds, by identifier, with how many there are.
    ///
    /// # Errors
    /// When the condition is not one.
    pub async fn contributors_of(
        &self,
        schema: &Schema,
        only: Option<&str>,
    ) -> Result<BTreeMap<String, u64>, WarehouseError> {
        let sql = format!("SELECT claim_source, count(*) FROM ({}) GROUP BY 1", self.rows_sql(schema, &[], only)?);
        let mut contributors = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (names, counts) = (texts(&batch, 0)?, crate::nexus::numbers(&batch, 1)?);
            for row in 0..batch.num_rows() {
                let count = u64::try_from(counts.value(row)).unwrap_or_default();
                contributors.insert(names.value(row).to_owned(), count);
            }
        }
        Ok(contributors)
    }

    /// The records for which a condition holds, as a table over these columns. Its contributors are places in `contributors`.
    ///
    /// # Errors
    /// When the condition is not one, or a record has a value that the codebook does not know.
    ///
    /// # Panics
    /// Beyond four thousand million contributors.
    pub async fn protected(
        &self,
        schema: &Schema,
        columns: &[&PublicColumn],
        (only, contributors): (Option<&str>, &[String]),
    ) -> Result<Table, WarehouseError> {
        let domain = Domain::new(columns.iter().map(|column| column.domain()).collect())
            .map_err(|error| WarehouseError::Question(error.to_string()))?;
        let sql = self.rows_sql(schema, columns, only)?;
        let mut stream = self.context.sql(&sql).await?.execute_stream().await?;
        let (mut rows, mut of) = (Rows::new(domain), Vec::new());
        while let Some(batch) = stream.try_next().await? {
            let source = texts(&batch, 0)?;
            let cells =
                (1..=columns.len()).map(|place| texts(&batch, place)).collect::<Result<Vec<StringArray>, _>>()?;
            for row in 0..batch.num_rows() {
                rows.push(cells.iter().map(|column| column.value(row)))
                    .map_err(|error| WarehouseError::Question(error.to_string()))?;
                let place = contributors.iter().position(|known| known == source.value(row));
                let place =
                    place.ok_or_else(|| WarehouseError::Damaged("a record of an unknown contributor".to_owned()))?;
                of.push(u32::try_from(place).expect("there are few contributors"));
            }
        }
        rows.finish().with_contributors(of).map_err(|error| WarehouseError::Question(error.to_string()))
    }

    /// One row for each person or act, with its contributor before the columns, in an order that has nothing to do with what they hold.
    fn rows_sql(
        &self,
        schema: &Schema,
        columns: &[&PublicColumn],
        only: Option<&str>,
    ) -> Result<String, WarehouseError> {
        // The last of them has come furthest.
        let mut furthest = String::from("CASE claim_standing");
        for (rank, standing) in Standing::ALL.iter().filter(|standing| standing.stands()).enumerate() {
            let _ = write!(furthest, " WHEN '{}' THEN {rank}", standing.code());
        }
        furthest.push_str(" END");
        let mut named = String::new();
        for (place, column) in columns.iter().enumerate() {
            let _ = write!(named, ", {} AS p{place}", column.sql);
        }
        let picked: String = (0..columns.len()).fold(String::new(), |mut picked, place| {
            let _ = write!(picked, ", p{place}");
            picked
        });
        let columns = format!("claim_source, claim_standing{named}");
        let records = self.standing_sql(&snake_case(&schema.id), &columns, only)?;
        Ok(format!(
            "SELECT claim_source{picked} FROM (SELECT *, row_number() OVER (PARTITION BY entity ORDER BY {furthest} DESC, id) AS place \
             FROM ({records})) WHERE place = 1 ORDER BY id"
        ))
    }
}
