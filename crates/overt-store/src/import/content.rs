//! What a file said about a record, as keyed hashes of its classes.

use overt_model::codebook::Schema;
use overt_model::{Class, Codebook, Record, Secret};

/// The classes whose content is told apart. Open and quasi properties are one.
const CLASSES: [Option<Class>; 4] = [None, Some(Class::Direct), Some(Class::Narrative), Some(Class::Sensitive)];

/// Bytes of the hash of one class.
const LEN: usize = 8;

/// Keyed hashes of what a file said about each class of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ContentHash([u8; LEN * CLASSES.len()]);

impl ContentHash {
    pub(super) fn of(codebook: &Codebook, record: &Record, secret: &Secret<[u8; 32]>) -> Self {
        let schema = codebook.schema(&record.schema).expect("records are validated before they are stored");
        let mut hashes = [0; LEN * CLASSES.len()];
        let mut bytes = zeroize::Zeroizing::new(Vec::with_capacity(512));
        for (class, hash) in CLASSES.iter().zip(hashes.chunks_exact_mut(LEN)) {
            bytes.clear();
            if class.is_none() {
                let claim = overt_model::Claim { recorded: jiff::Timestamp::UNIX_EPOCH, ..record.claim.clone() };
                serde_json::to_writer(&mut *bytes, &claim).expect("a claim can always be written as JSON");
            }
            for (id, field) in &record.fields {
                let property = schema.property(id).expect("records are validated before they are stored");
                if sealed_class(property.class) == *class {
                    bytes.extend_from_slice(id.as_bytes());
                    bytes.push(b'=');
                    let json = field.to_json(property);
                    serde_json::to_writer(&mut *bytes, &json).expect("a field can always be written as JSON");
                }
            }
            hash.copy_from_slice(&blake3::keyed_hash(secret.expose(), &bytes).as_bytes()[..LEN]);
        }
        Self(hashes)
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(super) const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The properties of `fills` in classes of which another hash differs.
    pub(super) fn changed<'a>(&self, other: &Self, schema: &Schema, fills: &'a [String]) -> Vec<&'a str> {
        let differs = |class: Option<Class>| {
            let place = CLASSES.iter().position(|known| *known == class).unwrap_or_default() * LEN;
            self.0[place..place + LEN] != other.0[place..place + LEN]
        };
        let is_changed = |id: &&str| schema.property(id).is_some_and(|property| differs(sealed_class(property.class)));
        fills.iter().map(String::as_str).filter(is_changed).collect()
    }
}

fn sealed_class(class: Class) -> Option<Class> {
    class.is_sealed().then_some(class)
}
