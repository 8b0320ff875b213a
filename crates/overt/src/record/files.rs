//! `overt record attach`, `files` and `open-file`.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_model::RecordId;
use overt_store::log::entry::Code;
use overt_store::{FileId, FileShown, hex, is_media_type};
use serde_json::json;

use super::Work;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, printable, table};

#[derive(Args)]
pub(super) struct Attachment {
    /// Which record.
    id: RecordId,
    /// The file. Its name is sealed with it.
    file: PathBuf,
    /// Its media type.
    #[arg(long = "type", value_name = "MEDIATYPE", default_value = "application/octet-stream", value_parser = media_type)]
    media_type: String,
}

fn media_type(text: &str) -> Result<String, &'static str> {
    if is_media_type(text) { Ok(text.to_owned()) } else { Err("write a media type as image/png") }
}

#[derive(Args)]
pub(super) struct Opening {
    /// Which attachment; `overt record files` names them.
    file: FileId,
    /// Where to write it. The file must not be there yet.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// What for: a code of the list `consent_purposes`. The log keeps it.
    #[arg(long, value_name = "CODE")]
    pub(super) purpose: Option<String>,
}

pub(super) fn attach(work: &Work<'_>, attachment: &Attachment) -> anyhow::Result<Output> {
    let Work { workspace, session, options, .. } = *work;
    let Attachment { id, file, media_type } = attachment;
    let progress = options.progress("Sealing the file", None);
    let attached = workspace.wait(workspace.store.attach(session, (*id, file, media_type), workspace.today))?;
    progress.finish();
    if options.json {
        return Output::json(&json!({ "record": id, "file": attached }));
    }
    Ok(Output::text(format!(
        "{attached}\nThe file itself is still where it was. Delete it if it should be here only.\n"
    )))
}

pub(super) fn list(work: &Work<'_>, id: RecordId, purpose: Option<&Code>) -> anyhow::Result<Output> {
    let Work { workspace, session, options, .. } = *work;
    let files = workspace.wait(async {
        let (store, today) = (&workspace.store, workspace.today);
        store.show(session, id, (&[], None), today).await?;
        store.files(session, (id, purpose), today).await
    })?;
    if options.json {
        let files: Vec<_> = files
            .iter()
            .map(|FileShown { id, name, media_type, length, blake3 }| {
                json!({ "file": id, "name": name.expose(), "type": media_type, "bytes": length, "blake3": hex(blake3) })
            })
            .collect();
        return Output::json(&files);
    }
    if files.is_empty() {
        return Ok(Output::text("There is no attachment that you may see.\n".into()));
    }
    let row = |file: &FileShown| {
        // Shown to the custodian who asked for it, which the log has on disk.
        [file.id.to_string(), file.length.to_string(), file.media_type.clone(), printable(file.name.expose())]
    };
    let rows: Vec<_> = files.iter().map(row).collect();
    Ok(Output::text(table(["FILE", "BYTES", "TYPE", "NAME"], &rows)))
}

pub(super) fn open(work: &Work<'_>, opening: &Opening, purpose: Option<&Code>) -> anyhow::Result<Output> {
    let Work { workspace, session, options, .. } = *work;
    let Opening { file, out, .. } = opening;
    if out.symlink_metadata().is_ok() {
        let message = format!("{} is there already", out.display());
        let failure = Failure::new(Exit::WrongUse, "file-exists", message);
        return Err(failure.with_hint("name a file that is not there yet").into());
    }
    let progress = options.progress("Opening the file", None);
    workspace.wait(workspace.store.open_file(session, (*file, out), purpose, workspace.today))?;
    progress.finish();
    if options.json {
        return Output::json(&json!({ "file": file, "path": out }));
    }
    let mut text = String::new();
    let _ = writeln!(text, "opened into {}\nIt is not sealed there. Delete it when you are done.", out.display());
    Ok(Output::text(text))
}
