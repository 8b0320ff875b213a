//! Rejects: a file of the rows that could not be imported, to be mended and imported again.
//!
//! It is a CSV with the columns of the original, and before them where each row stood, which cells are wrong, and why. A text
//! that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with an apostrophe, so
//! that [`mended`] can take it away again.

use std::io::{self, Write};

use crate::mapping::MARK;
use crate::rows::{Item, ReadError, Reject, Row, Rows, Unit};

/// What the first columns tell, after [`MARK`].
const TOLD: [&str; 4] = ["line", "column", "value", "reason"];

/// Between what is wrong with several cells of one row.
const BETWEEN: &str = " | ";

/// Writes rejects.
pub struct Writer<W: Write> {
    csv: csv::Writer<W>,
    /// The columns of the original that are written; those of an earlier file of rejects are not.
    columns: Vec<usize>,
    count: u64,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy)]
pub struct Wrong<'r> {
    /// The column; blank where it is about the whole row.
    pub column: &'r str,
    /// What stands there.
    pub value: &'r str,
    /// Why it is wrong.
    pub reason: &'r str,
}

impl<W: Write> Writer<W> {
    /// Begins with the names of the columns.
    pub fn new(output: W, columns: &[String]) -> io::Result<Self> {
        let mut csv = csv::Writer::from_writer(output);
        let own: Vec<usize> = (0..columns.len()).filter(|place| !columns[*place].starts_with(MARK)).collect();
        let told = TOLD.iter().map(|name| format!("{MARK}{name}"));
        csv.write_record(told.chain(own.iter().map(|place| columns[*place].clone())))?;
        Ok(Self { csv, columns: own, count: 0 })
    }

    /// Writes a row with all that is wrong with it.
    pub fn row(&mut self, line: u64, wrong: &[Wrong<'_>], row: &Row) -> io::Result<()> {
        let joined = |part: for<'w> fn(&Wrong<'w>) -> &'w str| {
            let parts: Vec<&str> = wrong.iter().map(part).collect();
            escaped(&parts.join(BETWEEN))
        };
        self.csv.write_field(line.to_string())?;
        self.csv.write_field(joined(|wrong| wrong.column))?;
        self.csv.write_field(joined(|wrong| wrong.value))?;
        self.csv.write_field(joined(|wrong| wrong.reason))?;
        for place in &self.columns {
            self.csv.write_field(escaped(row.cell(*place).unwrap_or_default()))?;
        }
        self.csv.write_record(None::<&[u8]>)?;
        self.count += 1;
        Ok(())
    }

    /// Writes a part of the file that is no row: what stands there is its value, and the cells are blank.
    pub fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        let reason = reject.reason.to_string();
        let wrong = Wrong { column: "", value: reject.text.expose(), reason: &reason };
        self.row(*reject.lines.start(), &[wrong], &Row::default())
    }

    /// How many were written.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Ends, with everything written.
    pub fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// A reject as somebody mends it.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// Where the row stood in the file that was imported first.
    pub line: String,
    /// The columns with what is wrong in each; blank where it is about the whole row.
    pub wrong: Vec<(String, String)>,
    /// The cells under the columns of the original.
    pub cells: Vec<String>,
}

/// The columns of the original and the first rejects, out of a file that a [`Writer`] wrote. None where it is no such file.
pub fn first(file: &[u8], most: usize) -> Option<(Vec<String>, Vec<Told>)> {
    let mut csv = csv::Reader::from_reader(file);
    let columns = own_columns(csv.headers().ok()?)?;
    let told = |record: csv::StringRecord| {
        let mut cells = record.iter().map(plain);
        let mut next = || cells.next().unwrap_or_default().to_owned();
        let (line, columns, _value, reasons) = (next(), next(), next(), next());
        let wrong = columns
            .split(BETWEEN)
            .zip(reasons.split(BETWEEN))
            .map(|(column, reason)| (column.to_owned(), reason.to_owned()));
        Told { line, wrong: wrong.collect(), cells: cells.map(str::to_owned).collect() }
    };
    Some((columns, csv.records().take(most).map_while(Result::ok).map(told).collect()))
}

/// The same file with other cells: `cell` says what is to stand in a row under a column of the original, both by number; none where what
/// is there stays. None where it is no file that a [`Writer`] wrote.
pub fn with<'c>(file: &[u8], cell: impl Fn(usize, usize) -> Option<&'c str>) -> Option<Vec<u8>> {
    let mut csv = csv::Reader::from_reader(file);
    let headers = csv.headers().ok()?.clone();
    own_columns(&headers)?;
    let mut written = csv::Writer::from_writer(Vec::new());
    written.write_record(&headers).ok()?;
    for (row, record) in csv.records().enumerate() {
        for (place, text) in record.ok()?.iter().enumerate() {
            match place.checked_sub(TOLD.len()).and_then(|column| cell(row, column)) {
                Some(other) => written.write_field(escaped(other)).ok()?,
                None => written.write_field(text).ok()?,
            }
        }
        written.write_record(None::<&[u8]>).ok()?;
    }
    written.into_inner().ok()
}

/// The columns after those that tell what is wrong.
fn own_columns(headers: &csv::StringRecord) -> Option<Vec<String>> {
    let is_one = headers.iter().zip(TOLD).all(|(name, told)| name.strip_prefix(MARK) == Some(told));
    (is_one && headers.len() >= TOLD.len()).then(|| headers.iter().skip(TOLD.len()).map(str::to_owned).collect())
}

/// A cell as it was before a [`Writer`] disarmed it.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

fn escaped(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// A column that every table of `overt export htcds` and `xlsform` has.
const EXPORTED: &str = "overt_Kind";

/// The rows as they are, or, if this program has written them as rejects or as an export, as they were before it disarmed them.
pub fn mended(rows: Box<dyn Rows + Send>) -> Box<dyn Rows + Send> {
    let is_told = |name: &String| name == EXPORTED || name.strip_prefix(MARK).is_some_and(|name| TOLD.contains(&name));
    if rows.columns().iter().any(is_told) { Box::new(Mended { rows, row: Row::default() }) } else { rows }
}

struct Mended {
    rows: Box<dyn Rows + Send>,
    row: Row,
}

impl Rows for Mended {
    fn columns(&self) -> &[String] {
        self.rows.columns()
    }

    fn may_find_columns(&self) -> bool {
        self.rows.may_find_columns()
    }

    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError> {
        let item = self.rows.next(&mut self.row)?;
        row.clear();
        for cell in self.row.cells() {
            row.push(plain(cell));
        }
        Ok(item)
    }

    fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }

    fn unit(&self) -> Unit {
        self.rows.unit()
    }

    fn about(&self) -> String {
        format!("{}, written by Overt", self.rows.about())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::table::Reader;

    /// Cells written as rejects and read again.
    fn again(columns: &[String], rows: &[Vec<String>]) -> Vec<Vec<String>> {
        let mut bytes = Vec::new();
        let mut writer = Writer::new(&mut bytes, columns).unwrap();
        for cells in rows {
            let mut row = Row::default();
            for cell in cells {
                row.push(cell);
            }
            let wrong = Wrong { column: &columns[0], value: &cells[0], reason: "invented" };
            writer.row(7, &[wrong, wrong], &row).unwrap();
        }
        writer.finish().unwrap();
        let mut reader = mended(Box::new(Reader::open(Cursor::new(bytes)).unwrap()));
        assert!(reader.columns()[..4].iter().all(|name| name.starts_with(MARK)));
        let (mut row, mut found) = (Row::default(), Vec::new());
        while let Some(item) = reader.next(&mut row).unwrap() {
            assert!(matches!(item, Item::Row(_)));
            found.push(row.cells().skip(4).map(str::to_owned).collect());
        }
        found
    }

    #[test]
    fn a_formula_is_disarmed_in_the_file_and_whole_when_it_is_read_again() {
        let mut bytes = Vec::new();
        let mut writer = Writer::new(&mut bytes, &["a".to_owned()]).unwrap();
        let mut row = Row::default();
        row.push("=HYPERLINK(\"http://invented.example\")");
        writer.row(2, &[Wrong { column: "a", value: "=1", reason: "no number" }], &row).unwrap();
        writer.finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("'=1") && text.contains("\"'=HYPERLINK"), "{text}");
        let cells = vec![vec!["=1".to_owned()], vec!["'quoted".to_owned()], vec!["-5".to_owned()]];
        assert_eq!(again(&["a".to_owned()], &cells), cells);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn what_is_rejected_comes_back_as_it_was(cells in prop::collection::vec(prop::collection::vec("[^\\r\\n\0\u{fffe}\u{ffff}\u{feff}]{0,12}", 3), 1..8)) {
            let columns = ["name", "fee", "paid"].map(str::to_owned);
            prop_assert_eq!(again(&columns, &cells), cells);
        }

        #[test]
        fn what_is_mended_in_a_file_of_rejects_stands_there_and_nothing_else_changes(
            cells in prop::collection::vec(prop::collection::vec("[^\\r\\n\0\u{fffe}\u{ffff}\u{feff}]{0,12}", 3), 1..8),
            other in "[^\\r\\n\0]{0,12}", row in 0_usize..8, column in 0_usize..3,
        ) {
            let columns = ["name", "fee", "paid"].map(str::to_owned);
            let (wrong, mut file) = (Wrong { column: "fee", value: "x", reason: "no number" }, Vec::new());
            let mut writer = Writer::new(&mut file, &columns).unwrap();
            for (line, cells) in (2..).zip(&cells) {
                let mut row = Row::default();
                for cell in cells {
                    row.push(cell);
                }
                writer.row(line, &[wrong, Wrong { column: "", value: "", reason: "too much" }], &row).unwrap();
            }
            writer.finish().unwrap();
            let mended = with(&file, |at, under| ((at, under) == (row, column)).then_some(&*other)).unwrap();
            let (names, told) = first(&mended, 99).unwrap();
            let mut expected = cells;
            if let Some(cell) = expected.get_mut(row) {
                cell[column] = other;
            }
            prop_assert_eq!(names, columns);
            prop_assert!(told.iter().all(|told| told.wrong[0] == ("fee".into(), "no number".into()) && told.wrong[1].1 == "too much"));
            prop_assert_eq!(told.into_iter().map(|told| told.cells).collect::<Vec<_>>(), expected);
        }
    }
}
