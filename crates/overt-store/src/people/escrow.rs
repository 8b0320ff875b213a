//! Escrow: the keys of all teams, split among custodians, for the day on which nobody who holds them can open them.

use jiff::civil::Date;
use sqlx::AnyConnection;

use super::session::epoch as epoch_of;
use super::{Role, Session, Team, account, team};
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::journal::{Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::store::Store;
use crate::vault::{
    Epoch, Escrow, EscrowId, PublicKey, SecretKey, SecretKeyPlace, Share, SharePlace, TeamId, TenantId,
};
use crate::{StoreError, random, sql};

/// An escrow, as anybody may see it.
#[derive(Debug, Clone)]
pub struct EscrowFacts {
    /// Its identifier.
    pub id: EscrowId,
    /// How many custodians must act together.
    pub threshold: u8,
    /// The custodians' names, in the order of their shares.
    pub custodians: Vec<String>,
}

/// What the log holds of an escrow.
pub(crate) fn escrow_digest(id: EscrowId, key: &PublicKey, record: &[u8]) -> Content {
    Digest::of("overt.store 2026 escrow v1").id(id).part(key.as_bytes()).part(record).finish()
}

struct Stored {
    id: EscrowId,
    key: PublicKey,
    escrow: Escrow,
}

async fn stored(connection: &mut AnyConnection, tenant: TenantId) -> Result<Option<Stored>, StoreError> {
    let Some(row) = sqlx::query(sql::ESCROWS).fetch_optional(connection).await? else { return Ok(None) };
    let id = row.id("id")?;
    let key =
        PublicKey::from_bytes(row.array("public_key")?).map_err(|_| StoreError::Tampered("the key of the escrow"))?;
    Ok(Some(Stored { id, key, escrow: Escrow::from_bytes(&row.bytes("record")?, (tenant, id))? }))
}

/// Wraps the key of an epoch to the escrow, if there is one.
pub(super) async fn wrap_epoch(
    transaction: &mut AnyConnection,
    tenant: TenantId,
    team: &Team,
    secret: &SecretKey,
) -> Result<(), StoreError> {
    let Some(Stored { id, key, .. }) = stored(transaction, tenant).await? else { return Ok(()) };
    write_key(transaction, (tenant, id, &key), (team.id, team.epoch), secret).await
}

async fn write_key(
    transaction: &mut AnyConnection,
    (tenant, id, key): (TenantId, EscrowId, &PublicKey),
    (team, epoch): (TeamId, Epoch),
    secret: &SecretKey,
) -> Result<(), StoreError> {
    let place = SecretKeyPlace::EscrowedTeam(tenant, id, team, epoch);
    let wrap = key.wrap(secret, &place, &mut random::system());
    let query = sqlx::query(sql::ESCROW_KEY_ADD).bind(id_bytes(id)).bind(id_bytes(team));
    query.bind(i64::from(epoch.number())).bind(wrap).execute(transaction).await?;
    Ok(())
}

impl Store {
    /// The escrow, if one was made.
    pub async fn escrow(&self) -> Result<Option<EscrowFacts>, StoreError> {
        let mut connection = self.db.read().await?;
        let Some(stored) = stored(&mut connection, self.tenant).await? else { return Ok(None) };
        let rows = sqlx::query(sql::SHARES).bind(id_bytes(stored.id)).fetch_all(&mut *connection).await?;
        let custodians = rows.iter().map(|row| row.text("name")).collect::<Result<_, _>>()?;
        Ok(Some(EscrowFacts { id: stored.id, threshold: stored.escrow.threshold(), custodians }))
    }

    /// Splits a new escrow key among `custodians` and wraps to it the keys of every team that the session's person holds. An
    /// earlier escrow opens nothing any more. Teams whose key the person does not hold join at their next epoch.
    pub async fn make_escrow(
        &self,
        session: &Session,
        (threshold, custodians): (u8, &[String]),
        today: Date,
    ) -> Result<EscrowFacts, StoreError> {
        session.require_administrator()?;
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let key = SecretKey::generate(&mut random::system());
        let id = random::new_id();
        let count = u8::try_from(custodians.len()).map_err(|_| crate::vault::EscrowError::Numbers)?;
        let (escrow, shares) = Escrow::split(&key, (self.tenant, id), (threshold, count), &mut random::system())?;
        if let Some(Stored { id, .. }) = stored(&mut transaction, self.tenant).await? {
            for statement in [sql::ESCROW_SHARES_DROP, sql::ESCROW_KEYS_DROP] {
                sqlx::query(statement).bind(id_bytes(id)).execute(&mut *transaction).await?;
            }
        }
        let record = escrow.to_bytes();
        let content = escrow_digest(id, &key.public(), &record);
        let query = sqlx::query(sql::ESCROW_ADD).bind(id_bytes(id)).bind(key.public().as_bytes().to_vec());
        query.bind(record).bind(signed(taken.first())).execute(&mut *transaction).await?;
        for (name, share) in custodians.iter().zip(&shares) {
            let custodian = account::named(&mut transaction, name).await?;
            let place = SharePlace { tenant: self.tenant, escrow: id, number: share.number() };
            let wrap = custodian.key.wrap(share, &place, &mut random::system());
            let query = sqlx::query(sql::SHARE_ADD).bind(id_bytes(id)).bind(i64::from(share.number()));
            query.bind(id_bytes(custodian.id)).bind(wrap).execute(&mut *transaction).await?;
        }
        // Older epochs too: what was not moved yet opens with their keys only.
        for row in sqlx::query(sql::EPOCHS).fetch_all(&mut *transaction).await? {
            let (team, epoch) = (row.id("team")?, epoch_of(row.number("epoch")?)?);
            if let Some(secret) = session.team_key(team, epoch) {
                write_key(&mut transaction, (self.tenant, id, &key.public()), (team, epoch), secret).await?;
            }
        }
        let act = Act::new(Role::Administrator, Action::EscrowMade).on(id).content(content);
        self.finish(transaction, taken, Some(session.account), &[act]).await?;
        Ok(EscrowFacts { id, threshold, custodians: custodians.to_vec() })
    }

    /// Opens the escrow with the sessions of enough custodians and lets `name` into `team` with what it holds.
    pub async fn open_escrow(
        &self,
        custodians: &[&Session],
        (team, name): (&str, &str),
        today: Date,
    ) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, custodians.len() + 1, today).await?;
        let Stored { id, escrow, .. } =
            stored(&mut transaction, self.tenant).await?.ok_or(StoreError::NotThere("escrow"))?;
        let mut shares: Vec<Share> = Vec::new();
        for row in sqlx::query(sql::SHARES).bind(id_bytes(id)).fetch_all(&mut *transaction).await? {
            let holder = row.id("account")?;
            let Some(session) = custodians.iter().find(|session| session.account == holder) else { continue };
            let number = u8::try_from(row.number("number")?).map_err(|_| StoreError::Damaged("a share"))?;
            let place = SharePlace { tenant: self.tenant, escrow: id, number };
            let share = session.key().unwrap(&row.bytes("wrap")?, &place);
            shares.push(share.map_err(|_| StoreError::Tampered("a share of the escrow"))?);
        }
        let key = escrow.join(&shares)?;
        let team = team::named(&mut transaction, team).await?;
        let person = account::named(&mut transaction, name).await?;
        let mut is_in = false;
        for row in sqlx::query(sql::ESCROW_KEYS).bind(id_bytes(id)).fetch_all(&mut *transaction).await? {
            if row.id("team")? != team.id {
                continue;
            }
            let epoch = epoch_of(row.number("epoch")?)?;
            let place = SecretKeyPlace::EscrowedTeam(self.tenant, id, team.id, epoch);
            let secret: SecretKey =
                key.unwrap(&row.bytes("wrap")?, &place).map_err(|_| StoreError::Tampered("a key in escrow"))?;
            let place = SecretKeyPlace::Team(self.tenant, team.id, epoch, person.id);
            let wrap = person.key.wrap(&secret, &place, &mut random::system());
            let query = sqlx::query(sql::MEMBERSHIP_ADD).bind(id_bytes(team.id)).bind(i64::from(epoch.number()));
            query.bind(id_bytes(person.id)).bind(wrap).execute(&mut *transaction).await?;
            is_in |= epoch == team.epoch;
        }
        if !is_in {
            return Err(StoreError::NotThere("team in the escrow"));
        }
        let opened =
            custodians.iter().map(|session| Act::new(session.role(), Action::EscrowOpened).on(session.account));
        let added = Act::new(Role::Custodian, Action::MemberAdded).on(person.id);
        let acts: Vec<Act> = opened.chain([added]).collect();
        self.finish(transaction, taken, custodians.first().map(|session| session.account), &acts).await
    }
}
