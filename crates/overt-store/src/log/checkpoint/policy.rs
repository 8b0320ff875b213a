//! Whose word counts: the keys of the log, the witnesses, and how many of them must have cosigned.

use super::{Checkpoint, CheckpointError, Head, KeyKind, Note, VerifierKey};

/// Which signatures a checkpoint needs to be relied on.
#[derive(Debug, Clone)]
pub struct Policy {
    origin: String,
    log_keys: Vec<VerifierKey>,
    witnesses: Vec<VerifierKey>,
    witnesses_min: usize,
}

/// The policy would not mean what it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// No origin, or one with line ends.
    #[error("the origin of a log is one line of text; copy it from a checkpoint, where it is the first line")]
    Origin,
    /// No key of the log.
    #[error("a policy names at least one key of the log; ask its operator for the public key")]
    NoLogKey,
    /// A key of the other kind.
    #[error("the key of {name} is of the wrong kind: logs have kind 1, witnesses kind 4")]
    WrongKind {
        /// Name of the key.
        name: String,
    },
    /// The same bytes stand there twice, so one witness would count as two.
    #[error("the key of {name} is listed twice; each witness counts once, under one name")]
    Repeated {
        /// Name of the key.
        name: String,
    },
    /// More witnesses are asked for than are listed.
    #[error("the policy asks for {needed} witnesses and lists {listed}; list more or ask for fewer")]
    TooFewWitnesses {
        /// How many must have cosigned.
        needed: usize,
        /// How many there are.
        listed: usize,
    },
}

/// The cosignature of one witness of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    /// Name of the witness.
    pub name: String,
    /// When it cosigned, by its own clock, in seconds since 1970. Compare it with yours: a checkpoint may be old.
    pub seconds: u64,
}

/// A checkpoint that its log has signed. Only [`Policy::open`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub(super) checkpoint: Checkpoint,
    cosigned: Vec<Cosigned>,
}

impl Opened {
    /// What the log says.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Number of leaves and root.
    pub const fn head(&self) -> Head {
        self.checkpoint.head()
    }

    /// The witnesses of the policy that cosigned, each once.
    pub fn cosigned(&self) -> &[Cosigned] {
        &self.cosigned
    }

    /// Whether the two show that the log told two stories: trees of the same size that differ. Both are signed, so either
    /// alone may be shown to anybody as proof.
    pub fn forks_from(&self, other: &Self) -> bool {
        self.checkpoint.origin() == other.checkpoint.origin()
            && self.head().size == other.head().size
            && self.head().root != other.head().root
    }
}

impl Policy {
    /// Checkpoints of the log `origin`, signed with one of `log_keys` (several, when the key was replaced), count once
    /// `witnesses_min` of `witnesses` have cosigned.
    pub fn new(
        origin: &str,
        log_keys: Vec<VerifierKey>,
        witnesses: Vec<VerifierKey>,
        witnesses_min: usize,
    ) -> Result<Self, PolicyError> {
        check_origin(origin)?;
        if log_keys.is_empty() {
            return Err(PolicyError::NoLogKey);
        }
        for (index, key) in log_keys.iter().enumerate() {
            check_key(key, KeyKind::Log, log_keys[..index].iter())?;
        }
        for (index, key) in witnesses.iter().enumerate() {
            check_key(key, KeyKind::Witness, log_keys.iter().chain(&witnesses[..index]))?;
        }
        if witnesses_min > witnesses.len() {
            return Err(PolicyError::TooFewWitnesses { needed: witnesses_min, listed: witnesses.len() });
        }
        Ok(Self { origin: origin.to_owned(), log_keys, witnesses, witnesses_min })
    }

    /// Which log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The keys of the log.
    pub fn log_keys(&self) -> &[VerifierKey] {
        &self.log_keys
    }

    /// The keys of the witnesses.
    pub fn witnesses(&self) -> &[VerifierKey] {
        &self.witnesses
    }

    /// How many witnesses must have cosigned.
    pub const fn witnesses_min(&self) -> usize {
        self.witnesses_min
    }

    /// Reads a note and verifies every signature by a key of the policy. Whether enough witnesses cosigned is asked with
    /// [`Policy::relies_on`], because a checkpoint that the log has signed binds the log in any case.
    pub fn open(&self, note: &str) -> Result<Opened, CheckpointError> {
        let note = Note::parse(note)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        if checkpoint.origin() != self.origin {
            return Err(CheckpointError::Origin);
        }
        let mut log_signed = false;
        let mut cosigned: Vec<Cosigned> = Vec::new();
        for signature in note.signatures() {
            let Some(key) = self.log_keys.iter().chain(&self.witnesses).find(|key| key.claims(signature)) else {
                continue;
            };
            match key.verify(note.text(), signature)? {
                None => log_signed = true,
                Some(seconds) => match cosigned.iter_mut().find(|earlier| earlier.name == key.name()) {
                    Some(earlier) => earlier.seconds = earlier.seconds.max(seconds),
                    None => cosigned.push(Cosigned { name: key.name().to_owned(), seconds }),
                },
            }
        }
        if log_signed { Ok(Opened { checkpoint, cosigned }) } else { Err(CheckpointError::LogSignatureMissing) }
    }

    /// Whether enough witnesses cosigned.
    pub fn relies_on(&self, opened: &Opened) -> bool {
        opened.cosigned.len() >= self.witnesses_min
    }
}

/// Whether a checkpoint could have this origin.
pub(super) fn check_origin(origin: &str) -> Result<(), PolicyError> {
    let line = !origin.is_empty() && !origin.chars().any(char::is_control);
    if line { Ok(()) } else { Err(PolicyError::Origin) }
}

/// Whether a key may be added to `earlier` ones. A log that is its own witness, or a witness with two names, would vouch for
/// itself.
pub(super) fn check_key<'a>(
    key: &VerifierKey,
    kind: KeyKind,
    mut earlier: impl Iterator<Item = &'a VerifierKey>,
) -> Result<(), PolicyError> {
    let name = || key.name().to_owned();
    if key.kind() != kind {
        return Err(PolicyError::WrongKind { name: name() });
    }
    if earlier.any(|earlier| earlier.same_bytes(key)) {
        return Err(PolicyError::Repeated { name: name() });
    }
    Ok(())
}
