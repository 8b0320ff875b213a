//! Every file goes through its mapping, and becomes what the truth says: nothing is lost, nothing is made up.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiff::Timestamp;
use overt_demo::{Error, MEMBERS, Mapping, Member, Plan, generate};
use overt_intake::rows::{Item, Row};
use overt_intake::{file, mapping, ready};
use overt_model::codebook::Severity;
use overt_model::{Claim, Codebook, Record, RecordId, Secret, SourceId, State, Validator, Value};
use tempfile::TempDir;

/// Two regions, so that one would be seen to disturb the other.
const SCALE: u32 = 2;

/// The plan of most tests, written once.
static WRITTEN: LazyLock<TempDir> = LazyLock::new(|| written(Plan { scale: SCALE, seed: 7 }));

static TAKEN: LazyLock<Vec<Taken>> = LazyLock::new(|| MEMBERS.iter().map(taken).collect());

fn written(plan: Plan) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    generate(&plan, folder.path(), &mut |_| ControlFlow::Continue(())).unwrap();
    folder
}

/// What became of the files of a member.
#[derive(Default)]
struct Taken {
    /// Rows and rejects by file.
    files: BTreeMap<String, (u64, u64)>,
    /// Member, file, row, column.
    rejects: BTreeSet<[String; 4]>,
    /// How many records of a schema a file became, each counted once.
    records: BTreeMap<(String, String), usize>,
    /// The newest version of each.
    newest: BTreeMap<RecordId, Record>,
}

fn mapping(mapping: Mapping) -> mapping::Mapping {
    let codebook = Codebook::embedded();
    match mapping {
        Mapping::Text(text) => mapping::Mapping::read(text, codebook).unwrap(),
        Mapping::Ready(name) => ready::get(name).unwrap().mapping(codebook).unwrap(),
    }
}

fn taken(member: &Member) -> Taken {
    let mut taken = Taken::default();
    let validator = Validator::new(Codebook::embedded(), jiff::civil::date(2026, 1, 1));
    for file in member.files() {
        let path = WRITTEN.path().join("files").join(&*file.name);
        let open = || file::open(&path, file.table).unwrap();
        let (mut mapping, mut row) = (mapping(file.mapping), Row::default());
        let (mut survey, mut rows, mut bound) = (mapping.survey(), open(), usize::MAX);
        while rows.next(&mut row).unwrap().is_some() {
            if rows.columns().len() != bound {
                survey.bind(rows.columns());
                bound = rows.columns().len();
            }
            survey.row(&row);
        }
        let (columns, found) = (rows.columns().to_vec(), survey.found());
        assert!(found.iter().all(|found| !found.must_be_said()), "{}: {found:?}", file.name);
        mapping.decide(&found);
        let claim = Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH);
        let mut mapper = mapping.mapper(claim, Secret::new([3; 32]));
        let fit = mapper.bind(&columns);
        if matches!(file.mapping, Mapping::Text(_)) {
            assert!(fit.missing.is_empty() && fit.keys_missing.is_empty(), "{}: {fit:?}", file.name);
        }
        assert!(fit.unused.iter().all(|column| column == "site"), "{}: {fit:?}", file.name);
        let mut seen: BTreeSet<RecordId> = BTreeSet::new();
        let (counts, mut rows) = (taken.files.entry(file.name.to_string()).or_default(), open());
        while let Some(item) = rows.next(&mut row).unwrap() {
            let line = *item.lines().start();
            assert!(matches!(item, Item::Row(_)), "{}, {line}: {item:?}", file.name);
            counts.0 += 1;
            match mapper.row(&row) {
                Ok(made) => {
                    assert!(made.len() > 0, "{}, {line}: a row without a record", file.name);
                    for record in made.map(|made| made.record) {
                        let mut problems = validator.problems(&record);
                        problems.retain(|problem| problem.severity == Severity::Error);
                        assert!(problems.is_empty(), "{}, {line}: {problems:?}", file.name);
                        if seen.insert(record.id) {
                            let place = (file.name.to_string(), record.schema.to_string());
                            *taken.records.entry(place).or_default() += 1;
                        }
                        taken.newest.insert(record.id, record);
                    }
                }
                Err(refusals) => {
                    counts.1 += 1;
                    let columns: Vec<&str> =
                        refusals.iter().map(|refusal| &*columns[refusal.column.unwrap()]).collect();
                    for column in columns {
                        let place = [member.code, &file.name, &line.to_string(), column].map(str::to_owned);
                        taken.rejects.insert(place);
                    }
                }
            }
        }
    }
    taken
}

/// A table of the truth.
fn truth(name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(WRITTEN.path().join("truth").join(name)).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn by_member<'t>() -> impl Iterator<Item = (&'static str, &'t Taken)> {
    MEMBERS.iter().map(|member| member.code).zip(&*TAKEN)
}

#[test]
fn every_row_is_made_or_is_a_reject() {
    let mut told = BTreeMap::new();
    for row in truth("files.csv") {
        told.insert(row[1].clone(), (row[2].parse().unwrap(), row[3].parse().unwrap()));
    }
    let files: BTreeMap<String, (u64, u64)> = by_member().flat_map(|(_, taken)| taken.files.clone()).collect();
    assert_eq!(files, told);
    let rows: u64 = files.values().map(|(rows, _)| rows).sum();
    let rejects: u64 = files.values().map(|(_, rejects)| rejects).sum();
    println!("{rows} rows, {rejects} rejects");
    assert!((12_000..25_000).contains(&(rows / u64::from(SCALE))), "{rows}");
    assert!(rejects * 100 < rows * 3 && rejects > 0, "{rejects} of {rows}");
}

#[test]
fn the_rejects_are_those_that_were_planted() {
    let told: BTreeSet<[String; 4]> = truth("rejects.csv").into_iter().map(|row| row.try_into().unwrap()).collect();
    let rejects: BTreeSet<[String; 4]> = by_member().flat_map(|(_, taken)| taken.rejects.clone()).collect();
    let differing: Vec<_> = rejects.symmetric_difference(&told).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn the_files_become_as_many_records_of_each_kind_as_the_truth_says() {
    let told: BTreeMap<(String, String), usize> = truth("records.csv")
        .into_iter()
        .map(|row| ((row[1].clone(), row[2].clone()), row[3].parse().unwrap()))
        .collect();
    let records: BTreeMap<(String, String), usize> = by_member().flat_map(|(_, taken)| taken.records.clone()).collect();
    let differing: Vec<_> = told.iter().filter(|(place, count)| records.get(*place) != Some(count)).collect();
    assert!(differing.is_empty(), "{differing:?}");
    assert_eq!(records, told);
}

#[test]
fn the_acts_are_in_the_cells_of_the_truth() {
    let told: BTreeMap<Vec<String>, u64> =
        truth("nexus.csv").into_iter().map(|row| (row[..5].to_vec(), row[5].parse().unwrap())).collect();
    let mut cells: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for (member, taken) in by_member() {
        for act in taken.newest.values().filter(|record| record.schema == "CorruptAct") {
            let of = |property: &str| match (act.state(property), act.values(property)) {
                (State::AskedYes, [Value::Code(code)]) => code.to_string(),
                (state, _) => state.code().to_owned(),
            };
            let standing = act.claim.standing.code().to_owned();
            let cell = vec![member.to_owned(), of("stage"), of("actor_role"), of("act"), standing];
            *cells.entry(cell).or_default() += 1;
        }
    }
    println!("{} acts in {} cells", cells.values().sum::<u64>(), cells.len());
    assert_eq!(cells, told);
}

#[test]
fn every_victim_record_is_a_known_person_and_nearly_everybody_is_known_to_somebody() {
    let rows: Vec<_> = truth("people.csv").into_iter().filter(|row| row[4] == "Victim").collect();
    let keys: BTreeSet<(&String, &String)> = rows.iter().map(|row| (&row[3], &row[5])).collect();
    let records: usize =
        truth("records.csv").iter().filter(|row| row[2] == "Victim").map(|row| row[3].parse::<usize>().unwrap()).sum();
    assert_eq!((keys.len(), rows.len()), (records, records));
    let people: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
    let all = 5000 * SCALE as usize;
    assert!((all - all / 50..=all).contains(&people.len()), "{}", people.len());
}

#[test]
fn every_plant_has_its_records() {
    let records: BTreeSet<String> = truth("planted_records.csv").into_iter().map(|row| row[0].clone()).collect();
    let text = fs::read_to_string(WRITTEN.path().join("truth/planted.json")).unwrap();
    let planted: serde_json::Value = serde_json::from_str(&text).unwrap();
    let planted = planted["planted"].as_array().unwrap();
    assert_eq!(planted.iter().filter(|plant| plant["corruption"] == true).count(), 6 * SCALE as usize);
    for plant in planted {
        let id = plant["id"].as_str().unwrap();
        assert!(records.contains(id), "{id}");
    }
}

/// A table of a member, row by row with the names of its columns.
fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(WRITTEN.path().join("files").join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The keys in a file of the records that belong to a plant.
fn planted_keys(plant: &str, file: &str) -> BTreeSet<String> {
    let rows = truth("planted_records.csv").into_iter();
    rows.filter(|row| row[0] == plant && row[2] == file).map(|row| row[4].clone()).collect()
}

#[test]
fn what_the_guard_is_said_to_have_done_falls_into_the_postings_at_that_crossing() {
    let keys = planted_keys("guard-1", "integrity/postings.csv");
    let postings: Vec<_> =
        table("integrity/postings.csv").into_iter().filter(|row| keys.contains(&row["Posting"])).collect();
    let keys = planted_keys("guard-1", "integrity/complaints.csv");
    let mut complaints = 0;
    for row in table("integrity/complaints.csv").iter().filter(|row| keys.contains(&row["Complaint"])) {
        let covers = |posting: &&BTreeMap<String, String>| {
            posting["Post"] == row["Post"] && posting["From"] <= row["When"] && row["When"] <= posting["To"]
        };
        assert!(postings.iter().any(|posting| covers(&posting)), "{}", row["Complaint"]);
        complaints += 1;
    }
    assert!(complaints > 20 && postings.len() > 4, "{complaints} complaints, {} postings", postings.len());
}

#[test]
fn a_scheme_is_seen_by_several_members() {
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in truth("acts.csv").into_iter().filter(|row| !row[1].is_empty()) {
        seen.entry(row[1].clone()).or_default().insert(row[2].clone());
    }
    for plant in ["guard-1", "visa-desk-1", "protected-venue-1", "leak-1", "recruiter-1", "cleared-official-1"] {
        assert!(seen[plant].contains("court") && seen[plant].len() > 1, "{plant}: {:?}", seen[plant]);
    }
    assert!(!seen.contains_key("namesake-guard-1") && !seen.contains_key("namesake-recruiter-1"));
}

#[test]
fn facts_of_sources_are_codes_of_the_codebook() {
    let codebook = Codebook::embedded();
    for Member { code, source, .. } in MEMBERS {
        assert!(codebook.list("legal_bases").unwrap().contains(source.legal_basis), "{code}");
        assert!(source.grade.parse::<overt_model::Grade>().is_ok(), "{code}");
        assert!(codebook.list("tlp").unwrap().contains(source.handling), "{code}");
    }
}

/// Every file below a folder, with its bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_another_seed_others() {
    let of = |seed| bytes(written(Plan { scale: 1, seed }).path());
    let (first, again) = (of(7), of(7));
    assert_eq!(first.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    for (name, content) in &first {
        assert!(again[name] == *content, "{}", name.display());
    }
    let other = of(8);
    assert!(first.iter().all(|(name, content)| other[name] != *content));
}

#[test]
fn a_run_that_is_stopped_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let stopped = generate(&Plan { scale: 1, seed: 7 }, folder.path(), &mut |step| {
        if step.member == "court" { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(Error::Stopped)));
    assert!(bytes(folder.path()).is_empty());
}

#[test]
fn every_file_says_that_it_is_invented() {
    for (name, content) in bytes(&WRITTEN.path().join("files")) {
        let text = if name.extension().unwrap() == "xlsx" {
            file::open(&WRITTEN.path().join("files").join(&name), None).unwrap().columns().join(" ")
        } else {
            String::from_utf8_lossy(&content).into_owned()
        };
        assert!(text.to_lowercase().contains("invent"), "{}", name.display());
    }
}

#[test]
fn a_scale_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for scale in [0, 101] {
        let made = generate(&Plan { scale, seed: 1 }, folder.path(), &mut |_| ControlFlow::Continue(()));
        assert!(matches!(made, Err(Error::Scale(_))));
    }
}
