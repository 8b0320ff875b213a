//! The public observatory: pages for people and an interface for programs, made of what was released and of nothing else.
//!
//! ```text
//! Release, About, figures of countries ──▶ Site ──▶ Place::page(Ask) ──▶ Kept ──▶ answer
//! verified when it was opened             values    a page as text       bytes,   with guards
//!                                                                        tag
//! ```
//!
//! A [`Site`] is a value: it holds all that can be shown, so nothing that is asked for can reach a disk, a store or another machine. Pages are
//! made when they are first asked for and kept. Whatever a reader sends can at most choose among them.

mod about;
mod assets;
mod figure;
mod guard;
mod kept;
mod language;
mod pages;
mod place;
mod releases;
mod reply;
mod server;
mod shell;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use overt_model::Codebook;
use overt_protect::release::Release;

pub use about::{About, AboutError, Correction, Funder};
pub use server::{Limits, serve};

use assets::Assets;
use kept::Shelf;
use releases::Releases;

/// What a site is made of.
pub struct Parts {
    /// Who publishes it.
    pub about: About,
    /// What was released.
    pub releases: Vec<Release>,
    /// The codebook.
    pub codebook: &'static Codebook,
    /// Name and version of the program.
    pub program: String,
}

/// Everything that can be shown.
pub struct Site {
    about: About,
    releases: Releases,
    codebook: &'static Codebook,
    program: String,
    assets: Assets,
    shelf: Shelf,
}

/// Why a site cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Two releases have one name and version.
    #[error("version {version} of the release `{name}` is there twice")]
    Twice {
        /// The name.
        name: String,
        /// The version.
        version: u32,
    },
    /// A correction is about a release that is not there.
    #[error("a correction is about version {version} of the release `{name}`, which is not there")]
    CorrectionOfNothing {
        /// The name.
        name: String,
        /// The version.
        version: u32,
    },
}

impl Site {
    /// Puts a site together.
    ///
    /// # Errors
    /// When parts contradict each other.
    pub fn new(parts: Parts) -> Result<Self, SiteError> {
        let releases = Releases::new(parts.releases)?;
        for correction in &parts.about.corrections {
            let (name, version) = (&correction.release, correction.version);
            if releases.get(name, version).is_none() {
                return Err(SiteError::CorrectionOfNothing { name: name.clone(), version });
            }
        }
        Ok(Self {
            about: parts.about,
            releases,
            codebook: parts.codebook,
            program: parts.program,
            assets: Assets::new(),
            shelf: Shelf::new(),
        })
    }

    /// Whether pages come with a script. Without one they say the same, and nothing in them moves.
    #[must_use]
    pub fn has_islands(&self) -> bool {
        self.assets.script_path().is_some()
    }

    /// What answers every request.
    pub fn router(self: Arc<Self>) -> Router {
        let host = self.about.host().map(str::to_owned);
        guard::guarded(place::routes().merge(pages::files()).with_state(self), host)
    }
}

/// What a reader chose, by name.
type Choices = BTreeMap<String, String>;
