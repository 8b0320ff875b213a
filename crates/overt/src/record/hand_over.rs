//! `overt record hand-over`.

use clap::Args;
use overt_model::RecordId;
use serde_json::json;

use super::Work;
use crate::output::Output;

#[derive(Args)]
pub(super) struct Choice {
    /// Which records, all or none.
    #[arg(required = true, value_name = "RECORD")]
    ids: Vec<RecordId>,
    /// The casework team that will hold them.
    #[arg(long, value_name = "TEAM")]
    to: overt_store::Name,
}

pub(super) fn hand_over(work: &Work<'_>, Choice { ids, to }: &Choice) -> anyhow::Result<Output> {
    let Work { workspace, session, options, .. } = *work;
    let handed = workspace.wait(workspace.store.hand_over(session, ids, to, workspace.today))?;
    let text = match handed {
        0 => format!("The team {to} held it before. Nothing was changed.\n"),
        handed => format!(
            "Handed over: {handed} of {}. Its members open the narrative and sensitive parts from now on, and nobody else does.\nTheir names and papers stay with the custodians. Only the team {to} can hand them back.\n",
            ids.len()
        ),
    };
    Output::answer(options.json, &json!({ "team": &**to, "records": ids, "handed_over": handed }), text)
}
