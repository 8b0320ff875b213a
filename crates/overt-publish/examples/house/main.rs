//! The site of the tests on a port, with a large release and those of prices and routes more, for the tests in browsers and to look at: `house [ADDRESS]`.
#![expect(clippy::print_stdout, reason = "it says where it listens")]

#[path = "../../tests/site/house.rs"]
#[expect(dead_code, reason = "the tests ask in other ways")]
mod house;
#[path = "../../tests/site/told.rs"]
#[expect(dead_code, reason = "of fees the tests ask only")]
mod told;
mod wide;

use std::sync::Arc;

use overt_publish::site::{About, Limits, Parts, Site, serve};
use tokio::net::TcpListener;

const CORRECTION: &str = r#"
[[funder]]
name = "Invented foundation"
what = { en = "10,000 EUR in 2026, for the server" }

[[correction]]
day = "2026-12-01"
release = "acts"
version = 1
what = { en = "Two acts of 2024 were counted in 2023." }
answer = { en = "Version 2 has them where they belong." }
"#;

fn main() {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let mut parts = house::parts();
    parts.releases.extend([house::tables("acts", 2), wide::release(), told::prices(), told::routes()]);
    let about = About::read(&format!("{}{CORRECTION}", house::ABOUT)).expect("it can be read");
    let site = Arc::new(Site::new(Parts { about, ..parts }).expect("the parts fit"));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind(&address).await.expect("the port is free");
        println!("http://{}/", listener.local_addr().expect("an address"));
        // Tests go through all pages faster than any reader.
        let limits = Limits { per_second: 100_000, burst: 100_000, ..Limits::default() };
        serve(listener, site.router(), limits, std::future::pending()).await.expect("it goes on");
    });
}
