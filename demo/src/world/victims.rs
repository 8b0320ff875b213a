//! People who were trafficked.

use jiff::civil::Date;

use super::{Person, Plant, Raid, Region, VICTIMS, offices, privates};
use crate::chance::{Chance, LAST_DAY, Stream, later};
use crate::countries::CORRIDORS;

/// Somebody who was trafficked.
#[derive(Debug)]
pub(crate) struct Victim {
    pub(crate) person: Person,
    /// Where the family lives; brothers and sisters have the same.
    pub(crate) home: String,
    /// Among the agents of the region.
    pub(crate) agent: usize,
    /// Came through the broker to the visa desk.
    pub(crate) has_broker: bool,
    /// Among the posts.
    pub(crate) crossing: usize,
    pub(crate) crossed: Date,
    pub(crate) venue: usize,
    pub(crate) months: i32,
    /// The day on which the first member met the person.
    pub(crate) met: Date,
    /// The raid that ended it.
    pub(crate) raid: Option<usize>,
    /// Lives in the house of the bogus organisation for a while.
    pub(crate) is_with_ngo: bool,
    pub(crate) known: Known,
    pub(crate) is_twin: bool,
}

/// Which members meet a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) shelter: bool,
    pub(crate) casework: bool,
    pub(crate) hotline: bool,
}

/// How many in a hundred people are met by which members. Nobody is met by none.
const KNOWN: [(usize, Known); 6] = [
    (30, Known { shelter: true, casework: false, hotline: false }),
    (38, Known { shelter: false, casework: true, hotline: false }),
    (17, Known { shelter: true, casework: true, hotline: false }),
    (9, Known { shelter: false, casework: false, hotline: true }),
    (3, Known { shelter: true, casework: false, hotline: true }),
    (3, Known { shelter: false, casework: true, hotline: true }),
];

/// Every so many people come with a brother or sister, and every so many with a twin.
const SIBLINGS: usize = 30;
const TWINS: usize = 250;

pub(super) fn victims(region: &Region) -> Vec<Victim> {
    let mut victims: Vec<Victim> = Vec::with_capacity(VICTIMS);
    for number in 0..VICTIMS {
        let victim = victim(region, number, victims.last());
        if number % TWINS == 1 {
            victims[number - 1].is_twin = true;
        }
        victims.push(victim);
    }
    victims
}

fn victim(region: &Region, number: usize, last: Option<&Victim>) -> Victim {
    let mut chance = region.chance(Stream::Victim, number);
    let is_twin = number % TWINS == 1;
    let sibling = last.filter(|_| is_twin || number % SIBLINGS == 1);
    let venue = sibling.map_or_else(|| chance.skewed(region.venues.len()), |sibling| sibling.venue);
    let corridor = region.venues[venue].corridor;
    // The first account is that of the grants office.
    let names = (format!("victim-{}-{number:04}", region.number), super::account(region.number, number + 1));
    let mut person = Person::invented(&mut chance, names, CORRIDORS[corridor].0, (1975, 2006));
    person.is_woman = chance.is(if region.venues[venue].trade.exploitation == "ForcedLabour" { 350 } else { 850 });
    let crossed = chance.season();
    let months = 1 + i32::try_from(chance.skewed(36)).expect("at most 36");
    let months = months.min((LAST_DAY - crossed).get_days() / 30).max(1);
    let met = later(crossed, months * 30 + chance.between(1, 90));
    let is_found_in = |raid: &Raid| raid.venue == venue && raid.found > 0 && raid.done > crossed && raid.done <= met;
    let mut victim = Victim {
        person,
        home: format!("Aldea Imaginaria {}, house {}", 1 + chance.below(90), 1 + chance.below(200)),
        agent: corridor + CORRIDORS.len() * chance.skewed(privates::AGENTS.len() / CORRIDORS.len()),
        has_broker: corridor == 0 && chance.is(220),
        crossing: offices::post_at(corridor, offices::CROSSINGS.start + chance.skewed(offices::CROSSINGS.len())),
        crossed,
        venue,
        months,
        met,
        raid: region.raids.iter().position(is_found_in),
        is_with_ngo: corridor == Plant::NGO_CORRIDOR && chance.is(250),
        known: known(&mut chance),
        is_twin,
    };
    if let Some(sibling) = sibling {
        victim.person.name = sibling.person.name.sibling(&mut chance);
        victim.home.clone_from(&sibling.home);
        if is_twin {
            victim.person.born = sibling.person.born;
            victim.person.is_woman = sibling.person.is_woman;
            victim.known = sibling.known;
        }
    }
    victim
}

fn known(chance: &mut Chance) -> Known {
    let mut rest = chance.below(100);
    for (share, known) in KNOWN {
        if rest < share {
            return known;
        }
        rest -= share;
    }
    unreachable!("the shares add up to a hundred")
}

impl Victim {
    /// Age in years on a day.
    pub(crate) fn age(&self, day: Date) -> i16 {
        let born = self.person.born;
        day.year() - born.year() - i16::from((day.month(), day.day()) < (born.month(), born.day()))
    }

    /// What of the planted things the person is part of without an act.
    pub(crate) fn plant(&self) -> Option<Plant> {
        self.is_twin.then_some(Plant::Twins)
    }
}
