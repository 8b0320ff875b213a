use proptest::prelude::*;

use super::{Codebook, Files, Findable, Kind, diff, embedded_files};
use crate::{Class, Lang, Record, State, Value};

fn files() -> Files {
    embedded_files().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn read(files: &Files) -> Result<Codebook, Vec<String>> {
    Codebook::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
        .map_err(|refused| refused.0.iter().map(ToString::to_string).collect())
}

/// The embedded files with one edit; `from` must be there.
fn edited(path: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let text = files.get_mut(path).unwrap_or_else(|| panic!("{path} is missing"));
    assert!(text.contains(from), "{path} does not contain {from}");
    *text = text.replacen(from, to, 1);
    files
}

fn line_of(path: &str, needle: &str) -> usize {
    1 + files()[path].split(needle).next().unwrap().matches('\n').count()
}

#[test]
fn the_embedded_codebook_is_clean() {
    let warnings: Vec<_> = Codebook::embedded().warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn adding_a_property_is_an_edit_of_one_file() {
    let property = r#"
[[property]]
id = "eye_colour"
section = "who"
type = "text"
max_chars = 20
class = "direct"
deidentify = "drop"
label = { en = "Colour of the eyes", es = "Color de los ojos", fr = "Couleur des yeux" }
help = { en = "As the source says.", es = "Según la fuente.", fr = "Selon la source." }
"#;
    let mut files = files();
    files.get_mut("schemas/corrupt_act.toml").unwrap().push_str(property);
    let codebook = read(&files).unwrap();
    assert_eq!(
        codebook.schema("CorruptAct").unwrap().property("eye_colour").map(|property| property.class),
        Some(Class::Direct)
    );
    let changes = diff(Codebook::embedded(), &codebook);
    assert!(changes.iter().all(|change| change.path.starts_with("CorruptAct.eye_colour.") && change.before.is_none()));
    assert!(!changes.is_empty());
}

#[test]
fn a_diff_tells_every_change_of_lists_codes_schemas_rules_and_messages() {
    let mut files = edited("lists/stages.toml", "en = \"Stages\"", "en = \"Steps\"");
    for (path, from, to) in [
        ("lists/stages.csv", "Shelter", "Safe house"),
        ("schemas/case.toml", "en = \"Case\"", "en = \"File\""),
        ("schemas/case.toml", "when = \"closed_on < opened_on\"", "when = \"closed_on <= opened_on\""),
        ("messages.toml", "The codebook knows no such kind of record.", "There is no such kind of record."),
    ] {
        let text = files.get_mut(path).unwrap();
        assert!(text.contains(from), "{path} does not contain {from}");
        *text = text.replacen(from, to, 1);
    }
    let changes = diff(Codebook::embedded(), &read(&files).unwrap());
    let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "Case.label.en",
            "Case.rule.closed-before-opened.when",
            "messages.unknown-schema.en",
            "stages.V4.label.en",
            "stages.title.en",
        ]
    );
}

#[test]
fn malformed_files_are_refused_with_file_line_and_reason() {
    let stages = "lists/stages.csv";
    let act = "schemas/corrupt_act.toml";
    for (files, file, line, reason) in [
        (edited(stages, "\nT2,", "\nT1,"), stages, line_of(stages, "\nT2,") + 1, "`T1` stands twice"),
        (edited(stages, "\nT2,", "\nT 2,"), stages, line_of(stages, "\nT2,") + 1, "letters, digits"),
        (edited(stages, "code,label", "id,label"), stages, 1, "header must begin with"),
        (
            edited("lists/actors.csv", "\nP02,", "\nP02,extra,"),
            "lists/actors.csv",
            line_of("lists/actors.csv", "\nP02,") + 1,
            "cells",
        ),
        (
            edited(act, "class = \"open\"", "class = \"secret\""),
            act,
            line_of(act, "class = \"open\""),
            "not a code of the list `classes`",
        ),
        (
            edited(act, "list = \"stages\"", "list = \"phases\""),
            act,
            line_of(act, "list = \"stages\""),
            "no list `phases`",
        ),
        (
            edited(act, "type = \"code\"", "type = \"codes\""),
            act,
            line_of(act, "type = \"code\""),
            "not a property type",
        ),
        (
            edited(act, "deidentify = \"keep\"", "deidentify = \"drop\""),
            act,
            line_of(act, "id = \"stage\""),
            "contradicts class open",
        ),
        (
            edited(act, "max_chars = 200", "pattern = \"[\""),
            act,
            line_of(act, "max_chars = 200"),
            "not a regular expression",
        ),
        (edited(act, "max_chars = 200", "min = 3"), act, line_of(act, "id = \"crossing\""), "no meaning for type text"),
        (
            edited(act, "extends = \"Record\"", "extends = \"Recrod\""),
            act,
            line_of(act, "extends ="),
            "which there is not",
        ),
        (
            edited(act, "when = \"act = tip_elements:EM7\"", "when = \"act = EM7\""),
            act,
            line_of(act, "when = \"act = tip"),
            "`EM7` is not in the list `acts`",
        ),
        (
            edited(act, "source = \"000:L63", "source = \"999:L63"),
            act,
            line_of(act, "id = \"cleared-but-convicted\""),
            "not in the list `works`",
        ),
        (edited("lists/tlp.csv", "\nRED,", "\nCRIMSON,"), "lists/tlp.csv", 0, "expects exactly the codes"),
        (edited("lists/standing.csv", "cleared;withdrawn\n", "withdrawn\n"), "lists/standing.csv", 0, "may become"),
        (edited("messages.toml", "[too-long]", "[too-short]"), "messages.toml", 0, "no message `too-long`"),
        (edited("codebook.toml", "version =", "version : "), "codebook.toml", 1, ""),
        (edited("lists/outcomes.csv", ",T4,", ",T44,"), "lists/outcomes.csv", 0, "`T44` is not in stages"),
    ] {
        let findings = read(&files).unwrap_err();
        let place = if line > 0 { format!("{file}:{line}: error: ") } else { file.to_owned() };
        let hit = findings.iter().any(|finding| finding.starts_with(&place) && finding.contains(reason));
        assert!(hit, "expected `{place}…{reason}…`, found {findings:#?}");
    }
}

#[test]
fn what_works_but_should_be_looked_at_is_a_warning_with_its_line() {
    let mut files = edited("lists/goals.csv", ",Invisibilidad del delito,", ",,");
    let definition =
        "\"The corruption keeps the trafficking from being seen at all: no check, no question, clean papers.\"";
    let goals = files.get_mut("lists/goals.csv").unwrap();
    assert!(goals.contains(definition));
    *goals = goals.replacen(definition, "", 1);
    let lonely = "schema = 'Lonely'\nlabel = { en = 'Lonely', es = 'Solo' }\nabout = 'Nothing leads here.'";
    files.insert("schemas/lonely.toml".into(), lonely.into());
    let warnings: Vec<_> = read(&files).unwrap().warnings().iter().map(ToString::to_string).collect();
    for expected in [
        "lists/goals.csv:2: warning: the label of `G1` has no es translation",
        "lists/goals.csv:2: warning: code `G1` has no definition",
        "schemas/lonely.toml:1: warning: the label of the schema has no fr translation",
        "schemas/lonely.toml:1: warning: nothing leads to or from schema `Lonely`",
    ] {
        assert!(warnings.iter().any(|warning| warning.starts_with(expected)), "{expected} is not in {warnings:#?}");
    }
}

#[test]
fn circles_of_parents_and_of_schemas_are_refused() {
    let mut files = files();
    let actors = files.get_mut("lists/actors.csv").unwrap();
    let row = actors.lines().find(|line| line.starts_with("P01,")).unwrap().to_owned();
    let mut cells: Vec<_> = row.split(',').map(str::to_owned).collect();
    cells[5] = "P03".into();
    *actors = actors.replacen(&row, &cells.join(","), 1);
    let person = files.get_mut("schemas/person.toml").unwrap();
    *person = person.replacen("extends = \"Record\"", "extends = \"Victim\"", 1);
    let findings = read(&files).unwrap_err().join("\n");
    assert!(findings.contains("`P01` is its own ancestor"), "{findings}");
    assert!(findings.contains("schema `Person` extends itself through `Victim`"), "{findings}");
}

#[test]
fn a_spelling_finds_its_code_whatever_the_language_case_or_country() {
    let codebook = Codebook::embedded();
    let find = |list: &str, spelling: &str| {
        codebook.list(list).and_then(|list| list.find(spelling)).map(|code| code.code.to_string())
    };
    for (list, spelling, code) in [
        ("countries", "NA", Some("NAM")),
        ("countries", "  burma ", Some("MMR")),
        ("countries", "UK", Some("GBR")),
        ("countries", "EL", Some("GRC")),
        ("countries", "XK", Some("XKX")),
        ("countries", "Alemania", Some("DEU")),
        ("countries", "Côte d’Ivoire", Some("CIV")),
        ("countries", "Narnia", None),
        ("countries", "", None),
        ("tlp", "TLP:AMBER+STRICT", Some("AMBER+STRICT")),
        ("methods_of_control", "DebtBondage ", Some("DebtBondage")),
        ("age_bands", "0--8", Some("0-8")),
    ] {
        assert_eq!(find(list, spelling).as_deref(), code, "{list} {spelling}");
    }
}

#[test]
fn an_old_record_is_brought_to_this_version_and_says_what_changed() {
    let codebook = Codebook::embedded();
    let json = serde_json::json!({
        "id": "record:00000000000000000000000000000001", "schema": "CountryObservation", "codebook": "0.9.0",
        "claim": { "source": "source:00000000000000000000000000000002", "standing": "alleged", "grade": "A1", "handling": "CLEAR",
                   "recorded": "2026-11-23T10:00:00Z" },
        "fields": { "instrument": "N01b" },
    });
    let (mut record, problems) = Record::from_json(json, codebook).unwrap();
    assert_eq!(problems, []);
    let migrated = codebook.migrate(&mut record);
    assert_eq!(record.values("instrument"), [Value::code("N01")]);
    assert_eq!((migrated.len(), migrated[0].replaced, &record.codebook), (1, true, &codebook.version));
    assert_eq!(codebook.migrate(&mut record), []);
}

/// The embedded files with one index more, on three lines at the end of a file.
fn indexed(path: &str, field: &str, of: &str) -> Files {
    let mut files = files();
    let index = format!("[[blind_index]]\nfield = \"{field}\"\nof = {of}\n");
    files.get_mut(path).unwrap().push_str(&index);
    files
}

#[test]
fn a_victim_is_found_by_all_that_a_person_is_found_by_and_by_what_it_adds() {
    let codebook = read(&indexed("schemas/victim.toml", "paper-number", r#"["external_id"]"#)).unwrap();
    let indexes = |schema: &str| codebook.schema(schema).unwrap().blind_indexes.clone();
    let (victim, person) = (indexes("Victim"), indexes("Person"));
    assert_eq!((victim[0].field, &*victim[0].of), (Findable::PaperNumber, &["external_id".into()][..]));
    assert_eq!(victim[1..], person);
    assert!(person.iter().any(|index| index.of == ["first_name", "middle_name", "family_name"]));
    let changes = diff(Codebook::embedded(), &codebook);
    let told: Vec<_> = changes.iter().map(|change| (change.path.as_str(), change.after.as_deref())).collect();
    assert_eq!(told, [("Victim.blind_index.external_id", Some("paper-number"))]);
}

#[test]
fn a_diff_tells_an_index_that_became_another() {
    let index = "of = [\"first_name\", \"middle_name\", \"family_name\"]";
    let changes =
        diff(Codebook::embedded(), &read(&edited("schemas/person.toml", index, "of = [\"first_name\"]")).unwrap());
    let paths: Vec<_> = changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "Person.blind_index.first_name",
            "Person.blind_index.first_name+middle_name+family_name",
            "Victim.blind_index.first_name",
            "Victim.blind_index.first_name+middle_name+family_name",
        ]
    );
}

#[test]
fn an_index_that_could_tell_who_somebody_is_or_means_nothing_is_refused() {
    let (person, victim) = ("schemas/person.toml", "schemas/victim.toml");
    for (path, field, of, line, reason) in [
        (person, "gender", r#"["full_name"]"#, 2, "unknown variant `gender`"),
        (person, "phone", "[]", 3, "at least one property"),
        (person, "phone", r#"["telefone"]"#, 3, "`telefone` is not a property"),
        (person, "person-name", r#"["birth_date"]"#, 3, "`birth_date` cannot be indexed"),
        (person, "person-name", r#"["photograph"]"#, 3, "`photograph` cannot be indexed"),
        (person, "person-name", r#"["position"]"#, 3, "`position` cannot be indexed"),
        (person, "phone", r#"["home_phone", "mobile_phones"]"#, 3, "`mobile_phones` takes several values"),
        (person, "paper-number", r#"["full_name"]"#, 3, "`full_name` is indexed twice"),
        (victim, "person-name", r#"["full_name"]"#, 3, "`full_name` is indexed twice"),
    ] {
        let findings = read(&indexed(path, field, of)).unwrap_err();
        let place = format!("{path}:{}: error: ", files()[path].lines().count() + line);
        let hit = findings.iter().any(|finding| finding.starts_with(&place) && finding.contains(reason));
        assert!(hit, "expected `{place}…{reason}…`, found {findings:#?}");
    }
}

#[test]
fn a_record_is_found_by_each_of_its_names_numbers_and_papers() {
    let codebook = Codebook::embedded();
    let json = serde_json::json!({
        "id": "record:00000000000000000000000000000001", "schema": "Victim", "codebook": "1.1.0",
        "claim": { "source": "source:00000000000000000000000000000002", "standing": "alleged", "grade": "A1", "handling": "RED",
                   "recorded": "2026-11-26T10:00:00Z" },
        "fields": {
            "full_name": { "state": "withheld" }, "family_name": "Example", "first_name": "Una", "gender": "female",
            "other_names": ["Nobody", "No One"], "home_phone": "+99 123", "identity_numbers": ["X 1"], "notes": "Una of X 1",
        },
    });
    let (record, _) = Record::from_json(json, codebook).unwrap();
    let found: Vec<_> = codebook.schema("Victim").unwrap().findable(&record).collect();
    let found: Vec<_> = found.iter().map(|(field, text)| (*field, text.expose().as_str())).collect();
    assert_eq!(
        found,
        [
            (Findable::PersonName, "Nobody"),
            (Findable::PersonName, "No One"),
            (Findable::PersonName, "Una Example"),
            (Findable::Phone, "+99 123"),
            (Findable::PaperNumber, "X 1"),
        ]
    );
}

#[test]
fn sealed_and_published_never_meet() {
    for schema in Codebook::embedded().schemas() {
        for property in &schema.properties {
            let leaves = !["drop", "pseudonym"].contains(&property.deidentify.as_str());
            assert!(!(property.class.is_sealed() && leaves), "{}.{}", schema.id, property.id);
        }
    }
}

#[test]
fn nothing_about_a_victim_has_a_name_in_follow_the_money() {
    let codebook = Codebook::embedded();
    for schema in codebook.schemas().filter(|schema| schema.names.ftm.is_some()) {
        assert!(!schema.is_a("Victim"));
        for property in schema.properties.iter().filter(|property| property.names.ftm.is_some()) {
            if let Kind::Reference { to } = &property.kind {
                assert!(!to.iter().any(|target| target == "Victim"), "{}.{}", schema.id, property.id);
            }
        }
    }
}

#[test]
fn every_property_can_say_that_nobody_asked_unless_it_must_be_answered() {
    for schema in Codebook::embedded().schemas() {
        for property in &schema.properties {
            assert!(property.required || property.states.contains(State::NotAsked), "{}.{}", schema.id, property.id);
        }
    }
}

#[test]
fn labels_exist_in_three_languages() {
    for list in Codebook::embedded().lists().filter(|list| list.id != "works") {
        for code in list.codes() {
            assert!(
                Lang::ALL.iter().all(|&lang| !code.label.translation(lang).is_empty()),
                "{}.{}",
                list.id,
                code.code
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_codebook_with_one_character_changed_is_read_or_refused_but_never_panics(
        file in any::<prop::sample::Index>(),
        position in any::<prop::sample::Index>(),
        put in prop::sample::select(vec!["", "\"", ",", "\n", "[", "]", "=", "é", "\u{0}", "9", "'''", ";", "not ("]),
    ) {
        let mut files = files();
        let path = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let text = files.get_mut(&path).unwrap();
        let at = text.floor_char_boundary(position.index(text.len()));
        let end = text.ceil_char_boundary(at + 1);
        text.replace_range(at..end, put);
        if let Err(findings) = read(&files) {
            prop_assert!(findings.iter().all(|finding| finding.contains(": error: ")));
        }
    }
}
