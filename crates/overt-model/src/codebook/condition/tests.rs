use super::{Scope, parse};
use crate::codebook::Codebook;
use crate::{Claim, Field, Place, Record, RecordId, SourceId, State, Value};

fn record(schema: &str) -> Record {
    let claim = Claim::alleged(SourceId::from_bits(1), jiff::Timestamp::UNIX_EPOCH);
    Record::new(RecordId::from_bits(2), schema, "1.0.0", claim)
}

fn holds(when: &str, record: &Record) -> Result<bool, String> {
    let codebook = Codebook::embedded();
    let scope = Scope { schema: codebook.schema(&record.schema).unwrap(), lists: &codebook.lists };
    parse(when, scope).map(|condition| condition.holds(record))
}

#[test]
fn states_codes_and_their_descendants_are_told_apart() {
    let act = record("CorruptAct")
        .with("stage", Value::code("T4"))
        .with("act", Value::code("A18"))
        .with("actor_role", Value::code("P03"));
    for (when, expected) in [
        ("stage", true),
        ("rank", false),
        ("rank is not-asked", true),
        ("stage is asked-yes", true),
        ("stage = T4", true),
        ("stage != T3", true),
        ("rank != street", false),
        ("stage in [T3, T4] and not (act = A01 or rank)", true),
        ("actor_role = P01", false),
        ("actor_role under P01", true),
        ("claim.standing in [alleged, inferred]", true),
        ("claim.decision", false),
        ("claim.handling = AMBER", true),
    ] {
        assert_eq!(holds(when, &act), Ok(expected), "{when}");
    }
}

#[test]
fn dates_numbers_money_and_places_compare_only_when_the_answer_is_certain() {
    let victim = record("Victim").with("age_when_trafficked", Value::Integer(16));
    for (when, expected) in [
        ("age_when_trafficked < 18", true),
        ("age_when_trafficked >= 18", false),
        ("age_at_identification < 18", false),
        ("not (age_at_identification < 18)", true),
    ] {
        assert_eq!(holds(when, &victim), Ok(expected), "{when}");
    }
    let posting = record("Posting")
        .with("began", Value::Date("2017".parse().unwrap()))
        .with("ended", Value::Date("2017-05".parse().unwrap()));
    assert_eq!(holds("ended < began", &posting), Ok(false));
    assert_eq!(holds("ended < 2018", &posting), Ok(true));
    let mut leg = record("JourneyLeg").with("from_place", Value::Place(Box::new(Place::country("NPL"))));
    assert_eq!(holds("from_place.country != to_place.country", &leg), Ok(false));
    leg.fields.insert("to_place".into(), Field::values(vec![Value::Place(Box::new(Place::country("IND")))]));
    assert_eq!(holds("from_place.country != to_place.country and from_place.country = NPL", &leg), Ok(true));
    let fee = |paid: &str, cap: &str| {
        record("FeeItem")
            .with("paid", Value::Money(Box::new(paid.parse().unwrap())))
            .with("legal_cap", Value::Money(Box::new(cap.parse().unwrap())))
    };
    let over = "paid.amount > legal_cap.amount";
    assert_eq!(holds(over, &fee("1200 USD", "900 USD")), Ok(true));
    assert_eq!(holds(over, &fee("800..1200 USD", "900 USD")), Ok(false));
    assert_eq!(holds(over, &fee("1200 NPR", "900 USD")), Ok(false));
}

#[test]
fn what_cannot_be_understood_is_refused_with_the_word_at_fault() {
    let act = record("CorruptAct");
    for (when, fault) in [
        ("", "breaks off"),
        ("stage =", "breaks off"),
        ("stage = T99", "T99"),
        ("stage = tip_elements:A01", "A01"),
        ("nothing", "nothing"),
        ("stage is maybe", "maybe"),
        ("stage < T4", "="),
        ("(stage", "breaks off"),
        ("stage stage", "stage"),
        ("claim.mood = good", "mood"),
        ("stage = \"T4", "never closed"),
        ("place.planet = X", "planet"),
        ("advantage_amount.amount > stage", "one kind"),
    ] {
        let error = holds(when, &act).unwrap_err();
        assert!(error.contains(fault), "{when}: {error}");
    }
    let deep = format!("{}stage{}", "(".repeat(200), ")".repeat(200));
    assert!(holds(&deep, &act).unwrap_err().contains("levels"));
}

#[test]
fn a_state_never_counts_as_a_value() {
    for &state in State::ALL.iter().filter(|&&state| state != State::AskedYes) {
        assert_eq!(holds("rank", &record("CorruptAct").with_state("rank", state)), Ok(false));
    }
}
