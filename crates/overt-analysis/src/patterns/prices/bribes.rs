//! What of the fees of a corridor may be bribes: the part that was said to be for an official, and what lies above what is lawful.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Currency;
use crate::Problem;
use crate::patterns::Share;
use crate::series::Exclusion;

const METHOD: &str = "sums over fees of which both numbers are known, each share with its own fees; share of fees with the intervals of \
                      Clopper and Pearson, and of Wilson";

const LIMITS: &str = "What somebody said was for an official may have stayed with whoever said it, and who paid a bribe may not have known. \
                      What lies above a lawful amount can be a price, a service or a debt as well as a bribe. The two shares are about \
                      different fees and must not be added. Neither is a finding about anybody.";

/// A fee, in smallest units; what is not known is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidFee {
    /// The corridor, such as from one country to another.
    pub corridor: String,
    /// What the person paid.
    pub paid: Option<i64>,
    /// The part that was said to be for an official; zero only if somebody said that there was none.
    pub bribe: Option<i64>,
    /// The most that may be asked in law.
    pub lawful: Option<i64>,
}

/// A part of what was paid.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PaidPart {
    /// What was paid in all, in smallest units.
    pub paid: i64,
    /// The part of it.
    pub part: i64,
    /// The part for each unit paid; none where nothing was paid.
    pub of_paid: Option<f64>,
    /// How many fees have such a part, of those of which it is known.
    pub fees: Share,
}

/// What of the fees of a corridor may be bribes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MayBeBribe {
    /// What the corridor is called.
    pub label: String,
    /// What amounts are in.
    pub currency: Currency,
    /// What was said to be for officials; none if nobody was asked.
    pub told: Option<PaidPart>,
    /// What lies above what is lawful; none if that is known of no fee.
    pub above_lawful: Option<PaidPart>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// What of the fees of each corridor may be bribes, in the order of their names.
pub fn bribes(fees: &[PaidFee], currency: &Currency) -> Result<Vec<MayBeBribe>, Problem> {
    for (what, of) in [
        ("what was paid", (|fee| fee.paid) as fn(&PaidFee) -> Option<i64>),
        ("what was for officials", |fee| fee.bribe),
        ("what is lawful", |fee| fee.lawful),
    ] {
        currency.check(&fees.iter().map(|fee| of(fee).unwrap_or(0)).collect::<Vec<_>>(), 0, what)?;
    }
    let mut by_label: BTreeMap<&str, Vec<&PaidFee>> = BTreeMap::new();
    for fee in fees {
        by_label.entry(&fee.corridor).or_default().push(fee);
    }
    Ok(by_label.into_iter().map(|(label, fees)| MayBeBribe::new(label, &fees, currency)).collect())
}

impl MayBeBribe {
    fn new(label: &str, fees: &[&PaidFee], currency: &Currency) -> Self {
        // A part cannot be more than the whole.
        let told: Vec<(i64, i64)> =
            fees.iter().filter_map(|fee| fee.paid.zip(fee.bribe)).filter(|(paid, part)| part <= paid).collect();
        let above: Vec<(i64, i64)> = fees
            .iter()
            .filter_map(|fee| fee.paid.zip(fee.lawful))
            .map(|(paid, lawful)| (paid, (paid - lawful).max(0)))
            .collect();
        let beyond = fees.iter().filter_map(|fee| fee.paid.zip(fee.bribe)).filter(|(paid, part)| part > paid).count();
        let gaps = [
            ("not known what was paid, or whether a part was for an official", fees.len() - told.len() - beyond),
            ("the part for an official is larger than what was paid", beyond),
            ("not known what was paid, or what is lawful", fees.len() - above.len()),
        ];
        let exclusions = gaps
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(why, count)| Exclusion { who: label.to_owned(), why: format!("{why}: {count}").into() });
        let [told, above_lawful] = [told, above].map(|parts| PaidPart::new(&parts));
        let say = |part: Option<PaidPart>, what: &str, none: &str| {
            part.map_or_else(
                || none.to_owned(),
                |part| {
                    let [of, whole] = [part.part, part.paid].map(|amount| currency.say(amount as f64));
                    let fees = part.fees.in_words();
                    format!("{of} of {whole} {what}, in {fees} fees")
                },
            )
        };
        Self {
            label: label.to_owned(),
            currency: currency.clone(),
            sentence: format!(
                "{label}: {}; {}.",
                say(told, "were said to be for officials", "nobody told whether a part was for officials"),
                say(above_lawful, "lie above what is lawful", "what is lawful is not known"),
            ),
            told,
            above_lawful,
            exclusions: exclusions.collect(),
            method: METHOD,
            limits: LIMITS,
        }
    }
}

impl PaidPart {
    fn new(parts: &[(i64, i64)]) -> Option<Self> {
        let paid = parts.iter().map(|(paid, _)| paid).fold(0_i64, |sum, paid| sum.saturating_add(*paid));
        let part = parts.iter().map(|(_, part)| part).fold(0_i64, |sum, part| sum.saturating_add(*part));
        let with = parts.iter().filter(|(_, part)| *part > 0).count() as u64;
        let fees = Share::new(with, parts.len() as u64)?;
        Some(Self { paid, part, of_paid: (paid > 0).then(|| part as f64 / paid as f64), fees })
    }
}
