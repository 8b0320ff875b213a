//! The drawing of columns, nodes and ribbons.

use super::Sankey;
use super::layout::Layout;
use super::nodes::{Kind, Node, Ribbon};
use crate::charts::Chart as _;
use crate::charts::frame::{Size, framed, framed_nothing};
use crate::charts::mark::{explained, line};
use crate::charts::text::{capitalised, escaped, identifier, number, percent, width, wrapped};

/// The room of a column, and of the labels of the last one.
const PITCH: usize = 230;
const NODE_WIDTH: usize = 12;
const LABEL_AT: usize = NODE_WIDTH + 6;
const LABEL_LETTERS: usize = 25;
const LABEL_LINES: usize = 2;
const LABEL_LEADING: usize = 14;
const HEADER: f64 = 26.0;
/// A ribbon that is lower than this has an outline instead of a seam.
const THIN: f64 = 2.0;
/// Room below the last node.
const FOOT: usize = 8;

impl Sankey {
    pub(super) fn drawn(&self) -> String {
        let (nodes, total) = (self.nodes(), self.total());
        let ribbons = self.ribbons(&nodes);
        if ribbons.is_empty() || self.columns.len() < 2 {
            return framed_nothing(&self.heading, &self.finding());
        }
        let layout = Layout::of(&nodes, &ribbons, total);
        let headers = self.columns.iter().enumerate().map(|(column, name)| {
            line(&(column * PITCH).to_string(), 13, "code", &wrapped(&capitalised(name), LABEL_LETTERS, 1).concat())
        });
        let ribbon = |(ribbon, lane): (&Ribbon, &(f64, f64))| self.ribbon(ribbon, *lane, &nodes, &layout);
        let drawn_ribbons: Vec<String> = ribbons.iter().zip(&layout.ribbons).map(ribbon).collect();
        let drawn_nodes = nodes.iter().zip(&layout.nodes).map(|(node, ends)| self.node(node, *ends, total));
        let labels = nodes.iter().zip(&layout.nodes).map(|(node, (top, bottom))| label(node, *top, *bottom, total));
        let body = [self.pattern()].into_iter().chain(headers).chain(drawn_ribbons).chain(drawn_nodes).chain(labels);
        let size = Size::Fixed { width: self.columns.len() * PITCH, height: whole(HEADER + layout.height) + FOOT };
        framed(&self.heading, &self.finding(), size, false, &body.collect::<Vec<_>>().concat())
    }

    /// Dots, as for all that nobody knows.
    fn pattern(&self) -> String {
        format!(
            "<defs><pattern id=\"{}-unknown\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <rect class=\"surface\" width=\"6\" height=\"6\"/><circle class=\"dot\" cx=\"3\" cy=\"3\" r=\"1.1\"/></pattern></defs>\n",
            identifier(&self.heading.id)
        )
    }

    fn unknown(&self) -> String {
        format!("fill=\"url(#{}-unknown)\"", identifier(&self.heading.id))
    }

    fn ribbon(&self, ribbon: &Ribbon, (left, right): (f64, f64), nodes: &[Node], layout: &Layout) -> String {
        let (from, to) = (&nodes[ribbon.from], &nodes[ribbon.to]);
        let high = layout.high(ribbon.count);
        let (start, end) = (from.column * PITCH + NODE_WIDTH, to.column * PITCH);
        let middle = usize::midpoint(start, end);
        let [left_top, right_top] = [left, right].map(|y| y + HEADER);
        let (left_bottom, right_bottom) = (left_top + high, right_top + high);
        let is_known = from.kind != Kind::Unknown && to.kind != Kind::Unknown;
        let paint = match is_known {
            // A seam parts ribbons; of a thin one it would leave nothing.
            true if high > THIN => "class=\"shade-1 surface-line\"".to_owned(),
            true => "class=\"shade-1 outline\"".to_owned(),
            false => format!("class=\"outline\" {}", self.unknown()),
        };
        let words = format!("{} → {}: {} {}", from.name, to.name, number(ribbon.count), self.heading.unit);
        explained(
            &words,
            &format!(
                "<path {paint} stroke-width=\".75\" d=\"M{start} {left_top:.1}C{middle} {left_top:.1} {middle} {right_top:.1} {end} {right_top:.1}\
                 V{right_bottom:.1}C{middle} {right_bottom:.1} {middle} {left_bottom:.1} {start} {left_bottom:.1}Z\"/>"
            ),
        )
    }

    fn node(&self, node: &Node, (top, bottom): (f64, f64), total: u64) -> String {
        let paint = match node.kind {
            Kind::Own => "class=\"bar\"".to_owned(),
            Kind::Others(_) => "class=\"panel outline\"".to_owned(),
            Kind::Unknown => format!("class=\"outline\" {}", self.unknown()),
        };
        let words =
            format!("{}: {} {} ({})", node.name, number(node.count), self.heading.unit, percent(node.count, total));
        let (x, y) = (node.column * PITCH, top + HEADER);
        explained(
            &words,
            &format!("<rect {paint} x=\"{x}\" y=\"{y:.1}\" width=\"{NODE_WIDTH}\" height=\"{:.1}\"/>", bottom - top),
        )
    }
}

/// The name of a node and its count, beside its upper end, or in its middle where it is high.
fn label(node: &Node, top: f64, bottom: f64, total: u64) -> String {
    let count = format!("{} ({})", number(node.count), percent(node.count, total));
    let mut lines = wrapped(&node.name, LABEL_LETTERS, LABEL_LINES);
    // The count stands on the last line where there is room, so that low nodes have room for their labels.
    match lines.last_mut() {
        Some(last) if width(last, 12) + width(&count, 12) + 10 <= PITCH - LABEL_AT => {
            *last = format!("{last}: {count}");
        }
        _ => {
            lines = wrapped(&node.name, LABEL_LETTERS, LABEL_LINES - 1);
            lines.push(count);
        }
    }
    let high = lines.len() * LABEL_LEADING;
    let slack = whole(bottom - top).saturating_sub(high) / 2;
    let y = whole(HEADER + top) + slack + 11;
    let lines = lines.iter().enumerate().map(|(row, words)| {
        let (x, y) = (node.column * PITCH + LABEL_AT, y + row * LABEL_LEADING);
        format!("<text class=\"halo\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(words))
    });
    lines.collect::<Vec<_>>().concat() + "\n"
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a drawing is some hundred pixels high")]
fn whole(pixels: f64) -> usize {
    pixels.max(0.0) as usize
}
