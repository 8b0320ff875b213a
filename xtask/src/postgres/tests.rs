use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::*;
use crate::skipped;

/// A port on which nobody listens.
const CLOSED: u16 = 1;

fn nothing_installed() -> Programs {
    let folder = tempfile::tempdir().unwrap();
    Programs::among(folder.path().as_os_str(), folder.path())
}

/// The programs of this machine, if they can make a server here; otherwise it is said what was not checked.
fn installed(check: &str) -> Option<Programs> {
    let programs = Programs::of_this_machine();
    if programs.server().is_none() || programs.psql().is_none() {
        skipped::note(&format!("{check}: PostgreSQL is not installed"));
        return None;
    }
    Some(programs)
}

fn ask(programs: &Programs, server: &Server, statement: &str) -> Result<String> {
    Psql::new(programs.psql().unwrap(), server.url().unwrap()).ask(statement)
}

/// What a program is told that does not already stand in the environment.
fn told(server: Option<&Server>) -> Vec<(String, Option<String>)> {
    let mut command = Command::new("true");
    tell(server, &mut command);
    let text = |text: &std::ffi::OsStr| text.to_str().unwrap().to_owned();
    command.get_envs().map(|(name, value)| (text(name), value.map(text))).collect()
}

#[test]
fn a_server_that_a_person_named_is_passed_on_untouched_and_unprinted() {
    let given = Some(OsString::from("postgres://someone:password@127.0.0.1:1/nowhere"));
    let server = Server::choose(given, CLOSED, &nothing_installed(), Purpose::Tests).unwrap();
    assert_eq!(told(Some(&server)), [], "it is inherited");
}

#[test]
fn without_a_server_the_reasons_are_told_and_an_empty_variable_is_not_passed_on() {
    let error = Server::choose(Some(OsString::new()), CLOSED, &nothing_installed(), Purpose::Tests).err().unwrap();
    let expected = "there is no psql to ask at 127.0.0.1:1; initdb, pg_ctl and postgres are not installed together";
    assert_eq!(error.to_string(), expected);
    assert_eq!(told(None), [(VARIABLE.into(), None)]);
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let Some(programs) = installed("giving up a server that never answers") else { return };
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let start = Instant::now();
    assert!(running(silent.local_addr().unwrap().port(), &programs).is_err());
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_server_that_cannot_be_started_says_why() {
    let folder = tempfile::tempdir().unwrap();
    for program in ["initdb", "pg_ctl", "postgres"] {
        fs::write(folder.path().join(format!("{program}{}", std::env::consts::EXE_SUFFIX)), "").unwrap();
    }
    let programs = Programs::among(folder.path().as_os_str(), folder.path());
    let error = Server::choose(None, CLOSED, &programs, Purpose::Tests).err().unwrap().to_string();
    let (_, complaint) = error.split_once("a server of our own could not be started: ").expect(&error);
    assert!(!complaint.is_empty());
}

#[test]
fn a_private_server_is_found_by_its_port_and_gone_when_dropped() {
    let Some(programs) = installed("a PostgreSQL server of our own") else { return };
    let server = Server::choose(None, CLOSED, &programs, Purpose::Measurement).unwrap();
    let Server::Private(private) = &server else { panic!("nobody listens on that port") };
    let port = private.port();
    assert_eq!(told(Some(&server)), [(VARIABLE.into(), Some(local_url(port)))]);
    assert_eq!(ask(&programs, &server, "show listen_addresses").unwrap(), "127.0.0.1");
    assert_eq!(ask(&programs, &server, "show fsync").unwrap(), "on", "numbers would lie otherwise");

    let found = Server::choose(None, port, &programs, Purpose::Tests).unwrap();
    assert!(matches!(found, Server::Found { .. }), "one that is running is used");
    ask(&programs, &server, "alter role postgres nosuperuser nocreatedb").unwrap();
    assert!(running(port, &programs).is_err(), "its user may not create databases");

    drop(server);
    assert!(running(port, &programs).is_err());
}

#[test]
fn only_old_databases_of_tests_that_nobody_uses_are_dropped() {
    let Some(programs) = installed("dropping the databases of killed tests") else { return };
    let server = Server::choose(None, CLOSED, &programs, Purpose::Tests).unwrap();
    assert_eq!(ask(&programs, &server, "show fsync").unwrap(), "off");
    for name in ["overt_test_busy", "overt_test_Idle-2", "my_overt_test_x"] {
        ask(&programs, &server, &format!("create database \"{name}\"")).unwrap();
    }
    let Server::Private(private) = &server else { panic!("nobody listens on that port") };
    let busy = Session::open(&programs, &format!("postgres://postgres@127.0.0.1:{}/overt_test_busy", private.port()));
    let psql = || Psql::new(programs.psql().unwrap(), server.url().unwrap());
    let start = Instant::now();
    while psql().ask("select count(*) from pg_stat_activity where datname = 'overt_test_busy'").unwrap() != "1" {
        assert!(start.elapsed() < Duration::from_secs(30), "the session is not seen");
        std::thread::sleep(Duration::from_millis(20));
    }

    assert_eq!(leftovers::drop_databases(&psql(), leftovers::AGE_MINUTES).unwrap(), 0, "all are new");
    assert_eq!(leftovers::drop_databases(&psql(), 0).unwrap(), 1);
    let left = psql().ask("select datname from pg_database where datname ~ 'test' order by 1").unwrap();
    assert_eq!(left, "my_overt_test_x\novert_test_busy");
    drop(busy);
}

/// A connection that stays open.
struct Session(Child);

impl Session {
    fn open(programs: &Programs, url: &str) -> Self {
        let mut psql = Command::new(programs.psql().unwrap());
        Self(psql.args(["--no-psqlrc", url]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().unwrap();
    }
}
