//! Statements of the key of a log about something else than its tree: addresses and bundles that are exchanged.
//!
//! They are signed notes like checkpoints. The first line of a checkpoint names a log, and no name holds a space; the first
//! line of a statement holds one, so that neither is ever taken for the other.

use super::key::{KeyKind, SignerKey, VerifierKey};
use super::note::Note;

impl SignerKey {
    /// Signs a text whose first line holds a space and which ends with a line end.
    pub(crate) fn state(&self, text: String) -> Note {
        assert!(is_statement(&text) && self.public().kind() == KeyKind::Log, "logs state what is no checkpoint");
        let mut note = Note::unsigned(text);
        note.push(self.sign(note.text(), 0));
        note
    }
}

impl VerifierKey {
    /// Whether the owner of this key has stated what the note says.
    pub(crate) fn has_stated(&self, note: &Note) -> bool {
        let mut claimed = note.signatures().iter().filter(|signature| self.claims(signature));
        self.kind() == KeyKind::Log
            && is_statement(note.text())
            && claimed.next().is_some_and(|signature| self.verify(note.text(), signature).is_ok())
    }

    /// What two people read to each other to make sure that they mean the same key: 100 bits in five groups of digits and
    /// letters from `0` to `f`.
    pub fn fingerprint(&self) -> String {
        let hash = blake3::derive_key("overt.log 2026 public key fingerprint v1", self.to_string().as_bytes());
        let digits = blake3::Hash::from_bytes(hash).to_hex();
        [0, 5, 10, 15, 20].map(|start| &digits[start..start + 5]).join("-")
    }
}

fn is_statement(text: &str) -> bool {
    text.ends_with('\n') && text.lines().next().is_some_and(|line| line.contains(' '))
}

#[cfg(test)]
mod tests {
    use overt_model::Secret;

    use super::super::{Checkpoint, Policy};
    use super::*;
    use crate::log::tree::{Head, TreeHash};

    fn signer(seed: u8) -> SignerKey {
        SignerKey::from_seed("invented.example/log", KeyKind::Log, &Secret::new([seed; 32])).unwrap()
    }

    #[test]
    fn a_statement_is_believed_of_its_key_only_and_as_it_was_signed() {
        let note = signer(1).state("overt invented 1\nsomething\n".to_owned());
        assert!(signer(1).public().has_stated(&note));
        assert!(!signer(2).public().has_stated(&note));
        let changed = Note::parse(&note.write().replace("something", "otherwise")).unwrap();
        assert!(!signer(1).public().has_stated(&changed));
    }

    #[test]
    fn no_statement_is_a_checkpoint_and_no_checkpoint_a_statement() {
        let signer = signer(1);
        let note = signer.state("overt invented 1\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".to_owned());
        let policy = Policy::new(signer.public().name(), vec![signer.public().clone()], Vec::new(), 0).unwrap();
        assert!(policy.open(&note.write()).is_err());
        let head = Head { size: 7, root: TreeHash([0; 32]) };
        let checkpoint = Checkpoint::new(signer.public().name(), head).unwrap().sign(&signer).unwrap();
        assert!(!signer.public().has_stated(&checkpoint));
    }

    #[test]
    fn fingerprints_tell_keys_apart() {
        assert_eq!(signer(1).public().fingerprint(), signer(1).public().fingerprint());
        assert_ne!(signer(1).public().fingerprint(), signer(2).public().fingerprint());
        assert_eq!(signer(1).public().fingerprint().len(), 29);
    }
}
