//! Where the programs of PostgreSQL are: on `PATH`, or in the folders where Debian keeps each version by itself.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

const DEBIAN: &str = "/usr/lib/postgresql";

/// What a server is made with. All three must stand in one folder, because the first two look for the third there.
const SERVER: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// The folders in which programs of PostgreSQL may be, the preferred one first.
pub(crate) struct Programs {
    folders: Vec<PathBuf>,
}

impl Programs {
    pub(crate) fn of_this_machine() -> Self {
        Self::among(&std::env::var_os("PATH").unwrap_or_default(), Path::new(DEBIAN))
    }

    /// `versions` has folders such as `15` with a folder `bin` in each. The newest is preferred.
    pub(super) fn among(path: &OsStr, versions: &Path) -> Self {
        let entries = fs::read_dir(versions).into_iter().flatten().flatten();
        let mut numbered: Vec<_> =
            entries.filter_map(|entry| Some((version(&entry.file_name())?, entry.path().join("bin")))).collect();
        numbered.sort();
        let newest_first = numbered.into_iter().rev().map(|(_, folder)| folder);
        Self { folders: std::env::split_paths(path).chain(newest_first).collect() }
    }

    /// The client that asks a server.
    pub(super) fn psql(&self) -> Option<PathBuf> {
        let folder = self.folder_with(&["psql"])?;
        Some(folder.join(file("psql")))
    }

    /// The folder of the programs that make and run a server.
    pub(super) fn server(&self) -> Option<&Path> {
        self.folder_with(&SERVER)
    }

    fn folder_with(&self, programs: &[&str]) -> Option<&Path> {
        let has_all = |folder: &&PathBuf| programs.iter().all(|program| folder.join(file(program)).is_file());
        self.folders.iter().find(has_all).map(PathBuf::as_path)
    }
}

/// `9.6` is older than `15`.
fn version(name: &OsStr) -> Option<Vec<u32>> {
    name.to_str()?.split('.').map(|part| part.parse().ok()).collect()
}

fn file(program: &str) -> String {
    format!("{program}{}", std::env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_of_debian_is_preferred_and_the_path_to_it() {
        let root = tempfile::tempdir().unwrap();
        let found = || Programs::among(root.path().join("bin").as_os_str(), &root.path().join("lib"));
        let install = |folder: &str, programs: &[&str]| {
            let folder = root.path().join(folder);
            fs::create_dir_all(&folder).unwrap();
            for program in programs {
                fs::write(folder.join(file(program)), "").unwrap();
            }
        };
        assert!(found().psql().is_none() && found().server().is_none());

        install("lib/9.6/bin", &SERVER);
        install("lib/15/bin", &SERVER);
        install("lib/17/bin", &["psql"]);
        install("lib/common/bin", &SERVER);
        assert_eq!(found().server(), Some(&*root.path().join("lib/15/bin")), "17 is a client only");
        assert_eq!(found().psql(), Some(root.path().join("lib/17/bin").join(file("psql"))));

        install("bin", &SERVER);
        assert_eq!(found().server(), Some(&*root.path().join("bin")));
    }
}
