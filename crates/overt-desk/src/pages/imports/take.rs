//! Taking a file in, beside the requests: it goes on when the line breaks.

use std::sync::Arc;

use askama::Template;
use overt_intake::look::Look;
use overt_model::Secret;
use overt_store::{Counts, RunId, Session, hex};
use sha2::{Digest as _, Sha256};
use tokio::runtime::Handle;

use super::file::{Open, Plan, plan};
use super::trial::{Reject, reasons};
use super::{aside, choices};
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};
use crate::desk::Desk;
use crate::jobs::Job;
use crate::shell::Shell;
use crate::taking::{Taken, Taking};
use crate::watch::{self, SoFar};

/// What became of a file.
pub(crate) struct Imported {
    taken: Taken,
    /// Whether the rejects are the file at hand by now.
    is_at_hand: bool,
    unit: &'static str,
}

/// What is needed to take a file in.
struct Work {
    desk: Arc<Desk>,
    /// It lives as long as the work: no other key of the person does.
    session: Session,
    open: Arc<Open>,
    plan: Plan,
    look: Look,
    job: Job<Imported>,
}

/// Begins to take the file in as it was tried.
pub(crate) async fn take(ask: &Ask) -> Result<Answer, Stopped> {
    let open = Arc::new(Open::of(ask).await?);
    let plan = match plan(ask, &open.hand.chosen).await? {
        Ok(plan) => plan,
        Err(problems) => return choices::refused(ask, &open, problems).await,
    };
    let (looked, Plan { mut mapping, source, team }) = (Arc::clone(&open), plan);
    let looked = aside(move || {
        let mut rows = looked.rows().map_err(|error| error.to_string())?;
        let look = Look::at(&mut *rows, &mut mapping, || {}).map_err(|error| error.to_string())?;
        Ok((look, mapping))
    });
    let (look, mapping) = match looked.await? {
        Ok((look, _)) if look.undecided().next().is_some() => {
            return choices::refused(ask, &open, vec![ask.say("import-undecided")]).await;
        }
        Ok(looked) => looked,
        Err(why) => return choices::refused(ask, &open, vec![why]).await,
    };
    let (store, session) = (ask.store(), ask.session()?);
    let (token, parked) = store.park(session);
    let own = store.resume(&parked, &token).await?;
    let job = Job::new(ask.today(), look.rows);
    if !ask.desk.jobs.begin_import(session.account, job.clone()) {
        return Err(Stopped::Busy);
    }
    let plan = Plan { mapping, source, team };
    let work = Work { desk: Arc::clone(&ask.desk), session: own, open, plan, look, job: job.clone() };
    tokio::spawn(async move {
        let done = aside(move || work.done(&Handle::current())).await;
        // A reader that breaks off must not leave the page waiting.
        job.end(done.unwrap_or_else(|stopped| Err(stopped.to_string())));
    });
    Ok(Answer::see("/imports/progress?watch=yes"))
}

impl Work {
    fn done(self, handle: &Handle) -> Result<Imported, String> {
        let Self { desk, session, open, plan, look, job } = self;
        let whose = (&desk.store, &session);
        let taking = Taking {
            look: &look,
            rows: open.rows().map_err(|error| error.to_string())?,
            mapping: plan.mapping,
            source: &plan.source,
            team: plan.team,
            file: hex(&Sha256::digest(&open.hand.bytes)),
            today: job.day,
            is_stopped: &|| false,
        };
        let mut rejects = Vec::new();
        let taken = handle.block_on(taking.take(whose, desk.codebook, &mut rejects, |more| job.advance(more)));
        let rejects = Secret::new(rejects);
        let taken = taken.map_err(|error| error.to_string())?;
        let is_at_hand = if taken.rejected.rows > 0 {
            // Where there is no room for them, the whole file stays: what was taken in is known again.
            let put = desk.hands.put(whose, &of_rejects(&open, &look), rejects.expose());
            put.map_err(|error| error.to_string())?
        } else {
            desk.hands.drop(session.account);
            false
        };
        Ok(Imported { taken, is_at_hand, unit: look.unit.name() })
    }
}

/// What was decided about the file holds for its rejects as well. They are one table, and may show no order of their dates.
fn of_rejects(open: &Open, look: &Look) -> Pairs {
    let mut chosen = Pairs::default();
    let kept = open.hand.chosen.iter().filter(|(name, _)| !["name", "table", "dates"].contains(name));
    kept.for_each(|(name, value)| chosen.push(name.to_owned(), value.to_owned()));
    let name = open.name();
    let name = if name.ends_with(REJECTS) { name.to_owned() } else { format!("{name}{REJECTS}") };
    chosen.push("name".to_owned(), name);
    let found = look.orders.iter().find_map(|found| found.order).map(overt_intake::mapping::Order::name);
    if let Some(order) = open.hand.chosen.get("dates").or(found) {
        chosen.push("dates".to_owned(), order.to_owned());
    }
    chosen
}

/// How the name of a file of rejects ends.
const REJECTS: &str = ".rejects.csv";

/// The page while it goes on, or with what came of it.
enum Told {
    GoesOn(SoFar),
    Failed(String),
    Done { run: RunId, counts: Counts, reasons: Vec<Reject>, is_at_hand: bool },
}

#[derive(Template)]
#[template(path = "import_progress.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    told: Told,
    /// Whether the page loads itself again, which can be switched off.
    is_watched: bool,
}

/// How far the person's last import is, or what came of it.
pub(crate) async fn progress(ask: &Ask) -> Result<Answer, Stopped> {
    let account = ask.session()?.account;
    let Some(job) = ask.desk.jobs.import(account) else { return Ok(Answer::see("/imports")) };
    let told = match job.outcome() {
        None => Told::GoesOn(SoFar::of(ask, &job, "import-so-far")),
        Some(Err(why)) => Told::Failed(format!("{why}.")),
        Some(Ok(imported)) => Told::Done {
            run: imported.taken.run,
            counts: imported.taken.counts,
            reasons: reasons(&imported.taken.rejected, imported.unit),
            is_at_hand: imported.is_at_hand && ask.desk.hands.has(account),
        },
    };
    let is_watched = ask.query.has("watch") && matches!(told, Told::GoesOn(_));
    Ok(Answer::page(Page { shell: Shell::new(ask, ask.say("import")), told, is_watched }.render()?))
}

/// The same in counts while it goes on.
pub(crate) async fn events(ask: &Ask) -> Result<Answer, Stopped> {
    watch::events(ask, ask.desk.jobs.import(ask.session()?.account))
}
