//! Sources, and what the doctor says.

use crate::records::made;
use crate::world::{SOURCE, World, block_on};

#[test]
fn a_source_is_added_once_renewed_and_ended_by_an_administrator() {
    block_on(async {
        let world = World::new().await;
        let mut amina = world.signed_in("amina").await;
        let id = amina.get("/sources").await.hidden("id").unwrap();
        let wrong = [("id", id.as_str()), ("name", ""), ("legal_basis", "whim"), ("grade", "Z9"), ("expires", "soon")];
        let refused = amina.post("/sources", &wrong).await;
        assert_eq!(refused.status, 422);
        for problem in
            ["A source has a name", "Choose a legal basis", "A grade is", "2026-12-31", "Say what its records"]
        {
            assert!(refused.body.contains(problem), "{problem}: {}", refused.body);
        }
        let right = [
            ("id", id.as_str()),
            ("name", "invented court"),
            ("legal_basis", "public-data"),
            ("purpose", "research"),
            ("grade", "A2"),
            ("handling", "CLEAR"),
            ("expires", "2028-12-31"),
        ];
        for _ in 0..2 {
            assert_eq!(amina.post("/sources", &right).await.status, 303);
        }
        let page = amina.get("/sources").await.body;
        assert_eq!(page.matches("<h2>invented court</h2>").count(), 1, "{page}");
        assert!(page.contains("2028-12-31") && page.contains("A2"));
        let other = amina.get("/sources").await.hidden("id").unwrap();
        let same: Vec<_> =
            right.iter().map(|(name, value)| (*name, if *name == "id" { &other } else { *value })).collect();
        assert_eq!(amina.post("/sources", &same).await.status, 422, "there is one of this name");

        let renew = |day: &'static str| [("what", "renew"), ("source", id.as_str()), ("expires", day)];
        assert_eq!(amina.post("/sources/change", &renew("2020-01-01")).await.status, 422);
        assert_eq!(amina.post("/sources/change", &renew("2031-01-01")).await.status, 303);
        assert!(amina.get("/sources").await.body.contains("2031-01-01"));
        let end = [("what", "end"), ("source", id.as_str())];
        assert_eq!(amina.post("/sources/change", &end).await.status, 303);
        assert!(amina.get("/sources").await.body.contains("over since 2026-11-30"));

        let mut carla = world.signed_in("carla").await;
        let form = carla.get("/new/Case").await.body;
        assert!(form.contains("invented shelter") && !form.contains("invented court"), "nothing under what is over");
        let source = SOURCE.to_string();
        assert_eq!(carla.post("/sources/change", &[("what", "end"), ("source", &source)]).await.status, 404);
    });
}

#[test]
fn what_is_under_a_source_that_ends_is_due_and_a_source_that_ends_soon_waits_for_administrators() {
    block_on(async {
        let world = World::new().await;
        let (mut amina, mut carla) = (world.signed_in("amina").await, world.signed_in("carla").await);
        let path = made(&mut carla, "/new/Case", &[]).await;
        assert!(carla.get("/due").await.body.contains("Nothing is due"));
        let source = SOURCE.to_string();
        amina.get("/sources").await;
        let renew = [("what", "renew"), ("source", source.as_str()), ("expires", "2026-12-20")];
        assert_eq!(amina.post("/sources/change", &renew).await.status, 303);
        assert!(amina.get("/").await.body.contains("One source ends within thirty days"));
        assert!(!carla.get("/").await.body.contains("thirty days"));
        assert_eq!(amina.post("/sources/change", &[("what", "end"), ("source", &source)]).await.status, 303);
        assert!(!amina.get("/").await.body.contains("thirty days"));
        let due = carla.get("/due").await.body;
        assert!(due.contains(&format!("{path}/erase")) && due.contains("The source invented shelter is over"), "{due}");
    });
}

#[test]
fn the_doctor_names_what_is_weak_to_administrators_only() {
    block_on(async {
        let world = World::new().await;
        let mut amina = world.signed_in("amina").await;
        let page = amina.get("/doctor").await;
        assert!(page.body.contains("backup-old") && page.body.contains("one-key-holder"), "{}", page.body);
        let mut ana = world.signed_in("ana").await;
        assert_eq!(ana.get("/doctor").await.status, 404);
    });
}
