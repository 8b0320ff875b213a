//! The scripts of the public pages and of the desk: the packages of Node that build and test them, and what they make of them. `cargo build`
//! takes in what stands in `web/dist`, and makes plain pages where nothing does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};

use super::system;
use crate::process;

/// What Chromium is called.
pub(super) const CHROMIUMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// What the scripts are made of, beside `src`.
const PARTS: [&str; 3] = ["vite.config.ts", "tsconfig.json", "package-lock.json"];

/// Installs the packages and builds the scripts; quick when both was done.
pub(super) fn script(root: &Path, check: bool) -> Result<()> {
    let web = Web { folder: root.join("web") };
    if web.is_installed() && web.is_built() {
        println!("The scripts of the pages are built in {}", web.folder.join("dist").display());
        return Ok(());
    }
    let missing = system::report(&system::NODE);
    ensure!(!check, "the scripts of the pages are not built: run `cargo xtask setup`");
    system::provide(&missing)?;
    if !web.is_installed() {
        web.install()?;
    }
    process::run(web.npm().args(["run", "--silent", "build"]))
}

/// The browser in which pages are tested.
pub(super) fn browser(check: bool) -> Result<()> {
    let missing = system::report(&system::BROWSER);
    ensure!(!check || missing.is_empty(), "there is no Chromium: run `cargo xtask setup`");
    system::provide(&missing)
}

/// What is missing for a look at the pages in a browser, if anything is.
pub(crate) fn lacking(root: &Path) -> Option<&'static str> {
    let web = Web { folder: root.join("web") };
    if !system::has(&system::NODE) {
        Some("no Node.js")
    } else if !web.is_installed() || !web.is_built() {
        Some("the scripts of web/ are not built")
    } else if !system::has(&system::BROWSER) {
        Some("no Chromium")
    } else {
        None
    }
}

struct Web {
    folder: PathBuf,
}

impl Web {
    fn npm(&self) -> Command {
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(&self.folder);
        npm
    }

    fn built(&self) -> [PathBuf; 2] {
        ["islands.js", "desk.js"].map(|script| self.folder.join("dist").join(script))
    }

    /// A copy of the lock, written last: where it agrees, the installation was completed.
    fn stamp(&self) -> PathBuf {
        self.folder.join("node_modules/installed-lock.json")
    }

    fn is_installed(&self) -> bool {
        let lock = fs::read(self.folder.join("package-lock.json"));
        lock.is_ok_and(|lock| fs::read(self.stamp()).is_ok_and(|installed| installed == lock))
    }

    /// Whether nothing that it is made of is newer. It is not built anew each time, because the program would be too.
    fn is_built(&self) -> bool {
        let built = self.built().map(|script| changed(&script));
        let Some(Some(built)) = built.into_iter().min() else { return false };
        let within = |folder| fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten();
        let sources = ["src", "src/desk"].into_iter().flat_map(within).map(|entry| entry.path());
        let parts = PARTS.iter().map(|part| self.folder.join(part));
        sources.chain(parts).all(|file| changed(&file).is_none_or(|time| time <= built))
    }

    /// Exactly the packages of the lock, and no program of theirs is run.
    fn install(&self) -> Result<()> {
        println!("Installing the packages of web/package-lock.json");
        process::run(self.npm().args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))
            .context("could not install the packages of Node; is the package index reachable?")?;
        fs::copy(self.folder.join("package-lock.json"), self.stamp())?;
        Ok(())
    }
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|file| file.modified()).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_scripts_are_built_anew_when_a_source_is_newer() {
        let folder = tempfile::tempdir().unwrap();
        let web = Web { folder: folder.path().to_path_buf() };
        for part in ["src/desk", "dist", "node_modules"] {
            fs::create_dir_all(web.folder.join(part)).unwrap();
        }
        fs::write(web.folder.join("package-lock.json"), "{}").unwrap();
        fs::write(web.folder.join("src/desk/main.ts"), "").unwrap();
        assert!(!web.is_installed() && !web.is_built(), "nothing is there");

        fs::write(web.stamp(), "{}").unwrap();
        let [one, other] = web.built();
        fs::write(one, "").unwrap();
        assert!(!web.is_built(), "one of two is there");
        fs::write(other, "").unwrap();
        assert!(web.is_installed() && web.is_built());

        let later = SystemTime::now() + Duration::from_mins(1);
        fs::File::options().write(true).open(web.folder.join("src/desk/main.ts")).unwrap().set_modified(later).unwrap();
        fs::write(web.folder.join("package-lock.json"), "{ }").unwrap();
        assert!(!web.is_installed() && !web.is_built());
    }
}
