//! The shortest way from one record to another, with the source of every step.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::RecordId;

use super::draw::Drawing;
use super::walk::{Bounds, Edge, Opened, path, walk};
use super::{Tie, ties, ties_openings, told};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::records::{Opening, classes, purpose, purposes};
use crate::shell::Shell;

/// A longer way ties everybody to everybody.
const STEPS_MAX: usize = 6;
/// More records than these are not followed.
const RECORDS_MAX: usize = 1000;

#[derive(Template)]
#[template(path = "path.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    ends: [String; 2],
    /// The ties of the way; none where none was looked for or found.
    ties: Option<Vec<Tie>>,
    drawing: Option<Drawing>,
    /// What was found, in a sentence.
    found: Option<String>,
    is_cut: bool,
    openings: Vec<Opening>,
    purposes: Vec<(String, String)>,
}

/// The form.
pub(crate) async fn form(ask: &Ask) -> Result<Answer, Stopped> {
    let from = ask.query.get("from").and_then(|id| id.parse::<RecordId>().ok());
    let ends = [from.map(|id| id.to_string()).unwrap_or_default(), String::new()];
    Ok(Answer::page(page(ask, ends, &[])?.render()?))
}

/// Looks for the way. With an identity opened, it may lead through ties that are sealed.
pub(crate) async fn find(ask: &Ask) -> Result<Answer, Stopped> {
    let (classes, purpose) = (classes(ask, &ask.form)?, purpose(ask, &ask.form)?);
    let ends = ["from", "to"].map(|name| ask.form.get(name).unwrap_or_default().to_owned());
    let mut page = page(ask, ends.clone(), &classes)?;
    let [Ok(from), Ok(to)] = ends.map(|end| end.parse::<RecordId>()) else {
        page.found = Some(ask.say("path-ids"));
        return Ok(Answer::refused(page.render()?));
    };
    let opened: Opened<'_> = (&classes, Some(&purpose));
    let bounds = Bounds { steps: STEPS_MAX, records: RECORDS_MAX };
    let net = match walk(ask, from, Some(to), (bounds, opened)).await {
        Err(Stopped::NotThere) => {
            page.found = Some(ask.say("path-none"));
            return Ok(Answer::page(page.render()?));
        }
        walked => walked?,
    };
    let way = path(&net, [from, to]).filter(|way| !way.is_empty());
    page.found = Some(match &way {
        Some(way) => ask.count("path-steps", way.len() as u64),
        None => ask.say("path-none"),
    });
    page.is_cut = way.is_none() && net.is_cut;
    if let Some(way) = way {
        let ties = ties(ask, &net, &way).await?;
        page.drawing = Drawing::of(&steps(from, &way), &ties, |id| told(ask, &net, id));
        page.ties = Some(ties);
    }
    Ok(Answer::page(page.render()?))
}

/// The records of a way, each one step after the one before.
fn steps(from: RecordId, way: &[Edge]) -> BTreeMap<RecordId, usize> {
    let (mut at, mut steps) = (from, BTreeMap::from([(from, 0)]));
    for edge in way {
        at = if edge.from == at { edge.to } else { edge.from };
        steps.insert(at, steps.len());
    }
    steps
}

fn page<'a>(ask: &'a Ask, ends: [String; 2], opened: &[overt_model::Class]) -> Result<Page<'a>, Stopped> {
    Ok(Page {
        shell: Shell::new(ask, ask.say("path")),
        ends,
        ties: None,
        drawing: None,
        found: None,
        is_cut: false,
        openings: ties_openings(ask, opened)?,
        purposes: purposes(ask),
    })
}
