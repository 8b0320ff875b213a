//! Logs that were rolled back, forked, cut or joined, later starts, and entries that are shown.

use std::io::Cursor;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::checkpoint::tests::signer;
use super::super::checkpoint::{Checkpoint, KeyKind, Note, Opened, Policy, SignerKey, cosign};
use super::super::entry::tests::openings;
use super::super::entry::{Commitment, Content, Leaf, Opening};
use super::super::tree::tests::{Grown, consistency, inclusion};
use super::super::tree::{Accumulator, Head};
use super::*;

pub(super) const ORIGIN: &str = "overt.example.org/log";

/// A log with its key, a witness, and all that they have written.
pub(super) struct House {
    log: SignerKey,
    witness: SignerKey,
    pub(super) policy: Policy,
}

pub(super) static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let (log, witness) = (signer(ORIGIN, KeyKind::Log, 1), signer("w.example/1", KeyKind::Witness, 2));
    let policy = Policy::new(ORIGIN, vec![log.public().clone()], vec![witness.public().clone()], 1).unwrap();
    House { log, witness, policy }
});

impl House {
    pub(super) fn sign(&self, head: Head) -> Note {
        let mut note = Checkpoint::new(ORIGIN, head).unwrap().sign(&self.log).unwrap();
        let opened = self.policy.open(&note.write()).unwrap();
        note.push(cosign(&self.witness, &opened, None, &[], 1_800_000_000).unwrap());
        note
    }

    fn seen(&self, head: Head) -> Opened {
        self.policy.open(&self.sign(head).write()).unwrap()
    }

    /// The bundle of a log of these leaves with checkpoints after the given numbers of leaves, as lines.
    pub(super) fn bundle(&self, leaves: impl Iterator<Item = Leaf>, checkpoints: &[u64]) -> Vec<String> {
        let mut tree = Accumulator::new();
        let mut bundle = BundleWriter::new(Vec::new(), ORIGIN, &tree).unwrap();
        for leaf in leaves {
            tree.append(leaf.leaf_hash(), |_| ());
            bundle.leaf(leaf, None).unwrap();
            if checkpoints.contains(&tree.size()) {
                bundle.checkpoint(&self.sign(tree.head())).unwrap();
            }
        }
        let text = String::from_utf8(bundle.finish().unwrap()).unwrap();
        text.lines().map(|line| format!("{line}\n")).collect()
    }
}

/// A leaf made up from the number. Two of three bind content.
pub(super) fn leaf(number: u64) -> Leaf {
    let bytes = |fill| {
        let mut bytes = [fill; 32];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        bytes
    };
    let content = (!number.is_multiple_of(3)).then(|| Content(bytes(8)));
    Leaf { entry: Commitment(bytes(7)), content }
}

pub(super) fn head(leaves: impl Iterator<Item = Leaf>) -> Head {
    let mut tree = Accumulator::new();
    leaves.for_each(|leaf| tree.append(leaf.leaf_hash(), |_| ()));
    tree.head()
}

pub(super) fn problems(lines: &[String], seen: &[Opened]) -> Vec<(Option<u64>, BundleProblem)> {
    match verify(Cursor::new(lines.concat()), &HOUSE.policy, seen) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.into_iter().map(|finding| (finding.line, finding.problem)).collect(),
    }
}

#[test]
fn a_change_lies_between_the_checkpoints_that_the_finding_names() {
    let changed = |number| if number == 57 { leaf(1_000) } else { leaf(number) };
    let mut lines = HOUSE.bundle((0..100).map(changed), &[20, 40, 60, 100]);
    let honest = HOUSE.bundle((0..100).map(leaf), &[20, 40, 60, 100]);
    for at in 0..lines.len() {
        if lines[at].starts_with("{\"checkpoint") {
            lines[at].clone_from(&honest[at]);
        }
    }
    let root = |first, end| BundleProblem::Root { first, end };
    assert_eq!(problems(&lines, &[]), [(Some(64), root(40, 60)), (Some(105), root(40, 100))]);
}

#[test]
fn a_log_rolled_back_by_any_number_of_leaves_is_found() {
    let later = HOUSE.seen(head((0..50).map(leaf)));
    for size in 0..50 {
        let found = problems(&HOUSE.bundle((0..size).map(leaf), &[size]), std::slice::from_ref(&later));
        assert!(found.contains(&(None, BundleProblem::RolledBack { size: 50, leaves: size })), "{size}: {found:?}");
    }
    let grown = HOUSE.bundle((0..60).map(leaf), &[60]);
    assert_eq!(problems(&grown, std::slice::from_ref(&later)), []);
    // Leaves taken from the end of the bundle itself.
    let mut cut = HOUSE.bundle((0..50).map(leaf), &[50]);
    cut.drain(48..51);
    assert_eq!(problems(&cut, &[])[0], (Some(49), BundleProblem::LeavesMissing { size: 50, leaves: 47 }));
}

#[test]
fn a_fork_for_two_witnesses_is_found_from_either_side() {
    let other = |number| if number == 30 { leaf(999) } else { leaf(number) };
    let (one, two) = (HOUSE.seen(head((0..50).map(leaf))), HOUSE.seen(head((0..50).map(other))));
    assert!(one.forks_from(&two));
    let fork = [(Some(51), BundleProblem::Fork { size: 50 })];
    assert_eq!(problems(&HOUSE.bundle((0..60).map(leaf), &[60]), std::slice::from_ref(&two)), fork);
    assert_eq!(problems(&HOUSE.bundle((0..60).map(other), &[60]), std::slice::from_ref(&one)), fork);
    let both = problems(&HOUSE.bundle((0..10).map(leaf), &[10]), &[one, two]);
    assert!(both.contains(&(None, BundleProblem::Fork { size: 50 })));
}

#[test]
fn a_bundle_that_starts_later_is_tied_to_what_was_seen() {
    let mut grown = Grown::default();
    (0..30).for_each(|number| grown.append(leaf(number).leaf_hash()));
    let start = grown.accumulator.clone();
    let write = |proof: Option<Vec<_>>, signed: bool| {
        let mut bundle = BundleWriter::new(Vec::new(), ORIGIN, &start).unwrap();
        if signed {
            bundle.checkpoint(&HOUSE.sign(start.head())).unwrap();
        }
        if let Some(proof) = proof {
            bundle.consistency(20, 30, proof).unwrap();
        }
        let mut tree = start.clone();
        for leaf in (30..70).map(leaf) {
            tree.append(leaf.leaf_hash(), |_| ());
            bundle.leaf(leaf, None).unwrap();
        }
        bundle.checkpoint(&HOUSE.sign(tree.head())).unwrap();
        bundle.finish().unwrap()
    };
    let seen = [HOUSE.seen(head((0..20).map(leaf))), HOUSE.seen(head((0..35).map(leaf)))];
    let check = |bundle: Vec<u8>| verify(&bundle[..], &HOUSE.policy, &seen);
    let problem = |bundle| check(bundle).unwrap_err().remove(0).problem;
    let proof = consistency(&grown, 20, 30);
    let report = check(write(Some(proof.clone()), true)).unwrap();
    assert_eq!((report.start, report.head, report.checkpoints), (30, head((0..70).map(leaf)), 2));
    assert_eq!(problem(write(None, true)), BundleProblem::SeenUnlinked(20));
    assert!(matches!(problem(write(Some(proof[1..].to_vec()), true)), BundleProblem::Consistency(_)));
    assert!(matches!(problem(write(Some(proof), false)), BundleProblem::ConsistencyPlace { from: 20, to: 30 }));
    assert_eq!(problem(write(None, false)), BundleProblem::StartUnsigned(30));
}

#[test]
fn what_is_cut_joined_or_foreign_is_named() {
    let lines = HOUSE.bundle((0..9).map(leaf), &[9]);
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        problems(&lines, &[]).into_iter().map(|(_, problem)| problem).next()
    };
    assert_eq!(with(&|_| ()), None);
    assert_eq!(with(&|lines| lines.clear()), Some(BundleProblem::End));
    assert_eq!(with(&|lines| drop(lines.remove(0))), Some(BundleProblem::Header));
    assert_eq!(with(&|lines| drop(lines.pop())), Some(BundleProblem::End));
    assert_eq!(with(&|lines| drop(lines.remove(10))), Some(BundleProblem::Unsigned));
    assert_eq!(with(&|lines| lines.extend_from_within(..)), Some(BundleProblem::AfterEnd));
    assert_eq!(with(&|lines| lines.insert(4, "{\"note\":1}\n".into())), Some(BundleProblem::Line));
    assert_eq!(with(&|lines| lines[3] = " ".repeat(LINE_BYTES_MAX + 1)), Some(BundleProblem::LineTooLong));
    assert_eq!(with(&|lines| lines[0] = lines[0].replace(":2,", ":3,")), Some(BundleProblem::Version));
    assert_eq!(with(&|lines| lines[0] = lines[0].replace("org", "net")), Some(BundleProblem::Origin));
    assert_eq!(with(&|lines| lines[0] = lines[0].replace("\"start\":0", "\"start\":3")), Some(BundleProblem::Start));
    assert_eq!(
        with(&|lines| lines[10] = lines[10].replace("w.example/1", "x")),
        Some(BundleProblem::Witnesses { found: 0, needed: 1 })
    );
    assert_eq!(with(&|lines| lines.swap(9, 10)), Some(BundleProblem::LeavesMissing { size: 9, leaves: 8 }));
    assert!(matches!(
        with(&|lines| lines[10] = lines[10].replace("\\n9\\n", "\\n8\\n")),
        Some(BundleProblem::Checkpoint(_))
    ));
    let noise = vec!["{}\n".to_owned(); 1_000];
    let found = problems(&[&lines[..1], &noise].concat(), &[]);
    assert_eq!((found.len(), &found[FINDINGS_MAX].1), (FINDINGS_MAX + 1, &BundleProblem::TooMany));
}

#[test]
fn a_start_at_the_end_of_all_numbers_ends_in_findings() {
    let peaks = serde_json::to_string(&vec![leaf(0).entry; 48]).unwrap();
    let header = format!(
        "{{\"bundle\":{{\"version\":1,\"origin\":\"{ORIGIN}\",\"start\":{},\"peaks\":{peaks}}}}}\n",
        (1_u64 << 48) - 1
    );
    let mut lines = HOUSE.bundle((0..9).map(leaf), &[9]);
    lines[0] = header;
    assert!(!problems(&lines, &[]).is_empty());
}

#[test]
fn a_bundle_of_version_1_is_read_and_has_no_content() {
    let as_version_1 = |mut lines: Vec<String>| {
        lines[0] = lines[0].replace("\"version\":2", "\"version\":1");
        problems(&lines, &[])
    };
    let unbound = |number| Leaf { content: None, ..leaf(number) };
    assert_eq!(as_version_1(HOUSE.bundle((0..9).map(unbound), &[9])), []);
    let one_bound = |number| if number == 4 { leaf(4) } else { unbound(number) };
    assert_eq!(as_version_1(HOUSE.bundle((0..9).map(one_bound), &[9])), [(Some(6), BundleProblem::Line)]);
}

#[test]
fn content_without_its_entry_or_the_reverse_is_refused() {
    let lines = HOUSE.bundle((0..9).map(leaf), &[9]);
    for member in ["entry", "content"] {
        let mut lines = lines.clone();
        let start = lines[5].find(&format!("\"{member}\"")).unwrap();
        let end = start + lines[5][start..].find(',').unwrap();
        lines[5].replace_range(start..=end, "");
        assert_eq!(problems(&lines, &[]), [(Some(6), BundleProblem::Line)], "{member}");
    }
}

#[test]
fn a_bundle_that_does_not_show_content_is_whole_and_says_so() {
    let hidden = |number| Leaf { entry: leaf(number).commitment(), content: None };
    let report = |lines: Vec<String>| verify(Cursor::new(lines.concat()), &HOUSE.policy, &[]).unwrap();
    let shown = report(HOUSE.bundle((0..9).map(leaf), &[9]));
    let hidden = report(HOUSE.bundle((0..9).map(hidden), &[9]));
    assert_eq!((shown.bound, hidden.bound, shown.head), (6, 0, hidden.head));
}

/// Leaves of these openings, with content where there is one.
fn leaves(entries: &[(Opening, Option<[u8; 32]>)]) -> Vec<Leaf> {
    let leaf =
        |(opening, content): &(Opening, Option<_>)| Leaf { entry: opening.commitment(), content: content.map(Content) };
    entries.iter().map(leaf).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn openings_are_shown_and_false_ones_found(
        entries in prop::collection::vec((openings(), any::<Option<[u8; 32]>>()), 1..12),
        false_one in openings(), false_content: [u8; 32], at: prop::sample::Index,
    ) {
        let leaves = leaves(&entries);
        let mut grown = Grown::default();
        for leaf in &leaves {
            grown.append(leaf.leaf_hash());
        }
        let note = HOUSE.sign(grown.accumulator.head());
        let write = |told: Option<usize>| {
            let mut bundle = BundleWriter::new(Vec::new(), ORIGIN, &Accumulator::new()).unwrap();
            for (index, (leaf, (opening, _))) in leaves.iter().zip(&entries).enumerate() {
                let opening = if told == Some(index) { &false_one } else { opening };
                bundle.leaf(*leaf, Some(opening.clone())).unwrap();
            }
            bundle.checkpoint(&note).unwrap();
            bundle.finish().unwrap()
        };
        let report = verify(&write(None)[..], &HOUSE.policy, &[]).unwrap();
        let bound = leaves.iter().filter(|leaf| leaf.content.is_some()).count() as u64;
        prop_assert_eq!((report.openings, report.bound), (entries.len() as u64, bound));

        let at = at.index(entries.len());
        let found = verify(&write(Some(at))[..], &HOUSE.policy, &[]).unwrap_err();
        prop_assert_eq!(found, [Finding { line: Some(at as u64 + 2), problem: BundleProblem::Opening(at as u64) }]);

        let (proof, content) = (inclusion(&grown, at as u64, entries.len() as u64), leaves[at].content);
        let reveal = |opening: &Opening, content| Reveal::new(&note, at as u64, opening.clone(), content, proof.clone());
        let true_one = reveal(&entries[at].0, content);
        let json = serde_json::to_string(&true_one).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Reveal>(&json).unwrap(), &true_one);
        prop_assert!(true_one.verify(&HOUSE.policy).is_ok());
        prop_assert!(reveal(&false_one, content).verify(&HOUSE.policy).is_err());
        prop_assert!(reveal(&entries[at].0, Some(Content(false_content))).verify(&HOUSE.policy).is_err());
        let removed = reveal(&entries[at].0, None).verify(&HOUSE.policy);
        prop_assert_eq!(removed.is_ok(), content.is_none());
        let renumbered = if content.is_some() { json.replace("\"version\":2", "\"version\":1") }
            else { json.replace("\"version\":1", "\"version\":2") };
        let renumbered = serde_json::from_str::<Reveal>(&renumbered).unwrap();
        prop_assert_eq!(renumbered.verify(&HOUSE.policy), Err(RevealError::Version));
    }
}
