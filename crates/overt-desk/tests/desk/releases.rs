//! Releases: what is to be approved is what was drawn, and two different persons approve it.

use overt_protect::release::{Control, Listed, Manifest};
use overt_store::{ReleaseId, ReleasePlan, Session, Store, release_folder};

use crate::world::{TODAY, World, block_on};

const NOTES: &str = "An invented note.\n";
const FILES: [(&str, &str, &str); 2] = [
    ("notes.md", NOTES, "sha256:2a23651dcf976ff15e485dc3620cde6fad4668f235a0c776ae97cf0e9f08395e"),
    ("risk.json", "{}", "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
];

/// A manifest as it is written: its keys in order.
fn manifest() -> Vec<u8> {
    let listed = FILES.map(|(name, text, hash)| Listed { name: name.into(), bytes: text.len(), hash: hash.into() });
    let manifest = Manifest {
        format: 1,
        name: "invented".into(),
        version: 1,
        day: TODAY,
        snapshot: None,
        program: "Overt of tests".into(),
        codebook: "1".into(),
        policy: String::new(),
        ledger_entry: String::new(),
        seed: String::new(),
        control: Control { rows_in: None, counted: None, says: String::new() },
        files: listed.into(),
        approvals: Vec::new(),
    };
    let mut value = serde_json::to_value(manifest).unwrap();
    value.sort_all_objects();
    let mut bytes = serde_json::to_vec_pretty(&value).unwrap();
    bytes.push(b'\n');
    bytes
}

/// A release that was drawn and lies in the folder of the store.
async fn drawn(store: &Store, session: &Session) -> ReleaseId {
    let plan = ReleasePlan { name: "invented 1".into(), policy: "an invented policy".into(), ..ReleasePlan::default() };
    let id = store.plan_release(session, plan, TODAY).await.unwrap();
    let folder = release_folder(store.folder(), id).join("draft");
    std::fs::create_dir_all(&folder).unwrap();
    let bytes = manifest();
    std::fs::write(folder.join("manifest.json"), &bytes).unwrap();
    for (name, text, _) in FILES {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let hash = Manifest::read(&bytes).unwrap().draft_hash();
    store.release_drawn(session, id, (&hash, "{}"), TODAY).await.unwrap();
    id
}

#[test]
fn a_release_is_approved_by_two_different_persons_who_have_seen_it_and_published_elsewhere() {
    block_on(async {
        let mut path = String::new();
        let world =
            World::with(async |store, session| path = format!("/releases/{}", drawn(store, session).await)).await;
        let (mut carla, mut kofi) = (world.signed_in("carla").await, world.signed_in("kofi").await);
        assert!(carla.get("/").await.body.contains("One release waits for your approval"));
        assert!(carla.get("/releases").await.body.contains(&format!("href=\"{path}\"")));
        let page = carla.get(&path).await;
        assert!(page.body.contains("An invented note.") && page.body.contains("an invented policy"), "{}", page.body);
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
            let hash = Manifest::read(&manifest()).unwrap().draft_hash();
            assert_eq!(carla.post(&format!("{path}/approve"), &[("manifest", &hash)]).await.status, 422, "{changed}");
        }
    });
}
