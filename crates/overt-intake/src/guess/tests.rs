use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use overt_model::{Claim, Codebook, Secret, SourceId};

use super::*;
use crate::mapping::Mapping;
use crate::rows::Row;

/// The least share of columns that are mapped right, in the files by which the tables of words were made.
const RIGHT_MIN: f32 = 0.85;
/// The same for files that were written afterwards, and whose words were not added to the tables.
const UNSEEN_RIGHT_MIN: f32 = 0.75;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/guess")
}

/// The files, without the end of their names.
fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> = files
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".truth.csv").map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (columns, reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect())
}

/// What a file scored against the truth beside it.
struct Score {
    name: String,
    columns: usize,
    right: usize,
    high: usize,
    records: Vec<String>,
    wrong_high: Vec<String>,
    wrong: Vec<String>,
}

fn score(name: &str) -> Score {
    let (columns, rows) = table(&folder().join(format!("{name}.csv")));
    let (_, truths) = table(&folder().join(format!("{name}.truth.csv")));
    let proposal = propose(&columns, &rows, Codebook::embedded());
    let mut score = Score {
        name: name.to_owned(),
        columns: truths.len(),
        right: 0,
        high: 0,
        records: proposal.records.iter().map(|(schema, each)| format!("{schema} {each}")).collect(),
        wrong_high: Vec::new(),
        wrong: Vec::new(),
    };
    assert_eq!(proposal.columns.len(), truths.len(), "{name}");
    for (guess, truth) in proposal.columns.iter().zip(&truths) {
        assert_eq!(guess.column, truth[0]);
        score.high += usize::from(guess.confidence == Confidence::High);
        let mut said: Vec<String> = guess.target.iter().map(ToString::to_string).collect();
        if guess.is_key {
            said.push("key".to_owned());
        }
        if guess.target.is_none() {
            said.push("-".to_owned());
        }
        // A column that should be left out and is proposed with low confidence stands commented out, so it is left out.
        if guess.confidence == Confidence::Low && truth[1].split('|').any(|truth| truth == "-") {
            said.push("-".to_owned());
        }
        if truth[1].split('|').any(|truth| said.iter().any(|said| said == truth)) {
            score.right += 1;
            continue;
        }
        let told = format!(
            "{}: {} ({}, {:.2}), and is {}",
            guess.column,
            said.join(" "),
            guess.confidence.name(),
            guess.score,
            truth[1]
        );
        if guess.confidence == Confidence::High {
            score.wrong_high.push(told.clone());
        }
        score.wrong.push(told);
    }
    score
}

#[test]
fn of_known_and_invented_files_most_columns_are_right_and_none_is_wrong_with_high_confidence() {
    let scores: Vec<Score> = names().iter().map(|name| score(name)).collect();
    assert!(scores.len() >= 8, "the files are there");
    for Score { name, columns, right, wrong, high, records, .. } in &scores {
        println!("{name}: {right} of {columns} columns; {high} with high confidence; {records:?}");
        for wrong in wrong {
            println!("    {wrong}");
        }
    }
    for Score { name, columns, right, wrong_high, .. } in &scores {
        assert!(wrong_high.is_empty(), "{name}: {wrong_high:?}");
        let least = if name.starts_with("unseen-") { UNSEEN_RIGHT_MIN } else { RIGHT_MIN };
        assert!(profile::as_share(*right) >= least * profile::as_share(*columns), "{name}: {right} of {columns}");
    }
}

/// How many rows of a file become records, and how many are refused, with the mapping that was guessed for it.
fn imported(columns: &[String], rows: &[Vec<String>], toml: &str) -> (usize, usize) {
    let mut mapping = Mapping::read(toml, Codebook::embedded()).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    let filled = |cells: &[String]| {
        let mut row = Row::default();
        for cell in cells {
            row.push(cell);
        }
        row
    };
    let mut survey = mapping.survey();
    survey.bind(columns);
    for cells in rows {
        survey.row(&filled(cells));
    }
    let found = survey.found();
    mapping.decide(&found);
    let claim = Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH);
    let mut mapper = mapping.mapper(claim, Secret::new([3; 32]));
    mapper.bind(columns);
    let made = rows.iter().filter(|cells| mapper.row(&filled(cells)).is_ok_and(|made| made.count() > 0)).count();
    (made, rows.len() - made)
}

#[test]
fn what_is_written_is_a_mapping_and_most_rows_are_imported_with_it_as_it_is() {
    let (mut made, mut refused) = (0, 0);
    for name in names() {
        let (columns, rows) = table(&folder().join(format!("{name}.csv")));
        let toml = propose(&columns, &rows, Codebook::embedded()).to_toml(&name, Codebook::embedded());
        let (of_file, not_of_file) = imported(&columns, &rows, &toml);
        println!("{name}: {of_file} rows imported, {not_of_file} refused");
        (made, refused) = (made + of_file, refused + not_of_file);
    }
    // What is refused has spellings of the house, or a sum without a currency.
    assert!(refused * 6 < made, "{made} rows imported, {refused} refused");
}

#[test]
fn a_ready_mapping_goes_before_a_guess() {
    let (columns, rows) = table(&folder().join("layout-ctdc.csv"));
    match guess(&columns, &rows, Codebook::embedded()) {
        Guess::Ready(ready) => assert_eq!(ready.name, "ctdc-2024"),
        Guess::Made(_) => panic!("there is one"),
    }
}

fn cells(column: &str, cells: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
    (vec![column.to_owned()], cells.iter().map(|cell| vec![(*cell).to_owned()]).collect())
}

fn only(column: &str, given: &[&str]) -> ColumnGuess {
    let (columns, rows) = cells(column, given);
    propose(&columns, &rows, Codebook::embedded()).columns.remove(0)
}

#[test]
fn a_name_without_cells_is_never_trusted_much() {
    for name in ["Date of birth", "prs_Gender", "Nationality", "meansThreats"] {
        assert!(only(name, &["", "", "", ""]).confidence < Confidence::High, "{name}");
    }
}

#[test]
fn a_name_that_the_cells_contradict_is_not_trusted() {
    let guess = only("Date of birth", &["many words", "of another kind", "in each cell", "and no day"]);
    assert_eq!(guess.confidence, Confidence::Low);
}

#[test]
fn spellings_of_the_house_keep_the_property_but_not_the_confidence() {
    let guess = only("Sex", &["H", "J", "H", "J", "H"]);
    assert_eq!(guess.target.unwrap().property, "gender");
    assert_eq!(guess.confidence, Confidence::Low);
}

#[test]
fn nobody_who_is_accused_is_taken_for_a_victim() {
    for name in
        ["Age of accused", "Sexo del imputado", "Nationalité du prévenu", "perpetrator_sex", "defendants.1.gender"]
    {
        for given in [["F", "M", "F", "M"], ["23", "31", "44", "52"], ["Nepal", "India", "Nepal", "India"]] {
            let guess = only(name, &given);
            assert!(guess.target.is_none_or(|target| target.schema != "Victim"), "{name}");
        }
    }
}

#[test]
fn reasons_and_mapping_quote_no_cell() {
    let columns: Vec<String> = ["Name", "Sex", "Notes"].map(str::to_owned).to_vec();
    let row =
        ["Inventa Quotable", "Quotable", "Quotable was here, and this is a sentence."].map(str::to_owned).to_vec();
    let proposal = propose(&columns, &vec![row; 5], Codebook::embedded());
    assert!(!format!("{proposal:?}").contains("Quotable"));
    assert!(!proposal.to_toml("Invented", Codebook::embedded()).contains("Quotable"));
}

#[test]
fn names_made_to_break_the_file_do_not() {
    let columns: Vec<String> = ["a\" ]\n[[record]]", "'''", "\u{0}\u{7f}", "", "*.*.*", "1.2.3", "défendu # x", "{ }"]
        .map(str::to_owned)
        .to_vec();
    let rows = vec![vec!["1".to_owned(); 8], vec!["x".repeat(100_000); 8], Vec::new()];
    let toml = propose(&columns, &rows, Codebook::embedded()).to_toml("\"\n", Codebook::embedded());
    assert!(toml::from_str::<toml::Table>(&toml).is_ok(), "{toml}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_a_file_holds_what_is_written_is_toml(
        columns in proptest::collection::vec("(.{0,20}|Date|Name|Sex|Amount|victims\\.1\\.age|Threats|Currency|City)", 0..6),
        rows in proptest::collection::vec(proptest::collection::vec("(.{0,30}|F|1|x|2019|USD|Nepal)", 0..6), 0..6),
    ) {
        let toml = propose(&columns, &rows, Codebook::embedded()).to_toml("Any", Codebook::embedded());
        let table = toml::from_str::<toml::Table>(&toml);
        proptest::prop_assert!(table.is_ok());
        if table.is_ok_and(|table| table.contains_key("record")) {
            proptest::prop_assert!(Mapping::read(&toml, Codebook::embedded()).is_ok(), "{}", toml);
        }
    }
}
