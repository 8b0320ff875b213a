//! What the columns of a specification are read from: properties of a record, or of a record that it refers to.

use std::collections::{BTreeMap, HashMap};

use overt_link::{ColumnSpec, Kind};
use overt_model::codebook::{Kind as Holds, Property, Schema};
use overt_model::{Codebook, Column, EntityId, Record, RecordId, Rung, Value};
use overt_store::{LinkWanted, StoreError};
use zeroize::Zeroizing;

use super::Linking;
use super::read::PAGE_LEN;

/// To which entity records belong that were linked before, of every kind.
pub type Entities = HashMap<RecordId, EntityId>;

/// Where a column of the specification comes from. Of several places the first counts at which the record has something, unless
/// all are wanted.
pub struct Source<'s> {
    places: Vec<Place<'s>>,
    is_set: bool,
    is_all: bool,
}

/// One place.
enum Place<'s> {
    /// A property of the record itself.
    Own(Column<'s>),
    /// A property of the records to which a property refers: `actor.described_as`.
    Referred {
        by: &'s Property,
        to: Vec<(&'s Schema, Place<'s>)>,
        /// What is read there, by record.
        texts: HashMap<RecordId, Zeroizing<String>>,
    },
}

impl<'s> Source<'s> {
    /// Where a column of records of a kind comes from.
    pub fn new(codebook: &'s Codebook, schema: &'s Schema, spec: &ColumnSpec) -> Self {
        let own = [spec.name.clone()];
        let names = if spec.from.is_empty() { &own[..] } else { &spec.from };
        let places = names.iter().filter_map(|name| place(codebook, schema, name)).collect();
        Self { places, is_set: spec.kind == Kind::Set, is_all: spec.all }
    }

    /// Whether a record can have anything there.
    pub fn is_there(&self) -> bool {
        !self.places.is_empty()
    }

    /// The properties of the record itself that are read.
    pub(super) fn own(&self) -> impl Iterator<Item = &'s Property> {
        self.places.iter().map(Place::own)
    }

    /// The properties that are read, also those of records that are referred to.
    pub(super) fn all(&self) -> Vec<&'s Property> {
        let mut all = Vec::new();
        self.places.iter().for_each(|place| place.all(&mut all));
        all
    }

    /// Reads what other records say. That their sealed classes are opened for it is in the log before.
    pub(super) async fn learn(&mut self, linking: &Linking<'_>, entities: &Entities) -> Result<(), StoreError> {
        for place in &mut self.places {
            place.learn(linking, entities).await?;
        }
        Ok(())
    }

    /// The value of a record. A set takes all of several values, and so does what is made of several properties; everything else takes
    /// the first.
    pub(super) fn read(&self, record: &Record, entities: &Entities, text: &mut String) {
        text.clear();
        for place in &self.places {
            let several = if self.is_set { Some(';') } else { (self.is_all && self.places.len() > 1).then_some(' ') };
            place.read(record, entities, several, text);
            if !self.is_all && !text.is_empty() {
                return;
            }
        }
    }
}

/// The columns of all properties by their names, such as `full_name` and `mailing_place.locality`.
fn columns_of(schema: &Schema) -> BTreeMap<String, Column<'_>> {
    let all = schema.properties.iter().flat_map(|property| Column::of(property, Rung::Point));
    all.flat_map(|column| [(column.plain_name(), column), (column.name(), column)]).collect()
}

fn place<'s>(codebook: &'s Codebook, schema: &'s Schema, name: &str) -> Option<Place<'s>> {
    if let Some(column) = columns_of(schema).remove(name) {
        return Some(Place::Own(column));
    }
    let (by, rest) = name.split_once('.')?;
    let by = schema.property(by)?;
    let Holds::Reference { to } = &by.kind else { return None };
    let to = to.iter().filter_map(|kind| codebook.schema(kind));
    let to: Vec<_> = to.filter_map(|kind| Some((kind, place(codebook, kind, rest)?))).collect();
    (!to.is_empty()).then(|| Place::Referred { by, to, texts: HashMap::new() })
}

impl<'s> Place<'s> {
    fn own(&self) -> &'s Property {
        match self {
            Self::Own(column) => column.property,
            Self::Referred { by, .. } => by,
        }
    }

    fn all(&self, all: &mut Vec<&'s Property>) {
        all.push(self.own());
        if let Self::Referred { to, .. } = self {
            for (_, place) in to {
                place.all(all);
            }
        }
    }

    async fn learn(&mut self, linking: &Linking<'_>, entities: &Entities) -> Result<(), StoreError> {
        let Self::Referred { to, texts, .. } = self else { return Ok(()) };
        for (kind, place) in to {
            Box::pin(place.learn(linking, entities)).await?;
            let wanted =
                LinkWanted { schema: &kind.id, properties: &[place.own().id.as_str()], purpose: linking.purpose };
            let mut reading = linking.store.read_for_linkage(linking.session, &wanted, linking.today).await?;
            while let Some(page) = reading.page(PAGE_LEN).await? {
                for record in &page {
                    let mut text = Zeroizing::new(String::new());
                    place.read(record, entities, None, &mut text);
                    if !text.is_empty() {
                        texts.insert(record.id, text);
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds the first value to what is there, or all with a mark between them.
    fn read(&self, record: &Record, entities: &Entities, several: Option<char>, text: &mut String) {
        let mut add = |value: &str| {
            if !text.is_empty() {
                text.push(several.unwrap_or(' '));
            }
            text.push_str(value);
        };
        let values = record.values(&self.own().id).iter().take(if several.is_some() { usize::MAX } else { 1 });
        for value in values {
            match (self, value) {
                (Self::Referred { texts, .. }, Value::Reference(id)) => {
                    if let Some(known) = texts.get(id) {
                        add(known);
                    }
                }
                // Records that were joined are one.
                (Self::Own(_), Value::Reference(id)) if entities.contains_key(id) => add(&entities[id].to_string()),
                (Self::Own(column), value) => {
                    if let Some(value) = column.part.text(value) {
                        add(&value);
                    }
                }
                (Self::Referred { .. }, _) => {}
            }
        }
    }
}
