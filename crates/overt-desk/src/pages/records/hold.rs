//! Holding a record against erasing, and lifting that.

use askama::Template;
use jiff::ToSpan as _;
use overt_model::RecordId;
use overt_store::{HOLD_DAYS_MAX, Hold, HoldError, HoldGround, HoldId, Names, StoreError};

use super::erase::to_erase;
use super::holding::{Along, along, chosen};
use super::path;
use super::title::line;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::Choice;
use crate::shell::Shell;

/// A hold in words.
pub(crate) struct ToldHold {
    id: HoldId,
    pub(crate) ground: String,
    pub(crate) by: String,
    since: String,
    pub(crate) until: String,
    /// How it ended; nothing while it is in force.
    over: String,
}

#[derive(Template)]
#[template(path = "hold.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    kind: String,
    holds: Vec<ToldHold>,
    grounds: Vec<Choice>,
    until: String,
    /// The last day that a hold can have.
    last: String,
    along: Vec<Along>,
    problem: Option<String>,
}

/// The words of a ground.
fn ground(ask: &Ask, ground: HoldGround) -> String {
    ask.say(&format!("hold-{}", ground.code()))
}

/// A hold in words.
pub(crate) fn told(ask: &Ask, names: &Names, hold: &Hold) -> ToldHold {
    ToldHold {
        id: hold.id,
        ground: ground(ask, hold.ground),
        by: names.of(hold.by),
        since: hold.day.to_string(),
        until: hold.until.to_string(),
        over: match hold.lifted {
            Some(day) => ask.with("hold-lifted", &day.to_string()),
            None if hold.is_in_force(ask.today()) => String::new(),
            None => ask.say("hold-ended"),
        },
    }
}

/// The last end of the holds that are in force.
pub(super) fn held_until(ask: &Ask, holds: &[Hold]) -> Option<String> {
    let in_force = holds.iter().filter(|hold| hold.is_in_force(ask.today()));
    in_force.map(|hold| hold.until).max().map(|day| ask.with("hold-until", &day.to_string()))
}

/// The holds of the record, and the form that places one.
pub(crate) async fn holds(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, None).await?))
}

/// Holds the record, with what was chosen of what is tied to it.
pub(crate) async fn hold(ask: &Ask) -> Result<Answer, Stopped> {
    let shown = to_erase(ask).await?;
    let ground = ask.form.get("ground").and_then(HoldGround::from_code);
    let (Some(ground), Ok(Some(until))) = (ground, ask.day("until")) else {
        return Ok(Answer::refused(page(ask, Some("hold-choose")).await?));
    };
    let records = chosen(ask, shown.record.id, &along(ask, &shown).await?);
    match ask.store().hold(ask.session()?, &records, (ground, until), ask.today()).await {
        Ok(_) => Ok(Answer::see(format!("{}/hold?done=held", path(shown.record.id)))),
        Err(StoreError::Hold(HoldError::Until)) => Ok(Answer::refused(page(ask, Some("hold-wrong-until")).await?)),
        Err(error) => Err(error.into()),
    }
}

/// Lifts one of the record's holds.
pub(crate) async fn lift(ask: &Ask) -> Result<Answer, Stopped> {
    let shown = to_erase(ask).await?;
    let id: HoldId = ask.form.get("hold").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    match ask.store().lift(ask.session()?, id, ask.today()).await {
        Ok(()) => Ok(Answer::see(format!("{}/hold?done=lifted", path(shown.record.id)))),
        Err(StoreError::Hold(HoldError::Others)) => Ok(Answer::refused(page(ask, Some("hold-others")).await?)),
        Err(StoreError::Hold(HoldError::Over)) => Ok(Answer::refused(page(ask, Some("hold-over")).await?)),
        Err(error) => Err(error.into()),
    }
}

async fn page(ask: &Ask, problem: Option<&str>) -> Result<String, Stopped> {
    let shown = to_erase(ask).await?;
    let mut holds = ask.store().holds_of(ask.session()?, shown.record.id).await?;
    holds.sort_by_key(|hold| (!hold.is_in_force(ask.today()), hold.until, hold.id));
    let names = ask.store().names().await?;
    let grounds = HoldGround::ALL.map(|one| Choice {
        code: one.code().to_owned(),
        label: ground(ask, one),
        is_chosen: ask.form.get("ground") == Some(one.code()),
    });
    let page = Page {
        shell: Shell::new(ask, ask.say("hold")),
        id: shown.record.id,
        kind: line((ask.codebook(), ask.lang), &shown.record).kind,
        holds: holds.iter().map(|hold| told(ask, &names, hold)).collect(),
        grounds: grounds.into(),
        until: ask.form.get("until").unwrap_or_default().to_owned(),
        last: ask.today().saturating_add(HOLD_DAYS_MAX.days()).to_string(),
        along: along(ask, &shown).await?,
        problem: problem.map(|name| ask.say(name)),
    };
    Ok(page.render()?)
}
