//! The table, and the same as JSON.

use serde_json::{Value as Json, json};

/// One thing measured, and the bar below which it must stay.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) unit: Unit,
    /// The figure, or why there is none.
    pub(crate) figure: Result<f64, String>,
    pub(crate) bar: Option<f64>,
}

#[derive(Clone, Copy)]
pub(crate) enum Unit {
    /// Things of this name in a second.
    PerSecond(&'static str),
    /// How many times as long.
    Times,
    Megabytes,
    Milliseconds,
}

impl Unit {
    fn write(self, figure: f64) -> String {
        match self {
            Self::PerSecond(things) => format!("{figure:.0} {things}/s"),
            Self::Times => format!("{figure:.2} x"),
            Self::Megabytes => format!("{figure:.0} MB"),
            Self::Milliseconds => format!("{figure:.2} ms"),
        }
    }
}

impl Row {
    /// None where there is no bar or no figure.
    pub(crate) fn passes(&self) -> Option<bool> {
        Some(*self.figure.as_ref().ok()? < self.bar?)
    }

    fn cells(&self) -> [String; 4] {
        [
            self.name.clone(),
            self.figure.as_ref().map_or_else(|_| "SKIPPED".into(), |figure| self.unit.write(*figure)),
            self.bar.map_or_else(String::new, |bar| format!("< {}", self.unit.write(bar))),
            self.passes().map_or("", |passes| if passes { "pass" } else { "FAIL" }).into(),
        ]
    }

    pub(crate) fn json(&self) -> Json {
        json!({
            "name": self.name, "figure": self.figure.as_ref().ok(), "written": self.cells()[1], "bar": self.bar,
            "passes": self.passes(), "skipped": self.figure.as_ref().err(),
        })
    }
}

/// The rows, each column as wide as its widest cell.
pub(crate) fn table(rows: &[Row]) -> String {
    let lines: Vec<_> = rows.iter().map(Row::cells).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let widths = [0, 1, 2, 3].map(width);
    let written = lines.iter().map(|[name, figure, bar, passes]| {
        let [name_width, figure_width, bar_width, _] = widths;
        let line = format!("{name:<name_width$}  {figure:>figure_width$}  {bar:<bar_width$}  {passes}");
        format!("{}\n", line.trim_end())
    });
    written.collect()
}
