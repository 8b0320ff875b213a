//! A cell opened down to the claims in it.

use std::fmt::Write as _;

use datafusion::arrow::array::Array as _;
use overt_model::Codebook;
use serde::Serialize;

use super::ask::{ACTS, Asking, texts};
use super::{Cell, CellName, Request};
use crate::{Warehouse, WarehouseError};

/// A cell with what is in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Opened {
    /// Its numbers; none when it is empty.
    pub cell: Option<Cell>,
    /// The claims, as far as the role sees single records, in the order of their days.
    pub claims: Vec<OpenedClaim>,
    /// Whether the role sees single records.
    pub shows_claims: bool,
    /// The question in SQL, for whoever wants to go on.
    pub sql: String,
}

/// One record of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenedClaim {
    /// The record.
    pub id: String,
    /// The contributor it came through.
    pub source: String,
    /// Who said it to the contributor, as a record.
    pub asserter: Option<String>,
    /// How far it has come.
    pub standing: String,
    /// The proceeding that decided it.
    pub decision: Option<String>,
    /// How good it is.
    pub grade: String,
    /// Who may receive it.
    pub handling: String,
    /// When it happened, as far as known.
    pub happened_on: Option<String>,
    /// In which country.
    pub country: Option<String>,
}

/// The columns of a claim in a cell.
const COLUMNS: [&str; 9] = [
    "id",
    "claim_source",
    "claim_asserter",
    "claim_standing",
    "claim_decision",
    "claim_grade",
    "claim_handling",
    "happened_on",
    "place_country",
];

impl Warehouse {
    /// Opens a cell of a request: at most `length` claims, after leaving out `skipped`.
    ///
    /// # Errors
    /// When the name has more or fewer members than the request has dimensions, or the question cannot be answered.
    pub async fn open_cell(
        &self,
        codebook: &Codebook,
        request: &Request,
        (name, skipped, length): (&CellName, usize, usize),
    ) -> Result<Opened, WarehouseError> {
        let members: Vec<&str> = name.members().collect();
        if members.len() != request.by.len() {
            let by: Vec<&str> = request.by.iter().map(|dimension| dimension.name.as_str()).collect();
            return Err(WarehouseError::Question(format!("a cell by {} is named {}", by.join(", "), by.join("/"))));
        }
        let asking = Asking::new(self, request).await?;
        let mut place = asking.is_counted();
        for (dimension, member) in request.by.iter().zip(&members) {
            let _ = write!(place, " AND ({}) = '{}'", dimension.sql, member.replace('\'', "''"));
        }
        let inner = Request { condition: Some(place.clone()), ..request.clone() };
        let cell = self.nexus(codebook, &inner).await?.cells.pop();
        let shows_claims = self.role.sees_records();
        let columns = if shows_claims { COLUMNS.join(", ") } else { "count(*)".to_owned() };
        let order = if shows_claims { " ORDER BY happened_on_first, id" } else { "" };
        let sql = format!("SELECT {columns} FROM {ACTS} WHERE {place}{order}");
        let mut claims = Vec::new();
        if shows_claims {
            for batch in asking.batches(&format!("{sql} LIMIT {length} OFFSET {skipped}")).await? {
                let columns = (0..COLUMNS.len()).map(|place| texts(&batch, place)).collect::<Result<Vec<_>, _>>()?;
                for row in 0..batch.num_rows() {
                    let text =
                        |place: usize| columns[place].is_valid(row).then(|| columns[place].value(row).to_owned());
                    let known = |place: usize| text(place).unwrap_or_default();
                    claims.push(OpenedClaim {
                        id: known(0),
                        source: self.source_name(&known(1)),
                        asserter: text(2),
                        standing: known(3),
                        decision: text(4),
                        grade: known(5),
                        handling: known(6),
                        happened_on: text(7),
                        country: text(8),
                    });
                }
            }
        }
        Ok(Opened { cell, claims, shows_claims, sql })
    }

    /// The name of a contributor, or its identifier if the manifest does not have it.
    pub fn source_name(&self, id: &str) -> String {
        let source = self.manifest.sources.iter().find(|source| source.id.to_string() == id);
        source.map_or_else(|| id.to_owned(), |source| source.name.clone())
    }
}
