//! Consents.

use overt_model::{Class, Codebook, Record, State, Value};

use super::{edit, with_source};
use crate::testing::{TODAY, on_both, victim};
use crate::{Agreement, Reason, StoreError, new_id, withdrawal};

#[test]
fn what_was_agreed_to_holds_until_it_is_over_or_withdrawn() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let person = victim(new_id(), source, "Invented Name");
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let agreement = Agreement {
            person: person.id,
            purposes: codes(&["refer", "statistics"]),
            recipients: codes(&["service-provider"]),
            named: Vec::new(),
            classes: vec![Class::Quasi, Class::Narrative],
            methods: codes(&["oral"]),
            until: Some("2026-12-31".parse().unwrap()),
        };
        let yesterday = "2026-11-30".parse().unwrap();
        let consent = agreement.record(new_id(), Codebook::embedded(), person.claim.clone(), yesterday);
        let id = consent.id;
        store.insert(&session, (None, Reason::Entered), &[person.clone(), consent], TODAY).await.unwrap();
        let holds = async |purpose: &str, recipient: &str, class: Class, day: &str| {
            store.has_consent(person.id, (purpose, recipient, class), day.parse().unwrap()).await.unwrap()
        };
        assert!(holds("refer", "service-provider", Class::Narrative, "2026-12-01").await);
        assert!(!holds("refer", "service-provider", Class::Direct, "2026-12-01").await);
        assert!(!holds("refer", "police", Class::Narrative, "2026-12-01").await);
        assert!(!holds("media", "service-provider", Class::Narrative, "2026-12-01").await);
        assert!(!holds("refer", "service-provider", Class::Narrative, "2026-11-29").await, "before it was given");
        assert!(!holds("refer", "service-provider", Class::Narrative, "2027-01-01").await, "after it is over");
        assert_eq!(store.consents(person.id).await.unwrap().len(), 4);

        let shown = async |id| store.show(&session, id, (&[], None), TODAY).await.unwrap();
        let edit = withdrawal(&shown(id).await, TODAY).unwrap().unwrap();
        store.revise(&session, &edit, TODAY).await.unwrap();
        assert!(withdrawal(&shown(id).await, TODAY).unwrap().is_none(), "it was taken back");
        assert!(matches!(withdrawal(&shown(person.id).await, TODAY), Err(StoreError::NotThere("consent"))));
        assert!(!holds("refer", "service-provider", Class::Narrative, "2026-12-01").await);
        assert!(store.consents(person.id).await.unwrap().is_empty());
        let verification = store.verify(Some((&session, TODAY)), |_| ()).await.unwrap();
        assert!(verification.is_whole(), "{verification:?}");
    });
}

#[test]
fn who_was_asked_and_did_not_agree_to_statistics_is_not_counted_and_who_was_never_asked_is() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let [agreed, other_purpose, refused, expired, unasked] =
            ["A A", "B B", "C C", "D D", "E E"].map(|name| victim(new_id(), source, name));
        let consent = |person: &Record, purpose: &str, state: State, until: &str| {
            let asked = Record::new(new_id(), "Consent", &person.codebook, person.claim.clone())
                .with("person", Value::Reference(person.id))
                .with_state("agreed", state)
                .with("given_on", Value::Date("2026-01-01".parse().unwrap()));
            if state == State::AskedNo {
                return asked;
            }
            asked
                .with("expires_on", Value::Date(until.parse().unwrap()))
                .with("purposes", Value::code(purpose))
                .with("recipients", Value::code("own-team"))
        };
        let consents = [
            consent(&agreed, "statistics", State::AskedYes, "2030"),
            consent(&other_purpose, "refer", State::AskedYes, "2030"),
            consent(&refused, "statistics", State::AskedNo, "2030"),
            consent(&expired, "statistics", State::AskedYes, "2026-06"),
        ];
        let mut expected = [other_purpose.id, refused.id, expired.id];
        expected.sort_unstable();
        let persons = [agreed, other_purpose, refused, expired, unasked];
        store.insert(&session, (None, Reason::Entered), &[&persons[..], &consents].concat(), TODAY).await.unwrap();
        assert_eq!(store.persons_not_counted(TODAY).await.unwrap(), expected);
    });
}

#[test]
fn what_clears_somebody_is_recorded_even_after_the_source_is_over() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let record = victim(new_id(), source, "Invented Name");
        store.insert(&session, (None, Reason::Entered), std::slice::from_ref(&record), TODAY).await.unwrap();
        let over = overt_model::Source { expires: Some(TODAY.yesterday().unwrap()), ..crate::testing::source(source) };
        store.put_source(&session, &over, TODAY).await.unwrap();
        let mut change = edit(record.id, Reason::StandingChanged);
        change.standing = Some((overt_model::Standing::Charged, None));
        assert!(matches!(store.revise(&session, &change, TODAY).await, Err(crate::StoreError::SourceExpired(_))));
        change.standing = Some((overt_model::Standing::Withdrawn, None));
        store.revise(&session, &change, TODAY).await.unwrap();
    });
}
