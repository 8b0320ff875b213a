//! Acts of corruption: those that are planted, and those that happen everywhere now and then.

use std::ops::Range;

use jiff::civil::Date;

use super::privates::{BROKER, DIRECTOR, RECRUITER};
use super::{Plant, Region, Victim, offices};
use crate::chance::{Chance, Stream, later};

/// One act, as it happened.
#[derive(Debug)]
pub(crate) struct Act {
    pub(crate) id: String,
    /// Codes of `stages`, `acts` and `actors`, in this order.
    pub(crate) stage: &'static str,
    pub(crate) code: &'static str,
    pub(crate) role: &'static str,
    pub(crate) who: Who,
    /// Where: a post, or else a venue, both of the region.
    pub(crate) post: Option<usize>,
    pub(crate) venue: Option<usize>,
    /// Who had to bear it; none where nobody in particular had to.
    pub(crate) victim: Option<usize>,
    pub(crate) day: Date,
    /// The sum, in the currency of the country.
    pub(crate) sum: Option<u32>,
    /// A code of `advantages`.
    pub(crate) advantage: &'static str,
    pub(crate) country: usize,
    pub(crate) raid: Option<usize>,
    pub(crate) plant: Option<Plant>,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Among the officials of the region.
    Official(usize),
    /// Among the private people.
    Private(usize),
    /// Somebody nobody could describe.
    Nobody,
}

/// An act that happens now and then: stage, act and office, and at which posts of a corridor.
type Everyday = (&'static str, &'static str, &'static str, Range<usize>);

/// The most frequent first.
const EVERYDAY: [Everyday; 20] = [
    ("T6", "A05", "P01", offices::POLICE),
    ("T4", "A17", "P06", offices::CROSSINGS),
    ("T6", "A27", "P01", offices::POLICE),
    ("T1", "A24", "P12", offices::TOWN_HALLS),
    ("V1", "A06", "P07", offices::IMMIGRATION),
    ("T4", "A18", "P06", offices::CROSSINGS),
    ("T2", "A19", "P09", offices::PASSPORTS),
    ("J3", "A33", "P01", offices::POLICE),
    ("T5", "A12", "P01", offices::POLICE),
    ("T2", "A20", "P08", offices::VISA_DESKS),
    ("T6", "A25", "P01", offices::POLICE),
    ("T4", "A14", "P10", offices::AIRPORTS),
    ("T3", "A01", "P01", offices::POLICE),
    ("V2", "A28", "P29", offices::CAMPS),
    ("T6", "A03", "P01", offices::POLICE),
    ("J4", "A39", "P01", offices::POLICE),
    ("T1", "A16", "P23", offices::PERMITS),
    ("V5", "A27", "P10", offices::AIRPORTS),
    ("V4", "A32", "P03", offices::SPECIAL_UNITS),
    ("T5", "A44", "P03", offices::SPECIAL_UNITS),
];

/// In a thousand people, how many meet an everyday act; a quarter of them meet another one.
const EVERYDAY_PER_MILLE: usize = 420;

pub(super) fn acts(region: &Region) -> Vec<Act> {
    let mut acts = Vec::new();
    for (number, victim) in region.victims.iter().enumerate() {
        let mut chance = region.chance(Stream::Deed, number);
        let mut add = |act: Act| {
            let id = format!("act-{}-{:05}", region.number, acts.len());
            acts.push(Act { id, victim: Some(number), ..act });
        };
        planted(region, victim, &mut chance, &mut add);
        while chance.is(EVERYDAY_PER_MILLE) {
            add(everyday(region, victim, &mut chance));
        }
    }
    let raids = region.raids.iter().enumerate().filter(|(_, raid)| raid.plant == Some(Plant::Leak));
    for (number, raid) in raids {
        let mut chance = region.chance(Stream::Deed, super::VICTIMS + number);
        let mut act = region.act(("J4", "A31", "P03"), Who::Official(Plant::LEAK), later(raid.planned, 1), "U01");
        act.id = format!("act-{}-{:05}", region.number, acts.len());
        act.post = Some(raid.post);
        act.venue = Some(raid.venue);
        act.raid = Some(number);
        act.sum = Some(sum(&mut chance, act.country, 20));
        act.plant = Some(Plant::Leak);
        acts.push(act);
    }
    acts
}

/// What the schemes of the region do to one person.
fn planted(region: &Region, victim: &Victim, chance: &mut Chance, add: &mut impl FnMut(Act)) {
    let crossed = victim.crossed;
    let mut add = |mut act: Act, plant: Plant, per_mille: usize, size: u32| {
        if chance.is(per_mille) {
            act.sum = chance.is(700).then(|| sum(chance, act.country, size));
            act.plant = Some(plant);
            add(act);
        }
    };
    if victim.agent == RECRUITER {
        let act = region.act(("T1", "A16", "I02"), Who::Private(RECRUITER), later(crossed, -40), "U04");
        add(act, Plant::Recruiter, 700, 20);
    }
    if victim.has_broker {
        let clerk = region.act(("T2", "A20", "P08"), Who::Official(Plant::VISA_CLERK), later(crossed, -15), "U01");
        add(Act { post: Some(Plant::VISA_POST), ..clerk }, Plant::VisaDesk, 600, 15);
        let broker = region.act(("T2", "A15", "I01"), Who::Private(BROKER), later(crossed, -17), "U01");
        add(broker, Plant::VisaDesk, 250, 15);
    }
    let guard = &region.officials[Plant::GUARD];
    if victim.crossing == Plant::GUARD_CROSSING && guard.is_at(Plant::GUARD_CROSSING, crossed) {
        let code = if crossed.day() % 4 == 0 { "A17" } else { "A18" };
        let act = region.act(("T4", code, "P06"), Who::Official(Plant::GUARD), crossed, "U02");
        add(Act { post: Some(Plant::GUARD_CROSSING), ..act }, Plant::Guard, 850, 2);
    }
    if victim.venue == Plant::PROTECTED_VENUE {
        let act = region.act(("T6", "A25", "P01"), Who::Official(Plant::PROTECTOR), later(crossed, 30), "U03");
        add(Act { venue: Some(victim.venue), ..act }, Plant::Venue, 650, 30);
    }
    if victim.is_with_ngo {
        let act = region.act(("V2", "A30", "C02"), Who::Private(DIRECTOR), later(victim.met, 20), "U19");
        add(act, Plant::BogusNgo, 650, 5);
    }
}

/// Something that happens everywhere now and then.
fn everyday(region: &Region, victim: &Victim, chance: &mut Chance) -> Act {
    let (stage, code, role, places) = EVERYDAY[chance.skewed(EVERYDAY.len())].clone();
    let is_crossing = places == offices::CROSSINGS;
    let corridor = region.venues[victim.venue].corridor;
    let post = offices::post_at(corridor, places.start + chance.below(places.len()));
    let post = if is_crossing { victim.crossing } else { post };
    let day = match stage.as_bytes()[0] {
        b'V' | b'J' => later(victim.met, chance.between(1, 60)),
        _ if is_crossing => victim.crossed,
        _ if stage == "T1" || stage == "T2" => later(victim.crossed, -chance.between(10, 60)),
        _ => later(victim.crossed, chance.between(1, victim.months * 30)),
    };
    let who = region.on_duty(post, day, chance).map_or(Who::Nobody, Who::Official);
    let mut act = region.act((stage, code, role), who, day, if code == "A28" { "U09" } else { "U01" });
    act.post = Some(post);
    act.country = region.posts[post].country;
    act.venue = matches!(stage, "T5" | "T6").then_some(victim.venue);
    act.sum = (code != "A28" && chance.is(600)).then(|| sum(chance, act.country, 3));
    if who == Who::Official(Plant::BUSY_GUARD) {
        act.plant = Some(Plant::BusyGuard);
    }
    act
}

/// Callers who take one police officer for another.
pub(crate) const MISTAKEN: usize = 4;

impl Region {
    /// What callers tell of the official who is cleared later. Nothing of it happened.
    pub(crate) fn mistaken(&self, number: usize) -> Act {
        let mut chance = self.chance(Stream::Deed, 10_000 + number);
        let mut act = self.act(("T6", "A05", "P01"), Who::Official(Plant::CLEARED), chance.season(), "U01");
        act.id = format!("nothing-{}-{number}", self.number);
        act.post = Some(offices::home_of(Plant::CLEARED));
        act.plant = Some(Plant::ClearedOfficial);
        act
    }

    /// An act in the country of whoever does it.
    fn act(
        &self,
        (stage, code, role): (&'static str, &'static str, &'static str),
        who: Who,
        day: Date,
        advantage: &'static str,
    ) -> Act {
        let country = match who {
            Who::Official(place) => self.officials[place].person.country,
            Who::Private(place) => self.privates[place].country,
            Who::Nobody => 0,
        };
        Act {
            id: String::new(),
            stage,
            code,
            role,
            who,
            post: None,
            venue: None,
            victim: None,
            day,
            sum: None,
            advantage,
            country,
            raid: None,
            plant: None,
        }
    }
}

/// A round sum, of about the size of so many small ones.
fn sum(chance: &mut Chance, country: usize, size: u32) -> u32 {
    const STEPS: [u32; 7] = [1, 2, 3, 4, 5, 8, 10];
    chance.mostly(&STEPS) * size * crate::countries::COUNTRIES[country].unit
}
