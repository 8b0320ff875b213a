//! What is weak about the store, the gravest first, and what to do about it.

use askama::Template;
use overt_store::{Advice, Weight};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "doctor.html", whitespace = "minimize")]
struct Doctor<'a> {
    shell: Shell<'a>,
    groups: Vec<(&'static str, Vec<Advice>)>,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let mut advice = ask.store().examine(ask.today()).await?;
    let mut groups = Vec::new();
    for (weight, name) in
        [(Weight::Danger, "weight-danger"), (Weight::Weak, "weight-weak"), (Weight::Note, "weight-note")]
    {
        let (of_it, others): (Vec<_>, Vec<_>) = advice.into_iter().partition(|one| one.weight == weight);
        advice = others;
        if !of_it.is_empty() {
            groups.push((name, of_it));
        }
    }
    Ok(Answer::page(Doctor { shell: Shell::new(ask, ask.say("doctor")), groups }.render()?))
}
