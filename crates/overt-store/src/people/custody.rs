//! Which custodians keep the identities of what a casework team holds.
//!
//! The first team of custodians keeps those of all, until it entrusts the identities of a casework team to another team of custodians:
//! for a case that one of them has a tie to. From then on they are sealed to that team, and only its members count as custodians of what
//! the casework team holds. The keys that are there already are moved by [`Store::rewrap`], for which nobody has to be in both.

use jiff::civil::Date;
use sqlx::AnyConnection;

use super::team::of_name;
use super::{Session, Team, TeamKind, of_kind};
use crate::db::id_bytes;
use crate::digest::Digest;
use crate::journal::{self, Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::store::Store;
use crate::vault::TeamId;
use crate::{StoreError, sql};

/// What the log holds of it.
pub(crate) fn custody_digest(team: TeamId, custody: TeamId) -> Content {
    Digest::of("overt.store 2026 custody v1").id(team).id(custody).finish()
}

/// The custodians that keep the identities of what a casework team holds.
///
/// # Errors
/// [`StoreError::Damaged`] where these are not among the teams.
pub fn custody_of(teams: &[Team], held_by: TeamId) -> Result<&Team, StoreError> {
    match teams.iter().find(|team| team.id == held_by).and_then(|team| team.custody) {
        Some((id, _)) => teams.iter().find(|team| team.id == id).ok_or(StoreError::Damaged("a team is missing")),
        None => of_kind(teams, TeamKind::Custody),
    }
}

/// Whether others than the first custodians keep them.
pub(super) fn is_apart(teams: &[Team], held_by: TeamId) -> bool {
    let first = of_kind(teams, TeamKind::Custody).map(|team| team.id);
    custody_of(teams, held_by).map(|team| team.id).ok() != first.ok()
}

/// Refuses a team that is not as the log has it. Nothing must be sealed to a key that somebody put into the database.
pub(crate) async fn refuse_foreign(connection: &mut AnyConnection, team: &Team) -> Result<(), StoreError> {
    let expected = super::epoch_digest(team.id, team.kind, team.epoch, &team.key);
    let is_key_logged = journal::content(&mut *connection, team.leaf).await? == Some(expected);
    let is_custody_logged = match team.custody {
        Some((custody, leaf)) => journal::content(connection, leaf).await? == Some(custody_digest(team.id, custody)),
        None => true,
    };
    if is_key_logged && is_custody_logged { Ok(()) } else { Err(StoreError::Tampered("the key of a team")) }
}

impl Store {
    /// Lets another team of custodians keep the identities of what a casework team holds, and answers the name of the one that kept them.
    /// One of those does this. What is there already is moved by [`Store::rewrap`] of the team that kept it.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where there is no such team, and [`StoreError::NotYourTask`] where others keep them.
    pub async fn entrust(
        &self,
        session: &mut Session,
        (team, to): (&str, &str),
        today: Date,
    ) -> Result<String, StoreError> {
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let teams = super::teams(&mut transaction).await?;
        let (team, to) = (of_name(&teams, team)?, of_name(&teams, to)?);
        if team.kind != TeamKind::Casework || to.kind != TeamKind::Custody {
            return Err(StoreError::NotThere("team"));
        }
        let before = custody_of(&teams, team.id)?;
        if !session.holds(before) {
            return Err(StoreError::NotYourTask);
        }
        if before.id == to.id {
            return Ok(before.name.clone());
        }
        let taken = take(&mut transaction, 1, today).await?;
        let leaf = taken.first();
        let query = sqlx::query(sql::CUSTODY_ADD).bind(id_bytes(team.id)).bind(signed(leaf)).bind(id_bytes(to.id));
        query.execute(&mut *transaction).await?;
        let digest = custody_digest(team.id, to.id);
        let act = Act::new(session.role(), Action::IdentitiesEntrusted).on(team.id).content(digest);
        self.finish(transaction, taken, Some(session.account), &[act]).await?;
        session.know(Team { custody: Some((to.id, leaf)), ..team.clone() });
        Ok(before.name.clone())
    }
}
