//! Rows of statements: one for each value, and one for each entity.

use std::io::{self, Write};

use sha1_smol::Sha1;

use super::Entity;
use crate::records::WriteError;

const COLUMNS: [&str; 12] = [
    "canonical_id",
    "entity_id",
    "prop",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
];

pub(super) struct Statements<W: Write>(::csv::Writer<W>);

impl<W: Write> Statements<W> {
    pub(super) fn new(out: W) -> Result<Self, WriteError> {
        // Every field is quoted, as in the dialect in which the package writes and reads.
        let mut rows = ::csv::WriterBuilder::new().quote_style(::csv::QuoteStyle::Always).from_writer(out);
        rows.write_record(COLUMNS.iter().chain(&["id"]))?;
        Ok(Self(rows))
    }

    pub(super) fn write(&mut self, entity: &Entity<'_>) -> Result<(), WriteError> {
        let values = entity.properties.iter().flat_map(|(name, values)| values.iter().map(move |value| (*name, value)));
        let mut ids = Vec::new();
        for (name, value) in values {
            ids.push(self.row(entity, name, value)?);
        }
        // The row of the entity itself: its value changes whenever a statement does.
        ids.sort_unstable();
        let digest = ids.iter().fold(Sha1::from(entity.schema), |mut digest, id| {
            digest.update(id.as_bytes());
            digest
        });
        self.row(entity, "id", &digest.digest().to_string()).map(drop)
    }

    fn row(&mut self, entity: &Entity<'_>, name: &str, value: &str) -> Result<String, WriteError> {
        let [dataset] = entity.datasets;
        let key = format!("{dataset}.{}.{name}.{value}", entity.id);
        let id = Sha1::from(key).digest().to_string();
        let cells = [&*entity.id, &entity.id, name, entity.schema, value, dataset, "", "", "", "f"];
        self.0.write_record(cells.into_iter().chain([entity.first_seen, entity.last_seen, &id]))?;
        Ok(id)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
