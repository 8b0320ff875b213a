//! `overt key recover`.

use overt_store::vault::RecoveryCode;
use overt_store::{Name, StoreError};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::{NewPassphraseOptions, RecoveryCodeOptions};
use crate::store_options::StoreOptions;
use crate::workspace::{Workspace, choose};

pub(super) fn run(
    common: &StoreOptions,
    name: &Name,
    recovery_code: &RecoveryCodeOptions,
    new_passphrase: &NewPassphraseOptions,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let typed = recovery_code.read(Some(name))?;
    let code = RecoveryCode::read(typed.expose()).map_err(|error| Failure::from(StoreError::from(error)))?;
    let (passphrase, kdf) = choose(new_passphrase, name)?;
    let recovered = workspace.wait(workspace.store.recover((name, &code), (&passphrase, kdf), workspace.today));
    let session = recovered.map_err(|failure| match failure.exit {
        Exit::Refused => {
            Failure { message: "not let in: name or recovery code are not right".into(), hint: None, ..failure }
        }
        _ => failure,
    })?;
    workspace.close()?;
    let name = &session.name;
    let text = format!(
        "{name} has a new passphrase. The recovery code is good as before; if somebody else may have seen it,\n\
         `overt key recovery-code --as {name}` makes another.\n"
    );
    Output::answer(common.json, &json!({ "account": name, "changed": "passphrase" }), text)
}
