//! What auditors do.

use crate::browser::Browser;
use crate::casework::VICTIM;
use crate::records::made;
use crate::world::{World, block_on};

/// Rows of the table of entries.
fn rows(page: &str) -> usize {
    page.matches("<th scope=\"row\" class=\"number\">").count()
}

async fn read(browser: &mut Browser, path: &str, times: usize) {
    for _ in 0..times {
        let opened = browser.post(path, &[("class", "narrative"), ("purpose", "refer")]).await;
        assert!(opened.body.contains("invented story"));
    }
}

#[test]
fn entries_are_found_by_action_account_and_period_and_reading_them_is_one_more() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut ana) = (world.signed_in("carla").await, world.signed_in("ana").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        read(&mut carla, &path, 3).await;
        let before = ana.get("/log").await;
        assert_eq!(rows(&before.body), 0, "nothing is opened before it is asked for");
        let opened = ana.post("/log", &[("action", "open-sealed")]).await;
        assert_eq!(rows(&opened.body), 3, "{}", opened.body);
        assert!(opened.body.contains(path.strip_prefix("/records/").unwrap()) && opened.body.contains(">carla<"));
        assert_eq!(rows(&ana.post("/log", &[("action", "open-sealed"), ("period", "2026-12-02/..")]).await.body), 0);
        let of = |name: &str| {
            let option = before.body.split("<option value=\"").find(|option| option.contains(&format!("\">{name}<")));
            option.unwrap().split('"').next().unwrap().to_owned()
        };
        for (name, count) in [("carla", 3), ("kofi", 0)] {
            let found = ana.post("/log", &[("action", "open-sealed"), ("account", &of(name))]).await;
            assert_eq!(rows(&found.body), count, "{name}");
        }
        let wrong = ana.post("/log", &[("period", "a Tuesday")]).await;
        assert_eq!(wrong.status, 422);
        let read = ana.post("/log", &[("action", "audit-opened")]).await;
        assert!(rows(&read.body) >= 3, "{}", read.body);
        let all = ana.post("/log", &[]).await;
        let older = ana.post("/log", &[("before", "5")]).await;
        assert!(rows(&all.body) > 5 && rows(&older.body) == 5, "{}", older.body);
        assert_eq!(carla.post("/log", &[]).await.status, 404);
    });
}

#[test]
fn who_opened_more_in_a_day_than_the_threshold_is_named_with_a_caution() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut ana) = (world.signed_in("carla").await, world.signed_in("ana").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        read(&mut carla, &path, 4).await;
        assert!(ana.get("/log").await.body.contains("value=\"100\""), "the threshold is stated");
        let over = ana.post("/log/unusual", &[("usual", "3")]).await;
        assert!(over.body.contains("<th scope=\"row\">carla</th>") && over.body.contains("never a finding"));
        let under = ana.post("/log/unusual", &[("usual", "4")]).await;
        assert!(under.body.contains("more than 4 sealed parts") && !under.body.contains("<th scope=\"row\">carla"));
    });
}

#[test]
fn the_store_is_verified_beside_the_requests_and_the_page_reloads_only_meanwhile() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut ana) = (world.signed_in("carla").await, world.signed_in("ana").await);
        made(&mut carla, "/new/Victim", VICTIM).await;
        assert!(ana.get("/log/verification").await.body.contains("Nothing was verified"));
        let begun = ana.post("/log/verification", &[]).await;
        assert_eq!(begun.location.as_deref(), Some("/log/verification?watch=yes"));
        let meanwhile = ana.get("/log/verification?watch=yes").await.body;
        assert_eq!(meanwhile.contains("http-equiv=\"refresh\""), meanwhile.contains("It goes on"));
        let mut page = String::new();
        for _ in 0..200 {
            page = ana.get("/log/verification?watch=yes").await.body;
            if page.contains("agrees with the log") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert!(page.contains("agrees with the log") && !page.contains("http-equiv"), "{page}");
        assert!(page.contains("Sealed parts"));
        // What goes on is told in counts, and so is that it is over; nobody else hears of it.
        let told = ana.get("/log/verification/events").await;
        assert_eq!((told.status, &told.headers["cache-control"]), (200, &"no-store".parse().unwrap()));
        assert_eq!(told.body, "event: end\ndata: 1 1\n\n");
        assert_eq!(carla.get("/log/verification/events").await.status, 404);
    });
}

#[test]
fn the_log_leaves_as_a_file_with_and_without_what_its_entries_say() {
    block_on(async {
        let world = World::new().await;
        let mut ana = world.signed_in("ana").await;
        ana.get("/log").await;
        for (what, says) in [("details", true), ("bare", false)] {
            let bundle = ana.post("/log/export", &[("what", what)]).await;
            assert_eq!(bundle.status, 200);
            assert!(bundle.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
            assert_eq!(bundle.body.contains("\"sign-in\""), says, "{what}");
        }
        let mut amina = world.signed_in("amina").await;
        amina.get("/account").await;
        assert_eq!(amina.post("/log/export", &[]).await.status, 404);
    });
}
