//! `overt source`: the contributors.

mod add;
mod change;
mod list;
mod named;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use overt_model::{Codebook, RecordId, Source};
use overt_store::Session;
use serde_json::{Value as Json, json};

use crate::codes;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(crate) use add::handling;
pub(crate) use named::{for_records, named};

/// Arguments of `overt source`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    pub(crate) store: StoreOptions,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Add a source. Without a source there is no record. Needs an administrator.
    #[command(
        after_help = "Examples:\n  overt source add 'Invented shelter' --legal-basis consent --purpose 'help and referral'\n  overt source add 'Invented court' --legal-basis public-data --purpose research --grade A2 --handling CLEAR\n  overt source add 'Invented hotline' --legal-basis agreement --purpose statistics --expires 2028-12-31"
    )]
    Add(add::New),
    /// Every source, and which of them are over. Nobody needs to sign in for it.
    #[command(after_help = "Example:\n  overt source list")]
    List,
    /// Everything about one source. Nobody needs to sign in for it.
    #[command(after_help = "Example:\n  overt source show 'Invented shelter'")]
    Show {
        /// Its name or identifier.
        name: String,
    },
    /// Give a source another last day, after a new agreement. Needs an administrator.
    #[command(after_help = "Example:\n  overt source renew 'Invented shelter' --expires 2029-12-31")]
    Renew {
        /// Its name or identifier.
        name: String,
        /// The last day on which its records may be held.
        #[arg(long, value_name = "DAY", value_parser = codes::day)]
        expires: Date,
        /// The record of the new agreement.
        #[arg(long, value_name = "RECORD")]
        agreement: Option<RecordId>,
    },
    /// End a source today: nothing may be added or changed under it, and its records are due to be erased. Needs an
    /// administrator.
    #[command(
        after_help = "Examples:\n  overt source end 'Invented shelter'\n  overt record find --due     (what must be erased then)"
    )]
    End {
        /// Its name or identifier.
        name: String,
    },
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let workspace = Workspace::open(&arguments.store)?;
    let json = arguments.store.json;
    let answer = match &arguments.action {
        Action::List => list::all(&workspace, json),
        Action::Show { name } => list::one(&workspace, name, json),
        changing => {
            // What cannot be understood is told before a passphrase is asked for.
            let change = match changing {
                Action::Add(new) => Change::Add(new.source(Codebook::embedded())?),
                Action::Renew { name, expires, agreement } => Change::Renew(name, *expires, *agreement),
                Action::End { name } => Change::End(name),
                Action::List | Action::Show { .. } => unreachable!("answered above without signing in"),
            };
            let session = workspace.sign_in(&arguments.store, &arguments.passphrase)?;
            change.make(&workspace, &session, json)
        }
    };
    workspace.close_after(answer)
}

enum Change<'a> {
    Add(Source),
    Renew(&'a str, Date, Option<RecordId>),
    End(&'a str),
}

impl Change<'_> {
    fn make(self, workspace: &Workspace, session: &Session, json: bool) -> anyhow::Result<Output> {
        match self {
            Self::Add(source) => add::add(workspace, session, &source, json),
            Self::Renew(name, expires, agreement) => {
                change::renew(workspace, session, (name, expires, agreement), json)
            }
            Self::End(name) => change::end(workspace, session, name, json),
        }
    }
}

/// A source as a program reads it.
fn source_json(source: &Source, today: Date) -> Json {
    let mut json = json!(source);
    json["over"] = json!(!source.is_in_force(today));
    json
}
