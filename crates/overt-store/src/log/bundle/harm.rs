//! Whoever flips, removes, inserts or moves a leaf is found, at the line.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::checkpoint::Note;
use super::super::tree::Accumulator;
use super::tests::{HOUSE, ORIGIN, head, leaf, problems};
use super::*;

/// A log of ten thousand leaves with a checkpoint at its end.
static TEN_THOUSAND: LazyLock<Vec<String>> = LazyLock::new(|| HOUSE.bundle((0..10_000).map(leaf), &[10_000]));

/// The same way to harm a bundle, for small and large ones. Lines from 1 to `leaves` are leaves. Returns the lines and the
/// first line at which the harm shows.
fn harm(mut lines: Vec<String>, leaves: usize, kind: u8, at: usize, other: usize) -> (Vec<String>, u64) {
    let at = 1 + at % leaves;
    let shows = match kind {
        0 => {
            let Ok(line::Line::Leaf(mut leaf)) = serde_json::from_str(&lines[at]) else { panic!("a leaf") };
            leaf.commitment.0[other % 32] ^= 1 << (other % 8);
            lines[at] = format!("{}\n", serde_json::to_string(&line::Line::Leaf(leaf)).unwrap());
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
        _ => {
            let other = 1 + other % leaves;
            let other = if other == at { 1 + at % leaves } else { other };
            lines.swap(at, other);
            at.min(other)
        }
    };
    (lines, shows as u64 + 1)
}

#[test]
fn every_kind_of_harm_to_ten_thousand_leaves_is_found_at_its_line() {
    assert_eq!(problems(&TEN_THOUSAND, &[]), []);
    for kind in 0..4 {
        for at in [0, 1, 4_095, 5_000, 9_998, 9_999] {
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
        leaves in 2_u64..40, kind in 0_u8..4, at: usize, other: usize,
    ) {
        static BUNDLES: LazyLock<Vec<Vec<String>>> =
            LazyLock::new(|| (0..40).map(|leaves| HOUSE.bundle((0..leaves).map(leaf), &[leaves])).collect());
        let count = usize::try_from(leaves).unwrap();
        let (lines, shows) = harm(BUNDLES[count].clone(), count, kind, at, other);
        let found = problems(&lines, &[]);
        prop_assert_eq!(found.first().map(|(line, _)| *line), Some(Some(shows)), "{:?}", found);
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
                leaf.0[byte] ^= 1 << bit;
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
