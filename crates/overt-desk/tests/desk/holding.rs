//! A case that only some may know.

use crate::browser::Browser;
use crate::casework::VICTIM;
use crate::records::made;
use crate::world::{World, block_on};

const OPEN: [(&str, &str); 2] = [("class", "narrative"), ("purpose", "refer")];

async fn opens(browser: &mut Browser, path: &str) -> bool {
    browser.get("/account").await;
    browser.post(path, &OPEN).await.body.contains("invented story")
}

/// The values of the boxes or lists of this name that are chosen.
fn chosen<'a>(page: &'a str, name: &str, mark: &str) -> Vec<&'a str> {
    let field = format!("name=\"{name}\" value=\"");
    let values = page.split(field.as_str()).skip(1).filter_map(|rest| rest.split_once('"'));
    values.filter(|(_, rest)| rest.starts_with(mark)).map(|(value, _)| value).collect()
}

#[test]
fn a_case_goes_to_a_team_of_its_own_with_what_belongs_to_it_and_who_stays_behind_opens_none_of_it() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/teams").await;
        let colleague = [("what", "add"), ("team", "caseworkers"), ("name", "nobody")];
        assert_eq!(carla.post("/teams", &colleague).await.status, 303);
        let mut colleague = world.signed_in("nobody").await;

        let case = made(&mut carla, "/new/Case", &[("opened_on", "2026-03-02"), ("opened_on.state", "")]).await;
        let id = case.strip_prefix("/records/").unwrap().to_owned();
        let of_case: Vec<_> = VICTIM.iter().copied().chain([("case", id.as_str())]).collect();
        let (victim, other) = (
            made(&mut carla, &format!("/new/Victim?case={id}"), &of_case).await,
            made(&mut carla, "/new/Victim", VICTIM).await,
        );
        assert!(opens(&mut colleague, &victim).await);

        // Somebody who comes in two cases belongs to neither alone.
        let shared = made(&mut carla, &format!("/new/Victim?case={id}"), &of_case).await;
        let other_case = made(&mut carla, "/new/Case", &[("opened_on", "2026-03-05"), ("opened_on.state", "")]).await;
        let shared = shared.strip_prefix("/records/").unwrap();
        let naming = [("seen", "1"), ("victims", shared), ("victims.state", ""), ("reason", "completed")];
        assert_eq!(carla.post(&format!("{other_case}/edit"), &naming).await.status, 303);

        // There is no other team yet.
        let lone = carla.get(&format!("{case}/team")).await;
        assert!(lone.body.contains("no other casework team") && !lone.body.contains("name=\"along\""));
        assert_eq!(carla.post("/teams/new", &[("name", "-wrong")]).await.status, 422);
        assert_eq!(carla.post("/teams/new", &[("name", "case 12")]).await.status, 303);
        let again = carla.post("/teams/new", &[("name", "case 12")]).await;
        assert!(again.status == 422 && again.body.contains("of this name already"), "{}", again.body);

        let form = carla.get(&format!("{case}/team")).await.body;
        assert!(form.contains("One person only") && form.contains("case 12"), "{form}");
        let along = chosen(&form, "along", " checked");
        assert_eq!(along, [victim.strip_prefix("/records/").unwrap()]);
        assert!(form.contains(&format!("name=\"along\" value=\"{shared}\"")), "the other one can be chosen: {form}");
        assert_eq!(carla.post(&format!("{case}/team"), &[]).await.status, 422);
        assert_eq!(carla.post(&format!("{case}/team"), &[("team", "custodians")]).await.status, 404);
        // What is not tied to the case does not go with it, whatever is sent.
        let stranger = other.strip_prefix("/records/").unwrap();
        let given = [("team", "case 12"), ("along", along[0]), ("along", stranger)];
        let handed = carla.post(&format!("{case}/team"), &given).await;
        assert!(handed.location.unwrap().ends_with("done=handed-over"));

        assert!(!opens(&mut colleague, &victim).await && opens(&mut colleague, &other).await);
        assert_eq!(colleague.get(&format!("{case}/team")).await.status, 404);
        assert_eq!(colleague.post(&format!("{case}/team"), &[("team", "caseworkers")]).await.status, 404);
        assert!(opens(&mut carla, &victim).await);
        assert!(carla.get(&case).await.body.contains("Held by the team case 12"));
        assert!(carla.get(&format!("{case}/history")).await.body.contains("another team holds it from then on"));
    });
}

#[test]
fn what_is_entered_for_a_case_is_held_by_the_team_that_holds_the_case() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        assert!(!carla.get("/new/Victim").await.body.contains("name=\"team\""), "there is nothing to choose");
        let case = made(&mut carla, "/new/Case", &[("opened_on", "2026-03-02"), ("opened_on.state", "")]).await;
        let id = case.strip_prefix("/records/").unwrap().to_owned();
        carla.post("/teams/new", &[("name", "case 12")]).await;
        assert_eq!(carla.post(&format!("{case}/team"), &[("team", "case 12")]).await.status, 303);
        for page in [format!("/new/Victim?case={id}"), format!("/new/CorruptAct?cases={id}")] {
            let form = carla.get(&page).await.body;
            assert!(form.contains("<option value=\"case 12\" selected>"), "{page}");
        }
        let form = carla.get("/new/Victim").await.body;
        assert!(form.contains("name=\"team\"") && !form.contains("<option value=\"case 12\" selected>"));
        // Whoever is in several teams says which: it is not guessed.
        let refused = crate::casework::entered(&mut carla, "/new/Victim", VICTIM).await;
        assert!(refused.status != 303 && refused.body.contains("several casework teams"), "{}", refused.body);
        let of_case: Vec<_> = VICTIM.iter().copied().chain([("case", id.as_str()), ("team", "case 12")]).collect();
        let victim = made(&mut carla, &format!("/new/Victim?case={id}"), &of_case).await;
        assert!(carla.get(&victim).await.body.contains("Held by the team case 12"));
        // Its consent goes with the person.
        let shown = carla.get(&format!("{victim}/consents")).await;
        let new = shown.hidden("id").unwrap();
        let source = crate::world::SOURCE.to_string();
        let agreed = [
            ("id", new.as_str()),
            ("source", &source),
            ("purpose", "refer"),
            ("recipient", "own-team"),
            ("class", "open"),
        ];
        assert_eq!(carla.post(&format!("{victim}/consents"), &agreed).await.status, 303);
        assert!(carla.get(&format!("/records/{new}")).await.body.contains("Held by the team case 12"));
    });
}

#[test]
fn a_custodian_entrusts_the_identities_of_a_case_to_others_and_opens_finds_and_erases_none_of_it_any_more() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        carla.get("/teams").await;
        let victim = made(&mut carla, "/new/Victim", VICTIM).await;
        carla.post("/teams/new", &[("name", "case 12")]).await;
        let page = carla.get("/teams").await.body;
        assert!(!page.contains("Make another team of custodians") && !page.contains("/teams/entrust"), "{page}");

        let page = kofi.get("/teams").await.body;
        assert!(page.contains("Make another team of custodians") && !page.contains("/teams/entrust"), "{page}");
        let custody = [("name", "its names"), ("kind", "custody")];
        assert_eq!(carla.post("/teams/new", &custody).await.status, 404);
        assert_eq!(kofi.post("/teams/new", &custody).await.status, 303);
        let lena = [("what", "add"), ("team", "its names"), ("name", "nobody")];
        assert_eq!(kofi.post("/teams", &lena).await.status, 303);
        let entrusting = [("team", "case 12"), ("to", "its names")];
        assert_eq!(carla.post("/teams/entrust", &entrusting).await.status, 422, "a caseworker does not");
        assert!(kofi.get("/teams").await.body.contains("/teams/entrust"));
        let entrusted = kofi.post("/teams/entrust", &entrusting).await;
        assert!(entrusted.status == 200 && entrusted.body.contains("Keys of custodians"), "{}", entrusted.body);
        let mut lena = world.signed_in("nobody").await;
        lena.get("/teams").await;
        let kofi_goes = [("what", "remove"), ("team", "its names"), ("name", "kofi")];
        assert_eq!(lena.post("/teams", &kofi_goes).await.status, 200);

        // Handed over, its stories move at once, and its names when a custodian has moved their keys.
        let names = [("class", "direct"), ("purpose", "refer")];
        assert!(!kofi.get("/").await.body.contains("that others keep by now"));
        assert_eq!(carla.post(&format!("{victim}/team"), &[("team", "case 12")]).await.status, 303);
        assert!(!lena.post(&victim, &names).await.body.contains("Invented Maria"));
        assert!(kofi.get("/").await.body.contains("that others keep by now"));
        assert_eq!(kofi.post("/teams/keys", &[("team", "custodians")]).await.status, 200);
        assert!(!kofi.get("/").await.body.contains("that others keep by now"));
        assert!(lena.post(&victim, &names).await.body.contains("Invented Maria"));
        assert!(!kofi.post(&victim, &names).await.body.contains("Invented Maria"));
        assert_eq!(kofi.get(&format!("{victim}/erase")).await.status, 404);
        assert_eq!(lena.get(&format!("{victim}/erase")).await.status, 200);
    });
}
