//! `overt link` on files.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

use serde_json::Value as Json;

use crate::process::overt;

const GIVEN: [&str; 12] = [
    "Inventa", "Fictia", "Ejempla", "Nominata", "Modela", "Prueba", "Samplia", "Testina", "Figura", "Muestra",
    "Dadivosa", "Novela",
];
const FAMILY: [&str; 10] = [
    "Ejemplar",
    "Ficticio",
    "Inventado",
    "Muestrario",
    "Nombrado",
    "Probando",
    "Modelado",
    "Supuesto",
    "Anonimo",
    "Dibujado",
];
const PLACES: [&str; 5] = ["Villa Uno", "Villa Dos", "Villa Tres", "Villa Cuatro", "Villa Cinco"];

/// A folder with files of people who do not exist. Every person is there once, and two of three a second time with a mistake.
struct Desk {
    folder: tempfile::TempDir,
}

/// The rows of the file, without the line of names.
fn rows() -> Vec<String> {
    let mut rows = Vec::new();
    for person in 0..180_usize {
        let (given, family) = (GIVEN[person * 7 % 12], FAMILY[person * 3 / 2 % 10]);
        let (year, month, day) = (1960 + person * 11 % 45, 1 + person * 5 % 12, 1 + person * 13 % 28);
        let (phone, place) = (6_000_000 + person * 7919, PLACES[person * 3 % 5]);
        rows.push(format!("r{person},{given},{family},{year}-{month:02}-{day:02},{phone},{place},p{person}"));
        match person % 3 {
            0 => rows.push(format!("s{person},{given},{family}o,{year}-{month:02}-{day:02},{phone},,p{person}")),
            1 => rows.push(format!("s{person},{},{family},{year}-{month:02}-{day:02},,{place},p{person}", &given[..5])),
            _ => {}
        }
    }
    rows
}

const NAMES: &str = "ID,Given Name,family-name,DOB,phone,city,person";

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("people.csv", &table(&rows()));
        desk
    }

    fn path(&self, name: &str) -> String {
        self.file(name).display().to_string()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    /// Runs `overt link`; words that begin with `@` are files of the folder.
    fn link(&self, words: &[&str]) -> Output {
        let words: Vec<String> = words
            .iter()
            .map(|word| word.strip_prefix('@').map_or_else(|| (*word).to_owned(), |name| self.path(name)))
            .collect();
        overt(&[&["link"], words.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat())
    }

    fn done(&self, words: &[&str]) -> String {
        let output = self.link(words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, words: &[&str]) -> Json {
        serde_json::from_str(&self.done(&[words, &["--json"]].concat())).unwrap()
    }

    /// What is said when it ends with this code. Nothing is left behind that was not there.
    fn refused(&self, code: i32, words: &[&str]) -> String {
        let before = self.names();
        let output = self.link(words);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
        assert!(output.stdout.is_empty(), "{words:?}");
        assert_eq!(self.names(), before, "{words:?}");
        said
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn trained() -> Self {
        let desk = Self::new();
        desk.done(&["train", "@people.csv", "--model", "@model.toml", "--quiet"]);
        desk
    }
}

fn table(rows: &[String]) -> String {
    format!("{NAMES}\n{}\n", rows.join("\n"))
}

/// The entity of each record.
fn entities(text: &str) -> std::collections::BTreeMap<&str, &str> {
    text.lines().skip(1).map(|line| line.split_once(',').unwrap()).collect()
}

#[test]
fn a_model_is_learned_used_and_explained() {
    let desk = Desk::new();
    let trained = desk.json(&["train", "@people.csv", "--model", "@model.toml"]);
    let version = trained["version"].as_str().unwrap();
    assert_eq!((version.len(), trained["records"].as_u64()), (12, Some(300)));
    let model = desk.read("model.toml");
    assert!(model.contains("\nrules = [\n") && !model.contains("Ficticio"), "{model}");
    let told = desk.json(&[
        "run",
        "@people.csv",
        "--model",
        "@model.toml",
        "--pairs",
        "@pairs.csv",
        "--entities",
        "@entities.csv",
    ]);
    assert_eq!(told["model"], version);
    assert_eq!(told["files"].as_array().unwrap().len(), 3);
    let facts: Json = serde_json::from_str(&desk.read("entities.csv.run.json")).unwrap();
    assert_eq!((&facts["model"], &facts["inputs"]), (&told["model"], &told["inputs"]));
    assert_eq!(facts["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
    let text = desk.read("entities.csv");
    let entities = entities(&text);
    assert_eq!(entities.len(), 300);
    assert_eq!((entities["s0"], entities["r0"]), ("r0", "r0"), "an entity is called by its smallest identifier");
    // Most are found, and few who are different are joined.
    let (mut found, mut wrong) = (0, 0);
    for (record, entity) in &entities {
        let is_same = record[1..] == entity[1..];
        found += usize::from(is_same && record != entity);
        wrong += usize::from(!is_same);
    }
    assert!(found >= 100 && wrong <= 6, "{found} found, {wrong} wrong");
    let pairs = desk.read("pairs.csv");
    assert!(pairs.starts_with("a,b,probability,weight,joined\n") && pairs.contains("r0,s0,0.9"), "{pairs}");
    let why = desk.done(&["explain", "r0", "s0", "@people.csv", "--model", "@model.toml"]);
    assert!(why.starts_with("r0 and s0\n") && why.contains(version) && why.contains("Phone: equal"), "{why}");
    assert!(why.contains("not a finding"), "{why}");
    let json = desk.json(&["explain", "s0", "r0", "@people.csv", "--model", "@model.toml"]);
    assert_eq!((&json["model"], &json["inputs"]), (&told["model"], &told["inputs"]));
    for (name, begin) in [("why.svg", "<svg"), ("why.html", "<!")] {
        let out = format!("@{name}");
        desk.done(&["explain", "r0", "s0", "@people.csv", "--model", "@model.toml", "--out", &out]);
        assert!(desk.read(name).starts_with(begin));
    }
}

#[test]
fn the_same_records_give_the_same_bytes_whatever_their_order_and_the_threads() {
    let desk = Desk::new();
    let mut shuffled = rows();
    shuffled.reverse();
    shuffled.rotate_left(77);
    desk.write("shuffled.csv", &table(&shuffled));
    let (first, second) = shuffled.split_at(123);
    // A column that nobody asks for changes nothing.
    desk.write("first.csv", &table(first));
    desk.write("second.csv", &table(second));
    for (name, files, threads) in [
        ("a", &["@people.csv"][..], "1"),
        ("b", &["@people.csv"], "2"),
        ("c", &["@shuffled.csv"], "3"),
        ("d", &["@second.csv", "@first.csv"], "2"),
    ] {
        let outputs = [format!("@{name}.pairs.csv"), format!("@{name}.csv")];
        let options = ["--threads", threads, "--pairs", &outputs[0], "--entities", &outputs[1], "--quiet"];
        desk.done(&[&["run"], files, &options].concat());
    }
    for name in ["b", "c", "d"] {
        for file in ["pairs.csv", "csv", "csv.model.toml"] {
            assert_eq!(desk.read(&format!("{name}.{file}")), desk.read(&format!("a.{file}")), "{name}.{file}");
        }
    }
}

#[test]
fn learning_first_and_running_in_one_go_come_to_the_same() {
    let desk = Desk::trained();
    desk.done(&["run", "@people.csv", "--model", "@model.toml", "--entities", "@two.csv", "--quiet"]);
    desk.done(&["run", "@people.csv", "--entities", "@one.csv", "--quiet"]);
    assert_eq!(desk.read("one.csv"), desk.read("two.csv"));
    assert_eq!(desk.read("one.csv.model.toml"), desk.read("model.toml"));
    assert!(!desk.file("two.csv.model.toml").exists());
}

#[test]
fn tables_can_be_json_and_parquet() {
    let desk = Desk::trained();
    desk.done(&[
        "run",
        "@people.csv",
        "--model",
        "@model.toml",
        "--pairs",
        "@pairs.json",
        "--entities",
        "@entities.parquet",
        "--quiet",
    ]);
    let pairs: Json = serde_json::from_str(&desk.read("pairs.json")).unwrap();
    assert!(
        pairs.as_array().unwrap().iter().any(|pair| pair["a"] == "r0" && pair["b"] == "s0" && pair["joined"] == true)
    );
    // What was written as columns is read as columns: the entities are the records of a next run.
    let told = desk.link(&["plan", "@entities.parquet", "--json"]);
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(said.contains("no file has a column that is compared"), "{said}");
    assert!(fs::read(desk.file("entities.parquet")).unwrap().starts_with(b"PAR1"));
}

#[test]
fn a_decision_always_wins() {
    let desk = Desk::trained();
    desk.write(
        "decisions.csv",
        "a,b,decision\ns0,r0,different\nr4,r5,Same\nr1,s1,same\nr1,s1,unsure\nnobody,r1,same\n",
    );
    let words =
        ["run", "@people.csv", "--model", "@model.toml", "--decisions", "@decisions.csv", "--entities", "@decided.csv"];
    let told = desk.json(&words);
    assert_eq!(told["decisions"]["counts"].to_string(), r#"{"different":1,"elsewhere":1,"same":1,"unsure":1}"#);
    assert_eq!(told["warnings"].as_array().unwrap().iter().filter(|it| it["code"] == "decision-elsewhere").count(), 1);
    let text = desk.read("decided.csv");
    let entities = entities(&text);
    assert_ne!(entities["r0"], entities["s0"]);
    assert_eq!(entities["r4"], entities["r5"]);
}

#[test]
fn decisions_that_cannot_be_used_are_told_with_their_lines_and_without_their_words() {
    let desk = Desk::trained();
    let said = |text: &str| {
        desk.write("decisions.csv", text);
        desk.refused(
            2,
            &[
                "run",
                "@people.csv",
                "--model",
                "@model.toml",
                "--decisions",
                "@decisions.csv",
                "--entities",
                "@x.csv",
                "--quiet",
            ],
        )
    };
    let wrong = said("a,b,decision\nr0,s0,perhaps Inventa\nr1,r1,same\n");
    assert!(wrong.contains("2 decision(s)") && wrong.contains("line 2: ") && wrong.contains("line 3: "), "{wrong}");
    assert!(!wrong.contains("Inventa"), "{wrong}");
    let wrong = said("a,b,decision\nr0,r1,same\nr1,r2,same\nr2,r0,different\n");
    assert!(wrong.contains("contradict each other") && wrong.contains("line 4"), "{wrong}");
    let wrong = said("one,two\nr0,r1\n");
    assert!(wrong.contains("needs the columns `a`, `b` and `decision`"), "{wrong}");
}

#[test]
fn the_plan_says_how_many_pairs_each_rule_makes_and_compares_nothing() {
    let desk = Desk::new();
    let plan = desk.json(&["plan", "@people.csv"]);
    assert_eq!(plan["records"], 300);
    let rules = plan["rules"].as_array().unwrap();
    let phone = rules.iter().find(|rule| rule["rule"].as_str().unwrap().starts_with("phone")).unwrap();
    assert!(phone["pairs"].as_u64().unwrap() >= 60, "{phone}");
    assert_eq!(desk.json(&["run", "@people.csv", "--plan"]), plan);
    assert_eq!(desk.names(), ["people.csv"]);
    let text = desk.done(&["plan", "@people.csv"]);
    assert!(text.starts_with("Pairs ") && text.contains("300 records, at most"), "{text}");
}

#[test]
fn one_value_in_half_of_the_rows_is_divided_and_told_with_a_way_out() {
    let desk = Desk::new();
    let mut text = format!("{NAMES}\n");
    for row in 0..3000 {
        let _ = writeln!(text, "x{row},Inventa,Ejemplar,1990-01-01,{},Villa Uno,p{row}", 600_000 + row);
    }
    desk.write("flood.csv", &text);
    let plan = desk.json(&["plan", "@flood.csv"]);
    let warnings = plan["warnings"].as_array().unwrap();
    let split = warnings.iter().find(|warning| warning["code"] == "block-split").unwrap();
    assert!(split["message"].as_str().unwrap().contains("the rule `"), "{split}");
    assert!(split["hint"].as_str().unwrap().contains("block_pairs_max"), "{split}");
    assert!(
        warnings.iter().any(|warning| warning["message"].as_str().unwrap().contains("the same value in every record"))
    );
    let left_out = |rule: &Json| rule["left_out_pairs"].as_u64().unwrap();
    assert!(plan["rules"].as_array().unwrap().iter().map(left_out).any(|pairs| pairs > 0));
}

#[test]
fn empty_and_equal_columns_are_named_and_the_rest_is_linked() {
    let desk = Desk::new();
    let text: Vec<String> = rows()
        .iter()
        .map(|row| {
            row.split(',')
                .enumerate()
                .map(|(place, cell)| if place == 4 { "" } else { cell })
                .collect::<Vec<_>>()
                .join(",")
        })
        .collect();
    let same: Vec<String> = text.iter().map(|row| format!("{row},f")).collect();
    desk.write("poor.csv", &format!("{NAMES},gender\n{}\n", same.join("\n")));
    let told = desk.json(&["run", "@poor.csv", "--entities", "@entities.csv"]);
    let said = told["warnings"].to_string();
    assert!(said.contains("the column `phone` is empty"), "{said}");
    assert!(said.contains("the column `gender` has the same value in every record"), "{said}");
    assert!(told["entities_of_several"].as_u64().unwrap() > 50, "{told}");
}

#[test]
fn the_same_identifier_twice_is_told_with_both_places() {
    let desk = Desk::new();
    let mut twice = rows();
    twice.truncate(5);
    twice.push("r1,Otra,Persona,1990-01-01,,,".to_owned());
    desk.write("twice.csv", &table(&twice));
    let said = desk.refused(2, &["run", "@twice.csv", "--entities", "@x.csv"]);
    assert!(said.contains("line 4 of") && said.contains("line 7 of") && said.contains("the same identifier"), "{said}");
    assert!(!said.contains("r1") && !said.contains("Persona"), "{said}");
    let said = desk.refused(2, &["plan", "@people.csv", "@twice.csv"]);
    assert!(said.contains("people.csv and line 2 of") && said.contains("--id"), "{said}");
}

#[test]
fn a_cell_of_ten_megabytes_is_left_out_and_told() {
    let desk = Desk::trained();
    let mut hostile = rows();
    hostile.push(format!("huge,{},Ejemplar,1990-01-01,,,", "x".repeat(10 << 20)));
    hostile.push(",Inventa,Ejemplar,1990-01-01,,,".to_owned());
    hostile.push(format!("long,{},Ejemplar,1990-01-01,,,", "y".repeat(500_000)));
    desk.write("hostile.csv", &table(&hostile));
    let output = desk.link(&["run", "@hostile.csv", "--model", "@model.toml", "--entities", "@entities.csv", "--json"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["records"], &told["inputs"][0]["left_out"]["rows"]), (&301.into(), &2.into()));
    let kinds = told["inputs"][0]["left_out"]["kinds"].to_string();
    assert!(kinds.contains("longer than") && kinds.contains("the identifier is missing"), "{kinds}");
    let text = desk.read("entities.csv");
    assert!(entities(&text).contains_key("long") && !text.contains("huge"));
}

#[test]
fn what_cannot_be_used_is_refused_before_anything_is_written() {
    let desk = Desk::trained();
    desk.write("no.toml", "schema = \"Person\"\nrules = [\"Inventa\"\n");
    desk.write("typo.toml", &desk.done(&["spec"]).replacen("birth_date + place", "brith_date + place", 1));
    desk.write("broken.toml", &desk.read("model.toml").replacen("u = ", "u = -", 1));
    desk.write("other.csv", "id,colour\n1,red\n2,blue\n");
    desk.write("one.csv", &table(&rows()[..1]));
    desk.write("blind.csv", &table(&rows()).replacen("ID,", "number,", 1));
    let run = |words: &[&str]| desk.refused(2, &[&["run", "--quiet", "--entities", "@x.csv"], words].concat());
    for (words, expected) in [
        (&["@people.csv", "--spec", "@no.toml"][..], "no.toml, line 2 is no specification"),
        (&["@people.csv", "--spec", "@typo.toml"], "the column `brith_date`, which is not declared"),
        (&["@people.csv", "--spec", "@nowhere.toml"], "cannot read"),
        (&["@people.csv", "--model", "@people.csv"], "people.csv, line 1 is no model"),
        (&["@people.csv", "--model", "@no.toml"], "`overt link train` writes one"),
        (&["@people.csv", "--model", "@broken.toml"], "`m` and `u` must be numbers above 0"),
        (&["@people.csv", "--model", "@nowhere.toml"], "cannot read"),
        (&["@nowhere.csv"], "cannot read"),
        (&["@other.csv"], "no file has a column that is compared"),
        (&["@other.csv", "--model", "@model.toml"], "no file has a column that is compared"),
        (&["@people.csv", "@people.csv"], "is named twice"),
        (&["@one.csv"], "linking needs at least two"),
        (&["@blind.csv"], "name the column with `--id COLUMN`"),
        (&["@people.csv", "--id", "Persona"], "no column of the name that `--id` gives"),
        (&["@people.csv", "--one-to-one"], "there is one contributor"),
        (&["@people.csv", "--threshold", "1.5"], "a number between 0 and 1"),
    ] {
        let said = run(words);
        assert!(said.contains(expected), "{words:?}: {said}");
        assert!(!said.contains("Inventa") && !said.contains("Persona"), "{words:?}: {said}");
    }
    let said = desk.refused(2, &["run", "@people.csv"]);
    assert!(said.contains("--entities FILE"), "{said}");
    let said = desk.refused(2, &["run", "@people.csv", "--entities", "@people.csv"]);
    assert!(said.contains("is read, so it cannot be written"), "{said}");
    let said = desk.refused(2, &["run", "@people.csv", "--entities", "@x.xlsx"]);
    assert!(said.contains(".csv, .json or .parquet"), "{said}");
    let said = desk.refused(2, &["train", "@people.csv", "--model", "@people.csv"]);
    assert!(said.contains("is read, so it cannot be written"), "{said}");
    let said = desk.refused(2, &["explain", "r0", "Inventa", "@people.csv", "--model", "@model.toml"]);
    assert!(said.contains("the second of the two identifiers") && !said.contains("Inventa"), "{said}");
    let said = desk.refused(2, &["explain", "r0", "r0", "@people.csv", "--model", "@model.toml"]);
    assert!(said.contains("one and the same record"), "{said}");
}

#[test]
fn two_records_of_one_contributor_are_not_joined_where_each_has_everybody_once() {
    let desk = Desk::trained();
    let (first, second): (Vec<_>, Vec<_>) = rows().into_iter().partition(|row| row.starts_with('r'));
    desk.write("first.csv", &table(&first));
    desk.write("second.csv", &table(&second));
    desk.done(&[
        "run",
        "@first.csv",
        "@second.csv",
        "--model",
        "@model.toml",
        "--one-to-one",
        "--entities",
        "@x.csv",
        "--quiet",
    ]);
    let text = desk.read("x.csv");
    let mut seen = std::collections::BTreeSet::new();
    for (record, entity) in entities(&text) {
        assert!(seen.insert((record.as_bytes()[0], entity)), "{record}");
    }
    assert!(entities(&text)["s0"] == "r0");
}

#[test]
fn the_commands_have_help_with_examples() {
    for command in ["plan", "train", "run", "report", "explain", "spec", "review", "undo"] {
        let help = crate::process::text(&["link", command, "--help"]);
        assert!(help.contains(&format!("Examples:\n  overt link {command}")), "{help}");
    }
}

#[test]
fn a_report_is_held_against_the_truth_by_script_and_country() {
    let desk = Desk::trained();
    let told = desk.json(&[
        "report",
        "@people.csv",
        "--model",
        "@model.toml",
        "--truth",
        "person",
        "--country",
        "city",
        "--out",
        "@report.html",
    ]);
    let truth = &told["quality"]["truth"];
    assert_eq!(truth["entities"]["same"], 120);
    let precision = &truth["entities"]["precision"];
    let (low, value, high) = (&precision["low"], &precision["value"], &precision["high"]);
    assert!(
        low.as_f64() < value.as_f64() && value.as_f64() <= high.as_f64() && value.as_f64() > Some(0.9),
        "{precision}"
    );
    assert_eq!(truth["by_script"][0][0], "Latin", "{truth}");
    assert!(truth["by_country"].to_string().contains("Villa Uno"));
    assert!(told["quality"]["completeness"]["value"].as_f64() > Some(0.5));
    let page = desk.read("report.html");
    assert!(page.contains("<svg") && !page.contains("Ficticio"));
    desk.done(&["report", "@people.csv", "--out", "@report.json", "--quiet"]);
    let report: Json = serde_json::from_str(&desk.read("report.json")).unwrap();
    assert!(report["truth"].is_null());
    let said = desk.refused(2, &["report", "@people.csv", "--truth", "nothing", "--out", "@x.html"]);
    assert!(said.contains("has no column of the name that `--truth` or `--country` gives"), "{said}");
    assert!(desk.refused(2, &["report", "@people.csv", "--out", "@x.pdf"]).contains(".html or .json"));
}
