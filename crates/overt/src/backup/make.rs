//! `overt backup FILE`.

use std::fmt::Write as _;
use std::path::Path;

use super::in_json;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn run(options: &StoreOptions, passphrase: &PassphraseOptions, file: &Path) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let session = workspace.sign_in(options, passphrase)?;
    let progress = options.progress("Rows written", None);
    let backup = workspace.store.backup(&session, file, workspace.today, |rows| progress.advance(rows));
    let report = workspace.wait(backup)?;
    progress.finish();
    workspace.close()?;
    if options.json {
        return Output::json(&in_json(&report));
    }
    let mut text =
        format!("{} rows and {} attachment(s) written to {}.\n\n", report.rows, report.files, file.display());
    let _ = writeln!(
        text,
        "It opens for {}: with their passphrase and the folder of keys,",
        report.facts.holders.join(", ")
    );
    let _ = writeln!(text, "or with their recovery code alone.\n");
    let _ = writeln!(
        text,
        "1. Copy {} to another place, and never keep it beside the backup.",
        options.data.join("keys").display()
    );
    let _ = writeln!(text, "   Without it nobody knows after a restore what was erased in the meantime.");
    let _ = writeln!(text, "2. Look at each copy of the backup: overt backup check {}", file.display());
    let _ = writeln!(text, "3. Now and then see that it opens:  overt backup read {}", file.display());
    Ok(Output::text(text))
}
