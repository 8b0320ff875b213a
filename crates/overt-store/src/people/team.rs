//! Teams: making one, letting people in, and a new key when somebody leaves.

use jiff::civil::Date;
use overt_model::Class;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::session::{INDEX, PROOF, epoch as epoch_of};
use super::{Right, Session, account};
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::journal::{Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::store::Store;
use crate::vault::{
    AccountId, Epoch, Member, PublicKey, SecretKey, SecretKeyPlace, TeamEpoch, TeamId, TenantId, TenantSecret,
    TenantSecretPlace,
};
use crate::{StoreError, random, sql};

/// What a team holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TeamKind {
    /// Narrative and sensitive classes of its records.
    Casework,
    /// Identities: the class `direct`, of every record where there is one such team.
    Custody,
    /// What the entries of the log say.
    Audit,
}

impl TeamKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Casework, Self::Custody, Self::Audit];

    /// The code that is stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Casework => "casework",
            Self::Custody => "custody",
            Self::Audit => "audit",
        }
    }

    /// The secrets of the whole organisation that this kind of team uses.
    const fn secrets(self) -> &'static [&'static str] {
        match self {
            Self::Casework | Self::Custody => &[INDEX, PROOF],
            Self::Audit => &[PROOF],
        }
    }
}

/// Which kind of team holds a sealed class.
pub(crate) const fn of_class(class: Class) -> TeamKind {
    match class {
        Class::Direct => TeamKind::Custody,
        _ => TeamKind::Casework,
    }
}

/// A team with its present epoch.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its identifier.
    pub id: TeamId,
    /// What people call it.
    pub name: String,
    /// What it holds.
    pub kind: TeamKind,
    /// Its present epoch.
    pub epoch: Epoch,
    /// To which is wrapped what is sealed now.
    pub key: PublicKey,
    /// Of a casework team whose identities were entrusted to other custodians: which, and by which leaf of the log.
    pub(crate) custody: Option<(TeamId, u64)>,
    pub(crate) leaf: u64,
    /// The leaf of its first epoch.
    pub(crate) first: u64,
}

/// A member, as others see it.
#[derive(Debug, Clone)]
pub struct MemberFacts {
    /// Which account.
    pub account: AccountId,
    /// The name it signs in with.
    pub name: String,
    /// What is wrapped to it.
    pub key: PublicKey,
}

/// What the log holds of an epoch: which key is whose.
pub(crate) fn epoch_digest(team: TeamId, kind: TeamKind, epoch: Epoch, key: &PublicKey) -> Content {
    let digest = Digest::of("overt.store 2026 team epoch v1").id(team).part(kind.code().as_bytes());
    digest.number(epoch.number().into()).part(key.as_bytes()).finish()
}

/// Every team with its present epoch.
pub(crate) async fn teams(connection: &mut AnyConnection) -> Result<Vec<Team>, StoreError> {
    sqlx::query(AssertSqlSafe(sql::teams(false))).fetch_all(connection).await?.iter().map(Team::of).collect()
}

/// The auditors. To read them alone is faster: the key of every team that is read is checked.
pub(crate) async fn auditors(connection: &mut AnyConnection) -> Result<Team, StoreError> {
    let query = sqlx::query(AssertSqlSafe(sql::teams(true))).bind(TeamKind::Audit.code());
    let row = query.fetch_optional(connection).await?;
    Team::of(&row.ok_or(StoreError::Damaged("a team is missing"))?)
}

impl Team {
    /// Of a casework team: the custodians that keep the identities of what it holds, where these are not the first ones.
    pub fn custody(&self) -> Option<TeamId> {
        self.custody.map(|(custody, _)| custody)
    }

    fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let kind = row.text("kind")?;
        let key = PublicKey::from_bytes(row.array("public_key")?);
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            kind: TeamKind::ALL.into_iter().find(|known| known.code() == kind).ok_or(StoreError::Damaged("a team"))?,
            epoch: epoch_of(row.number("epoch")?)?,
            key: key.map_err(|_| StoreError::Tampered("the key of a team"))?,
            custody: match row.optional_bytes("custody")? {
                Some(_) => Some((row.id("custody")?, row.count("custody_leaf")?)),
                None => None,
            },
            leaf: row.count("leaf")?,
            first: row.count("first")?,
        })
    }
}

/// The team of a kind that was made first, which is the only one of the auditors.
pub(crate) fn of_kind(teams: &[Team], kind: TeamKind) -> Result<&Team, StoreError> {
    let of_kind = teams.iter().filter(|team| team.kind == kind);
    of_kind.min_by_key(|team| team.first).ok_or(StoreError::Damaged("a team is missing"))
}

/// Writes a team's first epoch, known to the log as leaf `leaf`.
pub(crate) async fn begin(
    transaction: &mut AnyConnection,
    (tenant, name, kind): (TenantId, &str, TeamKind),
    members: &[Member],
    leaf: u64,
) -> Result<(Team, SecretKey), StoreError> {
    let id = random::new_id();
    let (epoch, secret) = TeamEpoch::first(tenant, id, members, &mut random::system())?;
    let query = sqlx::query(sql::TEAM_ADD).bind(id_bytes(id)).bind(name).bind(kind.code());
    query.bind(i64::from(epoch.epoch.number())).execute(&mut *transaction).await.map_err(|error| match &error {
        sqlx::Error::Database(database) if database.is_unique_violation() => StoreError::Taken("team"),
        _ => error.into(),
    })?;
    write_epoch(transaction, &epoch, leaf).await?;
    let (name, custody, first) = (name.to_owned(), None, leaf);
    Ok((Team { id, name, kind, epoch: epoch.epoch, key: epoch.public, custody, leaf, first }, secret))
}

async fn write_epoch(transaction: &mut AnyConnection, epoch: &TeamEpoch, leaf: u64) -> Result<(), StoreError> {
    let number = i64::from(epoch.epoch.number());
    let query = sqlx::query(sql::EPOCH_ADD).bind(id_bytes(epoch.team)).bind(number);
    query.bind(epoch.public.as_bytes().to_vec()).bind(signed(leaf)).execute(&mut *transaction).await?;
    for (account, wrap) in &epoch.wraps {
        let query = sqlx::query(sql::MEMBERSHIP_ADD).bind(id_bytes(epoch.team)).bind(number);
        query.bind(id_bytes(*account)).bind(wrap.clone()).execute(&mut *transaction).await?;
    }
    Ok(())
}

/// Wraps a secret of the organisation to the present epoch of a team.
pub(crate) async fn share_secret(
    transaction: &mut AnyConnection,
    tenant: TenantId,
    team: &Team,
    (purpose, secret): (&str, &TenantSecret),
) -> Result<(), StoreError> {
    let place = TenantSecretPlace { tenant, team: team.id, epoch: team.epoch, purpose };
    let wrap = team.key.wrap(secret, &place, &mut random::system());
    let query = sqlx::query(sql::SECRET_ADD).bind(purpose).bind(id_bytes(team.id));
    query.bind(i64::from(team.epoch.number())).bind(wrap).execute(transaction).await?;
    Ok(())
}

pub(crate) async fn share_secrets(
    transaction: &mut AnyConnection,
    tenant: TenantId,
    team: &Team,
    session: &Session,
) -> Result<(), StoreError> {
    for purpose in team.kind.secrets() {
        share_secret(transaction, tenant, team, (purpose, session.secret(purpose)?)).await?;
    }
    Ok(())
}

/// The secrets of a new organisation, in the order of [`INDEX`] and [`PROOF`].
pub(crate) async fn share_first_secrets(
    transaction: &mut AnyConnection,
    tenant: TenantId,
    team: &Team,
    secrets: &[TenantSecret; 2],
) -> Result<(), StoreError> {
    for (purpose, secret) in [INDEX, PROOF].into_iter().zip(secrets) {
        if team.kind.secrets().contains(&purpose) {
            share_secret(transaction, tenant, team, (purpose, secret)).await?;
        }
    }
    Ok(())
}

impl Store {
    /// Every team.
    pub async fn teams(&self) -> Result<Vec<Team>, StoreError> {
        teams(&mut *self.db.read().await?).await
    }

    /// The members of a team's present epoch.
    pub async fn members(&self, team: &Team) -> Result<Vec<MemberFacts>, StoreError> {
        members(&mut *self.db.read().await?, team).await
    }

    /// Makes another team for casework or of custodians, with the session's person as its first member. Somebody of such a team does
    /// this: it opens nothing that they could not open before, and only who holds the key of the indexes can pass it on.
    pub async fn add_team(
        &self,
        session: &mut Session,
        (name, kind): (&str, TeamKind),
        today: Date,
    ) -> Result<TeamId, StoreError> {
        if kind == TeamKind::Audit || !session.is_in(kind) {
            return Err(StoreError::NotThere("team"));
        }
        if kind == TeamKind::Casework {
            session.require(Right::HandOver)?;
        }
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let founder = [Member { account: session.account, key: session.key().public() }];
        let (team, secret) = begin(&mut transaction, (self.tenant, name, kind), &founder, taken.first()).await?;
        share_secrets(&mut transaction, self.tenant, &team, session).await?;
        super::escrow::wrap_epoch(&mut transaction, self.tenant, &team, &secret).await?;
        let content = epoch_digest(team.id, kind, team.epoch, &team.key);
        let act = Act::new(session.role(), Action::KeyRotated).on(team.id).content(content);
        self.finish(transaction, taken, Some(session.account), &[act]).await?;
        let id = team.id;
        session.hold(team, secret);
        Ok(id)
    }

    /// Lets a person into a team, and so into everything the team holds. A member does this: nobody else has the key. Whoever
    /// administers is let into none that holds what is sealed.
    pub async fn add_member(&self, session: &Session, team: &str, name: &str, today: Date) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let team = named(&mut transaction, team).await?;
        let person = account::named(&mut transaction, name).await?;
        if members(&mut transaction, &team).await?.iter().any(|member| member.account == person.id) {
            return Err(StoreError::Taken("member"));
        }
        if person.administrator && team.kind != TeamKind::Audit {
            return Err(StoreError::AdministratorWithContent);
        }
        // Older epochs too: what was not moved yet, or was sealed while a key was being replaced.
        let mut held = 0;
        for row in sqlx::query(sql::EPOCHS).fetch_all(&mut *transaction).await? {
            let (id, epoch) = (row.id("team")?, epoch_of(row.number("epoch")?)?);
            let Some(secret) = session.team_key(id, epoch).filter(|_| id == team.id) else { continue };
            let place = SecretKeyPlace::Team(self.tenant, id, epoch, person.id);
            let wrap = person.key.wrap(secret, &place, &mut random::system());
            let query = sqlx::query(sql::MEMBERSHIP_ADD).bind(id_bytes(id)).bind(i64::from(epoch.number()));
            query.bind(id_bytes(person.id)).bind(wrap).execute(&mut *transaction).await?;
            held += usize::from(epoch == team.epoch);
        }
        if held == 0 {
            return Err(StoreError::NotThere("team"));
        }
        let act = Act::new(session.role(), Action::MemberAdded).on(person.id);
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }

    /// Takes a person out of a team and begins a new epoch, whose key that person never had. What was sealed before is moved
    /// to it by [`Store::rewrap`]. A member who stays does this.
    pub async fn remove_member(
        &self,
        session: &mut Session,
        (team, name): (&str, &str),
        today: Date,
    ) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 2, today).await?;
        let team = named(&mut transaction, team).await?;
        let person = account::named(&mut transaction, name).await?;
        let present = members(&mut transaction, &team).await?;
        let is_member = present.iter().any(|member| member.account == person.id);
        // Nobody takes themselves out: who begins an epoch holds its key.
        if !session.holds(&team) || !is_member || session.account == person.id {
            return Err(StoreError::NotThere("member"));
        }
        if present.len() == 1 {
            return Err(StoreError::LastMember);
        }
        let wraps = present.iter().map(|member| (member.account, Vec::new())).collect();
        let before = TeamEpoch { tenant: self.tenant, team: team.id, epoch: team.epoch, public: team.key, wraps };
        let staying: Vec<Member> = present
            .iter()
            .filter(|member| member.account != person.id)
            .map(|member| Member { account: member.account, key: member.key })
            .collect();
        let (next, secret) = before.rotate(person.id, &staying, &mut random::system())?;
        let leaf = taken.first() + 1;
        write_epoch(&mut transaction, &next, leaf).await?;
        let query = sqlx::query(sql::TEAM_EPOCH_SET).bind(id_bytes(team.id)).bind(i64::from(next.epoch.number()));
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Err(StoreError::KeysMoved);
        }
        let query = sqlx::query(sql::MEMBERSHIP_DROP).bind(id_bytes(team.id)).bind(id_bytes(person.id));
        query.execute(&mut *transaction).await?;
        let next = Team { epoch: next.epoch, key: next.public, leaf, ..team };
        share_secrets(&mut transaction, self.tenant, &next, session).await?;
        let query = sqlx::query(sql::SECRETS_OF_TEAM_DROP).bind(id_bytes(next.id));
        query.bind(i64::from(next.epoch.number())).execute(&mut *transaction).await?;
        super::escrow::wrap_epoch(&mut transaction, self.tenant, &next, &secret).await?;
        let content = epoch_digest(next.id, next.kind, next.epoch, &next.key);
        let acts = [
            Act::new(session.role(), Action::MemberRemoved).on(person.id),
            Act::new(session.role(), Action::KeyRotated).on(next.id).content(content),
        ];
        self.finish(transaction, taken, Some(session.account), &acts).await?;
        session.hold(next, secret);
        Ok(())
    }
}

/// The team of this name.
pub(crate) async fn named(connection: &mut AnyConnection, name: &str) -> Result<Team, StoreError> {
    of_name(&teams(connection).await?, name).cloned()
}

/// The team of this name among these.
pub(super) fn of_name<'a>(teams: &'a [Team], name: &str) -> Result<&'a Team, StoreError> {
    teams.iter().find(|team| team.name == name).ok_or(StoreError::NotThere("team"))
}

pub(crate) async fn members(connection: &mut AnyConnection, team: &Team) -> Result<Vec<MemberFacts>, StoreError> {
    let query = sqlx::query(sql::MEMBERS).bind(id_bytes(team.id)).bind(i64::from(team.epoch.number()));
    let rows = query.fetch_all(connection).await?;
    let member = |row: &sqlx::any::AnyRow| {
        let key = PublicKey::from_bytes(row.array("public_key")?);
        let key = key.map_err(|_| StoreError::Tampered("a person's public key"))?;
        Ok(MemberFacts { account: row.id("account")?, name: row.text("name")?, key })
    };
    rows.iter().map(member).collect()
}
