//! What a sealed thing belongs to. It is authenticated and never stored with it, so that a row moved to another place, or an
//! older revision put back, cannot be opened there.

use overt_model::{Class, Id, IdKind};
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $id:ident = $kind:ident $name:literal;)*) => {$(
        #[doc = concat!("Marks identifiers written `", $name, ":…`.")]
        pub enum $kind {}
        impl IdKind for $kind {
            const NAME: &'static str = $name;
        }
        $(#[$doc])*
        pub type $id = Id<$kind>;
    )*};
}

kinds! {
    /// One organisation whose data no other organisation's keys open.
    TenantId = TenantKind "tenant";
    /// One person who signs in.
    AccountId = AccountKind "account";
    /// One circle of accounts that shares a key per epoch.
    TeamId = TeamKind "team";
    /// One secret that was split among custodians.
    EscrowId = EscrowKind "escrow";
    /// One sealed container, such as a backup.
    ContainerId = ContainerKind "container";
}

/// Which of a team's successive keys: a new one begins whenever a member leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Epoch(u32);

impl Epoch {
    /// The first epoch.
    pub const FIRST: Self = Self(1);

    /// The epoch with this number.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The epoch after this one, if numbers are left.
    pub const fn next(self) -> Option<Self> {
        match self.0.checked_add(1) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }
}

/// What an envelope or a sealed file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    /// Whose it is.
    pub tenant: TenantId,
    /// Table of the store.
    pub table: &'a str,
    /// The 128 bits of the row's id.
    pub row: u128,
    /// Class of the properties inside.
    pub class: Class,
    /// Team epoch in which its data key was made. It stays when that key is wrapped to a later epoch.
    pub epoch: Epoch,
    /// Revision of the row.
    pub revision: u64,
}

impl Context<'_> {
    /// `header` (version and suite) and every part of the context, unambiguously.
    pub(super) fn bind(&self, header: &[u8]) -> Binding {
        Binding::new(header)
            .part(&self.tenant.bits().to_le_bytes())
            .part(self.table.as_bytes())
            .part(&self.row.to_le_bytes())
            .part(self.class.code().as_bytes())
            .part(&self.epoch.number().to_le_bytes())
            .part(&self.revision.to_le_bytes())
    }
}

/// Associated data: parts that each follow their length, so that no two lists of parts give the same bytes.
pub struct Binding(Vec<u8>);

impl Binding {
    pub(super) fn new(header: &[u8]) -> Self {
        Self(Vec::with_capacity(192)).part(header)
    }

    pub(super) fn part(mut self, part: &[u8]) -> Self {
        self.0.extend_from_slice(&(part.len() as u64).to_le_bytes());
        self.0.extend_from_slice(part);
        self
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_slide_into_one_another() {
        let one = Binding::new(b"h").part(b"ab").part(b"c");
        let other = Binding::new(b"h").part(b"a").part(b"bc");
        assert_ne!(one.as_bytes(), other.as_bytes());
    }

    #[test]
    fn epochs_count_up_and_end() {
        assert_eq!(Epoch::FIRST.next(), Some(Epoch::new(2)));
        assert_eq!(Epoch::new(u32::MAX).next(), None);
    }
}
