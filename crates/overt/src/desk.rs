//! `overt desk`: signed-in work in a browser.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use clap::Args;
use overt_desk::{Desk, Parts};
use overt_model::Codebook;
use overt_publish::site::{Limits, serve as answer};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::serve::port;
use crate::stop::Stop;
use crate::store_options::StoreOptions;
use crate::warehouse::eprint;
use crate::workspace::{Workspace, today};

/// Arguments of `overt desk`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: StoreOptions,
    /// Where to listen. For others than this machine, put a web server with TLS in front.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// The name under which people reach it, such as desk.example.org. Everybody must then come over TLS, by a web server in front, which writes at
    /// the end of `X-Forwarded-For` for whom.
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    if arguments.host.is_none() && !arguments.listen.ip().is_loopback() {
        let message = format!(
            "{} can be reached from other machines, where passphrases would travel in the open",
            arguments.listen
        );
        let hint = "listen on 127.0.0.1 behind a web server with TLS, and name it with `--host`";
        return Err(Failure::new(Exit::WrongUse, "open-to-others", message).with_hint(hint).into());
    }
    let stop = Stop::on_interrupt()?;
    port::threads()?.block_on(async {
        let (listener, at) = port::listener(arguments.listen, false).await?;
        let desk = open(&arguments.options, arguments.host.clone()).await?;
        eprint(&format!("The desk is open:  http://{at}/\nCtrl-C closes it.\n"));
        let limits = Limits { is_proxied: arguments.host.is_some(), ..Limits::default() };
        let served = answer(listener, desk.clone().router(), limits, stop.wanted()).await;
        desk.close().await?;
        served.context("the port cannot be used any more")
    })?;
    Ok(Output::text(String::new()))
}

/// The desk on the store that the options name; for this machine only where no host is named.
pub(crate) async fn open(options: &StoreOptions, host: Option<String>) -> Result<Arc<Desk>, Failure> {
    Ok(Desk::new(Parts {
        store: Workspace::store(options).await?,
        codebook: Codebook::embedded(),
        program: format!("Overt {}", env!("CARGO_PKG_VERSION")),
        today,
        now,
        host,
        painter: std::env::current_exe().ok(),
    }))
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
