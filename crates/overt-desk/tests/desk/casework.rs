//! A caseworker's day.

use crate::browser::{Answer, Browser};
use crate::world::{SOURCE, World, block_on};

/// Fills in a form that was shown, and sends it.
pub(crate) async fn entered(browser: &mut Browser, page: &str, pairs: &[(&str, &str)]) -> Answer {
    let shown = browser.get(page).await;
    assert_eq!(shown.status, 200, "{page}");
    let (id, source) = (shown.hidden("id").unwrap(), SOURCE.to_string());
    let given = [("id", id.as_str()), ("source", source.as_str())];
    let path = page.split('?').next().unwrap();
    browser.post(path, &given.into_iter().chain(pairs.iter().copied()).collect::<Vec<_>>()).await
}

pub(crate) const VICTIM: &[(&str, &str)] = &[
    ("full_name", "Invented Maria"),
    ("full_name.state", ""),
    ("trafficking_status", "PossibleVictimOfTrafficking"),
    ("trafficking_status.state", ""),
    ("registered_on", "2026-03"),
    ("registered_on.state", ""),
    ("notes", "an invented story"),
    ("notes.state", ""),
];

#[test]
fn a_case_with_a_victim_an_act_and_a_payment_is_entered_and_found_again() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let case = entered(&mut carla, "/new/Case", &[("opened_on", "2026-03-02"), ("opened_on.state", "")]).await;
        assert_eq!(case.status, 303, "{}", case.body);
        let case = case.location.unwrap().split('?').next().unwrap().to_owned();
        let id = case.strip_prefix("/records/").unwrap().to_owned();

        let victim = entered(&mut carla, "/new/Victim", VICTIM).await;
        assert_eq!(victim.status, 303, "{}", victim.body);
        let victim = victim.location.unwrap().split('?').next().unwrap().to_owned();

        // On the picture of the chains she chooses a stage, and the form begins there.
        let chains = carla.get(&format!("/chains?cases={id}")).await;
        let form = format!("/new/CorruptAct?stage=T4&#38;cases={id}");
        assert!(chains.body.contains(&form), "{}", chains.body);
        let begun = carla.get(&form.replace("&#38;", "&")).await;
        assert!(begun.body.contains("value=\"T4\" selected"), "the stage is chosen");
        let act = [
            ("stage", "T4"),
            ("stage.state", ""),
            ("act", "A18"),
            ("act.state", ""),
            ("actor_role.state", "asked-unknown"),
            ("cases", id.as_str()),
            ("cases.state", ""),
        ];
        let act = entered(&mut carla, "/new/CorruptAct", &act).await;
        assert_eq!(act.status, 303, "{}", act.body);
        let act = act.location.unwrap().split('?').next().unwrap().to_owned();
        assert!(carla.get(&case).await.body.contains(&act), "the case leads to the act");
        assert!(carla.get(&act).await.body.contains(&case), "and the act to the case");

        let search = [("by", "name"), ("words", "maria  INVENTED"), ("purpose", "refer")];
        let found = carla.post("/records/search", &search).await;
        assert!(found.body.contains(&victim), "{}", found.body);
        let list = carla.get("/records?kind=Victim").await;
        assert!(list.body.contains(&victim));
        assert!(!list.body.contains("Maria"), "no name stands in a list");
    });
}

#[test]
fn sealed_parts_open_for_who_holds_their_key_and_for_nobody_else() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        let path = entered(&mut carla, "/new/Victim", VICTIM).await.location.unwrap();
        let path = path.split('?').next().unwrap();
        for browser in [&mut carla, &mut kofi] {
            let closed = browser.get(path).await.body;
            assert!(!closed.contains("Maria") && !closed.contains("invented story"));
        }
        let all = [("class", "direct"), ("class", "narrative"), ("purpose", "refer")];
        let opened = carla.post(path, &all).await;
        assert!(opened.body.contains("invented story") && !opened.body.contains("Maria"), "{}", opened.body);
        let opened = kofi.post(path, &all).await;
        assert!(opened.body.contains("Maria") && !opened.body.contains("invented story"), "{}", opened.body);
        // Without a purpose nothing opens.
        assert_eq!(kofi.post(path, &[("class", "direct")]).await.status, 404);
    });
}

#[test]
fn a_form_that_is_sent_twice_makes_one_record() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let shown = carla.get("/new/Victim").await;
        let (id, source) = (shown.hidden("id").unwrap(), SOURCE.to_string());
        let given: Vec<_> =
            [("id", id.as_str()), ("source", &source)].into_iter().chain(VICTIM.iter().copied()).collect();
        let [one, other] = [carla.post("/new/Victim", &given).await, carla.post("/new/Victim", &given).await];
        assert_eq!((one.status, other.status), (303, 303));
        assert!(one.location.unwrap().starts_with(&other.location.unwrap()));
        assert!(carla.get("/records?kind=Victim").await.body.contains("One record"));
    });
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_nothing_that_was_typed_is_lost() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let wrong = [
            ("full_name", "<script>alert(1)</script>\u{202e}"),
            ("full_name.state", ""),
            ("registered_on", "some Tuesday"),
            ("registered_on.state", ""),
            ("age_when_trafficked", "many"),
            ("age_when_trafficked.state", ""),
        ];
        let refused = entered(&mut carla, "/new/Victim", &wrong).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.matches("class=\"problem\"").count() >= 2, "{}", refused.body);
        assert!(refused.body.contains("some Tuesday") && refused.body.contains("value=\"many\""));
        assert!(!refused.body.contains("<script>"));
        assert!(carla.get("/records?kind=Victim").await.body.contains("No record was found"));
    });
}

#[test]
fn two_who_change_one_record_are_told_of_each_other() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let path = entered(&mut carla, "/new/Victim", VICTIM).await.location.unwrap();
        let path = path.split('?').next().unwrap();
        let edit = format!("{path}/edit");
        let shown = carla.get(&edit).await;
        let seen = shown.hidden("seen").unwrap();
        let to = |day: &'static str| {
            [("seen", "1"), ("registered_on", day), ("registered_on.state", ""), ("reason", "corrected")]
        };
        assert_eq!(seen, "1");
        assert_eq!(carla.post(&edit, &to("2026-04")).await.status, 303);
        let refused = carla.post(&edit, &to("2026-05")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("changed meanwhile") && refused.body.contains("2026-05"));
        let unchanged =
            carla.post(&edit, &[("seen", "2"), ("registered_on", "2026-04"), ("registered_on.state", "")]).await;
        assert!(unchanged.location.unwrap().ends_with("done=unchanged"));
        assert!(carla.get(&format!("{path}/history")).await.body.contains("something was wrong"));
    });
}
