//! Work that goes on, told while it moves: how much of how much is done, as server-sent events, and nothing else.
//!
//! A stream holds no key of the person, renews no session, and ends by itself.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::unfold;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::sleep;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::desk::Desk;
use crate::jobs::Job;
use crate::sessions::IDLE;
use crate::words::{Part, say};

/// Streams at once. Whoever finds no place loads the page again instead.
pub(crate) const STREAMS_MAX: usize = 64;
/// No stream is longer: a session that nobody uses is over by then.
const WHOLE: Duration = IDLE;
/// Two events are as far apart.
const BEAT: Duration = Duration::from_millis(250);
/// After so long without an event a line shows that the stream is still there, and to the server that somebody still listens.
const SILENCE: Duration = Duration::from_secs(10);

/// How far work is, as a page says it.
pub(crate) struct SoFar {
    pub(crate) done: u64,
    pub(crate) count: u64,
    pub(crate) words: String,
    /// The same words with `%n` and `%all` where the counts stand, for the script.
    pub(crate) pattern: String,
}

impl SoFar {
    /// With the sentence of this name.
    pub(crate) fn of<T>(ask: &Ask, job: &Job<T>, name: &str) -> Self {
        let (done, count) = (job.done(), job.count);
        let said = |n: Part<'_>, all: Part<'_>| say(ask.lang, name, &[("n", n), ("all", all)]);
        Self { done, count, words: said(done.into(), count.into()), pattern: said("%n".into(), "%all".into()) }
    }
}

/// Somebody who watches a job.
struct Watch<T> {
    desk: Arc<Desk>,
    /// The digest of the session's token, by which nothing can be opened.
    session: [u8; 32],
    /// What is watched; none where nothing goes on.
    job: Option<Job<T>>,
    began: Instant,
    /// What was told last, and when something was sent last.
    told: Option<u64>,
    sent: Instant,
    _place: OwnedSemaphorePermit,
}

/// The events of a job until it is over, the session ends, or the time does.
pub(crate) fn events<T: Send + Sync + 'static>(ask: &Ask, job: Option<Job<T>>) -> Result<Answer, Stopped> {
    let token = &ask.who.as_ref().ok_or(Stopped::NotThere)?.token;
    let place = ask.desk.streams.place_at_once().ok_or(Stopped::Busy)?;
    let (desk, session, now) = (Arc::clone(&ask.desk), token.digest(), Instant::now());
    let watch = Watch { desk, session, job, began: now, told: None, sent: now, _place: place };
    let lines = unfold(Some(watch), async |watch| {
        let (line, watch) = watch?.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(line)), watch))
    });
    Ok(Answer::stream("text/event-stream", Body::from_stream(lines)))
}

impl<T> Watch<T> {
    /// What is sent next, and who listens to what comes then; nothing where the stream breaks off.
    async fn next(mut self) -> Option<(String, Option<Self>)> {
        if self.told.is_some() {
            sleep(BEAT).await;
        }
        loop {
            let now = Instant::now();
            if now.duration_since(self.began) >= WHOLE || !self.desk.sessions.is_open(&self.session, now) {
                return None;
            }
            let Some(job) = self.job.as_ref().filter(|job| job.outcome().is_none()) else {
                let (done, count) = self.job.as_ref().map_or((0, 0), |job| (job.done(), job.count));
                return Some((format!("event: end\ndata: {done} {count}\n\n"), None));
            };
            let (done, count) = (job.done(), job.count);
            if self.told != Some(done) {
                (self.told, self.sent) = (Some(done), now);
                return Some((format!("data: {done} {count}\n\n"), Some(self)));
            }
            if now.duration_since(self.sent) >= SILENCE {
                self.sent = now;
                return Some((":\n\n".to_owned(), Some(self)));
            }
            sleep(BEAT).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::to_bytes;
    use axum::http::{Request, Response};
    use futures_util::StreamExt as _;
    use overt_model::Codebook;
    use overt_store::vault::SessionToken;
    use tower::ServiceExt as _;

    use super::*;
    use crate::cast;
    use crate::desk::Parts;

    const PATH: &str = "/imports/progress/events";

    /// A desk at which somebody imports ten rows, as long as the test wants it.
    struct Stage {
        desk: Arc<Desk>,
        router: Router,
        cookie: String,
        job: Job<crate::pages::imports::Imported>,
        _folder: tempfile::TempDir,
    }

    impl Stage {
        async fn new() -> Self {
            let folder = tempfile::tempdir().expect("there is room");
            let store = cast::store(&folder.path().join("data"), async |_, _| {}).await;
            let carla = store.sign_in("carla", &cast::passphrase(), cast::TODAY).await.expect("she is there").account;
            let desk = Desk::new(Parts {
                store,
                codebook: Codebook::embedded(),
                program: "Overt of tests".into(),
                today: || cast::TODAY,
                now: || 1_800_000_000,
                host: None,
                painter: None,
            });
            let job = Job::new(cast::TODAY, 10);
            assert!(desk.jobs.begin_import(carla, job.clone()));
            let mut stage =
                Self { router: Arc::clone(&desk).router(), desk, cookie: String::new(), job, _folder: folder };
            let signed = stage.sends("/sign-in", &format!("name=carla&passphrase={}", cast::WORDS)).await;
            let cookie = signed.headers()["set-cookie"].to_str().expect("it is text");
            stage.cookie = cookie.split(';').next().expect("it has a value").to_owned();
            stage
        }

        async fn gets(&self, path: &str) -> Response<Body> {
            let request = Request::get(path).header("host", "localhost").header("cookie", &self.cookie);
            self.router.clone().oneshot(request.body(Body::empty()).expect("it is a request")).await.expect("an answer")
        }

        async fn sends(&self, path: &str, form: &str) -> Response<Body> {
            let request = Request::post(path).header("host", "localhost").header("origin", "http://localhost");
            let request =
                request.header("cookie", &self.cookie).header("content-type", "application/x-www-form-urlencoded");
            let form = Body::from(form.replace(' ', "+"));
            self.router.clone().oneshot(request.body(form).expect("it is a request")).await.expect("an answer")
        }

        /// What every form must bring back.
        async fn proof(&self) -> String {
            let page = to_bytes(self.gets("/account").await.into_body(), 1 << 20).await.expect("a page");
            let page = String::from_utf8_lossy(&page).into_owned();
            let (_, rest) = page.split_once("name=\"proof\" value=\"").expect("a form");
            rest.split('"').next().expect("a value").to_owned()
        }
    }

    fn block_on(future: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a thread").block_on(future);
    }

    #[test]
    fn a_stream_tells_counts_as_they_move_and_ends_with_the_work() {
        block_on(async {
            let stage = Stage::new().await;
            let answer = stage.gets(PATH).await;
            assert_eq!(answer.headers()["content-type"], "text/event-stream");
            assert_eq!(answer.headers()["cache-control"], "no-store");
            assert_eq!(answer.headers()["x-accel-buffering"], "no", "no web server in front gathers them");
            let mut lines = answer.into_body().into_data_stream();
            let mut next = async || lines.next().await.map(|line| line.expect("it goes on"));
            assert_eq!(next().await.expect("an event"), "data: 0 10\n\n");
            let before = Instant::now();
            stage.job.advance(3);
            stage.job.advance(1);
            assert_eq!(next().await.expect("an event"), "data: 4 10\n\n");
            assert!(before.elapsed() >= BEAT, "not more often than four times a second");
            stage.job.advance(6);
            stage.job.end(Err("the reader broke off".into()));
            assert_eq!(next().await.expect("an event"), "event: end\ndata: 10 10\n\n", "why it ended is for the page");
            assert_eq!(next().await, None);
            // Whoever comes later hears at once that it is over.
            let late = to_bytes(stage.gets(PATH).await.into_body(), 1 << 10).await.expect("it ends");
            assert_eq!(late, "event: end\ndata: 10 10\n\n");
        });
    }

    #[test]
    fn a_stream_breaks_off_when_the_session_ends_and_does_not_make_it_last_longer() {
        block_on(async {
            let stage = Stage::new().await;
            let proof = stage.proof().await;
            let answer = stage.gets(PATH).await;
            let asked = Instant::now();
            let mut lines = answer.into_body().into_data_stream();
            assert!(lines.next().await.is_some());
            sleep(BEAT * 2).await;
            stage.job.advance(1);
            assert!(lines.next().await.is_some());
            let session =
                SessionToken::read(stage.cookie.split_once('=').expect("a value").1).expect("a token").digest();
            assert!(stage.desk.sessions.is_open(&session, asked));
            assert!(!stage.desk.sessions.is_open(&session, asked + IDLE), "what was sent meanwhile does not count");
            assert_eq!(stage.sends("/sign-out", &format!("proof={proof}")).await.status(), 303);
            assert!(lines.next().await.is_none(), "without a last event");
        });
    }

    #[test]
    fn streams_are_bounded_and_a_place_is_free_again_when_somebody_leaves() {
        block_on(async {
            let stage = Stage::new().await;
            let mut open = Vec::new();
            for _ in 0..STREAMS_MAX {
                open.push(stage.gets(PATH).await);
            }
            assert!(open.iter().all(|answer| answer.status() == 200));
            assert_eq!(stage.gets(PATH).await.status(), 503);
            open.pop();
            assert_eq!(stage.gets(PATH).await.status(), 200);
        });
    }

    #[test]
    fn nobody_hears_of_the_import_of_another() {
        block_on(async {
            let mut stage = Stage::new().await;
            let carla = stage.cookie.clone();
            stage.cookie.clear();
            assert_eq!(stage.gets(PATH).await.status(), 303, "nor whoever is not signed in");
            let signed = stage.sends("/sign-in", &format!("name=kofi&passphrase={}", cast::WORDS)).await;
            stage.cookie = signed.headers()["set-cookie"].to_str().expect("it is text").to_owned();
            assert_eq!(stage.gets(PATH).await.status(), 404, "custodians import nothing");
            stage.cookie = carla;
            assert_eq!(stage.gets(PATH).await.status(), 200);
        });
    }
}
