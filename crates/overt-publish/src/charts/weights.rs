//! How much each level of each comparison weighs, for and against.

use overt_link::{ComparisonWeights, LevelWeight};

use super::figures::{bits, probability};
use super::frame::{Size, framed, framed_nothing};
use super::signed::{Side, SignedBar, side_entries, signed_bars};
use super::table::{Table, TableCell};
use super::text::{capitalised, in_words};
use super::{Chart, Heading};

/// The weights of a model, one bar for every level.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What it is about.
    pub heading: Heading,
    /// The comparisons, in the order of the model.
    pub comparisons: Vec<ComparisonWeights>,
}

impl Weights {
    fn levels(&self) -> impl Iterator<Item = (String, &LevelWeight)> {
        self.comparisons.iter().flat_map(|comparison| {
            let name = capitalised(&in_words(&comparison.name));
            comparison.levels.iter().map(move |level| (name.clone(), level))
        })
    }

    fn bars(&self) -> Vec<SignedBar> {
        let mut group_before = None;
        let bars = self.levels().map(|(name, level)| {
            let group = (group_before.as_ref() != Some(&name)).then(|| name.clone());
            group_before = Some(name.clone());
            let LevelWeight { label, weight_bits, .. } = level;
            let shares = shares(level);
            SignedBar {
                group,
                label: label.clone(),
                value: bits(*weight_bits),
                note: String::new(),
                from: 0.0,
                to: *weight_bits,
                side: Side::of(*weight_bits),
                part: None,
                joined_at: None,
                words: format!("{name}, {label}: {} bits; {shares}", bits(*weight_bits)),
            }
        });
        bars.collect()
    }
}

fn shares(level: &LevelWeight) -> String {
    format!("among the same {}, among others {}", probability(level.m), probability(level.u))
}

impl Chart for Weights {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let known = || self.levels().filter(|(_, level)| !level.weight_bits.is_nan());
        let by_weight =
            |a: &(String, &LevelWeight), b: &(String, &LevelWeight)| a.1.weight_bits.total_cmp(&b.1.weight_bits);
        let said =
            |(name, level): (String, &LevelWeight)| format!("{name}, {} ({})", level.label, bits(level.weight_bits));
        match (known().max_by(by_weight), known().min_by(by_weight)) {
            (Some(most), Some(least)) => format!("Most for: {}. Most against: {}.", said(most), said(least)),
            _ => "There are no values.".to_owned(),
        }
    }

    fn to_svg(&self) -> String {
        if self.levels().next().is_none() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let id = &self.heading.id;
        let entries = side_entries(id, &[(Side::For, "speaks for it"), (Side::Against, "speaks against it")]);
        let (body, height) = signed_bars(id, &entries, &self.bars());
        framed(&self.heading, &self.finding(), Size::Fluid { height }, false, &body)
    }

    fn numbers(&self) -> Table<'_> {
        let header = ["Comparison", "What was found", "Bits", "Probability among the same", "Probability among others"];
        Table::new(
            &self.heading.title,
            &header,
            self.levels().map(|(name, level)| {
                let LevelWeight { label, m, u, weight_bits } = level;
                let figures = [bits(*weight_bits), probability(*m), probability(*u)];
                let mut cells = vec![TableCell::Head(name), TableCell::Words(label)];
                cells.extend(figures.map(TableCell::Figure));
                cells
            }),
        )
    }
}
