//! The postings of one official, as a table and as a picture.

use std::collections::BTreeMap;

use askama::Template;
use jiff::civil::Date;
use overt_model::{Class, Record, RecordId};
use overt_store::{PAGE_LEN_MAX, Query};

use super::{Named, Served, Span};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::records::{Opening, classes, openings, purpose, purposes};
use crate::shell::Shell;

/// More postings of one person are not drawn.
const DRAWN_MAX: usize = 40;
const WIDTH: i64 = 720;
const ROW: usize = 36;

/// A bar: where it may have been, and where it was for certain.
struct Bar {
    y: usize,
    words: String,
    perhaps: (i64, i64),
    certain: Option<(i64, i64)>,
}

/// A year on the axis.
struct Tick {
    x: i64,
    year: i16,
}

struct Drawing {
    height: usize,
    bars: Vec<Bar>,
    ticks: Vec<Tick>,
}

#[derive(Template)]
#[template(path = "official.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    name: String,
    records: u64,
    count: u64,
    undated: u64,
    rows: Vec<Served>,
    drawing: Option<Drawing>,
    openings: Vec<Opening>,
    purposes: Vec<(String, String)>,
}

/// The postings, with nothing opened.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    page(ask, &[], BTreeMap::new()).await
}

/// The same with the name.
pub(crate) async fn open(ask: &Ask) -> Result<Answer, Stopped> {
    let (classes, purpose, id) = (classes(ask, &ask.form)?, purpose(ask, &ask.form)?, ask.record()?);
    let names =
        if classes.contains(&Class::Direct) { super::names_of(ask, &[id], &purpose).await? } else { BTreeMap::new() };
    page(ask, &classes, names).await
}

async fn page(ask: &Ask, opened: &[Class], names: BTreeMap<RecordId, String>) -> Result<Answer, Stopped> {
    let (store, id) = (ask.store(), ask.record()?);
    let mut others = Named::new(ask).await?;
    let schema = others.record(id).await?.and_then(|record| ask.codebook().schema(&record.schema));
    if !schema.is_some_and(|schema| schema.is_a("Person")) {
        return Err(Stopped::NotThere);
    }
    // Records that were joined are one person.
    let persons: Vec<RecordId> = match store.entity_of(id).await? {
        Some(entity) => store.joined(entity).await?.iter().map(|join| join.record).collect(),
        None => vec![id],
    };
    let mut postings: Vec<Record> = Vec::new();
    for person in &persons {
        let references = vec![("person".to_owned(), *person)];
        let query = Query { schema: Some("Posting".to_owned()), references, ..Query::default() };
        let found = store.find(&query, None, PAGE_LEN_MAX).await?.found;
        postings.extend(found.into_iter().map(|found| found.record));
    }
    postings.sort_by_key(|posting| (Span::of(posting).began, posting.id));
    let mut rows = Vec::new();
    for posting in &postings {
        rows.push(others.served(posting, &names).await?);
    }
    let is_undated = |served: &&Served| served.span.began.is_none() || served.span.ended.is_none();
    let mut openings = openings(ask, opened)?;
    openings.retain(|opening| opening.code == Class::Direct.code());
    let html = Page {
        shell: Shell::new(ask, ask.say("official")),
        id,
        name: match names.get(&id) {
            Some(name) => name.clone(),
            None => others.words(id).await?,
        },
        records: persons.len() as u64,
        count: rows.len() as u64,
        undated: rows.iter().filter(is_undated).count() as u64,
        drawing: Drawing::of(&rows),
        rows,
        openings,
        purposes: purposes(ask),
    };
    Ok(Answer::page(html.render()?))
}

impl Drawing {
    /// The picture; none where no posting has a day, or there are too many.
    fn of(rows: &[Served]) -> Option<Self> {
        let days = rows.iter().flat_map(|row| [row.span.began, row.span.ended]).flatten();
        // An interval that is open at an end says nothing of where it ends.
        let days = days.flat_map(|(first, last)| [first, last]).filter(|day| (1900..2200).contains(&day.year()));
        let (first, last) = days.fold(None, |range: Option<(Date, Date)>, day| {
            Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        if rows.len() > DRAWN_MAX {
            return None;
        }
        let (from, to) = (i64::from(first.year()), i64::from(last.year()) + 1);
        let x = |day: Date| {
            let month = i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
            (10 + (month - from * 12) * WIDTH / ((to - from) * 12)).clamp(10, 10 + WIDTH)
        };
        let bar = |(place, row): (usize, &Served)| {
            let (began, ended) = (row.span.began, row.span.ended);
            let certain = began.zip(ended).map(|((_, latest), (earliest, _))| (x(latest), x(earliest)));
            Bar {
                y: 24 + place * ROW,
                words: format!("{} – {} · {}", row.began, row.ended, row.post.as_ref().map_or("", |(_, post)| post)),
                perhaps: (began.map_or(10, |(day, _)| x(day)), ended.map_or(10 + WIDTH, |(_, day)| x(day))),
                certain: certain.filter(|(from, to)| from < to),
            }
        };
        let step = ((to - from) / 8).max(1);
        let ticks = (0..).map(|number| from + number * step).take_while(|year| *year <= to);
        let tick = |year: i64| {
            let year = i16::try_from(year).ok()?;
            Some(Tick { x: 10 + (i64::from(year) - from) * WIDTH / (to - from), year })
        };
        Some(Self {
            height: 40 + rows.len() * ROW,
            bars: rows.iter().enumerate().map(bar).collect(),
            ticks: ticks.filter_map(tick).collect(),
        })
    }
}
