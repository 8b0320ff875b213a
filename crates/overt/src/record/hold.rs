//! `overt record hold`, `overt record holds` and `overt record lift`.

use std::fmt::Write as _;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use overt_model::RecordId;
use overt_store::{Hold, HoldGround, HoldId};
use serde_json::json;

use super::Work;
use crate::output::{Output, table};

/// So many holds are listed.
const LISTED: usize = 1000;

#[derive(Args)]
pub(super) struct Choice {
    /// Which records, all or none.
    #[arg(required = true, value_name = "RECORD")]
    ids: Vec<RecordId>,
    /// Why.
    #[arg(long, value_name = "CODE", value_parser = ground())]
    ground: HoldGround,
    /// The last day, at most 366 days from now.
    #[arg(long, value_name = "DAY")]
    until: Date,
}

#[derive(Args)]
pub(super) struct Which {
    /// Those of this record, also those that are over; left out, all that are in force.
    #[arg(value_name = "RECORD")]
    id: Option<RecordId>,
}

fn ground() -> impl TypedValueParser<Value = HoldGround> {
    PossibleValuesParser::new(HoldGround::ALL.map(HoldGround::code))
        .map(|code| HoldGround::from_code(&code).expect("only codes of grounds are possible"))
}

pub(super) fn hold(work: &Work<'_>, Choice { ids, ground, until }: &Choice) -> anyhow::Result<Output> {
    let Work { workspace, session, options, .. } = *work;
    let held = workspace.wait(workspace.store.hold(session, ids, (*ground, *until), workspace.today))?;
    let text = match held {
        0 => "You held them so before. Nothing was changed.\n".to_owned(),
        held => format!("Held: {held} of {}. Nobody erases them until {until}, unless you lift it.\n", ids.len()),
    };
    let answer = json!({ "records": ids, "ground": ground.code(), "until": until, "held": held });
    Output::answer(options.json, &answer, text)
}

pub(super) fn lift(work: &Work<'_>, id: HoldId) -> anyhow::Result<Output> {
    let Work { workspace, session, options, .. } = *work;
    workspace.wait(workspace.store.lift(session, id, workspace.today))?;
    Output::answer(options.json, &json!({ "hold": id }), "Lifted.\n".to_owned())
}

pub(super) fn list(work: &Work<'_>, which: &Which) -> anyhow::Result<Output> {
    let Work { workspace, session, options, .. } = *work;
    let (store, today) = (&workspace.store, workspace.today);
    let (holds, names) = workspace.wait(async {
        let holds = match which.id {
            Some(id) => store.holds_of(session, id).await?,
            // One more, to know whether that is all.
            None => store.holds(session, LISTED + 1, today).await?,
        };
        Ok((holds, store.names().await?))
    })?;
    if options.json {
        let told = |hold: &Hold| {
            json!({ "hold": hold.id, "record": hold.record, "by": names.of(hold.by), "ground": hold.ground.code(),
                "since": hold.day, "until": hold.until, "lifted": hold.lifted, "in_force": hold.is_in_force(today) })
        };
        return Output::json(&holds.iter().take(LISTED).map(told).collect::<Vec<_>>());
    }
    if holds.is_empty() {
        return Ok(Output::text("Nothing is held.\n".to_owned()));
    }
    let row = |hold: &Hold| {
        let stands = match hold.lifted {
            Some(day) => format!("lifted on {day}"),
            None if hold.is_in_force(today) => format!("until {}", hold.until),
            None => format!("over since {}", hold.until),
        };
        [hold.id.to_string(), hold.record.to_string(), hold.ground.code().to_owned(), names.of(hold.by), stands]
    };
    let rows: Vec<_> = holds.iter().take(LISTED).map(row).collect();
    let mut text = table(["HOLD", "RECORD", "WHY", "BY", "STANDS"], &rows);
    if holds.len() > LISTED {
        let _ = writeln!(text, "\nThere are more than these {LISTED}, which end later.");
    }
    Ok(Output::text(text))
}
