//! Tables in which small counts are hidden, or all are rounded.

use super::{Drawn, Risk, TableRisk};
use crate::Table;
use crate::release::manifest::Control;
use crate::release::plan::{Planned, Shown};
use crate::release::policy::TableMethod;
use crate::release::refusal::{Code, Refusal};
use crate::release::sheet::Sheet;
use crate::release::{Files, canonical};
use crate::suppress::{Cell, Counts, Guard, Population, Published, Remains, round, shares, suppress};

impl Planned {
    pub(super) fn tables(&self, method: &TableMethod, table: &Table) -> Result<Drawn, Refusal> {
        let mut guard = Guard::new();
        for earlier in self.shown.iter().filter(|earlier| earlier.schema == self.policy.schema) {
            guard.remember(earlier.table.clone());
        }
        let (mut sheets, mut kept, mut shown) = (Vec::new(), Files::new(), Vec::new());
        let threshold = method.round.unwrap_or(method.rules.threshold);
        let mut risk = Risk { tables: Vec::new(), threshold: Some(threshold), spent: Vec::new() };
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
        Ok(Drawn { sheets, risk, control: Control::of_tables(rows), kept, shown, evaluation: None })
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
