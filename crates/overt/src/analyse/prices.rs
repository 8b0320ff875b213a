//! `overt analyse prices`: what acts cost, by place, stage, role or anything else by which acts are divided.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_analysis::associate::GroupsComparison;
use overt_analysis::patterns::prices::{Currency, Group, Prices, compare, prices};
use overt_model::{Codebook, State};
use overt_warehouse::amounts::{Amount, PARTS};
use overt_warehouse::nexus::Request;
use serde_json::json;

use super::{problem, write};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// Arguments of `overt analyse prices`.
#[derive(Args)]
pub(super) struct Choice {
    /// By what acts are divided: `overt nexus dimensions` names all there is.
    #[arg(long, value_name = "DIMENSION", default_value = "country")]
    by: String,
    /// The currency; the one in which most amounts were told, where none is named. Nothing is converted.
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// A condition in SQL on the table `corrupt_act`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let request = Request::new(codebook, std::slice::from_ref(&choice.by), Vec::new(), None).map_err(failure)?;
    let warehouse = analyst(options)?;
    let amounts = warehouse.amounts(&request.by[0], choice.condition.as_deref());
    let amounts = runtime()?.block_on(amounts).map_err(failure)?;
    let currency = currency(codebook, choice.currency.as_deref(), &amounts)?;
    let (groups, others) = groups(&amounts, &currency);
    let found = prices(&groups, &currency).map_err(|error| problem(&error))?;
    let compared = compare(&groups, &currency);
    let answer = json!({
        "snapshot": warehouse.manifest.snapshot,
        "in_other_currencies": others,
        "prices": found,
        "compared": compared.as_ref().ok(),
        "not_compared": compared.as_ref().err(),
    });
    if let Some(path) = &choice.out {
        write(path, &serde_json::to_vec_pretty(&answer)?)?;
    }
    Output::answer(options.json, &answer, told(&found, compared.as_ref().ok(), &others))
}

/// The currency that was asked for, or that of most amounts, with its smallest unit.
fn currency(codebook: &Codebook, asked: Option<&str>, amounts: &[Amount]) -> Result<Currency, Failure> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for currency in amounts.iter().filter_map(|amount| amount.currency.as_deref()) {
        *times.entry(currency).or_default() += 1;
    }
    let most = || times.iter().max_by_key(|(_, times)| **times).map(|(code, _)| (*code).to_owned());
    let code = match asked {
        Some(asked) => crate::codes::code(codebook, "currencies", asked)?.code.to_string(),
        None => most().ok_or_else(|| {
            Failure::new(Exit::WrongUse, "cannot-be-estimated", "no amount is known of any of these acts")
                .with_hint("look at the acts whose amount was not asked or not told")
        })?,
    };
    let list = codebook.list("currencies");
    let units = list.and_then(|list| list.own(list.get(&code)?, "minor_units")).and_then(|units| units.parse().ok());
    Ok(Currency { code, decimals: units.unwrap_or(2) })
}

/// The amounts of each member in the smallest unit, and how many acts have an amount in other currencies. The middle of a range stands for
/// it.
fn groups(amounts: &[Amount], currency: &Currency) -> (Vec<Group>, BTreeMap<String, u64>) {
    let parts_each = PARTS / 10_i64.pow(u32::from(currency.decimals.min(4)));
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    for Amount { member, currency: told, range } in amounts {
        // Where it is not known where an act belongs, its amount says nothing about any group.
        if State::from_code(member).is_some() {
            continue;
        }
        let group =
            groups.entry(member).or_insert_with(|| Group { label: member.clone(), amounts: Vec::new(), unknown: 0 });
        match range {
            Some((low, high)) if told.as_ref() == Some(&currency.code) => {
                group.amounts.push(i64::midpoint(*low, *high) / parts_each);
            }
            Some(_) => *others.entry(told.clone().unwrap_or_else(|| "several".to_owned())).or_default() += 1,
            None => group.unknown += 1,
        }
    }
    (groups.into_values().collect(), others)
}

fn told(found: &Prices, compared: Option<&GroupsComparison>, others: &BTreeMap<String, u64>) -> String {
    let decimals = usize::from(found.currency.decimals);
    let whole = 10_f64.powi(i32::from(found.currency.decimals));
    let amount = |smallest: f64| format!("{:.decimals$}", smallest / whole);
    #[expect(clippy::cast_precision_loss, reason = "amounts are below 2^53")]
    let exact = |smallest: i64| amount(smallest as f64);
    let rows: Vec<[String; 6]> = found
        .groups
        .iter()
        .map(|group| {
            let interval = group.median_interval.map_or_else(
                || "too few".to_owned(),
                |interval| format!("{} to {}", exact(interval.low), exact(interval.high)),
            );
            let quartiles = format!("{} to {}", amount(group.lower_quartile), amount(group.upper_quartile));
            let [n, unknown] = [group.n.to_string(), group.unknown.to_string()];
            [group.label.clone(), n, unknown, amount(group.median), interval, quartiles]
        })
        .collect();
    let mut text = format!("Amounts that were told, in {}.\n\n", found.currency.code);
    text += &table(["Group", "Amounts", "Unknown", "Median", "95 % interval", "Middle half"], &rows);
    if let Some(compared) = compared {
        let _ = writeln!(text, "\n{}", compared.sentence);
    }
    if !others.is_empty() {
        let named: Vec<String> = others.iter().map(|(code, acts)| format!("{code} {acts}")).collect();
        let _ = writeln!(
            text,
            "\nNot in it are acts whose amount was told in another currency: {}. Nothing is converted; --currency chooses.",
            named.join(", ")
        );
    }
    let _ = writeln!(text, "\n{}\nMethod: {}. The middle of a range stands for it.", found.limits, found.method);
    text
}
