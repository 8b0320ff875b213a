//! From a plan and the data to files.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::facts::ColumnFact;
use super::manifest::{Control, Manifest};
use super::plan::{Planned, Shown};
use super::policy::{CountsMethod, Method, TableMethod};
use super::refusal::{Code, Refusal};
use super::sheet::Sheet;
use super::{Files, canonical, describe, notes};
use crate::Table;
use crate::dp::{Bound, Cost, Private};
use crate::suppress::{Cell, Counts, Guard, Population, Published, Remains, round, shares, suppress};

/// A release that was made and that nobody has approved yet.
#[derive(Debug)]
pub struct Made {
    /// For the public, once it is approved. The last is the draft of the manifest.
    pub files: Files,
    /// For the house only: why tables are safe.
    pub kept: Files,
    /// The tables it shows, which later releases must be compared with: to be added to [`super::Earlier::shown`]. Confidential.
    pub shown: Vec<Shown>,
    sheets: Vec<Sheet>,
    manifest: Manifest,
}

/// What can be told safely about how much is hidden or noisy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Each table.
    pub tables: Vec<TableRisk>,
    /// Least count that is shown, if counts are hidden or rounded.
    pub threshold: Option<i64>,
}

/// What can be told safely about a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRisk {
    /// Its file.
    pub file: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Its cells, totals included.
    pub cells: usize,
    /// Cells that are not told.
    pub suppressed: usize,
    /// The smallest number that is shown and not zero; not for noise and shares.
    pub smallest_shown: Option<i64>,
    /// The standard deviation of the noise.
    pub sigma: Option<f64>,
    /// Cells whose count is more than noise.
    pub supported: Option<usize>,
}

/// What a method gives.
struct Drawn {
    sheets: Vec<Sheet>,
    risk: Risk,
    control: Control,
    kept: Files,
    shown: Vec<Shown>,
}

impl Planned {
    /// Reads the table, protects it and describes what comes out. For a release, `rng` must be the operating system's.
    ///
    /// # Errors
    /// The table is not over the planned columns, holds records of somebody whose agreement was not looked at, or a small group
    /// could be told. Nothing is half made then.
    ///
    /// # Panics
    /// The budget that was planned does not suffice: an error in this program.
    pub fn draw(self, table: Table, rng: &mut impl CryptoRng) -> Result<Made, Refusal> {
        let data = |sentence: &str, way_out: &str| Refusal::new(Code::Data, sentence, way_out);
        if *table.domain() != self.domain {
            return Err(data(
                "The table has other columns or values than the plan.",
                "Read the columns that the plan names.",
            ));
        }
        let known = |number: &u32| usize::try_from(*number).is_ok_and(|place| place < self.facts.contributors.len());
        if table.contributors().is_some_and(|numbers| !numbers.iter().all(known)) {
            return Err(data(
                "There are records of somebody whose agreement was not looked at.",
                "Name every contributor, or leave its records out.",
            ));
        }
        let drawn = match &self.policy.method {
            Method::Table(method) => self.tables(method, &table)?,
            Method::Counts(method) => self.counts(method, table, rng)?,
        };
        Ok(self.describe(drawn))
    }

    fn axes(&self, set: &[String]) -> Vec<&ColumnFact> {
        set.iter().filter_map(|name| self.columns.iter().find(|column| column.name == *name)).collect()
    }

    fn tables(&self, method: &TableMethod, table: &Table) -> Result<Drawn, Refusal> {
        let mut guard = Guard::new();
        for earlier in self.shown.iter().filter(|earlier| earlier.schema == self.policy.schema) {
            guard.remember(earlier.table.clone());
        }
        let (mut sheets, mut kept, mut shown) = (Vec::new(), Files::new(), Vec::new());
        let threshold = method.round.unwrap_or(method.rules.threshold);
        let mut risk = Risk { tables: Vec::new(), threshold: Some(threshold) };
        let mut rows = Some(i64::try_from(table.rows()).unwrap_or(i64::MAX));
        for (number, set) in (1..).zip(&method.sets) {
            let title = set.join(" × ");
            let names: Vec<&str> = set.iter().map(String::as_str).collect();
            let counts = Counts::of(table, &names, &Population::everyone()).map_err(|error| {
                Refusal::new(
                    Code::Data,
                    format!("{title}: {error}."),
                    "Correct the data that are given, or the policy.",
                )
            })?;
            let axes = self.axes(set);
            let (published, sheet, hidden) = if let Some(base) = method.round {
                let rounded = round(&counts, base)
                    .map_err(|error| Refusal::new(Code::Policy, format!("{error}."), "Change `round`."))?;
                let sheet = Sheet::of_published(number, &axes, &rounded.published);
                (rounded.published, sheet, 0)
            } else {
                let suppressed = suppress(&counts, &method.rules).map_err(|error| {
                    Refusal::new(
                        Code::Data,
                        format!("{title}: {error}."),
                        "Leave those rules out, or say who contributed what.",
                    )
                })?;
                if suppressed.remains() == Remains::Nothing {
                    return Err(Refusal::new(
                        Code::NothingLeft,
                        format!("{title}: there are so few people that every count is hidden."),
                        "Use fewer columns, or wait for more data.",
                    ));
                }
                let (sheet, hidden) = if let Some(along) = along(method, set) {
                    let shares = shares(&suppressed, along).expect("the axis is one of the table");
                    (Sheet::of_shares(number, &axes, &shares), shares.shares.iter().filter(|at| at.is_none()).count())
                } else {
                    let hidden = suppressed.published.cells.iter().filter(|cell| **cell == Cell::Suppressed).count();
                    (Sheet::of_published(number, &axes, &suppressed.published), hidden)
                };
                kept.push((format!("audit-{number:02}.json"), canonical(&suppressed.audit)));
                (suppressed.published, sheet, hidden)
            };
            guard.check(table, &published, &method.rules).map_err(|error| {
                Refusal::new(
                    Code::Differencing,
                    format!("{title}: {error}."),
                    "Change this table or leave it out. Tables of this release count as earlier ones from the second on.",
                )
            })?;
            let told = published.at(&vec![None; set.len()]);
            rows = rows.filter(|&rows| method.shares.is_none() && told == Some(Cell::Shown(rows)));
            risk.tables.push(risk_of(method, &sheet, set, &published, hidden));
            sheets.push(sheet);
            guard.remember(published.clone());
            shown.push(Shown { schema: self.policy.schema.clone(), table: published });
        }
        Ok(Drawn { sheets, risk, control: Control::of_tables(rows), kept, shown })
    }

    fn counts(&self, method: &CountsMethod, table: Table, rng: &mut impl CryptoRng) -> Result<Drawn, Refusal> {
        let data = |error: String| Refusal::new(Code::Data, format!("{error}."), "Say whose each row is.");
        let bound = Bound { unit: method.unit, rows_most: method.rows_most };
        let table = Private::new(table, bound, rng).map_err(|error| data(error.to_string()))?;
        let place = |name: &String| self.domain.place(name);
        let places = method.sets.iter().map(|set| set.columns.iter().filter_map(place).collect()).collect();
        let marginals = table.marginals(places).map_err(|error| data(error.to_string()))?;
        let spend = self.ledger.entries().last().and_then(|entry| entry.spend.as_ref()).expect("was planned");
        let mut budget = self.ledger_before.budget(spend.cap, spend.unit)?;
        let mut sheets = Vec::new();
        let mut risk = Risk { tables: Vec::new(), threshold: None };
        for (at, (mechanism, set)) in spend.mechanisms.iter().zip(&method.sets).enumerate() {
            let Cost::Counts { noise, .. } = mechanism.cost else { unreachable!("counts were planned") };
            let measured =
                budget.measure(&mechanism.what, &marginals, &[(at, noise)], rng).expect("the plan was admitted");
            let supported = measured[0].intervals().iter().filter(|interval| interval.supported()).count();
            let sheet = Sheet::of_measured(at + 1, &self.axes(&set.columns), &measured[0]);
            risk.tables.push(TableRisk {
                file: format!("{}.csv", sheet.name),
                columns: set.columns.clone(),
                cells: sheet.rows(),
                suppressed: 0,
                smallest_shown: None,
                sigma: Some(noise.sigma()),
                supported: Some(supported),
            });
            sheets.push(sheet);
        }
        assert_eq!(budget.entries_new(), spend.mechanisms, "what was spent is what was written down");
        Ok(Drawn { sheets, risk, control: Control::of_noise(), kept: Files::new(), shown: Vec::new() })
    }

    fn describe(self, drawn: Drawn) -> Made {
        let mut files = Files::new();
        for sheet in &drawn.sheets {
            files.push((format!("{}.csv", sheet.name), sheet.csv()));
            files.push((format!("{}.csv-metadata.json", sheet.name), describe::csvw(&self, sheet)));
        }
        files.push(("codebook.json".to_owned(), describe::codes(&self)));
        files.push(("dcat.jsonld".to_owned(), describe::dcat(&self, &drawn.sheets)));
        files.push(("ledger.json".to_owned(), self.ledger.write()));
        files.push(("notes.md".to_owned(), notes::notes(&self, &drawn.risk, &drawn.control).into_bytes()));
        files.push(("policy.toml".to_owned(), self.policy.canonical().into_bytes()));
        files.push(("risk.json".to_owned(), canonical(&drawn.risk)));
        let manifest = Manifest::draft(&self, drawn.control, &files);
        files.push(manifest.file());
        Made { files, kept: drawn.kept, shown: drawn.shown, sheets: drawn.sheets, manifest }
    }
}

/// The axis along which shares add up, if shares are shown.
fn along(method: &TableMethod, set: &[String]) -> Option<usize> {
    let column = method.shares.as_ref()?;
    set.iter().position(|name| name == column)
}

fn risk_of(method: &TableMethod, sheet: &Sheet, set: &[String], published: &Published, suppressed: usize) -> TableRisk {
    let number = |cell: &Cell| match cell {
        Cell::Shown(count) | Cell::Rounded(count) if *count > 0 => Some(*count),
        _ => None,
    };
    TableRisk {
        file: format!("{}.csv", sheet.name),
        columns: set.to_vec(),
        cells: published.cells.len(),
        suppressed,
        smallest_shown: published.cells.iter().filter_map(number).min().filter(|_| method.shares.is_none()),
        sigma: None,
        supported: None,
    }
}

impl Made {
    /// Adds each table as Parquet, written by `write`, and lists it in the manifest.
    #[must_use]
    pub fn with_parquet(mut self, mut write: impl FnMut(&Sheet) -> Vec<u8>) -> Self {
        self.files.pop();
        let parquet = self.sheets.iter().map(|sheet| (format!("{}.parquet", sheet.name), write(sheet)));
        self.files.extend(parquet);
        self.manifest = self.manifest.listing(&self.files);
        self.files.push(self.manifest.file());
        self
    }

    /// The draft of the manifest. What people approve is its [`Manifest::draft_hash`].
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }
}
