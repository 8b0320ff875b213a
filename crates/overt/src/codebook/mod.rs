//! `overt codebook`.

mod check;
mod diff;
mod export;
mod lists;
mod schemas;
mod source;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use overt_model::Lang;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

pub(crate) use lists::nearest;

/// Arguments of `overt codebook`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    common: Common,
}

/// What every action understands.
#[derive(Args)]
struct Common {
    /// Read the codebook from this folder instead of the one built into the program.
    #[arg(long, global = true, value_name = "DIR")]
    codebook: Option<PathBuf>,
    /// Language of labels; what is not translated is shown in English.
    #[arg(long, global = true, value_enum, default_value_t = Language::En)]
    lang: Language,
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Action {
    /// Every code list: name, number of codes, title.
    Lists,
    /// The codes of a list, or everything about one code.
    #[command(
        after_help = "Examples:\n  overt codebook show stages\n  overt codebook show acts A31 --lang es\n  overt codebook show countries burma"
    )]
    Show {
        /// Name of the list.
        list: String,
        /// A code, or any spelling of it: a label, an alias, a two-letter country code.
        code: Option<String>,
    },
    /// Every record schema, or everything about one.
    #[command(
        after_help = "Examples:\n  overt codebook schema\n  overt codebook schema CorruptAct\n  overt codebook schema Victim --json"
    )]
    Schema {
        /// Name of the schema.
        name: Option<String>,
    },
    /// Find what is wrong with a codebook: file, line, reason. Exits with 1 when it would be refused.
    #[command(after_help = "Example:\n  overt codebook check --codebook ./my-codebook")]
    Check,
    /// What changed between two codebooks.
    #[command(
        after_help = "Examples:\n  overt codebook diff ./codebook-as-released          (against the built-in one)\n  overt codebook diff ./old ./new --json"
    )]
    Diff {
        /// Folder of the older codebook.
        old: PathBuf,
        /// Folder of the newer one; the built-in codebook when left out.
        new: Option<PathBuf>,
    },
    /// Write the codebook in another format.
    #[command(
        after_help = "Examples:\n  overt codebook export --format xlsform --schema Victim --out forms\n  overt codebook export --format misp --out misp\n  overt codebook export --format csv --out codebook-csv"
    )]
    Export {
        /// markdown: pages of the book; json, csv: everything; misp: taxonomy and object; xlsform: forms for Kobo and ODK;
        /// ftm: `FollowTheMoney` extension schemata.
        #[arg(long, value_parser = export::format)]
        format: overt_publish::codebook::Format,
        /// Only this schema (xlsform and ftm).
        #[arg(long, value_name = "NAME")]
        schema: Option<String>,
        /// Folder to write into; it is made when it is not there.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Language {
    /// English
    En,
    /// Spanish
    Es,
    /// French
    Fr,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Es => Self::Es,
            Language::Fr => Self::Fr,
        }
    }
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.common.json
    }
}

/// Whatever `overt codebook` could not do has one exit code: it reads a folder that somebody named, and no store.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    answer(arguments).map_err(|error| Failure::new(Exit::WrongUse, "codebook", format!("{error:#}")).into())
}

fn answer(arguments: &Arguments) -> anyhow::Result<Output> {
    let Common { codebook, lang, json } = &arguments.common;
    let lang = (*lang).into();
    if let Action::Check = arguments.action {
        return check::run(codebook.as_deref(), *json);
    }
    let codebook = source::codebook(codebook.as_deref())?;
    match &arguments.action {
        Action::Lists => lists::all(&codebook, lang, *json),
        Action::Show { list, code } => lists::one(&codebook, list, code.as_deref(), lang, *json),
        Action::Schema { name } => schemas::run(&codebook, name.as_deref(), lang, *json),
        Action::Check => unreachable!("answered above, because a refused codebook is what it is for"),
        Action::Diff { old, new } => diff::run(&codebook, old, new.as_deref(), *json),
        Action::Export { format, schema, out } => export::run(&codebook, *format, schema.as_deref(), lang, out, *json),
    }
}
