//! `overt audit verify` of the store itself.

use std::fmt::Write as _;

use overt_store::{STORE_FINDINGS_MAX, Verification};
use serde::Serialize;

use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

#[derive(Serialize)]
struct Answer<'a> {
    whole: bool,
    #[serde(flatten)]
    verification: &'a Verification,
}

/// With a passphrase, everything is opened that it opens.
pub(super) fn verify(options: &StoreOptions, passphrase: Option<&PassphraseOptions>) -> anyhow::Result<Output> {
    // Signing in writes to the log, so it is for a store that can be opened.
    let (workspace, session) = match passphrase {
        Some(passphrase) => {
            let workspace = Workspace::open(options)?;
            let session = workspace.sign_in(options, passphrase)?;
            (workspace, Some(session))
        }
        None => (Workspace::open_to_verify(options)?, None),
    };
    let progress = options.progress("Records verified", None);
    let session = session.as_ref().map(|session| (session, workspace.today));
    let verification = workspace.wait(workspace.store.verify(session, |records| progress.advance(records)))?;
    progress.finish();
    workspace.leave();
    let answer = Answer { whole: verification.is_whole(), verification: &verification };
    let output =
        if options.json { Output::json(&answer)? } else { Output::text(in_words(&verification, passphrase.is_some())) };
    Ok(output.failing_if(!answer.whole))
}

fn in_words(verification: &Verification, is_opened: bool) -> String {
    let Verification { leaves, checkpoints, records, revisions, sealed, opened, entries, findings } = verification;
    let mut text = String::new();
    for finding in findings {
        let _ = writeln!(text, "{}: {}", finding.place, finding.what);
    }
    if !findings.is_empty() {
        text.push('\n');
    }
    let how = |count: &u64| if is_opened { format!("{count} opened") } else { String::from("not opened") };
    let _ = writeln!(text, "entries of the log    {leaves} ({})", how(entries));
    let _ = writeln!(text, "checkpoints           {checkpoints}");
    let _ = writeln!(text, "records               {records}, with {revisions} revision(s)");
    let _ = writeln!(text, "sealed classes        {sealed} ({})", how(opened));
    text.push('\n');
    if findings.is_empty() {
        text.push_str("Everything that is stored agrees with the log, and the log with what was confirmed.\n");
        if !is_opened {
            text.push_str("Whether sealed classes open with their keys shows `overt audit verify --open`.\n");
        }
        return text;
    }
    let more = if findings.len() == STORE_FINDINGS_MAX { " or more; no more are listed" } else { "" };
    let _ = writeln!(
        text,
        "{} finding(s){more}: what is named was changed outside of Overt, or damaged.\n\
         1. Stop working with this store, and copy its folder and database as they are.\n\
         2. Find out who could write to them, and since when: `overt audit list` and the backups tell what was there before.\n\
         3. Restore the last backup that is whole into a new folder (`overt backup read`, `overt restore`).",
        findings.len()
    );
    text
}
