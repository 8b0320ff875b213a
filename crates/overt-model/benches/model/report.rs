//! The table, and the same as JSON.

use serde_json::{Value as Json, json};

/// One thing measured, next to a peer and to the bar it must clear.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) unit: Unit,
    /// The figure, or why there is none.
    pub(crate) ours: Result<f64, String>,
    pub(crate) peer: Option<Peer>,
    pub(crate) bar: Option<f64>,
}

/// Who else did the same work, and how fast; or why it was not measured.
pub(crate) struct Peer {
    pub(crate) name: String,
    pub(crate) figure: Result<f64, String>,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Unit {
    /// More is better.
    RecordsPerSecond,
    /// Less is better.
    Milliseconds,
}

impl Unit {
    fn write(self, figure: f64) -> String {
        match self {
            Self::RecordsPerSecond => format!("{} records/s", group(&format!("{figure:.0}"))),
            Self::Milliseconds => format!("{figure:.1} ms"),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::RecordsPerSecond => "records/s",
            Self::Milliseconds => "ms",
        }
    }
}

impl Row {
    /// None where there is no bar or no figure.
    pub(crate) fn passes(&self) -> Option<bool> {
        let (ours, bar) = (*self.ours.as_ref().ok()?, self.bar?);
        Some(match self.unit {
            Unit::RecordsPerSecond => ours >= bar,
            Unit::Milliseconds => ours < bar,
        })
    }

    /// How many times as fast as the peer.
    fn ratio(&self) -> Option<f64> {
        let (ours, peer) = (*self.ours.as_ref().ok()?, *self.peer.as_ref()?.figure.as_ref().ok()?);
        Some(match self.unit {
            Unit::RecordsPerSecond => ours / peer,
            Unit::Milliseconds => peer / ours,
        })
    }

    fn cells(&self) -> [String; 6] {
        let figure = |figure: &Result<f64, String>| {
            figure.as_ref().map_or_else(|_| "SKIPPED".into(), |figure| self.unit.write(*figure))
        };
        let sign = if self.unit == Unit::RecordsPerSecond { ">=" } else { "<" };
        [
            self.name.clone(),
            figure(&self.ours),
            self.peer.as_ref().map_or_else(String::new, |peer| format!("{}: {}", peer.name, figure(&peer.figure))),
            self.ratio().map_or_else(String::new, |ratio| format!("{ratio:.1} x")),
            self.bar.map_or_else(String::new, |bar| format!("{sign} {}", self.unit.write(bar))),
            self.passes().map_or("", |passes| if passes { "pass" } else { "FAIL" }).into(),
        ]
    }

    /// Every reason why a figure is missing.
    pub(crate) fn skipped(&self) -> impl Iterator<Item = String> {
        let ours = self.ours.as_ref().err().map(|reason| format!("{}: {reason}", self.name));
        let peer = self.peer.as_ref().and_then(|peer| Some(format!("{}: {}", peer.name, peer.figure.as_ref().err()?)));
        ours.into_iter().chain(peer)
    }

    pub(crate) fn json(&self) -> Json {
        let peer = self.peer.as_ref().map(|peer| json!({ "name": peer.name, "figure": peer.figure.as_ref().ok() }));
        json!({
            "name": self.name, "unit": self.unit.name(), "ours": self.ours.as_ref().ok(), "peer": peer,
            "ratio": self.ratio(), "bar": self.bar, "passes": self.passes(), "skipped": self.skipped().collect::<Vec<_>>(),
        })
    }
}

/// The rows under a header, each column as wide as its widest cell.
pub(crate) fn table(rows: &[Row]) -> String {
    let header = ["", "ours", "peer", "ratio", "bar", ""].map(String::from);
    let lines: Vec<_> = [header].into_iter().chain(rows.iter().map(Row::cells)).collect();
    let widths = [0, 1, 2, 3, 4, 5]
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default());
    let written = lines.iter().map(|line| {
        let cells: Vec<_> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    });
    written.collect()
}

/// `1234567` as `1 234 567`.
pub(crate) fn grouped(number: u32) -> String {
    group(&number.to_string())
}

fn group(digits: &str) -> String {
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}
