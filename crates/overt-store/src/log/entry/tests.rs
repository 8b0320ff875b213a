//! Laws of entries: one spelling each, binding, and nothing told.

use proptest::prelude::*;

use super::*;

fn handles(kind: &'static str) -> impl Strategy<Value = Handle> {
    any::<u128>().prop_map(move |bits| Handle::new(kind.parse().unwrap(), bits))
}

fn codes() -> impl Strategy<Value = Code> {
    "[a-z0-9-]{1,32}".prop_map(|text| text.parse().unwrap())
}

pub(in crate::log) fn openings() -> impl Strategy<Value = Opening> {
    let entry = (
        prop::option::of(handles("account")),
        codes(),
        prop::sample::select(Action::ALL),
        prop::option::of(handles("record")),
        prop::option::of(prop::sample::select(Class::ALL)),
        prop::option::of(codes()),
        (0..10_000_i16, 1..=12_i8, 1..=28_i8),
    );
    (any::<[u8; SALT_LEN]>(), entry).prop_map(
        |(salt, (actor, role, action, object, class, purpose, (year, month, day)))| {
            let day = Date::new(year, month, day).unwrap();
            Opening { salt: Salt(salt), entry: Entry { actor, role, action, object, class, purpose, day } }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_opening_survives_being_written_and_read(opening in openings()) {
        prop_assert_eq!(Opening::decode(&opening.encode()), Ok(opening.clone()));
        let json = serde_json::to_string(&opening).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Opening>(&json).unwrap(), &opening);
        prop_assert!(opening.commitment().opens_to(&opening));
    }

    #[test]
    fn a_changed_byte_is_another_entry_or_none(opening in openings(), at: prop::sample::Index, bit in 0_u8..8) {
        let mut bytes = opening.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(changed) = Opening::decode(&bytes) {
            prop_assert_eq!(changed.encode(), bytes);
            prop_assert!(!opening.commitment().opens_to(&changed));
        }
    }

    #[test]
    fn no_bytes_make_reading_fail_otherwise_than_by_saying_so(bytes: Vec<u8>) {
        if let Ok(opening) = Opening::decode(&bytes) {
            prop_assert_eq!(opening.encode(), bytes);
        }
    }

    #[test]
    fn a_leaf_binds_its_entry_and_its_content(
        opening in openings(), other in openings(), content: [u8; 32], changed: [u8; 32],
    ) {
        let leaf = |opening: &Opening, content: Option<[u8; 32]>| {
            Leaf { entry: opening.commitment(), content: content.map(Content) }
        };
        let bound = leaf(&opening, Some(content)).commitment();
        prop_assert_eq!(leaf(&opening, None).commitment(), opening.commitment());
        prop_assert_ne!(bound, opening.commitment());
        prop_assert_eq!(content == changed, bound == leaf(&opening, Some(changed)).commitment());
        prop_assert_eq!(opening == other, bound == leaf(&other, Some(content)).commitment());
    }

    #[test]
    fn different_openings_have_different_commitments(one in openings(), other in openings()) {
        prop_assert_eq!(one == other, one.commitment() == other.commitment());
    }
}

#[test]
fn an_address_a_name_or_a_sentence_cannot_be_logged() {
    for text in ["192.0.2.7", "2001:db8::1", "amina@example.org", "account:", "Account:00", "record:00ff"] {
        assert_eq!(text.parse::<Handle>(), Err(NameError::Handle), "{text}");
    }
    for text in ["", "case worker", "Éva", "192.0.2.7", &"a".repeat(33)] {
        assert_eq!(text.parse::<Code>(), Err(NameError::Code), "{text}");
    }
}

#[test]
fn codes_of_actions_are_codes_and_name_one_action_each() {
    for &action in Action::ALL {
        assert_eq!(Action::from_code(action.code()), Some(action));
        assert!(action.code().parse::<Code>().is_ok());
    }
    assert_eq!(Action::from_code("something-else"), None);
}

#[test]
fn neither_json_with_another_field_nor_a_second_spelling_is_read() {
    let json = r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","role":"auditor","action":"sign-in","day":"2026-11-23"}"#;
    assert!(serde_json::from_str::<Opening>(json).is_ok());
    for (from, to) in
        [(r#""role""#, r#""ip":"192.0.2.7","role""#), ("2026-11-23", "20261123"), ("AA==", "AB=="), ("sign-in", "sign")]
    {
        assert!(serde_json::from_str::<Opening>(&json.replace(from, to)).is_err(), "{to}");
    }
}

#[test]
fn debug_output_holds_no_salt() {
    assert_eq!(format!("{:?}", Salt([7; SALT_LEN])), "[salt]");
}
