//! The codebook against the reference material in `../shared`, where that is present.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::PathBuf;

use overt_model::Codebook;

type Row = BTreeMap<String, String>;

/// The rows of a reference table; none, said aloud, where `../shared` is absent.
fn rows(file: &str) -> Option<Vec<Row>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference").join(file);
    let Ok(file) = File::open(&path) else {
        eprintln!("SKIPPED: {} is absent, so this test compared nothing with it", path.display());
        return None;
    };
    let mut reader = csv::Reader::from_reader(file);
    Some(reader.deserialize().map(Result::unwrap).collect())
}

/// The reference table, its columns of codes, and the list in which they must stand.
const TABLES: [(&str, &[&str], &str); 17] = [
    ("actors", &["code"], "actors"),
    ("acts", &["code"], "acts"),
    ("advantages", &["code"], "advantages"),
    ("corruption_forms", &["code"], "corruption_forms"),
    ("cross_referral_indicators", &["code"], "cross_referrals"),
    ("data_sources", &["code"], "data_sources"),
    ("financial_red_flags", &["code"], "financial_red_flags"),
    ("goals", &["code"], "goals"),
    ("ilo_forced_labour_indicators", &["code"], "ilo_indicators"),
    ("instruments", &["code"], "instruments"),
    ("outcomes", &["code"], "outcomes"),
    ("principles", &["principle", "measure", "item"], "principles"),
    ("recommendations", &["code"], "recommendations"),
    ("red_flags", &["code"], "red_flags"),
    ("stages", &["code"], "stages"),
    ("tip_elements", &["code"], "tip_elements"),
    ("victimisation", &["code"], "victimisation"),
];

/// The works that a source cites by their number, such as `002`.
fn numbered_works(source: &str) -> BTreeSet<&str> {
    let is_number = |work: &&str| work.len() == 3 && work.bytes().all(|byte| byte.is_ascii_digit());
    source.split([' ', ';', ':', ',']).filter(is_number).collect()
}

#[test]
fn every_code_of_the_reference_codebook_is_present_with_its_source() {
    let codebook = Codebook::embedded();
    let mut missing = Vec::new();
    for (table, columns, list) in TABLES {
        let Some(rows) = rows(&format!("codebook/{table}.csv")) else { continue };
        let list = codebook.list(list).unwrap();
        let mut counted = BTreeSet::new();
        for row in &rows {
            let cited = numbered_works(row.get("source").map_or("", String::as_str));
            for code in columns.iter().map(|column| row[*column].as_str()) {
                counted.insert(code);
                match list.get(code) {
                    Some(found) if cited.is_subset(&numbered_works(&found.source)) || columns.len() > 1 => {}
                    Some(found) => missing.push(format!("{table}: {code} cites {}, not {cited:?}", found.source)),
                    None => missing.push(format!("{table}: {code}")),
                }
            }
        }
        println!("{table}: {} of {} codes", counted.iter().filter(|code| list.contains(code)).count(), counted.len());
    }
    assert_eq!(missing, [""; 0], "missing from the codebook");
}

#[test]
fn every_htcds_field_is_the_name_of_exactly_one_property() {
    let Some(rows) = rows("standards/htcds_fields.csv") else { return };
    let fields = rows.iter().map(|row| row["field"].as_str()).filter(|field| !field.starts_with('('));
    let names = names(|names| names.htcds.as_deref());
    let wrong: Vec<_> = fields.filter_map(|field| wrong_count(field, &names)).collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_ctdc_column_of_2024_is_the_name_of_a_property() {
    let Some(rows) = rows("standards/ctdc_columns.csv") else { return };
    let names = names(|names| names.ctdc.as_deref());
    let columns = rows.iter().filter(|row| row["version"].starts_with("2024")).map(|row| row["column"].as_str());
    let missing: Vec<_> = columns.filter(|column| !names.contains_key(*column)).collect();
    assert_eq!(missing, [""; 0]);
}

fn wrong_count(field: &str, names: &BTreeMap<&str, BTreeSet<String>>) -> Option<String> {
    match names.get(field).map_or(0, BTreeSet::len) {
        1 => None,
        _ => Some(format!("{field}: {:?}", names.get(field))),
    }
}

/// Every name of one other standard, with the properties that bear it, each where it is declared.
fn names(
    of: impl Fn(&'static overt_model::codebook::Names) -> Option<&'static str>,
) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut names: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let codebook = Codebook::embedded();
    for schema in codebook.schemas() {
        for property in &schema.properties {
            let mut ancestors = schema.ancestors.iter().filter_map(|ancestor| codebook.schema(ancestor));
            if ancestors.any(|ancestor| ancestor.property(&property.id).is_some()) {
                continue;
            }
            for name in of(&property.names).into_iter().flat_map(|names| names.split('|')) {
                names.entry(name).or_default().insert(format!("{}.{}", schema.id, property.id));
            }
        }
    }
    names
}

#[test]
fn every_country_spelling_of_the_indices_finds_its_country() {
    let countries = Codebook::embedded().list("countries").unwrap();
    let mut wrong = BTreeSet::new();
    for table in [
        "cpi_2012_2023",
        "cpi_1995_2011",
        "tip_tiers",
        "gsi_2016",
        "wgi_1996_2019",
        "three_p_2000_2013",
        "treaties_un_2015",
        "macro_1995_on",
    ] {
        for row in rows(&format!("{table}.csv")).unwrap_or_default() {
            let (spelling, iso3) = (&row["country"], &row["iso3"]);
            // The European Union is a party to treaties and not a country.
            if iso3 != "EUE" && countries.find(spelling).map(|code| code.code.as_str()) != Some(iso3) {
                wrong.insert(format!("{table}: {spelling} is not {iso3}"));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}
