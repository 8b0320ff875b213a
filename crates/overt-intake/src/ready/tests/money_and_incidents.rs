//! Reports of suspicious activity, and incidents of violence. Everything is invented.

use overt_model::Standing;

use super::*;

#[test]
fn boxes_for_both_crimes_stand_on_one_report_and_nobody_is_accused() {
    let row: &[_] = &[
        ("DocumentControlNumber", "INV-1"),
        ("FilingDateText", "2023-02-01"),
        ("SuspiciousActivity.SuspiciousActivityClassification.1.SuspiciousActivitySubtypeID", "907"),
        ("SuspiciousActivity.SuspiciousActivityClassification.2.SuspiciousActivitySubtypeID", "927"),
        ("SuspiciousActivity.SuspiciousActivityClassification.3.SuspiciousActivitySubtypeID", "106"),
        ("SuspiciousActivity.TotalSuspiciousAmountText", "4366"),
        ("SuspiciousActivity.SuspiciousActivityFromDateText", "2022-08-16"),
    ];
    let made = map("fincen-sar", &[row]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    assert_eq!(codes(made.one("sum"), "sar"), ["907", "927"]);
    let boxes: Vec<_> = made.all("box").iter().map(|record| text(record, "indicator")).collect();
    assert_eq!(boxes, ["907", "927"]);
    assert!(made.made.iter().all(|(_, record)| record.claim.standing == Standing::Alleged));
    assert!(made.made.iter().all(|(_, record)| !["CorruptAct", "Actor", "Charge"].contains(&record.schema.as_str())));
}

#[test]
fn a_table_of_reports_has_its_boxes_in_one_cell() {
    let row: &[_] = &[
        ("BSA Identifier", "INV-2"),
        ("Filing Date", "2023-02-01"),
        ("Subtype Codes", "901;927"),
        ("Total Amount", "$1,200.00"),
    ];
    let made = map("fincen-sar", &[row]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    assert_eq!(codes(made.one("sum"), "sar"), ["901", "927"]);
    assert!(made.all("box").is_empty());
}

#[test]
fn an_occupation_keeps_its_id_beside_its_label() {
    let row: &[_] = &[
        ("incident_id", "INV-3"),
        ("survivor_code", "S-1"),
        ("age", "22"),
        ("sex", "female"),
        ("incident_date", "2020-10-11"),
        ("gbv_sexual_violence_type", "Denial of resources"),
        ("case_context", "exploitation"),
        ("alleged_perpetrator.1.perpetrator_sex", "male"),
        ("alleged_perpetrator.1.perpetrator_occupation", "other"),
        ("alleged_perpetrator.1.perpetrator_occupation_label", "Armed Forces"),
        ("alleged_perpetrator.1.perpetrator_relationship", "no_relation"),
        ("alleged_perpetrator.2.perpetrator_occupation", "unknown"),
        ("alleged_perpetrator.2.perpetrator_occupation_label", "Police"),
    ];
    let made = map("gbvims-primero", &[row]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let alleged = made.all("alleged");
    assert_eq!(text(alleged[0], "occupation"), "other: Armed Forces");
    assert_eq!(text(alleged[1], "occupation"), "unknown: Police");
    assert_eq!(codes(alleged[0], "relation_to_victim"), ["Unaquainted"]);
    assert_eq!(made.one("incident").values("actors").len(), 2);
    assert!(made.fit.unused.is_empty(), "{:?}", made.fit.unused);
}
