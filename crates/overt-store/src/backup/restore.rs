//! Restoring a backup into a new store.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use jiff::civil::Date;
use overt_model::{Class, RecordId, Secret};
use serde::Serialize;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::stream::{Part, Tally};
use super::{BackupKey, BackupReport, Contents, open};
use crate::db::{Db, Read, commit, migrate};
use crate::home::{Home, private_file};
use crate::journal::{self, Act, take_with_any_clock};
use crate::log::checkpoint::{KeyKind, SignerKey};
use crate::log::entry::Action;
use crate::log::tree::Head;
use crate::people::{Role, TeamKind, of_kind};
use crate::setting;
use crate::store::Store;
use crate::vault::{ContainerHeader, ErasureReason, Pepper, SecretKey};
use crate::{StoreError, random, sql, state};

/// What came of restoring.
#[derive(Debug, Serialize)]
pub struct Restored {
    /// What the backup held.
    #[serde(flatten)]
    pub report: BackupReport,
    /// Entries of the log that were confirmed after the backup was made, and are lost with what they were about. `None`: not
    /// known, because the file `head` was not given.
    pub lost_entries: Option<u64>,
    /// Erasures that were done again, because the backup is older.
    pub erased_again: u64,
    /// Whether the pepper of the backup was not given, so that everybody must get in with their recovery code once.
    pub new_pepper: bool,
    /// Whether the key of the log was not given, so that auditors need the new one.
    pub new_log_key: bool,
}

/// What was erased, in the order in which it was.
type ErasedList = Vec<(RecordId, Class, ErasureReason)>;

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
        let (contents, header, secret) = open(backup, (name, key))?;
        let home = Home::unfinished(folder)?;
        let given = match keys {
            Some(keys) => Given::read(keys)?,
            None => Given::default(),
        };
        home.create(
            given.pepper.as_ref().unwrap_or(&Pepper::generate(&mut random::system())),
            given.log_seed.as_ref().unwrap_or(&random::secret()),
        )?;
        // Boxed, as it is larger than a stack should have to carry.
        let made = Box::pin(make(&home, url, (contents, &header, &secret), &given, today, &mut progress)).await;
        let made = made.and_then(|made| home.move_to(folder).map(|()| made));
        let restored = made.inspect_err(|_| drop(fs::remove_dir_all(home.folder())))?;
        Ok((Self::open(folder, url).await?, restored))
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

/// What is left of the folder of keys of the store that was lost.
#[derive(Default)]
struct Given {
    pepper: Option<Pepper>,
    log_seed: Option<Secret<[u8; 32]>>,
    head: Option<Head>,
    erased: ErasedList,
}

impl Given {
    /// What is missing may be missing. What is there must be readable, or it would be lost unseen.
    fn read(keys: &Path) -> Result<Self, StoreError> {
        let home = Home::of_keys(keys);
        fs::read_dir(keys).map_err(StoreError::file("read", keys))?;
        let (pepper, log_seed) = (there(home.pepper())?, there(home.log_seed())?);
        Ok(Self { pepper, log_seed, head: home.head()?, erased: home.erased()? })
    }
}

/// A file of the folder of keys, if it is there.
fn there<T>(file: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match file {
        Ok(file) => Ok(Some(file)),
        Err(StoreError::KeyFileMissing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes the restored store in a folder that has no name yet, so that nothing is there unless all is.
async fn make(
    home: &Home,
    url: Option<&str>,
    (contents, header, secret): (Contents, &ContainerHeader, &SecretKey),
    given: &Given,
    today: Date,
    progress: &mut impl FnMut(u64),
) -> Result<Restored, StoreError> {
    let db = Db::make(home, url).await?;
    if crate::store::is_founded(&db).await? {
        return Err(StoreError::Exists(home.folder().to_owned()));
    }
    migrate(&db).await?;
    let mut transaction = db.write().await?;
    let tally = fill(&mut transaction, home, contents, progress).await?;
    let fingerprint = crate::store::fingerprint(&home.pepper()?);
    let new_pepper = required(&mut transaction, setting::PEPPER).await? != fingerprint;
    if new_pepper {
        setting::put(&mut transaction, setting::PEPPER, fingerprint).await?;
    }
    let new_log_key = add_log_key(&mut transaction, &home.log_seed()?).await?;
    let erased_before = erased_in(&mut transaction).await?;

    // The restored state is bound to the log before anybody can work with it.
    let head = journal::state(&mut transaction).await?.0;
    let lost_entries = given.head.map(|confirmed| confirmed.size.saturating_sub(head.size));
    let taken = take_with_any_clock(&mut transaction, 1, today).await?;
    let account = header.holders.iter().find(|holder| holder.public_key == secret.public()).map(|one| one.account);
    let acts = [Act::new(Role::Administrator, Action::Restore).on(header.id)];
    let teams = crate::people::teams(&mut transaction).await?;
    let whose = (header.tenant, of_kind(&teams, TeamKind::Audit)?);
    let head = state::write_leaves(&mut transaction, taken, whose, (account, &acts)).await?;
    commit(transaction).await?;
    home.confirm(head)?;

    home.remember_all_erased(&erased_before)?;
    let store = Store::of(db, home.clone()).await?;
    let erased_again = store.erase_again(&later(&given.erased, &erased_before), today).await?;
    store.checkpoint().await?;
    store.close().await;
    let report = BackupReport::of(header, tally);
    Ok(Restored { report, lost_entries, erased_again, new_pepper, new_log_key })
}

/// What a restored store has erased already.
async fn erased_in(connection: &mut AnyConnection) -> Result<ErasedList, StoreError> {
    let mut erased = Vec::new();
    let mut after = -1;
    loop {
        let rows = sqlx::query(sql::ERASURES).bind(after).bind(1000_i64).fetch_all(&mut *connection).await?;
        for row in &rows {
            let (class, reason) =
                (Class::from_code(&row.text("class")?), ErasureReason::from_code(&row.text("reason")?));
            let (Some(class), Some(reason)) = (class, reason) else { return Err(StoreError::Damaged("an erasure")) };
            erased.push((row.id("record")?, class, reason));
        }
        let Some(last) = rows.last() else { return Ok(erased) };
        after = last.number("leaf")?;
    }
}

/// What stands in `all` more often than in `before`: a class that was written again may have been erased again.
fn later(all: &[(RecordId, Class, ErasureReason)], before: &[(RecordId, Class, ErasureReason)]) -> ErasedList {
    let mut open: BTreeMap<(RecordId, &str), usize> = BTreeMap::new();
    for (record, class, _) in before {
        *open.entry((*record, class.code())).or_default() += 1;
    }
    let is_later = |(record, class, _): &&(RecordId, Class, ErasureReason)| {
        let count = open.entry((*record, class.code())).or_default();
        let is_later = *count == 0;
        *count = count.saturating_sub(1);
        is_later
    };
    all.iter().filter(is_later).copied().collect()
}

/// Writes everything that a backup holds, and believes it only when its end was there.
async fn fill(
    transaction: &mut AnyConnection,
    home: &Home,
    mut contents: Contents,
    progress: &mut impl FnMut(u64),
) -> Result<Tally, StoreError> {
    // The definitions of the tables have set what stands here.
    sqlx::raw_sql("DELETE FROM setting").execute(&mut *transaction).await?;
    let mut begun = None;
    while let Some(part) = contents.next()? {
        match (part, &mut begun) {
            (Part::Row(table, arguments), _) => {
                let query = sqlx::query_with(AssertSqlSafe(table.rows.insert(1)), arguments);
                query.execute(&mut *transaction).await?;
                progress(1);
            }
            (Part::FileBegins(id), _) => {
                let path = home.file(id);
                let file = private_file(&path, false).map_err(StoreError::file("write", &path))?;
                begun = Some((file, path));
            }
            (Part::Piece(piece), Some((file, path))) => {
                file.write_all(&piece).map_err(StoreError::file("write", path))?;
            }
            (Part::FileEnds, Some((file, path))) => file.sync_all().map_err(StoreError::file("write", path))?,
            (Part::Piece(_) | Part::FileEnds, None) => return Err(StoreError::Backup("a row is not in its form")),
        }
    }
    Ok(contents.finish())
}

/// A key of the log that is not known yet is added to those it was signed with. Says whether it was.
async fn add_log_key(transaction: &mut AnyConnection, seed: &Secret<[u8; 32]>) -> Result<bool, StoreError> {
    let in_form =
        |value: Vec<u8>| String::from_utf8(value).map_err(|_| StoreError::Backup("a setting is not in its form"));
    let origin = in_form(required(transaction, setting::ORIGIN).await?)?;
    let mut keys = in_form(required(transaction, setting::LOG_KEYS).await?)?;
    let key = SignerKey::from_seed(&origin, KeyKind::Log, seed);
    let key = key.map_err(|_| StoreError::Backup("a setting is not in its form"))?.public().to_string();
    if keys.lines().any(|line| line == key) {
        return Ok(false);
    }
    keys.push('\n');
    keys.push_str(&key);
    setting::put(transaction, setting::LOG_KEYS, keys.into_bytes()).await?;
    Ok(true)
}

async fn required(connection: &mut AnyConnection, name: &str) -> Result<Vec<u8>, StoreError> {
    let row = sqlx::query(sql::SETTING).bind(name).fetch_optional(connection).await?;
    row.ok_or(StoreError::Backup("a setting is missing"))?.bytes("value")
}
