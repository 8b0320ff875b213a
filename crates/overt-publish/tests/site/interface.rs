//! The interface held against the program of others, and a site of tests for looking at.

use std::path::Path;
use std::process::Command;

use overt_publish::site::Limits;

use super::house::{Open, parts};

/// So many requests for each thing that can be asked for; `OVERT_REQUESTS` asks for more.
const REQUESTS: &str = "20";

#[test]
fn schemathesis_finds_no_answer_that_the_document_does_not_tell_of() {
    let Some(python) = std::env::var_os("OVERT_PYTHON") else {
        eprintln!(
            "SKIPPED: interface.py needs OVERT_PYTHON, a Python with the packages of xtask/python-requirements.txt"
        );
        return;
    };
    let site = Open::new();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/interface.py");
    let requests = std::env::var("OVERT_REQUESTS").unwrap_or_else(|_| REQUESTS.to_owned());
    let address = format!("http://{}", site.address);
    let output = Command::new(python).arg("-B").arg(script).args([address, requests]).output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout);
    eprint!("{told}");
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[ignore = "serves the site of tests on 127.0.0.1:8090 until it is stopped, for looking at it and for browsers"]
fn the_site_of_tests_is_open() {
    let _site = Open::at("127.0.0.1:8090", parts(), Limits::default());
    std::thread::park();
}
