//! Invented rows.

use overt_analysis::patterns::Draws;
use overt_analysis::patterns::concentration::{Question, Unit};

pub(crate) const DRAWS: Draws = Draws { count: 2_000, seed: 7 };

pub(crate) fn near(found: f64, expected: f64) {
    let scale = expected.abs().max(1e-300);
    assert!((found - expected).abs() <= 1e-8 * scale, "{found} and not {expected}");
}

pub(crate) fn posts(rows: &[(u64, Option<f64>)]) -> Vec<Unit> {
    let unit = |(place, (acts, exposure)): (usize, &(u64, Option<f64>))| Unit {
        label: format!("post {place:03}"),
        group: None,
        exposure: *exposure,
        acts: *acts,
    };
    rows.iter().enumerate().map(unit).collect()
}

pub(crate) fn leaks(draws: Draws) -> Question {
    Question { acts: "leaks".into(), units: "posts".into(), exposure: "days on duty".into(), draws }
}
