//! Identities that other custodians keep than the first ones.

use overt_model::{Class, Private, RecordId};

use super::hand_over::{CASE, People};
use super::{SEALED, shown, text};
use crate::testing::{TODAY, on_both, person, words};
use crate::vault::{BlindField, ErasureReason};
use crate::{HoldGround, Session, StoreError, TeamKind};

const KEEPERS: &str = "names of case 12";

/// Kofi, who has a tie to the case, has asked Lena to keep its identities. He is not in her team any more.
async fn entrusted(people: &mut People, record: RecordId) -> Session {
    let store = &people.store;
    store.hand_over(&people.amina, &[record], CASE, TODAY).await.unwrap();
    store.add_account(&people.amina, &person("lena"), TODAY).await.unwrap();
    store.add_team(&mut people.kofi, (KEEPERS, TeamKind::Custody), TODAY).await.unwrap();
    store.add_member(&people.kofi, KEEPERS, "lena", TODAY).await.unwrap();
    let mut lena = store.sign_in("lena", &words(), TODAY).await.unwrap();
    store.remove_member(&mut lena, (KEEPERS, "kofi"), TODAY).await.unwrap();
    people.kofi = store.sign_in("kofi", &words(), TODAY).await.unwrap();
    assert_eq!(store.entrust(&mut people.kofi, (CASE, KEEPERS), TODAY).await.unwrap(), "custodians");
    store.sign_in("lena", &words(), TODAY).await.unwrap()
}

impl People {
    async fn name(&self, session: &Session, id: RecordId) -> Option<String> {
        text(&shown(&self.store, session, id).await, "full_name")
    }

    async fn found_by_name(&self, session: &Session) -> Vec<RecordId> {
        let name = Private::new("Invented Name".to_owned());
        self.store.find_by(session, (BlindField::PersonName, &name), None, TODAY).await.unwrap()
    }
}

#[test]
fn entrusted_identities_are_opened_kept_and_found_by_the_other_custodians_only() {
    on_both(async |place| {
        let mut people = People::new(&place).await;
        let (id, other) = (people.record().await, people.record().await);
        let letter = place.path("letter.txt");
        std::fs::write(&letter, "an invented letter").unwrap();
        people.store.attach(&people.amina, (id, &letter, "text/plain"), TODAY).await.unwrap();
        let lena = entrusted(&mut people, id).await;
        // The keys of what was there are moved by who had them.
        assert_eq!(people.name(&lena, id).await, None);
        assert!(people.store.strayed(&people.kofi).await.unwrap() > 0);
        people.assert_whole().await;
        while people.store.rewrap(&people.kofi, "custodians").await.unwrap().behind > 0 {}
        assert_eq!(people.store.strayed(&people.kofi).await.unwrap(), 0);

        assert_eq!(people.name(&lena, id).await.as_deref(), Some("Invented Name"));
        assert_eq!(people.name(&people.kofi, id).await, None);
        assert_eq!((people.name(&lena, other).await, people.name(&people.kofi, other).await.is_some()), (None, true));
        let files = async |session| people.store.files(session, (id, None), TODAY).await.unwrap().len();
        assert_eq!((files(&lena).await, files(&people.kofi).await), (1, 0));
        assert_eq!(people.found_by_name(&people.kofi).await, [other]);
        let bela = people.store.sign_in("bela", &words(), TODAY).await.unwrap();
        assert_eq!(people.found_by_name(&bela).await, [other], "nor do other caseworkers find it by name");
        assert!(
            people.found_by_name(&people.chen).await.contains(&id) && people.found_by_name(&lena).await.contains(&id)
        );

        // What Kofi may not any more, and Lena may.
        let hold = (HoldGround::Inquiry, TODAY);
        assert!(matches!(people.store.hold(&people.kofi, &[id], hold, TODAY).await, Err(StoreError::OtherTeam)));
        let erase = async |session| people.store.erase(session, (id, None), ErasureReason::Ordered, TODAY).await;
        assert!(matches!(erase(&people.kofi).await, Err(StoreError::OtherTeam)));
        assert!(
            !shown(&people.store, &people.kofi, id).await.may_change
                && shown(&people.store, &lena, id).await.may_change
        );
        people.assert_whole().await;
        let verification = people.store.verify(Some((&lena, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole() && verification.opened > 0, "{verification:?}");
        assert!(matches!(erase(&lena).await, Ok(erased) if erased.whole));
    });
}

#[test]
fn what_is_new_or_handed_over_later_goes_to_the_custodians_of_the_team_that_holds_it() {
    on_both(async |place| {
        let mut people = People::new(&place).await;
        let (first, later) = (people.record().await, people.record().await);
        // What was prepared before does not go to those who keep it no more.
        let stale = people.store.sign_in("chen", &words(), TODAY).await.unwrap();
        let lena = entrusted(&mut people, first).await;
        let new = crate::testing::victim(crate::new_id(), people.source, "Invented Newcomer");
        let how = (Some(CASE), crate::Reason::Entered);
        let insert = async |session| people.store.insert(session, how, std::slice::from_ref(&new), TODAY).await;
        assert!(matches!(insert(&stale).await, Err(StoreError::KeysMoved)));
        let chen = people.store.sign_in("chen", &words(), TODAY).await.unwrap();
        insert(&chen).await.unwrap();
        assert_eq!(people.name(&lena, new.id).await.as_deref(), Some("Invented Newcomer"));
        assert_eq!(people.name(&people.kofi, new.id).await, None);

        // A case that is handed over: its stories at once, its identities when one of the custodians has moved their keys.
        let amina = people.store.sign_in("amina", &words(), TODAY).await.unwrap();
        people.store.hand_over(&amina, &[later], CASE, TODAY).await.unwrap();
        assert_eq!((people.name(&people.kofi, later).await.is_some(), people.name(&lena, later).await), (true, None));
        while people.store.rewrap(&people.kofi, "custodians").await.unwrap().behind > 0 {}
        assert_eq!((people.name(&people.kofi, later).await, people.name(&lena, later).await.is_some()), (None, true));

        // And back again.
        let mut lena = lena;
        people.store.entrust(&mut lena, (CASE, "custodians"), TODAY).await.unwrap();
        while people.store.rewrap(&lena, KEEPERS).await.unwrap().behind > 0 {}
        let kofi = people.store.sign_in("kofi", &words(), TODAY).await.unwrap();
        for id in [first, later, new.id] {
            assert!(people.name(&kofi, id).await.is_some() && people.name(&lena, id).await.is_none());
        }
        assert!(people.store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn identities_are_entrusted_by_who_keeps_them_to_custodians_and_a_row_that_somebody_put_there_is_noticed() {
    on_both(async |place| {
        let mut people = People::new(&place).await;
        let id = people.record().await;
        let refused = people.store.add_team(&mut people.bela, (KEEPERS, TeamKind::Custody), TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("team"))), "a caseworker makes no team of custodians");
        let refused = people.store.add_team(&mut people.kofi, ("auditors 2", TeamKind::Audit), TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("team"))));
        let mut lena = entrusted(&mut people, id).await;
        for (team, to) in [("caseworkers", CASE), ("custodians", KEEPERS), ("nobody", KEEPERS)] {
            let refused = people.store.entrust(&mut people.kofi, (team, to), TODAY).await;
            assert!(matches!(refused, Err(StoreError::NotThere("team"))), "{team}");
        }
        for (session, team) in [(&mut lena, "caseworkers"), (&mut people.kofi, CASE), (&mut people.chen, CASE)] {
            let refused = people.store.entrust(session, (team, KEEPERS), TODAY).await;
            assert!(matches!(refused, Err(StoreError::NotYourTask)), "{team}");
        }
        people.assert_whole().await;
        place
            .sql("INSERT INTO custody SELECT t.id, 1, c.custody FROM team t, custody c WHERE t.name = 'caseworkers'")
            .await;
        let turned = people.store.sign_in("kofi", &words(), TODAY).await;
        assert!(matches!(turned, Err(StoreError::Tampered(_))));
        assert!(!people.store.verify(None, |_| {}).await.unwrap().is_whole());
        place.sql("DELETE FROM custody").await;
        assert!(!people.store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn every_sealed_class_of_a_case_with_custodians_of_its_own_is_opened_by_somebody_and_by_nobody_else() {
    on_both(async |place| {
        let mut people = People::new(&place).await;
        let id = people.record().await;
        let lena = entrusted(&mut people, id).await;
        while people.store.rewrap(&people.kofi, "custodians").await.unwrap().behind > 0 {}
        for (session, opened) in [
            (&people.chen, &[Class::Narrative, Class::Sensitive][..]),
            (&lena, &[Class::Direct]),
            (&people.kofi, &[]),
            (&people.bela, &[]),
        ] {
            let seen = people.store.show(session, id, (&SEALED, None), TODAY).await.unwrap().opened;
            assert!(
                seen.iter().all(|class| opened.contains(class)) && seen.len() == opened.len(),
                "{seen:?} and not {opened:?}"
            );
        }
    });
}
