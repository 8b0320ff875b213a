//! Programs with keys: what clients of yente and of reconciliation services ask and get, and who gets nothing.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use overt_desk::{Need, declared};
use overt_model::{Class, Handling, Place, Record, RecordId, Source, SourceId, Value};
use overt_store::{ProgramKeyFacts, Reason, Scope, Session, Store};
use serde_json::{Value as Json, json};

use crate::browser::Answer;
use crate::linking::record;
use crate::world::{SOURCE, TODAY, World, block_on};

const OTHER: SourceId = SourceId::from_bits(0x0fe);
const POSTS: [u128; 4] = [0xb01, 0xb02, 0xb03, 0xb04];

fn post(bits: u128, title: &str, country: &str) -> Record {
    record(bits, "Post")
        .with("title", Value::text(title))
        .with("kind", Value::code("border-crossing"))
        .with("place", Value::Place(Box::new(Place::country(country))))
}

async fn filled(store: &Store, session: &Session) {
    let sources = store.sources().await.unwrap();
    let other = Source { id: OTHER, name: "invented court".into(), ..sources[0].clone() };
    store.put_source(session, &other, TODAY).await.unwrap();
    let mut elsewhere = post(POSTS[2], "Invented crossing at Karvo", "NPL");
    elsewhere.claim.source = OTHER;
    let mut narrow = post(POSTS[3], "Invented crossing at Karvo", "NPL");
    narrow.claim.handling = Handling::Red;
    let records = [
        post(POSTS[0], "Invented crossing at Karvo", "NPL"),
        post(POSTS[1], "Registry of Somewhere Else", "FRA"),
        elsewhere,
        narrow,
        record(0xb05, "Person").with("full_name", Value::text("Invented Ivanova Karvo")),
    ];
    store.insert(session, (None, Reason::Entered), &records, TODAY).await.unwrap();
}

fn facts(name: &str, class: Class, sources: &[SourceId], kinds: &[&str]) -> ProgramKeyFacts {
    let (sources, schemas) = (sources.iter().copied().collect(), kinds.iter().map(|kind| (*kind).to_owned()).collect());
    ProgramKeyFacts { name: name.into(), scope: Scope { sources, schemas, class }, expires: TODAY + 30.days() }
}

/// A world with some keys.
async fn with_keys(wanted: &[ProgramKeyFacts]) -> (World, Vec<String>) {
    let mut keys = Vec::new();
    let made = async |store: &Store, session: &Session| {
        filled(store, session).await;
        for facts in wanted {
            let (_, key) = store.add_program_key(session, facts, TODAY).await.unwrap();
            keys.push(key.expose().clone());
        }
    };
    let world = World::with(made).await;
    (world, keys)
}

fn usual() -> ProgramKeyFacts {
    facts("usual", Class::Quasi, &[SOURCE], &["Post"])
}

fn question(name: &str, schema: &str) -> String {
    json!({ "queries": { "q1": { "schema": schema, "properties": { "name": [name], "country": ["np"] } } } })
        .to_string()
}

fn read(answer: &Answer) -> Json {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/json");
    serde_json::from_str(&answer.body).unwrap()
}

fn ids(results: &Json) -> BTreeSet<String> {
    results.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn id(bits: u128) -> String {
    RecordId::from_bits(bits).to_string()
}

#[test]
fn a_client_of_yente_gets_the_posts_in_the_scope_of_its_key_with_score_and_features() {
    block_on(async {
        let (world, keys) = with_keys(&[usual(), facts("both", Class::Quasi, &[SOURCE, OTHER], &["Post"])]).await;
        let browser = world.browser();
        for path in ["/match/default", "/api/v1/match/default", &format!("/match/{SOURCE}")] {
            let asked = question("Invented crosing at Karvo", "Position");
            let answer = read(&browser.ask_with(&keys[0], ("POST", path), &asked).await);
            let response = &answer["responses"]["q1"];
            assert_eq!(ids(&response["results"]), [id(POSTS[0])].into(), "{path}: {answer}");
            assert_eq!(response["total"], json!({ "value": 1, "relation": "eq" }));
            assert_eq!(response["query"]["properties"]["country"], json!(["np"]));
            let best = &response["results"][0];
            assert_eq!((&best["schema"], &best["caption"]), (&json!("Position"), &json!("Invented crossing at Karvo")));
            assert_eq!(best["properties"]["country"], json!(["np"]));
            let score = best["score"].as_f64().unwrap();
            assert!(score > 0.0 && score < 1.0 && best["match"].is_boolean() && best["features"]["name"].is_number());
            assert!(
                answer["matcher"]["description"].as_str().unwrap().contains("reason to look") && answer["limit"] == 5
            );
        }
        let asked = question("Invented crossing at Karvo", "Thing");
        let both = browser.ask_with(&keys[1], ("POST", "/match/default"), &asked).await;
        assert_eq!(ids(&read(&both)["responses"]["q1"]["results"]), [id(POSTS[0]), id(POSTS[2])].into());
    });
}

#[test]
fn a_program_learns_of_no_person_and_of_nothing_above_the_class_of_its_key() {
    block_on(async {
        let (world, keys) = with_keys(&[
            facts("open", Class::Open, &[SOURCE], &["Post"]),
            facts("people", Class::Quasi, &[SOURCE], &["Person", "Victim", "Organisation"]),
            usual(),
        ])
        .await;
        let browser = world.browser();
        for (key, name, schema) in [
            (&keys[0], "Invented crossing at Karvo", "Position"),
            (&keys[1], "Invented crossing at Karvo", "Position"),
            (&keys[1], "Invented Ivanova Karvo", "Person"),
            (&keys[2], "Invented Ivanova Karvo", "Person"),
        ] {
            let answer = read(&browser.ask_with(key, ("POST", "/match/default"), &question(name, schema)).await);
            assert_eq!(answer["responses"]["q1"]["results"], json!([]), "{name} {schema}");
        }
    });
}

#[test]
fn a_reconciliation_service_tells_what_it_is_and_which_record_each_cell_may_be() {
    block_on(async {
        let (world, keys) = with_keys(&[usual()]).await;
        let (browser, path) = (world.browser(), "/api/v1/reconcile/default");
        let manifest = read(&browser.ask_with(&keys[0], ("GET", path), "").await);
        assert!(manifest["versions"].as_array().unwrap().contains(&json!("0.2")));
        assert_eq!(manifest["defaultTypes"][0]["id"], "Position");
        assert_eq!(manifest["view"]["url"], "http://127.0.0.1:8081/records/{{id}}");
        assert!(
            ["name", "identifierSpace", "schemaSpace"].iter().all(|name| manifest[*name].is_string()),
            "{manifest}"
        );
        let queries = json!({
            "q0": { "query": "Invented crossing at Karvo", "type": "Position", "limit": 3, "properties": [{ "pid": "country", "v": "np" }] },
            "q1": { "query": "Invented crossing at Karvo", "type": "Person" },
        });
        let form: String =
            form_urlencoded::Serializer::new(String::new()).append_pair("queries", &queries.to_string()).finish();
        let answer = read(&browser.ask_with(&keys[0], ("POST", path), &form).await);
        let best = &answer["q0"]["result"][0];
        assert_eq!((&best["id"], &best["type"][0]["id"]), (&json!(id(POSTS[0])), &json!("Position")));
        assert_eq!(best["name"], "Invented crossing at Karvo");
        assert!(best["score"].as_f64().unwrap() > 50.0 && best["match"].is_boolean());
        assert_eq!(answer["q1"]["result"], json!([]));
        let by_address = browser.ask_with(&keys[0], ("GET", &format!("{path}?{form}")), "").await;
        assert_eq!(by_address.status, 400, "no question stands in an address");
    });
}

#[test]
fn every_route_of_programs_answers_its_key_and_nobody_else_and_what_is_out_of_scope_is_not_there() {
    block_on(async {
        let (world, keys) = with_keys(&[usual(), facts("elsewhere", Class::Quasi, &[OTHER], &["Post"]), usual()]).await;
        let mut amina = world.signed_in("amina").await;
        let page = amina.get("/programs").await;
        let ended = amina.post("/programs/end", &[("key", &page.hidden("key").unwrap())]).await;
        assert_eq!(ended.status, 303);
        let mut lets_in = Vec::new();
        let browser = world.browser();
        for key in &keys {
            lets_in.push(browser.ask_with(key, ("GET", "/api/v1/reconcile/default"), "").await.status);
        }
        assert_eq!(lets_in.iter().filter(|status| **status == 401).count(), 1, "one was ended: {lets_in:?}");
        let held = |place: usize| (lets_in[place] == 200).then(|| keys[place].as_str());
        let ended = keys.iter().zip(&lets_in).find(|(_, status)| **status == 401).unwrap().0;
        let here = held(0).or(held(2)).unwrap();
        let form = "queries=%7B%22q%22%3A%7B%22query%22%3A%22Karvo%22%7D%7D";
        let mut routes = 0;
        for route in declared().filter(|route| route.need == Need::Program) {
            routes += 1;
            let body = if route.path.contains("match") { question("Karvo", "Thing") } else { form.to_owned() };
            let method = route.method.as_str();
            let at = |dataset: &str| route.path.replace("{dataset}", dataset);
            let nobody = browser.ask_with("", (method, &at("default")), &body).await;
            assert_eq!(nobody.status, 401);
            assert_eq!(nobody.headers["content-type"], "application/problem+json");
            assert_eq!(nobody.headers["www-authenticate"], "Bearer");
            for key in [ended.as_str(), "overt-program-0", &here[1..], &here.to_uppercase()] {
                for dataset in ["default", &SOURCE.to_string(), "absent"] {
                    let answer = browser.ask_with(key, (method, &at(dataset)), &body).await;
                    assert_eq!((answer.status, &answer.body), (401, &nobody.body), "{method} {}", route.path);
                }
            }
            let person =
                if method == "GET" { amina.get(&at("default")).await } else { amina.post(&at("default"), &[]).await };
            assert_eq!((person.status, &person.body), (401, &nobody.body), "a session is no key");
            for dataset in ["default", &SOURCE.to_string()] {
                assert_eq!(
                    browser.ask_with(here, (method, &at(dataset)), &body).await.status,
                    200,
                    "{method} {dataset}"
                );
            }
            let absent = browser.ask_with(here, (method, &at("absent")), &body).await;
            for dataset in [OTHER.to_string(), SourceId::from_bits(9).to_string()] {
                let answer = browser.ask_with(here, (method, &at(&dataset)), &body).await;
                assert_eq!((answer.status, &answer.body), (404, &absent.body), "{method} {dataset}");
            }
            for other in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
                assert_eq!(browser.ask_with(here, (other, &at("default")), &body).await.status, 405);
            }
        }
        assert!(routes >= 4, "the table has the routes of programs");
    });
}

#[test]
fn what_is_no_question_is_told_without_repeating_it_and_too_much_is_refused() {
    block_on(async {
        let (world, keys) = with_keys(&[usual()]).await;
        let browser = world.browser();
        let many: serde_json::Map<String, Json> = (0..101).map(|number| (number.to_string(), json!({}))).collect();
        for (path, body, status) in [
            ("/match/default", "Karvo{".to_owned(), 400),
            ("/match/default", json!({ "queries": {} }).to_string(), 422),
            ("/match/default", json!({ "queries": ["Karvo"] }).to_string(), 422),
            ("/match/default", json!({ "queries": many }).to_string(), 422),
            ("/match/default?threshold=2", question("Karvo", "Thing"), 422),
            ("/match/default", "Karvo".repeat(300_000), 413),
            ("/api/v1/reconcile/default", "queries=Karvo".to_owned(), 422),
            ("/api/v1/reconcile/default", "extend=Karvo".to_owned(), 422),
        ] {
            let answer = browser.ask_with(&keys[0], ("POST", path), &body).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
            let problem: Json = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(problem["status"], status);
            assert!(!answer.body.contains("Karvo"), "{}", answer.body);
        }
        let mut last = 0;
        for _ in 0..130 {
            last = browser.ask_with(&keys[0], ("GET", "/api/v1/reconcile/default"), "").await.status;
        }
        assert_eq!(last, 429);
    });
}

#[test]
fn a_key_is_made_at_the_desk_shown_once_and_only_for_what_can_be_read() {
    block_on(async {
        let world = World::with(filled).await;
        let mut amina = world.signed_in("amina").await;
        amina.get("/programs").await;
        let source = SOURCE.to_string();
        let wanted = |class: &'static str, expires: &'static str| {
            let name = ("name", "a register of posts");
            [name, ("source", source.as_str()), ("kind", "Post"), ("class", class), ("expires", expires)]
        };
        assert_eq!(amina.post("/programs", &wanted("direct", "2027-01-01")).await.status, 422);
        assert_eq!(amina.post("/programs", &wanted("quasi", "2030-01-01")).await.status, 422);
        assert_eq!(amina.post("/programs", &wanted("quasi", "soon")).await.status, 422);
        let made = amina.post("/programs", &wanted("quasi", "2027-01-01")).await;
        assert_eq!(made.status, 200);
        let start = made.body.find("overt-program-").unwrap();
        let key = &made.body[start..start + "overt-program-".len() + 64];
        let browser = world.browser();
        let asked = question("Invented crossing at Karvo", "Position");
        let answer = read(&browser.ask_with(key, ("POST", "/match/default"), &asked).await);
        assert_eq!(ids(&answer["responses"]["q1"]["results"]), [id(POSTS[0])].into());
        let page = amina.get("/programs").await;
        assert!(page.body.contains("a register of posts") && !page.body.contains("overt-program-"), "{}", page.body);
        assert!(page.body.contains("2026-12-01"), "the day of its last use");
        assert_eq!(page.body.matches("value=\"Person\"").count(), 0, "no person is matched");
    });
}
