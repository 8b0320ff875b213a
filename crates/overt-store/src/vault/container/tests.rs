//! Containers as they should be: round trips, limits and failing disks. What goes wrong on purpose is in `harm.rs`.

use std::io::{self, Read, Write, sink};

use jiff::civil::Date;
use proptest::prelude::*;

use super::super::context::AccountId;
use super::super::keys::{DataKey, SecretKey};
use super::super::testing::Seeded;
use super::*;

/// Content of a frame in most tests, so that many frames are few bytes.
pub(super) const SMALL: usize = 16;

/// The secret key of person 1, 2, …
pub(super) fn person(number: u64) -> SecretKey {
    SecretKey::generate(&mut Seeded::new(number))
}

pub(super) fn header(people: u64) -> ContainerHeader {
    let holder = |number: u64| ContainerHolder {
        account: AccountId::from_bits(number.into()),
        name: format!("desk-{number}"),
        public_key: person(number).public(),
        user_lock: vec![7; 9],
        recovery_wrap: (number == 1).then(|| vec![8; 5]),
    };
    ContainerHeader {
        tenant: TenantId::from_bits(1),
        id: ContainerId::from_bits(2),
        day: Date::constant(2026, 11, 23),
        holders: (1..=people).map(holder).collect(),
    }
}

pub(super) fn content(length: usize) -> Vec<u8> {
    let mut content = vec![0; length];
    rand_core::Rng::fill_bytes(&mut Seeded::new(99), &mut content);
    content
}

/// A container of small frames under the data key of seed 7.
pub(super) fn sealed(header: &ContainerHeader, content: &[u8]) -> Vec<u8> {
    let key = DataKey::generate(&mut Seeded::new(7));
    let mut writer = ContainerWriter::with_key(Vec::new(), header, (key, SMALL), Seeded::new(8)).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

pub(super) fn check(sealed: &[u8]) -> Result<ContainerHeader, ContainerError> {
    SealedContainer::read_header(sealed)?.check()
}

/// Reads all of it. An error comes with what was given out before.
pub(super) fn open(sealed: &[u8], secret: &SecretKey) -> Result<Vec<u8>, (Vec<u8>, ContainerError)> {
    let reader = SealedContainer::read_header(sealed).and_then(|sealed| sealed.unlock(secret));
    let mut opened = Vec::new();
    match reader.map_err(|error| (Vec::new(), error))?.read_to_end(&mut opened) {
        Ok(_) => Ok(opened),
        Err(error) => Err((opened, error.downcast().unwrap())),
    }
}

/// Gives one byte, then three, then all, with interruptions: a source need not fill the buffer it is given.
struct Dribble<R>(R, usize);

impl<R: Read> Read for Dribble<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = (self.1 + 1) % 4;
        let length = [usize::MAX, 1, 3, 0][self.1].min(buffer.len());
        if length == 0 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(&mut buffer[..length]) }
    }
}

proptest! {
    #[test]
    fn what_is_written_in_any_pieces_comes_back(
        pieces in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..3 * SMALL), 0..8),
        length_max in 1..=SMALL,
    ) {
        let key = DataKey::generate(&mut Seeded::new(7));
        let header = header(2);
        let mut writer = ContainerWriter::with_key(Vec::new(), &header, (key, length_max), Seeded::new(8)).unwrap();
        for piece in &pieces {
            writer.write_all(piece).unwrap();
            writer.flush().unwrap();
        }
        let sealed = writer.finish().unwrap();
        prop_assert_eq!(check(&sealed).unwrap(), header.clone());
        for number in [1, 2] {
            let container = SealedContainer::read_header(Dribble(&sealed[..], 0)).unwrap();
            prop_assert_eq!(container.header(), &header);
            let mut reader = container.unlock(&person(number)).unwrap();
            prop_assert_eq!(reader.header(), &header);
            let mut opened = Vec::new();
            Dribble(&mut reader, 0).read_to_end(&mut opened).unwrap();
            prop_assert_eq!(opened, pieces.concat());
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(line in proptest::collection::vec(any::<u8>(), 0..300), text in "[\\[{\"a-z0-9:,]{0,80}\n") {
        for rest in [&line[..], text.as_bytes()] {
            prop_assert!(check(rest).is_err());
            prop_assert!(check(&[b"overt backup 1\n", rest].concat()).is_err());
        }
    }
}

#[test]
fn contents_around_the_length_of_a_frame_come_back() {
    let full = 4 + ENVELOPE_LEN_MAX;
    for (length, frames_len) in [
        (0, 4 + 138),
        (1, 4 + 138),
        (CONTENT_LEN_MAX - 1, full),
        (CONTENT_LEN_MAX, full),
        (CONTENT_LEN_MAX + 1, full + 4 + 138),
        (2 * CONTENT_LEN_MAX, 2 * full),
    ] {
        let content = content(length);
        let mut writer = ContainerWriter::new(Vec::new(), &header(1), Seeded::new(3)).unwrap();
        writer.write_all(&content).unwrap();
        let sealed = writer.finish().unwrap();
        let second_line = sealed.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0;
        assert_eq!(sealed.len(), second_line + 1 + frames_len + 4 + HASH_LEN, "{length} bytes");
        assert!(open(&sealed, &person(1)).is_ok_and(|opened| opened == content), "{length} bytes");
        assert!(check(&sealed).is_ok());
    }
}

#[test]
fn a_header_names_each_holder_once_with_a_name_of_one_line() {
    let refused = |change: fn(&mut ContainerHeader)| {
        let mut header = header(2);
        change(&mut header);
        ContainerWriter::new(sink(), &header, Seeded::new(1)).err()
    };
    assert!(matches!(refused(|header| header.holders.clear()), Some(ContainerError::Nobody)));
    assert!(matches!(
        refused(|header| header.holders[1].account = header.holders[0].account),
        Some(ContainerError::Twice)
    ));
    for name in [String::new(), "a\nb".into(), "\u{1b}[31m".into(), "n".repeat(HOLDER_NAME_LEN_MAX + 1)] {
        let mut header = header(1);
        header.holders[0].name = name;
        assert!(matches!(ContainerWriter::new(sink(), &header, Seeded::new(1)).err(), Some(ContainerError::Name)));
    }
    assert!(refused(|header| header.holders[0].name = "n".repeat(HOLDER_NAME_LEN_MAX)).is_none());
}

#[test]
fn a_header_has_room_for_a_thousand_people_and_a_limit() {
    use super::super::user_lock::USER_LOCK_LEN;
    let mut header = header(1);
    let mut holder = header.holders.remove(0);
    holder.name = "n".repeat(HOLDER_NAME_LEN_MAX);
    holder.user_lock = vec![1; USER_LOCK_LEN];
    holder.recovery_wrap = Some(vec![1; 106]);
    header.holders =
        (0..1000).map(|bits| ContainerHolder { account: AccountId::from_bits(bits), ..holder.clone() }).collect();
    let wraps = vec![vec![1; super::super::wrap::WRAP_LEN]; 1000];
    let bytes = header.to_bytes(&wraps).unwrap();
    let (read, read_wraps) = ContainerHeader::of_line(&bytes[header::MAGIC.len()..]).unwrap();
    assert!(read == header && read_wraps == wraps);

    header.holders[0].user_lock = vec![1; CONTAINER_HEADER_LEN_MAX];
    assert!(matches!(header.to_bytes(&wraps), Err(ContainerError::HeaderTooLong)));
}

/// Takes so many bytes, and no more.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len().min(self.0);
        self.0 -= length;
        if length == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(length) }
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_with_its_cause_and_nothing_is_written_after_it() {
    let room = sealed(&header(1), &content(3 * SMALL)).len();
    for room in (0..room).step_by(7) {
        let key = DataKey::generate(&mut Seeded::new(7));
        let writer = ContainerWriter::with_key(Disk(room), &header(1), (key, SMALL), Seeded::new(8));
        let mut writer = match writer {
            Ok(writer) => writer,
            Err(error) => {
                assert!(matches!(error, ContainerError::Write(_)));
                continue;
            }
        };
        if let Err(error) = writer.write_all(&content(3 * SMALL)) {
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
            let again = writer.write(b"more").err().unwrap();
            assert!(matches!(again.downcast(), Ok(ContainerError::Failed)));
            assert!(matches!(writer.finish().err(), Some(ContainerError::Failed)));
        } else {
            assert!(matches!(writer.finish().err(), Some(ContainerError::Write(_))));
        }
    }
}

#[test]
fn a_source_that_fails_is_told_with_its_cause() {
    struct Gone;
    impl Read for Gone {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let sealed = sealed(&header(1), &content(3 * SMALL));
    for length in 0..sealed.len() {
        let source = sealed[..length].chain(Gone);
        let read = SealedContainer::read_header(source).and_then(SealedContainer::check);
        assert!(matches!(read, Err(ContainerError::Read(error)) if error.kind() == io::ErrorKind::ConnectionReset));
    }
}
