//! One organisation's keys from the first day to an erasure, as the store uses them. Whatever would be stored on the way is
//! collected and searched for keys, words and the pepper.

use std::io::{Read as _, Write as _};

use getrandom::SysRng;
use getrandom::rand_core::{Rng, UnwrapErr};
use jiff::civil::Date;
use overt_model::{Class, Id, Private, Secret};
use overt_store::vault::{
    AccountId, BlindField, BlindKey, ContainerHeader, ContainerHolder, ContainerWriter, Context, DataKey, DataKeyPlace,
    Epoch, Erasure, ErasureProof, ErasureReason, Escrow, EscrowId, FileFacts, Holder, KdfParameters, Member,
    Passphrase, Pepper, ProofKey, PublicKey, RecoveryCode, SealedContainer, SecretKey, SecretKeyPlace, Share,
    SharePlace, TeamEpoch, TeamId, TenantId, TenantSecret, TenantSecretPlace, Wrapper,
};

const TENANT: TenantId = Id::from_bits(1);
const TEAM: TeamId = Id::from_bits(2);
const ESCROW: EscrowId = Id::from_bits(3);
const NAME: &str = "an invented name that stands nowhere else";
const WORDS: &str = "four invented words that differ";

const PLACE: DataKeyPlace<'_> = DataKeyPlace {
    tenant: TENANT,
    table: "sealed",
    row: 7,
    class: Class::Direct,
    epoch: Epoch::FIRST,
    wrapped_to: Epoch::FIRST,
};
const CONTEXT: Context<'_> =
    Context { tenant: TENANT, table: "sealed", row: 7, class: Class::Direct, epoch: Epoch::FIRST, revision: 1 };

/// What must never be stored, and what is.
#[derive(Default)]
struct Witness {
    secrets: Vec<Vec<u8>>,
    stored: Vec<Vec<u8>>,
}

impl Witness {
    fn secret(&mut self) -> Secret<[u8; 32]> {
        let mut bytes = [0; 32];
        UnwrapErr(SysRng).fill_bytes(&mut bytes);
        self.secrets.push(bytes.to_vec());
        Secret::new(bytes)
    }

    fn store(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.stored.push(bytes.to_vec());
        bytes.to_vec()
    }

    /// Looks for every run of twelve bytes of every secret.
    fn assert_nothing_leaked(&self) {
        let stored = self.stored.concat();
        for secret in &self.secrets {
            for run in secret.windows(12) {
                assert!(!stored.windows(12).any(|window| window == run), "a secret is stored");
            }
        }
    }
}

fn holder(account: u128) -> Holder {
    Holder { tenant: TENANT, account: AccountId::from_bits(account) }
}

fn member(account: u128, key: PublicKey) -> Member {
    Member { account: AccountId::from_bits(account), key }
}

#[test]
fn from_the_first_day_to_an_erasure_nothing_secret_is_stored() {
    let random = &mut UnwrapErr(SysRng);
    let mut witness = Witness::default();
    witness.secrets.extend([NAME.as_bytes().to_vec(), WORDS.as_bytes().to_vec()]);

    // Two people join and sign in.
    let pepper = Pepper::new(witness.secret());
    let passphrase = Passphrase::chosen(&Secret::new(WORDS.to_owned())).unwrap();
    let weak = KdfParameters::new(8 << 10, 1, 1).unwrap();
    let [first, second] = [10, 11].map(|account| {
        let key = SecretKey::new(&witness.secret());
        let lock = key.lock((&passphrase, &pepper), holder(account), weak, random).unwrap();
        let lock = witness.store(&lock);
        SecretKey::unlock(&lock, (&passphrase, &pepper), holder(account)).unwrap()
    });
    let members = [member(10, first.public()), member(11, second.public())];
    let (epoch_one, _) = TeamEpoch::first(TENANT, TEAM, &members, random).unwrap();
    epoch_one.wraps.iter().for_each(|(_, wrap)| drop(witness.store(wrap)));

    // Somebody without any secret key seals a record and a file for the team.
    let data_key = DataKey::new(witness.secret());
    let wrap = witness.store(&epoch_one.public.wrap(&data_key, &PLACE, random));
    let envelope = witness.store(&data_key.seal(NAME.as_bytes(), &CONTEXT, random).unwrap());
    let file_place = Context { table: "file", ..CONTEXT };
    let facts =
        FileFacts { name: Private::new(NAME.into()), media_type: "text/plain".into(), length: NAME.len() as u64 };
    let mut sealed = Vec::new();
    data_key.seal_file(&facts, (&mut NAME.as_bytes(), &mut sealed), &file_place, random).unwrap();
    witness.store(&sealed);
    let secret = TenantSecret::new(witness.secret());
    let secret_place = TenantSecretPlace { tenant: TENANT, team: TEAM, epoch: Epoch::FIRST, purpose: "index" };
    witness.store(&epoch_one.public.wrap(&secret, &secret_place, random));
    let index = BlindKey::derive(&secret, TENANT, BlindField::PersonName).index(&Private::new(NAME.into())).unwrap();
    witness.store(&index.number().to_le_bytes());

    // The second person leaves; the record is kept and opens in the new epoch, for the first person only.
    let (epoch_two, _) = epoch_one.rotate(AccountId::from_bits(11), &members[..1], random).unwrap();
    epoch_two.wraps.iter().for_each(|(_, wrap)| drop(witness.store(wrap)));
    let old = epoch_one.open(AccountId::from_bits(10), &first).unwrap();
    let new_place = DataKeyPlace { wrapped_to: Epoch::new(2), ..PLACE };
    let wrapper = Wrapper::to(&epoch_two.public, random);
    let moved = old.rewrap::<_, DataKey>((&wrap, &PLACE), (&wrapper, &new_place), random).unwrap();
    let moved = witness.store(&moved);
    let new = epoch_two.open(AccountId::from_bits(10), &first).unwrap();
    let opened: DataKey = new.unwrap(&moved, &new_place).unwrap();
    assert_eq!(opened.open(&envelope, &CONTEXT).unwrap().expose(), NAME.as_bytes());
    assert!(epoch_two.open(AccountId::from_bits(11), &second).is_err());

    // The first person forgets the passphrase, then loses the recovery code too.
    let code = RecoveryCode::generate(random);
    let written = code.to_text().expose().clone();
    witness.secrets.push(written.clone().into_bytes());
    let recovery = witness.store(&code.wrap(&first, holder(10), random));
    let recovered = RecoveryCode::read(&written).unwrap().unwrap(&recovery, holder(10)).unwrap();
    assert_eq!(recovered.public(), first.public());
    let escrow_key = SecretKey::new(&witness.secret());
    let (escrow, shares) = Escrow::split(&escrow_key, (TENANT, ESCROW), (2, 3), random).unwrap();
    witness.store(&escrow.to_bytes());
    let person = SecretKeyPlace::EscrowedPerson(TENANT, ESCROW, AccountId::from_bits(10));
    let escrowed = witness.store(&escrow_key.public().wrap(&first, &person, random));
    let custodian = SecretKey::new(&witness.secret());
    let opened: Vec<Share> = shares[1..]
        .iter()
        .map(|share| {
            let place = SharePlace { tenant: TENANT, escrow: ESCROW, number: share.number() };
            let sealed_share = witness.store(&custodian.public().wrap(share, &place, random));
            custodian.unwrap(&sealed_share, &place).unwrap()
        })
        .collect();
    let joined = escrow.join(&opened).unwrap();
    let recovered: SecretKey = joined.unwrap(&escrowed, &person).unwrap();
    assert_eq!(recovered.public(), first.public());

    // A backup, which opens on an empty machine with the recovery code alone.
    let header = ContainerHeader {
        tenant: TENANT,
        id: Id::from_bits(5),
        day: Date::constant(2026, 11, 23),
        holders: vec![ContainerHolder {
            account: AccountId::from_bits(10),
            name: "desk-1".to_owned(),
            public_key: first.public(),
            user_lock: first.lock((&passphrase, &pepper), holder(10), weak, random).unwrap(),
            recovery_wrap: Some(recovery),
        }],
    };
    let mut backup = ContainerWriter::new(Vec::new(), &header, &mut *random).unwrap();
    backup.write_all(NAME.as_bytes()).unwrap();
    let backup = witness.store(&backup.finish().unwrap());
    let sealed = SealedContainer::read_header(&backup[..]).unwrap();
    let wrap_of_code = sealed.header().holders[0].recovery_wrap.as_deref().unwrap();
    let recovered = RecoveryCode::read(&written).unwrap().unwrap(wrap_of_code, holder(10)).unwrap();
    let mut opened = String::new();
    sealed.unlock(&recovered).unwrap().read_to_string(&mut opened).unwrap();
    assert_eq!(opened, NAME);

    // The record is erased, with a proof.
    let proof_key = ProofKey::derive(&TenantSecret::new(witness.secret()), TENANT);
    let erasure = Erasure {
        tenant: TENANT,
        table: "sealed".to_owned(),
        row: 7,
        class: Class::Direct,
        reason: ErasureReason::PersonAsked,
        day: Date::constant(2026, 11, 23),
    };
    let proof = ErasureProof::new(&proof_key, erasure, &[&wrap, &moved]).unwrap();
    let read = ErasureProof::from_bytes(&witness.store(&proof.to_bytes())).unwrap();
    assert!(read.verify(&proof_key).is_ok() && read.covers(&proof_key, &moved));

    witness.assert_nothing_leaked();
}
