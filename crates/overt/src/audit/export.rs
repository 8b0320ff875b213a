//! `overt audit export`, `policy` and `checkpoint`: what leaves for auditors and witnesses.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use overt_store::log::checkpoint::{Checkpoint, Note, VerifierKey};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn bundle(
    options: &StoreOptions,
    out: &Path,
    auditor: Option<&PassphraseOptions>,
    until: Option<u64>,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let session = auditor.map(|passphrase| workspace.sign_in(options, passphrase)).transpose()?;
    let whose = session.as_ref().map(|session| (session, workspace.today));
    let size = workspace.wait(workspace.store.log_size())?;
    let progress = options.progress("Entries written", Some(until.unwrap_or(size)));
    let mut entries = 0;
    file::stream(out, |writer| {
        let count = |more| {
            entries += more;
            progress.advance(more);
        };
        workspace.wait(workspace.store.export_log(writer, (whose, until), count)).map(drop).map_err(Into::into)
    })?;
    progress.finish();
    workspace.leave();
    if options.json {
        return Output::json(&json!({ "path": out, "entries": entries, "details": session.is_some() }));
    }
    let mut text = format!("{entries} entries written to {}\n", out.display());
    text.push_str(match session {
        Some(_) => "It says who did what. Give it only to auditors.\n",
        None => "It says that something was done, and neither what nor by whom.\n",
    });
    let _ = writeln!(
        text,
        "Whoever has the policy (`overt audit policy`) can verify it: overt audit verify {} --policy FILE",
        out.display()
    );
    Ok(Output::text(text))
}

pub(super) fn policy(
    options: &StoreOptions,
    witnesses: &[VerifierKey],
    witnesses_min: usize,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let policy = workspace.store.policy(witnesses.to_vec(), witnesses_min);
    workspace.leave();
    let policy = policy.map_err(|error| Failure::new(Exit::WrongUse, "policy", error.to_string()))?;
    if options.json {
        let keys = |keys: &[VerifierKey]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        return Output::json(&json!({
            "origin": policy.origin(),
            "log": keys(policy.log_keys()),
            "witness": keys(policy.witnesses()),
            "witnesses_min": policy.witnesses_min(),
        }));
    }
    Ok(Output::text(policy.to_string()))
}

pub(super) fn checkpoint(options: &StoreOptions, since: Option<u64>) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let answer = workspace.wait(workspace.store.checkpoint_since(since.unwrap_or_default()));
    let (note, proof) = answer.map_err(|failure| match failure.exit {
        Exit::Refused => {
            Failure::new(Exit::WrongUse, "not-there", "the log has fewer entries than the witness cosigned")
                .with_hint("if the number is right, the log was put back to an older state: `overt audit verify`")
        }
        _ => failure,
    })?;
    workspace.leave();
    let proof: Vec<String> = proof.iter().map(ToString::to_string).collect();
    if options.json {
        let size = size_of(&note)?;
        return Output::json(&json!({ "entries": size, "checkpoint": note.write(), "since": since, "proof": proof }));
    }
    let Some(since) = since else { return Ok(Output::text(note.write())) };
    // The body of a request as C2SP `tlog-witness` has it.
    let mut text = format!("old {since}\n");
    for hash in proof {
        let _ = writeln!(text, "{hash}");
    }
    text.push('\n');
    text.push_str(&note.write());
    Ok(Output::text(text))
}

fn size_of(note: &Note) -> anyhow::Result<u64> {
    Ok(Checkpoint::parse(note.text()).context("the store made a checkpoint that is none")?.head().size)
}
