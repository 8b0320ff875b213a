//! Records: found, shown, entered and changed.

mod add;
mod case;
mod change;
mod consents;
mod erase;
mod files;
mod history;
mod hold;
mod holding;
mod list;
mod many;
mod relations;
mod search;
mod show;
mod standing;
mod title;

pub(crate) use add::{add, add_on, new};
pub(crate) use case::of_case;
pub(crate) use change::{change_on, edit, revise};
pub(crate) use consents::{consent, consents};
pub(crate) use erase::{erase, erasing, erasure};
pub(crate) use files::{attach, file, files, list_files};
pub(crate) use history::history;
pub(crate) use hold::{ToldHold, hold, holds, lift, told};
pub(crate) use holding::{hand_over, holding, teams};
pub(crate) use list::{list, list_of};
pub(crate) use many::many;
pub(crate) use search::{search, search_for};
pub(crate) use show::{open, show};
pub(crate) use standing::{move_standing, standing};
pub(crate) use title::{Line, line};

use overt_model::codebook::List;
use overt_model::{Class, RecordId};
use overt_publish::records::Words;
use overt_store::log::entry::Code;
use overt_store::{Session, Shown, StoreError};

use crate::answer::Stopped;
use crate::ask::{Ask, Pairs};

/// The path of a record.
pub(crate) fn path(id: RecordId) -> String {
    format!("/records/{id}")
}

/// A record without what is sealed; none where it is not there, or not any more.
pub(crate) async fn if_there(ask: &Ask, id: RecordId) -> Result<Option<Shown>, Stopped> {
    match ask.store().show(ask.session()?, id, (&[], None), ask.today()).await {
        Ok(shown) => Ok(Some(shown)),
        Err(StoreError::NotThere(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The record that the path names without what is sealed, if it is the person's to deal with.
async fn to_change(ask: &Ask) -> Result<Shown, Stopped> {
    let shown = ask.store().show(ask.session()?, ask.record()?, (&[], None), ask.today()).await?;
    if shown.may_change { Ok(shown) } else { Err(Stopped::NotThere) }
}

/// Whether a form of a record is sent to this path.
pub(crate) fn is_form(path: &str) -> bool {
    let is_new = path.strip_prefix("/new/").is_some_and(|kind| kind.bytes().all(|letter| letter.is_ascii_alphabetic()));
    let changed = path.strip_prefix("/records/").and_then(|path| path.strip_suffix("/edit"));
    is_new || changed.is_some_and(|id| id.parse::<RecordId>().is_ok())
}

/// The sealed classes that a person may open.
fn openable(session: &Session) -> Vec<Class> {
    [Class::Narrative, Class::Sensitive, Class::Direct].into_iter().filter(|class| session.opens(*class)).collect()
}

/// A class that can be opened.
pub(crate) struct Opening {
    pub(crate) code: &'static str,
    pub(crate) label: String,
    pub(crate) is_open: bool,
}

/// The classes that a person may open, with those that are open.
pub(crate) fn openings(ask: &Ask, opened: &[Class]) -> Result<Vec<Opening>, Stopped> {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let opening = |class: Class| Opening {
        code: class.code(),
        label: words.label("classes", class.code()),
        is_open: opened.contains(&class),
    };
    Ok(openable(ask.session()?).into_iter().map(opening).collect())
}

/// The classes that a form asks for, of those that the person may open. An identity is opened only to who proved a moment ago who they
/// are.
pub(crate) fn classes(ask: &Ask, form: &Pairs) -> Result<Vec<Class>, Stopped> {
    let is_asked = |class: &Class| form.all("class").any(|code| code == class.code());
    let classes: Vec<Class> = openable(ask.session()?).into_iter().filter(is_asked).collect();
    if classes.contains(&Class::Direct) {
        ask.confirmed()?;
    }
    Ok(classes)
}

/// What the codebook knows as purposes of opening something, each with its words.
pub(crate) fn purposes(ask: &Ask) -> Vec<(String, String)> {
    let list = ask.codebook().list("consent_purposes");
    let codes = list.into_iter().flat_map(List::codes);
    codes.map(|code| (code.code.to_string(), code.label.get(ask.lang).to_owned())).collect()
}

/// The purpose that was chosen: the log keeps it.
pub(crate) fn purpose(ask: &Ask, form: &Pairs) -> Result<Code, Stopped> {
    let chosen = form.get("purpose").unwrap_or_default();
    let is_known = ask.codebook().list("consent_purposes").is_some_and(|list| list.contains(chosen));
    chosen.parse().ok().filter(|_| is_known).ok_or(Stopped::NotThere)
}
