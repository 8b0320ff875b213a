//! Writing a bundle, line by line.

use std::io::{self, Write};

use super::super::checkpoint::Note;
use super::super::entry::{Leaf, Opening};
use super::super::tree::{Accumulator, TreeHash};
use super::line::{BUNDLE_VERSION, Consistency, End, Header, LeafLine, Line, Link};

/// Writes a bundle. What it writes is not verified: an export of a damaged log must show the damage.
#[derive(Debug)]
pub struct BundleWriter<W> {
    writer: W,
    next: u64,
    link: Link,
}

impl<W: Write> BundleWriter<W> {
    /// Begins a bundle of the log `origin` after the leaves that `start` has seen: none, for the whole log. A bundle that
    /// starts later begins with the checkpoint of `start`.
    pub fn new(writer: W, origin: &str, start: &Accumulator) -> io::Result<Self> {
        let header = Header {
            version: BUNDLE_VERSION,
            origin: origin.to_owned(),
            start: start.size(),
            peaks: start.peaks().to_vec(),
        };
        let mut bundle = Self { writer, next: start.size(), link: Link::before(start.head()) };
        bundle.line(&Line::Bundle(header))?;
        Ok(bundle)
    }

    /// Adds the next leaf and, for those who may see it, what it says.
    pub fn leaf(&mut self, leaf: Leaf, opening: Option<Opening>) -> io::Result<()> {
        let commitment = leaf.commitment();
        self.link = self.link.to(&commitment);
        let (entry, content) = (leaf.content.is_some().then_some(leaf.entry), leaf.content);
        let line = LeafLine { index: self.next, commitment, entry, content, link: self.link, opening };
        self.next += 1;
        self.line(&Line::Leaf(line))
    }

    /// Adds a checkpoint. It belongs directly after its last leaf.
    pub fn checkpoint(&mut self, note: &Note) -> io::Result<()> {
        self.line(&Line::Checkpoint(note.write()))
    }

    /// Adds the proof that the last checkpoint, of `to` leaves, extends an earlier one of `from` leaves: the one before it in
    /// the bundle, or one that the auditor has.
    pub fn consistency(&mut self, from: u64, to: u64, proof: Vec<TreeHash>) -> io::Result<()> {
        self.line(&Line::Consistency(Consistency { from, to, proof }))
    }

    /// Ends the bundle and gives the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        self.line(&Line::End(End { leaves: self.next }))?;
        self.writer.flush()?;
        Ok(self.writer)
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, line)?;
        self.writer.write_all(b"\n")
    }
}
