//! Records against the log, and what finds them against the records.

use overt_model::{Class, Id, RecordId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{Against, Sum, Verification};
use crate::consent;
use crate::db::Read;
use crate::journal;
use crate::log::entry::Content;
use crate::people::Team;
use crate::record::{
    Loaded, SealedRow, blind_numbers, erasure_digest, erasures, file_digest, load_rows, sealed, terms_of,
};
use crate::store::Store;
use crate::vault::{Epoch, ErasureReason};
use crate::{ErasedClass, FileId, StoreError, sql};

/// Rows read at once.
const STEP: i64 = 1000;

/// What finds records, as it follows from them.
pub(super) struct Finders {
    terms: Sum,
    blind: Sum,
    consents: Sum,
    pub(super) sealed: u64,
    keys: u64,
    files: u64,
    erasures: u64,
    handovers: u64,
}

/// Whether what was written as entry `leaf` was erased later.
pub(super) fn was_erased(erased: &[ErasedClass], class: Class, leaf: u64) -> bool {
    erased.iter().any(|erased| erased.class == class && erased.leaf > leaf)
}

impl Store {
    /// Compares a row's digest with its leaf.
    pub(super) async fn claim(
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

    pub(super) async fn verify_records(
        &self,
        connection: &mut AnyConnection,
        (against, progress): (&Against<'_>, &mut impl FnMut(u64)),
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let (terms, blind, consents) = (Sum::new(), Sum::new(), Sum::new());
        let mut finders = Finders { terms, blind, consents, sealed: 0, keys: 0, files: 0, erasures: 0, handovers: 0 };
        let mut after = vec![0; 16];
        loop {
            let query = sqlx::query(sql::SCAN_RECORDS).bind(after.clone()).bind(STEP);
            let rows = query.fetch_all(&mut *connection).await?;
            for row in &rows {
                let id: RecordId = row.id("id")?;
                let outcome = self.verify_record(connection, (id, against), &mut finders, verification, claimed).await;
                verification.unless_damaged(id, outcome)?;
            }
            progress(rows.len() as u64);
            let Some(last) = rows.last() else { break };
            after = last.bytes("id")?;
        }
        self.verify_files(connection, against, &mut finders, verification, claimed).await?;
        self.verify_decisions(connection, against, &mut finders, verification, claimed).await?;
        self.verify_tasks(connection, against, &mut finders, verification, claimed).await?;
        self.verify_erasures(connection, &mut finders, verification, claimed).await?;
        self.verify_finders(connection, &finders, verification).await
    }

    async fn verify_record(
        &self,
        connection: &mut AnyConnection,
        (id, against): (RecordId, &Against<'_>),
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let revisions = load_rows(connection, id).await?;
        let erased = erasures(connection, id).await?;
        verification.records += 1;
        for (number, revision) in (1..).zip(&revisions) {
            verification.revisions += 1;
            finders.handovers += u64::from(!revision.is_told());
            claimed.add(&[&revision.leaf.to_le_bytes()]);
            let place = format!("{id}, revision {}", revision.number);
            if revision.number != number {
                verification.find(&place, "does not follow the one before it");
            }
            if let Err(StoreError::Tampered(_)) = revision.verify() {
                verification.find(&place, "is not what the log holds");
            }
            // The names that it was found by go with the names.
            let is_gone = revision.erased || was_erased(&erased, Class::Direct, revision.leaf);
            if if is_gone { !revision.blind.is_empty() } else { !revision.has_blind() } {
                verification.find(&place, "its blind indexes were erased and are there, or the reverse");
            }
            if revision.erased && !(revision.content.is_empty() && revision.salt.is_empty()) {
                verification.find(&place, "was erased and is there");
            }
        }
        let Some(current) = revisions.last() else {
            verification.find(id, "has no revision");
            return Ok(());
        };
        if current.number != current.current {
            verification.find(id, "its current revision is not its last one");
        }
        self.verify_sealed((&revisions, &erased), against, finders, verification);
        if current.erased {
            if current.source.bits() != 0 {
                verification.find(id, "was erased and still has a source");
            }
            if !was_erased(&erased, Class::Open, current.leaf) {
                verification.find(id, "is empty without having been erased");
            }
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

    /// The sealed classes of all revisions.
    fn verify_sealed(
        &self,
        (revisions, erased): (&[Loaded], &[ErasedClass]),
        against: &Against<'_>,
        finders: &mut Finders,
        verification: &mut Verification,
    ) {
        let Some(current) = revisions.last() else { return };
        for row in &current.sealed {
            let place = format!("{}, {} of revision {}", current.id, row.class.code(), row.revision);
            finders.sealed += 1;
            let leaf = revisions.iter().find(|revision| revision.number == row.revision).map(|revision| revision.leaf);
            let is_erased = leaf.is_some_and(|leaf| was_erased(erased, row.class, leaf));
            let team = against.team_of(row, Some(current.team));
            self.verify_key((current.id.bits(), row, is_erased), (team, against), &place, finders, verification);
        }
    }

    /// An envelope and its key.
    pub(super) fn verify_key(
        &self,
        (id, row, is_erased): (u128, &SealedRow, bool),
        (team, against): (Option<&Team>, &Against<'_>),
        place: &str,
        finders: &mut Finders,
        verification: &mut Verification,
    ) {
        if !row.is_whole() {
            verification.find(place, "is not what was stored");
        }
        if row.key.is_none() != is_erased {
            verification.find(place, if is_erased { "was erased and is there" } else { "has lost its key" });
        }
        let Some((holder, wrapped_to, _)) = &row.key else { return };
        finders.keys += 1;
        verification.sealed += 1;
        let is_there = |team: &Team| team.id == *holder && (Epoch::FIRST..=team.epoch).contains(wrapped_to);
        if !team.is_some_and(is_there) {
            return verification.find(place, "its key is wrapped to another team, or to an epoch that is not there");
        }
        let session = against.session.filter(|session| session.team_key(*holder, *wrapped_to).is_some());
        match session.map(|session| self.open_class(session, id, row)) {
            Some(Ok(_)) => verification.opened += 1,
            Some(Err(_)) => verification.find(place, "does not open with its key"),
            None => {}
        }
    }

    async fn verify_files(
        &self,
        connection: &mut AnyConnection,
        against: &Against<'_>,
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut after = vec![0; 16];
        loop {
            let query = sqlx::query(sql::FILES).bind(after.clone()).bind(STEP);
            let rows = query.fetch_all(&mut *connection).await?;
            for row in &rows {
                finders.files += 1;
                let id: FileId = row.id("id")?;
                let outcome = self.verify_file(connection, (row, against), finders, verification, claimed).await;
                verification.unless_damaged::<()>(id, outcome)?;
            }
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.bytes("id")?;
        }
    }

    async fn verify_file(
        &self,
        connection: &mut AnyConnection,
        (row, against): (&AnyRow, &Against<'_>),
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let (id, record, leaf): (FileId, RecordId, u64) = (row.id("id")?, row.id("record")?, row.count("leaf")?);
        let (length, hash) = (row.count("length")?, row.bytes("hash")?);
        let place = id.to_string();
        let rows = sealed(connection, Id::from_bits(id.bits())).await?;
        finders.sealed += rows.len() as u64;
        let [sealed] = rows.as_slice() else {
            claimed.add(&[&leaf.to_le_bytes()]);
            verification.find(place, "what is known of the attachment is missing");
            return Ok(());
        };
        // What the log holds of the attachment does not name these: they are the same for all.
        if (sealed.class, sealed.revision) != (Class::Direct, 1) {
            verification.find(&place, "what is known of the attachment stands in another place");
        }
        let facts = (i64::from(sealed.epoch.number()), &sealed.hash[..]);
        let digest = file_digest((id, record), (length, &hash), facts);
        self.claim(connection, (leaf, digest), (&place, claimed), verification).await?;
        let is_erased = was_erased(&erasures(connection, record).await?, Class::Direct, leaf);
        let team = against.team_of(sealed, None);
        self.verify_key((id.bits(), sealed, is_erased), (team, against), &place, finders, verification);
        if sealed.key.is_some() && !self.home.file_is(id, length, &hash) {
            verification.find(place, "the attachment's sealed bytes are missing or were changed");
        }
        Ok(())
    }

    async fn verify_erasures(
        &self,
        connection: &mut AnyConnection,
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut after = -1;
        loop {
            let rows = sqlx::query(sql::ERASURES).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
            for row in &rows {
                finders.erasures += 1;
                let record: RecordId = row.id("record")?;
                let class = Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))?;
                let reason = ErasureReason::from_code(&row.text("reason")?).ok_or(StoreError::Damaged("a reason"))?;
                let why = (journal::day(&row.text("day")?)?, reason);
                let digest = erasure_digest((record, class), why, &row.bytes("proof")?);
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
            // A scan begins after the smallest key there can be.
            (sql::COUNT_RECORDS, verification.records, "records"),
            (sql::COUNT_FILES, expected.files, "attachments"),
            (sql::COUNT_ERASURES, expected.erasures, "erasures"),
            (sql::COUNT_HANDOVERS, expected.handovers, "records that were handed over"),
        ] {
            if sqlx::query(statement).fetch_one(&mut *connection).await?.count("n")? != expected {
                verification.find(place, "there are some that belong to nothing");
            }
        }
        Ok(())
    }
}
