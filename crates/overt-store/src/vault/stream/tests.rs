use std::io::{Read, Write, empty, repeat, sink};

use overt_model::Class;
use proptest::prelude::*;

use super::super::context::{Epoch, TenantId};
use super::super::testing::Seeded;
use super::*;
use crate::vault::Context;

const PLACE: Context<'_> = Context {
    tenant: TenantId::from_bits(1),
    table: "file",
    row: 2,
    class: Class::Narrative,
    epoch: Epoch::FIRST,
    revision: 1,
};
const SEALED_CHUNK_LEN: usize = CHUNK_LEN + TAG_LEN;

fn facts(length: usize) -> FileFacts {
    FileFacts {
        name: Private::new("scan 1.pdf".to_owned()),
        media_type: "application/pdf".to_owned(),
        length: length as u64,
    }
}

fn content(length: usize, seed: u64) -> Vec<u8> {
    let mut content = vec![0; length];
    rand_core::Rng::fill_bytes(&mut Seeded::new(seed), &mut content);
    content
}

fn sealed(content: &[u8]) -> (DataKey, Vec<u8>) {
    let mut random = Seeded::new(7);
    let key = DataKey::generate(&mut random);
    let mut sealed = Vec::new();
    key.seal_file(&facts(content.len()), (&mut &content[..], &mut sealed), &PLACE, &mut random).unwrap();
    (key, sealed)
}

fn refused(key: &DataKey, sealed: &[u8]) -> bool {
    matches!(key.open_file((&mut &sealed[..], &mut sink()), &PLACE), Err(FileError::Open(_)))
}

/// Gives one byte, then three, then all: a source need not fill the buffer it is given.
struct Dribble<R>(R, usize);

impl<R: Read> Read for Dribble<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = (self.1 + 1) % 3;
        let length = buffer.len().min([usize::MAX, 1, 3][self.1]);
        self.0.read(&mut buffer[..length])
    }
}

#[test]
fn files_of_every_length_come_back() {
    let lengths =
        [0, 1, 15, 4_000, 4_096, CHUNK_LEN - 1, CHUNK_LEN, CHUNK_LEN + 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1];
    let around_the_first_chunk = CHUNK_LEN - 60..CHUNK_LEN - 30;
    for length in lengths.into_iter().chain(around_the_first_chunk) {
        let content = content(length, 1);
        let (key, sealed) = sealed(&content);
        assert_eq!(sealed.len() as u64, facts(length).sealed_len().unwrap());
        let mut opened = Vec::new();
        let found = key.open_file((&mut Dribble(&sealed[..], 0), &mut opened), &PLACE).unwrap();
        assert_eq!(found, facts(length));
        assert!(opened == content, "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_flipped_bit_or_cut_is_refused(bit: prop::sample::Index, cut: prop::sample::Index, length in 0_usize..600) {
        let (key, mut sealed) = sealed(&content(length, 1));
        prop_assert!(refused(&key, &sealed[..cut.index(sealed.len())]));
        let bit = bit.index(sealed.len() * 8);
        sealed[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(refused(&key, &sealed));
    }
}

#[test]
fn chunks_moved_repeated_left_out_or_added_are_refused() {
    let (key, sealed) = sealed(&content(4 * CHUNK_LEN, 1));
    let (header, chunks) = sealed.split_at(HEADER_LEN);
    let chunks: Vec<&[u8]> = chunks.chunks(SEALED_CHUNK_LEN).collect();
    let count = chunks.len();
    let joined =
        |order: &[usize]| [header, &order.iter().map(|place| chunks[*place]).collect::<Vec<_>>().concat()].concat();
    let all: Vec<usize> = (0..count).collect();
    assert!(!refused(&key, &joined(&all)));
    for kept in 0..count {
        assert!(refused(&key, &joined(&all[..kept])), "cut after {kept} chunks");
        let without: Vec<usize> = all.iter().copied().filter(|place| *place != kept).collect();
        assert!(refused(&key, &joined(&without)), "without chunk {kept}");
        let mut twice = all.clone();
        twice.insert(kept, kept);
        assert!(refused(&key, &joined(&twice)), "chunk {kept} twice");
        for other in 0..kept {
            let mut moved = all.clone();
            moved.swap(kept, other);
            assert!(refused(&key, &joined(&moved)), "chunks {kept} and {other} exchanged");
        }
    }
    for more in [&[0][..], &[0; 16], chunks[0], chunks[count - 1]] {
        assert!(refused(&key, &[&sealed, more].concat()));
    }
}

#[test]
fn chunks_of_another_file_are_refused() {
    let (key, one) = sealed(&content(2 * CHUNK_LEN, 1));
    let mut other = Vec::new();
    let content = content(2 * CHUNK_LEN, 2);
    key.seal_file(&facts(content.len()), (&mut &content[..], &mut other), &PLACE, &mut Seeded::new(8)).unwrap();
    let second = HEADER_LEN + SEALED_CHUNK_LEN..HEADER_LEN + 2 * SEALED_CHUNK_LEN;
    let mut mixed = one.clone();
    mixed[second.clone()].copy_from_slice(&other[second]);
    assert!(refused(&key, &mixed));
    let mut mixed = one;
    mixed[..HEADER_LEN].copy_from_slice(&other[..HEADER_LEN]);
    assert!(refused(&key, &mixed));
}

#[test]
fn another_place_or_key_is_refused() {
    let (key, sealed) = sealed(b"content");
    let places = [
        Context { tenant: TenantId::from_bits(2), ..PLACE },
        Context { table: "sealed", ..PLACE },
        Context { row: 3, ..PLACE },
        Context { class: Class::Direct, ..PLACE },
        Context { epoch: Epoch::new(2), ..PLACE },
        Context { revision: 2, ..PLACE },
    ];
    for place in places {
        let opened = key.open_file((&mut &sealed[..], &mut sink()), &place);
        assert!(matches!(opened, Err(FileError::Open(OpenError::Refused))));
    }
    assert!(refused(&DataKey::generate(&mut Seeded::new(9)), &sealed));
}

#[test]
fn a_file_is_not_written_beyond_what_was_verified() {
    let content = content(3 * CHUNK_LEN, 1);
    let (key, mut sealed) = sealed(&content);
    sealed[HEADER_LEN + 2 * SEALED_CHUNK_LEN] ^= 1;
    let mut opened = Vec::new();
    assert!(key.open_file((&mut &sealed[..], &mut opened), &PLACE).is_err());
    assert!(opened.len() < 2 * CHUNK_LEN && content.starts_with(&opened));
}

#[test]
fn a_file_that_changes_its_length_meanwhile_is_refused() {
    let mut random = Seeded::new(1);
    let key = DataKey::generate(&mut random);
    let mut seal = |source: &mut dyn Read| {
        let mut source = source;
        key.seal_file(&facts(100), (&mut source, &mut sink()), &PLACE, &mut random)
    };
    assert!(matches!(seal(&mut empty()), Err(FileError::LengthChanged)));
    assert!(matches!(seal(&mut repeat(1).take(99)), Err(FileError::LengthChanged)));
    assert!(matches!(seal(&mut repeat(1).take(101)), Err(FileError::LengthChanged)));
    assert!(seal(&mut repeat(1).take(100)).is_ok());
}

#[test]
fn limits_are_kept() {
    let name = |length| Private::new("n".repeat(length));
    assert!(FileFacts { name: name(NAME_LEN_MAX), ..facts(0) }.sealed_len().is_ok());
    let too_long = [
        FileFacts { name: name(NAME_LEN_MAX + 1), ..facts(0) },
        FileFacts { media_type: "t".repeat(MEDIA_TYPE_LEN_MAX + 1), ..facts(0) },
        FileFacts { length: FILE_LEN_MAX + 1, ..facts(0) },
    ];
    for facts in too_long {
        assert!(matches!(facts.sealed_len(), Err(FileError::TooLong)));
    }
}

#[test]
fn a_full_disk_is_told_with_its_cause() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (key, sealed) = sealed(b"content");
    let opened = key.open_file((&mut &sealed[..], &mut Full), &PLACE);
    assert!(matches!(opened, Err(FileError::Write(error)) if error.kind() == io::ErrorKind::StorageFull));
}
