//! Court cases. Courts, people and numbers are invented.

use overt_model::Standing;

use super::*;

const CASE: &[(&str, &str)] = &[
    ("unodc_number", "INVx001"),
    ("title", "Invented case"),
    ("country", "Moldova"),
    ("decision_date", "2019-05-06"),
    ("keywords.acts.1", "Recruitment"),
    ("keywords.acts.2", "Harbouring"),
    ("sidebar.acts.1", "Recruitment/Hiring"),
    ("sidebar.acts.2", "Harbouring"),
    ("keywords.means.1", "Abuse of power or a position of vulnerability"),
    ("sidebar.means.1", "Abuse of power or a position of vulnerability"),
    ("keywords.form.1", "Internal"),
    ("defendants.1.name", "Inventa Uno"),
    ("defendants.1.gender", "Female"),
    ("defendants.1.charges.1.statute", "Invented Code, section 1"),
    ("defendants.1.charges.1.offence", "Trafficking in persons"),
    ("defendants.1.charges.1.verdict", "Guilty"),
    ("defendants.1.charges.1.term_of_imprisonment_years", "4"),
    ("defendants.1.charges.2.statute", "Invented Code, section 2"),
    ("defendants.1.charges.2.offence", "Bribery"),
    ("defendants.1.charges.2.verdict", "Acquitted"),
    ("defendants.2.name", "Inventado Dos"),
    ("defendants.2.charges.1.statute", "Invented Code, section 1"),
    ("defendants.2.charges.1.verdict", ""),
    ("victims.1.gender", "Female"),
    ("victims.1.age", "19"),
    ("victims.2.gender", "Male"),
];

#[test]
fn both_code_sets_stand_side_by_side() {
    let made = map("sherloc-court", &[CASE]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let proceeding = made.one("proceeding");
    assert_eq!(codes(proceeding, "sherloc_acts"), ["LA1", "LA3", "SA1", "SA2"]);
    assert_eq!(codes(proceeding, "sherloc_means"), ["LM1", "SM1"]);
    assert_eq!(codes(proceeding, "sherloc_forms"), ["LF2"]);
    assert_eq!(made.all("victim").len(), 2);
}

#[test]
fn each_charge_has_the_standing_of_its_own_verdict() {
    let made = map("sherloc-court", &[CASE]);
    let proceeding = made.one("proceeding").id;
    let standings: Vec<_> = made.all("charge").iter().map(|charge| charge.claim.standing).collect();
    assert_eq!(standings, [Standing::Convicted, Standing::Cleared, Standing::Charged]);
    assert_eq!(made.all("part").iter().map(|part| part.claim.standing).collect::<Vec<_>>(), standings);
    assert_eq!(made.all("charge")[0].claim.decision, Some(proceeding));
    assert_eq!(made.all("charge")[0].values("sentence_months"), [Value::Integer(48)]);
    assert_eq!(codes(made.all("charge")[1], "offence"), ["corruption"]);
    assert_eq!(codes(made.all("charge")[1], "outcome"), ["acquitted"]);
    let defendants = made.all("defendant");
    assert_eq!(made.all("charge")[2].values("defendant"), [Value::Reference(defendants[1].id)]);
}

#[test]
fn abuse_of_power_as_a_means_is_never_corruption() {
    for name in ["sherloc-court", "sherloc-court-flat"] {
        let mapping = get(name).unwrap().mapping(Codebook::embedded()).unwrap();
        let claim = Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH);
        let mapper = mapping.mapper(claim, Secret::new([3; 32]));
        assert!(mapper.names().all(|(_, schema)| schema != "CorruptAct"));
    }
    let made = map("sherloc-court", &[CASE]);
    assert!(made.made.iter().all(|(_, record)| record.values("concerns_corruption").is_empty()));
}

#[test]
fn a_table_with_one_row_for_each_charge_gives_one_proceeding() {
    let first: &[_] = &[
        ("UNODC Case Number", "INVx002"),
        ("Case Title", "Another invented case"),
        ("Country", "PHL"),
        ("Decision Date", "2016"),
        ("Keywords: Acts", "Recruitment;Harboring"),
        ("Sidebar: Acts", "Harbouring"),
        ("Defendant", "Inventa Tres"),
        ("Charge", "Trafficking of one person"),
        ("Offence", "Human trafficking"),
        ("Verdict", "Not guilty"),
    ];
    let second: &[_] = &[
        ("UNODC Case Number", "INVx002"),
        ("Case Title", "Another invented case"),
        ("Country", "PHL"),
        ("Defendant", "Inventado Cuatro"),
        ("Charge", "Taking money at the border"),
        ("Offence", "Bribery"),
        ("Verdict", "Guilty"),
    ];
    let made = map("sherloc-court-flat", &[first, second]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let proceedings = made.all("proceeding");
    assert_eq!(proceedings[0].id, proceedings[1].id);
    assert_eq!(codes(proceedings[0], "sherloc_acts"), ["LA1", "LA3", "SA2"]);
    let standings: Vec<_> = made.all("charge").iter().map(|charge| charge.claim.standing).collect();
    assert_eq!(standings, [Standing::Cleared, Standing::Convicted]);
    assert_eq!(made.all("charge")[1].claim.decision, Some(proceedings[1].id));
}
