//! Erasing a record or classes of it: chosen, looked at once more, done, and certified.

use askama::Template;
use overt_model::codebook::Schema;
use overt_model::{Class, RecordId};
use overt_publish::records::Words;
use overt_store::vault::{ErasureProof, ErasureReason};
use overt_store::{Engine, ErasedClass, Right, Shown};

use super::hold::held_until;
use super::{path, to_change};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::Choice;
use crate::shell::Shell;

const SEALED: [Class; 3] = [Class::Direct, Class::Narrative, Class::Sensitive];

/// What will be gone of a class.
struct Gone {
    label: String,
    properties: String,
    /// Attached files and the like go with it.
    is_identity: bool,
}

#[derive(Template)]
#[template(path = "erase.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    kind: String,
    classes: Vec<Choice>,
    reasons: Vec<Choice>,
    /// What will be gone; none before that was asked. Nothing in it: all of the record.
    notice: Option<Vec<Gone>>,
    revisions: u64,
    /// Until when it is held against that.
    held: Option<String>,
    problem: Option<String>,
}

/// A line of the certificate.
struct Line {
    what: String,
    why: String,
    day: String,
    leaf: u64,
    proof: String,
}

#[derive(Template)]
#[template(path = "erasure.html", whitespace = "minimize")]
struct Certificate<'a> {
    shell: Shell<'a>,
    id: RecordId,
    organisation: String,
    lines: Vec<Line>,
    kept: String,
}

/// The record that the path names, if the person may erase it.
pub(super) async fn to_erase(ask: &Ask) -> Result<Shown, Stopped> {
    let shown = to_change(ask).await?;
    if ask.may_with(Right::Erase, shown.held_by) { Ok(shown) } else { Err(Stopped::NotThere) }
}

/// The form.
pub(crate) async fn erasing(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, false, None).await?))
}

/// Shows what will be gone; or erases it, where that was seen and confirmed.
pub(crate) async fn erase(ask: &Ask) -> Result<Answer, Stopped> {
    let classes: Vec<Class> = SEALED.into_iter().filter(|class| is_chosen(ask, class.code())).collect();
    let is_whole = is_chosen(ask, WHOLE);
    let Some(reason) = ask.form.get("reason").and_then(ErasureReason::from_code) else {
        return Ok(Answer::refused(page(ask, false, Some("erase-choose")).await?));
    };
    if classes.is_empty() && !is_whole {
        return Ok(Answer::refused(page(ask, false, Some("erase-choose")).await?));
    }
    if ask.form.get("what") != Some("erase") {
        return Ok(Answer::page(page(ask, true, None).await?));
    }
    if !ask.form.has("known") {
        return Ok(Answer::refused(page(ask, true, Some("erase-unknown")).await?));
    }
    let (session, id) = (ask.session()?, ask.record()?);
    // What this person cannot see is not there for them either.
    to_erase(ask).await?;
    let chosen = if is_whole { None } else { Some(&*classes) };
    ask.store().erase(session, (id, chosen), reason, ask.today()).await?;
    Ok(Answer::see(format!("{}/erasure?done=erased", path(id))))
}

/// Stands for all of the record among the classes.
const WHOLE: &str = "whole";

fn is_chosen(ask: &Ask, code: &str) -> bool {
    ask.form.all("class").any(|chosen| chosen == code)
}

async fn page(ask: &Ask, is_seen: bool, problem: Option<&str>) -> Result<String, Stopped> {
    let shown = to_erase(ask).await?;
    let schema = ask.codebook().schema(&shown.record.schema).ok_or(Stopped::NotThere)?;
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let choice = |code: &str, label: String| Choice { is_chosen: is_chosen(ask, code), code: code.to_owned(), label };
    let whole = choice(WHOLE, ask.say("erase-whole"));
    let sealed = SEALED.map(|class| choice(class.code(), words.label(Class::LIST, class.code())));
    let reasons = ErasureReason::ALL.map(|reason| Choice {
        code: reason.code().to_owned(),
        label: ask.say(&format!("erasure-{}", reason.code())),
        is_chosen: ask.form.get("reason") == Some(reason.code()),
    });
    let chosen = SEALED.into_iter().filter(|class| is_chosen(ask, class.code()) && !is_chosen(ask, WHOLE));
    let page = Page {
        shell: Shell::new(ask, ask.say("erase")),
        id: shown.record.id,
        kind: schema.label.get(ask.lang).to_owned(),
        classes: [whole].into_iter().chain(sealed).collect(),
        reasons: reasons.into(),
        notice: is_seen.then(|| chosen.map(|class| gone(ask, schema, class)).collect()),
        revisions: ask.store().history(shown.record.id).await?.len() as u64,
        held: held_until(ask, &ask.store().holds_of(ask.session()?, shown.record.id).await?),
        problem: problem.map(|name| ask.say(name)),
    };
    Ok(page.render()?)
}

fn gone(ask: &Ask, schema: &Schema, class: Class) -> Gone {
    let properties = schema.properties.iter().filter(|property| property.class == class);
    let labels: Vec<_> = properties.map(|property| property.label.get(ask.lang)).collect();
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    Gone {
        label: words.label(Class::LIST, class.code()),
        properties: labels.join(", "),
        is_identity: class == Class::Direct,
    }
}

/// The certificate, which may be given to the person concerned.
pub(crate) async fn erasure(ask: &Ask) -> Result<Answer, Stopped> {
    let id = ask.record()?;
    let erased = ask.store().erasures(id).await?;
    if erased.is_empty() {
        return Err(Stopped::NotThere);
    }
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let line = |erased: &ErasedClass| Line {
        what: match erased.class {
            Class::Open => ask.say("erased-open"),
            class => words.label(Class::LIST, class.code()),
        },
        why: ask.say(&format!("erasure-{}", erased.reason.code())),
        day: erased.day.to_string(),
        leaf: erased.leaf,
        proof: erased.proof.as_ref().map(ErasureProof::to_text).unwrap_or_default(),
    };
    let kept = match ask.store().engine() {
        Engine::Sqlite => "erased-sqlite",
        Engine::Postgres => "erased-postgres",
    };
    let page = Certificate {
        shell: Shell::new(ask, ask.say("certificate")),
        id,
        organisation: ask.store().tenant().to_string(),
        lines: erased.iter().map(line).collect(),
        kept: ask.say(kept),
    };
    Ok(Answer::page(page.render()?))
}
