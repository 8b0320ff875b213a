use std::io::Cursor;

use jiff::Timestamp;
use overt_model::{Record, SourceId, Standing, State, Value};
use serde_json::{Value as Json, json};

use super::*;
use crate::rows::{Item, Row, Rows};
use crate::table::Reader;

const SHELTER: &str = r#"
format = 1
title = "Border shelter"
[words]
"refused" = "withheld"
"NA" = "not-asked"
[[record]]
name = "victim"
schema = "Victim"
key = ["Case ID"]
[record.fields]
first_name = "Name"
gender = { column = "Sex", codes = { F = "Feminine", M = "Masculine" } }
citizenships = { column = "Nationality", split = [";", " and "] }
registered_on = "Intake"
trafficking_status = { value = "ActualVictimOfTrafficking" }
methods_of_control = { ticks = { "Beaten" = "PhysicalAbuse", "Passport taken" = "WithholdsDocuments" }, blank = "asked-unknown" }
[[record]]
name = "act"
schema = "CorruptAct"
when = ["What happened"]
[record.fields]
stage = { value = "T4" }
act = { column = "What happened", codes = { "waved through" = "A09" } }
actor_role = { value = "P06" }
advantage_amount = { column = "Paid", currency = "NPR" }
happened_on = "Crossed"
"#;

const FILE: &str = "Case ID,Name,Sex,Nationality,Intake,Beaten,Passport taken,What happened,Paid,Crossed\n\
    1,Inventa Uno,F,Nepal; IND,14/3/2017,x,,waved through,\"1,500\",2/3/2017\n\
    2,NA,refused,NA,3/4/2017,,,,,\n\
    3,Inventa Tres,m,Atlantis,31/2/2017,maybe,,waved through,many,\n";

/// Every record of a file, and every refusal with its line and column.
fn mapped(mapping: &str, file: &str) -> (Vec<Made>, Vec<(u64, String, Fault)>) {
    let mut mapping = Mapping::read(mapping, Codebook::embedded()).unwrap();
    let mut survey = mapping.survey();
    let mut row = Row::default();
    let mut reader = Reader::open(Cursor::new(file.as_bytes())).unwrap();
    survey.bind(reader.columns());
    while let Some(item) = reader.next(&mut row).unwrap() {
        assert!(matches!(item, Item::Row(_)));
        survey.row(&row);
    }
    let found = survey.found();
    mapping.decide(&found);
    let mut mapper =
        mapping.mapper(Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH), Secret::new([3; 32]));
    let mut reader = Reader::open(Cursor::new(file.as_bytes())).unwrap();
    mapper.bind(reader.columns());
    let (mut made, mut refused) = (Vec::new(), Vec::new());
    while let Some(item) = reader.next(&mut row).unwrap() {
        let line = *item.lines().start();
        match mapper.row(&row) {
            Ok(records) => made.extend(records),
            Err(refusals) => refused.extend(refusals.iter().map(|refusal| {
                let column = refusal.column.map_or("", |column| reader.columns()[column].as_str());
                (line, column.to_owned(), refusal.fault.clone())
            })),
        }
    }
    (made, refused)
}

fn fields(record: &Record) -> Json {
    record.to_json(Codebook::embedded())["fields"].clone()
}

#[test]
fn one_row_becomes_a_victim_and_the_act_of_a_guard() {
    let (made, refused) = mapped(SHELTER, FILE);
    assert_eq!(made.len(), 3);
    assert_eq!(
        fields(&made[0].record),
        json!({
            "first_name": "Inventa Uno",
            "gender": "Feminine",
            "citizenships": ["NPL", "IND"],
            "registered_on": "2017-03-14",
            "trafficking_status": "ActualVictimOfTrafficking",
            "methods_of_control": ["PhysicalAbuse"],
        })
    );
    assert_eq!(
        fields(&made[1].record),
        json!({
            "stage": "T4", "act": "A09", "actor_role": "P06", "happened_on": "2017-03-02",
            "advantage_amount": { "low": "1500", "currency": "NPR" },
        })
    );
    // NA is a name, a country, and in no other column more than a blank.
    assert_eq!(
        fields(&made[2].record),
        json!({
            "first_name": "NA",
            "gender": { "state": "withheld" },
            "citizenships": ["NAM"],
            "registered_on": "2017-04-03",
            "trafficking_status": "ActualVictimOfTrafficking",
            "methods_of_control": { "state": "asked-unknown" },
        })
    );
    let refused: Vec<_> = refused.iter().map(|(line, column, fault)| (*line, column.as_str(), fault.clone())).collect();
    assert_eq!(
        refused,
        [
            (4, "Nationality", Fault::NoSuchCode),
            (4, "Beaten", Fault::NotYesOrNo),
            (4, "Intake", Fault::NoSuchDay),
            (4, "Paid", Fault::NotANumber),
        ]
    );
}

#[test]
fn the_same_key_is_the_same_record_and_tells_nobody_the_key() {
    let (first, _) = mapped(SHELTER, FILE);
    let (second, _) = mapped(SHELTER, &FILE.replace("Inventa Uno", "Inventa Una"));
    assert_eq!(first[0].record.id, second[0].record.id);
    // The act has no key, so another row is another act.
    assert_ne!(first[1].record.id, second[1].record.id);
    assert_ne!(first[0].record.id, first[2].record.id);
}

#[test]
fn a_constant_in_the_key_tells_records_of_one_row_apart_and_a_changed_cell_keeps_its_record() {
    let mapping = r#"
format = 1
title = "Figures"
[[record]]
name = "prosecutions"
schema = "CountryObservation"
key = ["country", "year", { value = "prosecutions" }]
when = ["prosecuted"]
[record.fields]
country = "country"
period = "year"
measure = { value = "prosecutions" }
value = "prosecuted"
[[record]]
name = "convictions"
schema = "CountryObservation"
key = ["country", "year", { value = "convictions" }]
when = ["convicted"]
[record.fields]
country = "country"
period = "year"
measure = { value = "convictions" }
value = "convicted"
"#;
    let (first, _) = mapped(mapping, "country,year,prosecuted,convicted\nNPL,2019,9,7\n");
    let (second, _) = mapped(mapping, "country,year,prosecuted,convicted\nNPL,2019,10,7\n");
    assert_ne!(first[0].record.id, first[1].record.id);
    assert_eq!([first[0].record.id, first[1].record.id], [second[0].record.id, second[1].record.id]);
    let without =
        mapping.replace(r#"["country", "year", { value = "convictions" }]"#, r#"[{ value = "convictions" }]"#);
    let Err(MappingError::Faults(faults)) = Mapping::read(&without, Codebook::embedded()) else { panic!("no column") };
    assert_eq!(faults, ["record `convictions`: a key without a column would make one record of all rows"]);
}

const COURT: &str = r#"
format = 1
title = "Court registry"
[[record]]
name = "case"
schema = "Proceeding"
key = ["number"]
[record.fields]
kind = { value = "criminal" }
country = "country"
stage = { value = "charge" }
number = "number"
sherloc_acts = { column = "acts.*" }
[[record]]
name = "defendant"
schema = "Person"
each = "defendants.*"
key = ["number", "defendants.*.name"]
[record.fields]
full_name = "defendants.*.name"
[[record]]
name = "charge"
schema = "Charge"
each = "defendants.*.charges.*"
key = ["number"]
[record.fields]
proceeding = { record = "case" }
defendant = { record = "defendant" }
offence = "defendants.*.charges.*.offence"
outcome = "defendants.*.charges.*.outcome"
[record.claim]
standing = { column = "defendants.*.charges.*.outcome", codes = { "convicted" = "convicted", "acquitted" = "cleared" } }
decision = "case"
"#;

#[test]
fn what_repeats_within_a_row_becomes_records_that_refer_to_their_own_neighbours() {
    let charge = |defendant, charge| {
        format!("defendants.{defendant}.charges.{charge}.offence,defendants.{defendant}.charges.{charge}.outcome")
    };
    let file = format!(
        "number,country,acts.1,acts.2,defendants.1.name,{},{},defendants.2.name,{}\n\
         A 1,NPL,LA1,LA2,Inventado Uno,trafficking,convicted,corruption,acquitted,Inventado Dos,corruption,\n",
        charge(1, 1),
        charge(1, 2),
        charge(2, 1)
    );
    let (made, refused) = mapped(COURT, &file);
    assert!(refused.is_empty(), "{refused:?}");
    let of = |rule| made.iter().filter(|made| made.rule == rule).map(|made| &made.record).collect::<Vec<_>>();
    let (cases, people, charges) = (of(0), of(1), of(2));
    assert_eq!((cases.len(), people.len(), charges.len()), (1, 2, 3));
    assert_eq!(cases[0].values("sherloc_acts"), [Value::code("LA1"), Value::code("LA2")]);
    assert_eq!(charges[0].values("defendant"), [Value::Reference(people[0].id)]);
    assert_eq!(charges[2].values("defendant"), [Value::Reference(people[1].id)]);
    assert_eq!(charges[0].claim.standing, Standing::Convicted);
    assert_eq!(charges[0].claim.decision, Some(cases[0].id));
    assert_eq!(charges[1].claim.standing, Standing::Cleared);
    assert_eq!(charges[2].claim.standing, Standing::Alleged);
    assert_eq!(charges[2].state("outcome"), State::NotAsked);
}

#[test]
fn an_order_that_nothing_shows_must_be_said() {
    let mapping = Mapping::read(SHELTER, Codebook::embedded()).unwrap();
    let columns = ["Intake", "Crossed"].map(str::to_owned);
    let found = |rows: &[[&str; 2]]| {
        let mut survey = mapping.survey();
        survey.bind(&columns);
        for cells in rows {
            let mut row = Row::default();
            for cell in cells {
                row.push(cell);
            }
            survey.row(&row);
        }
        survey.found().into_iter().map(|found| (found.order, found.must_be_said())).collect::<Vec<_>>()
    };
    assert_eq!(found(&[["3/4/2017", ""]]), [(None, true), (None, false)]);
    assert_eq!(found(&[["3/4/2017", "13/4/2017"]]), [(Some(Order::DayFirst), false); 2]);
    assert_eq!(
        found(&[["3/4/2017", "4/13/2017"], ["13/4/2017", "1/2/2017"]]),
        [(Some(Order::DayFirst), false), (Some(Order::MonthFirst), false)]
    );
    assert_eq!(found(&[["14/4/2017", ""], ["4/14/2017", ""], ["1/2/2017", ""]])[0], (None, true));
}

#[test]
fn a_mapping_that_does_not_fit_the_codebook_is_refused_with_every_place_and_what_was_meant() {
    let faults = |mapping: &str| match Mapping::read(mapping, Codebook::embedded()) {
        Err(MappingError::Faults(faults)) => faults.join("\n"),
        other => panic!("{other:?}"),
    };
    let text = faults(
        &SHELTER
            .replace("gender =", "gendre =")
            .replace("\"A09\"", "\"A99\"")
            .replace("\"CorruptAct\"", "\"CorruptAkt\""),
    );
    assert!(text.contains("field `gendre`: Victim has no such property (did you mean `gender`?)"), "{text}");
    assert!(text.contains("(did you mean `CorruptAct`?)"), "{text}");
    let text = faults(&SHELTER.replace("currency = \"NPR\"", "currency = \"NPX\", split = \";\""));
    assert!(text.contains("`NPX` is no code of the list currencies"), "{text}");
    assert!(text.contains("it holds one value"), "{text}");
    let text =
        faults(&SHELTER.replace("first_name = \"Name\"", "first_name = { column = \"Name\", dates = \"day-first\" }"));
    assert!(text.contains("`dates` does nothing"), "{text}");
    let written = Mapping::read("format = 1\ntitle = \"x\"\n[[record]]\nname = 1", Codebook::embedded());
    assert!(matches!(written, Err(MappingError::Written(text)) if text.contains("line 4")));
}

#[test]
fn what_was_suppressed_is_never_a_number() {
    let mapping = r#"
format = 1
title = "Series"
[[record]]
name = "cell"
schema = "CountryObservation"
key = ["iso3", "year"]
[record.fields]
country = "iso3"
measure = { value = "MEASURE" }
period = "year"
value = "value"
"#;
    let measure = Codebook::embedded().list("country_measures").unwrap().codes()[0].code.to_string();
    let (made, refused) = mapped(&mapping.replace("MEASURE", &measure), "iso3,year,value\nNAM,2019,<5\nNPL,2019,7\n");
    assert!(refused.is_empty());
    assert_eq!(made[0].record.state("value"), State::Suppressed);
    assert_eq!(made[0].record.values("value"), []);
    assert_eq!(made[1].record.values("value"), [Value::Number(7.into())]);
}
