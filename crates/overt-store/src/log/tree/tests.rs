//! The published vectors of Certificate Transparency, and the definitions of RFC 6962 word for word.

use std::convert::Infallible;

use super::*;

/// A tree whose stored hashes lie in memory, as a store keeps them.
#[derive(Default)]
pub(in crate::log) struct Grown {
    pub(in crate::log) accumulator: Accumulator,
    stored: Vec<Vec<TreeHash>>,
}

impl Grown {
    pub(in crate::log) fn append(&mut self, leaf: TreeHash) {
        let stored = &mut self.stored;
        self.accumulator.append(leaf, |node| {
            let level = usize::from(node.level / STORED_LEVELS_STEP);
            stored.resize(stored.len().max(level + 1), Vec::new());
            assert_eq!(stored[level].len() as u64, node.index);
            stored[level].push(node.hash);
        });
    }

    pub(super) fn of(leaves: impl IntoIterator<Item = TreeHash>) -> (Self, Vec<TreeHash>) {
        let mut grown = Self::default();
        let mut roots = vec![grown.accumulator.root()];
        for leaf in leaves {
            grown.append(leaf);
            roots.push(grown.accumulator.root());
        }
        (grown, roots)
    }
}

impl Hashes for Grown {
    type Error = Infallible;

    fn span(&self, span: Span) -> Result<Vec<TreeHash>, Infallible> {
        let start = usize::try_from(span.start).unwrap();
        let level = &self.stored[usize::from(span.level / STORED_LEVELS_STEP)];
        Ok(level[start..start + usize::from(span.count)].to_vec())
    }
}

pub(in crate::log) fn inclusion(grown: &Grown, index: u64, size: u64) -> Vec<TreeHash> {
    prove_inclusion(index, size, grown).unwrap().unwrap()
}

pub(in crate::log) fn consistency(grown: &Grown, old: u64, new: u64) -> Vec<TreeHash> {
    prove_consistency(old, new, grown).unwrap().unwrap()
}

/// RFC 6962, section 2.1, word for word.
fn root_by_definition(leaves: &[TreeHash]) -> TreeHash {
    match leaves {
        [] => TreeHash::of_nothing(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            TreeHash::of_node(&root_by_definition(left), &root_by_definition(right))
        }
    }
}

/// RFC 6962, section 2.1.1, word for word.
fn path_by_definition(index: usize, leaves: &[TreeHash]) -> Vec<TreeHash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (mut path, sibling) = if index < split {
        (path_by_definition(index, left), right)
    } else {
        (path_by_definition(index - split, right), left)
    };
    path.push(root_by_definition(sibling));
    path
}

/// RFC 6962, section 2.1.2, word for word.
fn subproof_by_definition(old: usize, leaves: &[TreeHash], complete: bool) -> Vec<TreeHash> {
    if old == leaves.len() {
        return if complete { Vec::new() } else { vec![root_by_definition(leaves)] };
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (mut proof, sibling) = if old <= split {
        (subproof_by_definition(old, left, complete), right)
    } else {
        (subproof_by_definition(old - split, right, false), left)
    };
    proof.push(root_by_definition(sibling));
    proof
}

pub(super) fn distinct_leaves(count: usize) -> Vec<TreeHash> {
    (0..count as u64).map(|number| TreeHash::of_leaf(&number.to_be_bytes())).collect()
}

fn hex(text: &str) -> TreeHash {
    let byte = |at: usize| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    TreeHash(std::array::from_fn(byte))
}

/// The eight leaves and the roots of the reference implementation of Certificate Transparency
/// (`cpp/merkletree/merkle_tree_test.cc`) and of `github.com/transparency-dev/merkle` (`testonly/constants.go`).
const LEAVES: [&[u8]; 8] = [b"", b"\0", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const NODE_1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const NODE_2_3: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const NODE_4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const NODE_4_5: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const NODE_6: &str = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
const NODE_6_7: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const NODE_4_7: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

#[test]
fn the_published_roots_and_proofs_come_out() {
    let (grown, roots) = Grown::of(LEAVES.map(TreeHash::of_leaf));
    assert_eq!(roots, ROOTS.map(hex));
    let inclusions: [(u64, u64, &[&str]); 6] = [
        (0, 1, &[]),
        (0, 8, &[NODE_1, NODE_2_3, NODE_4_7]),
        (5, 8, &[NODE_4, NODE_6_7, ROOTS[4]]),
        (2, 3, &[ROOTS[2]]),
        (1, 5, &[ROOTS[1], NODE_2_3, NODE_4]),
        (6, 7, &[NODE_4_5, ROOTS[4]]),
    ];
    for (index, size, expected) in inclusions {
        let proof = inclusion(&grown, index, size);
        assert_eq!(proof, expected.iter().map(|text| hex(text)).collect::<Vec<_>>(), "{index} of {size}");
        let head = Head { size, root: hex(ROOTS[usize::try_from(size).unwrap()]) };
        let leaf = TreeHash::of_leaf(LEAVES[usize::try_from(index).unwrap()]);
        assert_eq!(verify_inclusion(leaf, index, head, &proof), Ok(()));
    }
    let consistencies: [(u64, u64, &[&str]); 5] = [
        (1, 1, &[]),
        (1, 8, &[NODE_1, NODE_2_3, NODE_4_7]),
        (6, 8, &[NODE_4_5, NODE_6_7, ROOTS[4]]),
        (2, 5, &[NODE_2_3, NODE_4]),
        (6, 7, &[NODE_4_5, NODE_6, ROOTS[4]]),
    ];
    for (old, new, expected) in consistencies {
        let proof = consistency(&grown, old, new);
        assert_eq!(proof, expected.iter().map(|text| hex(text)).collect::<Vec<_>>(), "{old} to {new}");
    }
}

#[test]
fn every_root_and_proof_up_to_a_hundred_leaves_is_that_of_the_definition() {
    let leaves = distinct_leaves(100);
    let (grown, roots) = Grown::of(leaves.iter().copied());
    for size in 0..=leaves.len() {
        let tree = &leaves[..size];
        assert_eq!(roots[size], root_by_definition(tree));
        assert_eq!(root_at(size as u64, &grown), Ok(Some(roots[size])));
        for other in 0..size {
            assert_eq!(inclusion(&grown, other as u64, size as u64), path_by_definition(other, tree));
            if other > 0 {
                let expected = subproof_by_definition(other, tree, true);
                assert_eq!(consistency(&grown, other as u64, size as u64), expected, "{other} to {size}");
            }
        }
    }
}

#[test]
fn a_proof_over_seventy_thousand_leaves_takes_few_spans() {
    let leaves = distinct_leaves(70_000);
    let (grown, roots) = Grown::of(leaves.iter().copied());
    assert_eq!(grown.stored.iter().map(Vec::len).collect::<Vec<_>>(), [70_000, 273, 1]);
    for (index, size) in [(0, 70_000), (69_999, 70_000), (65_535, 65_536), (65_536, 69_997), (300, 65_537)] {
        let head = Head { size, root: roots[usize::try_from(size).unwrap()] };
        let leaf = leaves[usize::try_from(index).unwrap()];
        let plan = Plan::inclusion(index, size).unwrap();
        assert!(plan.spans().len() <= 34, "{}", plan.spans().len());
        assert_eq!(verify_inclusion(leaf, index, head, &inclusion(&grown, index, size)), Ok(()));
        let plan = Plan::consistency(index + 1, size).unwrap();
        assert!(plan.spans().len() <= 51, "{}", plan.spans().len());
        let old = Head { size: index + 1, root: roots[usize::try_from(index).unwrap() + 1] };
        assert_eq!(verify_consistency(old, head, &consistency(&grown, index + 1, size)), Ok(()));
    }
}

#[test]
fn an_accumulator_resumes_where_it_stopped() {
    let (grown, roots) = Grown::of(distinct_leaves(1_000));
    for size in [0, 1, 2, 255, 256, 257, 511, 999, 1_000] {
        let plan = Plan::peaks(size);
        let fetched: Vec<_> = plan.spans().iter().map(|&span| grown.span(span).unwrap()).collect();
        let resumed = Accumulator::resume(size, plan.finish(&fetched).unwrap()).unwrap();
        assert_eq!(resumed.root(), roots[usize::try_from(size).unwrap()]);
    }
    assert!(Accumulator::resume(3, vec![roots[1]]).is_err());
    assert!(Accumulator::resume(LEAVES_MAX, vec![roots[1]]).is_err());
}

#[test]
fn stored_hashes_that_are_missing_make_no_proof() {
    let plan = Plan::inclusion(5, 8).unwrap();
    let node = TreeHash::of_nothing();
    assert_eq!(plan.spans().len(), 3);
    assert_eq!(plan.finish(&[vec![node], vec![node; 2]]), None);
    assert_eq!(plan.finish(&[vec![node], vec![node; 2], vec![node; 3]]), None);
    assert!(plan.finish(&[vec![node], vec![node; 2], vec![node; 4]]).is_some());
    assert_eq!((Plan::inclusion(8, 8), Plan::consistency(9, 8)), (None, None));
}

#[test]
fn sizes_at_the_end_of_the_numbers_are_answered() {
    let head = |size| Head { size, root: TreeHash::of_nothing() };
    for proof in [vec![], vec![TreeHash::of_nothing(); 70]] {
        assert!(verify_inclusion(TreeHash::of_nothing(), u64::MAX - 1, head(u64::MAX), &proof).is_err());
        assert!(verify_consistency(head(u64::MAX - 1), head(u64::MAX), &proof).is_err());
        assert!(verify_consistency(head(1 << 63), head(u64::MAX), &proof).is_err());
    }
    assert!(Plan::inclusion(u64::MAX - 1, u64::MAX).is_some());
    assert!(Plan::consistency(u64::MAX - 1, u64::MAX).is_some());
    assert_eq!(verify_consistency(head(0), head(0), &[]), Ok(()));
}
