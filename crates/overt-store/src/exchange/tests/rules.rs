//! What may leave.

use overt_model::{Claim, ClaimDifference, Class, Codebook, Field, Handling, Record, RecordId, SourceId, State, Value};

use super::{ALL, Pair, consent, side};
use crate::new_id;
use crate::testing::{TODAY, on_both, source, victim};

fn organisation(source: SourceId, handling: Handling) -> Record {
    let claim = Claim { handling, ..victim(new_id(), source, "x").claim };
    Record::new(new_id(), "Organisation", &Codebook::embedded().version, claim).with("notes", Value::text("invented"))
}

impl Pair {
    /// Adds records, and says which of them arrive and why others do not.
    async fn tried(&self, records: &[Record]) -> (Vec<RecordId>, Vec<(&'static str, u64)>) {
        self.here.add(records).await;
        let (shared, _) = self.pass(&ALL).await;
        let mut arrived = Vec::new();
        for record in records {
            arrived.extend(self.there.store.history(record.id).await.is_ok().then_some(record.id));
        }
        (arrived, shared.left_out.into_iter().collect())
    }
}

#[test]
fn red_and_amber_strict_never_leave_and_each_is_counted() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let records = Handling::ALL.iter().map(|handling| organisation(pair.source, *handling)).collect::<Vec<_>>();
        let (arrived, left_out) = pair.tried(&records).await;
        assert_eq!(arrived, records[..3].iter().map(|record| record.id).collect::<Vec<_>>());
        assert_eq!(left_out, [("handling", 2)]);
    });
}

#[test]
fn a_value_that_may_not_leave_keeps_its_record_or_its_class_here() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let red = Some(Box::new(ClaimDifference { handling: Some(Handling::Red), ..ClaimDifference::default() }));
        let [mut open, mut sealed] = [(); 2].map(|()| organisation(pair.source, Handling::Amber));
        let country = vec![Value::Place(Box::new(overt_model::Place::country("NPL")))];
        open.fields.insert("address".into(), Field { difference: red.clone(), ..Field::values(country) });
        sealed.fields.get_mut("notes").unwrap().difference = red;
        let (arrived, left_out) = pair.tried(&[open, sealed.clone()]).await;
        assert_eq!((arrived, left_out), (vec![sealed.id], vec![("handling", 1)]));
        assert!(pair.there.show(sealed.id).await.record.values("notes").is_empty());
    });
}

#[test]
fn nobody_who_was_trafficked_leaves_without_a_consent_for_this_purpose_recipient_and_class() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let person = |name: &str| victim(new_id(), pair.source, name);
        let (unasked, refused, elsewhere, partly) = (person("a"), person("b"), person("c"), person("d"));
        let mut refusal = consent(&refused, &["open", "quasi"]).with_state("agreed", State::AskedNo);
        refusal.fields.retain(|id, _| ["person", "agreed"].contains(&id.as_str()));
        let police = Field::values(vec![Value::code("police")]);
        let mut for_police = consent(&elsewhere, &["open", "quasi"]);
        for_police.fields.insert("recipients".into(), police);
        let in_part = consent(&partly, &["open", "quasi", "narrative"]);
        // What is told about somebody is theirs as well.
        let told = |of: &Record| {
            let claim = of.claim.clone();
            let leg = Record::new(new_id(), "JourneyLeg", &of.codebook, claim);
            leg.with("victims", Value::Reference(of.id)).with("notes", Value::text("an invented way"))
        };
        let legs = [told(&unasked), told(&partly)];
        let [agreeing, way] = [partly.id, legs[1].id];
        let (arrived, left_out) = pair
            .tried(&[
                unasked,
                refused,
                elsewhere,
                partly,
                refusal,
                for_police,
                in_part.clone(),
                legs[0].clone(),
                legs[1].clone(),
            ])
            .await;
        assert_eq!(arrived, [agreeing, in_part.id, way]);
        assert_eq!(left_out, [("no-consent", 6)]);
        let shown = pair.there.show(agreeing).await.record;
        assert!(shown.values("full_name").is_empty() && !shown.values("notes").is_empty(), "only what was agreed to");
    });
}

#[test]
fn who_was_excluded_gets_nothing_and_neither_does_who_may_be_that_one() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let person = victim(new_id(), pair.source, "Invented Name");
        let feared = organisation(pair.source, Handling::Amber);
        let agreed = consent(&person, &["open", "quasi"]).with("excluded", Value::Reference(feared.id));
        let (arrived, left_out) = pair.tried(&[person.clone(), agreed.clone(), feared.clone()]).await;
        assert_eq!((arrived, left_out), (vec![feared.id], vec![("excluded-recipient", 2)]));
        let (here, there) = (&pair.here, &pair.there);
        let (address, purpose, query) = (there.address().await, super::purpose(), crate::Query::default());
        let sharing = |organisation| super::Sharing {
            address: &address,
            recipient: "service-provider",
            organisation: Some(organisation),
            purpose: &purpose,
            query: &query,
            classes: &[],
        };
        let to = async |organisation, name: &str| {
            let sharing = sharing(organisation);
            let file = pair.place.path(name);
            here.store.export_bundle(&here.session, &sharing, &file, TODAY, |_| {}).await.unwrap().records
        };
        assert_eq!(to(feared.id, "feared").await, 1);
        assert_eq!(to(new_id(), "another").await, 3, "another organisation is not the one that was excluded");
    });
}

#[test]
fn nothing_leaves_of_a_source_whose_agreement_is_over_but_that_somebody_was_cleared() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let record = organisation(pair.source, Handling::Amber);
        pair.here.add(std::slice::from_ref(&record)).await;
        let over = overt_model::Source { expires: Some(TODAY.yesterday().unwrap()), ..source(pair.source) };
        pair.here.store.put_source(&pair.here.session, &over, TODAY).await.unwrap();
        let (shared, _) = pair.pass(&ALL).await;
        assert_eq!((shared.records, shared.left_out["source-over"]), (0, 1));
    });
}

#[test]
fn what_came_as_amber_goes_on_to_nobody_but_back() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let [amber, green] = [Handling::Amber, Handling::Green].map(|handling| organisation(pair.source, handling));
        pair.here.add(&[amber, green]).await;
        pair.pass(&[Class::Narrative]).await;
        let third = side(&pair.place, "third").await;
        let (shared, _) = super::pass(&pair.place, (&pair.there, &third), &[]).await;
        assert_eq!((shared.records, shared.left_out["handling-onward"]), (1, 1));
        let (shared, back) = pair.pass_back(&[]).await;
        assert_eq!((shared.records, back.known), (2, 2));
    });
}

#[test]
fn where_a_protected_place_is_never_leaves() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let address = overt_model::Place {
            country: Some("NPL".into()),
            locality: Some(overt_model::Private::new("Inventedpur".to_owned())),
            ..overt_model::Place::default()
        };
        let shelter = organisation(pair.source, Handling::Green)
            .with_state("protected_place", State::AskedYes)
            .with("address", Value::Place(Box::new(address)));
        pair.here.add(std::slice::from_ref(&shelter)).await;
        let (shared, _) = pair.pass(&ALL).await;
        assert_eq!((shared.records, shared.classes_left_out["direct"]), (1, 1));
        let arrived = pair.there.show(shelter.id).await.record;
        assert_eq!(arrived.values("address"), [Value::Place(Box::new(overt_model::Place::country("NPL")))]);
        assert!(!arrived.values("notes").is_empty());
    });
}
