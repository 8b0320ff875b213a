//! `overt snapshot`: what is not sealed, as columns that can be counted.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use anyhow::anyhow;
use clap::Args;
use overt_model::Codebook;
use overt_store::{Join, Store, StoreError, Written};
use overt_warehouse::WarehouseError;
use overt_warehouse::snapshot::{Current, Joins, Manifest, Origin, Rules, Writer};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// Revisions that are read with one statement.
const PAGE: usize = 2000;
/// Pages that may wait for being written.
const PAGES_WAITING: usize = 4;

/// Arguments of `overt snapshot`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Read everything again, not only what was written since the snapshot before.
    #[arg(long)]
    whole: bool,
    /// Write nothing: compare the files of the snapshot with their hashes.
    #[arg(long, conflicts_with = "whole")]
    verify: bool,
    #[command(flatten)]
    options: StoreOptions,
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

/// Where the snapshot of a store lies: beside the database, as open as the database is.
pub(crate) fn folder(options: &StoreOptions) -> PathBuf {
    options.data.join("warehouse")
}

/// Whether there is one.
pub(crate) fn is_there(options: &StoreOptions) -> bool {
    Manifest::read(&folder(options)).is_ok()
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let options = &arguments.options;
    if arguments.verify {
        let manifest = Manifest::read(&folder(options)).map_err(failure)?;
        manifest.verify(&folder(options)).map_err(failure)?;
        return told(options, &manifest, None);
    }
    let workspace = Workspace::open(options)?;
    let answer = renew(options, &workspace, arguments.whole);
    workspace.leave();
    let (manifest, read) = answer?;
    told(options, &manifest, Some(read))
}

/// Brings the snapshot to what the store has now; answers how many revisions were read for it.
pub(crate) fn renew(options: &StoreOptions, workspace: &Workspace, is_whole: bool) -> anyhow::Result<(Manifest, u64)> {
    let codebook = Codebook::embedded();
    let (store, day) = (&workspace.store, workspace.today);
    let sources = workspace.wait(store.sources())?;
    let not_counted = workspace.wait(store.persons_not_counted(day))?;
    let rules = Rules::new(codebook, &sources, not_counted, day);
    let origin = Origin { program: env!("CARGO_PKG_VERSION"), day, sources, rules };
    let writer = Writer::begin(&folder(options), codebook, origin, is_whole).map_err(failure)?;
    let since = writer.since();
    let _entered = workspace.enter();
    let mut reading = workspace.wait(store.reading())?;
    let total = workspace.wait(reading.count_written_since(since))?;
    let progress = options.progress("Writing the snapshot", Some(total));
    let mut read = 0;
    // One thread reads and verifies while another writes.
    let (writer, leaf) = thread::scope(|scope| {
        let (pages, waiting) = mpsc::sync_channel::<Vec<Written>>(PAGES_WAITING);
        let thread = scope.spawn(move || {
            let mut writer = writer;
            for written in waiting.into_iter().flatten() {
                writer.add(current(written))?;
            }
            Ok::<_, WarehouseError>(writer)
        });
        let mut leaf = since;
        let done = loop {
            match workspace.wait(reading.written_since(leaf, PAGE)) {
                Ok(page) => {
                    let Some(last) = page.last() else { break Ok(()) };
                    leaf = Some(last.leaf);
                    read += page.len() as u64;
                    progress.advance(page.len() as u64);
                    // Closed when the other thread has failed, which tells why.
                    if pages.send(page).is_err() {
                        break Ok(());
                    }
                }
                Err(failure) => break Err(failure),
            }
        };
        drop(pages);
        let writer = thread.join().map_err(|_| anyhow!("the thread that writes the snapshot has failed"))?;
        done?;
        anyhow::Ok((writer.map_err(failure)?, leaf))
    })?;
    progress.finish();
    let erased = workspace.wait(reading.erased())?;
    let records = workspace.wait(reading.records())?;
    let joins = workspace.wait(linked(store))?;
    Ok((writer.finish(&erased, leaf, records, &joins).map_err(failure)?, read))
}

async fn linked(store: &Store) -> Result<Joins, StoreError> {
    let step = store.newest_link_step().await?;
    let kinds = store.all_joins().await?.into_iter();
    let pairs = |joins: Vec<Join>| joins.iter().map(|join| (join.record, join.entity)).collect();
    Ok(Joins { step, kinds: kinds.map(|(kind, joins)| (kind, pairs(joins))).collect() })
}

fn current(written: Written) -> Current {
    let Written { record, revision, is_current, day, reason, .. } = written;
    Current { record, revision, is_current, day, reason }
}

fn told(options: &StoreOptions, manifest: &Manifest, read: Option<u64>) -> anyhow::Result<Output> {
    let tables: Vec<[String; 3]> = manifest
        .tables
        .iter()
        .map(|(name, table)| {
            let bytes: u64 = table.parts.iter().map(|part| part.bytes).sum();
            [name.clone(), table.rows.to_string(), bytes.div_ceil(1024).to_string()]
        })
        .collect();
    let mut text = table(["Table", "Rows", "KiB"], &tables);
    let Manifest { records, counted, snapshot, codebook, day, .. } = manifest;
    let left_out: u64 = manifest.left_out.values().sum();
    let _ = writeln!(text, "\n{records} records = {counted} in the tables + {left_out} left out");
    for (reason, count) in &manifest.left_out {
        let _ = writeln!(text, "  {count} left out: {reason}");
    }
    let _ = match read {
        Some(read) => {
            writeln!(text, "Snapshot {snapshot} of {day}, codebook {codebook}; {read} revisions were read for it.")
        }
        None => writeln!(text, "Snapshot {snapshot} of {day}: every file is as it was written."),
    };
    text.push_str("\nGo on with:\n  overt nexus\n  overt sql \"SHOW TABLES\"\n");
    Output::answer(options.json, manifest, text)
}

/// What the warehouse says, in the words and numbers of the command line.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
pub(crate) fn failure(error: WarehouseError) -> Failure {
    use WarehouseError as E;
    let exit = match &error {
        E::Question(_) | E::ReadOnly(_) | E::NoDimension { .. } => Exit::WrongUse,
        E::NoSnapshot(_) | E::Busy(_) | E::Damaged(_) => Exit::StoreUnusable,
        _ => Exit::MachineFailed,
    };
    let failure = Failure::new(exit, error.code(), error.to_string());
    match error {
        E::NoSnapshot(_) => failure.with_hint("`overt snapshot` makes it"),
        E::Damaged(_) | E::Columns(_) => failure.with_hint("`overt snapshot --whole` makes it anew from the store"),
        E::Question(_) => failure.with_hint("`overt sql \"SHOW TABLES\"` names the tables, `overt sql --functions` what can be asked of dates, codes and states"),
        E::ReadOnly(_) => failure.with_hint("to keep an answer, `--out FILE.csv`, `.json` or `.parquet`"),
        _ => failure,
    }
}
