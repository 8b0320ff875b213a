//! How a file is to be understood: its table, its mapping and its source. Where no mapping fits, one is proposed, and each column can be
//! decided.

use std::sync::{Arc, LazyLock};

use askama::Template;
use overt_intake::guess::{Guess, Proposal, Target};
use overt_intake::rows::OpenError;
use overt_intake::{file, forms, look, ready, rejects};
use overt_model::{Codebook, Lang};

use super::file::{Open, plan};
use super::{aside, trial};
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};
use crate::fields::Choice;
use crate::pages::records::teams;
use crate::shell::Shell;

/// What is decided about a file, by name.
const NAMES: [&str; 6] = ["source", "mapping", "table", "dates", "team", "text"];

/// The mappings that come with the program: name and title.
static READY: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let title = |ready: &ready::Ready| Some((ready.name, ready.mapping(Codebook::embedded()).ok()?.title));
    ready::ALL.iter().filter_map(title).collect()
});

/// A column, what it may fill, and why that is proposed.
struct Column {
    name: String,
    choices: Vec<Choice>,
    confidence: &'static str,
    why: String,
}

#[derive(Template)]
#[template(path = "import_file.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    name: String,
    problems: Vec<String>,
    /// Whether it can be read at all, and whether rejects can be mended in it.
    is_readable: bool,
    is_rejects: bool,
    sources: Vec<Choice>,
    teams: Vec<Choice>,
    tables: Vec<Choice>,
    ready: Vec<Choice>,
    forms: Vec<Choice>,
    is_own: bool,
    dates: Vec<Choice>,
    text: String,
    columns: Vec<Column>,
    /// Every property that a column could fill, as it is written and in words; none where nothing is proposed.
    properties: Vec<(String, String)>,
}

/// What a look into the file shows.
struct Seen {
    tables: Vec<String>,
    fitting: Option<String>,
    proposal: Option<Proposal>,
    is_rejects: bool,
}

fn seen(open: &Open) -> Result<Seen, OpenError> {
    let (tables, codebook) = (file::tables(open.given())?, Codebook::embedded());
    let io = |error: overt_intake::rows::ReadError| OpenError::Io(error.error);
    let fitting = look::fitting(&mut *open.rows()?, codebook).map_err(io)?;
    let proposal = match &fitting {
        Some(_) => None,
        None => match look::guess(&mut *open.rows()?, codebook).map_err(io)? {
            Guess::Made(proposal) => Some(proposal),
            Guess::Ready(_) => None,
        },
    };
    let is_rejects = rejects::first(&open.hand.bytes, 0).is_some();
    Ok(Seen { tables, fitting, proposal, is_rejects })
}

/// The file at hand, and what is to be decided.
pub(crate) async fn choices(ask: &Ask) -> Result<Answer, Stopped> {
    if !ask.desk.hands.has(ask.session()?.account) {
        return Ok(Answer::see("/imports"));
    }
    let open = Arc::new(Open::of(ask).await?);
    Ok(Answer::page(page(ask, &open, Vec::new()).await?))
}

/// Writes the mapping anew from what was decided about each column.
pub(crate) async fn mapping(ask: &Ask) -> Result<Answer, Stopped> {
    let open = Arc::new(Open::of(ask).await?);
    let looked = Arc::clone(&open);
    let Ok(Seen { proposal: Some(proposal), .. }) = aside(move || seen(&looked)).await? else {
        return Ok(Answer::see("/imports/file"));
    };
    let proposal = proposal.decided(ask.codebook(), |column| {
        let other = ask.form.get(&format!("column.{column}.other"));
        other.or_else(|| ask.form.get(&format!("column.{column}")))
    });
    let mut chosen = Pairs::default();
    let kept = open.hand.chosen.iter().filter(|(name, _)| !["mapping", "text"].contains(name));
    kept.for_each(|(name, value)| chosen.push(name.to_owned(), value.to_owned()));
    chosen.push("mapping".to_owned(), "own".to_owned());
    chosen.push("text".to_owned(), proposal.to_toml(open.name(), ask.codebook()));
    ask.desk.hands.choose((ask.store(), ask.session()?), &chosen)?;
    Ok(Answer::see("/imports/file?done=mapping#text"))
}

/// Tries what was decided, and keeps it with the file.
pub(crate) async fn attempt(ask: &Ask) -> Result<Answer, Stopped> {
    let mut open = Open::of(ask).await?;
    let mut chosen = Pairs::default();
    chosen.push("name".to_owned(), open.name().to_owned());
    for name in NAMES {
        if let Some(value) = ask.form.get(name) {
            chosen.push(name.to_owned(), value.to_owned());
        }
    }
    ask.desk.hands.choose((ask.store(), ask.session()?), &chosen)?;
    open.hand.chosen = chosen;
    let open = Arc::new(open);
    let plan = match plan(ask, &open.hand.chosen).await? {
        Ok(plan) => plan,
        Err(problems) => return refused(ask, &open, problems).await,
    };
    match trial::of(ask, Arc::clone(&open), plan.mapping).await? {
        Ok(html) => Ok(Answer::page(html)),
        Err(why) => refused(ask, &open, vec![why]).await,
    }
}

/// The choices once more, with what is wrong with them.
pub(super) async fn refused(ask: &Ask, open: &Arc<Open>, problems: Vec<String>) -> Result<Answer, Stopped> {
    Ok(Answer::refused(page(ask, open, problems).await?))
}

async fn page(ask: &Ask, open: &Arc<Open>, mut problems: Vec<String>) -> Result<String, Stopped> {
    let chosen = &open.hand.chosen;
    let looked = Arc::clone(open);
    let seen = aside(move || seen(&looked)).await?;
    let is_readable = seen.is_ok();
    let seen = seen.unwrap_or_else(|error| {
        if problems.is_empty() {
            problems.push(ask.with("import-unreadable", &error.to_string()));
        }
        Seen { tables: Vec::new(), fitting: None, proposal: None, is_rejects: false }
    });
    let named = chosen.get("mapping").map(str::to_owned).or_else(|| seen.fitting.clone());
    let is_own = named.as_deref().is_none_or(|name| name == "own");
    let proposed = || seen.proposal.as_ref().map(|proposal| proposal.to_toml(open.name(), ask.codebook()));
    let choice = |code: &str, label: String, name: &str| Choice {
        is_chosen: chosen.get(name) == Some(code),
        code: code.to_owned(),
        label,
    };
    let of_mapping =
        |code: &str, label: String| Choice { is_chosen: named.as_deref() == Some(code), code: code.to_owned(), label };
    let in_force = ask.store().sources().await?.into_iter().filter(|source| source.is_in_force(ask.today()));
    let of_form = |schema: &overt_model::codebook::Schema| {
        forms::mapping(schema, ask.codebook()).ok()?;
        Some(of_mapping(&format!("form:{}", schema.id), schema.label.get(ask.lang).to_owned()))
    };
    let schemas = ask.codebook().schemas().filter(|schema| !schema.is_abstract);
    let page = Page {
        name: open.name().to_owned(),
        is_readable,
        is_rejects: seen.is_rejects,
        sources: in_force.map(|source| choice(&source.id.to_string(), source.name, "source")).collect(),
        teams: teams(ask, chosen.get("team"))?,
        tables: seen.tables.iter().map(|table| choice(table, table.clone(), "table")).collect(),
        ready: READY.iter().map(|(name, title)| of_mapping(name, title.clone())).collect(),
        forms: schemas.filter_map(of_form).collect(),
        is_own,
        dates: ["day-first", "month-first"].map(|code| choice(code, ask.say(code), "dates")).into(),
        text: chosen.get("text").map(str::to_owned).or_else(proposed).unwrap_or_default(),
        columns: seen.proposal.iter().flat_map(|proposal| columns(ask, proposal)).collect(),
        properties: if seen.proposal.is_some() { properties(ask) } else { Vec::new() },
        problems,
        shell: Shell::new(ask, ask.say("import-file-at-hand")),
    };
    Ok(page.render()?)
}

fn columns(ask: &Ask, proposal: &Proposal) -> Vec<Column> {
    let column = |(number, guess): (usize, &overt_intake::guess::ColumnGuess)| {
        let choice = |target: &Target| Choice {
            code: target.to_string(),
            label: label((ask.codebook(), ask.lang), target),
            is_chosen: guess.target.as_ref() == Some(target),
        };
        Column {
            name: guess.column.clone(),
            choices: proposal.choices(number, ask.codebook()).iter().map(choice).collect(),
            confidence: guess.confidence.name(),
            why: guess.reasons.join("; "),
        }
    };
    proposal.columns.iter().enumerate().map(column).collect()
}

fn properties(ask: &Ask) -> Vec<(String, String)> {
    let schemas = ask.codebook().schemas().filter(|schema| !schema.is_abstract);
    let of_one = |schema: &overt_model::codebook::Schema| {
        let label = schema.label.get(ask.lang).to_owned();
        let property = |property: &Arc<overt_model::codebook::Property>| {
            (format!("{}.{}", schema.id, property.id), format!("{label}: {}", property.label.get(ask.lang)))
        };
        schema.properties.iter().map(property).collect::<Vec<_>>()
    };
    schemas.flat_map(of_one).collect()
}

/// What a column would fill, in the words of the codebook.
fn label((codebook, lang): (&Codebook, Lang), target: &Target) -> String {
    let written = target.to_string();
    let Some(schema) = codebook.schema(&target.schema) else { return written };
    let Some(property) = schema.property(&target.property) else { return written };
    let part = written.split_once(['/', '=']).map(|(_, part)| format!(" ({part})")).unwrap_or_default();
    format!("{}: {}{part}", schema.label.get(lang), property.label.get(lang))
}
