//! Which keys can be wrapped, and the place in which each of them stands. The place is bound and not stored, so that a wrap
//! moved to another row, class, epoch or person cannot be opened there, and no kind of key opens as another.

use overt_model::{Class, Secret};

use super::context::{AccountId, Binding, Epoch, EscrowId, TeamId, TenantId};
use super::escrow::Share;
use super::keys::{DataKey, SecretKey, TenantSecret};

/// The place of a data key. The revisions of one epoch share it, so it names no revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataKeyPlace<'a> {
    /// Whose it is.
    pub tenant: TenantId,
    /// Table of the row it seals.
    pub table: &'a str,
    /// The 128 bits of that row's id.
    pub row: u128,
    /// Class of the properties it seals.
    pub class: Class,
    /// Epoch in which the key was made, as in the [`Context`](super::Context) of what it seals.
    pub epoch: Epoch,
    /// Epoch of the key it is wrapped to: the same, or a later one if it was re-wrapped.
    pub wrapped_to: Epoch,
}

/// The place of a secret key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKeyPlace {
    /// The key of a team's epoch, wrapped to one member.
    Team(TenantId, TeamId, Epoch, AccountId),
    /// A person's own key, wrapped to the public key of an escrow.
    EscrowedPerson(TenantId, EscrowId, AccountId),
    /// The key of a team's epoch, wrapped to the public key of an escrow.
    EscrowedTeam(TenantId, EscrowId, TeamId, Epoch),
}

/// The place of a tenant's secret: who holds it in which epoch, and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantSecretPlace<'a> {
    /// Whose it is.
    pub tenant: TenantId,
    /// The team whose key it is wrapped to.
    pub team: TeamId,
    /// That team's epoch.
    pub epoch: Epoch,
    /// What it is for, such as `index`.
    pub purpose: &'a str,
}

/// The place of one custodian's share of an escrowed key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharePlace {
    /// Whose it is.
    pub tenant: TenantId,
    /// Which split.
    pub escrow: EscrowId,
    /// Number of the share.
    pub number: u8,
}

mod sealed {
    use super::{Binding, Secret};

    pub trait Material<P> {
        fn material(&self) -> &[u8; 32];
        fn of_material(material: Secret<[u8; 32]>, place: &P) -> Self;
        fn bind(place: &P, header: &[u8]) -> Binding;
    }
}
use sealed::Material;

/// Keys that can be wrapped; `P` is the kind of place in which they stand.
pub trait Wrappable<P>: Material<P> {}
impl<P, K: Material<P>> Wrappable<P> for K {}

impl Material<DataKeyPlace<'_>> for DataKey {
    fn material(&self) -> &[u8; 32] {
        self.bytes()
    }
    fn of_material(material: Secret<[u8; 32]>, _: &DataKeyPlace<'_>) -> Self {
        Self::new(material)
    }
    fn bind(place: &DataKeyPlace<'_>, header: &[u8]) -> Binding {
        Binding::new(header)
            .part(b"data key")
            .part(&place.tenant.bits().to_le_bytes())
            .part(place.table.as_bytes())
            .part(&place.row.to_le_bytes())
            .part(place.class.code().as_bytes())
            .part(&place.epoch.number().to_le_bytes())
            .part(&place.wrapped_to.number().to_le_bytes())
    }
}

impl Material<SecretKeyPlace> for SecretKey {
    fn material(&self) -> &[u8; 32] {
        self.bytes()
    }
    fn of_material(material: Secret<[u8; 32]>, _: &SecretKeyPlace) -> Self {
        Self::new(&material)
    }
    fn bind(place: &SecretKeyPlace, header: &[u8]) -> Binding {
        let binding = Binding::new(header);
        match place {
            SecretKeyPlace::Team(tenant, team, epoch, member) => binding
                .part(b"team epoch key")
                .part(&tenant.bits().to_le_bytes())
                .part(&team.bits().to_le_bytes())
                .part(&epoch.number().to_le_bytes())
                .part(&member.bits().to_le_bytes()),
            SecretKeyPlace::EscrowedPerson(tenant, escrow, account) => binding
                .part(b"escrowed key of a person")
                .part(&tenant.bits().to_le_bytes())
                .part(&escrow.bits().to_le_bytes())
                .part(&account.bits().to_le_bytes()),
            SecretKeyPlace::EscrowedTeam(tenant, escrow, team, epoch) => binding
                .part(b"escrowed key of a team epoch")
                .part(&tenant.bits().to_le_bytes())
                .part(&escrow.bits().to_le_bytes())
                .part(&team.bits().to_le_bytes())
                .part(&epoch.number().to_le_bytes()),
        }
    }
}

impl Material<TenantSecretPlace<'_>> for TenantSecret {
    fn material(&self) -> &[u8; 32] {
        self.bytes()
    }
    fn of_material(material: Secret<[u8; 32]>, _: &TenantSecretPlace<'_>) -> Self {
        Self::new(material)
    }
    fn bind(place: &TenantSecretPlace<'_>, header: &[u8]) -> Binding {
        Binding::new(header)
            .part(b"tenant secret")
            .part(&place.tenant.bits().to_le_bytes())
            .part(&place.team.bits().to_le_bytes())
            .part(&place.epoch.number().to_le_bytes())
            .part(place.purpose.as_bytes())
    }
}

impl Material<SharePlace> for Share {
    fn material(&self) -> &[u8; 32] {
        self.value()
    }
    fn of_material(material: Secret<[u8; 32]>, place: &SharePlace) -> Self {
        Self::new(place.number, material)
    }
    fn bind(place: &SharePlace, header: &[u8]) -> Binding {
        Binding::new(header)
            .part(b"share")
            .part(&place.tenant.bits().to_le_bytes())
            .part(&place.escrow.bits().to_le_bytes())
            .part(&[place.number])
    }
}
