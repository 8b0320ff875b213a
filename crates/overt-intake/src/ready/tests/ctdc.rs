//! The four layouts of the Counter-Trafficking Data Collaborative. All rows are invented.

use overt_model::State;

use super::*;

fn victims(mapping: &str, rows: &[&[(&str, &str)]]) -> Vec<Record> {
    let outcome = map(mapping, rows);
    assert!(outcome.refused.is_empty(), "{:?}", outcome.refused);
    assert!(outcome.fit.unused.is_empty(), "{:?}", outcome.fit.unused);
    outcome.made.into_iter().map(|(_, record)| record).collect()
}

/// In how many of the records that say anything under a property a code stands, in hundredths.
fn share_of(records: &[Record], property: &str, code: &str) -> usize {
    let told: Vec<_> = records.iter().filter(|record| record.state(property) == State::AskedYes).collect();
    100 * told.iter().filter(|record| codes(record, property).contains(&code)).count() / told.len()
}

#[test]
fn shares_are_of_the_records_with_any_value_in_the_group() {
    let rows: &[&[(&str, &str)]] = &[
        &[("meansThreats", "1"), ("meansFalsePromises", "NULL"), ("meansDrugsAlcohol", "")],
        &[("meansThreats", "1"), ("meansFalsePromises", "1")],
        &[("meansFalsePromises", "1")],
        &[("meansDrugsAlcohol", "1")],
        &[("meansThreats", ""), ("gender", "Woman")],
        &[("meansThreats", "NULL"), ("gender", "Man")],
    ];
    let records = victims("ctdc-2024", rows);
    assert_eq!(records.len(), 6);
    let share = |code| share_of(&records, "methods_of_control", code);
    assert_eq!([share("CTDC.Threats"), share("FalsePromises"), share("PsychoactiveSubstance")], [50, 50, 25]);
    assert_eq!(records[4].state("methods_of_control"), State::NotAsked);
}

#[test]
fn a_zero_is_no_answer_of_the_later_files_and_one_of_the_first() {
    for later in ["ctdc-2021", "ctdc-2024", "ctdc-2025"] {
        let refused = map(later, &[&[("isForcedLabour", "0"), ("gender", "Woman")]]);
        assert_eq!(refused.refused.len(), 1, "{later}");
        assert_eq!(refused.refused[0].1, "isForcedLabour");
    }
    let rows: &[&[(&str, &str)]] = &[
        &[("isForcedLabour", "0"), ("isSexualExploit", "0")],
        &[("isForcedLabour", "-99"), ("isSexualExploit", "-99"), ("gender", "Female")],
        &[("isForcedLabour", "1"), ("isSexualExploit", "0")],
    ];
    let first = victims("ctdc-2020", rows);
    let states: Vec<_> = first.iter().map(|record| record.state("exploitation_types")).collect();
    assert_eq!(states, [State::AskedNo, State::NotAsked, State::AskedYes]);
}

#[test]
fn the_first_file_writes_countries_in_two_letters_and_na_is_namibia() {
    let rows: &[&[(&str, &str)]] = &[
        &[("citizenship", "NA"), ("CountryOfExploitation", "00")],
        &[("citizenship", "-99"), ("CountryOfExploitation", "MD")],
    ];
    let records = victims("ctdc-2020", rows);
    assert_eq!(codes(&records[0], "citizenships"), ["NAM"]);
    assert_eq!(records[0].state("countries_of_exploitation"), State::AskedUnknown);
    assert_eq!(records[1].state("citizenships"), State::NotAsked);
    assert_eq!(codes(&records[1], "countries_of_exploitation"), ["MDA"]);
}

#[test]
fn what_was_merged_stays_merged() {
    let rows: &[&[(&str, &str)]] =
        &[&[("meansDebtBondageEarnings", "1"), ("meansAbusePsyPhySex", "1"), ("meansDenyBasicNeeds", "1")]];
    let records = victims("ctdc-2025", rows);
    assert_eq!(
        codes(&records[0], "methods_of_control"),
        ["CTDC.AbusePsyPhySex", "CTDC.DebtBondageEarnings", "CTDC.DenyBasicNeeds"]
    );
}

#[test]
fn ages_and_durations_are_read_in_each_of_their_spellings() {
    let spelled =
        ["0--8", "09--17", "9–17", "9—17", "48+"].map(|age| victims("ctdc-2024", &[&[("ageBroad", age)]]).remove(0));
    let bands: Vec<_> = spelled.iter().map(|record| codes(record, "age_band")[0]).collect();
    assert_eq!(bands, ["0-8", "9-17", "9-17", "9-17", "48+"]);
    let spelled = ["0--12 (0-1 yr)", "13-24 (1-2 yrs)", "25+ (2+ yrs)"]
        .map(|months| victims("ctdc-2021", &[&[("traffickMonths", months)]]).remove(0));
    let bands: Vec<_> = spelled.iter().map(|record| codes(record, "duration_band")[0]).collect();
    assert_eq!(bands, ["0-12", "13-24", "25+"]);
}

#[test]
fn names_cut_at_32_characters_and_both_names_for_documents_are_known() {
    let rows: &[&[(&str, &str)]] = &[&[
        ("meansOfControlExcessiveWorkingHo", "1"),
        ("meansOfControlRestrictsMedicalCa", "1"),
        ("meansOfControlThreatOfLawEnforce", "1"),
        ("meansOfControlWithholdsNecessiti", "1"),
        ("meansOfControlPsychoactiveSubsta", "1"),
    ]];
    assert_eq!(codes(&victims("ctdc-2021", rows)[0], "methods_of_control").len(), 5);
    for column in ["meansWithholdDocs", "meansWithholdDocuments"] {
        assert_eq!(codes(&victims("ctdc-2024", &[&[(column, "1")]])[0], "methods_of_control"), ["WithholdsDocuments"]);
    }
}

#[test]
fn the_same_row_twice_is_two_people() {
    let row: &[(&str, &str)] = &[("gender", "Woman"), ("isSexualExploit", "1")];
    let records = victims("ctdc-2024", &[row, row]);
    assert_ne!(records[0].id, records[1].id);
}

#[test]
fn each_release_finds_its_mapping_and_no_column_of_it_is_lost() {
    let file =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/standards/ctdc_columns.csv");
    let Ok(mut columns) = csv::Reader::from_path(&file) else {
        println!("NOT TESTED: {} is not there", file.display());
        return;
    };
    let rows: Vec<csv::StringRecord> = columns.records().map(Result::unwrap).collect();
    let of = |version: &str| -> Vec<String> {
        let those = rows.iter().filter(|row| row[1].starts_with(version) && !row[2].starts_with('('));
        those.map(|row| row[2].to_owned()).collect()
    };
    let newest: Vec<String> = of("2024-02").iter().map(|name| name.replace("typeOf", "sectorOf")).collect();
    assert!(of("2025").iter().all(|renamed| newest.contains(renamed)));
    for (name, columns) in
        [("ctdc-2020", of("2020")), ("ctdc-2021", of("2021")), ("ctdc-2024", of("2024")), ("ctdc-2025", newest)]
    {
        assert_eq!(fitting(&columns, Codebook::embedded()).map(|ready| ready.name), Some(name));
        let mapping = get(name).unwrap().mapping(Codebook::embedded()).unwrap();
        let claim = Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH);
        let unused = mapping.mapper(claim, Secret::new([3; 32])).bind(&columns).unused;
        assert!(unused.is_empty(), "{name}: {unused:?}");
    }
}
