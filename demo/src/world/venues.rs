//! Places where people are exploited, and raids on them.

use jiff::civil::{Date, date};

use super::{Plant, Region, offices};
use crate::chance::{Chance, Stream, later};
use crate::countries::CORRIDORS;

/// A place where people are exploited.
#[derive(Debug)]
pub(crate) struct Venue {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) trade: &'static Trade,
    /// Among the corridors: people come by this way.
    pub(crate) corridor: usize,
    pub(crate) town: String,
    /// Who controls the people there gives this number as theirs.
    pub(crate) phone: String,
    pub(crate) account: String,
}

/// What people are made to do.
#[derive(Debug)]
pub(crate) struct Trade {
    pub(crate) name: &'static str,
    /// As the shelter writes it.
    pub(crate) work: &'static str,
    /// A code of `exploitation_types`.
    pub(crate) exploitation: &'static str,
    /// A code of `isic_sections`.
    pub(crate) sector: &'static str,
}

const fn trade([name, work, exploitation, sector]: [&'static str; 4]) -> Trade {
    Trade { name, work, exploitation, sector }
}

static TRADES: [Trade; 6] = [
    trade(["Bar Ficticio", "bar", "SexualExploitation", "I"]),
    trade(["Sample Builders", "building site", "ForcedLabour", "F"]),
    trade(["Imaginary Fisheries", "fishing boat", "ForcedLabour", "A"]),
    trade(["Example Garments", "sewing", "ForcedLabour", "C"]),
    trade(["Casa Inventada", "house work", "Servitude", "T"]),
    trade(["Invented Call Centre", "online scams", "OnlineScam", "J"]),
];

/// A raid: when it was planned, when it was carried out, and how many people were found.
#[derive(Debug)]
pub(crate) struct Raid {
    pub(crate) id: String,
    pub(crate) venue: usize,
    /// The unit, among the posts.
    pub(crate) post: usize,
    pub(crate) planned: Date,
    pub(crate) done: Date,
    pub(crate) found: usize,
    pub(crate) plant: Option<Plant>,
}

const VENUES: usize = 120;
const RAIDS: usize = 60;
/// Raids that become known, which are the first.
const LEAKED: usize = 12;

pub(super) fn venues(seed: u64, region: u32) -> Vec<Venue> {
    let venue = |number: usize| {
        let mut chance = Chance::of(seed, Stream::Venue, region, number);
        let trade = if number == Plant::PROTECTED_VENUE { &TRADES[0] } else { &TRADES[chance.skewed(TRADES.len())] };
        Venue {
            id: format!("venue-{region}-{number:03}"),
            name: format!("{} {region}-{}", trade.name, number + 1),
            trade,
            corridor: number % CORRIDORS.len(),
            town: format!("Villa Ficticia {}", 1 + chance.below(30)),
            phone: super::phone(&mut chance),
            account: super::account(region, super::BODIES + number),
        }
    };
    (0..VENUES).map(venue).collect()
}

/// One unit plans a week ahead, and what it plans becomes known. The others have chance only.
pub(super) fn raids(region: &Region) -> Vec<Raid> {
    let raid = |number: usize| {
        let mut chance = region.chance(Stream::Raid, number);
        let planned = chance.day(date(2020, 3, 1), date(2024, 12, 1));
        let (plant, venue, days, found) = match number {
            // All of the first corridor, whose venues are every sixth.
            ..LEAKED => {
                let venue = CORRIDORS.len() * (1 + chance.skewed(VENUES / CORRIDORS.len() - 1));
                (Some(Plant::Leak), venue, chance.between(4, 12), 0)
            }
            LEAKED => (Some(Plant::EmptyRaid), Plant::EMPTY_VENUE, 0, 0),
            _ => {
                let found = if chance.is(80) { 0 } else { 1 + chance.skewed(14) };
                (None, 10 + chance.skewed(VENUES - 10), chance.between(0, 9), found)
            }
        };
        let unit = offices::post_at(region.venues[venue].corridor, offices::SPECIAL_UNITS.start + 1);
        let post = if plant == Some(Plant::Leak) { Plant::LEAKING_UNIT } else { unit };
        let id = format!("raid-{}-{number:02}", region.number);
        Raid { id, venue, post, planned, done: later(planned, days), found, plant }
    };
    (0..RAIDS).map(raid).collect()
}
