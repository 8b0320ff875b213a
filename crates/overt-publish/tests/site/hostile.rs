//! Readers who mean harm.

use std::io::Read as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::house::{ABOUT, Open, parts};
use overt_publish::site::{About, Parts};

#[test]
fn every_answer_forbids_scripts_frames_and_requests_to_others() {
    let site = Open::new();
    for path in ["/en/", "/nowhere", "/data/acts/1/policy.toml", "/"] {
        let answer = site.get(path);
        let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[test]
fn nothing_can_be_sent() {
    let site = Open::new();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let answer = site.send(
            format!("{method} /en/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").as_bytes(),
        );
        assert_eq!(answer.status, 405, "{method}");
    }
    let body = b"GET /en/ HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\nxxxx";
    assert_eq!(site.send(body).status, 413);
    let chunked =
        b"GET /en/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nFFFFFFFF\r\n";
    assert_eq!(site.send(chunked).status, 413);
}

#[test]
fn a_path_names_nothing_but_pages_and_files_of_releases() {
    let site = Open::new();
    let tricks = [
        "/data/acts/1/../../../etc/passwd",
        "/data/acts/1/..%2f..%2fetc%2fpasswd",
        "/data/%2e%2e/%2e%2e/etc",
        "/assets/..%5c..%5cCargo.toml",
        "/en/codebook/..%2fstages",
        "/data/acts/1/01-stage-actor.csv%00.html",
        "/en/../data",
        "//evil.example/",
        "/de/",
        "/EN/",
        "/en/data/acts/99999999999999",
        "/en/data/acts/-1",
        "/%ff%fe",
    ];
    for path in tricks {
        let status = site.get(path).status;
        assert!([400, 404].contains(&status), "{path}: {status}");
    }
    assert!(site.get("/nothing").text().contains("There is no such page"));
}

#[test]
fn floods_of_headers_and_endless_addresses_are_refused() {
    let site = Open::new();
    let many = "X-1: y\r\n".repeat(500);
    assert_eq!(site.get_with("/en/", &many).status, 431);
    assert_eq!(site.get_with("/en/", &format!("X: {}\r\n", "y".repeat(100_000))).status, 431);
    assert_eq!(site.get(&format!("/en/nexus?by={}", "x".repeat(5_000))).status, 414);
    assert_eq!(site.send(b"\x16\x03\x01\x02\x00\x01\x00").status, 400, "TLS to a port without");
    assert_eq!(site.get("/en/").status, 200, "others are served all the while");
}

#[test]
fn who_sends_slowly_or_nothing_does_not_keep_a_place() {
    let site = Open::new();
    let mut stream = TcpStream::connect(site.address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time");
    let began = Instant::now();
    let _ = stream.read_to_end(&mut Vec::new());
    assert!(began.elapsed() < Duration::from_secs(10), "the connection is closed by the other side");
}

#[test]
fn a_host_of_somebody_else_changes_no_page_and_is_refused_where_the_own_is_known() {
    let site = Open::new();
    let ask = |site: &Open, host: &str| {
        site.send(format!("GET /en/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
    };
    assert_eq!(ask(&site, "evil.example").body, site.get("/en/").body);
    assert!(!String::from_utf8_lossy(&ask(&site, "evil.example").body).contains("evil"));
    let about = About::read(&format!("address = 'https://observatory.example'\n{ABOUT}")).expect("it can be read");
    let known = Open::of(Parts { about, ..parts() });
    assert_eq!(ask(&known, "evil.example").status, 421);
    assert_eq!(ask(&known, "Observatory.Example").status, 200);
}

#[test]
fn thousands_of_addresses_that_differ_in_nothing_are_one_page() {
    let site = Open::new();
    let page = site.get("/en/nexus").header("etag").map(str::to_owned);
    for n in 0..200 {
        assert_eq!(site.get(&format!("/en/nexus?nonce={n}&n{n}=1")).header("etag").map(str::to_owned), page);
    }
    for path in ["/en/data/acts/01", "/data/acts/01/policy.toml", "/en/countries/%4EPL", "/en/%6Eexus"] {
        assert_eq!(site.get(path).status, 404, "{path} is another name of a page");
    }
}
