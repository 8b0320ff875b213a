//! `overt serve`: the public observatory on a port.

mod open;
pub(crate) mod port;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use overt_model::Codebook;
use overt_protect::release::Release;
use overt_publish::site::{About, Limits, Parts, Site, serve as answer};
use serde_json::json;

use crate::analyse;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::stop::Stop;
use crate::warehouse::eprint;
use crate::workspace::today;

/// What a site is made of.
#[derive(Args)]
pub(crate) struct Source {
    /// The folder in which each release is a folder, as `overt release publish` wrote it.
    #[arg(long, value_name = "DIR", default_value = "releases", global = true)]
    releases: PathBuf,
    /// Who publishes, who decides, who pays, what was corrected: a file in TOML. `overt serve --example` prints one to begin with.
    #[arg(long, value_name = "FILE", default_value = "about.toml", global = true)]
    about: PathBuf,
    /// Of whom the releases must be: what `overt release publish` told. Others are refused.
    #[arg(long, value_name = "FINGERPRINT", global = true)]
    fingerprint: Vec<String>,
}

/// A file about the observatory to begin with.
const EXAMPLE: &str = include_str!("about.toml");

/// What is said where the script of the pages was not built in.
const PLAIN: &str = "The pages are plain: this program was built without the script of web/. Everything can be read; tables are not sorted and \
                     charts not read out. `cargo xtask setup` and a new build bring it.\n";

/// Arguments of `overt serve`.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    /// Where to listen. For others than this machine, put a web server with TLS in front.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How many requests one reader may make in a second; four times as many at once.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    per_second: u32,
    /// Every connection comes from a web server in front, which writes at the end of `X-Forwarded-For` for whom.
    #[arg(long)]
    proxied: bool,
    /// Check everything and end.
    #[arg(long)]
    check: bool,
    /// Print a file about an observatory to begin your own with.
    #[arg(long)]
    example: bool,
    /// Answer in JSON, for programs.
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    if arguments.example {
        return Ok(Output::text(EXAMPLE.to_owned()));
    }
    let site = of_source(&arguments.source)?;
    if arguments.check {
        let releases = site.releases();
        let text = format!("Everything fits: {releases} releases, all as they should be.\n");
        return Output::answer(arguments.json, &json!({ "releases": releases, "ok": true }), text);
    }
    let stop = Stop::on_interrupt()?;
    let limits = Limits {
        per_second: arguments.per_second,
        burst: arguments.per_second * 4,
        is_proxied: arguments.proxied,
        ..Limits::default()
    };
    port::threads()?.block_on(async {
        let (listener, at) = port::listener(arguments.listen, false).await?;
        if !site.has_islands() {
            eprint(PLAIN);
        }
        eprint(&format!("The observatory is open:  http://{at}/\nCtrl-C closes it.\n"));
        answer(listener, site.router(), limits, stop.wanted()).await.context("the port cannot be used any more")
    })?;
    Ok(Output::text(String::new()))
}

/// The site of a folder of releases and a file about who publishes them.
pub(crate) fn of_source(source: &Source) -> anyhow::Result<Arc<Site>> {
    let path = &source.about;
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read {}: {error}", path.display());
        Failure::new(Exit::WrongUse, "about-file", message)
            .with_hint(format!("`overt serve --example > {}` writes one to begin with", path.display()))
    })?;
    let about = About::read(&text).map_err(|error| {
        Failure::new(Exit::WrongUse, "about-file", format!("{} cannot be used: {error}", path.display()))
    })?;
    site(about, open::all(&source.releases, &source.fingerprint)?)
}

/// The site of these releases.
pub(crate) fn site(about: About, releases: Vec<Release>) -> anyhow::Result<Arc<Site>> {
    let parts = Parts {
        about,
        releases,
        figures: analyse::figures()?,
        analyses: analyse::analyses()?,
        codebook: Codebook::embedded(),
        program: format!("Overt {}", env!("CARGO_PKG_VERSION")),
        today,
    };
    let site = Site::new(parts).map_err(|error| Failure::new(Exit::WrongUse, "site", error.to_string()))?;
    Ok(Arc::new(site))
}

pub(crate) use open::open;
