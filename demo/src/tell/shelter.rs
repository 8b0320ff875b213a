//! The shelter: a workbook kept by hand, one row for each resident, with up to two acts and the fee that was paid.

use std::path::Path;

use super::{Fault, Heard, Log, Row, Teller, asked, site, who};
use crate::chance::{Chance, Stream, later};
use crate::countries::COUNTRIES;
use crate::file::{Holds, Sheet};
use crate::member::{File, Mapping, Member, SourceFacts};
use crate::names::jotted;
use crate::truth::{Made, Of, Place, Truth};
use crate::world::{Act, Plant, Region, Victim};
use crate::{Error, NOTICE};

pub(crate) const MEMBER: Member = Member {
    code: "shelter",
    title: "Casa Faro Inventado",
    about: "A shelter that keeps its residents in a workbook, in English, with what happened to each of them in the same row.",
    source: SourceFacts {
        name: "Casa Faro Inventado (demonstration)",
        legal_basis: "consent",
        purpose: "Help for residents, and statistics on corruption that made trafficking possible",
        grade: "B2",
        handling: "AMBER",
    },
    files: || vec![File::new(NAME, Mapping::Text(include_str!("../../mappings/shelter.toml")))],
    teller: |folder| Ok(Box::new(Shelter::begin(folder)?)),
};

const NAME: &str = "shelter/residents.xlsx";

const WORDS: [&str; 2] = ["unknown", "refused"];

const COLUMNS: [&str; 48] = [
    "Case ID",
    "Family name",
    "Given name",
    "Sex",
    "Date of birth",
    "Age",
    "Nationality",
    "Came on",
    "Sent by",
    "Phone",
    "Home",
    "Hired by",
    "Worked at",
    "Kind of work",
    "Others at the place",
    "Debt",
    "Passport kept",
    "Beaten",
    "No pay",
    "Locked in",
    "Threatened with police",
    "Fee",
    "Fee currency",
    "Receipt",
    "Fee for officials",
    "Limit in law",
    "Way from",
    "Way to",
    "Crossed at",
    "Paid at crossing",
    "Act at crossing",
    "1: When",
    "1: What",
    "1: Who",
    "1: Name or looks",
    "1: Where",
    "1: Country",
    "1: On",
    "1: Paid",
    "1: Currency",
    "2: When",
    "2: What",
    "2: Who",
    "2: Name or looks",
    "2: On",
    "2: Paid",
    "2: Currency",
    "Notes (invented data)",
];

const FAULTS: [Fault; 5] = [
    ("Sex", "see file"),
    ("Date of birth", "31/02/1999"),
    ("Came on", "2023-13-05"),
    ("Nationality", "Atlantis"),
    ("1: Paid", "a lot"),
];

const CONTROL: [&str; 6] = ["Debt", "Passport kept", "Beaten", "No pay", "Locked in", "Threatened with police"];

/// Where chance begins for what was added to the rows later, so that what was there stays.
const FEES: usize = 100_000;
const WAYS: usize = 200_000;

struct Shelter(Log);

impl Shelter {
    fn begin(folder: &Path) -> Result<Self, Error> {
        let holds = |column: &str| match column {
            "Age" | "Fee" | "Fee for officials" | "Limit in law" | "1: Paid" | "2: Paid" | "Others at the place" => {
                Holds::Number
            }
            "Date of birth" | "Came on" | "1: On" | "2: On" => Holds::Day,
            _ => Holds::Text,
        };
        let columns = COLUMNS.into_iter().map(|column| (column, holds(column)));
        let sheet = Sheet::begin(&folder.join(NAME), ("Residents", NOTICE), columns)?;
        let place = Place { member: MEMBER.code, file: NAME.to_owned() };
        Ok(Self(Log::sheet(place, sheet, &FAULTS, Some(("Notes (invented data)", "checked again with the resident")))))
    }
}

impl Teller for Shelter {
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error> {
        let mut acts = region.acts.iter().peekable();
        for (number, victim) in region.victims.iter().enumerate() {
            let mut own = Vec::new();
            while let Some(act) = acts.next_if(|act| act.victim == Some(number)) {
                own.push(act);
            }
            if victim.known.shelter {
                let mut chance = region.chance(Stream::Shelter, number);
                let row = resident(region, (number, victim), &own, &mut chance);
                self.0.add(row, region.number, &mut chance, truth)?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.0.finish()
    }
}

fn resident(region: &Region, (number, victim): (usize, &Victim), acts: &[&Act], chance: &mut Chance) -> Row {
    let mut row = Row::new(&COLUMNS);
    let key = format!("S{}-{number:04}", region.number);
    let came = later(victim.met, chance.between(0, 40));
    row.put("Case ID", &*key);
    about(&mut row, victim, came, chance);
    let venue = &region.venues[victim.venue];
    if chance.is(60) {
        row.put("Phone", &*venue.phone);
    }
    row.put(
        "Sent by",
        match victim.raid {
            Some(_) if chance.is(800) => "police raid",
            _ => chance.mostly(&["another resident", "hotline", "hospital", "police raid", "church"]),
        },
    );
    if chance.is(600) {
        let agent = &region.privates[victim.agent];
        row.put("Hired by", agent.name.told(chance));
        let of = Of::Person(agent.id.clone(), "private");
        row.made.push(Made::new("Actor", format!("{key}|hired"), of, Plant::of_agent(victim.agent)));
    }
    row.put("Kind of work", venue.trade.work);
    for column in CONTROL {
        let answer = chance.pick(&["x", "x", "no", "", "unknown"]);
        row.put(column, answer);
    }
    let of = Of::Person(victim.person.id.clone(), "victim");
    row.made.push(Made::new("Victim", &*key, of, victim.plant()));
    if chance.is(850) {
        let name = jotted(&venue.name, chance);
        row.put("Worked at", &*name);
        row.made.push(Made::new("Organisation", name.trim(), Of::Venue(venue.id.clone()), None).shared());
    }
    if chance.is(300) {
        let others = chance.below(20);
        row.put("Others at the place", if others < 5 { "<5".to_owned() } else { others.to_string() });
        let event = Of::Event(format!("exploitation-{}", venue.id));
        row.made.push(Made::new("Event", &*key, event, None));
    }
    if chance.is(500) {
        let origin = &COUNTRIES[victim.person.country];
        let fee = origin.unit * 10 * (1 + u32::try_from(chance.skewed(20)).unwrap_or(0));
        row.put("Fee", fee.to_string());
        row.put("Fee currency", origin.currency);
        row.put("Receipt", chance.pick(&["no", "no", "yes", "unknown", ""]));
        row.made.push(Made::new("FeeItem", &*key, Of::Nothing, None));
        beside_the_fee(&mut row, region, (number, victim), fee);
    }
    way(&mut row, region, (number, victim), (&key, acts.first().copied()));
    for (nth, act) in ["1", "2"].into_iter().zip(acts) {
        tell_act(&mut row, nth, region, (&key, act), chance);
    }
    row
}

/// What the law allows, and what was said to be for officials: more often where there is a recruiter who pays for permits.
fn beside_the_fee(row: &mut Row, region: &Region, (number, victim): (usize, &Victim), fee: u32) {
    let mut chance = region.chance(Stream::Shelter, FEES + number);
    if chance.is(700) {
        row.put("Limit in law", (COUNTRIES[victim.person.country].unit * 30).to_string());
    }
    let is_passed_on = Plant::of_agent(victim.agent) == Some(Plant::Recruiter) || victim.has_broker;
    let part = if chance.is(if is_passed_on { 800 } else { 120 }) { fee / 5 } else { 0 };
    if chance.is(550) {
        row.put("Fee for officials", part.to_string());
    }
}

/// From where to where somebody came, and over which crossing.
fn way(row: &mut Row, region: &Region, (number, victim): (usize, &Victim), (key, act): (&str, Option<&Act>)) {
    let mut chance = region.chance(Stream::Shelter, WAYS + number);
    let crossing = &region.posts[victim.crossing];
    row.put("Way from", COUNTRIES[victim.person.country].code);
    row.put("Way to", COUNTRIES[crossing.country].code);
    if !chance.is(400) {
        return;
    }
    row.put("Crossed at", &*crossing.title);
    let paid = act.filter(|act| act.stage == "T4" && act.post == Some(victim.crossing));
    row.put("Act at crossing", if paid.is_some() { "first" } else { "none" });
    row.put("Paid at crossing", if paid.is_some() { "yes" } else { chance.pick(&["no", "no", "unknown", ""]) });
    row.made.push(Made::new("JourneyLeg", format!("{key}|way"), Of::Nothing, paid.and_then(|act| act.plant)));
}

/// Names, birth and country, as somebody writes them down who listens.
fn about(row: &mut Row, victim: &Victim, came: jiff::civil::Date, chance: &mut Chance) {
    let person = &victim.person;
    let [given, family] = person.name.heard(chance);
    let (given, family) = if chance.is(50) { (family, given) } else { (given, family) };
    row.put("Family name", family);
    row.put("Given name", given);
    let sex = if person.is_woman { ["F", "female", "f", "woman"] } else { ["M", "male", "m", "man"] };
    let sex = chance.mostly(&sex).to_owned();
    row.put("Sex", asked(chance, sex, WORDS));
    if chance.is(600) {
        row.put("Date of birth", person.born.to_string());
    }
    if chance.is(800) {
        let age = i32::from(victim.age(came)) + if chance.is(150) { chance.between(-2, 2) } else { 0 };
        row.put("Age", age.to_string());
    }
    let country = &COUNTRIES[person.country];
    let spelling = chance.mostly(&[country.english, country.code, country.alpha2, country.spanish]).to_owned();
    row.put("Nationality", asked(chance, spelling, WORDS));
    row.put("Came on", came.to_string());
    if chance.is(700) {
        row.put("Phone", &*person.phone);
    }
    row.put("Home", &*victim.home);
}

fn tell_act(row: &mut Row, nth: &str, region: &Region, (key, act): (&str, &Act), chance: &mut Chance) {
    let heard = Heard::of(act, chance);
    let [when, what, role] = heard.in_words(1, WORDS);
    row.put(&format!("{nth}: When"), when);
    row.put(&format!("{nth}: What"), what);
    row.put(&format!("{nth}: Who"), role);
    row.put(
        &format!("{nth}: On"),
        if chance.is(200) { format!("about {}", act.day.year()) } else { act.day.to_string() },
    );
    if nth == "1" {
        row.put("1: Where", jotted(site(region, act), chance));
        let country = &COUNTRIES[act.country];
        row.put("1: Country", chance.mostly(&[country.english, country.code]));
    }
    if let Some(sum) = act.sum {
        row.put(&format!("{nth}: Paid"), sum.to_string());
        row.put(&format!("{nth}: Currency"), COUNTRIES[act.country].currency);
    }
    let key = format!("{key}|act-{nth}");
    if let Some((person, kind)) = who(region, act).filter(|_| chance.is(550)) {
        row.put(&format!("{nth}: Name or looks"), person.name.told(chance));
        row.made.push(Made::new("Actor", &*key, Of::Person(person.id.clone(), kind), act.plant));
    }
    row.made.push(Made::new("CorruptAct", &*key, Of::Act(act.id.clone(), heard.cell("alleged")), act.plant));
}
