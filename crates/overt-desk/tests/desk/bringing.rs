//! A file that somebody brings: looked at, tried, taken in, and its rejects mended.

use std::time::Duration;

use crate::browser::{Answer, Browser};
use crate::world::{World, block_on};

pub(crate) const MAPPING: &str = r#"
format = 1
title = "Invented shelter"
[[record]]
name = "victim"
schema = "Victim"
key = ["Case ID"]
[record.fields]
full_name = "Name"
gender = { column = "Sex", codes = { F = "Feminine", M = "Masculine" } }
registered_on = "Intake"
trafficking_status = { value = "ActualVictimOfTrafficking" }
status_decided_by = { value = "NGO" }
"#;

const FILE: &[u8] =
    b"Case ID,Name,Sex,Intake\n1,Inventa Uno,F,14/3/2017\n2,Inventa Dos,M,3/4/2017\n3,Inventa Tres,X,31/2/2017\n";

/// Sends a file, and returns the page on which its understanding is chosen.
pub(crate) async fn brought(browser: &mut Browser, name: &str, file: &[u8]) -> Answer {
    browser.get("/imports").await;
    let proof = browser.proof.clone();
    let answer = browser.upload("/imports/upload", &[("proof", &proof)], &[("file", name, "text/csv", file)]).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/imports/file")), "{}", answer.body);
    browser.get("/imports/file").await
}

/// The value of the only source that can be chosen.
pub(crate) fn source(page: &str) -> String {
    let select = page.split("id=\"source\"").nth(1).unwrap();
    let mut values = select.split("value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    values.find(|value| !value.is_empty()).unwrap().to_owned()
}

/// The page of progress once the work is done.
pub(crate) async fn done(browser: &mut Browser) -> String {
    for _ in 0..400 {
        let page = browser.get("/imports/progress").await.body;
        if !page.contains("<progress") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it does not end")
}

#[test]
fn a_file_is_tried_taken_in_and_its_rejects_are_mended_in_place() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let page = brought(&mut carla, "intake.csv", FILE).await.body;
        let source = source(&page);
        let choices = [("source", source.as_str()), ("mapping", "own"), ("text", MAPPING)];

        let tried = carla.post("/imports/file", &choices).await;
        assert_eq!(tried.status, 200, "{}", tried.body);
        for told in ["<td class=\"number\">2</td>", "<dt>Rejected rows</dt><dd>1</dd>", "“<bdi>X</bdi>”", "(sealed)"]
        {
            assert!(tried.body.contains(told), "{told}: {}", tried.body);
        }
        assert!(!tried.body.contains("Inventa"), "a name is not shown to whoever looks over a shoulder");
        assert!(carla.get("/records?kind=Victim").await.body.contains("No record was found"), "it was only tried");

        let took = carla.post("/imports/file/take", &[]).await;
        assert_eq!((took.status, took.location.as_deref()), (303, Some("/imports/progress?watch=yes")));
        let page = done(&mut carla).await;
        assert!(page.contains("<dt>Records made</dt><dd>2</dd>") && page.contains("Mend them here"), "{page}");
        assert!(carla.get("/records?kind=Victim").await.body.contains("2 records"));

        let rows = carla.post("/imports/file/rows", &[]).await.body;
        assert!(rows.contains("value=\"Inventa Tres\"") && rows.contains("value=\"31/2/2017\""), "{rows}");
        let mended = carla.post("/imports/file/mend", &[("cell.0.2", "F"), ("cell.0.3", "28/2/2017")]).await;
        assert_eq!(mended.location.as_deref(), Some("/imports/file?done=mended"));
        assert!(carla.get("/imports/file").await.body.contains("Invented shelter"), "the mapping is still there");
        carla.post("/imports/file/take", &[]).await;
        let page = done(&mut carla).await;
        assert!(page.contains("<dt>Records made</dt><dd>1</dd>") && !page.contains("Mend them here"), "{page}");
        assert!(carla.get("/records?kind=Victim").await.body.contains("3 records"));
        assert_eq!(carla.get("/imports/file").await.status, 303, "nothing is at hand any more");
    });
}

#[test]
fn a_mapping_is_guessed_and_written_anew_from_what_is_decided_about_each_column() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let page = brought(&mut carla, "intake.csv", FILE).await.body;
        assert!(page.contains("was guessed") && page.contains("schema = &#34;Person&#34;"), "{page}");
        let select = page.split("aria-label=\"What Sex fills\"").nth(1).unwrap().split("</select>").next().unwrap();
        assert!(select.contains("value=\"Person.gender\" selected") && select.contains("Victim: Gender"), "{select}");
        let decided = [
            ("column.1", "Victim.full_name"),
            ("column.2", "Victim.gender"),
            ("column.3", "Nonsense.gender"),
            ("column.0", ""),
            ("column.0.other", "Victim.external_id"),
        ];
        assert_eq!(carla.post("/imports/file/mapping", &decided).await.status, 303);
        let page = carla.get("/imports/file").await.body;
        let text = page.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap();
        let is_field = |line: &&str| line.contains(" = &#34;") && !line.starts_with('#');
        let fields: Vec<&str> = text.lines().filter(is_field).filter_map(|line| line.split(" =").next()).collect();
        assert_eq!(fields, ["title", "dates", "name", "schema", "full_name", "gender", "external_id"], "{text}");
        assert!(text.contains("schema = &#34;Victim&#34;"), "{text}");
    });
}

#[test]
fn dates_that_could_mean_two_days_stop_it_until_somebody_says_which() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let file = b"Case ID,Name,Sex,Intake\n1,Inventa Uno,F,4/3/2017\n";
        let source = source(&brought(&mut carla, "intake.csv", file).await.body);
        let choices = [("source", source.as_str()), ("mapping", "own"), ("text", MAPPING)];
        let tried = carla.post("/imports/file", &choices).await.body;
        assert!(tried.contains("could have the day or the month first") && !tried.contains("/imports/file/take"));
        assert_eq!(carla.post("/imports/file/take", &[]).await.status, 422);
        let choices = [&choices[..], &[("dates", "month-first")]].concat();
        assert!(carla.post("/imports/file", &choices).await.body.contains("/imports/file/take"));
    });
}

#[test]
fn what_cannot_be_read_or_is_not_said_is_told_at_once_and_the_choices_stay() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let page = brought(&mut carla, "photograph.png", b"\x89PNG\r\n\x1a\n").await;
        assert!(page.status == 200 && page.body.contains("an image") && !page.body.contains("id=\"mapping\""));
        brought(&mut carla, "<script>alert(1)</script>.csv", FILE).await;
        let refused = carla.post("/imports/file", &[("mapping", "own"), ("text", "format = \"<b>\"")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Name a source") && refused.body.contains("cannot be used"), "{}", refused.body);
        assert!(!refused.body.contains("<script>") && !refused.body.contains("\"<b>"), "{}", refused.body);
        assert_eq!(carla.post("/imports/file/drop", &[]).await.status, 303);
        assert_eq!(carla.post("/imports/file", &[]).await.status, 404);
    });
}

#[test]
fn a_file_at_hand_is_seen_by_whoever_brought_it_and_ends_with_their_session() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut other) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        brought(&mut carla, "intake.csv", FILE).await;
        other.get("/account").await;
        for path in ["/imports/file", "/imports/file/rows", "/imports/file/keep", "/imports/file/take"] {
            assert_eq!(other.post(path, &[]).await.status, 404, "{path}");
        }
        let kept = carla.post("/imports/file/keep", &[]).await;
        assert!(kept.status == 200 && kept.bytes == FILE);
        carla.post("/sign-out", &[]).await;
        let mut carla = world.signed_in("carla").await;
        assert_eq!(carla.get("/imports/file").await.status, 303);
    });
}
