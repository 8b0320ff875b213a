//! `overt analyse circularity`: whether two indices are made from each other.

use std::fmt::Write as _;

use clap::Args;
use overt_analysis::circular::{Circularity, Grade, Path};

use super::library::Library;
use super::problem;
use crate::output::{Output, table};

/// So many paths of a pair are printed; the JSON has all.
const PATHS_SHOWN: usize = 8;

/// Arguments of `overt analyse circularity`.
#[derive(Args)]
pub(super) struct Choice {
    /// Two indices, by their names in the list; all pairs, where none is named.
    #[arg(num_args = 2, value_names = ["INDEX", "INDEX"])]
    pair: Vec<String>,
}

pub(super) fn run(library: &Library, choice: &Choice, json: bool) -> anyhow::Result<Output> {
    let graph = library.graph()?;
    if let [one, other] = &choice.pair[..] {
        let found = graph.between(one, other).map_err(|error| problem(&error))?;
        return Output::answer(json, &found, told(&found));
    }
    let all = graph.every_pair().map_err(|error| problem(&error))?;
    let rows: Vec<[String; 4]> = all.iter().map(row).collect();
    let text = table(["Index", "Index", "Bound together", "Paths"], &rows)
        + "\nOne pair with its paths:  overt analyse circularity INDEX INDEX\n";
    Output::answer(json, &all, text)
}

/// How two indices are bound together, in a word or two.
pub(super) const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Direct => "directly",
        Grade::Indirect => "through other inputs",
        Grade::SharedSource => "by the same source",
        Grade::None => "no path known",
    }
}

fn row(found: &Circularity) -> [String; 4] {
    let [one, other] = found.pair.clone();
    [one, other, grade(found.grade).to_owned(), found.paths.len().to_string()]
}

/// What was found, with its paths.
pub(super) fn told(found: &Circularity) -> String {
    let mut text = format!("{}\n", found.sentence);
    let mut list = |title: &str, paths: &[Path]| {
        if paths.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n{title}:");
        // The shortest say most.
        let mut shortest: Vec<&Path> = paths.iter().collect();
        shortest.sort_by_key(|path| path.steps.len());
        for path in shortest.iter().take(PATHS_SHOWN) {
            let source = path.end().map_or("", |step| step.source.as_str());
            let _ = writeln!(text, "  {path}\n    {source}");
        }
        if paths.len() > PATHS_SHOWN {
            let _ = writeln!(text, "  and {} more; --json has them all", paths.len() - PATHS_SHOWN);
        }
    };
    list("Paths", &found.paths);
    list("Claimed by somebody, and shown by no documentation", &found.claimed);
    for alternative in &found.alternatives {
        let _ = writeln!(text, "\n{}", alternative.sentence);
    }
    let _ = writeln!(text, "\nMethod: {}.", found.method);
    text
}
