//! Tasks against the log, and what was written about them against the keys.

use overt_model::Class;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::rows::{Finders, was_erased};
use super::{Against, Sum, Verification};
use crate::db::{Read, id_bytes};
use crate::record::erasures;
use crate::store::Store;
use crate::task::Step;
use crate::{StoreError, sql};

/// Rows read at once.
const STEP: i64 = 1000;

impl Store {
    pub(super) async fn verify_tasks(
        &self,
        connection: &mut AnyConnection,
        against: &Against<'_>,
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let (mut count, mut after) = (0, (Vec::new(), i64::MIN));
        loop {
            let query = sqlx::query(sql::TASK_STEPS).bind(after.0.clone()).bind(after.1).bind(STEP);
            let rows = query.fetch_all(&mut *connection).await?;
            for row in &rows {
                count += 1;
                let outcome = self.verify_task(connection, (row, against), finders, verification, claimed).await;
                verification.unless_damaged::<()>("a task", outcome)?;
            }
            let Some(last) = rows.last() else { break };
            after = (last.bytes("id")?, last.number("leaf")?);
        }
        if sqlx::query(sql::COUNT_TASKS).fetch_one(connection).await?.count("n")? != count {
            verification.find("tasks", "there are some that belong to nothing");
        }
        Ok(())
    }

    async fn verify_task(
        &self,
        connection: &mut AnyConnection,
        (row, against): (&AnyRow, &Against<'_>),
        finders: &mut Finders,
        verification: &mut Verification,
        claimed: &mut Sum,
    ) -> Result<(), StoreError> {
        let step = Step::of(row)?;
        let place = format!("{}, entry {}", step.id, step.leaf);
        let erased = erasures(connection, step.record).await?;
        if was_erased(&erased, Class::Open, step.leaf) {
            if !step.is_emptied() {
                verification.find(&place, "was erased and is there");
            }
        } else if !step.is_as_written() {
            verification.find(&place, "is not what the log holds");
        }
        let Some(note) = step.note else {
            return self.claim(connection, (step.leaf, step.digest(None)), (&place, claimed), verification).await;
        };
        let (of, told) = ((note, step.leaf), (&*place, &mut *claimed));
        let digest = |facts: (i64, &[u8])| step.digest(Some(facts));
        let Some(sealed) = self.claim_with_note(connection, of, digest, told, finders, verification).await? else {
            return Ok(());
        };
        let record = sqlx::query(sql::RECORD).bind(id_bytes(step.record)).fetch_optional(&mut *connection).await?;
        let casework = record.map(|record| record.id("team")).transpose()?;
        let team = against.team_of(&sealed, casework);
        let is_erased = was_erased(&erased, Class::Narrative, step.leaf);
        self.verify_key((note.bits(), &sealed, is_erased), (team, against), &place, finders, verification);
        Ok(())
    }
}
