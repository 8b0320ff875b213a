//! Addresses: what an organisation gives away so that others can seal bundles for it.
//!
//! ```text
//! overt address 1
//! made 2026-11-26
//! log NAME+ID+KEY              the key of its log, by which it is recognised
//! casework BASE64              the present key of the team that receives
//! custody BASE64               the present key of its custodians
//!
//! — NAME BASE64                signed by the key of the log
//! ```
//! Whoever has compared the fingerprint of the log key once, by voice, can believe every later address of it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::ExchangeError;
use crate::log::checkpoint::{Note, VerifierKey};
use crate::people::{Team, TeamKind, custody_of, refuse_foreign, teams};
use crate::store::Store;
use crate::vault::PublicKey;
use crate::{StoreError, base64};

const FIRST_LINE: &str = "overt address 1";
/// Longest address that is read, in bytes.
pub const ADDRESS_LEN_MAX: usize = 4096;

/// For whom a bundle is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// On which day it was made.
    pub made: Date,
    /// The key by which the organisation is recognised.
    pub log: VerifierKey,
    pub(super) casework: PublicKey,
    pub(super) custody: PublicKey,
    note: Note,
}

impl Address {
    /// What two people read to each other before the address is used.
    pub fn fingerprint(&self) -> String {
        self.log.fingerprint()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.note.write())
    }
}

impl FromStr for Address {
    type Err = ExchangeError;

    fn from_str(text: &str) -> Result<Self, ExchangeError> {
        let form = || ExchangeError::NotAnAddress;
        if text.len() > ADDRESS_LEN_MAX {
            return Err(form());
        }
        let note = Note::parse(text).map_err(|_| form())?;
        let mut lines = note.text().lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(form());
        }
        let mut value = |name: &str| {
            let line = lines.next().and_then(|line| line.strip_prefix(name)).and_then(|line| line.strip_prefix(' '));
            line.map(str::to_owned).ok_or_else(form)
        };
        let key = |text: String| {
            let bytes = base64::decode_array(&text).ok_or_else(form)?;
            PublicKey::from_bytes(bytes).map_err(|_| form())
        };
        let made = value("made")?.parse().map_err(|_| form())?;
        let log: VerifierKey = value("log")?.parse().map_err(|_| form())?;
        let (casework, custody) = (key(value("casework")?)?, key(value("custody")?)?);
        if lines.next().is_some() {
            return Err(form());
        }
        if !log.has_stated(&note) {
            return Err(ExchangeError::AddressChanged);
        }
        Ok(Self { made, log, casework, custody, note })
    }
}

impl Store {
    /// The address of this store and one of its casework teams: the one of this name, or the first.
    pub async fn address(&self, team: Option<&str>, today: Date) -> Result<Address, StoreError> {
        let mut connection = self.db.read().await?;
        let teams = teams(&mut connection).await?;
        let is_meant = |found: &&Team| found.kind == TeamKind::Casework && team.is_none_or(|name| found.name == name);
        let casework = teams.iter().find(is_meant).ok_or(StoreError::NotThere("team"))?;
        let custody = custody_of(&teams, casework.id)?;
        for team in [casework, custody] {
            refuse_foreign(&mut connection, team).await?;
        }
        let log = self.log_key().public().clone();
        let [casework_text, custody_text] = [casework, custody].map(|team| base64::encode(team.key.as_bytes()));
        let text = format!("{FIRST_LINE}\nmade {today}\nlog {log}\ncasework {casework_text}\ncustody {custody_text}\n");
        let note = self.log_key().state(text);
        Ok(Address { made: today, log, casework: casework.key, custody: custody.key, note })
    }

    /// By what other organisations recognise this store: the fingerprint of the key that signs for it.
    pub fn fingerprint(&self) -> String {
        self.log_key().public().fingerprint()
    }
}
