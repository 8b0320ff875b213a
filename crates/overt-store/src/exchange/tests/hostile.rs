//! Bundles that somebody has damaged, forged or made up.

use std::path::Path;

use overt_model::{Class, RecordId, Standing};
use serde_json::json;

use super::super::file::{BundleWriter, ITEM_LEN_MAX, Receivers};
use super::super::item::{End, Head, Item, RecordItem, statement};
use super::{ALL, Pair, Receiving, Side, side};
use crate::log::checkpoint::SignerKey;
use crate::testing::{TODAY, on_both, on_sqlite, source};
use crate::{ExchangeError, Received, StoreError, new_id};

fn refused(outcome: Result<Received, StoreError>) -> ExchangeError {
    match outcome {
        Err(StoreError::Exchange(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bundle_that_was_cut_or_changed_anywhere_is_refused_and_nothing_is_written() {
    on_sqlite(async |place| {
        let pair = Pair::new(place).await;
        pair.person().await;
        let (here, there) = (&pair.here, &pair.there);
        let file = pair.place.path("bundle");
        here.send(there, &file, &ALL).await.unwrap();
        let whole = std::fs::read(&file).unwrap();
        let before = there.store.digests().await.unwrap();
        let try_with = async |bytes: &[u8]| {
            std::fs::write(&file, bytes).unwrap();
            refused(there.receive(here, &file, &Receiving::default()).await)
        };
        for place in (0..whole.len()).step_by(37).chain(0..400).chain(whole.len() - 40..whole.len()) {
            let mut changed = whole.clone();
            changed[place] ^= 1 << (place % 8);
            try_with(&changed).await;
        }
        for length in (0..whole.len()).step_by(101).chain(whole.len() - 20..whole.len()) {
            try_with(&whole[..length]).await;
        }
        let longer = try_with(&[&whole[..], b"\0"].concat()).await;
        assert!(matches!(longer, ExchangeError::AfterEnd), "{longer:?}");
        assert!(matches!(try_with(b"").await, ExchangeError::Truncated));
        assert!(matches!(try_with(b"PK\x03\x04 something else").await, ExchangeError::NotABundle));
        assert!(matches!(try_with(b"overt bundle 7\n").await, ExchangeError::Version));
        assert_eq!(there.store.digests().await.unwrap(), before);
        std::fs::write(&file, whole).unwrap();
        assert_eq!(there.receive(here, &file, &Receiving::default()).await.unwrap().new, 2);
    });
}

#[test]
fn nobody_is_believed_who_was_not_named() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        pair.person().await;
        let (here, there) = (&pair.here, &pair.there);
        let file = pair.place.path("bundle");
        here.send(there, &file, &ALL).await.unwrap();
        let unnamed = there.store.import_bundle(&there.session, &file, &Receiving::default(), TODAY, |_| {}).await;
        let ExchangeError::UnknownSender { fingerprint } = refused(unnamed) else { panic!() };
        assert_eq!(fingerprint, here.store.fingerprint());
        let other = side(&pair.place, "other").await;
        let outcome = there.receive(&other, &file, &Receiving::default()).await;
        assert!(matches!(refused(outcome), ExchangeError::UnknownSender { .. }));
        assert_eq!(there.count().await, 0);
    });
}

/// Whoever has the address of a store can seal what they like for it.
struct Forger<'a> {
    to: &'a Side,
    /// In whose name.
    name: String,
    signer: &'a SignerKey,
    codebook: &'a str,
}

impl Forger<'_> {
    async fn write(&self, file: &Path, items: &[Item], receivers: Option<Receivers>) {
        let address = self.to.address().await;
        let to = Receivers { casework: address.casework, custody: Some(address.custody) };
        let id = new_id();
        let mut writer = BundleWriter::new(std::fs::File::create(file).unwrap(), id, &to).unwrap();
        let (sender, codebook) = (self.name.clone(), self.codebook.to_owned());
        let head = Item::Head(Head { format: 1, day: TODAY, sender, codebook, purpose: "refer".into() });
        let mut end = End::default();
        for item in std::iter::once(&head).chain(items) {
            end.count(item);
            writer.item(&item.write()).unwrap();
        }
        writer.item(&Item::End(end).write()).unwrap();
        let note = self.signer.state(statement(id, &receivers.unwrap_or(to), &writer.hash()));
        writer.item(&Item::Signed(note.write()).write()).unwrap();
        writer.finish().unwrap();
    }
}

/// A record as somebody may make it up.
fn made_up(
    id: RecordId,
    schema: &str,
    source: overt_model::SourceId,
    revisions: &[(Standing, serde_json::Value)],
) -> Item {
    let revision = |(number, (standing, fields)): (usize, &(Standing, serde_json::Value))| {
        let claim = json!({
            "source": source, "standing": standing, "grade": "F6", "handling": "AMBER",
            "recorded": "2026-12-01T00:00:00Z",
        });
        json!({
            "origin": {
                "by": "01234-56789-abcde-f0123-45678", "mark": format!("{:016x}{number:016x}", id.bits() >> 64),
                "revision": number + 1, "reason": "entered", "day": "2026-12-01", "codebook": "0.9.0",
            },
            "claim": claim, "fields": fields,
        })
    };
    let revisions: Vec<_> = revisions.iter().enumerate().map(revision).collect();
    let record: RecordItem =
        serde_json::from_value(json!({ "id": id, "schema": schema, "revisions": revisions })).unwrap();
    Item::Record(record)
}

#[test]
fn a_signature_of_somebody_else_or_for_somebody_else_is_refused() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (here, there) = (&pair.here, &pair.there);
        let other = side(&pair.place, "other").await;
        let file = pair.place.path("forged");
        let name = here.store.log_key().public().to_string();
        let forger = Forger { to: there, name: name.clone(), signer: other.store.log_key(), codebook: "1.0.0" };
        forger.write(&file, &[], None).await;
        let outcome = there.receive(here, &file, &Receiving::default()).await;
        assert!(matches!(refused(outcome), ExchangeError::Signature));
        // What was signed for one receiver is sealed anew for another one.
        let honest = Forger { to: there, name, signer: here.store.log_key(), codebook: "1.0.0" };
        let address = other.address().await;
        let receivers = Receivers { casework: address.casework, custody: Some(address.custody) };
        honest.write(&file, &[], Some(receivers)).await;
        let outcome = there.receive(here, &file, &Receiving::default()).await;
        assert!(matches!(refused(outcome), ExchangeError::Signature));
        honest.write(&file, &[], None).await;
        assert_eq!(there.receive(here, &file, &Receiving::default()).await.unwrap().new, 0);
    });
}

#[test]
fn a_bundle_of_a_newer_codebook_says_to_update_and_codes_of_an_older_one_are_brought_along() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (here, there) = (&pair.here, &pair.there);
        let file = pair.place.path("made up");
        let name = here.store.log_key().public().to_string();
        let newer = Forger { to: there, name: name.clone(), signer: here.store.log_key(), codebook: "99.0.0" };
        newer.write(&file, &[], None).await;
        let error = refused(there.receive(here, &file, &Receiving::default()).await);
        assert!(matches!(error, ExchangeError::Codebook { .. }) && error.hint().unwrap().contains("update"));

        let older = Forger { codebook: "0.9.0", ..newer };
        let id = new_id();
        let fields = json!({ "country": "NPL", "measure": "treaty-status", "period": "2017", "instrument": "N01b" });
        let record = made_up(id, "CountryObservation", pair.source, &[(Standing::Alleged, fields)]);
        older.write(&file, &[Item::Source(source(pair.source)), record], None).await;
        let received = there.receive(here, &file, &Receiving::default()).await.unwrap();
        assert_eq!((received.new, received.codes_replaced), (1, 1), "{received:?}");
        assert_eq!(there.show(id).await.record.values("instrument"), [overt_model::Value::code("N01")]);
        assert_eq!(there.store.history(id).await.unwrap()[0].origin.as_ref().unwrap().codebook, "0.9.0");
        let codes = vec![("instrument".to_owned(), "N01".to_owned())];
        let query = crate::Query { codes, ..crate::Query::default() };
        assert_eq!(there.store.count(&query).await.unwrap(), 1, "and it is found by the code of today");
        there.assert_whole().await;
    });
}

#[test]
fn what_a_named_sender_makes_up_against_the_rules_is_refused_and_the_rest_comes_in() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (here, there) = (&pair.here, &pair.there);
        let name = here.store.log_key().public().to_string();
        let forger = Forger { to: there, name, signer: here.store.log_key(), codebook: "1.0.0" };
        let (alleged, cleared) = (Standing::Alleged, Standing::Cleared);
        let one = |schema: &str, fields| made_up(new_id(), schema, pair.source, &[(alleged, fields)]);
        let items = [
            Item::Source(source(pair.source)),
            one("Organisation", json!({})),
            one("Wizard", json!({})),
            one("Record", json!({})),
            one("Organisation", json!({ "shoe_size": 39 })),
            one("Organisation", json!({ "notes": "sealed words among open ones" })),
            one("Victim", json!({ "age_when_trafficked": 999 })),
            made_up(new_id(), "Organisation", pair.source, &[(cleared, json!({})), (alleged, json!({}))]),
            made_up(new_id(), "Organisation", new_id(), &[(alleged, json!({}))]),
            made_up(new_id(), "Organisation", pair.source, &[]),
        ];
        let file = pair.place.path("made up");
        forger.write(&file, &items, None).await;
        let received = there.receive(here, &file, &Receiving::default()).await.unwrap();
        let reasons: Vec<_> = received.refused.iter().map(|refused| refused.reason).collect();
        let expected = [
            "unknown-schema",
            "unknown-schema",
            "unknown-property",
            "unreadable",
            "invalid",
            "standing",
            "no-source",
            "no-revision",
        ];
        assert_eq!(reasons, expected);
        assert_eq!((received.new, there.count().await), (1, 1));
        assert!(!received.is_smooth());
        there.assert_whole().await;
    });
}

#[test]
fn items_out_of_order_or_too_long_end_in_a_sentence() {
    on_sqlite(async |place| {
        let pair = Pair::new(place).await;
        let (here, there) = (&pair.here, &pair.there);
        let name = here.store.log_key().public().to_string();
        let forger = Forger { to: there, name, signer: here.store.log_key(), codebook: "1.0.0" };
        let file = pair.place.path("made up");
        forger.write(&file, &[Item::Signed("nothing".into())], None).await;
        let outcome = refused(there.receive(here, &file, &Receiving::default()).await);
        assert!(matches!(outcome, ExchangeError::Form(_)), "{outcome:?}");
        let address = there.address().await;
        let to = Receivers { casework: address.casework, custody: None };
        for item in [vec![b'['; 1 << 20], vec![b' '; ITEM_LEN_MAX + 1], b"{\"head\":{}}".to_vec(), Vec::new()] {
            let mut writer = BundleWriter::new(std::fs::File::create(&file).unwrap(), new_id(), &to).unwrap();
            writer.item(&item).unwrap();
            writer.finish().unwrap();
            let outcome = refused(there.receive(here, &file, &Receiving::default()).await);
            assert!(matches!(outcome, ExchangeError::Form(_)), "{outcome:?}");
        }
    });
}

#[test]
fn an_address_that_was_changed_is_refused() {
    on_both(async |place| {
        let (store, _) = place.store().await;
        let address = store.address(None, TODAY).await.unwrap();
        let text = address.to_string();
        assert_eq!(text.parse::<super::Address>().unwrap(), address);
        assert_eq!(address.fingerprint(), store.fingerprint());
        for place in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[place] ^= 1;
            let changed = String::from_utf8_lossy(&changed).into_owned();
            assert!(changed.parse::<super::Address>().is_err(), "{place}");
        }
        for length in 0..text.len() {
            if let Some(cut) = text.get(..length) {
                assert!(cut.parse::<super::Address>().is_err(), "{length}");
            }
        }
    });
}

#[test]
fn a_long_bundle_is_taken_in_batch_after_batch() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let codebook = &overt_model::Codebook::embedded().version;
        let claim = crate::testing::victim(new_id(), pair.source, "x").claim;
        let long = "invented ".repeat(1_100);
        let records: Vec<_> = (0..600)
            .map(|_| {
                let record = overt_model::Record::new(new_id(), "Organisation", codebook, claim.clone());
                record.with("notes", overt_model::Value::text(long.clone()))
            })
            .collect();
        pair.here.add(&records).await;
        let (shared, received) = pair.pass(&[Class::Narrative]).await;
        assert_eq!((shared.records, received.new), (600, 600));
        assert_eq!(pair.there.show(records[7].id).await.record, pair.here.show(records[7].id).await.record);
        pair.there.assert_whole().await;
    });
}
