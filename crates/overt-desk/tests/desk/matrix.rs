//! Every route, every person, both methods: generated from the table that the router is made of.

use overt_desk::{Declared, Need};

use crate::world::{PEOPLE, World, block_on};

/// The pages for people. A session is nothing to a route of programs.
fn declared() -> impl Iterator<Item = Declared> {
    overt_desk::declared().filter(|route| route.need != Need::Program)
}

/// Whether somebody has what a page needs.
pub(crate) fn may(name: &str, need: Need) -> bool {
    match need {
        Need::Nobody | Need::Account => true,
        Need::Looking => may(name, Need::Content) || name == "ada",
        Need::Content => CASEWORKERS.contains(&name) || ["kofi", "ines", "remy"].contains(&name),
        Need::Writing => CASEWORKERS.contains(&name) || ["ines", "remy"].contains(&name),
        // Nobody of these supervises, so that caseworkers do.
        Need::Entering | Need::HandingOver => CASEWORKERS.contains(&name) || name == "ines",
        Need::Casework => CASEWORKERS.contains(&name),
        Need::Deciding | Need::Erasing => CASEWORKERS.contains(&name) || name == "kofi",
        Need::Audit => name == "ana",
        Need::Administration => name == "amina",
        // Programs have a test of their own.
        Need::Program => false,
    }
}

/// Carla, and somebody of another team who is there in some tests.
const CASEWORKERS: [&str; 2] = ["carla", "noor"];

/// A path with something in the places that have names.
fn filled(path: &str, id: &str) -> String {
    path.replace("{id}", id)
        .replace("{other}", OTHER)
        .replace("{schema}", "Referral")
        .replace("{file}", &id.replace("record", "file"))
        .replace("{name}", "carla")
}

const OTHER: &str = "record:00000000000000000000000000000abd";
const ABSENT: &str = "record:00000000000000000000000000000abc";

#[test]
fn whoever_may_not_come_to_a_page_learns_no_more_than_that_there_is_nothing() {
    block_on(async {
        let world = World::new().await;
        for (name, _) in PEOPLE {
            let mut browser = world.signed_in(name).await;
            browser.get("/account").await;
            let nothing = browser.get("/no/such/page").await;
            assert_eq!(nothing.status, 404);
            for route in declared().filter(|route| !may(name, route.need)) {
                let path = filled(route.path, ABSENT);
                let answer =
                    if route.method == "GET" { browser.get(&path).await } else { browser.post(&path, &[]).await };
                assert_eq!(answer.status, 404, "{name} at {} {path}", route.method);
                // The head says in which part of the desk somebody is, which is what they asked for themselves.
                let plain = |page: &str| page.replace(" aria-current=\"page\"", "");
                assert_eq!(plain(&answer.body), plain(&nothing.body), "{name} at {} {path}", route.method);
            }
        }
    });
}

#[test]
fn whoever_is_not_signed_in_is_led_to_the_door_from_everywhere() {
    block_on(async {
        let world = World::new().await;
        let mut browser = world.browser();
        for route in declared().filter(|route| route.need != Need::Nobody) {
            let path = filled(route.path, ABSENT);
            let answer = if route.method == "GET" { browser.get(&path).await } else { browser.post(&path, &[]).await };
            assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/sign-in")), "{} {path}", route.method);
        }
    });
}

#[test]
fn nothing_changes_by_reading_and_every_page_that_is_open_answers() {
    block_on(async {
        let world = World::new().await;
        for (name, _) in PEOPLE {
            let mut browser = world.signed_in(name).await;
            for route in declared().filter(|route| route.method == "GET" && may(name, route.need)) {
                let answer = browser.get(&filled(route.path, ABSENT)).await;
                let is_of_a_thing = route.path.contains("{id}");
                let expected: &[u16] = if is_of_a_thing { &[404] } else { &[200, 303] };
                assert!(expected.contains(&answer.status), "{name} at {}: {}", route.path, answer.status);
            }
        }
    });
}

#[test]
fn no_form_is_taken_that_was_not_written_here_for_this_session() {
    block_on(async {
        let world = World::new().await;
        let mut other = world.signed_in("kofi").await;
        other.get("/").await;
        for (name, _) in PEOPLE {
            let mut stale = world.signed_in(name).await;
            stale.get("/account").await;
            let old = stale.proof.clone();
            stale.post("/sign-out", &[]).await;
            let mut browser = world.signed_in(name).await;
            browser.get("/account").await;
            let own = browser.proof.clone();
            let here = ("origin", "http://127.0.0.1:8081");
            for route in declared().filter(|route| route.method == "POST" && may(name, route.need)) {
                let path = filled(route.path, ABSENT);
                for (proof, origin) in [
                    ("", here),
                    (old.as_str(), here),
                    (other.proof.as_str(), here),
                    (own.as_str(), ("origin", "null")),
                    (own.as_str(), ("origin", "https://127.0.0.1.evil.example")),
                    (own.as_str(), ("sec-fetch-site", "cross-site")),
                ] {
                    let answer = browser.post_as(&path, &[("proof", proof)], &[origin]).await;
                    // A file comes in a form of another kind, which has tests of its own.
                    let expected = if route.takes_file && origin == here { 400 } else { 403 };
                    assert_eq!(answer.status, expected, "{name} at {path} with {origin:?}");
                }
            }
            assert_eq!(browser.get("/account").await.status, 200, "{name} is still signed in");
        }
    });
}

#[test]
fn other_methods_do_nothing() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        for route in declared() {
            let path = filled(route.path, ABSENT);
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
                assert_eq!(carla.ask(method, &path).await.status, 405, "{method} {path}");
            }
        }
    });
}
