//! What is sealed to one person alone, as the strictest class is: no team opens it.

use overt_model::{Class, Secret};

use super::Session;
use crate::store::Store;
use crate::vault::{AccountId, Context, DataKey, DataKeyPlace, Epoch, TenantId};
use crate::{StoreError, random};

/// Something that only its owner opens.
#[derive(Debug)]
pub struct Own {
    pub(crate) wrap: Vec<u8>,
    pub(crate) envelope: Vec<u8>,
}

/// What the sealed form is bound to: what it is, whose, and which one.
struct Place {
    tenant: TenantId,
    table: String,
    row: u128,
}

impl Place {
    fn of(store: &Store, account: AccountId, (what, row): (&str, u128)) -> Self {
        Self { tenant: store.tenant, table: format!("{what} {account}"), row }
    }

    fn key(&self) -> DataKeyPlace<'_> {
        let Self { tenant, table, row } = self;
        let epoch = Epoch::FIRST;
        DataKeyPlace { tenant: *tenant, table, row: *row, class: Class::Direct, epoch, wrapped_to: epoch }
    }

    fn envelope(&self) -> Context<'_> {
        let Self { tenant, table, row } = self;
        Context { tenant: *tenant, table, row: *row, class: Class::Direct, epoch: Epoch::FIRST, revision: 0 }
    }
}

impl Store {
    /// Seals to the session's person. `what` and the number say what it is; it opens under the same ones only.
    ///
    /// # Errors
    /// When it is longer than an envelope may be.
    pub fn seal_own(&self, session: &Session, what: (&str, u128), bytes: &[u8]) -> Result<Own, StoreError> {
        let (mut random, place) = (random::system(), Place::of(self, session.account, what));
        let key = DataKey::generate(&mut random);
        let envelope = key.seal(bytes, &place.envelope(), &mut random)?;
        let wrap = session.key().public().wrap(&key, &place.key(), &mut random);
        Ok(Own { wrap, envelope })
    }

    /// Opens what was sealed to the session's person.
    ///
    /// # Errors
    /// [`StoreError::Tampered`] when it was sealed to somebody else or as something else.
    pub fn open_own(&self, session: &Session, what: (&str, u128), own: &Own) -> Result<Secret<Vec<u8>>, StoreError> {
        let place = Place::of(self, session.account, what);
        let key: Result<DataKey, _> = session.key().unwrap(&own.wrap, &place.key());
        key.and_then(|key| key.open(&own.envelope, &place.envelope()))
            .map_err(|_| StoreError::Tampered("what a person put away"))
    }
}
