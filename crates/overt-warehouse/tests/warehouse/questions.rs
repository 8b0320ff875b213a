//! SQL over a snapshot: what is there, for whom, and what is refused.

use overt_model::{State, Value};
use overt_warehouse::{FUNCTIONS, Role, WarehouseError};

use crate::invented::{Told as _, act, csv, open, record, snapshot};

#[test]
fn every_function_answers_its_example_as_the_reference_says() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), Vec::new());
    let warehouse = open(folder.path(), Role::Observer);
    for function in FUNCTIONS {
        let answer = csv(&warehouse, function.example).unwrap();
        let row = answer.lines().nth(1).unwrap();
        // A text with a comma is quoted, and nothing is how CSV writes null.
        let row = row.replace('"', "").replace(',', ", ");
        let expected = function.answer.replace(", null", ", ");
        assert_eq!(row.replace(",  ", ", "), expected, "{}", function.example);
    }
}

#[test]
fn values_states_dates_sums_and_places_are_columns_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let amount =
        overt_model::Amount { low: "12.5".parse().unwrap(), high: 20.into(), currency: "EUR".into(), on: None };
    let records = vec![
        act(1, 1, ("T4", "P06", "A18"))
            .on("2017-05~")
            .in_country("NPL")
            .with("advantage_amount", Value::Money(Box::new(amount)))
            .with("advantage", Value::code("U01")),
        act(2, 2, ("T2", "P08", "A20")).unanswered("advantage", State::AskedUnknown).on("2019/.."),
    ];
    snapshot(folder.path(), records);
    let warehouse = open(folder.path(), Role::Analyst);
    let question = "SELECT stage, happened_on, happened_on_first, happened_on_last, place_country, advantage_amount_low, \
        advantage_amount_currency, advantage[1], advantage_state, place_state FROM corrupt_act ORDER BY id";
    let answer = csv(&warehouse, question).unwrap();
    let rows: Vec<&str> = answer.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "T4,2017-05~,2017-05-01,2017-05-31,NPL,12.5000000000,EUR,U01,asked-yes,asked-yes",
            "T2,2019/..,2019-01-01,,,,,,asked-unknown,not-asked",
        ]
    );
    let joined = csv(
        &warehouse,
        "SELECT s.label, count(*) AS n FROM corrupt_act a JOIN codes.stages s ON s.code = a.stage GROUP BY s.label ORDER BY n, s.label",
    );
    assert_eq!(joined.unwrap(), "label,n\nBorder crossing,1\nProvision of documents,1\n");
}

#[test]
fn a_kind_of_which_there_is_no_record_is_an_empty_table() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), Vec::new());
    let warehouse = open(folder.path(), Role::Analyst);
    assert_eq!(csv(&warehouse, "SELECT count(*) AS n FROM payment").unwrap(), "n\n0\n");
}

#[test]
fn nothing_sealed_is_in_any_catalogue_and_an_observer_sees_no_single_record() {
    let folder = tempfile::tempdir().unwrap();
    let victim = record(1, 1, "Victim")
        .with("full_name", Value::text("Invented Name"))
        .with("notes", Value::text("an invented story"))
        .with("gender", Value::code("Feminine"));
    snapshot(folder.path(), vec![victim]);
    for role in Role::ALL {
        let columns = csv(
            &open(folder.path(), role),
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'victim'",
        )
        .unwrap();
        assert!(!columns.contains("full_name") && !columns.contains("notes"), "{columns}");
        assert_eq!(columns.contains("gender\n"), role.sees_records(), "{columns}");
        assert_eq!(columns.lines().any(|column| column == "id"), role.sees_records());
    }
    let observer = open(folder.path(), Role::Observer);
    for question in ["SELECT gender FROM victim", "SELECT id FROM victim", "SELECT * FROM left_out"] {
        assert!(matches!(csv(&observer, question), Err(WarehouseError::Question(_))), "{question}");
    }
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Invented Name") && !text.contains("invented story"), "names never reach a file");
    }
}

#[test]
fn whatever_would_change_or_read_anything_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), vec![act(1, 1, ("T4", "P06", "A18"))]);
    let warehouse = open(folder.path(), Role::Analyst);
    for question in [
        "CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '/etc/passwd'",
        "CREATE TABLE x AS SELECT 1",
        "COPY corrupt_act TO '/tmp/overt-test.csv'",
        "INSERT INTO corrupt_act SELECT * FROM corrupt_act",
        "DROP TABLE corrupt_act",
        "SET datafusion.execution.batch_size = 1",
        "DELETE FROM corrupt_act",
    ] {
        let refused = csv(&warehouse, question);
        assert!(
            matches!(refused, Err(WarehouseError::ReadOnly(_) | WarehouseError::Question(_))),
            "{question}: {refused:?}"
        );
    }
    for question in ["SELECT * FROM '/etc/passwd'", "SELECT * FROM read_csv('/etc/passwd')"] {
        assert!(csv(&warehouse, question).is_err(), "{question}");
    }
    assert!(!std::path::Path::new("/tmp/overt-test.csv").exists());
}

#[test]
fn a_wrong_question_is_answered_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), vec![act(1, 1, ("T4", "P06", "A18"))]);
    let warehouse = open(folder.path(), Role::Analyst);
    for (question, expected) in [
        ("SELECT stagee FROM corrupt_act", "stagee"),
        ("SELEC 1", "SELEC"),
        ("SELECT code_label('stagse', 'T4')", "stagse"),
        ("SELECT code_attribute('stages', stage, 'colour') FROM corrupt_act", "macro_stage"),
        ("SELECT edtf_first()", "edtf_first(date)"),
        ("SELECT * FROM acts", "acts"),
    ] {
        let error = csv(&warehouse, question).unwrap_err().to_string();
        assert!(error.contains(expected), "{question}: {error}");
    }
}

#[test]
fn several_questions_are_understood_before_the_first_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), vec![act(1, 1, ("T4", "P06", "A18"))]);
    let warehouse = open(folder.path(), Role::Analyst);
    assert_eq!(csv(&warehouse, "SELECT 1 AS a; SELECT 2 AS b;").unwrap(), "a\n1\nb\n2\n");
    assert!(csv(&warehouse, "SELECT 1 AS a; SELECT nothing;").is_err());
}
