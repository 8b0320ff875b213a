//! Whether two indices are bound together.

use serde::Serialize;

use super::{Alternative, Graph, Path};

/// How two indices are bound together, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// One is an input of the other, or one measures corruption and the other has an input that does.
    Direct,
    /// The same, through further indices or inputs.
    Indirect,
    /// Both measure or count corruption, or come from the same source, and neither comes from the other.
    SharedSource,
    /// No path is known.
    None,
}

/// Whether two indices are bound together by what they are made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Circularity {
    /// The indices.
    pub pair: [String; 2],
    /// How they are bound together.
    pub grade: Grade,
    /// Whether both measure corruption.
    pub both_measure: bool,
    /// The paths that show it. Empty if there is none.
    pub paths: Vec<Path>,
    /// Paths that somebody claims and no documentation shows. They do not count.
    pub claimed: Vec<Path>,
    /// What can be compared instead; empty if nothing need be, or if both measure the same thing.
    pub alternatives: Vec<Alternative>,
    /// How it was found.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

impl Circularity {
    /// The verdict on a pair, from all paths of each.
    pub(super) fn of(graph: &Graph, pair: [&str; 2], all: &[Vec<Path>; 2]) -> Self {
        let measures = pair.map(|index| graph.measures_corruption(index));
        let both = measures == [true, true];
        // A path binds if it ends at the other index, or at a measure of corruption where the other index is one.
        let binds = |side: usize, path: &Path| {
            path.ends_at(pair[1 - side]) || (!both && measures[1 - side] && path.ends_in_corruption())
        };
        let counts = |side: usize, path: &Path| {
            path.ends_in_corruption() || all[1 - side].iter().any(|other| meets(path, other))
        };
        let of = |wanted: &dyn Fn(usize, &Path) -> bool| -> [Vec<Path>; 2] {
            std::array::from_fn(|side| {
                all[side].iter().filter(|path| !path.is_claimed() && wanted(side, path)).cloned().collect()
            })
        };
        let (bound, shared) = (of(&binds), of(&counts));
        let (grade, paths) = if bound.iter().flatten().any(|path| path.steps.len() == 1) {
            (Grade::Direct, bound)
        } else if bound.iter().any(|paths| !paths.is_empty()) {
            (Grade::Indirect, bound)
        } else if shared.iter().all(|paths| !paths.is_empty()) {
            (Grade::SharedSource, shared)
        } else {
            (Grade::None, [Vec::new(), Vec::new()])
        };
        let alternatives = (0..2)
            .filter(|side| !measures[*side] && !paths[*side].is_empty())
            .map(|side| graph.alternative(pair[side], &paths[side]));
        let claimed = (0..2).flat_map(|side| {
            let matters = move |path: &&Path| measures[1 - side] || path.ends_at(pair[1 - side]);
            all[side].iter().filter(|path| path.is_claimed()).filter(matters).cloned()
        });
        Self {
            pair: pair.map(str::to_owned),
            grade,
            both_measure: both,
            alternatives: alternatives.collect(),
            claimed: claimed.collect(),
            sentence: say(pair, grade, both, paths.iter().map(Vec::len).sum()),
            paths: paths.into_iter().flatten().collect(),
            method: "all paths from each index through the listed inputs, depth first; what is not listed is not known",
        }
    }
}

/// Whether two paths end at the same input.
fn meets(path: &Path, other: &Path) -> bool {
    !other.is_claimed() && path.end().is_some_and(|end| other.ends_at(&end.node))
}

fn say(pair: [&str; 2], grade: Grade, both: bool, paths: usize) -> String {
    let [one, other] = pair;
    let bound = match grade {
        Grade::Direct => "bound together directly",
        Grade::Indirect => "bound together through other inputs",
        Grade::SharedSource if both => {
            return format!(
                "{one} and {other} both measure corruption: they are not two witnesses, so use one of them."
            );
        }
        Grade::SharedSource => "both made from measures of corruption or from the same source",
        Grade::None => {
            return format!("No path between {one} and {other} is known; that does not show that there is none.");
        }
    };
    let paths = if paths == 1 { "one path".to_owned() } else { format!("{paths} paths") };
    format!("{one} and {other} are {bound} ({paths}), so part of their association may be there by construction.")
}
