//! Mappings that come with the program: the standards and tables that files of the field are written in.

use overt_model::Codebook;

use crate::mapping::{Mapping, MappingError};

/// A mapping that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    /// Its name, by which it is asked for.
    pub name: &'static str,
    /// The text of its file, for whoever wants to start from it.
    pub text: &'static str,
}

macro_rules! ready {
    ($($name:literal),* $(,)?) => {
        &[$(Ready { name: $name, text: include_str!(concat!("../mappings/", $name, ".toml")) }),*]
    };
}

/// Every one of them, in the order of their names.
pub const ALL: &[Ready] = ready![
    "cpi",
    "cpi-1995",
    "cpi-first-release",
    "cpi-source-scores",
    "ctdc-2020",
    "ctdc-2021",
    "ctdc-2024",
    "ctdc-2025",
    "ctdc-2025-coded",
    "eurostat-crim",
    "fincen-sar",
    "gbvims-primero",
    "glotip",
    "gsi-2016",
    "gsi-2018-lavelle-hill",
    "htcds",
    "htcds-cases",
    "htcds-comments",
    "htcds-connections",
    "htcds-contacts",
    "htcds-events",
    "htcds-organisations",
    "htcds-overt",
    "htcds-support-plans",
    "kelley-simmons",
    "macro",
    "sdg-16-2-2",
    "sherloc-court",
    "sherloc-court-flat",
    "three-p",
    "tip-prosecutions",
    "tip-tiers",
    "un-treaties",
    "wgi",
];

impl Ready {
    /// The mapping. It fits the codebook that comes with the program; with another one it may not.
    pub fn mapping(&self, codebook: &'static Codebook) -> Result<Mapping, MappingError> {
        Mapping::read(self.text, codebook)
    }
}

/// The mapping of this name.
pub fn get(name: &str) -> Option<&'static Ready> {
    ALL.iter().find(|ready| ready.name == name)
}

/// The mapping for a file with these columns: of those that fit, the one that asks for most.
pub fn fitting(columns: &[String], codebook: &'static Codebook) -> Option<&'static Ready> {
    let read = ALL.iter().filter_map(|ready| Some((ready, ready.mapping(codebook).ok()?)));
    let fitting = read.filter(|(_, mapping)| mapping.is_for(columns));
    fitting.max_by_key(|(_, mapping)| mapping.fits.len()).map(|(ready, _)| ready)
}

#[cfg(test)]
mod tests;
