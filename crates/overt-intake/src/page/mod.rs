//! News stories and other pages: one document is one row.
//!
//! A page is read tag by tag and no tree is made of it, so that neither tags without an end nor tags in tags without number take
//! more memory than the text they hold.

mod extract;
mod linked;
#[cfg(test)]
mod tests;

use std::io::{Read, Seek};

use encoding_rs::{Encoding, UTF_8};
use overt_model::Private;

use crate::rows::{Item, OpenError, ROW_LEN_MAX, ReadError, Reason, Reject, Row, Rows, Unit};
use crate::table::Encoded;

/// Most bytes of a page or a story.
const LEN_MAX: u64 = 8 << 20;

/// The longest first line that is a title.
const TITLE_LEN_MAX: usize = 200;

/// What is known of a document; blank where it does not say.
#[derive(Debug, Default, PartialEq)]
struct Document {
    title: String,
    url: String,
    author: String,
    published: String,
    language: String,
    site: String,
    text: String,
}

const COLUMNS: [&str; 7] = ["title", "url", "author", "published", "language", "site", "text"];

/// A page or a story.
pub(crate) struct Reader {
    columns: [String; 7],
    document: Option<Result<Document, (Reason, String)>>,
    length: u64,
    about: String,
}

impl Reader {
    /// Opens a page in HTML.
    pub(crate) fn page(input: impl Read + Seek) -> Result<Self, OpenError> {
        Self::open(input, "HTML page", extract::page)
    }

    /// Opens a plain text.
    pub(crate) fn story(input: impl Read + Seek) -> Result<Self, OpenError> {
        Self::open(input, "text", story)
    }

    fn open(input: impl Read, kind: &str, document: fn(&str) -> Document) -> Result<Self, OpenError> {
        let mut bytes = Vec::new();
        input.take(LEN_MAX + 1).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(OpenError::Empty);
        }
        if bytes.len() as u64 > LEN_MAX {
            return Err(OpenError::Unreadable {
                what: "a page or a text of more than 8 MiB",
                remedy: "import the story alone, as a .txt file",
            });
        }
        let encoding = encoding(&bytes)?;
        let (text, _, has_faults) = encoding.decode(&bytes);
        let outcome = if has_faults { Err(Reason::NotText) } else { checked(document(&text)) };
        let document = outcome.map_err(|reason| (reason, text[..text.floor_char_boundary(ROW_LEN_MAX)].to_owned()));
        let about = format!("{kind}, {}", encoding.name());
        Ok(Self { columns: COLUMNS.map(str::to_owned), document: Some(document), length: bytes.len() as u64, about })
    }
}

/// What the bytes say themselves, then what the page says, then what the letters look like.
fn encoding(bytes: &[u8]) -> Result<&'static Encoding, OpenError> {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        return Ok(marked);
    }
    if str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let told = head.split_once("charset=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let told = told.and_then(|rest| rest.split(['"', '\'', ' ', '>', ';', '/']).next());
    let told = told.and_then(|label| Encoding::for_label(label.as_bytes())).filter(|told| *told != UTF_8);
    Ok(if let Some(told) = told { told } else { Encoded::of(bytes)?.encoding() })
}

fn checked(document: Document) -> Result<Document, Reason> {
    let cells = document.cells();
    match () {
        () if cells.iter().any(|cell| cell.contains('\0')) => Err(Reason::Nul),
        () if cells.iter().map(|cell| cell.len()).sum::<usize>() > ROW_LEN_MAX => Err(Reason::TooLong),
        () => Ok(document),
    }
}

/// A text begins with its title, if that is short and there is more.
fn story(text: &str) -> Document {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').map_or(("", text), |(first, rest)| (first.trim(), rest.trim()));
    let (title, text) = if first.len() <= TITLE_LEN_MAX { (first, rest) } else { ("", text) };
    Document { title: title.to_owned(), text: text.replace("\r\n", "\n"), ..Document::default() }
}

impl Document {
    fn cells(&self) -> [&str; 7] {
        [&self.title, &self.url, &self.author, &self.published, &self.language, &self.site, &self.text]
    }
}

impl Rows for Reader {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError> {
        Ok(self.document.take().map(|document| match document {
            Ok(document) => {
                row.clear();
                document.cells().iter().for_each(|cell| row.push(cell));
                Item::Row(1..=1)
            }
            Err((reason, text)) => Item::Reject(Reject { lines: 1..=1, reason, text: Private::new(text) }),
        }))
    }

    fn bytes_read(&self) -> u64 {
        self.length
    }

    fn unit(&self) -> Unit {
        Unit::Object
    }

    fn about(&self) -> String {
        self.about.clone()
    }
}
