//! What is computed when somebody first asks for it: two indices side by side, and how many people no list has.

use std::sync::{Arc, OnceLock};

use overt_model::{Lang, Text};
use tokio::sync::Semaphore;

use crate::charts::escaped;
use crate::report::Picture;

/// So many are computed at the same time: one takes all processors.
const AT_ONCE: usize = 1;

/// Under which heading an analysis is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Two indices side by side.
    Lab,
    /// How many people no list has.
    Undercount,
}

/// An analysis of data that may be passed on.
pub struct Analysis {
    /// Where it is found.
    pub topic: Topic,
    /// Its name in addresses: letters, digits and hyphens.
    pub id: String,
    /// What people call it, which is a name and the same in every language.
    pub title: String,
    /// Computes it; or says why it cannot, in English.
    pub make: Box<dyn Fn() -> Result<Outcome, String> + Send + Sync>,
}

/// What came of an analysis.
#[derive(Default)]
pub struct Outcome {
    /// A report as a part of a page, in every language. Its pictures are in the folder `ID/pictures`.
    pub part: Text,
    /// The pictures as files, in the order of [`Lang::ALL`].
    pub pictures: [Vec<Picture>; 3],
}

impl From<Text> for Outcome {
    fn from(part: Text) -> Self {
        Self { part, ..Self::default() }
    }
}

/// An analysis, and what came of it once somebody asked.
pub(super) struct Computed {
    pub(super) analysis: Analysis,
    told: OnceLock<Outcome>,
}

impl Computed {
    /// The analysis as a part of a page, without styles of its own; or why there is none, in English. Nothing before it was computed.
    pub(super) fn part(&self) -> Option<&Text> {
        self.told.get().map(|told| &told.part)
    }

    /// A picture of it in a language.
    pub(super) fn picture(&self, lang: Lang, id: &str) -> Option<&Picture> {
        let place = Lang::ALL.iter().position(|other| *other == lang)?;
        self.told.get()?.pictures[place].iter().find(|picture| picture.id == id)
    }

    fn compute(&self) {
        self.told.get_or_init(|| {
            let Outcome { part: Text { en, es, fr }, pictures } = (self.analysis.make)()
                .unwrap_or_else(|why| Text { en: format!("<p>{}</p>", escaped(&why)), ..Text::default() }.into());
            let [en, es, fr] = [en, es, fr].map(super::figure::without_style);
            Outcome { part: Text { en, es, fr }, pictures }
        });
    }
}

/// All analyses of a site. Each is computed once, for all languages and for everybody.
pub(super) struct Analyses {
    all: Vec<Arc<Computed>>,
    /// Whose turn it is to compute.
    turns: Arc<Semaphore>,
}

impl Analyses {
    /// None of them is computed yet.
    pub(super) fn new(analyses: Vec<Analysis>) -> Self {
        let all = analyses.into_iter().map(|analysis| Arc::new(Computed { analysis, told: OnceLock::new() }));
        Self { all: all.collect(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Those of a topic.
    pub(super) fn of(&self, topic: Topic) -> impl Iterator<Item = &Arc<Computed>> {
        self.all.iter().filter(move |one| one.analysis.topic == topic)
    }

    /// The one of this topic and name.
    pub(super) fn get(&self, topic: Topic, id: &str) -> Option<&Arc<Computed>> {
        self.of(topic).find(|one| one.analysis.id == id)
    }

    /// Waits until it was computed, beside the threads that answer. It is not if it panics, or if the program is about to end.
    pub(super) async fn compute(&self, one: &Arc<Computed>) {
        if one.part().is_some() {
            return;
        }
        let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else { return };
        let one = Arc::clone(one);
        // The turn ends with the computation, also where whoever asked has gone.
        let done = tokio::task::spawn_blocking(move || {
            one.compute();
            drop(turn);
        });
        let _ = done.await;
    }
}
