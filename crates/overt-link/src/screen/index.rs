//! A base that can be asked.

use rustc_hash::FxHashMap;

use super::build::Reading;
use super::candidates::Scratch;
use super::evidence::Weighed;
use super::keys::Near;
use super::words::Words;
use super::{Screened, Settings, Subject, bits};

/// One entity of the base.
#[derive(Debug)]
pub(super) struct Entity {
    pub(super) id: Box<str>,
    pub(super) subject: Subject,
    pub(super) reading: Reading,
    /// Whether one of its names has only one word.
    pub(super) is_single: bool,
    /// The year of its first birth; zero where there is none.
    pub(super) year: i16,
}

/// A base of entities, indexed by the sounds of their names and by identifiers. It is only read, also by several threads.
#[derive(Debug)]
pub struct Index {
    pub(super) entities: Vec<Entity>,
    pub(super) words: Words,
    pub(super) keys: FxHashMap<u64, u32>,
    pub(super) near: Near,
    pub(super) postings: Postings,
    /// How many entities have a country.
    pub(super) countries: FxHashMap<Box<str>, u32>,
    pub(super) identifiers: FxHashMap<Box<str>, Vec<u32>>,
}

/// For each key the entities that have it, in one piece of memory.
#[derive(Debug)]
pub(super) struct Postings {
    starts: Vec<usize>,
    entities: Vec<u32>,
}

impl Postings {
    pub(super) fn new(keys: usize, meetings: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; keys + 1];
        for (key, _) in meetings {
            starts[*key as usize + 1] += 1;
        }
        for key in 0..keys {
            starts[key + 1] += starts[key];
        }
        let (mut next, mut entities) = (starts.clone(), vec![0; meetings.len()]);
        for (key, entity) in meetings {
            let place = &mut next[*key as usize];
            entities[*place] = *entity;
            *place += 1;
        }
        Self { starts, entities }
    }

    pub(super) fn of(&self, key: u32) -> &[u32] {
        &self.entities[self.starts[key as usize]..self.starts[key as usize + 1]]
    }
}

impl Index {
    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// The identifier of an entity, by its number.
    pub fn id(&self, entity: usize) -> &str {
        &self.entities[entity].id
    }

    /// What is known of an entity, by its number.
    pub fn subject(&self, entity: usize) -> &Subject {
        &self.entities[entity].subject
    }

    /// The entities that are compared with a subject, and how many are left out beyond [`COMPARED_MAX`](super::COMPARED_MAX).
    pub fn candidates(&self, subject: &Subject, scratch: &mut Scratch) -> (Vec<u32>, usize) {
        scratch.find(self, &Reading::of(subject))
    }

    /// Which entities may be this subject. `scratch` is memory that is used again, and changes nothing.
    pub fn screen(&self, subject: &Subject, settings: &Settings, scratch: &mut Scratch) -> Screened {
        let reading = Reading::of(subject);
        let (candidates, left_out) = scratch.find(self, &reading);
        let enough = bits(settings.threshold);
        let mut told: Vec<Weighed<'_>> = candidates
            .iter()
            .filter_map(|entity| Weighed::new(self, (subject, &reading), *entity, enough))
            .filter(|weighed| weighed.score() >= settings.cutoff || weighed.abstains())
            .collect();
        let id = |weighed: &Weighed<'_>| &self.entities[weighed.entity as usize].id;
        told.sort_unstable_by(|left, right| {
            let by_score = right.bits().total_cmp(&left.bits());
            by_score.then_with(|| id(left).cmp(id(right))).then_with(|| left.entity.cmp(&right.entity))
        });
        let (total, compared) = (told.len(), candidates.len());
        let hits = told.into_iter().take(settings.limit).map(Weighed::told).collect();
        Screened { hits, total, compared, left_out }
    }
}
