//! Acts by unit in spans of time that follow each other.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::Array as _;
use jiff::civil::Date;
use overt_model::Codebook;

use crate::nexus::{Dimension, Member, texts};
use crate::{Warehouse, WarehouseError};

/// Acts by unit and span.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans {
    /// Of each unit the number of acts in each span; none for a span in which nobody told of any act anywhere.
    pub units: BTreeMap<String, Vec<Option<u64>>>,
    /// Acts of which it is not known in which of the spans they happened, or whether in any.
    pub undated: u64,
    /// Acts within a span of which the unit is not known.
    pub unplaced: u64,
}

/// An act: its first and last day, and the members that are told of it.
type Act = (Option<Date>, Option<Date>, BTreeSet<String>);

impl Warehouse {
    /// Counts acts that stand by the members of a dimension, in spans given by the days between them: each span ends the day before the next
    /// one begins, and the last day ends the last. Records that were joined are one act.
    ///
    /// # Errors
    /// When the condition is not one, or the role sees no records.
    pub async fn spans(
        &self,
        codebook: &Codebook,
        by: &Dimension,
        only: Option<&str>,
        days: &[Date],
    ) -> Result<Spans, WarehouseError> {
        let spans = days.len().saturating_sub(1);
        let mut told = vec![false; spans];
        for (first, last, _) in self.dated(by, None).await?.into_values() {
            if let Place::In(span) = place(days, first, last) {
                told[span] = true;
            }
        }
        let mut found = Spans::default();
        for (first, last, members) in self.dated(by, only).await?.into_values() {
            let known: Vec<String> =
                members.into_iter().filter(|member| Member::new(codebook, by, member).is_known()).collect();
            match place(days, first, last) {
                Place::NotKnown => found.undated += 1,
                Place::In(_) if known.is_empty() => found.unplaced += 1,
                Place::In(span) => {
                    for member in known {
                        let empty = || told.iter().map(|told| told.then_some(0)).collect();
                        let unit = found.units.entry(member).or_insert_with(empty);
                        *unit[span].get_or_insert(0) += 1;
                    }
                }
                Place::Outside => {}
            }
        }
        Ok(found)
    }

    /// Of an act that several date, the days on which they agree.
    async fn dated(&self, by: &Dimension, only: Option<&str>) -> Result<BTreeMap<String, Act>, WarehouseError> {
        let columns = format!("{} AS member, happened_on_first, happened_on_last", by.sql);
        let sql = format!(
            "SELECT DISTINCT entity, member, happened_on_first, happened_on_last FROM ({})",
            self.standing_sql("corrupt_act", &columns, only)?
        );
        let mut acts: BTreeMap<String, Act> = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let [ids, members, first, last] =
                [texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?, texts(&batch, 3)?];
            for row in 0..batch.num_rows() {
                let day = |days: &datafusion::arrow::array::StringArray| {
                    days.is_valid(row).then(|| days.value(row)).and_then(|day| day.parse::<Date>().ok())
                };
                let act = acts.entry(ids.value(row).to_owned()).or_default();
                act.0 = act.0.max(day(&first));
                act.1 = [act.1, day(&last)].into_iter().flatten().min();
                act.2.extend(members.is_valid(row).then(|| members.value(row).to_owned()));
            }
        }
        Ok(acts)
    }
}

/// Where an act falls.
enum Place {
    In(usize),
    Outside,
    NotKnown,
}

fn place(days: &[Date], first: Option<Date>, last: Option<Date>) -> Place {
    let (Some(first), Some(last)) = (first, last) else { return Place::NotKnown };
    let of = |day: Date| days.partition_point(|begins| *begins <= day);
    match (of(first), of(last)) {
        (one, other) if one != other => Place::NotKnown,
        (0, _) => Place::Outside,
        (span, _) if span >= days.len() => Place::Outside,
        (span, _) => Place::In(span - 1),
    }
}
