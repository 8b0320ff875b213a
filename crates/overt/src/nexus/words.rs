//! Numbers and sentences that screen and page share.

use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) use overt_publish::charts::number;
use overt_warehouse::nexus::{Control, Cube};

/// How acts are counted: before records were linked, and after.
pub(super) fn linkage(cube: &Cube) -> String {
    if !cube.is_linked {
        return "Records are not linked yet: an act of which two contributors told counts twice.".to_owned();
    }
    format!(
        "{} records tell of {} acts: records that are held to be about one act count once. An act of which it is told in different \
         ways counts in each cell it is told in.",
        number(cube.control.counted),
        number(cube.acts)
    )
}

/// `alleged 12, charged 3`.
pub(super) fn counts(counts: &BTreeMap<&'static str, u64>) -> String {
    let parts: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {}", number(*count))).collect();
    parts.join(", ")
}

/// `6,012 records of acts in the snapshot = 5,900 counted + 112 left out (standing: cleared)`.
pub(super) fn control(control: &Control) -> String {
    let mut text =
        format!("{} records of acts in the snapshot = {} counted", number(control.rows), number(control.counted));
    for (reason, count) in &control.excluded {
        let _ = write!(text, " + {} left out ({reason})", number(*count));
    }
    text
}

/// What of the acts that are counted is not known, the greatest share first.
pub(super) fn not_known(cube: &Cube) -> Vec<(&'static str, u64)> {
    let mut unknown: Vec<_> = cube.unknown().into_iter().filter(|(_, count)| *count > 0).collect();
    unknown.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    unknown
}

/// What a property is called where something about it is not known.
pub(super) fn question(property: &str) -> &str {
    match property {
        "happened_on" => "when it happened",
        "place" => "where it happened",
        "actor_role" => "from which position somebody acted",
        "advantage" => "for what advantage",
        other => other,
    }
}

/// A share in whole per cent, so that nobody takes it for exact.
pub(super) fn percent(part: u64, whole: u64) -> String {
    match (part * 100).checked_div(whole) {
        None => "–".to_owned(),
        Some(0) if part > 0 => "under 1 %".to_owned(),
        Some(share) => format!("{share} %"),
    }
}
