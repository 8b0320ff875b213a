//! Keys for programs: which there are, making one and ending it.

use askama::Template;
use overt_model::{Class, Secret, SourceId};
use overt_publish::records::Words;
use overt_publish::screening::called;
use overt_store::{ProgramKey, ProgramKeyFacts, ProgramKeyId, Scope, StoreError};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::Choice;
use crate::refusals;
use crate::shell::Shell;

/// The classes that a key can read. Names of posts are quasi, so the usual key reads them.
const CLASSES: [Class; 2] = [Class::Quasi, Class::Open];

struct Row {
    id: ProgramKeyId,
    name: String,
    sources: String,
    kinds: String,
    class: String,
    until: String,
    used: String,
    is_held: bool,
}

/// What was just made.
struct Made {
    name: String,
    key: Secret<String>,
}

#[derive(Template)]
#[template(path = "programs.html", whitespace = "minimize")]
struct Programs<'a> {
    shell: Shell<'a>,
    rows: Vec<Row>,
    made: Option<Made>,
    sources: Vec<Choice>,
    kinds: Vec<Choice>,
    classes: Vec<Choice>,
    problems: Vec<String>,
}

impl Programs<'_> {
    /// What was typed, where nothing was made of it.
    fn typed(&self, name: &str) -> &str {
        self.shell.ask.form.get(name).filter(|_| self.made.is_none()).unwrap_or_default()
    }
}

/// Every key, and the form for another one.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(programs(ask, None, Vec::new()).await?))
}

/// Another key, which is shown once.
pub(crate) async fn add(ask: &Ask) -> Result<Answer, Stopped> {
    let mut problems = Vec::new();
    let expires = ask.day("expires").and_then(|day| day.ok_or_else(|| ask.say("day-wrong")));
    let expires = expires.unwrap_or_else(|wrong| {
        problems.push(wrong);
        ask.today()
    });
    let known = ask.store().sources().await?;
    let chosen = |id: &SourceId| known.iter().any(|source| source.id == *id);
    let kind = |kind: &&str| called(ask.codebook(), Class::Quasi).any(|called| called.schema.id.as_str() == *kind);
    let scope = Scope {
        sources: ask.form.all("source").filter_map(|id| id.parse().ok()).filter(chosen).collect(),
        schemas: ask.form.all("kind").filter(kind).map(str::to_owned).collect(),
        class: ask.form.get("class").and_then(Class::from_code).unwrap_or(Class::Open),
    };
    let name = ask.form.get("name").unwrap_or_default().to_owned();
    let facts = ProgramKeyFacts { name, scope, expires };
    if problems.is_empty() {
        match ask.store().add_program_key(ask.session()?, &facts, ask.today()).await {
            Ok((_, key)) => {
                let made = Made { name: facts.name, key };
                return Ok(Answer::page(programs(ask, Some(made), Vec::new()).await?));
            }
            Err(error @ StoreError::ProgramKey(_)) => problems.push(refusals::told(ask, &error)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Answer::refused(programs(ask, None, problems).await?))
}

/// Ends a key.
pub(crate) async fn end(ask: &Ask) -> Result<Answer, Stopped> {
    let id: ProgramKeyId = ask.form.get("key").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    ask.store().end_program_key(ask.session()?, id, ask.today()).await?;
    Ok(Answer::see("/programs?done=program-ended"))
}

async fn programs(ask: &Ask, made: Option<Made>, problems: Vec<String>) -> Result<String, Stopped> {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let known = ask.store().sources().await?;
    let is_typed = |name: &str, code: &str| made.is_none() && ask.form.all(name).any(|chosen| chosen == code);
    let choice = |name: &str, code: String, label: String| Choice { is_chosen: is_typed(name, &code), code, label };
    let in_force = known.iter().filter(|source| source.is_in_force(ask.today()));
    let sources = in_force.map(|source| choice("source", source.id.to_string(), source.name.clone())).collect();
    let kinds = called(ask.codebook(), Class::Quasi)
        .map(|called| choice("kind", called.schema.id.to_string(), called.schema.label.get(ask.lang).to_owned()));
    let classes = CLASSES.map(|class| choice("class", class.code().to_owned(), words.label(Class::LIST, class.code())));
    let row = |key: ProgramKey| {
        let of = known.iter().filter(|source| key.facts.scope.sources.contains(&source.id));
        let kinds = ask.codebook().schemas().filter(|schema| key.facts.scope.schemas.contains(schema.id.as_str()));
        let is_over = key.facts.expires < ask.today();
        Row {
            id: key.id,
            sources: of.map(|source| source.name.as_str()).collect::<Vec<_>>().join(", "),
            kinds: kinds.map(|schema| schema.label.get(ask.lang)).collect::<Vec<_>>().join(", "),
            class: words.label(Class::LIST, key.facts.scope.class.code()),
            until: match key.ended {
                Some(day) => ask.with("over-since", &day.to_string()),
                None if is_over => ask.with("over-since", &key.facts.expires.to_string()),
                None => key.facts.expires.to_string(),
            },
            used: key.used.map_or_else(|| ask.say("program-never"), |day| day.to_string()),
            is_held: key.ended.is_none() && !is_over,
            name: key.facts.name,
        }
    };
    let rows = ask.store().program_keys(ask.session()?).await?.into_iter().map(row).collect();
    let kinds = kinds.collect();
    let shell = Shell::new(ask, ask.say("programs"));
    Ok(Programs { shell, rows, made, sources, kinds, classes: classes.into(), problems }.render()?)
}
