//! What a release consists of, who approved it, and the only way to make one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::plan::Planned;
use super::policy::Method;
use super::refusal::{Code, Refusal};
use super::verify::{Verified, verify};
use super::{Files, canonical, file, hash};

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const SIGNATURE: &str = "manifest.sig.json";
/// How manifests are written. Raised when that changes.
const FORMAT: u32 = 1;

/// What a release consists of. The signature is over its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// How it is written.
    pub format: u32,
    /// The name of the release.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// The day.
    pub day: Date,
    /// The snapshot that was read; none where there is noise, because its name is a hash of the exact data.
    pub snapshot: Option<String>,
    /// The program that made it.
    pub program: String,
    /// The version of the codebook.
    pub codebook: String,
    /// The fingerprint of the policy.
    pub policy: String,
    /// The fingerprint of the entry in the ledger, the last one in it.
    pub ledger_entry: String,
    /// Where randomness came from.
    pub seed: String,
    /// What the tables add up to.
    pub control: Control,
    /// Every other file, but for the signature.
    pub files: Vec<Listed>,
    /// Who approved it.
    pub approvals: Vec<Approval>,
}

/// What the tables add up to, if that may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Records that were read.
    pub rows_in: Option<i64>,
    /// Of these, records that every table counts.
    pub counted: Option<i64>,
    /// What this means.
    pub says: String,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: usize,
    /// Its fingerprint.
    pub hash: String,
}

/// That somebody has looked at a release and approves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
    /// What: the [`Manifest::draft_hash`] that this person saw.
    pub of: String,
}

/// The signature, beside the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// `ed25519`.
    pub algorithm: String,
    /// The public key, in hexadecimal.
    pub public_key: String,
    /// The signature of the bytes of the manifest, in hexadecimal.
    pub signature: String,
}

/// What may be published: made here, approved by two people, signed and verified. There is no other way to one:
/// ```compile_fail,E0451
/// use overt_protect::release::{Manifest, Release};
/// fn forge(manifest: Manifest) -> Release { Release { manifest, files: Vec::new() } }
/// ```
#[derive(Debug, Clone)]
pub struct Release {
    manifest: Manifest,
    files: Files,
}

impl Control {
    pub(super) fn of_tables(rows: Option<i64>) -> Self {
        let says = match rows {
            Some(_) => "Every table counts every record that was read.",
            None => {
                "Every table counts every record that was read. How many these are is not shown, because a table hides or rounds it."
            }
        };
        Self { rows_in: rows, counted: rows, says: says.to_owned() }
    }

    pub(super) fn of_rows() -> Self {
        let says = "The number of rows tells how many records were read to within the size of a group. No row was taken from one record.";
        Self { rows_in: None, counted: None, says: says.to_owned() }
    }

    pub(super) fn of_noise() -> Self {
        let says = "How many records were read is not told: the exact number would tell whether one more person is in the data.";
        Self { rows_in: None, counted: None, says: says.to_owned() }
    }
}

impl Manifest {
    pub(super) fn draft(planned: &Planned, control: Control, files: &Files) -> Self {
        let seed = match planned.policy.method {
            Method::Table(_) | Method::Aggregate(_) => "Nothing was drawn at random.",
            Method::Counts(_) | Method::Synth(_) => {
                "Noise came from the generator ChaCha20 with a seed from the operating system, which nobody chose and nothing recorded."
            }
        };
        let draft = Self {
            format: FORMAT,
            name: planned.policy.name.clone(),
            version: planned.policy.version,
            day: planned.facts.day,
            snapshot: Some(planned.facts.snapshot.clone()).filter(|_| planned.policy.method.promise().is_none()),
            program: planned.facts.program.clone(),
            codebook: planned.facts.codebook_version.clone(),
            policy: planned.policy.hash(),
            ledger_entry: planned.ledger.entries().last().map(super::LedgerEntry::hash).unwrap_or_default(),
            seed: seed.to_owned(),
            control,
            files: Vec::new(),
            approvals: Vec::new(),
        };
        draft.listing(files)
    }

    /// The same over these files.
    pub(super) fn listing(&self, files: &Files) -> Self {
        let listed =
            |(name, bytes): &(String, Vec<u8>)| Listed { name: name.clone(), bytes: bytes.len(), hash: hash(bytes) };
        Self { files: files.iter().map(listed).collect(), ..self.clone() }
    }

    /// The file it becomes.
    pub(super) fn file(&self) -> (String, Vec<u8>) {
        (MANIFEST.to_owned(), canonical(self))
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// It is not one that this program can read.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let unreadable =
            |sentence: String| Refusal::new(Code::Files, sentence, "Get the release again from who published it.");
        let manifest: Self = serde_json::from_slice(bytes)
            .map_err(|error| unreadable(format!("The manifest cannot be read: {error}.")))?;
        if manifest.format == FORMAT && canonical(&manifest) == bytes {
            Ok(manifest)
        } else {
            Err(unreadable("The manifest is of another format, or was written by something else.".to_owned()))
        }
    }

    /// Whether these are the bytes of the file of this name.
    pub fn lists(&self, name: &str, bytes: &[u8]) -> bool {
        self.files.iter().any(|listed| listed.name == name && listed.hash == hash(bytes))
    }

    /// The fingerprint of the manifest without approvals: what is approved.
    pub fn draft_hash(&self) -> String {
        hash(&canonical(&Self { approvals: Vec::new(), ..self.clone() }))
    }

    /// Whether two people have approved it, as it is.
    ///
    /// # Errors
    /// They have not.
    pub fn approved(&self) -> Result<(), Refusal> {
        let refuse = |sentence: &str| Err(Refusal::new(Code::Approval, sentence, "Ask a second person to look at it."));
        let draft = self.draft_hash();
        if self.approvals.iter().any(|approval| approval.of != draft) {
            return refuse("Somebody has approved something else than this release.");
        }
        let mut people: Vec<String> = self.approvals.iter().map(|approval| approval.by.trim().to_lowercase()).collect();
        people.retain(|person| !person.is_empty());
        people.sort_unstable();
        people.dedup();
        if people.len() < 2 { refuse("Two different people must have approved it.") } else { Ok(()) }
    }
}

impl Release {
    /// Makes a release of what [`Planned::draw`] gave, approved by two people. `sign` signs the bytes of the manifest with Ed25519.
    ///
    /// # Errors
    /// It is not approved, or the files are not what was made: all of it is verified once more.
    pub fn publish(
        mut files: Files,
        approvals: Vec<Approval>,
        public_key: &[u8],
        sign: impl FnOnce(&[u8]) -> Vec<u8>,
    ) -> Result<Self, Refusal> {
        let mut manifest = Manifest::read(file(&files, MANIFEST).unwrap_or_default())?;
        manifest.approvals = approvals;
        manifest.approved()?;
        let (name, bytes) = manifest.file();
        let signature = sign(&bytes);
        let written = Signature {
            algorithm: "ed25519".to_owned(),
            public_key: hexadecimal(public_key),
            signature: hexadecimal(&signature),
        };
        files.retain(|(other, _)| *other != name);
        files.push((name, bytes));
        files.push((SIGNATURE.to_owned(), canonical(&written)));
        Self::open(files, public_key, |_, _, other| other == signature).map_err(|verified| {
            let failed: Vec<String> = verified.failures().map(ToString::to_string).collect();
            Refusal::new(Code::Files, failed.join(" "), "Make the release anew; do not change files of it.")
        })
    }

    /// A release that somebody published, if all of it verifies.
    ///
    /// # Errors
    /// What was checked and what failed.
    pub fn open(
        files: Files,
        public_key: &[u8],
        signature_holds: impl Fn(&[u8], &[u8], &[u8]) -> bool,
    ) -> Result<Self, Verified> {
        let verified = verify(&files, public_key, signature_holds);
        match Manifest::read(file(&files, MANIFEST).unwrap_or_default()) {
            Ok(manifest) if verified.passed() => Ok(Self { manifest, files }),
            _ => Err(verified),
        }
    }

    /// What it consists of.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its files, the manifest and its signature last.
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.files
    }
}

/// Bytes as digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
        .collect()
}
