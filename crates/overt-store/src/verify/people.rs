//! Accounts, teams, escrow, sources, holds, keys for programs, passkeys and backups against the log, and with them everything that is overwritten.

use overt_model::RecordId;
use sqlx::AnyConnection;

use super::{Against, Sum, Verification};
use crate::db::Read;
use crate::home::hex;
use crate::import::{RunId, digest_of_keys, step_content, step_digest};
use crate::journal;
use crate::people::{
    account_digest, accounts, custody_digest, epoch_digest, epoch_of, escrow_digest, passkey_digest, read_passkey,
};
use crate::source::source_digest;
use crate::store::{Store, store_digest};
use crate::vault::PublicKey;
use crate::{StoreError, backup, hold, program, sql, state};

impl Store {
    pub(super) async fn verify_people(
        &self,
        connection: &mut AnyConnection,
        against: &Against<'_>,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let digest = store_digest(self.tenant, self.first_log_key().to_string().as_bytes());
        self.claim(connection, (0, digest), ("the store's own entry", claimed), verification).await?;
        for account in accounts(connection).await? {
            let digest = account_digest(account.id, &account.name, &account.key);
            let place = format!("account {}", account.name);
            self.claim(connection, (account.leaf, digest), (&place, claimed), verification).await?;
        }
        for row in sqlx::query(sql::EPOCHS).fetch_all(&mut *connection).await? {
            let (id, epoch) = (row.id("team")?, epoch_of(row.number("epoch")?)?);
            let key = PublicKey::from_bytes(row.array("public_key")?);
            let (Some(team), Ok(key)) = (against.teams.iter().find(|team| team.id == id), key) else {
                verification.find(id, "an epoch of a team that is not there, or without a usable key");
                continue;
            };
            let digest = epoch_digest(id, team.kind, epoch, &key);
            let place = format!("team {}, epoch {}", team.name, epoch.number());
            self.claim(connection, (row.count("leaf")?, digest), (&place, claimed), verification).await?;
            if epoch > team.epoch {
                verification.find(place, "is later than the epoch that the team is in");
            }
        }
        for row in sqlx::query(sql::ESCROWS).fetch_all(&mut *connection).await? {
            let id = row.id("id")?;
            match PublicKey::from_bytes(row.array("public_key")?) {
                Ok(key) => {
                    let digest = escrow_digest(id, &key, &row.bytes("record")?);
                    self.claim(connection, (row.count("leaf")?, digest), (&id.to_string(), claimed), verification)
                        .await?;
                }
                Err(_) => verification.find(id, "has no usable key"),
            }
        }
        for row in sqlx::query(sql::SOURCE_FORMS).fetch_all(&mut *connection).await? {
            let id = row.id("id")?;
            let digest = source_digest(id, &row.text("content")?);
            self.claim(connection, (row.count("leaf")?, digest), (&id.to_string(), claimed), verification).await?;
        }
        for row in sqlx::query(sql::PROGRAM_KEY_STEPS).fetch_all(&mut *connection).await? {
            let (id, leaf, content) = program::read(&row)?;
            let digest = program::program_digest(id, &content);
            self.claim(connection, (leaf, digest), (&id.to_string(), claimed), verification).await?;
        }
        for row in sqlx::query(sql::HOLD_STEPS).fetch_all(&mut *connection).await? {
            let (id, leaf, digest) = hold::read(&row)?;
            self.claim(connection, (leaf, digest), (&id.to_string(), claimed), verification).await?;
        }
        for row in sqlx::query(sql::CUSTODIES).fetch_all(&mut *connection).await? {
            let (team, custody) = (row.id("team")?, row.id("custody")?);
            let (digest, place) = (custody_digest(team, custody), format!("the custodians of {team}"));
            self.claim(connection, (row.count("leaf")?, digest), (&place, claimed), verification).await?;
        }
        for row in sqlx::query(sql::PASSKEY_STEPS).fetch_all(&mut *connection).await? {
            let (account, id, leaf, envelope) = read_passkey(&row)?;
            let digest = passkey_digest(account, id, &envelope);
            self.claim(connection, (leaf, digest), (&id.to_string(), claimed), verification).await?;
        }
        self.verify_imports(connection, verification, claimed).await?;
        for row in sqlx::query(sql::BACKUPS).fetch_all(&mut *connection).await? {
            let id = row.id("id")?;
            let digest = backup::backup_digest(id, journal::day(&row.text("day")?)?, &row.bytes("hash")?);
            self.claim(connection, (row.count("leaf")?, digest), (&id.to_string(), claimed), verification).await?;
        }
        Ok(())
    }

    /// Imports: every step is what the log holds, and the keys are those that the steps wrote.
    async fn verify_imports(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut written = 0;
        for row in sqlx::query(sql::IMPORT_STEPS).fetch_all(&mut *connection).await? {
            let (run, leaf, content): (RunId, _, _) = (row.id("run")?, row.count("leaf")?, row.text("content")?);
            let place = format!("{run}, entry {leaf}");
            self.claim(connection, (leaf, step_digest(run, &content)), (&place, claimed), verification).await?;
            let rows =
                sqlx::query(sql::IMPORT_KEYS_WRITTEN).bind(journal::signed(leaf)).fetch_all(&mut *connection).await?;
            let keys = rows.iter().map(|row| Ok((row.id("key")?, row.id("record")?, row.bytes("content")?)));
            let keys = keys.collect::<Result<Vec<(RecordId, RecordId, Vec<u8>)>, StoreError>>()?;
            written += keys.len() as u64;
            let digest = digest_of_keys(keys.iter().map(|(key, record, content)| (*key, *record, content.as_slice())));
            if hex(&digest.0) != step_content(&content)?.keys {
                verification.find(place, "the keys of its records are not those that it wrote");
            }
        }
        if sqlx::query(sql::COUNT_IMPORT_KEYS).fetch_one(connection).await?.count("n")? != written {
            verification.find("the keys of imports", "are more than the steps of imports wrote");
        }
        Ok(())
    }

    /// The tables whose rows are overwritten, against what the last change of one of them has left.
    pub(super) async fn verify_state(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut last = Vec::new();
        for row in sqlx::query(sql::STATES).fetch_all(&mut *connection).await? {
            last = row.bytes("digests")?;
            let leaf = row.count("leaf")?;
            let place = format!("the digests of entry {leaf}");
            self.claim(connection, (leaf, state::state_digest(&last)), (&place, claimed), verification).await?;
        }
        for changed in state::differences(&state::digests(connection).await?, &last) {
            verification.find(changed, "are not as they were when Overt last changed them");
        }
        match self.pepper().await.map(drop) {
            Err(StoreError::KeyFileForeign(_)) => {
                verification
                    .find("the pepper's file", "is not that of this store, or the setting that tells was changed");
                Ok(())
            }
            // Without it the store can be verified. `Store::examine` says that it is missing.
            Err(StoreError::KeyFileMissing(_)) => Ok(()),
            outcome => outcome,
        }
    }
}
