//! Coming in and going out.

use std::time::Instant;

use askama::Template;
use overt_model::Secret;
use overt_store::vault::Passphrase;
use overt_store::{Session, StoreError};

use crate::answer::{Answer, Kept, Stopped};
use crate::ask::Ask;
use crate::pages::drafts::{self, Carried};
use crate::shell::Shell;
use crate::words::of_code;

#[derive(Template)]
#[template(path = "sign_in.html", whitespace = "minimize")]
struct SignIn<'a> {
    shell: Shell<'a>,
    /// The account that a link proposes.
    name: &'a str,
    /// What was typed when the session had ended.
    carried: Option<Carried>,
}

#[derive(Template)]
#[template(path = "confirm.html", whitespace = "minimize")]
struct Confirm<'a> {
    shell: Shell<'a>,
    uses_codes: bool,
    carried: Option<Carried>,
}

/// The page that asks who somebody is.
pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    if ask.who.is_some() {
        return Ok(Answer::see("/"));
    }
    let name = ask.query.get("name").unwrap_or_default();
    Ok(Answer::page(SignIn { shell: Shell::new(ask, ask.say("sign-in")), name, carried: None }.render()?))
}

/// The same for somebody whose session ended while they were typing: the page takes along what they typed.
pub(crate) fn page_with(ask: &Ask, carried: Carried) -> Result<Answer, Stopped> {
    let shell = Shell::new(ask, ask.say("sign-in")).telling(ask.say("session-ended"));
    Ok(Answer::refused(SignIn { shell, name: "", carried: Some(carried) }.render()?))
}

/// Lets somebody in who knows name and passphrase, and the code where there is one.
pub(crate) async fn sign_in(ask: &Ask) -> Result<Answer, Stopped> {
    let name = ask.form.get("name").unwrap_or_default();
    let again = |sentence: String| {
        let shell = Shell::new(ask, ask.say("sign-in")).telling(sentence);
        Ok(Answer::refused(SignIn { shell, name: "", carried: Carried::brought(ask) }.render()?))
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
    let uses_codes = ask.store().totp_secret(ask.session()?).await?.is_some();
    let mut shell = Shell::new(ask, ask.say("confirm"));
    if is_wrong {
        shell = shell.telling(ask.say("not-confirmed"));
    }
    let carried = Carried::brought(ask).or_else(|| Carried::of(&ask.path, &ask.form));
    Ok(Answer::refused(Confirm { shell, uses_codes, carried }.render()?))
}

/// Takes the passphrase or the code, and leads back to where somebody was.
pub(crate) async fn confirm(ask: &Ask) -> Result<Answer, Stopped> {
    let session = ask.session()?;
    let is_right = match ask.store().totp_secret(session).await? {
        Some(secret) => is_own_code(ask, session, &secret),
        None => is_own_passphrase(ask, session).await?,
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

/// Whether the session's person typed a code that counts. A million codes are few, so wrong ones are counted too.
fn is_own_code(ask: &Ask, session: &Session, secret: &Secret<[u8; 20]>) -> bool {
    let (desk, now) = (&ask.desk, Instant::now());
    if desk.throttle.wait(&session.name, now).is_some() {
        return false;
    }
    let is_right = desk.codes.accepts(&session.name, secret, ask.form.get("code").unwrap_or_default(), (desk.now)());
    if !is_right {
        desk.throttle.failed(&session.name, now);
    }
    is_right
}

async fn unlock(ask: &Ask, name: &str, passphrase: &Passphrase) -> Result<Session, StoreError> {
    let typed = ask.form.get("code").unwrap_or_default();
    let accepts = |secret: Option<&Secret<[u8; 20]>>| {
        secret.is_none_or(|secret| ask.desk.codes.accepts(name, secret, typed, (ask.desk.now)()))
    };
    let _one = ask.desk.stretching.acquire().await.ok();
    ask.store().sign_in_with_code(name, passphrase, accepts, ask.today()).await
}

/// What somebody typed as a passphrase, whatever it is worth.
fn passphrase(ask: &Ask, name: &str) -> Result<Passphrase, overt_store::vault::PassphraseError> {
    Passphrase::typed(&Secret::new(ask.form.get(name).unwrap_or_default().to_owned()))
}
