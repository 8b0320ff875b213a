//! The nexus on a screen: the first dimension down, the second across, the largest cells below.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use overt_model::{Codebook, Lang};
use overt_warehouse::nexus::{Cube, Member, Request, label};

use super::words::{self, control, counts, linkage, number, percent};
use crate::output::table;

/// The width of a screen that does not tell its own.
const WIDTH: usize = 100;
const ROW_LABEL: usize = 34;
/// A blank, a number and its shade.
const CELL: usize = 8;
const CELLS_LISTED: usize = 15;
/// Shades for growing numbers; each step is about three times the one before.
const SHADES: [char; 4] = ['░', '▒', '▓', '█'];

pub(crate) fn text(codebook: &Codebook, request: &Request, cube: &Cube) -> String {
    let mut text = String::new();
    match request.by.len() {
        0 => {}
        1 => bars(&mut text, codebook, request, cube),
        _ => matrix(&mut text, codebook, request, cube),
    }
    if request.by.len() != 1 {
        largest(&mut text, codebook, request, cube);
    }
    let _ = writeln!(text, "\n{}", control(&cube.control));
    for (property, unknown) in words::not_known(cube) {
        let share = percent(unknown, cube.control.counted);
        let _ = writeln!(text, "not known {}: {} ({share})", words::question(property), number(unknown));
    }
    let _ = writeln!(text, "{}\nSnapshot {}.", linkage(cube), cube.snapshot);
    text
}

/// How the largest cell is opened.
pub(super) fn opening(cube: &Cube) -> String {
    let Some(cell) = cube.cells.iter().max_by_key(|cell| cell.n) else { return String::new() };
    let by = if cube.by == overt_warehouse::nexus::BY { String::new() } else { format!(" --by {}", cube.by.join(",")) };
    format!("\nOpen a cell:  overt nexus open {}{by}\n", cell.cell)
}

fn bars(text: &mut String, codebook: &Codebook, request: &Request, cube: &Cube) {
    let most = cube.cells.iter().map(|cell| cell.n).max().unwrap_or(1);
    for cell in &cube.cells {
        let name = named(codebook, request, 0, &cell.members[0]);
        let length = usize::try_from(cell.n * 40 / most).unwrap_or_default();
        let _ = writeln!(text, "{name:<ROW_LABEL$} {:>9} {}", number(cell.n), "█".repeat(length.max(1)));
    }
}

fn matrix(text: &mut String, codebook: &Codebook, request: &Request, cube: &Cube) {
    let (rows, columns) = (cube.sums([0]), cube.sums([1]));
    let sums = cube.sums([0, 1]);
    let most = sums.values().copied().max().unwrap_or(1);
    let fits = (width().saturating_sub(ROW_LABEL) / CELL).saturating_sub(2).max(1);
    let mut by_size: Vec<_> = columns.iter().collect();
    by_size.sort_by_key(|(member, count)| (Reverse(**count), **member));
    let shown: BTreeSet<&Member> = by_size.iter().take(fits).map(|([member], _)| *member).collect();
    let has_more = columns.len() > shown.len();
    let _ = write!(
        text,
        "{:<ROW_LABEL$}",
        format!("{} by {}", cube.labels[0], cube.labels[1].to_lowercase())
            .chars()
            .take(ROW_LABEL - 1)
            .collect::<String>()
    );
    for member in &shown {
        let code: String = short(member).chars().take(CELL - 1).collect();
        let _ = write!(text, "{code:>width$} ", width = CELL - 1);
    }
    let others = if has_more { format!("{:>width$} ", "others", width = CELL - 1) } else { String::new() };
    let _ = writeln!(text, "{others}{:>width$}", "all", width = CELL - 1);
    for ([row], total) in &rows {
        let _ = write!(text, "{:<ROW_LABEL$}", named(codebook, request, 0, row));
        for member in &shown {
            shaded(text, sums.get(&[*row, *member]).copied().unwrap_or_default(), most);
        }
        let others = sums.iter().filter(|([of, member], _)| of == row && !shown.contains(member));
        let rest = others.map(|(_, count)| count).sum();
        if has_more {
            shaded(text, rest, most);
        }
        let _ = writeln!(text, "{:>width$}", number(*total), width = CELL - 1);
    }
    legend(text, codebook, request, &shown);
}

/// A column has no room for the whole of a state.
fn short(member: &Member) -> &str {
    match member.code.as_str() {
        "asked-unknown" if member.is_state => "unknown",
        "not-asked" if member.is_state => "unasked",
        code => code,
    }
}

fn shaded(text: &mut String, count: u64, most: u64) {
    let width = CELL - 1;
    let _ = if count == 0 {
        write!(text, "{:>width$} ", "·")
    } else {
        write!(text, "{:>width$}{}", number(count), shade(count, most))
    };
}

/// The greatest numbers are darkest; each shade below stands for numbers up to a third of the one above.
fn shade(count: u64, most: u64) -> char {
    let steps = [27, 9, 3].iter().filter(|part| count * **part > most).count();
    SHADES[steps]
}

fn legend(text: &mut String, codebook: &Codebook, request: &Request, shown: &BTreeSet<&Member>) {
    let labels: BTreeMap<&str, String> =
        shown.iter().map(|member| (short(member), label(codebook, &request.by[1], member, Lang::En))).collect();
    text.push('\n');
    for (code, label) in labels.iter().filter(|(code, label)| *code != label) {
        let _ = writeln!(text, "  {code}  {label}");
    }
}

fn largest(text: &mut String, codebook: &Codebook, request: &Request, cube: &Cube) {
    let mut cells: Vec<_> = cube.cells.iter().collect();
    cells.sort_by_key(|cell| Reverse(cell.n));
    let rows: Vec<[String; 7]> = cells
        .iter()
        .take(CELLS_LISTED)
        .map(|cell| {
            let last = request.by.len().checked_sub(1);
            let said =
                last.map_or_else(String::new, |last| label(codebook, &request.by[last], &cell.members[last], Lang::En));
            [
                cell.cell.to_string(),
                number(cell.n),
                number(cell.records),
                number(cell.sources),
                number(cell.contributors),
                counts(&cell.standing),
                said,
            ]
        })
        .collect();
    let _ = writeln!(text, "\n{} cells; the largest:", number(cube.cells.len() as u64));
    text.push_str(&table(["Cell", "Acts", "Records", "Sources", "Contributors", "Standing", ""], &rows));
}

fn named(codebook: &Codebook, request: &Request, dimension: usize, member: &Member) -> String {
    let label = label(codebook, &request.by[dimension], member, Lang::En);
    let name = if member.is_state || label == member.code { label } else { format!("{}  {label}", member.code) };
    if name.chars().count() < ROW_LABEL { name } else { name.chars().take(ROW_LABEL - 2).chain(['…']).collect() }
}

#[cfg(unix)]
fn width() -> usize {
    rustix::termios::tcgetwinsize(std::io::stdout()).map_or(WIDTH, |size| usize::from(size.ws_col).max(60))
}

#[cfg(not(unix))]
const fn width() -> usize {
    WIDTH
}
