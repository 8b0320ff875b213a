//! Reading columns as what they are, and writing many rows at once.

use std::sync::Arc;

use overt_model::Id;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{AnyConnection, Arguments, AssertSqlSafe, Database, Row, Sqlite};

use crate::StoreError;
use crate::sql::Rows;

/// Typed columns of a row. What does not have its form is damage.
pub(crate) trait Read {
    fn number(&self, column: &str) -> Result<i64, StoreError>;
    fn text(&self, column: &str) -> Result<String, StoreError>;
    fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError>;
    fn optional_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError>;

    fn array<const N: usize>(&self, column: &str) -> Result<[u8; N], StoreError> {
        self.bytes(column)?.try_into().map_err(|_| StoreError::Damaged("a column does not have its length"))
    }

    fn id<K>(&self, column: &str) -> Result<Id<K>, StoreError> {
        self.array(column).map(|bytes| Id::from_bits(u128::from_be_bytes(bytes)))
    }

    fn count(&self, column: &str) -> Result<u64, StoreError> {
        u64::try_from(self.number(column)?).map_err(|_| StoreError::Damaged("a number is below zero"))
    }
}

impl Read for AnyRow {
    fn number(&self, column: &str) -> Result<i64, StoreError> {
        Ok(self.try_get(column)?)
    }
    fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(self.try_get(column)?)
    }
    fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        Ok(self.try_get(column)?)
    }
    fn optional_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.try_get(column)?)
    }
}

/// Most arguments of one statement. SQLite takes more, and beyond this nothing is gained.
const ARGUMENTS_MAX: usize = 600;

/// The same for PostgreSQL, and most rows where they hold texts or envelopes: as much as fits into one record of TLS (16 KiB).
/// What is sent in several pieces waits 40 ms for the server to acknowledge the first, because this version of the driver does
/// not set `TCP_NODELAY`.
const SENT_ARGUMENTS_MAX: usize = 400;
const SENT_LONG_ROWS_MAX: usize = 8;

/// Writes rows of one table, many in one statement.
pub(crate) struct Insert {
    rows: Rows,
    are_long: bool,
    /// The text of a full statement, once there was one.
    text: Option<Arc<str>>,
    waiting: AnyArguments,
}

impl Insert {
    pub(crate) fn into(rows: Rows) -> Self {
        Self { rows, are_long: false, text: None, waiting: AnyArguments::default() }
    }

    /// The same for rows that hold texts or envelopes.
    pub(crate) fn long_into(rows: Rows) -> Self {
        Self { are_long: true, ..Self::into(rows) }
    }

    /// Adds a row, which `bind` gives its columns in order.
    pub(crate) async fn row(
        &mut self,
        connection: &mut AnyConnection,
        bind: impl FnOnce(&mut Columns<'_>),
    ) -> Result<(), StoreError> {
        bind(&mut Columns(&mut self.waiting));
        if self.waiting.len() == self.per_statement(connection) * self.rows.columns.len() {
            self.flush(connection).await?;
        }
        Ok(())
    }

    fn per_statement(&self, connection: &AnyConnection) -> usize {
        let columns = self.rows.columns.len();
        match (is_sqlite(connection), self.are_long) {
            (true, _) => ARGUMENTS_MAX / columns,
            (false, false) => SENT_ARGUMENTS_MAX / columns,
            (false, true) => SENT_LONG_ROWS_MAX,
        }
    }

    /// Writes what is waiting.
    pub(crate) async fn flush(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let count = self.waiting.len() / self.rows.columns.len();
        if count > 0 {
            let arguments = std::mem::take(&mut self.waiting);
            // A full statement comes again and again, as does one of one row; one of another length is prepared for this once.
            let is_full = count == self.per_statement(connection);
            let (rows, is_sqlite) = (self.rows, is_sqlite(connection));
            let write = || Arc::from(if is_sqlite { rows.insert_unnumbered(count) } else { rows.insert(count) });
            let text = if is_full { Arc::clone(self.text.get_or_insert_with(write)) } else { write() };
            let query = sqlx::query_with(AssertSqlSafe(text), arguments).persistent(is_full || count == 1);
            query.execute(connection).await?;
        }
        Ok(())
    }
}

fn is_sqlite(connection: &AnyConnection) -> bool {
    connection.backend_name() == <Sqlite as Database>::NAME
}

/// The columns of one row, in order.
pub(crate) struct Columns<'a>(&'a mut AnyArguments);

impl Columns<'_> {
    pub(crate) fn add<'t, T>(&mut self, value: T) -> &mut Self
    where
        T: sqlx::Encode<'t, sqlx::Any> + sqlx::Type<sqlx::Any>,
    {
        self.0.add(value).expect("whole numbers, texts and bytes can always be written");
        self
    }

    pub(crate) fn id<K>(&mut self, id: Id<K>) -> &mut Self {
        self.add(&id.bits().to_be_bytes()[..])
    }
}

/// An identifier as it is stored.
pub(crate) fn id_bytes<K>(id: Id<K>) -> Vec<u8> {
    id.bits().to_be_bytes().to_vec()
}
