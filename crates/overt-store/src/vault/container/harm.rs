//! Containers that were changed: by accident, and by somebody who makes the hash at the end anew.

use std::io::{self, Read};

use super::super::keys::{DataKey, SecretKey};
use super::super::sealing::OpenError;
use super::super::testing::Seeded;
use super::header::MAGIC;
use super::tests::{SMALL, check, content, header, open, person, sealed};
use super::*;

const CONTENT_LEN: usize = 5 * SMALL;
const END_LEN: usize = 4 + HASH_LEN;

/// A container in parts: the header, and each frame with its length.
struct Parts {
    header: Vec<u8>,
    frames: Vec<Vec<u8>>,
}

impl Parts {
    fn of(sealed: &[u8]) -> Self {
        let line = sealed[MAGIC.len()..].iter().position(|byte| *byte == b'\n').unwrap();
        let (header, mut rest) = sealed.split_at(MAGIC.len() + line + 1);
        let mut frames = Vec::new();
        while rest.len() > END_LEN {
            let length = u32::from_le_bytes(*rest.first_chunk().unwrap());
            let (frame, after) = rest.split_at(4 + usize::try_from(length).unwrap());
            frames.push(frame.to_vec());
            rest = after;
        }
        Self { header: header.to_vec(), frames }
    }

    /// Puts it together, with a right end.
    fn join(&self) -> Vec<u8> {
        let mut sealed = [&self.header[..], &self.frames.concat(), &[0; 4]].concat();
        sealed.extend_from_slice(blake3::hash(&sealed).as_bytes());
        sealed
    }

    fn with_frames<'a>(&self, frames: impl IntoIterator<Item = &'a Vec<u8>>) -> Vec<u8> {
        Self { header: self.header.clone(), frames: frames.into_iter().cloned().collect() }.join()
    }

    fn with_header(&self, from: &str, to: &str) -> Vec<u8> {
        let text = str::from_utf8(&self.header).unwrap();
        assert!(text.contains(from));
        Self { header: text.replacen(from, to, 1).into_bytes(), frames: self.frames.clone() }.join()
    }
}

fn parts() -> (Vec<u8>, Parts) {
    let sealed = sealed(&header(2), &content(CONTENT_LEN));
    let parts = Parts::of(&sealed);
    assert_eq!(parts.frames.len(), 5);
    assert_eq!(parts.join(), sealed);
    (sealed, parts)
}

/// The error, after it was seen that nothing but a beginning was given out.
fn refused(sealed: &[u8]) -> ContainerError {
    let (opened, error) = open(sealed, &person(1)).unwrap_err();
    assert!(opened.len() < CONTENT_LEN && content(CONTENT_LEN).starts_with(&opened));
    error
}

/// All of them, more than 10,000.
#[test]
fn every_flipped_bit_is_refused_with_and_without_a_key() {
    let mut sealed = sealed(&header(1), &content(CONTENT_LEN));
    assert!(sealed.len() * 8 > 10_000);
    for bit in 0..sealed.len() * 8 {
        sealed[bit / 8] ^= 1 << (bit % 8);
        assert!(check(&sealed).is_err(), "bit {bit}");
        refused(&sealed);
        sealed[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn every_cut_and_everything_after_the_end_is_refused() {
    let (sealed, parts) = parts();
    for length in 0..sealed.len() {
        assert!(matches!(check(&sealed[..length]), Err(ContainerError::Truncated)), "{length} bytes");
        assert!(matches!(refused(&sealed[..length]), ContainerError::Truncated), "{length} bytes");
    }
    for more in [&[0][..], &[0; 4], &parts.frames[4], &sealed] {
        let longer = [&sealed, more].concat();
        assert!(matches!(check(&longer), Err(ContainerError::AfterEnd)));
        assert!(matches!(refused(&longer), ContainerError::AfterEnd));
    }
}

/// The hash at the end is made anew each time, so that only the seals are left to refuse.
#[test]
fn frames_moved_repeated_left_out_or_added_are_refused() {
    let (_, parts) = parts();
    let frames = &parts.frames;
    for place in 0..frames.len() {
        let others = frames.iter().enumerate().filter(|(other, _)| *other != place);
        refused(&parts.with_frames(others.map(|(_, frame)| frame)));
        refused(&parts.with_frames(frames[..place].iter().chain([&frames[place]]).chain(&frames[place..])));
        for other in 0..place {
            let mut moved = frames.clone();
            moved.swap(place, other);
            refused(&parts.with_frames(&moved));
        }
    }
    for kept in 0..frames.len() {
        let cut = parts.with_frames(&frames[..kept]);
        assert!(check(&cut).is_ok());
        assert!(matches!(refused(&cut), ContainerError::Truncated));
    }
    let more = parts.with_frames(frames.iter().chain(&frames[4..]));
    assert!(matches!(refused(&more), ContainerError::AfterEnd));
}

#[test]
fn frames_of_another_container_of_the_same_key_are_refused() {
    let (_, parts) = parts();
    let mixed = |other: &ContainerHeader| {
        let other = Parts::of(&sealed(other, &content(CONTENT_LEN)));
        let order = [&parts.frames[0], &other.frames[1], &parts.frames[2], &parts.frames[3], &parts.frames[4]];
        refused(&parts.with_frames(order))
    };
    let other_id = ContainerHeader { id: ContainerId::from_bits(3), ..header(2) };
    assert!(matches!(mixed(&other_id), ContainerError::Frame { number: 2, .. }));
    let other_tenant = ContainerHeader { tenant: TenantId::from_bits(3), ..header(2) };
    assert!(matches!(mixed(&other_tenant), ContainerError::Frame { number: 2, .. }));
    assert!(matches!(mixed(&header(1)), ContainerError::HeaderChanged));
}

#[test]
fn a_changed_header_is_refused() {
    const ACCOUNT: &str = "account:00000000000000000000000000000001\"";
    let (_, parts) = parts();
    for (from, to) in [("desk-2", "desk-3"), ("2026-11-23", "2026-11-24"), ("BwcH", "BwcI"), ("},{", "}, {")] {
        let changed = parts.with_header(from, to);
        assert!(check(&changed).is_ok());
        assert!(matches!(refused(&changed), ContainerError::HeaderChanged), "{from}");
    }
    for place in ["tenant:000", "container:000"] {
        let changed = parts.with_header(place, &place.replace("000", "001"));
        assert!(matches!(refused(&changed), ContainerError::Key(OpenError::Refused)));
    }
    for (from, to) in [
        ("{\"suite\"", "{\"more\":1,\"suite\""),
        ("desk-1", "\\u001b"),
        ("\"desk-1\"", "1"),
        (ACCOUNT, &ACCOUNT.replace("01\"", "02\"")),
    ] {
        assert!(matches!(check(&parts.with_header(from, to)), Err(ContainerError::Header)), "{from}");
    }
    assert!(matches!(check(&parts.with_header("\"suite\":1", "\"suite\":2")), Err(ContainerError::Suite(2))));
    assert!(matches!(check(&parts.with_header("backup 1", "backup 2")), Err(ContainerError::Version)));
    assert!(matches!(check(b"{\"suite\":1,\"tenant\":1}"), Err(ContainerError::NotAContainer)));
}

#[test]
fn nobody_opens_it_but_the_holders_and_each_with_the_own_wrap() {
    let (sealed, parts) = parts();
    let foreign = SealedContainer::read_header(&sealed[..]).unwrap().unlock(&person(3)).err();
    assert!(matches!(foreign, Some(ContainerError::NotAHolder)));

    // The wraps exchanged.
    let text = str::from_utf8(&parts.header).unwrap();
    let wrap = |text: &str| text.split_once("\"data-key\":\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let (one, two) = (wrap(text), wrap(text.split_once("},{").unwrap().1));
    assert_ne!(one, two);
    let exchanged = text.replace(&one, "1").replace(&two, &one).replace(":\"1\"", &format!(":\"{two}\""));
    let exchanged = Parts { header: exchanged.into_bytes(), frames: parts.frames.clone() }.join();
    for number in [1, 2] {
        let opened = open(&exchanged, &person(number));
        assert!(matches!(opened, Err((_, ContainerError::Key(OpenError::Refused)))));
    }

    // Somebody puts the own public key in the place of a holder's.
    let public = |key: &SecretKey| crate::base64::encode(key.public().as_bytes());
    let taken = parts.with_header(&public(&person(1)), &public(&person(3)));
    assert!(matches!(open(&taken, &person(3)), Err((_, ContainerError::Key(OpenError::Refused)))));
    assert!(matches!(open(&taken, &person(2)), Err((_, ContainerError::HeaderChanged))));
}

#[test]
fn endless_lines_and_frames_are_refused_before_they_are_read() {
    let endless = |start: &[u8]| {
        let source = start.to_vec();
        SealedContainer::read_header(io::Cursor::new(source).chain(io::repeat(b'[')))
            .and_then(SealedContainer::check)
            .err()
    };
    assert!(matches!(endless(b""), Some(ContainerError::NotAContainer)));
    assert!(matches!(endless(MAGIC), Some(ContainerError::HeaderTooLong)));
    let (_, parts) = parts();
    assert!(matches!(endless(&parts.header), Some(ContainerError::FrameTooLong(1))));
    let too_long = u32::try_from(ENVELOPE_LEN_MAX + 1).unwrap().to_le_bytes();
    let second = [&parts.header[..], &parts.frames[0], &too_long].concat();
    assert!(matches!(endless(&second), Some(ContainerError::FrameTooLong(2))));
}

/// Frames that only somebody with the data key can make, and that no program of ours makes.
#[test]
fn a_frame_without_a_right_beginning_is_refused() {
    let (_, parts) = parts();
    let hash = blake3::hash(&parts.header);
    for plaintext in [vec![], vec![1], [&[2][..], hash.as_bytes()].concat()] {
        let key = DataKey::generate(&mut Seeded::new(7));
        let place = frame_place(TenantId::from_bits(1), ContainerId::from_bits(2), 1);
        let envelope = key.seal(&plaintext, &place, &mut Seeded::new(5)).unwrap();
        let length = u32::try_from(envelope.len()).unwrap().to_le_bytes();
        let frame = [&length[..], &envelope].concat();
        assert!(matches!(refused(&parts.with_frames([&frame])), ContainerError::Frame { number: 1, .. }));
    }
}

#[test]
fn after_an_error_reading_does_not_go_on() {
    let (_, parts) = parts();
    // A foreign frame in between: without it, all would be in order.
    let foreign = parts.with_frames([0, 1, 0, 2, 3, 4].map(|place| &parts.frames[place]));
    let mut reader = SealedContainer::read_header(&foreign[..]).unwrap().unlock(&person(1)).unwrap();
    let mut opened = Vec::new();
    let error = reader.read_to_end(&mut opened).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert_eq!(opened, content(CONTENT_LEN)[..2 * SMALL]);
    for _ in 0..3 {
        let again = reader.read(&mut [0; 8]).unwrap_err();
        assert!(matches!(again.downcast(), Ok(ContainerError::Failed)));
    }
}
