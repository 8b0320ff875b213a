//! Comparing all records of a kind anew, with the model of their last run: so pairs that were not joined are seen too, each with what
//! speaks for and against it. Nothing is joined by it.

use std::collections::BTreeMap;
use std::sync::Arc;

use overt_link::{Explanation, Linker, SpecError};
use overt_model::{Class, RecordId};
use overt_store::LeftOut;
use overt_store::Query;

use super::list;
use super::runs;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::linkage::{Gathered, Linking, Source, Waiting, closed, model_of, opened, waiting};
use crate::pages::records::purpose;

/// More records than these are not compared while somebody waits.
const RECORDS_MAX: u64 = 100_000;
/// Pairs that are kept, those first of which a decision says most.
const PAIRS_MAX: usize = 500;

/// What came of it. It holds no value of a record.
pub(crate) struct Compared {
    pub(super) kind: String,
    /// Pairs that wait, those that are not kept included.
    pub(super) count: u64,
    pub(super) records: u64,
    pub(super) left_out: BTreeMap<LeftOut, u64>,
    pub(super) pairs: Vec<(Waiting, Explanation)>,
}

impl Compared {
    /// What speaks for and against a pair.
    pub(super) fn explanation(&self, records: [RecordId; 2]) -> Option<&Explanation> {
        self.pairs.iter().find(|(waiting, _)| waiting.records == records).map(|(_, explanation)| explanation)
    }
}

/// What this person had compared last, if it was this kind.
pub(super) fn compared(ask: &Ask, kind: &str) -> Option<Arc<Compared>> {
    let compared = ask.desk.sessions.compared(&ask.who.as_ref()?.token)?;
    (compared.kind == kind).then_some(compared)
}

/// Compares, and leads to the list.
pub(crate) async fn compare(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, purpose) = (ask.session()?, purpose(ask, &ask.form)?);
    let kind = ask.form.get("kind").unwrap_or_default();
    let run = runs(ask).await?.into_iter().find(|run| run.facts.schema == kind).ok_or(Stopped::NotThere)?;
    let schema = ask.codebook().schema(kind).ok_or(Stopped::NotThere)?;
    let refuse = async |sentence: String| list::refused(ask, kind, sentence).await;
    let Some(model) = model_of(&run) else { return refuse(ask.say("compare-model")).await };
    let source = |column| Source::new(ask.codebook(), schema, column);
    let mut sources: Vec<Source<'_>> = model.spec.columns.iter().map(source).collect();
    if let Some((property, _)) = closed(session, &sources) {
        return refuse(ask.with("compare-closed", property.label.get(ask.lang))).await;
    }
    let is_confirmed = ask.who.as_ref().is_some_and(|who| who.is_confirmed);
    if !is_confirmed && opened(&sources).any(|(_, class)| class == Class::Direct) {
        return Err(Stopped::Unconfirmed);
    }
    let mut count = 0;
    for kind in ask.codebook().schemas().filter(|schema| schema.is_a(kind)) {
        count += ask.store().count(&Query { schema: Some(kind.id.to_string()), ..Query::default() }).await?;
    }
    if count > RECORDS_MAX {
        return refuse(ask.count("compare-many", RECORDS_MAX)).await;
    }
    let Ok(alone) = Arc::clone(&ask.desk.comparing).try_acquire_owned() else {
        return refuse(ask.say("compare-busy")).await;
    };
    let (store, codebook, today) = (ask.store(), ask.codebook(), ask.today());
    let linking = Linking { store, session, codebook, purpose: Some(&purpose), today };
    let gathered = linking.gather(&model.spec, &mut sources, |_| {}).await?;
    let version = run.facts.model.clone();
    let worked = tokio::task::spawn_blocking(move || {
        // Whoever asked may be gone meanwhile, and the work goes on.
        let _alone = alone;
        work(gathered, &model, &version)
    });
    let Ok(Ok(compared)) = worked.await else { return refuse(ask.say("compare-nothing")).await };
    if let Some(who) = &ask.who {
        ask.desk.sessions.keep(&who.token, compared);
    }
    Ok(Answer::see(format!("/matches?kind={kind}")))
}

fn work(gathered: Gathered, model: &overt_link::Model, version: &str) -> Result<Compared, SpecError> {
    let (records, held) = gathered.finish()?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let linker = Linker::new(&records, threads)?;
    let found = linker.link(model, &held.constraints(&records), &())?;
    let mut all = waiting(&records, &held, model, &found.pairs);
    let count = all.len() as u64;
    all.truncate(PAIRS_MAX);
    let explained = |waiting: Waiting| {
        let [one, other] = waiting.numbers;
        Ok((waiting, linker.explain(model, version, one, other)?))
    };
    Ok(Compared {
        kind: model.spec.schema.clone(),
        count,
        records: records.len() as u64,
        pairs: all.into_iter().map(explained).collect::<Result<_, SpecError>>()?,
        left_out: held.left_out,
    })
}
