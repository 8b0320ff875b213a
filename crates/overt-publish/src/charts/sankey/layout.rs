//! Where nodes and ribbons lie.

use super::nodes::{Node, Ribbon};

/// The height of all together, without the room between, in pixels.
const HEIGHT: f64 = 300.0;
/// No node is lower, so that it is seen.
const NODE_MIN: f64 = 2.0;
/// Room for the label of a node, however low the node is.
const SLOT_MIN: f64 = 34.0;
const GAP: f64 = 8.0;

/// Where everything lies, in pixels from the top.
pub(super) struct Layout {
    /// For each node its upper and its lower end.
    pub(super) nodes: Vec<(f64, f64)>,
    /// For each ribbon its upper end on the left and on the right.
    pub(super) ribbons: Vec<(f64, f64)>,
    pub(super) height: f64,
    total: u64,
}

impl Layout {
    pub(super) fn of(nodes: &[Node], ribbons: &[Ribbon], total: u64) -> Self {
        let mut layout =
            Self { nodes: vec![(0.0, 0.0); nodes.len()], ribbons: vec![(0.0, 0.0); ribbons.len()], height: 0.0, total };
        for order in orders(nodes, ribbons) {
            let mut y = 0.0;
            for node in order {
                let high = layout.high(nodes[node].count).max(NODE_MIN);
                layout.nodes[node] = (y, y + high);
                y += high.max(SLOT_MIN) + GAP;
            }
            layout.height = layout.height.max(y - GAP);
        }
        layout.stack(ribbons);
        layout
    }

    /// The height of so many.
    #[expect(clippy::cast_precision_loss, reason = "a part of a whole, for a height")]
    pub(super) fn high(&self, count: u64) -> f64 {
        count as f64 / self.total.max(1) as f64 * HEIGHT
    }

    /// Ribbons leave a node in the order of where they go, and arrive in the order of where they come from.
    fn stack(&mut self, ribbons: &[Ribbon]) {
        let mut order: Vec<usize> = (0..ribbons.len()).collect();
        let mut filled = vec![(0.0, 0.0); self.nodes.len()];
        let top = |node: usize| self.nodes[node].0;
        order.sort_by(|one, other| top(ribbons[*one].to).total_cmp(&top(ribbons[*other].to)));
        for place in &order {
            let ribbon = &ribbons[*place];
            self.ribbons[*place].0 = self.nodes[ribbon.from].0 + filled[ribbon.from].0;
            filled[ribbon.from].0 += self.high(ribbon.count);
        }
        let top = |node: usize| self.nodes[node].0;
        order.sort_by(|one, other| top(ribbons[*one].from).total_cmp(&top(ribbons[*other].from)));
        for place in &order {
            let ribbon = &ribbons[*place];
            self.ribbons[*place].1 = self.nodes[ribbon.to].0 + filled[ribbon.to].1;
            filled[ribbon.to].1 += self.high(ribbon.count);
        }
    }
}

/// The nodes of each column from above: by size, then from left to right by where the neighbours to the left lie, then back
/// by those to the right, and once more. What is put together, and what is not known, stays below.
fn orders(nodes: &[Node], ribbons: &[Ribbon]) -> Vec<Vec<usize>> {
    let columns = nodes.last().map_or(0, |node| node.column + 1);
    let mut orders: Vec<Vec<usize>> =
        (0..columns).map(|column| (0..nodes.len()).filter(|node| nodes[*node].column == column).collect()).collect();
    let rightwards = || (1..columns).map(|column| (column, column - 1));
    let leftwards = (0..columns.saturating_sub(1)).rev().map(|column| (column, column + 1));
    for (column, beside) in rightwards().chain(leftwards).chain(rightwards()) {
        let ranks = &orders[beside];
        let mut sorted: Vec<(usize, f64)> =
            orders[column].iter().map(|node| (*node, middle(*node, ranks, ribbons))).collect();
        let kind = |node: usize| nodes[node].kind;
        sorted.sort_by(|(one, here), (other, there)| kind(*one).cmp(&kind(*other)).then(here.total_cmp(there)));
        orders[column] = sorted.into_iter().map(|(node, _)| node).collect();
    }
    orders
}

/// The mean rank of the neighbours of a node in the column beside it, each by how many it shares.
#[expect(clippy::cast_precision_loss, reason = "a mean for an order")]
fn middle(node: usize, ranks: &[usize], ribbons: &[Ribbon]) -> f64 {
    let mut sums = (0.0, 0.0);
    for Ribbon { from, to, count } in ribbons {
        let other = if *from == node {
            *to
        } else if *to == node {
            *from
        } else {
            continue;
        };
        if let Some(rank) = ranks.iter().position(|beside| *beside == other) {
            sums = (sums.0 + rank as f64 * *count as f64, sums.1 + *count as f64);
        }
    }
    if sums.1 > 0.0 { sums.0 / sums.1 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::nodes::Kind;
    use super::*;

    fn node(column: usize, kind: Kind, count: u64) -> Node {
        Node { column, kind, name: String::new(), count }
    }

    #[test]
    fn neighbours_stand_beside_each_other_and_the_unknown_below() {
        let nodes = [
            node(0, Kind::Own, 9),
            node(0, Kind::Own, 5),
            node(0, Kind::Unknown, 30),
            node(1, Kind::Own, 30),
            node(1, Kind::Own, 9),
            node(1, Kind::Own, 5),
        ];
        let ribbons = [(0, 4, 9), (1, 5, 5), (2, 3, 30)].map(|(from, to, count)| Ribbon { from, to, count });
        assert_eq!(orders(&nodes, &ribbons), [vec![0, 1, 2], vec![4, 5, 3]]);
    }

    #[test]
    fn the_ribbons_of_a_node_fill_it() {
        let nodes = [node(0, Kind::Own, 10), node(1, Kind::Own, 7), node(1, Kind::Own, 3)];
        let ribbons = [(0, 1, 7), (0, 2, 3)].map(|(from, to, count)| Ribbon { from, to, count });
        let layout = Layout::of(&nodes, &ribbons, 10);
        let heights: Vec<f64> = ribbons.iter().map(|ribbon| layout.high(ribbon.count)).collect();
        assert!((layout.ribbons[1].0 - layout.ribbons[0].0 - heights[0]).abs() < 1e-9);
        assert!((layout.nodes[0].1 - layout.ribbons[1].0 - heights[1]).abs() < 1e-9);
        assert!(layout.nodes[2].0 - layout.nodes[1].1 >= GAP, "nodes do not touch");
    }
}
