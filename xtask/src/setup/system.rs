//! What the tools need from the system. Of the Python environment, followthemoney needs pyicu, which is published as
//! source only: installing it takes a C++ compiler, the headers of Python and of ICU, and pkg-config to find the latter.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::postgres;
use crate::process::{is_root, run, succeeds};

pub(crate) const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// One thing the system must have: how to try it, and the packages of Debian, Fedora and Homebrew that bring it.
pub(crate) struct Need {
    name: &'static str,
    packages: [&'static str; 3],
    is_met: fn() -> bool,
}

type Missing = Vec<&'static Need>;

/// What the Python environment is made of.
#[rustfmt::skip]
pub(crate) static PEERS: [Need; 6] = [
    Need { name: "Python 3.11 or newer", packages: ["python3", "python3", "python"],
        is_met: || python("import sys; sys.exit(sys.version_info < (3, 11))") },
    Need { name: "Python modules venv and ensurepip", packages: ["python3-venv", "python3", "python"],
        is_met: || python("import venv, ensurepip") },
    Need { name: "headers of Python", packages: ["python3-dev", "python3-devel", "python"],
        is_met: || python("import sysconfig; open(sysconfig.get_path('include') + '/Python.h')") },
    Need { name: "C++ compiler", packages: ["g++", "gcc-c++", "gcc"],
        is_met: || succeeds("g++", &["--version"]) || succeeds("c++", &["--version"]) },
    Need { name: "pkg-config", packages: ["pkg-config", "pkgconf-pkg-config", "pkgconf"],
        is_met: || succeeds("pkg-config", &["--version"]) },
    Need { name: "headers of ICU", packages: ["libicu-dev", "libicu-devel", "icu4c"],
        is_met: || succeeds("pkg-config", &["--exists", "icu-i18n"]) },
];

/// What the tests of the evidence store run on, beside SQLite.
#[rustfmt::skip]
pub(crate) static DATABASE: [Need; 1] = [
    Need { name: "PostgreSQL for tests", packages: ["postgresql", "postgresql-server", "postgresql@17"],
        is_met: postgres::is_within_reach },
];

/// What the script of the public pages is built with. 18 is the Node of Debian 12.
#[rustfmt::skip]
pub(crate) static NODE: [Need; 2] = [
    Need { name: "Node.js 18 or newer", packages: ["nodejs", "nodejs", "node"],
        is_met: || succeeds("node", &["-e", "process.exit(Number(parseInt(process.versions.node) < 18))"]) },
    Need { name: "npm", packages: ["npm", "nodejs-npm", "node"],
        is_met: || succeeds("npm", &["--version"]) },
];

/// What the public pages are looked at with.
#[rustfmt::skip]
pub(crate) static BROWSER: [Need; 1] = [
    Need { name: "Chromium", packages: ["chromium", "chromium", "--cask chromium"],
        is_met: || super::web::CHROMIUMS.iter().any(|program| succeeds(program, &["--version"])) },
];

/// Whether all of these are there, in silence.
pub(crate) fn has(needs: &[Need]) -> bool {
    needs.iter().all(|need| (need.is_met)())
}

fn python(program: &str) -> bool {
    succeeds(PYTHON, &["-c", program])
}

/// Tries every need, prints a line for each, and returns those that are not met.
pub(crate) fn report(needs: &'static [Need]) -> Missing {
    let mut missing = Missing::new();
    for need in needs {
        let is_met = (need.is_met)();
        println!("{} {}", if is_met { "found  " } else { "MISSING" }, need.name);
        if !is_met {
            missing.push(need);
        }
    }
    if !missing.is_empty() {
        println!("To provide what is missing:\n  {}", advice(Platform::detect(), &missing));
    }
    missing
}

/// Installs what is missing where that can be done without asking: as root on Debian and its relatives.
pub(crate) fn provide(missing: &Missing) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    ensure!(
        is_root() && Platform::detect() == Platform::Debian,
        "system packages are missing ({}), and only root on Debian can have them installed from here",
        names(missing)
    );
    let debian = packages(missing, 0);
    println!("Installing with apt-get: {}", debian.join(" "));
    run(apt_get().arg("update"))?;
    let install = ["install", "--yes", "--no-install-recommends"];
    run(apt_get().args(install).args(debian))?;
    let left: Missing = missing.iter().copied().filter(|need| !(need.is_met)()).collect();
    ensure!(
        left.is_empty(),
        "the packages are installed, but what they bring is not found ({}): put the folders of the system first on PATH",
        names(&left)
    );
    Ok(())
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").env("DEBIAN_FRONTEND", "noninteractive");
    // Hundreds of lines about single packages; what goes wrong is on standard error.
    command.stdout(Stdio::null());
    command
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Platform {
    Debian,
    Fedora,
    MacOs,
    Windows,
    Other,
}

impl Platform {
    fn detect() -> Self {
        match std::env::consts::OS {
            "macos" => Self::MacOs,
            "windows" => Self::Windows,
            _ => Self::of_os_release(&fs::read_to_string("/etc/os-release").unwrap_or_default()),
        }
    }

    /// Reads `ID` and `ID_LIKE`.
    fn of_os_release(text: &str) -> Self {
        let value = |line: &'static str| text.lines().find_map(move |it| it.strip_prefix(line));
        let names = [value("ID="), value("ID_LIKE=")].map(Option::unwrap_or_default).join(" ");
        let is_like = |name| names.replace('"', " ").split_whitespace().any(|word| word == name);
        match (is_like("debian"), is_like("fedora")) {
            (true, _) => Self::Debian,
            (_, true) => Self::Fedora,
            _ => Self::Other,
        }
    }
}

/// What a person on this platform should run.
fn advice(platform: Platform, missing: &Missing) -> String {
    let packages = |system| packages(missing, system).join(" ");
    match platform {
        Platform::Debian => format!("sudo apt-get update && sudo apt-get install {}", packages(0)),
        Platform::Fedora => format!("sudo dnf install {}", packages(1)),
        // Homebrew keeps these two off the paths where they are looked for.
        Platform::MacOs => format!(
            "brew install {} && export PKG_CONFIG_PATH=\"$(brew --prefix icu4c)/lib/pkgconfig\" \
             PATH=\"$(brew --prefix postgresql@17)/bin:$PATH\"",
            packages(2)
        ),
        Platform::Windows => String::from(
            "winget install Microsoft.WSL && wsl --install Debian\n  \
             then `cargo xtask setup` inside Debian: pyicu has no build for Windows itself",
        ),
        Platform::Other => format!("install what Debian calls {}", packages(0)),
    }
}

fn packages(missing: &Missing, system: usize) -> Vec<&'static str> {
    let mut packages: Vec<_> = missing.iter().map(|need| need.packages[system]).collect();
    packages.dedup();
    packages
}

fn names(missing: &Missing) -> String {
    let names: Vec<_> = missing.iter().map(|need| need.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_is_told_its_own_packages() {
        let missing = PEERS.iter().chain(&DATABASE).chain(&NODE).chain(&BROWSER).collect();
        let told = |platform| advice(platform, &missing);
        let debian =
            "apt-get install python3 python3-venv python3-dev g++ pkg-config libicu-dev postgresql nodejs npm chromium";
        assert!(told(Platform::Debian).ends_with(debian));
        assert!(told(Platform::Fedora).starts_with("sudo dnf install python3 python3-devel g"));
        assert!(
            told(Platform::MacOs)
                .starts_with("brew install python gcc pkgconf icu4c postgresql@17 node --cask chromium &&")
        );
        assert!(told(Platform::Windows).starts_with("winget install"));
    }

    #[test]
    fn relatives_of_debian_are_recognised() {
        let platform = Platform::of_os_release;
        assert!(platform("NAME=\"x\"\nID=debian\n") == Platform::Debian);
        assert!(platform("ID=ubuntu\nID_LIKE=debian\n") == Platform::Debian);
        assert!(platform("ID=\"rocky\"\nID_LIKE=\"rhel fedora\"\n") == Platform::Fedora);
        assert!(platform("ID=alpine\n") == Platform::Other);
    }
}
