//! Answering on a port, with limits on what one reader can take.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// What one reader, and all together, can take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once. Who comes later waits.
    pub connections: usize,
    /// How long somebody may take to send a request.
    pub head: Duration,
    /// How long answers that are on their way may take when the program is asked to end.
    pub ending: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 2048, head: Duration::from_secs(10), ending: Duration::from_secs(5) }
    }
}

/// Most bytes of the head of a request.
const HEAD_LEN_MAX: usize = 16 << 10;
/// Most headers.
const HEADERS_MAX: usize = 64;
/// How long to wait when the system has no room for a connection.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers until `end` comes; then what is on its way is finished.
///
/// # Errors
/// When the port cannot be used any more.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    end: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD_LEN_MAX).max_headers(HEADERS_MAX);
    let (room, graceful) = (Arc::new(Semaphore::new(limits.connections)), GracefulShutdown::new());
    let mut end = std::pin::pin!(end);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut end => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // One reader that went away, or too many open files: neither ends the service.
                Err(_) => {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        // An answer leaves when it is whole.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // What goes wrong on a connection is the reader's, and nothing of it is written down.
            let _ = connection.await;
            drop(place);
        });
    }
    let _ = tokio::time::timeout(limits.ending, graceful.shutdown()).await;
    Ok(())
}
