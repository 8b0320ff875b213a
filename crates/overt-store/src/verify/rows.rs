//! The rows against the log, and what finds records against the records.

use overt_model::{Class, Id, RecordId};
use sqlx::AnyConnection;

use super::{Sum, Verification};
use crate::consent;
use crate::db::Read;
use crate::journal;
use crate::log::entry::Content;
use crate::people::{account_digest, accounts, epoch_digest, epoch_of, escrow_digest, teams};
use crate::record::{Loaded, blind_numbers, erasure_digest, file_digest, load_rows, terms_of};
use crate::source::source_digest;
use crate::store::{Store, store_digest};
use crate::vault::PublicKey;
use crate::{Session, StoreError, backup, sql};

/// Rows read at once.
const STEP: i64 = 1000;

/// What finds records, as it follows from them.
struct Finders {
    terms: Sum,
    blind: Sum,
    consents: Sum,
    sealed: u64,
    keys: u64,
}

impl Store {
    /// Compares a row's digest with its leaf.
    async fn claim(
        &self,
        connection: &mut AnyConnection,
        (leaf, digest): (u64, Content),
        (place, claimed): (&str, &mut Sum),
        verification: &mut Verification,
    ) -> Result<(), StoreError> {
        claimed.add(&[&leaf.to_le_bytes()]);
        if journal::content(connection, leaf).await? != Some(digest) {
            verification.find(place, "is not what the log holds");
        }
        Ok(())
    }

    pub(super) async fn verify_people(
        &self,
        connection: &mut AnyConnection,
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
        let teams = teams(connection).await?;
        for row in sqlx::query(sql::EPOCHS).fetch_all(&mut *connection).await? {
            let (id, epoch) = (row.id("team")?, epoch_of(row.number("epoch")?)?);
            let key = PublicKey::from_bytes(row.array("public_key")?);
            let (Some(team), Ok(key)) = (teams.iter().find(|team| team.id == id), key) else {
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
        for row in sqlx::query(sql::BACKUPS).fetch_all(&mut *connection).await? {
            let id = row.id("id")?;
            let digest = backup::backup_digest(id, journal::day(&row.text("day")?)?, &row.bytes("hash")?);
            self.claim(connection, (row.count("leaf")?, digest), (&id.to_string(), claimed), verification).await?;
        }
        Ok(())
    }

    pub(super) async fn verify_records(
        &self,
        connection: &mut AnyConnection,
        (session, progress): (Option<&Session>, &mut impl FnMut(u64)),
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut finders = Finders { terms: Sum::new(), blind: Sum::new(), consents: Sum::new(), sealed: 0, keys: 0 };
        let mut after = vec![0; 16];
        loop {
            let query = sqlx::query(sql::SCAN_RECORDS).bind(after.clone()).bind(STEP);
            let rows = query.fetch_all(&mut *connection).await?;
            for row in &rows {
                let id: RecordId = row.id("id")?;
                let revisions = load_rows(connection, id).await?;
                self.verify_record(connection, (id, &revisions, session), &mut finders, verification, claimed).await?;
            }
            progress(rows.len() as u64);
            let Some(last) = rows.last() else { break };
            after = last.bytes("id")?;
        }
        self.verify_files(connection, &mut finders, verification, claimed).await?;
        self.verify_erasures(connection, verification, claimed).await?;
        self.verify_finders(connection, &finders, verification).await
    }

    async fn verify_record(
        &self,
        connection: &mut AnyConnection,
        (id, revisions, session): (RecordId, &[Loaded], Option<&Session>),
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        verification.records += 1;
        for (number, revision) in (1..).zip(revisions) {
            verification.revisions += 1;
            claimed.add(&[&revision.leaf.to_le_bytes()]);
            let place = format!("{id}, revision {}", revision.number);
            if revision.number != number {
                verification.find(&place, "does not follow the one before it");
            }
            if let Err(StoreError::Tampered(_)) = revision.verify() {
                verification.find(&place, "is not what the log holds");
            }
        }
        let Some(current) = revisions.last() else {
            verification.find(id, "has no revision");
            return Ok(());
        };
        if current.number != current.current {
            verification.find(id, "its current revision is not its last one");
        }
        self.verify_sealed(connection, (current, session), finders, verification).await?;
        if current.erased {
            return Ok(());
        }
        let Ok(record) = self.open_part(current) else {
            verification.find(id, "cannot be read");
            return Ok(());
        };
        if record.claim.source != current.source {
            verification.find(id, "stands under another source than it names");
        }
        let bits = id.bits().to_be_bytes();
        for term in terms_of(self.codebook, &record) {
            finders.terms.add(&[&term.to_le_bytes(), &bits]);
        }
        for (field, number) in blind_numbers(&current.blind) {
            finders.blind.add(&[field.as_bytes(), &number.to_le_bytes(), &bits]);
        }
        for row in consent::rows_of(&record) {
            let (from, until) = (row.from.to_string(), row.until.to_string());
            let person = row.person.bits().to_be_bytes();
            let parts =
                [&bits[..], &person, row.purpose.as_bytes(), row.recipient.as_bytes(), row.class.code().as_bytes()];
            finders.consents.add(&[&parts[..], &[from.as_bytes(), until.as_bytes()]].concat());
        }
        Ok(())
    }

    async fn verify_sealed(
        &self,
        connection: &mut AnyConnection,
        (current, session): (&Loaded, Option<&Session>),
        finders: &mut Finders,
        verification: &mut Verification,
    ) -> Result<(), StoreError> {
        let erased = crate::record::erasures(connection, current.id).await?;
        for row in &current.sealed {
            let place = || format!("{}, {} of revision {}", current.id, row.class.code(), row.revision);
            finders.sealed += 1;
            finders.keys += u64::from(row.key.is_some());
            if !row.is_whole() {
                verification.find(place(), "is not what was stored");
                continue;
            }
            verification.sealed += u64::from(row.key.is_some());
            let is_erased = erased.iter().any(|erased| erased.class == row.class);
            if row.key.is_none() != is_erased {
                verification.find(place(), if is_erased { "was erased and is there" } else { "has lost its key" });
            }
            let Some((team, wrapped_to, _)) = &row.key else { continue };
            if let Some(session) = session.filter(|session| session.team_key(*team, *wrapped_to).is_some()) {
                match self.open_class(session, current.id.bits(), row) {
                    Ok(_) => verification.opened += 1,
                    Err(_) => verification.find(place(), "does not open with its key"),
                }
            }
        }
        if current.erased && !erased.iter().any(|erased| erased.class == Class::Open) {
            verification.find(current.id, "is empty without having been erased");
        }
        Ok(())
    }

    async fn verify_files(
        &self,
        connection: &mut AnyConnection,
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut after = vec![0; 16];
        loop {
            let query = sqlx::query(sql::FILES).bind(after.clone()).bind(STEP);
            let rows = query.fetch_all(&mut *connection).await?;
            for row in &rows {
                let (id, length, hash) = (row.id("id")?, row.count("length")?, row.bytes("hash")?);
                let digest = file_digest(id, row.id("record")?, length, &hash);
                self.claim(connection, (row.count("leaf")?, digest), (&id.to_string(), claimed), verification).await?;
                let sealed = crate::record::sealed(connection, Id::from_bits(id.bits())).await?;
                finders.sealed += sealed.len() as u64;
                finders.keys += sealed.iter().filter(|row| row.key.is_some()).count() as u64;
                if sealed.iter().any(|row| !row.is_whole()) {
                    verification.find(id, "is not what was stored");
                }
                if sealed.iter().any(|row| row.key.is_some()) && !self.home.file_is(id, length, &hash) {
                    verification.find(id, "the attachment's sealed bytes are missing or were changed");
                }
            }
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.bytes("id")?;
        }
    }

    async fn verify_erasures(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut after = -1;
        loop {
            let rows = sqlx::query(sql::ERASURES).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
            for row in &rows {
                let record: RecordId = row.id("record")?;
                let class = Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))?;
                let digest = erasure_digest(record, class, &row.bytes("proof")?);
                let place = format!("erasure of {record}, {}", class.code());
                self.claim(connection, (row.count("leaf")?, digest), (&place, claimed), verification).await?;
            }
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.number("leaf")?;
        }
    }

    async fn verify_finders(
        &self,
        connection: &mut AnyConnection,
        expected: &Finders,
        verification: &mut Verification,
    ) -> Result<(), StoreError> {
        let mut terms = Sum::like(&expected.terms);
        let mut after = (i64::MIN, Vec::new());
        loop {
            let query = sqlx::query(sql::SCAN_TERMS).bind(after.0).bind(after.1.clone()).bind(STEP * 10);
            let rows = query.fetch_all(&mut *connection).await?;
            for row in &rows {
                terms.add(&[&row.number("term")?.to_le_bytes(), &row.bytes("record")?]);
            }
            let Some(last) = rows.last() else { break };
            after = (last.number("term")?, last.bytes("record")?);
        }
        let mut blind = Sum::like(&expected.blind);
        let mut after = (String::new(), i64::MIN, Vec::new());
        loop {
            let query = sqlx::query(sql::SCAN_BLIND).bind(after.0.clone()).bind(after.1).bind(after.2.clone());
            let rows = query.bind(STEP * 10).fetch_all(&mut *connection).await?;
            for row in &rows {
                blind.add(&[
                    row.text("field")?.as_bytes(),
                    &row.number("number")?.to_le_bytes(),
                    &row.bytes("record")?,
                ]);
            }
            let Some(last) = rows.last() else { break };
            after = (last.text("field")?, last.number("number")?, last.bytes("record")?);
        }
        let mut consents = Sum::like(&expected.consents);
        for row in sqlx::query(sql::CONSENTS).fetch_all(&mut *connection).await? {
            let mut parts = vec![row.bytes("record")?, row.bytes("person")?];
            for column in ["purpose", "recipient", "class", "from_day", "until_day"] {
                parts.push(row.text(column)?.into_bytes());
            }
            consents.add(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>());
        }
        for (is_right, place) in [
            (terms == expected.terms, "the index of codes, places, dates and words"),
            (blind == expected.blind, "the blind indexes"),
            (consents == expected.consents, "the consents in force"),
        ] {
            if !is_right {
                verification.find(place, "is not what follows from the records");
            }
        }
        for (statement, expected, place) in [
            (sql::COUNT_SEALED, expected.sealed, "sealed classes"),
            (sql::COUNT_WRAPS, expected.keys, "wrapped keys"),
            (sql::COUNT_REVISIONS, verification.revisions, "revisions"),
        ] {
            if sqlx::query(statement).fetch_one(&mut *connection).await?.count("n")? != expected {
                verification.find(place, "there are some that belong to no record");
            }
        }
        Ok(())
    }
}
