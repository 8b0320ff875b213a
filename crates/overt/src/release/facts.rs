//! What a policy is held against: columns, contributors, and what earlier releases spent and showed.

use std::fmt::Write as _;

use overt_model::codebook::Schema;
use overt_model::{Codebook, Handling};
use overt_protect::dp::Limit;
use overt_protect::release::{
    Agreement, Caps, ColumnFact, Contributor, Earlier, Facts, Ledger, Policy, Shown, ValueFact,
};
use overt_store::ReleaseState;
use overt_warehouse::Warehouse;
use overt_warehouse::protect::{PublicColumn, columns};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, observer, runtime};
use crate::workspace::{Workspace, today};

/// What all releases together may cost one unit, until somebody decides something else: epsilon, at this delta.
const CAP: (f64, f64) = (8.0, 1e-5);

/// The columns of a kind of record that can be released or measured.
pub(super) fn columns_of(schema: &Schema) -> Vec<PublicColumn> {
    columns(Codebook::embedded(), schema, today().year())
}

/// `overt release columns`.
pub(super) fn told(options: &StoreOptions, schema: &str) -> anyhow::Result<Output> {
    let schema = crate::codes::schema(Codebook::embedded(), schema)?;
    let columns = listed(columns_of(schema));
    let row = |column: &PublicColumn| {
        [
            column.name.clone(),
            column.class.code().to_owned(),
            column.deidentify.clone(),
            column.values.len().to_string(),
            column.label.en.clone(),
        ]
    };
    let rows: Vec<[String; 5]> = columns.iter().map(row).collect();
    let mut text = table(["Column", "Class", "De-identification", "Values", ""], &rows);
    if columns.iter().any(|column| column.currency.is_some()) {
        let _ = write!(
            text,
            "\n{CURRENCY} stands for the code of a currency, such as usd: a column has the amounts of one.\n"
        );
    }
    let json: Vec<_> = columns
        .iter()
        .map(|column| {
            let values: Vec<&str> = column.values.iter().map(|(code, _)| code.as_str()).collect();
            json!({ "column": column.name, "class": column.class.code(), "deidentify": column.deidentify, "values": values })
        })
        .collect();
    Output::answer(options.json, &json, text)
}

/// What stands for the code of a currency in the list of columns.
const CURRENCY: &str = "CURRENCY";

/// The columns as they are listed: those of one sum in all currencies once.
fn listed(mut columns: Vec<PublicColumn>) -> Vec<PublicColumn> {
    for column in &mut columns {
        if let Some(currency) = &column.currency {
            column.name = format!("{}_{CURRENCY}", column.property);
            column.label.en = column.label.en.replace(&**currency, CURRENCY);
        }
    }
    columns.dedup_by(|one, other| one.name == other.name);
    columns
}

/// Facts for a policy, and the identifiers of the contributors in the order of their numbers.
pub(super) fn facts(
    options: &StoreOptions,
    warehouse: &Warehouse,
    policy: &Policy,
) -> anyhow::Result<(Facts, Vec<String>)> {
    let codebook = Codebook::embedded();
    let schema = crate::codes::schema(codebook, &policy.schema)?;
    if let Some(only) = &policy.only {
        // It is published with the release, so it may only speak of what is open.
        let observer = observer(options)?;
        runtime()?.block_on(observer.may_state(schema, only)).map_err(|error| {
            Failure::new(Exit::Refused, "release-condition", format!("`only` cannot be published: {error}"))
                .with_hint("it may only name columns of the class `open`")
        })?;
    }
    let present = runtime()?.block_on(warehouse.contributors_of(schema, policy.only.as_deref())).map_err(failure)?;
    let ids: Vec<String> = present.into_keys().collect();
    let contributor = |id: &String| {
        let source = warehouse.manifest.sources.iter().find(|source| source.id.to_string() == *id);
        Contributor {
            name: source.map_or_else(|| id.clone(), |source| source.name.clone()),
            agreement: source.filter(|source| source.agreement.is_some()).map(|source| Agreement {
                expires: source.expires,
                // For named persons only is no agreement to publish, in whatever form.
                allows_purpose: source.handling != Handling::Red,
            }),
        }
    };
    let facts = Facts {
        codebook_version: codebook.version.to_string(),
        day: today(),
        snapshot: warehouse.manifest.snapshot.clone(),
        program: format!("overt {}", env!("CARGO_PKG_VERSION")),
        rows_are_people: schema.is_a("Person"),
        columns: columns_of(schema).into_iter().map(fact).collect(),
        contributors: ids.iter().map(contributor).collect(),
    };
    Ok((facts, ids))
}

fn fact(column: PublicColumn) -> ColumnFact {
    ColumnFact {
        name: column.name,
        property: column.property,
        class: column.class,
        deidentify: column.deidentify,
        is_deidentified: column.is_deidentified,
        rung: column.rung,
        label: column.label,
        values: column.values.into_iter().map(|(code, label)| ValueFact { code, label }).collect(),
    }
}

/// What earlier releases spent and showed, whatever became of them, and the last plan.
pub(super) fn earlier(workspace: &Workspace) -> anyhow::Result<(Earlier, Option<u64>)> {
    let releases = workspace.wait(workspace.store.releases())?;
    let planned = releases.iter().filter(|release| release.state != ReleaseState::Refused);
    let last = planned.max_by_key(|release| release.planned);
    let ledger = match last {
        Some(last) => Ledger::read(last.plan.spent.as_bytes()).map_err(|error| refused(&[error]))?,
        None => Ledger::default(),
    };
    let mut shown: Vec<Shown> = Vec::new();
    for remembered in releases.iter().filter_map(|release| release.remembered.as_deref()) {
        let damaged =
            |_| Failure::new(Exit::StoreUnusable, "release-damaged", "what an earlier release showed cannot be read");
        shown.extend(serde_json::from_str::<Vec<Shown>>(remembered).map_err(damaged)?);
    }
    let earlier = Earlier { ledger, shown, caps: caps(workspace)? };
    Ok((earlier, last.map(|last| last.planned)))
}

/// The most that all releases together may cost.
pub(super) fn caps(workspace: &Workspace) -> anyhow::Result<Caps> {
    let Some(decided) = workspace.wait(workspace.store.release_caps())? else {
        let cap = Some(Limit::new(CAP.0, CAP.1).expect("it is a limit"));
        return Ok(Caps { record: cap, person: cap, contributor: cap });
    };
    let damaged = |_| Failure::new(Exit::StoreUnusable, "release-damaged", "the decided caps cannot be read");
    Ok(serde_json::from_str(&decided).map_err(damaged)?)
}

/// The snapshot, which must be of the store as it is now: consent that was taken back counts at once.
pub(super) fn fresh(options: &StoreOptions, workspace: &Workspace) -> anyhow::Result<Warehouse> {
    crate::snapshot::renew(options, workspace, false)?;
    Ok(analyst(options)?)
}

/// All refusals as one failure.
pub(super) fn refused(refusals: &[overt_protect::release::Refusal]) -> Failure {
    let message = match refusals {
        [one] => one.sentence.clone(),
        many => format!("the release is refused for {} reasons", many.len()),
    };
    let problems = refusals
        .iter()
        .map(|refusal| json!({ "code": refusal.code.name(), "message": refusal.sentence, "hint": refusal.way_out }))
        .collect();
    let failure = Failure::new(Exit::Refused, "release-refused", message).with_problems(problems);
    match refusals {
        [one] => failure.with_hint(one.way_out.clone()),
        many => failure.with_hint(
            many.iter()
                .map(|refusal| format!("{} {}", refusal.sentence, refusal.way_out))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
    }
}
