//! What a person agreed to: recorded, looked at, and taken back.

use askama::Template;
use jiff::civil::Date;
use overt_model::codebook::Severity;
use overt_model::{Claim, Class, RecordId, SourceId, Validator};
use overt_publish::records::Words;
use overt_store::{Agreement, Reason, Right, StoreError, new_id, withdrawal};

use super::holding::{own, own_holder};
use super::path;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::{Choice, choices};
use crate::shell::Shell;

/// What one consent covers.
struct Given {
    consent: RecordId,
    purpose: String,
    recipient: String,
    class: String,
    until: String,
}

#[derive(Template)]
#[template(path = "consents.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    new: RecordId,
    given: Vec<Given>,
    consents: Vec<String>,
    may_change: bool,
    purposes: Vec<Choice>,
    recipients: Vec<Choice>,
    classes: Vec<Choice>,
    methods: Vec<Choice>,
    sources: Vec<Choice>,
    until: String,
    problems: Vec<String>,
}

/// What was agreed to, and the form for more.
pub(crate) async fn consents(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, new_id(), Vec::new()).await?))
}

/// Records a consent, or takes one back.
pub(crate) async fn consent(ask: &Ask) -> Result<Answer, Stopped> {
    if ask.form.get("what") == Some("withdraw") { withdraw(ask).await } else { give(ask).await }
}

async fn withdraw(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, person) = (ask.session()?, ask.record()?);
    let id: RecordId = ask.form.get("consent").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    let shown = ask.store().show(session, id, (&[], None), ask.today()).await?;
    if let Some(edit) = withdrawal(&shown, ask.today())? {
        ask.store().revise(session, &edit, ask.today()).await?;
    }
    Ok(Answer::see(format!("{}/consents?done=consent-withdrawn", path(person))))
}

async fn give(ask: &Ask) -> Result<Answer, Stopped> {
    let person = person(ask).await?;
    let id: RecordId = ask.form.get("id").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    let codes = |name, list: &str| -> Vec<String> {
        let list = ask.codebook().list(list);
        let is_known = |code: &&str| list.is_some_and(|list| list.contains(code));
        ask.form.all(name).filter(is_known).map(str::to_owned).collect()
    };
    let mut problems = Vec::new();
    let until = ask.day("until").unwrap_or_else(|wrong| {
        problems.push(wrong);
        None
    });
    let agreement = Agreement {
        person,
        purposes: codes("purpose", "consent_purposes"),
        recipients: codes("recipient", "recipient_kinds"),
        named: Vec::new(),
        classes: ask.form.all("class").filter_map(Class::from_code).collect(),
        methods: codes("method", "consent_methods"),
        until,
    };
    if agreement.purposes.is_empty() || agreement.recipients.is_empty() {
        problems.push(ask.say("consent-incomplete"));
    }
    let sources = ask.store().sources().await?;
    let chosen = ask.form.get("source").and_then(|id| id.parse::<SourceId>().ok());
    let Some(source) = sources.iter().find(|source| Some(source.id) == chosen) else {
        problems.push(ask.say("no-source"));
        return Ok(Answer::refused(page(ask, id, problems).await?));
    };
    let claim = Claim::of_source(source, ask.today());
    let record = agreement.record(id, ask.codebook(), claim, ask.today());
    let found = Validator::new(ask.codebook(), ask.today()).problems(&record);
    let wrong = found.iter().filter(|problem| problem.severity == Severity::Error);
    problems.extend(wrong.map(|problem| problem.sentence(ask.codebook(), ask.lang)));
    if !problems.is_empty() {
        return Ok(Answer::refused(page(ask, id, problems).await?));
    }
    // Where the person is held by a team that is not one's own, one's own keeps what was agreed to.
    let team = own_holder(ask, person).await?.or_else(|| own(ask).ok()?.into_iter().next());
    match ask.store().insert(ask.session()?, (team.as_deref(), Reason::Entered), &[record], ask.today()).await {
        // The same form was sent before.
        Ok(()) | Err(StoreError::Taken(_)) => Ok(Answer::see(format!("{}/consents?done=consent-given", path(person)))),
        Err(error) => Err(error.into()),
    }
}

/// The record that the path names, if it is of a person.
async fn person(ask: &Ask) -> Result<RecordId, Stopped> {
    let shown = ask.store().show(ask.session()?, ask.record()?, (&[], None), ask.today()).await?;
    let schema = ask.codebook().schema(&shown.record.schema);
    schema.filter(|schema| schema.is_a("Person")).map(|_| shown.record.id).ok_or(Stopped::NotThere)
}

async fn page(ask: &Ask, new: RecordId, problems: Vec<String>) -> Result<String, Stopped> {
    let person = person(ask).await?;
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let rows = ask.store().consents(person).await?;
    let mut consents: Vec<String> = rows.iter().map(|(consent, _)| consent.to_string()).collect();
    consents.sort_unstable();
    consents.dedup();
    let given = rows.iter().map(|(consent, row)| Given {
        consent: *consent,
        purpose: words.label("consent_purposes", &row.purpose),
        recipient: words.label("recipient_kinds", &row.recipient),
        class: words.label(Class::LIST, row.class.code()),
        until: match row.until {
            Date::MAX => ask.say("until-withdrawn"),
            day if day < ask.today() => ask.with("over-since", &day.to_string()),
            day => day.to_string(),
        },
    });
    let sources = ask.store().sources().await?;
    let in_force: Vec<_> = sources.iter().filter(|source| source.is_in_force(ask.today())).collect();
    let chosen = ask.form.get("source");
    let sources = in_force.iter().map(|source| Choice {
        code: source.id.to_string(),
        label: source.name.clone(),
        is_chosen: chosen == Some(&source.id.to_string()) || in_force.len() == 1,
    });
    let page = Page {
        shell: Shell::new(ask, ask.say("consents")),
        id: person,
        new,
        given: given.collect(),
        consents,
        may_change: ask.may_write(Right::Enter, "Consent"),
        purposes: choices(ask, &ask.form, ("consent_purposes", "purpose")),
        recipients: choices(ask, &ask.form, ("recipient_kinds", "recipient")),
        classes: choices(ask, &ask.form, (Class::LIST, "class")),
        methods: choices(ask, &ask.form, ("consent_methods", "method")),
        sources: sources.collect(),
        until: ask.form.get("until").unwrap_or_default().to_owned(),
        problems,
    };
    Ok(page.render()?)
}
