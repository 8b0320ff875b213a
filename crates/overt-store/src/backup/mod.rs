//! Backups: every table as of one moment, and the sealed attachments, in one sealed file that names who may open it.
//!
//! What is sealed in the store stays sealed within. The backup's own seal protects the rest: open and quasi properties, names
//! of sources and accounts. It opens with the passphrase and the pepper's file, or with the recovery code, of an administrator
//! of the day it was made. The pepper and the key of the log are not in it.
//!
//! The contents do not depend on the database: a backup of SQLite is restored into PostgreSQL and the other way round, and
//! [`Digests`] say whether two stores hold the same.

mod restore;
mod stream;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use futures_util::TryStreamExt;
use jiff::civil::Date;
use overt_model::Id;
use serde::Serialize;
use sqlx::{AnyConnection, AssertSqlSafe};

pub use restore::Restored;
use stream::{Decoder, Encoder, Section, Tally};

pub(crate) use stream::encode_row;

use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::home::{private_file, sync_folder};
use crate::journal::{self, Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::measured::Measured;
use crate::people::{AccountState, Role, Session, accounts};
use crate::store::Store;
use crate::vault::{
    ContainerHeader, ContainerHolder, ContainerId, ContainerReader, ContainerWriter, Holder, Passphrase, Pepper,
    RecoveryCode, SealedContainer, SecretKey, TenantId,
};
use crate::{StoreError, random, sql};

/// A digest for each table, equal wherever the same rows are.
pub type Digests = BTreeMap<String, String>;

/// What anybody may know of a backup file.
#[derive(Debug, Clone, Serialize)]
pub struct BackupFacts {
    /// Its identifier.
    pub id: ContainerId,
    /// Whose data it holds.
    pub tenant: TenantId,
    /// On which day it was made.
    pub day: Date,
    /// The names of the accounts that can open it.
    pub holders: Vec<String>,
}

/// What a backup holds.
#[derive(Debug, Clone, Serialize)]
pub struct BackupReport {
    /// What anybody may know.
    #[serde(flatten)]
    pub facts: BackupFacts,
    /// Rows.
    pub rows: u64,
    /// Attachments.
    pub files: u64,
    /// A digest for each table.
    pub digests: Digests,
}

/// With what a backup is opened.
#[derive(Debug)]
pub enum BackupKey<'a> {
    /// A passphrase, and the folder of keys that holds the pepper.
    Passphrase(&'a Passphrase, &'a Path),
    /// A recovery code.
    Recovery(&'a RecoveryCode),
}

impl BackupReport {
    fn of(header: &ContainerHeader, Tally { rows, files, digests, .. }: Tally) -> Self {
        Self { facts: facts_of(header), rows, files, digests }
    }
}

/// What the log holds of a backup.
pub(crate) fn backup_digest(id: ContainerId, day: Date, hash: &[u8]) -> Content {
    let digest = Digest::of("overt.store 2026 backup v1").id(id);
    digest.part(day.to_string().as_bytes()).part(hash).finish()
}

impl Store {
    /// Writes a backup to `path`, which must not be there yet, while others go on working. `progress` is told how many more
    /// rows were written.
    pub async fn backup(
        &self,
        session: &Session,
        path: &Path,
        today: Date,
        mut progress: impl FnMut(u64),
    ) -> Result<BackupReport, StoreError> {
        session.require_administrator()?;
        let mut snapshot = self.db.snapshot().await?;
        let holders = accounts(&mut snapshot).await?;
        let may_open = |account: &&crate::Account| account.administrator && account.state == AccountState::Active;
        let header = ContainerHeader {
            tenant: self.tenant,
            id: random::new_id(),
            day: today,
            holders: holders
                .iter()
                .filter(may_open)
                .map(|account| ContainerHolder {
                    account: account.id,
                    name: account.name.clone(),
                    public_key: account.key,
                    user_lock: account.lock.clone(),
                    recovery_wrap: Some(account.recovery.clone()),
                })
                .collect(),
        };
        if path.exists() {
            return Err(StoreError::Taken("file"));
        }
        let unfinished = path.with_added_extension("unfinished");
        let written = self.write_backup(&mut snapshot, &header, &unfinished, &mut progress).await;
        let (report, hash) = written.inspect_err(|_| drop(fs::remove_file(&unfinished)))?;
        drop(snapshot);

        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let query = sqlx::query(sql::BACKUP_ADD).bind(id_bytes(header.id)).bind(today.to_string());
        query.bind(hash.to_vec()).bind(signed(taken.first())).execute(&mut *transaction).await?;
        let content = backup_digest(header.id, today, &hash);
        let act = Act::new(Role::Administrator, Action::Backup).on(header.id).content(content);
        // Logged before the file gets its name.
        let logged = self.finish(transaction, taken, Some(session.account), &[act]).await;
        logged.inspect_err(|_| drop(fs::remove_file(&unfinished)))?;
        fs::rename(&unfinished, path).map_err(StoreError::file("write", path))?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            sync_folder(folder)?;
        }
        Ok(report)
    }

    async fn write_backup(
        &self,
        snapshot: &mut AnyConnection,
        header: &ContainerHeader,
        path: &Path,
        progress: &mut impl FnMut(u64),
    ) -> Result<(BackupReport, [u8; 32]), StoreError> {
        let file = private_file(path, true).map_err(StoreError::file("write", path))?;
        let mut measured = Measured::new(std::io::BufWriter::with_capacity(1 << 20, file));
        let container = ContainerWriter::new(&mut measured, header, random::system())?;
        let mut encoder = Encoder::new(container)?;
        write_tables(snapshot, &mut encoder, progress).await?;
        for id in self.files_with_keys(snapshot).await? {
            let path = self.home.file(id);
            let mut source = fs::File::open(&path).map_err(StoreError::file("read", &path))?;
            encoder.begin(Section::File(id))?;
            encoder.copy(&mut source, &path)?;
            encoder.end(Section::File(id))?;
        }
        let (container, tally) = encoder.finish()?;
        container.finish()?;
        let (inner, _, hash) = measured.finish();
        let file = inner.into_inner().map_err(|error| StoreError::file("write", path)(error.into_error()))?;
        file.sync_all().map_err(StoreError::file("write", path))?;
        Ok((BackupReport::of(header, tally), hash))
    }

    /// The attachments that were not erased.
    async fn files_with_keys(&self, connection: &mut AnyConnection) -> Result<Vec<crate::FileId>, StoreError> {
        let mut files = Vec::new();
        let mut after = vec![0; 16];
        loop {
            let rows = sqlx::query(sql::FILES).bind(after.clone()).bind(1000_i64).fetch_all(&mut *connection).await?;
            for row in &rows {
                let id: crate::FileId = row.id("id")?;
                let sealed = crate::record::sealed(connection, Id::from_bits(id.bits())).await?;
                files.extend(sealed.iter().any(|row| row.key.is_some()).then_some(id));
            }
            let Some(last) = rows.last() else { return Ok(files) };
            after = last.bytes("id")?;
        }
    }

    /// A digest for each table as it is now, to be compared with those of a backup or of another store.
    pub async fn digests(&self) -> Result<Digests, StoreError> {
        let mut snapshot = self.db.snapshot().await?;
        let mut encoder = Encoder::new(std::io::sink())?;
        write_tables(&mut snapshot, &mut encoder, &mut |_| {}).await?;
        Ok(encoder.finish()?.1.digests)
    }

    /// When backups were made.
    pub async fn backups(&self) -> Result<Vec<(ContainerId, Date)>, StoreError> {
        let rows = sqlx::query(sql::BACKUPS).fetch_all(&mut *self.db.read().await?).await?;
        rows.iter().map(|row| Ok((row.id("id")?, journal::day(&row.text("day")?)?))).collect()
    }
}

/// Writes every table, a row at a time.
async fn write_tables(
    snapshot: &mut AnyConnection,
    encoder: &mut Encoder<impl std::io::Write>,
    progress: &mut impl FnMut(u64),
) -> Result<(), StoreError> {
    for table in sql::TABLES {
        encoder.begin(Section::Table(*table))?;
        let mut rows = sqlx::query(AssertSqlSafe(table.select())).fetch(&mut *snapshot);
        while let Some(row) = rows.try_next().await? {
            encoder.row(&encode_row(*table, &row)?)?;
            progress(1);
        }
        encoder.end(Section::Table(*table))?;
    }
    Ok(())
}

fn facts_of(header: &ContainerHeader) -> BackupFacts {
    let holders = header.holders.iter().map(|holder| holder.name.clone()).collect();
    BackupFacts { id: header.id, tenant: header.tenant, day: header.day, holders }
}

fn read_header(path: &Path) -> Result<SealedContainer<std::io::BufReader<fs::File>>, StoreError> {
    let file = fs::File::open(path).map_err(StoreError::file("read", path))?;
    Ok(SealedContainer::read_header(std::io::BufReader::with_capacity(1 << 20, file))?)
}

/// What anybody may know of a backup file, from its beginning alone.
pub fn backup_facts(path: &Path) -> Result<BackupFacts, StoreError> {
    Ok(facts_of(read_header(path)?.header()))
}

/// Finds damage in a backup file without opening it: its structure and the hash at its end.
pub fn check_backup(path: &Path) -> Result<BackupFacts, StoreError> {
    Ok(facts_of(&read_header(path)?.check()?))
}

/// Opens a backup file and reads all of it, without restoring anything.
pub fn read_backup(path: &Path, (name, key): (&str, &BackupKey<'_>)) -> Result<BackupReport, StoreError> {
    let (mut contents, header, _) = open(path, (name, key))?;
    while contents.next()?.is_some() {}
    Ok(BackupReport::of(&header, contents.finish()))
}

type Contents = Decoder<ContainerReader<std::io::BufReader<fs::File>>>;

/// Opens the seal of a backup for one of its holders.
fn open(
    path: &Path,
    (name, key): (&str, &BackupKey<'_>),
) -> Result<(Contents, ContainerHeader, SecretKey), StoreError> {
    let container = read_header(path)?;
    let header = container.header().clone();
    let holder = header.holders.iter().find(|holder| holder.name == name).ok_or(StoreError::BackupLocked)?;
    let who = Holder { tenant: header.tenant, account: holder.account };
    let secret = match key {
        BackupKey::Passphrase(passphrase, keys) => {
            let pepper: Pepper = crate::home::read_pepper(keys)?;
            SecretKey::unlock(&holder.user_lock, (passphrase, &pepper), who)
        }
        BackupKey::Recovery(code) => code.unwrap(holder.recovery_wrap.as_deref().unwrap_or_default(), who),
    };
    let secret = secret.map_err(|_| StoreError::BackupLocked)?;
    let reader = container.unlock(&secret)?;
    let header = reader.header().clone();
    Ok((Decoder::new(reader)?, header, secret))
}
