//! The question behind a cube, in SQL.

use std::fmt::Write as _;

use datafusion::arrow::array::{AsArray as _, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use overt_model::{Codebook, Standing};

use super::{Cell, CellName, Control, Cube, Member, Request};
use crate::{Warehouse, WarehouseError};

/// The table of acts.
pub(super) const ACTS: &str = "corrupt_act";
/// What is counted for each cell as not known, by property.
const UNKNOWN: [&str; 4] = ["happened_on", "place", "actor_role", "advantage"];

/// A part of a question, with the columns of the table that the role sees.
pub(super) struct Asking<'a> {
    pub(super) warehouse: &'a Warehouse,
    pub(super) request: &'a Request,
    columns: Vec<String>,
    condition: Option<String>,
}

impl<'a> Asking<'a> {
    pub(super) async fn new(warehouse: &'a Warehouse, request: &'a Request) -> Result<Self, WarehouseError> {
        let table = warehouse.context.table_provider(ACTS).await?;
        let columns: Vec<String> = table.schema().fields().iter().map(|field| field.name().clone()).collect();
        for dimension in &request.by {
            if let Some(missing) = dimension.columns.iter().find(|column| !columns.contains(column)) {
                return Err(WarehouseError::Question(format!(
                    "“{}” needs the column {missing}, which the role {} does not see",
                    dimension.name,
                    warehouse.role.code()
                )));
            }
        }
        let condition = request.condition.as_deref().map(|text| condition(warehouse, text)).transpose()?;
        Ok(Self { warehouse, request, columns, condition })
    }

    pub(super) fn sees(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }

    /// The condition for a row to be in any cell.
    pub(super) fn is_counted(&self) -> String {
        let standings: Vec<String> =
            self.request.standings.iter().map(|standing| format!("'{}'", standing.code())).collect();
        let mut text = format!("claim_standing IN ({})", standings.join(", "));
        if let Some(condition) = &self.condition {
            let _ = write!(text, " AND ({condition})");
        }
        text
    }

    pub(super) async fn batches(&self, sql: &str) -> Result<Vec<RecordBatch>, WarehouseError> {
        Ok(self.warehouse.context.sql(sql).await?.collect().await?)
    }

    /// The cells: first by everything that must be told apart, then over it.
    fn cells_sql(&self) -> String {
        let by = &self.request.by;
        let members: String = by.iter().enumerate().fold(String::new(), |mut text, (place, dimension)| {
            let _ = write!(text, "{} AS m{place}, ", dimension.sql);
            text
        });
        let keys: String = (0..by.len()).fold(String::new(), |text, place| text + &format!("m{place}, "));
        let teller = if self.sees("claim_asserter") { "claim_asserter" } else { "NULL" };
        let unknown: Vec<&str> = self.unknown().collect();
        let flags: String = unknown.iter().enumerate().fold(String::new(), |mut text, (place, property)| {
            let _ = write!(text, ", CASE WHEN {property}_state = 'asked-yes' THEN 0 ELSE 1 END AS u{place}");
            text
        });
        let flag_sums: String =
            (0..unknown.len()).fold(String::new(), |text, place| text + &format!(", sum(u{place}) AS u{place}"));
        let standings: String = Standing::ALL.iter().enumerate().fold(String::new(), |mut text, (place, standing)| {
            let _ =
                write!(text, ", sum(CASE WHEN standing = '{}' THEN records ELSE 0 END) AS s{place}", standing.code());
            text
        });
        format!(
            "WITH acts AS (SELECT {members}claim_standing AS standing, claim_source AS contributor, {teller} AS teller{flags} \
             FROM {ACTS} WHERE {condition}), \
             told AS (SELECT {keys}standing, contributor, teller, count(*) AS records{flag_sums} FROM acts \
             GROUP BY {keys}standing, contributor, teller) \
             SELECT {keys}CAST(sum(records) AS BIGINT) AS records, count(DISTINCT coalesce(teller, contributor)) AS sources, \
             count(DISTINCT contributor) AS contributors{standings}{flag_sums} FROM told {group}",
            condition = self.is_counted(),
            group = if by.is_empty() { String::new() } else { format!("GROUP BY {}", keys.trim_end_matches(", ")) },
        )
    }

    fn unknown(&self) -> impl Iterator<Item = &'static str> {
        UNKNOWN.into_iter().filter(|property| self.sees(&format!("{property}_state")))
    }

    async fn cells(&self, codebook: &Codebook) -> Result<Vec<Cell>, WarehouseError> {
        let by = &self.request.by;
        let unknown: Vec<&'static str> = self.unknown().collect();
        let mut cells = Vec::new();
        for batch in self.batches(&self.cells_sql()).await? {
            let texts = (0..by.len()).map(|place| texts(&batch, place)).collect::<Result<Vec<_>, _>>()?;
            let numbers = (by.len()..batch.num_columns()).map(|place| numbers(&batch, place));
            let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
            for row in 0..batch.num_rows() {
                let number = |place: usize| u64::try_from(numbers[place].value(row)).unwrap_or_default();
                let members: Vec<Member> = by
                    .iter()
                    .zip(&texts)
                    .map(|(dimension, column)| Member::new(codebook, dimension, column.value(row)))
                    .collect();
                let records = number(0);
                let standing = Standing::ALL.iter().enumerate();
                let standing = standing.map(|(place, standing)| (standing.code(), number(3 + place)));
                let at = 3 + Standing::ALL.len();
                cells.push(Cell {
                    cell: CellName::of(&members),
                    members,
                    n: records,
                    records,
                    sources: number(1),
                    contributors: number(2),
                    standing: standing.filter(|(_, count)| *count > 0).collect(),
                    unknown: unknown.iter().enumerate().map(|(place, name)| (*name, number(at + place))).collect(),
                });
            }
        }
        cells.retain(|cell| cell.records > 0);
        cells.sort_by(|one, other| one.members.cmp(&other.members));
        Ok(cells)
    }

    /// All that went in, by what came of it. The condition is looked at first, then the standing.
    async fn control(&self) -> Result<Control, WarehouseError> {
        let condition = self.condition.as_deref().map_or_else(|| "true".to_owned(), |text| format!("({text}) IS TRUE"));
        let sql = format!(
            "SELECT CAST(claim_standing AS VARCHAR) AS standing, CAST({condition} AS VARCHAR) AS is_meant, count(*) AS rows \
             FROM {ACTS} GROUP BY 1, 2"
        );
        let mut control = Control::default();
        for batch in self.batches(&sql).await? {
            let (standing, meant, rows) = (texts(&batch, 0)?, texts(&batch, 1)?, numbers(&batch, 2)?);
            for row in 0..batch.num_rows() {
                let count = u64::try_from(rows.value(row)).unwrap_or_default();
                control.rows += count;
                let is_meant = meant.value(row) == "true";
                let counts = self.request.standings.iter().any(|known| known.code() == standing.value(row));
                let reason = match (is_meant, counts) {
                    (true, true) => continue,
                    (false, _) => "the condition does not hold".to_owned(),
                    (true, false) => format!("standing: {}", standing.value(row)),
                };
                *control.excluded.entry(reason).or_default() += count;
            }
        }
        Ok(control)
    }
}

impl Warehouse {
    /// Counts acts of corruption.
    ///
    /// # Errors
    /// When the condition is not one, a dimension is not seen by the role, or the cells do not add up.
    pub async fn nexus(&self, codebook: &Codebook, request: &Request) -> Result<Cube, WarehouseError> {
        let asking = Asking::new(self, request).await?;
        let cells = asking.cells(codebook).await?;
        let control = asking.control().await?;
        let control = Control { counted: cells.iter().map(|cell| cell.records).sum(), ..control }.checked()?;
        Ok(Cube {
            snapshot: self.manifest.snapshot.clone(),
            by: request.by.iter().map(|dimension| dimension.name.clone()).collect(),
            labels: request.by.iter().map(|dimension| dimension.label.clone()).collect(),
            standings: request.standings.clone(),
            condition: request.condition.clone(),
            is_linked: false,
            cells,
            control,
        })
    }
}

/// A condition as the engine writes it: one expression and nothing behind it.
fn condition(warehouse: &Warehouse, text: &str) -> Result<String, WarehouseError> {
    let dialect = datafusion::common::config::Dialect::PostgreSQL;
    Ok(warehouse.context.state().sql_to_expr(text, &dialect)?.to_string())
}

pub(super) fn texts(batch: &RecordBatch, column: usize) -> Result<StringArray, WarehouseError> {
    let texts = cast(batch.column(column), &DataType::Utf8)?;
    Ok(texts.as_string::<i32>().clone())
}

pub(super) fn numbers(batch: &RecordBatch, column: usize) -> Result<Int64Array, WarehouseError> {
    let numbers = cast(batch.column(column), &DataType::Int64)?;
    Ok(numbers.as_primitive::<Int64Type>().clone())
}
