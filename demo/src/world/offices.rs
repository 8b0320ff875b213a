//! Posts, and the officials who are sent from one to another.

use std::ops::Range;

use jiff::civil::{Date, date};

use super::{Person, Plant};
use crate::chance::{Chance, Stream, later};
use crate::countries::CORRIDORS;

/// A post: one crossing, counter or unit.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) id: String,
    pub(crate) title: String,
    /// A code of `post_kinds`.
    pub(crate) kind: &'static str,
    /// A code of `actors`.
    pub(crate) role: &'static str,
    pub(crate) country: usize,
    pub(crate) town: String,
    pub(crate) staff: i32,
}

/// An official.
#[derive(Debug)]
pub(crate) struct Official {
    pub(crate) person: Person,
    pub(crate) stints: Vec<Stint>,
}

/// The time of an official at one post.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stint {
    /// Among the posts of the region.
    pub(crate) post: usize,
    pub(crate) began: Date,
    /// None if it goes on.
    pub(crate) ended: Option<Date>,
}

impl Official {
    /// Whether the official was posted there on that day.
    pub(crate) fn is_at(&self, post: usize, day: Date) -> bool {
        self.stints
            .iter()
            .any(|stint| stint.post == post && stint.began <= day && stint.ended.is_none_or(|ended| day <= ended))
    }
}

/// Posts of one kind at one corridor, among which officials rotate.
struct Group {
    title: &'static str,
    kind: &'static str,
    role: &'static str,
    /// Among the posts of the corridor.
    places: Range<usize>,
    /// Whether they are in the country from which people are taken.
    is_at_origin: bool,
}

const fn group([title, kind, role]: [&'static str; 3], places: Range<usize>, is_at_origin: bool) -> Group {
    Group { title, kind, role, places, is_at_origin }
}

const GROUPS: [Group; 10] = [
    group(["Puente Inventado", "border-crossing", "P06"], CROSSINGS, false),
    group(["Invented Visa Desk", "visa-desk", "P08"], VISA_DESKS, true),
    group(["Invented Police Station", "police-station", "P01"], POLICE, false),
    group(["Invented Special Unit", "special-unit", "P03"], SPECIAL_UNITS, false),
    group(["Invented Permit Office", "recruitment-licensing", "P23"], PERMITS, true),
    group(["Invented Passport Office", "identity-papers", "P09"], PASSPORTS, true),
    group(["Invented Airport Control", "airport-control", "P10"], AIRPORTS, false),
    group(["Invented Immigration Office", "immigration-office", "P07"], IMMIGRATION, false),
    group(["Invented Town Hall", "local-administration", "P12"], TOWN_HALLS, true),
    group(["Invented Reception Camp", "detention-camp", "P29"], CAMPS, false),
];

pub(super) const CROSSINGS: Range<usize> = 0..3;
pub(super) const VISA_DESKS: Range<usize> = 3..5;
pub(super) const POLICE: Range<usize> = 5..8;
pub(super) const SPECIAL_UNITS: Range<usize> = 8..10;
pub(super) const PERMITS: Range<usize> = 10..12;
pub(super) const PASSPORTS: Range<usize> = 12..14;
pub(super) const AIRPORTS: Range<usize> = 14..16;
pub(super) const IMMIGRATION: Range<usize> = 16..18;
pub(super) const TOWN_HALLS: Range<usize> = 18..20;
pub(super) const CAMPS: Range<usize> = 20..22;

/// Officials who begin at each post.
const TEAM: usize = 3;

/// The post at this place of a corridor, among those of the region.
pub(super) const fn post_at(corridor: usize, place: usize) -> usize {
    corridor * CAMPS.end + place
}

/// The first of the officials who begin at a post.
pub(super) const fn head_of(post: usize) -> usize {
    post * TEAM
}

/// The post at which an official began.
pub(super) const fn home_of(official: usize) -> usize {
    official / TEAM
}

pub(super) fn posts(seed: u64, region: u32) -> Vec<Post> {
    let mut posts = Vec::new();
    for (corridor, (origin, destination)) in CORRIDORS.into_iter().enumerate() {
        for Group { title, kind, role, places, is_at_origin } in GROUPS {
            for (nth, place) in places.clone().enumerate() {
                let number = post_at(corridor, place);
                let mut chance = Chance::of(seed, Stream::Post, region, number);
                posts.push(Post {
                    id: format!("post-{region}-{number:03}"),
                    title: format!("{title} {region}-{}", corridor * places.len() + nth + 1),
                    kind,
                    role,
                    country: if is_at_origin { origin } else { destination },
                    town: format!("Villa Ficticia {}", 1 + chance.below(30)),
                    staff: chance.between(4, 60),
                });
            }
        }
    }
    posts
}

pub(super) fn officials(seed: u64, region: u32, posts: &[Post]) -> Vec<Official> {
    let mut officials: Vec<Official> = Vec::new();
    for number in 0..posts.len() * TEAM {
        let mut chance = Chance::of(seed, Stream::Official, region, number);
        let home = home_of(number);
        let names = (format!("official-{region}-{number:03}"), super::account(region, super::OFFICIALS + number));
        let mut person = Person::invented(&mut chance, names, posts[home].country, (1965, 1995));
        if number == Plant::NAMESAKE_GUARD {
            person.name = officials[Plant::GUARD].person.name.clone();
        }
        let stints = match Plant::of_official(number) {
            Some(Plant::Guard) => guard(),
            // Whoever has another part stays where it is.
            Some(_) => vec![Stint { post: home, began: date(2019, 3, 1), ended: None }],
            None => rotation(&mut chance, home),
        };
        officials.push(Official { person, stints });
    }
    officials
}

/// Three times at the crossing of the plant, and elsewhere in between: what happens there should come and go with the guard.
fn guard() -> Vec<Stint> {
    let posts = [Plant::GUARD_CROSSING, Plant::GUARD_CROSSING + 2].repeat(3);
    let days =
        [date(2019, 9, 1), date(2020, 11, 1), date(2021, 6, 1), date(2022, 4, 1), date(2023, 2, 1), date(2024, 3, 1)];
    let ends = days.iter().skip(1).map(|next| Some(later(*next, -1))).chain([None]);
    posts.into_iter().zip(days).zip(ends).map(|((post, began), ended)| Stint { post, began, ended }).collect()
}

/// One post after the other of the same kind, for a year or several each.
fn rotation(chance: &mut Chance, home: usize) -> Vec<Stint> {
    let (corridor, place) = (home / CAMPS.end, home % CAMPS.end);
    let group = GROUPS.iter().find(|group| group.places.contains(&place)).expect("every post is of a group");
    let (mut post, mut began) = (home, chance.day(date(2017, 1, 1), date(2019, 12, 1)));
    let mut stints = Vec::new();
    loop {
        let ended = later(began, chance.between(400, 1600));
        if ended >= date(2025, 6, 1) {
            stints.push(Stint { post, began, ended: None });
            return stints;
        }
        stints.push(Stint { post, began, ended: Some(ended) });
        (post, began) = (
            post_at(corridor, group.places.start + chance.below(group.places.len())),
            later(ended, chance.between(1, 30)),
        );
    }
}
