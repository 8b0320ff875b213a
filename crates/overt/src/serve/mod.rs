//! `overt serve`: the public observatory on a port.

mod open;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use overt_model::Codebook;
use overt_publish::site::{About, Limits, Parts, Site, serve as answer};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::warehouse::eprint;

/// A file about the observatory to begin with.
const EXAMPLE: &str = include_str!("about.toml");

/// What is said where the script of the pages was not built in.
const PLAIN: &str = "The pages are plain: this program was built without the script of web/. Everything can be read; tables are not sorted and \
                     charts not read out. `cargo xtask setup` and a new build bring it.\n";

/// Arguments of `overt serve`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder in which each release is a folder, as `overt release publish` wrote it.
    #[arg(long, value_name = "DIR", default_value = "releases")]
    releases: PathBuf,
    /// Who publishes, who decides, who pays, what was corrected: a file in TOML. `--example` prints one to begin with.
    #[arg(long, value_name = "FILE", default_value = "about.toml")]
    about: PathBuf,
    /// Of whom the releases must be: what `overt release publish` told. Others are refused.
    #[arg(long, value_name = "FINGERPRINT")]
    fingerprint: Vec<String>,
    /// Where to listen. For others than this machine, put a web server with TLS in front.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
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
    let path = &arguments.about;
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot read {}: {error}", path.display());
        Failure::new(Exit::WrongUse, "about-file", message)
            .with_hint(format!("`overt serve --example > {}` writes one to begin with", path.display()))
    })?;
    let about = About::read(&text).map_err(|error| {
        Failure::new(Exit::WrongUse, "about-file", format!("{} cannot be used: {error}", path.display()))
    })?;
    let releases = open::all(&arguments.releases, &arguments.fingerprint)?;
    let number = releases.len();
    let site = site(about, releases)?;
    if arguments.check {
        let text = format!("Everything fits: {number} releases, all as they should be.\n");
        return Output::answer(arguments.json, &json!({ "releases": number, "ok": true }), text);
    }
    let end = Arc::new(Notify::new());
    let heard = Arc::clone(&end);
    ctrlc::set_handler(move || heard.notify_one()).context("cannot listen for Ctrl-C")?;
    until(site, arguments.listen, false, async move { end.notified().await })?;
    Ok(Output::text(String::new()))
}

/// The site of these releases.
pub(crate) fn site(about: About, releases: Vec<overt_protect::release::Release>) -> Result<Arc<Site>, Failure> {
    let parts = Parts {
        about,
        releases,
        codebook: Codebook::embedded(),
        program: format!("Overt {}", env!("CARGO_PKG_VERSION")),
    };
    let site = Site::new(parts).map_err(|error| Failure::new(Exit::WrongUse, "site", error.to_string()))?;
    Ok(Arc::new(site))
}

/// Serves until the end comes. Where the port is taken and another one will do, the system chooses.
pub(crate) fn until(
    site: Arc<Site>,
    address: SocketAddr,
    any_port: bool,
    end: impl Future<Output = ()> + Send,
) -> anyhow::Result<()> {
    let threads = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    threads.context("the operating system gives no threads")?.block_on(async {
        let mut listener = TcpListener::bind(address).await;
        if any_port && listener.is_err() {
            listener = TcpListener::bind(SocketAddr::new(address.ip(), 0)).await;
        }
        let listener = listener.map_err(|error| {
            Failure::new(Exit::WrongUse, "address-taken", format!("cannot listen on {address}: {error}"))
                .with_hint("`--listen 127.0.0.1:0` takes any port that is free")
        })?;
        let at = listener.local_addr().context("the operating system does not say where it listens")?;
        if !site.has_islands() {
            eprint(PLAIN);
        }
        eprint(&format!("The observatory is open:  http://{at}/\nCtrl-C closes it.\n"));
        answer(listener, site.router(), Limits::default(), end).await.context("the port cannot be used any more")
    })
}

pub(crate) use open::open;
