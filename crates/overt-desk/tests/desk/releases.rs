//! Releases: what is to be approved is what was drawn, and two different persons approve it.

use std::io::{Cursor, Read as _};

use overt_model::{Class, Codebook, Text};
use overt_protect::Rows;
use overt_protect::dp::Limit;
use overt_protect::release::{
    Agreement, Caps, ColumnFact, Contributor, Earlier, Facts, Ledger, Made, Policy, Release, ValueFact, plan,
};
use overt_store::log::checkpoint::VerifierKey;
use overt_store::{ReleaseId, ReleasePlan, Session, Store, release_folder, stated_digest, stated_of_release};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use crate::browser::Browser;
use crate::world::{TODAY, World, block_on};

const POLICY: &str = "name = 'invented'\nversion = 1\ntitle = 'Invented acts by stage'\npurpose = 'statistics'\ncodebook = 'CODEBOOK'\n\
                      schema = 'CorruptAct'\ncolumns = ['stage', 'year']\nlicence = 'CC-BY-4.0'\n\n\
                      [method]\nkind = 'table'\nsets = [['stage'], ['year']]\nrules = { threshold = 11 }";

fn column(name: &str, codes: [&str; 2]) -> ColumnFact {
    let text = |en: &str| Text { en: en.to_owned(), ..Text::default() };
    ColumnFact {
        name: name.to_owned(),
        property: name.to_owned(),
        class: Class::Open,
        deidentify: "keep".to_owned(),
        is_deidentified: false,
        rung: None,
        label: text(name),
        values: codes.map(|code| ValueFact { code: code.to_owned(), label: text(code) }).into(),
    }
}

/// A release of 240 invented acts under a name.
fn made(name: &str) -> Made {
    let version = Codebook::embedded().version.to_string();
    let policy = POLICY.replace("CODEBOOK", &version).replace("'invented'", &format!("'{name}'"));
    let facts = Facts {
        codebook_version: version,
        day: TODAY,
        snapshot: "snapshot-1".to_owned(),
        program: "Overt of tests".to_owned(),
        columns: vec![column("stage", ["T1", "T4"]), column("year", ["2023", "2024"])],
        rows_are_people: false,
        contributors: vec![Contributor {
            name: "Shelter".to_owned(),
            agreement: Some(Agreement { expires: None, allows_purpose: true }),
        }],
    };
    let cap = Limit::new(4.0, 1e-5).unwrap();
    let caps = Caps { record: Some(cap), person: Some(cap), contributor: Some(cap) };
    let earlier = Earlier { ledger: Ledger::default(), shown: Vec::new(), caps };
    let planned = plan(Policy::read(&policy).unwrap(), facts, earlier).unwrap();
    let mut rows = Rows::new(planned.domain().clone());
    for record in 0..240 {
        rows.push([["T1", "T4"][record % 2], ["2023", "2024"][record % 3 % 2]]).unwrap();
    }
    planned.draw(rows.finish(), &mut ChaCha20Rng::seed_from_u64(7)).unwrap()
}

/// Puts the files of a release where its draft lies.
fn put(store: &Store, id: ReleaseId, made: &Made) {
    let folder = release_folder(store.folder(), id).join("draft");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in &made.files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

/// A release that was drawn and lies in the folder of the store.
async fn drawn(store: &Store, session: &Session) -> ReleaseId {
    let plan = ReleasePlan { name: "invented 1".into(), policy: "an invented policy".into(), ..ReleasePlan::default() };
    let id = store.plan_release(session, plan, TODAY).await.unwrap();
    let made = made("invented");
    put(store, id, &made);
    store.release_drawn(session, id, (&made.manifest().draft_hash(), "{}"), TODAY).await.unwrap();
    id
}

/// Two persons look at it and approve it.
async fn approved(world: &World, path: &str) -> Browser {
    let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
    for browser in [&mut carla, &mut kofi] {
        let manifest = browser.get(path).await.hidden("manifest").unwrap();
        assert_eq!(browser.post(&format!("{path}/approve"), &[("manifest", &manifest)]).await.status, 303);
    }
    kofi
}

/// Whether a note over a message is signed with a key: public key, message, note.
fn is_signed(key: &[u8], message: &[u8], note: &[u8]) -> bool {
    let key: VerifierKey = std::str::from_utf8(key).unwrap().parse().unwrap();
    stated_of_release(std::str::from_utf8(note).unwrap(), &key)
        .is_some_and(|(_, digest)| digest == stated_digest(message))
}

#[test]
fn a_release_is_approved_by_two_different_persons_who_have_seen_it() {
    block_on(async {
        let mut path = String::new();
        let world =
            World::with(async |store, session| path = format!("/releases/{}", drawn(store, session).await)).await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        assert!(carla.get("/").await.body.contains("One release waits for your approval"));
        assert!(carla.get("/releases").await.body.contains(&format!("href=\"{path}\"")));
        let page = carla.get(&path).await;
        assert!(
            page.body.contains("Invented acts by stage") && page.body.contains("an invented policy"),
            "{}",
            page.body
        );
        let manifest = page.hidden("manifest").unwrap();
        let approve = format!("{path}/approve");
        assert_eq!(carla.post(&approve, &[]).await.status, 422, "what nobody has seen nobody approves");
        assert_eq!(carla.post(&approve, &[("manifest", &manifest)]).await.status, 303);
        let page = carla.get(&path).await;
        assert!(!carla.get("/").await.body.contains("waits for your approval"), "it waits for others");
        assert!(page.body.contains("1 of 2") && page.hidden("manifest").is_none(), "{}", page.body);
        assert_eq!(carla.post(&approve, &[("manifest", &manifest)]).await.status, 422, "nobody approves twice");
        kofi.get(&path).await;
        assert_eq!(kofi.post(&approve, &[("manifest", &manifest)]).await.status, 303);
        let page = kofi.get(&path).await.body;
        assert!(page.contains("2 of 2") && page.contains("overt release publish release:"), "{page}");
        assert_eq!(kofi.post(&format!("{path}/give-up"), &[]).await.status, 303);
        assert!(kofi.get(&path).await.body.contains("given up"));
    });
}

#[test]
fn a_draft_whose_files_were_changed_is_not_approved() {
    block_on(async {
        for changed in ["notes.md", "risk.json", "manifest.json"] {
            let mut path = String::new();
            let world = World::with(async |store, session| {
                let id = drawn(store, session).await;
                let file = release_folder(store.folder(), id).join("draft").join(changed);
                std::fs::write(file, "something else").unwrap();
                path = format!("/releases/{id}");
            })
            .await;
            let mut carla = world.signed_in("carla").await;
            let page = carla.get(&path).await;
            assert!(
                page.body.contains("are not those that were drawn") && page.hidden("manifest").is_none(),
                "{changed}"
            );
            let hash = made("invented").manifest().draft_hash();
            assert_eq!(carla.post(&format!("{path}/approve"), &[("manifest", &hash)]).await.status, 422, "{changed}");
        }
    });
}

#[test]
fn what_two_have_approved_is_published_as_one_file_that_verifies_and_is_the_same_again() {
    block_on(async {
        let (mut path, mut key) = (String::new(), String::new());
        let world = World::with(async |store, session| {
            path = format!("/releases/{}", drawn(store, session).await);
            key = store.release_key();
        })
        .await;
        let publish = format!("{path}/publish");
        let mut early = world.signed_in("carla").await;
        let page = early.get(&path).await.body;
        assert!(!page.contains(&publish));
        let refused = early.post(&publish, &[]).await;
        assert!(refused.status == 422 && refused.body.contains("role=\"alert\""), "{}", refused.body);
        let mut kofi = approved(&world, &path).await;
        assert!(kofi.get(&path).await.body.contains(&publish), "whoever approved may publish");
        let file = kofi.post(&publish, &[]).await;
        assert_eq!(file.status, 200, "{}", file.body);
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("invented-1.zip"));
        let mut archive = zip::ZipArchive::new(Cursor::new(&file.bytes)).unwrap();
        let mut files = Vec::new();
        for place in 0..archive.len() {
            let mut entry = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            files.push((entry.name().unwrap().strip_prefix("invented-1/").unwrap().to_owned(), bytes));
        }
        let release = Release::open(files, key.as_bytes(), is_signed).unwrap();
        let by: Vec<&str> = release.manifest().approvals.iter().map(|approval| approval.by.as_str()).collect();
        assert_eq!(by, ["carla", "kofi"]);
        let page = kofi.get(&path).await.body;
        let fingerprint = key.parse::<VerifierKey>().unwrap().fingerprint();
        assert!(page.contains("published") && page.contains(&fingerprint), "{page}");
        assert_eq!(kofi.post(&publish, &[]).await.bytes, file.bytes, "the same again");
    });
}

#[test]
fn what_was_put_in_place_of_an_approved_draft_is_not_published() {
    block_on(async {
        let mut id = None;
        let world = World::with(async |store, session| id = Some(drawn(store, session).await)).await;
        let path = format!("/releases/{}", id.unwrap());
        let mut kofi = approved(&world, &path).await;
        // All of another release, whole in itself.
        let folder = release_folder(&world.folder.path().join("data"), id.unwrap()).join("draft");
        for (name, bytes) in &made("other").files {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        let refused = kofi.post(&format!("{path}/publish"), &[]).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.headers.get("content-disposition").is_none());
        assert!(kofi.get(&path).await.body.contains("overt release publish"), "it is not published");
    });
}
