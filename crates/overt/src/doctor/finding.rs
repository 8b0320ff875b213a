//! What the doctor found, and what to do about it.

use std::fmt::Write as _;

use overt_store::{Advice, Weight};
use serde::Serialize;

use crate::failure::Failure;

/// One weak setting, of the store or of the machine, or the reason why the store cannot be opened.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) weight: Weight,
    pub(super) code: &'static str,
    pub(super) what: String,
    /// Missing where nothing is known to help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remedy: Option<String>,
}

impl From<Advice> for Finding {
    fn from(advice: Advice) -> Self {
        let Advice { weight, code, what, remedy } = advice;
        Self { weight, code, what, remedy: Some(remedy.to_owned()) }
    }
}

impl Finding {
    pub(super) fn of(failure: Failure) -> Self {
        let Failure { code, message, hint, .. } = failure;
        Self { weight: Weight::Danger, code, what: message, remedy: hint }
    }
}

/// A weight in one word.
pub(crate) const fn weight_name(weight: Weight) -> &'static str {
    match weight {
        Weight::Danger => "danger",
        Weight::Weak => "weak",
        Weight::Note => "note",
    }
}

const fn title(weight: Weight) -> &'static str {
    match weight {
        Weight::Danger => "Danger: people may be harmed or data lost",
        Weight::Weak => "Weak: protection could be stronger",
        Weight::Note => "Worth knowing",
    }
}

/// Grouped by weight, the gravest first.
pub(super) fn text(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return String::from("Nothing weak was found in what this command looks at.\n");
    }
    let mut text = String::new();
    for group in findings.chunk_by(|one, next| one.weight == next.weight) {
        let Some(first) = group.first() else { continue };
        let _ = writeln!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, title(first.weight));
        for finding in group {
            let _ = writeln!(text, "  {} ({})", finding.what, finding.code);
            if let Some(remedy) = &finding.remedy {
                let _ = writeln!(text, "    -> {remedy}");
            }
        }
    }
    text
}
