//! What somebody should know before relying on a result.

use std::fmt::Write as _;

use serde::Serialize;

/// One warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Warning {
    /// The same in every version, for programs.
    pub(super) code: &'static str,
    /// What, and where: a rule, a column, a file. Never a value.
    pub(super) message: String,
    /// What helps.
    pub(super) hint: String,
}

impl Warning {
    pub(super) fn new(code: &'static str, message: String, hint: impl Into<String>) -> Self {
        Self { code, message, hint: hint.into() }
    }
}

/// Warnings as people read them; nothing where there are none.
pub(super) fn text(warnings: &[Warning]) -> String {
    let mut text = String::new();
    for Warning { message, hint, .. } in warnings {
        let _ = writeln!(text, "warning: {message}\n  {hint}");
    }
    text
}
