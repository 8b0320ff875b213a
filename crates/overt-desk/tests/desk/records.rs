//! What else is done with a record: another standing, consents, erasure.

use crate::browser::Browser;
use crate::casework::{VICTIM, entered};
use crate::world::{SOURCE, World, block_on};

/// The path of a new record.
pub(crate) async fn made(browser: &mut Browser, page: &str, pairs: &[(&str, &str)]) -> String {
    let answer = entered(browser, page, pairs).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location.unwrap().split('?').next().unwrap().to_owned()
}

#[test]
fn a_claim_takes_the_steps_that_exist_and_a_conviction_needs_its_decision() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let (path, case) = (made(&mut carla, "/new/Victim", VICTIM).await, made(&mut carla, "/new/Case", &[]).await);
        let standing = format!("{path}/standing");
        let form = carla.get(&standing).await;
        assert!(form.body.contains("value=\"convicted\"") && !form.body.contains("value=\"alleged\""), "{}", form.body);
        let seen = form.hidden("seen").unwrap();
        let to =
            |step: &'static str, decision: &'static str| [("standing", step), ("decision", decision), ("seen", "1")];
        assert_eq!(seen, "1");
        assert_eq!(carla.post(&standing, &to("convicted", "")).await.status, 422);
        let absent = "record:00000000000000000000000000000abc";
        let refused = carla.post(&standing, &to("convicted", absent)).await;
        assert!(refused.status == 422 && refused.body.contains("no record of this identifier"));
        assert_eq!(carla.post(&standing, &to("nonsense", "")).await.status, 422);
        assert_eq!(carla.post(&standing, &to("charged", "")).await.status, 303);
        let stale = carla.post(&standing, &to("withdrawn", "")).await;
        assert!(stale.status == 422 && stale.body.contains("changed meanwhile"), "{}", stale.body);
        let decision = case.strip_prefix("/records/").unwrap();
        let convicted = [("standing", "convicted"), ("decision", decision), ("seen", "2")];
        assert_eq!(carla.post(&standing, &convicted).await.status, 303);
        assert!(carla.get(&format!("{path}/history")).await.body.contains("the claim has come further"));
        // Once an authority acted, nothing returns to an allegation.
        let back = [("standing", "alleged"), ("seen", "3")];
        assert_eq!(carla.post(&standing, &back).await.status, 422);
    });
}

#[test]
fn a_consent_is_given_once_and_taken_back() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        let case = made(&mut carla, "/new/Case", &[]).await;
        assert_eq!(carla.get(&format!("{case}/consents")).await.status, 404, "a case agrees to nothing");
        let consents = format!("{path}/consents");
        let form = carla.get(&consents).await;
        assert!(form.body.contains("No consent is recorded"));
        let (id, source) = (form.hidden("id").unwrap(), SOURCE.to_string());
        let given = [
            ("id", id.as_str()),
            ("purpose", "refer"),
            ("purpose", "statistics"),
            ("recipient", "police"),
            ("class", "direct"),
            ("until", "2030-12-31"),
            ("source", &source),
        ];
        let incomplete = [("id", id.as_str()), ("purpose", "refer"), ("until", "some day"), ("source", &source)];
        let refused = carla.post(&consents, &incomplete).await;
        assert!(refused.status == 422 && refused.body.contains("nothing.") && refused.body.contains("2026-12-31"));
        for _ in 0..2 {
            assert_eq!(carla.post(&consents, &given).await.status, 303);
        }
        let page = carla.get(&consents).await;
        assert_eq!(page.body.matches("2030-12-31").count(), 2, "two purposes, and once: {}", page.body);
        let mut kofi = world.signed_in("kofi").await;
        assert!(kofi.get(&consents).await.body.contains("2030-12-31"));
        let back = [("what", "withdraw"), ("consent", id.as_str())];
        assert_eq!(kofi.post(&consents, &back).await.status, 404, "who does not work on cases takes none back");
        assert_eq!(carla.post(&consents, &back).await.status, 303);
        assert_eq!(carla.post(&consents, &back).await.status, 303);
        assert!(carla.get(&consents).await.body.contains("No consent is recorded"));
        let other = [("what", "withdraw"), ("consent", path.strip_prefix("/records/").unwrap())];
        assert_eq!(carla.post(&consents, &other).await.status, 404, "this is no consent");
    });
}

#[test]
fn what_is_erased_was_seen_before_and_is_certified_after() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        let (erase, certificate) = (format!("{path}/erase"), format!("{path}/erasure"));
        carla.get(&erase).await;
        assert_eq!(carla.get(&certificate).await.status, 404, "nothing was erased yet");
        let some = [("class", "narrative"), ("reason", "person-asked")];
        assert_eq!(carla.post(&erase, &[("class", "narrative")]).await.status, 422, "no reason");
        assert_eq!(carla.post(&erase, &[("reason", "person-asked")]).await.status, 422, "nothing chosen");
        let notice = carla.post(&erase, &some).await;
        assert!(notice.status == 200 && notice.body.contains("cannot be undone"), "{}", notice.body);
        let unknown: Vec<_> = some.into_iter().chain([("what", "erase")]).collect();
        assert_eq!(carla.post(&erase, &unknown).await.status, 422);
        let open = [("class", "narrative"), ("purpose", "refer")];
        assert!(carla.post(&path, &open).await.body.contains("invented story"), "it is still there");
        let known: Vec<_> = unknown.into_iter().chain([("known", "yes")]).collect();
        let done = carla.post(&erase, &known).await;
        assert_eq!((done.status, done.location.unwrap()), (303, format!("{certificate}?done=erased")));
        assert!(!carla.post(&path, &open).await.body.contains("invented story"));
        let page = carla.get(&certificate).await;
        assert!(page.body.contains("the person concerned asked for it") && page.body.contains("class=\"mono long\""));
        assert_eq!(carla.post(&erase, &known).await.status, 404, "there is nothing left to erase");

        let whole = [("class", "whole"), ("reason", "ordered"), ("what", "erase"), ("known", "yes")];
        assert_eq!(carla.post(&erase, &whole).await.status, 303);
        assert_eq!(carla.get(&path).await.status, 404);
        assert!(carla.get(&certificate).await.body.contains("Everything that was not sealed"));
    });
}

#[test]
fn the_same_is_said_in_many_records_at_once_and_each_that_was_refused_is_named() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let mut paths = Vec::new();
        for day in ["2026-03-02", "2026-03-03", "2026-03-04"] {
            paths.push(made(&mut carla, "/new/Case", &[("opened_on", day), ("opened_on.state", "")]).await);
        }
        let ids: Vec<&str> = paths.iter().map(|path| path.strip_prefix("/records/").unwrap()).collect();
        let list = carla.get("/records?kind=Case").await.body;
        assert!(list.contains("action=\"/records/many\"") && list.contains("value=\"closed_on\""), "{list}");
        assert!(!carla.get("/records").await.body.contains("action=\"/records/many\""), "of one kind only");
        let of = [("kind", "Case"), ("property", "closed_on")];
        assert_eq!(carla.post("/records/many", &of).await.status, 422, "none is chosen");
        let wrong = [("kind", "Case"), ("property", "narrative"), ("id", ids[0])];
        assert_eq!(carla.post("/records/many", &wrong).await.status, 404, "what is sealed is changed one by one");
        let chosen = [of[0], of[1], ("id", ids[0]), ("id", ids[1])];
        let form = carla.post("/records/many", &chosen).await.body;
        assert!(
            form.contains("said in 2 records") && form.contains("name=\"closed_on\"") && !form.contains("opened_on")
        );
        let all = [of[0], of[1], ("all", "yes"), ("shown", ids[0]), ("shown", ids[1]), ("shown", ids[2])];
        assert!(carla.post("/records/many", &all).await.body.contains("said in 3 records"));
        let apply = |day: &'static str| {
            let said = [("what", "apply"), ("closed_on", day), ("closed_on.state", ""), ("reason", "completed")];
            chosen.into_iter().chain(said).collect::<Vec<_>>()
        };
        let wrong = carla.post("/records/many", &apply("someday")).await;
        assert!(
            wrong.status == 422 && wrong.body.contains("value=\"someday\""),
            "what was typed stays: {}",
            wrong.body
        );
        let done = carla.post("/records/many", &apply("2026-04-01")).await;
        assert!(done.status == 200 && done.body.contains("2 records were changed"), "{}", done.body);
        assert!(carla.post("/records/many", &apply("2026-04-01")).await.body.contains("2 said it before"));
        for (path, is_closed) in paths.iter().zip([true, true, false]) {
            assert_eq!(carla.get(path).await.body.contains("2026-04-01"), is_closed, "{path}");
        }
        // A day before the case was opened breaks a rule in one of them only.
        let refused = carla.post("/records/many", &apply("2026-03-02")).await.body;
        assert!(refused.contains("One record was changed") && refused.contains(&paths[1]), "{refused}");
    });
}
