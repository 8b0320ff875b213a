//! Entries of the log by what was done, by whom and when. That they were read is an entry itself, so they are asked for by a form.

use askama::Template;
use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::Class;
use overt_publish::records::Words;
use overt_store::log::entry::{Action, Entry, Handle};
use overt_store::vault::AccountId;
use overt_store::{Account, AuditPage, AuditQuery};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::Choice;
use crate::shell::Shell;

/// Entries of a page.
const LENGTH: usize = 50;
/// More sealed parts opened on one day are unusual, unless the auditor says otherwise.
const USUAL_MAX: u64 = 100;
/// For unusual reading so many days are looked at.
const DAYS: i64 = 30;

struct Row {
    number: u64,
    day: String,
    who: String,
    role: String,
    action: String,
    object: String,
    class: String,
    purpose: String,
}

/// Who opened unusually much on a day.
struct Reader {
    who: String,
    day: String,
    count: u64,
}

#[derive(Template)]
#[template(path = "log.html", whitespace = "minimize")]
struct Log<'a> {
    shell: Shell<'a>,
    size: u64,
    actions: Vec<Choice>,
    accounts: Vec<Choice>,
    period: String,
    usual: u64,
    since: String,
    /// The entries that were found; none before they were asked for.
    rows: Option<Vec<Row>>,
    closed: u64,
    next: Option<u64>,
    /// Who opened unusually much; none before it was asked.
    readers: Option<Vec<Reader>>,
}

/// What can be asked.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(log(ask, &ask.store().accounts().await?).await?.render()?))
}

/// Entries, newest first.
pub(crate) async fn find(ask: &Ask) -> Result<Answer, Stopped> {
    let accounts = ask.store().accounts().await?;
    let period = match ask.period() {
        Ok(period) => period,
        Err(wrong) => {
            let mut log = log(ask, &accounts).await?;
            log.shell = log.shell.telling(wrong);
            return Ok(Answer::refused(log.render()?));
        }
    };
    let query = AuditQuery {
        action: ask.form.get("action").and_then(Action::from_code),
        account: ask.form.get("account").and_then(|id| id.parse::<AccountId>().ok()),
        from: period.map(|(first, _)| first),
        until: period.map(|(_, last)| last),
    };
    let before = ask.form.get("before").and_then(|before| before.parse().ok());
    let found = ask.store().audit(ask.session()?, &query, (before, LENGTH), ask.today()).await?;
    let AuditPage { entries, closed, next } = found;
    let mut log = log(ask, &accounts).await?;
    log.rows = Some(entries.iter().map(|entry| row(ask, &accounts, entry.number, &entry.entry)).collect());
    (log.closed, log.next) = (closed, next);
    Ok(Answer::page(log.render()?))
}

/// Who opened more sealed parts on one day than is usual.
pub(crate) async fn unusual(ask: &Ask) -> Result<Answer, Stopped> {
    let accounts = ask.store().accounts().await?;
    let mut log = log(ask, &accounts).await?;
    let (opened, closed) = ask.store().openings_by_day(ask.session()?, since(ask), ask.today()).await?;
    let readers = opened.into_iter().filter(|one| one.count > log.usual).map(|one| Reader {
        who: named(&accounts, &one.account),
        day: one.day.to_string(),
        count: one.count,
    });
    log.readers = Some(readers.collect());
    log.closed = closed;
    Ok(Answer::page(log.render()?))
}

async fn log<'a>(ask: &'a Ask, accounts: &[Account]) -> Result<Log<'a>, Stopped> {
    let of = |name: &str| ask.form.get(name).unwrap_or_default();
    let action = |action: &Action| Choice {
        code: action.code().to_owned(),
        label: ask.say(&format!("action-{}", action.code())),
        is_chosen: of("action") == action.code(),
    };
    let account = |account: &Account| Choice {
        code: account.id.to_string(),
        label: account.name.clone(),
        is_chosen: of("account") == account.id.to_string(),
    };
    Ok(Log {
        shell: Shell::new(ask, ask.say("log")),
        size: ask.store().log_size().await?,
        actions: Action::ALL.iter().map(action).collect(),
        accounts: accounts.iter().map(account).collect(),
        period: of("period").to_owned(),
        usual: of("usual").parse().unwrap_or(USUAL_MAX),
        since: since(ask).to_string(),
        rows: None,
        closed: 0,
        next: None,
        readers: None,
    })
}

/// The first day that is looked at for unusual reading.
fn since(ask: &Ask) -> Date {
    ask.today().saturating_sub(DAYS.days())
}

fn row(ask: &Ask, accounts: &[Account], number: u64, entry: &Entry) -> Row {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    Row {
        number,
        day: entry.day.to_string(),
        who: entry.actor.as_ref().map_or_else(|| ask.say("not-known"), |actor| named(accounts, actor)),
        role: ask.say(&format!("role-{}", entry.role)),
        action: ask.say(&format!("action-{}", entry.action.code())),
        object: entry.object.as_ref().map(|object| named(accounts, object)).unwrap_or_default(),
        class: entry.class.map(|class| words.label(Class::LIST, class.code())).unwrap_or_default(),
        purpose: entry.purpose.as_ref().map(|code| words.label("consent_purposes", code.as_str())).unwrap_or_default(),
    }
}

/// The name of an account, and any other handle as it is.
fn named(accounts: &[Account], handle: &Handle) -> String {
    let account = accounts.iter().find(|account| Handle::of(account.id) == *handle);
    account.map_or_else(|| handle.to_string(), |account| account.name.clone())
}
