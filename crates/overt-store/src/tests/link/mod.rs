//! Joins, decisions about them, and taking them back.

mod decisions;
mod erasing;
mod exports;
mod reading;
mod runs;
mod size;
mod undoing;

use overt_model::{EntityId, Record, RecordId};

use super::with_source;
use crate::testing::{Place, TODAY, person, victim, words};
use crate::{Reason, Session, Store, new_id};

/// A store with victims, in the order of their identifiers.
async fn with_victims(place: &Place, count: usize) -> (Store, Session, Vec<RecordId>) {
    let (store, session, source) = with_source(place).await;
    let mut ids: Vec<RecordId> = (0..count).map(|_| new_id()).collect();
    ids.sort_unstable();
    let victims: Vec<Record> = ids.iter().map(|id| victim(*id, source, "Invented Name")).collect();
    store.insert(&session, (None, Reason::Entered), &victims, TODAY).await.unwrap();
    (store, session, ids)
}

/// Somebody else who works on cases.
async fn somebody_else(store: &Store, session: &Session, name: &str) -> Session {
    store.add_account(session, &person(name), TODAY).await.unwrap();
    for team in ["caseworkers", "custodians"] {
        store.add_member(session, team, name, TODAY).await.unwrap();
    }
    store.sign_in(name, &words(), TODAY).await.unwrap()
}

/// To which entity each of the records belongs.
async fn entities(store: &Store, records: &[RecordId]) -> Vec<Option<EntityId>> {
    let mut entities = Vec::new();
    for record in records {
        entities.push(store.entity_of(*record).await.unwrap());
    }
    entities
}

async fn whole(store: &Store) {
    let verification = store.verify(None, |_| {}).await.unwrap();
    assert!(verification.is_whole(), "{:?}", verification.findings);
}

fn entity(number: u128) -> EntityId {
    EntityId::from_bits(number)
}
