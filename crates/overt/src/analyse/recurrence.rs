//! `overt analyse recurrence`: whether the same post, role or kind of act comes back in cases that have nothing to do with each other.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Args, ValueEnum};
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::recurrence::{Candidate, Case, Question, recurrence};
use overt_model::codebook::{Code, List};
use overt_model::{Codebook, Lang, State};
use overt_publish::findings;
use overt_warehouse::cases::{Cases, Unit};
use overt_warehouse::nexus::Dimension;
use overt_warehouse::posts::{Post, Posts};
use serde_json::json;

use super::units::{POST, known, labels};
use super::{Out, of_snapshot, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::nexus::request;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// How often cases draw their units.
const DRAWS: usize = 9_999;

/// Arguments of `overt analyse recurrence`.
#[derive(Args)]
pub(super) struct Choice {
    /// What may come back: `post`, or a dimension as `overt nexus dimensions` names them, such as `actor` or `act`.
    #[arg(long, value_name = "UNIT", default_value = POST)]
    by: String,
    /// For posts: how much chance each had to come in a case.
    #[arg(long, value_enum)]
    exposure: Option<Exposure>,
    /// An act that is in no case is a case of its own; otherwise it is left out.
    #[arg(long)]
    alone: bool,
    /// A condition in SQL on the table `corrupt_act`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    /// Where random numbers start: the same seed gives the same answer.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    out: Out,
}

#[derive(Clone, Copy, ValueEnum)]
enum Exposure {
    /// People who work there.
    Staff,
    /// Days on duty of everybody who was posted there.
    Postings,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let is_post = choice.by == POST;
    if choice.exposure.is_some() && !is_post {
        return Err(Failure::new(Exit::WrongUse, "wrong-use", "only posts have an exposure")
            .with_hint("leave out --exposure, or look at posts with --by post")
            .into());
    }
    let by = (!is_post).then(|| dimension(codebook, &choice.by)).transpose()?;
    let warehouse = analyst(options)?;
    let runtime = runtime()?;
    let only = choice.condition.as_deref();
    let unit = by.as_ref().map_or(Unit::Post, Unit::Dimension);
    let told = runtime.block_on(warehouse.cases(codebook, unit, only, choice.alone)).map_err(failure)?;
    let (candidates, names) = match &by {
        None => of_posts(&runtime.block_on(warehouse.posts(only)).map_err(failure)?, choice.exposure),
        Some(by) => of_list(codebook, by, &told),
    };
    let cases: Vec<Case> = told
        .cases
        .iter()
        .map(|(label, units)| Case {
            label: label.clone(),
            units: units.iter().map(|unit| called(&names, unit)).collect(),
        })
        .collect();
    let question = Question {
        units: if is_post { "posts".to_owned() } else { format!("units by {}", choice.by) },
        exposure: match choice.exposure {
            Some(Exposure::Postings) => "days on duty",
            _ => "people who work there",
        }
        .to_owned(),
        draws: Draws { count: DRAWS, seed: choice.seed },
    };
    let found = recurrence(&candidates, &cases, &question).map_err(|error| {
        let hint = if told.without_case > 0 && !choice.alone {
            format!(
                "{} Of {} acts, {} are in no case; --alone makes each of them one.",
                error.way_out, told.acts, told.without_case
            )
        } else {
            error.way_out.clone()
        };
        problem(&error).with_hint(hint)
    })?;
    let all = json!({
        "snapshot": warehouse.manifest.snapshot,
        "cases_told": told.told,
        "acts": told.acts,
        "acts_without_case": told.without_case,
        "acts_without_unit": told.without_unit,
        "acts_alone_are_cases": choice.alone,
        "names": names,
        "found": found,
    });
    let origin = of_snapshot(&warehouse.manifest.snapshot, left_out(&told, choice.alone));
    choice.out.answer(options.json, &all, &findings::recurrence(&found, &origin))
}

/// A dimension by which something can come back.
fn dimension(codebook: &'static Codebook, name: &str) -> Result<Dimension, Failure> {
    let by = request(codebook, &[name.to_owned()], &[], None)?.by.remove(0);
    if by.list.as_deref().is_none_or(|list| list == State::LIST) {
        let message = format!("whether “{name}” comes back cannot be asked: nobody knows all there could be");
        return Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint(
            "choose `post`, or a dimension with a list of codes, such as `actor`, `act`, `stage` or `country`",
        ));
    }
    Ok(by)
}

/// What each unit is called.
type Names = BTreeMap<String, String>;

fn of_posts(posts: &Posts, exposure: Option<Exposure>) -> (Vec<Candidate>, Names) {
    let names = labels(posts);
    let candidate = |post: &Post| {
        let exposure = match exposure {
            None => None,
            Some(Exposure::Staff) => known(post.staff, post.acts),
            Some(Exposure::Postings) => known(post.days, post.acts),
        };
        Candidate { label: names[&post.id].clone(), exposure }
    };
    (posts.posts.iter().map(candidate).collect(), names)
}

/// What a unit is called; as it is written where it is in no list.
fn called(names: &Names, unit: &str) -> String {
    names.get(unit).cloned().unwrap_or_else(|| unit.to_owned())
}

/// All codes of the list, and what acts name beside them.
fn of_list(codebook: &Codebook, by: &Dimension, told: &Cases) -> (Vec<Candidate>, Names) {
    let list = by.list.as_deref().and_then(|list| codebook.list(list));
    let codes = list.into_iter().flat_map(List::codes);
    let label = |code: &Code| format!("{} {}", code.code, code.label.get(Lang::En));
    let names: Names = codes.map(|code| (code.code.to_string(), label(code))).collect();
    let seen = told.cases.values().flatten().cloned();
    let codes: BTreeSet<String> = names.keys().cloned().chain(seen).collect();
    let candidate = |code: String| Candidate { label: called(&names, &code), exposure: None };
    (codes.into_iter().map(candidate).collect(), names)
}

/// What is not in it, in sentences.
fn left_out(told: &Cases, alone: bool) -> Vec<String> {
    let mut left_out = Vec::new();
    if told.without_case > 0 {
        let own =
            if alone { "each is a case of its own" } else { "they are not in it; --alone makes each of them one" };
        left_out.push(format!("Of {} acts, {} are in no case: {own}.", told.acts, told.without_case));
    }
    if told.without_unit > 0 {
        left_out.push(format!("Of {} acts the unit is not known.", told.without_unit));
    }
    let together = told.told.saturating_sub(told.cases.len() as u64);
    if together > 0 && !alone {
        left_out.push(format!("{together} cases have to do with others, and were put together with them."));
    }
    left_out
}
