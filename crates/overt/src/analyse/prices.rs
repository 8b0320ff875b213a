//! `overt analyse prices`: what acts cost, by place, stage, role or anything else by which acts are divided.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_analysis::associate::GroupsComparison;
use overt_analysis::patterns::prices::{Currency, Group, Prices, compare, prices};
use overt_model::Codebook;
use overt_warehouse::amounts::{Amount, PARTS};
use serde_json::json;

use super::{answer, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::nexus::request;
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
    let request = request(codebook, std::slice::from_ref(&choice.by), &[], None)?;
    let warehouse = analyst(options)?;
    let amounts = warehouse.amounts(codebook, &request.by[0], choice.condition.as_deref());
    let amounts = runtime()?.block_on(amounts).map_err(failure)?;
    let named = amounts.iter().filter_map(|amount| amount.currency.as_deref());
    let currency = currency(codebook, choice.currency.as_deref(), named)?;
    let Grouped { groups, others, unplaced } = Grouped::new(&amounts, &currency);
    let groups: Vec<Group> = groups.into_values().collect();
    let found = prices(&groups, &currency).map_err(|error| problem(&error))?;
    let compared = compare(&groups, &currency);
    let all = json!({
        "snapshot": warehouse.manifest.snapshot,
        "in_other_currencies": others,
        "unplaced": unplaced,
        "prices": found,
        "compared": compared.as_ref().ok(),
        "not_compared": compared.as_ref().err(),
    });
    answer(choice.out.as_deref(), options.json, &all, told(&found, compared.as_ref().ok(), (&others, unplaced)))
}

/// The currency that was asked for, or that of most amounts, with its smallest unit.
pub(super) fn currency<'a>(
    codebook: &Codebook,
    asked: Option<&str>,
    told: impl Iterator<Item = &'a str>,
) -> Result<Currency, Failure> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for currency in told {
        *times.entry(currency).or_default() += 1;
    }
    let most = || times.iter().max_by_key(|(_, times)| **times).map(|(code, _)| (*code).to_owned());
    let code = match asked {
        Some(asked) => crate::codes::code(codebook, "currencies", asked)?.code.to_string(),
        None => most().ok_or_else(|| {
            Failure::new(Exit::WrongUse, "cannot-be-estimated", "no amount is known of any of these")
                .with_hint("look at those whose amount was not asked or not told")
        })?,
    };
    let list = codebook.list("currencies");
    let units = list.and_then(|list| list.own(list.get(&code)?, "minor_units")).and_then(|units| units.parse().ok());
    Ok(Currency { code, decimals: units.unwrap_or(2) })
}

/// Amounts by group, and those that are in none.
#[derive(Default)]
struct Grouped<'a> {
    groups: BTreeMap<&'a str, Group>,
    /// Amounts in other currencies.
    others: BTreeMap<&'a str, u64>,
    /// Amounts of acts of which it is not known where they belong.
    unplaced: u64,
}

impl<'a> Grouped<'a> {
    /// The middle of a range stands for it.
    fn new(amounts: &'a [Amount], currency: &Currency) -> Self {
        let parts_each = PARTS / 10_i64.pow(u32::from(currency.decimals));
        let mut all = Self::default();
        for Amount { member, currency: told, range } in amounts {
            if !member.is_known() {
                all.unplaced += u64::from(range.is_some());
                continue;
            }
            let label = member.code.as_str();
            let new = || Group { label: label.to_owned(), amounts: Vec::new(), unknown: 0 };
            let group = all.groups.entry(label).or_insert_with(new);
            match (range, told.as_deref()) {
                (None, _) => group.unknown += 1,
                (Some((low, high)), Some(told)) if told == currency.code => {
                    group.amounts.push(i64::midpoint(*low, *high) / parts_each);
                }
                (Some(_), told) => *all.others.entry(told.unwrap_or("several")).or_default() += 1,
            }
        }
        all
    }
}

fn told(
    found: &Prices,
    compared: Option<&GroupsComparison>,
    (others, unplaced): (&BTreeMap<&str, u64>, u64),
) -> String {
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
    if unplaced > 0 {
        let _ = writeln!(text, "Of {unplaced} amounts it is not known where they belong; they are not in it.");
    }
    let _ = writeln!(text, "\n{}\nMethod: {}. The middle of a range stands for it.", found.limits, found.method);
    text
}
