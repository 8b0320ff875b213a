//! Moving what was wrapped to earlier keys of a team to its present one, and to other custodians what these keep by now.

use overt_model::Class;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::session::epoch as epoch_of;
use super::team::of_name;
use super::{Session, Team, TeamKind, custody_of, refuse_foreign};
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
    /// Moves keys of earlier epochs of a team to its present one, and keys that custodians have of what others keep by now to these, one
    /// batch a call; repeat until nothing is behind. It may be interrupted at any point: what is moved is moved, the rest still opens with
    /// the earlier key.
    pub async fn rewrap(&self, session: &Session, team: &str) -> Result<Rewrapped, StoreError> {
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let teams = super::teams(&mut transaction).await?;
        let team = of_name(&teams, team)?;
        refuse_foreign(&mut transaction, team).await?;
        let wrapper = Wrapper::to(&team.key, &mut random::system());
        if team.kind == TeamKind::Audit {
            let moved = self.rewrap_details(session, team, &wrapper, &mut transaction).await?;
            commit(transaction).await?;
            return Ok(Rewrapped { moved, behind: u64::from(moved > 0) });
        }
        let query = sqlx::query(sql::WRAPS_BEHIND).bind(id_bytes(team.id)).bind(i64::from(team.epoch.number()));
        let rows = query.bind(BATCH).fetch_all(&mut *transaction).await?;
        self.move_wraps_of(session, (team, &rows), (team, &wrapper), &mut transaction).await?;
        let mut moved = rows.len() as u64;
        for (of, to) in given_away(&teams, team) {
            for team in [of, to] {
                refuse_foreign(&mut transaction, team).await?;
            }
            let wrapper = Wrapper::to(&to.key, &mut random::system());
            let query = sqlx::query(sql::WRAPS_KEPT).bind(id_bytes(team.id)).bind(id_bytes(of.id)).bind(BATCH);
            let rows = query.fetch_all(&mut *transaction).await?;
            self.move_wraps_of(session, (team, &rows), (to, &wrapper), &mut transaction).await?;
            moved += rows.len() as u64;
        }
        let behind = behind(&mut transaction, &teams, team).await?;
        commit(transaction).await?;
        if moved > 0 && behind == 0 {
            // What was wrapped to earlier keys is not to lie on in the files of the database. While somebody reads them it may.
            let _ = self.db.scrub().await;
        }
        Ok(Rewrapped { moved, behind })
    }

    /// How many keys the session's person should move to other custodians, who keep what they open by now.
    pub async fn strayed(&self, session: &Session) -> Result<u64, StoreError> {
        let mut connection = self.db.read().await?;
        let mut strayed = 0;
        for team in session.teams().iter().filter(|team| session.holds(team)) {
            strayed += kept(&mut connection, session.teams(), team).await?;
        }
        Ok(strayed)
    }

    async fn move_wraps_of(
        &self,
        session: &Session,
        (from, rows): (&Team, &[AnyRow]),
        (to, wrapper): (&Team, &Wrapper),
        transaction: &mut AnyConnection,
    ) -> Result<(), StoreError> {
        for row in rows {
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
            let wrap = rewrapped(session, (from.id, &row.bytes("wrap")?, &place), (to.epoch, wrapper))?;
            let query = sqlx::query(sql::WRAP_MOVE).bind(id_bytes(record)).bind(class).bind(row.number("revision")?);
            query
                .bind(id_bytes(to.id))
                .bind(i64::from(to.epoch.number()))
                .bind(wrap)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(())
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

/// The casework teams whose identities others keep than this team of custodians, with these.
fn given_away<'a>(teams: &'a [Team], from: &Team) -> Vec<(&'a Team, &'a Team)> {
    let casework = teams.iter().filter(|team| team.kind == TeamKind::Casework && from.kind == TeamKind::Custody);
    let kept = casework.filter_map(|team| Some((team, custody_of(teams, team.id).ok()?)));
    kept.filter(|(_, custody)| custody.id != from.id).collect()
}

/// How many keys a team of custodians has of what others keep.
async fn kept(connection: &mut AnyConnection, teams: &[Team], from: &Team) -> Result<u64, StoreError> {
    let mut count = 0;
    for (of, _) in given_away(teams, from) {
        let query = sqlx::query(sql::WRAPS_KEPT_COUNT).bind(id_bytes(from.id)).bind(id_bytes(of.id));
        count += query.fetch_one(&mut *connection).await?.count("n")?;
    }
    Ok(count)
}

/// How many keys of a team are still to be moved.
async fn behind(connection: &mut AnyConnection, teams: &[Team], team: &Team) -> Result<u64, StoreError> {
    let query = sqlx::query(sql::WRAPS_BEHIND_COUNT).bind(id_bytes(team.id)).bind(i64::from(team.epoch.number()));
    Ok(query.fetch_one(&mut *connection).await?.count("n")? + kept(connection, teams, team).await?)
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
