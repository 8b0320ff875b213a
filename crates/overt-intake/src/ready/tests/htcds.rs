//! One test for each way in which files differ from the specification (HTCDS 0.2 to 2.0). Everybody here is invented.

use std::path::Path;

use super::*;

const PERSON: &[(&str, &str)] = &[("prs_FirstName", "Inventa"), ("prs_SecondName", "Uno")];

#[test]
fn every_field_of_the_standard_has_a_home() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/standards/htcds_fields.csv");
    let Ok(mut fields) = csv::Reader::from_path(&file) else {
        println!("NOT TESTED: {} is not there", file.display());
        return;
    };
    let rows: Vec<csv::StringRecord> = fields.records().map(Result::unwrap).collect();
    let names: Vec<String> = rows.iter().map(|row| row[3].to_owned()).filter(|name| name.contains('_')).collect();
    assert_eq!((rows.len(), names.len()), (92, 83), "92 rows, of which 9 are example questions");
    let mut mapper = get("htcds")
        .unwrap()
        .mapping(Codebook::embedded())
        .unwrap()
        .mapper(Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH), Secret::new([3; 32]));
    let unused = mapper.bind(&names).unused;
    assert!(unused.is_empty(), "no field of the standard may be left out without a reason: {unused:?}");
    let known: Vec<&str> = Codebook::embedded()
        .schemas()
        .flat_map(|schema| &schema.properties)
        .filter_map(|property| property.names.htcds.as_deref())
        .flat_map(|names| names.split('|'))
        .collect();
    for name in &names {
        assert!(known.contains(&name.as_str()), "the codebook does not know {name}");
    }
}

#[test]
fn names_of_the_specification_and_of_the_survey_form_mean_the_same() {
    let specified = map(
        "htcds",
        &[&[("prs_FirstName", "Inventa"), ("prs_SecondName", "Uno"), ("vic_MethodsOfControl", "DebtBondage")]],
    );
    let surveyed = map(
        "htcds",
        &[&[("prs_First_Name", "Inventa"), ("prs_Second_Name", "Uno"), ("vic_Methods_of_Control", "DebtBondage")]],
    );
    assert_eq!(specified.one("victim").fields, surveyed.one("victim").fields);
    for columns in [
        ["prs_FirstName", "vic_MethodsOfControl", "vic_TypeOfExploitation"],
        ["prs_First_Name", "vic_Methods_of_Control", "vic_TypeOfExploitation"],
    ] {
        assert_eq!(fitting(&columns.map(str::to_owned), Codebook::embedded()).unwrap().name, "htcds");
    }
}

#[test]
fn a_title_is_a_position_although_the_survey_form_labels_it_second_name() {
    let made = map(
        "htcds",
        &[&[
            ("prs_Second_Name", "Uno"),
            ("prs_Title", "Cook"),
            ("vic_TraffickingStatus", "PossibleVictimOfTrafficking"),
        ]],
    );
    let victim = made.one("victim");
    assert_eq!((text(victim, "family_name").as_str(), text(victim, "position").as_str()), ("Uno", "Cook"));
}

#[test]
fn one_citizenship_of_two_letters_is_a_list_of_one_country() {
    let made = map("htcds", &[&[("prs_Citizenship", "NA"), ("vic_TypeOfExploitation", "ForcedLabour")]]);
    assert_eq!(codes(made.one("victim"), "citizenships"), ["NAM"]);
    let several = map("htcds", &[&[("prs_Citizenship", "NPL; IN"), ("vic_TypeOfExploitation", "ForcedLabour")]]);
    assert_eq!(codes(several.one("victim"), "citizenships"), ["NPL", "IND"]);
}

#[test]
fn several_industries_stand_between_spaces() {
    let made = map("htcds", &[&[("vic_ForcedLabourIndustry", "F_Construction T_ActivitiesOfHouseholdsAsEmployers")]]);
    assert_eq!(codes(made.one("victim"), "labour_sectors"), ["F", "T"]);
}

#[test]
fn a_code_with_a_space_behind_it_is_that_code() {
    let made = map(
        "htcds",
        &[&[("vic_Methods_of_Control", "DebtBondage ")], &[("vic_Methods_of_Control", "FalsePromises DebtBondage ")]],
    );
    assert!(made.refused.is_empty());
    assert_eq!(codes(made.all("victim")[0], "methods_of_control"), ["DebtBondage"]);
    assert_eq!(codes(made.all("victim")[1], "methods_of_control"), ["FalsePromises", "DebtBondage"]);
}

#[test]
fn methods_outside_the_picklist_are_read_under_their_longer_keys() {
    let cell = "MethodsOfControlRestrictsMovement MethodsOfControlUsesChildren MethodsOfControlThreatOfLawEnforcement PhysicalThreats";
    let made = map("htcds", &[&[("vic_MethodsOfControl", cell)]]);
    assert_eq!(
        codes(made.one("victim"), "methods_of_control"),
        ["RestrictsMovement", "UsesChildren", "ThreatsLawEnforcement", "PhysicalThreats"]
    );
}

#[test]
fn an_outgoing_referral_that_the_form_leaves_out_was_not_asked() {
    let row: &[_] = &[
        ("vic_TypeOfExploitation", "ForcedLabour"),
        ("cas_Status", "Active"),
        ("cas_IncomingReferralDate", "2021-03-04"),
    ];
    let made = map("htcds", &[row]);
    assert!(made.refused.is_empty());
    assert!(made.all("referral-out").is_empty());
    assert!(made.fit.missing.iter().any(|missing| missing.contains("cas_OutgoingReferralDate")));
    assert_eq!(made.one("referral-in").values("cases"), [Value::Reference(made.one("case").id)]);
}

#[test]
fn names_of_version_0_2_are_known() {
    let made = map(
        "htcds",
        &[&[("prs_Nationality", "Nepal"), ("vic_Vulnerabilities", "Poverty;Migration"), ("cas_CaseOwner", "Desk 1")]],
    );
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    assert_eq!(codes(made.one("victim"), "citizenships"), ["NPL"]);
    assert_eq!(codes(made.one("victim"), "vulnerabilities").len(), 2);
    assert_eq!(made.one("case").values("victims"), [Value::Reference(made.one("victim").id)]);
}

#[test]
fn somebody_with_a_role_in_the_process_never_becomes_a_victim() {
    let accused = [
        PERSON[0],
        PERSON[1],
        ("per_RoleInProcess", "Transporter RecruiterOrIntermediary"),
        ("vic_MethodsOfControl", ""),
    ];
    let nobody = [("prs_FirstName", "Inventa"), ("prs_SecondName", "Dos")];
    let both = [("prs_FirstName", "Inventa"), ("per_RoleInProcess", "Other"), ("vic_MethodsOfControl", "DebtBondage")];
    let made = map("htcds", &[&accused, &nobody, &both]);
    assert!(made.refused.is_empty());
    assert_eq!(made.all("victim").len(), 1, "only the one of whom it was said");
    assert_eq!(made.all("accused").len(), 2);
    assert_eq!(made.all("person").len(), 1);
    let part = made.all("part")[0];
    assert_eq!(codes(part, "roles"), ["Transporter", "RecruiterOrIntermediary"]);
    assert_eq!(part.values("party"), [Value::Reference(made.all("accused")[0].id)]);
    assert_eq!(part.claim.standing, overt_model::Standing::Alleged);
}

#[test]
fn one_row_holds_person_case_event_plan_comment_and_consent_together() {
    let row: &[_] = &[
        ("_uuid", "invented-1"),
        ("con_Consent", "TRUE"),
        ("prs_First_Name", "Inventa"),
        ("vic_LocationOfExploitation", "Invented Cannery"),
        ("cas_Status", "FollowUp"),
        ("cco_CaseComment", "Called twice."),
        ("hte_Type", "Transit"),
        ("hte_Country", "TH"),
        ("spl_Type", "Legal"),
    ];
    let made = map("htcds", &[row]);
    assert!(made.refused.is_empty(), "{:?}", made.refused);
    let victim = Value::Reference(made.one("victim").id);
    assert_eq!(made.one("consent").values("person"), std::slice::from_ref(&victim));
    assert_eq!(made.one("support").values("victim"), std::slice::from_ref(&victim));
    assert_eq!(made.one("event").values("victims"), [victim]);
    assert_eq!(made.one("comment").values("cases"), [Value::Reference(made.one("case").id)]);
    let cannery = made.one("exploitation-place");
    assert_eq!(made.one("victim").values("exploitation_organisations"), [Value::Reference(cannery.id)]);
    assert_eq!(text(cannery, "name"), "Invented Cannery");
}

#[test]
fn files_of_a_case_system_are_joined_by_their_ids_and_an_official_has_a_place() {
    let contact = map(
        "htcds-contacts",
        &[&[("Id", "003A"), ("LastName", "Inventado"), ("Title", "Visa clerk"), ("Gender__c", "Masculine")]],
    );
    let case = map(
        "htcds-cases",
        &[&[
            ("Id", "500A"),
            ("ContactId", "003B"),
            ("Status", "New"),
            ("Methods_of_Control__c", "Debt bondage;FalsePromises"),
        ]],
    );
    let link: &[_] = &[
        ("Id", "a01A"),
        ("Case__c", "500A"),
        ("Connected_Contact__c", "003A"),
        ("Connected_Organisation__c", ""),
        ("Role_in_Process__c", "Other"),
    ];
    let link = map("htcds-connections", &[link]);
    let plan = map("htcds-support-plans", &[&[("Id", "a02A"), ("Case__c", "500A"), ("Type__c", "Legal;Health")]]);
    for outcome in [&contact, &case, &link, &plan] {
        assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    }
    let case_id = Value::Reference(case.one("case").id);
    assert_eq!(codes(case.one("victim"), "methods_of_control"), ["DebtBondage", "FalsePromises"]);
    assert_eq!(link.one("event").values("cases"), std::slice::from_ref(&case_id));
    assert_eq!(link.one("event").values("actors"), [Value::Reference(link.one("person").id)]);
    assert_eq!(link.one("person").values("party"), [Value::Reference(contact.one("person").id)]);
    assert_eq!(plan.one("support").values("cases"), [case_id]);
    assert_eq!(codes(plan.one("support"), "kinds"), ["Legal", "Health"]);
}

#[test]
fn each_file_of_a_case_system_finds_its_mapping() {
    for (name, columns) in [
        ("htcds-contacts", &["Id", "FirstName", "LastName", "Birthdate", "Gender__c", "Nationality__c"][..]),
        ("htcds-cases", &["Id", "ContactId", "Status", "Methods_of_Control__c", "Type_of_Exploitation__c"]),
        ("htcds-connections", &["Id", "Case", "Connected Contact", "Connected Organistion", "Role in Process"]),
        ("htcds-support-plans", &["Id", "Case__c", "Objectives__c", "Action_Plan__c", "Planned_End_Date__c"]),
        ("htcds-organisations", &["Id", "Name", "Type", "ShippingCountry"]),
        ("htcds-events", &["Id", "WhatId", "Type__c", "Date__c", "Country__c"]),
        ("htcds-comments", &["Id", "ParentId", "CommentBody"]),
    ] {
        let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
        assert_eq!(fitting(&columns, Codebook::embedded()).map(|ready| ready.name), Some(name));
    }
}
