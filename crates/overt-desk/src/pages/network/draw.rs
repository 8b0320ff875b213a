//! A network as a picture: the record on the left, what is one step away beside it, and so on. Each record is a link to its page, and the
//! table says the same.

use std::collections::BTreeMap;

use overt_model::RecordId;

use super::Tie;
use super::layout::columns;

/// The left upper corner of a record is so far from that of the next to the right and below.
const COLUMN: usize = 290;
const ROW: usize = 54;
const BOX: (usize, usize) = (200, 42);
const EDGE: usize = 10;
/// Letters that have room in a box.
const LETTERS: usize = 26;
/// Of an identifier the last ones tell one record from others: the first say when it was made.
const LAST_LETTERS: usize = 12;
/// A line within a column goes out to the side as far as this, so that it is seen.
const BEND: usize = 60;

/// A record of the picture.
pub(super) struct DrawnNode {
    pub(super) id: RecordId,
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) kind: String,
    /// What has room of its kind and of what tells it from others.
    pub(super) kind_words: String,
    pub(super) words: String,
    /// All of it, for who points at the box or hears its name.
    pub(super) title: String,
    pub(super) is_first: bool,
    hue: &'static str,
}

/// Two records that something ties.
pub(super) struct DrawnEdge {
    /// Their places in the list of records.
    pub(super) ends: [usize; 2],
    pub(super) line: String,
    /// What ties them.
    pub(super) title: String,
    pub(super) is_joined: bool,
}

/// A picture.
pub(super) struct Drawing {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) nodes: Vec<DrawnNode>,
    pub(super) edges: Vec<DrawnEdge>,
}

/// A record in few words: its kind as the codebook names it and as people do, and what tells it from others.
pub(super) struct Told {
    pub(super) schema: String,
    pub(super) kind: String,
    pub(super) title: String,
}

impl Drawing {
    /// The picture of these records, with how many steps away each is, and ties; none where nothing is tied.
    pub(super) fn of(steps: &BTreeMap<RecordId, usize>, ties: &[Tie], told: impl Fn(RecordId) -> Told) -> Option<Self> {
        let ends: Vec<[RecordId; 2]> = ties.iter().map(|tie| [tie.from.0, tie.to.0]).collect();
        if ends.is_empty() {
            return None;
        }
        let columns = columns(steps, &ends);
        let mut nodes = Vec::new();
        for (column, ids) in columns.iter().enumerate() {
            let x = EDGE + column * COLUMN;
            let node = |(row, id): (usize, &RecordId)| node(*id, (x, EDGE + row * ROW), column == 0, told(*id));
            nodes.extend(ids.iter().enumerate().map(node));
        }
        let longest = columns.iter().map(Vec::len).max().unwrap_or_default();
        Some(Self {
            width: 2 * EDGE + (columns.len() - 1) * COLUMN + BOX.0 + BEND,
            height: 2 * EDGE + longest.saturating_sub(1) * ROW + BOX.1,
            edges: edges(&nodes, ties),
            nodes,
        })
    }
}

fn node(id: RecordId, (x, y): (usize, usize), is_first: bool, told: Told) -> DrawnNode {
    let Told { schema, kind, title } = told;
    let (words, title) = if title.is_empty() {
        let id = id.to_string();
        let last = id.len().saturating_sub(LAST_LETTERS);
        (format!("…{}", &id[last..]), format!("{kind}: {id}"))
    } else {
        (short(&title), format!("{kind}: {title}"))
    };
    let hue = match schema.as_str() {
        "Person" | "Victim" | "Actor" | "Organisation" | "ReportingEntity" => " people",
        "CorruptAct" => " deed",
        _ => "",
    };
    DrawnNode { id, x, y, kind_words: short(&kind), kind, words, title, is_first, hue }
}

fn short(words: &str) -> String {
    if words.chars().count() > LETTERS {
        words.chars().take(LETTERS - 1).chain(['…']).collect()
    } else {
        words.to_owned()
    }
}

/// One line for two records, whatever ties them: lines that lie on each other could not be told apart.
fn edges(nodes: &[DrawnNode], ties: &[Tie]) -> Vec<DrawnEdge> {
    let places: BTreeMap<RecordId, usize> = nodes.iter().enumerate().map(|(place, node)| (node.id, place)).collect();
    let mut by_ends: BTreeMap<[usize; 2], Vec<&Tie>> = BTreeMap::new();
    for tie in ties {
        let (Some(from), Some(to)) = (places.get(&tie.from.0), places.get(&tie.to.0)) else { continue };
        by_ends.entry([*from.min(to), *from.max(to)]).or_default().push(tie);
    }
    let edge = |(ends, ties): ([usize; 2], Vec<&Tie>)| {
        let relations: Vec<&str> = ties.iter().map(|tie| tie.relation.as_str()).collect();
        let line = line(ends.map(|end| (nodes[end].x, nodes[end].y)));
        DrawnEdge { ends, line, title: relations.join("; "), is_joined: ties.iter().all(|tie| tie.is_joined) }
    };
    by_ends.into_iter().map(edge).collect()
}

/// The line between two boxes of which the first is not further to the right: from side to side, bent to the right where both are below
/// one another. The script draws it the same way.
fn line([from, to]: [(usize, usize); 2]) -> String {
    let (x1, y1) = (from.0 + BOX.0, from.1 + BOX.1 / 2);
    let (x2, y2) = (if from.0 == to.0 { to.0 + BOX.0 } else { to.0 }, to.1 + BOX.1 / 2);
    let bend = if x1 == x2 { x1 + BEND } else { usize::midpoint(x1, x2) };
    format!("M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}")
}

impl DrawnNode {
    /// How the box looks.
    pub(super) fn classes(&self) -> String {
        format!("node{}{}", if self.is_first { " first" } else { "" }, self.hue)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn id(bits: u128) -> RecordId {
        RecordId::from_bits(bits)
    }

    fn tie(from: u128, to: u128, relation: &str, is_joined: bool) -> Tie {
        let end = |bits| (id(bits), String::new());
        let (source, standing) = (String::new(), String::new());
        Tie { from: end(from), to: end(to), relation: relation.into(), is_sealed: false, is_joined, source, standing }
    }

    fn told(id: RecordId) -> Told {
        let title =
            if id.bits().is_multiple_of(2) { String::new() } else { "invented words that are rather long".to_owned() };
        Told { schema: "Post".into(), kind: "Post".into(), title }
    }

    #[test]
    fn a_large_network_is_drawn_with_a_place_for_every_record_and_no_box_on_another() {
        let steps: BTreeMap<RecordId, usize> =
            (0..150_u32).map(|bits| (id(u128::from(bits)), (bits as usize).min(2))).collect();
        let ties: Vec<Tie> = (1..150).map(|bits| tie(bits, bits / 4, "post", false)).collect();
        let drawing = Drawing::of(&steps, &ties, told).expect("it is drawn");
        assert_eq!((drawing.nodes.len(), drawing.edges.len()), (150, 149));
        let places: BTreeSet<_> = drawing.nodes.iter().map(|node| (node.x, node.y)).collect();
        assert_eq!(places.len(), 150);
        for (place, (x, y)) in places.iter().enumerate() {
            assert!(x + BOX.0 < drawing.width && y + BOX.1 < drawing.height, "within the picture");
            let is_apart = |other: &(usize, usize)| x.abs_diff(other.0) > BOX.0 || y.abs_diff(other.1) > BOX.1;
            assert!(places.iter().skip(place + 1).all(is_apart), "{x} {y}");
        }
    }

    #[test]
    fn what_ties_two_records_is_one_line_that_says_all_of_it() {
        let steps = BTreeMap::from([(id(1), 0), (id(2), 1), (id(3), 1)]);
        let ties = [tie(2, 1, "post", false), tie(1, 2, "joined", true), tie(3, 2, "joined", true)];
        let drawing = Drawing::of(&steps, &ties, told).expect("it is drawn");
        let told: Vec<_> = drawing.edges.iter().map(|edge| (edge.ends, edge.title.as_str(), edge.is_joined)).collect();
        assert_eq!(told, [([0, 1], "post; joined", false), ([1, 2], "joined", true)]);
        assert!(Drawing::of(&steps, &[], self::told).is_none(), "nothing is tied");
    }

    #[test]
    fn a_record_of_which_nothing_is_open_is_told_by_the_end_of_its_identifier() {
        let steps = BTreeMap::from([(id(0xab), 0), (id(0xac), 1)]);
        let nodes = Drawing::of(&steps, &[tie(0xab, 0xac, "post", false)], told).expect("it is drawn").nodes;
        assert_eq!((nodes[0].words.as_str(), nodes[0].words.chars().count()), ("invented words that are r…", LETTERS));
        assert_eq!(nodes[1].words, "…0000000000ac");
        assert_eq!(nodes[1].title, format!("Post: {}", id(0xac)));
    }
}
