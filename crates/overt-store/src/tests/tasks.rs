//! Tasks about records.

use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::{Class, Private, RecordId};

use super::hand_over::{CASE, People};
use crate::log::entry::Action;
use crate::task::{TASK_DAYS_MAX, TASK_TEXT_LEN_MAX, TASKS_MAX};
use crate::testing::{TODAY, on_both, words};
use crate::vault::ErasureReason;
use crate::{
    AuditQuery, BackupKey, NewTask, Session, Store, StoreError, Task, TaskError, TaskId, TaskMove, TaskState, new_id,
};

const TEXT: &str = "ask the invented consulate";

impl People {
    async fn try_give(&self, record: RecordId, to: &Session, (due, text): (Date, &str)) -> Result<TaskId, StoreError> {
        let (id, text) = (new_id(), Private::new(text.to_owned()));
        let new = NewTask { record, doer: to.account, due, text };
        self.store.give_task(&self.amina, (id, &new), TODAY).await.map(|()| id)
    }

    async fn give(&self, record: RecordId, to: &Session) -> TaskId {
        self.try_give(record, to, (TODAY, TEXT)).await.unwrap()
    }

    async fn written(&self, session: &Session, id: TaskId) -> Result<Vec<String>, StoreError> {
        let notes = self.store.task_notes(session, (id, None), TODAY).await?;
        Ok(notes.into_iter().map(|note| note.text.expose().clone()).collect())
    }

    async fn move_on(&self, session: &Session, id: TaskId, to: TaskMove) -> Result<(), StoreError> {
        self.store.move_task(session, (id, &to), TODAY).await
    }

    async fn task(&self, id: TaskId) -> Task {
        self.store.task(&self.amina, id).await.unwrap()
    }

    async fn own(&self, session: &Session) -> Vec<TaskId> {
        self.store.tasks_due(session).await.unwrap().own.into_iter().map(|task| task.id).collect()
    }

    async fn returned(&self, session: &Session) -> Vec<TaskId> {
        self.store.tasks_due(session).await.unwrap().returned.into_iter().map(|task| task.id).collect()
    }

    async fn nobodys(&self, session: &Session) -> Vec<TaskId> {
        self.store.tasks_due(session).await.unwrap().nobodys.into_iter().map(|task| task.id).collect()
    }

    /// How often somebody opened a narrative of a record.
    async fn opened(&self) -> usize {
        let query = AuditQuery { action: Some(Action::OpenSealed), ..AuditQuery::default() };
        self.store.audit(&self.amina, &query, (None, 100), TODAY).await.unwrap().entries.len()
    }
}

fn is_refused<T>(outcome: &Result<T, StoreError>, why: TaskError) -> bool {
    matches!(outcome, Err(StoreError::Task(error)) if *error == why)
}

fn back(why: &str) -> TaskMove {
    TaskMove::GiveBack(Private::new(why.to_owned()))
}

#[test]
fn a_task_is_seen_by_the_team_that_holds_its_record_and_each_opening_is_logged_first() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let record = people.record().await;
        let before = people.opened().await;
        let id = people.give(record, &people.bela).await;
        assert_eq!(people.own(&people.bela).await, [id]);
        assert!(people.own(&people.amina).await.is_empty());
        let task = people.task(id).await;
        assert_eq!((task.giver, task.doer), (people.amina.account, people.bela.account));
        assert_eq!((task.record, task.due, task.state, task.is_nobodys), (record, TODAY, TaskState::Open, false));
        assert_eq!(people.store.tasks_of(&people.bela, record).await.unwrap(), [task]);
        assert_eq!(people.opened().await, before, "nothing was opened for that");
        assert_eq!(people.written(&people.bela, id).await.unwrap(), [TEXT]);
        assert_eq!(people.opened().await, before + 1);

        for other in [&people.chen, &people.kofi] {
            assert!(people.own(other).await.is_empty() && people.nobodys(other).await.is_empty());
            let (known, unknown) = (people.store.task(other, id).await, people.store.task(other, new_id()).await);
            assert_eq!(known.unwrap_err().to_string(), unknown.unwrap_err().to_string());
            assert!(matches!(people.written(other, id).await, Err(StoreError::NotThere("task"))));
            assert!(matches!(people.store.tasks_of(other, record).await, Err(StoreError::NotThere("record"))));
            assert!(matches!(people.store.task_doers(other, record).await, Err(StoreError::NotThere("record"))));
            assert!(matches!(people.move_on(other, id, TaskMove::Done).await, Err(StoreError::NotThere("task"))));
            let new = NewTask { record, doer: other.account, due: TODAY, text: Private::new(TEXT.to_owned()) };
            let given = people.store.give_task(other, (new_id(), &new), TODAY).await;
            assert!(matches!(given, Err(StoreError::NotThere("record"))));
        }
        assert_eq!(people.opened().await, before + 1);
        people.assert_whole().await;
    });
}

#[test]
fn a_task_is_done_or_given_back_by_whose_it_is_and_withdrawn_by_who_gave_it() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let record = people.record().await;
        let (amina, bela) = (&people.amina, &people.bela);
        let [one, other, third] = [(); 3].map(|()| people.give(record, bela));
        let (one, other, third) = (one.await, other.await, third.await);
        assert!(is_refused(&people.move_on(amina, one, TaskMove::Done).await, TaskError::Stands));
        assert!(is_refused(&people.move_on(bela, one, TaskMove::Withdraw).await, TaskError::Stands));
        let on = || TaskMove::GiveOn(amina.account, TODAY);
        assert!(is_refused(&people.move_on(amina, one, on()).await, TaskError::Stands), "it is somebody's");
        people.move_on(bela, one, TaskMove::Done).await.unwrap();
        assert!(is_refused(&people.move_on(bela, one, TaskMove::Done).await, TaskError::Stands));
        people.move_on(amina, other, TaskMove::Withdraw).await.unwrap();
        assert!(is_refused(&people.move_on(bela, third, back(" ")).await, TaskError::Text));
        people.move_on(bela, third, back("not in this country")).await.unwrap();
        assert!(people.own(bela).await.is_empty());
        let states = [people.task(one).await.state, people.task(other).await.state, people.task(third).await.state];
        assert_eq!(states, [TaskState::Done, TaskState::Withdrawn, TaskState::GivenBack]);
        assert_eq!(people.written(amina, third).await.unwrap(), [TEXT, "not in this country"]);
        assert_eq!((people.returned(amina).await, people.returned(bela).await), (vec![third], Vec::new()));

        // What was given back is given on, and says still what is to be done.
        people.move_on(amina, third, on()).await.unwrap();
        assert_eq!((people.own(amina).await, people.returned(amina).await), (vec![third], Vec::new()));
        assert_eq!(people.written(amina, third).await.unwrap().len(), 2);
        assert_eq!(people.store.tasks_of(amina, record).await.unwrap()[0].id, third, "open ones stand first");
        people.assert_whole().await;
    });
}

#[test]
fn a_task_says_something_is_due_and_for_somebody_who_can_open_its_record() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let record = people.record().await;
        let last = TODAY.checked_add(TASK_DAYS_MAX.days()).unwrap();
        for text in [" ", &"x".repeat(TASK_TEXT_LEN_MAX + 1)] {
            assert!(is_refused(&people.try_give(record, &people.bela, (TODAY, text)).await, TaskError::Text));
        }
        for due in [TODAY.yesterday().unwrap(), last.tomorrow().unwrap()] {
            assert!(is_refused(&people.try_give(record, &people.bela, (due, TEXT)).await, TaskError::Due));
        }
        for other in [&people.chen, &people.kofi] {
            assert!(is_refused(&people.try_give(record, other, (TODAY, TEXT)).await, TaskError::Doer));
        }
        let absent = people.try_give(new_id(), &people.bela, (TODAY, TEXT)).await;
        assert!(matches!(absent, Err(StoreError::NotThere("record"))));
        let longest = "ñ".repeat(TASK_TEXT_LEN_MAX);
        let id = people.try_give(record, &people.amina, (last, &longest)).await.unwrap();
        assert_eq!(people.written(&people.amina, id).await.unwrap(), [longest], "to oneself, too");
        let again = NewTask { record, doer: people.bela.account, due: TODAY, text: Private::new(TEXT.to_owned()) };
        let twice = people.store.give_task(&people.amina, (id, &again), TODAY).await;
        assert!(matches!(twice, Err(StoreError::Taken("task"))));
        assert_eq!(people.store.tasks_of(&people.amina, record).await.unwrap().len(), 1);
        for _ in 1..TASKS_MAX {
            people.give(record, &people.bela).await;
        }
        assert!(is_refused(&people.try_give(record, &people.bela, (TODAY, TEXT)).await, TaskError::TooMany));
    });
}

#[test]
fn a_task_goes_along_when_its_record_is_handed_over_and_is_nobodys_there() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (record, staying) = (people.record().await, people.record().await);
        let (id, other) = (people.give(record, &people.bela).await, people.give(staying, &people.bela).await);
        people.store.hand_over(&people.amina, &[record], CASE, TODAY).await.unwrap();
        assert_eq!(people.own(&people.bela).await, [other]);
        assert!(matches!(people.written(&people.bela, id).await, Err(StoreError::NotThere("task"))));
        assert_eq!(people.written(&people.bela, other).await.unwrap(), [TEXT]);
        assert_eq!(people.nobodys(&people.chen).await, [id]);
        assert_eq!(people.written(&people.chen, id).await.unwrap(), [TEXT]);
        let to_bela = TaskMove::GiveOn(people.bela.account, TODAY);
        assert!(is_refused(&people.move_on(&people.chen, id, to_bela).await, TaskError::Doer));
        let to_chen = TaskMove::GiveOn(people.chen.account, TODAY.tomorrow().unwrap());
        people.move_on(&people.chen, id, to_chen).await.unwrap();
        assert_eq!((people.own(&people.chen).await, people.nobodys(&people.chen).await), (vec![id], Vec::new()));
        people.assert_whole().await;
    });
}

#[test]
fn who_leaves_the_team_leaves_their_tasks_to_nobody_and_opens_none_of_them() {
    on_both(async |place| {
        let mut people = People::new(&place).await;
        let record = people.record().await;
        let id = people.give(record, &people.bela).await;
        // One that she gave and that came back to her.
        let (back_to_her, text) = (new_id(), Private::new(TEXT.to_owned()));
        let new = NewTask { record, doer: people.amina.account, due: TODAY.tomorrow().unwrap(), text };
        people.store.give_task(&people.bela, (back_to_her, &new), TODAY).await.unwrap();
        people.move_on(&people.amina, back_to_her, back("an invented reason")).await.unwrap();
        assert!(people.nobodys(&people.amina).await.is_empty());
        people.store.remove_member(&mut people.amina, ("caseworkers", "bela"), TODAY).await.unwrap();
        people.store.rewrap(&people.amina, "caseworkers").await.unwrap();
        let bela = people.store.sign_in("bela", &words(), TODAY).await.unwrap();
        assert!(people.own(&bela).await.is_empty());
        assert!(matches!(people.written(&bela, id).await, Err(StoreError::NotThere("task"))));
        assert_eq!(people.nobodys(&people.amina).await, [id, back_to_her]);
        assert!(people.task(id).await.is_nobodys && people.returned(&bela).await.is_empty());
        people.move_on(&people.amina, id, TaskMove::GiveOn(people.amina.account, TODAY)).await.unwrap();
        assert_eq!(people.written(&people.amina, id).await.unwrap(), [TEXT]);
        assert_eq!(people.own(&people.amina).await, [id]);
        people.assert_whole().await;
    });
}

#[test]
fn what_a_task_says_goes_with_the_narrative_of_its_record_and_all_of_it_with_the_record() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (one, other) = (people.record().await, people.record().await);
        let ids = [people.give(one, &people.bela).await, people.give(other, &people.bela).await];
        people.move_on(&people.bela, ids[0], back("an invented reason")).await.unwrap();
        let narrative: &[Class] = &[Class::Narrative];
        people.store.erase(&people.amina, (one, Some(narrative)), ErasureReason::PersonAsked, TODAY).await.unwrap();
        assert!(people.written(&people.amina, ids[0]).await.unwrap().is_empty());
        assert_eq!(people.task(ids[0]).await.state, TaskState::GivenBack, "that it was there is left");
        assert_eq!(people.written(&people.bela, ids[1]).await.unwrap(), [TEXT]);
        people.assert_whole().await;

        // What is written later is not erased yet.
        let later = people.give(one, &people.bela).await;
        assert_eq!(people.written(&people.bela, later).await.unwrap(), [TEXT]);
        people.store.erase(&people.amina, (one, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        assert_eq!(people.own(&people.bela).await, [ids[1]]);
        for id in [ids[0], later] {
            assert!(matches!(people.store.task(&people.amina, id).await, Err(StoreError::NotThere("task"))));
        }
        people.assert_whole().await;
        people.store.close().await;
        let left = "DELETE FROM task WHERE state <> '' OR due <> ''";
        place.sql(left).await;
        let store = place.open().await.unwrap();
        let found = store.verify(None, |_| {}).await.unwrap().findings;
        assert!(!found.is_empty(), "a task that is taken away is missed");
    });
}

#[test]
fn an_older_backup_brings_no_task_back_of_a_record_that_was_erased() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (gone, kept) = (people.record().await, people.record().await);
        let [one, other] = [people.give(gone, &people.bela).await, people.give(kept, &people.bela).await];
        let path = place.path("before.backup");
        people.store.backup(&people.amina, &path, TODAY, |_| {}).await.unwrap();
        people.store.erase(&people.amina, (gone, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        let keys = place.home().join("keys");
        let key = BackupKey::Passphrase(&words(), &keys);
        let (from, to) = ((path.as_path(), "amina", &key), place.path("restored"));
        let (restored, _) = Store::restore(from, (&to, None), Some(&keys), TODAY, |_| {}).await.unwrap();
        let bela = restored.sign_in("bela", &words(), TODAY).await.unwrap();
        assert!(matches!(restored.task(&bela, one).await, Err(StoreError::NotThere("task"))));
        assert_eq!(restored.task_notes(&bela, (other, None), TODAY).await.unwrap().len(), 1);
        assert_eq!(restored.verify(Some((&bela, TODAY)), |_| {}).await.unwrap().findings, []);
    });
}

#[test]
fn a_task_that_was_changed_outside_of_the_program_is_not_believed() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let record = people.record().await;
        let id = people.give(record, &people.bela).await;
        for change in ["state = 'done'", "due = '2027-01-01'", "giver = doer", "day = '2026-11-30'", "note = id"] {
            let column = change.split(' ').next().unwrap();
            place
                .sql(&format!("CREATE TABLE kept AS SELECT {column} AS was FROM task; UPDATE task SET {change}"))
                .await;
            assert!(matches!(people.store.task(&people.amina, id).await, Err(StoreError::Tampered(_))), "{change}");
            assert!(!people.store.verify(None, |_| {}).await.unwrap().is_whole(), "{change}");
            place.sql(&format!("UPDATE task SET {column} = (SELECT was FROM kept); DROP TABLE kept")).await;
        }
        people.assert_whole().await;
    });
}
