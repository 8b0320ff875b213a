//! Every way in by every method, for every person, to a record in every state: what each answers is declared here.

use std::collections::BTreeMap;

use overt_desk::{Declared, Need, declared};
use overt_model::{Claim, Codebook, Record, RecordId, Value};
use overt_store::vault::ErasureReason;
use overt_store::{HoldGround, Reason, Session, Store, TeamKind};

use crate::browser::{Answer, Browser};
use crate::cast::{account, passphrase};
use crate::matrix::may;
use crate::world::{PEOPLE, SOURCE, TODAY, World, block_on};

/// What became of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Own,
    /// Held against erasing.
    Held,
    Erased,
    OfAnotherTeam,
    Absent,
    /// An identifier of another kind of thing.
    OfAnotherKind,
    /// No identifier at all.
    Nonsense,
}

const STATES: [State; 7] = [
    State::Own,
    State::Held,
    State::Erased,
    State::OfAnotherTeam,
    State::Absent,
    State::OfAnotherKind,
    State::Nonsense,
];
const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"];
/// Somebody who is not signed in.
const NOBODY: &str = "";
/// Ends of the paths on which a record is changed.
const CHANGING: [&str; 8] = ["/edit", "/standing", "/erase", "/hold", "/lift", "/attach", "/team", "/tasks"];

fn id(state: State) -> String {
    match state {
        State::Nonsense => "record:..%2f..%2fetc".into(),
        State::OfAnotherKind => id(State::Own).replace("record", "account"),
        state => RecordId::from_bits(0xa1 + state as u128).to_string(),
    }
}

async fn filled(store: &Store, session: &Session) {
    // Another casework team, of one person: who made it leaves it.
    let mut founder = store.sign_in("amina", &passphrase(), TODAY).await.unwrap();
    store.add_team(&mut founder, ("night shelter", TeamKind::Casework), TODAY).await.unwrap();
    store.add_account(&founder, &account("noor"), TODAY).await.unwrap();
    store.add_member(&founder, "night shelter", "noor", TODAY).await.unwrap();
    for (state, team) in [
        (State::Own, "caseworkers"),
        (State::Held, "caseworkers"),
        (State::Erased, "caseworkers"),
        (State::OfAnotherTeam, "night shelter"),
    ] {
        let claim = Claim::alleged(SOURCE, "2026-12-01T00:00:00Z".parse().unwrap());
        let victim = Record::new(id(state).parse().unwrap(), "Victim", &Codebook::embedded().version, claim);
        let victim = victim.with("full_name", Value::text("Invented Maria"));
        store.insert(&founder, (Some(team), Reason::Entered), &[victim], TODAY).await.unwrap();
    }
    store.hold(session, &[id(State::Held).parse().unwrap()], (HoldGround::CourtOrder, TODAY), TODAY).await.unwrap();
    let erased = (id(State::Erased).parse().unwrap(), None);
    store.erase(session, erased, ErasureReason::PersonAsked, TODAY).await.unwrap();
    let mut noor = store.sign_in("noor", &passphrase(), TODAY).await.unwrap();
    store.remove_member(&mut noor, ("night shelter", "amina"), TODAY).await.unwrap();
}

/// A path to a record. Where it leads to two, the other one is never the same.
fn filled_in(path: &str, state: State) -> String {
    let other = RecordId::from_bits(0xb1).to_string();
    let file = RecordId::from_bits(0xc1).to_string().replace("record", "file");
    path.replace("{id}", &id(state)).replace("{other}", &other).replace("{schema}", "Referral").replace("{file}", &file)
}

/// What somebody who may come to a page of one record is answered.
fn of_record(name: &str, route: &Declared, state: State) -> &'static [u16] {
    let is_changing = CHANGING.iter().any(|end| route.path.ends_with(end));
    let others = match name {
        "carla" | "ines" | "remy" => Some(State::OfAnotherTeam),
        "noor" => Some(State::Own),
        _ => None,
    };
    // What is held belongs to the same team as their own.
    let is_others = is_changing && (others == Some(state) || others == Some(State::Own) && state == State::Held);
    match (route.path, state) {
        // Whoever has a part of casework changes no victim.
        ("/records/{id}/edit", _) if ["ines", "remy"].contains(&name) => &[404],
        // The form of a file is of another kind, which is said before anything is looked up.
        ("/records/{id}/attach", _) => &[400],
        // Throwing away what is not there is done already.
        ("/drafts/{id}/drop", State::Nonsense | State::OfAnotherKind) => &[404],
        ("/drafts/{id}/drop", _) => &[303],
        ("/records/{id}/history" | "/records/{id}/erasure", State::Erased) => &[200],
        ("/records/{id}/erasure", _) => &[404],
        _ if is_others || !matches!(state, State::Own | State::Held | State::OfAnotherTeam) => &[404],
        ("/records/{id}/standing" | "/records/{id}/erase" | "/records/{id}/team" | "/records/{id}/hold", _)
            if route.method == "POST" =>
        {
            &[422]
        }
        ("/records/{id}/edit", _) if route.method == "POST" => &[303],
        (path, _) if path.starts_with("/records/{id}") || path.starts_with("/officials/{id}") => &[200, 404],
        _ => &[404],
    }
}

fn expected(name: &str, route: &Declared, state: State) -> &'static [u16] {
    match () {
        // A person's session is no key of a program.
        () if route.need == Need::Program => &[401],
        () if name == NOBODY => &[303],
        () if !may(name, route.need) => &[404],
        () if route.path.contains("{id}") => of_record(name, route, state),
        () if route.takes_file => &[400],
        () if route.method == "GET" => &[200, 303],
        // With nothing in it a form is done, told what it lacks, or leads to nothing.
        () => &[200, 303, 404, 422],
    }
}

async fn asked(browser: &mut Browser, method: &str, path: &str) -> Answer {
    match method {
        "GET" => browser.get(path).await,
        "POST" => browser.post(path, &[]).await,
        other => browser.ask(other, path).await,
    }
}

#[test]
fn every_person_method_page_and_state_of_a_record_is_answered_as_declared() {
    block_on(async {
        let world = World::with(filled).await;
        let mut count = 0_u32;
        let people = PEOPLE.iter().map(|(name, _)| *name).chain(["noor", NOBODY]);
        for name in people {
            let mut browser = if name == NOBODY { world.browser() } else { world.signed_in(name).await };
            browser.get("/account").await;
            let plain = |page: &str| page.replace(" aria-current=\"page\"", "");
            let nothing = plain(&browser.get("/no/such/page").await.body);
            let routes: Vec<Declared> = declared().collect();
            let paths: BTreeMap<&str, Vec<&Declared>> = routes.iter().fold(BTreeMap::new(), |mut paths, route| {
                paths.entry(route.path).or_insert_with(Vec::new).push(route);
                paths
            });
            // Signing out ends what is asked here.
            for (path, routes) in paths.into_iter().filter(|(path, _)| !["/sign-out", "/sign-in"].contains(path)) {
                for state in STATES {
                    for method in METHODS {
                        let declared_as = if method == "HEAD" { "GET" } else { method };
                        let route = routes.iter().find(|route| route.method == declared_as);
                        let expected = route.map_or(&[405][..], |route| expected(name, route, state));
                        let asked_for = filled_in(path, state);
                        let answer = asked(&mut browser, method, &asked_for).await;
                        count += 1;
                        let what = format!("{name}: {method} {asked_for}, {state:?}");
                        assert!(expected.contains(&answer.status), "{what}: {} and not {expected:?}", answer.status);
                        assert!(
                            answer.status != 404 || method == "HEAD" || plain(&answer.body) == nothing,
                            "{what} says more than nothing"
                        );
                    }
                }
            }
        }
        assert!(count > 20_000, "{count} requests");
    });
}

#[test]
fn whoever_is_of_another_team_reads_what_is_open_changes_nothing_and_is_offered_no_change() {
    block_on(async {
        let world = World::with(filled).await;
        let (own, other) = (format!("/records/{}", id(State::Own)), format!("/records/{}", id(State::OfAnotherTeam)));
        let mut carla = world.signed_in("carla").await;
        let offers = |page: &str| ["/edit\"", "/standing\"", "/erase\""].map(|end| page.contains(end));
        assert_eq!(offers(&carla.get(&own).await.body), [true; 3]);
        assert_eq!(offers(&carla.get(&other).await.body), [false; 3]);
        let opened = carla.post(&other, &[("class", "direct"), ("purpose", "refer")]).await;
        assert!(!opened.body.contains("Invented Maria"));
        let erase = [("class", "whole"), ("reason", "ordered"), ("what", "erase"), ("known", "yes")];
        assert_eq!(carla.post(&format!("{other}/erase"), &erase).await.status, 404);
        let edit = [("seen", "1"), ("gender", "Feminine"), ("gender.state", ""), ("reason", "completed")];
        assert_eq!(carla.post(&format!("{other}/edit"), &edit).await.status, 404);
        assert!(!carla.get(&format!("{other}/history")).await.body.contains("more became known"), "it is as it was");
        let mut kofi = world.signed_in("kofi").await;
        kofi.get("/account").await;
        assert_eq!(
            kofi.post(&format!("{other}/erase"), &erase).await.status,
            303,
            "custodians erase what any team holds"
        );
    });
}

#[test]
fn what_is_held_is_erased_by_nobody_who_may_erase_until_who_answers_for_it_has_lifted_it() {
    block_on(async {
        let world = World::with(filled).await;
        let own = format!("/records/{}", id(State::Own));
        let hold = |until| [("ground", "court-order"), ("until", until)];
        let erase = [("class", "whole"), ("reason", "ordered"), ("what", "erase"), ("known", "yes")];
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        assert!(!carla.get(&own).await.body.contains("Held against erasing until"));
        for until in ["", "2026-11-01", "2028-01-01", "soon"] {
            assert_eq!(carla.post(&format!("{own}/hold"), &hold(until)).await.status, 422, "{until}");
        }
        for _ in 0..2 {
            let placed = carla.post(&format!("{own}/hold"), &hold("2027-02-01")).await;
            assert_eq!(placed.location.as_deref(), Some(&*format!("{own}/hold?done=held")));
        }
        assert!(carla.get(&own).await.body.contains("Held against erasing until 2027-02-01."));
        let due = carla.get("/due").await.body;
        assert!(due.contains("a court ordered it") && due.contains("<td><bdi>carla</bdi></td>"), "{due}");

        let page = kofi.get(&format!("{own}/hold")).await.body;
        let holds: Vec<&str> = page.split("name=\"hold\" value=\"").skip(1).collect();
        let [placed] = holds[..] else { panic!("what is sent twice is held once: {page}") };
        let placed = [("hold", placed.split('"').next().unwrap())];
        for browser in [&mut carla, &mut kofi] {
            let form = browser.get(&format!("{own}/erase")).await.body;
            assert!(form.contains("Held against erasing until") && !form.contains("name=\"reason\""), "{form}");
            let refused = browser.post(&format!("{own}/erase"), &erase).await;
            assert!(refused.status == 422 && refused.body.contains("Held against erasing until"), "{}", refused.body);
        }
        let refused = kofi.post(&format!("{own}/hold/lift"), &placed).await;
        assert!(refused.status == 422 && refused.body.contains("lifted by who placed it"), "{}", refused.body);
        assert_eq!(carla.post(&format!("{own}/hold/lift"), &placed).await.status, 303);
        assert_eq!(carla.post(&format!("{own}/hold/lift"), &placed).await.status, 422, "it is over");
        assert_eq!(kofi.post(&format!("{own}/erase"), &erase).await.status, 303);
    });
}
