//! Restoring a backup into a new store.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use jiff::civil::Date;
use overt_model::{Class, RecordId};
use serde::Serialize;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::stream::{self, Section};
use super::{BackupKey, BackupReport, Digests, facts_of, open};
use crate::db::{Db, Read, commit, migrate};
use crate::home::{Home, private_file};
use crate::journal::{self, Act, take_with_any_clock};
use crate::log::checkpoint::{KeyKind, SignerKey};
use crate::log::entry::Action;
use crate::people::Role;
use crate::store::{Store, put_setting, setting};
use crate::vault::{ErasureReason, Pepper};
use crate::{StoreError, random, sql};

/// What came of restoring.
#[derive(Debug, Serialize)]
pub struct Restored {
    /// What the backup held.
    #[serde(flatten)]
    pub report: BackupReport,
    /// Entries of the log that were confirmed after the backup was made, and are lost with what they were about.
    pub lost_entries: u64,
    /// Erasures that were done again, because the backup is older.
    pub erased_again: u64,
    /// Whether the pepper was not given, so that everybody must sign in with their recovery code once.
    pub new_pepper: bool,
    /// Whether the key of the log was not given, so that auditors need the new one.
    pub new_log_key: bool,
}

impl Store {
    /// Restores a backup into `folder`, which must be empty or not there, with tables in it or on the server at `url`. `keys` is
    /// the folder of keys of the store that was lost, if it is still there. All is restored or nothing.
    pub async fn restore(
        (backup, name, key): (&Path, &str, &BackupKey<'_>),
        (folder, url): (&Path, Option<&str>),
        keys: Option<&Path>,
        today: Date,
        mut progress: impl FnMut(u64),
    ) -> Result<(Self, Restored), StoreError> {
        let (mut reader, header, secret) = open(backup, (name, key))?;
        let account = header.holders.iter().find(|holder| holder.public_key == secret.public()).map(|one| one.account);
        let home = Home::unfinished(folder)?;
        let given = keys.map(Home::of_keys);
        let made = async {
            let new_pepper = given.as_ref().and_then(|given| given.pepper().ok());
            let (pepper, is_new_pepper) = match new_pepper {
                Some(pepper) => (pepper, false),
                None => (Pepper::generate(&mut random::system()), true),
            };
            let seed = given.as_ref().and_then(|given| given.log_seed().ok());
            let (seed, is_new_key) = seed.map_or_else(|| (random::secret(), true), |seed| (seed, false));
            home.create(&pepper, &seed)?;
            let db = Db::make(&home, url).await?;
            if crate::store::is_founded(&db).await? {
                return Err(StoreError::Exists(folder.to_owned()));
            }
            migrate(&db).await?;
            let mut transaction = db.write().await?;
            let mut report = BackupReport { facts: facts_of(&header), rows: 0, files: 0, digests: Digests::new() };
            fill(&mut transaction, &home, &mut reader, &mut report, &mut progress).await?;
            if is_new_pepper {
                put_setting(&mut transaction, setting::PEPPER, crate::store::fingerprint(&pepper)).await?;
            }
            add_log_key(&mut transaction, &seed).await?;
            commit(transaction).await?;
            db.close().await;
            Ok((report, is_new_pepper, is_new_key))
        };
        let made = made.await.and_then(|made| home.move_to(folder).map(|()| made));
        let (report, new_pepper, new_log_key) = made.inspect_err(|_| drop(fs::remove_dir_all(home.folder())))?;

        let store = Self::open(folder, url).await?;
        let (head, _) = journal::state(&mut *store.db.read().await?).await?;
        let confirmed = given.as_ref().and_then(|given| given.head().ok().flatten());
        let lost_entries = confirmed.map_or(0, |confirmed| confirmed.size.saturating_sub(head.size));
        let erased_before = given.as_ref().map_or_else(|| Ok(Vec::new()), Home::erased)?;
        let mut transaction = store.db.write().await?;
        let taken = take_with_any_clock(&mut transaction, 1, today).await?;
        let act = Act::new(Role::Administrator, Action::Restore).on(header.id);
        store.finish(transaction, taken, account, &[act]).await?;
        let erased_again = store.erase_again(&erased_before, today).await?;
        store.checkpoint().await?;
        Ok((store, Restored { report, lost_entries, erased_again, new_pepper, new_log_key }))
    }

    /// Erases what was erased after the backup was made.
    async fn erase_again(&self, erased: &[(RecordId, Class, ErasureReason)], today: Date) -> Result<u64, StoreError> {
        let mut count = 0;
        for (record, class, reason) in erased {
            count += u64::from(self.erase_unproven(*record, *class, *reason, today).await?);
        }
        Ok(count)
    }
}

/// Writes everything that a backup holds, and believes it only when its end was there.
async fn fill(
    transaction: &mut AnyConnection,
    home: &Home,
    reader: &mut impl std::io::Read,
    report: &mut BackupReport,
    progress: &mut impl FnMut(u64),
) -> Result<(), StoreError> {
    // The definitions of the tables have set what stands here.
    sqlx::raw_sql("DELETE FROM setting").execute(&mut *transaction).await?;
    while let Some(section) = stream::next_section(reader)? {
        match section {
            Section::Table(table) => {
                let mut hasher = blake3::Hasher::new();
                let statement = table.rows.insert(1);
                let mut waiting = 0;
                while let Some(row) = stream::next_row(reader)? {
                    let arguments = stream::decode_row(table, &row)?;
                    let query = sqlx::query_with(AssertSqlSafe(statement.clone()), arguments);
                    query.execute(&mut *transaction).await?;
                    hasher.update(&row);
                    report.rows += 1;
                    waiting += 1;
                    if waiting == 1000 {
                        progress(waiting);
                        waiting = 0;
                    }
                }
                progress(waiting);
                report.digests.insert(table.rows.table.to_owned(), hasher.finalize().to_hex().to_string());
            }
            Section::File(id) => {
                let path = home.file(id);
                let mut file = private_file(&path, false).map_err(StoreError::file("write", &path))?;
                while let Some(piece) = stream::next_row(reader)? {
                    file.write_all(&piece).map_err(StoreError::file("write", &path))?;
                }
                file.sync_all().map_err(StoreError::file("write", &path))?;
                report.files += 1;
            }
        }
    }
    stream::expect_end(reader)?;
    if report.digests.len() == sql::TABLES.len() { Ok(()) } else { Err(StoreError::Backup("tables are missing")) }
}

/// A key of the log that is not known yet is added to those it was signed with.
async fn add_log_key(transaction: &mut AnyConnection, seed: &overt_model::Secret<[u8; 32]>) -> Result<(), StoreError> {
    let mut values = Vec::new();
    for name in [setting::ORIGIN, setting::LOG_KEYS] {
        let row = sqlx::query(sql::SETTING).bind(name).fetch_optional(&mut *transaction).await?;
        let value = row.ok_or(StoreError::Backup("a setting is missing"))?.bytes("value")?;
        values.push(String::from_utf8(value).map_err(|_| StoreError::Backup("a setting is not in its form"))?);
    }
    let key = SignerKey::from_seed(&values[0], KeyKind::Log, seed);
    let key = key.map_err(|_| StoreError::Backup("a setting is not in its form"))?.public().to_string();
    if values[1].lines().next_back() == Some(key.as_str()) {
        return Ok(());
    }
    let known = values[1].lines().filter(|line| *line != key);
    let all: Vec<&str> = known.chain([key.as_str()]).collect();
    put_setting(transaction, setting::LOG_KEYS, all.join("\n").into_bytes()).await
}
