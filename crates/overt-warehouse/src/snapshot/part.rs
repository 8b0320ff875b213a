//! One Parquet file: written under a passing name, named by what is in it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use tempfile::NamedTempFile;

use super::manifest::Part;
use crate::WarehouseError;

/// Rows that are sorted and encoded together.
pub(super) const GROUP_ROWS: usize = 1 << 16;

/// A part that is being written.
pub(super) struct PartWriter {
    writer: ArrowWriter<Hashing>,
    rows: u64,
}

/// Writes and hashes.
struct Hashing {
    file: BufWriter<NamedTempFile>,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl PartWriter {
    /// Begins a part in a folder. Nobody sees it before it is finished.
    pub(super) fn new(folder: &Path, schema: SchemaRef) -> Result<Self, WarehouseError> {
        let file = NamedTempFile::new_in(folder).map_err(WarehouseError::file("write into", folder))?;
        let output = Hashing { file: BufWriter::with_capacity(1 << 20, file), hasher: blake3::Hasher::new(), bytes: 0 };
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_created_by("overt".to_owned())
            .build();
        Ok(Self { writer: ArrowWriter::try_new(output, schema, Some(properties))?, rows: 0 })
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), WarehouseError> {
        self.rows += batch.num_rows() as u64;
        Ok(self.writer.write(batch)?)
    }

    /// Ends the row group, so that what comes next is sorted for itself.
    pub(super) fn end_group(&mut self) -> Result<(), WarehouseError> {
        Ok(self.writer.flush()?)
    }

    /// Puts the file on the disk under its name: the table and what is in it.
    pub(super) fn finish(self, folder: &Path, table: &str) -> Result<Part, WarehouseError> {
        let rows = self.rows;
        let Hashing { file, hasher, bytes } = self.writer.into_inner()?;
        let hash = hasher.finalize().to_hex().to_string();
        let name = format!("{table}-{}.parquet", &hash[..16]);
        let path = folder.join(&name);
        let keep = || {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
            File::open(folder)?.sync_all()
        };
        keep().map_err(WarehouseError::file("write", &path))?;
        Ok(Part { file: name, rows, bytes, blake3: hash })
    }
}
