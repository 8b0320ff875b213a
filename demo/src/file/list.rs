//! A list of objects in JSON, below a notice.

use std::path::Path;

use serde_json::Value;

use super::Draft;
use crate::Error;

/// A list that is written object by object.
pub(crate) struct List {
    draft: Draft,
    count: u64,
}

impl List {
    pub(crate) fn begin(path: &Path, notice: &str, name: &str) -> Result<Self, Error> {
        let mut draft = Draft::begin(path)?;
        draft.write(format!("{{\n\"notice\": {},\n\"{name}\": [", Value::from(notice)).as_bytes())?;
        Ok(Self { draft, count: 0 })
    }

    /// Writes an object, and returns which one it is, from 1.
    pub(crate) fn object(&mut self, object: &Value) -> Result<u64, Error> {
        let before = if self.count == 0 { "\n" } else { ",\n" };
        self.draft.write(format!("{before}{object:#}").as_bytes())?;
        self.count += 1;
        Ok(self.count)
    }

    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.draft.write(b"\n]\n}\n")?;
        self.draft.finish()
    }
}
