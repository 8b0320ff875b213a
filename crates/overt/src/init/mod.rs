//! `overt init`.

mod answer;

use std::path::Path;

use clap::Args;
use overt_model::Secret;
use overt_store::log::checkpoint::{KeyKind, SignerKey};
use overt_store::{Founding, Name, NewAccount, Store, StoreError};

use crate::ask::ask;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::keep::Keep;
use crate::output::Output;
use crate::recovery_code::RecoveryCodeDestination;
use crate::secret::NewPassphraseOptions;
use crate::settings::Settings;
use crate::store_options::StoreOptions;
use crate::store_url::StoreUrl;
use crate::workspace::{choose, runtime, today};
use crate::yes_no::YesNo;

/// Arguments of `overt init`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Name of the first account, which is administrator and in every team; a handle, not necessarily a person's name.
    #[arg(long, value_name = "ACCOUNT")]
    name: Option<Name>,
    /// Keep the tables in a database on a server, `postgres://USER@HOST/DATABASE`, instead of in the folder.
    #[arg(long, value_name = "URL")]
    store: Option<StoreUrl>,
    /// Name of the audit log for outsiders, such as overt.example.org/log; made up when left out. It stays for good.
    #[arg(long, value_name = "ORIGIN", value_parser = log_name)]
    log_name: Option<String>,
    /// Whether keys are to be split among custodians, for the day on which nobody else can open them.
    #[arg(long, value_enum)]
    escrow: Option<YesNo>,
    /// Keep a sealed class (direct, narrative, sensitive) for so many days after it was last written.
    #[arg(long, value_name = "CLASS=DAYS")]
    keep: Vec<Keep>,
    #[command(flatten)]
    new_passphrase: NewPassphraseOptions,
    #[command(flatten)]
    recovery_code: RecoveryCodeDestination,
    #[command(flatten)]
    common: StoreOptions,
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.common.json
    }
}

/// Whether keys are to be held in escrow, and who says so.
#[derive(Clone, Copy)]
struct EscrowChoice {
    wanted: bool,
    decided: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let folder = &arguments.common.data;
    // Before anything is asked. The store looks again.
    refuse_what_is_there(folder)?;
    let name = account(arguments)?;
    let escrow = escrow(arguments);
    let (passphrase, kdf) = choose(&arguments.new_passphrase, &name)?;
    let place = arguments.recovery_code.open(folder)?;
    let founder = NewAccount { name: name.clone(), administrator: true, passphrase, kdf };
    let retention = arguments.keep.iter().filter_map(|keep| Some((keep.class, keep.days?))).collect();
    let founding = Founding { founder, origin: arguments.log_name.clone(), escrow: escrow.wanted, retention };
    let url = arguments.store.as_ref().map(StoreUrl::as_str);
    let runtime = runtime()?;
    let progress = arguments.common.progress("making the store", None);
    let made = runtime.block_on(Store::create(folder, url, &founding, today()));
    progress.finish();
    let (store, code) = made.map_err(Failure::from)?;
    // First the code: everything that could fail from here on can be mended.
    let handed_over = place.hand_over(&name, code)?;
    if arguments.store.is_some() {
        let settings = Settings { store: arguments.store.clone() };
        file::replace(&Settings::path(folder), settings.text().as_bytes())?;
    }
    let advice = runtime.block_on(store.examine(today())).map_err(Failure::from)?;
    let made = answer::Made { folder, engine: store.engine(), account: &name, escrow, advice: &advice };
    runtime.block_on(store.close());
    Output::answer(arguments.json(), &made.json(&handed_over), made.text(&handed_over))
}

fn refuse_what_is_there(folder: &Path) -> Result<(), Failure> {
    if folder.join("keys").exists() {
        return Err(StoreError::Exists(folder.to_owned()).into());
    }
    if folder.exists() && !folder.read_dir().is_ok_and(|mut entries| entries.next().is_none()) {
        let what = format!("{} is not an empty folder; nothing was changed", folder.display());
        let hint = "name another folder with `--data DIR`: one that is empty or not there";
        return Err(Failure::new(Exit::WrongUse, "folder-not-empty", what).with_hint(hint));
    }
    Ok(())
}

fn account(arguments: &Arguments) -> Result<String, Failure> {
    let wrong = |why: String| Failure::new(Exit::WrongUse, "account-missing", why);
    if let Some(name) = &arguments.name {
        return Ok(name.to_string());
    }
    let given = arguments.common.account.clone().or_else(|| ask("Name of the first account: "));
    let given = given.ok_or_else(|| {
        wrong("the first account has no name".into())
            .with_hint("name it with `--name ACCOUNT`; there is no terminal to ask on")
    })?;
    given.parse::<Name>().map(|name| name.to_string()).map_err(|error| wrong(error.to_string()))
}

fn escrow(arguments: &Arguments) -> EscrowChoice {
    if let Some(choice) = arguments.escrow {
        return EscrowChoice { wanted: choice.is_yes(), decided: true };
    }
    let question = "Split the keys among custodians later, so that several of them together can open what nobody else can \
                    open any more? [y/N] ";
    // A program is not asked what has a default.
    let answer = if arguments.json() { None } else { ask(question) };
    let wanted = answer.as_ref().is_some_and(|answer| ["y", "yes"].contains(&answer.to_lowercase().as_str()));
    EscrowChoice { wanted, decided: answer.is_some() }
}

/// The log's own rule, told of the option.
fn log_name(text: &str) -> Result<String, String> {
    let key = SignerKey::from_seed(text, KeyKind::Log, &Secret::new([0; 32]));
    key.map(|_| text.to_owned()).map_err(|error| error.to_string())
}
