//! Blind indexes: finding a name, a telephone number or a paper number without opening every record.
//!
//! An index is a keyed hash of the normalised value, cut short. Only [`BlindField`]s can be indexed. A sex, a citizenship or
//! a date of birth cannot, by construction: with few possible values, how often each index occurs would tell which is which.
//!
//! The cut is deliberate. Whoever reads the database sees which indexes are equal. Cut to [`BlindField::bits`], equal indexes
//! need not mean equal values: with a million names, each name index is shared by some fifteen of them, so that the most
//! frequent names no longer stand out; and even who has stolen the key and tries all numbers of a country is left with many
//! numbers for each index. The price is that what an index finds are **candidates**: the caller opens each one
//! and compares it in normal form ([`BlindField::normalise`]). Opening fifteen takes less than a millisecond. In a small
//! database nearly all equal indexes are equal values, and that two records share one can be seen. The key is
//! derived from a secret that is wrapped to the team, so that indexes are made and searched in a session only.

use overt_model::{Private, Secret};
use zeroize::Zeroize;

use super::context::TenantId;
use super::keys::TenantSecret;
use super::normal;

/// The fields that may be indexed. Each has too many possible values to be guessed from how often an index occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlindField {
    /// The name of a person or of a body.
    PersonName,
    /// A telephone number.
    Phone,
    /// The number of a passport, permit or other paper.
    PaperNumber,
}

impl BlindField {
    /// Every field.
    pub const ALL: [Self; 3] = [Self::PersonName, Self::Phone, Self::PaperNumber];

    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonName => "person-name",
            Self::Phone => "phone",
            Self::PaperNumber => "paper-number",
        }
    }

    /// The field with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// How many bits an index has.
    ///
    /// Names are the least evenly spread and get 16, numbers get 24: in a million records a name finds some fifteen false
    /// candidates, a number one in seventeen searches.
    pub const fn bits(self) -> u32 {
        match self {
            Self::PersonName => 16,
            Self::Phone | Self::PaperNumber => 24,
        }
    }

    /// The form in which two spellings of one value are equal, or nothing where the value has too little in it to be indexed:
    /// no letter in a name, fewer than seven digits, fewer than five letters and digits of a paper, or over 1000 bytes.
    ///
    /// - Names: lower case, without diacritics, words in alphabetical order between single spaces, since papers disagree on
    ///   which name comes first.
    /// - Telephone numbers: digits, after a `+` if written with `+` or `00`. A number without country code finds only numbers
    ///   without country code, so forms should ask for it.
    /// - Papers: letters and digits, upper case.
    pub fn normalise(self, value: &Private<String>) -> Option<Private<String>> {
        let value = value.expose();
        if value.len() > 1000 {
            return None;
        }
        let normal = match self {
            Self::PersonName => normal::name(value),
            Self::Phone => normal::phone(value),
            Self::PaperNumber => normal::paper(value),
        };
        normal.map(Private::new)
    }
}

/// What the store keeps and compares: at most 24 bits, so it fits any integer column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlindIndex(u32);

impl BlindIndex {
    /// The number to store.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// The key that makes the indexes of one field of one tenant.
#[derive(Debug)]
pub struct BlindKey {
    field: BlindField,
    key: Secret<[u8; 32]>,
}

impl BlindKey {
    /// Derives the key from a secret that the tenant keeps for its indexes.
    pub fn derive(secret: &TenantSecret, tenant: TenantId, field: BlindField) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("overt.vault 2026 blind index v1: key of a field");
        hasher.update(secret.bytes()).update(&tenant.bits().to_le_bytes()).update(field.code().as_bytes());
        let key = Secret::new(hasher.finalize().into());
        hasher.zeroize();
        Self { field, key }
    }

    /// The index of `value`, or nothing where it has no normal form.
    pub fn index(&self, value: &Private<String>) -> Option<BlindIndex> {
        let normal = self.field.normalise(value)?;
        let hash = blake3::keyed_hash(self.key.expose(), normal.expose().as_bytes());
        let [first, second, third, fourth, ..] = *hash.as_bytes();
        Some(BlindIndex(u32::from_be_bytes([first, second, third, fourth]) >> (u32::BITS - self.field.bits())))
    }
}

/// With what the keys of imported records are hashed: whole, because they are found by nobody who does not have the file, and
/// must not meet by chance.
pub fn import_secret(secret: &TenantSecret, tenant: TenantId) -> Secret<[u8; 32]> {
    let mut hasher = blake3::Hasher::new_derive_key("overt.vault 2026 keys of imports v1");
    let secret = Secret::new(hasher.update(secret.bytes()).update(&tenant.bits().to_le_bytes()).finalize().into());
    hasher.zeroize();
    secret
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use overt_model::codebook::Findable;
    use proptest::prelude::*;

    use super::super::testing::Seeded;
    use super::*;

    fn key(seed: u64, tenant: u128, field: BlindField) -> BlindKey {
        BlindKey::derive(&TenantSecret::generate(&mut Seeded::new(seed)), TenantId::from_bits(tenant), field)
    }

    fn index(key: &BlindKey, value: &str) -> Option<BlindIndex> {
        key.index(&Private::new(value.to_owned()))
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own_normal_form(value: String) {
            for field in BlindField::ALL {
                if let Some(normal) = field.normalise(&Private::new(value.clone())) {
                    prop_assert_eq!(field.normalise(&normal), Some(normal));
                }
            }
        }

        #[test]
        fn an_index_stays_within_its_bits(value: String) {
            for field in BlindField::ALL {
                let index = index(&key(1, 1, field), &value);
                prop_assert!(index.is_none_or(|index| index.number() < 1 << field.bits()));
            }
        }
    }

    #[test]
    fn what_the_codebook_calls_findable_is_what_can_be_indexed() {
        assert_eq!(BlindField::ALL.map(BlindField::code), Findable::ALL.map(Findable::code));
    }

    #[test]
    fn secrets_tenants_and_fields_have_indexes_of_their_own() {
        let value = "1234567890";
        let phone = index(&key(1, 1, BlindField::Phone), value);
        assert_eq!(phone, index(&key(1, 1, BlindField::Phone), "123 456-7890"));
        for other in [key(2, 1, BlindField::Phone), key(1, 2, BlindField::Phone), key(1, 1, BlindField::PaperNumber)] {
            assert_ne!(index(&other, value), phone);
        }
    }

    /// A skewed list of 200,000 different names: no index may stand for one name only.
    #[test]
    fn equal_indexes_need_not_mean_equal_names() {
        let key = key(1, 1, BlindField::PersonName);
        let mut names_per_index: HashMap<BlindIndex, u32> = HashMap::new();
        for number in 0..200_000 {
            *names_per_index.entry(index(&key, &format!("invented{number}")).unwrap()).or_default() += 1;
        }
        let alone = names_per_index.values().filter(|names| **names == 1).count();
        assert!(alone * 5 < names_per_index.len(), "{alone} of {}", names_per_index.len());
    }
}
