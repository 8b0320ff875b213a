//! Releases from their folders, each verified before anything of it is shown.

use std::path::Path;

use anyhow::Context as _;
use overt_protect::release::Release;
use overt_store::log::checkpoint::VerifierKey;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::release;

/// The releases of a folder; all of them must be as they should be.
pub(super) fn all(folder: &Path, fingerprints: &[String]) -> anyhow::Result<Vec<Release>> {
    let say = || format!("cannot read {}", folder.display());
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(say)? {
        let path = entry.with_context(say)?.path();
        if path.join("manifest.json").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    folders.iter().map(|folder| open(folder, fingerprints)).collect()
}

/// One release.
pub(crate) fn open(folder: &Path, fingerprints: &[String]) -> anyhow::Result<Release> {
    let files = release::read(folder)?;
    let key = release::key(&files);
    let refuse = |why: String| {
        Failure::new(Exit::Refused, "release-does-not-fit", format!("{} is not shown: {why}", folder.display()))
            .with_hint("get it again from who published it; `overt release verify FOLDER` says more")
    };
    let fingerprint = key.as_ref().map(VerifierKey::fingerprint).unwrap_or_default();
    if !fingerprints.is_empty() && !fingerprints.contains(&fingerprint) {
        return Err(refuse(format!("it is signed by {fingerprint}, whom you do not expect")).into());
    }
    let text = key.as_ref().map(ToString::to_string).unwrap_or_default();
    let opened = Release::open(files, text.as_bytes(), release::signature_holds);
    Ok(opened.map_err(|verified| refuse(verified.failures().map(ToString::to_string).collect::<Vec<_>>().join(" ")))?)
}
