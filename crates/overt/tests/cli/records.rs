//! `overt record`.

use std::fs;

use jiff::ToSpan as _;
use serde_json::json;

use crate::secrets::in_file;
use crate::shelter::{SOURCE, Shelter, succeeded, today};
use crate::terminal::{on_terminal, without_terminal};

const NAME: &str = "Inventa Ejemplo";
const ACT: [&str; 9] =
    ["CorruptAct", "--set", "stage=T4", "--set", "act=A18", "--set", "actor_role=P06", "--set", "happened_on=2017-05~"];

fn nowhere() -> String {
    format!("record:{:032x}", 7)
}

fn victim(shelter: &Shelter) -> String {
    let fields = json!({
        "full_name": NAME, "mobile_phones": ["+977 1 5550 1234"], "trafficking_status": "PossibleVictimOfTrafficking",
        "registered_on": "2026-03", "notes": "an invented story", "place_of_recruitment": { "country": "NPL", "locality": "Inventedpur" },
    });
    shelter.add_json("Victim", &json!({ "fields": fields }))
}

#[test]
fn without_a_source_there_is_no_record() {
    let shelter = Shelter::empty();
    let said = shelter.refused(6, &[&["record", "add"], &ACT[..]].concat());
    assert!(said.contains("without a source there is no record") && said.contains("--source"), "{said}");
    let said = shelter.refused(6, &[&["record", "add"], &ACT[..], &["--source", "nobody"]].concat());
    assert!(said.contains("overt source add"), "{said}");
    assert_eq!(shelter.text(&["record", "find", "--count"]), "0 record(s)\n");
}

#[test]
fn nothing_is_added_or_changed_under_a_source_that_is_over() {
    let shelter = Shelter::new();
    let id = shelter.add(&ACT);
    shelter.text(&["source", "end", SOURCE]);
    let yesterday = today().saturating_sub(1.day()).to_string();
    let said = shelter.refused(6, &[&["record", "add"], &ACT[..], &["--source", SOURCE]].concat());
    assert!(said.contains(&yesterday), "{said}");
    shelter.refused(6, &["record", "edit", &id, "--set", "rank=?"]);
    let due = shelter.text(&["record", "find", "--due"]);
    assert!(due.contains(&id) && due.contains("its source is over: Invented shelter"), "{due}");
}

#[test]
fn a_record_takes_its_claim_from_the_source_and_is_shown_in_words() {
    let shelter = Shelter::new();
    let id = shelter.add(&ACT);
    let shown = shelter.text(&["record", "show", &id]);
    for words in [
        "Act of corruption (CorruptAct)",
        "Revision 1, ",
        "Alleged · grade F6 · TLP:AMBER · source: Invented shelter",
        "An allegation is a reason to look, never a finding.",
        "What happened\n",
        "(A18)",
        "2017-05~",
        "that nobody asked",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let claim = &shelter.json(&["record", "show", &id])["record"]["claim"];
    assert_eq!(claim["recorded"], format!("{}T00:00:00Z", today()));
    assert!(
        shelter.text(&["record", "show", &id, "--lang", "fr"]).contains("Une allégation est une raison de regarder")
    );
}

#[test]
fn a_name_on_the_command_line_is_refused_and_not_echoed() {
    let shelter = Shelter::new();
    let add = |arguments: &[&'static str]| [&["record", "add", "Victim", "--source", SOURCE], arguments].concat();
    for arguments in [
        add(&["--set", "full_name=Inventa Ejemplo"]),
        add(&["--set", "notes=Inventa Ejemplo"]),
        add(&["--set", "Inventa Ejemplo"]),
        add(&["--set", "Ejemplo=Inventa"]),
        add(&["--set", "trafficking_status=Inventa Ejemplo"]),
        add(&["full_name=Inventa Ejemplo"]),
        vec!["record", "find", "--name", "Inventa Ejemplo"],
        vec!["record", "find", "--name=Inventa Ejemplo"],
        vec!["record", "find", "--code", "full_name=Inventa Ejemplo"],
        vec!["record", "show", "Inventa Ejemplo"],
        vec!["consent", "list", "Inventa Ejemplo"],
    ] {
        for arguments in [arguments.clone(), [&*arguments, &["--json"]].concat()] {
            let said = shelter.refused(2, &arguments);
            assert!(!said.contains("Inventa") && !said.contains("Ejemplo"), "{arguments:?}: {said}");
        }
    }
    let said = shelter.refused(2, &add(&["--set", "full_name=Inventa Ejemplo"]));
    assert!(said.contains("--ask full_name") && said.contains("--file -"), "{said}");
    assert_eq!(shelter.text(&["record", "find", "--count"]), "0 record(s)\n");
}

#[test]
fn a_name_can_be_typed_at_the_terminal() {
    let shelter = Shelter::new();
    let command = shelter.command(
        "amina",
        &["record", "add", "Victim", "--source", SOURCE, "--set", "trafficking_status=?", "--ask", "full_name"],
    );
    let program = command.get_program().to_str().unwrap();
    let data = format!("OVERT_DATA={}", shelter.data().display());
    let words: Vec<_> =
        ["env", &data, program].into_iter().chain(command.get_args().map(|word| word.to_str().unwrap())).collect();
    let Some((status, shown)) = on_terminal(&words, &[("Full name: ", NAME)]) else { return };
    assert!(status.success(), "{shown}");
    let id = shown.lines().find(|line| line.starts_with("record:")).unwrap().trim();
    assert!(shelter.text(&["record", "show", id, "--open", "direct"]).contains(NAME));
    let Some(mut command) = without_terminal(program) else { return };
    command.env("OVERT_DATA", shelter.data());
    let output = command.args(&words[3..]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn without_open_nothing_sealed_is_printed_and_nothing_sealed_is_on_the_disk() {
    // Fewer digits of the telephone number could be part of an identifier.
    let sealed_values = [NAME, "5550 1234", "an invented story", "Inventedpur"];
    let shelter = Shelter::new();
    let id = victim(&shelter);
    for arguments in [&["record", "show", &id][..], &["record", "find", "--schema", "Victim"]] {
        for arguments in [arguments.to_vec(), [arguments, &["--json"]].concat()] {
            let shown = shelter.text(&arguments);
            for sealed in sealed_values.into_iter().chain(["55501234"]) {
                assert!(!shown.contains(sealed), "{arguments:?}: {sealed}");
            }
        }
    }
    let opened = shelter.text(&["record", "show", &id, "--open", "all", "--purpose", "refer"]);
    for sealed in sealed_values {
        assert!(opened.contains(sealed), "{sealed}: {opened}");
        assert!(!shelter.holds(sealed), "{sealed}");
    }
    assert!(!shelter.holds("55501234"));
    let narrative = shelter.text(&["record", "show", &id, "--open", "narrative"]);
    assert!(narrative.contains("an invented story") && !narrative.contains(NAME));
}

#[test]
fn classes_that_one_may_not_open_are_simply_not_there() {
    let shelter = Shelter::new();
    let id = victim(&shelter);
    shelter.add_account("ben", &[]);
    let asked = succeeded(&shelter.run_as("ben", &["record", "show", &id, "--open", "all"]));
    assert_eq!(asked, succeeded(&shelter.run_as("ben", &["record", "show", &id])));
    assert!(!asked.contains(NAME) && !asked.contains("sealed") && !asked.contains("direct"), "{asked}");
}

#[test]
fn absent_erased_and_forbidden_look_the_same() {
    let shelter = Shelter::new();
    let (id, gone) = (victim(&shelter), shelter.add(&ACT));
    let file = shelter.path("letter.txt");
    fs::write(&file, "an invented letter").unwrap();
    let attached =
        shelter.json(&["record", "attach", &id, file.to_str().unwrap()])["file"].as_str().unwrap().to_owned();
    shelter.text(&["record", "erase", &gone, "--reason", "recorded-in-error", "--yes"]);
    shelter.add_account("ben", &[]);
    let nowhere = nowhere();
    let same = |name: &str, one: &[&str], other: &[&str]| {
        let (one, other) = (shelter.run_as(name, one), shelter.run_as(name, other));
        assert_eq!(one.status.code(), Some(3), "{one:?}");
        assert_eq!((one.status, &one.stdout, &one.stderr), (other.status, &other.stdout, &other.stderr), "{other:?}");
        assert!(one.stdout.is_empty());
    };
    let (letter, no_file) = (file.to_str().unwrap(), nowhere.replace("record", "file"));
    for (name, arguments, one, other) in [
        ("amina", &["record", "show", "ID"][..], &nowhere, &gone),
        ("amina", &["record", "edit", "ID", "--set", "rank=?"], &nowhere, &gone),
        ("amina", &["record", "files", "ID"], &nowhere, &gone),
        ("amina", &["record", "attach", "ID", letter], &nowhere, &gone),
        ("amina", &["record", "erase", "ID", "--reason", "ordered", "--yes"], &nowhere, &gone),
        ("ben", &["record", "open-file", "ID", "--out", "/nowhere/x"], &no_file, &attached),
        ("amina", &["consent", "list", "ID"], &nowhere, &gone),
        ("amina", &["consent", "withdraw", "ID"], &nowhere, &gone),
    ] {
        for last in [&["--json"][..], &[]] {
            let with = |id| -> Vec<&str> {
                arguments.iter().map(|&word| if word == "ID" { id } else { word }).chain(last.iter().copied()).collect()
            };
            same(name, &with(one), &with(other));
        }
    }
}

#[test]
fn every_problem_is_told_at_once_in_the_language_of_the_reader() {
    let shelter = Shelter::new();
    let input = json!([
        { "fields": { "stage": "T4", "act": "A99", "happened_on": "2931" } },
        { "fields": { "stage": 7, "act": "A18" } },
    ]);
    let arguments = ["record", "add", "CorruptAct", "--source", SOURCE, "--file", "-"];
    let said = |last: &[&str]| {
        let output = shelter.run_with(&[&arguments, last].concat(), &input.to_string());
        assert_eq!(output.status.code(), Some(6), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let english = said(&[]);
    for words in ["record 1, error at act: ", "record 1, error at happened_on: ", "record 2, error at stage: "] {
        assert!(english.contains(words), "{words}: {english}");
    }
    assert!(!english.contains("A99") && !english.contains("2931"), "{english}");
    assert!(said(&["--lang", "es"]).contains("«"));
    let error: serde_json::Value = serde_json::from_str(&said(&["--json"])).unwrap();
    assert!(error["error"]["problems"].as_array().unwrap().len() >= 3, "{error}");
    assert_eq!(shelter.text(&["record", "find", "--count"]), "0 record(s)\n");
}

#[test]
fn gaps_are_told_and_refuse_nothing() {
    let shelter = Shelter::new();
    let answer = shelter.text(&["record", "add", "CorruptAct", "--source", SOURCE, "--set", "stage=T4"]);
    assert!(answer.starts_with("record:") && answer.contains("gap at act: "), "{answer}");
}

#[test]
fn several_records_come_from_an_array_or_from_lines_all_or_none() {
    let shelter = Shelter::new();
    let line = |stage: &str| json!({ "schema": "CorruptAct", "fields": { "stage": stage, "act": "A18" } }).to_string();
    let lines: String = (0..100).map(|_| line("T4") + "\n").collect();
    let arguments = ["record", "add", "--source", SOURCE, "--file", "-"];
    let output = shelter.run_with(&arguments, &lines);
    assert_eq!(succeeded(&output).lines().filter(|line| line.starts_with("record:")).count(), 100);
    let array = format!("[{},{}]", line("T4"), line("nothing"));
    assert_eq!(shelter.run_with(&arguments, &array).status.code(), Some(6));
    assert_eq!(shelter.text(&["record", "find", "--count"]), "100 record(s)\n");
    let output = shelter.run_with(&arguments, "{\n \"Inventa\" ");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("standard input: line 2") && !said.contains("Inventa"), "{said}");
}

#[test]
fn an_edit_makes_a_revision_and_the_history_tells_both() {
    let shelter = Shelter::new();
    let id = shelter.add(&ACT);
    shelter.text(&["record", "edit", &id, "--set", "rank=?", "--unset", "happened_on", "--reason", "completed"]);
    let history = shelter.text(&["record", "history", &id]);
    let rows: Vec<_> = history.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{history}");
    assert!(rows[0].starts_with("1 ") && rows[0].contains("entered") && rows[0].contains("amina"), "{history}");
    assert!(rows[1].starts_with("2 ") && rows[1].contains("completed"), "{history}");
    let fields = &shelter.json(&["record", "show", &id])["record"]["fields"];
    assert_eq!((&fields["rank"]["state"], fields.get("happened_on")), (&"asked-unknown".into(), None));
    let first = shelter.json(&["record", "show", &id, "--revision", "1"]);
    assert_eq!(first["record"]["fields"]["happened_on"], "2017-05~");
    shelter.refused(3, &["record", "show", &id, "--revision", "9"]);
}

#[test]
fn a_change_of_what_somebody_else_changed_meanwhile_is_refused() {
    let shelter = Shelter::new();
    let id = shelter.add(&ACT);
    shelter.text(&["record", "edit", &id, "--set", "rank=?", "--seen", "1"]);
    let said = shelter.refused(6, &["record", "edit", &id, "--set", "rank=none", "--seen", "1"]);
    assert!(said.contains("revision 2"), "{said}");
}

#[test]
fn a_sealed_property_is_changed_by_a_file() {
    let shelter = Shelter::new();
    let id = victim(&shelter);
    let patch = json!({ "full_name": "Otra Inventada", "notes": null }).to_string();
    succeeded(&shelter.run_with(&["record", "edit", &id, "--file", "-"], &patch));
    let opened = shelter.text(&["record", "show", &id, "--open", "all"]);
    assert!(opened.contains("Otra Inventada") && !opened.contains(NAME) && !opened.contains("story"), "{opened}");
    let output =
        shelter.run_with(&["record", "edit", &id, "--file", "-"], &json!({ "registered_on": "2931" }).to_string());
    assert_eq!(output.status.code(), Some(6));
    assert!(String::from_utf8(output.stderr).unwrap().contains("error at registered_on: "));
}

#[test]
fn nobody_becomes_convicted_without_a_decision() {
    let shelter = Shelter::new();
    let id = shelter.add(&ACT);
    shelter.refused(6, &["record", "edit", &id, "--standing", "convicted"]);
    let decision = shelter.add(&["Proceeding", "--set", "kind=?"]);
    shelter.text(&["record", "edit", &id, "--standing", "Convicted", "--decision", &decision]);
    let shown = shelter.text(&["record", "show", &id]);
    assert!(
        shown.contains("Convicted · ") && shown.contains(&decision) && !shown.contains("a reason to look"),
        "{shown}"
    );
    assert!(shelter.text(&["record", "history", &id]).contains("standing-changed"));
}

#[test]
fn records_are_found_by_code_country_period_text_standing_and_reference() {
    let shelter = Shelter::new();
    let one = shelter.add(&[&ACT[..], &["--set", "place=Nepal", "--set", "crossing=the second lane"]].concat());
    let other = shelter.add(&["CorruptAct", "--set", "stage=T1", "--set", "act=A01", "--set", "happened_on=2024"]);
    let found = |arguments: &[&str]| -> Vec<String> {
        let answer = shelter.json(&[&["record", "find"], arguments].concat());
        let found = answer["found"].as_array().unwrap().iter();
        found.map(|found| found["record"]["id"].as_str().unwrap().to_owned()).collect()
    };
    for (arguments, expected) in [
        (&["--code", "act=A18"][..], &one),
        (&["--country", "np"], &one),
        (&["--from", "2017-01-01", "--to", "2017-12-31"], &one),
        (&["--from", "2020-01-01"], &other),
        (&["--text", "LANE second"], &one),
    ] {
        assert_eq!(found(arguments), std::slice::from_ref(expected), "{arguments:?}");
    }
    assert_eq!(found(&["--standing", "alleged", "--source", SOURCE, "--handling", "amber"]).len(), 2);
    assert!(found(&["--standing", "charged"]).is_empty());
    let event = shelter.add(&["Payment", "--set", "amount=400..500 EUR", "--set", &format!("acts={one}")]);
    assert_eq!(found(&["--refers", &format!("acts={one}")]), [event]);
    let page = shelter.json(&["record", "find", "--schema", "CorruptAct", "--limit", "1"]);
    let next = page["next"].as_str().unwrap();
    let rest = found(&["--schema", "CorruptAct", "--after", next]);
    assert_eq!(rest.len(), 1);
    assert_ne!(page["found"][0]["record"]["id"], rest[0].as_str());
    let said =
        shelter.refused(2, &["record", "find", "--code", "act=A18", "--country", "Nepall", "--standing", "guess"]);
    assert!(said.contains("list `countries`") && said.contains("list `standing`"), "{said}");
}

#[test]
fn a_person_is_found_by_name_phone_and_nothing_else_of_them_on_the_command_line() {
    let shelter = Shelter::new();
    let id = victim(&shelter);
    let name = in_file(&shelter.path(""), "name", "inventa  EJEMPLO");
    let found = shelter.text(&["record", "find", "--name", "--search-file", name.to_str().unwrap()]);
    assert!(found.contains(&id) && found.contains("not always one person"), "{found}");
    let found =
        shelter.run_with(&["record", "find", "--phone", "--search-fd", "0", "--purpose", "refer"], "+97715550 1234\n");
    assert!(succeeded(&found).contains(&id));
    let nobody = in_file(&shelter.path(""), "nobody", "Somebody Else");
    let found = shelter.text(&["record", "find", "--name", "--search-file", nobody.to_str().unwrap()]);
    assert!(found.starts_with("No record was found"), "{found}");
    shelter.refused(2, &["record", "find", "--search-file", name.to_str().unwrap()]);
}

#[test]
fn what_nobody_asked_is_never_counted_as_no() {
    let shelter = Shelter::new();
    for state in ["victims_present=yes", "victims_present=no", "victims_present=no", "victims_present=?"] {
        shelter.add(&[&ACT[..], &["--set", state]].concat());
    }
    shelter.add(&ACT);
    let counts = shelter.json(&["record", "find", "--schema", "CorruptAct", "--states", "victims_present"]);
    let states = &counts["states"];
    let numbers: Vec<_> = ["asked-yes", "asked-no", "asked-unknown", "not-asked"]
        .iter()
        .map(|state| states[state].as_u64().unwrap())
        .collect();
    assert_eq!((numbers, counts["records"].as_u64()), (vec![1, 2, 1, 1], Some(5)));
    let told = shelter.text(&["record", "find", "--schema", "CorruptAct", "--states", "victims_present"]);
    assert!(told.contains("Of 1 nobody asked: these are neither a yes nor a no"), "{told}");
    // Sealed properties are in no index: all of them would seem never asked.
    shelter.refused(2, &["record", "find", "--schema", "Victim", "--states", "full_name"]);
    shelter.refused(2, &["record", "find", "--states", "rank"]);
    shelter.refused(2, &["record", "find", "--state", "rank=not-asked"]);
    assert_eq!(shelter.text(&["record", "find", "--state", "victims_present=asked-no", "--count"]), "2 record(s)\n");
}

#[test]
fn what_is_held_is_not_erased_before_its_day_unless_who_answers_for_it_lifts_it() {
    let shelter = Shelter::new();
    let (id, other) = (victim(&shelter), shelter.add(&ACT));
    let until = today().saturating_add(30.days()).to_string();
    let hold = ["record", "hold", &id, &other, "--ground", "claim", "--until", &until];
    assert!(shelter.text(&hold).starts_with("Held: 2 of 2."));
    assert!(shelter.text(&hold).contains("You held them so before."));
    let erase = ["record", "erase", &id, "--reason", "person-asked", "--yes"];
    let said = shelter.refused(6, &erase);
    assert!(said.contains(&format!("held against erasing until {until}")) && said.contains("record holds"), "{said}");
    let listed = shelter.text(&["record", "holds"]);
    assert!(listed.contains(&other) && listed.contains(&format!("claim  amina  until {until}")), "{listed}");
    let of_one = shelter.json(&["record", "holds", &id]);
    assert_eq!(of_one.as_array().unwrap().len(), 1);
    shelter.text(&["record", "lift", of_one[0]["hold"].as_str().unwrap()]);
    shelter.text(&erase);
    let late = today().saturating_add(2.years()).to_string();
    let said = shelter.refused(6, &["record", "hold", &other, "--ground", "inquiry", "--until", &late]);
    assert!(said.contains("at most 366 days from now"), "{said}");
}

#[test]
fn an_erased_record_is_gone_with_a_proof_and_no_byte_of_it_is_left() {
    let shelter = Shelter::new();
    let id = victim(&shelter);
    let open = "inventedcrossing";
    let act = shelter.add(&[&ACT[..], &["--set", &format!("crossing={open}")]].concat());
    assert!(shelter.holds(open));
    let certificate = shelter.text(&["record", "erase", &id, "--reason", "person-asked", "--yes"]);
    assert!(certificate.starts_with("CERTIFICATE OF ERASURE") && certificate.contains("\nProof "), "{certificate}");
    assert!(certificate.contains("person-asked") && certificate.contains("(direct)"), "{certificate}");
    shelter.text(&["record", "erase", &act, "--reason", "ordered", "--yes"]);
    for (id, bytes) in [(&id, NAME), (&act, open)] {
        shelter.refused(3, &["record", "show", id]);
        assert!(!shelter.holds(bytes), "{bytes}");
    }
    let history = shelter.text(&["record", "history", &id]);
    assert!(history.contains("Erased on ") && history.contains("person-asked"), "{history}");
    let erased = &shelter.json(&["record", "history", &id])["erased"];
    assert!(
        erased.as_array().unwrap().iter().any(|class| class["proof"].as_str().is_some_and(|proof| proof.len() > 64))
    );
}

#[test]
fn one_class_is_erased_and_the_rest_stays() {
    let shelter = Shelter::new();
    let id = victim(&shelter);
    shelter.text(&["record", "erase", &id, "--class", "narrative", "--reason", "retention-expired", "--yes"]);
    let opened = shelter.text(&["record", "show", &id, "--open", "all"]);
    assert!(opened.contains(NAME) && !opened.contains("an invented story"), "{opened}");
}

#[test]
fn nothing_is_erased_before_somebody_says_yes() {
    let shelter = Shelter::new();
    let id = victim(&shelter);
    let command = shelter.command("amina", &["record", "erase", &id, "--class", "narrative", "--reason", "ordered"]);
    let data = format!("OVERT_DATA={}", shelter.data().display());
    let program = command.get_program().to_str().unwrap();
    let words: Vec<_> =
        ["env", &data, program].into_iter().chain(command.get_args().map(|word| word.to_str().unwrap())).collect();
    if let Some((status, shown)) = on_terminal(&words, &[("Erase this? (yes/no) ", "no")]) {
        assert_eq!(status.code(), Some(2), "{shown}");
        assert!(shown.contains("narrative: Notes") || shown.contains("Notes"), "{shown}");
    }
    if let Some(mut command) = without_terminal(program) {
        command.env("OVERT_DATA", shelter.data());
        let output = command.args(&words[3..]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("--yes"));
    }
    assert!(shelter.text(&["record", "show", &id, "--open", "narrative"]).contains("an invented story"));
}

#[test]
fn a_file_is_sealed_listed_and_opened_again() {
    let shelter = Shelter::new();
    let id = victim(&shelter);
    let file = shelter.path("invented-letter.txt");
    fs::write(&file, "a letter that stands nowhere else").unwrap();
    let attached = shelter.text(&["record", "attach", &id, file.to_str().unwrap(), "--type", "text/plain"]);
    let attached = attached.lines().next().unwrap();
    assert!(!shelter.holds("a letter that stands") && !shelter.holds("invented-letter"));
    let files = shelter.text(&["record", "files", &id]);
    assert!(
        files.contains(attached) && files.contains("invented-letter.txt") && files.contains("text/plain"),
        "{files}"
    );
    let out = shelter.path("opened");
    shelter.text(&["record", "open-file", attached, "--out", out.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&out).unwrap(), "a letter that stands nowhere else");
    let said = shelter.refused(2, &["record", "open-file", attached, "--out", out.to_str().unwrap()]);
    assert!(said.contains("is there already"), "{said}");
}

#[test]
fn a_file_of_a_record_that_is_not_there_leaves_nothing_behind() {
    let shelter = Shelter::new();
    let file = shelter.path("letter.txt");
    fs::write(&file, "an invented letter").unwrap();
    let count = || fs::read_dir(shelter.data().join("files")).map_or(0, Iterator::count);
    let before = count();
    shelter.refused(3, &["record", "attach", &nowhere(), file.to_str().unwrap()]);
    assert_eq!(count(), before);
}

#[test]
fn identities_of_a_case_are_entrusted_to_other_custodians_who_alone_open_them() {
    let shelter = Shelter::new();
    shelter.add_account("kofi", &["custodians"]);
    shelter.add_account("lena", &[]);
    let id = victim(&shelter);
    let open = ["record", "show", &id, "--open", "direct", "--json"];
    let opened = |name: &str| succeeded(&shelter.run_as(name, &open)).contains(NAME);
    shelter.text(&["team", "new", "case-12"]);
    let made = shelter.json(&["team", "new", "case-12-names", "--custodians"]);
    assert_eq!(made["kind"], "custody");
    shelter.text(&["team", "add", "case-12-names", "lena"]);
    let entrusted = shelter.text(&["team", "entrust", "case-12", "case-12-names"]);
    assert!(entrusted.contains("case-12-names keep the identities of what the team case-12 holds"), "{entrusted}");
    let handed = shelter.text(&["record", "hand-over", &id, "--to", "case-12"]);
    assert!(handed.contains("go to the team case-12-names") && handed.contains("overt team rewrap"), "{handed}");
    assert!(opened("kofi") && !opened("lena"));
    let moved = succeeded(&shelter.run_as("kofi", &["team", "rewrap", "custodians"]));
    assert!(moved.contains("moved"), "{moved}");
    assert!(!opened("kofi") && opened("lena"));
    let listed = succeeded(&shelter.unsigned(&["team", "list"]).output().unwrap());
    assert!(listed.contains("OTHER CUSTODIANS") && listed.contains("case-12-names"), "{listed}");
    let refused = shelter.run_as("kofi", &["team", "entrust", "case-12", "custodians"]);
    assert_eq!(refused.status.code(), Some(3));
    let whole = succeeded(&shelter.unsigned(&["audit", "verify", "--json"]).output().unwrap());
    assert!(whole.contains("\"findings\": []"), "{whole}");
}

#[test]
fn a_record_is_handed_to_another_team_whose_members_alone_open_it() {
    let shelter = Shelter::new();
    shelter.add_account("bela", &["caseworkers"]);
    shelter.add_account("chen", &[]);
    let id = victim(&shelter);
    let open = ["record", "show", &id, "--open", "narrative", "--json"];
    let opened = |name: &str| succeeded(&shelter.run_as(name, &open)).contains("an invented story");
    assert!(opened("bela"));
    shelter.text(&["team", "new", "case-12"]);
    shelter.text(&["team", "add", "case-12", "chen"]);
    let refused = shelter.refused(3, &["record", "hand-over", &id, "--to", "custodians"]);
    assert!(refused.contains("no team"), "{refused}");
    let handed = shelter.json(&["record", "hand-over", &id, "--to", "case-12"]);
    assert_eq!(handed["handed_over"], 1);
    assert!(!opened("bela") && opened("chen"));
    assert!(shelter.text(&["record", "history", &id]).contains("handed-over"));
    assert!(shelter.text(&["record", "hand-over", &id, "--to", "case-12"]).contains("Nothing was changed"));
    // Nobody gives this reason by hand.
    let by_hand = ["record", "edit", &id, "--set", "registered_on=2026-05", "--reason", "handed-over"];
    assert_eq!(shelter.run(&by_hand).status.code(), Some(2));
    // Whoever is in several teams says which is to hold a new record.
    let new = ["record", "add", "Victim", "--source", SOURCE, "--set", "registered_on=2026-03"];
    let which = shelter.refused(2, &new);
    assert!(which.contains("several casework teams") && which.contains("--team"), "{which}");
    shelter.text(&[&new[..], &["--team", "case-12"]].concat());
    let whole = succeeded(&shelter.unsigned(&["audit", "verify", "--json"]).output().unwrap());
    assert!(whole.contains("\"findings\": []"), "{whole}");
}
