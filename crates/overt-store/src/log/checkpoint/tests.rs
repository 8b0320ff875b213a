//! Notes and checkpoints of other programs, and the laws of policies.

use std::sync::LazyLock;

use overt_model::Secret;
use proptest::prelude::*;

use super::*;

/// The example of golang.org/x/mod/sumdb/note.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SECRET: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PETER_TEXT: &str =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE: &str = "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

/// A checkpoint of a public log of certificates of 2026, with signatures of the log (one of them of a kind unknown here)
/// and of four public witnesses.
const PUBLIC: &str = include_str!("../../../tests/golden-log/public-checkpoint.txt");
const PUBLIC_ORIGIN: &str = "arche2025h1.staging.ct.transparency.dev";
const PUBLIC_LOG: &str =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const PUBLIC_WITNESS: &str = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

pub(in crate::log) fn signer(name: &str, kind: KeyKind, seed: u8) -> SignerKey {
    SignerKey::from_seed(name, kind, &Secret::new([seed; 32])).unwrap()
}

fn head(size: u64, byte: u8) -> Head {
    Head { size, root: TreeHash([byte; 32]) }
}

fn cosigned_note(log: &SignerKey, witnesses: &[&SignerKey], head: Head) -> String {
    let checkpoint = Checkpoint::new("log.example/1", head).unwrap();
    let mut note = checkpoint.sign(log).unwrap();
    let policy = Policy::new("log.example/1", vec![log.public().clone()], vec![], 0).unwrap();
    let opened = policy.open(&note.write()).unwrap();
    for (witness, seconds) in witnesses.iter().zip(1_700_000_000..) {
        note.push(cosign(witness, &opened, None, &[], seconds).unwrap());
    }
    note.write()
}

#[test]
fn the_note_of_peter_neumann_comes_out_byte_for_byte() {
    let key: VerifierKey = PETER.parse().unwrap();
    assert_eq!((key.to_string().as_str(), key.kind(), key.id()), (PETER, KeyKind::Log, [0xc7, 0x4f, 0x20, 0xa3]));
    let secret = SignerKey::parse(&Secret::new(PETER_SECRET.to_owned())).unwrap();
    assert_eq!((secret.public(), secret.write().expose().as_str()), (&key, PETER_SECRET));
    let signature = secret.sign(PETER_TEXT, 0);
    assert_eq!(signature.line(), PETER_LINE);
    let note = Note::parse(&format!("{PETER_TEXT}\n{PETER_LINE}")).unwrap();
    assert_eq!((note.text(), note.signatures()), (PETER_TEXT, &[signature.clone()][..]));
    assert_eq!(key.verify(PETER_TEXT, &signature), Ok(None));
    assert_eq!(format!("{secret:?}"), format!("[secret key of {PETER}]"));
}

#[test]
fn the_malformed_notes_and_keys_of_the_reference_are_refused() {
    let bad_name = PETER_LINE.replace("PeterNeumann", "Bad Name");
    for note in [
        PETER_TEXT.to_owned(),
        format!("{PETER_TEXT}\n"),
        format!("{PETER_TEXT}\n{}", PETER_LINE.trim_end()),
        format!("\u{1}{PETER_TEXT}\n{PETER_LINE}"),
        format!("{PETER_TEXT}\n{bad_name}"),
        format!("{PETER_TEXT}\n{PETER_LINE}Unexpected line.\n"),
        format!("{PETER_TEXT}\n{}", PETER_LINE.repeat(SIGNATURES_MAX + 1)),
        "a".repeat(NOTE_BYTES_MAX + 1),
    ] {
        assert!(Note::parse(&note).is_err());
    }
    assert!(Note::parse(&format!("{PETER_TEXT}\n{}", PETER_LINE.repeat(SIGNATURES_MAX))).is_ok());
    for (key, error) in [
        ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", KeyError::Form),
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Kind),
        ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Id),
        ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Id),
        ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyError::Name),
        ("PeterNeumann+c74f20a3", KeyError::Form),
        ("weak+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", KeyError::Unsafe),
    ] {
        assert_eq!(key.parse::<VerifierKey>(), Err(error), "{key}");
    }
}

#[test]
fn a_secret_key_that_was_copied_badly_is_refused() {
    let parse = |text: &str| SignerKey::parse(&Secret::new(text.to_owned())).map(|key| key.public().clone());
    for kind in [KeyKind::Log, KeyKind::Witness] {
        let key = signer("a.example/1", kind, 7);
        assert_eq!(parse(key.write().expose()).as_ref(), Ok(key.public()));
    }
    for (text, error) in [
        (PETER.to_owned(), KeyError::SecretForm),
        (format!("{PETER_SECRET}\n"), KeyError::SecretForm),
        (PETER_SECRET[..PETER_SECRET.len() - 4].to_owned(), KeyError::SecretForm),
        (PETER_SECRET.replace("c74f", "C74F"), KeyError::Id),
        (PETER_SECRET.replace("DFz", "DFy"), KeyError::Id),
        (PETER_SECRET.replace("Peter", "Petra"), KeyError::Id),
        (PETER_SECRET.replace("+AYEK", "+ZYEK"), KeyError::Kind),
    ] {
        assert_eq!(parse(&text), Err(error), "{text}");
    }
}

#[test]
fn a_checkpoint_of_a_public_log_and_its_witness_verify() {
    let policy =
        Policy::new(PUBLIC_ORIGIN, vec![PUBLIC_LOG.parse().unwrap()], vec![PUBLIC_WITNESS.parse().unwrap()], 1);
    let policy = policy.unwrap();
    let opened = policy.open(PUBLIC).unwrap();
    assert!(policy.relies_on(&opened));
    assert_eq!(opened.head().size, 1_432_088_532);
    assert_eq!(opened.head().root.to_string(), "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=");
    assert_eq!(opened.cosigned(), [Cosigned { name: "remora.n621.de".into(), seconds: 0x6a12_2120 }]);
    assert_eq!(Note::parse(PUBLIC).unwrap().write(), PUBLIC);

    let changed = PUBLIC.replace("1432088532", "42");
    assert!(matches!(policy.open(&changed), Err(CheckpointError::BadSignature { .. })));
    let witness_gone = PUBLIC.replace("remora.n621.de", "other.example");
    assert!(!policy.relies_on(&policy.open(&witness_gone).unwrap()));
}

#[test]
fn texts_that_are_almost_checkpoints_are_refused_with_the_line() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let good = format!("example.com/behind-the-sofa\n20852163\n{root}\n");
    assert_eq!(Checkpoint::parse(&good).unwrap().text(), good);
    let extended = format!("{good}one more\n");
    assert_eq!(Checkpoint::parse(&extended).unwrap().text(), extended);
    for (text, line) in [
        (good.trim_end().to_owned(), 1),
        (format!("\n1\n{root}\n"), 1),
        (good.replace("20852163", "020852163"), 2),
        (good.replace("20852163", "+1"), 2),
        (good.replace("20852163", "18446744073709551616"), 2),
        (good.replace("2I=", "2J="), 3),
        ("a\n1\n".to_owned(), 3),
        (format!("{good}\nb\n"), 4),
    ] {
        assert_eq!(Checkpoint::parse(&text), Err(CheckpointError::Body { line }), "{text}");
    }
}

#[test]
fn a_policy_that_counts_one_key_twice_is_refused() {
    let (log, one) = (signer("log.example/1", KeyKind::Log, 1), signer("w.example/1", KeyKind::Witness, 2));
    let alias = signer("w.example/2", KeyKind::Witness, 2);
    let own = signer("w.example/3", KeyKind::Witness, 1);
    let policy = |logs: &[&SignerKey], witnesses: &[&SignerKey], min| {
        let keys = |signers: &[&SignerKey]| signers.iter().map(|signer| signer.public().clone()).collect();
        Policy::new("log.example/1", keys(logs), keys(witnesses), min).map(|_| ())
    };
    let repeated = |name: &str| Err(PolicyError::Repeated { name: name.to_owned() });
    assert_eq!(policy(&[&log], &[&one], 1), Ok(()));
    assert_eq!(policy(&[&log], &[&one, &alias], 1), repeated("w.example/2"));
    assert_eq!(policy(&[&log], &[&own], 1), repeated("w.example/3"));
    assert_eq!(policy(&[], &[&one], 1), Err(PolicyError::NoLogKey));
    assert_eq!(policy(&[&log], &[&one], 2), Err(PolicyError::TooFewWitnesses { needed: 2, listed: 1 }));
    assert_eq!(policy(&[&one], &[], 0), Err(PolicyError::WrongKind { name: "w.example/1".to_owned() }));
}

#[test]
fn a_witness_cosigns_only_what_extends_the_last_tree() {
    let (log, witness) = (signer("log.example/1", KeyKind::Log, 1), signer("w.example/1", KeyKind::Witness, 2));
    let policy = Policy::new("log.example/1", vec![log.public().clone()], vec![witness.public().clone()], 1).unwrap();
    let opened = policy.open(&cosigned_note(&log, &[], head(7, 7))).unwrap();
    assert!(!policy.relies_on(&opened));
    for last in [head(7, 8), head(8, 8), head(6, 6)] {
        let refused = cosign(&witness, &opened, Some(last), &[], 1);
        assert!(matches!(refused, Err(CheckpointError::NotAnExtension(_))));
    }
    assert!(cosign(&witness, &opened, Some(head(7, 7)), &[], 1).is_ok());
    assert_eq!(cosign(&log, &opened, None, &[], 1), Err(CheckpointError::WrongKey));
    assert_eq!(opened.checkpoint().sign(&witness), Err(CheckpointError::WrongKey));
    let other = policy.open(&cosigned_note(&log, &[], head(7, 8))).unwrap();
    assert!(opened.forks_from(&other) && !opened.forks_from(&opened));
}

#[test]
fn a_repeated_cosignature_counts_once() {
    let (log, witness) = (signer("log.example/1", KeyKind::Log, 1), signer("w.example/1", KeyKind::Witness, 2));
    let another = signer("w.example/2", KeyKind::Witness, 3);
    let keys = vec![witness.public().clone(), another.public().clone()];
    let policy = Policy::new("log.example/1", vec![log.public().clone()], keys, 2).unwrap();
    let opened = policy.open(&cosigned_note(&log, &[&witness, &witness], head(7, 7))).unwrap();
    assert_eq!(opened.cosigned(), [Cosigned { name: "w.example/1".into(), seconds: 1_700_000_001 }]);
    assert!(!policy.relies_on(&opened));
    let opened = policy.open(&cosigned_note(&log, &[&witness, &another], head(7, 7))).unwrap();
    assert!(policy.relies_on(&opened));
}

/// A policy with one witness, and a note that it relies on.
static SIGNED: LazyLock<(Policy, String)> = LazyLock::new(|| {
    let (log, witness) = (signer("log.example/1", KeyKind::Log, 1), signer("w.example/1", KeyKind::Witness, 2));
    let policy = Policy::new("log.example/1", vec![log.public().clone()], vec![witness.public().clone()], 1).unwrap();
    (policy, cosigned_note(&log, &[&witness], head(7, 7)))
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_changed_bit_is_refused_or_loses_its_signature(at: prop::sample::Index, bit in 0_u8..7) {
        let (policy, note) = &*SIGNED;
        let mut bytes = note.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(!policy.open(&changed).is_ok_and(|opened| policy.relies_on(&opened)));
        }
    }

    #[test]
    fn no_text_makes_reading_fail_otherwise_than_by_saying_so(text in "(\\PC|\n|\u{2014} a AAAA|\n\n){0,40}") {
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(&note.write(), &text);
        }
        let _ = Checkpoint::parse(&text);
    }
}
