//! Schema files as they are written, before names are looked up. Lines are kept for what may be wrong.

use compact_str::CompactString;
use serde::Deserialize;
use toml::Spanned;

use super::findable::Findable;
use super::rule::Severity;
use super::schema::{Names, Section};
use crate::{Class, Rung, State, Text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSchema {
    pub(super) schema: Spanned<CompactString>,
    pub(super) extends: Option<Spanned<CompactString>>,
    #[serde(default, rename = "abstract")]
    pub(super) is_abstract: bool,
    #[serde(default)]
    pub(super) standalone: bool,
    pub(super) label: Text,
    pub(super) about: String,
    #[serde(default)]
    pub(super) names: Names,
    pub(super) ftm_extends: Option<CompactString>,
    #[serde(default)]
    pub(super) section: Vec<Section>,
    #[serde(default)]
    pub(super) property: Vec<RawProperty>,
    #[serde(default)]
    pub(super) rule: Vec<RawRule>,
    #[serde(default)]
    pub(super) derived: Vec<RawDerived>,
    #[serde(default)]
    pub(super) blind_index: Vec<RawBlindIndex>,
}

#[expect(clippy::struct_excessive_bools, reason = "as many as the file format has")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProperty {
    pub(super) id: Spanned<CompactString>,
    pub(super) section: Spanned<CompactString>,
    #[serde(rename = "type")]
    pub(super) kind: Spanned<String>,
    pub(super) list: Option<Spanned<CompactString>>,
    pub(super) under: Option<Spanned<CompactString>>,
    pub(super) max_chars: Option<usize>,
    pub(super) pattern: Option<Spanned<String>>,
    pub(super) min: Option<Spanned<toml::Value>>,
    pub(super) max: Option<Spanned<toml::Value>>,
    pub(super) unit: Option<String>,
    #[serde(default)]
    pub(super) future: bool,
    pub(super) open_to: Option<Rung>,
    pub(super) to: Option<Spanned<Vec<CompactString>>>,
    #[serde(default)]
    pub(super) many: bool,
    #[serde(default)]
    pub(super) required: bool,
    pub(super) states: Option<Vec<State>>,
    pub(super) class: Class,
    pub(super) deidentify: Spanned<CompactString>,
    pub(super) label: Text,
    pub(super) help: Text,
    #[serde(default)]
    pub(super) names: Names,
    pub(super) ask: Option<Text>,
    pub(super) ask_stage: Option<Spanned<CompactString>>,
    #[serde(default)]
    pub(super) caution: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) id: Spanned<CompactString>,
    pub(super) severity: Severity,
    pub(super) when: Spanned<String>,
    pub(super) at: Spanned<CompactString>,
    pub(super) say: Text,
    pub(super) reason: String,
    pub(super) source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDerived {
    pub(super) id: CompactString,
    pub(super) list: Spanned<CompactString>,
    pub(super) label: Text,
    pub(super) cases: Vec<RawCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCase {
    pub(super) code: Spanned<CompactString>,
    pub(super) when: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBlindIndex {
    pub(super) field: Findable,
    pub(super) of: Spanned<Vec<CompactString>>,
}
