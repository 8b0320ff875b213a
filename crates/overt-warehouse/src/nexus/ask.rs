//! The question behind a cube, in SQL.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use datafusion::arrow::array::{AsArray as _, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use futures_util::TryStreamExt as _;
use overt_model::{Codebook, Standing};
use tokio::task::JoinSet;

use super::count::{Counted, Joined, Layout, STANDINGS, Tally, fits, identifier};
use super::{Cell, CellName, Control, Cube, Member, Request, acts};
use crate::snapshot::JOINED;
use crate::{Warehouse, WarehouseError};

/// The table of acts.
pub(super) const ACTS: &str = "corrupt_act";
/// As what its records are linked.
const LINKED_AS: &str = "CorruptAct";
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

    /// The columns that are counted, and where they stand.
    fn columns_sql(&self, joined: Option<Joined>) -> (String, Layout) {
        let mut columns: Vec<String> = Vec::new();
        let mut add = |sql: &str| {
            columns.push(format!("{sql} AS c{}", columns.len()));
            columns.len() - 1
        };
        let dimensions = self.request.by.iter().map(|dimension| match &dimension.coded {
            Some((codes, states)) => (add(codes), Some(add(states))),
            None => (add(&dimension.sql), None),
        });
        let dimensions = dimensions.collect();
        let (standing, contributor) = (add("claim_standing"), add("claim_source"));
        let teller = self.sees("claim_asserter").then(|| add("claim_asserter"));
        let unknown = self.unknown().map(|property| add(&format!("{property}_state"))).collect();
        let condition = self.condition.as_deref().map(|condition| add(&format!("({condition}) IS TRUE")));
        let joined = joined.map(|joined| (add("id"), joined));
        let mut counts = [false; STANDINGS];
        for (place, standing) in counts.iter_mut().zip(Standing::ALL) {
            *place = self.request.standings.contains(standing);
        }
        let layout = Layout { dimensions, standing, contributor, teller, unknown, condition, joined, counts };
        (format!("SELECT {} FROM {ACTS}", columns.join(", ")), layout)
    }

    /// Counts, every partition for itself.
    async fn counted(&self) -> Result<Counted, WarehouseError> {
        // Whether the role may ask this is decided before what it does not see helps to count.
        self.warehouse.context.sql(&self.columns_sql(None).0).await?;
        let (sql, layout) = self.columns_sql(self.joined().await?);
        let layout = Arc::new(layout);
        let streams = self.warehouse.counting.sql(&sql).await?.execute_stream_partitioned().await?;
        let mut counting = JoinSet::new();
        for mut stream in streams {
            let layout = Arc::clone(&layout);
            counting.spawn(async move {
                let mut counted = Counted::new(&layout);
                while let Some(batch) = stream.try_next().await? {
                    counted.add(&layout, &batch)?;
                }
                Ok::<_, WarehouseError>(counted)
            });
        }
        let mut all = Counted::new(&layout);
        while let Some(done) = counting.join_next().await {
            // Nobody stops them, so they only end early by a mistake of ours.
            let counted = done.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
            all = all.merge(counted?);
        }
        if fits(&all) {
            return Ok(all);
        }
        Err(WarehouseError::Question("so many dimensions with so many members are too much: choose fewer".to_owned()))
    }

    fn is_linked(&self) -> bool {
        self.warehouse.manifest.linked.iter().any(|kind| kind == LINKED_AS)
    }

    /// The records that are held to be about one act with others. Nothing if there are none.
    async fn joined(&self) -> Result<Option<Joined>, WarehouseError> {
        if !self.is_linked() {
            return Ok(None);
        }
        let sql =
            format!("SELECT record, entity FROM {JOINED} WHERE linked_as = '{LINKED_AS}' ORDER BY entity, record");
        let mut joined = Joined::default();
        let (mut number, mut last) = (0, None);
        for batch in self.warehouse.counting.sql(&sql).await?.collect().await? {
            let (records, entities) = (texts(&batch, 0)?, texts(&batch, 1)?);
            for row in 0..batch.num_rows() {
                let entity = identifier(entities.value(row));
                number += u32::from(last.is_some_and(|last| last != entity));
                last = Some(entity);
                joined.insert(identifier(records.value(row)), number);
            }
        }
        Ok((!joined.is_empty()).then_some(joined))
    }

    fn unknown(&self) -> impl Iterator<Item = &'static str> {
        UNKNOWN.into_iter().filter(|property| self.sees(&format!("{property}_state")))
    }

    /// The cells in the order of the codebook.
    fn cells(&self, codebook: &Codebook, counted: &Counted) -> Vec<Cell> {
        let unknown: Vec<&'static str> = self.unknown().collect();
        let known: Vec<Vec<Member>> = self
            .request
            .by
            .iter()
            .zip(&counted.members)
            .map(|(dimension, members)| {
                members.texts.iter().map(|code| Member::new(codebook, dimension, code)).collect()
            })
            .collect();
        let several = counted.several();
        let cell = |(place, tally): (usize, &Tally)| {
            let members: Vec<Member> =
                tally.members.iter().zip(&known).map(|(number, known)| known[*number as usize].clone()).collect();
            let standing = Standing::ALL.iter().zip(tally.standing);
            let records = tally.records();
            Cell {
                cell: CellName::of(&members),
                members,
                n: tally.alone() + several[place].len() as u64,
                several: several[place].clone(),
                records,
                sources: tally.sources(),
                contributors: tally.contributors(),
                standing: standing.filter(|(_, count)| *count > 0).map(|(one, count)| (one.code(), count)).collect(),
                unknown: unknown.iter().copied().zip(tally.unknown.iter().copied()).collect(),
            }
        };
        let mut cells: Vec<Cell> = counted.cells.iter().enumerate().map(cell).collect();
        cells.sort_by(|one, other| one.members.cmp(&other.members));
        cells
    }

    /// What went in is what the manifest says, and not what was counted on the way.
    fn control(&self, counted: &Counted) -> Control {
        let rows = self.warehouse.manifest.tables.get(ACTS).map_or(0, |table| table.rows);
        let mut excluded = BTreeMap::new();
        if counted.not_meant > 0 {
            excluded.insert("the condition does not hold".to_owned(), counted.not_meant);
        }
        for (standing, count) in Standing::ALL.iter().zip(counted.other_standing).filter(|(_, count)| *count > 0) {
            excluded.insert(format!("standing: {}", standing.code()), count);
        }
        Control { rows, counted: counted.cells.iter().map(Tally::records).sum(), excluded }
    }
}

impl Warehouse {
    /// Counts acts of corruption.
    ///
    /// # Errors
    /// When the condition is not one, a dimension is not seen by the role, or the cells do not add up.
    pub async fn nexus(&self, codebook: &Codebook, request: &Request) -> Result<Cube, WarehouseError> {
        let asking = Asking::new(self, request).await?;
        let counted = asking.counted().await?;
        let control = asking.control(&counted).checked()?;
        let cells = asking.cells(codebook, &counted);
        Ok(Cube {
            snapshot: self.manifest.snapshot.clone(),
            by: request.by.iter().map(|dimension| dimension.name.clone()).collect(),
            labels: request.by.iter().map(|dimension| dimension.label.clone()).collect(),
            standings: request.standings.clone(),
            condition: request.condition.clone(),
            is_linked: asking.is_linked(),
            acts: acts(&cells.iter().collect::<Vec<_>>()),
            cells,
            control,
        })
    }
}

/// A condition as the engine writes it: one expression and nothing behind it.
pub(crate) fn condition(warehouse: &Warehouse, text: &str) -> Result<String, WarehouseError> {
    let dialect = datafusion::common::config::Dialect::PostgreSQL;
    Ok(warehouse.context.state().sql_to_expr(text, &dialect)?.to_string())
}

pub(crate) fn texts(batch: &RecordBatch, column: usize) -> Result<StringArray, WarehouseError> {
    let texts = cast(batch.column(column), &DataType::Utf8)?;
    Ok(texts.as_string::<i32>().clone())
}

pub(crate) fn numbers(batch: &RecordBatch, column: usize) -> Result<Int64Array, WarehouseError> {
    let numbers = cast(batch.column(column), &DataType::Int64)?;
    Ok(numbers.as_primitive::<Int64Type>().clone())
}
