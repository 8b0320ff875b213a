//! `overt brief`: what was released, for print.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use overt_publish::report::Report;
use overt_publish::site::Site;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::serve::{Source, of_source};
use crate::written::ending;

/// How wide a screen is taken to be.
const WIDTH: usize = 110;

/// Arguments of `overt brief`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    source: Source,
    /// Write it into this file: a page (`.html`), or a PDF (`.pdf`).
    #[arg(long, value_name = "FILE", global = true)]
    out: Option<PathBuf>,
}

#[derive(Subcommand)]
enum What {
    /// One country: what was recorded there, what others say of it, and what is not known.
    #[command(
        after_help = "Examples:\n  overt brief country NPL --out nepal.html\n  overt brief country QAT --releases public --about about.toml"
    )]
    Country {
        /// Its code of three letters.
        code: String,
    },
    /// What was released in some time, what it tells and cost, and what was corrected.
    #[command(
        after_help = "Examples:\n  overt brief period 2026 --out report-2026.html\n  overt brief period 2026-07-01 2026-09-30"
    )]
    Period {
        /// A year, or the first day.
        first: String,
        /// The last day.
        last: Option<String>,
    },
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let form = arguments.out.as_deref().map(|path| ending(path, &["html", "pdf"])).transpose()?;
    let site = of_source(&arguments.source)?;
    let report = report(&site, &arguments.what)?;
    if let Some(path) = &arguments.out {
        let bytes = if form == Some("pdf") { report.to_pdf()? } else { report.to_html()?.into_bytes() };
        file::replace(path, &bytes)?;
    }
    Ok(Output::text(report.to_text(WIDTH)))
}

fn report(site: &Site, what: &What) -> Result<Report<'static>, Failure> {
    match what {
        What::Country { code } => site.country_brief(&code.to_uppercase()).ok_or_else(|| {
            Failure::new(Exit::WrongUse, "nothing-known", "no release and no series has this country")
                .with_hint("use the three letters of ISO 3166, such as NPL")
        }),
        What::Period { first, last } => {
            let [first, last] = days(first, last.as_deref())?;
            Ok(site.period_report(first, last))
        }
    }
}

fn days(first: &str, last: Option<&str>) -> Result<[Date; 2], Failure> {
    let wrong = || {
        Failure::new(Exit::WrongUse, "wrong-use", "this is no time")
            .with_hint("a year such as 2026, or two days such as 2026-07-01 2026-09-30")
    };
    let day = |text: &str| text.parse::<Date>().map_err(|_| wrong());
    match (first.parse::<i16>(), last) {
        (Ok(year), None) => {
            let of_year = |month, day| Date::new(year, month, day).map_err(|_| wrong());
            Ok([of_year(1, 1)?, of_year(12, 31)?])
        }
        (_, Some(last)) => Ok([day(first)?, day(last)?]),
        (Err(_), None) => Err(wrong()),
    }
}
