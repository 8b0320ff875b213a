//! Duties and rights: what somebody may do with what their keys open.
//!
//! Keys say what a person can read, and no rule can take that back. Duties say what they are there for. An administrator gives and takes
//! them, and the log holds each change.

use std::collections::BTreeSet;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{AccountState, TeamKind};
use crate::db::Read;
use crate::vault::{AccountId, TeamId};
use crate::{StoreError, sql};

/// What an administrator charges somebody with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Of a casework team: takes in what is new and passes it on, and nothing else.
    Intake,
    /// Of a casework team: refers people and cases to others, and nothing else.
    Referral,
    /// Of a casework team: hands over, erases and takes back, which its other caseworkers do no more.
    Supervision,
    /// Of no casework team: counts, compares and plans releases with what is open in records.
    Analysis,
}

impl Duty {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Intake, Self::Referral, Self::Supervision, Self::Analysis];

    /// The code that is stored, typed and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Referral => "referral",
            Self::Supervision => "supervision",
            Self::Analysis => "analysis",
        }
    }

    /// The duty of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.code() == code)
    }
}

/// What can be done with records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Look at what is open in them.
    Look,
    /// Write down what is new.
    Enter,
    /// Write down referrals and the consents that they need, and change these.
    Refer,
    /// Change any of them.
    Change,
    /// Say whether two are the same, and take that back.
    Decide,
    /// Hand them to another team.
    HandOver,
    /// Erase them, hold them against that, or take an import back.
    Erase,
}

impl Right {
    /// Every one.
    #[cfg(test)]
    pub(super) const ALL: [Self; 7] =
        [Self::Look, Self::Enter, Self::Refer, Self::Change, Self::Decide, Self::HandOver, Self::Erase];
}

/// What rights follow from: the kinds of teams that a person is in, their duties, and whether somebody supervises there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Charge<'a> {
    /// The kinds of teams.
    pub(super) teams: &'a [TeamKind],
    /// The duties.
    pub(super) duties: &'a [Duty],
    /// Whether somebody of the casework team has [`Duty::Supervision`]. In a team too small for that, caseworkers do it.
    pub(super) is_supervised: bool,
}

/// Whether a person who is charged so has a right.
pub(super) fn may(charge: Charge<'_>, right: Right) -> bool {
    let has = |duty: Duty| charge.duties.contains(&duty);
    let (casework, custody) = (charge.teams.contains(&TeamKind::Casework), charge.teams.contains(&TeamKind::Custody));
    let supervises = casework && has(Duty::Supervision);
    // Intake and referral are parts of casework: who has only such a part does not have the rest.
    let whole = supervises || casework && !has(Duty::Intake) && !has(Duty::Referral);
    let oversees = if charge.is_supervised { supervises } else { whole };
    match right {
        Right::Look => casework || custody || has(Duty::Analysis),
        Right::Enter => whole || casework && has(Duty::Intake),
        Right::Refer => whole || casework && has(Duty::Referral),
        Right::Change => whole,
        Right::Decide => whole || custody,
        Right::HandOver => oversees || casework && has(Duty::Intake),
        Right::Erase => oversees || custody,
    }
}

/// Every duty of every account.
pub(super) async fn duties(connection: &mut AnyConnection) -> Result<Vec<(AccountId, Duty)>, StoreError> {
    let rows = sqlx::query(sql::DUTIES).fetch_all(connection).await?;
    let duty = |row: &AnyRow| {
        let duty = Duty::from_code(&row.text("duty")?).ok_or(StoreError::Damaged("a duty"))?;
        Ok((row.id("account")?, duty))
    };
    rows.iter().map(duty).collect()
}

/// The casework teams in which somebody supervises who may sign in.
pub(super) async fn supervised(connection: &mut AnyConnection) -> Result<BTreeSet<TeamId>, StoreError> {
    let query = sqlx::query(sql::SUPERVISED).bind(Duty::Supervision.code()).bind(AccountState::Active.code());
    let rows = query.bind(TeamKind::Casework.code()).fetch_all(connection).await?;
    rows.iter().map(|row| row.id("team")).collect()
}

/// Whether somebody, who need not be signed in, has a right over what this casework team holds.
pub(crate) async fn has_right(
    connection: &mut AnyConnection,
    account: AccountId,
    (right, held_by): (Right, TeamId),
) -> Result<bool, StoreError> {
    let all = super::teams(connection).await?;
    let mut teams = Vec::new();
    for (kind, team) in [(TeamKind::Casework, held_by), (TeamKind::Custody, super::custody_of(&all, held_by)?.id)] {
        let Some(team) = all.iter().find(|known| known.id == team) else { continue };
        if super::team::members(connection, team).await?.iter().any(|member| member.account == account) {
            teams.push(kind);
        }
    }
    let mut accounts = super::accounts(connection).await?.into_iter();
    let is_active = accounts.any(|known| known.id == account && known.state == AccountState::Active);
    let duties = duties(connection).await?.into_iter().filter(|(whose, _)| *whose == account);
    let duties: Vec<Duty> = duties.map(|(_, duty)| duty).collect();
    let is_supervised = supervised(connection).await?.contains(&held_by);
    Ok(is_active && !teams.is_empty() && may(Charge { teams: &teams, duties: &duties, is_supervised }, right))
}

/// Whether an account has to do with what is in records. Nobody who administers comes to that, and nobody who has it becomes
/// administrator; but whoever founded a store has both until they hand one on, or nobody could begin.
pub(super) async fn has_content(connection: &mut AnyConnection, account: AccountId) -> Result<bool, StoreError> {
    for team in super::teams(connection).await?.iter().filter(|team| team.kind != TeamKind::Audit) {
        if super::team::members(connection, team).await?.iter().any(|member| member.account == account) {
            return Ok(true);
        }
    }
    Ok(duties(connection).await?.iter().any(|(whose, _)| *whose == account))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Duty as D;
    use Right as R;
    use TeamKind as T;

    /// The table of the book, line by line.
    #[test]
    fn each_role_may_what_the_book_says_and_no_more() {
        type Line<'a> = (&'a str, &'a [T], &'a [D], &'a [R]);
        let all: [Line<'_>; 10] = [
            ("administrator", &[], &[], &[]),
            ("auditor", &[T::Audit], &[], &[]),
            ("analyst", &[], &[D::Analysis], &[R::Look]),
            ("custodian", &[T::Custody], &[], &[R::Look, R::Decide, R::Erase]),
            ("intake officer", &[T::Casework], &[D::Intake], &[R::Look, R::Enter, R::HandOver]),
            ("referral officer", &[T::Casework], &[D::Referral], &[R::Look, R::Refer]),
            ("both", &[T::Casework], &[D::Intake, D::Referral], &[R::Look, R::Enter, R::Refer, R::HandOver]),
            ("caseworker", &[T::Casework], &[], &[R::Look, R::Enter, R::Refer, R::Change, R::Decide]),
            ("supervisor", &[T::Casework], &[D::Supervision], &R::ALL),
            ("a duty without the key", &[], &[D::Supervision, D::Intake, D::Referral], &[]),
        ];
        for (role, teams, duties, rights) in all {
            for right in Right::ALL {
                let is_supervised = true;
                assert_eq!(
                    may(Charge { teams, duties, is_supervised }, right),
                    rights.contains(&right),
                    "{role} {right:?}"
                );
            }
        }
    }

    #[test]
    fn where_nobody_supervises_caseworkers_do_and_those_with_a_part_of_casework_do_not() {
        let may = |duties: &[D], right| may(Charge { teams: &[T::Casework], duties, is_supervised: false }, right);
        assert!(Right::ALL.into_iter().all(|right| may(&[], right)));
        assert!(!may(&[D::Intake], R::Erase) && !may(&[D::Referral], R::Erase) && !may(&[D::Referral], R::HandOver));
    }
}
