//! `overt user add`.

use overt_store::{Name, NewAccount, StoreError};
use serde_json::json;

use crate::failure::Failure;
use crate::output::Output;
use crate::recovery_code::RecoveryCodeDestination;
use crate::secret::{NewPassphraseOptions, PassphraseOptions};
use crate::store_options::StoreOptions;
use crate::workspace::{Workspace, choose};

/// The account that is wanted.
pub(super) struct New<'a> {
    pub(super) name: &'a Name,
    pub(super) administrator: bool,
    pub(super) passphrase: &'a NewPassphraseOptions,
    pub(super) code: &'a RecoveryCodeDestination,
}

pub(super) fn run(common: &StoreOptions, passphrase: &PassphraseOptions, new: &New<'_>) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let session = workspace.sign_in_administrator(common, passphrase)?;
    let name = new.name.to_string();
    // Before the person thinks of a passphrase. The store looks again.
    if workspace.wait(workspace.store.accounts())?.iter().any(|account| account.name == name) {
        return Err(Failure::from(StoreError::Taken("account")).into());
    }
    let place = new.code.open(&common.data)?;
    let (passphrase, kdf) = choose(new.passphrase, &name)?;
    let account = NewAccount { name, administrator: new.administrator, passphrase, kdf };
    let (_, code) = workspace.wait(workspace.store.add_account(&session, &account, workspace.today))?;
    let handed_over = place.hand_over(&account.name, code)?;
    let accounts = workspace.wait(workspace.store.accounts())?;
    let made = accounts.iter().find(|known| known.name == account.name);
    let fingerprint = made.map(|made| made.key.fingerprint()).unwrap_or_default();
    workspace.close()?;
    let mut answer = json!({ "account": account.name, "administrator": new.administrator, "key": fingerprint });
    handed_over.add_to(&mut answer);
    let name = &account.name;
    let text = format!(
        "The account {name} was made; its key is {fingerprint}.\n\n{}\n{name} is in no team yet, and opens nothing that is \
         sealed: `overt team add TEAM {name}`.\n",
        handed_over.text()
    );
    Output::answer(common.json, &answer, text)
}
