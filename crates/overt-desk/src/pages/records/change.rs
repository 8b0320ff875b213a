//! A record changed: a new revision, never an overwritten one.

use std::collections::BTreeMap;

use askama::Template as _;
use overt_model::codebook::{Schema, Severity};
use overt_model::{Class, Field, Problem, Record, RecordId, Validator, Value};
use overt_store::{Edit, Reason, Right, Shown, StoreError};

use super::add::Form;
use super::{classes, path, purpose, to_change};
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};
use crate::fields::{Begun, draw, property_of, read};
use crate::pages::drafts;
use crate::refusals;
use crate::shell::Shell;

/// The form with what is not sealed.
pub(crate) async fn edit(ask: &Ask) -> Result<Answer, Stopped> {
    let shown = to_change(ask).await?;
    refuse_others(ask, &shown)?;
    let begun = Begun { record: Some(&shown.record), typed: None, problems: &[] };
    Ok(Answer::page(form(ask, &shown, &begun)?.render()?))
}

/// Takes the form; or puts it away, or shows it with classes that were opened for it.
pub(crate) async fn revise(ask: &Ask) -> Result<Answer, Stopped> {
    if ask.form.get("what") == Some("draft") {
        // Nothing is opened for that.
        let shown = to_change(ask).await?;
        refuse_others(ask, &shown)?;
        return drafts::keep(ask, (shown.record.id, &shown.record.schema)).await;
    }
    let shown = opened(ask, ask.record()?, &ask.form).await?;
    match ask.form.get("what") {
        Some("begin") => {
            let begun = Begun { record: Some(&shown.record), typed: None, problems: &[] };
            Ok(Answer::page(form(ask, &shown, &begun)?.render()?))
        }
        Some("again") => again(ask, &shown, &ask.form),
        _ => save(ask, &shown).await,
    }
}

/// The form with what was typed into it before.
pub(crate) async fn change_on(ask: &Ask, id: RecordId, typed: &Pairs) -> Result<Answer, Stopped> {
    again(ask, &opened(ask, id, typed).await?, typed)
}

/// What was typed was meant for the revision that was seen then.
fn again(ask: &Ask, shown: &Shown, typed: &Pairs) -> Result<Answer, Stopped> {
    let begun = Begun { record: Some(&shown.record), typed: Some(typed), problems: &[] };
    let mut form = form(ask, shown, &begun)?;
    form.hidden.retain(|(name, _)| *name != "seen");
    form.hidden.extend(typed.get("seen").map(|seen| ("seen", seen.to_owned())));
    Ok(Answer::page(form.render()?))
}

/// The record with the classes that stand in a form.
async fn opened(ask: &Ask, id: RecordId, form: &Pairs) -> Result<Shown, Stopped> {
    let session = ask.session()?;
    let classes = classes(ask, form)?;
    let purpose = if classes.is_empty() { None } else { Some(purpose(ask, form)?) };
    let shown = ask.store().show(session, id, (&classes, purpose.as_ref()), ask.today()).await?;
    refuse_others(ask, &shown)?;
    Ok(shown)
}

/// Whoever may not change the record learns no more than that there is nothing to change.
fn refuse_others(ask: &Ask, shown: &Shown) -> Result<(), Stopped> {
    let may = shown.may_change && ask.may_write(Right::Change, &shown.record.schema);
    if may { Ok(()) } else { Err(Stopped::NotThere) }
}

async fn save(ask: &Ask, shown: &Shown) -> Result<Answer, Stopped> {
    let schema = ask.codebook().schema(&shown.record.schema).ok_or(Stopped::NotThere)?;
    let given = read(schema, &ask.form);
    let fields = changed(&shown.record, given.fields);
    if fields.is_empty() && given.problems.is_empty() {
        ask.store().drop_draft(ask.session()?, shown.record.id).await?;
        return Ok(Answer::see(format!("{}?done=unchanged", path(shown.record.id))));
    }
    let mut after = shown.record.clone();
    for (property, field) in &fields {
        match field {
            Some(field) => drop(after.fields.insert(property.as_str().into(), field.clone())),
            None => drop(after.fields.remove(property)),
        }
    }
    let mut problems = given.problems;
    let validated = Validator::new(ask.codebook(), ask.today()).problems(&after);
    problems.extend(validated.into_iter().filter(|problem| is_of_form(schema, problem, shown)));
    let refuse = |told: Option<String>, problems: &[Problem]| {
        let begun = Begun { record: Some(&shown.record), typed: Some(&ask.form), problems };
        let mut form = form(ask, shown, &begun)?;
        form.problems.splice(0..0, told);
        Ok(Answer::refused(form.render()?))
    };
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return refuse(None, &problems);
    }
    let seen = ask.form.get("seen").and_then(|seen| seen.parse().ok());
    let reason = ask.form.get("reason").and_then(Reason::from_code).unwrap_or(Reason::Corrected);
    let edit = Edit { record: shown.record.id, seen, fields, standing: None, reason };
    match ask.store().revise(ask.session()?, &edit, ask.today()).await {
        Ok(_) => {
            ask.store().drop_draft(ask.session()?, shown.record.id).await?;
            Ok(Answer::see(format!("{}?done=changed", path(shown.record.id))))
        }
        Err(StoreError::Invalid(problems)) => refuse(None, &problems),
        Err(error @ StoreError::Conflict { .. }) => {
            refuse(Some(format!("{} {}", refusals::told(ask, &error), ask.say("conflict"))), &[])
        }
        Err(error) => Err(error.into()),
    }
}

/// A rule about what stays sealed cannot be judged from here, which the store does.
fn is_of_form(schema: &Schema, problem: &Problem, shown: &Shown) -> bool {
    property_of(schema, problem)
        .is_none_or(|property| !property.class.is_sealed() || shown.opened.contains(&property.class))
}

/// The fields that say something else than before.
pub(super) fn changed(before: &Record, given: BTreeMap<String, Option<Field>>) -> BTreeMap<String, Option<Field>> {
    let is_other = |(property, field): &(String, Option<Field>)| {
        let there = before.fields.get(property).map(|field| (field.state, field.values.iter().map(plain).collect()));
        field.as_ref().map(|field| (field.state, field.values.iter().cloned().collect::<Vec<_>>())) != there
    };
    given.into_iter().filter(is_other).collect()
}

/// A value as far as a form shows it: it does not show the point of a place.
fn plain(value: &Value) -> Value {
    match value {
        Value::Place(place) => {
            let mut place = place.clone();
            place.point = None;
            Value::Place(place)
        }
        other => other.clone(),
    }
}

/// Why somebody changes a record.
pub(super) fn reasons(ask: &Ask) -> Vec<(&'static str, String)> {
    let reasons = [Reason::Completed, Reason::Corrected];
    reasons.map(|reason| (reason.code(), ask.say(&format!("reason-{}", reason.code())))).into()
}

fn form<'a>(ask: &'a Ask, shown: &Shown, begun: &Begun<'_>) -> Result<Form<'a>, Stopped> {
    let (codebook, lang, record) = (ask.codebook(), ask.lang, &shown.record);
    let schema = codebook.schema(&record.schema).ok_or(Stopped::NotThere)?;
    let is_open = |class: Class| !class.is_sealed() || shown.opened.contains(&class);
    let mut hidden = vec![("seen", shown.revision.number.to_string())];
    hidden.extend(shown.opened.iter().map(|class| ("class", class.code().to_owned())));
    let purpose = begun.typed.unwrap_or(&ask.form).get("purpose");
    hidden.extend(purpose.map(|purpose| ("purpose", purpose.to_owned())));
    let elsewhere = begun.problems.iter().filter(|problem| property_of(schema, problem).is_none());
    Ok(Form {
        shell: Shell::new(ask, ask.with("change-record", schema.label.get(lang))),
        action: format!("{}/edit", path(record.id)),
        hidden,
        sections: draw((codebook, lang), schema, is_open, begun),
        sources: None,
        teams: Vec::new(),
        reasons: Some(reasons(ask)),
        problems: elsewhere.map(|problem| problem.sentence(codebook, lang)).collect(),
        can_wait: true,
    })
}
