//! XML piece by piece, none of which may be large.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use crate::rows::ROW_LEN_MAX;

/// Elements that may stand in each other.
const DEPTH_MAX: usize = 100;

/// One piece of XML.
pub(super) enum Piece<'a> {
    /// An element begins. One without content ends with the next piece.
    Start(BytesStart<'a>),
    /// An element ends.
    End(BytesEnd<'a>),
    /// Text, which may go on with the next piece.
    Text(Cow<'a, str>),
    /// Something without content, such as a comment.
    Nothing,
    /// There is no more.
    Over,
}

impl Piece<'_> {
    /// Whether the element of this name, without a prefix, begins.
    pub(super) fn starts(&self, name: &str) -> bool {
        matches!(self, Self::Start(element) if element.local_name().as_ref() == name)
    }

    /// Whether the element of this name, without a prefix, ends.
    pub(super) fn ends(&self, name: &str) -> bool {
        matches!(self, Self::End(element) if element.local_name().as_ref() == name)
    }
}

/// XML that is read once.
pub(super) struct Xml<R> {
    reader: quick_xml::Reader<Bounded<BufReader<R>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(input: R) -> Self {
        let mut reader = quick_xml::Reader::from_reader(Bounded { input: BufReader::new(input), left: 0 });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    pub(super) fn get_ref(&self) -> &R {
        self.reader.get_ref().input.get_ref()
    }

    /// How many elements are open.
    pub(super) const fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece. A document type is an error: all it can do is define what expands to more.
    pub(super) fn next(&mut self) -> io::Result<Piece<'_>> {
        self.buffer.clear();
        self.reader.get_mut().left = ROW_LEN_MAX;
        Ok(match self.reader.read_event_into(&mut self.buffer).map_err(unreadable)? {
            Event::Start(element) if self.depth < DEPTH_MAX => {
                self.depth += 1;
                Piece::Start(element)
            }
            Event::End(element) => {
                self.depth = self.depth.checked_sub(1).ok_or_else(super::damaged)?;
                Piece::End(element)
            }
            Event::Text(text) => Piece::Text(text.xml10_content()),
            Event::CData(text) => Piece::Text(text.xml10_content()),
            Event::GeneralRef(reference) => Piece::Text(match reference.resolve_char_ref().map_err(unreadable)? {
                Some(character) => Cow::Owned(character.into()),
                None => Cow::Borrowed(resolve_xml_entity(&reference).ok_or_else(super::damaged)?),
            }),
            Event::Eof if self.depth == 0 => Piece::Over,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Piece::Nothing,
            Event::Start(_) | Event::Empty(_) | Event::DocType(_) | Event::Eof => return Err(super::damaged()),
        })
    }

    /// Passes over what is in the element that began last.
    pub(super) fn skip(&mut self) -> io::Result<()> {
        let depth = self.depth;
        while self.depth >= depth {
            self.next()?;
        }
        Ok(())
    }

    /// Adds the text in the element that began last to `text`, without that in elements named `aside`.
    pub(super) fn text(&mut self, aside: &str, text: &mut String) -> io::Result<()> {
        let depth = self.depth;
        while self.depth >= depth {
            let piece = self.next()?;
            if piece.starts(aside) {
                self.skip()?;
            } else if let Piece::Text(part) = piece {
                text.push_str(&part);
            }
            if text.len() > ROW_LEN_MAX {
                return Err(super::damaged());
            }
        }
        Ok(())
    }
}

fn unreadable(error: quick_xml::Error) -> io::Error {
    match error {
        quick_xml::Error::Io(error) => io::Error::new(error.kind(), error.to_string()),
        _ => super::damaged(),
    }
}

/// The value of an attribute, whatever the prefix of its name.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let is_it = |found: &Attribute<'_>| found.key.local_name().as_ref() == name;
    let found = element.attributes().with_checks(false).flatten().find(is_it)?;
    found.normalized_value(XmlVersion::Explicit1_0).ok()
}

/// Ends with an error where one piece would be longer than a row may be.
struct Bounded<B> {
    input: B,
    left: usize,
}

impl<B: BufRead> Read for Bounded<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.input.read(buffer)
    }
}

impl<B: BufRead> BufRead for Bounded<B> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(super::damaged());
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.input.consume(count);
    }
}
