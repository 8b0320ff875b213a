//! What belongs to one casework team, and what others may do with it.

use overt_model::{Class, Codebook, Record, RecordId, SourceId, Standing, State, Value};

use super::{edit, shown, with_source};
use crate::testing::{Place, TODAY, on_both, person, victim, words};
use crate::vault::ErasureReason;
use crate::{
    Counts, Import, ImportBatch, ImportFacts, ImportRow, ImportState, Query, Reason, RunId, Session, Store, StoreError,
    TeamKind, new_id, withdrawal,
};

/// Amina, who is in every team; Bela, of another casework team; and Kofi, who keeps identities.
async fn people(place: &Place) -> (Store, [Session; 3], SourceId) {
    let (store, mut amina, source) = with_source(place).await;
    store.add_team(&mut amina, ("night shelter", TeamKind::Casework), TODAY).await.unwrap();
    for (name, team) in [("bela", "night shelter"), ("kofi", "custodians")] {
        store.add_account(&amina, &person(name), TODAY).await.unwrap();
        store.add_member(&amina, team, name, TODAY).await.unwrap();
    }
    let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
    let kofi = store.sign_in("kofi", &words(), TODAY).await.unwrap();
    (store, [amina, bela, kofi], source)
}

async fn inserted(store: &Store, session: &Session, record: Record) -> RecordId {
    let (id, team) = (record.id, Some("caseworkers"));
    store.insert(session, (team, Reason::Entered), &[record], TODAY).await.unwrap();
    id
}

#[test]
fn another_team_reads_what_is_open_and_changes_clears_attaches_and_erases_nothing() {
    on_both(async |place| {
        let (store, [amina, bela, kofi], source) = people(&place).await;
        let id = inserted(&store, &amina, victim(new_id(), source, "Invented Name")).await;
        let before = shown(&store, &amina, id).await;
        assert!(before.may_change && !shown(&store, &bela, id).await.may_change);
        assert!(shown(&store, &kofi, id).await.may_change);

        let mut open = edit(id, Reason::Corrected);
        open.fields.insert("registered_on".into(), None);
        let mut clearing = edit(id, Reason::StandingChanged);
        clearing.standing = Some((Standing::Withdrawn, None));
        for change in [open, clearing] {
            assert!(matches!(store.revise(&bela, &change, TODAY).await, Err(StoreError::OtherTeam)), "{change:?}");
        }
        for classes in [None, Some(&[Class::Direct][..])] {
            let erased = store.erase(&bela, (id, classes), ErasureReason::Ordered, TODAY).await;
            assert!(matches!(erased, Err(StoreError::OtherTeam)));
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("invented.txt");
        std::fs::write(&file, "invented").unwrap();
        let attached = store.attach(&bela, (id, &file, "text/plain"), TODAY).await;
        assert!(matches!(attached, Err(StoreError::OtherTeam)), "{attached:?}");
        let after = shown(&store, &amina, id).await;
        assert_eq!((after.record, after.revision), (before.record, before.revision));
        store.erase(&kofi, (id, None), ErasureReason::Ordered, TODAY).await.unwrap();
    });
}

#[test]
fn a_consent_is_taken_back_by_any_team_and_changed_by_its_own() {
    on_both(async |place| {
        let (store, [amina, bela, _], source) = people(&place).await;
        let person = victim(new_id(), source, "Invented Name");
        let consent = Record::new(new_id(), "Consent", &Codebook::embedded().version, person.claim.clone())
            .with("person", Value::Reference(person.id))
            .with_state("agreed", State::AskedYes);
        inserted(&store, &amina, person).await;
        let consent = inserted(&store, &amina, consent).await;
        let mut clearing = edit(consent, Reason::StandingChanged);
        clearing.standing = Some((Standing::Withdrawn, None));
        assert!(matches!(store.revise(&bela, &clearing, TODAY).await, Err(StoreError::OtherTeam)));
        let taken_back = withdrawal(&shown(&store, &bela, consent).await, TODAY).unwrap().unwrap();
        assert_eq!(store.revise(&bela, &taken_back, TODAY).await.unwrap(), 2);
    });
}

fn row(source: SourceId) -> Record {
    let mut record = victim(RecordId::from_bits(7 << 64 | 1), source, "Invented Name");
    record.fields.remove("notes");
    record
}

/// Takes in a file of one row.
async fn taken_in(store: &Store, session: &Session, team: &str, record: Record) -> (RunId, Counts) {
    let import = Import {
        source: record.claim.source,
        team: Some(team.into()),
        facts: ImportFacts { mapping: "Invented shelter".into(), file: "00".into() },
        fills: vec![record.fields.keys().map(ToString::to_string).collect()],
        today: TODAY,
    };
    let rows = vec![ImportRow { line: 2, records: vec![(0, record)] }];
    let batches = [Ok(ImportBatch { rows, ..ImportBatch::default() })];
    store.import_rows(session, &import, batches, |_| {}, |_| {}).await.unwrap()
}

async fn imported(store: &Store, session: &Session, source: SourceId) -> (RunId, RecordId) {
    let (run, _) = taken_in(store, session, "caseworkers", row(source)).await;
    let page = store.find(&Query::default(), None, 10).await.unwrap();
    (run, page.found[0].record.id)
}

#[test]
fn an_import_is_taken_back_by_the_team_that_holds_it_and_what_is_refused_is_not_called_done() {
    on_both(async |place| {
        let (store, [amina, bela, kofi], source) = people(&place).await;
        let (run, id) = imported(&store, &amina, source).await;
        assert!(matches!(store.undo_import(&bela, run, TODAY, |_, _| {}).await, Err(StoreError::OtherTeam)));
        // Whoever opens nothing erases nothing either.
        store.add_account(&amina, &person("nuru"), TODAY).await.unwrap();
        let nuru = store.sign_in("nuru", &words(), TODAY).await.unwrap();
        assert!(matches!(store.undo_import(&nuru, run, TODAY, |_, _| {}).await, Err(StoreError::NotThere("import"))));
        assert_eq!(store.import(run).await.unwrap().state, ImportState::Finished);
        assert_eq!(shown(&store, &amina, id).await.revision.number, 1);
        assert_eq!(store.undo_import(&kofi, run, TODAY, |_, _| {}).await.unwrap().erased, 1);
        assert!(store.show(&amina, id, (&[], None), TODAY).await.is_err());
    });
}

#[test]
fn a_row_of_a_file_that_would_change_what_another_team_holds_is_a_reject_and_the_import_goes_on() {
    on_both(async |place| {
        let (store, [amina, bela, _], source) = people(&place).await;
        let (_, id) = imported(&store, &amina, source).await;
        let changed = row(source).with("registered_on", Value::Date("2026-07".parse().unwrap()));
        let (run, counts) = taken_in(&store, &bela, "night shelter", changed).await;
        assert_eq!((counts.rejected, counts.revised), (1, 0));
        assert_eq!(store.import(run).await.unwrap().state, ImportState::Finished);
        assert_eq!(shown(&store, &amina, id).await.revision.number, 1);
    });
}
