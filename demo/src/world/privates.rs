//! People without an office: agents, and those who are in a scheme or look like it.

use std::ops::Range;

use super::{Official, Person, Plant, offices};
use crate::chance::{Chance, Stream};
use crate::countries::CORRIDORS;

/// Recruiters and agencies: ten for each corridor, the most used first. The remainder by the number of corridors is theirs.
pub(super) const AGENTS: Range<usize> = 0..60;
/// Who pays for permits.
pub(crate) const RECRUITER: usize = 6;
/// Has the name of that recruiter.
pub(super) const NAMESAKE: usize = 54;
pub(crate) const BROKER: usize = 60;
pub(crate) const DIRECTOR: usize = 61;
/// Of the police officer who protects a venue.
pub(crate) const RELATIVE: usize = 62;
/// Has the family name of another police officer, by chance.
pub(crate) const LANDLORD: usize = 63;
pub(crate) const EMPLOYER: usize = 64;
/// Paid by that employer.
pub(crate) const WORKERS: Range<usize> = 65..85;

pub(super) fn privates(seed: u64, region: u32, officials: &[Official]) -> Vec<Person> {
    let mut privates: Vec<Person> = Vec::new();
    for number in 0..WORKERS.end {
        let mut chance = Chance::of(seed, Stream::Private, region, number);
        let (corridor, is_at_origin) = match number {
            DIRECTOR => (Plant::NGO_CORRIDOR, false),
            RELATIVE => (Plant::PROTECTED_VENUE, false),
            LANDLORD => (Plant::PROTECTED_VENUE + 1, false),
            EMPLOYER => (0, false),
            number if AGENTS.contains(&number) => (number % CORRIDORS.len(), true),
            _ => (0, true),
        };
        let (origin, destination) = CORRIDORS[corridor];
        let country = if is_at_origin { origin } else { destination };
        let names = (format!("private-{region}-{number:02}"), super::account(region, super::PRIVATES + number));
        let mut person = Person::invented(&mut chance, names, country, (1960, 2000));
        let police = |corridor| &officials[offices::head_of(offices::post_at(corridor, offices::POLICE.start))].person;
        match number {
            RELATIVE | LANDLORD => person.name = police(corridor).name.sibling(&mut chance),
            NAMESAKE => person.name = privates[RECRUITER].name.clone(),
            _ => {}
        }
        privates.push(person);
    }
    privates
}
