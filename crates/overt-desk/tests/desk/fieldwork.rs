//! The interview guide and the page of a case.

use overt_model::Codebook;
use overt_publish::codebook::interview;

use crate::casework::{VICTIM, entered};
use crate::world::{World, block_on};

const CASE: &[(&str, &str)] = &[
    ("opened_as", "trafficking"),
    ("opened_as.state", ""),
    ("status.state", "asked-unknown"),
    ("opened_on", "2026-03-02"),
    ("opened_on.state", ""),
];

/// The identifier of the record that somebody is sent to.
fn id_of(location: Option<String>) -> String {
    let location = location.unwrap();
    location.strip_prefix("/records/").unwrap().split('?').next().unwrap().to_owned()
}

#[test]
fn the_guide_asks_every_question_and_warns_before_each_that_could_make_somebody_admit_an_offence() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let stations = interview(Codebook::embedded());
        let cautious = stations.iter().flat_map(|station| &station.questions).filter(|one| one.ask.caution).count();
        assert!(cautious > 10);
        for (lang, caution) in [("en", "Before you ask:"), ("es", "Antes de preguntar:"), ("fr", "Avant de demander")] {
            carla.get("/account").await;
            carla.post("/account/language", &[("lang", lang)]).await;
            let guide = carla.get("/guide").await.body;
            assert_eq!(
                guide.matches("class=\"question\"").count(),
                stations.iter().map(|one| one.questions.len()).sum::<usize>()
            );
            assert_eq!(guide.matches(&format!("<strong>{caution}")).count(), cautious, "{lang}");
            assert!(guide.contains("Zimmerman"), "{lang}: whose rules they are");
        }
        let guide = carla.get("/guide").await.body;
        let found = ["T1", "T4", "J1", "V5", ""].map(|stage| guide.find(&format!("id=\"stage-{stage}\"")));
        assert!(found.is_sorted() && found[0].is_some(), "{found:?}");
    });
}

#[test]
fn each_stage_of_the_guide_leads_to_the_form_that_records_it_for_the_case() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let case = id_of(entered(&mut carla, "/new/Case", CASE).await.location);
        let guide = carla.get(&format!("/guide?case={case}")).await.body;
        assert!(guide.contains(&format!("/new/CorruptAct?stage=T4&#38;cases={case}")), "{guide}");
        assert!(guide.contains(&format!("/new/JourneyLeg?cases={case}")));
        let victim = id_of(entered(&mut carla, "/new/Victim", VICTIM).await.location);
        for other in ["record:00000000000000000000000000000abc", "nonsense", victim.as_str()] {
            assert_eq!(carla.get(&format!("/guide?case={other}")).await.status, 404, "{other}");
        }
    });
}

#[test]
fn whoever_is_entered_from_a_case_belongs_to_it_and_the_case_shows_all_in_order_of_time() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let case = id_of(entered(&mut carla, "/new/Case", CASE).await.location);
        let path = format!("/records/{case}");

        let form = format!("/new/Victim?case={case}");
        let shown = carla.get(&form).await;
        assert_eq!(shown.hidden("case"), Some(case.clone()));
        let given: Vec<_> = VICTIM.iter().copied().chain([("case", case.as_str())]).collect();
        let victim = id_of(entered(&mut carla, &form, &given).await.location);
        let act = [
            ("stage", "T4"),
            ("stage.state", ""),
            ("act", "A18"),
            ("act.state", ""),
            ("actor_role.state", "asked-unknown"),
            ("cases", case.as_str()),
            ("cases.state", ""),
        ];
        let act = id_of(entered(&mut carla, "/new/CorruptAct", &act).await.location);
        let comment = [("cases", case.as_str()), ("cases.state", "")];
        let comment = id_of(entered(&mut carla, "/new/CaseComment", &comment).await.location);

        let page = carla.get(&path).await.body;
        let place = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what} is not in {page}"));
        let parts = ["people", "events", "acts", "fees", "legs", "referrals", "comments"];
        let parts = parts.map(|part| place(&format!("<h2 id=\"case-{part}\"")));
        assert!(parts.is_sorted());
        for (record, part) in [(&victim, 0), (&act, 2), (&comment, 6)] {
            let link = place(&format!("/records/{record}"));
            assert!(link > parts[part] && parts.get(part + 1).is_none_or(|next| link < *next), "{record}");
        }
        assert_eq!(page.matches("class=\"marked\"").count(), 1, "one point of the chains is marked");
        let timeline = &page[place("id=\"timeline\"")..];
        let [opened, registered] = ["Opened on", "Registered<"]
            .map(|what| timeline.find(what).unwrap_or_else(|| panic!("{what}: {timeline}")));
        assert!(registered < opened, "March 2026 begins before 2 March 2026");
        assert!(!page.contains("Maria"), "no name stands on the page of a case");

        // The same form once more names the victim once.
        let again = [("id", victim.as_str()), ("case", case.as_str()), ("source", &crate::world::SOURCE.to_string())];
        let again: Vec<_> = again.into_iter().chain(VICTIM.iter().copied()).collect();
        assert_eq!(carla.post("/new/Victim", &again).await.status, 303);
        let page = carla.get(&path).await.body;
        assert!(page.contains("Revision 2"), "{page}");
    });
}
