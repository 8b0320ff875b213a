//! `overt export address` and `overt export bundle`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use overt_model::{Codebook, RecordId};
use overt_store::{ADDRESS_LEN_MAX, Address, Name, Shared, Sharing, StoreError};
use serde_json::json;

use crate::audit::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::record::{Filters, Sealed, classes, kept, purpose};
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;
use crate::{ask, codes, file};

#[derive(Args)]
pub(super) struct Give {
    /// The casework team that receives; the first one when left out.
    #[arg(long, value_name = "TEAM")]
    team: Option<Name>,
    /// File to write; one of this name is replaced.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Args)]
pub(super) struct Share {
    /// The address that the receiver gave you.
    #[arg(long = "for", value_name = "FILE")]
    receiver: PathBuf,
    /// The receiver's fingerprint, as somebody there has read it to you; asked for at the terminal when left out.
    #[arg(long, value_name = "FINGERPRINT")]
    fingerprint: Option<String>,
    /// File to write; there must be none of this name.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the receiver is: a code of the list `recipient_kinds`. Consents are held against it.
    #[arg(long, value_name = "CODE")]
    recipient: String,
    /// The receiver's own record in this store: consents that name or exclude it are held against it.
    #[arg(long, value_name = "RECORD")]
    organisation: Option<RecordId>,
    /// What for: a code of the list `consent_purposes`. Consents are held against it, and the log keeps it.
    #[arg(long, value_name = "CODE", default_value = "refer")]
    purpose: String,
    /// Sealed classes that go along, as far as you may open them and consents cover them.
    #[arg(long, value_name = "CLASS", value_enum, value_delimiter = ',')]
    open: Vec<Sealed>,
    #[command(flatten)]
    filters: Filters,
}

/// The address in a file.
pub(crate) fn address_in(path: &Path) -> Result<Address, Failure> {
    outside::text(path, ADDRESS_LEN_MAX)?.parse().map_err(|error| StoreError::Exchange(error).into())
}

pub(super) fn address(options: &StoreOptions, give: &Give) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let address = workspace.wait(workspace.store.address(give.team.as_deref(), workspace.today));
    workspace.leave();
    let address = address?;
    file::replace(&give.out, address.to_string().as_bytes())?;
    // On the screen and not in the file: whoever changes the file must not be believed about it.
    let fingerprint = address.fingerprint();
    let answer = json!({ "path": give.out, "address": address.to_string(), "fingerprint": fingerprint });
    let text = format!(
        "Address written to {}.\n\nFingerprint  {fingerprint}\n\nSend the file any way you like. Read the fingerprint to whoever gets \
         it, by voice.\nGive a new address when somebody has left the team: who left could still open what is sealed to this one.\n",
        give.out.display()
    );
    Output::answer(options.json, &answer, text)
}

pub(super) fn share(
    (options, passphrase): (&StoreOptions, &PassphraseOptions),
    share: &Share,
) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let mut failures = Vec::new();
    let mut query = share.filters.query(codebook, false, &mut failures);
    let purpose = kept(&mut failures, Some(purpose(codebook, Some(&share.purpose)))).flatten();
    let recipient = kept(&mut failures, Some(codes::code(codebook, "recipient_kinds", &share.recipient)));
    let address = kept(&mut failures, Some(address_in(&share.receiver)));
    if let Some(failure) = Failure::all(failures) {
        return Err(failure.into());
    }
    let (Some(purpose), Some(recipient), Some(address)) = (purpose, recipient, address) else {
        unreachable!("what could not be understood was told");
    };
    compare(share.fingerprint.as_deref(), &address)?;
    let workspace = Workspace::open(options)?;
    let answer = workspace.sign_in(options, passphrase).map_err(anyhow::Error::from).and_then(|session| {
        query.source = share.filters.source(&workspace)?;
        let (classes, organisation) = (classes(&share.open), share.organisation);
        let (recipient, purpose) = (recipient.code.as_str(), &purpose);
        let sharing = Sharing { address: &address, recipient, organisation, purpose, query: &query, classes: &classes };
        let progress = options.progress("Records looked at", None);
        let count = |records| progress.advance(records);
        let written = workspace.store.export_bundle(&session, &sharing, &share.out, workspace.today, count);
        let shared = workspace.wait(written)?;
        progress.finish();
        Output::answer(options.json, &shared, text(&shared, &share.out))
    });
    workspace.close_after(answer)
}

/// A forged address would give everything to whoever forged it, so somebody must have heard the fingerprint.
fn compare(heard: Option<&str>, address: &Address) -> Result<(), Failure> {
    let fingerprint = address.fingerprint();
    let is_same = if let Some(heard) = heard {
        heard.trim().eq_ignore_ascii_case(&fingerprint)
    } else {
        let question = format!(
            "The address is of {fingerprint}, made on {}.\nHas somebody there read you this fingerprint by voice?",
            address.made
        );
        ask::confirm(&question).map_err(|failure| match failure.code {
            "no-terminal" => failure.with_hint("say what was read to you: `--fingerprint FINGERPRINT`"),
            _ => failure,
        })?
    };
    if is_same {
        return Ok(());
    }
    let message = "the address does not have the fingerprint that was read to you; nothing was written";
    Err(Failure::new(Exit::Refused, "fingerprint", message)
        .with_hint("ask the receiver for the address again, and over another way"))
}

fn text(shared: &Shared, out: &Path) -> String {
    let Shared { to, records, revisions, sources, notices, left_out, classes_left_out, attachments, .. } = shared;
    let mut text = format!(
        "{records} record(s) in {revisions} revision(s) from {sources} source(s), and {notices} notice(s), written to {}.\n\
         Signed by this store and sealed for {to}.\n",
        out.display()
    );
    for (reason, count) in left_out {
        let _ = writeln!(text, "Stays here: {count} record(s), {}", why(reason));
    }
    for (class, count) in classes_left_out {
        let _ = writeln!(
            text,
            "Stays here: the class `{class}` of {count} record(s), for a consent, a value or a protected place"
        );
    }
    if *attachments > 0 {
        let _ = writeln!(text, "Stays here: {attachments} attachment(s), which never go along");
    }
    text
}

/// Why a record stays, in words.
fn why(reason: &str) -> &str {
    match reason {
        "handling" => "because their handling is RED or AMBER+STRICT",
        "handling-onward" => "which came from others as AMBER, for you and nobody else",
        "no-consent" => "about people who have not agreed to this purpose and recipient",
        "excluded-recipient" => {
            "about people who have excluded this receiver, or somebody who may be it (`--organisation`)"
        }
        "source-over" => "because the agreement with their source is over",
        "too-long" => "because they are longer than a bundle takes",
        other => other,
    }
}
