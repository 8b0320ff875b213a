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
    use proptest::prelude::*;

    use super::super::nodes::Kind;
    use super::super::{Sankey, SankeyPath, SankeyWords};
    use super::*;
    use crate::charts::{Category, Heading};

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

    /// Ways through columns with these counts, of things of which some are not known.
    fn sankey(columns: usize, ways: &[(Vec<Option<u8>>, u64)]) -> Sankey {
        let step = |place: &Option<u8>| place.map(|place| Category::named(format!("place {place}")));
        let path = |(steps, count): &(Vec<Option<u8>>, u64)| SankeyPath {
            steps: steps[..columns].iter().map(step).collect(),
            count: *count,
        };
        Sankey {
            heading: Heading::new("ways", "Ways", "", "legs"),
            columns: (0..columns).map(|column| column.to_string()).collect(),
            paths: ways.iter().map(path).collect(),
            words: SankeyWords::default(),
        }
    }

    fn ways(count: impl Strategy<Value = u64>) -> impl Strategy<Value = Vec<(Vec<Option<u8>>, u64)>> {
        let steps = proptest::collection::vec(proptest::option::weighted(0.9, 0..14_u8), 4);
        proptest::collection::vec((steps, count), 1..40)
    }

    /// From where to where each band lies on one side of a node, from above.
    fn bands(layout: &Layout, ribbons: &[Ribbon], is_here: impl Fn(&Ribbon) -> bool, is_left: bool) -> Vec<(f64, f64)> {
        let of = |(ribbon, (left, right)): (&Ribbon, &(f64, f64))| {
            let top = if is_left { *left } else { *right };
            is_here(ribbon).then(|| (top, top + layout.high(ribbon.count)))
        };
        let mut bands: Vec<_> = ribbons.iter().zip(&layout.ribbons).filter_map(of).collect();
        bands.sort_by(|one, other| one.0.total_cmp(&other.0));
        bands
    }

    const NEAR: f64 = 1e-6;

    proptest! {
        #[test]
        fn on_each_side_of_a_node_bands_fill_it_and_none_lies_on_another(
            ways in ways(1..1_000_000_u64), columns in 2..=4_usize
        ) {
            let chart = sankey(columns, &ways);
            let nodes = chart.nodes();
            let ribbons = chart.ribbons(&nodes);
            let layout = Layout::of(&nodes, &ribbons, chart.total());
            for (place, (node, (top, bottom))) in nodes.iter().zip(&layout.nodes).enumerate() {
                let sides = [
                    (node.column + 1 < columns, bands(&layout, &ribbons, |ribbon| ribbon.from == place, true)),
                    (node.column > 0, bands(&layout, &ribbons, |ribbon| ribbon.to == place, false)),
                ];
                for (_, bands) in sides.iter().filter(|(has_neighbours, _)| *has_neighbours) {
                    prop_assert!((bands[0].0 - top).abs() < NEAR);
                    prop_assert!(bands.windows(2).all(|pair| (pair[1].0 - pair[0].1).abs() < NEAR), "{:?}", bands);
                    let end = bands[bands.len() - 1].1;
                    prop_assert!(end < bottom + NEAR && (bottom - end < NEAR || bottom - top <= NODE_MIN + NEAR));
                }
            }
            for column in 0..columns {
                let here = |place: &usize| nodes[*place].column == column;
                let mut here: Vec<(f64, f64)> = (0..nodes.len()).filter(here).map(|place| layout.nodes[place]).collect();
                here.sort_by(|one, other| one.0.total_cmp(&other.0));
                prop_assert!(here.windows(2).all(|pair| pair[1].0 - pair[0].1 >= GAP - NEAR), "{:?}", here);
            }
        }

        #[test]
        fn every_column_has_all_of_them_and_a_band_is_as_wide_as_its_number(
            ways in ways(0..1_000_000_u64), columns in 2..=4_usize
        ) {
            let chart = sankey(columns, &ways);
            let (nodes, total) = (chart.nodes(), chart.total());
            let ribbons = chart.ribbons(&nodes);
            for column in 0..columns {
                let sum: u64 = nodes.iter().filter(|node| node.column == column).map(|node| node.count).sum();
                prop_assert_eq!(sum, total);
                let sum: u64 = ribbons.iter().filter(|one| nodes[one.from].column == column).map(|one| one.count).sum();
                prop_assert_eq!(sum, if column + 1 < columns { total } else { 0 });
            }
            let layout = Layout::of(&nodes, &ribbons, total);
            for pair in ribbons.windows(2) {
                let [one, other] = [&pair[0], &pair[1]].map(|ribbon| {
                    layout.high(ribbon.count) / f64::from(u32::try_from(ribbon.count).expect("they are few"))
                });
                prop_assert!((one - other).abs() < NEAR * one);
            }
        }

        #[test]
        fn numbers_of_any_size_have_a_place_that_their_order_does_not_change(
            ways in ways(any::<u64>()), columns in 2..=4_usize, turn in 0..40_usize
        ) {
            let chart = sankey(columns, &ways);
            let nodes = chart.nodes();
            let layout = Layout::of(&nodes, &chart.ribbons(&nodes), chart.total());
            let ends = layout.nodes.iter().chain(&layout.ribbons).flat_map(|(one, other)| [*one, *other]);
            prop_assert!(ends.chain([layout.height]).all(|end| end.is_finite() && end >= 0.0));
            let mut turned = ways.clone();
            turned.rotate_left(turn % ways.len());
            prop_assert_eq!(sankey(columns, &turned).drawn(), chart.drawn());
        }
    }
}
