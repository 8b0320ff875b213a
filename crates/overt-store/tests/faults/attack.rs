//! Somebody has everything: the files as they lie on the disk, every passphrase, the pepper. What was erased is not there.

use std::collections::BTreeMap;
use std::fs;

use overt_model::{Class, Field, RecordId, Value};
use overt_store::vault::{ErasureReason, ProofKey, SecretKey, SecretKeyPlace, TenantSecretPlace};
use overt_store::{BackupKey, Edit, Reason, Session, Store, StoreError, new_id};
use sqlx::{Connection as _, Row as _};

use crate::scan::{Needle, dump, find, find_below, server_files};
use crate::world::{Dice, FOUNDER, TODAY, WORDS, World, block_on, on_both, victim, words};

/// So many that pages of the database are split and merged.
const RECORDS: usize = 400;
/// How many of them are erased: every twentieth.
const EVERY: usize = 20;

/// What must be gone.
#[derive(Default)]
struct Gone {
    needles: Vec<Needle>,
    wraps: BTreeMap<(RecordId, String), Vec<Vec<u8>>>,
}

impl Gone {
    /// Remembers what is stored of a class of a record, or of one of its attachments, before it is erased.
    async fn remember(&mut self, world: &World, (id, class): (RecordId, Class), row: u128) {
        let mut connection = world.connection().await;
        let select = "SELECT k.wrap, s.envelope FROM key_wrap k JOIN sealed s
            ON s.record = k.record AND s.class = k.class AND s.revision = k.revision WHERE k.record = $1 AND k.class = $2";
        let query = sqlx::query(select).bind(row.to_be_bytes().to_vec()).bind(class.code());
        for row in query.fetch_all(&mut connection).await.unwrap() {
            let (wrap, envelope): (Vec<u8>, Vec<u8>) = (row.get("wrap"), row.get("envelope"));
            // The last 48 bytes are the sealed key and its tag; what stands before is shared by wraps of one record.
            self.needles.push(Needle::new("sealed key", &wrap[wrap.len() - 48..wrap.len() - 16]));
            self.needles.push(Needle::new("envelope", &envelope[..64]));
            self.needles.push(Needle::new("end of an envelope", &envelope[envelope.len() - 32..]));
            self.wraps.entry((id, class.code().to_owned())).or_default().push(wrap);
        }
        connection.close().await.unwrap();
    }
}

/// The words of a record, each of which stands nowhere else.
fn unique(kind: &str, id: RecordId) -> String {
    format!("{kind}{:032x}", id.bits())
}

/// A record with something in three parts: open or quasi, direct, narrative.
async fn fill(store: &Store, session: &Session, dice: &mut Dice) -> Vec<RecordId> {
    let mut ids = Vec::new();
    while ids.len() < RECORDS {
        let batch: Vec<RecordId> = (0..=dice.below(20)).map(|_| new_id()).collect();
        let records: Vec<_> = batch
            .iter()
            .map(|id| {
                victim(*id, &unique("Name", *id), &unique("story", *id))
                    .with("position", Value::text(unique("quasi", *id)))
            })
            .collect();
        store.insert(session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        ids.extend(batch);
    }
    for id in ids.iter().step_by(3) {
        let name = Field::values(vec![Value::text(unique("Later", *id))]);
        let fields = BTreeMap::from([("full_name".to_owned(), Some(name))]);
        let edit = Edit { record: *id, seen: None, fields, standing: None, reason: Reason::Corrected };
        store.revise(session, &edit, TODAY).await.unwrap();
    }
    ids
}

/// The key that holds proofs to their word, out of the rows and with the founder's passphrase and the pepper.
async fn proof_key(world: &World, store: &Store) -> ProofKey {
    let mut connection = world.connection().await;
    let account = sqlx::query("SELECT id, lock FROM account WHERE name = 'amina'").fetch_one(&mut connection).await;
    let account = account.unwrap();
    let id = overt_model::Id::from_bits(u128::from_be_bytes(account.get::<Vec<u8>, _>("id").try_into().unwrap()));
    let pepper = fs::read_to_string(world.home().join("keys/pepper")).unwrap();
    let pepper = std::array::from_fn(|byte| u8::from_str_radix(&pepper[2 * byte..2 * byte + 2], 16).unwrap());
    let pepper = overt_store::vault::Pepper::new(overt_model::Secret::new(pepper));
    let holder = overt_store::vault::Holder { tenant: store.tenant(), account: id };
    let key = SecretKey::unlock(&account.get::<Vec<u8>, _>("lock"), (&words(WORDS), &pepper), holder).unwrap();
    let select = "SELECT m.team, m.epoch, m.wrap, t.wrap AS secret FROM membership m
        JOIN tenant_secret t ON t.team = m.team AND t.epoch = m.epoch WHERE t.purpose = 'proof'";
    let row = sqlx::query(select).fetch_all(&mut connection).await.unwrap().remove(0);
    let team = overt_model::Id::from_bits(u128::from_be_bytes(row.get::<Vec<u8>, _>("team").try_into().unwrap()));
    let epoch = overt_store::vault::Epoch::new(u32::try_from(row.get::<i64, _>("epoch")).unwrap());
    let place = SecretKeyPlace::Team(store.tenant(), team, epoch, id);
    let team_key: SecretKey = key.unwrap(&row.get::<Vec<u8>, _>("wrap"), &place).unwrap();
    let place = TenantSecretPlace { tenant: store.tenant(), team, epoch, purpose: "proof" };
    let secret: overt_store::vault::TenantSecret = team_key.unwrap(&row.get::<Vec<u8>, _>("secret"), &place).unwrap();
    connection.close().await.unwrap();
    ProofKey::derive(&secret, store.tenant())
}

/// What is found of it in the files of the store as they lie there while it is open, and in the tables of a server.
async fn traces(world: &World, gone: &Gone) -> Vec<String> {
    let mut found = find_below(&gone.needles, &world.home());
    if world.is_postgres() {
        found.extend(find(&gone.needles, "the tables", &dump(world).await));
        // A server overwrites nothing by itself, as the book says.
        if let Some(files) = server_files(world).await {
            let kept = find(&gone.needles, "the files", &files).len();
            println!("{kept} of {} byte sequences are still in the files of the server", gone.needles.len());
        }
    }
    found
}

/// Erases every twentieth record, in turn one class of it and all of it. Returns what must be gone, and from which records
/// only the narrative.
async fn erase(world: &World, (store, session): (&Store, &Session), ids: &[RecordId]) -> (Gone, Vec<RecordId>) {
    let mut gone = Gone::default();
    let mut partly = Vec::new();
    for (number, id) in ids.iter().step_by(EVERY).enumerate() {
        let (reason, is_whole) = (ErasureReason::PersonAsked, number % 2 == 0);
        let classes: &[Class] = if is_whole { &[Class::Direct, Class::Narrative] } else { &[Class::Narrative] };
        gone.needles.push(Needle::new("story", unique("story", *id)));
        for class in classes {
            gone.remember(world, (*id, *class), id.bits()).await;
        }
        if is_whole {
            gone.needles.extend(["Name", "Later", "quasi"].map(|kind| Needle::new(kind, unique(kind, *id))));
            for file in store.files(session, (*id, None), TODAY).await.unwrap() {
                gone.remember(world, (*id, Class::Direct), file.id.bits()).await;
                let sealed = fs::read(world.home().join(format!("files/{:032x}", file.id.bits()))).unwrap();
                gone.needles.push(Needle::new("sealed file", &sealed[sealed.len() - 64..]));
            }
        } else {
            partly.push(*id);
        }
        let erased = store.erase(session, (*id, (!is_whole).then_some(classes)), reason, TODAY).await.unwrap();
        assert_eq!(erased.classes.len(), if is_whole { 3 } else { 1 });
    }
    (gone, partly)
}

async fn attach(world: &World, store: &Store, session: &Session, id: RecordId) {
    let path = world.path("attached");
    fs::write(&path, "an invented document").unwrap();
    store.attach(session, (id, &path, "text/plain"), TODAY).await.unwrap();
    fs::remove_file(path).unwrap();
}

#[test]
fn what_was_erased_is_nowhere_whoever_looks_with_whatever_keys() {
    on_both(async |world| {
        let mut dice = Dice::new();
        println!("seed {:#x}", dice.0);
        let (store, session) = world.founded().await;
        let ids = fill(&store, &session, &mut dice).await;
        attach(world, &store, &session, ids[0]).await;
        let (gone, partly) = erase(world, (&store, &session), &ids).await;
        println!("{} byte sequences to look for", gone.needles.len());

        let found = traces(world, &gone).await;
        assert!(found.is_empty(), "{} of {}: {:?}", found.len(), gone.needles.len(), &found[..found.len().min(10)]);

        // With the passphrase nothing opens either.
        for id in ids.iter().step_by(EVERY) {
            let shown = store.show(&session, *id, (&[Class::Direct, Class::Narrative], None), TODAY).await;
            if partly.contains(id) {
                let record = shown.unwrap().record;
                assert!(record.values("notes").is_empty() && !record.values("full_name").is_empty());
            } else {
                assert!(matches!(shown, Err(StoreError::NotThere("record"))));
            }
        }
        // The proofs speak of exactly what is gone.
        let key = proof_key(world, &store).await;
        for ((id, class), wraps) in &gone.wraps {
            let erasures = store.erasures(*id).await.unwrap();
            let erased = erasures.iter().find(|erased| erased.class.code() == class).unwrap();
            let proof = erased.proof.as_ref().unwrap();
            proof.verify(&key).unwrap();
            assert!(wraps.iter().all(|wrap| proof.covers(&key, wrap)));
            assert_eq!(proof.fingerprints().len(), wraps.len());
        }
        let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole(), "{:?}", verification.findings);
        store.close().await;
        assert_eq!(traces(world, &gone).await, [""; 0], "after it was closed");
    });
}

#[test]
fn an_older_backup_does_not_bring_back_what_was_erased() {
    on_both(async |world| {
        let (store, session) = world.founded().await;
        let (whole, partly) = (new_id(), new_id());
        let records = [whole, partly].map(|id| {
            let record = victim(id, &unique("Name", id), &unique("story", id));
            record.with("position", Value::text(unique("quasi", id)))
        });
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        attach(world, &store, &session, whole).await;
        store.backup(&session, &world.path("backup"), TODAY, |_| {}).await.unwrap();
        let mut gone = Gone::default();
        for (id, class) in [(whole, Class::Direct), (whole, Class::Narrative), (partly, Class::Narrative)] {
            gone.remember(world, (id, class), id.bits()).await;
        }
        let sealed_before = gone.needles.len();
        gone.needles.push(Needle::new("quasi", unique("quasi", whole)));
        assert_eq!(sealed_before, 9);
        store.erase(&session, (whole, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        store
            .erase(&session, (partly, Some(&[Class::Narrative])), ErasureReason::RetentionExpired, TODAY)
            .await
            .unwrap();
        store.close().await;

        // Into a file even where the store was on a server: the folder of keys is what remembers.
        let restored = World::sqlite();
        let (words, keys) = (words(WORDS), world.home().join("keys"));
        let key = BackupKey::Passphrase(&words, &keys);
        let from = (&*world.path("backup"), FOUNDER, &key);
        let into = (&*restored.home(), None);
        let (store, outcome) = Store::restore(from, into, Some(&keys), TODAY, |_| {}).await.unwrap();
        assert!(outcome.erased_again > 0);
        let session = store.sign_in(FOUNDER, &words, TODAY).await.unwrap();
        let shown = store.show(&session, whole, (&[Class::Direct], None), TODAY).await;
        assert!(matches!(shown, Err(StoreError::NotThere("record"))));
        let shown = store.show(&session, partly, (&[Class::Direct, Class::Narrative], None), TODAY).await.unwrap();
        assert!(shown.record.values("notes").is_empty());
        assert_eq!(shown.record.values("full_name"), [Value::text(unique("Name", partly))]);
        assert!(shown.record.values("position").len() == 1);
        assert_eq!(traces(&restored, &gone).await, [""; 0]);
        let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole(), "{:?}", verification.findings);
        store.close().await;
    });
}

/// While somebody reads, earlier states of the database must stay. Ten seconds, for which a writer waits.
#[test]
fn an_erasure_that_was_cut_short_is_finished_when_the_store_is_opened_again() {
    block_on(async {
        let world = World::sqlite();
        let (store, session) = world.founded().await;
        let id = new_id();
        let records = [victim(id, &unique("Name", id), &unique("story", id))];
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        let mut gone = Gone::default();
        for class in [Class::Direct, Class::Narrative] {
            gone.remember(&world, (id, class), id.bits()).await;
        }
        let mut reader = world.connection().await;
        let mut reading = reader.begin().await.unwrap();
        sqlx::query("SELECT 1 FROM key_wrap").fetch_all(&mut *reading).await.unwrap();
        let erased = store.erase(&session, (id, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        assert!(erased.unfinished, "it says that copies are left");
        assert!(!traces(&world, &gone).await.is_empty());
        reading.rollback().await.unwrap();
        reader.close().await.unwrap();

        // As after a kill: the folder of keys does not know of it yet, and another process comes.
        assert!(!world.home().join("keys/erased").exists());
        let again = world.open().await.unwrap();
        assert_eq!(traces(&world, &gone).await, [""; 0]);
        let remembered = fs::read_to_string(world.home().join("keys/erased")).unwrap();
        assert_eq!(remembered.matches(&id.to_string()).count(), 3);
        again.close().await;
        store.close().await;
    });
}
