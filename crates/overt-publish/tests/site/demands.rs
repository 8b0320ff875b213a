//! Programs that ask for what there is not, too much, or too often.

use std::time::Duration;

use overt_publish::site::Limits;

use super::api::paths;
use super::house::{Answer, Open, parts};

const TABLE: &str = "/api/v1/releases/acts/1/tables/01-stage-actor";

fn is_problem(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{what}");
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], status, "{what}");
    assert!(problem["title"].is_string() && problem["detail"].is_string(), "{what}");
}

#[test]
fn what_is_not_known_is_refused_with_what_is() {
    let site = Open::new();
    for path in paths() {
        let answer = site.get(&format!("{path}?limits=5"));
        is_problem(&answer, 400, &path);
        assert_eq!(answer.json()["parameter"], "limits", "{path}");
    }
    let table = site.get(&format!("{TABLE}?stages=T4")).json();
    assert_eq!(table["allowed"], serde_json::json!(["limit", "cursor", "lang", "format", "stage", "actor"]));
    let code = site.get(&format!("{TABLE}?stage=t4")).json();
    assert_eq!(code["allowed"], serde_json::json!(["R1", "T1", "T4", "_T"]));
}

#[test]
fn values_that_cannot_be_are_refused_and_not_repeated() {
    let site = Open::new();
    let wrong = [
        "limit=0",
        "limit=1001",
        "limit=99999999999999999999999",
        "limit=-1",
        "limit=",
        "limit=%00",
        "limit=5&limit=6",
        "limit=5;cursor=6",
        "cursor=",
        "cursor=ffffffffffffffff-0000000000000000",
        "cursor=0-0000000000000000",
        "cursor=%ff%fe",
        "cursor=%F0%9F%92%A9",
        "lang=de",
        "lang=EN",
        "lang=",
        "format=xml",
        "format=",
        "stage=",
        "stage=%ff",
        "stage=T4%00",
        "stage[]=T4",
        "%ff=1",
        "=",
        "=1",
        "&&=",
        "stage=T4&stage=T4",
    ];
    for query in wrong {
        is_problem(&site.get(&format!("{TABLE}?{query}")), 400, query);
    }
    let long = site.get(&format!("{TABLE}?cursor={}", "9".repeat(1900)));
    is_problem(&long, 400, "a huge cursor");
    assert!(long.body.len() < 500, "what was sent is not repeated");
    let name = site.get(&format!("{TABLE}?{}=1", "x".repeat(1900)));
    is_problem(&name, 400, "a huge name");
    assert!(name.body.len() < 500);
    assert_eq!(site.get(&format!("{TABLE}?&&")).status, 200, "nothing was said");
}

#[test]
fn what_is_not_there_is_a_problem_everywhere_in_the_interface() {
    let site = Open::new();
    let nowhere = [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/releases",
        "/api/v1/releases/",
        "/api/v1/releases/other",
        "/api/v1/releases/acts/3",
        "/api/v1/releases/acts/01",
        "/api/v1/releases/acts/+1",
        "/api/v1/releases/acts/99999999999",
        "/api/v1/releases/acts/1/tables/other",
        "/api/v1/releases/acts/1/tables/01-stage-actor.csv",
        "/api/v1/releases/%ff/1",
        "/api/v1/releases/acts/1/tables/%ff",
        "/api/v1/codebook/lists/..%2f",
        "/api/v1/releases/..%2f..%2fetc/1",
        "/api/v1/codebook/lists/Stages",
        "/api/data/acts/1",
        "/api/v1/releases/acts/1/tables/01-stage-actor/more",
    ];
    for path in nowhere {
        is_problem(&site.get(path), 404, path);
    }
}

#[test]
fn nothing_can_be_sent_and_addresses_have_an_end() {
    let site = Open::new();
    let sent =
        site.send(b"POST /api/v1/releases HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    is_problem(&sent, 405, "POST");
    assert_eq!(sent.header("allow"), Some("GET, HEAD"));
    is_problem(&site.get(&format!("{TABLE}?cursor={}", "9".repeat(3000))), 414, "a long address");
    let head = site.send(format!("HEAD {TABLE} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").as_bytes());
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn a_form_that_there_is_not_is_told_with_those_that_there_are() {
    let site = Open::new();
    let none = site.get_with("/api/v1/releases", "Accept: text/csv\r\n");
    is_problem(&none, 406, "there is only JSON");
    assert_eq!(none.json()["allowed"], serde_json::json!(["application/json"]));
    let many = format!("Accept: {}\r\n", "text/html;q=0.3,".repeat(640));
    is_problem(&site.get_with(TABLE, &many), 406, "ten kilobytes of what there is not");
    let many = format!("Accept: {}text/csv\r\n", "a/b;q=\"x,".repeat(1000));
    assert_eq!(site.get_with(TABLE, &many).header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(site.get_with(TABLE, "Accept: \u{e9}\r\n").status, 200, "what is no text says nothing");
}

fn strict(is_proxied: bool) -> Open {
    let limits = Limits { head: Duration::from_secs(1), per_second: 1, burst: 5, is_proxied, ..Limits::default() };
    Open::at("127.0.0.1:0", parts(), limits)
}

#[test]
fn who_asks_too_often_is_told_when_to_come_back() {
    let site = strict(false);
    let answers: Vec<Answer> = (0..8).map(|_| site.get("/api/v1/releases")).collect();
    assert!(answers[..5].iter().all(|answer| answer.status == 200));
    let last = &answers[7];
    is_problem(last, 429, "the eighth of five");
    let wait: u64 = last.header("retry-after").and_then(|wait| wait.parse().ok()).expect("it says how long");
    assert!((1..=5).contains(&wait));
    assert!(last.header("content-security-policy").is_some());
    let page = site.get("/en/");
    assert_eq!(
        (page.status, page.header("content-type")),
        (429, Some("text/plain; charset=utf-8")),
        "pages count, too"
    );
}

#[test]
fn for_whom_a_server_in_front_asks_is_only_believed_where_there_is_one() {
    let ask = |site: &Open, who: &str| site.get_with("/robots.txt", &format!("X-Forwarded-For: {who}\r\n")).status;
    let alone = strict(false);
    assert!((0..9).any(|number| ask(&alone, &format!("192.0.2.{number}")) == 429), "anybody could say who they are");
    let behind = strict(true);
    assert!((0..9).all(|number| ask(&behind, &format!("10.0.0.1, 192.0.2.{number}")) == 200));
    assert!(
        (0..9).any(|number| ask(&behind, &format!("192.0.2.{number}, 198.51.100.1")) == 429),
        "only the last is what the server in front says"
    );
}
