//! What disks, databases and formats answer, as errors of the store.

use super::StoreError;
use crate::exchange::ExchangeError;
use crate::vault::{ContainerError, FileError};

impl From<FileError> for StoreError {
    fn from(error: FileError) -> Self {
        match &error {
            FileError::Write(cause) => of_disk(cause).unwrap_or(Self::Attachment(error)),
            _ => Self::Attachment(error),
        }
    }
}

impl From<ContainerError> for StoreError {
    fn from(error: ContainerError) -> Self {
        match &error {
            ContainerError::Write(cause) => of_disk(cause).unwrap_or(Self::Container(error)),
            _ => Self::Container(error),
        }
    }
}

impl From<ExchangeError> for StoreError {
    fn from(error: ExchangeError) -> Self {
        match &error {
            ExchangeError::Write(cause) => of_disk(cause).unwrap_or(Self::Exchange(error)),
            _ => Self::Exchange(error),
        }
    }
}

/// What a disk refuses whatever is written to it.
pub(super) fn of_disk(cause: &std::io::Error) -> Option<StoreError> {
    match cause.kind() {
        std::io::ErrorKind::StorageFull => Some(StoreError::Full),
        std::io::ErrorKind::ReadOnlyFilesystem => Some(StoreError::ReadOnly),
        _ => None,
    }
}

impl From<sqlx::Error> for StoreError {
    /// The words of the database are dropped: they may repeat values.
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(cause) => of_disk(cause).unwrap_or(Self::Gone),
            sqlx::Error::Tls(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Protocol(_) => {
                Self::Gone
            }
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) | sqlx::Error::Decode(_) => {
                Self::Damaged("a row does not have its form")
            }
            sqlx::Error::Database(database) => {
                let code = database.code().map(std::borrow::Cow::into_owned).unwrap_or_default();
                match code.parse::<i32>() {
                    // SQLite numbers its results below 2^16 (a low byte and an extension), PostgreSQL has five characters.
                    Ok(number) if code.len() < 5 => of_sqlite(number, &code),
                    _ => of_postgres(&code),
                }
            }
            _ => Self::Database(String::from("unknown")),
        }
    }
}

/// Result codes of SQLite (sqlite.org/rescode.html), the low byte of which says what it is.
fn of_sqlite(number: i32, code: &str) -> StoreError {
    match number & 0xff {
        5 | 6 => StoreError::Busy,
        8 => StoreError::ReadOnly,
        13 => StoreError::Full,
        11 => StoreError::Damaged("pages of the file do not fit each other"),
        26 => StoreError::Damaged("the file is not a database"),
        10 | 14 => StoreError::Gone,
        _ => StoreError::Database(format!("sqlite {code}")),
    }
}

/// Error codes of PostgreSQL (appendix A of its manual).
fn of_postgres(code: &str) -> StoreError {
    match code {
        "53100" => StoreError::Full,
        "25006" => StoreError::ReadOnly,
        "55P03" | "40001" | "40P01" => StoreError::Busy,
        "XX001" | "XX002" => StoreError::Damaged("pages of the database do not fit each other"),
        code if code.starts_with("08") || code.starts_with("57P") || code.starts_with("28") || code == "3D000" => {
            StoreError::Gone
        }
        code => StoreError::Database(format!("postgresql {code}")),
    }
}
