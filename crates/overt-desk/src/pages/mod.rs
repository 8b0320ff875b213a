//! The pages, a file each.

pub(crate) mod account;
pub(crate) mod agenda;
pub(crate) mod chains;
pub(crate) mod doctor;
pub(crate) mod drafts;
pub(crate) mod due;
pub(crate) mod entities;
pub(crate) mod entry;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod log;
pub(crate) mod matches;
pub(crate) mod network;
pub(crate) mod officials;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod programs;
pub(crate) mod records;
pub(crate) mod releases;
pub(crate) mod searches;
pub(crate) mod sources;
pub(crate) mod tasks;
pub(crate) mod teams;
pub(crate) mod worklists;

use askama::Template;
use axum::http::StatusCode;
use overt_store::StoreError;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::refusals;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "nothing.html", whitespace = "minimize")]
struct Nothing<'a> {
    shell: Shell<'a>,
    said: String,
}

fn said(ask: &Ask, status: StatusCode, title: &str, said: String) -> Result<Answer, Stopped> {
    let html = lead(Shell::new(ask, ask.say(title)), said)?;
    Ok(Answer::of(status, "text/html; charset=utf-8", html.into()))
}

/// A page of one sentence.
fn lead(shell: Shell<'_>, said: String) -> Result<String, Stopped> {
    Ok(Nothing { shell, said }.render()?)
}

/// What is not there, and what this person may not see: one answer for both.
pub(crate) fn nothing(ask: &Ask) -> Result<Answer, Stopped> {
    said(ask, StatusCode::NOT_FOUND, "nothing", ask.say("nothing-said"))
}

/// Others are at it.
pub(crate) fn busy(ask: &Ask) -> Result<Answer, Stopped> {
    said(ask, StatusCode::SERVICE_UNAVAILABLE, "not-done", ask.say("refused-busy"))
}

/// What the store does not do, and why. What was typed into a form is still there.
pub(crate) fn stopped(ask: &Ask, error: &StoreError) -> Result<Answer, Stopped> {
    let status = status_of(error);
    let why = refusals::told(ask, error);
    match drafts::not_done(ask, &why)? {
        Some(html) => Ok(Answer::of(status, "text/html; charset=utf-8", html.into())),
        None => said(ask, status, "not-done", why),
    }
}

/// The status of an answer that the store does not do it.
pub(crate) const fn status_of(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Conflict { .. } | StoreError::Taken(_) => StatusCode::CONFLICT,
        StoreError::Busy | StoreError::Gone => StatusCode::SERVICE_UNAVAILABLE,
        StoreError::Full => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::Damaged(_) | StoreError::Tampered(_) | StoreError::LogChanged | StoreError::RolledBack { .. } => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
