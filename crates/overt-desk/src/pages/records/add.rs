//! A new record, from a form that the codebook makes.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::codebook::{Schema, Severity};
use overt_model::{Claim, Field, Problem, Record, RecordId, SourceId, Validator, Value};
use overt_store::{Edit, Reason, Right, StoreError, new_id};

use super::case::{case_named, naming, of_case};
use super::holding::{fitting, teams};
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};
use crate::fields::{Begun, Choice, Drawn, Input, draw, property_of, read};
use crate::pages::drafts;
use crate::shell::Shell;

/// A source that can be named.
pub(super) struct SourceChoice {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) is_chosen: bool,
}

#[derive(Template)]
#[template(path = "form.html", whitespace = "minimize")]
pub(super) struct Form<'a> {
    pub(super) shell: Shell<'a>,
    /// Where it is sent.
    pub(super) action: String,
    /// What goes with it unseen.
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) sections: Vec<Drawn>,
    /// The sources; none where the record has one already.
    pub(super) sources: Option<Vec<SourceChoice>>,
    /// The teams that may hold it, where there is a choice.
    pub(super) teams: Vec<Choice>,
    /// Why it is changed; none for a new record.
    pub(super) reasons: Option<Vec<(&'static str, String)>>,
    /// What is wrong and stands at no field.
    pub(super) problems: Vec<String>,
    /// Whether it can be put away and gone on with later.
    pub(super) can_wait: bool,
}

/// An empty form, with what the address says of it: the case it belongs to, or its stage.
pub(crate) async fn new(ask: &Ask) -> Result<Answer, Stopped> {
    let schema = entered(ask)?;
    let begun = schema.properties.iter().filter_map(|property| {
        let given = ask.query.get(&property.id).filter(|_| !property.class.is_sealed())?;
        Some((property.id.clone(), Field::from_json(property, given.into())?))
    });
    let mut record = Record::new(new_id(), &schema.id, &ask.codebook().version, of_nobody());
    record.fields.extend(begun);
    let begun = Begun { record: Some(&record), typed: None, problems: &[] };
    let mut form = form(ask, schema, record.id, &begun).await?;
    form.hidden.extend(of_case(ask).await?.map(|case| ("case", case.to_string())));
    Ok(Answer::page(form.render()?))
}

/// Takes the form. The identifier was drawn when the form was, so sending it twice makes one record.
pub(crate) async fn add(ask: &Ask) -> Result<Answer, Stopped> {
    let schema = entered(ask)?;
    let id: RecordId = ask.form.get("id").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    match ask.form.get("what") {
        Some("draft") => return drafts::keep(ask, (id, &schema.id)).await,
        Some("again") => return add_on(ask, schema, id, &ask.form).await,
        _ => {}
    }
    let case = case_named(ask, ask.form.get("case")).await?;
    let given = read(schema, &ask.form);
    let sources = ask.store().sources().await?;
    let named = ask.form.get("source").and_then(|id| id.parse::<SourceId>().ok());
    let source = sources.iter().find(|source| Some(source.id) == named && source.is_in_force(ask.today()));
    let claim = source.map(|source| Claim::of_source(source, ask.today()));
    let mut record = Record::new(id, &schema.id, &ask.codebook().version, claim.unwrap_or_else(of_nobody));
    let asked = given.fields.into_iter().filter_map(|(property, field)| Some((property.into(), field?)));
    record.fields.extend(asked);
    let mut problems = given.problems;
    problems.extend(Validator::new(ask.codebook(), ask.today()).problems(&record));
    if problems.iter().any(|problem| problem.severity == Severity::Error) || source.is_none() {
        let begun = Begun { record: None, typed: Some(&ask.form), problems: &problems };
        let mut form = form(ask, schema, id, &begun).await?;
        form.hidden.extend(case.map(|case| ("case", case.to_string())));
        if source.is_none() {
            form.problems.insert(0, ask.say("no-source"));
        }
        return Ok(Answer::refused(form.render()?));
    }
    let (session, team) = (ask.session()?, ask.form.get("team").filter(|team| !team.is_empty()));
    let to = match ask.store().insert(session, (team, Reason::Entered), &[record], ask.today()).await {
        Ok(()) => format!("{}?done=added", super::path(id)),
        // The same form was sent before.
        Err(StoreError::Taken(_)) => super::path(id),
        Err(error) => return Err(error.into()),
    };
    ask.store().drop_draft(session, id).await?;
    if let Some(case) = case {
        join(ask, case, (schema, id)).await?;
    }
    Ok(Answer::see(to))
}

/// The kind of record that the path names, if the person may enter such records.
fn entered(ask: &Ask) -> Result<&'static Schema, Stopped> {
    ask.schema()
        .and_then(|schema| if ask.may_write(Right::Enter, &schema.id) { Ok(schema) } else { Err(Stopped::NotThere) })
}

/// The form with what was typed into it before.
pub(crate) async fn add_on(ask: &Ask, schema: &Schema, id: RecordId, typed: &Pairs) -> Result<Answer, Stopped> {
    let case = case_named(ask, typed.get("case")).await?;
    let mut form = form(ask, schema, id, &Begun { record: None, typed: Some(typed), problems: &[] }).await?;
    form.hidden.extend(case.map(|case| ("case", case.to_string())));
    Ok(Answer::page(form.render()?))
}

/// The case names a record that does not name its case itself.
async fn join(ask: &Ask, case: RecordId, (schema, id): (&Schema, RecordId)) -> Result<(), Stopped> {
    let (session, today) = (ask.session()?, ask.today());
    let kind = ask.codebook().schema("Case").ok_or(Stopped::NotThere)?;
    let Some(property) = naming(kind, schema) else { return Ok(()) };
    loop {
        let shown = ask.store().show(session, case, (&[], None), today).await?;
        let mut values = shown.record.values(&property).to_vec();
        if values.contains(&Value::Reference(id)) {
            return Ok(());
        }
        values.push(Value::Reference(id));
        let fields = BTreeMap::from([(property.clone(), Some(Field::values(values)))]);
        let (seen, reason) = (Some(shown.revision.number), Reason::Completed);
        match ask.store().revise(session, &Edit { record: case, seen, fields, standing: None, reason }, today).await {
            // Somebody else has changed the case meanwhile: what they wrote stays.
            Err(StoreError::Conflict { .. }) => {}
            outcome => return outcome.map(drop).map_err(Into::into),
        }
    }
}

/// The claim of a record whose source is not yet named; none is stored with it.
fn of_nobody() -> Claim {
    Claim::alleged(SourceId::from_bits(0), jiff::Timestamp::UNIX_EPOCH)
}

async fn form<'a>(ask: &'a Ask, schema: &Schema, id: RecordId, begun: &Begun<'_>) -> Result<Form<'a>, Stopped> {
    let (codebook, lang, today) = (ask.codebook(), ask.lang, ask.today());
    let sources = ask.store().sources().await?;
    let chosen =
        |source: SourceId| begun.typed.and_then(|typed: &Pairs| typed.get("source")) == Some(&source.to_string());
    let in_force: Vec<_> = sources.iter().filter(|source| source.is_in_force(today)).collect();
    let choices = in_force.iter().map(|source| SourceChoice {
        id: source.id.to_string(),
        name: source.name.clone(),
        is_chosen: chosen(source.id) || in_force.len() == 1,
    });
    let team = match (begun.typed, begun.record) {
        (Some(typed), _) => typed.get("team").map(str::to_owned),
        (None, Some(record)) => fitting(ask, record).await?,
        (None, None) => None,
    };
    let elsewhere = |problem: &&Problem| property_of(schema, problem).is_none();
    Ok(Form {
        shell: Shell::new(ask, ask.with("new-record", schema.label.get(lang))),
        action: format!("/new/{}", schema.id),
        hidden: vec![("id", id.to_string())],
        sections: draw((codebook, lang), schema, |_| true, begun),
        sources: Some(choices.collect()),
        teams: teams(ask, team.as_deref())?,
        reasons: None,
        problems: begun.problems.iter().filter(elsewhere).map(|problem| problem.sentence(codebook, lang)).collect(),
        can_wait: true,
    })
}
