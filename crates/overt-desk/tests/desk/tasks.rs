//! Tasks from one person to another.

use crate::browser::{Answer, Browser};
use crate::casework::VICTIM;
use crate::records::made;
use crate::world::{World, block_on};

const TEXT: &str = "Ask the invented consulate";

/// The value of the option or box that stands before these words.
fn value_before<'a>(page: &'a str, words: &str) -> &'a str {
    let (before, _) = page.split_once(words).unwrap_or_else(|| panic!("{words} is not in {page}"));
    before.rsplit_once("value=\"").unwrap().1.split('"').next().unwrap()
}

/// The first task that a page leads to.
fn task(page: &str) -> String {
    let (_, rest) = page.split_once("href=\"/tasks/").unwrap_or_else(|| panic!("no task in {page}"));
    format!("/tasks/{}", rest.split('"').next().unwrap())
}

/// Carla and a colleague in her team.
async fn colleagues(world: &World) -> (Browser, Browser) {
    let mut carla = world.signed_in("carla").await;
    carla.get("/teams").await;
    let colleague = [("what", "add"), ("team", "caseworkers"), ("name", "nobody")];
    assert_eq!(carla.post("/teams", &colleague).await.status, 303);
    let colleague = world.signed_in("nobody").await;
    (carla, colleague)
}

/// Fills in the form that gives a task about a record, and sends it twice.
async fn give(carla: &mut Browser, record: &str, (to, due): (&str, &str)) -> Answer {
    let path = format!("{record}/tasks");
    let form = carla.get(&path).await;
    assert_eq!(form.status, 200, "{}", form.body);
    let id = form.hidden("id").unwrap();
    let doer = value_before(&form.body, &format!(">{to}</option>")).to_owned();
    let pairs = [("id", id.as_str()), ("text", TEXT), ("doer", doer.as_str()), ("due", due)];
    let first = carla.post(&path, &pairs).await;
    carla.post(&path, &pairs).await;
    first
}

#[test]
fn a_task_is_given_once_seen_by_the_other_opened_with_a_purpose_and_done() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut colleague) = colleagues(&world).await;
        let case = made(&mut carla, "/new/Case", &[("opened_on", "2026-03-02"), ("opened_on.state", "")]).await;
        // Today is the first of December 2026.
        assert_eq!(give(&mut carla, &case, ("nobody", "2026-12-05")).await.status, 303);
        let listed = carla.get(&format!("{case}/tasks")).await.body;
        assert_eq!(listed.matches("href=\"/tasks/").count(), 1, "sent twice it is given once: {listed}");
        assert!(!listed.contains(TEXT), "what it says is sealed");
        assert!(carla.get(&case).await.body.contains("Until 2026-12-05: <bdi>nobody</bdi>"));
        assert!(!carla.get("/").await.body.contains("due within seven days"), "it waits for somebody else");

        assert!(colleague.get("/").await.body.contains("One task is due within seven days."));
        let agenda = colleague.get("/agenda").await.body;
        assert!(agenda.contains("Your tasks") && agenda.contains("<bdi>carla</bdi>") && !agenda.contains(TEXT));
        let path = task(&agenda);
        assert!(!colleague.get(&path).await.body.contains(TEXT));
        assert_eq!(colleague.post(&path, &[]).await.status, 404, "nothing is opened without a purpose");
        let opened = colleague.post(&path, &[("purpose", "refer")]).await.body;
        assert!(opened.contains(TEXT) && opened.contains("carla, 2026-12-01"), "{opened}");

        assert_eq!(carla.post(&format!("{path}/move"), &[("what", "done")]).await.status, 422, "it is not hers");
        for status in [303, 422] {
            assert_eq!(colleague.post(&format!("{path}/move"), &[("what", "done")]).await.status, status);
        }
        assert!(!colleague.get("/agenda").await.body.contains("Your tasks"));
        assert!(carla.get(&format!("{case}/tasks")).await.body.contains("<td>done</td>"));
        let mut ana = world.signed_in("ana").await;
        ana.get("/log").await;
        let log = ana.post("/log", &[("action", "open-sealed")]).await.body;
        assert!(log.contains(case.strip_prefix("/records/").unwrap()), "the log has who opened it: {log}");
    });
}

#[test]
fn a_task_is_given_back_with_a_sentence_and_given_to_somebody_else_or_withdrawn() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut colleague) = colleagues(&world).await;
        let record = made(&mut carla, "/new/Victim", VICTIM).await;
        give(&mut carla, &record, ("nobody", "2026-12-01")).await;
        let path = task(&carla.get(&record).await.body);
        let moving = format!("{path}/move");
        colleague.get(&path).await;
        let silent = colleague.post(&moving, &[("what", "back"), ("why", " ")]).await;
        assert!(silent.status == 422 && silent.body.contains("1 to 2,000 characters"), "{}", silent.body);
        let why = [("what", "back"), ("why", "Not in this country")];
        assert_eq!(colleague.post(&moving, &why).await.status, 303);

        assert!(carla.get("/").await.body.contains("One task that you gave was given back."));
        let agenda = carla.get("/agenda").await.body;
        assert!(agenda.contains("Given back to you") && agenda.contains(&path) && !agenda.contains("Your tasks"));
        let page = carla.get(&path).await.body;
        assert!(page.contains("given back") && !page.contains("Not in this country"));
        let opened = carla.post(&path, &[("purpose", "refer")]).await.body;
        assert!(opened.contains("Not in this country") && opened.contains(TEXT));
        let own = value_before(&page, ">carla (you)</option>");
        for due in ["", "never", "2026-11-30"] {
            let wrong = carla.post(&moving, &[("what", "give"), ("doer", own), ("due", due)]).await;
            assert_eq!(wrong.status, 422, "{due}");
        }
        let nobody = carla.post(&moving, &[("what", "give"), ("doer", ""), ("due", "2026-12-03")]).await;
        assert!(nobody.status == 422 && nobody.body.contains("Choose somebody"), "{}", nobody.body);
        assert_eq!(carla.post(&moving, &[("what", "give"), ("doer", own), ("due", "2026-12-03")]).await.status, 303);
        assert!(carla.get("/agenda").await.body.contains("2026-12-03"));
        assert_eq!(carla.post(&moving, &[("what", "withdraw")]).await.status, 303);
        assert!(carla.get(&path).await.body.contains("withdrawn"));
        assert_eq!(carla.post(&moving, &[("what", "else")]).await.status, 404);
    });
}

#[test]
fn what_a_task_lacks_is_said_and_what_was_typed_stays() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let record = made(&mut carla, "/new/Victim", VICTIM).await;
        let path = format!("{record}/tasks");
        let form = carla.get(&path).await;
        let (id, own) = (form.hidden("id").unwrap(), value_before(&form.body, ">carla (you)</option>").to_owned());
        for (text, doer, due, said) in [
            ("", own.as_str(), "2026-12-05", "1 to 2,000 characters"),
            (TEXT, "", "2026-12-05", "Choose somebody"),
            (TEXT, own.as_str(), "", "Name a day"),
            (TEXT, own.as_str(), "2026-11-30", "Name a day"),
            (TEXT, own.as_str(), "soon", "2026-12-31"),
        ] {
            let pairs = [("id", id.as_str()), ("text", text), ("doer", doer), ("due", due)];
            let refused = carla.post(&path, &pairs).await;
            assert!(refused.status == 422 && refused.body.contains(said), "{said}: {}", refused.body);
            assert!(refused.body.contains(text) && refused.hidden("id").as_deref() == Some(id.as_str()));
        }
        assert!(carla.get(&path).await.body.contains("There is no task yet"));
    });
}

#[test]
fn a_task_follows_its_record_to_another_team_and_goes_with_it_when_it_is_erased() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut colleague) = colleagues(&world).await;
        let record = made(&mut carla, "/new/Victim", VICTIM).await;
        give(&mut carla, &record, ("nobody", "2026-12-01")).await;
        let path = task(&carla.get(&record).await.body);
        carla.post("/teams/new", &[("name", "case 12")]).await;
        let handed = carla.post(&format!("{record}/team"), &[("team", "case 12")]).await;
        assert_eq!(handed.status, 303, "{}", handed.body);

        // The head says in which part of the desk somebody is, which is what they asked for themselves.
        let plain = |page: &str| page.replace(" aria-current=\"page\"", "");
        let nothing = plain(&colleague.get("/tasks/task:00000000000000000000000000000abc").await.body);
        for (answer, what) in [
            (colleague.get(&path).await, "its page"),
            (colleague.post(&path, &[("purpose", "refer")]).await, "what it says"),
            (colleague.post(&format!("{path}/move"), &[("what", "done")]).await, "moving it"),
            (colleague.get(&format!("{record}/tasks")).await, "the tasks of the record"),
        ] {
            assert_eq!((answer.status, plain(&answer.body)), (404, nothing.clone()), "{what}");
        }
        assert!(!colleague.get("/agenda").await.body.contains("Your tasks"));
        assert!(!colleague.get(&record).await.body.contains("/tasks"), "the record says nothing of them");

        assert!(carla.get("/").await.body.contains("One task of your teams is nobody’s"));
        let agenda = carla.get("/agenda").await.body;
        assert!(agenda.contains("Tasks that are nobody’s") && agenda.contains(&path));
        assert!(carla.post(&path, &[("purpose", "refer")]).await.body.contains(TEXT));
        let own = value_before(&carla.get(&path).await.body, ">carla (you)</option>").to_owned();
        let to_herself = [("what", "give"), ("doer", own.as_str()), ("due", "2026-12-01")];
        assert_eq!(carla.post(&format!("{path}/move"), &to_herself).await.status, 303);
        assert!(carla.get("/agenda").await.body.contains("Your tasks"));

        let erase = [("class", "whole"), ("reason", "person-asked"), ("what", "erase"), ("known", "yes")];
        let erased = carla.post(&format!("{record}/erase"), &erase).await;
        assert_eq!(erased.status, 303, "{}", erased.body);
        assert_eq!(carla.get(&path).await.status, 404);
        assert!(!carla.get("/agenda").await.body.contains("Your tasks"));
        assert!(!carla.get("/").await.body.contains("nobody’s"));
    });
}

#[test]
fn tasks_are_spoken_of_in_three_languages() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let record = made(&mut carla, "/new/Victim", VICTIM).await;
        for _ in 0..2 {
            assert_eq!(give(&mut carla, &record, ("carla (you)", "2026-12-05")).await.status, 303);
        }
        for (lang, home, agenda) in [
            ("en", "2 tasks are due within seven days.", "Your tasks"),
            ("es", "2 tareas vencen en siete días.", "Sus tareas"),
            ("fr", "2 tâches échoient dans les sept jours.", "Vos tâches"),
        ] {
            assert_eq!(carla.post("/account/language", &[("lang", lang)]).await.status, 303);
            let page = carla.get("/").await.body.replace(['\u{2068}', '\u{2069}'], "");
            assert!(page.contains(home), "{page}");
            assert!(carla.get("/agenda").await.body.contains(agenda), "{lang}");
        }
    });
}
