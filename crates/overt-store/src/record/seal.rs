//! Sealing the classes of a record.

use overt_model::Class;

use super::SEALED;
use crate::people::{Team, of_class};
use crate::vault::{Context, DataKey, DataKeyPlace, TeamId, TenantId, Wrapper};
use crate::{StoreError, random};

/// One class, sealed.
pub(crate) struct PreparedClass {
    pub(crate) class: Class,
    pub(crate) team: TeamId,
    pub(crate) epoch: i64,
    pub(crate) envelope: Vec<u8>,
    pub(crate) hash: [u8; 32],
    pub(crate) wrap: Vec<u8>,
}

/// Seals for the present epochs of the teams, agreeing on a key with each of them once.
pub(crate) struct Sealer {
    tenant: TenantId,
    wrappers: [(Team, Wrapper); 2],
}

impl Sealer {
    /// For the given casework team and the custodians.
    pub(super) fn new(tenant: TenantId, teams: [&Team; 2]) -> Self {
        let wrapper = |team: &Team| (team.clone(), Wrapper::to(&team.key, &mut random::system()));
        Self { tenant, wrappers: teams.map(wrapper) }
    }

    pub(super) fn casework(&self) -> TeamId {
        self.wrappers[0].0.id
    }

    pub(crate) fn teams(&self) -> Vec<Team> {
        self.wrappers.iter().map(|(team, _)| team.clone()).collect()
    }

    /// Seals a class of one revision of a row under a new key.
    pub(crate) fn seal(
        &self,
        (row, class, revision): (u128, Class, u64),
        plaintext: &[u8],
    ) -> Result<(PreparedClass, DataKey), StoreError> {
        let mut random = random::system();
        let found = self.wrappers.iter().find(|(team, _)| team.kind == of_class(class));
        let (team, wrapper) = found.expect("there is a team for every sealed class");
        let (tenant, table, epoch) = (self.tenant, SEALED, team.epoch);
        let key = DataKey::generate(&mut random);
        let envelope = key.seal(plaintext, &Context { tenant, table, row, class, epoch, revision }, &mut random)?;
        let wrap =
            wrapper.wrap(&key, &DataKeyPlace { tenant, table, row, class, epoch, wrapped_to: epoch }, &mut random);
        let hash = blake3::hash(&envelope).into();
        let epoch = i64::from(epoch.number());
        Ok((PreparedClass { class, team: team.id, epoch, envelope, hash, wrap }, key))
    }
}
