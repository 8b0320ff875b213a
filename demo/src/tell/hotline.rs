//! The hotline: a table of calls in Spanish, from a program of the nineties. Most callers tell of an act; some are the person
//! who was trafficked.

use std::path::Path;

use super::{Fault, Heard, Log, Row, Teller, asked, day_first, site, who};
use crate::chance::{Chance, Stream, later};
use crate::countries::COUNTRIES;
use crate::file::{Form, Table};
use crate::member::{File, Mapping, Member, SourceFacts};
use crate::names::jotted;
use crate::truth::{Made, Of, Place, Truth};
use crate::world::{Act, MISTAKEN, Plant, Region, Victim};
use crate::{Error, NOTICE};

pub(crate) const MEMBER: Member = Member {
    code: "hotline",
    title: "Línea Ejemplo",
    about: "A helpline that keeps its calls in a table in Spanish, with semicolons and decimal commas.",
    source: SourceFacts {
        name: "Línea Ejemplo (demonstration)",
        legal_basis: "vital-interest",
        purpose: "Help for callers, and statistics on corruption that made trafficking possible",
        grade: "C3",
        handling: "AMBER",
    },
    files: || vec![File::new(NAME, Mapping::Text(include_str!("../../mappings/hotline.toml")))],
    teller: |folder| Ok(Box::new(Hotline::begin(folder)?)),
};

const NAME: &str = "hotline/llamadas.csv";

const WORDS: [&str; 2] = ["no sabe", "no dice"];

const COLUMNS: [&str; 27] = [
    "Nº llamada",
    "Fecha",
    "Quién llama",
    "Anónima",
    "Peligro ahora",
    "Urgencia",
    "Hay menores",
    "Qué desea",
    "Etapa",
    "Qué hizo",
    "Cargo",
    "Nombre que dio",
    "Lugar",
    "País",
    "Fecha del hecho",
    "Monto",
    "Moneda",
    "Cómo lo sabe",
    "Situación",
    "Víctima",
    "Sexo",
    "Nacionalidad",
    "Edad",
    "Teléfono",
    "Personas en el local",
    "Observaciones",
    "Datos inventados",
];

const FAULTS: [Fault; 4] =
    [("Fecha", "31/04/2023"), ("País", "Atlántida"), ("Monto", "mucho"), ("Fecha del hecho", "30/02/2022")];

/// In a thousand acts of which no victim calls, how many somebody else tells of.
const TOLD_PER_MILLE: usize = 250;

/// Calls of people who only ask.
const QUESTIONS: usize = 120;

struct Hotline(Log);

impl Hotline {
    fn begin(folder: &Path) -> Result<Self, Error> {
        let table = Table::begin(&folder.join(NAME), Form::Western, &COLUMNS)?;
        let place = Place { member: MEMBER.code, file: NAME.to_owned() };
        Ok(Self(Log::table(place, table, &FAULTS, Some(("Observaciones", "volvió a llamar")))))
    }
}

/// A call: about an act, about a person, or both; about neither where somebody only asks.
struct Call<'r> {
    act: Option<&'r Act>,
    victim: Option<&'r Victim>,
}

impl Teller for Hotline {
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error> {
        let mistaken: Vec<Act> = (0..MISTAKEN).map(|number| region.mistaken(number)).collect();
        let mut calls = Vec::new();
        for (number, act) in region.acts.iter().enumerate() {
            let caller = act.victim.map(|place| &region.victims[place]).filter(|victim| victim.known.hotline);
            let mut chance = region.chance(Stream::Hotline, number);
            if caller.is_some() || chance.is(TOLD_PER_MILLE) {
                calls.push((Call { act: Some(act), victim: caller }, chance));
            }
        }
        for (number, victim) in region.victims.iter().enumerate().filter(|(_, victim)| victim.known.hotline) {
            if !region.acts.iter().any(|act| act.victim == Some(number)) {
                let chance = region.chance(Stream::Hotline, 100_000 + number);
                calls.push((Call { act: None, victim: Some(victim) }, chance));
            }
        }
        for (number, act) in mistaken.iter().enumerate() {
            calls.push((Call { act: Some(act), victim: None }, region.chance(Stream::Hotline, 200_000 + number)));
        }
        for number in 0..QUESTIONS {
            calls.push((Call { act: None, victim: None }, region.chance(Stream::Hotline, 300_000 + number)));
        }
        for (number, (call, mut chance)) in calls.into_iter().enumerate() {
            let row = call.row(region, number, &mut chance);
            self.0.add(row, region.number, &mut chance, truth)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.0.finish()
    }
}

impl Call<'_> {
    fn row(&self, region: &Region, number: usize, chance: &mut Chance) -> Row {
        let mut row = Row::new(&COLUMNS);
        let key = format!("L{}-{number:05}", region.number);
        row.put("Nº llamada", &*key);
        row.put("Datos inventados", NOTICE);
        row.put("Observaciones", "dato inventado");
        let after = self.act.map_or_else(|| chance.season(), |act| act.day);
        let after = self.victim.map_or(after, |victim| after.max(victim.met));
        let received = later(after, chance.between(0, 90));
        row.put("Fecha", day_first(received, chance));
        let caller =
            if self.victim.is_some() { "víctima" } else { chance.mostly(&["testigo", "familiar", "agente público"]) };
        row.put("Quién llama", caller);
        row.put("Anónima", chance.pick(&["sí", "sí", "no", ""]));
        let is_in_danger = chance.is(80);
        row.put("Peligro ahora", if is_in_danger { "sí" } else { chance.pick(&["no", "no", "", "no sabe"]) });
        row.put("Urgencia", if is_in_danger { "inmediata" } else { chance.mostly(&["normal", "pronto", "urgente"]) });
        row.put("Hay menores", chance.pick(&["no", "no", "sí", "", "no sabe"]));
        row.put("Qué desea", chance.mostly(&["guardar", "estadística", "remitir", "ayuda", "preguntar antes"]));
        row.made.push(Made::new("Report", &*key, Of::Nothing, self.act.and_then(|act| act.plant)));
        row.is_needed = self.act.is_some_and(|act| act.plant == Some(Plant::ClearedOfficial));
        if let Some(act) = self.act {
            tell_act(&mut row, region, (&key, act), chance);
        }
        if let Some(victim) = self.victim {
            tell_victim(&mut row, region, (&key, victim), chance);
        }
        row
    }
}

fn tell_act(row: &mut Row, region: &Region, (key, act): (&str, &Act), chance: &mut Chance) {
    let heard = Heard::of(act, chance);
    let [stage, what, role] = heard.in_words(2, WORDS);
    row.put("Etapa", stage);
    row.put("Qué hizo", what);
    row.put("Cargo", role);
    row.put("Lugar", jotted(site(region, act), chance));
    row.put("País", COUNTRIES[act.country].spanish);
    row.put("Fecha del hecho", if chance.is(300) { String::new() } else { day_first(act.day, chance) });
    if let Some(sum) = act.sum {
        row.put("Monto", comma(sum));
        row.put("Moneda", COUNTRIES[act.country].currency);
    }
    row.put("Cómo lo sabe", chance.pick(&["lo vivió", "lo vio", "se lo contaron", ""]));
    let standing = if chance.is(20) { "withdrawn" } else { "alleged" };
    row.put("Situación", if standing == "withdrawn" { "retirada" } else { "" });
    if let Some((person, kind)) =
        who(region, act).filter(|_| act.plant == Some(Plant::ClearedOfficial) || chance.is(400))
    {
        row.put("Nombre que dio", person.name.told(chance));
        row.made.push(Made::new("Actor", key, Of::Person(person.id.clone(), kind), act.plant));
    }
    row.made.push(Made::new("CorruptAct", key, Of::Act(act.id.clone(), heard.cell(standing)), act.plant));
}

fn tell_victim(row: &mut Row, region: &Region, (key, victim): (&str, &Victim), chance: &mut Chance) {
    let person = &victim.person;
    row.put("Víctima", person.name.told(chance));
    row.put("Sexo", asked(chance, (if person.is_woman { "mujer" } else { "hombre" }).to_owned(), WORDS));
    row.put("Nacionalidad", asked(chance, COUNTRIES[person.country].spanish.to_owned(), WORDS));
    row.put("Edad", asked(chance, victim.age(victim.met).to_string(), WORDS));
    if chance.is(500) {
        row.put("Teléfono", if chance.is(100) { &*region.venues[victim.venue].phone } else { &*person.phone });
    }
    let of = Of::Person(person.id.clone(), "victim");
    row.made.push(Made::new("Victim", key, of, victim.plant()));
    if chance.is(400) {
        let others = chance.below(15);
        row.put("Personas en el local", if others < 5 { "<5".to_owned() } else { others.to_string() });
        let event = Of::Event(format!("exploitation-{}", region.venues[victim.venue].id));
        row.made.push(Made::new("Event", key, event, None));
    }
}

/// A sum with points between the thousands and a decimal comma.
fn comma(sum: u32) -> String {
    if sum < 1000 { format!("{sum},00") } else { format!("{}.{:03},00", thousands(sum / 1000), sum % 1000) }
}

fn thousands(sum: u32) -> String {
    if sum < 1000 { sum.to_string() } else { format!("{}.{:03}", sum / 1000, sum % 1000) }
}
