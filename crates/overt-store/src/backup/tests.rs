//! What a backup promises.

use std::fs;
use std::path::{Path, PathBuf};

use getrandom::rand_core::Rng as _;
use overt_model::{Class, Secret};

use super::{BackupKey, Digests, Restored, check_backup, read_backup};
use crate::testing::{self, Full, Place, TODAY, source, victim, words};
use crate::vault::{ErasureReason, Passphrase, RecoveryCode};
use crate::{Founding, Reason, Session, Store, StoreError, new_id};

/// Tables to which restoring adds an entry.
const OF_THE_LOG: [&str; 6] = ["state", "log_state", "log_leaf", "log_node", "log_detail", "checkpoint"];

fn without_log(digests: &Digests) -> Digests {
    digests.clone().into_iter().filter(|(table, _)| !OF_THE_LOG.contains(&table.as_str())).collect()
}

/// Where a store was restored to.
struct To<'a> {
    home: PathBuf,
    url: Option<&'a str>,
}

async fn restore(
    backup: &Path,
    to: &To<'_>,
    (name, key, keys): (&str, &BackupKey<'_>, Option<&Path>),
) -> Result<(Store, Restored), StoreError> {
    Store::restore((backup, name, key), (&to.home, to.url), keys, TODAY, |_| {}).await
}

async fn verified(store: &Store, session: &Session) {
    let verification = store.verify(Some((session, TODAY)), |_| {}).await.unwrap();
    assert_eq!(verification.findings, []);
    assert_eq!(verification.opened, verification.sealed);
}

/// A store whose founder has written the recovery code down.
async fn with_code(place: &Place) -> (Store, Session, RecoveryCode) {
    let founding = Founding { ..testing::founding() };
    let (store, code) = Store::create(&place.home(), place.url().as_deref(), &founding, TODAY).await.unwrap();
    let session = store.sign_in("amina", &words(), TODAY).await.unwrap();
    (store, session, RecoveryCode::read(code.expose()).unwrap())
}

/// A small store with one record, and its backup.
async fn small(place: &Place) -> (Store, Session, RecoveryCode, PathBuf) {
    let (store, session, code) = with_code(place).await;
    let from = new_id();
    store.put_source(&session, &source(from), TODAY).await.unwrap();
    let record = victim(new_id(), from, "invented");
    store.insert(&session, (None, Reason::Entered), &[record], TODAY).await.unwrap();
    let path = place.path("small.backup");
    store.backup(&session, &path, TODAY, |_| {}).await.unwrap();
    (store, session, code, path)
}

#[test]
fn a_backup_made_while_others_write_is_of_one_moment() {
    testing::on_both(async |place: Place| {
        let (store, session) = place.store().await;
        let from = new_id();
        store.put_source(&session, &source(from), TODAY).await.unwrap();
        let record = || victim(new_id(), from, "invented");
        let many: Vec<_> = (0..300).map(|_| record()).collect();
        store.insert(&session, (None, Reason::Imported), &many, TODAY).await.unwrap();
        let path = place.path("busy.backup");
        let other = place.open().await.unwrap();
        let writing = async {
            for _ in 0..20 {
                other.insert(&session, (None, Reason::Entered), &[record()], TODAY).await.unwrap();
            }
        };
        let backup = store.backup(&session, &path, TODAY, |_| {});
        let (report, ()) = futures_util::future::join(backup, writing).await;
        let report = report.unwrap();
        let keys = place.home().join("keys");
        let read = read_backup(&path, ("amina", &BackupKey::Passphrase(&words(), &keys))).unwrap();
        assert_eq!(read.digests, report.digests);
        other.close().await;

        let to = To { home: place.path("restored"), url: None };
        let (restored, _) =
            restore(&path, &to, ("amina", &BackupKey::Passphrase(&words(), &keys), Some(&keys))).await.unwrap();
        let session = restored.sign_in("amina", &words(), TODAY).await.unwrap();
        verified(&restored, &session).await;
    });
}

#[test]
fn a_backup_can_be_checked_without_a_key_and_read_without_restoring() {
    testing::on_both(async |place: Place| {
        let Full { store, session, .. } = place.full(async |_: &Store| {}).await;
        let before = store.digests().await.unwrap();
        let path = place.path("a.backup");
        let mut steps = 0;
        let report = store.backup(&session, &path, TODAY, |rows| steps += rows).await.unwrap();
        assert_eq!((report.digests.clone(), report.rows), (before, steps));
        assert_eq!(report.files, 1, "the other attachment was erased");

        let facts = check_backup(&path).unwrap();
        assert_eq!((facts.id, facts.tenant, facts.day), (report.facts.id, store.tenant(), TODAY));
        assert_eq!(facts.holders, ["amina"], "only administrators open a backup");
        let keys = place.home().join("keys");
        let read = read_backup(&path, ("amina", &BackupKey::Passphrase(&words(), &keys))).unwrap();
        assert_eq!((&read.digests, read.rows, read.files), (&report.digests, report.rows, report.files));
        assert_eq!(store.backups().await.unwrap().last(), Some(&(facts.id, TODAY)));

        let again = store.backup(&session, &path, TODAY, |_| {}).await;
        assert!(matches!(again, Err(StoreError::Taken("file"))), "{again:?}");
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        let refused = store.backup(&bela, &place.path("b.backup"), TODAY, |_| {}).await;
        assert!(matches!(refused, Err(StoreError::NotThere(_))));
        assert!(!place.path("b.backup").exists());
    });
}

#[test]
fn what_was_restored_equals_what_was_backed_up_whichever_database_it_is() {
    testing::on_sqlite(async |sqlite: Place| {
        let Full { store, session, erased, records } = sqlite.full(async |_: &Store| {}).await;
        let first = sqlite.path("1.backup");
        let made = store.backup(&session, &first, TODAY, |_| {}).await.unwrap();
        let keys = sqlite.home().join("keys");
        let passphrase = words();
        let key = BackupKey::Passphrase(&passphrase, &keys);
        let Some(server) = testing::database().await else { return };
        let to = To { home: sqlite.path("on-postgres"), url: Some(&server.url) };
        let (second, restored) = restore(&first, &to, ("amina", &key, Some(&keys))).await.unwrap();
        assert_eq!(restored.report.digests, made.digests);
        assert_eq!(without_log(&second.digests().await.unwrap()), without_log(&made.digests));
        // The entry of the backup itself is not in it.
        assert_eq!((restored.lost_entries, restored.erased_again), (Some(1), 0));
        assert_eq!((restored.new_pepper, restored.new_log_key), (false, false));

        let session = second.sign_in("amina", &words(), TODAY).await.unwrap();
        verified(&second, &session).await;
        let path = sqlite.path("2.backup");
        let made = second.backup(&session, &path, TODAY, |_| {}).await.unwrap();
        let keys = to.home.join("keys");
        let to = To { home: sqlite.path("on-sqlite-again"), url: None };
        let key = BackupKey::Passphrase(&passphrase, &keys);
        let (third, restored) = restore(&path, &to, ("amina", &key, Some(&keys))).await.unwrap();
        assert_eq!(restored.report.digests, made.digests);
        assert_eq!(without_log(&third.digests().await.unwrap()), without_log(&made.digests));
        let session = third.sign_in("amina", &words(), TODAY).await.unwrap();
        verified(&third, &session).await;
        let files = third.files(&session, (records[0], None), TODAY).await.unwrap();
        let target = sqlite.path("opened.txt");
        third.open_file(&session, (files[0].id, &target), None, TODAY).await.unwrap();
        assert_eq!(fs::read_to_string(target).unwrap(), "invented bytes");
        assert!(third.show(&session, erased[1], (&[Class::Direct], None), TODAY).await.is_err());
        second.close().await;
        server.drop().await;
    });
}

#[test]
fn what_was_erased_after_the_backup_stays_erased() {
    testing::on_both(async |place: Place| {
        let Full { store, session, erased, records } = place.full(async |_: &Store| {}).await;
        let path = place.path("old.backup");
        store.backup(&session, &path, TODAY, |_| {}).await.unwrap();
        let reason = ErasureReason::PersonAsked;
        let one = [Class::Direct];
        store.erase(&session, (records[0], Some(&one)), reason, TODAY).await.unwrap();
        store.erase(&session, (records[1], None), reason, TODAY).await.unwrap();
        // The second time of this class: the first is in the backup.
        store.erase(&session, (erased[0], Some(&[Class::Narrative])), reason, TODAY).await.unwrap();
        store.close().await;

        let keys = place.home().join("keys");
        let passphrase = words();
        let key = BackupKey::Passphrase(&passphrase, &keys);
        let to = To { home: place.path("restored"), url: None };
        let (restored, report) = restore(&path, &to, ("amina", &key, Some(&keys))).await.unwrap();
        // Direct of one; direct, narrative, sensitive and the rest of another, as far as they were there; narrative of the third.
        assert!(report.erased_again >= 4, "{}", report.erased_again);
        let session = restored.sign_in("amina", &words(), TODAY).await.unwrap();
        verified(&restored, &session).await;
        let classes = [Class::Direct, Class::Narrative];
        let shown = restored.show(&session, records[0], (&classes, None), TODAY).await.unwrap().record;
        assert!(shown.values("full_name").is_empty() && !shown.values("notes").is_empty());
        assert!(restored.files(&session, (records[0], None), TODAY).await.unwrap().is_empty());
        assert_eq!(fs::read_dir(to.home.join("files")).unwrap().count(), 0);
        assert!(restored.show(&session, records[1], (&[], None), TODAY).await.is_err());
        let shown = restored.show(&session, erased[0], (&classes, None), TODAY).await.unwrap().record;
        assert!(shown.values("notes").is_empty());
        restored.close().await;

        // The new folder of keys remembers all of it, for a backup that is older still.
        let keys = to.home.join("keys");
        let key = BackupKey::Passphrase(&passphrase, &keys);
        let to = To { home: place.path("restored-again"), url: None };
        let (again, second) = restore(&path, &to, ("amina", &key, Some(&keys))).await.unwrap();
        assert_eq!(second.erased_again, report.erased_again);
        again.close().await;

        // Without it nobody knows, and it comes back.
        let pepper_only = place.path("pepper-only");
        fs::create_dir(&pepper_only).unwrap();
        fs::copy(keys.join("pepper"), pepper_only.join("pepper")).unwrap();
        let key = BackupKey::Passphrase(&passphrase, &pepper_only);
        let to = To { home: place.path("restored-without"), url: None };
        let (without, third) = restore(&path, &to, ("amina", &key, Some(&pepper_only))).await.unwrap();
        assert_eq!((third.erased_again, third.lost_entries), (0, None));
        assert_eq!((third.new_pepper, third.new_log_key), (false, true));
        let session = without.sign_in("amina", &words(), TODAY).await.unwrap();
        assert!(without.show(&session, records[1], (&[], None), TODAY).await.is_ok());
        verified(&without, &session).await;
    });
}

#[test]
fn lost_keys_are_survived_with_the_recovery_code() {
    testing::on_both(async |place: Place| {
        let (store, _, code, path) = small(&place).await;
        let policy = store.policy(Vec::new(), 0).unwrap();
        store.close().await;
        fs::remove_dir_all(place.home()).unwrap();

        let to = To { home: place.path("restored"), url: None };
        let key = BackupKey::Recovery(&code);
        let (restored, report) = restore(&path, &to, ("amina", &key, None)).await.unwrap();
        assert_eq!((report.new_pepper, report.new_log_key, report.lost_entries), (true, true, None));
        let signed_in = restored.sign_in("amina", &words(), TODAY).await;
        assert!(matches!(signed_in, Err(StoreError::SignIn)), "another pepper opens nothing");
        let kdf = testing::person("amina").kdf;
        let session = restored.recover(("amina", &code), (&words(), kdf), TODAY).await.unwrap();
        verified(&restored, &session).await;
        let session = restored.sign_in("amina", &words(), TODAY).await.unwrap();
        verified(&restored, &session).await;
        // The log goes on under a new key, and the old one is known still.
        let now = restored.policy(Vec::new(), 0).unwrap();
        assert_eq!((now.log_keys().len(), &now.log_keys()[0]), (2, &policy.log_keys()[0]));
        let bundle = restored.export_log(Vec::new(), (None, None), |_| {}).await.unwrap();
        assert!(crate::log::bundle::verify(&*bundle, &now, &[]).is_ok());
        assert!(crate::log::bundle::verify(&*bundle, &policy, &[]).is_err());
        restored.close().await;

        // And once more, from a backup that knows one key and a folder that holds the other.
        let keys = to.home.join("keys");
        let to = To { home: place.path("restored-again"), url: None };
        let (again, report) = restore(&path, &to, ("amina", &key, Some(&keys))).await.unwrap();
        assert_eq!((report.new_pepper, report.new_log_key), (true, true));
        let session = again.recover(("amina", &code), (&words(), kdf), TODAY).await.unwrap();
        verified(&again, &session).await;
    });
}

#[test]
fn nobody_opens_a_backup_with_less_than_both_parts_of_a_key() {
    testing::on_sqlite(async |place: Place| {
        let (store, session, _, path) = small(&place).await;
        let keys = place.home().join("keys");
        let passphrase = words();
        let wrong = Passphrase::chosen(&Secret::new("other invented words that differ".to_owned())).unwrap();
        let right = BackupKey::Passphrase(&passphrase, &keys);
        let read = |name: &str, key: &BackupKey<'_>| read_backup(&path, (name, key)).map(|_| ());
        assert!(read("amina", &right).is_ok());
        assert!(matches!(read("bela", &right), Err(StoreError::BackupLocked)));
        assert!(matches!(read("amina", &BackupKey::Passphrase(&wrong, &keys)), Err(StoreError::BackupLocked)));
        let other = RecoveryCode::generate(&mut crate::random::system());
        assert!(matches!(read("amina", &BackupKey::Recovery(&other)), Err(StoreError::BackupLocked)));
        let empty = place.path("no-keys");
        fs::create_dir(&empty).unwrap();
        let without = BackupKey::Passphrase(&passphrase, &empty);
        assert!(matches!(read("amina", &without), Err(StoreError::KeyFileMissing(_))));
        fs::write(empty.join("pepper"), format!("{}\n", "07".repeat(32))).unwrap();
        assert!(matches!(read("amina", &without), Err(StoreError::BackupLocked)));

        let to = To { home: place.path("restored"), url: None };
        let refused = restore(&path, &to, ("amina", &BackupKey::Passphrase(&wrong, &keys), Some(&keys))).await;
        assert!(matches!(refused, Err(StoreError::BackupLocked)));
        fs::write(keys.join("erased"), [0xff]).unwrap();
        assert!(
            restore(&path, &to, ("amina", &right, Some(&keys))).await.is_err(),
            "what cannot be read is not forgotten"
        );
        assert!(!to.home.exists());
        drop((store, session));
    });
}

#[test]
fn a_folder_or_database_in_use_is_never_restored_into() {
    testing::on_both(async |place: Place| {
        let (store, _, _, path) = small(&place).await;
        let keys = place.home().join("keys");
        let passphrase = words();
        let key = BackupKey::Passphrase(&passphrase, &keys);
        let url = place.url();
        let to = To { home: place.home(), url: None };
        let refused = restore(&path, &to, ("amina", &key, Some(&keys))).await;
        assert!(matches!(refused, Err(StoreError::Exists(_))));
        if url.is_some() {
            let to = To { home: place.path("restored"), url: url.as_deref() };
            let refused = restore(&path, &to, ("amina", &key, Some(&keys))).await;
            assert!(matches!(refused, Err(StoreError::Exists(_))));
            assert!(!to.home.exists());
        }
        let empty = place.path("empty");
        fs::create_dir(&empty).unwrap();
        let to = To { home: empty, url: None };
        let (restored, _) = restore(&path, &to, ("amina", &key, Some(&keys))).await.unwrap();
        restored.close().await;
        store.close().await;
    });
}

#[test]
fn a_flipped_bit_anywhere_is_refused_and_leaves_nothing() {
    testing::on_sqlite(async |place: Place| {
        let (store, _, _, path) = small(&place).await;
        store.close().await;
        let bytes = fs::read(&path).unwrap();
        let keys = place.home().join("keys");
        let passphrase = words();
        let key = BackupKey::Passphrase(&passphrase, &keys);
        let harmed = place.path("harmed.backup");
        let to = To { home: place.path("restored"), url: None };
        let mut random = proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
        for round in 0..60 {
            let place_of = random.next_u64() % bytes.len() as u64;
            let mut copy = bytes.clone();
            copy[usize::try_from(place_of).unwrap()] ^= 1 << (round % 8);
            fs::write(&harmed, &copy).unwrap();
            assert!(check_backup(&harmed).is_err(), "bit at {place_of}");
            assert!(restore(&harmed, &to, ("amina", &key, Some(&keys))).await.is_err(), "bit at {place_of}");
            fs::write(&harmed, &bytes[..usize::try_from(place_of).unwrap()]).unwrap();
            assert!(restore(&harmed, &to, ("amina", &key, Some(&keys))).await.is_err(), "cut at {place_of}");
            let left: Vec<_> = fs::read_dir(place.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert!(!left.iter().any(|name| name.to_string_lossy().contains("restored")), "{left:?}");
        }
    });
}
