//! Why a command could not do what was asked: a number for scripts, a code for programs, words for people.

use std::fmt;
use std::io;
use std::io::Write as _;

use serde_json::json;

use crate::exit::Exit;

/// An error that says how the program ends. Inside an [`anyhow::Error`] it may have context above and causes below.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// The same in every version and language, for programs: `cannot-print`.
    pub(crate) code: &'static str,
    /// What is wrong and where, without a value that may identify somebody.
    pub(crate) message: String,
    /// What helps, if anything is known to.
    pub(crate) hint: Option<String>,
    /// One by one for programs, where it is more than one thing; the message has them all in words.
    pub(crate) problems: Vec<serde_json::Value>,
}

impl Failure {
    pub(crate) fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Self { exit, code, message: message.into(), hint: None, problems: Vec::new() }
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn with_problems(mut self, problems: Vec<serde_json::Value>) -> Self {
        self.problems = problems;
        self
    }

    /// Several that came to light at once, told at once.
    pub(crate) fn all(mut failures: Vec<Self>) -> Option<Self> {
        let mut first = failures.pop()?;
        for failure in failures.into_iter().rev() {
            let hint = match (failure.hint, first.hint) {
                (Some(one), Some(other)) if one != other => Some(format!("{one}\n{other}")),
                (one, other) => one.or(other),
            };
            let message = format!("{}\n{}", failure.message, first.message);
            first = Self { message, hint, problems: [failure.problems, first.problems].concat(), ..first };
        }
        Some(first)
    }

    /// What to tell of an error: the failure in its chain, with the words of the whole chain. Where nobody named one, an
    /// error of the operating system means the machine, and anything else the use.
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        let message = format!("{error:#}");
        // Both ways are needed: the first finds a failure that was added as context, the second one below other errors.
        let named = error.downcast_ref().or_else(|| error.chain().find_map(|cause| cause.downcast_ref::<Self>()));
        if let Some(Self { exit, code, hint, problems, .. }) = named {
            return Self { exit: *exit, code, message, hint: hint.clone(), problems: problems.clone() };
        }
        if error.chain().any(<dyn std::error::Error>::is::<io::Error>) {
            return Self::new(Exit::MachineFailed, "machine-failed", message);
        }
        Self::new(Exit::WrongUse, "could-not", message)
    }

    /// What the parser of the command line says, taken apart: it was written for a screen.
    pub(crate) fn of_command_line(error: &clap::Error) -> Self {
        let text = error.render().to_string();
        let on_one_line = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut paragraphs = text.split("\n\n").map(on_one_line);
        let message = match error.kind() {
            clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => String::from("a command is missing"),
            _ => paragraphs.next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        };
        let tip = paragraphs.find_map(|paragraph| paragraph.strip_prefix("tip: ").map(str::to_owned));
        let hint = tip.unwrap_or_else(|| String::from("`overt COMMAND --help` names what there is"));
        Self::new(Exit::WrongUse, "wrong-use", message).with_hint(hint)
    }

    /// Prints it on standard error. Where that is closed, the exit code has to do.
    pub(crate) fn print(&self, json: bool) {
        let text = if json { format!("{}\n", self.json()) } else { self.text() };
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn text(&self) -> String {
        match &self.hint {
            None => format!("error: {}\n", self.message),
            Some(hint) => format!("error: {}\n\nhint: {hint}\n", self.message),
        }
    }

    fn json(&self) -> serde_json::Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(hint) = &self.hint {
            error["hint"] = json!(hint);
        }
        if !self.problems.is_empty() {
            error["problems"] = json!(self.problems);
        }
        json!({ "error": error })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use anyhow::{Context, anyhow};

    use super::*;

    fn busy() -> Failure {
        Failure::new(Exit::StoreUnusable, "store-busy", "somebody else writes").with_hint("wait a moment")
    }

    #[test]
    fn a_failure_is_found_below_context() {
        let error = Err::<(), _>(busy()).context("cannot record").context("cannot import").unwrap_err();
        let failure = Failure::of(&error);
        assert_eq!((failure.exit, failure.code), (Exit::StoreUnusable, "store-busy"));
        assert_eq!(failure.message, "cannot import: cannot record: somebody else writes");
        assert_eq!(failure.hint.as_deref(), Some("wait a moment"));
    }

    #[test]
    fn a_failure_is_found_as_context_of_its_cause() {
        let error = Err::<(), _>(io::Error::other("locked")).context(busy()).context("cannot record").unwrap_err();
        let failure = Failure::of(&error);
        assert_eq!(failure.code, "store-busy");
        assert_eq!(failure.message, "cannot record: somebody else writes: locked");
    }

    #[test]
    fn a_failure_is_found_below_the_error_of_another_crate() {
        #[derive(Debug)]
        struct Import(Failure);
        impl fmt::Display for Import {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("cannot import")
            }
        }
        impl std::error::Error for Import {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                Some(&self.0)
            }
        }
        let failure = Failure::of(&anyhow::Error::from(Import(busy())));
        assert_eq!((failure.code, failure.message.as_str()), ("store-busy", "cannot import: somebody else writes"));
    }

    #[test]
    fn an_error_that_nobody_named_is_the_machines_or_the_users() {
        let disk = anyhow::Error::from(io::Error::from(io::ErrorKind::StorageFull)).context("cannot write");
        assert_eq!(Failure::of(&disk).exit, Exit::MachineFailed);
        assert_eq!(Failure::of(&anyhow!("there is no such thing")).exit, Exit::WrongUse);
    }

    #[test]
    fn people_read_the_hint_on_a_line_of_its_own() {
        assert_eq!(busy().text(), "error: somebody else writes\n\nhint: wait a moment\n");
        assert_eq!(Failure::new(Exit::Refused, "refused", "not there").text(), "error: not there\n");
    }

    #[test]
    fn programs_read_one_object_and_no_empty_hint() {
        let error = json!({ "code": "store-busy", "message": "somebody else writes", "hint": "wait a moment" });
        assert_eq!(busy().json(), json!({ "error": error }));
        assert!(Failure::new(Exit::Refused, "refused", "not there").json()["error"].get("hint").is_none());
    }
}
