//! Reading what is compared out of the store.

use std::fmt::Write as _;

use overt_desk::linkage::{Held, Source, closed};
use overt_link::ColumnSpec;
use overt_store::LeftOut;
use serde_json::{Value as Json, json};

use super::Desk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::link::Telling;
use crate::link::given::How;
use crate::link::load::{Further, Loaded};
use crate::link::ready;
use crate::link::spec::failure;

/// What is known of a store that was read, for programs.
pub(in crate::link) fn held_json(held: &Held, records: usize) -> Json {
    json!({ "store": { "entries": held.entries, "records": records, "left_out": held.left_out } })
}

/// Why records were left out, in words; nothing where none was.
pub(super) fn left_out_text(held: &Held) -> String {
    let why = |why: &LeftOut| match why {
        LeftOut::NoConsent => "of people who did not agree",
        LeftOut::SourceOver => "whose source is over",
        LeftOut::Handling => "for named persons only",
        LeftOut::Closed => "whose identity another team holds",
    };
    let mut text = String::new();
    for (reason, count) in &held.left_out {
        let _ = writeln!(text, "Left out: {count} record(s) {}", why(reason));
    }
    text
}

/// Reads all records of a kind. That sealed classes are opened for it is in the log before.
pub(in crate::link) fn load(telling: Telling, desk: &Desk<'_>, how: &How) -> anyhow::Result<Loaded> {
    let asked = match how {
        How::Model(versioned) => &versioned.model.spec,
        How::Spec(spec) => spec,
    };
    let schema = crate::codes::schema(desk.codebook, &asked.schema)?;
    let source = |column: &ColumnSpec| Source::new(desk.codebook, schema, column);
    let (spec, mut warnings) =
        ready::prepare(how, |column| source(column).is_there(), "no record of the store can have")?;
    let mut sources: Vec<Source<'_>> = spec.columns.iter().map(source).collect();
    if let Some((property, class)) = closed(desk.session, &sources) {
        let message = format!(
            "linking compares `{}`, and you are in no team that opens the class `{}`",
            property.id,
            class.code()
        );
        let hint =
            "sign in as somebody who does (`--as NAME`), or leave the property out of a specification of your own";
        return Err(Failure::new(Exit::Refused, "link-class", message).with_hint(hint).into());
    }
    let progress = telling.progress("Reading records", None);
    let linking = desk.linking();
    let gathered = desk.workspace.wait(linking.gather(&spec, &mut sources, |count| progress.advance(count)))?;
    progress.finish();
    let (records, held) = gathered.finish().map_err(|error| failure(&error))?;
    warnings.extend(ready::doubts(&records, &warnings)?);
    Ok(Loaded { records, inputs: Vec::new(), held: Some(held), warnings, further: Further::default() })
}
