//! A port to answer on.

use std::net::SocketAddr;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::exit::Exit;
use crate::failure::Failure;

/// As many threads as the machine has cores.
pub(crate) fn threads() -> anyhow::Result<Runtime> {
    let threads = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    threads.context("the operating system gives no threads")
}

/// Listens there, and says where that is. Where the port is taken and another one will do, the system chooses.
pub(crate) async fn listener(address: SocketAddr, any_port: bool) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let mut listener = TcpListener::bind(address).await;
    if any_port && listener.is_err() {
        listener = TcpListener::bind(SocketAddr::new(address.ip(), 0)).await;
    }
    let listener = listener.map_err(|error| {
        Failure::new(Exit::WrongUse, "address-taken", format!("cannot listen on {address}: {error}"))
            .with_hint("`--listen 127.0.0.1:0` takes any port that is free")
    })?;
    let at = listener.local_addr().context("the operating system does not say where it listens")?;
    Ok((listener, at))
}
