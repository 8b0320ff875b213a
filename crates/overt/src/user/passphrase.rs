//! `overt user passphrase`.

use serde_json::json;

use crate::output::Output;
use crate::secret::{NewPassphraseOptions, PassphraseOptions};
use crate::store_options::StoreOptions;
use crate::workspace::{Workspace, choose};

pub(super) fn run(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    new_passphrase: &NewPassphraseOptions,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let session = workspace.sign_in(common, passphrase)?;
    let (chosen, kdf) = choose(new_passphrase, &session.name)?;
    workspace.wait(workspace.store.change_passphrase(&session, (&chosen, kdf), workspace.today))?;
    workspace.close()?;
    let text = format!(
        "The passphrase of {0} was changed. The recovery code is as good as before.\n\
         Backups that were made before open with the earlier passphrase.\n",
        session.name
    );
    Output::answer(common.json, &json!({ "account": session.name, "changed": "passphrase" }), text)
}
