//! Holds against erasing.

use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::{Class, RecordId};

use super::hand_over::{CASE, People};
use crate::hold::HOLD_DAYS_MAX;
use crate::log::entry::Action;
use crate::testing::{TODAY, on_both, person, words};
use crate::vault::ErasureReason;
use crate::{AccountChange, AccountState, AuditQuery, Duty, Hold, HoldError, HoldGround, Session, StoreError, new_id};

const GROUND: HoldGround = HoldGround::CourtOrder;

fn in_days(days: i32) -> Date {
    TODAY.saturating_add(days.days())
}

impl People {
    async fn hold(&self, session: &Session, ids: &[RecordId], until: Date) -> Result<u64, StoreError> {
        self.store.hold(session, ids, (GROUND, until), TODAY).await
    }

    async fn holds(&self, record: RecordId) -> Vec<Hold> {
        self.store.holds_of(&self.amina, record).await.unwrap()
    }

    async fn erase(&self, session: &Session, record: RecordId, day: Date) -> Result<(), StoreError> {
        self.store.erase(session, (record, None), ErasureReason::PersonAsked, day).await.map(drop)
    }
}

fn is_held<T>(outcome: &Result<T, StoreError>, end: Date) -> bool {
    matches!(outcome, Err(StoreError::Held(until)) if *until == end)
}

fn is_refused<T>(outcome: &Result<T, StoreError>, why: HoldError) -> bool {
    matches!(outcome, Err(StoreError::Hold(error)) if *error == why)
}

#[test]
fn a_held_record_is_erased_by_nobody_and_not_due_until_the_last_of_its_holds_is_over() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (id, other) = (people.record().await, people.record().await);
        people.store.set_retention(&people.amina, (Class::Narrative, Some(0)), TODAY).await.unwrap();
        let due = async |day| {
            let due = people.store.due(day, 10).await.unwrap();
            due.into_iter().map(|due| due.record).collect::<Vec<_>>()
        };
        assert_eq!(due(TODAY).await.len(), 2);
        assert_eq!(people.hold(&people.bela, &[id], in_days(5)).await.unwrap(), 1);
        assert_eq!(people.hold(&people.kofi, &[id], in_days(2)).await.unwrap(), 1);
        assert_eq!(due(TODAY).await, [other]);
        for session in [&people.amina, &people.bela, &people.kofi] {
            assert!(is_held(&people.erase(session, id, in_days(5)).await, in_days(5)));
            let part =
                people.store.erase(session, (id, Some(&[Class::Narrative])), ErasureReason::Ordered, TODAY).await;
            assert!(is_held(&part, in_days(5)));
        }
        // The other one is not held.
        people.erase(&people.amina, other, TODAY).await.unwrap();
        assert_eq!(due(in_days(6)).await, [id]);
        people.erase(&people.amina, id, in_days(6)).await.unwrap();
        assert!(people.store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn a_source_that_is_over_does_not_make_due_what_is_held() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (id, other) = (people.record().await, people.record().await);
        people.hold(&people.amina, &[id], TODAY).await.unwrap();
        let mut source = people.store.sources().await.unwrap().remove(0);
        source.expires = Some(TODAY);
        people.store.put_source(&people.amina, &source, TODAY).await.unwrap();
        let due = async |day| people.store.due(day, 10).await.unwrap().len();
        // On its last day the hold is in force, and the source as well.
        assert_eq!((due(TODAY).await, due(in_days(1)).await), (0, 2));
        people.hold(&people.amina, &[id], in_days(1)).await.unwrap();
        let due = people.store.due(in_days(1), 10).await.unwrap();
        assert_eq!(due.iter().map(|due| due.record).collect::<Vec<_>>(), [other]);
    });
}

#[test]
fn a_hold_is_lifted_by_who_answers_for_it_and_by_others_only_where_that_person_cannot_any_more() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let id = people.record().await;
        let lift = async |session: &Session, hold: &Hold| people.store.lift(session, hold.id, TODAY).await;
        people.hold(&people.bela, &[id], in_days(9)).await.unwrap();
        let first = people.holds(id).await.remove(0);
        assert_eq!((first.by, first.ground, first.until), (people.bela.account, GROUND, in_days(9)));
        for session in [&people.amina, &people.kofi] {
            assert!(is_refused(&lift(session, &first).await, HoldError::Others));
        }
        lift(&people.bela, &first).await.unwrap();
        assert!(is_refused(&lift(&people.bela, &first).await, HoldError::Over));
        assert_eq!(people.holds(id).await[0].lifted, Some(TODAY));

        // Somebody supervises from now on, and bela, who does not, may erase no more.
        people.hold(&people.bela, &[id], in_days(9)).await.unwrap();
        let second = people.holds(id).await.into_iter().find(|hold| hold.lifted.is_none()).unwrap();
        let supervision = AccountChange::Duty(Duty::Supervision, true);
        people.store.add_account(&people.amina, &person("sol"), TODAY).await.unwrap();
        people.store.add_member(&people.amina, "caseworkers", "sol", TODAY).await.unwrap();
        people.store.change_account(&people.amina, "sol", supervision, TODAY).await.unwrap();
        let sol = people.store.sign_in("sol", &words(), TODAY).await.unwrap();
        lift(&sol, &second).await.unwrap();

        // A custodian who cannot sign in any more.
        people.hold(&people.kofi, &[id], in_days(9)).await.unwrap();
        let third = people.holds(id).await.into_iter().find(|hold| hold.lifted.is_none()).unwrap();
        assert!(is_refused(&lift(&sol, &third).await, HoldError::Others));
        let close = AccountChange::State(AccountState::Closed);
        people.store.change_account(&people.amina, "kofi", close, TODAY).await.unwrap();
        lift(&sol, &third).await.unwrap();
        people.erase(&sol, id, TODAY).await.unwrap();
        assert!(people.store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn whoever_may_not_erase_a_record_does_not_hold_it_and_sees_no_hold_of_another_team() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let id = people.record().await;
        people
            .store
            .change_account(&people.amina, "bela", AccountChange::Duty(Duty::Intake, true), TODAY)
            .await
            .unwrap();
        let bela = people.store.sign_in("bela", &words(), TODAY).await.unwrap();
        people.hold(&people.amina, &[id], in_days(1)).await.unwrap();
        let hold = people.holds(id).await.remove(0);
        assert!(matches!(people.hold(&bela, &[id], in_days(2)).await, Err(StoreError::NotYourTask)));
        assert!(matches!(people.store.lift(&bela, hold.id, TODAY).await, Err(StoreError::NotYourTask)));
        assert_eq!(people.store.holds_of(&bela, id).await.unwrap(), [hold], "who works with it sees it");
        for outcome in [
            people.hold(&people.chen, &[id], in_days(2)).await.map(drop),
            people.store.lift(&people.chen, hold.id, TODAY).await,
            people.store.holds_of(&people.chen, id).await.map(drop),
        ] {
            assert!(matches!(outcome, Err(StoreError::OtherTeam)));
        }
        let listed = async |session| people.store.holds(session, 10, TODAY).await.unwrap();
        assert_eq!(listed(&people.kofi).await, [hold]);
        assert!(listed(&people.chen).await.is_empty());
        assert!(people.store.holds(&people.kofi, 10, in_days(2)).await.unwrap().is_empty());
        // It goes along with its record.
        people.hand(&people.amina, &[id], CASE).await.unwrap();
        assert_eq!(listed(&people.chen).await, [hold]);
        assert!(is_held(&people.erase(&people.chen, id, TODAY).await, in_days(1)));
    });
}

#[test]
fn a_hold_ends_within_a_year_and_of_several_records_all_are_held_or_none_and_none_twice() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (one, other) = (people.record().await, people.record().await);
        for until in [in_days(-1), in_days(HOLD_DAYS_MAX + 1)] {
            assert!(is_refused(&people.hold(&people.amina, &[one], until).await, HoldError::Until));
        }
        let absent = people.hold(&people.amina, &[one, new_id()], TODAY).await;
        assert!(matches!(absent, Err(StoreError::NotThere("record"))));
        assert!(people.holds(one).await.is_empty());
        let last = in_days(HOLD_DAYS_MAX);
        assert_eq!(people.hold(&people.amina, &[one], last).await.unwrap(), 1);
        assert_eq!(people.hold(&people.amina, &[one, other, one], last).await.unwrap(), 1, "one was held so already");
        assert_eq!(people.hold(&people.amina, &[one, other], last).await.unwrap(), 0);
        let query = AuditQuery { action: Some(Action::HoldPlaced), ..AuditQuery::default() };
        let logged = people.store.audit(&people.amina, &query, (None, 10), TODAY).await.unwrap().entries;
        assert_eq!(logged.len(), 2);
    });
}

#[test]
fn a_hold_that_was_changed_or_taken_out_of_the_database_is_noticed() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let id = people.record().await;
        people.hold(&people.bela, &[id], in_days(9)).await.unwrap();
        for change in ["until_day = '2026-11-01'", "lifted = '2026-11-30'", "account = record", "ground = 'claim'"] {
            let column = change.split(' ').next().unwrap();
            place
                .sql(&format!("CREATE TABLE kept AS SELECT {column} AS was FROM hold; UPDATE hold SET {change}"))
                .await;
            let erased = people.erase(&people.amina, id, TODAY).await;
            assert!(matches!(erased, Err(StoreError::Tampered(_))), "{change}: {erased:?}");
            assert!(!people.store.verify(None, |_| {}).await.unwrap().is_whole(), "{change}");
            place.sql(&format!("UPDATE hold SET {column} = (SELECT was FROM kept); DROP TABLE kept")).await;
        }
        people.assert_whole().await;
        place.sql("DELETE FROM hold").await;
        assert!(!people.store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}
