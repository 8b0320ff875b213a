//! Forms that somebody has begun: put away sealed to their own key, taken up again, thrown away. And what was typed when a session had
//! ended, which goes through the door inside the pages themselves and is kept nowhere.

use askama::Template;
use overt_model::{Class, RecordId, Secret};

use super::records;
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};
use crate::shell::Shell;

/// Longer forms are not carried through the door: with them, the page that asks who somebody is could not be sent.
const CARRIED_LEN_MAX: usize = 300_000;

/// A draft on the first page.
pub(crate) struct Line {
    pub(crate) id: RecordId,
    pub(crate) label: String,
    pub(crate) day: String,
}

/// The drafts of the person who asks.
pub(crate) async fn lines(ask: &Ask) -> Result<Vec<Line>, Stopped> {
    let drafts = ask.store().drafts(ask.session()?).await?;
    let line = |draft: overt_store::Draft| {
        let schema = ask.codebook().schema(&draft.schema);
        let label = schema.map_or(draft.schema.as_str(), |schema| schema.label.get(ask.lang)).to_owned();
        Line { id: draft.record, label, day: draft.day.to_string() }
    };
    Ok(drafts.into_iter().map(line).collect())
}

/// Puts away what was typed so far, whatever it is worth.
pub(crate) async fn keep(ask: &Ask, (record, schema): (RecordId, &str)) -> Result<Answer, Stopped> {
    let said = Secret::new(ask.form.written(&["proof", "what"]).expose().clone().into_bytes());
    ask.store().put_draft(ask.session()?, (record, schema), &said, ask.today()).await?;
    Ok(Answer::see("/?done=draft"))
}

/// The form as it was put away. Names in it are shown only to who proved a moment ago who they are.
pub(crate) async fn resume(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, id) = (ask.session()?, ask.record()?);
    let drafts = ask.store().drafts(session).await?;
    let draft = drafts.iter().find(|draft| draft.record == id).ok_or(Stopped::NotThere)?;
    let schema = ask.codebook().schema(&draft.schema).ok_or(Stopped::NotThere)?;
    let typed = Pairs::read(ask.store().draft(session, id).await?.expose());
    let is_named = schema.properties.iter().any(|one| one.class == Class::Direct && typed.get(&one.id).is_some());
    if is_named {
        ask.confirmed()?;
    }
    // Only the form of a record that is there has seen a revision of it.
    if typed.has("seen") {
        records::change_on(ask, id, &typed).await
    } else {
        records::add_on(ask, schema, id, &typed).await
    }
}

/// Throws a draft away.
pub(crate) async fn drop(ask: &Ask) -> Result<Answer, Stopped> {
    ask.store().drop_draft(ask.session()?, ask.record()?).await?;
    Ok(Answer::see("/?done=draft-dropped"))
}

/// What was typed into a form when there was nobody to take it.
pub(crate) struct Carried {
    /// Where it was to be sent.
    pub(crate) to: String,
    /// What was typed, as a browser sends it.
    pub(crate) typed: Secret<String>,
}

impl Carried {
    /// Of a form that was sent to this path; none where it is no form of a record, or holds nothing.
    pub(crate) fn of(path: &str, form: &Pairs) -> Option<Self> {
        let typed = form.written(&["proof", "what"]);
        let has_fields = form.iter().any(|(name, _)| matches!(name.rsplit_once('.'), Some((_, "state"))));
        let is_worth = records::is_form(path) && has_fields && typed.expose().len() <= CARRIED_LEN_MAX;
        is_worth.then(|| Self { to: path.to_owned(), typed })
    }

    /// What a page of the door brings back.
    pub(crate) fn brought(ask: &Ask) -> Option<Self> {
        let typed = Pairs::read(ask.form.get("carried")?.as_bytes());
        Self::of(ask.form.get("carried-to")?, &typed)
    }
}

#[derive(Template)]
#[template(path = "carried.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    to: String,
    proof: String,
    pairs: Pairs,
}

/// Leads back to the form, with what was typed into it. `proof` is that of the session which has just begun.
pub(crate) fn back(ask: &Ask, carried: &Carried, proof: String) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(Shell::new(ask, ask.say("carried")), carried, proof)?))
}

/// The same page where the store did not do what was asked, which is said above it; none where nothing was typed into a form.
pub(crate) fn not_done(ask: &Ask, why: &str) -> Result<Option<String>, Stopped> {
    let (Some(carried), Some(who)) = (Carried::of(&ask.path, &ask.form), &ask.who) else { return Ok(None) };
    let shell = Shell::new(ask, ask.say("not-done")).telling(why);
    Ok(Some(page(shell, &carried, who.token.proof_text())?))
}

fn page(shell: Shell<'_>, carried: &Carried, proof: String) -> Result<String, askama::Error> {
    let pairs = Pairs::read(carried.typed.expose().as_bytes());
    Page { shell, to: carried.to.clone(), proof, pairs }.render()
}
