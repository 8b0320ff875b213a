//! Opens one of every stored form that any version of Overt has written. The files below `golden/` are never rewritten: what
//! an organisation sealed years ago must open tomorrow. A new form gets a new file; `write_missing_golden_files` makes it.

#![expect(clippy::unwrap_used, reason = "all of this file is a test")]

mod golden {
    pub(crate) mod file;
    pub(crate) mod write;
}

use std::io::Read as _;

use golden::file::Golden;
use overt_model::{Class, Private, Secret};
use overt_store::vault::{
    BlindField, BlindKey, Context, DataKey, DataKeyPlace, Epoch, Erasure, ErasureProof, ErasureReason, Escrow,
    FileFacts, Holder, Passphrase, Pepper, ProofKey, RecoveryCode, SealedContainer, SecretKey, SecretKeyPlace, Share,
    SharePlace, TenantSecret, TenantSecretPlace,
};

fn data_key(golden: &Golden) -> DataKey {
    DataKey::new(golden.secret("data key"))
}

fn context(golden: &Golden) -> Context<'_> {
    Context {
        tenant: golden.id("tenant"),
        table: golden.text("table"),
        row: golden.number("row"),
        class: Class::from_code(golden.text("class")).unwrap(),
        epoch: epoch(golden),
        revision: golden.number("revision").try_into().unwrap(),
    }
}

fn epoch(golden: &Golden) -> Epoch {
    Epoch::new(golden.number("epoch").try_into().unwrap())
}

fn holder(golden: &Golden) -> Holder {
    Holder { tenant: golden.id("tenant"), account: golden.id("account") }
}

#[test]
fn envelope_1_opens() {
    let golden = Golden::read("envelope-1");
    let opened = data_key(&golden).open(&golden.bytes("envelope"), &context(&golden)).unwrap();
    assert_eq!(opened.expose(), golden.text("plaintext").as_bytes());
}

#[test]
fn wrap_1_opens() {
    let golden = Golden::read("wrap-1");
    let recipient = SecretKey::new(&golden.secret("secret key of the recipient"));
    let context = context(&golden);
    let Context { tenant, table, row, class, epoch, .. } = context;
    let place = DataKeyPlace { tenant, table, row, class, epoch, wrapped_to: Epoch::new(4) };
    let data_key: DataKey = recipient.unwrap(&golden.bytes("wrapped data key"), &place).unwrap();
    let opened = data_key.open(&golden.bytes("envelope"), &context).unwrap();
    assert_eq!(opened.expose(), golden.text("plaintext").as_bytes());

    let (team, account) = (golden.id("team"), golden.id("account"));
    let place = SecretKeyPlace::Team(tenant, team, epoch, account);
    let team_key: SecretKey = recipient.unwrap(&golden.bytes("wrapped team key"), &place).unwrap();
    assert_eq!(team_key.public().as_bytes()[..], golden.bytes("public key of the team"));

    let escrow = golden.id("escrow");
    let person = SecretKeyPlace::EscrowedPerson(tenant, escrow, account);
    let person_key: SecretKey = recipient.unwrap(&golden.bytes("escrowed key of a person"), &person).unwrap();
    assert_eq!(person_key.public(), team_key.public());
    let place = SecretKeyPlace::EscrowedTeam(tenant, escrow, team, epoch);
    let escrowed: SecretKey = recipient.unwrap(&golden.bytes("escrowed key of a team"), &place).unwrap();
    assert_eq!(escrowed.public(), team_key.public());
    assert!(recipient.unwrap::<_, SecretKey>(&golden.bytes("escrowed key of a team"), &person).is_err());

    let place = TenantSecretPlace { tenant, team, epoch, purpose: golden.text("purpose") };
    let secret: TenantSecret = recipient.unwrap(&golden.bytes("wrapped tenant secret"), &place).unwrap();
    let index = BlindKey::derive(&secret, tenant, BlindField::Phone).index(&Private::new("+99 123 45678".to_owned()));
    assert_eq!(index.map(|index| u128::from(index.number())), Some(golden.number("index of +99 123 45678")));
}

#[test]
fn user_lock_1_opens() {
    let golden = Golden::read("user-lock-1");
    let passphrase = Passphrase::typed(&Secret::new(golden.text("passphrase").to_owned())).unwrap();
    let pepper = Pepper::new(golden.secret("pepper"));
    let key = SecretKey::unlock(&golden.bytes("user lock"), (&passphrase, &pepper), holder(&golden)).unwrap();
    assert_eq!(key.public().as_bytes()[..], golden.bytes("public key"));
}

#[test]
fn recovery_1_opens() {
    let golden = Golden::read("recovery-1");
    let code = RecoveryCode::read(golden.text("recovery code")).unwrap();
    let key = code.unwrap(&golden.bytes("recovery wrap"), holder(&golden)).unwrap();
    assert_eq!(key.public().as_bytes()[..], golden.bytes("public key"));
}

#[test]
fn escrow_1_opens() {
    let golden = Golden::read("escrow-1");
    let (tenant, id) = (golden.id("tenant"), golden.id("escrow"));
    let escrow = Escrow::from_bytes(&golden.bytes("record"), (tenant, id)).unwrap();
    let custodian = SecretKey::new(&golden.secret("secret key of the custodians"));
    for numbers in [[1, 2], [1, 3], [3, 2]] {
        let shares = numbers.map(|number| {
            let place = SharePlace { tenant, escrow: id, number };
            custodian.unwrap::<_, Share>(&golden.bytes(&format!("wrapped share {number}")), &place).unwrap()
        });
        let key = escrow.join(&shares).unwrap();
        assert_eq!(key.public().as_bytes()[..], golden.bytes("public key"));
    }
}

#[test]
fn file_1_opens() {
    let golden = Golden::read("file-1");
    let mut opened = Vec::new();
    let sealed = golden.bytes("sealed file");
    let facts = data_key(&golden).open_file((&mut &sealed[..], &mut opened), &context(&golden)).unwrap();
    let expected = FileFacts {
        name: Private::new(golden.text("name").to_owned()),
        media_type: golden.text("media type").to_owned(),
        length: golden.text("content").len() as u64,
    };
    assert_eq!(facts, expected);
    assert_eq!(opened, golden.text("content").as_bytes());
}

#[test]
fn erasure_1_verifies() {
    let golden = Golden::read("erasure-1");
    let key = ProofKey::derive(&TenantSecret::new(golden.secret("tenant secret")), golden.id("tenant"));
    let proof = ErasureProof::from_bytes(&golden.bytes("proof")).unwrap();
    assert_eq!(proof.verify(&key), Ok(()));
    assert!(proof.covers(&key, &golden.bytes("wrap")));
    let expected = Erasure {
        tenant: golden.id("tenant"),
        table: golden.text("table").to_owned(),
        row: golden.number("row"),
        class: Class::from_code(golden.text("class")).unwrap(),
        reason: ErasureReason::from_code(golden.text("reason")).unwrap(),
        day: golden.text("day").parse().unwrap(),
    };
    assert_eq!(proof.erasure(), &expected);
}

/// Indexes are stored too: a normal form that changes would make everything indexed before impossible to find.
#[test]
fn blind_index_1_is_what_it_was() {
    let golden = Golden::read("blind-index-1");
    let secret = TenantSecret::new(golden.secret("tenant secret"));
    for (field, values) in golden::write::INDEXED {
        let key = BlindKey::derive(&secret, golden.id("tenant"), field);
        for value in values {
            let index = key.index(&Private::new((*value).to_owned())).unwrap();
            assert_eq!(u128::from(index.number()), golden.number(&format!("{} {value}", field.code())));
        }
    }
}

/// With passphrase and pepper, and with the recovery code alone; nothing else is at hand.
#[test]
fn container_1_opens() {
    let golden = Golden::read("container-1");
    let sealed = golden.bytes("container");
    let header = SealedContainer::read_header(&sealed[..]).unwrap().check().unwrap();
    let found = (header.tenant, header.id, header.day);
    assert_eq!(found, (golden.id("tenant"), golden.id("container id"), golden.text("day").parse().unwrap()));
    let [named, without_code] = &header.holders[..] else { panic!("two holders") };
    assert_eq!((named.account, &named.name[..]), (golden.id("account"), golden.text("name")));
    assert_eq!(without_code.recovery_wrap, None);

    let passphrase = Passphrase::typed(&Secret::new(golden.text("passphrase").to_owned())).unwrap();
    let pepper = Pepper::new(golden.secret("pepper"));
    let code = RecoveryCode::read(golden.text("recovery code")).unwrap();
    for key in [
        SecretKey::unlock(&named.user_lock, (&passphrase, &pepper), holder(&golden)).unwrap(),
        code.unwrap(named.recovery_wrap.as_deref().unwrap(), holder(&golden)).unwrap(),
    ] {
        let mut opened = String::new();
        let mut reader = SealedContainer::read_header(&sealed[..]).unwrap().unlock(&key).unwrap();
        reader.read_to_string(&mut opened).unwrap();
        assert_eq!(opened, golden.text("content"));
        assert_eq!(reader.header(), &header);
    }
}

/// Run with `cargo test -p overt-store --test golden -- --ignored` after adding a form. It leaves existing files alone.
#[test]
#[ignore = "writes into the source tree"]
fn write_missing_golden_files() {
    golden::write::all();
}
