//! Workbooks of Excel.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read, Seek};

use super::archive::{Archive, Content};
use super::cells::{self, Cells};
use super::xml::{Piece, Xml, attribute};
use super::{PART_LEN_MAX, SHEET_LEN_MAX, damaged};
use crate::rows::{COLUMNS_MAX, OpenError, ROW_LEN_MAX, Reason, Row};

/// Most bytes of the texts that cells share, which are in memory.
const STRINGS_LEN_MAX: u32 = 100 << 20;

/// A workbook of which the list of sheets was read.
pub(super) struct Book<R> {
    archive: Archive<R>,
    /// The name of each sheet and its part.
    sheets: Vec<(String, String)>,
    is_1904: bool,
    strings: Option<String>,
    styles: Option<String>,
}

/// What a number is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Number,
    Moment,
    Elapsed,
}

impl<R: Read + Seek> Book<R> {
    pub(super) fn open(mut archive: Archive<R>) -> Result<Self, OpenError> {
        let root = related(&mut archive, "")?;
        let book = root.into_iter().find(|(_, kind, _)| kind == "officeDocument");
        let book = book.map_or("xl/workbook.xml".to_owned(), |(_, _, part)| part);
        let parts = related(&mut archive, &book)?;
        let of_kind = |wanted: &str| parts.iter().find(|(_, kind, _)| kind == wanted).map(|(.., part)| part.clone());
        let (strings, styles) = (of_kind("sharedStrings"), of_kind("styles"));
        let mut xml = Xml::new(archive.part(&book, PART_LEN_MAX)?);
        let (mut sheets, mut is_1904) = (Vec::new(), false);
        loop {
            match xml.next()? {
                Piece::Over => break,
                Piece::Start(element) if element.local_name().as_ref() == "workbookPr" => {
                    is_1904 = attribute(&element, "date1904").is_some_and(|value| matches!(&*value, "1" | "true"));
                }
                Piece::Start(element) if element.local_name().as_ref() == "sheet" => {
                    let (name, id) = (attribute(&element, "name"), attribute(&element, "id"));
                    let part = parts.iter().find(|(found, ..)| Some(&**found) == id.as_deref());
                    // A chart may have a sheet of its own.
                    if let (Some(name), Some((_, kind, part))) = (name, part)
                        && kind == "worksheet"
                    {
                        sheets.push((name.into_owned(), part.clone()));
                    }
                }
                _ => {}
            }
        }
        drop(xml);
        Ok(Self { archive, sheets, is_1904, strings, styles })
    }

    pub(super) fn sheets(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| &**name)
    }

    pub(super) fn cells(mut self, name: &str) -> Result<Sheet<R>, OpenError> {
        let (_, part) = self.sheets.into_iter().find(|(found, _)| found == name).ok_or_else(damaged)?;
        let mut strings = Strings::default();
        if let Some(part) = self.strings.filter(|part| self.archive.has(part)) {
            strings.read(self.archive.part(&part, STRINGS_LEN_MAX)?)?;
        }
        let mut styles = Vec::new();
        if let Some(part) = self.styles.filter(|part| self.archive.has(part)) {
            styles = self::styles(self.archive.part(&part, PART_LEN_MAX)?)?;
        }
        let xml = Xml::new(self.archive.into_part(&part, SHEET_LEN_MAX)?);
        let (is_1904, number, is_over) = (self.is_1904, 0, false);
        Ok(Sheet { xml, strings, styles, is_1904, number, is_over, value: String::new() })
    }
}

/// The id, kind and name of the parts that a part refers to.
fn related<R: Read + Seek>(archive: &mut Archive<R>, part: &str) -> Result<Vec<(String, String, String)>, OpenError> {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let list = format!("{prefix}_rels/{file}.rels");
    if !archive.has(&list) {
        return Ok(Vec::new());
    }
    let (mut found, mut xml) = (Vec::new(), Xml::new(archive.part(&list, PART_LEN_MAX)?));
    loop {
        match xml.next()? {
            Piece::Over => return Ok(found),
            Piece::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let [id, kind, target] =
                    ["Id", "Type", "Target"].map(|name| attribute(&element, name).unwrap_or_default());
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let part = target.strip_prefix('/').map_or_else(|| format!("{prefix}{target}"), str::to_owned);
                found.push((id.into_owned(), kind, part));
            }
            _ => {}
        }
    }
}

/// The texts that cells share, one after the other.
#[derive(Default)]
struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    fn read(&mut self, part: impl Read) -> io::Result<()> {
        let (mut xml, mut text) = (Xml::new(part), String::new());
        loop {
            let piece = xml.next()?;
            if matches!(piece, Piece::Over) {
                return Ok(());
            }
            if piece.starts("si") {
                text.clear();
                rich(&mut xml, &mut text)?;
                self.text.push_str(&unescaped(&text));
                self.ends.push(u32::try_from(self.text.len()).map_err(|_| damaged())?);
            }
        }
    }

    fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }
}

/// The text in runs of different looks, without how to pronounce it.
fn rich<R: Read>(xml: &mut Xml<R>, text: &mut String) -> io::Result<()> {
    let depth = xml.depth();
    while xml.depth() >= depth {
        let piece = xml.next()?;
        if piece.starts("rPh") {
            xml.skip()?;
        } else if piece.starts("t") {
            xml.text("", text)?;
        }
    }
    Ok(())
}

/// Characters that XML does not have are written as `_x000D_`.
fn unescaped(text: &str) -> String {
    let (mut result, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(place) = rest.find("_x") {
        let code = rest.get(place + 2..place + 6).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let is_closed = rest.as_bytes().get(place + 6) == Some(&b'_');
        let (kept, taken) = match character {
            Some(_) if is_closed => (place, place + 7),
            _ => (place + 2, place + 2),
        };
        result.push_str(&rest[..kept]);
        result.extend(character.filter(|_| is_closed));
        rest = &rest[taken..];
    }
    result + rest
}

/// What numbers of each style are shown as.
fn styles(part: impl Read) -> io::Result<Vec<Shown>> {
    let (mut xml, mut codes, mut styles) = (Xml::new(part), HashMap::new(), Vec::new());
    let mut is_of_cells = false;
    loop {
        let piece = xml.next()?;
        is_of_cells = (is_of_cells || piece.starts("cellXfs")) && !piece.ends("cellXfs");
        let Piece::Start(element) = piece else {
            if matches!(piece, Piece::Over) {
                return Ok(styles);
            }
            continue;
        };
        let id = attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
        match element.local_name().as_ref() {
            "numFmt" => {
                codes.insert(id, shown(&attribute(&element, "formatCode").unwrap_or_default()));
            }
            "xf" if is_of_cells => styles.push(codes.get(&id).copied().unwrap_or(match id {
                14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Moment,
                46 => Shown::Elapsed,
                _ => Shown::Number,
            })),
            _ => {}
        }
    }
}

/// Whether a format of numbers, such as `[$-409]d\-mmm;@`, is one of days and times.
pub(super) fn shown(code: &str) -> Shown {
    let (mut is_quoted, mut bracket, mut characters) = (false, None::<String>, code.chars());
    while let Some(character) = characters.next() {
        match (character.to_ascii_lowercase(), &mut bracket) {
            ('"', None) => is_quoted = !is_quoted,
            _ if is_quoted => {}
            ('\\' | '_' | '*', None) => {
                characters.next();
            }
            ('[', None) => bracket = Some(String::new()),
            (']', Some(text)) => {
                if !text.is_empty()
                    && ["h", "m", "s"].iter().any(|unit| text.trim_matches(|c| unit.starts_with(c)).is_empty())
                {
                    return Shown::Elapsed;
                }
                bracket = None;
            }
            (character, Some(text)) => text.push(character),
            // Only positive numbers are days; `General` has an e, and so have numbers with an exponent.
            (';', None) => return Shown::Number,
            ('d' | 'm' | 'y' | 'h' | 's', None) => return Shown::Moment,
            _ => {}
        }
    }
    Shown::Number
}

/// The cells of a sheet.
pub(super) struct Sheet<R> {
    xml: Xml<Content<R>>,
    strings: Strings,
    styles: Vec<Shown>,
    is_1904: bool,
    number: u64,
    is_over: bool,
    value: String,
}

impl<R: Read + Send> Cells for Sheet<R> {
    fn next(&mut self, row: &mut Row) -> io::Result<Option<(u64, Result<(), Reason>)>> {
        while !self.is_over {
            match self.xml.next()? {
                // To the end, as only there it shows whether the part is whole.
                Piece::Over => self.is_over = true,
                Piece::Start(element) if element.local_name().as_ref() == "row" => {
                    let number = match attribute(&element, "r") {
                        Some(number) => number.parse().map_err(|_| damaged())?,
                        None => self.number + 1,
                    };
                    if number <= self.number || number > u64::from(u32::MAX) {
                        return Err(damaged());
                    }
                    self.number = number;
                    let outcome = self.row(row)?;
                    if outcome.is_err() || row.cells().any(|cell| !cell.is_empty()) {
                        return Ok(Some((number, outcome)));
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }

    fn bytes_read(&self) -> u64 {
        self.xml.get_ref().read_len()
    }
}

impl<R: Read> Sheet<R> {
    /// Reads to the end of the row, whatever is in it.
    fn row(&mut self, row: &mut Row) -> io::Result<Result<(), Reason>> {
        row.clear();
        let (mut outcome, mut next) = (Ok(()), 0);
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let Piece::Start(element) = self.xml.next()? else { continue };
            if element.local_name().as_ref() != "c" {
                self.xml.skip()?;
                continue;
            }
            let column = attribute(&element, "r").map_or(Some(next), |place| column(&place));
            let kind = attribute(&element, "t").map(Cow::into_owned).unwrap_or_default();
            let style = attribute(&element, "s").and_then(|style| style.parse::<usize>().ok());
            self.value(&kind)?;
            let Some(column) = column.filter(|column| *column >= next) else {
                outcome = outcome.and(Err(Reason::Malformed));
                continue;
            };
            next = column + 1;
            let cell = match self.cell(&kind, style) {
                Ok(cell) if cell.is_empty() => continue,
                Ok(cell) => cell,
                Err(reason) => {
                    outcome = outcome.and(Err(reason));
                    continue;
                }
            };
            if column >= COLUMNS_MAX || row.text.len() + cell.len() > ROW_LEN_MAX {
                outcome = outcome.and(Err(Reason::TooLong));
                continue;
            }
            while row.len() < column {
                row.push("");
            }
            row.push(&cell);
        }
        Ok(outcome)
    }

    /// What is written in the cell that began last.
    fn value(&mut self, kind: &str) -> io::Result<()> {
        self.value.clear();
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let piece = self.xml.next()?;
            if piece.starts("v") {
                self.xml.text("", &mut self.value)?;
            } else if piece.starts("is") && kind == "inlineStr" {
                rich(&mut self.xml, &mut self.value)?;
            } else if let Piece::Start(_) = piece {
                self.xml.skip()?;
            }
        }
        Ok(())
    }

    fn cell(&self, kind: &str, style: Option<usize>) -> Result<String, Reason> {
        let value = &*self.value;
        let cell = match kind {
            "s" => {
                let number = value.trim().parse().map_err(|_| Reason::Malformed)?;
                self.strings.get(number).ok_or(Reason::Malformed)?.to_owned()
            }
            "str" | "inlineStr" => unescaped(value),
            "b" => if value.trim() == "1" { "true" } else { "false" }.to_owned(),
            "e" | "d" => value.to_owned(),
            _ => {
                let shown = style.and_then(|style| self.styles.get(style)).copied().unwrap_or(Shown::Number);
                let number = value.trim().parse::<f64>().ok();
                let day = number.and_then(|number| match shown {
                    Shown::Number => None,
                    Shown::Moment => cells::moment(number, self.is_1904),
                    Shown::Elapsed => cells::elapsed(number),
                });
                day.unwrap_or_else(|| cells::number(value))
            }
        };
        if cell.contains('\0') { Err(Reason::Nul) } else { Ok(cell) }
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}
