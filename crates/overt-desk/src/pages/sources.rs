//! Who contributes, on what basis and for how long.

use askama::Template;
use jiff::civil::Date;
use overt_model::{Grade, Handling, RecordId, Source, SourceId};
use overt_publish::records::Words;
use overt_store::{StoreError, new_id};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::{Choice, choices};
use crate::refusals;
use crate::shell::Shell;

struct Row {
    id: SourceId,
    name: String,
    purpose: String,
    legal_basis: String,
    grade: String,
    handling: String,
    until: String,
    agreement: Option<RecordId>,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "sources.html", whitespace = "minimize")]
struct Sources<'a> {
    shell: Shell<'a>,
    rows: Vec<Row>,
    new: SourceId,
    legal_bases: Vec<Choice>,
    handlings: Vec<Choice>,
    problems: Vec<String>,
}

/// Every source, and the form for another one.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(sources(ask, new_id(), Vec::new()).await?))
}

/// Another source. Its identifier was drawn with the form, so sending it twice makes one.
pub(crate) async fn add(ask: &Ask) -> Result<Answer, Stopped> {
    let id: SourceId = ask.form.get("id").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    if ask.store().sources().await?.iter().any(|known| known.id == id) {
        // The same form was sent before; what is there is changed elsewhere.
        return Ok(Answer::see("/sources"));
    }
    let mut problems = Vec::new();
    let legal_basis = ask.form.get("legal_basis").unwrap_or_default();
    if !ask.codebook().list("legal_bases").is_some_and(|list| list.contains(legal_basis)) {
        problems.push(ask.say("source-no-basis"));
    }
    let (expires, agreement) = until_and_agreement(ask, &mut problems).await?;
    let grade = ask.form.get("grade").map_or(Ok(Grade::UNJUDGED), str::parse);
    if grade.is_err() {
        problems.push(ask.say("source-no-grade"));
    }
    let source = Source {
        id,
        name: ask.form.get("name").unwrap_or_default().to_owned(),
        legal_basis: legal_basis.into(),
        purpose: ask.form.get("purpose").unwrap_or_default().to_owned(),
        agreement,
        expires,
        grade: grade.unwrap_or(Grade::UNJUDGED),
        handling: ask.form.get("handling").and_then(Handling::from_code).unwrap_or(Handling::Amber),
    };
    problems.extend(source.mistakes().iter().map(|mistake| ask.say(&format!("source-{}", mistake.code()))));
    put(ask, (&source, id), problems, "/sources?done=source-added").await
}

/// Another last day, or an end today.
pub(crate) async fn change(ask: &Ask) -> Result<Answer, Stopped> {
    let id: SourceId = ask.form.get("source").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    let sources = ask.store().sources().await?;
    let before = sources.into_iter().find(|source| source.id == id).ok_or(Stopped::NotThere)?;
    if ask.form.get("what") == Some("end") {
        return put(ask, (&before.ended(ask.today()), new_id()), Vec::new(), "/sources?done=source-ended").await;
    }
    let mut problems = Vec::new();
    let (expires, agreement) = until_and_agreement(ask, &mut problems).await?;
    if problems.is_empty() && expires.is_none_or(|day| day < ask.today()) {
        problems.push(ask.say("source-day-over"));
    }
    let source = Source { expires, agreement: agreement.or(before.agreement), ..before };
    put(ask, (&source, new_id()), problems, "/sources?done=source-renewed").await
}

/// The last day and the record of the agreement, as they were typed.
async fn until_and_agreement(
    ask: &Ask,
    problems: &mut Vec<String>,
) -> Result<(Option<Date>, Option<RecordId>), Stopped> {
    let expires = ask.day("expires").unwrap_or_else(|wrong| {
        problems.push(wrong);
        None
    });
    let agreement = match ask.form.get("agreement").map(str::parse::<RecordId>) {
        None => None,
        Some(Ok(id)) => match ask.store().show(ask.session()?, id, (&[], None), ask.today()).await {
            Ok(_) => Some(id),
            Err(StoreError::NotThere(_)) => {
                problems.push(ask.say("source-no-agreement"));
                None
            }
            Err(error) => return Err(error.into()),
        },
        Some(Err(_)) => {
            problems.push(ask.say("source-no-agreement"));
            None
        }
    };
    Ok((expires, agreement))
}

async fn put(
    ask: &Ask,
    (source, drawn): (&Source, SourceId),
    mut problems: Vec<String>,
    done: &str,
) -> Result<Answer, Stopped> {
    if problems.is_empty() {
        match ask.store().put_source(ask.session()?, source, ask.today()).await {
            Ok(()) => return Ok(Answer::see(done)),
            Err(error @ StoreError::Taken(_)) => problems.push(refusals::told(ask, &error)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Answer::refused(sources(ask, drawn, problems).await?))
}

async fn sources(ask: &Ask, new: SourceId, problems: Vec<String>) -> Result<String, Stopped> {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let row = |source: Source| {
        let is_over = !source.is_in_force(ask.today());
        Row {
            id: source.id,
            legal_basis: words.label("legal_bases", &source.legal_basis),
            grade: source.grade.to_string(),
            handling: words.label(Handling::LIST, source.handling.code()),
            until: match source.expires {
                None => ask.say("source-no-end"),
                Some(day) if is_over => ask.with("over-since", &day.to_string()),
                Some(day) => day.to_string(),
            },
            agreement: source.agreement,
            name: source.name,
            purpose: source.purpose,
            is_over,
        }
    };
    let mut handlings = choices(ask, &ask.form, (Handling::LIST, "handling"));
    if !handlings.iter().any(|choice| choice.is_chosen) {
        for choice in &mut handlings {
            choice.is_chosen = choice.code == Handling::Amber.code();
        }
    }
    let page = Sources {
        shell: Shell::new(ask, ask.say("sources")),
        rows: ask.store().sources().await?.into_iter().map(row).collect(),
        new,
        legal_bases: choices(ask, &ask.form, ("legal_bases", "legal_basis")),
        handlings,
        problems,
    };
    Ok(page.render()?)
}
