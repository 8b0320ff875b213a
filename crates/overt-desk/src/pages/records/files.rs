//! Attachments: sealed when they come, and handed out after the log has it, to be kept and never shown.

use std::io::Cursor;
use std::sync::Arc;

use askama::Template;
use overt_model::{Class, RecordId, Secret};
use overt_store::{FileId, FileShown, Right, Shown, StoreError, new_id};

use super::{path, purpose, purposes, to_change};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::cleaned;
use crate::door::FILE_LEN_MAX;
use crate::file_name::plain;
use crate::shell::Shell;

/// An attachment as a custodian sees it.
struct Line {
    id: FileId,
    name: String,
    media_type: String,
    size: String,
    is_long: bool,
    has_copy: bool,
}

#[derive(Template)]
#[template(path = "files.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    /// Drawn with the form, so that what is sent twice is attached once.
    drawn: RecordId,
    may_attach: bool,
    may_open: bool,
    purposes: Vec<(String, String)>,
    purpose: String,
    /// None before they were asked for.
    files: Option<Vec<Line>>,
}

/// The form for another one, and what it needs to see those that are there.
pub(crate) async fn files(ask: &Ask) -> Result<Answer, Stopped> {
    let shown = ask.store().show(ask.session()?, ask.record()?, (&[], None), ask.today()).await?;
    Ok(Answer::page(page(ask, &shown, None, None)?))
}

/// Those that are there, after the log has it.
pub(crate) async fn list_files(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, id) = (ask.session()?, ask.record()?);
    let shown = ask.store().show(session, id, (&[], None), ask.today()).await?;
    let files = read(ask, id).await?;
    Ok(Answer::page(page(ask, &shown, Some(&files), None)?))
}

async fn read(ask: &Ask, id: RecordId) -> Result<Vec<FileShown>, Stopped> {
    let (session, purpose) = (ask.session()?, purpose(ask, &ask.form)?);
    if !session.opens(Class::Direct) {
        return Err(Stopped::NotThere);
    }
    ask.confirmed()?;
    Ok(ask.store().files(session, (id, Some(&purpose)), ask.today()).await?)
}

/// Seals a file that was sent, and attaches it.
pub(crate) async fn attach(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, record) = (ask.session()?, ask.record()?);
    let shown = to_change(ask).await?;
    let Some(upload) = &ask.upload else {
        return Ok(Answer::refused(page(ask, &shown, None, Some("file-missing"))?));
    };
    let id = drawn(record, ask.form.get("drawn").unwrap_or_default());
    let what = (upload.name.as_str(), upload.media_type.as_str(), &mut Cursor::new(upload.bytes.expose()));
    match ask.store().attach_from(session, (id, record), what, ask.today()).await {
        // The same form was sent before.
        Ok(()) | Err(StoreError::Taken(_)) => Ok(Answer::see(format!("{}/files?done=attached", path(record)))),
        Err(error) => Err(error.into()),
    }
}

/// The identifier of what is attached by a form. It follows from what was drawn for the form, but nobody can aim at one that is there.
fn drawn(record: RecordId, text: &str) -> FileId {
    let mut hasher = blake3::Hasher::new_derive_key("overt.desk 2026 attachment v1");
    hasher.update(&record.bits().to_be_bytes()).update(text.as_bytes());
    let mut bits = [0; 16];
    hasher.finalize_xof().fill(&mut bits);
    FileId::from_bits(u128::from_be_bytes(bits))
}

/// Hands one out.
pub(crate) async fn file(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, record) = (ask.session()?, ask.record()?);
    let id: FileId = ask.place("file").parse().map_err(|_| Stopped::NotThere)?;
    // Only of this record, and its name with it.
    let shown = ask.store().show(session, record, (&[], None), ask.today()).await?;
    let files = read(ask, record).await?;
    let file = files.iter().find(|file| file.id == id).ok_or(Stopped::NotThere)?;
    let Some(length) = usize::try_from(file.length).ok().filter(|length| *length <= FILE_LEN_MAX) else {
        return Ok(Answer::refused(page(ask, &shown, Some(&files), Some("file-long"))?));
    };
    let place = ask.desk.downloads.place().await.ok_or(Stopped::Busy)?;
    let mut bytes = Vec::with_capacity(length);
    let read = ask.store().read_file(session, (id, &mut bytes), Some(&purpose(ask, &ask.form)?), ask.today()).await;
    let bytes = Secret::new(bytes);
    read?;
    if ask.form.get("what") != Some("copy") {
        return Ok(Answer::file(file.name.expose(), bytes, place));
    }
    let drawing = ask.desk.drawing.place().await.ok_or(Stopped::Busy)?;
    let desk = Arc::clone(&ask.desk);
    let copied = tokio::task::spawn_blocking(move || {
        // Whoever asked may be gone meanwhile, and the work goes on.
        let _alone = drawing;
        cleaned::copy(bytes.expose(), desk.painter.as_deref())
    });
    match copied.await.ok().flatten() {
        Some((copy, ending)) => Ok(Answer::file(&format!("{}.copy.{ending}", file.name.expose()), copy, place)),
        None => Ok(Answer::refused(page(ask, &shown, Some(&files), Some("file-no-copy"))?)),
    }
}

fn page(ask: &Ask, of: &Shown, files: Option<&[FileShown]>, told: Option<&str>) -> Result<String, Stopped> {
    let session = ask.session()?;
    let line = |file: &FileShown| Line {
        id: file.id,
        name: plain(file.name.expose()),
        media_type: file.media_type.clone(),
        size: size(file.length),
        is_long: file.length > FILE_LEN_MAX as u64,
        has_copy: cleaned::has_copy(&file.media_type),
    };
    let mut shell = Shell::new(ask, ask.say("files"));
    if let Some(name) = told {
        shell = shell.telling(ask.say(name));
    }
    let page = Page {
        shell,
        id: of.record.id,
        drawn: new_id(),
        may_attach: of.may_change && session.may_write(Right::Enter, &of.record.schema),
        may_open: session.opens(Class::Direct),
        purposes: purposes(ask),
        purpose: ask.form.get("purpose").unwrap_or_default().to_owned(),
        files: files.map(|files| files.iter().map(line).collect()),
    };
    Ok(page.render()?)
}

/// A length as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}
