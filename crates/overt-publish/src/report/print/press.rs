//! What the typesetter sees: the template, the report, its pictures and the fonts, all in memory. It reaches no file and knows no day.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What is the same for every report.
struct Room {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
}

impl Room {
    /// Whether a font has the letter. One that none has would be left out of the page.
    fn prints(&self, letter: char) -> bool {
        letter.is_ascii() || self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
    }
}

static ROOM: LazyLock<Room> = LazyLock::new(|| {
    let fonts: Vec<Font> = typst_assets::fonts().filter_map(|font| Font::new(Bytes::new(font), 0)).collect();
    Room {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(named("/report.typ"), include_str!("../../../templates/report.typ").to_owned()),
    }
});

fn named(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("the paths of this program are in order");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What one report brings.
pub(super) struct Press {
    files: HashMap<FileId, Bytes>,
}

impl Press {
    pub(super) fn new() -> Self {
        Self { files: HashMap::new() }
    }

    /// Takes a drawing and says under which name the template finds it.
    pub(super) fn picture(&mut self, svg: String) -> String {
        let name = format!("/{}.svg", self.files.len());
        self.files.insert(named(&name), Bytes::from_string(svg));
        name
    }

    pub(super) fn print(mut self, report: &impl Serialize) -> Result<Vec<u8>, String> {
        let report = serde_json::to_string(report).map_err(|error| error.to_string())?;
        let drawn = self.files.values().filter_map(|file| std::str::from_utf8(file).ok());
        if let Some(letter) = drawn.chain([&*report]).flat_map(str::chars).find(|letter| !ROOM.prints(*letter)) {
            return Err(format!("U+{:04X} is in none of the fonts", u32::from(letter)));
        }
        self.files.insert(named("/report.json"), Bytes::from_string(report));
        let document = typst::compile::<PagedDocument>(&self).output.map_err(|errors| told(&errors))?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
        let options = PdfOptions { standards, ..PdfOptions::default() };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| told(&errors));
        // The typesetter remembers what it made, and what it remembers would only grow.
        typst::comemo::evict(0);
        bytes
    }
}

/// The first thing that went wrong.
fn told(errors: &[SourceDiagnostic]) -> String {
    errors.first().map_or_else(|| "the typesetter gave no reason".to_owned(), |error| error.message.to_string())
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &ROOM.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &ROOM.book
    }

    fn main(&self) -> FileId {
        ROOM.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(ROOM.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        ROOM.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
