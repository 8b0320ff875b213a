//! The anti-corruption body: posts, who was sent to which, complaints, and how raids went, in four tables that refer to each other
//! by numbers. It uses the codes of the codebook.

use std::path::Path;

use super::{Fault, Heard, Log, Row, Teller, site, who};
use crate::Error;
use crate::chance::{Chance, Stream, later};
use crate::countries::COUNTRIES;
use crate::file::{Form, Table};
use crate::member::{File, Mapping, Member, SourceFacts};
use crate::truth::{Made, Of, Place, Truth};
use crate::world::{Act, Plant, Post, Raid, Region, Stint, Who};

pub(crate) const MEMBER: Member = Member {
    code: "integrity",
    title: "Invented Integrity Commission",
    about: "An anti-corruption body with tables of posts, postings, complaints and raids that refer to each other by numbers.",
    source: SourceFacts {
        name: "Invented Integrity Commission (demonstration)",
        legal_basis: "public-task",
        purpose: "Prevention of corruption, and enquiries into complaints",
        grade: "B2",
        handling: "AMBER+STRICT",
    },
    files: || {
        vec![
            File::new(POSTS, Mapping::Text(include_str!("../../mappings/integrity-posts.toml"))),
            File::new(POSTINGS, Mapping::Text(include_str!("../../mappings/integrity-postings.toml"))),
            File::new(COMPLAINTS, Mapping::Text(include_str!("../../mappings/integrity-complaints.toml"))),
            File::new(RAIDS, Mapping::Text(include_str!("../../mappings/integrity-raids.toml"))),
        ]
    },
    teller: |folder| Ok(Box::new(Integrity::begin(folder)?)),
};

const POSTS: &str = "integrity/posts.csv";
const POSTINGS: &str = "integrity/postings.csv";
const COMPLAINTS: &str = "integrity/complaints.csv";
const RAIDS: &str = "integrity/raids.csv";

const POST_COLUMNS: [&str; 8] = ["Post", "Title", "Kind", "Office", "Country", "Town", "Staff", "Note"];

const POSTING_COLUMNS: [&str; 12] = [
    "Posting",
    "Officer",
    "Surname",
    "First name",
    "Born",
    "Post",
    "From",
    "To",
    "Came by",
    "Oversight",
    "Alone",
    "Note",
];

const COMPLAINT_COLUMNS: [&str; 22] = [
    "Complaint",
    "File",
    "Received",
    "Channel",
    "From whom",
    "Wish",
    "Stage",
    "Conduct",
    "Office",
    "Post",
    "Officer",
    "Named as",
    "When",
    "Country",
    "Place",
    "Amount",
    "Currency",
    "Advantage",
    "Basis",
    "State",
    "Answered",
    "Note",
];

const RAID_COLUMNS: [&str; 9] =
    ["Operation", "Unit", "Venue", "Town", "Planned on", "Carried out on", "People found", "Stage", "Note"];

/// In a thousand acts, how many are complained of; more often where a scheme is behind them.
const TOLD_PER_MILLE: usize = 180;
const PLANTED_PER_MILLE: usize = 260;

struct Integrity {
    posts: Log,
    postings: Log,
    complaints: Log,
    raids: Log,
}

impl Integrity {
    fn begin(folder: &Path) -> Result<Self, Error> {
        let log = |name: &str, columns: &[&str], faults: &'static [Fault]| {
            let table = Table::begin(&folder.join(name), Form::Plain, columns)?;
            let place = Place { member: MEMBER.code, file: name.to_owned() };
            Ok(Log::table(place, table, faults, None))
        };
        Ok(Self {
            posts: log(POSTS, &POST_COLUMNS, &[])?,
            postings: log(POSTINGS, &POSTING_COLUMNS, &[("From", "2021-02-30"), ("Came by", "as usual")])?,
            complaints: log(
                COMPLAINTS,
                &COMPLAINT_COLUMNS,
                &[("Received", "2022-02-30"), ("Amount", "12 or so"), ("Conduct", "A99")],
            )?,
            raids: log(RAIDS, &RAID_COLUMNS, &[("Carried out on", "2023-06-31")])?,
        })
    }
}

impl Teller for Integrity {
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error> {
        let number = region.number;
        for (place, post) in region.posts.iter().enumerate() {
            let mut chance = region.chance(Stream::Integrity, place);
            self.posts.add(post_row(post), number, &mut chance, truth)?;
        }
        for (place, official) in region.officials.iter().enumerate() {
            for (nth, stint) in official.stints.iter().enumerate() {
                let mut chance = region.chance(Stream::Integrity, 1000 + place * 16 + nth);
                let mut row = posting_row(region, place, (nth, stint), &mut chance);
                row.is_needed = nth == 0;
                self.postings.add(row, number, &mut chance, truth)?;
            }
        }
        for (place, act) in region.acts.iter().enumerate() {
            let mut chance = region.chance(Stream::Integrity, 100_000 + place);
            // Colleagues tell of leaks, and nobody else can.
            let per_mille = match act.plant {
                Some(Plant::Leak) => 750,
                Some(_) => PLANTED_PER_MILLE,
                None => TOLD_PER_MILLE,
            };
            if chance.is(per_mille) {
                let row = complaint_row(region, (place, act), &mut chance);
                self.complaints.add(row, number, &mut chance, truth)?;
            }
        }
        for (place, raid) in region.raids.iter().enumerate() {
            let mut chance = region.chance(Stream::Integrity, 200_000 + place);
            self.raids.add(raid_row(region, (place, raid)), number, &mut chance, truth)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        [self.posts, self.postings, self.complaints, self.raids].into_iter().try_for_each(Log::finish)
    }
}

/// What stands in the last column of every row.
const NOTE: &str = "invented data";

fn post_row(post: &Post) -> Row {
    let mut row = Row::new(&POST_COLUMNS);
    row.put("Post", &*post.id);
    row.put("Title", &*post.title);
    row.put("Kind", post.kind);
    row.put("Office", post.role);
    row.put("Country", COUNTRIES[post.country].code);
    row.put("Town", &*post.town);
    row.put("Staff", post.staff.to_string());
    row.put("Note", NOTE);
    row.made.push(Made::new("Post", &*post.id, Of::Nothing, None));
    row
}

/// The number of an officer, which is not that of the truth.
fn officer(region: &Region, place: usize) -> String {
    format!("OF{}-{:04}", region.number, 1000 + place * 7)
}

fn posting_row(region: &Region, place: usize, (nth, stint): (usize, &Stint), chance: &mut Chance) -> Row {
    let mut row = Row::new(&POSTING_COLUMNS);
    let (official, plant) = (&region.officials[place], Plant::of_official(place));
    let officer = officer(region, place);
    let key = format!("{officer}-{nth}");
    let [given, family] = official.person.name.plain();
    row.put("Posting", &*key);
    row.put("Officer", &*officer);
    row.put("Surname", family);
    row.put("First name", given);
    row.put("Born", official.person.born.to_string());
    row.put("Post", &*region.posts[stint.post].id);
    row.put("From", stint.began.to_string());
    row.put("To", stint.ended.map(|ended| ended.to_string()).unwrap_or_default());
    row.put(
        "Came by",
        if nth == 0 { "appointment" } else { chance.mostly(&["rotation", "own-request", "after-complaint"]) },
    );
    row.put("Oversight", chance.mostly(&["line-manager", "remote-manager", "", "internal-affairs"]));
    row.put("Alone", chance.pick(&["no", "yes", ""]));
    row.put("Note", NOTE);
    let of = Of::Person(official.person.id.clone(), "official");
    row.made.push(Made::new("Person", officer, of, plant).shared());
    row.made.push(Made::new("Posting", key, Of::Nothing, plant));
    row
}

fn complaint_row(region: &Region, (place, act): (usize, &Act), chance: &mut Chance) -> Row {
    let mut row = Row::new(&COMPLAINT_COLUMNS);
    let key = format!("C{}-{place:05}", region.number);
    let received = later(act.day, chance.between(5, 120));
    row.put("Complaint", &*key);
    // All that is told about one person is in one file.
    let file = act
        .victim
        .map_or_else(|| format!("FA{}-{place:05}", region.number), |victim| format!("FP{}-{victim:04}", region.number));
    row.put("File", &*file);
    row.made.push(Made::new("Case", file, Of::Nothing, None).shared());
    row.put("Received", received.to_string());
    row.put("Channel", chance.mostly(&["web", "letter", "phone", "walk-in", "referral"]));
    row.put("From whom", chance.mostly(&["practitioner", "witness", "official", "victim", "trade-union"]));
    row.put("Wish", chance.mostly(&["refer", "ask-first", "never-contact"]));
    let answered = later(received, chance.between(10, 300));
    if answered.year() < 2026 && chance.is(600) {
        row.put("Answered", answered.to_string());
    }
    row.put("Note", NOTE);
    row.made.push(Made::new("Report", &*key, Of::Nothing, act.plant));
    let heard = Heard::of(act, chance);
    let [stage, conduct, office] = heard.in_codes();
    row.put("Stage", stage);
    row.put("Conduct", conduct);
    row.put("Office", office);
    row.put("Post", act.post.map(|post| &*region.posts[post].id).unwrap_or_default());
    row.put("When", act.day.to_string());
    row.put("Country", COUNTRIES[act.country].code);
    row.put("Place", site(region, act));
    if let Some(sum) = act.sum {
        row.put("Amount", sum.to_string());
        row.put("Currency", COUNTRIES[act.country].currency);
        row.put("Advantage", act.advantage);
    }
    let (told, standing) = match chance.below(40) {
        0..3 => ("from outcome", "inferred"),
        3 => ("admitted", "admitted"),
        4 => ("taken back", "withdrawn"),
        _ => ("open", "alleged"),
    };
    row.put("State", told);
    row.put("Basis", chance.mostly(&["second-hand", "document", "", "inspection"]));
    // What was concluded from an outcome accuses nobody.
    if let Some((person, kind)) = who(region, act).filter(|_| standing != "inferred" && chance.is(700)) {
        row.put("Named as", person.name.told(chance));
        if let Who::Official(place) = act.who
            && chance.is(300)
        {
            row.put("Officer", officer(region, place));
        }
        row.made.push(Made::new("Actor", &*key, Of::Person(person.id.clone(), kind), act.plant));
    }
    row.made.push(Made::new("CorruptAct", &*key, Of::Act(act.id.clone(), heard.cell(standing)), act.plant));
    row
}

fn raid_row(region: &Region, (place, raid): (usize, &Raid)) -> Row {
    let mut row = Row::new(&RAID_COLUMNS);
    let key = format!("OP{}-{place:03}", region.number);
    let venue = &region.venues[raid.venue];
    row.put("Operation", &*key);
    row.put("Unit", &*region.posts[raid.post].id);
    row.put("Venue", &*venue.name);
    row.put("Town", &*venue.town);
    row.put("Planned on", raid.planned.to_string());
    row.put("Carried out on", raid.done.to_string());
    row.put(
        "People found",
        match raid.found {
            1..5 => "<5".to_owned(),
            found => found.to_string(),
        },
    );
    row.put("Stage", "J4");
    row.put("Note", NOTE);
    row.made.push(Made::new("Event", &*key, Of::Event(raid.id.clone()), raid.plant));
    row.made.push(Made::new("Organisation", &*venue.name, Of::Venue(venue.id.clone()), None).shared());
    if raid.found == 0 {
        row.made.push(Made::new("Outcome", key, Of::Event(raid.id.clone()), raid.plant));
    }
    row
}
