//! Entities of FollowTheMoney (4.11): one JSON object on each line, or rows of statements.
//!
//! Nothing about victims leaves, whatever was opened:
//!
//! - A record of a victim, and of every other kind that has no name there, is left out. So is a reference to one.
//! - A person who is named where the codebook expects a victim, or as the one who consented, paid the fees, owes the debt or
//!   reported, never leaves, even if another record names the same person as something else.
//! - Any other person leaves only in a role: as the party behind an alleged actor, holder of a post, payer or payee.
//! - Free text stays, for it may name anybody.
//!
//! Without identities opened, only what may leave in rows does. Each entity says in words how far its claim has come. No person and
//! no body gets a topic: that would make a label of an allegation.

mod roles;
mod statement;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use compact_str::CompactString;
use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Class, Record, RecordId, State, Value};
use serde::Serialize;

use self::statement::Statements;
use super::{Losses, RecordWriter, Scope, Why, WriteError};
use crate::codebook::ftm::{Terms, terms};
use crate::codebook::{leaves_in_rows, spellings};

pub use roles::Roles;
pub(crate) use value::country;

/// The topic of an event that is trafficking by its kind.
const TRAFFICKING: (&str, &str) = ("TraffickingEvent", "crime.traffick.human");

/// Two records of which one stands behind the other.
const LINK: &str = "UnknownLink";

/// How entities are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One JSON object on each line.
    Entities,
    /// A table with one row for each value.
    Statements,
}

/// Writes entities.
///
/// Persons have to come last, since only what was written before gives them the role in which they may leave.
pub struct Writer<'a, W: Write> {
    scope: Scope<'a>,
    terms: BTreeMap<CompactString, Arc<Terms>>,
    roles: Roles,
    dataset: String,
    to: To<W>,
    losses: Losses,
}

enum To<W: Write> {
    Entities(W),
    Statements(Box<Statements<W>>),
}

/// What FollowTheMoney calls an entity.
#[derive(Serialize)]
struct Entity<'a> {
    id: String,
    caption: String,
    schema: &'a str,
    properties: BTreeMap<&'a str, BTreeSet<String>>,
    datasets: [&'a str; 1],
    first_seen: &'a str,
    last_seen: &'a str,
}

impl<'a, W: Write> Writer<'a, W> {
    /// A writer of entities of a dataset with this name. `roles` has seen every record that there is.
    ///
    /// # Errors
    /// When the first row cannot be written.
    pub fn new(scope: Scope<'a>, roles: Roles, dataset: &str, shape: Shape, out: W) -> Result<Self, WriteError> {
        let codebook = scope.codebook;
        let terms = codebook
            .schemas()
            .filter_map(|schema| Some((schema.id.clone(), Arc::new(terms(codebook, schema)?))))
            .collect();
        let to = match shape {
            Shape::Entities => To::Entities(out),
            Shape::Statements => To::Statements(Box::new(Statements::new(out)?)),
        };
        Ok(Self { scope, terms, roles, dataset: dataset.to_owned(), to, losses: Losses::default() })
    }

    /// Whether values of a property may leave at all.
    fn leaves(&self, property: &Property) -> Result<(), Why> {
        match property.class {
            Class::Narrative | Class::Sensitive => Err(Why::Victim),
            class if !self.scope.shows(class) => Err(Why::Sealed),
            _ if leaves_in_rows(property) || self.scope.shows(Class::Direct) => Ok(()),
            _ => Err(Why::Protected),
        }
    }
}

impl<W: Write> RecordWriter for Writer<'_, W> {
    fn takes(&self, record: &Record) -> bool {
        let schema = self.scope.codebook.schema(&record.schema);
        schema.is_some_and(|schema| self.terms.contains_key(&schema.id) && self.roles.may_leave(schema, record.id))
    }

    fn write(&mut self, record: &Record) -> Result<(), WriteError> {
        let schema = self.scope.schema(record)?;
        let Some(terms) = self.terms.get(&schema.id).cloned() else {
            let why = if schema.is_a("Victim") { Why::Victim } else { Why::NoRecord };
            self.losses.add_record(schema, why);
            return Ok(());
        };
        if !self.roles.may_leave(schema, record.id) {
            self.losses.add_record(schema, Why::Victim);
            return Ok(());
        }
        self.losses.add_sealed(schema, &self.scope);
        let mut properties: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for property in &schema.properties {
            let field = record.fields.get(&property.id);
            if field.is_none_or(|field| field.state == State::NotAsked) {
                continue;
            }
            match self.leaves(property) {
                Ok(()) if is_link(property, &terms) => {}
                Err(why) => self.losses.add(schema, property, why, 1),
                Ok(()) => self.property(schema, property, record, &terms, &mut properties),
            }
        }
        let links = self.links(schema, record, &terms);
        let claim = sentence(record);
        let remark = ["notes", "description"].into_iter().find(|name| terms.properties.contains(*name));
        properties.extend(remark.map(|name| (name, BTreeSet::from([claim]))));
        if terms.name == TRAFFICKING.0 {
            properties.insert("topics", BTreeSet::from([TRAFFICKING.1.to_owned()]));
        }
        let seen = record.claim.recorded.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        let called = terms.caption.iter().find_map(|name| properties.get(name.as_str())?.first().cloned());
        let entity = Entity {
            id: entity_id(record.id),
            caption: called.unwrap_or_else(|| schema.label.en.clone()),
            schema: &terms.name,
            properties,
            datasets: [&self.dataset],
            first_seen: &seen,
            last_seen: &seen,
        };
        self.to.write(&entity)?;
        for (property, target) in links {
            let ends =
                [("subject", entity.id.clone()), ("object", entity_id(target)), ("role", property.label.en.clone())];
            self.to.write(&Entity {
                id: format!("{}-{}", entity.id, entity_id(target)),
                caption: property.label.en.clone(),
                schema: LINK,
                properties: ends.map(|(name, value)| (name, BTreeSet::from([value]))).into(),
                ..entity
            })?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Losses, WriteError> {
        match self.to {
            To::Entities(mut out) => out.flush()?,
            To::Statements(mut statements) => statements.flush()?,
        }
        Ok(self.losses)
    }
}

impl<W: Write> To<W> {
    fn write(&mut self, entity: &Entity<'_>) -> Result<(), WriteError> {
        match self {
            Self::Entities(out) => {
                serde_json::to_writer(&mut *out, entity).map_err(io::Error::from)?;
                Ok(out.write_all(b"\n")?)
            }
            Self::Statements(statements) => statements.write(entity),
        }
    }
}

impl<W: Write> Writer<'_, W> {
    /// The records to which opened properties lead that no entity has, such as the party behind an actor.
    fn links<'b>(&mut self, schema: &'b Schema, record: &Record, terms: &Terms) -> Vec<(&'b Property, RecordId)> {
        let mut links = Vec::new();
        for property in schema.properties.iter().filter(|property| is_link(property, terms)) {
            let is_open = self.leaves(property).is_ok();
            for value in record.values(&property.id).iter().filter(|_| is_open) {
                if let Value::Reference(id) = value {
                    if *id != record.id && self.roles.take(*id) {
                        links.push((&**property, *id));
                    } else {
                        self.losses.add(schema, property, Why::NoTarget, 1);
                    }
                }
            }
        }
        links
    }

    /// Adds what the entity says under the property's name.
    fn property<'b>(
        &mut self,
        schema: &Schema,
        property: &'b Property,
        record: &Record,
        terms: &'b Terms,
        properties: &mut BTreeMap<&'b str, BTreeSet<String>>,
    ) {
        let values = record.values(&property.id);
        let name = spellings(property.names.ftm.as_ref()).next().filter(|name| terms.properties.contains(*name));
        let Some(name) = name else {
            return self.losses.add(schema, property, Why::NoField, values.len().max(1));
        };
        if values.is_empty() {
            let answer = match (record.state(&property.id), &property.kind) {
                (State::AskedYes, Kind::Flag) => "yes",
                (State::AskedNo, Kind::Flag) => "no",
                _ => return self.losses.add(schema, property, Why::NoState, 1),
            };
            properties.entry(name).or_default().insert(answer.to_owned());
            return;
        }
        for value in values {
            if let Value::Reference(id) = value {
                // An entity that refers to itself is refused there.
                if *id != record.id && self.roles.take(*id) {
                    properties.entry(name).or_default().insert(entity_id(*id));
                } else {
                    self.losses.add(schema, property, Why::NoTarget, 1);
                }
                continue;
            }
            let written = value::written(self.scope.codebook, (name, &property.kind), value, &terms.properties);
            if let Some(why) = written.loss {
                self.losses.add(schema, property, why, 1);
            }
            for (name, text) in written.texts {
                properties.entry(name).or_default().insert(text);
            }
        }
    }
}

/// Whether a property leads to another record under a name that no property of the entity has. Schemata describe nothing that is
/// sealed; where it was opened, a link of its own says it.
fn is_link(property: &Property, terms: &Terms) -> bool {
    let name = spellings(property.names.ftm.as_ref()).next();
    matches!(property.kind, Kind::Reference { .. }) && name.is_some_and(|name| !terms.properties.contains(name))
}

/// How far the claim has come, in words, for whoever reads the entity elsewhere.
fn sentence(record: &Record) -> String {
    let claim = &record.claim;
    let mut text = format!(
        "Claim of a source, {}; grade {}; handling {}. It is a reason to look, not a finding.",
        claim.standing.code(),
        claim.grade,
        claim.handling.code(),
    );
    let differing = record.fields.iter().filter_map(|(id, field)| Some((id, field.difference.as_deref()?.standing?)));
    for (id, standing) in differing {
        let _ = write!(text, " {id}: {}.", standing.code());
    }
    text
}

/// The identifier of a record as FollowTheMoney can hold it: `record:` and its digits become `record-` and its digits.
fn entity_id(id: RecordId) -> String {
    id.to_string().replace(':', "-")
}
