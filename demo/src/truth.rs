//! What is true about the files: how many records they become, of whom, and which rows cannot be read.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::{Value, json};

use crate::Error;
use crate::file::{Draft, Form, Table};
use crate::world::{Plant, Region};

/// A record that a row becomes.
pub(crate) struct Made {
    pub(crate) schema: &'static str,
    /// As the row has it; parts of a key that are in several columns have a bar between them.
    pub(crate) key: String,
    pub(crate) of: Of,
    pub(crate) plant: Option<Plant>,
    /// Whether other rows become the same record.
    pub(crate) is_shared: bool,
}

/// What of the truth a record tells about.
pub(crate) enum Of {
    /// Nothing that is counted by itself.
    Nothing,
    /// A person by identifier, and what the person is.
    Person(String, &'static str),
    /// An act by identifier, with the cell it is counted in: stage, actor, act, standing.
    Act(String, [&'static str; 4]),
    Event(String),
    Venue(String),
}

impl Made {
    pub(crate) fn new(schema: &'static str, key: impl Into<String>, of: Of, plant: Option<Plant>) -> Self {
        Self { schema, key: key.into(), of, plant, is_shared: false }
    }

    pub(crate) fn shared(self) -> Self {
        Self { is_shared: true, ..self }
    }
}

/// A file of a member.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) member: &'static str,
    pub(crate) file: String,
}

#[derive(Default)]
struct Counts {
    rows: u64,
    rejects: u64,
}

/// Everything that is true, written while the files are.
pub(crate) struct Truth {
    nexus: BTreeMap<[&'static str; 5], u64>,
    records: BTreeMap<(Place, &'static str), u64>,
    files: BTreeMap<Place, Counts>,
    /// Records that several rows of a file become: places and bodies, of which there are few.
    shared: HashSet<(Place, &'static str, String)>,
    rejects: Table,
    people: Table,
    acts: Table,
    events: Table,
    venues: Table,
    planted_records: Table,
    planted: Vec<Value>,
    /// Those that are written at the end.
    last: [Table; 3],
    planted_file: Draft,
}

impl Truth {
    pub(crate) fn begin(folder: &Path) -> Result<Self, Error> {
        let table = |name: &str, columns: &[&str]| Table::begin(&folder.join(name), Form::Plain, columns);
        Ok(Self {
            nexus: BTreeMap::new(),
            records: BTreeMap::new(),
            files: BTreeMap::new(),
            shared: HashSet::new(),
            rejects: table("rejects.csv", &["member", "file", "row", "column"])?,
            people: table("people.csv", &["person", "kind", "member", "file", "schema", "key"])?,
            acts: table("acts.csv", &["act", "planted", "member", "file", "key"])?,
            events: table("events.csv", &["event", "member", "file", "schema", "key"])?,
            venues: table("venues.csv", &["venue", "member", "file", "schema", "key"])?,
            planted_records: table("planted_records.csv", &["planted", "member", "file", "schema", "key"])?,
            planted: Vec::new(),
            last: [
                table("nexus.csv", &["member", "stage", "actor", "act", "standing", "records"])?,
                table("records.csv", &["member", "file", "schema", "records"])?,
                table("files.csv", &["member", "file", "rows", "rejects"])?,
            ],
            planted_file: Draft::begin(&folder.join("planted.json"))?,
        })
    }

    /// A row that cannot be read, and the column that is to blame.
    pub(crate) fn reject(&mut self, place: &Place, row: u64, column: &str) -> Result<(), Error> {
        let counts = self.files.entry(place.clone()).or_default();
        counts.rows += 1;
        counts.rejects += 1;
        self.rejects.row(&[place.member, &place.file, &row.to_string(), column])
    }

    /// A row that becomes the same records as another one.
    pub(crate) fn repeated(&mut self, place: &Place) {
        self.files.entry(place.clone()).or_default().rows += 1;
    }

    /// A row, and what it becomes.
    pub(crate) fn row(&mut self, place: &Place, region: u32, made: Vec<Made>) -> Result<(), Error> {
        self.files.entry(place.clone()).or_default().rows += 1;
        for Made { schema, key, of, plant, is_shared } in made {
            if is_shared && !self.shared.insert((place.clone(), schema, key.clone())) {
                continue;
            }
            *self.records.entry((place.clone(), schema)).or_default() += 1;
            let Place { member, file } = place;
            let planted = plant.map(|plant| plant.id(region)).unwrap_or_default();
            match of {
                Of::Nothing => {}
                Of::Person(id, kind) => self.people.row(&[&id, kind, member, file, schema, &key])?,
                Of::Act(id, [stage, actor, act, standing]) => {
                    *self.nexus.entry([member, stage, actor, act, standing]).or_default() += 1;
                    self.acts.row(&[&id, &planted, *member, file, &key])?;
                }
                Of::Event(id) => self.events.row(&[&id, *member, file, schema, &key])?,
                Of::Venue(id) => self.venues.row(&[&id, *member, file, schema, &key])?,
            }
            if plant.is_some() {
                self.planted_records.row(&[&planted, *member, file, schema, &key])?;
            }
        }
        Ok(())
    }

    /// Begins a region, with what is planted in it. No record belongs to two regions.
    pub(crate) fn region(&mut self, region: &Region) {
        self.shared.clear();
        for plant in Plant::ALL {
            let (officials, privates) = plant.people();
            let mut people: Vec<&str> = officials.iter().map(|place| &*region.officials[*place].person.id).collect();
            people.extend(privates.iter().map(|place| &*region.privates[*place].id));
            let victims = region.victims.iter().filter(|victim| victim.plant() == Some(plant));
            people.extend(victims.map(|victim| &*victim.person.id));
            let raids = region.raids.iter().filter(|raid| raid.plant == Some(plant));
            let acts = region.acts.iter().filter(|act| act.plant == Some(plant));
            self.planted.push(json!({
                "id": plant.id(region.number),
                "corruption": plant.is_corruption(),
                "about": plant.about(),
                "people": people,
                "venues": plant.venue().map(|venue| &region.venues[venue].id).into_iter().collect::<Vec<_>>(),
                "posts": plant.post().map(|post| &region.posts[post].id).into_iter().collect::<Vec<_>>(),
                "raids": raids.map(|raid| &raid.id).collect::<Vec<_>>(),
                "acts": acts.map(|act| &act.id).collect::<Vec<_>>(),
            }));
        }
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let [nexus, records, files] = &mut self.last;
        for ([member, stage, actor, act, standing], count) in &self.nexus {
            nexus.row(&[member, stage, actor, act, standing, &*count.to_string()])?;
        }
        for ((place, schema), count) in &self.records {
            records.row(&[place.member, &place.file, schema, &count.to_string()])?;
        }
        for (place, counts) in &self.files {
            files.row(&[place.member, &place.file, &counts.rows.to_string(), &counts.rejects.to_string()])?;
        }
        let planted = json!({ "notice": crate::NOTICE, "planted": self.planted });
        self.planted_file.write(format!("{planted:#}\n").as_bytes())?;
        let tables = [self.rejects, self.people, self.acts, self.events, self.venues, self.planted_records];
        tables.into_iter().chain(self.last).try_for_each(Table::finish)?;
        self.planted_file.finish()
    }
}
