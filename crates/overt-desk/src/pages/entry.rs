//! Coming in and going out.

use std::time::Instant;

use askama::Template;
use overt_model::Secret;
use overt_store::vault::Passphrase;
use overt_store::{Factor, Factors, Session, StoreError};

use crate::answer::{Answer, Kept, Stopped};
use crate::ask::Ask;
use crate::pages::drafts::{self, Carried};
use crate::pages::passkeys::{Wanted, factor};
use crate::passkey::Purpose;
use crate::shell::Shell;
use crate::words::of_code;

#[derive(Template)]
#[template(path = "sign_in.html", whitespace = "minimize")]
struct SignIn<'a> {
    shell: Shell<'a>,
    /// The account that a link proposes.
    name: &'a str,
    passkey: Option<Wanted>,
    /// What was typed when the session had ended.
    carried: Option<Carried>,
}

impl<'a> SignIn<'a> {
    fn new(ask: &'a Ask, shell: Shell<'a>, (name, carried): (&'a str, Option<Carried>)) -> Self {
        Self { shell, name, passkey: Wanted::new(ask, Purpose::SignIn), carried }
    }
}

#[derive(Template)]
#[template(path = "confirm.html", whitespace = "minimize")]
struct Confirm<'a> {
    shell: Shell<'a>,
    uses_codes: bool,
    uses_passkeys: bool,
    passkey: Option<Wanted>,
    carried: Option<Carried>,
}

/// The page that asks who somebody is.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    if ask.who.is_some() {
        return Ok(Answer::see("/"));
    }
    let name = ask.query.get("name").unwrap_or_default();
    Ok(Answer::page(SignIn::new(ask, Shell::new(ask, ask.say("sign-in")), (name, None)).render()?))
}

/// The same for somebody whose session ended while they were typing: the page takes along what they typed.
pub(crate) fn page_with(ask: &Ask, carried: Carried) -> Result<Answer, Stopped> {
    let shell = Shell::new(ask, ask.say("sign-in")).telling(ask.say("session-ended"));
    Ok(Answer::refused(SignIn::new(ask, shell, ("", Some(carried))).render()?))
}

/// Lets somebody in who knows name and passphrase, and shows a code or a passkey where they use one.
pub(crate) async fn sign_in(ask: &Ask) -> Result<Answer, Stopped> {
    let name = ask.form.get("name").unwrap_or_default();
    let again = |sentence: String| {
        let shell = Shell::new(ask, ask.say("sign-in")).telling(sentence);
        Ok(Answer::refused(SignIn::new(ask, shell, ("", Carried::brought(ask))).render()?))
    };
    let throttle = &ask.desk.throttle;
    if let Some(wait) = throttle.wait(name, Instant::now()) {
        return again(ask.count("wait", wait.as_secs() + 1));
    }
    let Ok(passphrase) = passphrase(ask, "passphrase") else { return again(ask.say("not-signed-in")) };
    match unlock(ask, name, &passphrase).await {
        Ok(session) => {
            throttle.succeeded(name);
            let (token, parked) = ask.store().park(&session);
            let lang = ask.form.get("lang").and_then(of_code).unwrap_or(ask.lang);
            ask.desk.sessions.enter(&token, parked, lang, Instant::now());
            if let Some(who) = &ask.who {
                ask.desk.sessions.leave(&who.token);
            }
            ask.store().drop_old(ask.today()).await?;
            let answer = match Carried::brought(ask) {
                Some(carried) => drafts::back(ask, &carried, token.proof_text())?,
                None => Answer::see("/"),
            };
            Ok(answer.keeping(Kept::Token(token.to_text())))
        }
        Err(StoreError::SignIn) => {
            throttle.failed(name, Instant::now());
            again(ask.say("not-signed-in"))
        }
        Err(error) => Err(Stopped::Store(error)),
    }
}

/// Ends the session.
pub(crate) async fn sign_out(ask: &Ask) -> Result<Answer, Stopped> {
    if let Some(who) = &ask.who {
        ask.desk.sessions.leave(&who.token);
        ask.desk.hands.drop(who.session.account);
        ask.store().sign_out(&who.session, ask.today()).await?;
    }
    Ok(Answer::see("/sign-in").keeping(Kept::Nothing))
}

/// The page that asks once more, before an identity is opened.
pub(crate) async fn to_confirm(ask: &Ask, is_wrong: bool) -> Result<Answer, Stopped> {
    let factors = ask.store().factors(ask.session()?).await?;
    let (uses_codes, uses_passkeys) = (factors.codes.is_some(), !factors.passkeys.is_empty());
    let token = ask.who.as_ref().map(|who| who.token.digest()).filter(|_| uses_passkeys);
    let passkey = token.and_then(|token| Wanted::new(ask, Purpose::Confirm(token)));
    let mut shell = Shell::new(ask, ask.say("confirm"));
    if is_wrong {
        shell = shell.telling(ask.say("not-confirmed"));
    }
    let carried = Carried::brought(ask).or_else(|| Carried::of(&ask.path, &ask.form));
    Ok(Answer::refused(Confirm { shell, uses_codes, uses_passkeys, passkey, carried }.render()?))
}

/// Takes the code or the passkey, or the passphrase where neither is used, and leads back to where somebody was.
pub(crate) async fn confirm(ask: &Ask) -> Result<Answer, Stopped> {
    let session = ask.session()?;
    let factors = ask.store().factors(session).await?;
    let is_right = if factors.is_empty() {
        is_own_passphrase(ask, session).await?
    } else {
        is_own_factor(ask, session, &factors).await?
    };
    if !is_right {
        return to_confirm(ask, true).await;
    }
    if let Some(who) = &ask.who {
        ask.desk.sessions.confirm(&who.token, Instant::now());
    }
    if let (Some(carried), Some(who)) = (Carried::brought(ask), &ask.who) {
        return drafts::back(ask, &carried, who.token.proof_text());
    }
    let back = ask.form.get("back").and_then(crate::routes::page_at);
    Ok(Answer::see(back.unwrap_or("/")))
}

/// Whether the session's person typed the passphrase; wrong ones are counted as at the door.
pub(crate) async fn is_own_passphrase(ask: &Ask, session: &Session) -> Result<bool, Stopped> {
    if ask.desk.throttle.wait(&session.name, Instant::now()).is_some() {
        return Ok(false);
    }
    let Ok(passphrase) = passphrase(ask, "passphrase") else { return Ok(false) };
    let _one = ask.desk.stretching.acquire().await.ok();
    match ask.store().sign_in(&session.name, &passphrase, ask.today()).await {
        Ok(again) => Ok(again.account == session.account),
        Err(StoreError::SignIn) => {
            ask.desk.throttle.failed(&session.name, Instant::now());
            Ok(false)
        }
        Err(error) => Err(Stopped::Store(error)),
    }
}

/// Whether the session's person typed a code or shows a passkey that counts. A million codes are few, so what is wrong is counted too.
async fn is_own_factor(ask: &Ask, session: &Session, factors: &Factors) -> Result<bool, Stopped> {
    let (Some(who), now) = (&ask.who, Instant::now()) else { return Ok(false) };
    if ask.desk.throttle.wait(&session.name, now).is_some() {
        return Ok(false);
    }
    let is_right = match factor(ask, &session.name, factors, Purpose::Confirm(who.token.digest())) {
        Some(Factor::Passkey { id, count }) => match ask.store().use_passkey(session, (id, count), ask.today()).await {
            Ok(()) => true,
            Err(StoreError::SignIn) => false,
            Err(error) => return Err(error.into()),
        },
        Some(Factor::Code) => true,
        None => false,
    };
    if !is_right {
        ask.desk.throttle.failed(&session.name, now);
    }
    Ok(is_right)
}

async fn unlock(ask: &Ask, name: &str, passphrase: &Passphrase) -> Result<Session, StoreError> {
    let shown = |factors: &Factors| factor(ask, name, factors, Purpose::SignIn);
    let _one = ask.desk.stretching.acquire().await.ok();
    ask.store().sign_in_with_factor(name, passphrase, shown, ask.today()).await
}

/// What somebody typed as a passphrase, whatever it is worth.
fn passphrase(ask: &Ask, name: &str) -> Result<Passphrase, overt_store::vault::PassphraseError> {
    Passphrase::typed(&Secret::new(ask.form.get(name).unwrap_or_default().to_owned()))
}
