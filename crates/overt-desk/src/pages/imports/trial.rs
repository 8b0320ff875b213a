//! What would become of a file, before anything is kept.

use std::sync::Arc;

use askama::Template;
use overt_intake::look::Look;
use overt_intake::mapping::{Mapping, Order, Tally};
use overt_intake::trial::{Made, Trial};
use overt_model::Record;
use overt_publish::records::Words;

use super::aside;
use super::file::Open;
use crate::answer::Stopped;
use crate::ask::Ask;
use crate::shell::Shell;

/// Spellings of a field that are shown.
const SPELLINGS: usize = 8;
/// Kinds of rejects, and of gaps, that are shown.
const KINDS_MAX: usize = 20;

/// Rejects with one reason.
pub(super) struct Reject {
    pub(super) cells: u64,
    pub(super) column: String,
    pub(super) why: String,
    pub(super) first: String,
}

/// Rejects by reason, the commonest first.
pub(super) fn reasons(rejected: &overt_intake::rejected::Rejected, unit: &str) -> Vec<Reject> {
    let reason = |kind: &overt_intake::rejected::Kind<'_>| Reject {
        cells: kind.cells,
        column: kind.column.to_owned(),
        why: kind.reason.to_owned(),
        first: format!("{unit} {}", kind.first),
    };
    rejected.kinds().iter().take(KINDS_MAX).map(reason).collect()
}

/// A kind of record that would be made, with the first ones.
struct Kind {
    label: String,
    count: u64,
    samples: Vec<Vec<(String, String)>>,
}

/// How the spellings of a field were understood: what stands there, what it means, and how often.
struct Understood {
    field: String,
    spellings: Vec<(String, String, u64)>,
    more: u64,
}

#[derive(Template)]
#[template(path = "import_trial.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    name: String,
    about: String,
    mapping: String,
    rows: u64,
    rejected: u64,
    idle: u64,
    kinds: Vec<Kind>,
    reasons: Vec<Reject>,
    dates: Vec<(String, &'static str)>,
    undecided: String,
    missing: String,
    unused: String,
    keyless: String,
    unknown: Vec<Understood>,
    understood: Vec<Understood>,
    gaps: Vec<(u64, String)>,
}

/// The page that says so, or why the file cannot be read.
pub(super) async fn of(ask: &Ask, open: Arc<Open>, mut mapping: Mapping) -> Result<Result<String, String>, Stopped> {
    let book = (ask.codebook(), ask.lang, ask.today());
    let name = open.name().to_owned();
    let tried = aside(move || {
        let look = Look::at(&mut *open.rows().map_err(|error| error.to_string())?, &mut mapping, || {});
        let look = look.map_err(|error| error.to_string())?;
        let mut rows = open.rows().map_err(|error| error.to_string())?;
        let trial = Trial::of((&mut *rows, &look.columns), mapping, book, || {});
        Ok((look, trial.map_err(|error| error.to_string())?))
    });
    match tried.await? {
        Err(why) => Ok(Err(why)),
        Ok((look, trial)) => Ok(Ok(page(ask, name, &look, &trial).render()?)),
    }
}

fn page<'a>(ask: &'a Ask, name: String, look: &Look, trial: &Trial) -> Page<'a> {
    let date = |found: &overt_intake::mapping::OrderFound| {
        Some((
            found.property.clone(),
            found.order.filter(|_| found.day_first + found.month_first > 0).map(Order::name)?,
        ))
    };
    let coded = |tally: &&Tally| tally.is_coded;
    Page {
        name,
        about: look.about.clone(),
        mapping: look.title.clone(),
        rows: look.rows,
        rejected: trial.rejected.rows,
        idle: trial.idle,
        kinds: trial.kinds.iter().map(|made| kind(ask, made)).collect(),
        reasons: reasons(&trial.rejected, look.unit.name()),
        dates: look.orders.iter().filter_map(date).collect(),
        undecided: look.undecided().collect::<Vec<_>>().join(", "),
        missing: look.fit.missing.join(", "),
        unused: look.fit.unused.join(", "),
        keyless: look.fit.keys_missing.iter().chain(&look.without_key).cloned().collect::<Vec<_>>().join(", "),
        unknown: trial.tallies.iter().filter_map(|tally| understood(tally, false)).collect(),
        understood: trial.tallies.iter().filter(coded).filter_map(|tally| understood(tally, true)).collect(),
        gaps: trial.gaps.iter().take(KINDS_MAX).map(|(sentence, count)| (*count, sentence.clone())).collect(),
        shell: Shell::new(ask, ask.say("import-trial")),
    }
}

fn kind(ask: &Ask, made: &Made) -> Kind {
    let label = ask.codebook().schema(&made.schema).map_or(made.schema.as_str(), |schema| schema.label.get(ask.lang));
    let samples = made.samples.iter().map(|record| sample(ask, record)).collect();
    Kind { label: label.to_owned(), count: made.count, samples }
}

/// What is open of a record: whoever looks over a shoulder has no business with the rest.
fn sample(ask: &Ask, record: &Record) -> Vec<(String, String)> {
    let (codebook, lang) = (ask.codebook(), ask.lang);
    let (words, schema) = (Words { codebook, lang }, codebook.schema(&record.schema));
    let properties = schema.into_iter().flat_map(|schema| &schema.properties);
    let row = |property: &std::sync::Arc<overt_model::codebook::Property>| {
        let field = record.fields.get(&property.id)?;
        let is_sealed = property.class.is_sealed();
        let said = if is_sealed { ask.say("import-sealed") } else { words.field(property, field) };
        Some((property.label.get(lang).to_owned(), said))
    };
    properties.filter_map(row).collect()
}

/// Spellings that mean something, or those that mean nothing; none where there are no such ones.
fn understood(tally: &Tally, is_known: bool) -> Option<Understood> {
    let all = || tally.spellings.iter().filter(|spelling| spelling.meaning.is_ok() == is_known);
    let told = all().take(SPELLINGS).map(|spelling| {
        let meaning = spelling.meaning.as_ref().map_or_else(ToString::to_string, Clone::clone);
        (spelling.spelling.expose().clone(), meaning, spelling.count)
    });
    let spellings: Vec<_> = told.collect();
    let more = (all().count() - spellings.len()) as u64;
    let field = format!("{}.{}", tally.record, tally.property);
    (!spellings.is_empty()).then_some(Understood { field, spellings, more })
}
