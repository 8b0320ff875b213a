//! Reading a list of people and organisations.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use overt_intake::rejected::Rejected;
use overt_intake::rows::{Item as Part, Row, Unit};
use overt_link::names::Kind;
use overt_link::screen::Subject;
use overt_model::Codebook;

use super::fields::{Fields, is_other};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::import::open;
use crate::pprl::unreadable;
use crate::progress::Progress;

/// Rows after which a bar moves.
const TOLD_AFTER: u64 = 1024;

/// All of a list is in memory, so it ends here.
const ITEMS_MAX: usize = 10_000_000;

/// Whom one row is about.
pub(super) struct Item {
    /// Its identifier, or the number of the row. Each is there once.
    pub(super) key: String,
    /// As the row says it, or as it follows from the kind.
    pub(super) schema: Box<str>,
    pub(super) subject: Subject,
}

/// What is to be told of a file.
pub(super) struct Facts {
    pub(super) path: PathBuf,
    pub(super) unit: Unit,
    /// Rows about payments, addresses and other things.
    pub(super) others: u64,
    pub(super) left_out: Rejected,
}

pub(super) struct Loaded {
    pub(super) items: Vec<Item>,
    pub(super) facts: Facts,
}

pub(super) fn load(
    path: &Path,
    (id, table, kind): (Option<&str>, Option<&str>, Option<Kind>),
    progress: &Progress,
) -> Result<Loaded, Failure> {
    let mut rows = open(path, table)?;
    let mut fields = Fields::new(id);
    fields.extend(rows.columns());
    let mut facts = Facts { path: path.to_owned(), unit: rows.unit(), others: 0, left_out: Rejected::default() };
    if !rows.may_find_columns() {
        check(&fields, id, path)?;
    }
    let codebook = Codebook::embedded();
    let (mut row, mut items, mut seen, mut keys) = (Row::default(), Vec::new(), 0_u64, HashMap::new());
    while let Some(part) = rows.next(&mut row).map_err(|error| unreadable(path, &error))? {
        seen += 1;
        if seen.is_multiple_of(TOLD_AFTER) {
            progress.advance(TOLD_AFTER);
        }
        let line = *part.lines().start();
        let mut leave_out = |reason: &str| facts.left_out.add(line, std::iter::once(("", reason)));
        if let Part::Reject(reject) = part {
            leave_out(&reject.reason.to_string());
            continue;
        }
        fields.extend(rows.columns());
        let schema = fields.schema(&row);
        if schema.is_some_and(is_other) {
            facts.others += 1;
            continue;
        }
        let subject = fields.subject(&row, kind, codebook);
        if subject.names.is_empty() && subject.identifiers.is_empty() {
            leave_out("neither a name nor an identifier");
            continue;
        }
        if items.len() == ITEMS_MAX {
            let message = format!("{} has more than {ITEMS_MAX} rows: split the file", path.display());
            return Err(Failure::new(Exit::WrongUse, "screen-too-many", message));
        }
        let schema = schema.filter(|schema| schema.len() <= 100).map_or_else(|| default_schema(&subject), Into::into);
        let own = fields.id.and_then(|id| row.cell(id)).unwrap_or_default().trim();
        let own = if own.is_empty() { format!("{}-{line}", facts.unit.name()) } else { own.to_owned() };
        let times = keys.entry(own.clone()).or_insert(0_u32);
        *times += 1;
        // The second row of the same identifier is an answer of its own.
        let key = if *times == 1 { own } else { format!("{own} ({} {line})", facts.unit.name()) };
        items.push(Item { key, schema, subject });
    }
    check(&fields, id, path)?;
    Ok(Loaded { items, facts })
}

fn default_schema(subject: &Subject) -> Box<str> {
    match subject.kind {
        Some(Kind::Person) => "Person",
        Some(Kind::Organisation) => "Organization",
        None => "LegalEntity",
    }
    .into()
}

fn check(fields: &Fields, id: Option<&str>, path: &Path) -> Result<(), Failure> {
    let (message, hint) = if !fields.has_name() {
        let hint =
            "call it `name`, or `given_name` and `family_name`; aliases go into `alias`, with a semicolon between them";
        (format!("{} has no column with a usual name for names", path.display()), hint)
    } else if id.is_some() && fields.id.is_none() {
        let hint = "names count without capitals and blanks";
        (format!("{} has no column of the name that was given for identifiers", path.display()), hint)
    } else {
        return Ok(());
    };
    Err(Failure::new(Exit::WrongUse, "screen-columns", message).with_hint(hint))
}
