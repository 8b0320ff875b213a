//! Records by a name, a telephone number or the number of a paper. What is looked for is sent in a form and never stands in an address.

use askama::Template;
use overt_model::{Class, Private};
use overt_store::vault::BlindField;

use super::list::Records;
use super::purpose;
use super::title::line;
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};

pub(crate) async fn search(ask: &Ask) -> Result<Answer, Stopped> {
    search_for(ask, &ask.form).await
}

/// The same for what was asked here or when the search was kept.
pub(crate) async fn search_for(ask: &Ask, asked: &Pairs) -> Result<Answer, Stopped> {
    let field = match asked.get("by") {
        Some("phone") => BlindField::Phone,
        Some("paper") => BlindField::PaperNumber,
        _ => BlindField::PersonName,
    };
    let mut records = Records::new(ask, asked).await?;
    let Some(words) = asked.get("words") else {
        (records.searched, records.keep) = (Some(ask.say("search-nothing")), None);
        return Ok(Answer::refused(records.render()?));
    };
    let (session, purpose) = (ask.session()?, purpose(ask, asked)?);
    let text = Private::new(words.to_owned());
    let ids = ask.store().find_by(session, (field, &text), Some(&purpose), ask.today()).await?;
    let shown = ask.store().show_many(session, &ids, (&[], None), ask.today()).await?;
    records.count = shown.len() as u64;
    records.lines = shown.iter().map(|shown| line((ask.codebook(), ask.lang), &shown.record)).collect();
    let compared = if session.opens(Class::Direct) { "search-compared" } else { "search-candidates" };
    records.searched = Some(ask.say(if shown.is_empty() { "search-none" } else { compared }));
    Ok(Answer::page(records.render()?))
}
