//! Officials: who was posted where and when. Serving somewhere is no sign of guilt: most officials are honest.

mod served;
mod timeline;

pub(crate) use served::{find, form};
pub(crate) use timeline::{open, show};

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Class, Record, RecordId, Source, Standing, Value};
use overt_publish::records::Words;
use overt_store::StoreError;
use overt_store::log::entry::Code;

use crate::answer::Stopped;
use crate::ask::Ask;
use crate::pages::records::line;

/// A posting in words, with the days between which it lies on every reading of its dates.
struct Served {
    id: RecordId,
    person: Option<RecordId>,
    /// The person's name where it was opened, or else what is open of them.
    official: String,
    post: Option<(RecordId, String)>,
    rank: String,
    began: String,
    ended: String,
    span: Span,
    source: String,
    standing: String,
}

/// When a posting began and ended: each on some day from the first to the second; none where nobody recorded it.
#[derive(Clone, Copy)]
struct Span {
    began: Option<(Date, Date)>,
    ended: Option<(Date, Date)>,
}

impl Span {
    fn of(posting: &Record) -> Self {
        let bounds = |property: &str| match posting.values(property) {
            [Value::Date(date), ..] => Some(date.bounds()),
            _ => None,
        };
        Self { began: bounds("began"), ended: bounds("ended") }
    }

    /// Whether it may lie in a period: what is not recorded may have been on any day.
    fn may_overlap(self, (first, last): (Date, Date)) -> bool {
        self.began.is_none_or(|(earliest, _)| earliest <= last) && self.ended.is_none_or(|(_, latest)| latest >= first)
    }

    /// Whether it lies in it on every reading.
    fn overlaps(self, (first, last): (Date, Date)) -> bool {
        self.began.is_some_and(|(_, latest)| latest <= last)
            && self.ended.is_some_and(|(earliest, _)| earliest >= first)
    }
}

/// Records that postings name, each read once.
struct Named<'a> {
    ask: &'a Ask,
    sources: Vec<Source>,
    known: BTreeMap<RecordId, Option<Record>>,
}

impl<'a> Named<'a> {
    async fn new(ask: &'a Ask) -> Result<Self, Stopped> {
        Ok(Self { ask, sources: ask.store().sources().await?, known: BTreeMap::new() })
    }

    /// A record as far as it is open; none where it is not there.
    async fn record(&mut self, id: RecordId) -> Result<Option<&Record>, Stopped> {
        if !self.known.contains_key(&id) {
            let shown = self.ask.store().show(self.ask.session()?, id, (&[], None), self.ask.today()).await;
            let record = match shown {
                Ok(shown) => Some(shown.record),
                Err(StoreError::NotThere(_)) => None,
                Err(error) => return Err(error.into()),
            };
            self.known.insert(id, record);
        }
        Ok(self.known[&id].as_ref())
    }

    /// A record in few words.
    async fn words(&mut self, id: RecordId) -> Result<String, Stopped> {
        let (codebook, lang) = (self.ask.codebook(), self.ask.lang);
        Ok(self.record(id).await?.map_or_else(
            || id.to_string(),
            |record| {
                let told = line((codebook, lang), record);
                let title = record.values("title").first().and_then(|title| match title {
                    Value::Text(text) => Some(text.expose().clone()),
                    _ => None,
                });
                let parts = [title.unwrap_or(told.kind), told.title];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            },
        ))
    }

    /// A posting in words. `names` are those of persons that were opened.
    async fn served(&mut self, posting: &Record, names: &BTreeMap<RecordId, String>) -> Result<Served, Stopped> {
        let reference = |property: &str| match posting.values(property) {
            [Value::Reference(id), ..] => Some(*id),
            _ => None,
        };
        let words = Words { codebook: self.ask.codebook(), lang: self.ask.lang };
        let schema = self.ask.codebook().schema(&posting.schema);
        let said = |property: &str| {
            let field = posting.fields.get(property)?;
            Some(words.field(schema?.property(property)?, field))
        };
        let (person, post) = (reference("person"), reference("post"));
        let official = match person {
            Some(person) if names.contains_key(&person) => names[&person].clone(),
            Some(person) => self.words(person).await?,
            None => String::new(),
        };
        let post = match post {
            Some(post) => Some((post, self.words(post).await?)),
            None => None,
        };
        let source = self.sources.iter().find(|source| source.id == posting.claim.source);
        Ok(Served {
            id: posting.id,
            person,
            official,
            post,
            rank: [said("rank"), said("rank_title")].into_iter().flatten().collect::<Vec<_>>().join(" · "),
            began: said("began").unwrap_or_else(|| self.ask.say("not-recorded")),
            ended: said("ended").unwrap_or_else(|| self.ask.say("not-recorded")),
            span: Span::of(posting),
            source: source.map_or_else(|| posting.claim.source.to_string(), |source| source.name.clone()),
            standing: words.label(Standing::LIST, posting.claim.standing.code()),
        })
    }
}

/// The names of persons that are there. That they were opened is in the log before.
async fn names_of(ask: &Ask, ids: &[RecordId], purpose: &Code) -> Result<BTreeMap<RecordId, String>, Stopped> {
    let opened = (&[Class::Direct][..], Some(purpose));
    let shown = ask.store().show_many(ask.session()?, ids, opened, ask.today()).await?;
    let name = |record: &Record| match record.values("full_name") {
        [Value::Text(name), ..] => Some((record.id, name.expose().clone())),
        _ => None,
    };
    Ok(shown.iter().filter_map(|shown| name(&shown.record)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(began: &str, ended: &str) -> Span {
        let bounds = |text: &str| {
            Some(text).filter(|text| !text.is_empty()).map(|text| text.parse::<overt_model::Edtf>().unwrap().bounds())
        };
        Span { began: bounds(began), ended: bounds(ended) }
    }

    #[test]
    fn a_posting_overlaps_for_certain_or_perhaps_or_not() {
        let may = (Date::constant(2017, 5, 1), Date::constant(2017, 5, 31));
        for (began, ended, certain, perhaps) in [
            ("2017-04", "2017-06", true, true),
            ("2015", "2017", false, true),
            ("2017", "2018", false, true),
            ("2015", "", false, true),
            ("", "2018", false, true),
            ("", "", false, true),
            ("2017-06", "", false, false),
            ("2015", "2016", false, false),
            ("2017-05-31", "2017-06-01", true, true),
        ] {
            let span = span(began, ended);
            assert_eq!((span.overlaps(may), span.may_overlap(may)), (certain, perhaps), "{began}/{ended}");
        }
    }
}
