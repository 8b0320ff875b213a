//! Stores to measure: a folder, and perhaps a database of its own on a server. Both are gone in the end.

use std::path::Path;
use std::process::Command;

use jiff::civil::Date;
use overt_model::Secret;
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{Founding, NewAccount, Session, Store, new_id};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::Failure;
use crate::records;

/// The day on which everything is measured.
pub(crate) const TODAY: Date = Date::constant(2026, 12, 1);

const NAME: &str = "amina";
const WORDS: &str = "four invented words that differ";

/// A database on a server that ends with the measurement.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    pub(crate) async fn make(server: &str) -> Result<Self, Failure> {
        let name = format!("overt_test_{:032x}", new_id::<overt_model::RecordKind>().bits());
        let mut admin = PgConnection::connect(server).await?;
        admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
        Ok(Self { server: server.to_owned(), name })
    }

    pub(crate) fn url(&self) -> String {
        let base = self.server.rsplit_once('/').map_or(self.server.as_str(), |(base, _)| base);
        format!("{base}/{}", self.name)
    }

    pub(crate) async fn drop(self) -> Result<(), Failure> {
        let mut admin = PgConnection::connect(&self.server).await?;
        admin.execute(AssertSqlSafe(format!("DROP DATABASE {} WITH (FORCE)", self.name))).await?;
        Ok(())
    }
}

/// A new store with one source, and the session of its founder, who opens everything.
pub(crate) async fn store(folder: &Path, url: Option<&str>) -> Result<(Store, Session), Failure> {
    let words = || Passphrase::chosen(&Secret::new(WORDS.to_owned()));
    // Signing in is not measured, so it may be cheap.
    let kdf = KdfParameters::new(8 << 10, 1, 1)?;
    let founder = NewAccount { name: NAME.into(), administrator: true, passphrase: words()?, kdf };
    let founding = Founding { founder, origin: None, escrow: false, retention: Vec::new() };
    let (store, _) = Store::create(folder, url, &founding, TODAY).await?;
    let session = store.sign_in(NAME, &words()?, TODAY).await?;
    store.put_source(&session, &records::source(), TODAY).await?;
    Ok((store, session))
}

/// Lets the disk finish what filling a store has left to write, which would delay what is measured next.
pub(crate) async fn settle(url: Option<&str>) -> Result<(), Failure> {
    if let Some(url) = url {
        PgConnection::connect(url).await?.execute("CHECKPOINT").await?;
    }
    Command::new("sync").status()?;
    Ok(())
}
