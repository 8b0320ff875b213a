//! `overt witness cosign`.

use std::path::Path;

use overt_store::log::checkpoint::{CheckpointError, NOTE_BYTES_MAX, Note, Policy, cosign};
use overt_store::log::tree::TreeHash;
use serde_json::json;

use super::key;
use super::memory::Memory;
use crate::audit::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// What a log asks for: its checkpoint, and the proof that it extends an earlier one.
struct Request {
    old: u64,
    proof: Vec<TreeHash>,
    note: String,
}

impl Request {
    /// Reads the body of a request as C2SP `tlog-witness` has it.
    fn parse(text: &str) -> Option<Self> {
        let (first, note) = text.split_once("\n\n")?;
        let mut lines = first.lines();
        let old = lines.next()?.strip_prefix("old ")?.parse().ok()?;
        let proof = lines.map(|line| serde_json::from_value(line.into()).ok()).collect::<Option<_>>()?;
        Some(Self { old, proof, note: note.to_owned() })
    }
}

pub(super) fn run((request, key, policy): (&Path, &Path, &Path), json: bool) -> anyhow::Result<Output> {
    let witness = key::read(key)?;
    let policy = outside::policy(policy)?;
    let wrong = |what: String| Failure::new(Exit::WrongUse, "request", format!("{} {what}", request.display()));
    let Some(Request { old, proof, note }) = Request::parse(&outside::text(request, NOTE_BYTES_MAX + 8192)?) else {
        return Err(wrong("is not what a log sends to a witness".into())
            .with_hint("it is printed by `overt audit checkpoint --since SIZE`; copy it byte for byte")
            .into());
    };
    let opened = policy.open(&note).map_err(|error| wrong(format!("cannot be used: {error}")))?;
    let memory = Memory::take(key, &policy)?;
    let last = memory.last(&policy)?.map(|opened| opened.head());
    let known = last.map_or(0, |head| head.size);
    if old != known {
        return Err(wrong(format!("begins at {old} entries, and {known} were cosigned last"))
            .with_hint(format!("ask for `overt audit checkpoint --since {known}`"))
            .into());
    }
    let seconds = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default();
    let signature = match cosign(&witness, &opened, last, &proof, seconds) {
        Ok(signature) => signature,
        Err(error @ CheckpointError::NotAnExtension(_)) => {
            return refused(&policy, (known, opened.head().size), &error, json);
        }
        Err(error) => return Err(Failure::new(Exit::WrongUse, "witness-key", error.to_string()).into()),
    };
    let mut note = Note::parse(&note).map_err(|error| wrong(error.to_string()))?;
    note.push(signature.clone());
    // Before anybody sees the signature.
    memory.keep(&note)?;
    if json {
        let entries = opened.head().size;
        return Output::json(&json!({ "cosigned": true, "entries": entries, "signature": signature.line() }));
    }
    Ok(Output::text(signature.line()))
}

fn refused(policy: &Policy, (known, asked): (u64, u64), error: &CheckpointError, json: bool) -> anyhow::Result<Output> {
    let output = if json {
        Output::json(&json!({ "cosigned": false, "what": error.to_string(), "last": known, "asked": asked }))?
    } else {
        Output::text(format!(
            "Not cosigned: nothing shows that the log {} has only grown from {known} entries to {asked}.\n{error}\n\nKeep the request \
             and the file of the last checkpoint: both are signed by the log. Ask the organisation whether it restored a backup.\n",
            policy.origin()
        ))
    };
    Ok(output.failing_if(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_a_size_hashes_and_a_note() {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        let request =
            Request::parse(&format!("old 7\n{root}\n{root}\n\nlog\n9\n{root}\n\n\u{2014} log AAAA\n")).unwrap();
        assert_eq!((request.old, request.proof.len()), (7, 2));
        assert!(request.note.starts_with("log\n9\n"));
        for text in ["", "old 7", "old x\n\nnote", "new 7\n\nnote", "old 7\nhash\n\nnote"] {
            assert!(Request::parse(text).is_none(), "{text}");
        }
    }
}
