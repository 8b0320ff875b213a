//! `overt key recovery-code`.

use serde_json::json;

use crate::output::Output;
use crate::recovery_code::RecoveryCodeDestination;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn run(
    common: &StoreOptions,
    passphrase: &PassphraseOptions,
    destination: &RecoveryCodeDestination,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    let session = workspace.sign_in(common, passphrase)?;
    let place = destination.open(&common.data)?;
    let code = workspace.wait(workspace.store.renew_recovery_code(&session, workspace.today))?;
    let handed_over = place.hand_over(&session.name, code)?;
    workspace.close()?;
    let mut answer = json!({ "account": session.name, "changed": "recovery-code" });
    handed_over.add_to(&mut answer);
    let text = format!("{}\nThe earlier code opens nothing any more. Destroy it.\n", handed_over.text());
    Output::answer(common.json, &answer, text)
}
