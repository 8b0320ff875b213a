//! `overt link plan`: how many pairs each rule is going to make, before anything is compared.

use std::fmt::Write as _;

use clap::Args;
use overt_link::{Linker, RulePlan};
use overt_publish::charts::number;
use serde_json::{Value as Json, json};

use super::Telling;
use super::given::{Files, How, Weighed};
use super::load::Loaded;
use super::spec::failure;
use super::store::{self, Desk};
use super::warning::{self, Warning};
use crate::output::{Output, table};

/// From so many pairs on, a rule that makes most of the work is named.
const MANY_PAIRS: u64 = 20_000_000;
/// From so many pairs for each record on it is.
const MANY_FOR_A_RECORD: u64 = 100;

/// Arguments of `overt link plan`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    weighed: Weighed,
}

impl Choice {
    /// The files, if any were named.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }
}

pub(super) fn run(telling: Telling, choice: &Choice, desk: Option<&Desk<'_>>) -> anyhow::Result<Output> {
    let how = choice.weighed.read()?;
    let loaded = store::or_files(telling, desk, (&choice.files, &how, &[]))?;
    tell(telling, &loaded, choice.files.threads(), &how)
}

/// The plan as an answer.
pub(super) fn tell(telling: Telling, loaded: &Loaded, threads: usize, how: &How) -> anyhow::Result<Output> {
    let linker = Linker::new(&loaded.records, threads).map_err(|error| failure(&error))?;
    let warnings = warnings(loaded, linker.plan(), how);
    let json = json!({
        "schema": loaded.records.spec().schema,
        "records": loaded.records.len(),
        "inputs": loaded.inputs_json()?,
        "pairs_max": pairs(linker.plan()),
        "rules": rules_json(linker.plan()),
        "warnings": warnings,
    });
    let mut text = table(["Pairs", "Rule", "Largest block", "Split", "Left out"], &rows(linker.plan()));
    let (records, pairs) = (loaded.records.len() as u64, pairs(linker.plan()));
    let _ = writeln!(
        text,
        "\n{} records, at most {} pairs to compare of {} that there are; pairs that several rules make are compared once.\n",
        number(records),
        number(pairs),
        number(records * records.saturating_sub(1) / 2),
    );
    text.push_str(&warning::text(&warnings));
    text.push_str(&loaded.left_out_text());
    let text = format!("{}\n", text.trim_end());
    Ok(Output::answer(telling.json, &json, text)?.failing_if(loaded.has_left_out()))
}

fn rows(plan: &[RulePlan]) -> Vec<[String; 5]> {
    let or_blank = |count: u64| if count == 0 { String::new() } else { number(count) };
    let row = |rule: &RulePlan| {
        let RulePlan { rule, pairs, split_blocks, left_out_pairs, largest_block } = rule;
        [number(*pairs), rule.clone(), number(*largest_block), or_blank(*split_blocks), or_blank(*left_out_pairs)]
    };
    plan.iter().map(row).collect()
}

/// The rules for programs.
pub(super) fn rules_json(plan: &[RulePlan]) -> Json {
    let rule = |rule: &RulePlan| {
        let RulePlan { rule, pairs, split_blocks, left_out_pairs, largest_block } = rule;
        json!({
            "rule": rule, "pairs": pairs, "split_blocks": split_blocks, "left_out_pairs": left_out_pairs,
            "largest_block": largest_block,
        })
    };
    plan.iter().map(rule).collect()
}

/// The most pairs that may have to be compared.
pub(super) fn pairs(plan: &[RulePlan]) -> u64 {
    plan.iter().map(|rule| rule.pairs).sum()
}

/// What looks wrong: columns that say nothing, blocks that were too large, a rule that makes most of the work.
pub(super) fn warnings(loaded: &Loaded, plan: &[RulePlan], how: &How) -> Vec<Warning> {
    let mut warnings = loaded.warnings.clone();
    let where_to = match how {
        How::Model(_) => "in the specification, and train again",
        How::Spec(_) => "in the specification (`overt link spec` prints it)",
    };
    let max = loaded.records.spec().block_pairs_max;
    for RulePlan { rule, split_blocks, left_out_pairs, largest_block, .. } in plan {
        if *split_blocks == 0 {
            continue;
        }
        let message = format!(
            "the rule `{rule}` would make more than {} pairs in each of {} block(s), the largest of {} records; they are divided by \
             further columns, and {} pairs of it are not compared unless another rule makes them",
            number(max),
            number(*split_blocks),
            number(*largest_block),
            number(*left_out_pairs),
        );
        let hint = format!(
            "many records share one value there, often one that stands for nothing: empty it, or add a part to the rule, such as \
             `{rule} + …`, {where_to}; who can wait raises `block_pairs_max`"
        );
        warnings.push(Warning::new("block-split", message, hint));
    }
    let all = pairs(plan);
    let records = loaded.records.len() as u64;
    if all > MANY_PAIRS && all / records.max(1) > MANY_FOR_A_RECORD {
        for RulePlan { rule, pairs, .. } in plan.iter().filter(|rule| rule.pairs > all / 2) {
            let message = format!("the rule `{rule}` makes {} of at most {} pairs", number(*pairs), number(all));
            let hint = format!("if it takes too long, add a part to the rule, such as `{rule} + …`, {where_to}");
            warnings.push(Warning::new("rule-large", message, hint));
        }
    }
    warnings
}
