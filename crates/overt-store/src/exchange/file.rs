//! The sealed file of a bundle: any length in constant memory.
//!
//! ```text
//! overt bundle 1⏎
//! identifier (16) | number of wraps, 1 or 2 (1) | wraps
//! frames: length (4, little endian) | envelope
//! in an envelope: 1 for the last frame, else 0 (1) | content
//! content, all frames together: length (4, little endian) | item    as often as needed
//! ```
//! The first wrap holds a key for the casework team of the receiver. Where identities are inside there is a second one for its
//! custodians, and the frames are sealed under both keys joined, so that neither of the two teams opens the file alone. The file
//! names neither of both sides. An envelope is bound to bundle and number, so that frames cannot be moved, repeated or left out.

use std::io::{self, Read, Write};

use overt_model::Class;
use zeroize::Zeroizing;

use super::{BundleId, ExchangeError};
use crate::people::{Session, TeamKind};
use crate::random;
use crate::vault::{Context, DataKey, DataKeyPlace, Epoch, PublicKey, TenantId, WRAP_LEN};

const MAGIC: &[u8; 15] = b"overt bundle 1\n";
/// How the first line begins in every version.
const MAGIC_START: &[u8] = b"overt bundle ";
const TABLE: &str = "bundle";
/// Bytes of a full frame before it is sealed.
const FRAME_LEN_MAX: usize = (1 << 20) - 64;
/// More than the longest envelope of a frame.
const ENVELOPE_LEN_MAX: usize = (1 << 20) + 1024;
/// Longest item in bytes. Numbers in JSON take sixteen times their length in memory, and anybody can seal a bundle.
pub(super) const ITEM_LEN_MAX: usize = 4 << 20;

/// It goes from one organisation to another and belongs to neither.
const NOBODY: TenantId = TenantId::from_bits(0);

const fn frame_place(id: BundleId, number: u64) -> Context<'static> {
    let (row, class, epoch) = (id.bits(), Class::Direct, Epoch::FIRST);
    Context { tenant: NOBODY, table: TABLE, row, class, epoch, revision: number }
}

const fn key_place(id: BundleId, class: Class) -> DataKeyPlace<'static> {
    let (row, epoch) = (id.bits(), Epoch::FIRST);
    DataKeyPlace { tenant: NOBODY, table: TABLE, row, class, epoch, wrapped_to: epoch }
}

/// Who can open a bundle: a casework team and, where identities are inside, custodians.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Receivers {
    pub(super) casework: PublicKey,
    pub(super) custody: Option<PublicKey>,
}

/// Seals items into frames, and keeps a hash of all of them for the signature.
pub(super) struct BundleWriter<W> {
    destination: W,
    id: BundleId,
    key: DataKey,
    frame: Zeroizing<Vec<u8>>,
    number: u64,
    hasher: blake3::Hasher,
}

impl<W: Write> BundleWriter<W> {
    pub(super) fn new(mut destination: W, id: BundleId, to: &Receivers) -> Result<Self, ExchangeError> {
        let mut random = random::system();
        let mut key = DataKey::generate(&mut random);
        let mut wraps = to.casework.wrap(&key, &key_place(id, Class::Narrative), &mut random);
        if let Some(custody) = to.custody {
            let second = DataKey::generate(&mut random);
            wraps.extend(custody.wrap(&second, &key_place(id, Class::Direct), &mut random));
            key = key.joined(&second);
        }
        let count = u8::try_from(wraps.len() / WRAP_LEN).expect("there are one or two");
        let head = [&MAGIC[..], &id.bits().to_be_bytes(), &[count], &wraps].concat();
        destination.write_all(&head).map_err(ExchangeError::Write)?;
        // Room for all of it, so that no plaintext is left behind by a buffer that grew.
        let mut frame = Zeroizing::new(Vec::with_capacity(FRAME_LEN_MAX));
        frame.push(0);
        Ok(Self { destination, id, key, frame, number: 0, hasher: blake3::Hasher::new() })
    }

    /// Whether an item of this length can be written.
    pub(super) const fn takes(item: &[u8]) -> bool {
        item.len() <= ITEM_LEN_MAX
    }

    pub(super) fn item(&mut self, item: &[u8]) -> Result<(), ExchangeError> {
        let length = u32::try_from(item.len()).expect("items are limited to far less than 4 GiB").to_le_bytes();
        self.hasher.update(&length).update(item);
        for mut bytes in [&length[..], item] {
            while !bytes.is_empty() {
                if self.frame.len() == FRAME_LEN_MAX {
                    self.seal(false)?;
                }
                let (now, later) = bytes.split_at(bytes.len().min(FRAME_LEN_MAX - self.frame.len()));
                self.frame.extend_from_slice(now);
                bytes = later;
            }
        }
        Ok(())
    }

    /// The hash of all items so far.
    pub(super) fn hash(&self) -> [u8; 32] {
        self.hasher.finalize().into()
    }

    pub(super) fn finish(mut self) -> Result<W, ExchangeError> {
        self.seal(true)?;
        self.destination.flush().map_err(ExchangeError::Write)?;
        Ok(self.destination)
    }

    fn seal(&mut self, is_last: bool) -> Result<(), ExchangeError> {
        self.frame[0] = u8::from(is_last);
        self.number += 1;
        let place = frame_place(self.id, self.number);
        let envelope =
            self.key.seal(&self.frame, &place, &mut random::system()).expect("a frame is shorter than 16 MiB");
        let length = u32::try_from(envelope.len()).expect("an envelope of a frame is shorter than 4 GiB");
        let written = self.destination.write_all(&length.to_le_bytes());
        written.and_then(|()| self.destination.write_all(&envelope)).map_err(ExchangeError::Write)?;
        self.frame.truncate(1);
        Ok(())
    }
}

/// Gives the items of a bundle back. **What is read before the end is a beginning, not the bundle.**
pub(super) struct BundleReader<R> {
    source: R,
    id: BundleId,
    key: DataKey,
    to: Receivers,
    frame: overt_model::Secret<Vec<u8>>,
    position: usize,
    number: u64,
    is_last: bool,
    envelope: Vec<u8>,
    hasher: blake3::Hasher,
    /// The hash of all items before the present one.
    before: [u8; 32],
}

impl<R: Read> BundleReader<R> {
    /// Opens the seal with what the person holds.
    pub(super) fn open(mut source: R, session: &Session) -> Result<Self, ExchangeError> {
        let mut magic = Vec::new();
        source.by_ref().take(MAGIC.len() as u64).read_to_end(&mut magic).map_err(ExchangeError::Read)?;
        if magic != MAGIC {
            return Err(match () {
                () if MAGIC.starts_with(&magic) => ExchangeError::Truncated,
                () if magic.starts_with(MAGIC_START) => ExchangeError::Version,
                () => ExchangeError::NotABundle,
            });
        }
        let mut head = [0; 17];
        fill(&mut source, &mut head)?;
        let [id @ .., count] = head;
        let id = BundleId::from_bits(u128::from_be_bytes(id));
        let mut wraps = vec![0; WRAP_LEN * usize::from(count)];
        if !(1..=2).contains(&count) {
            return Err(ExchangeError::Damaged(0));
        }
        fill(&mut source, &mut wraps)?;
        let (first, second) = wraps.split_at(WRAP_LEN);
        let unwrap = |kind: TeamKind, class: Class, wrap: &[u8]| {
            let place = key_place(id, class);
            session.keys_of(kind).find_map(|key| Some((key.public(), key.unwrap::<_, DataKey>(wrap, &place).ok()?)))
        };
        let casework = unwrap(TeamKind::Casework, Class::Narrative, first);
        let (casework, mut key) = casework.ok_or(ExchangeError::NotForYou)?;
        let mut custody = None;
        if !second.is_empty() {
            let found = unwrap(TeamKind::Custody, Class::Direct, second);
            let (public, other) = found.ok_or_else(|| {
                if session.is_in(TeamKind::Custody) { ExchangeError::NotForYou } else { ExchangeError::NeedsCustodian }
            })?;
            key = key.joined(&other);
            custody = Some(public);
        }
        let frame = overt_model::Secret::new(Vec::new());
        let hasher = blake3::Hasher::new();
        let before = hasher.finalize().into();
        let (position, number, is_last, envelope) = (1, 0, false, Vec::new());
        let to = Receivers { casework, custody };
        Ok(Self { source, id, key, to, frame, position, number, is_last, envelope, hasher, before })
    }

    pub(super) const fn id(&self) -> BundleId {
        self.id
    }

    pub(super) const fn to(&self) -> &Receivers {
        &self.to
    }

    /// The hash of all items before the one that was read last.
    pub(super) const fn hash_before(&self) -> [u8; 32] {
        self.before
    }

    /// The next item; none at the end, when it is the right one.
    pub(super) fn item(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, ExchangeError> {
        self.before = self.hasher.finalize().into();
        if !self.has_more()? {
            return Ok(None);
        }
        let mut length = [0; 4];
        self.read(&mut length)?;
        self.hasher.update(&length);
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        if length > ITEM_LEN_MAX {
            return Err(ExchangeError::Form("an item is too long"));
        }
        let mut item = Zeroizing::new(vec![0; length]);
        self.read(&mut item)?;
        self.hasher.update(&item);
        Ok(Some(item))
    }

    fn has_more(&mut self) -> Result<bool, ExchangeError> {
        while self.position >= self.frame.expose().len() {
            if self.is_last {
                let mut more = [0; 1];
                return match self.source.read(&mut more).map_err(ExchangeError::Read)? {
                    0 => Ok(false),
                    _ => Err(ExchangeError::AfterEnd),
                };
            }
            self.advance()?;
        }
        Ok(true)
    }

    fn read(&mut self, mut buffer: &mut [u8]) -> Result<(), ExchangeError> {
        while !buffer.is_empty() {
            if !self.has_more()? {
                return Err(ExchangeError::Form("its last item is not complete"));
            }
            let rest = &self.frame.expose()[self.position..];
            let length = rest.len().min(buffer.len());
            let (now, later) = buffer.split_at_mut(length);
            now.copy_from_slice(&rest[..length]);
            self.position += length;
            buffer = later;
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<(), ExchangeError> {
        self.number += 1;
        let damaged = || ExchangeError::Damaged(self.number);
        let mut length = [0; 4];
        fill(&mut self.source, &mut length)?;
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        if length > ENVELOPE_LEN_MAX {
            return Err(damaged());
        }
        self.envelope.resize(length, 0);
        fill(&mut self.source, &mut self.envelope)?;
        self.frame = self.key.open(&self.envelope, &frame_place(self.id, self.number)).map_err(|_| damaged())?;
        self.is_last = match self.frame.expose().first() {
            Some(0) => false,
            Some(1) => true,
            _ => return Err(damaged()),
        };
        self.position = 1;
        Ok(())
    }
}

fn fill(source: &mut impl Read, buffer: &mut [u8]) -> Result<(), ExchangeError> {
    source.read_exact(buffer).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => ExchangeError::Truncated,
        _ => ExchangeError::Read(error),
    })
}
