//! Team keys: one key pair per epoch, wrapped to every member.
//!
//! A new epoch begins when a member leaves. What is sealed from then on has new data keys, wrapped to the new team key, which
//! the former member never had; what is kept from before is re-wrapped ([`SecretKey::rewrap`]). Somebody who copied an old key
//! can still open what they copied with it: nothing can take back what a person has already read.

use std::collections::BTreeSet;

use rand_core::CryptoRng;

use super::context::{AccountId, Epoch, TeamId, TenantId};
use super::keys::{PublicKey, SecretKey};
use super::place::SecretKeyPlace;
use super::sealing::OpenError;

/// Most members of a team.
pub const MEMBERS_MAX: usize = 10_000;

/// One who shall hold a team's key. The caller vouches that the key is that person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub account: AccountId,
    /// That person's public key.
    pub key: PublicKey,
}

/// What the store keeps of one epoch of a team: its public key, and its secret key wrapped to each member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamEpoch {
    /// Whose team it is.
    pub tenant: TenantId,
    /// Which team.
    pub team: TeamId,
    /// Which of its epochs.
    pub epoch: Epoch,
    /// To which the data keys of this epoch are wrapped.
    pub public: PublicKey,
    /// The secret key wrapped to each member.
    pub wraps: Vec<(AccountId, Vec<u8>)>,
}

/// Why an epoch could not begin or change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TeamError {
    /// Nobody would hold the key.
    #[error("could not begin an epoch: without a member nobody could ever open what is sealed in it")]
    Nobody,
    /// More than [`MEMBERS_MAX`].
    #[error("could not begin an epoch: a team is limited to {MEMBERS_MAX} members")]
    TooMany,
    /// An account stands there twice.
    #[error("could not change the team: an account is a member twice")]
    Twice,
    /// The one who should leave is not a member, or one who should stay is not.
    #[error(
        "could not rotate the team's key: the accounts that stay must be the present members without the one who leaves"
    )]
    NotTheSameTeam,
    /// Numbers of epochs have run out.
    #[error("could not rotate the team's key: no epoch is left")]
    NoEpochLeft,
    /// The secret key given belongs to another epoch or team.
    #[error("could not admit a member: this is not the secret key of the epoch")]
    AnotherKey,
}

impl TeamEpoch {
    /// Begins the first epoch of a team. The secret key is for the session that asked, never for the store.
    pub fn first(
        tenant: TenantId,
        team: TeamId,
        members: &[Member],
        random: &mut impl CryptoRng,
    ) -> Result<(Self, SecretKey), TeamError> {
        Self::begin((tenant, team, Epoch::FIRST), members, random)
    }

    /// Begins the next epoch when `leaving` has left, for `staying`, who must be exactly the other members.
    pub fn rotate(
        &self,
        leaving: AccountId,
        staying: &[Member],
        random: &mut impl CryptoRng,
    ) -> Result<(Self, SecretKey), TeamError> {
        let present: BTreeSet<_> = self.wraps.iter().map(|(account, _)| *account).collect();
        let mut next: BTreeSet<_> = staying.iter().map(|member| member.account).collect();
        if !next.insert(leaving) || present != next {
            return Err(TeamError::NotTheSameTeam);
        }
        let epoch = self.epoch.next().ok_or(TeamError::NoEpochLeft)?;
        Self::begin((self.tenant, self.team, epoch), staying, random)
    }

    /// Lets `member` into this epoch, and so into everything sealed in it. `secret` is its key, opened by a member.
    pub fn admit(&mut self, member: Member, secret: &SecretKey, random: &mut impl CryptoRng) -> Result<(), TeamError> {
        if secret.public() != self.public {
            return Err(TeamError::AnotherKey);
        }
        if self.wraps.iter().any(|(account, _)| *account == member.account) {
            return Err(TeamError::Twice);
        }
        if self.wraps.len() >= MEMBERS_MAX {
            return Err(TeamError::TooMany);
        }
        self.wraps.push((member.account, member.key.wrap(secret, &self.place(member.account), random)));
        Ok(())
    }

    /// The epoch's secret key, for `account`. Refused as well where the stored public key does not belong to it, so that
    /// new data are not wrapped to a key that somebody put there alone. A whole epoch can still be forged by anyone who can
    /// write into the database, since anybody can wrap to public keys: the log keeps the public key of every epoch, and the
    /// store compares.
    pub fn open(&self, account: AccountId, key: &SecretKey) -> Result<SecretKey, OpenError> {
        let (_, wrap) = self.wraps.iter().find(|(member, _)| *member == account).ok_or(OpenError::Refused)?;
        let secret: SecretKey = key.unwrap(wrap, &self.place(account))?;
        if secret.public() == self.public { Ok(secret) } else { Err(OpenError::Refused) }
    }

    fn begin(
        (tenant, team, epoch): (TenantId, TeamId, Epoch),
        members: &[Member],
        random: &mut impl CryptoRng,
    ) -> Result<(Self, SecretKey), TeamError> {
        if members.is_empty() {
            return Err(TeamError::Nobody);
        }
        let secret = SecretKey::generate(random);
        let mut begun = Self { tenant, team, epoch, public: secret.public(), wraps: Vec::with_capacity(members.len()) };
        for member in members {
            begun.admit(*member, &secret, random)?;
        }
        Ok((begun, secret))
    }

    const fn place(&self, account: AccountId) -> SecretKeyPlace {
        SecretKeyPlace::Team(self.tenant, self.team, self.epoch, account)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Seeded;
    use super::*;

    fn people(count: u128, random: &mut Seeded) -> Vec<(Member, SecretKey)> {
        let person = |bits| {
            let key = SecretKey::generate(random);
            (Member { account: AccountId::from_bits(bits), key: key.public() }, key)
        };
        (0..count).map(person).collect()
    }

    fn first(people: &[(Member, SecretKey)], random: &mut Seeded) -> Result<(TeamEpoch, SecretKey), TeamError> {
        let members: Vec<_> = people.iter().map(|(member, _)| *member).collect();
        TeamEpoch::first(TenantId::from_bits(1), TeamId::from_bits(2), &members, random)
    }

    #[test]
    fn every_member_opens_the_epoch_and_nobody_else() {
        let mut random = Seeded::new(1);
        let people = people(4, &mut random);
        let (epoch, secret) = first(&people[..3], &mut random).unwrap();
        for (member, key) in &people[..3] {
            assert_eq!(epoch.open(member.account, key).unwrap().bytes(), secret.bytes());
        }
        let (outsider, key) = &people[3];
        assert!(epoch.open(outsider.account, key).is_err());
        assert!(epoch.open(people[0].0.account, key).is_err());
    }

    #[test]
    fn who_leaves_does_not_open_the_next_epoch() {
        let mut random = Seeded::new(2);
        let people = people(3, &mut random);
        let (epoch, _) = first(&people, &mut random).unwrap();
        let staying = [people[0].0, people[2].0];
        let (next, secret) = epoch.rotate(people[1].0.account, &staying, &mut random).unwrap();
        assert_eq!(next.epoch, Epoch::new(2));
        assert_ne!(next.public, epoch.public);
        assert_eq!(next.open(people[2].0.account, &people[2].1).unwrap().bytes(), secret.bytes());
        assert!(next.open(people[1].0.account, &people[1].1).is_err());
        let mut moved = next.clone();
        moved.wraps = epoch.wraps;
        assert!(moved.open(people[1].0.account, &people[1].1).is_err());
    }

    #[test]
    fn rotation_names_exactly_those_who_stay() {
        let mut random = Seeded::new(3);
        let people = people(3, &mut random);
        let (epoch, _) = first(&people, &mut random).unwrap();
        let [one, two, three] = [people[0].0, people[1].0, people[2].0];
        for staying in [&[one, two, three][..], &[one][..], &[][..]] {
            assert_eq!(epoch.rotate(two.account, staying, &mut random).err(), Some(TeamError::NotTheSameTeam));
        }
        let stranger = AccountId::from_bits(99);
        assert!(epoch.rotate(stranger, &[one, two, three], &mut random).is_err());
        assert_eq!(epoch.rotate(two.account, &[one, one, three], &mut random).err(), Some(TeamError::Twice));
        let last = TeamEpoch { epoch: Epoch::new(u32::MAX), ..epoch };
        assert_eq!(last.rotate(two.account, &[one, three], &mut random).err(), Some(TeamError::NoEpochLeft));
    }

    #[test]
    fn a_new_member_is_let_in_with_the_key_of_the_epoch_only() {
        let mut random = Seeded::new(4);
        let people = people(2, &mut random);
        let (mut epoch, secret) = first(&people[..1], &mut random).unwrap();
        let (member, key) = &people[1];
        assert_eq!(epoch.admit(*member, key, &mut random), Err(TeamError::AnotherKey));
        epoch.admit(*member, &secret, &mut random).unwrap();
        assert_eq!(epoch.admit(*member, &secret, &mut random), Err(TeamError::Twice));
        assert_eq!(epoch.open(member.account, key).unwrap().bytes(), secret.bytes());
    }

    #[test]
    fn a_public_key_exchanged_in_the_database_is_noticed() {
        let mut random = Seeded::new(5);
        let people = people(2, &mut random);
        let (mut epoch, _) = first(&people[..1], &mut random).unwrap();
        epoch.public = people[1].0.key;
        assert!(epoch.open(people[0].0.account, &people[0].1).is_err());
        assert_eq!(first(&[], &mut random).err(), Some(TeamError::Nobody));
    }
}
