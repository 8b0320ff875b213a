//! The pages, a file each.

pub(crate) mod account;
pub(crate) mod chains;
pub(crate) mod drafts;
pub(crate) mod entry;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod records;
pub(crate) mod releases;

use askama::Template;
use axum::http::StatusCode;
use overt_store::StoreError;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "nothing.html", whitespace = "minimize")]
struct Nothing<'a> {
    shell: Shell<'a>,
    said: String,
}

fn said(ask: &Ask, title: &str, said: String) -> Result<String, Stopped> {
    Ok(Nothing { shell: Shell::new(ask, ask.say(title)), said }.render()?)
}

fn page(status: StatusCode, html: String) -> Answer {
    Answer::of(status, "text/html; charset=utf-8", html.into())
}

/// What is not there, and what this person may not see: one answer for both.
pub(crate) fn nothing(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(page(StatusCode::NOT_FOUND, said(ask, "nothing", ask.say("nothing-said"))?))
}

/// What the store does not do, in its own words: they name no value. What was typed into a form is still there.
pub(crate) fn stopped(ask: &Ask, error: &StoreError) -> Result<Answer, Stopped> {
    let status = match error {
        StoreError::Conflict { .. } | StoreError::Taken(_) => StatusCode::CONFLICT,
        StoreError::Busy | StoreError::Gone => StatusCode::SERVICE_UNAVAILABLE,
        StoreError::Full => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::Damaged(_) | StoreError::Tampered(_) | StoreError::LogChanged | StoreError::RolledBack { .. } => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let why = format!("{error}.");
    let html = match drafts::not_done(ask, &why)? {
        Some(html) => html,
        None => said(ask, "not-done", why)?,
    };
    Ok(page(status, html))
}
