//! The nine roles: what each may do, and that a page says nothing of what its reader may not.

use overt_desk::{Need, declared};

use crate::browser::Browser;
use crate::casework::VICTIM;
use crate::records::made;
use crate::world::{World, block_on};

const OPEN: [(&str, &str); 2] = [("class", "narrative"), ("purpose", "refer")];
const REFERRAL: &[(&str, &str)] = &[("outgoing_on", "2026-11-20"), ("outgoing_on.state", "")];

async fn charge(world: &World, what: &str, name: &str, duty: &str) -> u16 {
    let mut amina = world.signed_in("amina").await;
    amina.get("/people").await;
    amina.post("/people/change", &[("what", what), ("name", name), ("duty", duty)]).await.status
}

/// Whether the page of a record leads to each of these.
async fn leads(browser: &mut Browser, record: &str, ends: [&str; 4]) -> [bool; 4] {
    let page = browser.get(record).await.body;
    ends.map(|end| page.contains(&format!("href=\"{record}{end}\"")))
}

#[test]
fn an_intake_officer_enters_and_hands_over_and_changes_nothing_that_stands_there() {
    block_on(async {
        let world = World::new().await;
        let (mut ines, mut carla) = (world.signed_in("ines").await, world.signed_in("carla").await);
        ines.get("/").await;
        carla.get("/").await;
        let victim = made(&mut ines, "/new/Victim", VICTIM).await;
        assert_eq!(
            leads(&mut ines, &victim, ["/edit", "/standing", "/erase", "/team"]).await,
            [false, false, false, true]
        );
        let changed = [("seen", "1"), ("sex", "female"), ("sex.state", ""), ("reason", "completed")];
        assert_eq!(ines.post(&format!("{victim}/edit"), &changed).await.status, 404);
        assert!(ines.post(&victim, &OPEN).await.body.contains("invented story"), "the key is theirs");

        assert_eq!(carla.post("/teams/new", &[("name", "case 12")]).await.status, 303);
        assert_eq!(ines.post(&format!("{victim}/team"), &[("team", "case 12")]).await.status, 303);
        assert!(!ines.post(&victim, &OPEN).await.body.contains("invented story"), "what was handed over is closed");
        assert!(carla.post(&victim, &OPEN).await.body.contains("invented story"));
    });
}

#[test]
fn a_referral_officer_records_referrals_and_their_consents_and_nothing_else() {
    block_on(async {
        let world = World::new().await;
        let (mut remy, mut carla) = (world.signed_in("remy").await, world.signed_in("carla").await);
        remy.get("/").await;
        carla.get("/").await;
        let victim = made(&mut carla, "/new/Victim", VICTIM).await;
        assert_eq!(leads(&mut remy, &victim, ["/edit", "/standing", "/erase", "/team"]).await, [false; 4]);
        let page = remy.get(&victim).await.body;
        assert!(page.contains("/new/Referral?") && !page.contains("/new/FeeItem?"), "{page}");
        assert_eq!(remy.get("/new/Victim").await.status, 404);
        assert_eq!(remy.post("/new/Victim", VICTIM).await.status, 404);
        let referral = made(&mut remy, "/new/Referral", REFERRAL).await;
        assert_eq!(
            leads(&mut remy, &referral, ["/edit", "/standing", "/erase", "/team"]).await,
            [true, false, false, false]
        );
        assert_eq!(remy.get(&format!("{victim}/consents")).await.status, 200);
        assert_eq!(remy.get("/imports").await.status, 404);
    });
}

#[test]
fn an_analyst_looks_at_what_is_open_and_no_page_offers_to_open_more() {
    block_on(async {
        let world = World::new().await;
        let (mut ada, mut carla) = (world.signed_in("ada").await, world.signed_in("carla").await);
        ada.get("/").await;
        carla.get("/").await;
        let victim = made(&mut carla, "/new/Victim", VICTIM).await;
        assert!(ada.get("/records?kind=Victim").await.body.contains(&victim));
        for path in [victim.clone(), format!("{victim}/network"), format!("{victim}/history")] {
            let page = ada.get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            let secrets =
                ["invented story", "name=\"class\"", "/edit\"", "/erase\"", "/files\"", "/consents\"", "/team\""];
            assert!(secrets.iter().all(|secret| !page.body.contains(secret)), "{path}: {}", page.body);
        }
        assert_eq!(ada.post(&victim, &OPEN).await.status, 404);
        assert!(!ada.get("/records").await.body.contains("/records/search"));
    });
}

#[test]
fn where_somebody_supervises_caseworkers_hand_over_and_erase_no_more() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/teams").await;
        let victim = made(&mut carla, "/new/Victim", VICTIM).await;
        let member = [("what", "add"), ("team", "caseworkers"), ("name", "nobody")];
        assert_eq!(carla.post("/teams", &member).await.status, 303);
        assert_eq!(leads(&mut carla, &victim, ["/edit", "/standing", "/erase", "/team"]).await, [true; 4]);
        assert_eq!(charge(&world, "give", "nobody", "supervision").await, 303);
        let mut supervisor = world.signed_in("nobody").await;
        supervisor.get("/").await;
        assert_eq!(
            leads(&mut carla, &victim, ["/edit", "/standing", "/erase", "/team"]).await,
            [true, true, false, false]
        );
        assert_eq!(leads(&mut supervisor, &victim, ["/edit", "/standing", "/erase", "/team"]).await, [true; 4]);
        for route in declared().filter(|route| matches!(route.need, Need::Erasing | Need::HandingOver)) {
            let path = route.path.replace("{id}", victim.trim_start_matches("/records/"));
            let answer = if route.method == "GET" { carla.get(&path).await } else { carla.post(&path, &[]).await };
            assert_eq!(answer.status, 404, "{} {path}", route.method);
        }
        assert_eq!(charge(&world, "take", "nobody", "supervision").await, 303);
        assert_eq!(leads(&mut carla, &victim, ["/edit", "/standing", "/erase", "/team"]).await, [true; 4]);
    });
}

#[test]
fn whoever_administers_is_let_into_no_team_that_holds_records_and_has_no_duty() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/teams").await;
        let member = [("what", "add"), ("team", "caseworkers"), ("name", "amina")];
        let refused = carla.post("/teams", &member).await;
        assert!(
            refused.status == 422 && refused.body.contains("nothing to do with what is in records"),
            "{}",
            refused.body
        );
        assert_eq!(charge(&world, "give", "amina", "analysis").await, 422);
        let mut amina = world.signed_in("amina").await;
        amina.get("/people").await;
        let change = [("what", "administrator"), ("name", "carla")];
        assert_eq!(amina.post("/people/change", &change).await.status, 422);
        assert_eq!(charge(&world, "give", "carla", "nonsense").await, 404);
        let page = amina.get("/people").await.body;
        assert!(page.contains("intake") && page.contains("<td>analysis</td>"), "{page}");
    });
}
