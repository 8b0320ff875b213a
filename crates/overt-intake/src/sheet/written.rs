//! Archives as other programs write them, and as none should.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

const SMALL: &str = "what is written here fits into memory and into the numbers of an archive";

/// An archive that is being written.
#[derive(Default)]
pub(crate) struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Zip {
    pub(crate) fn with(self, name: &str, content: &[u8]) -> Self {
        self.with_parts(name, &[content], None)
    }

    /// A part of which the pieces are written one after the other, and which says that it has `length` bytes.
    pub(crate) fn with_parts(mut self, name: &str, pieces: &[&[u8]], length: Option<u32>) -> Self {
        let (mut encoder, mut sum, mut total) = (DeflateEncoder::new(Vec::new(), Compression::fast()), Crc::new(), 0);
        for piece in pieces {
            encoder.write_all(piece).expect(SMALL);
            sum.update(piece);
            total += piece.len();
        }
        let packed = encoder.finish().expect(SMALL);
        let length = length.unwrap_or(u32::try_from(total).expect(SMALL));
        let mut entry = Vec::new();
        entry.extend([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
        for number in [sum.sum(), u32::try_from(packed.len()).expect(SMALL), length] {
            entry.extend(number.to_le_bytes());
        }
        entry.extend(u16::try_from(name.len()).expect(SMALL).to_le_bytes());
        entry.extend([0, 0]);
        let place = u32::try_from(self.bytes.len()).expect(SMALL);
        self.bytes.extend([&b"PK\x03\x04"[..], &entry, name.as_bytes(), &packed].concat());
        let place = place.to_le_bytes();
        self.directory.extend([&b"PK\x01\x02\x14\0"[..], &entry, &[0; 10], &place, name.as_bytes()].concat());
        self.count += 1;
        self
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let place = u32::try_from(self.bytes.len()).expect(SMALL);
        let size = u32::try_from(self.directory.len()).expect(SMALL);
        self.bytes.append(&mut self.directory);
        let [low, high] = self.count.to_le_bytes();
        self.bytes.extend([&b"PK\x05\x06\0\0\0\0"[..], &[low, high, low, high], &size.to_le_bytes()].concat());
        self.bytes.extend([&place.to_le_bytes()[..], &[0, 0]].concat());
        self.bytes
    }
}

/// A workbook of Excel with one sheet of this XML.
#[cfg(test)]
pub(crate) fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_of(&[sheet.as_bytes()], None, "<sst/>")
}

pub(crate) fn xlsx_of(sheet: &[&[u8]], length: Option<u32>, strings: &str) -> Vec<u8> {
    let relation =
        |id: &str, kind: &str, target: &str| format!("<Relationship Id='{id}' Type='x/{kind}' Target='{target}'/>");
    let list = |relations: &str| format!("<Relationships>{relations}</Relationships>").into_bytes();
    let parts = relation("a", "worksheet", "s.xml") + &relation("b", "sharedStrings", "t.xml");
    Zip::default()
        .with("_rels/.rels", &list(&relation("r", "officeDocument", "/xl/b.xml")))
        .with("xl/b.xml", b"<workbook><sheets><sheet name='S' r:id='a'/></sheets></workbook>")
        .with("xl/_rels/b.xml.rels", &list(&parts))
        .with("xl/t.xml", strings.as_bytes())
        .with_parts("xl/s.xml", sheet, length)
        .finish()
}

/// A workbook in the open form with this XML of sheets.
#[cfg(test)]
pub(crate) fn ods(sheets: &str) -> Vec<u8> {
    open(&[sheets.as_bytes()], "", "")
}

/// A workbook in the open form with one sheet of these rows.
pub(crate) fn ods_of(rows: &[&[u8]]) -> Vec<u8> {
    open(rows, "<table:table table:name='A'>", "</table:table>")
}

fn open(pieces: &[&[u8]], before: &str, after: &str) -> Vec<u8> {
    let names = [("office", "office"), ("table", "table"), ("text", "text")]
        .map(|(prefix, name)| format!(" xmlns:{prefix}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"))
        .concat();
    let head = format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document-content{names}><office:body><office:spreadsheet>{before}"
    );
    let tail = format!("{after}</office:spreadsheet></office:body></office:document-content>");
    let manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>";
    Zip::default()
        .with("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        .with_parts("content.xml", &[&[head.as_bytes()], pieces, &[tail.as_bytes()]].concat(), None)
        .with("META-INF/manifest.xml", manifest.as_bytes())
        .finish()
}
