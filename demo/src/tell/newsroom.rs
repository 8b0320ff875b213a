//! The newsroom: its stories as pages, and the table in which a reader codes what they say. A page is one story for every program
//! that reads it, so only the first stories are there as pages, whatever the scale; the table has all of them.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use super::story::{OUTLET, Story};
use super::{Fault, Heard, Log, Row, Teller, asked, site, who};
use crate::chance::{Chance, Stream, later};
use crate::countries::COUNTRIES;
use crate::file::{Draft, Form, Table};
use crate::member::{File, Mapping, Member, SourceFacts};
use crate::names::jotted;
use crate::truth::{Made, Of, Place, Truth};
use crate::world::{Act, Region};
use crate::{Error, NOTICE};

pub(crate) const MEMBER: Member = Member {
    code: "newsroom",
    title: OUTLET,
    about: "A newsroom that hands over its stories as pages, and the table in which a reader coded what they say.",
    source: SourceFacts {
        name: "The Invented Observer (demonstration)",
        legal_basis: "journalism",
        purpose: "Research on how the press tells of corruption and trafficking",
        grade: "C3",
        handling: "GREEN",
    },
    files: || {
        let page = |number| {
            let mapping = Mapping::Text(include_str!("../../mappings/newsroom-page.toml"));
            File { name: Cow::Owned(page(number)), table: None, mapping }
        };
        let coding = File::new(CODING, Mapping::Text(include_str!("../../mappings/newsroom-coding.toml")));
        (1..=PAGES).map(page).chain([coding]).collect()
    },
    teller: |folder| Ok(Box::new(Newsroom::begin(folder)?)),
};

const CODING: &str = "newsroom/coding.csv";

/// Stories that are there as pages.
const PAGES: usize = 150;

fn page(number: usize) -> String {
    format!("newsroom/stories/{number:03}.html")
}

const COLUMNS: [&str; 20] = [
    "Address",
    "Headline",
    "Published",
    "Seen on",
    "Trafficking",
    "Corruption",
    "Level",
    "Stage",
    "Act",
    "Actor",
    "Happened",
    "Country",
    "Place",
    "Venue",
    "Raid on",
    "Somebody named",
    "State",
    "Reply given",
    "Victim named",
    "Coder’s note",
];

const FAULTS: [Fault; 3] = [("Seen on", "yesterday"), ("Country", "Atlantis"), ("Act", "A99")];

/// In a thousand acts, how many are written about.
const TOLD_PER_MILLE: usize = 140;

struct Newsroom {
    folder: std::path::PathBuf,
    pages: Vec<Draft>,
    coding: Log,
}

impl Newsroom {
    fn begin(folder: &Path) -> Result<Self, Error> {
        let table = Table::begin(&folder.join(CODING), Form::Plain, &COLUMNS)?;
        let place = Place { member: MEMBER.code, file: CODING.to_owned() };
        let remark = Some(("Coder’s note", "read a second time"));
        Ok(Self { folder: folder.to_owned(), pages: Vec::new(), coding: Log::table(place, table, &FAULTS, remark) })
    }

    fn page(&mut self, story: &Story, region: u32, truth: &mut Truth) -> Result<(), Error> {
        let name = page(self.pages.len() + 1);
        let draft = Draft::named(&self.folder.join(&name))?;
        fs::write(draft.temporary(), story.page()).map_err(Error::write(&draft.path))?;
        self.pages.push(draft);
        let made = vec![Made::new("Story", &*story.address, Of::Nothing, None)];
        truth.row(&Place { member: MEMBER.code, file: name }, region, made)
    }
}

impl Teller for Newsroom {
    fn tell(&mut self, region: &Region, truth: &mut Truth) -> Result<(), Error> {
        for (number, act) in region.acts.iter().enumerate() {
            let mut chance = region.chance(Stream::Newsroom, number);
            // Every second raid that found nobody is a story.
            if !chance.is(if act.raid.is_some() { 500 } else { TOLD_PER_MILLE }) {
                continue;
            }
            let published = later(act.day, chance.between(10, 60));
            let story = Story::of(region, (number, act), published, &mut chance);
            if self.pages.len() < PAGES {
                self.page(&story, region.number, truth)?;
            }
            let row = coded(region, &story, act, &mut chance);
            self.coding.add(row, region.number, &mut chance, truth)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.pages.into_iter().try_for_each(Draft::finish)?;
        self.coding.finish()
    }
}

/// What a reader found in a story.
fn coded(region: &Region, story: &Story, act: &Act, chance: &mut Chance) -> Row {
    let mut row = Row::new(&COLUMNS);
    let key = &*story.address;
    row.put("Address", key);
    row.put("Headline", &*story.headline);
    row.put("Published", story.published.to_string());
    row.put("Seen on", later(story.published, chance.between(0, 30)).to_string());
    row.put("Trafficking", "yes");
    row.put("Corruption", "yes");
    row.put("Level", chance.mostly(&["everyday", "both", "high"]));
    row.put("Reply given", chance.pick(&["yes", "no", ""]));
    row.put("Victim named", "no");
    row.put("Coder’s note", NOTICE);
    row.made.push(Made::new("Story", key, Of::Nothing, act.plant));
    let heard = Heard::of(act, chance);
    let [stage, code, actor] = heard.in_codes();
    row.put("Stage", stage);
    row.put("Act", code);
    row.put("Actor", actor);
    row.put("Happened", asked(chance, act.day.strftime("%B %Y").to_string(), ["", ""]));
    row.put("Country", COUNTRIES[act.country].english);
    row.put("Place", site(region, act));
    if let Some(venue) = act.venue.map(|place| &region.venues[place]) {
        let name = jotted(&venue.name, chance);
        row.put("Venue", &*name);
        row.made.push(Made::new("Organisation", name.trim(), Of::Venue(venue.id.clone()), None).shared());
    }
    if let Some(raid) = act.raid.map(|place| &region.raids[place]) {
        row.put("Raid on", raid.done.to_string());
        row.made.push(Made::new("Event", key, Of::Event(raid.id.clone()), act.plant));
    }
    if let Some((name, (person, kind))) = story.named.as_deref().zip(who(region, act)) {
        row.put("Somebody named", name);
        row.made.push(Made::new("Actor", key, Of::Person(person.id.clone(), kind), act.plant));
    }
    let (told, standing) = match chance.below(20) {
        0 => ("retracted", "withdrawn"),
        1 | 2 => ("charged", "charged"),
        _ => ("reported", "alleged"),
    };
    row.put("State", told);
    row.made.push(Made::new("CorruptAct", key, Of::Act(act.id.clone(), heard.cell(standing)), act.plant));
    row
}
