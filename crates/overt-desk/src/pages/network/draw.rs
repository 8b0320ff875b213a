//! A small network as a picture: the record on the left, what is one step away beside it, and so on. The table says the same.

use std::collections::BTreeMap;

use overt_model::RecordId;

use super::walk::{Net, Relation};

/// More records than these are not drawn: nobody could follow the lines.
const RECORDS_MAX: usize = 30;
const COLUMN: usize = 260;
const ROW: usize = 44;
const BOX: (usize, usize) = (200, 32);
/// Letters that have room in a box.
const LETTERS: usize = 26;

pub(super) struct DrawnNode {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) words: String,
    /// All of it, for who points at the box.
    pub(super) title: String,
    pub(super) is_first: bool,
}

pub(super) struct DrawnEdge {
    pub(super) from: [usize; 2],
    pub(super) to: [usize; 2],
    pub(super) is_joined: bool,
}

/// A picture.
pub(super) struct Drawing {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) nodes: Vec<DrawnNode>,
    pub(super) edges: Vec<DrawnEdge>,
}

impl Drawing {
    /// The picture of what was found; none where it is too large, or nothing but the record itself.
    pub(super) fn of(net: &Net, name: impl Fn(RecordId) -> String) -> Option<Self> {
        if net.nodes.len() > RECORDS_MAX || net.edges.is_empty() {
            return None;
        }
        let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
        let mut places: BTreeMap<RecordId, (usize, usize)> = BTreeMap::new();
        let mut nodes = Vec::new();
        for (id, node) in &net.nodes {
            let row = columns.entry(node.steps).or_default();
            let (x, y) = (10 + node.steps * COLUMN, 10 + *row * ROW);
            *row += 1;
            places.insert(*id, (x, y));
            let title = name(*id);
            let words = if title.chars().count() > LETTERS {
                title.chars().take(LETTERS - 1).chain(['…']).collect()
            } else {
                title.clone()
            };
            nodes.push(DrawnNode { x, y, words, title, is_first: node.steps == 0 });
        }
        let edge = |edge: &super::Edge| {
            let (one, other) = (places.get(&edge.from)?, places.get(&edge.to)?);
            let (left, right) = if one.0 <= other.0 { (one, other) } else { (other, one) };
            let middle = BOX.1 / 2;
            // Within a column the line goes from side to side as well, so that it is seen.
            let end = if left.0 == right.0 { right.0 + BOX.0 } else { right.0 };
            Some(DrawnEdge {
                from: [left.0 + BOX.0, left.1 + middle],
                to: [end, right.1 + middle],
                is_joined: matches!(edge.relation, Relation::Joined(_)),
            })
        };
        Some(Self {
            width: 20 + columns.keys().max().copied().unwrap_or_default() * COLUMN + BOX.0 + 40,
            height: 20 + columns.values().max().copied().unwrap_or_default() * ROW,
            edges: net.edges.iter().filter_map(edge).collect(),
            nodes,
        })
    }
}

impl DrawnEdge {
    /// The line, bent to the right where both ends are below one another.
    pub(super) fn line(&self) -> String {
        let ([x1, y1], [x2, y2]) = (self.from, self.to);
        let bend = if x1 == x2 { x1 + 40 } else { usize::midpoint(x1, x2) };
        format!("M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}")
    }
}
