//! Posts, with the acts told of at each, and how much chance there was to see any: staff, and days on duty.

use std::collections::BTreeMap;

use datafusion::arrow::array::Array as _;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::nexus::{numbers, texts};
use crate::standing::{agreed, entities};
use crate::{Warehouse, WarehouseError};

/// A post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Post {
    /// The record, or all records of the post together.
    pub id: String,
    /// What it is called.
    pub title: Option<String>,
    /// A code of `post_kinds`.
    pub kind: Option<String>,
    /// A code of `actors`.
    pub actor_role: Option<String>,
    /// A code of `countries`.
    pub country: Option<String>,
    /// How many people work there.
    pub staff: Option<u64>,
    /// Days on duty of all who were posted there, within the days of the acts; none where no posting is known.
    pub days: Option<u64>,
    /// Acts told of there. Records that were joined are one.
    pub acts: u64,
}

/// All posts of a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Posts {
    /// The snapshot that was asked.
    pub snapshot: String,
    /// The posts, those without acts among them, by identifier.
    pub posts: Vec<Post>,
    /// Acts that name no post.
    pub acts_without_post: u64,
    /// The first and the last day on which one of the acts may have happened; none where no day is known.
    pub span: Option<[String; 2]>,
    /// Postings of which it is not known when they began. Their days are not in it.
    pub postings_left_out: u64,
}

impl Warehouse {
    /// Every post, with the acts told of there for which a condition on the table `corrupt_act` holds.
    ///
    /// # Errors
    /// When the condition is not one, or the role sees no records.
    pub async fn posts(&self, only: Option<&str>) -> Result<Posts, WarehouseError> {
        let mut posts = self.known_posts().await?;
        let acts_without_post = self.add_acts_at(&mut posts, only).await?;
        let span = self.span_of_acts(only).await?;
        let postings_left_out = match &span {
            Some(span) => self.add_days(&mut posts, span).await?,
            None => 0,
        };
        Ok(Posts {
            snapshot: self.manifest.snapshot.clone(),
            posts: posts.into_values().collect(),
            acts_without_post,
            span,
            postings_left_out,
        })
    }

    async fn known_posts(&self) -> Result<BTreeMap<String, Post>, WarehouseError> {
        let columns = "title, kind, actor_role, place_country AS country, staff";
        let said = ["title", "kind", "actor_role", "country", "staff"].map(agreed).join(", ");
        let sql = format!("SELECT entity, {said} FROM ({}) GROUP BY entity", self.standing_sql("post", columns, None)?);
        let mut posts = BTreeMap::new();
        for batch in self.context.sql(&sql).await?.collect().await? {
            let ids = texts(&batch, 0)?;
            let [titles, kinds, roles, countries] =
                [texts(&batch, 1)?, texts(&batch, 2)?, texts(&batch, 3)?, texts(&batch, 4)?];
            let staff = numbers(&batch, 5)?;
            for row in 0..batch.num_rows() {
                let text = |texts: &datafusion::arrow::array::StringArray| {
                    texts.is_valid(row).then(|| texts.value(row).to_owned())
                };
                let post = Post {
                    id: ids.value(row).to_owned(),
                    title: text(&titles),
                    kind: text(&kinds),
                    actor_role: text(&roles),
                    country: text(&countries),
                    staff: staff.is_valid(row).then(|| staff.value(row)).and_then(|staff| u64::try_from(staff).ok()),
                    ..Post::default()
                };
                posts.insert(post.id.clone(), post);
            }
        }
        Ok(posts)
    }

    /// Adds the acts at each post; answers how many name none. A post that is only named by acts is one as well.
    async fn add_acts_at(&self, posts: &mut BTreeMap<String, Post>, only: Option<&str>) -> Result<u64, WarehouseError> {
        let acts = self.standing_sql("corrupt_act", "post", only)?;
        let sql = format!(
            "SELECT coalesce(p.entity, a.post), count(DISTINCT a.entity) FROM ({acts}) a LEFT JOIN {} p ON p.record = a.post WHERE a.post IS \
             NOT NULL GROUP BY 1",
            entities()
        );
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (ids, acts) = (texts(&batch, 0)?, numbers(&batch, 1)?);
            for row in 0..batch.num_rows() {
                let id = ids.value(row).to_owned();
                let post = posts.entry(id.clone()).or_insert_with(|| Post { id, ..Post::default() });
                post.acts = u64::try_from(acts.value(row)).unwrap_or_default();
            }
        }
        let without = format!("SELECT entity FROM ({acts}) GROUP BY entity HAVING count(post) = 0");
        Ok(self.context.sql(&without).await?.count().await? as u64)
    }

    /// The first and the last day on which an act at a post may have happened.
    async fn span_of_acts(&self, only: Option<&str>) -> Result<Option<[String; 2]>, WarehouseError> {
        let acts = self.standing_sql("corrupt_act", "post, happened_on_first, happened_on_last", only)?;
        let sql = format!(
            "SELECT min(happened_on_first), max(happened_on_last) FROM ({acts}) WHERE post IS NOT NULL AND happened_on_first IS NOT NULL AND \
             happened_on_last IS NOT NULL"
        );
        let mut span = None;
        for batch in self.context.sql(&sql).await?.collect().await? {
            let (first, last) = (texts(&batch, 0)?, texts(&batch, 1)?);
            for row in (0..batch.num_rows()).filter(|row| first.is_valid(*row)) {
                span = Some([first.value(row).to_owned(), last.value(row).to_owned()]);
            }
        }
        Ok(span)
    }

    /// Adds the days on duty of all postings within a span, the days that are certain; answers how many postings have no known beginning.
    /// A posting without an end goes on.
    async fn add_days(&self, posts: &mut BTreeMap<String, Post>, span: &[String; 2]) -> Result<u64, WarehouseError> {
        let postings = self.standing_sql("posting", "post, began_last, ended_first", Some("post IS NOT NULL"))?;
        let sql = format!(
            "SELECT coalesce(p.entity, g.post), g.began, g.ended FROM (SELECT entity, {} AS post, max(began_last) AS began, min(ended_first) \
             AS ended FROM ({postings}) GROUP BY entity) g LEFT JOIN {} p ON p.record = g.post WHERE g.post IS NOT NULL",
            agreed("post"),
            entities()
        );
        let day = |text: &str| text.parse::<Date>().ok();
        let [Some(first), Some(last)] = span.each_ref().map(|text| day(text)) else { return Ok(0) };
        let mut left_out = 0;
        for batch in self.context.sql(&sql).await?.collect().await? {
            let [ids, began, ended] = [texts(&batch, 0)?, texts(&batch, 1)?, texts(&batch, 2)?];
            for row in 0..batch.num_rows() {
                let Some(began) = began.is_valid(row).then(|| began.value(row)).and_then(day) else {
                    left_out += 1;
                    continue;
                };
                let ended = ended.is_valid(row).then(|| ended.value(row)).and_then(day).unwrap_or(last).min(last);
                let days = (ended.saturating_add(1.day()) - began.max(first)).get_days().max(0);
                let id = ids.value(row).to_owned();
                let post = posts.entry(id.clone()).or_insert_with(|| Post { id, ..Post::default() });
                *post.days.get_or_insert(0) += u64::try_from(days).unwrap_or_default();
            }
        }
        Ok(left_out)
    }
}
