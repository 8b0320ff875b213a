//! Formats of the log that were ever released must be read for ever, and written as they were.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use overt_model::Secret;
use overt_store::log::bundle::{BundleWriter, Reveal, verify};
use overt_store::log::checkpoint::{Checkpoint, KeyKind, Note, Policy, SignerKey, cosign};
use overt_store::log::entry::{Action, Entry, Handle, Opening, Salt};
use overt_store::log::tree::{Accumulator, Hashes, Span, TreeHash, prove_consistency, prove_inclusion};

const ORIGIN: &str = "overt.example.org/log";
const BUNDLE_1: &str = include_str!("golden-log/bundle-1.jsonl");
const REVEAL_1: &str = include_str!("golden-log/reveal-1.json");
const CHECKPOINT_1: &str = include_str!("golden-log/checkpoint-1.txt");
const POLICY_1: &str = include_str!("golden-log/policy-1.txt");
const ENTRY_1: &str = include_str!("golden-log/entry-1.hex");

/// Leaves in memory; the log is too short to have stored subtrees.
struct Leaves(Vec<TreeHash>);

impl Hashes for Leaves {
    type Error = std::convert::Infallible;

    fn span(&self, span: Span) -> Result<Vec<TreeHash>, Self::Error> {
        let start = usize::try_from(span.start).unwrap();
        Ok(self.0[start..start + usize::from(span.count)].to_vec())
    }
}

/// Made up from the number alone.
fn opening(number: u8) -> Opening {
    let handle = |kind: &str| Handle::new(kind.parse().unwrap(), u128::from(number) << 64 | 7);
    let action = Action::ALL[usize::from(number) % Action::ALL.len()];
    let entry = Entry {
        actor: (action != Action::SignInFailed).then(|| handle("account")),
        role: "caseworker".parse().unwrap(),
        action,
        object: (action == Action::OpenSealed).then(|| handle("record")),
        class: (action == Action::OpenSealed).then_some(overt_model::Class::Direct),
        purpose: number.is_multiple_of(2).then(|| "refer".parse().unwrap()),
        day: jiff::civil::date(2026, 11, 1 + i8::try_from(number % 28).unwrap()),
    };
    Opening { salt: Salt([number; 16]), entry }
}

fn signer(name: &str, kind: KeyKind, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, kind, &Secret::new([seed; 32])).unwrap()
}

/// Everything, written by the present program.
fn written() -> [String; 5] {
    let (log, witness) = (signer(ORIGIN, KeyKind::Log, 1), signer("witness.example.com/w1", KeyKind::Witness, 2));
    let policy = Policy::new(ORIGIN, vec![log.public().clone()], vec![witness.public().clone()], 1).unwrap();
    let (mut tree, mut leaves) = (Accumulator::new(), Leaves(Vec::new()));
    let mut bundle = BundleWriter::new(Vec::new(), ORIGIN, &tree).unwrap();
    let mut last: Option<Note> = None;
    for number in 0..30 {
        let opening = opening(number);
        tree.append(opening.commitment().leaf_hash(), |stored| leaves.0.push(stored.hash));
        bundle.leaf(opening.commitment(), (number % 3 == 0).then_some(opening)).unwrap();
        if [20, 30].contains(&tree.size()) {
            let mut note = Checkpoint::new(ORIGIN, tree.head()).unwrap().sign(&log).unwrap();
            let opened = policy.open(&note.write()).unwrap();
            let before = last.as_ref().map(|note| policy.open(&note.write()).unwrap().head());
            let proof = before.map(|before| prove_consistency(before.size, 30, &leaves).unwrap().unwrap());
            let proof = proof.unwrap_or_default();
            note.push(cosign(&witness, &opened, before, &proof, 1_795_000_000 + tree.size()).unwrap());
            bundle.checkpoint(&note).unwrap();
            if let Some(before) = before {
                bundle.consistency(before.size, 30, proof).unwrap();
            }
            last = Some(note);
        }
    }
    let note = last.unwrap();
    let proof = prove_inclusion(12, 30, &leaves).unwrap().unwrap();
    let reveal = serde_json::to_string(&Reveal::new(&note, 12, opening(12), proof)).unwrap() + "\n";
    let hex = opening(0).encode().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let bundle = String::from_utf8(bundle.finish().unwrap()).unwrap();
    let keys = format!("{}\n{}\n", log.public(), witness.public());
    [bundle, reveal, note.write(), keys, hex + "\n"]
}

#[test]
fn version_1_is_written_byte_for_byte() {
    let golden = [BUNDLE_1, REVEAL_1, CHECKPOINT_1, POLICY_1, ENTRY_1];
    for (written, golden) in written().iter().zip(golden) {
        assert_eq!(written, golden);
    }
}

#[test]
fn version_1_is_read_and_verified() {
    let keys: Vec<_> = POLICY_1.lines().map(|key| key.parse().unwrap()).collect();
    let policy = Policy::new(ORIGIN, keys[..1].to_vec(), keys[1..].to_vec(), 1).unwrap();
    let checkpoint = policy.open(CHECKPOINT_1).unwrap();
    assert!(policy.relies_on(&checkpoint));
    let report = verify(BUNDLE_1.as_bytes(), &policy, std::slice::from_ref(&checkpoint)).unwrap();
    assert_eq!((report.head, report.openings, report.checkpoints), (checkpoint.head(), 10, 2));
    let reveal: Reveal = serde_json::from_str(REVEAL_1).unwrap();
    assert_eq!(reveal.verify(&policy).unwrap(), checkpoint);
    assert_eq!((reveal.index(), reveal.opening()), (12, &opening(12)));
    let bytes: Vec<u8> =
        (0..ENTRY_1.trim().len()).step_by(2).map(|at| u8::from_str_radix(&ENTRY_1[at..at + 2], 16).unwrap()).collect();
    assert_eq!(Opening::decode(&bytes), Ok(opening(0)));
}
