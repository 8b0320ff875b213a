//! What is matched: the records in the scope of a key, by what they are openly called.

use std::collections::BTreeMap;

use overt_link::screen::{Hit, IndexBuilder, Scratch, Settings, Subject};
use overt_model::{EntityId, Handling, RecordId, SourceId};
use overt_publish::screening::{Called, called};
use overt_store::{PAGE_LEN_MAX, Query, Scope};

use super::CANDIDATES_MAX;
use crate::answer::Stopped;
use crate::ask::Ask;

/// More records are not compared, and the answer says that there may be others.
const RECORDS_MAX: usize = 50_000;

/// The name of everything in the scope of a key; otherwise a source is named.
pub(super) const WHOLE: &str = "default";

/// One question.
pub(super) struct Wanted {
    /// Kinds that are asked for, as the codebook or `FollowTheMoney` calls them; none for all.
    pub(super) kinds: Vec<String>,
    pub(super) subject: Subject,
    pub(super) limit: usize,
}

/// A record that can be matched.
#[derive(Debug, Clone)]
struct Known {
    id: RecordId,
    schema: &'static str,
    ftm: &'static str,
    source: SourceId,
    subject: Subject,
}

/// A record, or one of several that were joined, that may be what is asked for.
pub(super) struct Candidate {
    pub(super) id: RecordId,
    pub(super) schema: &'static str,
    pub(super) ftm: &'static str,
    pub(super) source: SourceId,
    pub(super) subject: Subject,
    pub(super) hit: Hit,
    /// Other candidates that were joined with it.
    pub(super) referents: Vec<RecordId>,
}

/// The answer to one question.
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
    /// How many records there were before the limit, and before those that were joined became one.
    pub(super) total: usize,
    /// Whether every record was compared.
    pub(super) is_all: bool,
}

/// The kinds that a key can match.
pub(super) fn kinds(ask: &Ask, scope: &Scope) -> Vec<Called<'static>> {
    let kinds = called(ask.codebook(), scope.class);
    kinds.filter(|called| scope.schemas.contains(called.schema.id.as_str())).collect()
}

/// The sources that are named and in the scope of the key. What is not there, is over or is not in the scope has one answer.
pub(super) async fn sources(ask: &Ask, scope: &Scope) -> Result<Vec<SourceId>, Stopped> {
    let dataset = ask.place("dataset");
    let named: Option<SourceId> =
        if dataset == WHOLE { None } else { Some(dataset.parse().map_err(|_| Stopped::NotThere)?) };
    let is_meant = |id: SourceId| scope.sources.contains(&id) && named.is_none_or(|named| named == id);
    let known = ask.store().sources().await?.into_iter();
    let meant = known.filter(|source| is_meant(source.id) && source.is_in_force(ask.today()));
    let meant: Vec<SourceId> = meant.map(|source| source.id).collect();
    if named.is_some() && meant.is_empty() { Err(Stopped::NotThere) } else { Ok(meant) }
}

/// Compares each question with every record in the scope.
pub(super) async fn matched(ask: &Ask, wanted: Vec<Wanted>, settings: Settings) -> Result<Vec<Found>, Stopped> {
    let scope = &ask.program()?.key.facts.scope;
    let sources = sources(ask, scope).await?;
    let place = ask.desk.matching.place().await.ok_or(Stopped::Busy)?;
    let (known, is_all) = known(ask, scope, &sources).await?;
    let screened = tokio::task::spawn_blocking(move || {
        // Whoever asked may be gone meanwhile, and the work goes on.
        let _place = place;
        screen(&known, &wanted, settings)
    });
    let screened = screened.await;
    let screened = screened.map_err(|_| Stopped::Busy)?;
    let (mut entities, mut answers) = (BTreeMap::new(), Vec::with_capacity(screened.len()));
    for (mut found, limit) in screened {
        found.candidates = folded(ask, found.candidates, &mut entities).await?;
        found.candidates.truncate(limit);
        found.is_all &= is_all;
        answers.push(found);
    }
    Ok(answers)
}

/// The records, and whether these are all.
async fn known(ask: &Ask, scope: &Scope, sources: &[SourceId]) -> Result<(Vec<Known>, bool), Stopped> {
    let mut known = Vec::new();
    for kind in kinds(ask, scope) {
        for source in sources {
            let query = Query { schema: Some(kind.schema.id.to_string()), source: Some(*source), ..Query::default() };
            let mut after = None;
            loop {
                let page = ask.store().find(&query, after, PAGE_LEN_MAX).await?;
                // A program is no recipient that anybody named.
                let records = page.found.iter().map(|found| &found.record);
                let records = records.filter(|record| record.claim.handling != Handling::Red);
                known.extend(records.filter_map(|record| {
                    let subject = kind.subject(ask.codebook(), record)?;
                    Some(Known { id: record.id, schema: &kind.schema.id, ftm: kind.ftm, source: *source, subject })
                }));
                if known.len() > RECORDS_MAX {
                    known.truncate(RECORDS_MAX);
                    return Ok((known, false));
                }
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
    }
    Ok((known, true))
}

/// For each question the best candidates, and how many of them are told.
fn screen(known: &[Known], wanted: &[Wanted], settings: Settings) -> Vec<(Found, usize)> {
    let mut index = IndexBuilder::new();
    for one in known {
        index.push(&one.id.to_string(), one.subject.clone()).expect("they are fewer than an index holds");
    }
    let (index, mut scratch) = (index.finish(), Scratch::new());
    let answer = |wanted: &Wanted| {
        let is_meant = |one: &Known| {
            let is = |kind: &String| kind == "Thing" || kind == one.schema || kind == one.ftm;
            wanted.kinds.is_empty() || wanted.kinds.iter().any(is)
        };
        let screened = index.screen(&wanted.subject, &Settings { limit: known.len(), ..settings }, &mut scratch);
        let mut hits = screened.hits;
        hits.retain(|hit| is_meant(&known[hit.entity]));
        let total = hits.len();
        let candidates = hits.into_iter().take(CANDIDATES_MAX).map(|hit| {
            let Known { id, schema, ftm, source, subject } = known[hit.entity].clone();
            Candidate { id, schema, ftm, source, subject, hit, referents: Vec::new() }
        });
        (Found { candidates: candidates.collect(), total, is_all: screened.left_out == 0 }, wanted.limit)
    };
    wanted.iter().map(answer).collect()
}

/// Candidates that were joined are one, under the best of them.
async fn folded(
    ask: &Ask,
    candidates: Vec<Candidate>,
    entities: &mut BTreeMap<RecordId, Option<EntityId>>,
) -> Result<Vec<Candidate>, Stopped> {
    let (mut folded, mut places) = (Vec::<Candidate>::new(), BTreeMap::<EntityId, usize>::new());
    for candidate in candidates {
        let entity = match entities.get(&candidate.id) {
            Some(entity) => *entity,
            None => *entities.entry(candidate.id).or_insert(ask.store().entity_of(candidate.id).await?),
        };
        if let Some(place) = entity.and_then(|entity| places.get(&entity)) {
            folded[*place].referents.push(candidate.id);
        } else {
            places.extend(entity.map(|entity| (entity, folded.len())));
            folded.push(candidate);
        }
    }
    Ok(folded)
}
