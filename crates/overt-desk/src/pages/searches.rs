//! Searches that somebody keeps under a name: kept from the page of records, run again with one press, dropped. What is looked for goes in
//! forms, as in a search that is not kept.

use axum::http::StatusCode;
use overt_model::Secret;
use overt_store::{SearchId, new_id};

use super::{records, said};
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};

/// Most characters of a name.
const NAME_CHARS_MAX: usize = 100;
/// Longest search as it is kept.
const SAID_LEN_MAX: usize = 4000;

/// A kept search on a page.
pub(crate) struct Line {
    pub(crate) id: SearchId,
    pub(crate) name: String,
    /// Whether it can be run: one that was changed outside of the program cannot.
    pub(crate) is_whole: bool,
}

/// A search that can be kept, with what it looks for.
pub(crate) struct Keepable {
    pub(crate) id: SearchId,
    pub(crate) pairs: Vec<(String, String)>,
}

impl Keepable {
    /// Of what a form of the page of records sent; nothing where it looks for nothing.
    pub(crate) fn of(form: &Pairs) -> Option<Self> {
        let of_page = |name: &str| ["proof", "after", "done", "id", "name"].contains(&name);
        let asked = form.iter().filter(|(name, value)| !of_page(name) && !value.trim().is_empty());
        let pairs: Vec<_> = asked.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        (!pairs.is_empty()).then(|| Self { id: new_id(), pairs })
    }
}

/// The searches that the person who asks keeps.
pub(crate) async fn lines(ask: &Ask) -> Result<Vec<Line>, Stopped> {
    let line = |search: overt_store::SavedSearch| {
        let name = search.said.map(|said| Pairs::read(said.expose()).get("name").unwrap_or_default().to_owned());
        let is_whole = name.is_some();
        Line { id: search.id, name: name.unwrap_or_else(|| ask.say("search-changed")), is_whole }
    };
    Ok(ask.store().searches(ask.session()?).await?.into_iter().map(line).collect())
}

/// Keeps a search. The identifier was drawn when the form was, so sending it twice keeps it once.
pub(crate) async fn keep(ask: &Ask) -> Result<Answer, Stopped> {
    let id: SearchId = ask.form.get("id").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    let written = ask.form.written(&["proof", "id"]);
    let name = ask.form.get("name").unwrap_or_default();
    let is_name = !name.is_empty() && name.chars().count() <= NAME_CHARS_MAX && !name.chars().any(char::is_control);
    if !is_name || written.expose().len() > SAID_LEN_MAX {
        return said(ask, StatusCode::UNPROCESSABLE_ENTITY, "not-done", ask.say("search-name-wrong"));
    }
    let bytes = Secret::new(written.expose().clone().into_bytes());
    ask.store().put_search(ask.session()?, id, &bytes, ask.today()).await?;
    Ok(Answer::see("/records?done=search-kept"))
}

/// Runs a search again.
pub(crate) async fn run(ask: &Ask) -> Result<Answer, Stopped> {
    let kept = ask.store().search(ask.session()?, search(ask)?, ask.today()).await?;
    let asked = Pairs::read(kept.expose());
    if asked.has("by") { records::search_for(ask, &asked).await } else { records::list_of(ask, &asked).await }
}

/// Throws a search away.
pub(crate) async fn drop(ask: &Ask) -> Result<Answer, Stopped> {
    ask.store().drop_search(ask.session()?, search(ask)?).await?;
    Ok(Answer::see("/records?done=search-dropped"))
}

/// The search that the path names.
fn search(ask: &Ask) -> Result<SearchId, Stopped> {
    ask.place("id").parse().map_err(|_| Stopped::NotThere)
}
