//! Consents.

use overt_model::{Class, Field, Record, State, Value};

use super::{edit, with_source};
use crate::testing::{TODAY, on_both, victim};
use crate::{Reason, new_id};

#[test]
fn what_was_agreed_to_holds_until_it_is_over_or_withdrawn() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let person = victim(new_id(), source, "Invented Name");
        let codes = |codes: &[&str]| Field::values(codes.iter().map(|code| Value::code(code)));
        let mut consent = Record::new(new_id(), "Consent", &person.codebook, person.claim.clone())
            .with("person", Value::Reference(person.id))
            .with_state("agreed", State::AskedYes)
            .with("given_on", Value::Date("2026-11-30".parse().unwrap()))
            .with("expires_on", Value::Date("2026-12".parse().unwrap()));
        consent.fields.insert("purposes".into(), codes(&["refer", "statistics"]));
        consent.fields.insert("recipients".into(), codes(&["service-provider"]));
        consent.fields.insert("classes".into(), codes(&["quasi", "narrative"]));
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

        let mut withdrawal = edit(id, Reason::ConsentChanged);
        let today = Value::Date("2026-12-01".parse().unwrap());
        withdrawal.fields.insert("withdrawn_on".into(), Some(Field::values(vec![today])));
        store.revise(&session, &withdrawal, TODAY).await.unwrap();
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
