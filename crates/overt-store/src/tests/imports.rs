//! Imports: what is imported twice is there once, and all of it can be undone.

use std::collections::BTreeMap;

use overt_model::{Field, Record, RecordId, SourceId, Standing, Value};

use super::{edit, shown, text, with_source};
use crate::db::Read as _;
use crate::testing::{TODAY, on_both, victim};
use crate::vault::ErasureReason;
use crate::{
    Counts, Engine, HoldGround, Import, ImportBatch, ImportFacts, ImportRow, ImportState, Query, Reason, RunId,
    Session, Store, StoreError,
};

/// What a mapping makes of a row: the number is the key of the victim.
fn row(source: SourceId, number: u64, name: &str) -> ImportRow {
    let mut record = victim(key(number), source, name);
    record.fields.remove("notes");
    ImportRow { line: number, records: vec![(0, record)] }
}

fn key(number: u64) -> RecordId {
    RecordId::from_bits(u128::from(number) << 64 | 1)
}

fn act(source: SourceId, number: u64, victim: u64) -> Record {
    let mut record = crate::testing::victim(key(1000 + number), source, "nobody");
    record.schema = "Consent".into();
    record.fields.clear();
    record.with("person", Value::Reference(key(victim))).with_state("agreed", overt_model::State::AskedYes)
}

struct Done {
    run: RunId,
    counts: Counts,
    refused: Vec<u64>,
}

async fn import(store: &Store, session: &Session, source: SourceId, batches: Vec<Vec<ImportRow>>) -> Done {
    let victim = [
        "full_name",
        "mobile_phones",
        "trafficking_status",
        "registered_on",
        "place_of_recruitment",
        "notes",
        "debt_claimed",
    ];
    let import = Import {
        source,
        team: None,
        facts: ImportFacts { mapping: "Invented shelter".into(), file: "00".into() },
        fills: vec![victim.map(str::to_owned).to_vec(), vec!["person".into(), "agreed".into()]],
        today: TODAY,
    };
    let batches = batches.into_iter().map(|rows| Ok(ImportBatch { rows, ..ImportBatch::default() }));
    let mut refused = Vec::new();
    let outcome = store.import_rows(session, &import, batches, |row| refused.push(row.line), |_| {}).await;
    let (run, counts) = outcome.unwrap();
    Done { run, counts, refused }
}

async fn all(store: &Store) -> Vec<Record> {
    let page = store.find(&Query::default(), None, 100).await.unwrap();
    page.found.into_iter().map(|found| found.record).collect()
}

async fn whole(store: &Store) {
    let verification = store.verify(None, |_| {}).await.unwrap();
    assert!(verification.is_whole(), "{:?}", verification.findings);
}

#[test]
fn a_second_run_adds_nothing_and_a_changed_row_becomes_a_revision() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let rows = |name: &str| {
            vec![vec![row(source, 1, name), row(source, 2, "Invented Two")], vec![row(source, 3, "Invented Three")]]
        };
        let first = import(&store, &session, source, rows("Invented One")).await;
        assert_eq!(first.counts, Counts { rows: 3, made: 3, ..Counts::default() });
        let second = import(&store, &session, source, rows("Invented One")).await;
        assert_eq!(second.counts, Counts { rows: 3, unchanged: 3, ..Counts::default() });
        let third = import(&store, &session, source, rows("Invented Una")).await;
        assert_eq!(third.counts, Counts { rows: 3, unchanged: 2, revised: 1, ..Counts::default() });
        let records = all(&store).await;
        assert_eq!(records.len(), 3);
        let mut names = Vec::new();
        for record in records {
            let shown = shown(&store, &session, record.id).await;
            names.push((text(&shown, "full_name").unwrap(), shown.revision.number, shown.revision.reason));
        }
        names.sort();
        let expected = [("Invented Three", 1), ("Invented Two", 1), ("Invented Una", 2)];
        assert_eq!(names, expected.map(|(name, number)| (name.to_owned(), number, "imported".to_owned())));
        whole(&store).await;
    });
}

#[test]
fn a_key_is_not_the_identifier_and_a_reference_may_come_before_what_it_refers_to() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let before = vec![ImportRow { line: 1, records: vec![(1, act(source, 1, 7))] }];
        import(&store, &session, source, vec![before]).await;
        let consent = all(&store).await.pop().unwrap();
        let [Value::Reference(referred)] = consent.values("person") else { panic!("a reference") };
        assert!(*referred != key(7) && consent.id != key(1001));
        import(&store, &session, source, vec![vec![row(source, 7, "Invented Seven")]]).await;
        let shown = shown(&store, &session, *referred).await;
        assert_eq!(text(&shown, "full_name").as_deref(), Some("Invented Seven"));
        whole(&store).await;
    });
}

#[test]
fn a_row_against_the_rules_is_refused_whole_and_the_others_are_written() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let mut bad = row(source, 2, "Invented Two");
        bad.records.push((1, act(source, 1, 2).with("person", Value::code("no-reference"))));
        let done = import(&store, &session, source, vec![vec![row(source, 1, "Invented One"), bad]]).await;
        assert_eq!((done.counts.made, done.counts.rejected, done.refused), (1, 1, vec![2]));
        assert_eq!(all(&store).await.len(), 1);
        whole(&store).await;
    });
}

#[test]
fn a_row_with_two_records_of_one_key_that_differ_is_refused_and_nothing_of_it_is_lost_unseen() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let twice = |first: &str, second: &str| {
            let mut twice = row(source, 1, first);
            twice.records.extend(row(source, 1, second).records);
            vec![vec![twice]]
        };
        let new = import(&store, &session, source, twice("Invented One", "Invented Una")).await;
        assert_eq!(new.counts, Counts { rows: 1, rejected: 1, ..Counts::default() });
        assert_eq!(new.refused, [1]);
        assert!(all(&store).await.is_empty());
        let same = import(&store, &session, source, twice("Invented One", "Invented One")).await;
        assert_eq!(same.counts, Counts { rows: 1, made: 1, unchanged: 1, ..Counts::default() });
        // One of the two is what is there already: the other would change it, and be changed back by the next run.
        for rows in [twice("Invented One", "Invented Una"), twice("Invented Una", "Invented One")] {
            let known = import(&store, &session, source, rows).await;
            assert_eq!(known.counts, Counts { rows: 1, rejected: 1, ..Counts::default() });
        }
        let shown = shown(&store, &session, all(&store).await[0].id).await;
        assert_eq!(text(&shown, "full_name").as_deref(), Some("Invented One"));
        whole(&store).await;
    });
}

#[test]
fn nothing_of_a_refused_row_counts_as_unchanged() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        import(&store, &session, source, vec![vec![row(source, 1, "Invented One")]]).await;
        let mut bad = row(source, 1, "Invented One");
        bad.records.push((1, act(source, 1, 1).with("person", Value::code("no-reference"))));
        let again = import(&store, &session, source, vec![vec![bad]]).await;
        assert_eq!(again.counts, Counts { rows: 1, rejected: 1, ..Counts::default() });
        assert_eq!(again.refused, [1]);
    });
}

#[test]
fn what_was_corrected_or_added_here_outlives_a_change_of_something_else_in_the_file() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        import(&store, &session, source, vec![vec![row(source, 1, "Invented One")]]).await;
        let id = all(&store).await[0].id;
        let mut here = edit(id, Reason::Completed);
        here.fields.insert("notes".into(), Some(Field::values(vec![Value::text("added here")])));
        store.revise(&session, &here, TODAY).await.unwrap();
        let mut changed = row(source, 1, "Invented One");
        changed.records[0].1.fields.remove("mobile_phones");
        let done = import(&store, &session, source, vec![vec![changed]]).await;
        assert_eq!(done.counts.revised, 1);
        let shown = shown(&store, &session, id).await;
        assert_eq!(text(&shown, "notes").as_deref(), Some("added here"));
        assert!(text(&shown, "mobile_phones").is_none());
        assert_eq!(text(&shown, "full_name").as_deref(), Some("Invented One"));
    });
}

#[test]
fn a_standing_that_moved_in_the_file_moves_here_and_one_that_cannot_is_refused() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let with = |standing| {
            let mut row = row(source, 1, "Invented One");
            row.records[0].1.claim.standing = standing;
            vec![vec![row]]
        };
        import(&store, &session, source, with(Standing::Charged)).await;
        assert_eq!(import(&store, &session, source, with(Standing::Cleared)).await.counts.revised, 1);
        assert_eq!(all(&store).await[0].claim.standing, Standing::Cleared);
        let back = import(&store, &session, source, with(Standing::Alleged)).await;
        assert_eq!((back.counts.rejected, back.refused), (1, vec![1]));
        assert_eq!(all(&store).await[0].claim.standing, Standing::Cleared);
    });
}

#[test]
fn whoever_was_erased_here_is_not_brought_back_by_a_file() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        import(&store, &session, source, vec![vec![row(source, 1, "Invented One")]]).await;
        let id = all(&store).await[0].id;
        store.erase(&session, (id, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        let again = import(&store, &session, source, vec![vec![row(source, 1, "Invented One")]]).await;
        assert_eq!((again.counts.made, again.counts.unchanged), (0, 1));
        let changed = import(&store, &session, source, vec![vec![row(source, 1, "Invented Una")]]).await;
        assert_eq!((changed.counts.made, changed.counts.erased), (0, 1));
        assert!(all(&store).await.is_empty());
        whole(&store).await;
    });
}

#[test]
fn an_import_that_is_undone_leaves_what_was_there_before_what_was_changed_since_and_what_is_held() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let rows = |name: &str| vec![row(source, 1, name), row(source, 2, "Invented Two")];
        import(&store, &session, source, vec![rows("Invented One")]).await;
        let mut more = rows("Invented Una");
        more.extend(
            (3..)
                .zip(["Invented Three", "Invented Four", "Invented Five"])
                .map(|(number, name)| row(source, number, name)),
        );
        let wrong = import(&store, &session, source, vec![more]).await;
        assert_eq!((wrong.counts.made, wrong.counts.revised), (3, 1));
        let mut by_name = BTreeMap::new();
        for record in all(&store).await {
            by_name.insert(text(&shown(&store, &session, record.id).await, "full_name").unwrap(), record.id);
        }
        store.hold(&session, &[by_name["Invented Five"]], (HoldGround::Claim, TODAY), TODAY).await.unwrap();
        let mut here = edit(by_name["Invented Four"], Reason::Corrected);
        here.fields.insert("notes".into(), Some(Field::values(vec![Value::text("looked at")])));
        store.revise(&session, &here, TODAY).await.unwrap();
        let mut told = Vec::new();
        let undone = store.undo_import(&session, wrong.run, TODAY, |done, of| told.push((done, of))).await.unwrap();
        assert_eq!((undone.erased, undone.restored, undone.kept), (1, 1, 2));
        assert_eq!(told, [(1, 4), (2, 4), (3, 4), (4, 4)]);
        let mut names = Vec::new();
        for record in all(&store).await {
            names.push(text(&shown(&store, &session, record.id).await, "full_name").unwrap());
        }
        names.sort();
        assert_eq!(names, ["Invented Five", "Invented Four", "Invented One", "Invented Two"]);
        assert_eq!(store.import(wrong.run).await.unwrap().state, ImportState::Undone);
        assert!(matches!(store.undo_import(&session, wrong.run, TODAY, |_, _| {}).await, Err(StoreError::NotThere(_))));
        whole(&store).await;
        // A right mapping may import the same file now.
        let again = import(&store, &session, source, vec![vec![row(source, 3, "Invented Three")]]).await;
        assert_eq!(again.counts.made, 1);
        whole(&store).await;
    });
}

#[test]
fn imports_are_listed_with_what_they_counted_and_an_unfinished_one_is_finished_by_beginning_again() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let import_facts = Import {
            source,
            team: None,
            facts: ImportFacts { mapping: "Invented shelter".into(), file: "00".into() },
            fills: vec![Vec::new()],
            today: TODAY,
        };
        let batches = (1..=4).map(|number| match number {
            4 => Err(StoreError::Gone),
            number => Ok(ImportBatch { rows: vec![row(source, number, "Invented")], ..ImportBatch::default() }),
        });
        let broken = store.import_rows(&session, &import_facts, batches, |_| {}, |_| {}).await;
        assert!(matches!(broken, Err(StoreError::Gone)));
        let runs = store.imports().await.unwrap();
        assert_eq!((runs.len(), runs[0].state, runs[0].counts.made), (1, ImportState::Unfinished, 3));
        let rows = (1..=4).map(|number| vec![row(source, number, "Invented")]).collect();
        let done = import(&store, &session, source, rows).await;
        assert_eq!((done.counts.unchanged, done.counts.made), (3, 1));
        let runs = store.imports().await.unwrap();
        assert_eq!((runs[1].state, runs[1].counts), (ImportState::Finished, done.counts));
    });
}

#[test]
fn after_a_large_import_a_server_knows_how_much_it_has() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let rows = (0..1000).map(|number| row(source, number, "Invented")).collect();
        assert_eq!(import(&store, &session, source, vec![rows]).await.counts.made, 1000);
        if place.engine() == Engine::Postgres {
            let query = "SELECT CAST(reltuples AS BIGINT) AS n FROM pg_class WHERE relname = 'record'";
            let row = sqlx::query(query).fetch_one(&mut *store.db.read().await.unwrap()).await.unwrap();
            assert_eq!(row.number("n").unwrap(), 1000);
        }
    });
}
