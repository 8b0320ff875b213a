//! Imports that were taken in, and taking one back.

use overt_model::{Claim, Record, RecordId, Value};
use overt_store::{Import, ImportBatch, ImportFacts, ImportRow, RunId, Session, Store};

use crate::world::{SOURCE, TODAY, World, block_on};

/// Takes in a file of two cases.
async fn taken_in(store: &Store, session: &Session) -> RunId {
    let case = |number: u64| {
        let claim = Claim::alleged(SOURCE, jiff::Timestamp::UNIX_EPOCH);
        let id = RecordId::from_bits(u128::from(number) << 64 | 1);
        let codebook = overt_model::Codebook::embedded();
        let case = Record::new(id, "Case", &codebook.version, claim).with("opened_as", Value::code("trafficking"));
        case.with_state("status", overt_model::State::AskedUnknown)
    };
    let rows = [1, 2].map(|line| ImportRow { line, records: vec![(0, case(line))] }).into();
    let import = Import {
        source: SOURCE,
        team: None,
        facts: ImportFacts { mapping: "Invented cases".into(), file: "00".into() },
        fills: vec![vec!["opened_as".into(), "status".into()]],
        today: TODAY,
    };
    let batches = [Ok(ImportBatch { rows, rejected: 1, idle: 0 })];
    store.import_rows(session, &import, batches, |_| {}, |_| {}).await.unwrap().0
}

#[test]
fn an_import_is_listed_and_taken_back_by_who_means_it() {
    block_on(async {
        let mut path = String::new();
        let world =
            World::with(async |store, session| path = format!("/imports/{}", taken_in(store, session).await)).await;
        let mut carla = world.signed_in("carla").await;
        let list = carla.get("/imports").await.body;
        assert!(list.contains(&format!("href=\"{path}\"")) && list.contains("Invented cases"), "{list}");
        let page = carla.get(&path).await.body;
        assert!(
            page.contains("<dt>Rows</dt><dd>3</dd>") && page.contains("<dt>Rejected rows</dt><dd>1</dd>"),
            "{page}"
        );

        let undo = format!("{path}/undo");
        assert!(carla.post(&undo, &[]).await.body.contains("Say first that you mean it"));
        assert!(carla.get("/records?kind=Case").await.body.contains("2 records"));
        let undone = carla.post(&undo, &[("sure", "yes")]).await.body;
        assert!(undone.contains("2 records were erased") && undone.contains("taken back"), "{undone}");
        assert!(carla.get("/records?kind=Case").await.body.contains("No record was found"));
        assert_eq!(carla.post(&undo, &[("sure", "yes")]).await.status, 404, "once only");

        let mut kofi = world.signed_in("kofi").await;
        kofi.get("/account").await;
        assert_eq!((kofi.get(&path).await.status, kofi.post(&undo, &[("sure", "yes")]).await.status), (404, 404));
    });
}
