//! Whether what is stored agrees with the log: verified beside the requests, and told when it is done.

use askama::Template;
use overt_store::StoreFinding;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::jobs::{self, Job};
use crate::shell::Shell;
use crate::watch::{self, SoFar};

/// The page while it goes on, or with what came of it.
enum Told {
    Never,
    GoesOn(SoFar),
    Failed(String),
    Whole,
    Found(Vec<StoreFinding>),
}

#[derive(Template)]
#[template(path = "verification.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    told: Told,
    begun: String,
    counts: Vec<(&'static str, u64)>,
    /// Whether the page loads itself again, which can be switched off.
    is_watched: bool,
}

/// How far it is, or what came of it.
pub(crate) async fn verification(ask: &Ask) -> Result<Answer, Stopped> {
    let job = ask.desk.jobs.verification();
    let outcome = job.as_ref().and_then(Job::outcome);
    let mut counts = Vec::new();
    let told = match (&job, outcome) {
        (None, _) => Told::Never,
        (Some(job), None) => Told::GoesOn(SoFar::of(ask, job, "verify-so-far")),
        (Some(_), Some(Err(error))) => Told::Failed(format!("{error}.")),
        (Some(_), Some(Ok(found))) => {
            counts = vec![
                ("verified-leaves", found.leaves),
                ("verified-checkpoints", found.checkpoints),
                ("verified-records", found.records),
                ("verified-revisions", found.revisions),
                ("verified-sealed", found.sealed),
            ];
            if found.is_whole() { Told::Whole } else { Told::Found(found.findings.clone()) }
        }
    };
    let page = Page {
        shell: Shell::new(ask, ask.say("verify")),
        is_watched: ask.query.has("watch") && matches!(told, Told::GoesOn(_)),
        begun: job.map(|job| job.day.to_string()).unwrap_or_default(),
        told,
        counts,
    };
    Ok(Answer::page(page.render()?))
}

/// The same in counts while it goes on.
pub(crate) async fn events(ask: &Ask) -> Result<Answer, Stopped> {
    watch::events(ask, ask.desk.jobs.verification())
}

/// Begins it, unless it goes on already.
pub(crate) async fn verify(ask: &Ask) -> Result<Answer, Stopped> {
    jobs::verify(&ask.desk, ask.today()).await?;
    Ok(Answer::see("/log/verification?watch=yes"))
}
