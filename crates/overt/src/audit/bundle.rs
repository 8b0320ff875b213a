//! `overt audit verify BUNDLE`: needs no store and no key.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use overt_store::log::bundle::{Finding, Report, verify as verify_bundle};
use overt_store::log::checkpoint::{Cosigned, Policy};
use serde_json::json;

use super::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::store_options::StoreOptions;

/// Tells the bar how many bytes were read.
struct Watched<'a>(File, &'a Progress);

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1.advance(count as u64);
        Ok(count)
    }
}

pub(super) fn verify(options: &StoreOptions, bundle: &Path, policy: &Path, seen: &[PathBuf]) -> anyhow::Result<Output> {
    let policy = outside::policy(policy)?;
    let seen: Vec<_> = seen.iter().map(|path| outside::checkpoint(path, &policy)).collect::<Result<_, _>>()?;
    let file = File::open(bundle).map_err(|error| {
        Failure::new(Exit::WrongUse, "file-unusable", format!("cannot read {}: {error}", bundle.display()))
    })?;
    let length = file.metadata().ok().map(|facts| facts.len());
    let progress = options.progress("Bytes verified", length);
    let outcome = verify_bundle(BufReader::with_capacity(1 << 20, Watched(file, &progress)), &policy, &seen);
    progress.finish();
    let is_damaged = outcome.is_err();
    let output = match (options.json, &outcome) {
        (true, outcome) => Output::json(&in_json(outcome))?,
        (false, Ok(report)) => Output::text(in_words(report, &policy, seen.len())),
        (false, Err(findings)) => Output::text(findings_in_words(findings)),
    };
    Ok(output.failing_if(is_damaged))
}

fn in_json(outcome: &Result<Report, Vec<Finding>>) -> serde_json::Value {
    match outcome {
        Ok(report) => json!({
            "whole": true,
            "entries": report.head.size,
            "root": report.head.root.to_string(),
            "start": report.start,
            "shown": report.openings,
            "bound": report.bound,
            "checkpoints": report.checkpoints,
            "cosigned": report.cosigned.iter().map(cosigned_in_json).collect::<Vec<_>>(),
            "findings": [],
        }),
        Err(findings) => {
            let finding = |finding: &Finding| json!({ "line": finding.line, "what": finding.problem.to_string() });
            json!({ "whole": false, "findings": findings.iter().map(finding).collect::<Vec<_>>() })
        }
    }
}

pub(crate) fn cosigned_in_json(cosigned: &Cosigned) -> serde_json::Value {
    json!({ "name": cosigned.name, "at": outside::moment(cosigned.seconds) })
}

fn in_words(report: &Report, policy: &Policy, seen: usize) -> String {
    let mut text = format!("The log {} is whole up to its last checkpoint here.\n\n", policy.origin());
    let Report { start, head, openings, bound, checkpoints, cosigned } = report;
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<36}{value}");
    };
    line("entries", head.size.to_string());
    if *start > 0 {
        line("of these before the bundle begins", format!("{start}, of which only the root is known"));
    }
    line("root", head.root.to_string());
    line("checkpoints signed by the log", checkpoints.to_string());
    line("entries that say who did what", openings.to_string());
    line("entries bound to what was stored", bound.to_string());
    let times: Vec<String> =
        cosigned.iter().map(|one| format!("{} ({})", one.name, outside::moment(one.seconds))).collect();
    line("witnesses of the last checkpoint", if times.is_empty() { "none".into() } else { times.join(", ") });
    line("earlier checkpoints compared", if seen == 0 { "none were given".into() } else { seen.to_string() });
    if seen == 0 && cosigned.is_empty() {
        text.push_str(
            "\nNothing from outside was compared. A log that was put back to an older state, or that tells others another story,\n\
             looks just like this. Compare with a checkpoint that you kept or that a witness has (`--seen`).\n",
        );
    }
    text
}

fn findings_in_words(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let _ = writeln!(text, "{finding}");
    }
    let _ = writeln!(
        text,
        "\n{} finding(s). Keep this bundle as it is, and ask for another copy. If that has the same findings, do not rely on the \
         log, and ask who keeps it.",
        findings.len()
    );
    text
}
