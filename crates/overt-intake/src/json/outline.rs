//! Where the lists of objects are.

use std::io::{self, Read};

use super::source::{Extent, Source};
use crate::rows::{DEPTH_MAX, NAME_LEN_MAX};

/// Lists that are told. A file with more of them is no list of rows.
const LISTS_MAX: usize = 100;

/// Walks through the outermost object of a file. Objects in lists are not looked into.
pub(super) struct Walk<'a, R> {
    source: &'a mut Source<R>,
    /// The list before whose first value the walk ends.
    wanted: Option<&'a str>,
    path: String,
    lists: Vec<String>,
    kept: Vec<u8>,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Through the object.
    Through,
    /// In the list that was wanted, within so many objects.
    Inside(usize),
    /// At what is not JSON.
    Broken,
}

/// The lists of objects in the object that begins here, and whether another object follows.
pub(super) fn lists<R: Read>(source: &mut Source<R>) -> io::Result<(Vec<String>, bool)> {
    let mut walk = Walk { source, wanted: None, path: String::new(), lists: Vec::new(), kept: Vec::new() };
    let is_followed = walk.object(1)? == End::Through && walk.source.peek_solid()? == Some(b'{');
    Ok((walk.lists, is_followed))
}

/// Goes to the first value of a list. Within how many objects it is, if there is such a list.
pub(super) fn enter<R: Read>(source: &mut Source<R>, wanted: &str) -> io::Result<Option<usize>> {
    let (path, lists) = (String::new(), Vec::new());
    let end = Walk { source, wanted: Some(wanted), path, lists, kept: Vec::new() }.object(1)?;
    Ok(if let End::Inside(depth) = end { Some(depth) } else { None })
}

impl<R: Read> Walk<'_, R> {
    fn object(&mut self, depth: usize) -> io::Result<End> {
        if self.source.peek_solid()? != Some(b'{') {
            return Ok(End::Broken);
        }
        self.source.take_byte();
        let outer = self.path.len();
        loop {
            match self.source.peek_solid()? {
                Some(b'}') => break,
                Some(b'"') => {}
                _ => return Ok(End::Broken),
            }
            if self.source.take_value(&[], &mut self.kept)? == Extent::Cut {
                return Ok(End::Broken);
            }
            let name = serde_json::from_slice::<String>(&self.kept).ok();
            // A list within a name that no column could have is not to be found.
            let is_named = name.as_ref().is_some_and(|name| outer + name.len() < NAME_LEN_MAX);
            if self.source.peek_solid()? != Some(b':') {
                return Ok(End::Broken);
            }
            self.source.take_byte();
            if depth > 1 {
                self.path.push('.');
            }
            self.path.push_str(name.filter(|_| is_named).as_deref().unwrap_or_default());
            let end = self.value(depth, is_named)?;
            self.path.truncate(outer);
            if end != End::Through {
                return Ok(end);
            }
            match self.source.peek_solid()? {
                Some(b',') => self.source.take_byte(),
                Some(b'}') => {}
                _ => return Ok(End::Broken),
            }
        }
        self.source.take_byte();
        Ok(End::Through)
    }

    fn value(&mut self, depth: usize, is_named: bool) -> io::Result<End> {
        let mut open = &b""[..];
        match self.source.peek_solid()? {
            Some(b'{') if is_named && depth < DEPTH_MAX => return self.object(depth + 1),
            Some(b'[') if is_named => {
                self.source.take_byte();
                if self.wanted == Some(&self.path) {
                    return Ok(End::Inside(depth));
                }
                let is_of_objects = self.source.peek_solid()? == Some(b'{');
                if is_of_objects && self.lists.len() < LISTS_MAX {
                    self.lists.push(self.path.clone());
                }
                open = b"[";
            }
            _ => {}
        }
        let extent = self.source.take_value(open, &mut self.kept)?;
        Ok(if matches!(extent, Extent::Whole | Extent::Long) { End::Through } else { End::Broken })
    }
}
