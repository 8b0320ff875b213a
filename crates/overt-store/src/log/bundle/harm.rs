//! Whoever flips, removes, inserts or moves a leaf, or what it binds, is found, at the line.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::checkpoint::Note;
use super::super::entry::Content;
use super::super::tree::Accumulator;
use super::line::{LeafLine, Line};
use super::tests::{HOUSE, ORIGIN, head, leaf, problems};
use super::*;

/// Kinds of [`harm`].
const KINDS: u8 = 7;

/// A log of ten thousand leaves with a checkpoint at its end.
static TEN_THOUSAND: LazyLock<Vec<String>> = LazyLock::new(|| HOUSE.bundle((0..10_000).map(leaf), &[10_000]));

/// The same way to harm a bundle, for small and large ones. Lines from 1 to `leaves` are leaves. Returns the lines and the
/// first line at which the harm shows.
fn harm(mut lines: Vec<String>, leaves: usize, kind: u8, at: usize, other: usize) -> (Vec<String>, u64) {
    let at = 1 + at % leaves;
    let shows = match kind {
        0 => {
            change(&mut lines[at], |leaf| flip(&mut leaf.commitment.0, other));
            at
        }
        1 => {
            lines.remove(at);
            at
        }
        2 => {
            let copy = lines[1 + other % leaves].clone();
            lines.insert(at, copy);
            if 1 + other % leaves == at { at + 1 } else { at }
        }
        3 => {
            let other = 1 + other % leaves;
            let other = if other == at { 1 + at % leaves } else { other };
            lines.swap(at, other);
            at.min(other)
        }
        4 => {
            change(&mut lines[at], |leaf| match &mut leaf.content {
                Some(content) => flip(&mut content.0, other),
                absent => *absent = Some(Content([7; 32])),
            });
            at
        }
        5 => {
            change(&mut lines[at], |leaf| match &mut leaf.entry {
                Some(entry) => flip(&mut entry.0, other),
                absent => *absent = Some(leaf.commitment),
            });
            at
        }
        _ => {
            // The digests of two leaves are exchanged, or moved from one that has one to one that has none.
            let other = 1 + other % leaves;
            let content = read(&lines[at]).content;
            let other = match read(&lines[other]).content {
                same if same == content => 1 + usize::from(content.is_none()),
                _ => other,
            };
            let contents = (content, read(&lines[other]).content);
            change(&mut lines[at], |leaf| leaf.content = contents.1);
            change(&mut lines[other], |leaf| leaf.content = contents.0);
            at.min(other)
        }
    };
    (lines, shows as u64 + 1)
}

fn read(line: &str) -> LeafLine {
    let Ok(Line::Leaf(leaf)) = serde_json::from_str(line) else { panic!("a leaf") };
    leaf
}

fn change(line: &mut String, change: impl FnOnce(&mut LeafLine)) {
    let mut leaf = read(line);
    change(&mut leaf);
    *line = format!("{}\n", serde_json::to_string(&Line::Leaf(leaf)).unwrap());
}

fn flip(bytes: &mut [u8; 32], bit: usize) {
    bytes[bit % 32] ^= 1 << (bit % 8);
}

#[test]
fn every_kind_of_harm_to_ten_thousand_leaves_is_found_at_its_line() {
    assert_eq!(problems(&TEN_THOUSAND, &[]), []);
    for kind in 0..KINDS {
        for at in [0, 4_096, 9_998, 9_999] {
            let (lines, shows) = harm(TEN_THOUSAND.clone(), 10_000, kind, at, at * 31 + 17);
            let found = problems(&lines, &[]);
            assert_eq!(found.first().map(|(line, _)| *line), Some(Some(shows)), "{kind} at {at}: {found:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_kind_of_harm_is_found_at_its_line(
        leaves in 2_u64..40, kind in 0..KINDS, at: usize, other: usize,
    ) {
        static BUNDLES: LazyLock<Vec<Vec<String>>> =
            LazyLock::new(|| (0..40).map(|leaves| HOUSE.bundle((0..leaves).map(leaf), &[leaves])).collect());
        let count = usize::try_from(leaves).unwrap();
        let (lines, shows) = harm(BUNDLES[count].clone(), count, kind, at, other);
        let found = problems(&lines, &[]);
        prop_assert_eq!(found.first().map(|(line, _)| *line), Some(Some(shows)), "{:?}", found);
    }

    #[test]
    fn content_exchanged_between_two_leaves_is_found_at_both(one in 0_u64..4, other in 0_u64..4, place in 1_u64..3) {
        static BUNDLE: LazyLock<Vec<String>> = LazyLock::new(|| HOUSE.bundle((0..12).map(leaf), &[12]));
        // Of every three leaves, the second and third bind content.
        let (one, other) = (one * 3 + 1, other * 3 + if one == other { 2 } else { place });
        let mut lines = BUNDLE.clone();
        for (at, from) in [(one, other), (other, one)] {
            change(&mut lines[usize::try_from(at).unwrap() + 1], |line| line.content = leaf(from).content);
        }
        let mut found = [one, other].map(|at| (Some(at + 2), BundleProblem::Content(at)));
        found.sort_by_key(|(line, _)| *line);
        prop_assert_eq!(problems(&lines, &[]), found);
    }

    #[test]
    fn a_log_written_anew_has_another_root_than_the_signed_one(
        leaves in 1_u64..40, at: u64, bit in 0_u8..8, byte in 0_usize..32,
    ) {
        // Links and all other leaves are right; only the checkpoint that the log signed before stays as it was.
        static SIGNED: LazyLock<Vec<Note>> =
            LazyLock::new(|| (0..40).map(|leaves| HOUSE.sign(head((0..leaves).map(leaf)))).collect());
        let at = at % leaves;
        let rewritten = (0..leaves).map(|number| {
            let mut leaf = leaf(number);
            if number == at {
                match &mut leaf.content {
                    Some(content) => content.0[byte] ^= 1 << bit,
                    None => leaf.entry.0[byte] ^= 1 << bit,
                }
            }
            leaf
        });
        let mut bundle = BundleWriter::new(Vec::new(), ORIGIN, &Accumulator::new()).unwrap();
        for leaf in rewritten {
            bundle.leaf(leaf, None).unwrap();
        }
        bundle.checkpoint(&SIGNED[usize::try_from(leaves).unwrap()]).unwrap();
        let found = verify(&bundle.finish().unwrap()[..], &HOUSE.policy, &[]).unwrap_err();
        let expected = BundleProblem::Root { first: 0, end: leaves };
        prop_assert_eq!(found, [Finding { line: Some(leaves + 2), problem: expected }]);
    }
}
