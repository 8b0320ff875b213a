//! `overt export`: records leave the store, in the formats of others.

pub(crate) mod bundle;
pub(crate) mod files;
mod losses;
mod selection;
mod write;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use overt_model::Codebook;

use self::selection::Selection;
use self::write::Format;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// Arguments of `overt export`.
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
    /// Tables of separated values, one for each kind of record, that read back as the same records.
    #[command(
        after_help = "Examples:\n  overt export csv --out tables\n  overt export csv --out acts --schema CorruptAct --from 2015-01-01 --to 2017-12-31\n  overt export csv --out identified --schema Victim --open direct --purpose refer\n\nIn the folder, csv-metadata.json says what the columns are (CSV on the Web). A cell that a spreadsheet would take for a formula\nhas an apostrophe in front."
    )]
    Csv(Chosen),
    /// Parquet files, one for each kind of record, for engines that read columns.
    #[command(
        after_help = "Examples:\n  overt export parquet --out columns\n  overt export parquet --out acts --schema CorruptAct --standing convicted"
    )]
    Parquet(Chosen),
    /// Entities of FollowTheMoney, without victims and whoever is named as one.
    #[command(
        after_help = "Examples:\n  overt export ftm --out entities.jsonl\n  overt export ftm --out statements.csv --statements --dataset invented_hotline\n  overt export ftm --out entities.jsonl --schema Payment --open direct --purpose prosecution\n\nThe schemata that FollowTheMoney lacks come from `overt codebook export --format ftm`. Free text never leaves in this format, even when\nit is opened: it may name a victim."
    )]
    Ftm(Entities),
    /// A workbook, or tables, by the field names of the Human Trafficking Case Data Standard 2.0.
    #[command(
        after_help = "Examples:\n  overt export htcds --out cases.xlsx\n  overt export htcds --out cases --tables\n  overt export htcds --out cases.xlsx --open all --purpose refer\n\nThe standard has no field for corruption: the report of losses says what stayed behind."
    )]
    Htcds(Cases),
    /// The 27 columns of pooled victim data (CTDC 2024). Not protected: for your own work only.
    #[command(
        after_help = "Example:\n  overt export ctdc --out victims.csv --for-own-use\n\nOne row is one person. What the Collaborative publishes in this layout is synthetic; this is not. Never publish it, and hand it\nover only under an agreement."
    )]
    Ctdc(Victims),
    /// Answers to the forms of `overt codebook export --format xlsform`, as ODK gives them out.
    #[command(
        after_help = "Examples:\n  overt export xlsform --out answers\n  overt export xlsform --out answers --schema Report"
    )]
    Xlsform(Chosen),
    /// What others need to seal bundles for this store: give it to them, and read them the fingerprint.
    #[command(
        after_help = "Examples:\n  overt export address --out shelter.address\n  overt export address --team caseworkers --out shelter.address"
    )]
    Address(bundle::Give),
    /// Records for another Overt, with all their revisions, signed by this store and sealed for the other one.
    #[command(
        after_help = "Examples:\n  overt export bundle --for court.address --recipient prosecutor --purpose prosecution --schema CorruptAct --out acts.bundle\n  overt export bundle --for shelter.address --fingerprint 01234-56789-abcde-f0123-45678 --recipient service-provider --open direct,narrative --out friday.bundle\n\nRED and AMBER+STRICT never leave, and nobody who was trafficked leaves without a consent. What stays is counted.\n\nExit codes: 0 written, 2 a file or name cannot be used, 3 not allowed, or the fingerprint is another one."
    )]
    Bundle(Box<bundle::Share>),
}

#[derive(Args)]
struct Chosen {
    /// Folder for the files. It is made where it is not there.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Args)]
struct Entities {
    /// File to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Rows of statements instead of entities, as a table.
    #[arg(long)]
    statements: bool,
    /// Name of the data set: small letters, digits and underscores.
    #[arg(long, value_name = "NAME", default_value = "overt", value_parser = dataset)]
    dataset: String,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Args)]
struct Cases {
    /// File to write, or with --tables a folder.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// One table for each entity of the standard instead of a workbook.
    #[arg(long)]
    tables: bool,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Args)]
struct Victims {
    /// File to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// You know that this is microdata of people, not protected, and will not publish it.
    #[arg(long)]
    for_own_use: bool,
    #[command(flatten)]
    selection: Selection,
}

fn dataset(name: &str) -> Result<String, String> {
    let is_word = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let is_named = !name.is_empty() && name.len() <= 100 && name.chars().all(is_word);
    if is_named { Ok(name.to_owned()) } else { Err("small letters, digits and underscores".to_owned()) }
}

impl Action {
    /// The format, where to write it, and of which records; nothing for what goes to another Overt.
    fn files(&self) -> Option<(Format<'_>, &PathBuf, &Selection)> {
        let (format, out, selection) = match self {
            Self::Address(_) | Self::Bundle(_) => return None,
            Self::Csv(Chosen { out, selection }) => (Format::Csv, out, selection),
            Self::Parquet(Chosen { out, selection }) => (Format::Parquet, out, selection),
            Self::Ftm(Entities { out, statements, dataset, selection }) => {
                (Format::Ftm { dataset, statements: *statements }, out, selection)
            }
            Self::Htcds(Cases { out, tables, selection }) => (Format::Htcds { tables: *tables }, out, selection),
            Self::Ctdc(Victims { out, selection, .. }) => (Format::Ctdc, out, selection),
            Self::Xlsform(Chosen { out, selection }) => (Format::Xlsform, out, selection),
        };
        Some((format, out, selection))
    }

    /// A row of a few columns can be enough to recognise a person, so nobody makes such a file without having been told.
    fn refuse_unprotected(&self) -> Result<(), Failure> {
        match self {
            Self::Ctdc(victims) if !victims.for_own_use => {
                let message = "each row of this file is one person, and nothing in it is protected: a few of its columns can be \
                               enough to recognise somebody";
                let hint = "for your own work, or to hand it over under an agreement, add `--for-own-use`; files to publish are made \
                            from it only by a release, which this version cannot make yet";
                Err(Failure::new(Exit::AgainstRules, "not-protected", message).with_hint(hint))
            }
            _ => Ok(()),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let Arguments { action, store: options, passphrase } = arguments;
    match action {
        Action::Address(give) => return bundle::address(options, give),
        Action::Bundle(share) => return bundle::share((options, passphrase), share),
        _ => {}
    }
    let (format, out, selection) = action.files().expect("everything else is written in a format");
    // What cannot be done is told before a passphrase is asked for.
    action.refuse_unprotected()?;
    let wanted = selection.checked(Codebook::embedded(), format)?;
    files::refuse_overwriting(out, format.is_folder(), selection.force)?;
    let workspace = Workspace::open(options)?;
    let answer = workspace
        .sign_in(options, passphrase)
        .map_err(anyhow::Error::from)
        .and_then(|session| write::write(&workspace, &session, options, (format, out), selection, wanted));
    workspace.close_after(answer)
}
