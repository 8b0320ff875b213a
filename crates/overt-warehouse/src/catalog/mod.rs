//! What can be asked: the tables of a snapshot, as far as a role may see them, the code lists, and the functions.

mod codes;
mod role;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema as ArrowSchema, SchemaRef};
use datafusion::catalog::{
    CatalogProvider as _, MemTable, MemoryCatalogProvider, MemorySchemaProvider, SchemaProvider, TableProvider,
};
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use overt_model::Codebook;
use overt_model::codebook::snake_case;

pub use role::Role;

use crate::snapshot::{self, Manifest, Table};
use crate::{WarehouseError, functions};

/// The catalogue and its two parts.
const CATALOG: &str = "overt";
const RECORDS: &str = "records";
const CODES: &str = "codes";

/// What a question may use of the memory. Nothing is put on a disk instead: it would lie there in the open.
const MEMORY_BYTES_MAX: usize = 4 << 30;

/// A snapshot that can be asked.
pub struct Warehouse {
    /// What it consists of.
    pub manifest: Manifest,
    /// As whom.
    pub role: Role,
    pub(crate) context: SessionContext,
    /// The same with everything, for counting what a role does not see singly.
    pub(crate) counting: SessionContext,
}

/// How a snapshot is opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// As whom.
    pub role: Role,
    /// Into how many parts work is divided; as many as there are processors, if nothing is said.
    pub partitions: Option<usize>,
}

impl Warehouse {
    /// Opens the snapshot of a folder.
    ///
    /// # Errors
    /// When there is none, or it was made under another codebook.
    pub fn open(folder: &Path, opening: Opening) -> Result<Self, WarehouseError> {
        let manifest = Manifest::read(folder)?;
        let codebook = Codebook::embedded();
        if manifest.codebook != codebook.version.as_str() {
            return Err(WarehouseError::Damaged(format!(
                "it follows the codebook {}, this program {}: `overt snapshot` makes a new one",
                manifest.codebook, codebook.version
            )));
        }
        let folder = std::path::absolute(folder).map_err(WarehouseError::file("find", folder))?;
        let context = context(&folder, &manifest, opening.role, opening.partitions)?;
        let counting = if opening.role.sees_records() {
            context.clone()
        } else {
            self::context(&folder, &manifest, Role::Analyst, opening.partitions)?
        };
        Ok(Self { manifest, role: opening.role, context, counting })
    }
}

fn context(
    folder: &Path,
    manifest: &Manifest,
    role: Role,
    partitions: Option<usize>,
) -> Result<SessionContext, WarehouseError> {
    let codebook = Codebook::embedded();
    let mut config = SessionConfig::new()
        .with_default_catalog_and_schema(CATALOG, RECORDS)
        .with_create_default_catalog_and_schema(false)
        .with_information_schema(true)
        .with_collect_statistics(true);
    if let Some(partitions) = partitions {
        config = config.with_target_partitions(partitions);
    }
    config.options_mut().execution.parquet.pushdown_filters = true;
    config.options_mut().sql_parser.dialect = datafusion::common::config::Dialect::PostgreSQL;
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled);
    let runtime = RuntimeEnvBuilder::new().with_disk_manager_builder(disk).with_memory_limit(MEMORY_BYTES_MAX, 1.0);
    let context = SessionContext::new_with_config_rt(config, runtime.build_arc()?);
    let catalog = Arc::new(MemoryCatalogProvider::new());
    catalog.register_schema(RECORDS, records(folder, manifest, codebook, role)?)?;
    catalog.register_schema(CODES, codes::lists(codebook)?)?;
    context.register_catalog(CATALOG, catalog);
    functions::register(&context);
    Ok(context)
}

/// The tables of records. Those of which there are none are there too, so that a question finds nothing instead of failing.
fn records(
    folder: &Path,
    manifest: &Manifest,
    codebook: &Codebook,
    role: Role,
) -> Result<Arc<dyn SchemaProvider>, WarehouseError> {
    let tables = MemorySchemaProvider::new();
    for schema in codebook.schemas().filter(|schema| !schema.is_abstract) {
        let name = snake_case(&schema.id);
        let columns = role.seen(schema);
        tables.register_table(name.clone(), table(folder, manifest.tables.get(&name), columns)?)?;
    }
    if role.sees_records() {
        let others = [
            (snapshot::HISTORY, snapshot::history_table()),
            (snapshot::LEFT_OUT, snapshot::left_out_table()),
            (snapshot::JOINED, snapshot::joined_table()),
        ];
        for (name, columns) in others {
            tables.register_table(name.to_owned(), table(folder, manifest.tables.get(name), columns)?)?;
        }
    }
    tables.register_table("source".to_owned(), sources(manifest)?)?;
    Ok(Arc::new(tables))
}

fn table(folder: &Path, table: Option<&Table>, columns: SchemaRef) -> Result<Arc<dyn TableProvider>, WarehouseError> {
    let Some(table) = table.filter(|table| !table.parts.is_empty()) else {
        return Ok(Arc::new(MemTable::try_new(columns, vec![Vec::new()])?));
    };
    let paths: Vec<PathBuf> = table.parts.iter().map(|part| folder.join(&part.file)).collect();
    let urls = paths.iter().map(|path| ListingTableUrl::parse(path.to_string_lossy()));
    let urls = urls.collect::<Result<Vec<_>, _>>()?;
    let options = ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension(".parquet");
    let config = ListingTableConfig::new_with_multi_paths(urls).with_listing_options(options).with_schema(columns);
    Ok(Arc::new(ListingTable::try_new(config)?))
}

/// The contributors, without what is about their agreement.
fn sources(manifest: &Manifest) -> Result<Arc<dyn TableProvider>, WarehouseError> {
    let column = |cell: &dyn Fn(&overt_model::Source) -> Option<String>| -> ArrayRef {
        Arc::new(manifest.sources.iter().map(cell).collect::<StringArray>())
    };
    let columns = [
        ("id", column(&|source| Some(source.id.to_string()))),
        ("name", column(&|source| Some(source.name.clone()))),
        ("legal_basis", column(&|source| Some(source.legal_basis.to_string()))),
        ("purpose", column(&|source| Some(source.purpose.clone()))),
        ("expires", column(&|source| source.expires.map(|day| day.to_string()))),
        ("grade", column(&|source| Some(source.grade.to_string()))),
        ("handling", column(&|source| Some(source.handling.code().to_owned()))),
    ];
    in_memory(columns)
}

fn in_memory<'a>(
    columns: impl IntoIterator<Item = (&'a str, ArrayRef)>,
) -> Result<Arc<dyn TableProvider>, WarehouseError> {
    let (names, columns): (Vec<&str>, Vec<ArrayRef>) = columns.into_iter().unzip();
    let fields: Vec<Field> = names.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
    let schema = Arc::new(ArrowSchema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}
