//! `overt import bundle`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use overt_model::{Class, RecordId};
use overt_store::log::checkpoint::VerifierKey;
use overt_store::{ADDRESS_LEN_MAX, Name, NoticeKind, Received, Receiving, Sender, ToDo};
use serde_json::json;

use crate::audit::outside;
use crate::backup::there;
use crate::export::bundle::address_in;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// Records that are named on the screen.
const SHOWN_MAX: usize = 20;

#[derive(Args)]
pub(super) struct Incoming {
    /// The bundle.
    file: PathBuf,
    /// Who must have signed it: a fingerprint that was read to you, or a file with the sender's address or public log key.
    #[arg(long, value_name = "FINGERPRINT|FILE")]
    from: Option<String>,
    /// The casework team that gets new records; the only one when left out.
    #[arg(long, value_name = "TEAM")]
    team: Option<Name>,
    /// Of this record, which was changed on both sides, the incoming version shall hold. Yours stays in its history. May be
    /// repeated.
    #[arg(long, value_name = "RECORD")]
    take: Vec<RecordId>,
    /// Do everything and keep nothing: says what would be done.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn merge(
    (options, passphrase): (&StoreOptions, &PassphraseOptions),
    incoming: &Incoming,
) -> anyhow::Result<Output> {
    there(&incoming.file)?;
    let from = incoming.from.as_deref().map(sender).transpose()?;
    let workspace = Workspace::open(options)?;
    let answer = workspace.sign_in(options, passphrase).map_err(anyhow::Error::from).and_then(|session| {
        let (from, team) = (from.as_ref(), incoming.team.as_deref());
        let receiving = Receiving { from, team, take: &incoming.take, dry_run: incoming.dry_run };
        let progress = options.progress("Records merged", None);
        let count = |records| progress.advance(records);
        let work = workspace.store.import_bundle(&session, &incoming.file, &receiving, workspace.today, count);
        let received = workspace.wait(work)?;
        progress.finish();
        let mut json = json!(received);
        json["dry_run"] = json!(incoming.dry_run);
        let output = Output::answer(options.json, &json, text(&received, incoming.dry_run))?;
        Ok(output.against_rules_if(!received.is_smooth()))
    });
    workspace.close_after(answer)
}

/// From whom it is expected, as somebody wrote it.
fn sender(given: &str) -> Result<Sender, Failure> {
    let fingerprint = given.trim().to_lowercase();
    let is_fingerprint = fingerprint.len() == 29
        && fingerprint.split('-').all(|group| group.len() == 5 && group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_fingerprint {
        return Ok(Sender::Fingerprint(fingerprint));
    }
    let path = Path::new(given);
    there(path).map_err(|failure| {
        failure.with_hint("name a fingerprint of five groups, or a file with an address or a key")
    })?;
    if let Ok(key) = outside::text(path, ADDRESS_LEN_MAX)?.trim_end().parse::<VerifierKey>() {
        return Ok(Sender::Key(key));
    }
    Ok(Sender::Address(Box::new(address_in(path)?)))
}

fn text(received: &Received, dry_run: bool) -> String {
    let Received { sender, day, purpose, sources, new, continued, known, revisions, .. } = received;
    let mut text = String::new();
    if dry_run {
        text.push_str("Nothing was kept: this is what would be done.\n");
    }
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let _ = writeln!(text, "Signed by {sender} on {day}, for the purpose `{purpose}`. Seal and signature are whole.");
    let _ = writeln!(
        text,
        "{new} record(s) are new, {continued} went on, {known} were here already: {revisions} revision(s) written."
    );
    let _ = writeln!(text, "{sources} source(s) are new.");
    let counts = [
        (received.no_longer_standing, "claim(s) were cleared or withdrawn by the sender, and are so here now"),
        (received.codes_replaced, "code(s) of an older codebook were replaced by those of today"),
        (received.codes_to_decide, "code(s) were split or retired since: somebody must choose (`overt record edit`)"),
        (received.erased_here, "record(s) were erased here, as a whole or in part, and stay so"),
        (
            received.sources_differ.len() as u64,
            "source(s) are described otherwise by the sender; yours hold (`overt source list`)",
        ),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let _ = writeln!(text, "{count} {what}.");
    }
    list(
        &mut text,
        "Changed on both sides; the version here holds. `--take RECORD` takes the other one",
        &received.conflicts,
        ToString::to_string,
    );
    list(&mut text, "Not taken in", &received.refused, |one| format!("{}  {}", one.record, why(one.reason)));
    list(&mut text, "Done by the sender, and to be done here", &received.to_do, to_do);
    if received.unnamed > 0 {
        let _ = writeln!(
            text,
            "\n{} more are not named. Take the bundle in again after these are settled.",
            received.unnamed
        );
    }
    text
}

fn list<T>(text: &mut String, title: &str, all: &[T], line: impl Fn(&T) -> String) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{title}:");
    for one in all.iter().take(SHOWN_MAX) {
        let _ = writeln!(text, "  {}", line(one));
    }
    if all.len() > SHOWN_MAX {
        let _ = writeln!(text, "  and {} more (`--json` names them)", all.len() - SHOWN_MAX);
    }
}

/// Why a record was not taken in, in words.
fn why(reason: &str) -> &str {
    match reason {
        "standing" => "its standing cannot follow the one that it has",
        "invalid" => "it is against the rules of the codebook",
        "no-source" => "it names a source that nobody knows",
        "source-over" => "the agreement with its source is over here",
        "schema" => "it is another kind of record here",
        "unknown-schema" => "its kind is not in the codebook",
        "unknown-property" => "it has a property that is not in the codebook",
        "unreadable" => "it is not in the form of the codebook",
        "no-revision" => "it says nothing",
        other => other,
    }
}

fn to_do(one: &ToDo) -> String {
    let ToDo { record, what } = one;
    match what {
        NoticeKind::Erased { class: Class::Open } => format!("overt record erase {record}"),
        NoticeKind::Erased { class } => format!("overt record erase {record} --class {}", class.code()),
        NoticeKind::ConsentWithdrawn => format!("overt consent withdraw {record}"),
        NoticeKind::Standing { standing } => format!("overt record edit {record} --standing {}", standing.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit::Exit;

    #[test]
    fn a_sender_is_named_by_what_was_read_or_by_a_file() {
        let heard = "01234-56789-ABCDE-f0123-45678";
        assert_eq!(sender(heard).unwrap(), Sender::Fingerprint(heard.to_lowercase()));
        for wrong in ["01234-56789", "/nowhere", "", "01234-56789-abcde-f0123-4567g"] {
            assert_eq!(sender(wrong).unwrap_err().exit, Exit::WrongUse, "{wrong}");
        }
    }
}
