//! Which records are meant, by what is not sealed.

use clap::Args;
use jiff::civil::Date;
use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Codebook, SourceId, State};
use overt_store::Query;

use super::edit;
use crate::codebook::nearest;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{codes, source};

/// Periods that are counted by years may not be longer.
const YEARS_MAX: i16 = 150;

/// Conditions that all must hold.
#[derive(Args)]
pub(crate) struct Filters {
    /// Of this kind.
    #[arg(long, value_name = "SCHEMA")]
    schema: Option<String>,
    /// With this code, or a narrower one, under an open or quasi property. May be repeated.
    #[arg(long, value_name = "PROPERTY=CODE")]
    code: Vec<String>,
    /// With this value state under an open or quasi property: asked-unknown, asked-no, withheld and so on. May be repeated.
    #[arg(long, value_name = "PROPERTY=STATE")]
    state: Vec<String>,
    /// With a place in this country, by any spelling.
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// With a date that may lie on or after this day.
    #[arg(long, value_name = "DAY", value_parser = codes::day)]
    from: Option<Date>,
    /// With a date that may lie on or before this day.
    #[arg(long, value_name = "DAY", value_parser = codes::day)]
    to: Option<Date>,
    /// From this source, by name or identifier.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// With this standing.
    #[arg(long, value_name = "STANDING")]
    standing: Option<String>,
    /// With this handling.
    #[arg(long, value_name = "HANDLING")]
    handling: Option<String>,
    /// That refers to this record under a property. May be repeated.
    #[arg(long, value_name = "PROPERTY=RECORD")]
    refers: Vec<String>,
    /// With these words in texts that are not sealed. For names use --name, which does not put them here.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

impl Filters {
    /// What is looked for, but for the source, which only the store knows. What could not be understood is put aside.
    pub(crate) fn query(&self, codebook: &'static Codebook, is_counted: bool, failures: &mut Vec<Failure>) -> Query {
        let schema = kept(failures, self.schema.as_deref().map(|name| codes::schema(codebook, name)));
        let mut query = Query { schema: schema.map(|schema| schema.id.to_string()), ..Query::default() };
        let property = |name: &str| open_property(codebook, schema, name);
        for pair in &self.code {
            let read = codes::pair("--code", pair).and_then(|(name, spelling)| {
                let property = property(name)?;
                let Kind::Code { list, .. } = &property.kind else { return Err(other_type(property, "codes")) };
                Ok((property.id.to_string(), codes::code(codebook, list, spelling)?.code.to_string()))
            });
            query.codes.extend(kept(failures, Some(read)));
        }
        for pair in &self.state {
            let read = codes::pair("--state", pair)
                .and_then(|(name, spelling)| Ok((property(name)?.id.to_string(), state(codebook, spelling)?)));
            query.states.extend(kept(failures, Some(read)));
        }
        for pair in &self.refers {
            let read = codes::pair("--refers", pair).and_then(|(name, id)| {
                let property = property(name)?;
                let Kind::Reference { .. } = property.kind else { return Err(other_type(property, "references")) };
                let id = id.parse().map_err(|_| {
                    let message = "what follows `--refers` names a record by its identifier, after `=`";
                    Failure::new(Exit::WrongUse, "wrong-use", message)
                })?;
                Ok((property.id.to_string(), id))
            });
            query.references.extend(kept(failures, Some(read)));
        }
        let country = self.country.as_deref().map(|name| codes::code(codebook, "countries", name));
        query.country = kept(failures, country).map(|code| code.code.to_string());
        query.standing = kept(failures, self.standing.as_deref().map(|name| edit::standing(codebook, name)));
        query.handling = kept(failures, self.handling.as_deref().map(|name| source::handling(codebook, name)));
        query.text.clone_from(&self.text);
        query.period = kept(failures, self.period(is_counted).transpose());
        query
    }

    /// The kind of record that was named, if there is such a kind.
    pub(super) fn schema(&self, codebook: &'static Codebook) -> Option<&'static Schema> {
        self.schema.as_deref().and_then(|name| codes::schema(codebook, name).ok())
    }

    /// The source that was named.
    pub(crate) fn source(&self, workspace: &Workspace) -> anyhow::Result<Option<SourceId>> {
        Ok(self.source.as_deref().map(|name| source::named(workspace, name)).transpose()?.map(|source| source.id))
    }

    /// The days of `--from` and `--to`, either of which may be open.
    fn period(&self, is_counted: bool) -> Result<Option<(Date, Date)>, Failure> {
        let wrong = |message: &str| Err(Failure::new(Exit::WrongUse, "period", message));
        let (first, last) = match (self.from, self.to) {
            (None, None) => return Ok(None),
            (Some(from), Some(to)) if from > to => return wrong("the period ends before it begins"),
            (from, to) => (from.unwrap_or(Date::constant(1, 1, 1)), to.unwrap_or(Date::MAX)),
        };
        if is_counted && last.year().saturating_sub(first.year()) > YEARS_MAX {
            return wrong("to count, give both `--from` and `--to`, at most 150 years apart");
        }
        Ok(Some((first, last)))
    }

    /// Whether a period was given.
    pub(crate) fn is_by_period(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}

/// What was read, with what could not be read put aside.
pub(super) fn kept<T>(failures: &mut Vec<Failure>, read: Option<Result<T, Failure>>) -> Option<T> {
    read.and_then(|read| read.map_err(|failure| failures.push(failure)).ok())
}

/// A property by which records can be found: what is sealed is in no index that could be counted.
pub(super) fn open_property(
    codebook: &'static Codebook,
    schema: Option<&'static Schema>,
    name: &str,
) -> Result<&'static Property, Failure> {
    let found = match schema {
        Some(schema) => codes::property(schema, name)?,
        None => codebook.schemas().find_map(|schema| schema.property(name)).ok_or_else(|| {
            let names = codebook.schemas().flat_map(|schema| &schema.properties).map(|property| property.id.as_str());
            let message = format!("no kind of record has such a property{}", nearest(name, names));
            Failure::new(Exit::WrongUse, "unknown-property", message).with_hint("name the kind with `--schema`")
        })?,
    };
    if found.class.is_sealed() {
        let message = format!("“{}” is sealed: nobody can find or count records by it", found.id);
        let failure = Failure::new(Exit::WrongUse, "sealed-property", message);
        return Err(
            failure.with_hint("names, telephone and paper numbers are found with `--name`, `--phone` and `--paper`")
        );
    }
    Ok(found)
}

fn other_type(property: &Property, expected: &str) -> Failure {
    let message = format!("“{}” does not hold {expected} but values of the type {}", property.id, property.kind.name());
    Failure::new(Exit::WrongUse, "wrong-use", message)
}

fn state(codebook: &Codebook, spelling: &str) -> Result<State, Failure> {
    let code = codes::code(codebook, State::LIST, spelling)?;
    let state = State::from_code(&code.code).expect("the list and the type are compared when the codebook is read");
    if state == State::NotAsked {
        let message = "what nobody asked is what a record does not mention, and cannot be looked for";
        return Err(Failure::new(Exit::WrongUse, "not-asked", message).with_hint("`--states PROPERTY` counts it"));
    }
    Ok(state)
}
