//! The part of the tour about the store: one invented person is recorded, seen, erased and verified, in a folder that is gone
//! afterwards.

use std::fmt::Write as _;

use anyhow::Context as _;
use overt_model::{Class, Codebook, Grade, Handling, Lang, Record, Secret, Source, SourceId};
use overt_store::vault::{ErasureReason, KdfParameters, Passphrase};
use overt_store::{Founding, NewAccount, Query, Reason, Session, Store, StoreError, new_id};
use serde_json::json;

use crate::failure::Failure;
use crate::workspace::{runtime, today};

/// Fields that the tour prints, as far as they can be seen.
const FIELDS: [&str; 6] =
    ["trafficking_status", "registered_on", "place_of_recruitment", "exploitation_types", "full_name", "notes"];

/// It guards nothing.
const PASSPHRASE: &str = "seven invented red boats";

pub(super) fn tour(codebook: &Codebook, lang: Lang, text: &mut String) -> anyhow::Result<()> {
    text.push_str("\n4. What identifies is sealed before it is stored; what can be counted stays open.\n");
    let folder = tempfile::tempdir().context("cannot make a folder for the tour")?;
    let runtime = runtime()?;
    let told = runtime.block_on(async {
        let chosen = || Passphrase::chosen(&Secret::new(PASSPHRASE.into())).map_err(StoreError::from);
        let founder = NewAccount {
            name: "amina".into(),
            administrator: true,
            passphrase: chosen()?,
            kdf: KdfParameters::STANDARD,
        };
        let passphrase = chosen()?;
        let founding = Founding { founder, origin: None, escrow: false, retention: Vec::new() };
        let (store, _) = Store::create(&folder.path().join("overt-data"), None, &founding, today()).await?;
        let session = store.sign_in("amina", &passphrase, today()).await?;
        let told = steps(&store, &session, codebook, lang).await?;
        store.close().await;
        Ok::<_, Failure>(told)
    })?;
    text.push_str(&told);
    Ok(())
}

async fn steps(store: &Store, session: &Session, codebook: &Codebook, lang: Lang) -> Result<String, Failure> {
    let mut text = String::new();
    let source = source();
    store.put_source(session, &source, today()).await?;
    let record = record(codebook, source.id);
    let id = record.id;
    store.insert(session, (None, Reason::Entered), &[record], today()).await?;

    let open = store.show(session, id, (&[], None), today()).await?;
    seen(&mut text, "what the database holds in the open", &open.record, codebook, lang);
    let all = store.show(session, id, (&[Class::Direct, Class::Narrative], None), today()).await?;
    seen(&mut text, "what opens for who holds the keys, after it was logged", &all.record, codebook, lang);

    let query = Query { country: Some("NPL".into()), ..Query::default() };
    let _ = writeln!(text, "   found by country, without opening anything: {} record(s)", store.count(&query).await?);
    let erased = store.erase(session, (id, None), ErasureReason::PersonAsked, today()).await?;
    let proofs = erased.classes.iter().filter(|class| class.proof.is_some()).count();
    let _ = writeln!(
        text,
        "   erased because the person asked: {proofs} key(s) destroyed with proof, {} record(s) left",
        { store.count(&query).await? }
    );
    let verified = store.verify(Some((session, today())), |_| ()).await?;
    let _ = writeln!(
        text,
        "   verified: {} entries of the log agree with everything that is stored, {} finding(s)",
        verified.leaves,
        verified.findings.len()
    );
    Ok(text)
}

fn seen(text: &mut String, title: &str, record: &Record, codebook: &Codebook, lang: Lang) {
    let _ = writeln!(text, "   {title}");
    let Some(schema) = codebook.schema(&record.schema) else { return };
    let json = record.to_json(codebook);
    for property in FIELDS.iter().filter_map(|id| schema.property(id)) {
        let value = match &json["fields"][property.id.as_str()] {
            serde_json::Value::Null => "[sealed]".to_owned(),
            serde_json::Value::String(value) => value.clone(),
            value => value.to_string(),
        };
        let _ = writeln!(text, "     {:<28} {:<10} {value}", property.label.get(lang), property.class.code());
    }
}

fn source() -> Source {
    Source {
        id: new_id(),
        name: "an invented shelter".into(),
        legal_basis: "consent".into(),
        purpose: "the tour".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    }
}

fn record(codebook: &Codebook, source: SourceId) -> Record {
    let json = json!({
        "id": new_id::<overt_model::RecordKind>(), "schema": "Victim", "codebook": codebook.version,
        "claim": { "source": source, "standing": "alleged", "grade": "C3", "handling": "AMBER",
                   "recorded": "2026-12-01T00:00:00Z" },
        "fields": {
            "full_name": "Invented Name", "trafficking_status": "PossibleVictimOfTrafficking", "registered_on": "2026-03",
            "place_of_recruitment": { "country": "NPL", "locality": "Inventedpur" },
            "exploitation_types": ["ForcedLabour"],
            "notes": "An invented story: the papers were stamped after a payment.",
        },
    });
    let (record, problems) = Record::from_json(json, codebook).expect("the invented record is one");
    debug_assert!(problems.is_empty(), "the invented record is in its form");
    record
}
