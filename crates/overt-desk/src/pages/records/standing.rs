//! How far a claim has come: another standing with the decision that says so.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::{RecordId, Standing};
use overt_publish::records::Words;
use overt_store::{Edit, Reason, Shown, StoreError};

use super::{path, to_change};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::refusals;
use crate::shell::Shell;

/// A step that a claim may take.
struct Step {
    code: &'static str,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "standing.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    claim: String,
    steps: Vec<Step>,
    decision: String,
    seen: u64,
    problem: Option<String>,
}

/// The form.
pub(crate) async fn standing(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, &to_change(ask).await?, None)?))
}

/// Takes the step, if it exists.
pub(crate) async fn move_standing(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, id) = (ask.session()?, ask.record()?);
    let shown = to_change(ask).await?;
    let refuse = |sentence: String| Ok(Answer::refused(page(ask, &shown, Some(sentence))?));
    let Some(standing) = ask.form.get("standing").and_then(Standing::from_code) else {
        return refuse(ask.say("standing-choose"));
    };
    let Ok(decision) = ask.form.get("decision").map(str::parse::<RecordId>).transpose() else {
        return refuse(ask.say("decision-none"));
    };
    if let Some(decision) = decision {
        match ask.store().show(session, decision, (&[], None), ask.today()).await {
            Ok(_) => {}
            Err(StoreError::NotThere(_)) => return refuse(ask.say("decision-none")),
            Err(error) => return Err(error.into()),
        }
    }
    let seen = ask.form.get("seen").and_then(|seen| seen.parse().ok());
    let (fields, reason) = (BTreeMap::new(), Reason::StandingChanged);
    let edit = Edit { record: id, seen, fields, standing: Some((standing, decision)), reason };
    match ask.store().revise(session, &edit, ask.today()).await {
        Ok(_) => Ok(Answer::see(format!("{}?done=changed", path(id)))),
        Err(error @ (StoreError::Standing(_) | StoreError::SourceExpired(_))) => refuse(refusals::told(ask, &error)),
        Err(error @ StoreError::Conflict { .. }) => {
            refuse(format!("{} {}", refusals::told(ask, &error), ask.say("conflict")))
        }
        Err(StoreError::Invalid(problems)) => {
            let sentences = problems.iter().map(|problem| problem.sentence(ask.codebook(), ask.lang));
            refuse(sentences.collect::<Vec<_>>().join(" "))
        }
        Err(error) => Err(error.into()),
    }
}

fn page(ask: &Ask, shown: &Shown, problem: Option<String>) -> Result<String, Stopped> {
    let (record, words) = (&shown.record, Words { codebook: ask.codebook(), lang: ask.lang });
    let chosen = ask.form.get("standing");
    let steps = Standing::ALL.iter().filter(|next| record.claim.standing.may_become(**next)).map(|next| Step {
        code: next.code(),
        label: words.label(Standing::LIST, next.code()),
        is_chosen: chosen == Some(next.code()),
    });
    let kept = record.claim.decision.map(|id| id.to_string()).unwrap_or_default();
    let page = Page {
        shell: Shell::new(ask, ask.say("standing-change")),
        id: record.id,
        claim: words.claim(&record.claim, None),
        steps: steps.collect(),
        decision: ask.form.get("decision").map_or(kept, str::to_owned),
        seen: shown.revision.number,
        problem,
    };
    Ok(page.render()?)
}
