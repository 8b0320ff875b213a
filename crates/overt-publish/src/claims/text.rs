//! Claims in lines of a screen.

use super::{Claims, JudgedClaim};
use crate::charts::{columns, plain, wrapped};

/// Widths of the four columns, with two spaces between them.
const WIDTHS: [usize; 4] = [42, 26, 26, 18];
const WIDTH: usize = 42 + 26 + 26 + 18 + 3 * 2;
/// No cell takes more lines.
const LINES_MAX: usize = 40;

/// All claims, in lines of at most 120 columns: what is claimed, what it comes to, and the verdict.
pub fn claims_text(claims: &Claims) -> String {
    let mut lines = Vec::new();
    for group in &claims.groups {
        lines.push(group.title.to_uppercase());
        lines.push(row(["Claim", "Claimed", "Recomputed", "Verdict"]));
        lines.push(row(WIDTHS.map(|width| "-".repeat(width)).each_ref().map(String::as_str)));
        for claim in &group.claims {
            told(claim, &mut lines);
            lines.push(String::new());
        }
    }
    lines.push(claims.sentence());
    lines.join("\n") + "\n"
}

fn told(claim: &JudgedClaim, lines: &mut Vec<String>) {
    let what = format!("{}: {}", claim.says, claim.what);
    let (mut claimed, mut found) = (Vec::new(), Vec::new());
    for check in &claim.checks {
        let mark = if check.agrees == Some(false) { "≠ " } else { "" };
        let pair = [
            cell(&format!("{}: {}", check.what, check.claimed), WIDTHS[1]),
            cell(&check.found.as_ref().map_or_else(|| "-".to_owned(), |found| format!("{mark}{found}")), WIDTHS[2]),
        ];
        let height = pair[0].len().max(pair[1].len());
        for (column, mut part) in [&mut claimed, &mut found].into_iter().zip(pair) {
            part.resize(height, String::new());
            column.extend(part);
        }
    }
    let cells = [cell(&what, WIDTHS[0]), claimed, found, cell(claim.verdict.words(), WIDTHS[3])];
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    for line in 0..height {
        lines.push(row(cells.each_ref().map(|cell| cell.get(line).map_or("", String::as_str))));
    }
    for words in [&claim.reason, &claim.basis()].into_iter().filter(|words| !words.is_empty()) {
        lines.extend(cell(words, WIDTH - 2).into_iter().map(|line| format!("  {line}")));
    }
}

fn cell(words: &str, width: usize) -> Vec<String> {
    wrapped(&plain(words), width, LINES_MAX)
}

fn row(cells: [&str; 4]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.into_iter().zip(WIDTHS) {
        line.push_str(cell);
        line.push_str(&" ".repeat(width.saturating_sub(columns(cell)) + 2));
    }
    line.trim_end().to_owned()
}
