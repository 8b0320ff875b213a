//! Records by what is not sealed, a page at a time.

use askama::Template;
use overt_model::{RecordId, Standing};
use overt_store::{Query, Right};

use super::many::properties;
use super::purposes;
use super::title::{Line, line};
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};
use crate::fields::{Choice, choices};
use crate::need::Need;
use crate::pages::searches::{self, Keepable};
use crate::shell::Shell;

/// Records of a page.
const LENGTH: usize = 50;

#[derive(Template)]
#[template(path = "records.html", whitespace = "minimize")]
pub(super) struct Records<'a> {
    pub(super) shell: Shell<'a>,
    pub(super) kinds: Vec<Choice>,
    pub(super) standings: Vec<Choice>,
    pub(super) purposes: Vec<(String, String)>,
    pub(super) lines: Vec<Line>,
    pub(super) count: u64,
    /// The kind that is listed, with what can be changed in many of it at once; nothing where the person changes none.
    pub(super) many: Option<(String, Vec<Choice>)>,
    /// The address of the next page.
    pub(super) next: Option<String>,
    /// How what was searched for was compared; none where nothing was searched for.
    pub(super) searched: Option<String>,
    /// Whether the person can search for what is sealed.
    pub(super) may_search: bool,
    /// What was asked, which can be kept; none where all are listed.
    pub(super) keep: Option<Keepable>,
    /// The searches that the person keeps.
    pub(super) searches: Vec<searches::Line>,
}

impl<'a> Records<'a> {
    /// Nothing found yet, with the filter as it was set.
    pub(super) async fn new(ask: &'a Ask, asked: &Pairs) -> Result<Self, Stopped> {
        let kinds = ask.codebook().schemas().filter(|schema| !schema.is_abstract).map(|schema| Choice {
            code: schema.id.to_string(),
            label: schema.label.get(ask.lang).to_owned(),
            is_chosen: asked.get("kind") == Some(&schema.id),
        });
        Ok(Self {
            shell: Shell::new(ask, ask.say("records")),
            kinds: kinds.collect(),
            standings: choices(ask, asked, (Standing::LIST, "standing")),
            purposes: purposes(ask),
            lines: Vec::new(),
            count: 0,
            many: None,
            next: None,
            searched: None,
            may_search: ask.meets(Need::Content),
            keep: Keepable::of(asked),
            searches: searches::lines(ask).await?,
        })
    }
}

pub(crate) async fn list(ask: &Ask) -> Result<Answer, Stopped> {
    list_of(ask, &ask.query).await
}

/// Records by what was asked, here or when the search was kept.
pub(crate) async fn list_of(ask: &Ask, asked: &Pairs) -> Result<Answer, Stopped> {
    let of = |name: &str| asked.get(name);
    let known = |name: &&str| ask.codebook().schema(name).is_some();
    let query = Query {
        schema: of("kind").filter(known).map(str::to_owned),
        standing: of("standing").and_then(Standing::from_code),
        ..Query::default()
    };
    let after = of("after").and_then(|id| id.parse::<RecordId>().ok());
    let page = ask.store().find(&query, after, LENGTH).await?;
    let mut records = Records::new(ask, asked).await?;
    records.count = ask.store().count(&query).await?;
    records.lines = page.found.iter().map(|found| line((ask.codebook(), ask.lang), &found.record)).collect();
    let schema = of("kind").and_then(|kind| ask.codebook().schema(kind)).filter(|schema| !schema.is_abstract);
    let schema = schema.filter(|_| ask.may(Right::Change));
    records.many = schema.map(|schema| (schema.id.to_string(), properties(ask, schema)));
    records.next = page.next.map(|next| {
        let filters = ["kind", "standing"].into_iter().filter_map(|name| Some(format!("{name}={}&", of(name)?)));
        format!("/records?{}after={next}", filters.collect::<String>())
    });
    Ok(Answer::page(records.render()?))
}
