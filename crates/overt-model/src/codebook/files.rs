//! The text files of a codebook, wherever they came from.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../codebook");

/// The files of a codebook by their path inside the folder, such as `lists/stages.csv`.
pub type Files = BTreeMap<String, String>;

/// Whether a file of the folder belongs to the codebook (the README does not).
pub fn is_codebook_file(path: &str) -> bool {
    match Path::new(path).extension().and_then(|extension| extension.to_str()) {
        Some("toml") => true,
        Some("csv") => path.starts_with("lists/"),
        _ => false,
    }
}

/// The files that were compiled into this program.
pub fn embedded() -> impl Iterator<Item = (&'static str, &'static str)> {
    fn walk(dir: &'static Dir<'static>, found: &mut Vec<(&'static str, &'static str)>) {
        let text = |file: &'static include_dir::File<'static>| Some((file.path().to_str()?, file.contents_utf8()?));
        found.extend(dir.files().filter_map(text).filter(|(path, _)| is_codebook_file(path)));
        dir.dirs().for_each(|dir| walk(dir, found));
    }
    let mut found = Vec::new();
    walk(&EMBEDDED, &mut found);
    found.into_iter()
}
