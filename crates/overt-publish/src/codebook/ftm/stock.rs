//! The schemata that FollowTheMoney has itself: names only, from version 4.11.2. A test holds the table against the
//! package.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Stock(BTreeMap<String, StockSchema>);

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct StockSchema {
    extends: Vec<String>,
    properties: Vec<String>,
    featured: Vec<String>,
    caption: Vec<String>,
    edge: Option<Edge>,
}

/// Between which properties an entity is drawn as a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edge {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) directed: bool,
}

impl Stock {
    pub(super) fn get() -> &'static Self {
        static STOCK: LazyLock<Stock> =
            LazyLock::new(|| serde_json::from_str(include_str!("schemata.json")).expect("a test reads the table"));
        &STOCK
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The schema itself and all it extends; none if there is no such schema.
    pub(super) fn ancestors(&self, name: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            if let Some((name, schema)) = self.0.get_key_value(name)
                && found.insert(name.as_str())
            {
                open.extend(schema.extends.iter().map(String::as_str));
            }
        }
        found
    }

    /// Every property, inherited ones included.
    pub(super) fn properties(&self, name: &str) -> impl Iterator<Item = &str> {
        let schemata = self.ancestors(name).into_iter().filter_map(|name| self.0.get(name));
        schemata.flat_map(|schema| schema.properties.iter().map(String::as_str))
    }

    /// The properties shown first, in their order.
    pub(super) fn featured(&self, name: &str) -> &[String] {
        self.0.get(name).map(|schema| &*schema.featured).unwrap_or_default()
    }

    /// The properties that an entity is called by, in the order in which they are tried.
    pub(super) fn caption(&self, name: &str) -> &[String] {
        self.0.get(name).map(|schema| &*schema.caption).unwrap_or_default()
    }

    pub(super) fn edge(&self, name: &str) -> Option<&Edge> {
        self.0.get(name)?.edge.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_knows_what_a_schema_inherits() {
        let stock = Stock::get();
        assert!(stock.properties("Event").any(|property| property == "startDate"));
        assert!(stock.ancestors("Company").is_superset(&BTreeSet::from(["Company", "LegalEntity", "Asset", "Thing"])));
        assert!(!stock.has("CorruptAct") && stock.ancestors("CorruptAct").is_empty());
    }

    #[test]
    fn every_schema_extends_one_that_is_there() {
        let stock = Stock::get();
        assert!(stock.0.values().flat_map(|schema| &schema.extends).all(|parent| stock.has(parent)));
    }
}
