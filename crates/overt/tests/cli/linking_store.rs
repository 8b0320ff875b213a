//! `overt link` on the records of a store.

use std::fs;

use serde_json::{Value as Json, json};

use crate::shelter::{SOURCE, Shelter, succeeded};
use crate::terminal::on_terminal;

const GIVEN: [&str; 10] =
    ["Inventa", "Fictia", "Ejempla", "Nominata", "Modela", "Prueba", "Samplia", "Testina", "Figura", "Muestra"];
const FAMILY: [&str; 8] =
    ["Ejemplar", "Ficticio", "Inventado", "Muestrario", "Nombrado", "Probando", "Modelado", "Supuesto"];

fn person(given: &str, family: &str, number: usize) -> Json {
    let (year, month, day) = (1960 + number * 11 % 45, 1 + number * 5 % 12, 1 + number * 13 % 28);
    json!({ "fields": {
        "first_name": given, "family_name": family, "birth_date": format!("{year}-{month:02}-{day:02}"),
        "email": format!("{}{number}@example.org", given.to_lowercase()), "citizenships": ["NPL"],
    } })
}

/// Identifiers by the number of the person and whether it is the second record.
struct Linked {
    shelter: Shelter,
    ids: Vec<String>,
}

/// Fifty people, each recorded twice, the second time with a mistake: records `2n` and `2n + 1` are of one person.
fn shelter() -> Linked {
    let shelter = Shelter::new();
    let mut lines = String::new();
    for number in 0..50 {
        let (given, family) = (GIVEN[number * 7 % 10], FAMILY[number * 3 / 2 % 8]);
        for family in [family.to_owned(), format!("{family}o")] {
            lines.push_str(&person(given, &family, number).to_string());
            lines.push('\n');
        }
    }
    let words = ["record", "add", "Person", "--source", SOURCE, "--file", "-", "--json"];
    let answer: Json = serde_json::from_str(&succeeded(&shelter.run_with(&words, &lines))).unwrap();
    let ids = answer["records"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    Linked { shelter, ids }
}

fn entity(shelter: &Shelter, record: &str) -> Json {
    shelter.json(&["link", "history", record])["entity"].take()
}

#[test]
fn a_pair_is_weighed_by_the_run_of_its_kind_whatever_was_linked_since() {
    let Linked { shelter, ids } = shelter();
    let persons = shelter.json(&["link", "run", "--schema", "person"]);
    for number in 0..6 {
        shelter
            .add_json("Organisation", &json!({ "fields": { "name": format!("Invented {} Ltd", FAMILY[number / 2]) } }));
    }
    let bodies = shelter.json(&["link", "run", "--schema", "organisation"]);
    assert_ne!(bodies["model"], persons["model"]);
    let why = shelter.json(&["link", "explain", &ids[0], &ids[1]]);
    assert_eq!(why["model"], persons["model"], "{why}");
    assert_eq!(shelter.json(&["link", "review", &ids[0], &ids[1]])["run"], persons["run"]);
    assert_eq!(shelter.json(&["link", "review"])["run"], bodies["run"]);
    let queue = shelter.json(&["link", "review", "--schema", "person"]);
    assert!(queue["run"] == persons["run"] && queue["waiting"].as_u64().unwrap() >= 50, "{queue}");
    assert!(shelter.refused(2, &["link", "review", "--schema", "actor"]).contains("or nothing of that kind"));
}

#[test]
fn records_are_joined_looked_at_decided_and_taken_apart() {
    let Linked { shelter, ids } = shelter();
    let (a, b, c) = (ids[0].as_str(), ids[1].as_str(), ids[2].as_str());
    assert!(shelter.refused(2, &["link", "review"]).contains("nothing has been linked in this store yet"));
    let plan = shelter.json(&["link", "plan"]);
    assert_eq!((&plan["records"], &plan["inputs"][0]["store"]["records"]), (&json!(100), &json!(100)));
    let run = shelter.json(&["link", "run", "--threads", "1"]);
    let name = run["run"].as_str().unwrap();
    assert!(run["moved"].as_u64().unwrap() >= 90, "{run}");
    assert_eq!(entity(&shelter, a), entity(&shelter, b));
    assert_ne!(entity(&shelter, a), entity(&shelter, c));
    assert!(!shelter.holds("Inventado"), "names stay sealed");

    // The same again moves nobody, and entities keep their identifiers.
    let before = entity(&shelter, a);
    let again = shelter.json(&["link", "run"]);
    assert_eq!((&again["moved"], &again["model"]), (&json!(0), &run["model"]));
    assert_eq!(entity(&shelter, a), before);

    let why = shelter.text(&["link", "explain", a, b]);
    assert!(why.contains(run["model"].as_str().unwrap()) && why.contains("Email: equal"), "{why}");
    let queue = shelter.json(&["link", "review"]);
    assert!(queue["waiting"].as_u64().unwrap() >= 50, "{queue}");
    let shown = shelter.text(&["link", "review", a, b]);
    assert!(shown.contains("Ejemplaro") && shown.contains("--different"), "{shown}");

    // A decision holds against the model, and the note is sealed.
    let note = shelter.path("note.txt");
    fs::write(&note, "their mothers differ, said Inventa").unwrap();
    let note = note.display().to_string();
    let decided = shelter.json(&["link", "review", a, b, "--different", "--note-from", &note]);
    assert!(decided["apart"]["moved"].as_u64().unwrap() >= 1, "{decided}");
    assert!(!shelter.holds("their mothers differ"));
    shelter.json(&["link", "run"]);
    let (one, other) = (entity(&shelter, a), entity(&shelter, b));
    assert!(one.is_null() || one != other, "no run joins what somebody held to be different");
    let queue = shelter.json(&["link", "review", "--limit", "1000"]);
    let is_there = queue["pairs"].as_array().unwrap().iter().any(|pair| {
        let pair = pair["records"].to_string();
        pair.contains(a) && pair.contains(b)
    });
    assert!(!is_there, "what is decided waits no longer");
    let said = shelter.refused(6, &["link", "review", a, b, "--same", "--second"]);
    assert!(said.contains("another person than the first"), "{said}");

    // A record leaves its entity, then everything the first run has joined comes apart.
    let (leaves, stays) = (ids[4].as_str(), ids[5].as_str());
    assert_eq!(entity(&shelter, leaves), entity(&shelter, stays));
    let out = shelter.path("tables").display().to_string();
    shelter.json(&["export", "csv", "--out", &out, "--schema", "Person"]);
    let undone = shelter.json(&["link", "undo", leaves, "--yes"]);
    let export = &undone["exports"][0];
    assert_eq!((&export["kind"], &export["format"]), (&json!("file"), &json!("csv")), "{undone}");
    assert!(entity(&shelter, leaves).is_null());
    let undone = shelter.text(&["link", "undo", name, "--yes"]);
    assert!(undone.contains("stand alone") && undone.contains("file (csv)"), "{undone}");
    assert!(entity(&shelter, ids[6].as_str()).is_null());
    let history = shelter.text(&["link", "history", ids[6].as_str()]);
    assert!(history.contains("joined by linkage:") && history.contains("was taken back"), "{history}");
}

#[test]
fn who_may_not_open_names_cannot_link_and_is_told_what_to_do() {
    let Linked { shelter, ids } = shelter();
    shelter.add_account("bela", &[]);
    for words in [&["link", "run"][..], &["link", "plan"], &["link", "undo", &ids[0], "--yes"]] {
        let output = shelter.run_as("bela", words);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{words:?}: {said}");
        assert!(output.stdout.is_empty() && !said.contains("Inventa"), "{said}");
    }
    let output = shelter.run_as("bela", &["link", "run"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("opens the class `direct`") && said.contains("--as NAME"), "{said}");
}

#[test]
fn a_model_of_the_store_can_be_kept_and_used_for_files() {
    let Linked { shelter, ids } = shelter();
    let model = shelter.path("model.toml").display().to_string();
    let trained = shelter.json(&["link", "train", "--model", &model]);
    let run = shelter.json(&["link", "run", "--model", &model]);
    assert_eq!(run["model"], trained["version"]);
    let text = fs::read_to_string(&model).unwrap();
    assert!(!text.contains("Ejempla"), "a model holds no value");
    let out = shelter.path("report.html").display().to_string();
    let report = shelter.text(&["link", "report", "--model", &model, "--out", &out]);
    assert!(report.contains("Nobody has said which records are the same"), "{report}");
    assert!(fs::read_to_string(&out).unwrap().starts_with("<!"));
    let said = shelter.refused(2, &["link", "report", "--truth", "person", "--out", &out]);
    assert!(said.contains("does not know who records truly are about"), "{said}");
    let said = shelter.refused(2, &["link", "run", "--entities", "x.csv"]);
    assert!(said.contains("stays in the store"), "{said}");
    let said = shelter.refused(2, &["link", "undo", "nothing", "--yes"]);
    assert!(said.contains("`record:…`, `entity:…` and `linkage:…`"), "{said}");
    let said = shelter.refused(2, &["link", "review", &ids[0], &ids[1], "--second"]);
    assert!(said.contains("--same"), "{said}");
}

#[test]
fn pairs_are_asked_about_on_a_terminal_one_after_the_other() {
    let Linked { shelter, .. } = shelter();
    shelter.json(&["link", "run"]);
    let waiting = |shelter: &Shelter| shelter.json(&["link", "review"])["waiting"].as_u64().unwrap();
    let before = waiting(&shelter);
    let command = shelter.command("amina", &["link", "review", "--ask"]);
    let mut words = vec!["env".to_owned()];
    words.extend(command.get_envs().map(|(name, value)| format!("{}={}", name.display(), value.unwrap().display())));
    words.extend([command.get_program()].into_iter().chain(command.get_args()).map(|word| word.display().to_string()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let prompt = "skip or stop? ";
    let dialogue = [(prompt, "s"), (prompt, "same"), (prompt, "skip"), (prompt, "unsure"), (prompt, "stop")];
    let Some((status, shown)) = on_terminal(&words, &dialogue) else { return };
    assert!(status.success() && shown.contains("2 decision(s) are kept"), "{shown}");
    assert!(shown.contains("Before comparing") && shown.contains("The two are held to be the same"), "{shown}");
    assert_eq!(waiting(&shelter), before - 2);
}
