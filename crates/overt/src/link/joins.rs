//! What was joined in a store, by the kind of record that was linked.

use std::collections::BTreeMap;

use overt_store::{Join, Store, StoreError};

/// Every kind that was linked by a run that was not taken back, with its joins.
pub(crate) async fn joins(store: &Store) -> Result<BTreeMap<String, Vec<Join>>, StoreError> {
    let runs = store.link_runs().await?.into_iter().filter(|run| !run.undone);
    let mut kinds: BTreeMap<String, Vec<Join>> = runs.map(|run| (run.facts.schema, Vec::new())).collect();
    for (kind, joins) in &mut kinds {
        let mut after = None;
        loop {
            let page = store.joins(kind, after).await?;
            joins.extend(page.joins);
            if page.next.is_none() {
                break;
            }
            after = page.next;
        }
    }
    Ok(kinds)
}
