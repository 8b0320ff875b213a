//! `overt audit list`, `prove` and `check-proof`: single entries.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use overt_store::AuditEntry;
use overt_store::log::bundle::Reveal;
use overt_store::log::entry::{Entry, Handle};
use serde_json::{Value as Json, json};

use super::bundle::cosigned_in_json;
use super::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::output::{Output, table};
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// A proof is a few kilobytes; its checkpoint is limited to 128.
const PROOF_BYTES_MAX: usize = 512 * 1024;

/// Names of accounts by their handles.
type Names = BTreeMap<String, String>;

pub(super) fn list(options: &StoreOptions, passphrase: &PassphraseOptions, last: u64) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let session = workspace.sign_in(options, passphrase)?;
    let size = workspace.wait(workspace.store.log_size())?;
    let range = (size.saturating_sub(last), size);
    let entries = workspace.wait(workspace.store.entries(&session, range, workspace.today))?;
    let accounts = workspace.wait(workspace.store.accounts())?;
    let names = accounts.iter().map(|account| (Handle::of(account.id).to_string(), account.name.clone())).collect();
    workspace.close()?;
    if options.json {
        let entries: Vec<Json> = entries.iter().map(|entry| in_json(entry, &names)).collect();
        return Output::json(&json!({ "log_entries": size, "entries": entries }));
    }
    let rows: Vec<_> = entries.iter().map(|entry| in_words(entry, &names)).collect();
    let mut text = table(["NUMBER", "DAY", "WHO", "AS", "DID", "TO", "CLASS", "PURPOSE"], &rows);
    let _ = writeln!(text, "\n{} of {size} entries. That you have read them is logged.", rows.len());
    Ok(Output::text(text))
}

fn in_json(AuditEntry { number, entry, is_bound }: &AuditEntry, names: &Names) -> Json {
    let mut json = entry_in_json(entry);
    json["number"] = json!(number);
    json["bound"] = json!(is_bound);
    if let Some(name) = entry.actor.as_ref().and_then(|actor| names.get(&actor.to_string())) {
        json["actor_name"] = json!(name);
    }
    json
}

/// What an entry says. What it does not say is left out.
fn entry_in_json(entry: &Entry) -> Json {
    let Entry { actor, role, action, object, class, purpose, day } = entry;
    let mut json = json!({ "role": role.to_string(), "action": action.code(), "day": day.to_string() });
    let optional = [
        ("actor", actor.as_ref().map(ToString::to_string)),
        ("object", object.as_ref().map(ToString::to_string)),
        ("class", class.map(|class| class.code().to_owned())),
        ("purpose", purpose.as_ref().map(ToString::to_string)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            json[name] = json!(value);
        }
    }
    json
}

fn in_words(AuditEntry { number, entry, .. }: &AuditEntry, names: &Names) -> [String; 8] {
    let name = |handle: &Handle| {
        let handle = handle.to_string();
        names.get(&handle).cloned().unwrap_or(handle)
    };
    [
        number.to_string(),
        entry.day.to_string(),
        entry.actor.as_ref().map_or_else(|| String::from("not signed in"), name),
        entry.role.to_string(),
        entry.action.code().to_owned(),
        entry.object.as_ref().map_or_else(|| String::from("-"), name),
        entry.class.map_or("-", |class| class.code()).to_owned(),
        entry.purpose.as_ref().map_or_else(|| String::from("-"), ToString::to_string),
    ]
}

pub(super) fn prove(
    options: &StoreOptions,
    passphrase: &PassphraseOptions,
    what: (u64, Option<u64>),
    out: &Path,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let session = workspace.sign_in(options, passphrase)?;
    let reveal = workspace.wait(workspace.store.prove(&session, what, workspace.today))?;
    workspace.close()?;
    file::replace(out, serde_json::to_string_pretty(&reveal)?.as_bytes())?;
    if options.json {
        return Output::json(
            &json!({ "path": out, "number": reveal.index(), "entry": entry_in_json(&reveal.opening().entry) }),
        );
    }
    Ok(Output::text(format!(
        "Entry {} with its proof written to {}.\nIt tells nothing about any other entry. Whoever has the policy can verify it: \
         overt audit check-proof {} --policy FILE\n",
        reveal.index(),
        out.display(),
        out.display()
    )))
}

pub(super) fn check_proof(options: &StoreOptions, file: &Path, policy: &Path) -> anyhow::Result<Output> {
    let policy = outside::policy(policy)?;
    let reveal: Reveal = serde_json::from_str(&outside::text(file, PROOF_BYTES_MAX)?).map_err(|error| {
        let message = format!("{} is not the proof of an entry (line {})", file.display(), error.line());
        Failure::new(Exit::WrongUse, "proof", message)
            .with_hint("`overt audit prove` writes one; copy it byte for byte")
    })?;
    let outcome = reveal.verify(&policy);
    let is_false = outcome.is_err();
    let output = match (options.json, &outcome) {
        (true, Ok(opened)) => Output::json(&json!({
            "holds": true,
            "number": reveal.index(),
            "entry": entry_in_json(&reveal.opening().entry),
            "bound": reveal.content().is_some(),
            "log_entries": opened.head().size,
            "cosigned": opened.cosigned().iter().map(cosigned_in_json).collect::<Vec<_>>(),
        }))?,
        (true, Err(error)) => Output::json(&json!({ "holds": false, "what": error.to_string() }))?,
        (false, Ok(opened)) => {
            let mut text = format!("The log {} holds this as entry {}:\n\n", policy.origin(), reveal.index());
            let entry = entry_in_json(&reveal.opening().entry);
            for (name, value) in entry.as_object().into_iter().flatten() {
                let _ = writeln!(text, "{name:<10}{}", value.as_str().unwrap_or_default());
            }
            let _ = writeln!(text, "\nSigned by the log when it had {} entries.", opened.head().size);
            for cosigned in opened.cosigned() {
                let _ = writeln!(text, "Cosigned by {} ({}).", cosigned.name, outside::moment(cosigned.seconds));
            }
            Output::text(text)
        }
        (false, Err(error)) => Output::text(format!("The proof does not hold: {error}\n")),
    };
    Ok(output.failing_if(is_false))
}
