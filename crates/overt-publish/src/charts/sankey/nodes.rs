//! What stands in each column, and what goes from one to the next.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Category, Sankey};
use crate::charts::text::number;

/// How many things of a column are drawn by themselves. The smallest of more are put together.
const OWN_MAX: usize = 8;

/// What a node stands for. The order is that in a column, from above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// One thing.
    Own,
    /// So many small ones.
    Others(usize),
    /// Those of which it is not known.
    Unknown,
}

/// A node of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) column: usize,
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) count: u64,
}

/// How many go from one node to one of the next column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ribbon {
    /// The places of both nodes.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) count: u64,
}

impl Sankey {
    /// All nodes, column by column, the largest first.
    pub(super) fn nodes(&self) -> Vec<Node> {
        (0..self.columns.len()).flat_map(|column| self.column(column)).collect()
    }

    fn column(&self, column: usize) -> Vec<Node> {
        let mut counts: BTreeMap<Option<String>, u64> = BTreeMap::new();
        for path in self.paths.iter().filter(|path| path.count > 0) {
            let sum = counts.entry(path.steps[column].as_ref().map(Category::name)).or_default();
            *sum = sum.saturating_add(path.count);
        }
        let unknown = counts.remove(&None);
        let mut own: Vec<_> = counts.into_iter().filter_map(|(name, count)| Some((name?, count))).collect();
        own.sort_by_key(|(_, count)| Reverse(*count));
        // One alone is not put together with itself.
        let rest = if own.len() > OWN_MAX + 1 { own.split_off(OWN_MAX) } else { Vec::new() };
        let mut nodes: Vec<Node> =
            own.into_iter().map(|(name, count)| Node { column, kind: Kind::Own, name, count }).collect();
        if !rest.is_empty() {
            let count = rest.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
            let name = format!("{} ({})", self.words.others, number(rest.len() as u64));
            nodes.push(Node { column, kind: Kind::Others(rest.len()), name, count });
        }
        nodes.extend(unknown.map(|count| Node {
            column,
            kind: Kind::Unknown,
            name: self.words.unknown.clone(),
            count,
        }));
        nodes
    }

    /// All ribbons, in the order of their nodes.
    pub(super) fn ribbons(&self, nodes: &[Node]) -> Vec<Ribbon> {
        let place = |column: usize, step: &Option<Category>| {
            let name = step.as_ref().map(Category::name);
            let is = |node: &Node, kind: Kind| node.column == column && node.kind == kind;
            let own = nodes.iter().position(|node| match &name {
                Some(name) => is(node, Kind::Own) && node.name == *name,
                None => is(node, Kind::Unknown),
            });
            own.or_else(|| nodes.iter().position(|node| node.column == column && matches!(node.kind, Kind::Others(_))))
        };
        let mut ribbons: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        for path in self.paths.iter().filter(|path| path.count > 0) {
            let places: Vec<usize> =
                path.steps.iter().enumerate().filter_map(|(column, step)| place(column, step)).collect();
            for pair in places.windows(2) {
                let sum = ribbons.entry((pair[0], pair[1])).or_default();
                *sum = sum.saturating_add(path.count);
            }
        }
        ribbons.into_iter().map(|((from, to), count)| Ribbon { from, to, count }).collect()
    }
}
