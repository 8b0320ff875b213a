//! `overt record hand-over`.

use clap::Args;
use overt_model::RecordId;
use overt_store::Session;
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
            "Handed over: {handed} of {}. Its members open the narrative and sensitive parts from now on, and nobody else does.\n{} Only the team {to} can hand them back.\n",
            ids.len(),
            names(session, to)
        ),
    };
    Output::answer(options.json, &json!({ "team": &**to, "records": ids, "handed_over": handed }), text)
}

/// Who keeps the names from now on.
fn names(session: &Session, to: &str) -> String {
    let mut teams = session.teams().iter();
    let other = teams.find(|team| team.name == to).and_then(overt_store::Team::custody);
    match session.teams().iter().find(|team| Some(team.id) == other) {
        Some(custodians) => format!(
            "Their names and papers go to the team {}, when one of those who kept them moves the keys (`overt team rewrap`).",
            custodians.name
        ),
        None => "Their names and papers stay with the custodians.".to_owned(),
    }
}
