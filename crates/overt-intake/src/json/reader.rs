//! Objects of one file of JSON.

use std::io::{self, Read, Seek};

use overt_model::Private;

use super::source::{Extent, Source};
use super::{object, outline};
use crate::flat::Flat;
use crate::rows::{Item, OpenError, ReadError, Reason, Reject, Row, Rows, Unit};

/// What stands for the whole file where the path to a list is asked for.
const WHOLE: &str = ".";

/// A list of objects, or objects one after the other.
pub(crate) struct Reader<R> {
    source: Source<R>,
    place: Place,
    /// The path to the list; blank if it is the file itself.
    path: String,
    number: u64,
    flat: Flat,
    kept: Vec<u8>,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A value of a list that is within so many objects.
    List(usize),
    /// An object, or the end of the file.
    Objects,
    /// The end of so many objects, and of the file.
    After(usize),
    /// Nobody knows.
    Lost,
    /// Nothing.
    Over,
}

impl<R: Read + Seek> Reader<R> {
    /// Finds the list of objects: the file itself, the only one in it, or the one at `path`.
    pub(crate) fn open(input: R, path: Option<&str>) -> Result<Self, OpenError> {
        let mut source = Source::open(input)?;
        let first = source.peek_solid()?.ok_or(OpenError::Empty)?;
        let path = path.filter(|path| *path != WHOLE || first == b'{');
        let (source, place, path) = match path {
            Some(name) if first == b'[' => {
                return Err(OpenError::NoTable { name: name.to_owned(), there: Vec::new() });
            }
            _ if first == b'[' => {
                source.take_byte();
                (source, Place::List(0), String::new())
            }
            Some(WHOLE) => (source, Place::Objects, String::new()),
            _ => nested(source, path)?,
        };
        Ok(Self { source, place, path, number: 0, flat: Flat::default(), kept: Vec::new() })
    }
}

/// The paths of the lists of objects in a file.
pub(crate) fn lists<R: Read + Seek>(input: R) -> io::Result<Vec<String>> {
    Ok(outline::lists(&mut Source::open(input)?)?.0)
}

/// The list in an object that is asked for, or the only one; without any, the object itself.
fn nested<R: Read + Seek>(mut source: Source<R>, path: Option<&str>) -> Result<(Source<R>, Place, String), OpenError> {
    let (mut there, is_followed) = outline::lists(&mut source)?;
    let mut source = Source::open(source.into_input())?;
    let wanted = match path {
        Some(path) => path.to_owned(),
        None if is_followed || there.is_empty() => return Ok((source, Place::Objects, String::new())),
        None if there.len() > 1 => {
            there.push(WHOLE.to_owned());
            return Err(OpenError::ManyTables { there });
        }
        None => there.remove(0),
    };
    match outline::enter(&mut source, &wanted)? {
        Some(depth) => Ok((source, Place::List(depth), wanted)),
        None => Err(OpenError::NoTable { name: wanted, there }),
    }
}

impl<R: Read> Reader<R> {
    fn item(&mut self, row: &mut Row) -> io::Result<Option<Item>> {
        loop {
            let byte = self.source.peek_solid()?;
            match (self.place, byte) {
                (Place::Over, _) | (Place::Objects | Place::After(0), None) => return Ok(None),
                (Place::List(_) | Place::After(_), None) => {
                    self.kept.clear();
                    self.place = Place::Over;
                    return Ok(Some(self.reject(Reason::Cut)));
                }
                (Place::List(depth), Some(b']')) => {
                    self.source.take_byte();
                    self.place = Place::After(depth);
                }
                (Place::After(depth @ 1..), _) => {
                    let extent = self.source.take_value(&vec![b'{'; depth], &mut self.kept)?;
                    self.place = if extent == Extent::Tangled { Place::Lost } else { Place::After(0) };
                    if extent == Extent::Cut {
                        self.place = Place::Over;
                        return Ok(Some(self.reject(Reason::Cut)));
                    }
                }
                (Place::List(_) | Place::Objects, Some(_)) => return self.value(row).map(Some),
                (Place::After(0) | Place::Lost, _) => {
                    self.kept.clear();
                    self.source.take_rest(&mut self.kept)?;
                    self.place = Place::Over;
                    return Ok(Some(self.reject(Reason::Rest)));
                }
            }
        }
    }

    /// A value of the list, and the comma after it.
    fn value(&mut self, row: &mut Row) -> io::Result<Item> {
        let extent = self.source.take_value(&[], &mut self.kept)?;
        let outcome = match extent {
            Extent::Whole => object::read(&self.kept, &mut self.flat, row),
            Extent::Long => Err(Reason::TooLong),
            Extent::Tangled => {
                self.source.take_rest(&mut self.kept)?;
                self.place = Place::Over;
                Err(Reason::Rest)
            }
            Extent::Cut => {
                self.place = Place::Over;
                Err(Reason::Cut)
            }
        };
        if let Place::List(_) = self.place {
            match self.source.peek_solid()? {
                Some(b',') => self.source.take_byte(),
                Some(b']') | None => {}
                Some(_) => self.place = Place::Lost,
            }
        } else if self.place == Place::Objects && self.source.peek_solid()?.is_some_and(|byte| byte != b'{') {
            self.place = Place::Lost;
        }
        Ok(match outcome {
            Ok(()) => {
                self.number += 1;
                Item::Row(self.number..=self.number)
            }
            Err(reason) => self.reject(reason),
        })
    }

    /// What was kept is no object.
    fn reject(&mut self, reason: Reason) -> Item {
        self.number += 1;
        let text = Private::new(super::shown(&self.kept));
        Item::Reject(Reject { lines: self.number..=self.number, reason, text })
    }
}

impl<R: Read> Rows for Reader<R> {
    fn columns(&self) -> &[String] {
        self.flat.names()
    }

    fn may_find_columns(&self) -> bool {
        true
    }

    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError> {
        let line = self.number;
        self.item(row).map_err(|error| ReadError { unit: Unit::Object, line, error })
    }

    fn bytes_read(&self) -> u64 {
        self.source.bytes_read()
    }

    fn unit(&self) -> Unit {
        Unit::Object
    }

    fn about(&self) -> String {
        let encoding = self.source.encoding().encoding().name();
        match &*self.path {
            "" => format!("JSON, {encoding}"),
            path => format!("JSON, {encoding}, the list {path}"),
        }
    }
}
