//! Coming in, and what is refused at the door.

use crate::world::{WORDS, World, block_on};

#[test]
fn an_unknown_account_and_a_wrong_passphrase_have_one_answer() {
    block_on(async {
        let world = World::new().await;
        let mut answers = Vec::new();
        for (name, passphrase) in [("carla", "some other invented words"), ("unknown", WORDS), ("", ""), ("carla", "")]
        {
            let mut browser = world.browser();
            let answer = browser.post("/sign-in", &[("name", name), ("passphrase", passphrase)]).await;
            assert_eq!(answer.status, 422);
            assert!(answer.headers.get("set-cookie").is_none());
            answers.push(answer.body);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "the page tells nothing of what was typed");
    });
}

#[test]
fn guessing_is_slowed_down() {
    block_on(async {
        let world = World::new().await;
        let mut browser = world.browser();
        for _ in 0..5 {
            browser.post("/sign-in", &[("name", "carla"), ("passphrase", "some other invented words")]).await;
        }
        let answer = browser.post("/sign-in", &[("name", "carla"), ("passphrase", WORDS)]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("Wait"), "{}", answer.body);
    });
}

#[test]
fn what_was_not_written_on_a_page_of_this_session_is_refused() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        for browser in [&mut carla, &mut kofi] {
            assert_eq!(browser.get("/account").await.status, 200);
        }
        let (own, foreign) = (carla.proof.clone(), kofi.proof.clone());
        assert_ne!(own, foreign);
        let here = ("origin", "http://127.0.0.1:8081");
        for (pairs, headers) in [
            (vec![], vec![here]),
            (vec![("proof", foreign.as_str())], vec![here]),
            (vec![("proof", "0")], vec![here]),
            (vec![("proof", own.as_str())], vec![]),
            (vec![("proof", own.as_str())], vec![("origin", "null")]),
            (vec![("proof", own.as_str())], vec![("origin", "http://evil.example")]),
            (vec![("proof", own.as_str())], vec![here, ("sec-fetch-site", "cross-site")]),
        ] {
            let answer = carla.post_as("/sign-out", &pairs, &headers).await;
            assert_eq!(answer.status, 403, "{pairs:?} {headers:?}");
        }
        assert_eq!(carla.get("/").await.status, 200, "she is still signed in");
        let answer = carla.post_as("/sign-out", &[("proof", &own)], &[here]).await;
        assert_eq!(answer.status, 303);
        assert_eq!(carla.get("/").await.location.as_deref(), Some("/sign-in"));
    });
}

#[test]
fn a_session_that_ended_opens_nothing_and_its_proof_is_worth_nothing() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/account").await;
        let mut thief = world.browser();
        thief.cookie_of(&carla);
        assert_eq!(thief.get("/").await.status, 200);
        let stale = carla.proof.clone();
        carla.post("/sign-out", &[]).await;
        assert_eq!(thief.get("/").await.status, 303, "the token that somebody copied is worth nothing any more");
        let mut carla = world.signed_in("carla").await;
        let here = ("origin", "http://127.0.0.1:8081");
        assert_eq!(carla.post_as("/sign-out", &[("proof", &stale)], &[here]).await.status, 403);
    });
}

#[test]
fn every_answer_says_that_nothing_of_others_is_loaded_and_nothing_is_kept() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        for path in ["/", "/records", "/nothing-here", "/sign-in", "/account"] {
            let answer = carla.get(path).await;
            let of = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
            let policy = of("content-security-policy").unwrap();
            assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{path}");
            assert_eq!(of("cache-control").as_deref(), Some("no-store"), "{path}");
            assert_eq!(of("x-frame-options").as_deref(), Some("DENY"), "{path}");
            let own = answer.body.matches("<script type=\"module\" src=\"/assets/").count();
            assert!(answer.body.matches("<script").count() == own && !answer.body.contains("style="), "{path}");
        }
    });
}

#[test]
fn forms_that_are_too_long_or_of_another_kind_are_refused_with_a_sentence() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/").await;
        let long = "x".repeat(2 << 20);
        let answer = carla.post("/records/search", &[("words", &long)]).await;
        assert_eq!(answer.status, 413);
        assert!(answer.body.contains("Nothing was changed"), "{}", answer.body);
    });
}
