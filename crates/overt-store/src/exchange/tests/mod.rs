//! Two stores, the first on both databases and the second on SQLite.

mod hostile;
mod merging;
mod rules;
mod travel;

use overt_model::{Class, Field, Record, RecordId, SourceId, State, Value};

use super::{Address, Received, Receiving, Sender, Shared, Sharing};
use crate::log::entry::Code;
use crate::testing::{Place, TODAY, founding, source, victim, words};
use crate::{Query, Reason, Session, Store, StoreError, new_id};

const ALL: [Class; 3] = [Class::Direct, Class::Narrative, Class::Sensitive];

/// One side.
struct Side {
    store: Store,
    session: Session,
}

/// Two installations, and where files lie.
struct Pair {
    place: Place,
    here: Side,
    there: Side,
    source: SourceId,
}

impl Pair {
    async fn new(place: Place) -> Self {
        let (store, session) = place.store().await;
        let source_id = new_id();
        store.put_source(&session, &source(source_id), TODAY).await.unwrap();
        let there = side(&place, "there").await;
        Self { place, here: Side { store, session }, there, source: source_id }
    }

    /// Adds a person who agrees that everything goes to other services, and returns the person's record and the consent's.
    async fn person(&self) -> (RecordId, RecordId) {
        let person = victim(new_id(), self.source, "Invented Name");
        let consent = consent(&person, &["open", "quasi", "direct", "narrative", "sensitive"]);
        let ids = (person.id, consent.id);
        self.here.add(&[person, consent]).await;
        ids
    }

    /// Passes on whatever may leave, and takes it in.
    async fn pass(&self, classes: &[Class]) -> (Shared, Received) {
        pass(&self.place, (&self.here, &self.there), classes).await
    }

    async fn pass_back(&self, classes: &[Class]) -> (Shared, Received) {
        pass(&self.place, (&self.there, &self.here), classes).await
    }
}

async fn side(place: &Place, name: &str) -> Side {
    let (store, _) = Store::create(&place.path(name), None, &founding(), TODAY).await.unwrap();
    let session = store.sign_in("amina", &words(), TODAY).await.unwrap();
    Side { store, session }
}

async fn pass(place: &Place, (from, to): (&Side, &Side), classes: &[Class]) -> (Shared, Received) {
    let file = place.path(&format!("{:032x}.bundle", new_id::<overt_model::RecordKind>().bits()));
    let shared = from.send(to, &file, classes).await.unwrap();
    let received = to.receive(from, &file, &Receiving::default()).await.unwrap();
    (shared, received)
}

fn purpose() -> Code {
    "refer".parse().unwrap()
}

impl Side {
    async fn add(&self, records: &[Record]) {
        self.store.insert(&self.session, (None, Reason::Entered), records, TODAY).await.unwrap();
    }

    async fn address(&self) -> Address {
        self.store.address(None, TODAY).await.unwrap().to_string().parse().unwrap()
    }

    async fn send(&self, to: &Self, file: &std::path::Path, classes: &[Class]) -> Result<Shared, StoreError> {
        let (address, purpose, query) = (to.address().await, purpose(), Query::default());
        let sharing = Sharing {
            address: &address,
            recipient: "service-provider",
            organisation: None,
            purpose: &purpose,
            query: &query,
            classes,
        };
        self.store.export_bundle(&self.session, &sharing, file, TODAY, |_| {}).await
    }

    async fn receive(
        &self,
        from: &Self,
        file: &std::path::Path,
        receiving: &Receiving<'_>,
    ) -> Result<Received, StoreError> {
        let from = Sender::Fingerprint(from.store.fingerprint());
        let receiving = Receiving { from: Some(&from), ..*receiving };
        self.store.import_bundle(&self.session, file, &receiving, TODAY, |_| {}).await
    }

    async fn show(&self, id: RecordId) -> crate::Shown {
        self.store.show(&self.session, id, (&ALL, None), TODAY).await.unwrap()
    }

    async fn count(&self) -> u64 {
        self.store.count(&Query::default()).await.unwrap()
    }

    async fn assert_whole(&self) {
        let verification = self.store.verify(Some((&self.session, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole(), "{:?}", verification.findings);
    }
}

/// The consent of a person that these classes go to other services.
fn consent(person: &Record, classes: &[&str]) -> Record {
    let codes = |codes: &[&str]| Field::values(codes.iter().map(|code| Value::code(code)));
    let mut consent = Record::new(new_id(), "Consent", &person.codebook, person.claim.clone())
        .with("person", Value::Reference(person.id))
        .with_state("agreed", State::AskedYes)
        .with("given_on", Value::Date("2026-11-01".parse().unwrap()))
        .with("expires_on", Value::Date("2027-11-01".parse().unwrap()));
    consent.fields.insert("purposes".into(), codes(&["refer"]));
    consent.fields.insert("recipients".into(), codes(&["service-provider"]));
    consent.fields.insert("classes".into(), codes(classes));
    consent
}
