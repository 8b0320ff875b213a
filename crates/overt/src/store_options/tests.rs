use std::collections::BTreeMap;
use std::path::Path;

use clap::{CommandFactory, Parser, Subcommand};

use super::*;
use crate::child::{child, is_child};

/// A command of the store with actions, as `overt user` is going to be.
#[derive(Debug, Parser)]
struct User {
    #[command(flatten)]
    store: StoreOptions,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    List,
}

fn parsed(arguments: &[&str]) -> StoreOptions {
    User::try_parse_from([&["user"], arguments].concat()).unwrap().store
}

#[test]
fn options_may_stand_before_or_after_the_action() {
    let before = parsed(&["--data", "d", "--as", "maria", "--json", "--quiet", "list"]);
    let after = parsed(&["list", "--data", "d", "--as", "maria", "--json", "--quiet"]);
    assert_eq!(before, after);
    assert_eq!((before.data.as_path(), before.account.as_deref()), (Path::new("d"), Some("maria")));
    assert!(before.json && before.quiet);
}

#[test]
fn an_account_has_a_name() {
    assert!(User::try_parse_from(["user", "list", "--as", ""]).is_err());
    assert!(User::try_parse_from(["user", "list", "--data", ""]).is_err());
}

#[test]
fn where_the_store_is_is_no_part_of_the_help() {
    let help = User::command().render_long_help().to_string();
    assert!(help.contains("[env: OVERT_DATA]") && help.contains("[env: OVERT_ACCOUNT]"), "{help}");
    assert!(help.contains("[default: overt-data]"));
}

#[test]
fn no_progress_is_shown_to_programs_and_to_whoever_wants_quiet() {
    for option in ["--json", "--quiet"] {
        parsed(&["list", option]).progress("records", None).finish();
    }
}

#[test]
#[ignore = "run by another test as a process of its own"]
fn child_reads_the_environment() {
    if is_child() {
        let StoreOptions { data, account, .. } = parsed(&["list"]);
        let named = parsed(&["list", "--data", "named", "--as", "named"]);
        println!("data={} account={account:?} named={named:?}", data.display());
    }
}

#[test]
fn the_environment_stands_in_for_options_and_yields_to_them() {
    let said = |variables: &[(&str, &str)]| {
        let variables: BTreeMap<_, _> = variables.iter().copied().collect();
        let output = child("store_options::tests::child_reads_the_environment")
            .env_remove("OVERT_DATA")
            .env_remove("OVERT_ACCOUNT")
            .envs(variables)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said(&[]).contains("data=overt-data account=None"), "{}", said(&[]));
    let set = said(&[("OVERT_DATA", "/srv/overt"), ("OVERT_ACCOUNT", "maria")]);
    assert!(set.contains("data=/srv/overt account=Some(\"maria\")"), "{set}");
    assert!(set.contains("data: \"named\", account: Some(\"named\")"), "{set}");
}
