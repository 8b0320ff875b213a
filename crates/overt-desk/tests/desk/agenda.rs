//! Dates that come up.

use crate::records::made;
use crate::world::{World, block_on};

#[test]
fn dates_that_come_up_or_went_by_are_listed_until_what_they_ask_for_is_done() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        assert!(carla.get("/agenda").await.body.contains("Nothing is due within thirty days"));
        // Today is the first of December 2026.
        let mut made_on =
            async |day: &str| made(&mut carla, "/new/Referral", &[("due_on", day), ("due_on.state", "")]).await;
        let (over, soon) = (made_on("2026-11-20").await, made_on("2026-12-31").await);
        let (far, long_ago) = (made_on("2027-01-01").await, made_on("2025-01-01").await);
        let page = carla.get("/agenda").await.body;
        let (first, second) = page.split_once("Within thirty days").unwrap();
        assert!(first.contains(&over) && !first.contains(&soon) && second.contains(&soon), "{page}");
        assert!(!page.contains(&far) && !page.contains(&long_ago));
        let answered = [
            ("seen", "1"),
            ("answered_on", "2026-12-01"),
            ("answered_on.state", ""),
            ("result.state", "asked-unknown"),
            ("reason", "completed"),
        ];
        let shown = carla.get(&format!("{over}/edit")).await;
        assert_eq!(shown.status, 200);
        assert_eq!(carla.post(&format!("{over}/edit"), &answered).await.status, 303);
        let page = carla.get("/agenda").await.body;
        assert!(!page.contains(&over) && page.contains(&soon), "{page}");
        // They are of the team that holds the records.
        let mut kofi = world.signed_in("kofi").await;
        assert_eq!(kofi.get("/agenda").await.status, 404);
    });
}
