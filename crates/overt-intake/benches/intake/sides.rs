//! What is measured, each in a process of its own, so that its memory and its processor time can be told.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use jiff::civil::Date;
use overt_intake::mapping::{Mapper, Mapping};
use overt_intake::rows::{Item, Row, Rows as _};
use overt_intake::table::Reader;
use overt_model::{Claim, Codebook, Grade, Handling, Secret, Source, SourceId};
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{Founding, Import, ImportBatch, ImportFacts, ImportRow, NewAccount, Store};
use serde::{Deserialize, Serialize};

use crate::Failure;

const TODAY: Date = Date::constant(2026, 12, 1);
const MAPPING: &str = include_str!("../../../../bench/intake/mapping.toml");
/// Records of one transaction.
const BATCH: usize = 1000;

/// What a side did.
#[derive(Serialize, Deserialize)]
pub(crate) struct Done {
    pub(crate) rows: u64,
    pub(crate) records: u64,
    /// Values in all of the records.
    pub(crate) values: u64,
    pub(crate) seconds: f64,
    /// Time of all processors.
    pub(crate) processor_seconds: f64,
    /// Most memory that the process ever had, in kibibytes; only Linux says so.
    pub(crate) memory_kib: Option<u64>,
}

pub(crate) fn run(side: &str, file: &Path) -> Result<Done, Failure> {
    match side {
        "map" => map(file),
        "store" => store(file),
        other => Err(format!("`{other}` is neither map nor store").into()),
    }
}

fn mapper(claim: Claim, secret: Secret<[u8; 32]>, columns: &[String]) -> Result<Mapper, Failure> {
    let mut mapper = Mapping::read(MAPPING, Codebook::embedded())?.mapper(claim, secret);
    let fit = mapper.bind(columns);
    assert!(fit.missing.is_empty() && fit.unused.is_empty() && fit.keys_missing.is_empty(), "{fit:?}");
    Ok(mapper)
}

fn map(file: &Path) -> Result<Done, Failure> {
    let start = Instant::now();
    let mut rows = Reader::open(BufReader::new(File::open(file)?))?;
    let claim = Claim::alleged(SourceId::from_bits(7), jiff::Timestamp::UNIX_EPOCH);
    let mut mapper = mapper(claim, Secret::new([3; 32]), rows.columns())?;
    let mut row = Row::default();
    let (mut count, mut records, mut values) = (0, 0, 0);
    while let Some(item) = rows.next(&mut row)? {
        assert!(matches!(item, Item::Row(_)), "the file has no rejects");
        count += 1;
        for made in mapper.row(&row).map_err(|refusals| format!("{refusals:?}"))? {
            records += 1;
            values += made.record.fields.values().map(|field| field.values.len() as u64).sum::<u64>();
        }
    }
    Ok(done((count, records, values), start))
}

fn store(file: &Path) -> Result<Done, Failure> {
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let words = || Passphrase::chosen(&Secret::new("four invented words that differ".to_owned()));
        // Signing in is not measured, so it may be cheap.
        let kdf = KdfParameters::new(8 << 10, 1, 1)?;
        let founder = NewAccount { name: "amina".into(), administrator: true, passphrase: words()?, kdf };
        let founding = Founding { founder, origin: None, escrow: false, retention: Vec::new() };
        let (store, _) = Store::create(&folder.path().join("store"), None, &founding, TODAY).await?;
        let session = store.sign_in("amina", &words()?, TODAY).await?;
        let source = source();
        store.put_source(&session, &source, TODAY).await?;
        let start = Instant::now();
        let mut rows = Reader::open(BufReader::new(File::open(file)?))?;
        let claim = Claim::alleged(source.id, jiff::Timestamp::UNIX_EPOCH);
        let mut mapper = mapper(claim, store.import_secret(&session)?, rows.columns())?;
        let fills = mapper.fills();
        let facts = ImportFacts { mapping: "benchmark".into(), file: String::new() };
        let import = Import { source: source.id, team: None, facts, fills, today: TODAY };
        let mut row = Row::default();
        let batches = std::iter::from_fn(|| {
            let (mut batch, mut records) = (ImportBatch::default(), 0);
            while records < BATCH {
                let Some(item) = rows.next(&mut row).ok()? else { break };
                let made = mapper.row(&row).ok()?.map(|made| (made.rule, made.record)).collect::<Vec<_>>();
                records += made.len();
                batch.rows.push(ImportRow { line: *item.lines().start(), records: made });
            }
            (records > 0).then_some(Ok(batch))
        });
        let (_, counts) =
            store.import_rows(&session, &import, batches, |row| panic!("{:?}", row.refusal), |_| {}).await?;
        let done = done((counts.rows, counts.made, 0), start);
        store.close().await;
        Ok(done)
    })
}

fn source() -> Source {
    Source {
        id: SourceId::from_bits(7),
        name: "Invented shelter".into(),
        legal_basis: "consent".into(),
        purpose: "measuring".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    }
}

fn done((rows, records, values): (u64, u64, u64), start: Instant) -> Done {
    let seconds = start.elapsed().as_secs_f64();
    Done {
        rows,
        records,
        values,
        seconds,
        processor_seconds: processor_seconds().unwrap_or(seconds),
        memory_kib: memory_kib(),
    }
}

/// User and system time of this process, from Linux, in hundredths of a second.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks = fields.next()?.parse::<f64>().ok()? + fields.next()?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

/// `VmHWM` of this process.
fn memory_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}
