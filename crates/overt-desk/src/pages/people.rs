//! Who may sign in, and who looks after that.

use askama::Template;
use overt_model::Secret;
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{AccountChange, AccountState, Duty, Name, NewAccount, StoreError};

use super::teams::{Team, teams_of};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::refusals;
use crate::shell::Shell;

struct Row {
    name: String,
    teams: String,
    key: String,
    is_open: bool,
    is_administrator: bool,
    /// What the person is charged with, in words.
    duties: String,
}

/// What was just made.
struct Made {
    name: String,
    code: Secret<String>,
}

#[derive(Template)]
#[template(path = "people.html", whitespace = "minimize")]
struct People<'a> {
    shell: Shell<'a>,
    rows: Vec<Row>,
    /// Each duty with its name.
    duties: Vec<(Duty, String)>,
    teams: Vec<Team>,
    made: Option<Made>,
    problem: Option<String>,
    typed: String,
}

/// Every account and every team.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(people(ask, None, None).await?))
}

/// A new account. The person types the passphrase, and sees the recovery code once.
pub(crate) async fn add(ask: &Ask) -> Result<Answer, Stopped> {
    let refuse = async |sentence: String| Ok(Answer::refused(people(ask, None, Some(sentence)).await?));
    let Ok(name) = ask.form.get("name").unwrap_or_default().parse::<Name>() else {
        return refuse(ask.say("name-wrong")).await;
    };
    let [new, again] = ["new", "again"].map(|name| ask.form.get(name).unwrap_or_default());
    if new != again {
        return refuse(ask.say("passphrases-differ")).await;
    }
    let passphrase = match Passphrase::chosen(&Secret::new(new.to_owned())) {
        Ok(passphrase) => passphrase,
        Err(error) => return refuse(refusals::of_passphrase(ask, error)).await,
    };
    let account = NewAccount {
        name: name.to_string(),
        administrator: ask.form.has("administrator"),
        passphrase,
        kdf: KdfParameters::STANDARD,
    };
    let made = {
        let _one = ask.desk.stretching.acquire().await.ok();
        ask.store().add_account(ask.session()?, &account, ask.today()).await
    };
    match made {
        Ok((_, code)) => Ok(Answer::page(people(ask, Some(Made { name: account.name, code }), None).await?)),
        Err(StoreError::Taken(_)) => refuse(ask.say("account-taken")).await,
        Err(error) => Err(error.into()),
    }
}

/// Closes or reopens an account, or gives or takes a duty or the administrator's task.
pub(crate) async fn change(ask: &Ask) -> Result<Answer, Stopped> {
    let duty = ask.form.get("duty").and_then(Duty::from_code);
    let change = match ask.form.get("what") {
        Some("give") => AccountChange::Duty(duty.ok_or(Stopped::NotThere)?, true),
        Some("take") => AccountChange::Duty(duty.ok_or(Stopped::NotThere)?, false),
        Some("close") => AccountChange::State(AccountState::Closed),
        Some("reopen") => AccountChange::State(AccountState::Active),
        Some("administrator") => AccountChange::Administrator(true),
        Some("no-administrator") => AccountChange::Administrator(false),
        _ => return Err(Stopped::NotThere),
    };
    let name = ask.form.get("name").unwrap_or_default();
    match ask.store().change_account(ask.session()?, name, change, ask.today()).await {
        Ok(()) => Ok(Answer::see("/people?done=account")),
        Err(error @ (StoreError::LastAdministrator | StoreError::AdministratorWithContent)) => {
            Ok(Answer::refused(people(ask, None, Some(refusals::told(ask, &error))).await?))
        }
        Err(error) => Err(error.into()),
    }
}

async fn people(ask: &Ask, made: Option<Made>, problem: Option<String>) -> Result<String, Stopped> {
    let (teams, charged) = (teams_of(ask).await?, ask.store().duties().await?);
    let duties = Duty::ALL.map(|duty| (duty, ask.say(name(duty))));
    let charged = |account| {
        let had = duties.iter().filter(|(duty, _)| charged.contains(&(account, *duty)));
        had.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let row = |account: &overt_store::Account| {
        let is_in = |team: &&Team| team.members.iter().any(|member| member.name == account.name);
        let of: Vec<&str> = teams.iter().filter(is_in).map(|team| team.name.as_str()).collect();
        Row {
            name: account.name.clone(),
            teams: if of.is_empty() { ask.say("team-none") } else { of.join(", ") },
            key: account.key.fingerprint(),
            is_open: account.state == AccountState::Active,
            is_administrator: account.administrator,
            duties: charged(account.id),
        }
    };
    let rows = ask.store().accounts().await?.iter().map(row).collect();
    let typed = if made.is_none() { ask.form.get("name").unwrap_or_default().to_owned() } else { String::new() };
    Ok(People { shell: Shell::new(ask, ask.say("people")), rows, duties: duties.into(), teams, made, problem, typed }
        .render()?)
}

/// The name in the catalogue of a duty.
const fn name(duty: Duty) -> &'static str {
    match duty {
        Duty::Intake => "duty-intake",
        Duty::Referral => "duty-referral",
        Duty::Supervision => "duty-supervision",
        Duty::Analysis => "duty-analysis",
    }
}
