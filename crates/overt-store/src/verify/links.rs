//! Joins, decisions about them, exports and releases against the log.

use overt_model::{Class, RecordId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::rows::{Finders, was_erased};
use super::{Against, Sum, Verification};
use crate::db::Read;
use crate::exported::{ExportId, export_digest, is_page_of};
use crate::home::hex;
use crate::journal::signed;
use crate::link::{DecisionReading, LinkRunId, decision_digest, digest_of_members, step_content, step_digest};
use crate::people::TeamKind;
use crate::record::erasures;
use crate::release::{ReleaseId, release_digest};
use crate::store::Store;
use crate::{StoreError, sql};

/// Rows read at once.
const STEP: i64 = 1000;

impl Store {
    /// Steps of linkage: each is what the log holds, and who belongs to which entity is what the steps wrote.
    pub(super) async fn verify_joins(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let (mut written, mut after) = (0, i64::MIN);
        loop {
            let rows = sqlx::query(sql::LINK_STEPS).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
            for row in &rows {
                let (run, leaf): (LinkRunId, u64) = (row.id("run")?, row.count("leaf")?);
                let (schema, content) = (row.text("schema")?, row.text("content")?);
                let place = format!("step of linkage, entry {leaf}");
                let digest = step_digest(run, &schema, &content);
                self.claim(connection, (leaf, digest), (&place, claimed), verification).await?;
                let (count, digest) = digest_of_members(connection, leaf).await?;
                written += count;
                let content = step_content(&content)?;
                if (count, hex(&digest.0)) != (content.moved, content.members) {
                    verification.find(place, "the records that it moved are not those that it wrote");
                }
            }
            let Some(last) = rows.last() else { break };
            after = last.number("leaf")?;
        }
        if sqlx::query(sql::COUNT_LINK_MEMBERS).fetch_one(connection).await?.count("n")? != written {
            verification.find("who belongs to which entity", "is more than the steps of linkage wrote");
        }
        Ok(())
    }

    /// Exports: each step is what the log holds, and the records are those that it names.
    pub(super) async fn verify_exports(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let (mut written, mut after) = (0, i64::MIN);
        loop {
            let rows = sqlx::query(sql::EXPORT_STEPS).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
            for row in &rows {
                let (id, leaf): (ExportId, u64) = (row.id("export")?, row.count("leaf")?);
                let (kind, content) = (row.text("kind")?, row.text("content")?);
                let place = format!("{id}, entry {leaf}");
                let digest = export_digest(id, &kind, &content);
                self.claim(connection, (leaf, digest), (&place, claimed), verification).await?;
                let records = sqlx::query(sql::EXPORT_WRITTEN).bind(signed(leaf)).fetch_all(&mut *connection).await?;
                let records = records.iter().map(|row| row.id("record")).collect::<Result<Vec<RecordId>, _>>()?;
                written += records.len() as u64;
                if !is_page_of(&kind, &content, &records)? {
                    verification.find(place, "the records that it names are not those that it wrote");
                }
            }
            let Some(last) = rows.last() else { break };
            after = last.number("leaf")?;
        }
        if sqlx::query(sql::COUNT_EXPORT_RECORDS).fetch_one(connection).await?.count("n")? != written {
            verification.find("the records of exports", "are more than the exports name");
        }
        Ok(())
    }

    /// Releases: each step is what the log holds.
    pub(super) async fn verify_releases(
        &self,
        connection: &mut AnyConnection,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let mut after = i64::MIN;
        loop {
            let rows = sqlx::query(sql::RELEASE_STEPS).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
            for row in &rows {
                let (id, leaf): (ReleaseId, u64) = (row.id("release")?, row.count("leaf")?);
                let place = format!("{id}, entry {leaf}");
                let digest = release_digest(id, &row.text("content")?);
                self.claim(connection, (leaf, digest), (&place, claimed), verification).await?;
            }
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.number("leaf")?;
        }
    }

    /// Decisions and their notes.
    pub(super) async fn verify_decisions(
        &self,
        connection: &mut AnyConnection,
        against: &Against<'_>,
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let (mut count, mut after) = (0, (Vec::new(), Vec::new(), i64::MIN));
        loop {
            let query = sqlx::query(sql::DECISIONS_MADE).bind(after.0.clone()).bind(after.1.clone()).bind(after.2);
            let rows = query.bind(STEP).fetch_all(&mut *connection).await?;
            for row in &rows {
                count += 1;
                let outcome = self.verify_decision(connection, (row, against), finders, verification, claimed).await;
                verification.unless_damaged::<()>("a decision about two records", outcome)?;
            }
            let Some(last) = rows.last() else { break };
            after = (last.bytes("a")?, last.bytes("b")?, last.number("leaf")?);
        }
        if sqlx::query(sql::COUNT_DECISIONS).fetch_one(connection).await?.count("n")? != count {
            verification.find("decisions about records", "there are some that belong to nothing");
        }
        Ok(())
    }

    async fn verify_decision(
        &self,
        connection: &mut AnyConnection,
        (row, against): (&AnyRow, &Against<'_>),
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let records: [RecordId; 2] = [row.id("a")?, row.id("b")?];
        let reading = DecisionReading::of(row)?;
        let place = format!("decision about {} and {}, entry {}", records[0], records[1], reading.leaf);
        let Some(note) = reading.note else {
            let digest = decision_digest(records, &reading, None);
            return self.claim(connection, (reading.leaf, digest), (&place, claimed), verification).await;
        };
        let digest = |facts: (i64, &[u8])| decision_digest(records, &reading, Some(facts));
        let (of, told) = ((note, reading.leaf), (&*place, &mut *claimed));
        let Some(sealed) = self.claim_with_note(connection, of, digest, told, finders, verification).await? else {
            return Ok(());
        };
        let mut is_erased = false;
        for record in records {
            is_erased |= was_erased(&erasures(connection, record).await?, Class::Narrative, reading.leaf);
        }
        let holder = sealed.key.as_ref().map(|(team, ..)| *team);
        let is_holder = |team: &&crate::people::Team| team.kind == TeamKind::Casework && Some(team.id) == holder;
        let team = against.teams.iter().find(is_holder);
        self.verify_key((note.bits(), &sealed, is_erased), (team, against), &place, finders, verification);
        Ok(())
    }
}
