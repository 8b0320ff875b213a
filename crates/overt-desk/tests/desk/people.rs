//! Accounts and teams.

use crate::casework::VICTIM;
use crate::records::made;
use crate::world::{World, block_on};

const NEW: &str = "five other invented words here";

#[test]
fn an_account_is_made_by_an_administrator_and_its_recovery_code_is_shown_once() {
    block_on(async {
        let world = World::new().await;
        let mut amina = world.signed_in("amina").await;
        amina.get("/people").await;
        let pairs = |name: &'static str, again: &'static str| [("name", name), ("new", NEW), ("again", again)];
        assert_eq!(amina.post("/people", &pairs("bashir", "not the same words at all")).await.status, 422);
        assert_eq!(amina.post("/people", &pairs("-bashir", NEW)).await.status, 422);
        assert_eq!(
            amina.post("/people", &[("name", "bashir"), ("new", "short"), ("again", "short")]).await.status,
            422
        );
        let made = amina.post("/people", &pairs("bashir", NEW)).await;
        assert!(made.status == 200 && made.body.contains("class=\"secret"), "{}", made.body);
        assert!(!made.body.contains(NEW));
        let again = amina.post("/people", &pairs("bashir", NEW)).await;
        assert!(again.status == 422 && again.body.contains("of this name already"), "{}", again.body);
        assert!(!amina.get("/people").await.body.contains("class=\"secret"));
        let mut bashir = world.browser();
        let signed_in = bashir.post("/sign-in", &[("name", "bashir"), ("passphrase", NEW)]).await;
        assert_eq!(signed_in.status, 303);
        assert_eq!(bashir.get("/people").await.status, 404);
    });
}

#[test]
fn a_closed_account_is_out_at_once_and_the_last_administrator_stays() {
    block_on(async {
        let world = World::new().await;
        let (mut amina, mut carla) = (world.signed_in("amina").await, world.signed_in("carla").await);
        amina.get("/people").await;
        let change = |what: &'static str, name: &'static str| [("what", what), ("name", name)];
        assert_eq!(amina.post("/people/change", &change("close", "carla")).await.status, 303);
        assert_eq!(carla.get("/").await.location.as_deref(), Some("/sign-in"));
        assert_eq!(amina.post("/people/change", &change("reopen", "carla")).await.status, 303);
        let mut carla = world.signed_in("carla").await;
        let refused = amina.post("/people/change", &change("no-administrator", "amina")).await;
        assert!(refused.status == 422 && refused.body.contains("last administrator"), "{}", refused.body);
        assert_eq!(amina.post("/people/change", &change("administrator", "ana")).await.status, 303);
        assert_eq!(amina.post("/people/change", &change("nonsense", "ana")).await.status, 404);
        carla.get("/account").await;
        assert_eq!(carla.post("/people/change", &change("close", "amina")).await.status, 404);
    });
}

#[test]
fn only_a_member_lets_others_in_and_takes_them_out_and_earlier_keys_are_moved() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut amina) = (world.signed_in("carla").await, world.signed_in("amina").await);
        let path = made(&mut carla, "/new/Victim", VICTIM).await;
        let member = |what: &'static str, name: &'static str| [("what", what), ("team", "caseworkers"), ("name", name)];
        amina.get("/teams").await;
        assert_eq!(amina.post("/teams", &member("add", "nobody")).await.status, 404, "who administers has no key");
        let page = carla.get("/teams").await.body;
        assert!(page.contains("caseworkers") && !page.contains("custodians"), "{page}");
        assert_eq!(carla.post("/teams", &member("add", "nobody")).await.status, 303);
        assert_eq!(carla.post("/teams", &member("add", "nobody")).await.status, 422, "is in it");
        let mut nobody = world.signed_in("nobody").await;
        nobody.get("/account").await;
        let open = [("class", "narrative"), ("purpose", "refer")];
        assert!(nobody.post(&path, &open).await.body.contains("invented story"));
        let removed = carla.post("/teams", &member("remove", "nobody")).await;
        assert!(removed.status == 200 && removed.body.contains("None is behind"), "{}", removed.body);
        assert!(removed.body.contains("moved to the present one"), "{}", removed.body);
        assert_eq!(nobody.post(&path, &open).await.status, 404);
        assert!(carla.post(&path, &open).await.body.contains("invented story"));
        assert_eq!(carla.post("/teams", &member("remove", "carla")).await.status, 404, "nobody takes themselves out");
        let moved = carla.post("/teams/keys", &[("team", "caseworkers")]).await;
        assert!(moved.body.contains("No earlier key was moved"), "{}", moved.body);
        assert_eq!(carla.post("/teams/keys", &[("team", "custodians")]).await.status, 404);
        assert_eq!(nobody.post("/teams", &member("add", "kofi")).await.status, 404);
    });
}
