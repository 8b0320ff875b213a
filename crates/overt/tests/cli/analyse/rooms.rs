//! What is asked of the snapshot of a store: fees, proceedings, routes, coverage, what comes back, and what comes before.

use std::fs;
use std::sync::LazyLock;

use overt_model::{Amount, Claim, Codebook, Handling, Place, Record, RecordId, Source, State, Value};
use overt_store::{Reason, new_id};

use crate::founded::{Founded, complaint, json, sign_in, today};

/// One invented store for all questions.
static STORE: LazyLock<Founded> = LazyLock::new(store);

fn store() -> Founded {
    let founded = Founded::new();
    founded.work(async |data| {
        let store = overt_store::Store::open(data, None).await.unwrap();
        let session = sign_in(&store).await;
        let facts = Source {
            id: new_id(),
            name: "invented commission".into(),
            legal_basis: "public-task".into(),
            purpose: "statistics".into(),
            agreement: None,
            expires: None,
            grade: overt_model::Grade::UNJUDGED,
            handling: Handling::Green,
        };
        store.put_source(&session, &facts, today()).await.unwrap();
        let new = |schema: &str| {
            let claim = Claim::alleged(facts.id, "2026-11-01T00:00:00Z".parse().unwrap());
            Record::new(new_id(), schema, &Codebook::embedded().version, claim)
        };
        let records: Vec<Record> = [posts(&new), fees(&new), proceedings(&new), ways(&new)].concat();
        store.insert(&session, (None, Reason::Entered), &records, today()).await.unwrap();
        store.close().await;
    });
    answer(&founded.run(&["snapshot"]), 0);
    founded
}

/// What a command has answered on a screen, without the ends of lines.
fn answer(output: &std::process::Output, code: i32) -> String {
    crate::founded::answer(output, code).split_whitespace().collect::<Vec<_>>().join(" ")
}

type New<'a> = &'a dyn Fn(&str) -> Record;

fn day(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn of(id: RecordId) -> Value {
    Value::Reference(id)
}

fn country(code: &str) -> Value {
    Value::Place(Box::new(Place::country(code)))
}

/// Four posts, of which one has acts in five cases, and raids of which tip-offs come a day before.
fn posts(new: New<'_>) -> Vec<Record> {
    let posts: Vec<Record> = (1..=4)
        .map(|number| {
            new("Post")
                .with("kind", Value::code("border-crossing"))
                .with("title", Value::text(format!("Invented Bridge {number}")))
                .with("place", country(if number < 3 { "NPL" } else { "QAT" }))
                .with("staff", Value::Integer(5))
        })
        .collect();
    let mut records = posts.clone();
    for post in &posts {
        let served = new("Posting").with("post", of(post.id)).with("began", day("2020-01-01"));
        records.push(served.with("ended", day("2023-12-31")));
    }
    for number in 0..6 {
        let case = new("Case").with("opened_as", Value::code("corruption")).with("status", Value::code("Active"));
        let post = posts[usize::from(number >= 5)].id;
        let month = 2 * number + 1;
        let leak = new("CorruptAct")
            .with("stage", Value::code("J4"))
            .with("act", Value::code("A31"))
            .with("actor_role", Value::code("P03"))
            .with("place", country("NPL"))
            .with("happened_on", day(&format!("2022-{month:02}-10")))
            .with("cases", of(case.id))
            .with("post", of(post));
        let raid = new("Event")
            .with("kinds", Value::code("Identification"))
            .with("happened_on", day(&format!("2022-{month:02}-11")));
        records.extend([case, leak, raid]);
    }
    records.push(new("Event").with("kinds", Value::code("Identification")).with("happened_on", day("2022-02")));
    records
}

fn fees(new: New<'_>) -> Vec<Record> {
    let sum = |whole: i64, currency: &str| {
        Value::Money(Box::new(Amount { low: whole.into(), high: whole.into(), currency: currency.into(), on: None }))
    };
    let person = new("Person");
    let fee = |step: &str, paid: Value| {
        new("FeeItem")
            .with("step", Value::code(step))
            .with("from_country", Value::code("NPL"))
            .with("to_country", Value::code("QAT"))
            .with("person", of(person.id))
            .with("paid", paid)
    };
    let visa = fee("visa", sum(1000, "NPR")).with("official_fee", sum(200, "NPR")).with("bribe_part", sum(250, "NPR"));
    let placement = fee("recruitment", sum(3000, "NPR")).with("legal_cap", sum(1000, "NPR"));
    let foreign = fee("visa", sum(5, "USD"));
    let silent = fee("visa", sum(7, "NPR")).with_state("paid", State::AskedUnknown);
    vec![person, visa, placement, foreign, silent]
}

/// Ten proceedings of each group: of trafficking alone nine end in a conviction, with corruption one.
fn proceedings(new: New<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for number in 0..20 {
        let (both, lucky) = (number < 10, number % 10 == 0);
        let defendant =
            new("Person").with("gender", Value::code(if (number % 10 < 8) == both { "Feminine" } else { "Masculine" }));
        let proceeding = new("Proceeding")
            .with("kind", Value::code("criminal"))
            .with("country", Value::code("NPL"))
            .with("factors", Value::code(if both { "media" } else { "ngo" }));
        let outcome = if lucky == both { "convicted" } else { "dropped" };
        let charge = |offence: &str| {
            new("Charge")
                .with("proceeding", of(proceeding.id))
                .with("defendant", of(defendant.id))
                .with("offence", Value::code(offence))
                .with("outcome", Value::code(outcome))
        };
        records.push(charge("trafficking"));
        if both {
            records.push(charge("corruption"));
        }
        records.extend([proceeding, defendant]);
    }
    records
}

fn ways(new: New<'_>) -> Vec<Record> {
    let leg = |to: &str| new("JourneyLeg").with("from_place", country("NPL")).with("to_place", country(to));
    let bribe = new("CorruptAct")
        .with("stage", Value::code("T4"))
        .with("act", Value::code("A17"))
        .with("crossing", Value::text("invented bridge 9"));
    let crossed = leg("QAT")
        .with("crossing_point", Value::text("Invented Bridge 9"))
        .with_state("payment_asked", State::AskedYes);
    vec![bribe, crossed, leg("NPL"), new("JourneyLeg").with("from_place", country("NPL"))]
}

#[test]
fn fees_stand_beside_the_law_and_what_is_told_in_another_currency_is_apart() {
    let found = json(&STORE.run(&["analyse", "fees", "--json"]), 0);
    let corridors = found["corridors"].as_array().unwrap();
    let of = |label: &str| corridors.iter().find(|one| one["label"] == label).unwrap();
    let visa = of("NPL to QAT, visa");
    assert_eq!((visa["n"].as_u64(), visa["paid"]["unknown"].as_u64()), (Some(1), Some(1)), "{visa}");
    assert_eq!(visa["above_receipt"]["median"], 80_000.0);
    assert_eq!(of("NPL to QAT, recruitment")["share_above_cap"]["part"], 1);
    assert_eq!(found["apart"]["in_other_currencies"]["USD"], 1);
    let may = found["may_be_bribes"].as_array().unwrap();
    let visa = may.iter().find(|one| one["label"] == "NPL to QAT, visa").unwrap();
    assert_eq!((visa["told"]["of_paid"].as_f64(), visa["above_lawful"]["of_paid"].as_f64()), (Some(0.25), Some(0.8)));
    let told = answer(&STORE.run(&["analyse", "fees", "--from", "Nepal", "--to", "QAT"]), 0);
    assert!(told.contains("USD 1") && told.contains("must not be added"), "{told}");
    let people = complaint(&STORE.run(&["analyse", "fees", "--by-person"]), 2);
    assert!(people.contains("both where and how much"), "a sum of which a part is unknown is unknown: {people}");
    let page = STORE.name("fees.html");
    answer(&STORE.run(&["analyse", "fees", "--out", &page]), 0);
    assert!(fs::read_to_string(page).unwrap().contains("Not for publication"));
    assert!(complaint(&STORE.run(&["analyse", "fees", "--to", "MYS"]), 2).contains("no amount is known"));
}

#[test]
fn convictions_are_compared_between_groups_and_factors_are_corrected() {
    let found = json(&STORE.run(&["analyse", "enforcement", "--json"]), 0);
    assert_eq!(found["counted"]["trafficking_and_corruption"], 10);
    assert_eq!(found["compared"]["first"]["part"], 1);
    assert_eq!(found["compared"]["second"]["part"], 9);
    assert_eq!(found["factors"]["n"], 2);
    let told = answer(&STORE.run(&["analyse", "enforcement", "--by", "country"]), 0);
    assert!(told.contains("less frequent in the first") && told.contains("NPL"), "{told}");
    assert!(told.contains("Media reporting") && told.contains("does not show that"), "{told}");
    let court = json(&STORE.run(&["analyse", "enforcement", "--by", "court", "--json"]), 0);
    assert!(court["compared"].is_null() && court["not_compared"]["sentence"].is_string(), "no court is known");
    let dropped = json(&STORE.run(&["analyse", "enforcement", "--outcome", "dropped", "--json"]), 0);
    assert_eq!(dropped["compared"]["first"]["part"], 9);
}

#[test]
fn routes_have_their_crossings_and_the_acts_told_of_there() {
    let found = json(&STORE.run(&["analyse", "routes", "--json"]), 0);
    assert_eq!((found["legs"].as_u64(), found["unplaced"].as_u64()), (Some(3), Some(1)));
    let abroad = found["routes"].as_array().unwrap().iter().find(|route| route["to"] == "QAT").unwrap();
    assert_eq!(abroad["crossings"]["Invented Bridge 9"]["acts"]["A17"], 1, "{abroad}");
    let told = answer(&STORE.run(&["analyse", "routes"]), 0);
    assert!(told.contains("1 across borders and 1 within a country") && told.contains("1 of 1"), "{told}");
    let none = answer(&STORE.run(&["analyse", "routes", "--where", "to_place_country = 'MYS'"]), 0);
    assert!(none.contains("0 legs of journeys"), "{none}");
}

#[test]
fn a_country_of_which_nothing_was_told_is_named_and_never_a_zero() {
    let found = json(&STORE.run(&["analyse", "coverage", "--json"]), 0);
    let countries = found["countries"].as_array().unwrap();
    let of = |code: &str| countries.iter().find(|one| one["code"] == code).unwrap();
    assert_eq!((of("NPL")["told"]["acts"].as_u64(), found["acts_unplaced"].as_u64()), (Some(6), Some(1)));
    assert!(of("PRK")["told"].is_null() && of("PRK")["is_black_spot"] == true, "{}", of("PRK"));
    assert_eq!(found["silent"], countries.len() - 1);
    let told = answer(&STORE.run(&["analyse", "coverage"]), 0);
    assert!(told.contains("No data is not no cases") && told.contains("Korea (3)"), "{told}");
}

#[test]
fn a_post_that_comes_back_in_unrelated_cases_stands_out_and_so_it_does_among_posts() {
    let found = json(&STORE.run(&["analyse", "recurrence", "--exposure", "postings", "--json"]), 0);
    assert_eq!((found["found"]["n"].as_u64(), found["found"]["cases"].as_u64()), (Some(4), Some(6)));
    assert_eq!(found["found"]["findings"][0]["cases"]["value"], 5);
    assert_eq!((found["acts"].as_u64(), found["acts_without_case"].as_u64()), (Some(7), Some(1)));
    let told = answer(&STORE.run(&["analyse", "recurrence", "--by", "act", "--alone"]), 0);
    assert!(told.contains("A31") && told.contains("each is a case of its own"), "{told}");
    let refused = complaint(&STORE.run(&["analyse", "recurrence", "--by", "year"]), 2);
    assert!(refused.contains("nobody knows all there could be"), "{refused}");
    complaint(&STORE.run(&["analyse", "recurrence", "--by", "act", "--exposure", "staff"]), 2);

    let nexus = json(&STORE.run(&["analyse", "nexus", "--by", "post", "--exposure", "postings", "--json"]), 0);
    assert_eq!((nexus["found"]["total"].as_u64(), nexus["unknown"].as_u64()), (Some(6), Some(1)));
    assert_eq!(nexus["found"]["verdict"]["clustered_in"], 1, "{nexus}");
    let levels =
        answer(&STORE.run(&["analyse", "nexus", "--by", "post", "--exposure", "staff", "--within", "country"]), 0);
    assert!(
        levels.contains("Between groups by country: ")
            && levels.contains("Within groups by country: ")
            && levels.contains("Invented Bridge 1"),
        "{levels}"
    );
    complaint(&STORE.run(&["analyse", "nexus", "--by", "stage", "--exposure", "postings"]), 2);
    assert!(complaint(&STORE.run(&["analyse", "nexus", "--by", "official"]), 2).contains("overt link presence"));
}

#[test]
fn tip_offs_are_held_against_raids_of_the_snapshot_or_of_a_file() {
    let found = json(&STORE.run(&["analyse", "before", "--days", "7", "--from", "2022-01-01", "--json"]), 0);
    assert_eq!((found["found"]["before"].as_u64(), found["found"]["events"].as_u64()), (Some(6), Some(6)));
    assert_eq!(found["found"]["exclusions"].as_array().unwrap().len(), 1, "a month is no day");
    assert!(found["found"]["p"].as_f64().unwrap() < 0.05);
    let raids = STORE.name("raids.csv");
    fs::write(&raids, "label,day\nan invented raid,2022-06-01\nanother,\n").unwrap();
    let told = answer(&STORE.run(&["analyse", "before", "--events-file", &raids, "--from", "2022-01-01"]), 0);
    assert!(told.contains("no more, as far as can be told") && told.contains("its day is not known"), "{told}");
    fs::write(&raids, "label,day\nan invented raid,1 June\n").unwrap();
    let said = complaint(&STORE.run(&["analyse", "before", "--events-file", &raids]), 2);
    assert!(said.contains("line 2") && !said.contains("1 June"), "{said}");
}

#[test]
fn the_share_of_women_is_told_by_charges_with_how_many_it_rests_on() {
    let found = json(&STORE.run(&["analyse", "profile", "--json"]), 0);
    let groups = found["found"]["groups"].as_array().unwrap();
    let shares: Vec<[Option<u64>; 2]> = groups
        .iter()
        .map(|group| [&group["share"]["part"], &group["share"]["whole"]].map(serde_json::Value::as_u64))
        .collect();
    assert_eq!(shares, [[Some(8), Some(10)], [Some(2), Some(10)]], "{found}");
    let told = answer(&STORE.run(&["analyse", "profile", "--having", "gender = 'Masculine'", "--called", "men"]), 0);
    assert!(told.contains("charged with trafficking and corruption") && told.contains("8 of 10"), "{told}");
    let silent = complaint(&STORE.run(&["analyse", "profile", "--by", "role"]), 2);
    assert!(silent.contains("it is known whether they are women"), "{silent}");
}

#[test]
fn before_and_after_a_measure_are_compared_and_a_day_or_code_that_is_none_is_refused() {
    let measure = |more: &[&str]| STORE.run(&[&["analyse", "measure", "--on", "2022-06-15"], more].concat());
    let found = json(&measure(&["--taken", "NPL", "--months", "6", "--before", "1", "--json"]), 0);
    assert_eq!(found["found"]["with"]["acts"], serde_json::json!([3, 3]), "{found}");
    assert!(found["found"]["without"].is_null() && found["undated"] == 1);
    let told = answer(&measure(&["--taken", "NPL", "--months", "6", "--before", "1", "--called", "a law"]), 0);
    assert!(told.contains("Nothing here tells what would have happened without it"), "{told}");
    complaint(&measure(&["--taken", "Atlantis"]), 2);
    complaint(&measure(&["--taken", "NPL", "--by", "year"]), 2);
    let silent = complaint(&measure(&["--taken", "QAT"]), 2);
    assert!(silent.contains("can be used"), "{silent}");
}
