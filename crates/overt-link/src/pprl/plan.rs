//! What both parties must settle before they encode.

use serde::{Deserialize, Serialize};

use super::PprlError;

/// How records are encoded and joined. All parties use the same; the header of each file has its fingerprint.
///
/// Reads from TOML, and what is left out has its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plan {
    /// How much each kind of token counts.
    pub weights: Weights,
    /// A record that has kinds of tokens of less weight, each counted once, is not encoded: it could hardly be told from others, and
    /// would give away the most frequent names by being frequent itself. With the weights as they are, a name and a nationality are
    /// too little, a name and a year of birth are enough.
    pub weight_min: u32,
    /// The share of bits that are turned around at random, 0 to 0.25. Equal records become unequal. This is randomised response with
    /// `ln((1 - share) / share)` of local differential privacy for each bit, which is not a promise for a whole record.
    pub flip_share: f64,
    /// Records without a person that are mixed in, as a share of the others, 0 to 10.
    pub padding_share: f64,
    /// The share of bits in common from which on two records are the same person, above 0.5 (chance) and not above 1.
    pub threshold: f64,
}

/// The weights of tokens, 0 to 20; 0 leaves the kind out.
///
/// Every name is in a token together with something else, its salt. Which tokens a record has depends on what is known of it; where
/// one salt is missing or wrong, the tokens with the others remain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Weights {
    /// A word of the given name with one of the surname, in either order.
    pub name_name: u8,
    /// A word of the name with the date of birth.
    pub name_birth: u8,
    /// A word of the name with the year of birth.
    pub name_year: u8,
    /// A word of the name with day and month of birth, in either order.
    pub name_day: u8,
    /// A word of the name with the city.
    pub name_city: u8,
    /// A word of the name with the nationality.
    pub name_nationality: u8,
    /// A word of the name with the telephone number.
    pub name_phone: u8,
    /// The initial of a name with the date of birth.
    pub initial_birth: u8,
    /// Sex with the date of birth.
    pub sex_birth: u8,
    /// Nationality with the date of birth.
    pub nationality_birth: u8,
    /// City with the date of birth.
    pub city_birth: u8,
    /// The telephone number.
    pub phone: u8,
    /// The number of a paper.
    pub document: u8,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            name_name: 6,
            name_birth: 6,
            name_year: 4,
            name_day: 4,
            name_city: 3,
            name_nationality: 2,
            name_phone: 4,
            initial_birth: 4,
            sex_birth: 4,
            nationality_birth: 2,
            city_birth: 2,
            phone: 6,
            document: 16,
        }
    }
}

impl Weights {
    /// All of them.
    const fn all(&self) -> [u8; 13] {
        [
            self.name_name,
            self.name_birth,
            self.name_year,
            self.name_day,
            self.name_city,
            self.name_nationality,
            self.name_phone,
            self.initial_birth,
            self.sex_birth,
            self.nationality_birth,
            self.city_birth,
            self.phone,
            self.document,
        ]
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self { weights: Weights::default(), weight_min: 10, flip_share: 0.02, padding_share: 0.1, threshold: 0.59 }
    }
}

impl Plan {
    /// Whether every setting is in its range.
    ///
    /// # Errors
    ///
    /// [`PprlError::Plan`] for the first that is not.
    pub fn check(&self) -> Result<(), PprlError> {
        let problem = |setting, must| Err(PprlError::Plan { setting, must });
        if self.weights.all().into_iter().any(|weight| weight > 20) {
            return problem("weights", "lie between 0 and 20");
        }
        if self.weights.all().into_iter().all(|weight| weight == 0) {
            return problem("weights", "not all be 0");
        }
        if !(0.0..=0.25).contains(&self.flip_share) {
            return problem("flip-share", "lie between 0 and 0.25");
        }
        if !(0.0..=10.0).contains(&self.padding_share) {
            return problem("padding-share", "lie between 0 and 10");
        }
        if !(self.threshold > 0.5 && self.threshold <= 1.0) {
            return problem("threshold", "lie above 0.5, which is chance, and not above 1");
        }
        Ok(())
    }

    /// 32 hexadecimal digits that are the same where the plans are the same.
    ///
    /// # Panics
    ///
    /// Never: every plan can be written as JSON.
    pub fn fingerprint(&self) -> String {
        let text = serde_json::to_string(self).expect("a plan has no value that JSON cannot hold");
        let hash = blake3::derive_key("overt.pprl 2026 v1: fingerprint of a plan", text.as_bytes());
        blake3::Hash::from_bytes(hash).to_hex()[..32].to_owned()
    }
}
