//! What the store promises, on both databases.

mod auditing;
mod batches;
mod consents;
mod custody;
mod drafts;
mod duties;
mod finding;
mod hand_over;
mod holds;
mod imports;
mod link;
mod other_team;
mod parked;
mod passkeys;
mod people;
mod programs;
mod records;
mod releases;
mod scanning;
mod searches;
mod tasks;

use std::collections::BTreeMap;

use overt_model::{Class, RecordId, SourceId};

use crate::testing::{Place, TODAY, source, victim};
use crate::{Edit, Reason, Session, Shown, Store, new_id};

const SEALED: [Class; 3] = [Class::Direct, Class::Narrative, Class::Sensitive];

/// A store with a source, and somebody signed in.
async fn with_source(place: &Place) -> (Store, Session, SourceId) {
    let (store, session) = place.store().await;
    let id = new_id();
    store.put_source(&session, &source(id), TODAY).await.unwrap();
    (store, session, id)
}

/// A store with one record.
async fn with_record(place: &Place) -> (Store, Session, RecordId) {
    let (store, session, source) = with_source(place).await;
    let id = new_id();
    store.insert(&session, (None, Reason::Entered), &[victim(id, source, "Invented Name")], TODAY).await.unwrap();
    (store, session, id)
}

async fn shown(store: &Store, session: &Session, id: RecordId) -> Shown {
    store.show(session, id, (&SEALED, None), TODAY).await.unwrap()
}

fn edit(record: RecordId, reason: Reason) -> Edit {
    Edit { record, seen: None, fields: BTreeMap::new(), standing: None, reason }
}

fn text(shown: &Shown, property: &str) -> Option<String> {
    shown.record.values(property).iter().find_map(|value| match value {
        overt_model::Value::Text(text) => Some(text.expose().clone()),
        _ => None,
    })
}
