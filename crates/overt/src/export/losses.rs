//! What a format could not hold, told in words and written beside the export.

use std::io::Write;

use anyhow::Context as _;
use overt_publish::records::Losses;
use serde_json::{Value as Json, json};

/// Each of them, for programs.
pub(super) fn json(losses: &Losses) -> Json {
    let each = losses.iter().map(|loss| {
        json!({
            "schema": loss.schema, "property": loss.property, "why": loss.why, "count": loss.count,
            "reason": loss.why.sentence(),
        })
    });
    each.collect()
}

/// The report that goes with the files.
pub(super) fn report(out: &mut impl Write, format: &str, records: u64, losses: &Losses) -> anyhow::Result<()> {
    let report = json!({ "format": format, "records": records, "losses": json(losses) });
    serde_json::to_writer_pretty(&mut *out, &report).context("could not write the report of losses")?;
    out.write_all(b"\n").and_then(|()| out.flush()).context("could not write the report of losses")
}
