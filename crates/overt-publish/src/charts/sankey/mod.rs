//! From column to column: how many go from each thing of one column to each of the next, such as origin, transit and
//! destination, or stage, actor and act.

mod draw;
mod layout;
mod nodes;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::table::{Table, TableCell};
use super::text::{capitalised, listed, number, percent};
use super::{Category, Chart, Heading};

use nodes::Kind;

const LARGEST_NAMED: usize = 3;

/// Numbers that pass through several columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sankey {
    /// What it is about.
    pub heading: Heading,
    /// What the columns are, from left to right.
    pub columns: Vec<String>,
    /// The paths. Those through the same steps are added up. Each has a step for every column: otherwise whoever
    /// counted has made a mistake, and drawing panics.
    pub paths: Vec<SankeyPath>,
    /// Its words beside those.
    pub words: SankeyWords,
}

/// The words of the drawing and its table beside its heading, in the language of the page that shows it. The default is English. Its own finding
/// is in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SankeyWords {
    /// A step that nobody knows.
    pub unknown: String,
    /// Several small ones; their number follows.
    pub others: String,
    /// What the table has.
    pub every_way: String,
}

impl Default for SankeyWords {
    fn default() -> Self {
        let [unknown, others, every_way] = ["not known", "others", "every way"].map(str::to_owned);
        Self { unknown, others, every_way }
    }
}

/// One way through all columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SankeyPath {
    /// Its step in each column; none where it is not known.
    pub steps: Vec<Option<Category>>,
    /// How many went it.
    pub count: u64,
}

impl Sankey {
    /// Each way once, the largest first.
    fn ways(&self) -> Vec<(Vec<String>, u64)> {
        let mut ways: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        for path in &self.paths {
            assert_eq!(path.steps.len(), self.columns.len(), "a path has a step for every column");
            let steps =
                path.steps.iter().map(|step| step.as_ref().map_or_else(|| self.words.unknown.clone(), Category::name));
            let sum = ways.entry(steps.collect()).or_default();
            *sum = sum.saturating_add(path.count);
        }
        let mut ways: Vec<_> = ways.into_iter().collect();
        ways.sort_by_key(|(_, count)| Reverse(*count));
        ways
    }

    fn total(&self) -> u64 {
        self.paths.iter().fold(0, |sum, path| sum.saturating_add(path.count))
    }

    /// For each column how many are not known, and what is put together.
    fn about_columns(&self) -> Vec<String> {
        let nodes = self.nodes();
        let mut sentences = Vec::new();
        let mut unknown = Vec::new();
        for (column, name) in self.columns.iter().enumerate() {
            for node in nodes.iter().filter(|node| node.column == column) {
                match node.kind {
                    Kind::Unknown => {
                        unknown.push(format!("{name} {} ({})", number(node.count), percent(node.count, self.total())));
                    }
                    Kind::Others(several) => sentences.push(format!(
                        "{}: the {} smallest, with {} together, are drawn as one.",
                        capitalised(name),
                        number(several as u64),
                        number(node.count)
                    )),
                    Kind::Own => {}
                }
            }
        }
        if !unknown.is_empty() {
            sentences.insert(0, format!("Not known: {}.", listed(&unknown)));
        }
        sentences
    }
}

impl Chart for Sankey {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        if self.columns.len() < 2 || self.total() == 0 {
            return "There is nothing to draw: nothing goes from one column to another.".to_owned();
        }
        let ways = self.ways();
        let ways: Vec<_> = ways.iter().filter(|(_, count)| *count > 0).collect();
        let largest = ways.iter().take(LARGEST_NAMED);
        let largest: Vec<_> =
            largest.map(|(steps, count)| format!("{} ({})", steps.join(" → "), number(*count))).collect();
        let mut sentences = vec![
            format!("Ways of {} {}: {}.", number(self.total()), self.heading.unit, number(ways.len() as u64)),
            format!("Most: {}.", largest.join("; ")),
        ];
        sentences.extend(self.about_columns());
        sentences.join(" ")
    }

    fn to_svg(&self) -> String {
        self.drawn()
    }

    fn numbers(&self) -> Table<'_> {
        let mut header: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        header.push(&self.heading.unit);
        let rows = self.ways().into_iter().map(|(steps, count)| {
            let mut cells: Vec<TableCell<'_>> = steps.into_iter().map(TableCell::Head).collect();
            cells.push(TableCell::Number(count));
            cells
        });
        Table::new(&format!("{}: {}", self.heading.title, self.words.every_way), &header, rows)
    }
}
