//! A store with something in every table.

use std::collections::BTreeMap;

use overt_model::{Class, Field, Private, Record, RecordId, SourceId, Standing, Value};

use super::{Place, TODAY, linked, person, source, victim, words};
use crate::journal::Act;
use crate::log::entry::Action;
use crate::people::Role;
use crate::vault::ErasureReason;
use crate::{
    AccountChange, Duty, Edit, HoldGround, Import, ImportBatch, ImportFacts, ImportRow, NewTask, Reason, Session,
    Store, TaskId, TaskMove, TeamKind, new_id,
};

/// What the tests need to know of it.
pub(crate) struct Full {
    pub(crate) store: Store,
    pub(crate) session: Session,
    /// Records that are whole, in order: two of victims, one of a consent.
    pub(crate) records: Vec<RecordId>,
    /// One of which a class was erased, and one that was erased as a whole.
    pub(crate) erased: [RecordId; 2],
}

/// The consent of a person to two purposes.
pub(crate) fn consent(id: RecordId, source: SourceId, person: RecordId) -> Record {
    let mut record = victim(id, source, "nobody");
    record.schema = "Consent".into();
    record.fields.clear();
    let codes = |codes: &[&str]| Field::values(codes.iter().map(|code| Value::code(code)));
    let mut record = record
        .with("person", Value::Reference(person))
        .with_state("agreed", overt_model::State::AskedYes)
        .with("given_on", Value::Date("2026-11-01".parse().unwrap()))
        .with("expires_on", Value::Date("2027-11-01".parse().unwrap()));
    record.fields.insert("purposes".into(), codes(&["refer", "statistics"]));
    record.fields.insert("recipients".into(), codes(&["own-team"]));
    record.fields.insert("classes".into(), codes(&["open", "quasi"]));
    record
}

/// The change of one property.
pub(crate) fn edit(record: RecordId, property: &str, value: Value) -> Edit {
    let fields = BTreeMap::from([(property.to_owned(), Some(Field::values(vec![value])))]);
    Edit { record, seen: None, fields, standing: None, reason: Reason::Corrected }
}

impl Place {
    /// A store in which all has happened that can. `midway` is called with it still open, before the last changes.
    pub(crate) async fn full(&self, midway: impl AsyncFnOnce(&Store)) -> Full {
        let (store, mut session) = self.store().await;
        let sources: [SourceId; 2] = [new_id(), new_id()];
        for id in sources {
            store.put_source(&session, &source(id), TODAY).await.unwrap();
        }
        store.add_account(&session, &person("bela"), TODAY).await.unwrap();
        store.add_account(&session, &person("chinwe"), TODAY).await.unwrap();
        for team in ["caseworkers", "custodians", "auditors"] {
            store.add_member(&session, team, "bela", TODAY).await.unwrap();
        }
        store.change_account(&session, "chinwe", AccountChange::Duty(Duty::Analysis, true), TODAY).await.unwrap();
        store.set_retention(&session, (Class::Narrative, Some(700)), TODAY).await.unwrap();
        let names = ["amina".to_owned(), "bela".to_owned(), "chinwe".to_owned()];
        store.make_escrow(&session, (2, &names), TODAY).await.unwrap();

        let ids: Vec<RecordId> = (0..5).map(|_| new_id()).collect();
        let victims: Vec<Record> =
            ids[..4].iter().map(|id| victim(*id, sources[0], &format!("invented name {id}"))).collect();
        store.insert(&session, (None, Reason::Entered), &victims, TODAY).await.unwrap();
        let consent = consent(ids[4], sources[1], ids[0]);
        store.insert(&session, (None, Reason::Entered), &[consent], TODAY).await.unwrap();
        let file = self.path("attached.txt");
        std::fs::write(&file, "invented bytes").unwrap();
        for id in [ids[0], ids[2]] {
            store.attach(&session, (id, &file, "text/plain"), TODAY).await.unwrap();
        }
        linked::at_first(&store, &session, &ids).await;
        let said = overt_model::Secret::new(b"an invented beginning".to_vec());
        store.put_draft(&session, (new_id(), "Victim"), &said, TODAY).await.unwrap();
        store.put_search(&session, new_id(), &said, TODAY).await.unwrap();
        let mut tasks = Vec::new();
        for record in &ids[..4] {
            let id: TaskId = new_id();
            let text = Private::new("an invented task".to_owned());
            let new = NewTask { record: *record, doer: session.account, due: TODAY, text };
            store.give_task(&session, (id, &new), TODAY).await.unwrap();
            tasks.push(id);
        }
        store.hold(&session, &[ids[1], ids[4]], (HoldGround::CourtOrder, TODAY), TODAY).await.unwrap();
        store.checkpoint().await.unwrap();
        midway(&store).await;

        let again = |id| edit(id, "notes", Value::text("another invented story"));
        store.revise(&session, &again(ids[0]), TODAY).await.unwrap();
        store
            .revise(&session, &edit(ids[1], "registered_on", Value::Date("2026-04".parse().unwrap())), TODAY)
            .await
            .unwrap();
        let hold = store.holds_of(&session, ids[1]).await.unwrap()[0].id;
        store.lift(&session, hold, TODAY).await.unwrap();
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        linked::later(&store, &session, &bela, &ids).await;
        let back = TaskMove::GiveBack(Private::new("an invented reason".to_owned()));
        for id in [tasks[0], tasks[3]] {
            store.move_task(&session, (id, &back), TODAY).await.unwrap();
        }
        store.move_task(&session, (tasks[0], &TaskMove::GiveOn(bela.account, TODAY)), TODAY).await.unwrap();
        store
            .erase(&session, (ids[2], Some(&[Class::Direct, Class::Narrative])), ErasureReason::PersonAsked, TODAY)
            .await
            .unwrap();
        // What was erased is told once more.
        store.revise(&session, &again(ids[2]), TODAY).await.unwrap();
        store.erase(&session, (ids[3], None), ErasureReason::RetentionExpired, TODAY).await.unwrap();
        for team in ["caseworkers", "custodians", "auditors"] {
            store.remove_member(&mut session, (team, "bela"), TODAY).await.unwrap();
        }
        store.rewrap(&session, "caseworkers").await.unwrap();
        self.import(&store, &session, sources[1]).await;
        // More than 256 entries, so that nodes are stored.
        let acts = vec![Act::new(Role::Caseworker, Action::SearchSealed); 260];
        store.log(Some(session.account), &acts, TODAY).await.unwrap();
        store.backup(&session, &self.path("full.backup"), TODAY, |_| {}).await.unwrap();
        let standing = Edit { standing: Some((Standing::Withdrawn, None)), fields: BTreeMap::new(), ..again(ids[1]) };
        store.revise(&session, &standing, TODAY).await.unwrap();
        store.add_team(&mut session, ("one case", TeamKind::Casework), TODAY).await.unwrap();
        store.add_team(&mut session, ("its names", TeamKind::Custody), TODAY).await.unwrap();
        store.entrust(&mut session, ("one case", "its names"), TODAY).await.unwrap();
        store.hand_over(&session, &[ids[1]], "one case", TODAY).await.unwrap();
        store.checkpoint().await.unwrap();
        Full { store, session, records: vec![ids[0], ids[1], ids[4]], erased: [ids[2], ids[3]] }
    }
    /// Imports a file of one row, and the same row changed.
    async fn import(&self, store: &Store, session: &Session, source: SourceId) {
        let import = Import {
            source,
            team: None,
            facts: ImportFacts { mapping: "Invented shelter".into(), file: "00".into() },
            fills: vec![vec!["registered_on".into()]],
            today: TODAY,
        };
        for month in ["2026-05", "2026-06"] {
            let record = victim(RecordId::from_bits(5), source, "late");
            let record = record.with("registered_on", Value::Date(month.parse().unwrap()));
            let batch =
                ImportBatch { rows: vec![ImportRow { line: 2, records: vec![(0, record)] }], ..Default::default() };
            store.import_rows(session, &import, [Ok(batch)], |_| {}, |_| {}).await.unwrap();
        }
    }
}
