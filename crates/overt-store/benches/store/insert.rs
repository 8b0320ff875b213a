//! Inserting whole records, next to plain sqlx that writes the same rows. Each runs in a process of its own, so that its
//! memory can be told.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use overt_store::Reason;
use serde::{Deserialize, Serialize};

use crate::place::{self, TODAY};
use crate::records::Generator;
use crate::{Failure, bare};

/// Records of one transaction.
pub(crate) const BATCH: usize = 1000;

/// What one of the two did.
#[derive(Serialize, Deserialize)]
pub(crate) struct Inserted {
    pub(crate) records: u64,
    pub(crate) rows: u64,
    pub(crate) seconds: f64,
    /// Most memory that the process ever had, in kibibytes; only Linux says so.
    pub(crate) memory_kib: Option<u64>,
    /// Bytes of the database in the end.
    pub(crate) bytes: u64,
}

/// Runs both in `folder`, ours first, because the other reads what it wrote.
pub(crate) fn both(folder: &Path, records: usize) -> Result<[Inserted; 2], Failure> {
    Ok([child("ours", folder, records)?, child("bare", folder, records)?])
}

fn child(side: &str, folder: &Path, records: usize) -> Result<Inserted, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.args(["--side", side]).arg(folder).arg(records.to_string()).output()?;
    if !output.status.success() {
        return Err(format!("{side}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What a process of its own does.
pub(crate) async fn side(side: &str, folder: &Path, records: usize) -> Result<Inserted, Failure> {
    match side {
        "ours" => ours(folder, records).await,
        "bare" => bare::write(folder, records).await,
        other => Err(format!("`{other}` is neither ours nor bare").into()),
    }
}

async fn ours(folder: &Path, records: usize) -> Result<Inserted, Failure> {
    let home = folder.join("ours");
    let (store, session) = place::store(&home, None).await?;
    let start = Instant::now();
    let batches = Generator::new().batches(records, BATCH, Generator::whole);
    let written = store.insert_all(&session, (None, Reason::Imported), batches, TODAY, |_| {}).await?;
    let time = start.elapsed();
    assert_eq!(written, records as u64, "every record is on disk");
    store.close().await;
    done(records, 0, time, &home.join("overt.db"))
}

pub(crate) fn done(records: usize, rows: u64, time: Duration, database: &Path) -> Result<Inserted, Failure> {
    let bytes = std::fs::metadata(database)?.len();
    Ok(Inserted { records: records as u64, rows, seconds: time.as_secs_f64(), memory_kib: memory_kib(), bytes })
}

/// `VmHWM` of this process.
fn memory_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}
