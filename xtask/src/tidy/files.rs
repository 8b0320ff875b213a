//! Rules about single files and folders: length, completeness, unfinished marks.

use std::collections::BTreeSet;

use super::{Rule, Tree, Violation};

const LINES_MAX: usize = 600;

/// Files that every method and every indicator consists of.
const PARTS: [&str; 3] = ["mod.rs", "method.md", "tests.rs"];

const SOURCE_EXTENSIONS: &[&str] = &["rs", "toml", "ts", "js", "css", "html", "py", "sh", "sql"];

/// Words and macros of unfinished work, written so that this file contains none of them.
const MARKS: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
];

const LENGTH: Rule = Rule { why: "a file is read from top to bottom", remedy: "split it by its nouns" };
const COMPLETE: Rule = Rule { why: "a method is code, its description and its tests", remedy: "add the file" };
const FINISHED: Rule =
    Rule { why: "a mark in the code is forgotten", remedy: "finish the work, or open an issue and delete the mark" };

pub(super) fn lengths(tree: &Tree) -> Vec<Violation> {
    let folders = ["crates/", "xtask/", "bench/"];
    let is_ours = |file: &str| folders.iter().any(|folder| file.starts_with(folder));
    let too_long = |file| {
        let lines = tree.text(file).lines().count();
        let what = format!("{lines} lines are more than {LINES_MAX}");
        (lines > LINES_MAX).then(|| LENGTH.broken(file, LINES_MAX + 1, what))
    };
    let rust_files = tree.files().filter(|file| is_ours(file) && extension(file) == "rs");
    rust_files.filter_map(too_long).collect()
}

pub(super) fn folders(tree: &Tree) -> Vec<Violation> {
    let folders: BTreeSet<_> = tree.files().filter_map(method_folder).collect();
    let mut violations = Vec::new();
    for folder in folders {
        for part in PARTS.iter().filter(|part| !tree.exists(&format!("{folder}/{part}"))) {
            violations.push(COMPLETE.broken(&folder, 1, format!("there is no {part}")));
        }
    }
    violations
}

/// The part `crates/CRATE/src/methods/NAME` of a path, likewise for `indicators`.
fn method_folder(file: &str) -> Option<String> {
    let parts: Vec<_> = file.split('/').collect();
    match parts[..] {
        ["crates", _, "src", "methods" | "indicators", _, _, ..] => Some(parts[..5].join("/")),
        _ => None,
    }
}

pub(super) fn marks(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in tree.files().filter(|file| SOURCE_EXTENSIONS.contains(&extension(file))) {
        for (number, line) in (1..).zip(tree.text(file).lines()) {
            let marks = MARKS.iter().filter(|mark| contains_word(line, mark));
            violations.extend(marks.map(|mark| FINISHED.broken(file, number, format!("`{mark}`"))));
        }
    }
    violations
}

fn contains_word(line: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(start, _)| {
        let is_continued = line[start + word.len()..].starts_with(is_part) && !word.ends_with('!');
        !line[..start].ends_with(is_part) && !is_continued
    })
}

fn extension(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn long_files_are_found() {
        let (long, fits) = ("\n".repeat(601), "\n".repeat(600));
        let (_folder, tree) = Tree::planted(&[
            ("crates/a/src/lib.rs", &*long),
            ("crates/b/src/lib.rs", &fits),
            ("codebook/schemas/a.toml", &long),
        ]);
        let expected = ["crates/a/src/lib.rs:601: 601 lines are more than 600"];
        assert_eq!(found(&lengths(&tree)), expected);
    }

    #[test]
    fn incomplete_method_folders_are_found() {
        let (_folder, tree) = Tree::planted(&[
            ("crates/overt-link/src/methods/mod.rs", ""),
            ("crates/overt-link/src/methods/names/mod.rs", ""),
            ("crates/overt-link/src/methods/names/method.md", ""),
            ("crates/overt-link/src/methods/names/tests.rs", ""),
            ("crates/overt-signals/src/indicators/bribe/mod.rs", ""),
            ("crates/overt-signals/src/indicators/bribe/data/cases.csv", ""),
        ]);
        let place = "crates/overt-signals/src/indicators/bribe:1";
        let expected = ["method.md", "tests.rs"].map(|part| format!("{place}: there is no {part}"));
        assert_eq!(found(&folders(&tree)), expected);
    }

    #[test]
    fn unfinished_marks_are_found() {
        for mark in MARKS {
            let text = format!("fine\n// {mark}(later)\nlet {mark}S = X_{mark};");
            let (_folder, tree) = Tree::planted(&[("a.rs", &*text), ("a.md", &text)]);
            let found = found(&marks(&tree));
            assert_eq!(found[0], format!("a.rs:2: `{mark}`"));
            assert_eq!(found.len(), if mark.ends_with('!') { 2 } else { 1 });
        }
    }
}
