//! Who served here then: postings at a post, or at the posts of a place, whose time overlaps a period.

use std::collections::BTreeMap;

use askama::Template;
use jiff::civil::Date;
use overt_model::{Class, Record, RecordId, Rung, Value};
use overt_store::{PAGE_LEN_MAX, Query};

use super::{Named, Served, Span};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::records::{Opening, classes, openings, purpose, purposes};
use crate::shell::Shell;

/// Postings of a page that nobody searched for.
const LENGTH: usize = 50;
/// More postings are not shown, and it is told.
const FOUND_MAX: usize = 300;
/// Posts of a place that are looked at.
const POSTS_MAX: usize = 200;

/// A country that can be chosen.
struct Country {
    code: String,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "officials.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    countries: Vec<Country>,
    post: String,
    place: String,
    period: String,
    /// What was found, in sentences; none where nothing was asked.
    found: Option<Vec<String>>,
    rows: Vec<(Served, String)>,
    count: u64,
    next: Option<String>,
    openings: Vec<Opening>,
    purposes: Vec<(String, String)>,
}

/// The form, and the postings that are recorded, a page at a time.
pub(crate) async fn form(ask: &Ask) -> Result<Answer, Stopped> {
    let mut page = page(ask, &[]).await?;
    let after = ask.query.get("after").and_then(|id| id.parse::<RecordId>().ok());
    let found = ask.store().find(&postings(), after, LENGTH).await?;
    page.next = found.next.map(|next| format!("/officials?after={next}"));
    let mut others = Named::new(ask).await?;
    for found in &found.found {
        page.rows.push((others.served(&found.record, &BTreeMap::new()).await?, String::new()));
    }
    Ok(Answer::page(page.render()?))
}

/// Who served there then. With an identity opened, by name.
pub(crate) async fn find(ask: &Ask) -> Result<Answer, Stopped> {
    let classes = classes(ask, &ask.form)?;
    let mut page = page(ask, &classes).await?;
    let Ok(Some(period)) = ask.period() else {
        page.found = Some(vec![ask.say("period-wrong")]);
        return Ok(Answer::refused(page.render()?));
    };
    let Some((posts, mut is_cut)) = posts(ask).await? else {
        page.found = Some(vec![ask.say("served-where")]);
        return Ok(Answer::refused(page.render()?));
    };
    let (postings, more) = overlapping(ask, &posts, period).await?;
    is_cut |= more;
    let mut others = Named::new(ask).await?;
    let names = names(ask, &mut others, &postings, &classes).await?;
    let (mut certain, mut perhaps) = (0, 0);
    for posting in &postings {
        let served = others.served(posting, &names).await?;
        let is_certain = served.span.overlaps(period);
        *(if is_certain { &mut certain } else { &mut perhaps }) += 1;
        page.rows.push((served, ask.say(if is_certain { "overlap-certain" } else { "overlap-perhaps" })));
    }
    let mut sentences = vec![
        ask.count("served-posts", posts.len() as u64),
        ask.count("served-certain", certain),
        ask.count("served-perhaps", perhaps),
    ];
    sentences.extend(is_cut.then(|| ask.say("served-cut")));
    page.found = Some(sentences);
    Ok(Answer::page(page.render()?))
}

fn postings() -> Query {
    Query { schema: Some("Posting".to_owned()), ..Query::default() }
}

async fn page<'a>(ask: &'a Ask, opened: &[Class]) -> Result<Page<'a>, Stopped> {
    let of = |name: &str| ask.form.get(name).unwrap_or_default().to_owned();
    let chosen = of("country");
    let list = ask.codebook().list("countries").into_iter().flat_map(overt_model::codebook::List::codes);
    let countries = list.map(|code| Country {
        code: code.code.to_string(),
        label: code.label.get(ask.lang).to_owned(),
        is_chosen: code.code == chosen,
    });
    let mut openings = openings(ask, opened)?;
    openings.retain(|opening| opening.code == Class::Direct.code());
    Ok(Page {
        shell: Shell::new(ask, ask.say("officials")),
        countries: countries.collect(),
        post: ask.form.get("post").or_else(|| ask.query.get("post")).unwrap_or_default().to_owned(),
        place: of("place"),
        period: of("period"),
        found: None,
        rows: Vec::new(),
        count: ask.store().count(&postings()).await?,
        next: None,
        openings,
        purposes: purposes(ask),
    })
}

/// The posts that are meant, and whether there are more; none where nobody said which.
async fn posts(ask: &Ask) -> Result<Option<(Vec<RecordId>, bool)>, Stopped> {
    if let Some(post) = ask.form.get("post") {
        let Ok(post) = post.parse::<RecordId>() else { return Ok(None) };
        // Posts that were joined are one.
        let joined = match ask.store().entity_of(post).await? {
            Some(entity) => ask.store().joined(entity).await?.iter().map(|join| join.record).collect(),
            None => vec![post],
        };
        return Ok(Some((joined, false)));
    }
    let (country, place) = (ask.form.get("country"), ask.form.get("place").map(str::to_lowercase));
    if country.is_none() && place.is_none() {
        return Ok(None);
    }
    let query = Query { schema: Some("Post".to_owned()), country: country.map(str::to_owned), ..Query::default() };
    let (mut posts, mut after) = (Vec::new(), None);
    loop {
        let page = ask.store().find(&query, after, PAGE_LEN_MAX).await?;
        let is_meant = |record: &Record| place.as_deref().is_none_or(|words| is_at(record, words));
        posts.extend(page.found.into_iter().map(|found| found.record).filter(is_meant).map(|record| record.id));
        if page.next.is_none() || posts.len() > POSTS_MAX {
            let is_cut = posts.len() > POSTS_MAX;
            posts.truncate(POSTS_MAX);
            return Ok(Some((posts, is_cut)));
        }
        after = page.next;
    }
}

/// Whether the words stand in the name of a post or of the place where it is.
fn is_at(post: &Record, words: &str) -> bool {
    post.fields.iter().flat_map(|(_, field)| &field.values).any(|value| match value {
        Value::Text(text) => text.expose().to_lowercase().contains(words),
        Value::Place(place) => Rung::ALL
            .into_iter()
            .filter_map(|rung| place.named(rung))
            .any(|name| name.expose().to_lowercase().contains(words)),
        _ => false,
    })
}

/// Postings at these posts that may lie in a period, the earliest first, and whether there are more.
async fn overlapping(ask: &Ask, posts: &[RecordId], period: (Date, Date)) -> Result<(Vec<Record>, bool), Stopped> {
    let mut postings_there: Vec<Record> = Vec::new();
    for post in posts {
        let query = Query { references: vec![("post".to_owned(), *post)], ..postings() };
        let mut after = None;
        loop {
            let page = ask.store().find(&query, after, PAGE_LEN_MAX).await?;
            let records = page.found.into_iter().map(|found| found.record);
            postings_there.extend(records.filter(|posting| Span::of(posting).may_overlap(period)));
            if page.next.is_none() || postings_there.len() > FOUND_MAX {
                break;
            }
            after = page.next;
        }
    }
    postings_there.sort_by_key(|posting| (Span::of(posting).began, posting.id));
    let is_cut = postings_there.len() > FOUND_MAX;
    postings_there.truncate(FOUND_MAX);
    Ok((postings_there, is_cut))
}

/// The names of those who were posted, where identities are opened: in the log before, each with the purpose.
async fn names(
    ask: &Ask,
    others: &mut Named<'_>,
    postings: &[Record],
    classes: &[Class],
) -> Result<BTreeMap<RecordId, String>, Stopped> {
    let mut persons = Vec::new();
    for posting in postings.iter().filter(|_| classes.contains(&Class::Direct)) {
        if let [Value::Reference(person), ..] = posting.values("person")
            && others.record(*person).await?.is_some()
        {
            persons.push(*person);
        }
    }
    persons.sort_unstable();
    persons.dedup();
    if persons.is_empty() {
        Ok(BTreeMap::new())
    } else {
        super::names_of(ask, &persons, &purpose(ask, &ask.form)?).await
    }
}
