//! Answering on a port, with limits on what one reader can take.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use super::guard::marked;
use super::rate::Rate;
use super::reply::refusal;

/// What one reader, and all together, can take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once. Who comes later waits.
    pub connections: usize,
    /// How long somebody may take to send a request.
    pub head: Duration,
    /// How long answers that are on their way may take when the program is asked to end.
    pub ending: Duration,
    /// How many requests one reader may make in a second, in the long run.
    pub per_second: u32,
    /// How many at once.
    pub burst: u32,
    /// Whether every connection comes from a web server in front, which writes down at the end of `X-Forwarded-For` for whom. Where it is not
    /// so, anybody can write anything there.
    pub is_proxied: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
            head: Duration::from_secs(10),
            ending: Duration::from_secs(5),
            per_second: 50,
            burst: 200,
            is_proxied: false,
        }
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
    let gate = Arc::new(Gate::new(limits));
    let mut end = std::pin::pin!(end);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut end => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => {
                let Ok(accepted) = accepted else {
                    // One reader that went away, or too many open files: neither ends the service.
                    tokio::time::sleep(PAUSE).await;
                    continue;
                };
                accepted
            }
            () = &mut end => break,
        };
        // An answer leaves when it is whole.
        let _ = stream.set_nodelay(true);
        let (router, gate) = (router.clone(), Arc::clone(&gate));
        let service = service_fn(move |request: Request<Incoming>| {
            let (router, passed) = (router.clone(), gate.pass(peer.ip(), &request));
            async move {
                match passed {
                    Ok(()) => router.oneshot(request).await,
                    Err(refused) => Ok(refused),
                }
            }
        });
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

/// Lets requests pass, but not too many of one reader.
struct Gate {
    rate: Rate,
    began: Instant,
    is_proxied: bool,
}

impl Gate {
    fn new(limits: Limits) -> Self {
        Self { rate: Rate::new(limits.per_second, limits.burst), began: Instant::now(), is_proxied: limits.is_proxied }
    }

    #[expect(clippy::result_large_err, reason = "the error is the answer")]
    fn pass<T>(&self, peer: IpAddr, request: &Request<T>) -> Result<(), Response<Body>> {
        let reader = self.forwarded(request).unwrap_or(peer);
        self.rate.take(reader, self.began.elapsed()).map_err(|wait| {
            let sentence =
                "You ask more often than one reader may. Wait as long as Retry-After says, or load whole files.";
            let mut answer = refusal(request.uri().path(), StatusCode::TOO_MANY_REQUESTS, sentence);
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            marked(answer)
        })
    }

    /// For whom a web server in front asks: the last one named, because the ones before are what that one said.
    fn forwarded<T>(&self, request: &Request<T>) -> Option<IpAddr> {
        let named = request.headers().get_all("x-forwarded-for").iter().next_back().filter(|_| self.is_proxied)?;
        named.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
    }
}
