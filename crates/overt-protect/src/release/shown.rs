//! The tables of a release, as whoever shows them needs them.

use overt_model::Text;

use super::describe::{CodesUsed, ColumnUsed};
use super::policy::{Method, Policy};
use super::{Ledger, Release, Risk, file};

/// A column of a table, with its values in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownColumn {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub label: Text,
    /// The codes and what people call them.
    pub values: Vec<(String, Text)>,
}

/// A count as a release tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownCount {
    /// The count.
    Exact(i64),
    /// The count, rounded.
    Rounded(i64),
    /// Hidden, because it is small or would give away a small one.
    Suppressed,
    /// There can be none.
    Impossible,
    /// A count with noise.
    Noisy {
        /// The count.
        count: i64,
        /// The smallest true count that is likely.
        least: i64,
        /// The largest.
        most: i64,
        /// Whether anybody is counted there; if not, it is only noise.
        supported: bool,
    },
    /// A share in thousandths, rounded to a multiple of a step.
    Share {
        /// The share.
        per_mille: i64,
        /// The step.
        step: i64,
    },
}

impl ShownCount {
    /// The count, where one is told; nothing where it is hidden, impossible, a share or only noise.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Exact(count) | Self::Rounded(count) | Self::Noisy { count, supported: true, .. } => {
                u64::try_from(count).ok()
            }
            Self::Suppressed | Self::Impossible | Self::Noisy { .. } | Self::Share { .. } => None,
        }
    }
}

/// A table of a release.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownTable {
    /// The name of its file.
    pub file: String,
    /// Its columns.
    pub columns: Vec<ShownColumn>,
    /// Whether it has totals.
    has_totals: bool,
    /// The standard deviation of the noise, if there is some.
    sigma: Option<f64>,
    counts: Vec<ShownCount>,
}

#[expect(clippy::cast_precision_loss, reason = "counts and cells are below 2^53")]
impl ShownTable {
    /// The count of those that have, of each column, the value at this place; of any value where there is none. Nothing where the table has no
    /// such total, or a place is not there.
    pub fn at(&self, places: &[Option<usize>]) -> Option<ShownCount> {
        let mut row = 0;
        for (column, place) in self.columns.iter().zip(places) {
            let size = column.values.len() + usize::from(self.has_totals);
            let place = match place {
                Some(place) if *place < column.values.len() => *place,
                None if self.has_totals => column.values.len(),
                _ => return None,
            };
            row = row * size + place;
        }
        self.counts.get(row).copied().filter(|_| places.len() == self.columns.len())
    }

    /// Whether a count tells that anybody is counted there at all. One cell in forty without anybody looks as if there were somebody if each is
    /// judged by its own interval. So here noise must be so small that in one table in twenty at most it lifts any empty cell as high: a
    /// Gaussian exceeds `t` with a probability of at most `exp(-t^2 / 2 sigma^2) / 2`, and that of all cells is added up.
    pub fn tells(&self, count: ShownCount) -> bool {
        let all = 10.0 * self.counts.len() as f64;
        match (count, self.sigma) {
            (ShownCount::Noisy { count, supported, .. }, Some(sigma)) => {
                supported && count as f64 >= sigma * (2.0 * all.ln()).sqrt()
            }
            _ => count == ShownCount::Suppressed || count.number().is_some_and(|number| number > 0),
        }
    }

    /// The place of the column of this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Release {
    /// What was decided on.
    ///
    /// # Panics
    /// Never: a release was verified.
    pub fn policy(&self) -> Policy {
        let text = std::str::from_utf8(self.verified("policy.toml")).expect("it was verified");
        Policy::read(text).expect("it was verified")
    }

    /// All releases of the house so far, and what they spent.
    ///
    /// # Panics
    /// Never: a release was verified.
    pub fn ledger(&self) -> Ledger {
        Ledger::read(self.verified("ledger.json")).expect("it was verified")
    }

    /// What is hidden, and how large the noise is.
    ///
    /// # Panics
    /// Never: a release was verified.
    pub fn risk(&self) -> Risk {
        serde_json::from_slice(self.verified("risk.json")).expect("it was verified")
    }

    /// Its tables of counts; none where it consists of records.
    ///
    /// # Panics
    /// Never: a release was verified.
    pub fn tables(&self) -> Vec<ShownTable> {
        let policy = self.policy();
        let codes: CodesUsed = serde_json::from_slice(self.verified("codebook.json")).expect("it was verified");
        let has_totals = matches!(policy.method, Method::Table(_));
        if !has_totals && !matches!(policy.method, Method::Counts(_)) {
            return Vec::new();
        }
        let column = |name: &String| {
            let used = codes.columns.iter().find(|column| column.name == *name).expect("it was verified");
            ShownColumn::from(used)
        };
        let risks = self.risk().tables;
        let tables = policy.sets().into_iter().zip(policy.sheets()).zip(risks).map(|((set, sheet), risk)| {
            let file = format!("{sheet}.csv");
            let columns: Vec<ShownColumn> = set.iter().map(column).collect();
            let mut rows = csv::Reader::from_reader(self.verified(&file));
            let names: Vec<String> = rows.headers().expect("it was verified").iter().map(str::to_owned).collect();
            let counts = rows.records().map(|row| count(&names, &row.expect("it was verified"))).collect();
            ShownTable { file, columns, has_totals, sigma: risk.sigma, counts }
        });
        tables.collect()
    }

    fn verified(&self, name: &str) -> &[u8] {
        file(self.files(), name).expect("it was verified")
    }
}

impl From<&ColumnUsed> for ShownColumn {
    fn from(used: &ColumnUsed) -> Self {
        let values = used.values.iter().map(|value| (value.code.clone(), value.label.clone()));
        Self { name: used.name.clone(), label: used.label.clone(), values: values.collect() }
    }
}

/// The count in a row. A cell that cannot be read was not told.
fn count(names: &[String], row: &csv::StringRecord) -> ShownCount {
    // What is counted stands last: a column of the data can have the same name.
    let cell = |name: &str| names.iter().rposition(|other| other == name).and_then(|place| row.get(place));
    let number = |name: &str| cell(name).and_then(|text| text.parse().ok());
    let share = number("per_mille").zip(number("per_mille_step"));
    match (cell("state"), number("count"), number("least"), number("most"), share) {
        (Some("shown"), Some(count), ..) => ShownCount::Exact(count),
        (Some("rounded"), Some(count), ..) => ShownCount::Rounded(count),
        (Some("impossible"), ..) => ShownCount::Impossible,
        (Some("shown"), .., Some((per_mille, step))) => ShownCount::Share { per_mille, step },
        (None, Some(count), Some(least), Some(most), ..) => {
            ShownCount::Noisy { count, least, most, supported: cell("supported") == Some("true") }
        }
        _ => ShownCount::Suppressed,
    }
}
