//! `overt analyse prices`: what acts cost, by place, stage, role or anything else by which acts are divided.

use std::collections::BTreeMap;

use clap::Args;
use overt_analysis::patterns::prices::{Currency, Group, compare, prices};
use overt_model::Codebook;
use overt_publish::findings;
use overt_warehouse::amounts::{Amount, PARTS};
use serde_json::json;

use super::{Out, of_snapshot, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::nexus::request;
use crate::output::Output;
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
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let request = request(codebook, std::slice::from_ref(&choice.by), &[], None)?;
    let warehouse = analyst(options)?;
    let amounts = warehouse.amounts(codebook, &request.by[0], choice.condition.as_deref());
    let amounts = runtime()?.block_on(amounts).map_err(failure)?;
    let currency = currency(codebook, choice.currency.as_deref(), &amounts)?;
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
    let origin = of_snapshot(&warehouse.manifest.snapshot, left_out(&others, unplaced));
    choice.out.answer(options.json, &all, &findings::prices(&found, compared.as_ref(), &origin))
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

/// What is not among the amounts of the groups.
fn left_out(others: &BTreeMap<&str, u64>, unplaced: u64) -> Vec<String> {
    let mut left_out = Vec::new();
    if !others.is_empty() {
        let named: Vec<String> = others.iter().map(|(code, acts)| format!("{code} {acts}")).collect();
        let named = named.join(", ");
        left_out.push(format!(
            "Acts whose amount was told in another currency: {named}. Nothing is converted; --currency chooses."
        ));
    }
    if unplaced > 0 {
        left_out.push(format!("Of {unplaced} amounts it is not known where they belong; they are not in it."));
    }
    left_out
}
