//! Matches, entities, the network of a record, and officials.

use overt_desk::linkage::{Linking, Source};
use overt_link::{ColumnSpec, Linker, Spec};
use overt_model::{Claim, Codebook, EntityId, Record, RecordId, Value};
use overt_store::{Change, LinkFacts, Reason, Session, Store};

use crate::browser::Browser;
use crate::world::{SOURCE, TODAY, World, block_on};

pub(crate) fn record(bits: u128, schema: &str) -> Record {
    let claim = Claim::alleged(SOURCE, "2026-12-01T00:00:00Z".parse().unwrap());
    Record::new(RecordId::from_bits(bits), schema, &Codebook::embedded().version, claim)
}

fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn reference(bits: u128) -> Value {
    Value::Reference(RecordId::from_bits(bits))
}

fn id(bits: u128) -> String {
    RecordId::from_bits(bits).to_string()
}

const ENTITY: EntityId = EntityId::from_bits(0xe1);
/// Persons, of whom the first three are joined.
const PERSONS: [u128; 4] = [0xa1, 0xa2, 0xa3, 0xa4];
const POST: u128 = 0xb1;
const POSTINGS: [u128; 3] = [0xc1, 0xc2, 0xc3];
const ACT: u128 = 0xd1;
const ACTOR: u128 = 0xd2;

fn facts(model_text: &str) -> LinkFacts {
    LinkFacts {
        schema: "Person".into(),
        model: "00".into(),
        model_text: model_text.into(),
        entries: 1,
        records: 4,
        threshold: "0.95".into(),
    }
}

async fn filled(store: &Store, session: &Session) {
    let person = |bits: u128, name: &str, born: &str| {
        record(bits, "Person").with("full_name", Value::text(name)).with("birth_date", date(born))
    };
    let posting = |bits: u128, person: u128, began: &str| {
        let posting = record(bits, "Posting").with("person", reference(person)).with("post", reference(POST));
        posting.with("began", date(began))
    };
    let records = [
        person(PERSONS[0], "Invented Ivan", "1970"),
        person(PERSONS[1], "Invented Ivan", "1970"),
        person(PERSONS[2], "Invented Iwan", "1971"),
        person(PERSONS[3], "Somebody Else", "1980"),
        record(POST, "Post")
            .with("title", Value::text("Invented crossing"))
            .with("kind", Value::code("border-crossing"))
            .with("place", Value::Place(Box::new(overt_model::Place::country("NPL")))),
        posting(POSTINGS[0], PERSONS[0], "2015").with("ended", date("2018")),
        posting(POSTINGS[1], PERSONS[1], "2019"),
        posting(POSTINGS[2], PERSONS[3], "2017-04"),
        record(ACTOR, "Actor").with("kind", Value::code("individual")).with("party", reference(PERSONS[3])),
        record(ACT, "CorruptAct")
            .with("stage", Value::code("T4"))
            .with("act", Value::code("A18"))
            .with_state("actor_role", overt_model::State::AskedUnknown)
            .with("actor", reference(ACTOR)),
    ];
    store.insert(session, (None, Reason::Entered), &records, TODAY).await.unwrap();
    let changes = PERSONS[..3].iter().map(|bits| Change { record: RecordId::from_bits(*bits), entity: Some(ENTITY) });
    store.put_link_run(session, &facts("invented = true"), changes, TODAY).await.unwrap();
}

fn pair(one: u128, other: u128) -> String {
    format!("/matches/{}/{}", id(one), id(other))
}

async fn decided(browser: &mut Browser, path: &str, verdict: &str) -> crate::browser::Answer {
    let shown = browser.get(path).await;
    assert_eq!(shown.status, 200, "{path}: {}", shown.body);
    let seen = shown.hidden("seen").unwrap();
    browser
        .post(&format!("{path}/decide"), &[("seen", &seen), ("verdict", verdict), ("note", "an invented reason")])
        .await
}

#[test]
fn pairs_that_linkage_joined_are_decided_one_after_the_other() {
    block_on(async {
        let world = World::with(filled).await;
        let mut carla = world.signed_in("carla").await;
        let list = carla.get("/matches").await;
        assert!(list.body.contains("3 pairs wait") && list.body.contains("never a finding"), "{}", list.body);
        let first = pair(PERSONS[0], PERSONS[1]);
        let shown = carla.get(&first).await.body;
        assert!(shown.contains("autofocus") && shown.contains("accesskey=\"d\""));
        assert!(!shown.contains("Ivan"), "what is sealed is not shown");
        // What nobody chose is not decided.
        assert_eq!(carla.post(&format!("{first}/decide"), &[("seen", "0")]).await.status, 422);
        let second = pair(PERSONS[0], PERSONS[2]);
        let kept = decided(&mut carla, &first, "same").await;
        assert_eq!((kept.status, kept.location), (303, Some(format!("{second}?done=decided"))), "{}", kept.body);
        // The same form once more decides nothing more, and another verdict from an old page is refused.
        let again = [("seen", "0"), ("verdict", "same")];
        assert_eq!(carla.post(&format!("{first}/decide"), &again).await.status, 303);
        let other = [("seen", "0"), ("verdict", "different")];
        assert_eq!(carla.post(&format!("{first}/decide"), &other).await.status, 422);
        assert_eq!(carla.get(&first).await.hidden("seen").as_deref(), Some("1"));
        assert!(carla.get("/matches").await.body.contains("2 pairs wait"));
        // Two who are joined and held to be different come apart, and what came apart is told.
        let apart = decided(&mut carla, &second, "different").await;
        assert!(apart.status == 200 && apart.body.contains("What came apart"), "{}", apart.body);
        let all = carla.get("/matches/decided").await.body;
        assert!(all.contains("2 pairs are decided") && all.contains(&first) && all.contains("Not the same"), "{all}");
    });
}

#[test]
fn a_decision_is_taken_back_from_its_page_and_a_second_reader_stands_beside_the_first() {
    block_on(async {
        let world = World::with(filled).await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = pair(PERSONS[0], PERSONS[1]);
        decided(&mut carla, &path, "same").await;
        let shown = kofi.get(&path).await;
        assert!(shown.body.contains("name=\"second\"") && !carla.get(&path).await.body.contains("name=\"second\""));
        let second = [("seen", "1"), ("verdict", "different"), ("second", "yes")];
        assert_eq!(kofi.post(&format!("{path}/decide"), &second).await.status, 303);
        assert!(kofi.get("/matches").await.body.contains("two readers disagree"));
        // Notes are sealed like narratives: open to who works on cases, not to who keeps identities.
        let opened = carla.post(&path, &[("class", "narrative"), ("purpose", "refer")]).await.body;
        assert!(opened.contains("an invented reason"), "{opened}");
        let opened = kofi.post(&path, &[("class", "narrative"), ("class", "direct"), ("purpose", "refer")]).await.body;
        assert!(!opened.contains("an invented reason") && opened.contains("Invented Ivan"), "{opened}");
        let back = [("seen", "2"), ("verdict", "unsure")];
        assert_eq!(carla.post(&format!("{path}/decide"), &back).await.status, 303);
        assert!(carla.get(&path).await.body.contains("Not sure yet"));
    });
}

#[test]
fn an_entity_shows_what_contradicts_and_a_record_is_split_off_once() {
    block_on(async {
        let world = World::with(filled).await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = format!("/entities/{ENTITY}");
        let record = carla.get(&format!("/records/{}", id(PERSONS[0]))).await.body;
        assert!(record.contains(&path), "the record leads to its entity");
        let shown = carla.get(&path).await;
        assert!(shown.body.contains("3 records") && shown.body.contains("1971"), "{}", shown.body);
        assert!(shown.body.contains("Under one property they say different things") && !shown.body.contains("Iwan"));
        kofi.get(&path).await;
        let opened = kofi.post(&path, &[("class", "direct"), ("purpose", "refer")]).await.body;
        assert!(opened.contains("Invented Iwan") && opened.contains("Under 2 properties"), "{opened}");
        let (seen, third) = (shown.hidden("seen").unwrap(), id(PERSONS[2]));
        assert_eq!(carla.post(&format!("{path}/undo"), &[("seen", &seen), ("what", "record")]).await.status, 422);
        let split = [("seen", seen.as_str()), ("what", "record"), ("record", third.as_str())];
        let done = carla.post(&format!("{path}/undo"), &split).await;
        assert!(done.status == 200 && done.body.contains("2 pairs are held to be different"), "{}", done.body);
        assert_eq!(carla.post(&format!("{path}/undo"), &split).await.status, 422, "it is not there any more");
        let after = carla.get(&path).await.body;
        assert!(after.contains("2 records") && after.contains("a record was split off"), "{after}");
        assert_eq!(carla.get("/entities/entity:00000000000000000000000000000fff").await.status, 404);
    });
}

#[test]
fn the_network_of_a_record_names_the_source_of_every_tie_and_keeps_sealed_ties_sealed() {
    block_on(async {
        let world = World::with(filled).await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let network = |bits: u128| format!("/records/{}/network", id(bits));
        let shown = carla.get(&network(PERSONS[0])).await.body;
        for tied in [id(POST), id(POSTINGS[0]), id(PERSONS[1]), "invented shelter".into(), "<svg".into()] {
            assert!(shown.contains(&tied), "{tied} in {shown}");
        }
        // Each record of the picture is a link, and each line says what ties.
        let links = [POST, POSTINGS[0], PERSONS[1]].map(|bits| format!("href=\"/records/{}\" data-kind=", id(bits)));
        assert!(links.iter().all(|link| shown.contains(link)) && shown.contains("<title>joined as entity:"), "{shown}");
        // Who is behind an actor is sealed.
        let act = network(ACT);
        kofi.get(&act).await;
        assert!(!carla.get(&act).await.body.contains(&id(PERSONS[3])));
        let all = [("class", "direct"), ("purpose", "refer"), ("steps", "3")];
        assert!(!carla.post(&act, &all).await.body.contains(&id(PERSONS[3])), "she opens no identity");
        assert!(kofi.post(&act, &all).await.body.contains(&id(PERSONS[3])));
        assert_eq!(kofi.post(&act, &[("class", "direct")]).await.status, 404, "not without a purpose");
        // From one record to another.
        let way = |from: u128, to: u128| [("from", id(from)), ("to", id(to)), ("purpose", "refer".into())];
        let sent = way(PERSONS[0], PERSONS[3]);
        let pairs: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        carla.get("/path").await;
        let found = carla.post("/path", &pairs).await.body;
        assert!(found.contains("has 4 steps") && found.contains("invented shelter"), "{found}");
        assert_eq!(
            (found.matches("<a class=\"node").count(), found.matches("<g class=\"tie").count()),
            (5, 4),
            "{found}"
        );
        let sent = way(ACT, POST);
        let mut pairs: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert!(carla.post("/path", &pairs).await.body.contains("No way was found"));
        pairs.push(("class", "direct"));
        assert!(kofi.post("/path", &pairs).await.body.contains("has 4 steps"));
        assert_eq!(carla.post("/path", &[("from", "x"), ("to", "y"), ("purpose", "refer")]).await.status, 422);
    });
}

#[test]
fn a_network_leaves_as_a_file_that_the_log_knows() {
    block_on(async {
        let world = World::with(filled).await;
        let (mut carla, mut ana) = (world.signed_in("carla").await, world.signed_in("ana").await);
        let path = format!("/records/{}/network", id(PERSONS[0]));
        carla.get(&path).await;
        for (format, begins, holds) in [
            ("graphml", "<?xml", "<edge source=\"record:"),
            ("gexf", "<?xml", "<attvalue for=\"standing\""),
            ("ftm", "{\"id\":\"record-", "\"schema\":\"Position\""),
        ] {
            let file = carla.post(&path, &[("format", format), ("purpose", "prosecution"), ("steps", "2")]).await;
            assert_eq!(file.status, 200, "{}", file.body);
            let kept = file.headers.get("content-disposition").unwrap().to_str().unwrap();
            assert!(kept.starts_with("attachment"), "{kept}");
            assert!(file.body.starts_with(begins) && file.body.contains(holds), "{}", file.body);
            assert!(!file.body.contains("Ivan"), "nothing sealed leaves");
        }
        assert_eq!(carla.post(&path, &[("format", "ftm")]).await.status, 404, "not without a purpose");
        // The export is remembered: taking the join back names what left with it.
        let entity = format!("/entities/{ENTITY}");
        let seen = carla.get(&entity).await.hidden("seen").unwrap();
        let undone = carla.post(&format!("{entity}/undo"), &[("seen", &seen), ("what", "last")]).await.body;
        assert!(undone.contains("graphml") && undone.contains("gexf") && undone.contains("ftm"), "{undone}");
        assert_eq!(ana.get(&path).await.status, 404);
    });
}

#[test]
fn who_served_here_then_is_told_by_post_and_time_and_by_name_to_who_may_open_it() {
    block_on(async {
        let world = World::with(filled).await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let list = carla.get("/officials").await.body;
        assert!(list.contains("3 postings are recorded") && list.contains("most officials are honest"), "{list}");
        let at = [("place", "CROSSING"), ("country", "NPL"), ("period", "2017-05")];
        let found = carla.post("/officials", &at).await.body;
        assert!(found.contains("One posting overlaps") || found.contains("0 postings overlap"), "{found}");
        assert!(found.contains(&id(PERSONS[0])) && found.contains(&id(PERSONS[3])) && !found.contains("Ivan"));
        assert!(!found.contains(&format!("/officials/{}", id(PERSONS[1]))), "who came later did not serve there then");
        let named: Vec<_> = at.into_iter().chain([("class", "direct"), ("purpose", "refer")]).collect();
        assert!(!carla.post("/officials", &named).await.body.contains("Ivan"));
        kofi.get("/officials").await;
        let found = kofi.post("/officials", &named).await.body;
        assert!(found.contains("Invented Ivan") && found.contains("Somebody Else"), "{found}");
        for wrong in [[("place", "crossing"), ("period", "soon")], [("place", ""), ("period", "2017")]] {
            assert_eq!(carla.post("/officials", &wrong).await.status, 422);
        }
        // Joined records are one official, and their postings one timeline.
        let path = format!("/officials/{}", id(PERSONS[0]));
        let timeline = carla.get(&path).await.body;
        assert!(timeline.contains("2 postings are recorded") && timeline.contains("<svg"), "{timeline}");
        assert!(kofi.post(&path, &[("class", "direct"), ("purpose", "refer")]).await.body.contains("Invented Ivan"));
        assert_eq!(carla.get(&format!("/officials/{}", id(POST))).await.status, 404, "a post is no official");
    });
}

/// Thirty persons, two of whom are written nearly alike, and a model that was learned from them; nothing is joined.
async fn learned(store: &Store, session: &Session) {
    let given = ["Amara", "Bela", "Chidi", "Dorji", "Elif", "Farah"];
    let family = ["Okafor", "Novak", "Tamang", "Santos", "Demir"];
    let mut records = Vec::new();
    for (number, (first, last)) in (1..).zip(given.iter().flat_map(|first| family.map(|last| (first, last)))) {
        let person = record(0x1000 + number, "Person").with("first_name", Value::text(*first));
        let born = date(&format!("{}-{:02}-{:02}", 1960 + number, 1 + number % 12, 1 + number % 28));
        records.push(person.with("family_name", Value::text(last)).with("birth_date", born));
    }
    let twin = record(0x2000, "Person").with("first_name", Value::text("Amara")).with("birth_date", date("1961-02-02"));
    records.push(twin.with("family_name", Value::text("Okafor")));
    store.insert(session, (None, Reason::Entered), &records, TODAY).await.unwrap();
    let codebook = Codebook::embedded();
    let schema = codebook.schema("Person").unwrap();
    let source = |column: &ColumnSpec| Source::new(codebook, schema, column);
    let spec = Spec::from_toml(Spec::ready_text("person").unwrap()).unwrap().only(|column| source(column).is_there());
    let mut sources: Vec<_> = spec.columns.iter().map(source).collect();
    let linking = Linking { store, session, codebook, purpose: None, today: TODAY };
    let (records, _) = linking.gather(&spec, &mut sources, |_| {}).await.unwrap().finish().unwrap();
    let model = Linker::new(&records, 1).unwrap().train().model;
    let model_text = toml::to_string(&model).unwrap();
    store.put_link_run(session, &facts(&model_text), [], TODAY).await.unwrap();
}

#[test]
fn comparing_anew_shows_pairs_that_were_not_joined_with_what_weighs_and_only_to_who_may_open_it() {
    block_on(async {
        let world = World::with(learned).await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let kind = [("kind", "Person"), ("purpose", "refer")];
        for browser in [&mut carla, &mut kofi] {
            assert!(browser.get("/matches").await.body.contains("No pair waits"));
        }
        let refused = carla.post("/matches/compare", &kind).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("you are in no team that opens it"), "{}", refused.body);
        assert_eq!(kofi.post("/matches/compare", &[("kind", "Post"), ("purpose", "refer")]).await.status, 404);
        assert_eq!(kofi.post("/matches/compare", &[("kind", "Person")]).await.status, 404, "not without a purpose");
        let compared = kofi.post("/matches/compare", &kind).await;
        assert_eq!(compared.location.as_deref(), Some("/matches?kind=Person"), "{}", compared.body);
        let twins = pair(0x1001, 0x2000);
        let list = kofi.get("/matches").await.body;
        assert!(list.contains("31 records were compared") && list.contains(&twins), "{list}");
        assert!(!list.contains("Amara"));
        let shown = kofi.get(&twins).await.body;
        assert!(
            shown.contains("Probability that they are the same: ") && shown.contains("before comparing"),
            "{shown}"
        );
        assert!(!carla.get(&twins).await.body.contains("before comparing"), "it is of his session alone");
        decided(&mut kofi, &twins, "same").await;
        assert!(!kofi.get("/matches").await.body.contains(&twins));
    });
}

#[test]
fn a_model_that_cannot_be_read_compares_nothing() {
    block_on(async {
        let world = World::with(filled).await;
        let mut kofi = world.signed_in("kofi").await;
        kofi.get("/matches").await;
        let refused = kofi.post("/matches/compare", &[("kind", "Person"), ("purpose", "refer")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("cannot be read by this version"), "{}", refused.body);
    });
}
