//! What was begun is not lost, and nobody else reads it.

use crate::browser::{Answer, Browser};
use crate::casework::{VICTIM, entered};
use crate::world::{SOURCE, WORDS, World, block_on};

/// The value of a hidden field as a browser sends it back.
fn brought(page: &Answer, name: &str) -> String {
    page.hidden(name).unwrap_or_else(|| panic!("{name}: {}", page.body)).replace("&#38;", "&")
}

/// Puts a form away that was filled in.
async fn put_away(browser: &mut Browser, path: &str, pairs: &[(&str, &str)]) {
    let given: Vec<_> = pairs.iter().copied().chain([("what", "draft")]).collect();
    let answer = browser.post(path, &given).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/?done=draft")), "{}", answer.body);
}

#[test]
fn a_draft_is_listed_taken_up_by_whose_it_is_and_ended_by_saving_the_record() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let (id, source) = (carla.get("/new/Victim").await.hidden("id").unwrap(), SOURCE.to_string());
        let given =
            [("id", id.as_str()), ("source", &source), ("registered_on", "some Tuesday"), ("registered_on.state", "")];
        put_away(&mut carla, "/new/Victim", &given).await;
        let home = carla.get("/").await.body;
        assert!(home.contains("Your drafts") && home.contains(&format!("/drafts/{id}")), "{home}");
        assert!(!home.contains("some Tuesday"), "what it says stands on no list");
        assert!(carla.get("/records?kind=Victim").await.body.contains("No record was found"), "it is no record");

        let draft = format!("/drafts/{id}");
        let mut kofi = world.signed_in("kofi").await;
        kofi.get("/account").await;
        assert_eq!(kofi.post(&draft, &[]).await.status, 404);
        assert_eq!(kofi.post(&format!("{draft}/drop"), &[]).await.status, 404);
        carla.get("/").await;
        let form = carla.post(&draft, &[]).await;
        assert!(form.body.contains("some Tuesday") && form.hidden("id").as_deref() == Some(&id), "{}", form.body);

        let whole: Vec<_> = given[..2].iter().copied().chain(VICTIM.iter().copied()).collect();
        assert_eq!(carla.post("/new/Victim", &whole).await.status, 303);
        assert!(!carla.get("/").await.body.contains("Your drafts"));
        assert_eq!(carla.post(&draft, &[]).await.status, 404);
    });
}

#[test]
fn a_draft_of_a_change_remembers_which_revision_was_seen_and_can_be_thrown_away() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let path = entered(&mut carla, "/new/Victim", VICTIM).await.location.unwrap();
        let path = path.split('?').next().unwrap().to_owned();
        let (edit, draft) = (format!("{path}/edit"), path.replace("/records/", "/drafts/"));
        let changes =
            [("seen", "1"), ("registered_on", "2026-05"), ("registered_on.state", ""), ("reason", "corrected")];
        carla.get(&edit).await;
        put_away(&mut carla, &edit, &changes).await;
        let meanwhile =
            [("seen", "1"), ("registered_on", "2026-04"), ("registered_on.state", ""), ("reason", "corrected")];
        let mut other = world.signed_in("carla").await;
        other.get(&edit).await;
        // Saving another change of the record by the same person ends the draft; so they put it away once more.
        assert_eq!(other.post(&edit, &meanwhile).await.status, 303);
        put_away(&mut carla, &edit, &changes).await;
        let form = carla.post(&draft, &[]).await;
        assert_eq!(form.hidden("seen").as_deref(), Some("1"), "{}", form.body);
        assert!(form.body.contains("value=\"2026-05\""));
        let refused = carla.post(&edit, &changes).await;
        assert!(refused.status == 422 && refused.body.contains("changed meanwhile"));
        assert_eq!(carla.post(&format!("{draft}/drop"), &[]).await.location.as_deref(), Some("/?done=draft-dropped"));
        assert!(!carla.get("/").await.body.contains("Your drafts"));
    });
}

#[test]
fn what_was_typed_when_the_session_had_ended_goes_through_the_door() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let (id, source) = (carla.get("/new/Victim").await.hidden("id").unwrap(), SOURCE.to_string());
        let given: Vec<_> =
            [("id", id.as_str()), ("source", &source)].into_iter().chain(VICTIM.iter().copied()).collect();
        let mut elsewhere = world.browser();
        elsewhere.cookie_of(&carla);
        elsewhere.get("/").await;
        elsewhere.post("/sign-out", &[]).await;

        let door = carla.post("/new/Victim", &given).await;
        assert_eq!(door.status, 422);
        let (to, carried) = (brought(&door, "carried-to"), brought(&door, "carried"));
        assert_eq!(to, "/new/Victim");
        let sign_in = |passphrase| {
            vec![
                ("name", "carla"),
                ("passphrase", passphrase),
                ("carried-to", to.as_str()),
                ("carried", carried.as_str()),
            ]
        };
        let wrong = carla.post("/sign-in", &sign_in("some other invented words")).await;
        assert_eq!((wrong.status, brought(&wrong, "carried")), (422, carried.clone()));
        let back = carla.post("/sign-in", &sign_in(WORDS)).await;
        assert_eq!(back.status, 200, "{}", back.body);
        assert!(back.body.contains("action=\"/new/Victim\"") && back.body.contains("Invented Maria"));

        let again: Vec<_> = given.iter().copied().chain([("what", "again")]).collect();
        let form = carla.post("/new/Victim", &again).await;
        assert!(form.status == 200 && form.body.contains("Invented Maria</textarea>"), "{}", form.body);
        assert!(
            carla.get("/records?kind=Victim").await.body.contains("No record was found"),
            "nobody has saved it yet"
        );
        assert_eq!(carla.post("/new/Victim", &given).await.status, 303);
    });
}

#[test]
fn only_forms_of_records_that_were_written_here_go_through_the_door() {
    block_on(async {
        let world = World::new().await;
        let mut browser = world.browser();
        let filled = [("registered_on", "2026-05"), ("registered_on.state", "")];
        for path in ["/records/search", "/account/passphrase", "/drafts/record:00000000000000000000000000000abc"] {
            assert_eq!(browser.post(path, &filled).await.location.as_deref(), Some("/sign-in"), "{path}");
        }
        let evil = [("origin", "http://evil.example")];
        assert_eq!(browser.post_as("/new/Victim", &filled, &evil).await.location.as_deref(), Some("/sign-in"));
        let elsewhere =
            [("name", "carla"), ("passphrase", WORDS), ("carried-to", "//evil.example/new"), ("carried", "a.state=b")];
        assert_eq!(browser.post("/sign-in", &elsewhere).await.location.as_deref(), Some("/"));
    });
}

#[test]
fn what_the_store_does_not_take_is_not_lost_either() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/new/Case").await;
        for number in 0..overt_store::DRAFTS_MAX {
            let id = overt_model::RecordId::from_bits(u128::from(number) + 1).to_string();
            put_away(&mut carla, "/new/Case", &[("id", &id), ("opened_on", "2026-03"), ("opened_on.state", "")]).await;
        }
        let id = overt_model::RecordId::from_bits(1 << 64).to_string();
        let one_more = [("id", id.as_str()), ("opened_on", "some Tuesday"), ("opened_on.state", ""), ("what", "draft")];
        let refused = carla.post("/new/Case", &one_more).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.body.contains("You have 50 drafts") && refused.body.contains("some Tuesday"),
            "{}",
            refused.body
        );
        let again: Vec<_> = one_more[..3].iter().copied().chain([("what", "again")]).collect();
        assert!(carla.post("/new/Case", &again).await.body.contains("value=\"some Tuesday\""));
    });
}
