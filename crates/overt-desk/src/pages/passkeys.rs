//! Passkeys of a person's own account, and the second factor that a form brings, whichever it is.

use jiff::civil::Date;
use overt_model::Private;
use overt_store::{Factor, Factors, PASSKEYS_MAX, Passkey, PasskeyFacts, PasskeyId, StoreError};

use super::account;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::passkey::{Purpose, handle_of, made, shown, written};
use crate::refusals;

/// What the script asks the browser for a passkey with.
pub(crate) struct Wanted {
    /// The name of the site.
    pub(crate) site: String,
    pub(crate) challenge: String,
}

impl Wanted {
    /// Nothing where no passkey can be bound to the address of the page.
    pub(crate) fn new(ask: &Ask, purpose: Purpose) -> Option<Self> {
        let site = ask.site.as_ref()?.name.clone();
        Some(Self { site, challenge: ask.desk.challenges.make(purpose, (ask.desk.now)()) })
    }
}

/// A passkey that is about to be made.
pub(crate) struct NewPasskey {
    pub(crate) wanted: Wanted,
    /// Whose it will be, as the device keeps it, and as it shows it.
    pub(crate) handle: String,
    pub(crate) account: String,
    /// Passkeys of the person: a device that holds one makes no other.
    pub(crate) known: String,
}

/// A passkey as its owner sees it.
pub(crate) struct Row {
    pub(crate) id: PasskeyId,
    pub(crate) name: Private<String>,
    pub(crate) added: Date,
    pub(crate) used: String,
}

impl Row {
    pub(super) fn new(ask: &Ask, passkey: Passkey) -> Self {
        let used = passkey.used.map_or_else(|| ask.say("passkey-never"), |day| day.to_string());
        Self { id: passkey.id, name: passkey.facts.name, added: passkey.added, used }
    }
}

/// The second factor that the form brings, if it holds.
pub(super) fn factor(ask: &Ask, name: &str, factors: &Factors, purpose: Purpose) -> Option<Factor> {
    let (desk, now) = (&ask.desk, (ask.desk.now)());
    if let Some(sent) = ask.form.get("passkey") {
        return shown(sent, ask.site.as_ref()?, factors, |challenge| desk.challenges.take(challenge, purpose, now));
    }
    let secret = factors.codes.as_ref()?;
    let typed = ask.form.get("code").unwrap_or_default();
    desk.codes.accepts(name, secret, typed, now).then_some(Factor::Code)
}

/// A passkey is asked for, added or taken away. Whoever only has an open session, or the passphrase, changes nothing here.
pub(crate) async fn change(ask: &Ask) -> Result<Answer, Stopped> {
    match ask.form.get("what") {
        Some("take") => take(ask).await,
        Some("end") => {
            ask.confirmed()?;
            let id: PasskeyId = ask.form.get("key").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
            ask.store().remove_passkey(ask.session()?, id, ask.today()).await?;
            Ok(Answer::see("/account?done=no-passkey"))
        }
        _ => {
            ask.confirmed()?;
            offer(ask).await
        }
    }
}

async fn offer(ask: &Ask) -> Result<Answer, Stopped> {
    let (Some(who), factors) = (&ask.who, ask.store().factors(ask.session()?).await?) else {
        return Err(Stopped::NotThere);
    };
    let wanted = Wanted::new(ask, Purpose::Add(who.token.digest())).filter(|_| factors.passkeys.len() < PASSKEYS_MAX);
    let known = factors.passkeys.iter().map(|passkey| written(passkey.facts.credential.expose()));
    let new = NewPasskey {
        wanted: wanted.ok_or(Stopped::NotThere)?,
        handle: written(&handle_of(factors.account)),
        account: who.session.name.clone(),
        known: known.collect::<Vec<_>>().join(" "),
    };
    account::with_new_passkey(ask, factors, new)
}

/// The passkey that the browser made. That the person has proved who they are is in the challenge: no other page gives one.
async fn take(ask: &Ask) -> Result<Answer, Stopped> {
    let (Some(who), Some(site)) = (&ask.who, &ask.site) else { return Err(Stopped::NotThere) };
    let (purpose, now) = (Purpose::Add(who.token.digest()), (ask.desk.now)());
    let sent = ask.form.get("passkey").unwrap_or_default();
    let Some(made) = made(sent, site, |challenge| ask.desk.challenges.take(challenge, purpose, now)) else {
        return account::shown(ask, Some(ask.say("passkey-not-made")), None).await;
    };
    let name = Private::new(ask.form.get("name").unwrap_or_default().to_owned());
    let facts = PasskeyFacts { name, credential: Private::new(made.credential), key: made.key, count: made.count };
    match ask.store().add_passkey(&who.session, &facts, ask.today()).await {
        Ok(_) => Ok(Answer::see("/account?done=passkey")),
        Err(error @ StoreError::Passkey(_)) => account::shown(ask, Some(refusals::told(ask, &error)), None).await,
        Err(error) => Err(error.into()),
    }
}
