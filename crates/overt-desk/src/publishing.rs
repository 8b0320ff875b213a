//! An approved release is signed and published. The command line publishes in the same way.

use jiff::civil::Date;
use overt_protect::release::{Approval, Manifest, Refusal, Release};
use overt_store::log::checkpoint::VerifierKey;
use overt_store::{ReleaseError, ReleaseId, ReleaseState, Session, Store, StoreError, stated_digest};

/// What is public from now on.
#[derive(Debug)]
pub struct Published {
    /// Everything that is handed out, signed.
    pub release: Release,
    /// The fingerprint of the key by which others verify it.
    pub fingerprint: String,
}

/// Why a release was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Its files are longer than was asked for.
    #[error("the files of the release are too long")]
    TooLong,
    /// It cannot go out as it lies there.
    #[error("{} {}", .0.sentence, .0.way_out)]
    Refused(Refusal),
    /// The store says why.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Signs an approved draft of at most `most` bytes, and says so in the store. What was published before is signed again: it has the same bytes.
///
/// # Errors
/// When it is not approved, is not what was approved, or is too long. Nothing was published then.
pub async fn publish(
    (store, session): (&Store, &Session),
    id: ReleaseId,
    today: Date,
    most: u64,
) -> Result<Published, PublishError> {
    let release = store.release(id).await?;
    let files = store.release_files(id, most)?.ok_or(PublishError::TooLong)?;
    let manifest = files.iter().find(|(name, _)| name == "manifest.json").map(|(_, bytes)| bytes.as_slice());
    let hash = Manifest::read(manifest.unwrap_or_default()).map_err(PublishError::Refused)?.draft_hash();
    if release.manifest.as_ref() != Some(&hash) {
        // Others were approved than lie there now.
        return Err(StoreError::from(ReleaseError::Manifest).into());
    }
    let names = store.names().await?;
    let approvals = release.approvals.iter();
    let approvals = approvals.map(|one| Approval { by: names.of(one.account), on: one.day, of: hash.clone() });
    let key = store.release_key();
    let sign = |message: &[u8]| store.sign_release(id, &stated_digest(message)).into_bytes();
    let published =
        Release::publish(files, approvals.collect(), key.as_bytes(), sign).map_err(PublishError::Refused)?;
    if release.state != ReleaseState::Published {
        store.publish_release(session, id, today).await?;
    }
    Ok(Published { release: published, fingerprint: fingerprint(store) })
}

/// The fingerprint of the key by which others verify what this store published.
pub fn fingerprint(store: &Store) -> String {
    store.release_key().parse::<VerifierKey>().map(|key| key.fingerprint()).unwrap_or_default()
}
