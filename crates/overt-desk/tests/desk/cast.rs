//! An invented store, and the people who work with it: the tests and the example `office` begin with it.

use std::path::Path;

use jiff::civil::Date;
use overt_model::{Grade, Handling, Secret, Source, SourceId};
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{AccountChange, Duty, Founding, NewAccount, Session, Store};

pub(crate) const TODAY: Date = Date::constant(2026, 12, 1);
pub(crate) const WORDS: &str = "four invented words that differ";
pub(crate) const SOURCE: SourceId = SourceId::from_bits(0x0ff);
/// Who is in which team: the founder administers and is nowhere else, so that nobody holds both.
pub(crate) const PEOPLE: [(&str, &[&str]); 8] = [
    ("amina", &[]),
    ("carla", &["caseworkers"]),
    ("kofi", &["custodians"]),
    ("ana", &["auditors"]),
    ("nobody", &[]),
    ("ines", &["caseworkers"]),
    ("remy", &["caseworkers"]),
    ("ada", &[]),
];
/// Who has a duty.
pub(crate) const CHARGED: [(&str, Duty); 3] =
    [("ines", Duty::Intake), ("remy", Duty::Referral), ("ada", Duty::Analysis)];

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::chosen(&Secret::new(WORDS.to_owned())).unwrap()
}

pub(crate) fn account(name: &str) -> NewAccount {
    let kdf = KdfParameters::new(8 << 10, 1, 1).unwrap();
    NewAccount { name: name.to_owned(), administrator: name == "amina", passphrase: passphrase(), kdf }
}

/// A store in this folder with one source and [`PEOPLE`], and what somebody puts in first, who is in every team then.
pub(crate) async fn store(folder: &Path, fill: impl AsyncFnOnce(&Store, &Session)) -> Store {
    let founding = Founding { founder: account("amina"), origin: None, escrow: false, retention: Vec::new() };
    let (store, _) = Store::create(folder, None, &founding, TODAY).await.unwrap();
    let session = store.sign_in("amina", &passphrase(), TODAY).await.unwrap();
    let source = Source {
        id: SOURCE,
        name: "invented shelter".into(),
        legal_basis: "consent".into(),
        purpose: "tests".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    };
    store.put_source(&session, &source, TODAY).await.unwrap();
    for (name, teams) in &PEOPLE[1..] {
        store.add_account(&session, &account(name), TODAY).await.unwrap();
        for team in *teams {
            store.add_member(&session, team, name, TODAY).await.unwrap();
        }
    }
    for (name, duty) in CHARGED {
        store.change_account(&session, name, AccountChange::Duty(duty, true), TODAY).await.unwrap();
    }
    fill(&store, &session).await;
    // Nobody takes themselves out of a team: who stays takes the founder out.
    for (name, teams) in &PEOPLE[..5] {
        let mut staying = store.sign_in(name, &passphrase(), TODAY).await.unwrap();
        for team in *teams {
            store.remove_member(&mut staying, (team, "amina"), TODAY).await.unwrap();
        }
    }
    store
}
