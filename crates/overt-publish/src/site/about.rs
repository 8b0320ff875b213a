//! Who publishes the observatory, who pays for it, and what had to be corrected: a file that people write.

use jiff::civil::Date;
use overt_model::Text;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Who publishes the observatory, and under which rules.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its name.
    pub name: Text,
    /// What a reader must know before anything else: that everything is invented, say.
    #[serde(default)]
    pub notice: Option<Text>,
    /// What it is for, in a sentence or two.
    pub purpose: Text,
    /// Its address, such as `https://observatory.example`, for feeds and catalogues that name it in full. Requests for other hosts are refused.
    #[serde(default)]
    pub address: Option<String>,
    /// Where to write: for errors, and for a reply by whoever sees themselves in a number.
    pub contact: String,
    /// Who decides, how conflicts of interest are handled, who sees what is sealed: one paragraph each.
    pub governance: Vec<Text>,
    /// How survivors take part.
    pub survivors: Text,
    /// Who pays; empty means nobody does.
    #[serde(default, rename = "funder")]
    pub funders: Vec<Funder>,
    /// What was wrong in a release.
    #[serde(default, rename = "correction")]
    pub corrections: Vec<Correction>,
    /// The names of releases that are shown to nobody without a key that an agreement names.
    #[serde(default)]
    pub restricted: Vec<String>,
    /// Who may see some of them.
    #[serde(default, rename = "reader")]
    pub readers: Vec<Reader>,
}

/// An agreement, and the key of whom it is with. Only the fingerprint of the key is kept, so whoever reads this file cannot use it. A key is made
/// with `openssl rand -hex 32`, and its fingerprint with `printf %s KEY | sha256sum`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    /// What the agreement is called.
    pub agreement: String,
    /// SHA-256 of the key, in hexadecimal. The key must be random: a word that somebody chose can be guessed from it.
    #[serde(deserialize_with = "digest")]
    pub digest: [u8; 32],
    /// The releases that it opens, by name.
    pub releases: Vec<String>,
    /// The last day on which it does.
    pub until: Date,
}

fn digest<'de, D: Deserializer<'de>>(written: D) -> Result<[u8; 32], D::Error> {
    let text = String::deserialize(written)?;
    let pair = |place: usize| u8::from_str_radix(text.get(place..place + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..64).step_by(2).map(pair).collect();
    let whole = bytes.filter(|_| text.len() == 64 && text.bytes().all(|letter| letter.is_ascii_hexdigit()));
    let digest = whole.and_then(|bytes| bytes.try_into().ok());
    digest.ok_or_else(|| Error::custom("a digest is the SHA-256 of a key: 64 digits from 0 to f"))
}

/// Somebody who pays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funder {
    /// Who.
    pub name: String,
    /// How much, for what and when, in their words.
    pub what: Text,
}

/// Something that was wrong, and what is right; or what somebody replied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The day on which it was published.
    pub day: Date,
    /// The release.
    pub release: String,
    /// Its version.
    pub version: u32,
    /// What was wrong, or is disputed.
    pub what: Text,
    /// What is right, and where it stands.
    pub answer: Text,
}

/// Why such a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AboutError {
    /// It is not TOML of this kind.
    #[error("{0}")]
    Unreadable(#[from] toml::de::Error),
    /// The address is none.
    #[error("`address` must be https://HOST or http://HOST, without a path, and not {0:?}")]
    Address(String),
    /// Words are missing in English.
    #[error("`{0}` has no words in English")]
    Empty(&'static str),
}

impl About {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not one, and where.
    pub fn read(text: &str) -> Result<Self, AboutError> {
        let mut about: Self = toml::from_str(text)?;
        for (name, words) in [("name", &about.name), ("purpose", &about.purpose), ("survivors", &about.survivors)] {
            if words.en.trim().is_empty() {
                return Err(AboutError::Empty(name));
            }
        }
        if about.address.as_deref().is_some_and(|address| host(address).is_none()) {
            return Err(AboutError::Address(about.address.unwrap_or_default()));
        }
        about.corrections.sort_by_key(|correction| std::cmp::Reverse(correction.day));
        Ok(about)
    }

    /// The same as somebody sees it who sees these releases: without the corrections of others, and without what others may see.
    pub(super) fn seen_with(&self, is_seen: impl Fn(&str) -> bool) -> Self {
        let corrections = self.corrections.iter().filter(|correction| is_seen(&correction.release)).cloned();
        Self { corrections: corrections.collect(), restricted: Vec::new(), readers: Vec::new(), ..self.clone() }
    }

    /// The host of its address.
    pub(super) fn host(&self) -> Option<&str> {
        host(self.address.as_deref()?)
    }
}

fn host(address: &str) -> Option<&str> {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
    (!host.is_empty() && host.chars().all(is_host)).then_some(host)
}
