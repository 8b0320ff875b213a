//! Which exports changed with a join.

use super::{entity, whole, with_victims};
use crate::testing::linked::{decision, into, link};
use crate::testing::{TODAY, on_both};
use crate::{ExportKind, NewExport, StoreError, UndoOf, Verdict, new_id};

#[test]
fn taking_a_join_back_names_what_left_with_it_and_nothing_else() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 6).await;
        let (csv, purpose) = ("csv".parse().unwrap(), "refer".parse().unwrap());
        let file = NewExport { kind: ExportKind::File, format: Some(&csv), purpose: Some(&purpose), is_whole: false };
        let snapshot = NewExport { kind: ExportKind::Snapshot, format: None, purpose: None, is_whole: true };
        let before = store.begin_export(Some(&session), &file, TODAY).await.unwrap();
        store.export_page(Some(&session), (before, &ids), TODAY).await.unwrap();
        store.begin_export(None, &snapshot, TODAY).await.unwrap();

        link(&store, &session, into(entity(1), &ids[..3])).await.unwrap();
        let with = store.begin_export(Some(&session), &file, TODAY).await.unwrap();
        store.export_page(Some(&session), (with, &[ids[4], ids[0]]), TODAY).await.unwrap();
        store.export_page(Some(&session), (with, &[ids[5], ids[1], ids[1]]), TODAY).await.unwrap();
        let without = store.begin_export(Some(&session), &file, TODAY).await.unwrap();
        store.export_page(Some(&session), (without, &ids[3..]), TODAY).await.unwrap();
        let all = store.begin_export(None, &snapshot, TODAY).await.unwrap();

        let undone = store.undo_join(&session, UndoOf::Record(ids[2]), TODAY).await.unwrap();
        let told: Vec<_> = undone.exports.iter().map(|export| (export.id, export.kind, export.records)).collect();
        // Who stays has lost somebody.
        assert_eq!(told, [(with, ExportKind::File, 2), (all, ExportKind::Snapshot, 0)]);
        let facts = &undone.exports[0].facts;
        assert_eq!((facts.format.as_deref(), facts.purpose.as_deref(), facts.day), (Some("csv"), Some("refer"), TODAY));

        let decided = store.decide(&session, &decision([ids[0], ids[1]], Verdict::Different), TODAY).await.unwrap();
        assert_eq!(decided.apart.unwrap().exports.len(), 2);
        let with_one = store.exports_with(&ids[3..4], 0).await.unwrap();
        let named = with_one.iter().filter(|export| !export.facts.is_whole).map(|export| export.id);
        assert_eq!(named.collect::<Vec<_>>(), [before, without]);
        assert_eq!(store.exports_since(None, 10).await.unwrap().len(), 5);
        assert_eq!(store.exports_since(Some(undone.exports[0].leaf), 10).await.unwrap().len(), 2);
        let nowhere = store.export_page(Some(&session), (new_id(), &ids), TODAY).await;
        assert!(matches!(nowhere, Err(StoreError::NotThere("export"))), "{nowhere:?}");
        whole(&store).await;
    });
}
