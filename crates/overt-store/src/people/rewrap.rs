//! Moving what was wrapped to earlier keys of a team to its present one.

use overt_model::Class;
use sqlx::AnyConnection;

use super::Session;
use super::session::epoch as epoch_of;
use super::team::{Team, TeamKind, named};
use crate::db::{Read, commit, id_bytes};
use crate::journal::{self, detail_place};
use crate::store::Store;
use crate::vault::{DataKey, DataKeyPlace, Epoch, TeamId, Wrapper};
use crate::{StoreError, random, sql};

/// How far the keys of earlier epochs have been moved to the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rewrapped {
    /// Keys moved by this call.
    pub moved: u64,
    /// Keys still behind.
    pub behind: u64,
}

/// Keys moved in one transaction.
const BATCH: i64 = 500;

impl Store {
    /// Moves keys of earlier epochs of a team to its present one, one batch a call; repeat until nothing is behind. It may
    /// be interrupted at any point: what is moved is moved, the rest still opens with the earlier key.
    pub async fn rewrap(&self, session: &Session, team: &str) -> Result<Rewrapped, StoreError> {
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let team = named(&mut transaction, team).await?;
        let wrapper = Wrapper::to(&team.key, &mut random::system());
        let moved = match team.kind {
            TeamKind::Audit => self.rewrap_details(session, &team, &wrapper, &mut transaction).await?,
            _ => self.rewrap_records(session, &team, &wrapper, &mut transaction).await?,
        };
        commit(transaction).await?;
        if team.kind == TeamKind::Audit {
            return Ok(Rewrapped { moved, behind: u64::from(moved > 0) });
        }
        let query = sqlx::query(sql::WRAPS_BEHIND_COUNT).bind(id_bytes(team.id)).bind(i64::from(team.epoch.number()));
        let behind = query.fetch_one(&mut *self.db.read().await?).await?.count("n")?;
        Ok(Rewrapped { moved, behind })
    }

    async fn rewrap_records(
        &self,
        session: &Session,
        team: &Team,
        wrapper: &Wrapper,
        transaction: &mut AnyConnection,
    ) -> Result<u64, StoreError> {
        let query = sqlx::query(sql::WRAPS_BEHIND).bind(id_bytes(team.id)).bind(i64::from(team.epoch.number()));
        let rows = query.bind(BATCH).fetch_all(&mut *transaction).await?;
        for row in &rows {
            let class = row.text("class")?;
            let record: overt_model::RecordId = row.id("record")?;
            let place = DataKeyPlace {
                tenant: self.tenant,
                table: crate::record::SEALED,
                row: record.bits(),
                class: Class::from_code(&class).ok_or(StoreError::Damaged("a class"))?,
                epoch: epoch_of(row.number("epoch")?)?,
                wrapped_to: epoch_of(row.number("wrapped_to")?)?,
            };
            let wrap = rewrapped(session, (team.id, &row.bytes("wrap")?, &place), (team.epoch, wrapper))?;
            let query = sqlx::query(sql::WRAP_MOVE).bind(id_bytes(record)).bind(class).bind(row.number("revision")?);
            query
                .bind(id_bytes(team.id))
                .bind(i64::from(team.epoch.number()))
                .bind(wrap)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(rows.len() as u64)
    }

    async fn rewrap_details(
        &self,
        session: &Session,
        team: &Team,
        wrapper: &Wrapper,
        transaction: &mut AnyConnection,
    ) -> Result<u64, StoreError> {
        let query = sqlx::query(sql::LOG_DETAILS_BEHIND).bind(i64::from(team.epoch.number())).bind(BATCH);
        let rows = query.fetch_all(&mut *transaction).await?;
        for row in &rows {
            let (epoch, wrapped_to) = (epoch_of(row.number("epoch")?)?, epoch_of(row.number("wrapped_to")?)?);
            let (_, place) = detail_place(self.tenant, row.count("first")?, epoch, wrapped_to);
            let wrap = rewrapped(session, (team.id, &row.bytes("wrap")?, &place), (team.epoch, wrapper))?;
            let query = sqlx::query(sql::LOG_DETAIL_MOVE).bind(row.number("first")?);
            query.bind(i64::from(team.epoch.number())).bind(wrap).execute(&mut *transaction).await?;
        }
        Ok(rows.len() as u64)
    }
}

/// A data key that a team holds in one place, wrapped to the epoch of the wrapper, which may be another team's.
pub(crate) fn rewrapped(
    session: &Session,
    (team, wrap, place): (TeamId, &[u8], &DataKeyPlace<'_>),
    (epoch, wrapper): (Epoch, &Wrapper),
) -> Result<Vec<u8>, StoreError> {
    let old = session.team_key(team, place.wrapped_to).ok_or(StoreError::NotThere("team"))?;
    let new_place = DataKeyPlace { wrapped_to: epoch, ..*place };
    old.rewrap::<_, DataKey>((wrap, place), (wrapper, &new_place), &mut random::system())
        .map_err(|_| StoreError::Tampered("a wrapped key"))
}
