//! One property of many records at once: what is said of it is said in all of them, each with a revision of its own.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Field, RecordId};
use overt_store::{Edit, Reason, StoreError};

use super::add::Form;
use super::change::{changed, reasons};
use super::title::{Line, line};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::{Begun, Choice, draw, read};
use crate::refusals;
use crate::shell::Shell;

/// The properties of a kind of record that can be changed in many at once.
pub(super) fn properties(ask: &Ask, schema: &Schema) -> Vec<Choice> {
    let open = schema.properties.iter().filter(|property| is_open(property));
    let label = |property: &Property| property.label.get(ask.lang).to_owned();
    let choice =
        |property: &Property| Choice { code: property.id.to_string(), label: label(property), is_chosen: false };
    let mut choices: Vec<Choice> = open.map(|property| choice(property)).collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices
}

fn is_open(property: &Property) -> bool {
    !property.class.is_sealed() && !matches!(property.kind, Kind::File)
}

/// A record that was not changed, and why.
struct Refused {
    line: Line,
    why: String,
}

#[derive(Template)]
#[template(path = "many.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    kind: String,
    changed: u64,
    unchanged: u64,
    refused: Vec<Refused>,
}

/// Asks what is to be said, or says it in all the records that were chosen.
pub(crate) async fn many(ask: &Ask) -> Result<Answer, Stopped> {
    let schema = ask.form.get("kind").and_then(|kind| ask.codebook().schema(kind)).ok_or(Stopped::NotThere)?;
    let property = ask.form.get("property").and_then(|id| schema.property(id)).filter(|one| is_open(one));
    let property = property.ok_or(Stopped::NotThere)?;
    let chosen = if ask.form.has("all") { "shown" } else { "id" };
    let mut ids: Vec<RecordId> = ask.form.all(chosen).filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        let shell = Shell::new(ask, ask.with("many", property.label.get(ask.lang)));
        return Ok(Answer::refused(crate::pages::lead(shell, ask.say("many-none"))?));
    }
    if ask.form.get("what") != Some("apply") {
        let begun = Begun { record: None, typed: None, problems: &[] };
        return Ok(Answer::page(form(ask, (schema, property), &ids, &begun)?));
    }
    let mut given = read(schema, &ask.form);
    given.fields.retain(|id, _| *id == *property.id);
    if !given.problems.is_empty() {
        let begun = Begun { record: None, typed: Some(&ask.form), problems: &given.problems };
        return Ok(Answer::refused(form(ask, (schema, property), &ids, &begun)?));
    }
    apply(ask, schema, &ids, &given.fields).await
}

fn form(
    ask: &Ask,
    (schema, property): (&Schema, &Property),
    ids: &[RecordId],
    begun: &Begun<'_>,
) -> Result<String, Stopped> {
    let mut sections = draw((ask.codebook(), ask.lang), schema, |class| !class.is_sealed(), begun);
    for section in &mut sections {
        section.fields.retain(|field| field.id == *property.id);
    }
    sections.retain(|section| !section.fields.is_empty());
    let mut hidden =
        vec![("kind", schema.id.to_string()), ("property", property.id.to_string()), ("what", "apply".to_owned())];
    hidden.extend(ids.iter().map(|id| ("id", id.to_string())));
    let shell = Shell::new(ask, ask.with("many", property.label.get(ask.lang)));
    let form = Form {
        shell: shell.telling(ask.count("many-said", ids.len() as u64)),
        action: "/records/many".to_owned(),
        hidden,
        sections,
        sources: None,
        teams: Vec::new(),
        reasons: Some(reasons(ask)),
        problems: Vec::new(),
        can_wait: false,
    };
    Ok(form.render()?)
}

async fn apply(
    ask: &Ask,
    schema: &Schema,
    ids: &[RecordId],
    given: &BTreeMap<String, Option<Field>>,
) -> Result<Answer, Stopped> {
    let (session, today) = (ask.session()?, ask.today());
    let reason = ask.form.get("reason").and_then(Reason::from_code).unwrap_or(Reason::Corrected);
    let (shell, kind) = (Shell::new(ask, ask.say("many-done")), schema.id.to_string());
    let mut page = Page { shell, kind, changed: 0, unchanged: 0, refused: Vec::new() };
    for id in ids {
        let shown = match ask.store().show(session, *id, (&[], None), today).await {
            Ok(shown) if shown.record.schema == schema.id => shown,
            // It was erased meanwhile, or was never one of these.
            Ok(_) | Err(StoreError::NotThere(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        let fields = changed(&shown.record, given.clone());
        if fields.is_empty() {
            page.unchanged += 1;
            continue;
        }
        let edit = Edit { record: *id, seen: Some(shown.revision.number), fields, standing: None, reason };
        let why = match ask.store().revise(session, &edit, today).await {
            Ok(_) => {
                page.changed += 1;
                continue;
            }
            Err(StoreError::Invalid(problems)) => {
                let sentences = problems.iter().map(|problem| problem.sentence(ask.codebook(), ask.lang));
                sentences.collect::<Vec<_>>().join(" ")
            }
            Err(error @ (StoreError::OtherTeam | StoreError::Conflict { .. } | StoreError::SourceExpired(_))) => {
                refusals::told(ask, &error)
            }
            Err(error) => return Err(error.into()),
        };
        page.refused.push(Refused { line: line((ask.codebook(), ask.lang), &shown.record), why });
    }
    Ok(Answer::page(page.render()?))
}
