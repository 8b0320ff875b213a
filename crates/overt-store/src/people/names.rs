//! What people are called.

use std::collections::BTreeMap;

use crate::StoreError;
use crate::store::Store;
use crate::vault::AccountId;

/// The name of every account.
#[derive(Debug)]
pub struct Names(BTreeMap<AccountId, String>);

impl Names {
    /// The name of an account; its identifier where there is no such account.
    pub fn of(&self, account: AccountId) -> String {
        self.0.get(&account).cloned().unwrap_or_else(|| account.to_string())
    }
}

impl Store {
    /// What people are called.
    pub async fn names(&self) -> Result<Names, StoreError> {
        let accounts = self.accounts().await?.into_iter();
        Ok(Names(accounts.map(|account| (account.id, account.name)).collect()))
    }
}
