//! Exit codes: what a script learns without reading.

use std::fmt::Write as _;
use std::process::ExitCode;

/// How a command ended. The numbers are a promise to scripts: none is ever given another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    Done = 0,
    Found = 1,
    WrongUse = 2,
    Refused = 3,
    StoreUnusable = 4,
    MachineFailed = 5,
    AgainstRules = 6,
}

impl Exit {
    pub(crate) const ALL: [Self; 7] = [
        Self::Done,
        Self::Found,
        Self::WrongUse,
        Self::Refused,
        Self::StoreUnusable,
        Self::MachineFailed,
        Self::AgainstRules,
    ];

    pub(crate) const fn number(self) -> u8 {
        self as u8
    }

    /// One line, as help, manual pages and the book print it.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Found => "done, and what was asked for is not as it should be: a check found something",
            Self::WrongUse => "wrong use: an unknown option or name, a file that cannot be used",
            // Whoever may not see a thing must not learn that it exists.
            Self::Refused => "refused: not signed in, wrong passphrase, not allowed, or not there",
            Self::StoreUnusable => {
                "the store cannot be used: missing, damaged, newer, busy, rolled back, or without its key or pepper file"
            }
            Self::MachineFailed => "the machine failed: disk full, read-only, connection lost",
            Self::AgainstRules => "refused by the rules: invalid record, no source, expired source, no consent",
        }
    }

    /// The closing words of `overt --help`.
    pub(crate) fn help() -> String {
        let mut text = String::from("Begin with `overt demo`.\n\nExit codes:");
        for exit in Self::ALL {
            let _ = write!(text, "\n  {}  {}", exit.number(), exit.meaning());
        }
        text
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_that_scripts_rely_on() {
        let numbers = Exit::ALL.map(Exit::number);
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(Exit::Refused.number(), 3);
        assert_eq!(Exit::AgainstRules.number(), 6);
    }

    #[test]
    fn the_book_gives_every_code_the_same_meaning() {
        let page = include_str!("../../../book/src/reference/cli.md");
        for exit in Exit::ALL {
            let row = format!("| {} | {} |", exit.number(), exit.meaning());
            assert!(page.contains(&row), "{row}");
        }
    }
}
