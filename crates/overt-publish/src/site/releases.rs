//! The releases of a site, and which of them tells what.

use std::collections::BTreeMap;
use std::sync::Arc;

use overt_protect::release::{Method, Policy, Release, ShownTable};

use super::SiteError;

/// A release with what is shown of it.
pub(super) struct Published {
    pub(super) release: Release,
    pub(super) policy: Policy,
    pub(super) tables: Vec<ShownTable>,
}

impl Published {
    fn new(release: Release) -> Self {
        Self { policy: release.policy(), tables: release.tables(), release }
    }

    /// The path of its page without the language.
    pub(super) fn path(&self) -> String {
        format!("/data/{}/{}", self.policy.name, self.policy.version)
    }

    /// Whether its tables have counts, and not shares of them.
    pub(super) fn has_counts(&self) -> bool {
        !matches!(&self.policy.method, Method::Table(table) if table.shares.is_some())
    }

    /// What a file of it holds.
    pub(super) fn file(&self, name: &str) -> Option<&[u8]> {
        self.release.files().iter().find(|(other, _)| other == name).map(|(_, bytes)| &bytes[..])
    }

    /// The first table that has all of these columns, and their places in it. Of several, the one with the fewest columns.
    pub(super) fn table<const N: usize>(&self, columns: [&str; N]) -> Option<(&ShownTable, [usize; N])> {
        let fitting = self.tables.iter().filter_map(|table| {
            let places = columns.map(|column| table.column(column));
            places.iter().all(Option::is_some).then(|| (table, places.map(Option::unwrap_or_default)))
        });
        fitting.min_by_key(|(table, _)| table.columns.len())
    }
}

/// All releases, by name and version.
pub(super) struct Releases(BTreeMap<(String, u32), Arc<Published>>);

impl Releases {
    pub(super) fn new(releases: Vec<Release>) -> Result<Self, SiteError> {
        let mut all = BTreeMap::new();
        for release in releases {
            let published = Published::new(release);
            let (name, version) = (published.policy.name.clone(), published.policy.version);
            if all.insert((name.clone(), version), Arc::new(published)).is_some() {
                return Err(SiteError::Twice { name, version });
            }
        }
        Ok(Self(all))
    }

    pub(super) fn get(&self, name: &str, version: u32) -> Option<&Published> {
        self.0.get(&(name.to_owned(), version)).map(|one| &**one)
    }

    /// The one that an address names. A version is written in one way only, so that nothing has two addresses.
    pub(super) fn named(&self, name: &str, version: &str) -> Option<&Published> {
        let number = version.parse().ok().filter(|number: &u32| number.to_string() == version)?;
        self.get(name, number)
    }

    /// The versions of a release, the newest first.
    pub(super) fn versions(&self, name: &str) -> Vec<&Published> {
        let versions = self.0.range((name.to_owned(), 0)..=(name.to_owned(), u32::MAX));
        versions.rev().map(|(_, one)| &**one).collect()
    }

    /// Those of these names.
    pub(super) fn only(&self, is_seen: impl Fn(&str) -> bool) -> Self {
        Self(
            self.0
                .iter()
                .filter(|((name, _), _)| is_seen(name))
                .map(|(key, one)| (key.clone(), Arc::clone(one)))
                .collect(),
        )
    }

    /// All of them, the newest day first.
    pub(super) fn newest_first(&self) -> Vec<&Published> {
        let mut all: Vec<&Published> = self.0.values().map(|one| &**one).collect();
        all.sort_by_key(|one| {
            let manifest = one.release.manifest();
            (std::cmp::Reverse((manifest.day, one.policy.version)), one.policy.name.clone())
        });
        all
    }

    /// The newest version of each name.
    pub(super) fn current(&self) -> Vec<&Published> {
        let is_last = |one: &&Published| {
            let name = &one.policy.name;
            self.0.range((name.clone(), one.policy.version + 1)..=(name.clone(), u32::MAX)).next().is_none()
        };
        self.newest_first().into_iter().filter(is_last).collect()
    }
}
