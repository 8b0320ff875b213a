//! `overt analyse fees`: what people paid from one country to another, beside what is lawful, and what of it may be bribes.

use std::collections::BTreeMap;

use clap::Args;
use overt_analysis::patterns::prices::{Currency, Fee, PaidFee, bribes, corridors};
use overt_model::Codebook;
use overt_publish::findings;
use overt_warehouse::amounts::{PARTS, Sum};
use overt_warehouse::fees::Fee as Told;
use serde_json::json;

use super::prices::currency;
use super::{Out, of_snapshot, problem};
use crate::codes::code;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// Arguments of `overt analyse fees`.
#[derive(Args)]
pub(super) struct Choice {
    /// Only from this country.
    #[arg(long, value_name = "COUNTRY")]
    from: Option<String>,
    /// Only to this country.
    #[arg(long, value_name = "COUNTRY")]
    to: Option<String>,
    /// Only for this step: a code of the list `fee_steps`.
    #[arg(long, value_name = "CODE")]
    step: Option<String>,
    /// Add up what each person paid, instead of telling each step apart.
    #[arg(long, conflicts_with = "step")]
    by_person: bool,
    /// The currency; the one in which most fees were told, where none is named. Nothing is converted.
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// A condition in SQL on the table `fee_item`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    #[command(flatten)]
    out: Out,
}

/// What was counted before any fee was compared.
#[derive(Debug, Default, PartialEq, Eq, serde::Serialize)]
struct Apart {
    /// Fees of which a country is not known.
    without_corridor: u64,
    /// Fees that are of nobody who is known: they cannot be added up.
    without_person: u64,
    /// Fees told in other currencies.
    in_other_currencies: BTreeMap<String, u64>,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let country = |given: &Option<String>| {
        given.as_deref().map(|given| Ok::<_, Failure>(code(codebook, "countries", given)?.code.to_string()))
    };
    let (from, to) = (country(&choice.from).transpose()?, country(&choice.to).transpose()?);
    let step = choice.step.as_deref().map(|given| code(codebook, "fee_steps", given)).transpose()?;
    let warehouse = analyst(options)?;
    let mut fees = runtime()?.block_on(warehouse.fees(choice.condition.as_deref())).map_err(failure)?;
    let is_of = |told: &Option<String>, asked: Option<&str>| asked.is_none_or(|asked| told.as_deref() == Some(asked));
    fees.retain(|fee| {
        is_of(&fee.from, from.as_deref())
            && is_of(&fee.to, to.as_deref())
            && is_of(&fee.step, step.map(|step| step.code.as_str()))
    });
    let currency =
        currency(codebook, choice.currency.as_deref(), fees.iter().filter_map(|fee| fee.paid.currency.as_deref()))?;
    let (rows, apart) = if choice.by_person { by_person(&fees, &currency) } else { by_step(&fees, &currency) };
    let (found, left_out) =
        corridors(&rows.iter().map(Row::fee).collect::<Vec<_>>(), &currency).map_err(|error| problem(&error))?;
    let bribes = bribes(&rows.iter().map(Row::paid).collect::<Vec<_>>(), &currency).map_err(|error| problem(&error))?;
    let all = json!({
        "snapshot": warehouse.manifest.snapshot,
        "by_person": choice.by_person,
        "apart": apart,
        "corridors": found,
        "may_be_bribes": bribes,
        "left_out": left_out,
    });
    let origin = of_snapshot(&warehouse.manifest.snapshot, apart.told());
    let report = findings::corridors(&found, &bribes, &left_out, &origin).ok_or_else(|| {
        Failure::new(Exit::WrongUse, "cannot-be-estimated", "of no fee it is known both where and how much")
            .with_hint("choose another currency, or look at the fees whose amount or country was not asked")
    })?;
    choice.out.answer(options.json, &all, &report)
}

/// A fee, or all fees of a person, in smallest units.
struct Row {
    corridor: String,
    paid: Option<i64>,
    official: Option<i64>,
    cap: Option<i64>,
    bribe: Option<i64>,
}

impl Row {
    fn new(corridor: String, fee: &Told, currency: &Currency) -> Self {
        let parts_each = PARTS / 10_i64.pow(u32::from(currency.decimals));
        let amount = |sum: &Sum| sum.in_currency(&currency.code, parts_each);
        Self {
            corridor,
            paid: amount(&fee.paid),
            official: amount(&fee.official),
            cap: amount(&fee.cap),
            bribe: amount(&fee.bribe),
        }
    }

    /// With another fee of the same person. A sum of which a part is not known is not known.
    fn with(self, other: &Self) -> Self {
        let add = |one: Option<i64>, other: Option<i64>| one?.checked_add(other?);
        Self {
            paid: add(self.paid, other.paid),
            official: add(self.official, other.official),
            cap: add(self.cap, other.cap),
            bribe: add(self.bribe, other.bribe),
            corridor: self.corridor,
        }
    }

    fn fee(&self) -> Fee {
        Fee { corridor: self.corridor.clone(), paid: self.paid, receipt: self.official, cap: self.cap }
    }

    /// Where the law sets a limit for people, that is what is lawful, and else what the authority charges.
    fn paid(&self) -> PaidFee {
        let lawful = self.cap.or(self.official);
        PaidFee { corridor: self.corridor.clone(), paid: self.paid, bribe: self.bribe, lawful }
    }
}

fn corridor(fee: &Told) -> Option<String> {
    Some(format!("{} to {}", fee.from.as_deref()?, fee.to.as_deref()?))
}

/// Fees in other currencies are none of this one: they are counted, and stand nowhere else.
fn is_foreign(fee: &Told, currency: &Currency, apart: &mut Apart) -> bool {
    let foreign = fee.paid.range.is_some() && fee.paid.in_currency(&currency.code, 1).is_none();
    if foreign {
        let told = fee.paid.currency.clone().unwrap_or_else(|| "several".to_owned());
        *apart.in_other_currencies.entry(told).or_default() += 1;
    }
    foreign
}

fn by_step(fees: &[Told], currency: &Currency) -> (Vec<Row>, Apart) {
    let (mut rows, mut apart) = (Vec::new(), Apart::default());
    for fee in fees {
        let Some(corridor) = corridor(fee) else {
            apart.without_corridor += 1;
            continue;
        };
        if !is_foreign(fee, currency, &mut apart) {
            let step = fee.step.as_deref().unwrap_or("step not known");
            rows.push(Row::new(format!("{corridor}, {step}"), fee, currency));
        }
    }
    (rows, apart)
}

fn by_person(fees: &[Told], currency: &Currency) -> (Vec<Row>, Apart) {
    let (mut rows, mut apart) = (BTreeMap::new(), Apart::default());
    for fee in fees {
        match (corridor(fee), fee.person.as_deref()) {
            (None, _) => apart.without_corridor += 1,
            (_, None) => apart.without_person += 1,
            (Some(corridor), Some(person)) => {
                // A fee in another currency makes the sum unknown, and is told apart.
                is_foreign(fee, currency, &mut apart);
                let row = Row::new(corridor.clone(), fee, currency);
                let before: Option<Row> = rows.remove(&(corridor.clone(), person));
                rows.insert(
                    (corridor, person),
                    match before {
                        Some(before) => before.with(&row),
                        None => row,
                    },
                );
            }
        }
    }
    (rows.into_values().collect(), apart)
}

impl Apart {
    /// What is not in it, in sentences.
    fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        if self.without_corridor > 0 {
            told.push(format!("Of {} fees a country is not known.", self.without_corridor));
        }
        if self.without_person > 0 {
            told.push(format!("Of {} fees nobody knows who paid; they cannot be added up.", self.without_person));
        }
        if !self.in_other_currencies.is_empty() {
            let named: Vec<String> =
                self.in_other_currencies.iter().map(|(code, fees)| format!("{code} {fees}")).collect();
            let named = named.join(", ");
            told.push(format!("Fees told in other currencies: {named}. Nothing is converted; --currency chooses."));
        }
        told
    }
}
