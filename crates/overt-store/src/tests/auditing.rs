//! What an auditor asks of the log.

use overt_model::Class;

use super::with_record;
use crate::log::entry::{Action, Handle};
use crate::testing::{TODAY, on_both, person, words};
use crate::{AuditQuery, StoreError};

#[test]
fn entries_are_found_by_what_was_done_by_whom_and_when_a_page_at_a_time() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        for _ in 0..5 {
            store.show(&session, id, (&[Class::Narrative], None), TODAY).await.unwrap();
        }
        let wanted = AuditQuery { action: Some(Action::OpenSealed), ..AuditQuery::default() };
        let page = store.audit(&session, &wanted, (None, 3), TODAY).await.unwrap();
        let mut numbers: Vec<u64> = page.entries.iter().map(|entry| entry.number).collect();
        assert_eq!((numbers.len(), page.closed), (3, 0));
        let rest = store.audit(&session, &wanted, (page.next, 3), TODAY).await.unwrap();
        numbers.extend(rest.entries.iter().map(|entry| entry.number));
        assert_eq!((numbers.len(), rest.next), (5, None));
        assert!(numbers.is_sorted_by(|newer, older| newer > older), "{numbers:?}");

        let account = AuditQuery { account: Some(session.account), ..wanted.clone() };
        assert_eq!(store.audit(&session, &account, (None, 9), TODAY).await.unwrap().entries.len(), 5);
        let later = AuditQuery { from: Some(TODAY.tomorrow().unwrap()), ..wanted };
        assert!(store.audit(&session, &later, (None, 9), TODAY).await.unwrap().entries.is_empty());

        let (opened, closed) = store.openings_by_day(&session, TODAY, TODAY).await.unwrap();
        let counted: Vec<_> = opened.iter().map(|one| (&one.account, one.day, one.count)).collect();
        assert_eq!((counted, closed), (vec![(&Handle::of(session.account), TODAY, 5)], 0));

        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        let refused = store.audit(&bashir, &AuditQuery::default(), (None, 9), TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("log"))));
    });
}
