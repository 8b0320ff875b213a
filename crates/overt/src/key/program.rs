//! `overt key program`.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use overt_model::{Class, Codebook};
use overt_publish::screening::called;
use overt_store::{ProgramKeyFacts, ProgramKeyId, Scope};
use serde_json::json;

use crate::codebook::nearest;
use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::secret::PassphraseOptions;
use crate::source::named;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

#[derive(Subcommand)]
pub(super) enum ProgramAction {
    /// Make a key for a program that asks the desk. It is shown once. An administrator does this.
    #[command(
        after_help = "Example:\n  overt key program add 'register of posts' --source 'Invented court' --kind Post --class quasi --expires 2027-12-31"
    )]
    Add(New),
    /// Every key for programs, with what it may read and when it was last used. An administrator does this.
    #[command(after_help = "Example:\n  overt key program list --as amina")]
    List {
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// End a key: it lets nobody in any more. An administrator does this.
    #[command(after_help = "Example:\n  overt key program end program:0123456789abcdef0123456789abcdef")]
    End {
        /// Its identifier.
        id: ProgramKeyId,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
}

/// What a new key may read.
#[derive(Args)]
pub(super) struct New {
    /// What it is for.
    name: String,
    /// A source whose records it may read; name each.
    #[arg(long = "source", value_name = "SOURCE", required = true)]
    sources: Vec<String>,
    /// A kind of record that it may read; name each.
    #[arg(long = "kind", value_name = "KIND", required = true)]
    kinds: Vec<String>,
    /// The class up to which it may read. Nothing that is sealed can be chosen.
    #[arg(long, value_parser = ["open", "quasi"], default_value = "open")]
    class: String,
    /// Its last day, at most 366 days from now.
    #[arg(long, value_name = "DAY", value_parser = codes::day)]
    expires: Date,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

impl New {
    /// What is asked for, if there is all of it.
    fn facts(&self, workspace: &Workspace) -> Result<ProgramKeyFacts, Failure> {
        let kinds = || called(Codebook::embedded(), Class::Quasi).map(|called| called.schema.id.as_str());
        if let Some(unknown) = self.kinds.iter().find(|given| !kinds().any(|kind| kind == given.as_str())) {
            let message = format!("programs match no kind of record of this name{}", nearest(unknown, kinds()));
            let all: Vec<&str> = kinds().collect();
            return Err(
                Failure::new(Exit::WrongUse, "kind", message).with_hint(format!("they match {}", all.join(", ")))
            );
        }
        let sources = self.sources.iter().map(|name| named(workspace, name).map(|source| source.id));
        let class = Class::from_code(&self.class).unwrap_or(Class::Open);
        let scope =
            Scope { sources: sources.collect::<Result<_, _>>()?, schemas: self.kinds.iter().cloned().collect(), class };
        Ok(ProgramKeyFacts { name: self.name.clone(), scope, expires: self.expires })
    }
}

pub(super) fn run(common: &StoreOptions, action: &ProgramAction) -> anyhow::Result<Output> {
    let workspace = Workspace::open(common)?;
    match action {
        ProgramAction::Add(new) => {
            // What cannot be understood is told before a passphrase is asked for.
            let facts = new.facts(&workspace)?;
            let session = workspace.sign_in_administrator(common, &new.passphrase)?;
            let (id, key) = workspace.wait(workspace.store.add_program_key(&session, &facts, workspace.today))?;
            workspace.close()?;
            // Shown this once: this is what it is made for.
            let key = key.expose();
            let answer = json!({ "id": id, "name": facts.name, "expires": facts.expires, "key": key });
            let text = format!(
                "{key}\n\nThis is the key {id}. It is shown once and stored nowhere. Put it where the program reads its\n\
                 secrets, and nowhere else; then clear this screen.\n"
            );
            Output::answer(common.json, &answer, text)
        }
        ProgramAction::List { passphrase } => {
            let session = workspace.sign_in_administrator(common, passphrase)?;
            let keys = workspace.wait(workspace.store.program_keys(&session))?;
            workspace.close()?;
            let one = |key: &overt_store::ProgramKey| {
                json!({
                    "id": key.id, "name": key.facts.name, "scope": key.facts.scope, "expires": key.facts.expires,
                    "used": key.used, "ended": key.ended,
                })
            };
            let answer: Vec<_> = keys.iter().map(one).collect();
            let day = |day: Option<Date>| day.map_or_else(|| "never".to_owned(), |day| day.to_string());
            let rows: Vec<_> = keys
                .iter()
                .map(|key| {
                    let last = key.ended.unwrap_or(key.facts.expires);
                    [key.id.to_string(), last.to_string(), day(key.used), key.facts.name.clone()]
                })
                .collect();
            Output::answer(common.json, &answer, table(["KEY", "LAST DAY", "LAST USED", "FOR"], &rows))
        }
        ProgramAction::End { id, passphrase } => {
            let session = workspace.sign_in_administrator(common, passphrase)?;
            workspace.wait(workspace.store.end_program_key(&session, *id, workspace.today))?;
            workspace.close()?;
            Output::answer(common.json, &json!({ "id": id, "changed": "ended" }), format!("ended: {id}\n"))
        }
    }
}
