//! Who served where acts happened, when they happened: postings and acts of a snapshot brought together by post and time.
//!
//! Persons who were linked are one, and so are acts. The method is that of [`overt_link::presence`].

use datafusion::arrow::array::{Array as _, Date32Array, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type};
use overt_link::presence::{Certainty, Incident, Posting, Share, presences, shares};
use serde::Serialize;

use crate::nexus::{condition, texts};
use crate::snapshot::JOINED;
use crate::{Role, Warehouse, WarehouseError};

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Served {
    /// The snapshot that was asked.
    pub snapshot: String,
    /// Postings with a post.
    pub postings: u64,
    /// Acts with a post and a date.
    pub acts: u64,
    /// Records of acts that have no post, or no date.
    pub acts_left_out: u64,
    /// One for each official, who least of all served there by chance first.
    pub officials: Vec<Official>,
    /// Each posting with each act that happened during it.
    pub pairs: Vec<ServedAt>,
}

/// One official among the acts at the posts held.
#[derive(Debug, Clone, Serialize)]
pub struct Official {
    /// The person, or all records of the person together.
    pub official: String,
    /// Acts on whose every possible day the official served there.
    pub certain: u64,
    /// Acts on some of whose possible days.
    pub possible: u64,
    /// All acts at those posts.
    pub acts: u64,
    /// As many are to be expected of anybody with these days of service.
    pub expected: f64,
    /// The probability of as many or more, if acts fall on any day alike.
    pub chance: f64,
}

/// A posting and an act at one post and time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServedAt {
    /// The official.
    pub official: String,
    /// The post.
    pub post: String,
    /// The act.
    pub act: String,
    /// Whether it is certain that the official served when it happened.
    pub certain: bool,
}

impl Warehouse {
    /// Brings postings and acts together; of acts only those for which a condition in SQL holds.
    ///
    /// # Errors
    /// When the role sees no single records, or the condition is not one.
    pub async fn presence(&self, only: Option<&str>) -> Result<Served, WarehouseError> {
        if !self.role.sees_records() {
            return Err(WarehouseError::Question(format!(
                "who served when is asked of single records, which the role {} does not see",
                Role::Observer.code()
            )));
        }
        let only = only.map(|text| condition(self, text)).transpose()?.unwrap_or_else(|| "TRUE".to_owned());
        let postings = format!(
            "SELECT COALESCE(j.entity, p.person), p.post, p.began_last, p.ended_first FROM posting p \
             LEFT JOIN {JOINED} j ON j.record = p.person WHERE p.person IS NOT NULL AND p.post IS NOT NULL ORDER BY 1, 2, 3, 4"
        );
        let acts = format!(
            "SELECT COALESCE(j.entity, a.id), a.post, max(a.happened_on_first), min(a.happened_on_last) \
             FROM (SELECT * FROM corrupt_act WHERE {only}) a LEFT JOIN {JOINED} j ON j.record = a.id \
             WHERE a.post IS NOT NULL AND a.happened_on_first IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
        );
        let left_out =
            format!("SELECT id FROM corrupt_act WHERE ({only}) AND (post IS NULL OR happened_on_first IS NULL)");
        let rows = |batches: Vec<RecordBatch>| batches.iter().map(Row::all).collect::<Result<Vec<_>, _>>();
        let postings = rows(self.context.sql(&postings).await?.collect().await?)?.concat();
        let acts = rows(self.context.sql(&acts).await?.collect().await?)?.concat();
        let acts_left_out = self.context.sql(&left_out).await?.count().await? as u64;
        let postings: Vec<Posting> = postings
            .into_iter()
            .map(|row| Posting { official: row.who, place: row.post, first_day: row.from, last_day: row.to })
            .collect();
        let incidents: Vec<Incident> = acts.into_iter().filter_map(Row::incident).collect();
        Ok(served(self, &postings, &incidents, acts_left_out))
    }
}

fn served(warehouse: &Warehouse, postings: &[Posting], incidents: &[Incident], acts_left_out: u64) -> Served {
    let first = incidents.iter().map(|incident| incident.first_day).min().unwrap_or_default();
    let last = incidents.iter().map(|incident| incident.last_day).max().unwrap_or_default();
    let official = |share: Share| Official {
        official: share.official,
        certain: share.certain,
        possible: share.possible,
        acts: share.incidents,
        expected: share.expected,
        chance: share.chance,
    };
    let pairs = presences(postings, incidents).into_iter().map(|presence| {
        let (posting, incident) = (&postings[presence.posting], &incidents[presence.incident]);
        ServedAt {
            official: posting.official.clone(),
            post: posting.place.clone(),
            act: incident.id.clone(),
            certain: presence.certainty == Certainty::Certain,
        }
    });
    Served {
        snapshot: warehouse.manifest.snapshot.clone(),
        postings: postings.len() as u64,
        acts: incidents.len() as u64,
        acts_left_out,
        officials: shares(postings, incidents, (first, last)).into_iter().map(official).collect(),
        pairs: pairs.collect(),
    }
}

/// Somebody or something at a post, between two days.
#[derive(Clone)]
struct Row {
    who: String,
    post: String,
    from: Option<i32>,
    to: Option<i32>,
}

impl Row {
    fn all(batch: &RecordBatch) -> Result<Vec<Self>, WarehouseError> {
        let (who, post) = (texts(batch, 0)?, texts(batch, 1)?);
        let days = |column: usize| -> Result<Date32Array, WarehouseError> {
            let days = cast(batch.column(column), &DataType::Date32)?;
            Ok(datafusion::arrow::array::AsArray::as_primitive::<Date32Type>(&days).clone())
        };
        let (from, to) = (days(2)?, days(3)?);
        let day = |days: &Date32Array, row: usize| days.is_valid(row).then(|| days.value(row));
        let row = |row: usize| Self {
            who: who.value(row).to_owned(),
            post: post.value(row).to_owned(),
            from: day(&from, row),
            to: day(&to, row),
        };
        Ok((0..batch.num_rows()).map(row).collect())
    }

    /// Of several dates of one act the days on which they agree count, and the first of them where they do not.
    fn incident(self) -> Option<Incident> {
        let first_day = self.from?;
        Some(Incident { id: self.who, place: self.post, first_day, last_day: self.to?.max(first_day) })
    }
}
