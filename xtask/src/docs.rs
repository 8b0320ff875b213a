//! `cargo xtask docs`: the reference pages of the book that `overt codebook export` writes, kept in the repository so
//! that a change of the codebook shows its consequences in review. With `--check` nothing is changed and every page that
//! is not up to date is named. Afterwards mdBook builds the whole book, if it is installed.

mod summary;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process;

const BOOK: &str = "book/src";
const GENERATED: &str = "reference/codebook";
const SUMMARY: &str = "SUMMARY.md";
/// The functions of SQL.
const FUNCTIONS: &str = "reference/sql-functions.md";

/// The files of a folder, by their paths in it.
type Pages = BTreeMap<PathBuf, Vec<u8>>;

/// Renews the generated pages, or with `check` only compares them, then builds the book.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let program = process::programs(root)?.join(format!("overt{}", std::env::consts::EXE_SUFFIX));
    let fresh = export(&program)?;
    let folder = root.join(BOOK).join(GENERATED);
    let kept = read_folder(&folder)?;
    let contents = root.join(BOOK).join(SUMMARY);
    let old_contents =
        fs::read_to_string(&contents).with_context(|| format!("{} cannot be read", contents.display()))?;
    let new_contents = summary::renewed(&old_contents, &fresh, GENERATED)?;
    let differences = compare(&fresh, &kept);
    for (page, difference) in &differences {
        println!("{BOOK}/{GENERATED}/{}: {difference}", page.display());
    }
    let (functions, path) = (functions(&program)?, root.join(BOOK).join(FUNCTIONS));
    let functions_differ = fs::read(&path).ok().as_ref() != Some(&functions);
    if functions_differ {
        println!("{BOOK}/{FUNCTIONS}: stale");
    }
    if new_contents != old_contents {
        println!("{BOOK}/{SUMMARY}: the generated pages are not those it lists");
    }
    if check {
        ensure!(
            differences.is_empty() && !functions_differ && new_contents == old_contents,
            "generated pages are not up to date: run `cargo xtask docs` and commit the result"
        );
    } else {
        if !differences.is_empty() {
            write_folder(&folder, &fresh)?;
        }
        fs::write(&contents, new_contents)?;
        fs::write(&path, functions)?;
    }
    println!("{} generated pages are up to date.", fresh.len() + 1);
    build_book(root)
}

fn export(program: &Path) -> Result<Pages> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path().join("codebook");
    process::run(Command::new(program).args(["codebook", "export", "--format", "markdown", "--out"]).arg(&folder))?;
    let pages = read_folder(&folder)?;
    ensure!(!pages.is_empty(), "the export wrote no page");
    Ok(pages)
}

/// The page that the program itself writes about its functions.
fn functions(program: &Path) -> Result<Vec<u8>> {
    let arguments = ["sql", "--functions", "--format", "markdown"];
    let output = Command::new(program).args(arguments).output().context("cannot run the program")?;
    ensure!(output.status.success(), "the program did not list its functions");
    Ok(output.stdout)
}

fn compare<'a>(fresh: &'a Pages, kept: &'a Pages) -> BTreeMap<&'a Path, &'static str> {
    let all = fresh.keys().chain(kept.keys());
    let difference = |page: &'a PathBuf| match (fresh.get(page), kept.get(page)) {
        (Some(_), None) => Some((page.as_path(), "missing")),
        (None, Some(_)) => Some((page.as_path(), "extra, no longer generated")),
        (new, old) => (new != old).then_some((page.as_path(), "stale")),
    };
    all.filter_map(difference).collect()
}

/// A folder that does not exist has no files.
fn read_folder(folder: &Path) -> Result<Pages> {
    let mut pages = Pages::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        if next.is_file() {
            let bytes = fs::read(&next)?;
            pages.insert(next.strip_prefix(folder)?.to_path_buf(), bytes);
        } else if next.is_dir() {
            for entry in fs::read_dir(&next)? {
                open.push(entry?.path());
            }
        }
    }
    Ok(pages)
}

/// Afterwards the folder holds these files and no others.
fn write_folder(folder: &Path, pages: &Pages) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (page, bytes) in pages {
        let path = folder.join(page);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

fn build_book(root: &Path) -> Result<()> {
    if !process::succeeds("mdbook", &["--version"]) {
        println!("The book was not built: mdbook is not installed (`cargo install mdbook`).");
        return Ok(());
    }
    process::run(Command::new("mdbook").current_dir(root).args(["build", "book"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(pages: &[(&str, &str)]) -> Pages {
        pages.iter().map(|(page, text)| (page.into(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn every_kind_of_difference_is_named() {
        let fresh = pages(&[("lists/new.md", "a"), ("same.md", "b"), ("stale.md", "new")]);
        let kept = pages(&[("lists/old.md", "c"), ("same.md", "b"), ("stale.md", "old")]);
        let differences: Vec<_> = compare(&fresh, &kept).into_values().collect();
        assert_eq!(differences, ["missing", "extra, no longer generated", "stale"]);
        assert!(compare(&fresh, &fresh).is_empty());
    }

    #[test]
    fn a_written_folder_holds_the_pages_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("codebook");
        assert!(read_folder(&folder).unwrap().is_empty());
        for expected in [pages(&[("old.md", "a")]), pages(&[("lists/new.md", "b")])] {
            write_folder(&folder, &expected).unwrap();
            assert_eq!(read_folder(&folder).unwrap(), expected);
        }
    }
}
