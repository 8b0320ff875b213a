//! `overt link presence`: who served where acts happened, when they happened.

use std::fmt::Write as _;

use clap::Args;
use overt_publish::charts::number;
use overt_warehouse::presence::{Official, Served, ServedAt};

use crate::output::{Output, table};
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// Officials that are shown.
const SHOWN: usize = 20;

/// Arguments of `overt link presence`.
#[derive(Args)]
pub(super) struct Choice {
    /// The acts during which this official served at the post, instead of all officials.
    official: Option<String>,
    /// Only acts for which this condition in SQL on the table of acts holds.
    #[arg(long, value_name = "CONDITION")]
    only: Option<String>,
}

pub(super) fn run(options: &StoreOptions, choice: &Choice) -> anyhow::Result<Output> {
    let warehouse = analyst(options)?;
    let mut served = runtime()?.block_on(warehouse.presence(choice.only.as_deref())).map_err(failure)?;
    let Some(official) = &choice.official else {
        return Output::answer(options.json, &served, all(&served));
    };
    served.officials.retain(|one| one.official == *official);
    served.pairs.retain(|pair| pair.official == *official);
    Output::answer(options.json, &served, one(&served))
}

const CAUTION: &str =
    "Somebody is always on duty. Having served there is a reason to look, and says nothing against anybody.\n";

fn all(served: &Served) -> String {
    let tested = served.officials.iter().map(|official| u32::from(official.acts > 0)).sum::<u32>();
    let row = |official: &Official| {
        [
            official.official.clone(),
            number(official.certain),
            number(official.possible),
            number(official.acts),
            format!("{:.1}", official.expected),
            chance(official.chance),
            chance((official.chance * f64::from(tested)).min(1.0)),
        ]
    };
    let rows: Vec<[String; 7]> =
        served.officials.iter().filter(|official| official.acts > 0).take(SHOWN).map(row).collect();
    let mut text = table(
        ["Official", "Served at", "Perhaps", "Acts at the posts", "Expected", "Chance", "Among all officials"],
        &rows,
    );
    let _ = writeln!(
        text,
        "\n{} postings and {} acts with a post and a date; {} records of acts have none. {tested} officials served where acts happened.\n\
         Chance: of as many or more if acts fall on any day alike. Among all officials: that anybody of them reaches it.\n\n{CAUTION}",
        number(served.postings),
        number(served.acts),
        number(served.acts_left_out),
    );
    text.push_str("The acts of one of them:  overt link presence OFFICIAL\n");
    text
}

fn one(served: &Served) -> String {
    let Some(official) = served.officials.first() else {
        return "There is no posting of that official in the snapshot. `overt link presence` names those that are.\n"
            .to_owned();
    };
    let row = |pair: &ServedAt| {
        [pair.post.clone(), pair.act.clone(), if pair.certain { "yes" } else { "perhaps" }.to_owned()]
    };
    let rows: Vec<[String; 3]> = served.pairs.iter().map(row).collect();
    let mut text = table(["Post", "Act", "Served then"], &rows);
    let _ = writeln!(
        text,
        "\n{} acts happened at the posts; at {} of them {} certainly served there, {:.1} are to be expected (chance {}).\n\n{CAUTION}",
        number(official.acts),
        number(official.certain),
        official.official,
        official.expected,
        chance(official.chance),
    );
    text
}

/// A probability as far as it says something.
fn chance(probability: f64) -> String {
    if probability < 0.0001 { "under 0.0001".to_owned() } else { format!("{probability:.4}") }
}
