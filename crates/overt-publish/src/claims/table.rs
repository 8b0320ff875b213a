//! Claims as a table of separated values.

use super::Claims;

const HEADER: [&str; 13] = [
    "group",
    "says",
    "claim",
    "what",
    "claimed",
    "recomputed",
    "agrees",
    "verdict",
    "reason",
    "n",
    "left_out",
    "method",
    "files",
];

/// All claims as CSV: a row for each thing that is claimed. What could not be recomputed is blank.
///
/// # Errors
/// The table cannot be put together.
pub fn claims_csv(claims: &Claims) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for group in &claims.groups {
        for claim in &group.claims {
            let basis = [
                claim.verdict.code().to_owned(),
                claim.reason.clone(),
                claim.n.map_or_else(String::new, |n| n.to_string()),
                claim.exclusions.len().to_string(),
                claim.method.clone(),
                claim.files.join(" "),
            ];
            let about = [&group.title, &claim.says, &claim.what].map(String::as_str);
            let mut row = |check: [&str; 4]| {
                writer.write_record(about.into_iter().chain(check).chain(basis.iter().map(String::as_str)))
            };
            if claim.checks.is_empty() {
                row([""; 4])?;
            }
            for check in &claim.checks {
                let agrees = check.agrees.map_or("", |agrees| if agrees { "yes" } else { "no" });
                row([&check.what, &check.claimed, check.found.as_deref().unwrap_or_default(), agrees])?;
            }
        }
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
