//! Every proof that is made verifies, and no changed one does.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::tests::{Grown, consistency, distinct_leaves, inclusion};
use super::*;

/// One tree for all cases of the laws: its leaves, and its root at each size.
static SHARED: LazyLock<(Vec<TreeHash>, Grown, Vec<TreeHash>)> = LazyLock::new(|| {
    let leaves = distinct_leaves(1_200);
    let (grown, roots) = Grown::of(leaves.iter().copied());
    (leaves, grown, roots)
});

fn flip(hash: TreeHash, byte: usize, bit: u8) -> TreeHash {
    let mut bytes = hash.0;
    bytes[byte] ^= 1 << bit;
    TreeHash(bytes)
}

/// Whether a leaf turns left and right at the same places in both trees, so that one proof has the shape of the other.
fn path_shape(index: u64, size: u64) -> Vec<bool> {
    let marks: Vec<TreeHash> = vec![TreeHash::of_nothing(); usize::try_from(size).unwrap()];
    let mut shape = Vec::new();
    let (mut index, mut count) = (index, marks.len() as u64);
    while count > 1 {
        let split = count.next_power_of_two() / 2;
        shape.push(index < split);
        (index, count) = if index < split { (index, split) } else { (index - split, count - split) };
    }
    shape
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_inclusion_proof_verifies_and_no_changed_one_does(
        size in 1_u64..1_200, at: prop::sample::Index, change in 0..7, other: prop::sample::Index, byte in 0_usize..32, bit in 0_u8..8,
    ) {
        let (leaves, grown, roots) = &*SHARED;
        let head = Head { size, root: roots[usize::try_from(size).unwrap()] };
        let index = at.index(usize::try_from(size).unwrap());
        let proof = inclusion(grown, index as u64, size);
        prop_assert_eq!(verify_inclusion(leaves[index], index as u64, head, &proof), Ok(()));

        let (mut leaf, mut index, mut head, mut proof) = (leaves[index], index as u64, head, proof);
        match change {
            0 => leaf = flip(leaf, byte, bit),
            1 => head.root = flip(head.root, byte, bit),
            2 if !proof.is_empty() => {
                let at = other.index(proof.len());
                proof[at] = flip(proof[at], byte, bit);
            }
            3 if !proof.is_empty() => { proof.remove(other.index(proof.len())); }
            4 => proof.insert(other.index(proof.len() + 1), roots[byte % roots.len()]),
            5 if size > 1 => index = (index + 1 + other.index(usize::try_from(size - 1).unwrap()) as u64) % size,
            _ => {
                // A size counts only together with its root: see `verify_inclusion`.
                let shape = path_shape(index, size);
                head.size = 1 + other.index(1_200) as u64;
                prop_assume!(head.size <= index || path_shape(index, head.size) != shape);
            }
        }
        prop_assert!(verify_inclusion(leaf, index, head, &proof).is_err());
    }

    #[test]
    fn every_consistency_proof_verifies_and_no_changed_one_does(
        size in 1_usize..1_200, at: prop::sample::Index, change in 0..6, other: prop::sample::Index, byte in 0_usize..32, bit in 0_u8..8,
    ) {
        let (_, grown, roots) = &*SHARED;
        let head = |size: usize| Head { size: size as u64, root: roots[size] };
        let (mut old, mut new) = (head(1 + at.index(size)), head(size));
        let mut proof = consistency(grown, old.size, new.size);
        prop_assert_eq!(verify_consistency(old, new, &proof), Ok(()));
        match change {
            0 => old.root = flip(old.root, byte, bit),
            1 => new.root = flip(new.root, byte, bit),
            2 if !proof.is_empty() => {
                let at = other.index(proof.len());
                proof[at] = flip(proof[at], byte, bit);
            }
            3 if !proof.is_empty() => { proof.remove(other.index(proof.len())); }
            4 => proof.insert(other.index(proof.len() + 1), roots[byte % roots.len()]),
            _ => {
                // Another head of the same log, with the proof that was made for this one.
                let another = head(other.index(roots.len() - 1));
                let made_for = (old, new);
                if byte & 1 == 1 { old = another } else { new = another }
                // The empty proof holds for every head and itself, and from the tree of no leaves it shows nothing.
                prop_assume!((old, new) != made_for && old.size > 0 && !(proof.is_empty() && old == new));
            }
        }
        prop_assert!(verify_consistency(old, new, &proof).is_err());
    }
}
