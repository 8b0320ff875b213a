//! `overt analyse routes`: from where to where people were taken, over which crossings, and which acts of corruption are told of there.

use clap::Args;
use overt_publish::findings::{self, Asked, CrossingOnRoute};
use overt_warehouse::routes::{Answers, Crossing, Route};

use super::{Out, of_snapshot};
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// Arguments of `overt analyse routes`.
#[derive(Args)]
pub(super) struct Choice {
    /// A condition in SQL on the table `journey_leg`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let warehouse = analyst(options)?;
    let found = runtime()?.block_on(warehouse.routes(choice.condition.as_deref())).map_err(failure)?;
    let mut left_out = Vec::new();
    if found.unplaced > 0 {
        left_out.push(format!("Of {} legs it is not known where they begin, or where they end.", found.unplaced));
    }
    let routes: Vec<findings::Route> = found.routes.iter().map(shown).collect();
    let report = findings::routes(&routes, &of_snapshot(&found.snapshot, left_out));
    choice.out.answer(options.json, &found, &report)
}

/// As the page shows it.
fn shown(route: &Route) -> findings::Route {
    let crossing = |(name, crossing): (&String, &Crossing)| CrossingOnRoute {
        name: name.clone(),
        legs: crossing.legs,
        asked: asked(crossing.payment_asked),
        acts: crossing.acts.iter().map(|(code, n)| (code.clone(), *n)).collect(),
    };
    findings::Route {
        ends: [route.from.clone(), route.to.clone()],
        name: format!("{} to {}", route.from, route.to),
        crosses_border: route.crosses_border,
        legs: route.legs,
        people: route.persons,
        legs_without_people: route.legs_without_persons,
        asked: asked(route.payment_asked),
        acts: route.acts,
        crossings: route.crossings.iter().map(crossing).collect(),
    }
}

const fn asked(answers: Answers) -> Asked {
    Asked { yes: answers.yes, no: answers.no, unknown: answers.unknown }
}
