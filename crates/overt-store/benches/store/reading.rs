//! Opening what is sealed, and finding a page among many records.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use overt_model::{Class, RecordId};
use overt_store::{Query, Reason, Session, Store};

use crate::Failure;
use crate::place::{self, TODAY};
use crate::records::{self, Generator};

/// Records with sealed classes among the many that have none.
const WHOLE: usize = 2000;

/// Records of one transaction. Making them is not measured.
const BATCH: usize = 5000;

/// Records of a page, and identities that are opened at once.
const PAGE: usize = 50;

const WARMING: usize = 5;

/// Times of each question, several of each.
pub(crate) struct Readings {
    pub(crate) records: u64,
    pub(crate) matching: u64,
    pub(crate) one: Vec<Duration>,
    pub(crate) fifty: Vec<Duration>,
    pub(crate) first_page: Vec<Duration>,
    pub(crate) deep_page: Vec<Duration>,
}

/// Fills a store with `records` and reads from it.
pub(crate) async fn measure(folder: &Path, url: Option<&str>, records: usize) -> Result<Readings, Failure> {
    let (store, session) = place::store(folder, url).await?;
    let mut whole = Vec::with_capacity(WHOLE);
    let mut generator = Generator::new();
    for made in (0..records).step_by(BATCH) {
        let mut batch = generator.batch(records.min(made + BATCH) - made, Generator::open);
        // The whole ones are spread over the log as they would be.
        let share = BATCH * WHOLE / records.max(BATCH);
        batch.extend((0..share.min(WHOLE - whole.len())).map(|_| generator.whole()));
        whole.extend(batch.iter().rev().take(share).map(|record| record.id));
        store.insert(&session, (None, Reason::Imported), &batch, TODAY).await?;
    }
    place::settle(url).await?;
    let readings = read(&store, &session, &whole).await;
    store.close().await;
    readings
}

async fn read(store: &Store, session: &Session, whole: &[RecordId]) -> Result<Readings, Failure> {
    let classes = &[Class::Direct];
    let mut one = Vec::new();
    for id in whole.iter().take(300) {
        let start = Instant::now();
        let shown = store.show(session, *id, (classes, None), TODAY).await?;
        one.push(start.elapsed());
        assert!(shown.record.fields.contains_key("full_name"), "the identity was opened");
    }
    let mut fifty = Vec::new();
    for ids in whole.chunks_exact(PAGE).rev().take(25) {
        let start = Instant::now();
        let shown = store.show_many(session, ids, (classes, None), TODAY).await?;
        fifty.push(start.elapsed());
        assert_eq!(shown.len(), PAGE);
    }
    let query = Query {
        schema: Some("Victim".into()),
        codes: vec![("gender".into(), "Feminine".into())],
        country: Some(records::some_country().into()),
        ..Query::default()
    };
    // Records of one batch lie together, so a deep page begins after nine tenths of the records and not of the numbers.
    let mut sorted = whole.to_vec();
    sorted.sort_unstable();
    let deep = sorted[sorted.len() / 10 * 9];
    let (mut first_page, mut deep_page) = (Vec::new(), Vec::new());
    for _ in 0..25 {
        first_page.push(page(store, &query, None).await?);
        deep_page.push(page(store, &query, Some(deep)).await?);
    }
    let everything = Query { schema: Some("Victim".into()), ..Query::default() };
    let (records, matching) = (store.count(&everything).await?, store.count(&query).await?);
    for times in [&mut one, &mut fifty, &mut first_page, &mut deep_page] {
        times.drain(..WARMING);
    }
    Ok(Readings { records, matching, one, fifty, first_page, deep_page })
}

/// How long the disk takes to keep one page for good, which is the least that opening takes.
pub(crate) fn flushes(folder: &Path) -> std::io::Result<Vec<Duration>> {
    let mut file = File::create(folder.join("flushed"))?;
    let flush = |_| {
        let start = Instant::now();
        file.write_all(&[7; 8192])?;
        file.sync_data()?;
        Ok(start.elapsed())
    };
    (0..100).map(flush).collect()
}

async fn page(store: &Store, query: &Query, after: Option<RecordId>) -> Result<Duration, Failure> {
    let start = Instant::now();
    let page = store.find(query, after, PAGE).await?;
    let time = start.elapsed();
    assert_eq!(page.found.len(), PAGE, "there are more than enough");
    Ok(time)
}
