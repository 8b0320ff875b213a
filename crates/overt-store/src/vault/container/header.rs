//! The header: what can be read without a key.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::context::{AccountId, ContainerId, TenantId};
use super::super::keys::PublicKey;
use super::super::sealing::SUITE;
use super::error::ContainerError;
use crate::base64;

/// Longest second line of a container in bytes: 1 MiB, room for some 1000 holders.
pub const CONTAINER_HEADER_LEN_MAX: usize = 1 << 20;
/// Longest name of a holder in bytes.
pub const HOLDER_NAME_LEN_MAX: usize = 100;

/// The first line. The number is the version of all that follows.
pub(super) const MAGIC: &[u8; 15] = b"overt backup 1\n";
/// How the first line begins in every version.
pub(super) const MAGIC_START: &[u8] = b"overt backup ";

/// What a container tells without a key. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerHeader {
    /// Whose it is.
    pub tenant: TenantId,
    /// Which container: 128 random bits, never used twice.
    pub id: ContainerId,
    /// On which day it was made.
    pub day: Date,
    /// Who may open it: at least one, each account once.
    pub holders: Vec<ContainerHolder>,
}

/// A person who may open a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerHolder {
    /// Who.
    pub account: AccountId,
    /// A handle that the organisation chose: 1 to [`HOLDER_NAME_LEN_MAX`] bytes without control characters. Everybody who has
    /// the container can read it.
    pub name: String,
    /// The public key that the container is sealed to. The caller vouches that it is that person's.
    pub public_key: PublicKey,
    /// That person's secret key under the passphrase, as [`SecretKey::lock`](super::super::SecretKey::lock) made it.
    pub user_lock: Vec<u8>,
    /// The secret key under the recovery code, as [`RecoveryCode::wrap`](super::super::RecoveryCode::wrap) made it; none if
    /// the person has no code.
    pub recovery_wrap: Option<Vec<u8>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    suite: u8,
    tenant: TenantId,
    container: ContainerId,
    day: Date,
    holders: Vec<WrittenHolder>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenHolder {
    account: AccountId,
    name: String,
    public_key: String,
    user_lock: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recovery_wrap: Option<String>,
    data_key: String,
}

impl ContainerHeader {
    /// Both lines, with the wrap of the data key that belongs to each holder.
    pub(super) fn to_bytes(&self, wraps: &[Vec<u8>]) -> Result<Vec<u8>, ContainerError> {
        self.check()?;
        let holders = self.holders.iter().zip(wraps).map(|(holder, wrap)| WrittenHolder {
            account: holder.account,
            name: holder.name.clone(),
            public_key: base64::encode(holder.public_key.as_bytes()),
            user_lock: base64::encode(&holder.user_lock),
            recovery_wrap: holder.recovery_wrap.as_deref().map(base64::encode),
            data_key: base64::encode(wrap),
        });
        let (tenant, container, day) = (self.tenant, self.id, self.day);
        let written = Written { suite: SUITE, tenant, container, day, holders: holders.collect() };
        let mut bytes = MAGIC.to_vec();
        serde_json::to_writer(&mut bytes, &written).expect("texts and numbers become JSON in memory");
        bytes.push(b'\n');
        if bytes.len() - MAGIC.len() > CONTAINER_HEADER_LEN_MAX {
            return Err(ContainerError::HeaderTooLong);
        }
        Ok(bytes)
    }

    /// Reads the second line, and gives the wraps of the data key in the order of the holders.
    pub(super) fn of_line(line: &[u8]) -> Result<(Self, Vec<Vec<u8>>), ContainerError> {
        // What serde says would repeat values.
        let written: Written = serde_json::from_slice(line).map_err(|_| ContainerError::Header)?;
        if written.suite != SUITE {
            return Err(ContainerError::Suite(written.suite));
        }
        let read: Option<Vec<_>> = written.holders.into_iter().map(WrittenHolder::read).collect();
        let (holders, wraps) = read.ok_or(ContainerError::Header)?.into_iter().unzip();
        let header = Self { tenant: written.tenant, id: written.container, day: written.day, holders };
        header.check().map_err(|_| ContainerError::Header)?;
        Ok((header, wraps))
    }

    fn check(&self) -> Result<(), ContainerError> {
        if self.holders.is_empty() {
            return Err(ContainerError::Nobody);
        }
        let mut accounts = BTreeSet::new();
        for holder in &self.holders {
            if !accounts.insert(holder.account) {
                return Err(ContainerError::Twice);
            }
            let lengths = 1..=HOLDER_NAME_LEN_MAX;
            if !lengths.contains(&holder.name.len()) || holder.name.chars().any(char::is_control) {
                return Err(ContainerError::Name);
            }
        }
        Ok(())
    }
}

impl WrittenHolder {
    fn read(self) -> Option<(ContainerHolder, Vec<u8>)> {
        let recovery_wrap = match self.recovery_wrap {
            Some(text) => Some(base64::decode(&text)?),
            None => None,
        };
        let holder = ContainerHolder {
            account: self.account,
            name: self.name,
            public_key: PublicKey::from_bytes(base64::decode_array(&self.public_key)?).ok()?,
            user_lock: base64::decode(&self.user_lock)?,
            recovery_wrap,
        };
        Some((holder, base64::decode(&self.data_key)?))
    }
}
