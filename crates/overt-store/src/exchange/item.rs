//! The items of a bundle.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Claim, Class, RecordId, Source, Standing};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{BundleId, ExchangeError, Origin};
use crate::base64;
use crate::exchange::file::Receivers;

/// The only form of items that this program knows.
pub(super) const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Item {
    Head(Head),
    Source(Source),
    Record(RecordItem),
    Notice(Notice),
    End(End),
    /// The statement of the sender.
    Signed(String),
}

#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) format: u32,
    pub(super) day: Date,
    /// The key of the sender's log.
    pub(super) sender: String,
    pub(super) codebook: String,
    /// What it may be used for: a code of the list `consent_purposes`.
    pub(super) purpose: String,
}

/// A record with all its revisions, the oldest first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordItem {
    pub(super) id: RecordId,
    pub(super) schema: String,
    pub(super) revisions: Vec<RevisionItem>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionItem {
    pub(super) origin: Origin,
    pub(super) claim: Claim,
    /// Open and quasi properties.
    pub(super) fields: Map<String, Json>,
    /// The sealed classes that this revision wrote, opened.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) sealed: BTreeMap<String, Map<String, Json>>,
}

/// What became of a record that is not sent again.
#[derive(Serialize, Deserialize)]
pub(super) struct Notice {
    pub(super) record: RecordId,
    #[serde(flatten)]
    pub(super) what: NoticeKind,
}

/// What happened to a record at the sender that every receiver of it should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A class, or with [`Class::Open`] all of it, was erased.
    Erased {
        /// Which class.
        class: Class,
    },
    /// The consent was taken back.
    ConsentWithdrawn,
    /// The claim does not speak against anybody any more.
    Standing {
        /// Cleared or withdrawn.
        standing: Standing,
    },
}

/// How many items of each kind there were.
#[derive(Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) sources: u64,
    pub(super) records: u64,
    pub(super) notices: u64,
}

impl End {
    pub(super) fn count(&mut self, item: &Item) {
        match item {
            Item::Source(_) => self.sources += 1,
            Item::Record(_) => self.records += 1,
            Item::Notice(_) => self.notices += 1,
            Item::Head(_) | Item::End(_) | Item::Signed(_) => {}
        }
    }
}

impl Item {
    pub(super) fn write(&self) -> zeroize::Zeroizing<Vec<u8>> {
        zeroize::Zeroizing::new(serde_json::to_vec(self).expect("texts and numbers become JSON in memory"))
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, ExchangeError> {
        // What serde says would repeat values.
        serde_json::from_slice(bytes).map_err(|_| ExchangeError::Form("an item cannot be read"))
    }
}

/// What the sender signs.
pub(super) fn statement(id: BundleId, to: &Receivers, hash: &[u8; 32]) -> String {
    let custody = to.custody.map_or_else(|| "none".to_owned(), |key| base64::encode(key.as_bytes()));
    format!(
        "overt bundle 1\n{id}\ncasework {}\ncustody {custody}\nitems {}\n",
        base64::encode(to.casework.as_bytes()),
        base64::encode(hash)
    )
}
