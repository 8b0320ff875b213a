//! A specification or model held against the data at hand.

use overt_link::{ColumnSpec, Records, Spec};

use super::columns::listed;
use super::given::How;
use super::warning::Warning;
use crate::exit::Exit;
use crate::failure::Failure;

/// The specification for data that have only some of the columns. `nobody` says that none has one, in words.
pub(super) fn prepare(
    how: &How,
    is_there: impl Fn(&ColumnSpec) -> bool,
    nobody: &str,
) -> Result<(Spec, Vec<Warning>), Failure> {
    let mut warnings = Vec::new();
    let spec = match how {
        // A model stays whole, so that what it has learned keeps its place; what is not there counts as missing.
        How::Model(versioned) => {
            let spec = &versioned.model.spec;
            let absent = spec.columns.iter().filter(|column| !is_there(column)).map(|column| column.name.as_str());
            let absent: Vec<&str> = absent.collect();
            if !absent.is_empty() && absent.len() < spec.columns.len() {
                let message = format!("{nobody} what the model compares as {}", listed(&absent));
                warnings.push(Warning::new("column-absent", message, ABSENT_HINT));
            }
            if absent.len() < spec.columns.len() { spec.clone() } else { spec.only(is_there) }
        }
        How::Spec(spec) => spec.only(is_there),
    };
    refuse_useless(&spec, how, nobody)?;
    Ok((spec, warnings))
}

/// What is to be doubted about the records that were read; too few are refused.
pub(super) fn doubts(records: &Records, told: &[Warning]) -> Result<Vec<Warning>, Failure> {
    if records.len() < 2 {
        let message = format!("there are {} record(s), and linking needs at least two", records.len());
        return Err(Failure::new(Exit::WrongUse, "link-too-few", message));
    }
    Ok(mute(records, told))
}

const ABSENT_HINT: &str = "it counts as missing in every record; if a file has it under another name, rename the column \
                           there, or add the name to `from` in a specification and train again";

/// Refuses data in which nothing can be compared or nobody brought together.
fn refuse_useless(spec: &Spec, how: &How, nobody: &str) -> Result<(), Failure> {
    let what = match (spec.comparisons.is_empty(), spec.rules.is_empty()) {
        (false, false) => return Ok(()),
        (true, _) => format!("{nobody} a column that is compared"),
        (false, true) => format!("no rule can bring records together: {nobody} all columns of any of them"),
    };
    let asked = match how {
        How::Model(versioned) => &versioned.model.spec,
        How::Spec(spec) => spec,
    };
    let names = asked
        .columns
        .iter()
        .flat_map(|column| if column.from.is_empty() { vec![&column.name] } else { column.from.iter().collect() });
    let mut names: Vec<&String> = names.collect();
    names.sort();
    names.dedup();
    let hint = format!(
        "columns are known by these names: {}; others go into `from` of a specification of your own (`overt link spec`)",
        listed(&names)
    );
    Err(Failure::new(Exit::WrongUse, "link-columns", what).with_hint(hint))
}

/// Columns that say nothing, in the data at hand.
fn mute(records: &Records, told: &[Warning]) -> Vec<Warning> {
    let mute = records.mute_columns().into_iter().filter(|(column, _)| {
        let named = format!("`{column}`");
        !told.iter().any(|warning| warning.message.contains(&named))
    });
    mute.map(|(column, words)| {
        let hint = if words.starts_with("has one value") {
            "it tells few records apart; a rule with it alone makes blocks that have to be split"
        } else {
            "it tells no two records apart; leave it out of the rules, or fill it"
        };
        Warning::new("column-mute", format!("the column `{column}` {words}"), hint)
    })
    .collect()
}
