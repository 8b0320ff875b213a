//! A desk with invented people and records on a port, for the tests in a browser. Says where it is and goes on until it is ended.

#![expect(clippy::print_stdout, reason = "it says where it listens")]

#[path = "../../tests/desk/cast.rs"]
#[expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]
mod cast;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use cast::{SOURCE, TODAY};
use overt_desk::{Desk, Parts};
use overt_model::{Claim, Codebook, Record, Value};
use overt_publish::site::{Limits, serve};
use overt_store::{Reason, new_id};
use tokio::net::TcpListener;

fn main() -> ExitCode {
    if let Some(ended) = overt_desk::draw_pages() {
        return ended;
    }
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8081".to_owned());
    let folder = tempfile::tempdir().expect("there is room for a folder");
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("there are threads").block_on(async {
        let home = folder.path().join("data");
        let store = cast::store(&home, async |store, session| {
            store.insert(session, (None, Reason::Entered), &records(), TODAY).await.expect("they are in order");
        })
        .await;
        let desk = Desk::new(Parts {
            store,
            codebook: Codebook::embedded(),
            program: "Overt, with invented records".to_owned(),
            today: || TODAY,
            now: || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
            host: None,
            painter: std::env::current_exe().ok(),
        });
        let listener = TcpListener::bind(address).await.expect("the port is free");
        println!("http://{}", listener.local_addr().expect("it has an address"));
        let limits = Limits { per_second: 10_000, burst: 10_000, ..Limits::default() };
        serve(listener, desk.router(), limits, std::future::pending()).await.expect("it goes on");
    });
    ExitCode::SUCCESS
}

/// Officials of the post, one after the other: a network that does not fit on a screen.
const OFFICIALS: u32 = 40;

/// A case with somebody who was trafficked, an act and what was paid; and a post with those who served there.
fn records() -> Vec<Record> {
    let claim = Claim::alleged(SOURCE, "2026-12-01T00:00:00Z".parse().expect("a day"));
    let record = |schema| Record::new(new_id(), schema, &Codebook::embedded().version, claim.clone());
    let date = |text: &str| Value::Date(text.parse().expect("a date"));
    let case = record("Case").with("opened_on", date("2026-03-02"));
    let victim = record("Victim")
        .with("full_name", Value::text("Invented Maria"))
        .with("trafficking_status", Value::code("PossibleVictimOfTrafficking"))
        .with("registered_on", date("2026-03"))
        .with("notes", Value::text("an invented story"));
    let act = record("CorruptAct")
        .with("stage", Value::code("T4"))
        .with("act", Value::code("A18"))
        .with("happened_on", date("2025-11"))
        .with("cases", Value::Reference(case.id));
    let post =
        record("Post").with("title", Value::text("Invented crossing")).with("kind", Value::code("border-crossing"));
    let served = (0..OFFICIALS).flat_map(|place| {
        let official = record("Person").with("full_name", Value::text("Invented Official"));
        let posting =
            record("Posting").with("person", Value::Reference(official.id)).with("post", Value::Reference(post.id));
        let posting = posting.with("began", date(&format!("{}", 1980 + place)));
        [official, posting]
    });
    let served: Vec<Record> = served.collect();
    [vec![case, victim, act, post], served].concat()
}
