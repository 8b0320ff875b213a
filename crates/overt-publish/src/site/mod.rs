//! The public observatory: pages for people and an interface for programs, made of what was released and of nothing else.
//!
//! ```text
//! Release, About, figures of countries ──▶ Site ──▶ Place::page(Ask) ──▶ Kept ──▶ answer
//! verified when it was opened             values    a page as text       bytes,   with guards
//!                                                   api::Asked           tag
//!                                                   rows of a table
//! ```
//!
//! A [`Site`] is a value: it holds all that can be shown, so nothing that is asked for can reach a disk, a store or another machine. Pages are
//! made when they are first asked for and kept. Whatever a reader sends can at most choose among them. Who has a key sees another [`Site`], which
//! has the releases of the agreement as well; the one that everybody sees does not have them.

mod about;
mod access;
mod acts;
mod analysis;
mod api;
mod assets;
mod brief;
mod counts;
mod figure;
mod figures;
mod guard;
mod kept;
mod language;
mod pages;
mod pictures;
mod place;
mod rate;
mod releases;
mod reply;
mod server;
mod shell;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use jiff::civil::Date;
use overt_model::Codebook;
use overt_protect::release::Release;

pub use about::{About, AboutError, Correction, Funder, Reader};
pub use analysis::{Analysis, Outcome, Topic};
pub use api::openapi;
pub use assets::{ICON, desk_script, style_sheet};
pub use figures::Figures;
pub use kept::tag_of;
pub use server::{Limits, serve};

use analysis::Analyses;
use assets::Assets;
use kept::Shelf;
use releases::Releases;

/// What a site is made of.
pub struct Parts {
    /// Who publishes it.
    pub about: About,
    /// What was released.
    pub releases: Vec<Release>,
    /// Figures of countries that may be passed on.
    pub figures: Vec<Figures>,
    /// What can be computed from them, and from other data that may be passed on.
    pub analyses: Vec<Analysis>,
    /// The codebook.
    pub codebook: &'static Codebook,
    /// Name and version of the program.
    pub program: String,
    /// Tells which day it is: keys end, and the file about security says until when it holds.
    pub today: fn() -> Date,
}

/// Everything that can be shown.
pub struct Site {
    about: About,
    releases: Releases,
    figures: Arc<[Figures]>,
    analyses: Arc<Analyses>,
    codebook: &'static Codebook,
    program: String,
    today: fn() -> Date,
    assets: Assets,
    shelf: Shelf,
    /// What those see who have a key; nobody else does.
    readers: Vec<access::Opened>,
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
    /// A release is restricted that is not there: most likely its name was mistyped, and the one that was meant would be open to everybody.
    #[error("`restricted` names the release `{0}`, which is not there")]
    RestrictedNothing(String),
    /// An agreement names a release that is not restricted.
    #[error("the agreement `{agreement}` names the release `{name}`, which is not in `restricted`")]
    OpenAnyway {
        /// The agreement.
        agreement: String,
        /// The release.
        name: String,
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
        let is_missing = |name: &&String| releases.versions(name).is_empty();
        if let Some(name) = parts.about.restricted.iter().find(is_missing) {
            return Err(SiteError::RestrictedNothing(name.clone()));
        }
        let whole = Self {
            about: parts.about,
            releases,
            figures: parts.figures.into(),
            analyses: Arc::new(Analyses::new(parts.analyses)),
            codebook: parts.codebook,
            program: parts.program,
            today: parts.today,
            assets: Assets::new(),
            shelf: Shelf::none(),
            readers: Vec::new(),
        };
        let readers = access::opened(&whole)?;
        Ok(Self { shelf: Shelf::new(), readers, ..whole.seen_by(&[]) })
    }

    /// What somebody sees who may see these releases beside those that everybody sees.
    fn seen_by(&self, agreed: &[String]) -> Self {
        let is_seen = |name: &str| {
            let is_it = |other: &String| other == name;
            agreed.iter().any(is_it) || !self.about.restricted.iter().any(is_it)
        };
        Self {
            about: self.about.seen_with(is_seen),
            releases: self.releases.only(is_seen),
            figures: Arc::clone(&self.figures),
            analyses: Arc::clone(&self.analyses),
            codebook: self.codebook,
            program: self.program.clone(),
            today: self.today,
            assets: Assets::new(),
            shelf: Shelf::none(),
            readers: Vec::new(),
        }
    }

    /// How many releases there are.
    pub fn releases(&self) -> usize {
        self.releases.newest_first().len()
    }

    /// Whether pages come with a script. Without one they say the same, and nothing in them moves.
    #[must_use]
    pub fn has_islands(&self) -> bool {
        self.assets.script_path().is_some()
    }

    /// What answers every request.
    pub fn router(self: Arc<Self>) -> Router {
        let host = self.about.host().map(str::to_owned);
        guard::guarded(access::by_key(self), host)
    }

    /// What answers to who sees this.
    fn routes(self: Arc<Self>) -> Router {
        place::routes().merge(pages::files()).merge(api::routes()).with_state(self)
    }
}

/// What a reader chose, by name.
type Choices = BTreeMap<String, String>;
