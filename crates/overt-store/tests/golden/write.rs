//! Makes the golden files of the present forms.

use std::io::Write as _;

use getrandom::SysRng;
use getrandom::rand_core::{Rng, UnwrapErr};
use jiff::civil::Date;
use overt_model::{Class, Id, Private, Secret};
use overt_store::vault::{
    BlindField, BlindKey, ContainerHeader, ContainerHolder, ContainerWriter, Context, DataKey, DataKeyPlace, Epoch,
    Erasure, ErasureProof, ErasureReason, Escrow, FileFacts, Holder, KdfParameters, Passphrase, Pepper, ProofKey,
    RecoveryCode, SecretKey, SecretKeyPlace, SharePlace, TenantSecret, TenantSecretPlace,
};

use super::file::{hex, write};

/// Values whose indexes must never change.
pub(crate) const INDEXED: [(BlindField, &[&str]); 3] = [
    (BlindField::PersonName, &["Zoë O’Invented-Łabędź", "مُخْتَرَع مثال", "राम उदाहरण", "ΟΔΥΣΣΕΎΣ Straße"]),
    (BlindField::Phone, &["+99 (0)123 456 789", "0099123456789", "0123 456789", "+٩٩ ١٢٣ ٤٥٦ ٧٨٩"]),
    (BlindField::PaperNumber, &["ab-12 34.567", "ÑX 999.000/1"]),
];

const PLAINTEXT: &str = "an invented name, and a place that does not exist";
const PLACE: Context<'_> = Context {
    tenant: Id::from_bits(0x11),
    table: "sealed",
    row: 0x0123_4567_89ab_cdef_0011_2233_4455_6677,
    class: Class::Direct,
    epoch: Epoch::new(3),
    revision: 5,
};
const HOLDER: Holder = Holder { tenant: PLACE.tenant, account: Id::from_bits(0x22) };

pub(crate) fn all() {
    envelope();
    wrap();
    user_lock();
    recovery();
    escrow();
    file();
    erasure();
    blind_index();
    container();
}

fn bytes() -> [u8; 32] {
    let mut bytes = [0; 32];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    bytes
}

fn place() -> Vec<(&'static str, String)> {
    vec![
        ("tenant", format!("{:x}", PLACE.tenant.bits())),
        ("table", PLACE.table.into()),
        ("row", format!("{:x}", PLACE.row)),
        ("class", PLACE.class.code().into()),
        ("epoch", format!("{:x}", PLACE.epoch.number())),
        ("revision", format!("{:x}", PLACE.revision)),
    ]
}

fn person() -> Vec<(&'static str, String)> {
    vec![("tenant", format!("{:x}", HOLDER.tenant.bits())), ("account", format!("{:x}", HOLDER.account.bits()))]
}

fn public(key: &SecretKey) -> String {
    hex(key.public().as_bytes())
}

fn envelope() {
    let key = bytes();
    let envelope = DataKey::new(Secret::new(key)).seal(PLAINTEXT.as_bytes(), &PLACE, &mut UnwrapErr(SysRng)).unwrap();
    let own = [("data key", hex(&key)), ("plaintext", PLAINTEXT.into()), ("envelope", hex(&envelope))];
    write("envelope-1", &[place(), own.into()].concat());
}

fn wrap() {
    let random = &mut UnwrapErr(SysRng);
    let recipient_bytes = bytes();
    let recipient = SecretKey::new(&Secret::new(recipient_bytes)).public();
    let (data_key, other, secret) = (DataKey::generate(random), SecretKey::generate(random), bytes());
    let (team, escrow) = (Id::from_bits(0x33), Id::from_bits(0x44));
    let Context { tenant, table, row, class, epoch, .. } = PLACE;
    let data_key_place = DataKeyPlace { tenant, table, row, class, epoch, wrapped_to: Epoch::new(4) };
    let team_place = SecretKeyPlace::Team(tenant, team, epoch, HOLDER.account);
    let person_escrow = SecretKeyPlace::EscrowedPerson(tenant, escrow, HOLDER.account);
    let team_escrow = SecretKeyPlace::EscrowedTeam(tenant, escrow, team, epoch);
    let tenant_secret = TenantSecret::new(Secret::new(secret));
    let secret_place = TenantSecretPlace { tenant, team, epoch, purpose: "index" };
    let phone = Private::new("+99 123 45678".to_owned());
    let index = BlindKey::derive(&tenant_secret, tenant, BlindField::Phone).index(&phone).unwrap();
    let own = [
        ("account", format!("{:x}", HOLDER.account.bits())),
        ("team", "33".into()),
        ("escrow", "44".into()),
        ("purpose", "index".into()),
        ("secret key of the recipient", hex(&recipient_bytes)),
        ("plaintext", PLAINTEXT.into()),
        ("envelope", hex(&data_key.seal(PLAINTEXT.as_bytes(), &PLACE, random).unwrap())),
        ("wrapped data key", hex(&recipient.wrap(&data_key, &data_key_place, random))),
        ("public key of the team", public(&other)),
        ("wrapped team key", hex(&recipient.wrap(&other, &team_place, random))),
        ("escrowed key of a person", hex(&recipient.wrap(&other, &person_escrow, random))),
        ("escrowed key of a team", hex(&recipient.wrap(&other, &team_escrow, random))),
        ("wrapped tenant secret", hex(&recipient.wrap(&tenant_secret, &secret_place, random))),
        ("index of +99 123 45678", format!("{:x}", index.number())),
    ];
    write("wrap-1", &[place(), own.into()].concat());
}

fn user_lock() {
    let random = &mut UnwrapErr(SysRng);
    let (key, pepper) = (SecretKey::generate(random), bytes());
    let text = "quatre mots inventés, et « un café »";
    let passphrase = Passphrase::chosen(&Secret::new(text.to_owned())).unwrap();
    let parameters = KdfParameters::new(8 << 10, 2, 1).unwrap();
    let lock = key.lock((&passphrase, &Pepper::new(Secret::new(pepper))), HOLDER, parameters, random).unwrap();
    let own = [
        ("passphrase", text.into()),
        ("pepper", hex(&pepper)),
        ("public key", public(&key)),
        ("user lock", hex(&lock)),
    ];
    write("user-lock-1", &[person(), own.into()].concat());
}

fn recovery() {
    let random = &mut UnwrapErr(SysRng);
    let (key, code) = (SecretKey::generate(random), RecoveryCode::generate(random));
    let own = [
        ("recovery code", code.to_text().expose().clone()),
        ("public key", public(&key)),
        ("recovery wrap", hex(&code.wrap(&key, HOLDER, random))),
    ];
    write("recovery-1", &[person(), own.into()].concat());
}

fn escrow() {
    let random = &mut UnwrapErr(SysRng);
    let (key, custodian) = (SecretKey::generate(random), bytes());
    let (tenant, id) = (PLACE.tenant, Id::from_bits(0x44));
    let (escrow, shares) = Escrow::split(&key, (tenant, id), (2, 3), random).unwrap();
    let recipient = SecretKey::new(&Secret::new(custodian)).public();
    let mut lines = vec![
        ("tenant", format!("{:x}", tenant.bits())),
        ("escrow", "44".into()),
        ("public key", public(&key)),
        ("secret key of the custodians", hex(&custodian)),
        ("record", hex(&escrow.to_bytes())),
    ];
    for (share, name) in shares.iter().zip(["wrapped share 1", "wrapped share 2", "wrapped share 3"]) {
        let place = SharePlace { tenant, escrow: id, number: share.number() };
        lines.push((name, hex(&recipient.wrap(share, &place, random))));
    }
    write("escrow-1", &lines);
}

fn file() {
    let key = bytes();
    let content = "All of this is invented.";
    let facts = FileFacts {
        name: Private::new("notes – 1.txt".to_owned()),
        media_type: "text/plain".to_owned(),
        length: content.len() as u64,
    };
    let mut sealed = Vec::new();
    DataKey::new(Secret::new(key))
        .seal_file(&facts, (&mut content.as_bytes(), &mut sealed), &PLACE, &mut UnwrapErr(SysRng))
        .unwrap();
    let own = [
        ("data key", hex(&key)),
        ("name", facts.name.expose().clone()),
        ("media type", facts.media_type),
        ("content", content.into()),
        ("sealed file", hex(&sealed)),
    ];
    write("file-1", &[place(), own.into()].concat());
}

fn erasure() {
    let (secret, wrap) = (bytes(), [bytes(), bytes()].concat());
    let key = ProofKey::derive(&TenantSecret::new(Secret::new(secret)), PLACE.tenant);
    let Context { tenant, table, row, class, .. } = PLACE;
    let (reason, day) = (ErasureReason::PersonAsked, Date::constant(2026, 11, 23));
    let erasure = Erasure { tenant, table: table.to_owned(), row, class, reason, day };
    let own = [
        ("reason", reason.code().into()),
        ("day", day.to_string()),
        ("tenant secret", hex(&secret)),
        ("wrap", hex(&wrap)),
        ("proof", hex(&ErasureProof::new(&key, erasure, &[&wrap, b"another"]).unwrap().to_bytes())),
    ];
    write("erasure-1", &[place(), own.into()].concat());
}

fn blind_index() {
    let secret = bytes();
    let tenant_secret = TenantSecret::new(Secret::new(secret));
    let mut lines =
        vec![("tenant".to_owned(), format!("{:x}", PLACE.tenant.bits())), ("tenant secret".to_owned(), hex(&secret))];
    for (field, values) in INDEXED {
        let key = BlindKey::derive(&tenant_secret, PLACE.tenant, field);
        for value in values {
            let index = key.index(&Private::new((*value).to_owned())).unwrap();
            lines.push((format!("{} {value}", field.code()), format!("{:x}", index.number())));
        }
    }
    let lines: Vec<(&str, String)> = lines.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    write("blind-index-1", &lines);
}

fn container() {
    let random = &mut UnwrapErr(SysRng);
    let (key, code, pepper) = (SecretKey::generate(random), RecoveryCode::generate(random), bytes());
    let text = "quatre mots inventés, et « un café »";
    let passphrase = Passphrase::chosen(&Secret::new(text.to_owned())).unwrap();
    let parameters = KdfParameters::new(8 << 10, 2, 1).unwrap();
    let lock = key.lock((&passphrase, &Pepper::new(Secret::new(pepper))), HOLDER, parameters, random).unwrap();
    let holder = ContainerHolder {
        account: HOLDER.account,
        name: "invented-1".to_owned(),
        public_key: key.public(),
        user_lock: lock,
        recovery_wrap: Some(code.wrap(&key, HOLDER, random)),
    };
    let without_code = ContainerHolder {
        account: Id::from_bits(0x23),
        name: "« inventée 2 »".to_owned(),
        public_key: SecretKey::generate(random).public(),
        user_lock: bytes().to_vec(),
        recovery_wrap: None,
    };
    let header = ContainerHeader {
        tenant: HOLDER.tenant,
        id: Id::from_bits(PLACE.row),
        day: Date::constant(2026, 11, 23),
        holders: vec![holder, without_code],
    };
    let mut writer = ContainerWriter::new(Vec::new(), &header, random).unwrap();
    writer.write_all(PLAINTEXT.as_bytes()).unwrap();
    let own = [
        ("container id", format!("{:x}", header.id.bits())),
        ("day", header.day.to_string()),
        ("name", header.holders[0].name.clone()),
        ("passphrase", text.into()),
        ("pepper", hex(&pepper)),
        ("recovery code", code.to_text().expose().clone()),
        ("content", PLAINTEXT.into()),
        ("container", hex(&writer.finish().unwrap())),
    ];
    write("container-1", &[person(), own.into()].concat());
}
