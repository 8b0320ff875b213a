//! The two processes of the canaries. One is told every value and puts it into the store in every way there is. The other one
//! is told a passphrase, opens all of it, and lets go of it; it never heard of a value by another way.

use std::collections::BTreeMap;
use std::fs;

use overt_model::codebook::{Kind, Property};
use overt_model::{Class, Codebook, Field, Place, Private, Record, Rung, Secret, Value};
use overt_store::vault::{BlindField, KdfParameters, Passphrase, RecoveryCode};
use overt_store::{BackupKey, Decision, Edit, Query, Reason, Store, Verdict, new_id};
use zeroize::Zeroizing;

use crate::worker::{Order, tell, told};
use crate::world::{FOUNDER, TODAY, founding, person, record, source};

/// What is planted, each kind with a mark of its own.
pub(crate) const KINDS: [&str; 9] =
    ["direct", "narrative", "sensitive", "place", "file", "content", "passphrase", "recovery", "searched"];

/// Marks of sixteen letters, to each of which a number is added.
pub(crate) struct Marks(pub(crate) BTreeMap<String, String>);

impl Marks {
    /// From a line `kind=mark kind=mark …`.
    fn told() -> Self {
        let line = told();
        let pair = |pair: &str| pair.split_once('=').map(|(kind, mark)| (kind.to_owned(), mark.to_owned()));
        Self(line.split_whitespace().filter_map(pair).collect())
    }

    fn text(&self, kind: &str, number: &mut usize) -> String {
        *number += 1;
        format!("{}{number}", self.0[kind])
    }
}

const SCHEMAS: [&str; 7] = ["Victim", "Organisation", "Payment", "Case", "CaseComment", "Story", "Proceeding"];

/// A value for a property that takes a free text or a place.
fn planted(property: &Property, marks: &Marks, number: &mut usize) -> Option<Value> {
    match &property.kind {
        Kind::Text { max_chars, pattern: None } if property.class.is_sealed() => {
            let kind = match property.class {
                Class::Direct => "direct",
                Class::Narrative => "narrative",
                _ => "sensitive",
            };
            let text = marks.text(kind, number);
            (text.len() <= *max_chars).then(|| Value::text(text))
        }
        Kind::Place { open_to } => {
            let mut name = |rung| {
                (property.class.is_sealed() || *open_to < rung).then(|| Private::new(marks.text("place", number)))
            };
            Some(Value::Place(Box::new(Place {
                country: Some("NPL".into()),
                region: name(Rung::Region),
                district: name(Rung::District),
                locality: name(Rung::Locality),
                site: name(Rung::Site),
                point: None,
            })))
        }
        _ => None,
    }
}

/// Records whose every free text and place holds a canary.
fn records(marks: &Marks, number: &mut usize) -> Vec<Record> {
    let mut records = Vec::new();
    for schema in SCHEMAS {
        let mut planted_record = record(new_id(), schema);
        for property in &Codebook::embedded().schema(schema).unwrap().properties {
            if let Some(value) = planted(property, marks, number) {
                planted_record = planted_record.with(&property.id, value);
            }
        }
        records.push(planted_record);
    }
    records
}

/// Plants everything and stays, with the store open, until it is told to end.
pub(crate) async fn plant(order: &Order) {
    let marks = Marks::told();
    let mut number = 0;
    let first = marks.text("passphrase", &mut number);
    let home = order.folder.join("data");
    let (store, code) = Store::create(&home, order.url.as_deref(), &founding(&first), TODAY).await.unwrap();
    let passphrase = |text: &str| Passphrase::chosen(&Secret::new(text.to_owned())).unwrap();
    let mut session = store.sign_in(FOUNDER, &passphrase(&first), TODAY).await.unwrap();
    store.put_source(&session, &source(), TODAY).await.unwrap();
    let records: Vec<Record> = (0..4).flat_map(|_| records(&marks, &mut number)).collect();
    store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
    // Edits of a sealed class, one of which takes a property out again.
    for (record, is_kept) in records.iter().zip([true, false]) {
        let field = is_kept.then(|| Field::values(vec![Value::text(marks.text("narrative", &mut number))]));
        let fields = BTreeMap::from([("notes".to_owned(), field)]);
        let edit = Edit { record: record.id, seen: None, fields, standing: None, reason: Reason::Corrected };
        store.revise(&session, &edit, TODAY).await.unwrap();
    }
    for record in &records[..3] {
        let path = order.folder.join("inputs").join(marks.text("file", &mut number));
        let content = format!("{} ", marks.text("content", &mut number)).repeat(10_000);
        fs::write(&path, content).unwrap();
        store.attach(&session, (record.id, &path, "text/plain"), TODAY).await.unwrap();
        fs::remove_file(&path).unwrap();
    }
    for other in [records[SCHEMAS.len()].id, records[2 * SCHEMAS.len()].id] {
        let note = Some(Private::new(marks.text("narrative", &mut number)));
        let (records, verdict) = ([records[0].id, other], Verdict::Unsure);
        let decision = Decision { records, verdict, is_second: false, run: None, note };
        store.decide(&session, &decision, TODAY).await.unwrap();
        store.decision_notes(&session, (records[0], other), None, TODAY).await.unwrap();
    }
    for field in BlindField::ALL {
        let searched = Private::new(marks.text("searched", &mut number));
        store.find_by(&session, (field, &searched), None, TODAY).await.unwrap();
    }
    // Another passphrase, another person, a refused sign-in, and a team whose key changes.
    let second = marks.text("passphrase", &mut number);
    let kdf = KdfParameters::new(8 << 10, 1, 1).unwrap();
    store.change_passphrase(&session, (&passphrase(&second), kdf), TODAY).await.unwrap();
    store.add_account(&session, &person("bela", &marks.text("passphrase", &mut number)), TODAY).await.unwrap();
    store.sign_in(FOUNDER, &passphrase(&marks.text("passphrase", &mut number)), TODAY).await.unwrap_err();
    store.add_member(&session, "custodians", "bela", TODAY).await.unwrap();
    store.remove_member(&mut session, ("custodians", "bela"), TODAY).await.unwrap();
    while store.rewrap(&session, "custodians").await.unwrap().behind > 0 {}
    let newer = store.renew_recovery_code(&session, TODAY).await.unwrap();
    store.backup(&session, &order.folder.join("backup"), TODAY, |_| {}).await.unwrap();
    tell(&format!("planted {number} {} {} {second}", code.expose(), newer.expose()));
    told();
    drop(session);
    store.close().await;
    tell("closed");
    told();
}

/// Reads a line into memory that is overwritten afterwards: one system call for each byte, and no buffer in between.
fn secret_line() -> Zeroizing<String> {
    use std::io::Read as _;
    // Unbuffered, because the buffer of the standard input is never overwritten.
    let mut input = fs::File::open("/proc/self/fd/0").unwrap();
    let (mut line, mut byte) = (Zeroizing::new(String::with_capacity(256)), [0]);
    while input.read(&mut byte).unwrap() == 1 && byte[0] != b'\n' {
        line.push(char::from(byte[0]));
    }
    line
}

/// Opens everything, and lets go of it.
pub(crate) async fn look(order: &Order) {
    {
        let typed = secret_line();
        let secret = Secret::new(String::from(typed.as_str()));
        let passphrase = Passphrase::typed(&secret).unwrap();
        let typed = secret_line();
        let code = RecoveryCode::read(&typed).unwrap();
        drop((secret, typed));
        open_all(order, &passphrase, &code).await;
    }
    tell("let go");
    told();
}

async fn open_all(order: &Order, passphrase: &Passphrase, code: &RecoveryCode) {
    let home = order.folder.join("data");
    let store = Store::open(&home, order.url.as_deref()).await.unwrap();
    let kdf = KdfParameters::new(8 << 10, 1, 1).unwrap();
    drop(store.recover((FOUNDER, code), (passphrase, kdf), TODAY).await.unwrap());
    let session = store.sign_in(FOUNDER, passphrase, TODAY).await.unwrap();
    let page = store.find(&Query::default(), None, 1000).await.unwrap();
    let classes = [Class::Direct, Class::Narrative, Class::Sensitive];
    let (mut opened, mut last) = (0, None);
    for found in &page.found {
        let shown = store.show(&session, found.record.id, (&classes, None), TODAY).await.unwrap();
        opened += shown.record.fields.len();
        last = Some(shown);
        for file in store.files(&session, (found.record.id, None), TODAY).await.unwrap() {
            let target = order.folder.join("opened").join(format!("{:x}", file.id.bits()));
            store.open_file(&session, (file.id, &target), None, TODAY).await.unwrap();
            fs::remove_file(target).unwrap();
        }
    }
    assert!(opened > 150);
    store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
    store.backup(&session, &order.folder.join("second"), TODAY, |_| {}).await.unwrap();
    let key = BackupKey::Recovery(code);
    overt_store::read_backup(&order.folder.join("second"), (FOUNDER, &key)).unwrap();
    tell("opened");
    told();
    drop((session, last));
    store.close().await;
}
