//! Reading a bundle: all of it is verified before anything is believed, and then read once more.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::file::BundleReader;
use super::item::{End, FORMAT, Head, Item, statement};
use super::{BundleId, ExchangeError};
use crate::StoreError;
use crate::log::checkpoint::{Note, VerifierKey};
use crate::log::entry::Code;
use crate::people::Session;

/// A bundle that was verified.
pub(super) struct Verified {
    path: PathBuf,
    pub(super) id: BundleId,
    pub(super) head: Head,
    /// Whose signature it bears.
    pub(super) sender: VerifierKey,
    /// How many items of each kind there are.
    pub(super) end: End,
}

/// The items of one reading, in their order. Whatever is not as it should be is an error, at the latest at the end.
pub(super) struct Items {
    reader: BundleReader<BufReader<File>>,
    sender: Option<VerifierKey>,
    seen: End,
    stage: Stage,
    length: usize,
}

#[derive(PartialEq, Eq)]
enum Stage {
    Head,
    Middle,
    Ended,
    Signed,
}

impl Verified {
    /// Reads all of a bundle and verifies its seal, its form and its signature. `is_expected` may refuse the sender that it
    /// names before the rest is read.
    pub(super) fn read(
        path: &Path,
        session: &Session,
        is_expected: impl Fn(&VerifierKey) -> bool,
    ) -> Result<Self, StoreError> {
        let mut items = Items::open(path, session)?;
        let Some(Item::Head(head)) = items.next()? else { return Err(ExchangeError::Form("it has no head").into()) };
        let sender: VerifierKey = head.sender.parse().map_err(|_| ExchangeError::Form("its sender has no key"))?;
        if !is_expected(&sender) {
            return Err(ExchangeError::UnknownSender { fingerprint: sender.fingerprint() }.into());
        }
        while items.next()?.is_some() {}
        let id = items.reader.id();
        Ok(Self { path: path.to_owned(), id, head, sender, end: items.seen })
    }

    /// Reads it once more.
    pub(super) fn items(&self, session: &Session) -> Result<Items, StoreError> {
        Items::open(&self.path, session)
    }
}

impl Items {
    fn open(path: &Path, session: &Session) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(StoreError::file("read", path))?;
        let reader = BundleReader::open(BufReader::with_capacity(1 << 20, file), session)?;
        Ok(Self { reader, sender: None, seen: End::default(), stage: Stage::Head, length: 0 })
    }

    /// The next item; none once the signature was verified and the file is at its end.
    pub(super) fn next(&mut self) -> Result<Option<Item>, ExchangeError> {
        let wrong = Err(ExchangeError::Form("its items are out of order"));
        let Some(bytes) = self.reader.item()? else {
            return if self.stage == Stage::Signed {
                Ok(None)
            } else {
                Err(ExchangeError::Form("it has no signature"))
            };
        };
        self.length = bytes.len();
        let item = Item::read(&bytes)?;
        match (&self.stage, &item) {
            (Stage::Head, Item::Head(head)) => {
                if head.format != FORMAT {
                    return Err(ExchangeError::Version);
                }
                let is_version = |byte: u8| byte.is_ascii_digit() || byte == b'.';
                if head.codebook.len() > 20 || !head.codebook.bytes().all(is_version) {
                    return Err(ExchangeError::Form("its codebook has no version"));
                }
                if head.purpose.parse::<Code>().is_err() {
                    return Err(ExchangeError::Form("its purpose is no code"));
                }
                let sender = head.sender.parse().map_err(|_| ExchangeError::Form("its sender has no key"))?;
                (self.sender, self.stage) = (Some(sender), Stage::Middle);
            }
            (Stage::Middle, Item::Source(_) | Item::Record(_) | Item::Notice(_)) => self.seen.count(&item),
            (Stage::Middle, Item::End(end)) => {
                if *end != self.seen {
                    return Err(ExchangeError::Form("it holds more or less than it says"));
                }
                self.stage = Stage::Ended;
            }
            (Stage::Ended, Item::Signed(note)) => {
                self.verify(note)?;
                self.stage = Stage::Signed;
            }
            _ => return wrong,
        }
        Ok(Some(item))
    }

    /// Bytes of the item that was read last.
    pub(super) const fn length(&self) -> usize {
        self.length
    }

    fn verify(&self, note: &str) -> Result<(), ExchangeError> {
        let note = Note::parse(note).map_err(|_| ExchangeError::Signature)?;
        let expected = statement(self.reader.id(), self.reader.to(), &self.reader.hash_before());
        let has_stated = self.sender.as_ref().is_some_and(|sender| sender.has_stated(&note));
        if has_stated && note.text() == expected { Ok(()) } else { Err(ExchangeError::Signature) }
    }
}
