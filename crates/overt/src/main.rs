//! The command line of Overt: options in, the other crates do the work, answers out.

mod analyse;
mod ask;
mod audit;
mod backup;
mod brief;
mod codebook;
mod codes;
mod completions;
mod consent;
mod demo;
mod desk;
mod doctor;
mod exit;
mod export;
mod failure;
mod file;
mod harden;
mod import;
mod init;
mod keep;
mod key;
mod link;
mod man;
mod nexus;
mod output;
mod pprl;
mod problems;
mod progress;
mod record;
mod recovery_code;
mod release;
mod restore;
mod screen;
mod secret;
mod serve;
mod settings;
mod snapshot;
mod source;
mod sql;
mod stop;
mod store_options;
mod store_url;
mod team;
mod threads;
mod user;
mod warehouse;
mod witness;
mod workspace;
mod written;
mod yes_no;

#[cfg(test)]
#[cfg(unix)]
mod child;
#[cfg(test)]
#[cfg(unix)]
#[path = "../tests/cli/terminal.rs"]
mod terminal;

use std::io;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// Record, pool, link, protect, analyse and publish evidence on trafficking-related corruption.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_help = "Begin with `overt demo`.", after_long_help = Exit::help())]
struct Overt {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The main job on invented files: imports them, links persons, snapshots, counts, and writes a page.
    #[command(
        after_help = "Examples:\n  overt demo\n  overt demo --keep /tmp/consortium --scale 10\n  overt demo --seed 7 --fresh\n\nIt can be stopped with Ctrl-C; the same command goes on. Nothing in it is about anybody who exists."
    )]
    Demo(demo::Arguments),
    /// The vocabulary: code lists, record schemas, checks and exports.
    Codebook(codebook::Arguments),
    /// Make a store for evidence, with its first account.
    #[command(
        after_help = "Examples:\n  overt init --name amina\n  overt init --data /srv/overt --name amina --escrow yes --keep direct=1825\n  overt init --name amina --store postgres://overt@db.example/overt --recovery-code-file /media/stick/code"
    )]
    Init(init::Arguments),
    /// What is weak about the store and the machine, and what to do. Exits with 1 when people or data are in danger.
    #[command(
        after_help = "Examples:\n  overt doctor\n  overt doctor --keep direct=1825 --keep narrative=forever --as amina\n  overt doctor --accept-clock --as amina"
    )]
    Doctor(doctor::Arguments),
    /// Accounts: who may sign in, passphrases.
    User(user::Arguments),
    /// Teams: who opens what.
    Team(team::Arguments),
    /// Keys: comparing them, recovery codes, escrow, programs.
    Key(key::Arguments),
    /// The contributors: who gives records, on what legal basis, and for how long.
    Source(source::Arguments),
    /// Records: what one source says about one person, act, payment or other thing.
    Record(record::Arguments),
    /// Import files of any kind, see what was imported, take it back.
    #[command(
        after_help = "Examples:\n  overt import intake.csv --source 'Invented shelter' --dry-run      (what would become of it)\n  overt import intake.csv --source 'Invented shelter'                (the mapping that fits its columns)\n  overt import intake.xlsx --guess                                   (proposes a mapping, which you mend)\n  overt import intake.xlsx --source 'Invented shelter' --mapping intake.xlsx.mapping.toml\n  overt import intake.csv.rejects.csv --source 'Invented shelter'    (the rejects, once they are mended)\n  overt import --mapping list\n  overt import list\n  overt import undo import:0123456789abcdef0123456789abcdef\n\nThe same file twice adds nothing; a row that changed becomes a revision. An import that was killed is finished by beginning it\nagain.\n\nExit codes: 0 all is here, 1 some rows are rejects, 2 the file or mapping cannot be used, 6 against the rules."
    )]
    Import(Box<import::Arguments>),
    /// Find which records are about the same person: learn, compare, group, explain.
    #[command(
        after_help = "Examples:\n  overt link plan people.csv                                   (how many pairs, and what looks wrong)\n  overt link train people.csv --model people.model.toml\n  overt link run people.csv --model people.model.toml --entities entities.csv\n  overt link explain 17 2041 people.csv --model people.model.toml\n\nA match is a reason to look, not a finding. It never says that anybody did or suffered something."
    )]
    Link(link::Arguments),
    /// Between organisations, without names: encode records with a shared secret, and find who is known to both.
    #[command(
        after_help = "Examples:\n  overt pprl key --out agreement.key                              (all parties need this one)\n  overt pprl encode people.csv --key agreement.key --agreement north --run 2027-01 --out people.pprl --owners people.owners.csv\n  overt pprl match shelter.pprl court.pprl --out pairs.csv         (by somebody who has no key)\n  overt pprl own pairs.csv --owners people.owners.csv\n\nWhat it resists and what not is in the book: Linking without names."
    )]
    Pprl(pprl::Arguments),
    /// Look for the names of one list in another: misspelt, in other scripts, with reasons.
    #[command(
        after_help = "Examples:\n  overt screen applicants.csv --base sanctions.jsonl\n  overt screen applicants.xlsx --base entities.ftm.json --json\n  overt screen firms.csv --kind organisation --base register.csv --limit 10 --out found.csv\n\nNames are looked for in columns such as name, alias, given_name and family_name; then births, countries and identifiers are\ncompared. Where only a name agrees that several have, it abstains. A match is a reason to look, not a finding.\n\nExit codes: 0 done, 1 done, and some rows could not be read, 2 a file cannot be used, 5 the disk is full."
    )]
    Screen(Box<screen::Arguments>),
    /// Records in the formats of others: tables, entities, workbooks, answers to forms, bundles for another Overt.
    Export(export::Arguments),
    /// Bring the snapshot to what the store has now: open and quasi-identifying properties as columns that can be counted.
    #[command(
        after_help = "Examples:\n  overt snapshot\n  overt snapshot --whole     (reads everything again)\n  overt snapshot --verify    (are the files as they were written?)\n\nNothing that is sealed is in it. Persons who did not agree to statistics, sources that are over and what is for named persons only\nare left out and counted. It lies in the folder `warehouse` of the store. What was erased since leaves it with the next snapshot.\n\nExit codes: 0 done, 4 the store or the snapshot cannot be used, 5 the disk is full."
    )]
    Snapshot(snapshot::Arguments),
    /// Ask the snapshot in SQL. Nothing is ever changed.
    #[command(
        after_help = "Examples:\n  overt sql \"SHOW TABLES\"\n  overt sql \"SELECT stage, count(*) FROM corrupt_act GROUP BY stage ORDER BY 2 DESC\"\n  overt sql \"SELECT s.label, count(*) FROM corrupt_act a JOIN codes.stages s ON s.code = a.stage GROUP BY 1\"\n  overt sql \"SELECT edtf_year(happened_on) AS year, count(*) FROM corrupt_act GROUP BY 1 ORDER BY 1\" --out years.csv\n  overt sql -f questions.sql --json\n  overt sql --shell\n  overt sql --functions\n\nEach kind of record is a table (`corrupt_act`, `victim`, `payment` and so on), each property a column of its value state and one or more of\nits value. The code lists are tables of the schema `codes`."
    )]
    Sql(Box<sql::Arguments>),
    /// Count acts of corruption by stage, actor, act and more, and open a cell down to its claims.
    #[command(
        after_help = "Examples:\n  overt nexus\n  overt nexus --by stage,country --standing charged,convicted\n  overt nexus --by year --where \"place_country = 'NPL'\"\n  overt nexus open T4/P06/A18\n  overt nexus --out nexus.html       (a page that sums up the snapshot)\n  overt nexus --out nexus.svg        (a heat map; also .csv, .json, .parquet)\n  overt nexus dimensions\n\nCounts are of claims, which are what somebody says. Small numbers are not suppressed: they are for you, not for the public."
    )]
    Nexus(Box<nexus::Arguments>),
    /// What can be published without anybody being found in it: risk, tables, counts with noise, approvals, ledger.
    #[command(
        after_help = "Examples:\n  overt release risk --schema Victim --columns gender,age_band\n  overt release example > acts.toml\n  overt release plan acts.toml\n  overt release make acts.toml\n  overt release verify acts-2026"
    )]
    Release(Box<release::Arguments>),
    /// Numbers, and how sure they are: numbers of papers recomputed, models, indices bound together, people nobody counted.
    #[command(
        after_help = "Examples:\n  overt analyse data\n  overt analyse circularity CPI GSI_PREV\n  overt analyse undercount --study Kosovo"
    )]
    Analyse(Box<analyse::Arguments>),
    /// Consents: what a person agreed to, towards whom, for which data and how long.
    Consent(consent::Arguments),
    /// Verify the store and its log, and let others verify it.
    Audit(audit::Arguments),
    /// See to it that the log of another organisation only grows.
    Witness(witness::Arguments),
    /// Write all of the store into one sealed file, or check such a file.
    #[command(
        after_help = "Examples:\n  overt backup /media/disk/2026-12-01.backup --as amina\n  overt backup check /media/disk/2026-12-01.backup\n  overt backup read /media/disk/2026-12-01.backup --as amina --keys overt-data/keys\n\nThe folder of keys is not in it. Copy it by hand, and keep it apart."
    )]
    Backup(backup::Arguments),
    /// Make a new store from a backup.
    #[command(
        after_help = "Examples:\n  overt restore 2026-12-01.backup --data new-data --as amina --keys overt-data/keys\n  overt restore 2026-12-01.backup --data new-data --as amina --with-recovery-code\n  overt restore 2026-12-01.backup --data new-data --store postgres://overt@db.example/overt --as amina --keys overt-data/keys\n\nThe folder must be empty or not there. All is restored or nothing. Without the old folder of keys, what was erased after the\nbackup comes back, and everybody must get in with their recovery code once.\n\nExit codes: 0 restored, 2 a file or folder cannot be used, 3 the backup does not open with this, 4 it is damaged."
    )]
    Restore(restore::Arguments),
    /// The public observatory: pages and data of what was released, and nothing else.
    #[command(
        after_help = "Examples:\n  overt serve --example > about.toml\n  overt serve --releases releases --about about.toml\n  overt serve --check --fingerprint 3f2a1-b0c9d-11223-44556-77889\n  overt serve --listen 127.0.0.1:9000\n\nEvery release is verified before anything of it is shown. It reads no store.\n\nExit codes: 0 closed, 2 a file or the address cannot be used, 3 a release is not as it should be."
    )]
    Serve(serve::Arguments),
    /// Signed-in work in a browser: cases, acts, and whoever may see them.
    #[command(
        after_help = "Examples:\n  overt desk\n  overt desk --data shelter --listen 127.0.0.1:9001\n  overt desk --host desk.example.org\n\nIt answers on this machine only. For others, put a web server with TLS in front and name it with `--host`.\n\nExit codes: 0 closed, 2 the address cannot be used, 4 the store is not as it should be."
    )]
    Desk(desk::Arguments),
    /// What was released, for print: about a country, or about some time.
    #[command(
        after_help = "Examples:\n  overt brief country NPL --out nepal.html\n  overt brief period 2026 --out report-2026.pdf\n\nThe same releases give the same bytes. The name of the file says which form it has: a page (.html) or a PDF (.pdf)."
    )]
    Brief(brief::Arguments),
    /// A script that lets your shell complete commands and options.
    #[command(
        after_help = "Examples:\n  overt completions bash > ~/.local/share/bash-completion/completions/overt\n  overt completions zsh > ~/.zfunc/_overt          (a folder that is in $fpath)\n  overt completions fish > ~/.config/fish/completions/overt.fish\n  overt completions powershell >> $PROFILE\n  overt completions elvish >> ~/.config/elvish/rc.elv"
    )]
    Completions(completions::Arguments),
    /// Write the manual pages, one for each command.
    #[command(
        after_help = "Examples:\n  overt man --out ~/.local/share/man/man1\n  overt man --out man && man man/overt-codebook.1"
    )]
    Man(man::Arguments),
}

impl Command {
    fn run(&self) -> anyhow::Result<Output> {
        match self {
            Self::Demo(arguments) => demo::run(arguments),
            Self::Codebook(arguments) => codebook::run(arguments),
            Self::Init(arguments) => init::run(arguments),
            Self::Doctor(arguments) => doctor::run(arguments),
            Self::User(arguments) => user::run(arguments),
            Self::Team(arguments) => team::run(arguments),
            Self::Key(arguments) => key::run(arguments),
            Self::Source(arguments) => source::run(arguments),
            Self::Record(arguments) => record::run(arguments),
            Self::Import(arguments) => import::run(arguments),
            Self::Link(arguments) => link::run(arguments),
            Self::Pprl(arguments) => pprl::run(arguments),
            Self::Screen(arguments) => screen::run(arguments),
            Self::Export(arguments) => export::run(arguments),
            Self::Snapshot(arguments) => snapshot::run(arguments),
            Self::Sql(arguments) => sql::run(arguments),
            Self::Nexus(arguments) => nexus::run(arguments),
            Self::Release(arguments) => release::run(arguments),
            Self::Analyse(arguments) => analyse::run(arguments),
            Self::Consent(arguments) => consent::run(arguments),
            Self::Audit(arguments) => audit::run(arguments),
            Self::Witness(arguments) => witness::run(arguments),
            Self::Backup(arguments) => backup::run(arguments),
            Self::Restore(arguments) => restore::run(arguments),
            Self::Serve(arguments) => serve::run(arguments),
            Self::Desk(arguments) => desk::run(arguments),
            Self::Brief(arguments) => brief::run(arguments),
            Self::Completions(arguments) => completions::run(arguments, Overt::command()),
            Self::Man(arguments) => man::run(arguments, Overt::command()),
        }
    }

    const fn json(&self) -> bool {
        match self {
            Self::Codebook(arguments) => arguments.json(),
            Self::Init(arguments) => arguments.json(),
            Self::Doctor(arguments) => arguments.json(),
            Self::User(arguments) => arguments.json(),
            Self::Team(arguments) => arguments.json(),
            Self::Key(arguments) => arguments.json(),
            Self::Source(arguments) => arguments.store.json,
            Self::Record(arguments) => arguments.store.json,
            Self::Import(arguments) => arguments.json(),
            Self::Link(arguments) => arguments.json(),
            Self::Pprl(arguments) => arguments.json(),
            Self::Screen(arguments) => arguments.json(),
            Self::Export(arguments) => arguments.store.json,
            Self::Snapshot(arguments) => arguments.json(),
            Self::Sql(arguments) => arguments.json(),
            Self::Nexus(arguments) => arguments.json(),
            Self::Release(arguments) => arguments.json(),
            Self::Analyse(arguments) => arguments.json(),
            Self::Consent(arguments) => arguments.store.json,
            Self::Audit(arguments) => arguments.json(),
            Self::Witness(arguments) => arguments.json(),
            Self::Backup(arguments) => arguments.json(),
            Self::Restore(arguments) => arguments.json(),
            Self::Serve(arguments) => arguments.json,
            Self::Demo(arguments) => arguments.json,
            Self::Desk(arguments) => arguments.options.json,
            Self::Brief(_) | Self::Completions(_) | Self::Man(_) => false,
        }
    }
}

fn main() -> ExitCode {
    harden::harden();
    if let Some(ended) = overt_desk::draw_pages() {
        return ended;
    }
    let command = match Overt::try_parse() {
        Ok(Overt { command }) => command,
        Err(answer) => return not_run(&without_values(answer)),
    };
    let exit = command.run().and_then(Output::deliver).unwrap_or_else(|error| {
        let failure = Failure::of(&error);
        failure.print(command.json());
        failure.exit
    });
    exit.into()
}

/// What was typed may be a name that somebody took for an option's value, so only options are repeated.
fn without_values(mut answer: clap::Error) -> clap::Error {
    let unsaid = || ContextValue::String(String::from("…"));
    let is_value =
        matches!(answer.get(ContextKind::InvalidArg), Some(ContextValue::String(text)) if !text.starts_with('-'));
    match answer.kind() {
        ErrorKind::UnknownArgument if is_value => {
            answer.insert(ContextKind::InvalidArg, unsaid());
        }
        ErrorKind::TooManyValues | ErrorKind::ValueValidation => {
            answer.insert(ContextKind::InvalidValue, unsaid());
        }
        _ => {}
    }
    answer
}

/// Help and version are answers. Anything else is wrong use, told to a program if one seems to ask.
fn not_run(answer: &clap::Error) -> ExitCode {
    if !answer.use_stderr() {
        return match answer.print() {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::MachineFailed.into(),
            _ => Exit::Done.into(),
        };
    }
    let json = std::env::args_os().skip(1).take_while(|argument| argument != "--").any(|argument| argument == "--json");
    if json {
        Failure::of_command_line(answer).print(true);
    } else {
        // Where standard error is closed, the exit code has to do.
        let _ = answer.print();
    }
    Exit::WrongUse.into()
}
