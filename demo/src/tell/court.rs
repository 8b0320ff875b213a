//! The court: a register of proceedings in JSON, with defendants in them, and their charges in those.

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Heard, Teller, site, who};
use crate::chance::{Chance, LAST_DAY, Stream, later};
use crate::countries::{CORRIDORS, COUNTRIES};
use crate::file::List;
use crate::member::{File, Mapping, Member, SourceFacts};
use crate::truth::{Made, Of, Place, Truth};
use crate::world::{Act, BROKER, MISTAKEN, Person, Plant, Region};
use crate::{Error, NOTICE};

pub(crate) const MEMBER: Member = Member {
    code: "court",
    title: "Invented Regional Court",
    about: "A court that exports its register of proceedings as JSON, with defendants, charges and how each ended.",
    source: SourceFacts {
        name: "Invented Regional Court (demonstration)",
        legal_basis: "public-data",
        purpose: "Public knowledge of what courts decided",
        grade: "A1",
        handling: "GREEN",
    },
    files: || {
        let mapping = Mapping::Text(include_str!("../../mappings/court.toml"));
        vec![File { table: Some("proceedings"), ..File::new(NAME, mapping) }]
    },
    teller: |folder| Ok(Box::new(Court::begin(folder)?)),
};

const NAME: &str = "court/register.json";

/// In a thousand acts that are nobody's plant, how many come to court.
const CHARGED_PER_MILLE: usize = 40;
/// In a thousand proceedings against traffickers, in how many bribery is charged as well.
const BRIBED_PER_MILLE: usize = 250;
/// What helps, codes of `success_factors`.
const HELPED: [&str; 5] = ["victim-support", "ngo", "financial-enquiry", "media", "joint-unit"];
/// Proceedings against people without an office.
const TRAFFICKERS: usize = 90;
const FAULTS_PER_MILLE: usize = 12;

struct Court {
    place: Place,
    list: List,
}

impl Court {
    fn begin(folder: &Path) -> Result<Self, Error> {
        let place = Place { member: MEMBER.code, file: NAME.to_owned() };
        Ok(Self { place, list: List::begin(&folder.join(NAME), NOTICE, "proceedings")? })
    }

    fn add(&mut self, mut case: Case, region: u32, chance: &mut Chance, truth: &mut Truth) -> Result<(), Error> {
        if case.plant.is_none() && chance.is(FAULTS_PER_MILLE) {
            case.object["defendants"][0]["charges"][0]["outcome"] = "see the file".into();
            let number = self.list.object(&case.object)?;
            return truth.reject(&self.place, number, "defendants.1.charges.1.outcome");
        }
        self.list.object(&case.object)?;
        truth.row(&self.place, region, case.made)?;
        if chance.is(FAULTS_PER_MILLE) {
            self.list.object(&case.object)?;
            truth.repeated(&self.place);
        }
        Ok(())
    }
}

impl Teller for Court {
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error> {
        let mistaken: Vec<Act> = (0..MISTAKEN).map(|number| region.mistaken(number)).collect();
        let mut number = 0;
        for (plant, count, outcome) in [
            (Plant::Guard, 3, "convicted"),
            (Plant::VisaDesk, 3, "pending"),
            (Plant::Venue, 2, "convicted"),
            (Plant::Leak, 2, "pending"),
            (Plant::Recruiter, 2, "pending"),
            (Plant::ClearedOfficial, 2, "acquitted"),
        ] {
            let acts = region.acts.iter().chain(&mistaken).filter(|act| act.plant == Some(plant));
            let acts: Vec<&Act> = acts.filter(|act| act.role != "I01").take(count).collect();
            let Some((person, kind)) = acts.first().and_then(|act| who(region, act)) else { continue };
            let mut chance = region.chance(Stream::Court, number);
            // At the end of it all, so that nobody goes on after a verdict.
            let mut case = Case::new(region, number, &mut chance, (LAST_DAY, acts[0].country), outcome);
            case.defendant(person, kind, Some(plant), &mut chance);
            for act in acts {
                case.conduct(region, act, outcome);
            }
            self.add(case, region.number, &mut chance, truth)?;
            number += 1;
        }
        for (place, act) in region.acts.iter().enumerate() {
            let mut chance = region.chance(Stream::Court, 1000 + place);
            let Some((person, kind)) = who(region, act).filter(|_| act.plant.is_none()) else { continue };
            if chance.is(CHARGED_PER_MILLE) {
                let outcome = chance.mostly(&["pending", "convicted", "acquitted"]);
                let mut case = Case::new(region, number, &mut chance, (act.day, act.country), outcome);
                case.defendant(person, kind, None, &mut chance);
                case.conduct(region, act, outcome);
                self.add(case, region.number, &mut chance, truth)?;
                number += 1;
            }
        }
        for place in 0..TRAFFICKERS {
            let mut chance = region.chance(Stream::Court, 100_000 + place);
            let mut own = region.chance(Stream::Court, 200_000 + place);
            let outcome = chance.mostly(&["convicted", "pending", "acquitted"]);
            // Where an official is said to have been paid, fewer are convicted.
            let with_bribe = own.is(BRIBED_PER_MILLE);
            let outcome = if with_bribe { own.mostly(&["pending", "acquitted", "convicted"]) } else { outcome };
            let (day, (_, country)) = (chance.season(), chance.mostly(&CORRIDORS));
            let mut case = Case::new(region, number, &mut chance, (day, country), outcome);
            case.helped(outcome, &mut own);
            for _ in 0..=chance.skewed(3) {
                let person = &region.privates[chance.skewed(BROKER)];
                case.defendant(person, "private", None, &mut chance);
                case.charge("Trafficking in persons", outcome, &Value::Null);
            }
            if with_bribe {
                case.charge("Bribery", outcome, &Value::Null);
            }
            self.add(case, region.number, &mut chance, truth)?;
            number += 1;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.list.finish()
    }
}

/// A proceeding, as it is put together.
struct Case {
    key: String,
    object: Value,
    made: Vec<Made>,
    plant: Option<Plant>,
    verdict: Date,
}

impl Case {
    fn new(region: &Region, number: usize, chance: &mut Chance, (day, country): (Date, usize), outcome: &str) -> Self {
        let charged = later(day, chance.between(30, 100));
        let verdict = later(charged, chance.between(10, 80));
        let is_decided = outcome != "pending";
        let key = format!("INV-{}-{number:04}", region.number);
        let object = said(json!({
            "number": key,
            "title": format!("Invented proceeding {number}"),
            "country": COUNTRIES[country].code,
            "court": format!("Invented Regional Court, chamber {}", 1 + number % 4),
            "stage": if is_decided { "verdict" } else { "trial" },
            "charged_on": charged.to_string(),
            "verdict_on": is_decided.then(|| verdict.to_string()),
            "defendants": [],
        }));
        let made = vec![Made::new("Proceeding", &*key, Of::Nothing, None)];
        Self { key, object, made, plant: None, verdict }
    }

    /// What is said to have helped: help for victims goes with convictions, and nothing else does.
    fn helped(&mut self, outcome: &str, chance: &mut Chance) {
        if !chance.is(800) {
            return;
        }
        let is_there = |factor: &&str, chance: &mut Chance| match (*factor, outcome) {
            ("victim-support", "convicted") => chance.is(700),
            _ => chance.is(300),
        };
        let helped: Vec<&str> = HELPED.into_iter().filter(|factor| is_there(factor, chance)).collect();
        self.object["helped"] = if helped.is_empty() { "none".into() } else { helped.join(";").into() };
    }

    fn defendants(&mut self) -> &mut Vec<Value> {
        self.object["defendants"].as_array_mut().expect("it was made as a list")
    }

    fn defendant(&mut self, person: &Person, kind: &'static str, plant: Option<Plant>, chance: &mut Chance) {
        let name = if chance.is(700) { person.name.whole() } else { person.name.told(chance) };
        let id = (b'A' + u8::try_from(self.defendants().len()).unwrap_or_default()) as char;
        self.defendants().push(json!({
            "id": id.to_string(),
            "name": name,
            "sex": if person.is_woman { "female" } else { "male" },
            "born": if chance.is(600) { person.born.to_string() } else { person.born.year().to_string() },
            "nationality": COUNTRIES[person.country].english,
            "charges": [],
        }));
        let of = Of::Person(person.id.clone(), kind);
        self.plant = plant;
        self.made.push(Made::new("Person", format!("{}|{id}", self.key), of, plant));
    }

    /// A charge against the last defendant.
    fn charge(&mut self, offence: &str, outcome: &str, conduct: &Value) -> String {
        let (verdict, plant) = (self.verdict, self.plant);
        let last = self.defendants().last_mut().expect("somebody is charged");
        let id = last["id"].as_str().unwrap_or_default().to_owned();
        let charges = last["charges"].as_array_mut().expect("it was made as a list");
        let count = charges.len() + 1;
        charges.push(said(json!({
            "count": count,
            "offence": offence,
            "statute": format!("Invented Code, section {}", 100 + count),
            "outcome": outcome,
            "decided_on": (outcome != "pending").then(|| verdict.to_string()),
            "months": (outcome == "convicted").then_some(12 * count),
            "conduct": conduct,
        })));
        let key = format!("{}|{id}|{count}", self.key);
        for schema in ["Actor", "Charge"] {
            self.made.push(Made::new(schema, &*key, Of::Nothing, plant));
        }
        key
    }

    /// A charge for an act of corruption. What a court decides about is told as it was.
    fn conduct(&mut self, region: &Region, act: &Act, outcome: &str) {
        let money = act.sum.map(|sum| json!({ "sum": sum, "currency": COUNTRIES[act.country].currency }));
        let conduct = said(json!({
            "stage": act.stage,
            "act": act.code,
            "office": act.role,
            "on": act.day.to_string(),
            "country": COUNTRIES[act.country].code,
            "at": site(region, act),
            "advantage": act.advantage,
            "received": money,
        }));
        let key = self.charge("Bribery", outcome, &conduct);
        let standing = match outcome {
            "convicted" => "convicted",
            "acquitted" => "cleared",
            _ => "charged",
        };
        let of = Of::Act(act.id.clone(), Heard::exactly(act).cell(standing));
        self.made.push(Made::new("CorruptAct", key, of, act.plant));
    }
}

/// An object without what it does not say.
fn said(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, member| !member.is_null());
    }
    object
}
