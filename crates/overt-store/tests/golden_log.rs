//! Formats of the log that were ever released must be read for ever, and written as they were.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use overt_model::Secret;
use overt_store::log::bundle::{BundleWriter, Reveal, verify};
use overt_store::log::checkpoint::{Checkpoint, KeyKind, Note, Policy, SignerKey, cosign};
use overt_store::log::entry::{Action, Content, Entry, Handle, Leaf, Opening, Salt};
use overt_store::log::tree::{Accumulator, Hashes, Span, TreeHash, prove_consistency, prove_inclusion};

const ORIGIN: &str = "overt.example.org/log";
const BUNDLE_1: &str = include_str!("golden-log/bundle-1.jsonl");
const REVEAL_1: &str = include_str!("golden-log/reveal-1.json");
const CHECKPOINT_1: &str = include_str!("golden-log/checkpoint-1.txt");
const POLICY_1: &str = include_str!("golden-log/policy-1.txt");
const ENTRY_1: &str = include_str!("golden-log/entry-1.hex");
const BUNDLE_2: &str = include_str!("golden-log/bundle-2.jsonl");
const REVEAL_2: &str = include_str!("golden-log/reveal-2.json");
const POLICY_FILE_1: &str = include_str!("golden-log/policy-file-1.txt");
const SECRET_KEY_1: &str = include_str!("golden-log/secret-key-1.txt");

/// What differs between the golden files of version 1 and 2.
#[derive(Clone, Copy)]
struct Kind {
    leaves: u8,
    /// The first actions of the list, which had fewer when version 1 was written.
    actions: usize,
    /// Every which leaf binds content; `None`: none does.
    bound_step: Option<u8>,
    /// The checkpoint before the last one.
    first_checkpoint: u64,
    revealed: u8,
}

const VERSION_1: Kind = Kind { leaves: 30, actions: 26, bound_step: None, first_checkpoint: 20, revealed: 12 };
const VERSION_2: Kind = Kind { leaves: 40, actions: 33, bound_step: Some(2), first_checkpoint: 25, revealed: 14 };

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
fn opening(kind: Kind, number: u8) -> Opening {
    let handle = |kind: &str| Handle::new(kind.parse().unwrap(), u128::from(number) << 64 | 7);
    let action = Action::ALL[usize::from(number) % kind.actions];
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

fn leaf(kind: Kind, number: u8) -> Leaf {
    let bound = kind.bound_step.is_some_and(|step| number.is_multiple_of(step));
    Leaf { entry: opening(kind, number).commitment(), content: bound.then_some(Content([number; 32])) }
}

fn policy() -> Policy {
    let (log, witness) = signers();
    Policy::new(ORIGIN, vec![log.public().clone()], vec![witness.public().clone()], 1).unwrap()
}

fn signers() -> (SignerKey, SignerKey) {
    (signer(ORIGIN, KeyKind::Log, 1), signer("witness.example.com/w1", KeyKind::Witness, 2))
}

fn signer(name: &str, kind: KeyKind, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, kind, &Secret::new([seed; 32])).unwrap()
}

/// A bundle, a revealed entry and the last checkpoint, written by the present program.
fn written(kind: Kind) -> [String; 3] {
    let ((log, witness), policy) = (signers(), policy());
    let size = u64::from(kind.leaves);
    let (mut tree, mut leaves) = (Accumulator::new(), Leaves(Vec::new()));
    let mut bundle = BundleWriter::new(Vec::new(), ORIGIN, &tree).unwrap();
    let mut last: Option<Note> = None;
    for number in 0..kind.leaves {
        let leaf = leaf(kind, number);
        tree.append(leaf.leaf_hash(), |stored| leaves.0.push(stored.hash));
        bundle.leaf(leaf, (number % 3 == 0).then(|| opening(kind, number))).unwrap();
        if [kind.first_checkpoint, size].contains(&tree.size()) {
            let mut note = Checkpoint::new(ORIGIN, tree.head()).unwrap().sign(&log).unwrap();
            let opened = policy.open(&note.write()).unwrap();
            let before = last.as_ref().map(|note| policy.open(&note.write()).unwrap().head());
            let proof = before.map(|before| prove_consistency(before.size, size, &leaves).unwrap().unwrap());
            let proof = proof.unwrap_or_default();
            note.push(cosign(&witness, &opened, before, &proof, 1_795_000_000 + tree.size()).unwrap());
            bundle.checkpoint(&note).unwrap();
            if let Some(before) = before {
                bundle.consistency(before.size, size, proof).unwrap();
            }
            last = Some(note);
        }
    }
    let note = last.unwrap();
    let revealed = u64::from(kind.revealed);
    let proof = prove_inclusion(revealed, size, &leaves).unwrap().unwrap();
    let content = leaf(kind, kind.revealed).content;
    let reveal = Reveal::new(&note, revealed, opening(kind, kind.revealed), content, proof);
    let reveal = serde_json::to_string(&reveal).unwrap() + "\n";
    [String::from_utf8(bundle.finish().unwrap()).unwrap(), reveal, note.write()]
}

#[test]
fn version_1_is_written_byte_for_byte() {
    let [bundle, reveal, checkpoint] = written(VERSION_1);
    // Bundles are written as version 2, in which leaves without content are what they were.
    assert_eq!(bundle.replacen("\"version\":2", "\"version\":1", 1), BUNDLE_1);
    assert_eq!(reveal, REVEAL_1);
    assert_eq!(checkpoint, CHECKPOINT_1);
    let (log, witness) = signers();
    assert_eq!(format!("{}\n{}\n", log.public(), witness.public()), POLICY_1);
    let hex = opening(VERSION_1, 0).encode().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    assert_eq!(hex + "\n", ENTRY_1);
}

#[test]
fn version_2_is_written_byte_for_byte() {
    let [bundle, reveal, _] = written(VERSION_2);
    assert_eq!(bundle, BUNDLE_2);
    assert_eq!(reveal, REVEAL_2);
}

#[test]
fn version_1_is_read_and_verified() {
    let keys: Vec<_> = POLICY_1.lines().map(|key| key.parse().unwrap()).collect();
    let policy = Policy::new(ORIGIN, keys[..1].to_vec(), keys[1..].to_vec(), 1).unwrap();
    let checkpoint = policy.open(CHECKPOINT_1).unwrap();
    assert!(policy.relies_on(&checkpoint));
    let report = verify(BUNDLE_1.as_bytes(), &policy, std::slice::from_ref(&checkpoint)).unwrap();
    assert_eq!((report.head, report.openings, report.checkpoints), (checkpoint.head(), 10, 2));
    assert_eq!(report.bound, 0);
    let reveal: Reveal = serde_json::from_str(REVEAL_1).unwrap();
    assert_eq!(reveal.verify(&policy).unwrap(), checkpoint);
    assert_eq!((reveal.index(), reveal.opening(), reveal.content()), (12, &opening(VERSION_1, 12), None));
    let bytes: Vec<u8> =
        (0..ENTRY_1.trim().len()).step_by(2).map(|at| u8::from_str_radix(&ENTRY_1[at..at + 2], 16).unwrap()).collect();
    assert_eq!(Opening::decode(&bytes), Ok(opening(VERSION_1, 0)));
}

#[test]
fn version_2_is_read_and_verified() {
    let policy = Policy::parse(POLICY_FILE_1).unwrap();
    let report = verify(BUNDLE_2.as_bytes(), &policy, &[]).unwrap();
    assert_eq!((report.head.size, report.openings, report.bound, report.checkpoints), (40, 14, 20, 2));
    let reveal: Reveal = serde_json::from_str(REVEAL_2).unwrap();
    assert_eq!(reveal.verify(&policy).unwrap().head(), report.head);
    let leaf = leaf(VERSION_2, 14);
    assert_eq!((reveal.index(), reveal.opening(), reveal.content()), (14, &opening(VERSION_2, 14), leaf.content));
    assert!(leaf.content.is_some());
}

#[test]
fn policies_and_secret_keys_are_read_and_written_as_they_were() {
    assert_eq!(policy().to_string(), POLICY_FILE_1);
    let policy = Policy::parse(POLICY_FILE_1).unwrap();
    assert!(policy.relies_on(&policy.open(CHECKPOINT_1).unwrap()));
    let (log, witness) = signers();
    for (key, line) in [log, witness].iter().zip(SECRET_KEY_1.lines()) {
        assert_eq!(key.write().expose(), line);
        assert_eq!(SignerKey::parse(&Secret::new(line.to_owned())).unwrap().public(), key.public());
    }
    assert_eq!(SECRET_KEY_1.lines().count(), 2);
}
