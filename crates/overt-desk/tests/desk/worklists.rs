//! Lists that are worked off.

use crate::records::made;
use crate::world::{World, block_on};

#[test]
fn referrals_wait_until_their_answer_has_a_day_and_those_that_are_late_say_so() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut ada) = (world.signed_in("carla").await, world.signed_in("ada").await);
        carla.get("/").await;
        let of = |due: &'static str, answered: &'static str| {
            [("due_on", due), ("due_on.state", ""), ("answered_on", answered), ("answered_on.state", "")]
        };
        let late = made(&mut carla, "/new/Referral", &of("2026-11-01", "")).await;
        let waits = made(&mut carla, "/new/Referral", &of("2026-12-24", "")).await;
        let done = made(&mut carla, "/new/Referral", &of("2026-11-01", "2026-10-30")).await;
        let pairs = [("incoming_on", "2026-11-03"), ("incoming_on.state", "")];
        let came_in = made(&mut carla, "/new/Referral", &pairs).await;
        let row = |page: &str, path: &str| {
            let row = page.split("<tr>").find(|row| row.contains(&format!("href=\"{path}\"")));
            row.map(|row| {
                ["late", "waits", "done", "came in"].into_iter().filter(|state| row.contains(state)).collect::<Vec<_>>()
            })
        };
        for browser in [&mut carla, &mut ada] {
            let page = browser.get("/referrals").await.body;
            assert_eq!(row(&page, &late), Some(vec!["late"]), "{page}");
            assert_eq!(row(&page, &waits), Some(vec!["waits"]));
            assert_eq!((row(&page, &done), row(&page, &came_in)), (None, None));
            let page = browser.get("/referrals?show=all").await.body;
            assert_eq!(row(&page, &done), Some(vec!["done"]));
            assert_eq!(row(&page, &came_in), Some(vec!["came in"]));
        }
        assert!(carla.get("/referrals").await.body.contains("/new/Referral\""));
        assert!(!ada.get("/referrals").await.body.contains("/new/Referral\""));
    });
}

#[test]
fn signals_come_a_page_at_a_time_and_none_is_left_out_or_told_twice() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/").await;
        let mut expected = std::collections::BTreeSet::new();
        for number in 0..60 {
            let reviewed = if number % 10 == 0 { "2026-11-20" } else { "" };
            let pairs = [
                ("found_on", "2026-11-02"),
                ("found_on.state", ""),
                ("reviewed_on", reviewed),
                ("reviewed_on.state", ""),
            ];
            let path = made(&mut carla, "/new/IndicatorHit", &pairs).await;
            if reviewed.is_empty() {
                expected.insert(path);
            }
        }
        let (mut seen, mut next) = (Vec::new(), Some("/signals".to_owned()));
        while let Some(path) = next {
            let page = carla.get(&path).await.body;
            seen.extend(
                page.split("href=\"")
                    .filter(|rest| rest.starts_with("/records/record"))
                    .map(|rest| rest.split('"').next().unwrap().to_owned()),
            );
            next = page
                .split("href=\"")
                .find(|rest| rest.starts_with("/signals?after"))
                .map(|rest| rest.split('"').next().unwrap().to_owned());
        }
        assert_eq!(seen.len(), expected.len());
        assert_eq!(seen.into_iter().collect::<std::collections::BTreeSet<_>>(), expected);
    });
}
