//! Joins, decisions about them, and exports, for stores of tests.

use overt_model::{EntityId, Private, RecordId};

use super::TODAY;
use crate::{
    Change, Decision, ExportKind, LinkFacts, LinkRun, NewExport, ReleasePlan, Session, Store, StoreError, UndoOf,
    Verdict, new_id,
};

/// What a run of tests was made with.
pub(crate) fn facts(schema: &str) -> LinkFacts {
    LinkFacts {
        schema: schema.into(),
        model: "00".into(),
        model_text: "invented = true".into(),
        entries: 1,
        records: 4,
        threshold: "0.9".into(),
    }
}

/// Everybody into one entity.
pub(crate) fn into(entity: EntityId, records: &[RecordId]) -> Vec<Change> {
    records.iter().map(|record| Change { record: *record, entity: Some(entity) }).collect()
}

pub(crate) async fn link(store: &Store, session: &Session, changes: Vec<Change>) -> Result<LinkRun, StoreError> {
    store.put_link_run(session, &facts("Victim"), changes, TODAY).await
}

pub(crate) fn decision(records: [RecordId; 2], verdict: Verdict) -> Decision {
    Decision { records, verdict, is_second: false, run: None, note: None }
}

pub(crate) fn noted(records: [RecordId; 2], verdict: Verdict, note: &str) -> Decision {
    Decision { note: Some(Private::new(note.to_owned())), ..decision(records, verdict) }
}

/// Three records become one, two pairs are decided, and something leaves.
pub(crate) async fn at_first(store: &Store, session: &Session, ids: &[RecordId]) {
    let run = link(store, session, into(new_id(), &ids[..3])).await.unwrap();
    let looked = Decision { run: Some(run.id), ..noted([ids[0], ids[1]], Verdict::Same, "an invented reason") };
    store.decide(session, &looked, TODAY).await.unwrap();
    store.decide(session, &noted([ids[3], ids[0]], Verdict::Different, "an invented doubt"), TODAY).await.unwrap();
    let plan = ReleasePlan { name: "acts".into(), policy: "invented".into(), ..ReleasePlan::default() };
    let release = store.plan_release(session, plan, TODAY).await.unwrap();
    store.release_drawn(session, release, ("00", "{}"), TODAY).await.unwrap();
    store.approve_release(session, release, "00", TODAY).await.unwrap();
    let export = NewExport { kind: ExportKind::File, format: None, purpose: None, is_whole: false };
    let id = store.begin_export(Some(session), &export, TODAY).await.unwrap();
    store.export_page(Some(session), (id, &ids[..2]), TODAY).await.unwrap();
}

/// Somebody reads a second time, a run goes on, and another is taken back.
pub(crate) async fn later(store: &Store, session: &Session, second: &Session, ids: &[RecordId]) {
    let agreed = Decision { is_second: true, ..decision([ids[0], ids[1]], Verdict::Same) };
    store.decide(second, &agreed, TODAY).await.unwrap();
    let entity = store.entity_of(ids[0]).await.unwrap().unwrap();
    let moved = [(ids[2], None)].map(|(record, entity)| Change { record, entity });
    link(store, session, moved.to_vec()).await.unwrap();
    link(store, session, into(entity, &[ids[2]])).await.unwrap();
    store.undo_join(session, UndoOf::Record(ids[1]), TODAY).await.unwrap();
    let export = NewExport { kind: ExportKind::Snapshot, format: None, purpose: None, is_whole: true };
    store.begin_export(None, &export, TODAY).await.unwrap();
}
