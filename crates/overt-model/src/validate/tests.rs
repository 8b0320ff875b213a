#![expect(clippy::needless_pass_by_value, reason = "`json!` literals read best as they stand")]

use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Problem, Validator};
use crate::codebook::Severity;
use crate::{Codebook, Lang, Record};

const TODAY: Date = date(2026, 11, 23);

fn record(schema: &str, standing: &str, fields: Json) -> (Record, Vec<Problem>) {
    let json = json!({
        "id": "record:00000000000000000000000000000001",
        "schema": schema,
        "codebook": "1.0.0",
        "claim": {
            "source": "source:00000000000000000000000000000002", "standing": standing, "grade": "B2", "handling": "AMBER",
            "recorded": "2026-11-23T10:00:00Z",
        },
        "fields": fields,
    });
    Record::from_json(json, Codebook::embedded()).unwrap()
}

/// What a reader and a validator say together: `path code`, sorted.
fn problems(schema: &str, standing: &str, fields: Json) -> Vec<String> {
    let (record, mut problems) = record(schema, standing, fields);
    problems.extend(Validator::new(Codebook::embedded(), TODAY).problems(&record));
    let mut written: Vec<_> =
        problems.iter().map(|problem| format!("{} {}", problem.path, problem.code.as_str())).collect();
    written.sort();
    written
}

fn classification(schema: &str, fields: Json) -> Option<String> {
    let (record, problems) = record(schema, "alleged", fields);
    assert_eq!(problems, []);
    Codebook::embedded().derive(&record, "classification").map(|code| code.code.to_string())
}

const NOTHING: [&str; 0] = [];

#[test]
fn one_incident_is_two_acts_each_with_its_own_stage_actor_and_claim() {
    let at_the_border =
        json!({ "stage": "T4", "act": "A18", "actor_role": "P06", "advantage": ["U01"], "basis": ["first-hand"] });
    let tip_off = json!({ "stage": "J4", "act": "A31", "actor_role": "P01", "basis": ["second-hand"] });
    assert_eq!(problems("CorruptAct", "alleged", at_the_border), NOTHING);
    assert_eq!(problems("CorruptAct", "alleged", tip_off), NOTHING);
}

#[test]
fn a_child_needs_no_means_and_an_adult_is_told_that_means_are_missing() {
    let victim = |age: i64| json!({ "trafficking_status": "PossibleVictimOfTrafficking", "acts": ["EA1"], "purposes": ["EP1"], "age_when_trafficked": age });
    assert_eq!(classification("Victim", victim(16)).as_deref(), Some("child-trafficking"));
    assert_eq!(problems("Victim", "alleged", victim(16)), NOTHING);
    assert_eq!(classification("Victim", victim(25)).as_deref(), Some("means-missing"));
    assert_eq!(problems("Victim", "alleged", victim(25)), ["means means-missing"]);
    let of_unknown_age = json!({ "acts": ["EA1"], "purposes": ["EP1"] });
    assert_eq!(classification("Victim", of_unknown_age).as_deref(), Some("not-enough-known"));
}

#[test]
fn convicted_needs_a_decision() {
    let act = json!({ "stage": "T4", "act": "A18", "actor_role": "P06", "legal_form": ["F02"] });
    assert_eq!(problems("CorruptAct", "convicted", act.clone()), ["claim.standing convicted-needs-decision"]);
    let (mut decided, _) = record("CorruptAct", "convicted", act);
    decided.claim.decision = Some(crate::RecordId::from_bits(5));
    assert_eq!(Validator::new(Codebook::embedded(), TODAY).problems(&decided), []);
}

#[test]
fn an_outcome_is_saved_with_no_accused_and_an_inferred_act_names_nobody() {
    assert_eq!(problems("Outcome", "inferred", json!({ "kind": "O03", "stage": "T2" })), NOTHING);
    let schema = Codebook::embedded().schema("Outcome").unwrap();
    let names_somebody = schema.properties.iter().any(|property| match &property.kind {
        crate::codebook::Kind::Reference { to } => {
            to.iter().any(|target| ["Person", "Victim", "Actor"].contains(&target.as_str()))
        }
        _ => false,
    });
    assert!(!names_somebody);
    let act = json!({
        "stage": "T2", "act": "A20", "actor_role": "P08", "actor": "record:00000000000000000000000000000009",
        "advantage": { "state": "asked-unknown" },
    });
    assert_eq!(problems("CorruptAct", "inferred", act), ["actor inferred-has-no-accused"]);
}

#[test]
fn smuggling_turns_into_trafficking_at_a_date() {
    let event = |turned: Json| {
        json!({ "kinds": ["Transit"], "began_as_smuggling": { "state": "asked-yes" }, "acts": ["EA2"], "means": ["EM6"], "purposes": ["EP3"],
                "victim_age_groups": ["adult"], "became_trafficking_on": turned })
    };
    assert_eq!(problems("Event", "alleged", event(Json::Null)), ["became_trafficking_on smuggling-event-needs-date"]);
    assert_eq!(problems("Event", "alleged", event(json!("2017-05"))), NOTHING);
    assert_eq!(classification("Event", event(json!("2017-05"))).as_deref(), Some("smuggling-turned-trafficking"));
}

#[test]
fn a_domestic_case_needs_no_border_and_a_leg_between_countries_answers_for_its_crossing() {
    let leg = |to: &str| json!({ "leg_number": 1, "from_place": "NPL", "to_place": to });
    assert_eq!(problems("JourneyLeg", "alleged", leg("NPL")), NOTHING);
    assert_eq!(problems("JourneyLeg", "alleged", leg("IND")), ["border_crossed crossing-unanswered"]);
}

#[test]
fn abuse_of_power_against_the_victim_is_never_an_act_of_corruption() {
    let act = json!({ "stage": "T5", "act": "EM7", "actor_role": "P01" });
    assert_eq!(problems("CorruptAct", "alleged", act), ["act abuse-of-power-is-no-corruption", "act unknown-code"]);
}

#[test]
fn a_threat_that_police_will_bring_the_victim_back_is_no_corruption_experienced() {
    let act = json!({ "stage": "T5", "act": "A40", "actor_role": "P01", "experience": "threatened" });
    assert_eq!(problems("CorruptAct", "alleged", act), ["experience threat-is-no-corruption"]);
    assert_eq!(
        problems(
            "Victim",
            "alleged",
            json!({ "trafficking_status": { "state": "asked-unknown" }, "red_flags": ["R26"] })
        ),
        NOTHING
    );
}

#[test]
fn an_advantage_has_two_dates_and_a_range_of_exact_money() {
    let act = json!({
        "stage": "T4", "act": "A14", "actor_role": "P06", "advantage": ["U11", "U13", "U22"],
        "given_on": "2017-03", "demanded_on": "2017-06",
        "advantage_amount": { "low": "400", "high": "500", "currency": "EUR", "on": "2017" },
    });
    assert_eq!(problems("CorruptAct", "alleged", act), NOTHING);
}

#[test]
fn a_fixed_body_of_nonsense_is_reported_all_at_once_and_in_its_place() {
    let victim = json!({
        "citizenships": ["NPL", "Narnia", "NPL"],
        "birth_date": "2031-01-01",
        "age_when_trafficked": 300,
        "acts": ["EM7"],
        "means": { "state": "asked-no", "value": ["EM1"] },
        "deceased": { "state": "asked-yes", "value": "yes" },
        "place_of_exploitation": { "country": "NPL", "point": [91.0, 0.0] },
        "shoe_size": 42,
        "gender": 7,
        "trafficking_status": { "state": "asked-unknown" },
    });
    assert_eq!(
        problems("Victim", "alleged", victim),
        [
            "acts[0] code-of-other-field",
            "age_when_trafficked out-of-range",
            "birth_date in-future",
            "citizenships[1] unknown-code",
            "citizenships[2] repeated",
            "deceased wrong-type",
            "gender wrong-type",
            "means unexpected-value",
            "place_of_exploitation not-on-earth",
            "shoe_size unknown-property",
        ]
    );
}

#[test]
fn every_problem_speaks_three_languages_and_never_repeats_what_was_written() {
    let codebook = Codebook::embedded();
    let (record, mut problems) =
        record("Victim", "alleged", json!({ "gender": "Zzyzx", "birth_date": "Zzyzx", "Zzyzx Zzyzx": 1 }));
    problems.extend(Validator::new(codebook, TODAY).problems(&record));
    assert!(problems.len() >= 3);
    for problem in &problems {
        let sentences = Lang::ALL.map(|lang| problem.sentence(codebook, lang));
        assert!(sentences[0] != sentences[1] && sentences[1] != sentences[2] && sentences[0] != sentences[2]);
        assert!(
            sentences.iter().all(|sentence| !sentence.contains("Zzyzx") && !sentence.contains('{')),
            "{sentences:?}"
        );
        assert!(!format!("{problem:?}").contains("Zzyzx"));
    }
    assert!(!format!("{record:?}").contains("Zzyzx"));
}

#[test]
fn what_is_no_record_is_refused_without_repeating_it() {
    for json in [json!(null), json!([]), json!({ "schema": "Victim" }), json!({ "id": "Amina" })] {
        let problem = Record::from_json(json, Codebook::embedded()).unwrap_err();
        assert_eq!((problem.code.as_str(), problem.severity), ("not-a-record", Severity::Error));
    }
}

#[test]
fn a_value_may_differ_from_its_record_in_source_standing_and_handling() {
    let (record, problems) = record(
        "CorruptAct",
        "alleged",
        json!({ "stage": "T4", "act": "A18", "actor_role": { "state": "asked-yes", "value": "P06", "claim": { "standing": "charged", "handling": "RED" } } }),
    );
    assert_eq!(problems, []);
    assert_eq!(record.claim_of("actor_role").standing, crate::Standing::Charged);
    assert_eq!(record.claim_of("act").standing, crate::Standing::Alleged);
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "[ -~é]{0,12}".prop_map(Json::from),
        prop::sample::select(vec!["T4", "A18", "asked-yes", "2017-05", "400 EUR", "NPL", "sha256:00"])
            .prop_map(Json::from),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(
                prop::sample::select(vec!["state", "value", "low", "currency", "country", "claim"]),
                inner,
                0..4
            )
            .prop_map(|map| Json::Object(map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_stands_in_a_field_is_read_or_reported_and_survives_a_round_trip(
        fields in prop::collection::btree_map(
            prop::sample::select(Codebook::embedded().schema("CorruptAct").unwrap().properties.iter().map(|property| property.id.to_string()).collect::<Vec<_>>()),
            any_json(),
            0..6,
        )
    ) {
        let (read, _) = record("CorruptAct", "alleged", json!(fields));
        let _ = Validator::new(Codebook::embedded(), TODAY).problems(&read);
        let (again, problems) = Record::from_json(read.to_json(Codebook::embedded()), Codebook::embedded()).unwrap();
        prop_assert_eq!(&again, &read);
        prop_assert!(problems.is_empty());
    }
}
