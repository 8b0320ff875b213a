//! Kinds of files by what is in them.

use encoding_rs::{Encoding, UTF_8};

use super::Given;
use crate::rows::OpenError;
use crate::sheet::{self, Archive};
use crate::table;

/// Kinds that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Separated values.
    Table,
    Json,
    JsonLines,
    Xlsx,
    Ods,
    Parquet,
    /// HTML.
    Page,
    /// Plain text that is no table.
    Story,
}

const PACKED: (&str, &str) = ("packed or encrypted", "unpack it and import what is in it");
const IMAGE: (&str, &str) = ("an image", "write down what it shows in a table or a form");
const OLD: (&str, &str) =
    ("a workbook or document in the form of before 2007", "open it and save it as .xlsx or .csv, then import that");

/// First bytes of kinds that are not read, and what helps.
const OTHERS: [(&[u8], (&str, &str)); 15] = [
    (b"%PDF", ("a PDF", "copy its tables into a spreadsheet, or its text into a .txt file, and import that")),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ", PACKED),
    (b"\x28\xb5\x2f\xfd", PACKED),
    (b"\x1f\x8b", ("compressed twice", "unpack it and import what is in it")),
    (b"\x89PNG", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"RIFF", ("an image or a recording", "write down what it holds in a table or a form")),
    (b"{\\rtf", ("a document of a word processor", "save it as plain text (.txt) and import that")),
    (b"SQLite format 3\0", ("a database", "export its tables as CSV and import those")),
];

const PARQUET: &[u8] = b"PAR1";

/// An archive, which may be a workbook, and one that is empty.
const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// The form of Office before 2007, in which workbooks with a password are packed today.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether what is read from many places begins so.
pub(super) fn is_binary(head: &[u8]) -> bool {
    head.starts_with(PARQUET) || ARCHIVES.iter().any(|mark| head.starts_with(mark))
}

impl Kind {
    /// `head` is the first part of the file, `name` that of the file in small letters. `given` is opened for archives only.
    pub(super) fn of(head: &[u8], name: &str, given: Given<'_>) -> Result<Self, OpenError> {
        if head.is_empty() {
            return Err(OpenError::Empty);
        }
        if head.starts_with(COMPOUND) {
            return Err(compound(head));
        }
        if let Some((_, (what, remedy))) = OTHERS.iter().find(|(mark, _)| head.starts_with(mark)) {
            return Err(OpenError::Unreadable { what, remedy });
        }
        match () {
            () if head.starts_with(PARQUET) => Ok(Self::Parquet),
            () if is_binary(head) => archive(given),
            () => text(head, name),
        }
    }
}

/// A workbook with a password has a stream of this name in its directory, which is in UTF-16.
fn compound(head: &[u8]) -> OpenError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if head.windows(name.len()).any(|window| window == name) {
        return sheet::PROTECTED;
    }
    OpenError::Unreadable { what: OLD.0, remedy: OLD.1 }
}

fn archive(given: Given<'_>) -> Result<Kind, OpenError> {
    let archive = Archive::open(given.open()?)?;
    let unreadable = |what, remedy| Err(OpenError::Unreadable { what, remedy });
    match () {
        () if archive.has("xl/workbook.bin") => {
            unreadable("a workbook in binary form (.xlsb)", "open it and save it as .xlsx, then import that")
        }
        () if archive.has_in("xl/") => Ok(Kind::Xlsx),
        () if archive.has("content.xml") && !archive.has_in("word/") => Ok(Kind::Ods),
        () if archive.has("[Content_Types].xml") => {
            unreadable("a document and no workbook", "save it as plain text (.txt) and import that")
        }
        () => unreadable("a ZIP archive and no workbook", PACKED.1),
    }
}

fn text(head: &[u8], name: &str) -> Result<Kind, OpenError> {
    let encoding = Encoding::for_bom(head).map_or(UTF_8, |(encoding, _)| encoding);
    let (text, _) = encoding.decode_with_bom_removal(head);
    let solid = text.trim_start();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let is_table = ends(&[".csv", ".tsv", ".tab", ".psv"]);
    match solid.as_bytes().first() {
        Some(b'<') if !is_table => markup(solid, ends(&[".html", ".htm", ".xhtml"])),
        Some(b'{' | b'[') if !is_table => Ok(json(solid, ends(&[".jsonl", ".ndjson", ".ftm"]))),
        _ if ends(&[".html", ".htm"]) => Ok(Kind::Page),
        _ if ends(&[".jsonl", ".ndjson"]) => Ok(Kind::JsonLines),
        _ if ends(&[".json"]) => Ok(Kind::Json),
        _ if ends(&[".txt", ".text", ".md"]) && !table::is_likely(text.as_bytes()) => Ok(Kind::Story),
        _ => Ok(Kind::Table),
    }
}

fn markup(text: &str, is_named: bool) -> Result<Kind, OpenError> {
    let head: String = text.chars().take(4096).collect::<String>().to_lowercase();
    let is_page = ["<!doctype html", "<html", "<head", "<body", "<article", "<meta", "<title"];
    if is_named || is_page.iter().any(|mark| head.contains(mark)) {
        return Ok(Kind::Page);
    }
    Err(OpenError::Unreadable {
        what: "an XML file",
        remedy: "open it in a spreadsheet program and save it as .csv or .xlsx",
    })
}

/// Lines if each of most is an object of its own. Of one line alone it does not matter which it is.
fn json(text: &str, is_named: bool) -> Kind {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(100);
    let whole = lines().filter(|line| line.starts_with('{') && line.ends_with('}')).count();
    let is_many = lines().nth(1).is_some() && text.starts_with('{');
    // The first line of an object that takes several lines ends in what goes on.
    let is_lines = is_many && (whole * 2 > lines().count());
    if is_named && !text.starts_with('[') || is_lines { Kind::JsonLines } else { Kind::Json }
}
