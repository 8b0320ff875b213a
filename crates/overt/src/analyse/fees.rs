//! `overt analyse fees`: what people paid from one country to another, beside what is lawful, and what of it may be bribes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_analysis::patterns::prices::{
    Corridor, Currency, Fee, MayBeBribe, PaidFee, PaidPart, Summary, bribes, corridors,
};
use overt_analysis::series::Exclusion;
use overt_model::Codebook;
use overt_warehouse::amounts::{PARTS, Sum};
use overt_warehouse::fees::Fee as Told;
use serde_json::json;

use super::prices::currency;
use super::{answer, problem};
use crate::codes::code;
use crate::output::{Output, table};
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
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
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
        given
            .as_deref()
            .map(|given| Ok::<_, crate::failure::Failure>(code(codebook, "countries", given)?.code.to_string()))
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
    answer(choice.out.as_deref(), options.json, &all, told(&currency, (&found, &bribes, &left_out), &apart))
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

fn told(
    currency: &Currency,
    (found, bribes, left_out): (&[Corridor], &[MayBeBribe], &[Exclusion]),
    apart: &Apart,
) -> String {
    let decimals = usize::from(currency.decimals);
    let whole = 10_f64.powi(i32::from(currency.decimals));
    let middle = |summary: Option<&Summary>| {
        summary.map_or_else(|| "not known".to_owned(), |of| format!("{:.decimals$} ({})", of.median / whole, of.n))
    };
    let percent = |part: Option<PaidPart>| {
        let share = part.and_then(|part| Some((part.of_paid?, part.fees.whole)));
        share.map_or_else(|| "not known".to_owned(), |(share, n)| format!("{:.0} % ({n})", 100.0 * share))
    };
    let row = |corridor: &Corridor| {
        let may = bribes.iter().find(|may| may.label == corridor.label);
        [
            corridor.label.clone(),
            corridor.n.to_string(),
            corridor.paid.unknown.to_string(),
            middle(Some(&corridor.paid)),
            middle(corridor.above_receipt.as_ref()),
            middle(corridor.above_cap.as_ref()),
            percent(may.and_then(|may| may.told)),
            percent(may.and_then(|may| may.above_lawful)),
        ]
    };
    let mut text = format!("Fees that were told, in {}. Behind each number stands of how many.\n\n", currency.code);
    let header = [
        "Corridor",
        "Fees",
        "Unknown",
        "Paid, median",
        "less official fee",
        "less limit in law",
        "for officials",
        "above the law",
    ];
    text += &table(header, &found.iter().map(row).collect::<Vec<_>>());
    text.push('\n');
    for gone in left_out {
        let _ = writeln!(text, "Left out: {}: {}", gone.who, gone.why);
    }
    if apart.without_corridor > 0 {
        let _ = writeln!(text, "Of {} fees a country is not known; they are not in it.", apart.without_corridor);
    }
    if apart.without_person > 0 {
        let _ = writeln!(text, "Of {} fees nobody knows who paid; they cannot be added up.", apart.without_person);
    }
    if !apart.in_other_currencies.is_empty() {
        let named: Vec<String> =
            apart.in_other_currencies.iter().map(|(code, fees)| format!("{code} {fees}")).collect();
        let _ = writeln!(text, "In other currencies: {}. Nothing is converted; --currency chooses.", named.join(", "));
    }
    for (limits, method) in found
        .first()
        .map(|one| (one.limits, one.method))
        .into_iter()
        .chain(bribes.first().map(|one| (one.limits, one.method)))
    {
        let _ = writeln!(text, "\n{limits}\nMethod: {method}.");
    }
    text
}
