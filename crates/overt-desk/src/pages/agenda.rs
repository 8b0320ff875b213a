//! Which dates come up or went by: answers that are due, plans to be looked at again, consents that end. They stand in the records
//! already, so nobody has to write a list beside them. Above them stand the tasks that somebody gave.

use askama::Template;
use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::{Record, RecordId, State, Value};
use overt_store::Query;

use super::records::{line, purposes};
use super::tasks;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// What comes within so many days is listed.
const SOON: i32 = 30;
/// What went by so many days ago is nothing that anybody waits for.
const PAST: i32 = 366;
/// So many are listed, the earliest first.
const LISTED: usize = 200;
/// So many records of a kind are looked at.
const LOOKED_AT: usize = 10_000;
/// So many at once.
const STEP: usize = 1000;

/// A date by which something has to be done, with what is filled in once it is.
struct Rule {
    schema: &'static str,
    due: &'static str,
    done: &'static [&'static str],
}

const RULES: [Rule; 7] = [
    Rule { schema: "Referral", due: "due_on", done: &["answered_on"] },
    Rule { schema: "Report", due: "answer_due_on", done: &["answered_on", "closed_on"] },
    Rule { schema: "IndicatorHit", due: "due_on", done: &["reviewed_on"] },
    Rule { schema: "SupportPlan", due: "review_on", done: &[] },
    Rule { schema: "Consent", due: "expires_on", done: &["withdrawn_on"] },
    Rule { schema: "Story", due: "lead_due_on", done: &[] },
    Rule { schema: "Document", due: "expires_on", done: &[] },
];

/// A record with the day on which something is due in it.
type Dated = (Date, &'static Rule, Record);

/// Something that is due.
struct Row {
    id: RecordId,
    day: String,
    what: String,
    name: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "agenda.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    /// The person's tasks, those that came back and those that are nobody's, each part with its name in the catalogue; no empty ones.
    tasks: Vec<(&'static str, Vec<tasks::Line>)>,
    purposes: Vec<(String, String)>,
    /// What went by and what comes, each with its name in the catalogue.
    parts: [(&'static str, Vec<Row>); 2],
    is_all: bool,
}

/// What is due in the records that the person's teams hold.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let (mut due, mut is_all) = (Vec::new(), true);
    for rule in &RULES {
        is_all &= gather(ask, rule, &mut due).await?;
    }
    due.sort_by_key(|(day, rule, record)| (*day, rule.schema, record.id));
    is_all &= due.len() <= LISTED;
    due.truncate(LISTED);
    let soon = due.split_off(due.partition_point(|(day, ..)| *day < ask.today()));
    let part = |name, due: &[Dated]| (name, due.iter().map(|one| row(ask, one)).collect());
    let parts = [part("agenda-over", &due), part("agenda-soon", &soon)];
    let mut tasks = Vec::new();
    if let Some(due) = tasks::due(ask).await? {
        is_all &= due.is_all;
        let parts = [("agenda-tasks", due.own), ("agenda-returned", due.returned), ("agenda-nobodys", due.nobodys)];
        for (name, part) in parts {
            tasks.push((name, tasks::lines(ask, &part).await?));
        }
        tasks.retain(|(_, part)| !part.is_empty());
    }
    let shell = Shell::new(ask, ask.say("agenda"));
    Ok(Answer::page(Page { shell, tasks, purposes: purposes(ask), parts, is_all }.render()?))
}

/// Adds what is due under a rule, and says whether all records of the kind were looked at.
async fn gather(ask: &Ask, rule: &'static Rule, due: &mut Vec<Dated>) -> Result<bool, Stopped> {
    let (session, today) = (ask.session()?, ask.today());
    let is_own = |held_by| session.teams().iter().any(|team| team.id == held_by && session.holds(team));
    let period = (today.saturating_sub(PAST.days()), today.saturating_add(SOON.days()));
    let states = vec![(rule.due.to_owned(), State::AskedYes)];
    let query = Query { schema: Some(rule.schema.to_owned()), states, period: Some(period), ..Query::default() };
    let (mut after, mut looked_at) = (None, 0);
    while looked_at < LOOKED_AT {
        let page = ask.store().find(&query, after, STEP).await?;
        let own = page.found.into_iter().filter(|found| is_own(found.held_by));
        for record in own.map(|found| found.record) {
            let day = last_day(&record, rule.due).filter(|day| (period.0..=period.1).contains(day));
            let is_done = rule.done.iter().any(|done| !record.values(done).is_empty());
            due.extend(day.filter(|_| !is_done).map(|day| (day, rule, record)));
        }
        (after, looked_at) = (page.next, looked_at + STEP);
        if after.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The last day that a date may mean.
fn last_day(record: &Record, property: &str) -> Option<Date> {
    record.values(property).iter().find_map(|value| match value {
        Value::Date(date) => Some(date.bounds().1),
        _ => None,
    })
}

fn row(ask: &Ask, (day, rule, record): &Dated) -> Row {
    let told = line((ask.codebook(), ask.lang), record);
    let property = ask.codebook().schema(rule.schema).and_then(|schema| schema.property(rule.due));
    let what = property.map_or(rule.due, |property| property.label.get(ask.lang)).to_owned();
    Row { id: record.id, day: day.to_string(), what, name: told.name(), kind: told.kind }
}

#[cfg(test)]
mod tests {
    use overt_model::Codebook;
    use overt_model::codebook::Kind;

    use super::*;

    #[test]
    fn every_rule_names_dates_of_the_codebook_that_are_not_sealed() {
        for rule in &RULES {
            let schema = Codebook::embedded().schema(rule.schema).unwrap();
            for name in [rule.due].iter().chain(rule.done) {
                let property = schema.property(name).unwrap_or_else(|| panic!("{} has no {name}", rule.schema));
                assert!(matches!(property.kind, Kind::Date { .. }) && !property.class.is_sealed(), "{name}");
            }
        }
    }
}
