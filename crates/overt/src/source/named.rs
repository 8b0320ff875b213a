//! Sources by their name or identifier.

use overt_model::{Source, SourceId};

use crate::codebook::nearest;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::workspace::Workspace;

/// The source that somebody means, for commands about sources.
pub(crate) fn named(workspace: &Workspace, given: &str) -> Result<Source, Failure> {
    let sources = workspace.wait(workspace.store.sources())?;
    found(&sources, given).cloned().ok_or_else(|| {
        let message = format!("there is no source of this name{}", nearest(given, names(&sources)));
        Failure::new(Exit::Refused, "not-there", message).with_hint("`overt source list` names them all")
    })
}

/// The source that somebody means, for commands about records: without a source in force there is no record.
pub(crate) fn for_records(workspace: &Workspace, given: &str) -> Result<Source, Failure> {
    let sources = workspace.wait(workspace.store.sources())?;
    let source = found(&sources, given).ok_or_else(|| {
        let message = format!("there is no source of this name{}", nearest(given, names(&sources)));
        Failure::new(Exit::AgainstRules, "no-source", message)
            .with_hint("`overt source list` names them all, and `overt source add` adds one")
    })?;
    if source.is_in_force(workspace.today) {
        return Ok(source.clone());
    }
    Err(overt_store::StoreError::SourceExpired(source.expires.unwrap_or(workspace.today)).into())
}

fn found<'a>(sources: &'a [Source], given: &str) -> Option<&'a Source> {
    if let Ok(id) = given.parse::<SourceId>() {
        return sources.iter().find(|source| source.id == id);
    }
    let exact = sources.iter().find(|source| source.name == given);
    exact.or_else(|| {
        let mut same = sources.iter().filter(|source| source.name.to_lowercase() == given.trim().to_lowercase());
        // A spelling that two share means neither.
        same.next().filter(|_| same.next().is_none())
    })
}

fn names(sources: &[Source]) -> impl Iterator<Item = &str> {
    sources.iter().map(|source| source.name.as_str())
}
