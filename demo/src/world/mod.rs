//! What really happened, as nobody in the consortium knows it as a whole: regions of 5,000 people who were trafficked each, with
//! the offices they passed, the places they worked at, and the acts of officials and others that made it possible.
//!
//! A region is made at once and forgotten before the next one, so that memory does not grow with the plan.

mod acts;
mod offices;
mod plants;
mod privates;
mod venues;
mod victims;

pub(crate) use acts::{Act, MISTAKEN, Who};
pub(crate) use offices::{Official, Post, Stint};
pub(crate) use plants::Plant;
pub(crate) use privates::{BROKER, DIRECTOR, EMPLOYER, LANDLORD, RELATIVE, WORKERS};
pub(crate) use venues::{Raid, Venue};
pub(crate) use victims::Victim;

use jiff::civil::Date;

use crate::chance::{Chance, Stream};
use crate::names::Name;

/// People who were trafficked, by region.
pub(crate) const VICTIMS: usize = 5000;

/// Anybody, whatever they did or had to bear.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// In the truth.
    pub(crate) id: String,
    pub(crate) name: Name,
    pub(crate) is_woman: bool,
    pub(crate) born: Date,
    /// Among the countries.
    pub(crate) country: usize,
    pub(crate) phone: String,
    /// At the money-transfer service.
    pub(crate) account: String,
}

impl Person {
    /// Somebody between two ages at the time of the events.
    fn invented(
        chance: &mut Chance,
        (id, account): (String, String),
        country: usize,
        (oldest, youngest): (i16, i16),
    ) -> Self {
        let born = chance.day(jiff::civil::date(oldest, 1, 1), jiff::civil::date(youngest, 12, 31));
        Self {
            name: Name::invented(chance),
            is_woman: chance.is(500),
            born,
            country,
            phone: phone(chance),
            account,
            id,
        }
    }
}

/// An account, other than all others of the region. What its owner is cannot be seen from it.
fn account(region: u32, owner: usize) -> String {
    const PRIME: usize = 100_003;
    format!("INV-{region:03}-{:06}", owner * 7919 % PRIME)
}

/// Where the numbers of owners begin: people who were trafficked have the first ones.
const OFFICIALS: usize = 20_000;
const PRIVATES: usize = 30_000;
const BODIES: usize = 40_000;
const FAMILIES: usize = 50_000;

/// A business or public body that pays.
pub(crate) struct Payer {
    pub(crate) name: String,
    pub(crate) account: String,
}

/// A number of a range that no telephone has.
fn phone(chance: &mut Chance) -> String {
    format!("+000 555 {:07}", chance.below(10_000_000))
}

/// One region.
pub(crate) struct Region {
    pub(crate) seed: u64,
    /// From 1.
    pub(crate) number: u32,
    pub(crate) posts: Vec<Post>,
    pub(crate) officials: Vec<Official>,
    pub(crate) privates: Vec<Person>,
    pub(crate) venues: Vec<Venue>,
    pub(crate) raids: Vec<Raid>,
    /// Who gives grants, to good and to bogus organisations.
    pub(crate) grants: Payer,
    /// Who pays wages, and nothing else.
    pub(crate) employer: Payer,
    pub(crate) victims: Vec<Victim>,
    pub(crate) acts: Vec<Act>,
}

impl Region {
    /// Invents it.
    pub(crate) fn invented(seed: u64, number: u32) -> Self {
        let posts = offices::posts(seed, number);
        let mut region = Self {
            seed,
            number,
            officials: offices::officials(seed, number, &posts),
            posts,
            privates: Vec::new(),
            venues: venues::venues(seed, number),
            raids: Vec::new(),
            employer: Payer {
                name: format!("Sample Garment Works {number}"),
                account: account(number, PRIVATES + EMPLOYER),
            },
            grants: Payer { name: format!("Invented Grants Office {number}"), account: account(number, 0) },
            victims: Vec::new(),
            acts: Vec::new(),
        };
        region.privates = privates::privates(seed, number, &region.officials);
        region.raids = venues::raids(&region);
        region.victims = victims::victims(&region);
        region.acts = acts::acts(&region);
        region
    }

    pub(crate) fn chance(&self, stream: Stream, number: usize) -> Chance {
        Chance::of(self.seed, stream, self.number, number)
    }

    /// Who gets what somebody sends home.
    pub(crate) fn family_of(&self, victim: usize) -> Person {
        let mut chance = self.chance(Stream::Private, 1000 + victim);
        let Person { country, name, .. } = &self.victims[victim].person;
        let names = (format!("family-{}-{victim:04}", self.number), account(self.number, FAMILIES + victim));
        let family = Person::invented(&mut chance, names, *country, (1950, 2000));
        Person { name: name.sibling(&mut chance), ..family }
    }

    /// The official who does something at a post on a day: one of those who are posted there.
    pub(crate) fn on_duty(&self, post: usize, day: Date, chance: &mut Chance) -> Option<usize> {
        let there: Vec<usize> = (0..self.officials.len())
            .filter(|official| self.officials[*official].is_at(post, day))
            // Whose part is planted does nothing beside it.
            .filter(|official| Plant::of_official(*official).is_none_or(|plant| plant == Plant::BusyGuard))
            .collect();
        (!there.is_empty()).then(|| chance.pick(&there))
    }
}
