//! The snapshot of a store, opened to be asked.

use clap::{Args, ValueEnum};
use overt_warehouse::{Opening, Role, Warehouse};

use crate::failure::Failure;
use crate::snapshot::{failure, folder};
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// As whom a snapshot is asked.
#[derive(Args, Clone, Copy)]
pub(crate) struct RoleOption {
    /// As whom to ask: what a role may not see is not in its catalogue.
    #[arg(long, global = true, value_enum, default_value_t = Named::Analyst)]
    role: Named,
}

#[derive(Clone, Copy, ValueEnum)]
enum Named {
    /// Open properties only; no single record.
    Observer,
    /// Open and quasi-identifying properties, identifiers and references.
    Analyst,
}

/// Opens the snapshot. Where it is behind the store, whoever asked is told.
pub(crate) fn open(options: &StoreOptions, role: RoleOption) -> Result<Warehouse, Failure> {
    let role = match role.role {
        Named::Observer => Role::Observer,
        Named::Analyst => Role::Analyst,
    };
    let warehouse = Warehouse::open(&folder(options), Opening { role, partitions: None }).map_err(failure)?;
    if let Some(behind) = behind(options, &warehouse)
        && !options.quiet
    {
        eprint(&format!("note: this is the snapshot of {}; {behind}\n", warehouse.manifest.day));
    }
    Ok(warehouse)
}

/// Opens the snapshot as an analyst sees it.
pub(crate) fn analyst(options: &StoreOptions) -> Result<Warehouse, Failure> {
    Warehouse::open(&folder(options), Opening { role: Role::Analyst, partitions: None }).map_err(failure)
}

/// Opens the snapshot as somebody who sees open properties only.
pub(crate) fn observer(options: &StoreOptions) -> Result<Warehouse, Failure> {
    Warehouse::open(&folder(options), Opening { role: Role::Observer, partitions: None }).map_err(failure)
}

/// What the snapshot does not have; nothing where it has all, or the store cannot be asked now.
fn behind(options: &StoreOptions, warehouse: &Warehouse) -> Option<String> {
    let workspace = Workspace::open(options).ok()?;
    let manifest = &warehouse.manifest;
    let counts = workspace.wait(async {
        let mut reading = workspace.store.reading().await?;
        let step = workspace.store.newest_link_step().await?;
        Ok((reading.count_written_since(manifest.leaf).await?, reading.records().await?, step))
    });
    workspace.leave();
    match counts.ok()? {
        (0, records, step) if records == manifest.records && step == manifest.step => None,
        (0, records, _) if records == manifest.records => {
            Some("records were linked since, or joins taken back. `overt snapshot` takes that in.".to_owned())
        }
        (0, ..) => Some("records that were erased since are still in it. `overt snapshot` takes them out.".to_owned()),
        (written, ..) => Some(format!("the store has {written} newer revisions. `overt snapshot` takes them in.")),
    }
}

/// Tells something beside the answer. Where standard error is closed, nobody wants to know.
pub(crate) fn eprint(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The engine shares its work among the processors.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        Failure::new(crate::exit::Exit::MachineFailed, "machine-failed", format!("cannot start to work: {error}"))
    })
}
