//! Proceedings: what is charged, how it ended, and what is said to have helped.
//!
//! Whoever was acquitted is cleared, and the claim stands no more. Here it counts all the same: without acquittals every proceeding that
//! ended would have ended in a conviction.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field};

use crate::nexus::{numbers, texts};
use crate::standing::{entities, flag};
use crate::{Warehouse, WarehouseError};

/// Offences of trafficking: codes of `offence_kinds`.
pub(crate) const TRAFFICKING: [&str; 2] = ["trafficking", "trafficking-by-official"];
pub(crate) const CORRUPTION: [&str; 1] = ["corruption"];

/// Stages at which somebody has been charged: codes of `proceeding_stages`.
const CHARGED: [&str; 6] = ["charge", "trial", "verdict", "sanction", "confiscation", "appeal"];

/// One proceeding. What is not known, or was told in different ways, is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proceeding {
    /// The country whose authority conducts it.
    pub country: Option<String>,
    /// The court or body.
    pub court: Option<String>,
    /// The year in which it was brought: of the charge, or else of the opening.
    pub year: Option<i64>,
    /// Whether trafficking is charged, or where no charges are recorded, at issue.
    pub trafficking: Option<bool>,
    /// The same of corruption.
    pub corruption: Option<bool>,
    /// Whether somebody was charged.
    pub charged: Option<bool>,
    /// Whether somebody was convicted; none while it is open.
    pub convicted: Option<bool>,
    /// Whether somebody was acquitted.
    pub acquitted: Option<bool>,
    /// Whether all of it was dropped.
    pub dropped: Option<bool>,
    /// What is said to have helped, codes of `success_factors`; none where nobody asked.
    pub factors: Option<Vec<String>>,
}

impl Warehouse {
    /// Every proceeding of which nobody took back the claim, in the order of their identifiers. Records that were joined are one. Charges
    /// against victims are not in it.
    ///
    /// # Errors
    /// When the condition, which is one on the table `proceeding`, is not one, or the role sees no records.
    pub async fn proceedings(&self, only: Option<&str>) -> Result<Vec<Proceeding>, WarehouseError> {
        let year = "date_part('year', coalesce(charged_on_first, opened_on_first, reported_on_first))";
        let columns = format!(
            "country, court, CAST({year} AS BIGINT) AS year, {} AS trafficking, {} AS corruption, stage, charged_on_state, result, \
             factors, factors_state",
            flag("concerns_trafficking"),
            flag("concerns_corruption")
        );
        let sql = format!(
            "SELECT entity, country, court, year, trafficking, corruption, stage, charged_on_state, result, factors, factors_state FROM ({}) \
             ORDER BY entity, id",
            self.decided_sql("proceeding", &columns, only)?
        );
        let mut files: BTreeMap<String, File> = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            File::read(&batch, &mut files)?;
        }
        let sql = format!(
            "SELECT coalesce(p.entity, c.proceeding), offence, outcome FROM ({}) c LEFT JOIN {} p ON p.record = c.proceeding \
             WHERE c.proceeding IS NOT NULL",
            self.decided_sql("charge", "proceeding, offence, outcome", Some("victim_charged_state <> 'asked-yes'"))?,
            entities()
        );
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (of, offences, outcomes) = (texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?);
            for row in 0..batch.num_rows() {
                if let Some(file) = files.get_mut(of.value(row)) {
                    file.charges.push((text(&offences, row), text(&outcomes, row)));
                }
            }
        }
        Ok(files.into_values().map(File::told).collect())
    }
}

fn text(texts: &StringArray, row: usize) -> Option<String> {
    texts.is_valid(row).then(|| texts.value(row).to_owned())
}

/// The codes of each row of a column with lists; none where there is no list.
fn lists(batch: &RecordBatch, column: usize) -> Result<Vec<Option<Vec<String>>>, WarehouseError> {
    let field = Field::new_list_field(DataType::Utf8, true);
    let lists = cast(batch.column(column), &DataType::List(field.into()))?;
    let codes = |list: datafusion::arrow::array::ArrayRef| {
        let codes = list.as_string::<i32>();
        codes.iter().flatten().map(str::to_owned).collect()
    };
    Ok(lists.as_list::<i32>().iter().map(|list| list.map(codes)).collect())
}

/// What all records of one thing say alike.
#[derive(Default)]
enum Alike<T> {
    #[default]
    Nothing,
    One(T),
    Several,
}

impl<T: PartialEq> Alike<T> {
    fn add(&mut self, said: Option<T>) {
        let Some(said) = said else { return };
        *self = match std::mem::take(self) {
            Self::Nothing => Self::One(said),
            Self::One(one) if one == said => Self::One(one),
            _ => Self::Several,
        };
    }

    fn one(self) -> Option<T> {
        if let Self::One(one) = self { Some(one) } else { None }
    }
}

/// All records and charges of one proceeding.
#[derive(Default)]
struct File {
    country: Alike<String>,
    court: Alike<String>,
    year: Alike<i64>,
    trafficking: Alike<i64>,
    corruption: Alike<i64>,
    stages: Vec<String>,
    has_day_of_charge: bool,
    results: Vec<String>,
    factors: Option<Vec<String>>,
    /// Offence and outcome of each charge.
    charges: Vec<(Option<String>, Option<String>)>,
}

impl File {
    fn read(batch: &RecordBatch, files: &mut BTreeMap<String, Self>) -> Result<(), WarehouseError> {
        let [ids, countries, courts] = [texts(batch, 0)?, texts(batch, 1)?, texts(batch, 2)?];
        let [years, trafficking, corruption] = [numbers(batch, 3)?, numbers(batch, 4)?, numbers(batch, 5)?];
        let (stages, days) = (texts(batch, 6)?, texts(batch, 7)?);
        let (results, factors, asked) = (lists(batch, 8)?, lists(batch, 9)?, texts(batch, 10)?);
        for row in 0..batch.num_rows() {
            let file = files.entry(ids.value(row).to_owned()).or_default();
            file.country.add(text(&countries, row));
            file.court.add(text(&courts, row));
            file.year.add(years.is_valid(row).then(|| years.value(row)));
            file.trafficking.add(trafficking.is_valid(row).then(|| trafficking.value(row)));
            file.corruption.add(corruption.is_valid(row).then(|| corruption.value(row)));
            file.stages.extend(text(&stages, row));
            file.has_day_of_charge |= days.value(row) == "asked-yes";
            file.results.extend(results[row].clone().unwrap_or_default());
            if ["asked-yes", "asked-no"].contains(&asked.value(row)) {
                file.factors.get_or_insert_default().extend(factors[row].clone().unwrap_or_default());
            }
        }
        Ok(())
    }

    fn told(mut self) -> Proceeding {
        if let Some(factors) = &mut self.factors {
            factors.sort_unstable();
            factors.dedup();
        }
        Proceeding {
            trafficking: self.is_about(&TRAFFICKING, "trafficking", &self.trafficking),
            corruption: self.is_about(&CORRUPTION, "corruption", &self.corruption),
            charged: self.charged(),
            convicted: self.ended(&["convicted"], "convicted-"),
            acquitted: self.ended(&["acquitted"], "acquitted"),
            dropped: self.dropped(),
            country: self.country.one(),
            court: self.court.one(),
            year: self.year.one(),
            factors: self.factors,
        }
    }

    /// Charges decide, and what became of somebody; where there are none, whether it is at issue.
    fn is_about(&self, offences: &[&str], name: &str, at_issue: &Alike<i64>) -> Option<bool> {
        let is_one = |offence: &String| offences.contains(&offence.as_str());
        let of_result = |result: &String| {
            ["charged-", "convicted-"]
                .iter()
                .any(|before| result.strip_prefix(before).is_some_and(|behind| behind == name || behind == "both"))
        };
        if self.charges.iter().any(|(offence, _)| offence.as_ref().is_some_and(is_one))
            || self.results.iter().any(of_result)
        {
            return Some(true);
        }
        if !self.charges.is_empty() {
            return self.charges.iter().all(|(offence, _)| offence.is_some()).then_some(false);
        }
        if let Alike::One(at_issue) = at_issue { Some(*at_issue == 1) } else { None }
    }

    fn charged(&self) -> Option<bool> {
        let begins = |result: &String| ["charged-", "convicted-", "acquitted"].iter().any(|it| result.starts_with(it));
        if !self.charges.is_empty()
            || self.has_day_of_charge
            || self.stages.iter().any(|stage| CHARGED.contains(&stage.as_str()))
            || self.results.iter().any(begins)
        {
            return Some(true);
        }
        let is_over = self.stages.iter().any(|stage| stage == "closed")
            || self.results.iter().any(|result| ["case-dropped", "no-action"].contains(&result.as_str()));
        is_over.then_some(false)
    }

    /// Whether a charge, or the whole, ended so. While nothing is known to have ended, that is open.
    fn ended(&self, outcomes: &[&str], result: &str) -> Option<bool> {
        let is_one = |outcome: &String| outcomes.contains(&outcome.as_str());
        if self.charges.iter().any(|(_, outcome)| outcome.as_ref().is_some_and(is_one))
            || self.results.iter().any(|told| told.starts_with(result))
        {
            return Some(true);
        }
        self.is_decided().then_some(false)
    }

    fn dropped(&self) -> Option<bool> {
        let is_dropped = |outcome: &String| outcome == "dropped";
        let all = self.charges.iter().all(|(_, outcome)| outcome.as_ref().is_some_and(is_dropped));
        if (all && !self.charges.is_empty())
            || (self.charges.is_empty() && self.results.iter().any(|result| result == "case-dropped"))
        {
            return Some(true);
        }
        self.is_decided().then_some(false)
    }

    fn is_decided(&self) -> bool {
        if self.charges.is_empty() {
            let ends = ["convicted-", "acquitted", "case-dropped"];
            return self.results.iter().any(|result| ends.iter().any(|end| result.starts_with(end)));
        }
        self.charges.iter().all(|(_, outcome)| outcome.as_ref().is_some_and(|outcome| outcome != "pending"))
    }
}
