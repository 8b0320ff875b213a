//! Records that go from one casework team to another.

use overt_model::{Class, Field, RecordId, Secret, SourceId, Value};

use super::{edit, shown, text, with_source};
use crate::testing::{Place, TODAY, on_both, person, victim, words};
use crate::{HANDED_OVER, Query, Reason, Session, Store, StoreError, TeamKind, new_id};

pub(super) const CASE: &str = "case 12";
const NARRATIVE: &[Class] = &[Class::Narrative];

/// Amina and Bela of the caseworkers; Kofi, who keeps identities; and Chen, who is asked to a team for one case that Amina makes.
pub(super) struct People {
    pub(super) store: Store,
    pub(super) amina: Session,
    pub(super) bela: Session,
    pub(super) kofi: Session,
    pub(super) chen: Session,
    pub(super) source: SourceId,
}

impl People {
    pub(super) async fn new(place: &Place) -> Self {
        let (store, mut amina, source) = with_source(place).await;
        for (name, team) in [("bela", Some("caseworkers")), ("kofi", Some("custodians")), ("chen", None)] {
            store.add_account(&amina, &person(name), TODAY).await.unwrap();
            if let Some(team) = team {
                store.add_member(&amina, team, name, TODAY).await.unwrap();
            }
        }
        store.add_team(&mut amina, (CASE, TeamKind::Casework), TODAY).await.unwrap();
        store.add_member(&amina, CASE, "chen", TODAY).await.unwrap();
        let sign_in = async |name| store.sign_in(name, &words(), TODAY).await.unwrap();
        let (bela, kofi, chen) = (sign_in("bela").await, sign_in("kofi").await, sign_in("chen").await);
        Self { store, amina, bela, kofi, chen, source }
    }

    /// A record that the caseworkers hold, with an earlier revision.
    pub(super) async fn record(&self) -> RecordId {
        let record = victim(new_id(), self.source, "Invented Name");
        let id = record.id;
        self.store.insert(&self.amina, (Some("caseworkers"), Reason::Entered), &[record], TODAY).await.unwrap();
        self.tell(&self.bela, id, "told again").await.unwrap();
        id
    }

    async fn tell(&self, session: &Session, id: RecordId, notes: &str) -> Result<u64, StoreError> {
        let mut change = edit(id, Reason::Completed);
        change.fields.insert("notes".into(), Some(Field::values(vec![Value::text(notes)])));
        self.store.revise(session, &change, TODAY).await
    }

    pub(super) async fn hand(&self, session: &Session, ids: &[RecordId], team: &str) -> Result<u64, StoreError> {
        self.store.hand_over(session, ids, team, TODAY).await
    }

    async fn notes(&self, session: &Session, id: RecordId) -> Option<String> {
        text(&shown(&self.store, session, id).await, "notes")
    }

    /// Whether somebody opens what was told at first.
    async fn opens_the_first(&self, session: &Session, id: RecordId) -> bool {
        let shown = self.store.show_revision(session, (id, 1), (NARRATIVE, None), TODAY).await.unwrap();
        text(&shown, "notes").is_some()
    }

    pub(super) async fn assert_whole(&self) {
        for session in [&self.amina, &self.kofi] {
            let verification = self.store.verify(Some((session, TODAY)), |_| {}).await.unwrap();
            assert_eq!(verification.findings, []);
        }
    }
}

#[test]
fn what_was_handed_over_is_opened_and_changed_by_the_other_team_only_in_all_its_revisions() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (id, other) = (people.record().await, people.record().await);
        assert!(people.opens_the_first(&people.bela, id).await && !people.opens_the_first(&people.chen, id).await);
        assert_eq!(people.hand(&people.amina, &[id, id], CASE).await.unwrap(), 1);

        assert_eq!(people.notes(&people.bela, id).await, None);
        assert!(!people.opens_the_first(&people.bela, id).await);
        assert!(matches!(people.tell(&people.bela, id, "not theirs").await, Err(StoreError::NotThere(_))));
        let seen = shown(&people.store, &people.bela, id).await;
        assert!(!seen.may_change && !seen.record.fields.is_empty(), "what is open stays open");
        let first = people.store.show_revision(&people.bela, (id, 1), (&[], None), TODAY).await.unwrap();
        assert!(!first.may_change);

        assert_eq!(people.notes(&people.chen, id).await.as_deref(), Some("told again"));
        assert!(people.opens_the_first(&people.chen, id).await);
        let history = people.store.history(id).await.unwrap();
        let told = history.iter().map(|revision| (revision.number, &*revision.reason)).collect::<Vec<_>>();
        assert_eq!(told, [(1, "entered"), (2, "completed"), (3, HANDED_OVER)]);
        assert_eq!(people.tell(&people.chen, id, "told to chen").await.unwrap(), 4);
        assert_eq!(people.notes(&people.bela, other).await.as_deref(), Some("told again"), "of others nothing moved");
        assert_eq!(people.store.find(&Query::default(), None, 10).await.unwrap().found.len(), 2);
        people.assert_whole().await;
    });
}

#[test]
fn what_was_handed_over_is_handed_back_and_goes_on_with_the_keys_of_its_team() {
    on_both(async |place| {
        let mut people = People::new(&place).await;
        // The team has another key than its first by now.
        people.store.remove_member(&mut people.amina, (CASE, "chen"), TODAY).await.unwrap();
        people.store.add_member(&people.amina, CASE, "chen", TODAY).await.unwrap();
        people.chen = people.store.sign_in("chen", &words(), TODAY).await.unwrap();
        let id = people.record().await;
        people.hand(&people.amina, &[id], CASE).await.unwrap();
        people.assert_whole().await;
        people.store.remove_member(&mut people.amina, (CASE, "chen"), TODAY).await.unwrap();
        assert!(people.store.rewrap(&people.amina, CASE).await.unwrap().moved > 0);
        let chen = people.store.sign_in("chen", &words(), TODAY).await.unwrap();
        assert_eq!(people.notes(&chen, id).await, None);
        assert_eq!(people.notes(&people.amina, id).await.as_deref(), Some("told again"));
        people.hand(&people.amina, &[id], "caseworkers").await.unwrap();
        assert_eq!(people.hand(&people.amina, &[id], "caseworkers").await.unwrap(), 0, "it holds it already");
        assert_eq!(people.notes(&people.bela, id).await.as_deref(), Some("told again"));
        people.assert_whole().await;
    });
}

#[test]
fn nobody_hands_over_what_their_team_does_not_hold_and_of_several_records_all_go_or_none() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let (one, other) = (people.record().await, people.record().await);
        people.hand(&people.amina, &[other], CASE).await.unwrap();
        for (session, ids) in [(&people.kofi, &[one][..]), (&people.chen, &[one]), (&people.bela, &[one, other])] {
            let refused = people.hand(session, ids, if ids.len() == 2 { "caseworkers" } else { CASE }).await;
            assert!(matches!(refused, Err(StoreError::OtherTeam)), "{refused:?}");
        }
        for team in ["custodians", "nobody"] {
            assert!(matches!(people.hand(&people.amina, &[one], team).await, Err(StoreError::NotThere("team"))));
        }
        let absent = people.hand(&people.amina, &[one, new_id()], CASE).await;
        assert!(matches!(absent, Err(StoreError::NotThere("record"))));
        assert_eq!(people.store.history(one).await.unwrap().len(), 2);
        assert_eq!(people.notes(&people.bela, one).await.as_deref(), Some("told again"));
        people.assert_whole().await;
    });
}

#[test]
fn drafts_of_those_who_stay_behind_go_and_those_of_the_other_team_stay() {
    on_both(async |place| {
        let people = People::new(&place).await;
        let id = people.record().await;
        let said = Secret::new(b"an invented change".to_vec());
        for session in [&people.bela, &people.amina] {
            people.store.put_draft(session, (id, "Victim"), &said, TODAY).await.unwrap();
        }
        people.hand(&people.amina, &[id], CASE).await.unwrap();
        assert!(people.store.drafts(&people.bela).await.unwrap().is_empty());
        assert_eq!(people.store.drafts(&people.amina).await.unwrap().len(), 1);
    });
}

#[test]
fn whoever_works_on_cases_makes_a_team_and_nobody_else() {
    on_both(async |place| {
        let mut people = People::new(&place).await;
        people.store.add_team(&mut people.bela, ("case 13", TeamKind::Casework), TODAY).await.unwrap();
        let refused = people.store.add_team(&mut people.kofi, ("case 14", TeamKind::Casework), TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("team"))));
    });
}
