//! What two indices are made of, as far as it binds them: nodes in layers, and arrows from what is put in to what is made of it.

use overt_analysis::circular::{Circularity, Corruption, Grade, Path, Step};

use super::frame::{Size, framed, framed_nothing};
use super::mark::{explained, line};
use super::table::{Table, TableCell};
use super::text::{capitalised, columns, width, wrapped};
use super::{Chart, Heading, say_circularity};

/// The room of the narrowest telephone, and how much of it the layers may take.
const ROOM: usize = 318;
const LAYERS: usize = 112;
const LAYER_MAX: usize = 20;
const NODES_MAX: usize = 40;
const NAME_LINES: usize = 3;
const LEADING: usize = 15;
const INSET: usize = 8;
const GAP: usize = 18;
/// How many paths a sentence lists.
const NAMED_MAX: usize = 4;

/// Whether two indices are bound together, drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct PathDrawing<'a> {
    /// What it is about.
    pub heading: Heading,
    /// The verdict with its paths.
    pub circularity: &'a Circularity,
}

/// The name of the words for how two indices are bound together.
const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Direct => "bound-directly",
        Grade::Indirect => "bound-indirectly",
        Grade::SharedSource => "bound-by-source",
        Grade::None => "bound-unknown",
    }
}

/// A path by the ids of its steps: `GSI <- VULNERABILITY <- PENALTY`, with arrows.
fn path_in_words(path: &Path) -> String {
    let steps = path.steps.iter().map(|step| step.node.as_str());
    let all: Vec<&str> = std::iter::once(path.index.as_str()).chain(steps).collect();
    all.join(" ← ")
}

/// A node of the drawing, and from which other an arrow comes.
struct Node {
    id: String,
    name: String,
    /// What it is, in words; empty where nothing need be said.
    kind: String,
    layer: usize,
    parent: Option<usize>,
    /// The class of its outline.
    class: &'static str,
}

impl PathDrawing<'_> {
    /// Whether a path ends at a measure of corruption where the other index is one itself.
    fn meets(&self, path: &Path, step: &Step) -> Option<&str> {
        let other = self.circularity.pair.iter().find(|index| **index != path.index)?;
        let binds = matches!(self.circularity.grade, Grade::Direct | Grade::Indirect);
        (binds && step.corruption == Corruption::Yes && step.node != *other).then_some(other)
    }

    fn kind(&self, path: &Path, place: usize, step: &Step) -> String {
        let is_end = place + 1 == path.steps.len();
        match step.corruption {
            _ if self.circularity.pair.contains(&step.node) => self.heading.word("is-other-index"),
            Corruption::Yes if is_end => self.meets(path, step).map_or_else(
                || self.heading.word("measures-corruption"),
                |other| self.heading.say("measures-corruption-as", &[("other", other.into())]),
            ),
            Corruption::Yes => self.heading.word("measures-corruption"),
            Corruption::Claimed => self.heading.word("claimed-does-not-count"),
            _ if is_end && self.circularity.grade == Grade::SharedSource => self.heading.word("is-in-both"),
            Corruption::Partial | Corruption::No => String::new(),
        }
    }

    /// The nodes from top to bottom: each index, then what goes into it. Paths with the same beginning share it.
    fn nodes(&self) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let all = || self.circularity.paths.iter().chain(&self.circularity.claimed);
        for index in &self.circularity.pair {
            let own: Vec<&Path> = all().filter(|path| path.index == *index).collect();
            if !own.is_empty() {
                let root = nodes.len();
                let node = Node {
                    id: index.clone(),
                    name: String::new(),
                    kind: self.heading.word("index"),
                    layer: 0,
                    parent: None,
                    class: "panel ink-line",
                };
                nodes.push(node);
                self.grow(&mut nodes, root, &own, 0);
            }
        }
        nodes
    }

    fn grow(&self, nodes: &mut Vec<Node>, parent: usize, paths: &[&Path], layer: usize) {
        let mut done: Vec<&str> = Vec::new();
        for path in paths {
            let Some(step) = path.steps.get(layer) else { continue };
            if done.contains(&step.node.as_str()) {
                continue;
            }
            done.push(&step.node);
            let below: Vec<&Path> = paths
                .iter()
                .copied()
                .filter(|other| other.steps.get(layer).is_some_and(|other| other.node == step.node))
                .collect();
            let kind = self.kind(path, layer, step);
            let class = match step.corruption {
                Corruption::Claimed => "none outline dashed",
                Corruption::Yes => "panel second-line thick",
                _ if kind.is_empty() => "panel outline",
                _ => "panel ink-line",
            };
            let here = nodes.len();
            nodes.push(Node {
                id: step.node.clone(),
                name: step.name.clone(),
                kind,
                layer: layer + 1,
                parent: Some(parent),
                class,
            });
            self.grow(nodes, here, &below, layer + 1);
        }
    }
}

impl Chart for PathDrawing<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let Circularity { paths, claimed, .. } = self.circularity;
        let mut sentences = vec![say_circularity(self.heading.lang, self.circularity)];
        if !paths.is_empty() {
            let mut named: Vec<String> = paths.iter().take(NAMED_MAX).map(path_in_words).collect();
            let more = paths.len().saturating_sub(NAMED_MAX);
            if more > 0 {
                named.push(self.heading.say("more-ways-in-table", &[("n", more.into())]));
            }
            sentences.push(self.heading.say("the-ways", &[("ways", named.join("; ").into())]));
        }
        if !claimed.is_empty() {
            let named: Vec<String> = claimed.iter().take(NAMED_MAX).map(path_in_words).collect();
            sentences.push(self.heading.say("claimed-ways", &[("ways", named.join("; ").into())]));
        }
        let nodes = self.nodes().len();
        if nodes > NODES_MAX {
            let parts = [("nodes", nodes.into()), ("drawn", NODES_MAX.into())];
            sentences.push(self.heading.say("some-boxes", &parts));
        }
        sentences.join(" ")
    }

    fn to_svg(&self) -> String {
        let nodes = self.nodes();
        if nodes.is_empty() {
            return framed_nothing(&self.heading, &self.heading.word("no-path"));
        }
        let layers = nodes.iter().map(|node| node.layer).max().unwrap_or(0).max(1);
        let indent = (LAYERS / layers).clamp(2, LAYER_MAX);
        let mut bottoms: Vec<usize> = Vec::new();
        let mut parts = Vec::new();
        let mut y = 2;
        for node in nodes.iter().take(NODES_MAX) {
            let x = 1 + node.layer * indent;
            let letters = (ROOM.saturating_sub(x + 2 * INSET) * 10 / 69).max(12);
            let mut lines = vec![("code", wrapped(&node.id, letters, 1).concat())];
            lines.extend(wrapped(&node.name, letters, NAME_LINES).into_iter().map(|line| ("", line)));
            lines.extend(wrapped(&node.kind, letters, 2).into_iter().map(|line| ("muted", line)));
            lines.retain(|(_, words)| columns(words) > 0);
            let height = lines.len() * LEADING + 9;
            // Bold letters are a little wider.
            let wide = |(class, words): &(&str, String)| width(words, if *class == "code" { 15 } else { 12 });
            let widest = lines.iter().map(wide).max().unwrap_or(0);
            let mut mark = vec![format!(
                "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{height}\" rx=\"4\"/>",
                node.class,
                (widest + 2 * INSET).min(ROOM.saturating_sub(x))
            )];
            for (place, (class, words)) in lines.iter().enumerate() {
                mark.push(line(&(x + INSET).to_string(), y + 15 + place * LEADING, class, words));
            }
            if let Some(parent) = node.parent {
                let (at, from, to) = (1 + nodes[parent].layer * indent + indent / 2, y + height / 2, bottoms[parent]);
                let dashed = if node.class.contains("dashed") { " dashed" } else { "" };
                mark.push(format!(
                    "<path class=\"none ink-line{dashed}\" d=\"M{x} {from}H{at}V{}\"/><path class=\"ink\" d=\"M{at} {to}l4 8h-8Z\"/>",
                    to + 7
                ));
            }
            let said = format!("{}: {}. {}", node.id, node.name, node.kind);
            parts.push(explained(said.trim(), &mark.concat()));
            y += height;
            bottoms.push(y);
            y += GAP;
        }
        framed(&self.heading, &self.finding(), Size::Fluid { height: y }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let header = ["way", "step", "input", "what-it-is", "edition", "measures-corruption", "where-stated"]
            .map(|name| self.heading.word(name));
        let Circularity { paths, claimed, .. } = self.circularity;
        let rows = paths.iter().chain(claimed).enumerate().flat_map(|(way, path)| {
            path.steps.iter().enumerate().map(move |(place, step)| {
                let corruption = match step.corruption {
                    Corruption::Yes => "yes",
                    Corruption::Partial => "among-other-things",
                    Corruption::Claimed => "claimed-only",
                    Corruption::No => "no",
                };
                let from = [("n", (way + 1).to_string().into()), ("index", (&path.index).into())];
                vec![
                    TableCell::Head(self.heading.say("way-from", &from)),
                    TableCell::Number(place as u64 + 1),
                    TableCell::Words(&step.node),
                    TableCell::Words(&step.name),
                    TableCell::Words(&step.edition),
                    TableCell::Text(self.heading.word(corruption)),
                    TableCell::Words(&step.source),
                ]
            })
        });
        let grade = capitalised(&self.heading.word(grade(self.circularity.grade)));
        let caption =
            self.heading.say("every-step", &[("title", (&self.heading.title).into()), ("grade", grade.into())]);
        Table::new(&caption, &header.each_ref().map(String::as_str), rows)
    }
}
