//! Parquet files, a row group at a time.

mod bounds;
mod field;
#[cfg(test)]
mod tests;
mod thrift;

use std::io::{self, Seek as _, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use overt_model::Private;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::TypePtr;

use crate::file::Opened;
use crate::flat::Flat;
use crate::rows::{Item, OpenError, ReadError, Reject, Row, Rows, Unit};

/// Values of a column that are decoded at a time.
const BATCH: usize = 128;

const DAMAGED: OpenError = OpenError::Unreadable {
    what: "a Parquet file that is cut or damaged, or written in a way that is not read",
    remedy: "copy or download it again, or export it as CSV and import that",
};

/// A Parquet file.
pub(crate) struct Reader {
    rows: RowIter<'static>,
    schema: TypePtr,
    flat: Flat,
    number: u64,
    /// How many rows there must be.
    count: u64,
    length: u64,
    is_over: bool,
}

impl Reader {
    /// `open` opens the file.
    pub(crate) fn open(open: impl Fn() -> io::Result<Opened>) -> Result<Self, OpenError> {
        let mut file = open()?;
        let length = file.seek(SeekFrom::End(0))?;
        bounds::check_footer(&mut file, length)?;
        let read = open()?;
        let reader = quietly(|| SerializedFileReader::new(read))?.map_err(|_| DAMAGED)?;
        bounds::check_pages(&mut file, length, reader.metadata())?;
        let metadata = reader.metadata().file_metadata();
        let (schema, count) = (metadata.schema_descr().root_schema_ptr(), metadata.num_rows());
        let count = u64::try_from(count).map_err(|_| DAMAGED)?;
        let rows = RowIter::from_file_into(Box::new(reader)).with_batch_size(BATCH);
        Ok(Self { rows, schema, flat: Flat::default(), number: 0, count, length, is_over: false })
    }

    fn item(&mut self, row: &mut Row) -> io::Result<Option<Item>> {
        if self.is_over {
            return Ok(None);
        }
        // Whatever comes of it, there is nothing after an error.
        self.is_over = true;
        let Some(found) = quietly(|| self.rows.next())? else {
            return if self.number == self.count { Ok(None) } else { Err(damaged()) };
        };
        let found = found.map_err(|_| damaged())?;
        self.is_over = false;
        self.number += 1;
        self.flat.begin();
        let outcome = field::cells(&found, &self.schema, &mut self.flat);
        let lines = self.number..=self.number;
        Ok(Some(match self.flat.end(row, outcome) {
            Ok(()) => Item::Row(lines),
            Err(reason) => {
                Item::Reject(Reject { lines, reason, text: Private::new(field::shown(&found, &self.schema)) })
            }
        }))
    }
}

/// The library panics at some files that are damaged. That is an error like others.
fn quietly<T>(read: impl FnOnce() -> T) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| damaged())
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, DAMAGED.to_string())
}

impl Rows for Reader {
    fn columns(&self) -> &[String] {
        self.flat.names()
    }

    // Lists have as many columns as the longest of them.
    fn may_find_columns(&self) -> bool {
        true
    }

    fn next(&mut self, row: &mut Row) -> Result<Option<Item>, ReadError> {
        let line = self.number;
        self.item(row).map_err(|error| ReadError { unit: Unit::Row, line, error })
    }

    /// The share of the rows, as the bytes of one are in many places.
    fn bytes_read(&self) -> u64 {
        let read = u128::from(self.length) * u128::from(self.number) / u128::from(self.count.max(1));
        u64::try_from(read).unwrap_or(self.length)
    }

    fn unit(&self) -> Unit {
        Unit::Row
    }

    fn about(&self) -> String {
        format!("Parquet, {} rows", self.count)
    }
}
