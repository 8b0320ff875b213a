//! Problems of records as people and programs are told them, all at once.

use overt_model::codebook::Severity;
use overt_model::{Codebook, Lang, Problem};
use serde_json::{Value as Json, json};

use crate::exit::Exit;
use crate::failure::Failure;

/// A problem with the number of its record, counted from 1; none where there is only one record.
pub(crate) type Placed = (Option<usize>, Problem);

/// One line for people.
pub(crate) fn line((number, problem): &Placed, codebook: &Codebook, lang: Lang) -> String {
    let record = number.map(|number| format!("record {number}, ")).unwrap_or_default();
    let path = if problem.path.is_empty() { "the record" } else { problem.path.as_str() };
    format!("  {record}{} at {path}: {}", weight(problem.severity), problem.sentence(codebook, lang))
}

/// One object for programs.
pub(crate) fn json((number, problem): &Placed, codebook: &Codebook, lang: Lang) -> Json {
    let mut json = json!({
        "code": problem.code, "severity": weight(problem.severity), "path": problem.path,
        "message": problem.sentence(codebook, lang),
    });
    if let Some(number) = number {
        json["record"] = json!(number);
    }
    json
}

/// The refusal of records with errors, with gaps and notices besides. `None` when there is no error.
pub(crate) fn refusal(problems: &[Placed], codebook: &Codebook, lang: Lang) -> Option<Failure> {
    let errors = problems.iter().filter(|(_, problem)| problem.severity == Severity::Error).count();
    if errors == 0 {
        return None;
    }
    let lines: Vec<_> = problems.iter().map(|placed| line(placed, codebook, lang)).collect();
    let message = format!("not accepted as it is; nothing was changed. {errors} problem(s):\n{}", lines.join("\n"));
    let failure = Failure::new(Exit::AgainstRules, "invalid-record", message);
    Some(failure.with_problems(problems.iter().map(|placed| json(placed, codebook, lang)).collect()))
}

const fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Gap => "gap",
        Severity::Notice => "notice",
    }
}
