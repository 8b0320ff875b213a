//! A session: what a person who is signed in can open.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use overt_model::{Class, Private};

use super::custody::{custody_of, is_apart, refuse_foreign};
use super::duty::{Charge, may};
use super::{Account, Duty, Right, Role, Team, TeamKind};
use crate::db::{Read, id_bytes};
use crate::store::Store;
use crate::vault::{
    AccountId, BlindField, BlindIndex, BlindKey, Epoch, ProofKey, PublicKey, SecretKey, SecretKeyPlace, TeamId,
    TenantSecret, TenantSecretPlace,
};
use crate::{StoreError, sql};

/// Purpose of the secret from which the keys of blind indexes are derived.
pub(crate) const INDEX: &str = "index";
/// Purpose of the secret from which the keys of proofs of erasure are derived.
pub(crate) const PROOF: &str = "proof";

/// The kinds of records that [`Right::Refer`] is about.
const REFERRED: [&str; 2] = ["Referral", "Consent"];

/// A person who is signed in, with the keys that this opened. They are overwritten when the session is dropped.
pub struct Session {
    /// Whose it is.
    pub account: AccountId,
    /// The name that signed in.
    pub name: String,
    /// Whether the person looks after accounts, sources and settings.
    pub administrator: bool,
    key: SecretKey,
    held: BTreeMap<(TeamId, Epoch), SecretKey>,
    teams: Vec<Team>,
    duties: Vec<Duty>,
    /// The casework teams in which somebody supervises.
    supervised: BTreeSet<TeamId>,
    secrets: BTreeMap<String, TenantSecret>,
    blind: Vec<BlindKey>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({})", self.account)
    }
}

impl Session {
    /// The teams as they were when the person signed in.
    pub fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// Whether the person holds the present key of this team.
    pub fn holds(&self, team: &Team) -> bool {
        self.held.contains_key(&(team.id, team.epoch))
    }

    /// Whether the person is in a team of this kind.
    pub fn is_in(&self, kind: TeamKind) -> bool {
        self.teams.iter().any(|team| team.kind == kind && self.holds(team))
    }

    /// What the person is charged with.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// Whether the person has a right: over what one casework team of theirs holds, where it matters which.
    pub fn may(&self, right: Right) -> bool {
        let mut own = self.teams.iter().filter(|team| team.kind == TeamKind::Casework && self.holds(team));
        let teams: Vec<TeamKind> = TeamKind::ALL.into_iter().filter(|kind| self.is_in(*kind)).collect();
        self.is_charged(right, &teams, own.all(|team| self.supervised.contains(&team.id)))
    }

    /// Whether the person has a right over what this casework team holds.
    pub fn may_with(&self, right: Right, held_by: TeamId) -> bool {
        let teams = [(TeamKind::Casework, self.is_member(held_by)), (TeamKind::Custody, self.keeps(held_by))];
        let teams: Vec<TeamKind> = teams.into_iter().filter_map(|(kind, is_in)| is_in.then_some(kind)).collect();
        !teams.is_empty() && self.is_charged(right, &teams, self.supervised.contains(&held_by))
    }

    fn is_charged(&self, right: Right, teams: &[TeamKind], is_supervised: bool) -> bool {
        may(Charge { teams, duties: &self.duties, is_supervised }, right)
    }

    pub(crate) fn require(&self, right: Right) -> Result<(), StoreError> {
        if self.may(right) { Ok(()) } else { Err(StoreError::NotYourTask) }
    }

    pub(crate) fn require_with(&self, right: Right, held_by: TeamId) -> Result<(), StoreError> {
        self.refuse_other_team(held_by)?;
        if self.may_with(right, held_by) { Ok(()) } else { Err(StoreError::NotYourTask) }
    }

    /// Whether the person may enter, or change, records of this kind, which `right` says.
    pub fn may_write(&self, right: Right, schema: &str) -> bool {
        self.may(right) || REFERRED.contains(&schema) && self.may(Right::Refer)
    }

    pub(crate) fn require_writing(&self, right: Right, schema: &str) -> Result<(), StoreError> {
        if self.may_write(right, schema) { Ok(()) } else { Err(StoreError::NotYourTask) }
    }

    /// The same for what this team holds. Custodians put right what they keep.
    pub(crate) fn require_changing(&self, right: Right, (held_by, schema): (TeamId, &str)) -> Result<(), StoreError> {
        self.refuse_other_team(held_by)?;
        if self.keeps(held_by) { Ok(()) } else { self.require_writing(right, schema) }
    }

    /// Whether the person may open a class at all.
    pub fn opens(&self, class: Class) -> bool {
        !class.is_sealed() || self.is_in(super::of_class(class))
    }

    /// Whether the person opens a class of what this casework team holds.
    pub(crate) fn opens_of(&self, class: Class, held_by: TeamId) -> bool {
        !class.is_sealed()
            || if super::of_class(class) == TeamKind::Casework { self.is_member(held_by) } else { self.keeps(held_by) }
    }

    fn is_member(&self, team: TeamId) -> bool {
        self.teams.iter().any(|known| known.id == team && self.holds(known))
    }

    /// Whether the person is a custodian of what this casework team holds.
    fn keeps(&self, held_by: TeamId) -> bool {
        custody_of(&self.teams, held_by).is_ok_and(|custody| self.holds(custody))
    }

    /// Whether the person may change, erase or add to what is held by this casework team: its members may, and its custodians.
    pub(crate) fn may_change(&self, held_by: TeamId) -> bool {
        self.keeps(held_by) || self.is_member(held_by)
    }

    /// Whether the person finds what this casework team holds by name. Where other custodians than the first keep its identities, only
    /// these do, and its members: the keys of the indexes are common to all, so that this is a rule.
    pub(crate) fn may_find(&self, held_by: TeamId) -> bool {
        self.may_change(held_by) || !is_apart(&self.teams, held_by)
    }

    /// The same as an error.
    pub(crate) fn refuse_other_team(&self, held_by: TeamId) -> Result<(), StoreError> {
        if self.may_change(held_by) { Ok(()) } else { Err(StoreError::OtherTeam) }
    }

    /// The task that says most about what the person may see.
    pub fn role(&self) -> Role {
        let has = |duty| self.duties.contains(&duty);
        if self.is_in(TeamKind::Casework) {
            if has(Duty::Supervision) {
                Role::Supervisor
            } else if has(Duty::Intake) {
                Role::IntakeOfficer
            } else if has(Duty::Referral) {
                Role::ReferralOfficer
            } else {
                Role::Caseworker
            }
        } else if self.is_in(TeamKind::Custody) {
            Role::Custodian
        } else if self.is_in(TeamKind::Audit) {
            Role::Auditor
        } else if has(Duty::Analysis) {
            Role::Analyst
        } else if self.administrator {
            Role::Administrator
        } else {
            Role::Member
        }
    }

    pub(crate) fn require_administrator(&self) -> Result<(), StoreError> {
        if self.administrator { Ok(()) } else { Err(StoreError::NotThere("administration")) }
    }

    pub(crate) const fn key(&self) -> &SecretKey {
        &self.key
    }

    /// The secret key of a team's epoch; absent and not allowed are the same.
    pub(crate) fn team_key(&self, team: TeamId, epoch: Epoch) -> Option<&SecretKey> {
        self.held.get(&(team, epoch))
    }

    /// The secret keys of teams of a kind, of every epoch that the person holds.
    pub(crate) fn keys_of(&self, kind: TeamKind) -> impl Iterator<Item = &SecretKey> {
        let is_of_kind = move |team: TeamId| self.teams.iter().any(|known| known.id == team && known.kind == kind);
        self.held.iter().filter(move |((team, _), _)| is_of_kind(*team)).map(|(_, key)| key)
    }

    pub(crate) fn secret(&self, purpose: &str) -> Result<&TenantSecret, StoreError> {
        self.secrets.get(purpose).ok_or(StoreError::NotThere("key"))
    }

    pub(crate) fn proof_key(&self, tenant: crate::vault::TenantId) -> Result<ProofKey, StoreError> {
        Ok(ProofKey::derive(self.secret(PROOF)?, tenant))
    }

    /// The index of a text, or nothing where it has too little in it; refused without the key of the indexes.
    pub(crate) fn blind(&self, field: BlindField, text: &Private<String>) -> Result<Option<BlindIndex>, StoreError> {
        let position = BlindField::ALL.iter().position(|known| *known == field);
        let key = position.and_then(|position| self.blind.get(position)).ok_or(StoreError::NotThere("key"))?;
        Ok(key.index(text))
    }

    /// Adds a key that came to be during the session.
    pub(crate) fn hold(&mut self, team: Team, key: SecretKey) {
        self.held.insert((team.id, team.epoch), key);
        self.know(team);
    }

    /// Takes in how a team is by now.
    pub(crate) fn know(&mut self, team: Team) {
        self.teams.retain(|known| known.id != team.id);
        self.teams.push(team);
    }
}

/// Opens everything that belongs to an account whose secret key is `key`.
pub(super) async fn begin(store: &Store, account: &Account, key: SecretKey) -> Result<Session, StoreError> {
    let mut connection = store.db.read().await?;
    let rows = sqlx::query(sql::MEMBERSHIPS_OF).bind(id_bytes(account.id)).fetch_all(&mut *connection).await?;
    let mut held = BTreeMap::new();
    for row in rows {
        let (team, epoch) = (row.id("team")?, epoch(row.number("epoch")?)?);
        let place = SecretKeyPlace::Team(store.tenant, team, epoch, account.id);
        let secret: Option<SecretKey> = key.unwrap(&row.bytes("wrap")?, &place).ok();
        let public = PublicKey::from_bytes(row.array("public_key")?).ok();
        match secret {
            Some(secret) if public == Some(secret.public()) => held.insert((team, epoch), secret),
            _ => return Err(StoreError::Tampered("the key of a team")),
        };
    }
    let mut secrets = BTreeMap::new();
    for row in sqlx::query(sql::SECRETS).fetch_all(&mut *connection).await? {
        let (purpose, team, epoch) = (row.text("purpose")?, row.id("team")?, epoch(row.number("epoch")?)?);
        let Some(team_key) = held.get(&(team, epoch)) else { continue };
        let place = TenantSecretPlace { tenant: store.tenant, team, epoch, purpose: &purpose };
        let secret: TenantSecret = team_key
            .unwrap(&row.bytes("wrap")?, &place)
            .map_err(|_| StoreError::Tampered("a secret of the organisation"))?;
        secrets.insert(purpose, secret);
    }
    let derive = |secret: &TenantSecret| BlindField::ALL.map(|field| BlindKey::derive(secret, store.tenant, field));
    let blind = secrets.get(INDEX).map(derive).into_iter().flatten().collect();
    let teams = super::teams(&mut connection).await?;
    for team in &teams {
        refuse_foreign(&mut connection, team).await?;
    }
    let supervised = super::duty::supervised(&mut connection).await?;
    let duties = super::duty::duties(&mut connection)
        .await?
        .into_iter()
        .filter(|(whose, _)| *whose == account.id)
        .map(|(_, duty)| duty)
        .collect();
    let (id, name, administrator) = (account.id, account.name.clone(), account.administrator);
    Ok(Session { account: id, name, administrator, key, held, teams, duties, supervised, secrets, blind })
}

pub(crate) fn epoch(number: i64) -> Result<Epoch, StoreError> {
    u32::try_from(number).map(Epoch::new).map_err(|_| StoreError::Damaged("the number of an epoch is none"))
}
