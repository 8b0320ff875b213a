//! The files of the repository, as git knows them: tracked ones and new ones that are not ignored.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A repository and the paths of its files: relative to the root, with `/`, sorted.
pub(super) struct Tree {
    root: PathBuf,
    files: Vec<String>,
}

impl Tree {
    pub(super) fn of_repository(root: &Path) -> Result<Self> {
        let listing = Command::new("git")
            .current_dir(root)
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .output()
            .context("could not start git")?;
        ensure!(listing.status.success(), "git cannot list the files of {}", root.display());
        let names = String::from_utf8(listing.stdout).context("a file name is not UTF-8")?;
        let names = names.split_terminator('\0').map(String::from);
        let mut files: Vec<_> = names.filter(|name| root.join(name).is_file()).collect();
        files.sort();
        files.dedup();
        Ok(Self { root: root.into(), files })
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The text of a file, with replacement characters where it is not UTF-8; empty if it cannot be read.
    pub(super) fn text(&self, file: &str) -> String {
        let bytes = fs::read(self.root.join(file)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Whether a file or folder of the repository has this path.
    pub(super) fn exists(&self, path: &str) -> bool {
        let is_inside =
            |file: &str| file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        path.is_empty() || self.files().any(is_inside)
    }

    /// Turns an absolute path into one of ours.
    pub(super) fn relative(&self, path: impl AsRef<Path>) -> String {
        let path = path.as_ref();
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.to_string_lossy().replace('\\', "/")
    }
}

/// The number of the first line that contains `needle`, or 1.
pub(super) fn line_of(text: &str, needle: &str) -> usize {
    text.lines().position(|line| line.contains(needle)).map_or(1, |before| before + 1)
}

#[cfg(test)]
impl Tree {
    /// A repository in a temporary folder with these files.
    pub(super) fn planted<T: AsRef<str>>(files: &[(T, T)]) -> (tempfile::TempDir, Self) {
        let folder = tempfile::tempdir().unwrap();
        // Where the temporary folder is a link (macOS), cargo reports the path behind it.
        let root = folder.path().canonicalize().unwrap();
        for (file, text) in files {
            let path = root.join(file.as_ref());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.as_ref()).unwrap();
        }
        let git = Command::new("git").current_dir(&root).args(["init", "--quiet"]).status();
        assert!(git.unwrap().success());
        let tree = Self::of_repository(&root).unwrap();
        (folder, tree)
    }

    /// What `cargo metadata --no-deps` says of a planted workspace.
    pub(super) fn metadata(&self) -> cargo_metadata::Metadata {
        let mut command = cargo_metadata::MetadataCommand::new();
        command.current_dir(&self.root).no_deps().exec().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_files_do_not_belong_to_the_repository() {
        let files = [(".gitignore", "/target\n"), ("target/x.rs", ""), ("src/é.rs", "one\ntwo")];
        let (_folder, tree) = Tree::planted(&files);
        assert_eq!(tree.files().collect::<Vec<_>>(), [".gitignore", "src/é.rs"]);
        assert_eq!(line_of(&tree.text("src/é.rs"), "two"), 2);
        assert!(tree.exists("src") && tree.exists("src/é.rs"));
        assert!(!tree.exists("target/x.rs") && !tree.exists("sr"));
    }
}
