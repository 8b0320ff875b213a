//! What duties let somebody do with what their keys open.

use std::collections::BTreeMap;

use overt_model::{Class, Record, Value};

use super::{edit, shown, with_record, with_source};
use crate::testing::{TODAY, on_both, person, victim, words};
use crate::vault::ErasureReason;
use crate::{AccountChange, Duty, Edit, Reason, Right, Role, Session, Store, StoreError, TeamKind, new_id};

/// Somebody of the caseworkers with this duty.
async fn with_duty(store: &Store, session: &Session, (name, duty): (&str, Option<Duty>)) -> Session {
    store.add_account(session, &person(name), TODAY).await.unwrap();
    store.add_member(session, "caseworkers", name, TODAY).await.unwrap();
    if let Some(duty) = duty {
        store.change_account(session, name, AccountChange::Duty(duty, true), TODAY).await.unwrap();
    }
    store.sign_in(name, &words(), TODAY).await.unwrap()
}

fn is_not_their_task<T>(outcome: &Result<T, StoreError>) -> bool {
    matches!(outcome, Err(StoreError::NotYourTask))
}

fn completed(id: overt_model::RecordId) -> Edit {
    let mut edit = edit(id, Reason::Completed);
    edit.fields = BTreeMap::from([("registered_on".to_owned(), None)]);
    edit
}

#[test]
fn whoever_has_a_part_of_casework_does_that_part_and_no_other() {
    on_both(async |place| {
        let (store, mut amina, source) = with_source(&place).await;
        store.add_team(&mut amina, ("night shelter", TeamKind::Casework), TODAY).await.unwrap();
        let intake = with_duty(&store, &amina, ("ines", Some(Duty::Intake))).await;
        let referral = with_duty(&store, &amina, ("remy", Some(Duty::Referral))).await;
        assert_eq!((intake.role(), referral.role()), (Role::IntakeOfficer, Role::ReferralOfficer));
        let how = (Some("caseworkers"), Reason::Entered);
        let new = |schema: &str| {
            let victim =
                victim(new_id(), source, "Invented Name").with("registered_on", Value::Date("2026".parse().unwrap()));
            if schema == "Victim" { victim } else { Record::new(victim.id, schema, &victim.codebook, victim.claim) }
        };

        let (one, two) = (new("Victim"), new("Referral"));
        store.insert(&intake, how, std::slice::from_ref(&one), TODAY).await.unwrap();
        assert!(is_not_their_task(&store.insert(&referral, how, &[new("Victim")], TODAY).await));
        store.insert(&referral, how, std::slice::from_ref(&two), TODAY).await.unwrap();
        for session in [&intake, &referral] {
            assert!(shown(&store, session, one.id).await.opened.contains(&Class::Narrative), "the key is theirs");
            assert!(is_not_their_task(&store.revise(session, &completed(one.id), TODAY).await));
            let erased = store.erase(session, (one.id, None), ErasureReason::Ordered, TODAY).await;
            assert!(is_not_their_task(&erased.map(drop)));
        }
        assert!(is_not_their_task(&store.hand_over(&referral, &[one.id], "night shelter", TODAY).await));
        assert_eq!(store.hand_over(&intake, &[one.id], "night shelter", TODAY).await.unwrap(), 1);
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn from_the_day_on_which_somebody_supervises_others_do_not_and_a_closed_account_supervises_nobody() {
    on_both(async |place| {
        let (store, amina, id) = with_record(&place).await;
        let before = with_duty(&store, &amina, ("chen", None)).await;
        // Who is in no team of casework supervises none.
        store.add_account(&amina, &person("outside"), TODAY).await.unwrap();
        let outside = AccountChange::Duty(Duty::Supervision, true);
        store.change_account(&amina, "outside", outside, TODAY).await.unwrap();
        assert!(store.sign_in("chen", &words(), TODAY).await.unwrap().may(Right::Erase));
        assert!(before.may(Right::Erase) && before.role() == Role::Caseworker);
        let supervisor = with_duty(&store, &amina, ("sol", Some(Duty::Supervision))).await;
        let chen = store.sign_in("chen", &words(), TODAY).await.unwrap();
        assert!(supervisor.may(Right::Erase) && supervisor.role() == Role::Supervisor);
        let erased = store.erase(&chen, (id, None), ErasureReason::Ordered, TODAY).await;
        assert!(is_not_their_task(&erased.map(drop)));
        let close = AccountChange::State(crate::AccountState::Closed);
        store.change_account(&amina, "sol", close, TODAY).await.unwrap();
        let chen = store.sign_in("chen", &words(), TODAY).await.unwrap();
        store.erase(&chen, (id, None), ErasureReason::Ordered, TODAY).await.unwrap();
    });
}

#[test]
fn somebody_supervises_their_own_team_and_not_one_for_a_case_that_they_are_not_to_know() {
    on_both(async |place| {
        let (store, amina, id) = with_record(&place).await;
        let mut chen = with_duty(&store, &amina, ("chen", None)).await;
        store.add_team(&mut chen, ("case 12", TeamKind::Casework), TODAY).await.unwrap();
        store.hand_over(&chen, &[id], "case 12", TODAY).await.unwrap();
        let sol = with_duty(&store, &amina, ("sol", Some(Duty::Supervision))).await;
        let chen = store.sign_in("chen", &words(), TODAY).await.unwrap();
        let (held_by, other) = (shown(&store, &chen, id).await.held_by, shown(&store, &sol, id).await.held_by);
        assert!(held_by == other && chen.may_with(Right::Erase, held_by) && !sol.may_with(Right::Erase, held_by));
        let theirs = chen.teams().iter().find(|team| team.name == "caseworkers").unwrap().id;
        assert!(!chen.may_with(Right::Erase, theirs) && sol.may_with(Right::Erase, theirs));
        assert!(matches!(
            store.erase(&sol, (id, None), ErasureReason::Ordered, TODAY).await,
            Err(StoreError::OtherTeam)
        ));
        store.hand_over(&chen, &[id], "caseworkers", TODAY).await.unwrap();
        let back = store.hand_over(&chen, &[id], "case 12", TODAY).await;
        assert!(is_not_their_task(&back));
        assert_eq!(store.hand_over(&sol, &[id], "case 12", TODAY).await.unwrap(), 1);
    });
}

#[test]
fn an_administrator_comes_into_no_team_that_holds_records_and_gets_no_duty() {
    on_both(async |place| {
        let (store, amina) = place.store().await;
        let mut other = person("berta");
        other.administrator = true;
        store.add_account(&amina, &other, TODAY).await.unwrap();
        let refused = |outcome: Result<(), StoreError>| matches!(outcome, Err(StoreError::AdministratorWithContent));
        for team in ["caseworkers", "custodians"] {
            assert!(refused(store.add_member(&amina, team, "berta", TODAY).await), "{team}");
        }
        store.add_member(&amina, "auditors", "berta", TODAY).await.unwrap();
        let analyst = AccountChange::Duty(Duty::Analysis, true);
        assert!(refused(store.change_account(&amina, "berta", analyst, TODAY).await));
        let chen = with_duty(&store, &amina, ("chen", None)).await;
        let administrator = AccountChange::Administrator(true);
        assert!(refused(store.change_account(&amina, "chen", administrator, TODAY).await));
        assert!(matches!(store.change_account(&chen, "chen", analyst, TODAY).await, Err(StoreError::NotThere(_))));

        // Without the task, the duty can be had; with the duty, not the task.
        store.change_account(&amina, "berta", AccountChange::Administrator(false), TODAY).await.unwrap();
        store.change_account(&amina, "berta", analyst, TODAY).await.unwrap();
        assert!(refused(store.change_account(&amina, "berta", administrator, TODAY).await));
        let berta = store.sign_in("berta", &words(), TODAY).await.unwrap();
        assert!(berta.may(Right::Look) && !berta.may(Right::Decide));
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}
