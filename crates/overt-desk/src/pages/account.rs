//! A person's own account: passphrase, recovery code, one-time codes, passkeys, language.

use askama::Template;
use overt_model::Secret;
use overt_store::vault::{KdfParameters, Passphrase, TotpSalt};
use overt_store::{Factors, PASSKEYS_MAX};

use super::entry::is_own_passphrase;
use super::passkeys::{NewPasskey, Row};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::codes;
use crate::refusals;
use crate::shell::Shell;
use crate::words::of_code;

#[derive(Template)]
#[template(path = "account.html", whitespace = "minimize")]
struct Account<'a> {
    shell: Shell<'a>,
    uses_codes: bool,
    passkeys: Vec<Row>,
    /// What is shown once: a new recovery code.
    recovery: Option<Secret<String>>,
    offer: Option<Offer>,
    new: Option<NewPasskey>,
}

impl<'a> Account<'a> {
    fn new(ask: &'a Ask, factors: Factors, told: Option<String>) -> Self {
        let mut shell = Shell::new(ask, ask.say("account"));
        if let Some(sentence) = told {
            shell = shell.telling(sentence);
        }
        let passkeys = factors.passkeys.into_iter().map(|passkey| Row::new(ask, passkey)).collect();
        Self { shell, uses_codes: factors.codes.is_some(), passkeys, recovery: None, offer: None, new: None }
    }

    /// Whether another passkey can be added on this page.
    fn takes_passkey(&self) -> bool {
        self.passkeys.len() < PASSKEYS_MAX
    }

    /// Whether passkeys can be bound to the address of this page.
    fn has_site(&self) -> bool {
        self.shell.ask.site.is_some()
    }
}

/// A secret for one-time codes that is not yet in force.
struct Offer {
    salt: String,
    secret: Secret<String>,
    picture: String,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    shown(ask, None, None).await
}

pub(super) async fn shown(
    ask: &Ask,
    told: Option<String>,
    recovery: Option<Secret<String>>,
) -> Result<Answer, Stopped> {
    let factors = ask.store().factors(ask.session()?).await?;
    let is_refused = told.is_some();
    let html = Account { recovery, ..Account::new(ask, factors, told) }.render()?;
    Ok(if is_refused { Answer::refused(html) } else { Answer::page(html) })
}

/// The page with the form for a passkey that is about to be made.
pub(super) fn with_new_passkey(ask: &Ask, factors: Factors, new: NewPasskey) -> Result<Answer, Stopped> {
    Ok(Answer::page(Account { new: Some(new), ..Account::new(ask, factors, None) }.render()?))
}

/// Another passphrase. Every other session of the person ends.
pub(crate) async fn passphrase(ask: &Ask) -> Result<Answer, Stopped> {
    let session = ask.session()?;
    let [new, again] = ["new", "again"].map(|name| ask.form.get(name).unwrap_or_default());
    if new != again {
        return shown(ask, Some(ask.say("passphrases-differ")), None).await;
    }
    let chosen = match Passphrase::chosen(&Secret::new(new.to_owned())) {
        Ok(chosen) => chosen,
        Err(error) => return shown(ask, Some(refusals::of_passphrase(ask, error)), None).await,
    };
    if !is_own_passphrase(ask, session).await? {
        return shown(ask, Some(ask.say("not-confirmed")), None).await;
    }
    let _one = ask.desk.stretching.acquire().await.ok();
    ask.store().change_passphrase(session, (&chosen, KdfParameters::STANDARD), ask.today()).await?;
    if let Some(who) = &ask.who {
        ask.desk.sessions.leave_others(session.account, &who.token);
    }
    Ok(Answer::see("/account?done=passphrase"))
}

/// A new recovery code, which is shown once.
pub(crate) async fn recovery(ask: &Ask) -> Result<Answer, Stopped> {
    let session = ask.session()?;
    if !is_own_passphrase(ask, session).await? {
        return shown(ask, Some(ask.say("not-confirmed")), None).await;
    }
    let code = ask.store().renew_recovery_code(session, ask.today()).await?;
    shown(ask, None, Some(code)).await
}

/// One-time codes: offered, taken into use with a first code, or given up.
pub(crate) async fn codes(ask: &Ask) -> Result<Answer, Stopped> {
    let session = ask.session()?;
    match ask.form.get("what") {
        Some("offer") => offered(ask, ask.store().new_totp(session), None).await,
        Some("take") => {
            let salt = ask.form.get("salt").and_then(TotpSalt::read).ok_or(Stopped::NotThere)?;
            let secret = ask.store().totp_of(session, &salt);
            let typed = ask.form.get("code").unwrap_or_default();
            if ask.desk.codes.accepts(&session.name, &secret, typed, (ask.desk.now)()) {
                ask.store().set_totp(session, Some(&salt), ask.today()).await?;
                Ok(Answer::see("/account?done=codes"))
            } else {
                offered(ask, (salt, secret), Some(ask.say("not-confirmed"))).await
            }
        }
        _ => {
            if !is_own_passphrase(ask, session).await? {
                return shown(ask, Some(ask.say("not-confirmed")), None).await;
            }
            ask.store().set_totp(session, None, ask.today()).await?;
            Ok(Answer::see("/account?done=no-codes"))
        }
    }
}

async fn offered(
    ask: &Ask,
    (salt, secret): (TotpSalt, Secret<[u8; 20]>),
    told: Option<String>,
) -> Result<Answer, Stopped> {
    let (session, written) = (ask.session()?, codes::written(&secret));
    let factors = ask.store().factors(session).await?;
    let offer = Offer { salt: salt.to_text(), picture: codes::picture(&session.name, &written), secret: written };
    Ok(Answer::page(Account { offer: Some(offer), ..Account::new(ask, factors, told) }.render()?))
}

/// The language in which the person reads, until they sign out.
pub(crate) async fn language(ask: &Ask) -> Result<Answer, Stopped> {
    if let (Some(who), Some(lang)) = (&ask.who, ask.form.get("lang").and_then(of_code)) {
        ask.desk.sessions.speak(&who.token, lang);
    }
    Ok(Answer::see("/"))
}
