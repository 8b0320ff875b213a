//! The desk as a value: a store, and who is signed in.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use jiff::civil::Date;
use overt_model::Codebook;
use overt_publish::site::{ICON, desk_script, style_sheet, tag_of};
use overt_store::{Store, StoreError};
use tokio::sync::Semaphore;

use crate::codes::Codes;
use crate::door;
use crate::hand::Hands;
use crate::jobs::Jobs;
use crate::pace::Pace;
use crate::passkey::Challenges;
use crate::places::Places;
use crate::sessions::Sessions;
use crate::throttle::Throttle;
use crate::watch::STREAMS_MAX;

/// What a desk is made of.
pub struct Parts {
    /// The evidence.
    pub store: Store,
    /// The codebook.
    pub codebook: &'static Codebook,
    /// Name and version of the program.
    pub program: String,
    /// Which day it is.
    pub today: fn() -> Date,
    /// Which second it is, since 1970: one-time codes are made of it.
    pub now: fn() -> u64,
    /// The host under which it is served over TLS, by a web server in front, with its port where it has one; none for this machine only.
    pub host: Option<String>,
    /// A program that calls [`crate::draw_pages`] before all else; without it there are no copies of PDF files.
    pub painter: Option<PathBuf>,
}

/// Everything that is worked with.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) codebook: &'static Codebook,
    pub(crate) program: String,
    pub(crate) today: fn() -> Date,
    pub(crate) now: fn() -> u64,
    pub(crate) host: Option<String>,
    pub(crate) painter: Option<PathBuf>,
    pub(crate) sessions: Sessions,
    pub(crate) throttle: Throttle,
    pub(crate) codes: Codes,
    /// What browsers must answer who show a passkey.
    pub(crate) challenges: Challenges,
    /// Passphrases are stretched one after the other: each takes 128 MiB.
    pub(crate) stretching: Semaphore,
    /// Files that are being sent here, and those that are being handed out.
    pub(crate) uploads: Places,
    pub(crate) downloads: Places,
    pub(crate) jobs: Jobs,
    /// Pages that are told how far the work is.
    pub(crate) streams: Places,
    /// Files that are about to be imported, and places for those that are being read.
    pub(crate) hands: Hands,
    pub(crate) reading: Places,
    /// Pictures and pages are drawn anew one after the other: each can take 200 MB, and a process that draws pages 3 GB.
    pub(crate) drawing: Places,
    /// Records are compared for one person after the other: it takes every processor.
    pub(crate) comparing: Arc<Semaphore>,
    /// How often each program asks, and that one after the other is answered.
    pub(crate) pace: Pace,
    pub(crate) matching: Places,
    /// The path of the style sheet, which it has by its content, and the style sheet.
    pub(crate) style: (String, String),
    /// The same of the sign in a list of pages.
    pub(crate) icon: (String, &'static str),
    /// The same of the script, where it was built. Pages are whole without it.
    pub(crate) script: Option<(String, &'static str)>,
}

impl Desk {
    /// Opens the desk.
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            store: parts.store,
            codebook: parts.codebook,
            program: parts.program,
            today: parts.today,
            now: parts.now,
            host: parts.host,
            painter: parts.painter,
            sessions: Sessions::default(),
            throttle: Throttle::default(),
            codes: Codes::new((parts.now)()),
            challenges: Challenges::new(),
            stretching: Semaphore::new(1),
            uploads: Places::new(1),
            downloads: Places::new(2),
            jobs: Jobs::default(),
            streams: Places::new(STREAMS_MAX),
            hands: Hands::default(),
            reading: Places::new(2),
            drawing: Places::new(1),
            comparing: Arc::new(Semaphore::new(1)),
            pace: Pace::default(),
            matching: Places::new(1),
            style: style(),
            icon: (format!("/assets/{}.svg", tag_of(ICON.as_bytes())), ICON),
            script: desk_script().map(|script| (format!("/assets/{}.js", tag_of(script.as_bytes())), script)),
        })
    }

    /// Whether everybody comes over TLS. Then no browser sends the token any other way.
    pub(crate) const fn is_secure(&self) -> bool {
        self.host.is_some()
    }

    /// What answers every request.
    pub fn router(self: Arc<Self>) -> Router {
        door::router(&self)
    }

    /// Signs the log as the desk leaves it, and closes the store.
    ///
    /// # Errors
    /// When the log cannot be signed.
    pub async fn close(self: Arc<Self>) -> Result<(), StoreError> {
        self.store.checkpoint().await?;
        if let Some(desk) = Arc::into_inner(self) {
            desk.store.close().await;
        }
        Ok(())
    }
}

fn style() -> (String, String) {
    let text = format!("{}{}", style_sheet(), include_str!("../templates/desk.css"));
    (format!("/assets/{}.css", tag_of(text.as_bytes())), text)
}
