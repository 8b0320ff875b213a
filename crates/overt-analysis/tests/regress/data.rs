//! What the tests compute with.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

use overt_analysis::regress::{Coefficient, Column, Design, Table};

/// Rows of the table that is made of whole numbers.
pub(crate) const ROWS: u32 = 60;

/// The same table as in the Python that the facts are from:
///
/// ```python
/// i=np.arange(60); a=((37*i+11)%101)/10; b=((53*i+7)%89)/20+a/4; c=(i%3==0)*1.0; e=((71*i+29)%97)/97-0.5
/// y=2+0.5*a-0.3*b+0.8*c+(1+a/5)*e; g=i//7; o=(y>2.5)*1+(y>4)*1+(y>5.5)*1
/// k=np.floor(a+2*c+(e+0.5)*12*np.where(i%5==0,3,1))
/// X=sm.add_constant(np.column_stack([a,b,c]))
/// ```
pub(crate) struct Made {
    pub(crate) a: Vec<f64>,
    pub(crate) b: Vec<f64>,
    pub(crate) c: Vec<f64>,
    pub(crate) outcome: Vec<f64>,
    pub(crate) ordered: Vec<f64>,
    pub(crate) counts: Vec<f64>,
}

impl Made {
    pub(crate) fn new() -> Self {
        let every = |value: &dyn Fn(u32) -> f64| (0..ROWS).map(value).collect::<Vec<_>>();
        let a = every(&|i| f64::from((37 * i + 11) % 101) / 10.0);
        let b = every(&|i| f64::from((53 * i + 7) % 89) / 20.0 + a[i as usize] / 4.0);
        let c = every(&|i| f64::from(u8::from(i % 3 == 0)));
        let noise = every(&|i| f64::from((71 * i + 29) % 97) / 97.0 - 0.5);
        let outcome = every(&|i| {
            let i = i as usize;
            2.0 + 0.5 * a[i] - 0.3 * b[i] + 0.8 * c[i] + (1.0 + a[i] / 5.0) * noise[i]
        });
        let above = |value: f64, cut: f64| f64::from(u8::from(value > cut));
        let ordered = outcome.iter().map(|&y| above(y, 2.5) + above(y, 4.0) + above(y, 5.5)).collect();
        let counts = every(&|i| {
            let times = if i % 5 == 0 { 3.0 } else { 1.0 };
            let i = i as usize;
            (a[i] + 2.0 * c[i] + (noise[i] + 0.5) * 12.0 * times).floor()
        });
        Self { a, b, c, outcome, ordered, counts }
    }

    /// The three columns beside an outcome, with the groups.
    pub(crate) fn table(&self, outcome: &[f64]) -> Table {
        let columns = vec![column("a", &self.a), column("b", &self.b), column("c", &self.c)];
        let groups = (0..ROWS).map(|i| format!("group {}", i / 7)).collect();
        Table::new(labels(self.a.len()), column("y", outcome), columns).unwrap().with_groups(groups).unwrap()
    }

    pub(crate) fn design(&self, outcome: &[f64]) -> Design {
        Design::new(&self.table(outcome)).unwrap()
    }
}

pub(crate) fn labels(rows: usize) -> Vec<String> {
    (0..rows).map(|row| format!("row {row}")).collect()
}

pub(crate) fn column(name: &str, values: &[f64]) -> Column {
    Column::new(name, values.iter().copied().map(Some).collect())
}

/// Whether two numbers agree to 1e-8 of the larger one.
#[track_caller]
pub(crate) fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-8 * expected.abs().max(1e-12), "{found} is not {expected}");
}

/// Whether a number rounds to what was printed.
#[track_caller]
pub(crate) fn printed(found: f64, expected: f64, digits: i32) {
    let half = 0.5000001 * 10_f64.powi(-digits);
    assert!((found - expected).abs() <= half, "{found} is not printed as {expected}");
}

#[track_caller]
pub(crate) fn estimates_and_errors(found: &[Coefficient], estimates: &[f64], errors: &[f64]) {
    assert_eq!(found.len(), estimates.len());
    for (coefficient, (&estimate, &error)) in found.iter().zip(estimates.iter().zip(errors)) {
        close(coefficient.estimate, estimate);
        close(coefficient.error, error);
    }
}

/// A row of a reference file, by the names of its columns.
pub(crate) struct Row(BTreeMap<String, String>);

impl Row {
    pub(crate) fn text(&self, column: &str) -> &str {
        &self.0[column]
    }

    /// The number in a column; none where the cell is blank.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        let cell = self.text(column).trim();
        if cell.is_empty() { None } else { Some(cell.parse().unwrap()) }
    }
}

/// The rows of a reference table for a year, and the names of its columns. Nothing, said aloud, where `../shared` is absent.
pub(crate) fn reference(file: &str, year: u32) -> Option<(Vec<Row>, Vec<String>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference").join(file);
    let Ok(file) = File::open(&path) else {
        eprintln!("SKIPPED: {} is absent, so this test compared nothing with it", path.display());
        return None;
    };
    let mut reader = csv::Reader::from_reader(file);
    let names = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.deserialize().map(|row| Row(row.unwrap()));
    let of_year = rows.filter(|row| row.number("year").unwrap().total_cmp(&f64::from(year)).is_eq());
    Some((of_year.collect(), names))
}
