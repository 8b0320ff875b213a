//! Searches that people keep.

use crate::browser::Browser;
use crate::casework::VICTIM;
use crate::records::made;
use crate::world::{World, block_on};

/// Keeps what the page offers to keep, and sends it twice.
async fn keep(browser: &mut Browser, page: &str, pairs: &[(&str, &str)]) {
    let (_, form) = page.split_once("action=\"/searches\"").unwrap_or_else(|| panic!("nothing to keep: {page}"));
    let id = form.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (name, value) in pairs.iter().filter(|(name, _)| *name != "name") {
        assert!(form.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}: {form}");
    }
    let pairs: Vec<_> = pairs.iter().copied().chain([("id", id.as_str())]).collect();
    for _ in 0..2 {
        let kept = browser.post("/searches", &pairs).await;
        assert_eq!((kept.status, kept.location.as_deref()), (303, Some("/records?done=search-kept")), "{}", kept.body);
    }
}

/// Where the kept search that stands first is run.
fn first(page: &str) -> String {
    let (_, rest) = page.split_once("action=\"/searches/").unwrap_or_else(|| panic!("none is kept: {page}"));
    format!("/searches/{}", rest.split('"').next().unwrap())
}

#[test]
fn a_search_for_a_name_is_kept_by_whoever_makes_it_run_with_one_press_and_dropped() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let victim = made(&mut carla, "/new/Victim", VICTIM).await;
        assert!(!carla.get("/records").await.body.contains("action=\"/searches"), "there is nothing to keep");
        let asked = [("by", "name"), ("words", "Invented Maria"), ("purpose", "refer")];
        let found = carla.post("/records/search", &asked).await.body;
        assert!(found.contains(&victim));
        let named: Vec<_> = asked.iter().copied().chain([("name", "the invented sister")]).collect();
        keep(&mut carla, &found, &named).await;

        for page in ["/", "/records"] {
            let body = carla.get(page).await.body;
            assert_eq!(body.matches("<bdi>the invented sister</bdi>").count(), 1, "kept once: {body}");
            assert!(!body.contains("Invented Maria"), "what it looks for is not on the page");
        }
        let path = first(&carla.get("/").await.body);
        assert!(!path.contains("Maria"), "no address holds what is looked for");
        let again = carla.post(&path, &[]).await;
        assert!(again.status == 200 && again.body.contains(&victim), "{}", again.body);
        let mut ana = world.signed_in("ana").await;
        ana.get("/log").await;
        let log = ana.post("/log", &[("action", "search-sealed")]).await.body;
        assert_eq!(log.matches("<td>carla</td>").count(), 2, "each run is a search that the log has: {log}");

        let mut kofi = world.signed_in("kofi").await;
        assert!(!kofi.get("/records").await.body.contains("the invented sister"));
        assert_eq!(kofi.post(&path, &[]).await.status, 404);
        kofi.post(&format!("{path}/drop"), &[]).await;
        carla.get("/").await;
        assert_eq!(carla.post(&format!("{path}/drop"), &[]).await.status, 303);
        assert!(!carla.get("/").await.body.contains("the invented sister"));
    });
}

#[test]
fn a_list_of_records_is_kept_and_shown_again_with_its_filter() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let (victim, case) = (made(&mut carla, "/new/Victim", VICTIM).await, made(&mut carla, "/new/Case", &[]).await);
        let page = carla.get("/records?kind=Case&standing=").await.body;
        keep(&mut carla, &page, &[("kind", "Case"), ("name", "cases")]).await;
        let path = first(&carla.get("/").await.body);
        let shown = carla.post(&path, &[]).await;
        assert_eq!(shown.status, 200);
        assert!(shown.body.contains(&case) && !shown.body.contains(&victim), "{}", shown.body);
        assert!(shown.body.contains("value=\"Case\" selected"), "the filter is set");

        let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let (long, huge) = ("x".repeat(101), "x".repeat(5000));
        for (name, kind) in [("", "Case"), ("two\nlines", "Case"), (long.as_str(), "Case"), ("a name", huge.as_str())] {
            let refused = carla.post("/searches", &[("id", id), ("name", name), ("kind", kind)]).await;
            assert_eq!(refused.status, 422, "{name}");
        }
        assert_eq!(carla.post("/searches", &[("name", "a name"), ("kind", "Case")]).await.status, 404);
    });
}
