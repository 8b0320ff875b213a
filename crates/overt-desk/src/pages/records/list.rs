//! Records by what is not sealed, a page at a time.

use askama::Template;
use overt_model::{RecordId, Standing};
use overt_store::{Query, Right};

use super::many::properties;
use super::purposes;
use super::title::{Line, line};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::{Choice, choices};
use crate::need::Need;
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
}

impl<'a> Records<'a> {
    /// Nothing found yet, with the filter as it was set.
    pub(super) fn new(ask: &'a Ask) -> Self {
        let kinds = ask.codebook().schemas().filter(|schema| !schema.is_abstract).map(|schema| Choice {
            code: schema.id.to_string(),
            label: schema.label.get(ask.lang).to_owned(),
            is_chosen: ask.query.get("kind") == Some(&schema.id),
        });
        Self {
            shell: Shell::new(ask, ask.say("records")),
            kinds: kinds.collect(),
            standings: choices(ask, &ask.query, (Standing::LIST, "standing")),
            purposes: purposes(ask),
            lines: Vec::new(),
            count: 0,
            many: None,
            next: None,
            searched: None,
            may_search: ask.meets(Need::Content),
        }
    }
}

pub(crate) async fn list(ask: &Ask) -> Result<Answer, Stopped> {
    let of = |name: &str| ask.query.get(name);
    let known = |name: &&str| ask.codebook().schema(name).is_some();
    let query = Query {
        schema: of("kind").filter(known).map(str::to_owned),
        standing: of("standing").and_then(Standing::from_code),
        ..Query::default()
    };
    let after = of("after").and_then(|id| id.parse::<RecordId>().ok());
    let page = ask.store().find(&query, after, LENGTH).await?;
    let mut records = Records::new(ask);
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
