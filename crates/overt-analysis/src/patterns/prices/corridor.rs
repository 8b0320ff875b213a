//! Fees that were paid, against what a receipt or a tariff says, and against the cap.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Currency, Summary};
use crate::Problem;
use crate::patterns::Share;
use crate::series::Exclusion;

const METHOD: &str = "median of differences with an interval by order statistics, exact binomial; share above the cap with the intervals of \
                      Clopper and Pearson, and of Wilson";

const LIMITS: &str = "These are fees that somebody told, and receipts that somebody kept. Who was overcharged may report more often. A fee \
                      above a cap can hold costs that the cap does not cover; a receipt may leave out what was paid lawfully to others. It \
                      is a reason to look at a corridor, and not a finding about an agency.";

/// A fee, in smallest units; what is not known is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// The corridor, such as from one country to another.
    pub corridor: String,
    /// What the person paid.
    pub paid: Option<i64>,
    /// What was due by the receipt, or by the tariff of the authority. No receipt is none and not zero.
    pub receipt: Option<i64>,
    /// The most that may be charged. Where the employer pays, it is zero.
    pub cap: Option<i64>,
}

/// The fees of a corridor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Corridor {
    /// What it is called.
    pub label: String,
    /// What amounts are in.
    pub currency: Currency,
    /// Of how many fees it was told what was paid.
    pub n: usize,
    /// What they paid.
    pub paid: Summary,
    /// What they paid less what was due by receipt or tariff; none if that is known of nobody.
    pub above_receipt: Option<Summary>,
    /// What they paid less the cap; none if no cap is known.
    pub above_cap: Option<Summary>,
    /// How many paid more than the cap, of those for whom there is one.
    pub share_above_cap: Option<Share>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// The fees of each corridor, in the order of their names, and the corridors of which no payment is known.
pub fn corridors(fees: &[Fee], currency: &Currency) -> Result<(Vec<Corridor>, Vec<Exclusion>), Problem> {
    for (what, of) in [
        ("what was paid", (|fee| fee.paid) as fn(&Fee) -> Option<i64>),
        ("what was due by receipts", |fee| fee.receipt),
        ("the caps", |fee| fee.cap),
    ] {
        currency.check(&fees.iter().map(|fee| of(fee).unwrap_or(0)).collect::<Vec<_>>(), 0, what)?;
    }
    let mut by_label: BTreeMap<&str, Vec<&Fee>> = BTreeMap::new();
    for fee in fees {
        by_label.entry(&fee.corridor).or_default().push(fee);
    }
    let mut exclusions = Vec::new();
    let mut found = Vec::new();
    for (label, fees) in by_label {
        match Corridor::new(label, &fees, currency) {
            Some(corridor) => found.push(corridor),
            None => exclusions.push(Exclusion { who: label.to_owned(), why: "nobody told what was paid".into() }),
        }
    }
    Ok((found, exclusions))
}

impl Corridor {
    fn new(label: &str, fees: &[&Fee], currency: &Currency) -> Option<Self> {
        let paid: Vec<i64> = fees.iter().filter_map(|fee| fee.paid).collect();
        let less = |of: fn(&Fee) -> Option<i64>| -> Vec<i64> {
            fees.iter().filter_map(|fee| Some(fee.paid? - of(fee)?)).collect()
        };
        let [above_receipt, above_cap] = [less(|fee| fee.receipt), less(|fee| fee.cap)];
        let lacking = |known: &[i64]| (fees.len() - known.len()) as u64;
        let summary = |amounts: &[i64]| Summary::new(label, amounts, lacking(amounts));
        let paid_summary = summary(&paid)?;
        let above = above_cap.iter().filter(|above| **above > 0).count() as u64;
        let share_above_cap = Share::new(above, above_cap.len() as u64);
        let gaps = [
            ("what was paid is not known", lacking(&paid)),
            ("paid, but not known what was due by receipt or tariff", (paid.len() - above_receipt.len()) as u64),
            ("paid, but no cap is known", (paid.len() - above_cap.len()) as u64),
        ];
        let exclusions = gaps
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(why, count)| Exclusion { who: label.to_owned(), why: format!("{why}: {count}").into() });
        let cap = share_above_cap.map_or_else(
            || "no cap is known".to_owned(),
            |share| format!("{} paid more than the cap", share.in_words()),
        );
        let (above_receipt, above_cap) = (summary(&above_receipt), summary(&above_cap));
        let receipt = above_receipt.as_ref().map_or_else(
            || "no receipt or tariff is known".to_owned(),
            |above| {
                format!(
                    "paid less what was due by receipt or tariff is {} in the middle (n = {})",
                    currency.say(above.median),
                    above.n
                )
            },
        );
        Some(Self {
            label: label.to_owned(),
            currency: currency.clone(),
            n: paid.len(),
            sentence: format!(
                "{label}: the median fee of {} is {}; {receipt}; {cap}.",
                paid.len(),
                currency.say(paid_summary.median)
            ),
            paid: paid_summary,
            above_receipt,
            above_cap,
            share_above_cap,
            exclusions: exclusions.collect(),
            method: METHOD,
            limits: LIMITS,
        })
    }
}
