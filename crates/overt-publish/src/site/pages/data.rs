//! What was released, and what all releases together have spent.

use askama::Template;
use overt_protect::dp::Unit;
use overt_protect::release::Method;

use crate::site::place::{Ask, Missing};
use crate::site::releases::Published;
use crate::site::shell::Shell;

#[derive(Template)]
#[template(path = "site/data.html", whitespace = "minimize")]
struct Data<'a> {
    shell: Shell<'a>,
    releases: Vec<Line>,
    budgets: Vec<Budget>,
}

struct Line {
    path: String,
    title: String,
    version: u32,
    day: String,
    method: String,
    licence: String,
}

struct Budget {
    unit: String,
    releases: usize,
    spent: String,
    cap: String,
    delta: String,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "data");
    let all = ask.site.releases.newest_first();
    // The ledger of a later release has the entries of all earlier ones.
    let ledger = all.iter().map(|one| one.release.ledger()).max_by_key(|ledger| ledger.entries().len());
    let budgets = ledger.map_or_else(Vec::new, |ledger| ledger.sums()).into_iter().map(|sum| Budget {
        unit: shell.say(unit(sum.unit)),
        releases: sum.releases,
        spent: format!("{:.3}", sum.spent.epsilon),
        cap: format!("{:.3}", sum.cap.epsilon()),
        delta: format!("{:e}", sum.cap.delta()),
    });
    let budgets = budgets.collect();
    let line = |one: &&Published| Line {
        path: one.path(),
        title: one.policy.title.clone(),
        version: one.policy.version,
        day: one.release.manifest().day.to_string(),
        method: shell.say(method(&one.policy.method)),
        licence: one.policy.licence.clone(),
    };
    let releases = all.iter().map(line).collect();
    Ok(Data { shell, releases, budgets }.render()?)
}

/// Who is protected, as a name in the catalogue.
fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Record => "unit-record",
        Unit::Person => "unit-person",
        Unit::Contributor => "unit-contributor",
    }
}

/// The name of a sentence about a method.
pub(in crate::site) fn method(method: &Method) -> &'static str {
    match method {
        Method::Table(table) if table.round.is_some() => "method-rounded",
        Method::Table(_) => "method-table",
        Method::Counts(_) => "method-counts",
        Method::Synth(_) => "method-synth",
        Method::Aggregate(_) => "method-aggregate",
    }
}
