//! Records of a store as linkage compares them, and which pairs people should look at first: the same for `overt link` and for the pages of
//! matches.

mod queue;
mod read;
mod source;

use jiff::civil::Date;
use overt_link::Model;
use overt_model::Codebook;
use overt_store::log::entry::Code;
use overt_store::{LinkRun, Session, Store};

pub use queue::{Waiting, waiting};
pub use read::{Gathered, Held, closed, opened};
pub use source::{Entities, Source};

/// Somebody who links the records of a store.
#[derive(Clone, Copy)]
pub struct Linking<'a> {
    /// The store.
    pub store: &'a Store,
    /// Who.
    pub session: &'a Session,
    /// The codebook that the records follow.
    pub codebook: &'static Codebook,
    /// What sealed classes are opened for.
    pub purpose: Option<&'a Code>,
    /// Which day it is.
    pub today: Date,
}

/// The model of a run, as it was kept with it; none where this version cannot read it.
pub fn model_of(run: &LinkRun) -> Option<Model> {
    toml::from_str(&run.facts.model_text).ok()
}
