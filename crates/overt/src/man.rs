//! `overt man`: the manual pages, one for each command.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::exit::Exit;
use crate::file;
use crate::output::Output;

/// Arguments of `overt man`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Folder to write into; it is made when it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, overt: clap::Command) -> anyhow::Result<Output> {
    // A page on `help` would say less than the pages it leads to.
    let mut overt = overt.disable_help_subcommand(true);
    overt.build();
    let mut pages = Vec::new();
    collect(&overt, &mut pages)?;
    for (name, text) in &pages {
        file::replace(&arguments.out.join(name), text)?;
    }
    let mut text = String::new();
    let folder = arguments.out.display();
    let _ = writeln!(text, "{} page(s) written to {folder}; `man {folder}/overt.1` opens the first", pages.len());
    Ok(Output::text(text))
}

/// The page of a command and of every command below it: name and text.
fn collect(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
    let version = concat!("overt ", env!("CARGO_PKG_VERSION"));
    // Examples and exit codes get sections of their own.
    let described = command.clone().after_help(None::<&str>).after_long_help(None::<&str>);
    // A date of building would make two builds of one version differ. It is a blank, because nothing would let the next
    // field take its place.
    let man = Man::new(described).source(version).date(" ").manual("Overt");
    let mut page = Vec::new();
    man.render(&mut page)?;
    page.extend(closing(command).render().into_bytes());
    pages.push((man.get_filename(), page));
    command.get_subcommands().filter(|below| !below.is_hide_set()).try_for_each(|below| collect(below, pages))
}

/// The sections that close a page.
fn closing(command: &clap::Command) -> Roff {
    let mut roff = Roff::new();
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    if let Some((_, examples)) = help.split_once(":\n").filter(|(title, _)| title.starts_with("Example")) {
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in examples.lines() {
            roff.text([roman(line.trim_start())]);
        }
        roff.control("fi", []);
    }
    roff.control("SH", ["EXIT STATUS"]);
    for exit in Exit::ALL {
        roff.control("TP", []).text([bold(exit.number().to_string())]).text([roman(exit.meaning())]);
    }
    roff
}
