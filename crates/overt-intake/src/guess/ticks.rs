//! Columns that stand for one code each.

use overt_model::codebook::{Codebook, Kind, List};
use rustc_hash::FxHashMap;

use super::profile::{Profile, as_share};
use super::words::{folded, meanings};

/// A list with more codes is not spread over columns.
const CODES_MAX: usize = 70;

/// A code for which a column may stand.
pub(super) struct Tick<'a> {
    pub(super) schema: &'a str,
    pub(super) property: &'a str,
    pub(super) code: String,
    pub(super) likeness: f32,
    pub(super) reason: String,
}

/// The codes of properties with several values, with the words for them.
pub(super) struct Ticks<'a> {
    /// Schema, property and list.
    properties: Vec<(&'a str, &'a str, &'a str)>,
    lists: FxHashMap<&'a str, Vec<Spelled<'a>>>,
}

/// A code, the spellings that mean it and nothing else, and the words of its labels.
struct Spelled<'a> {
    code: &'a str,
    label: &'a str,
    names: Vec<String>,
    labels: Vec<Vec<String>>,
}

impl<'a> Ticks<'a> {
    pub(super) fn of(codebook: &'a Codebook) -> Self {
        let mut ticks = Self { properties: Vec::new(), lists: FxHashMap::default() };
        for schema in codebook.schemas().filter(|schema| !schema.is_abstract) {
            for property in schema.properties.iter().filter(|property| property.many) {
                let Kind::Code { list, .. } = &property.kind else { continue };
                let Some(list) = codebook.list(list).filter(|list| list.codes().len() <= CODES_MAX) else { continue };
                ticks.properties.push((&schema.id, &property.id, &list.id));
                ticks.lists.entry(&list.id).or_insert_with(|| spelled(list));
            }
        }
        ticks
    }

    /// The codes for which a column of yes and blank may stand, by its name.
    pub(super) fn near(&self, name: &str, cells: &Profile) -> Vec<Tick<'a>> {
        if cells.told == 0 || cells.flags < 0.9 {
            return Vec::new();
        }
        let (words, name) = (meanings(name), folded(name));
        let mut near: FxHashMap<&str, Vec<(&Spelled<'a>, f32)>> = FxHashMap::default();
        for (list, codes) in &self.lists {
            let likeness = |code: &Spelled<'a>| {
                let of_labels = code.labels.iter().map(|label| overlap(&words, label)).fold(0.0, f32::max);
                if code.names.contains(&name) { 1.0 } else { of_labels }
            };
            near.insert(
                list,
                codes.iter().map(|code| (code, likeness(code))).filter(|(_, near)| *near > 0.45).collect(),
            );
        }
        let of_property = |(schema, property, list): &(&'a str, &'a str, &'a str)| -> Vec<Tick<'a>> {
            let tick = |(code, likeness): &(&Spelled<'a>, f32)| {
                let how = if *likeness < 1.0 { "resembles" } else { "is an alias of" };
                let reason = format!("the name {how} the code “{}” of the list {list}", code.label);
                Tick { schema, property, code: code.code.to_owned(), likeness: *likeness, reason }
            };
            near[list].iter().map(tick).collect()
        };
        self.properties.iter().flat_map(of_property).collect()
    }
}

fn spelled(list: &List) -> Vec<Spelled<'_>> {
    let one = |code: &'_ overt_model::codebook::Code| -> (Vec<String>, Vec<Vec<String>>) {
        let names = std::iter::once(code.code.as_str()).chain(code.aliases.iter().map(String::as_str));
        let labels = [&code.label.en, &code.label.es, &code.label.fr];
        (
            names.filter(|name| name.len() > 3).map(folded).collect(),
            labels.iter().map(|label| meanings(label)).collect(),
        )
    };
    let spelled = list.codes().iter().map(|code| {
        let (names, labels) = one(code);
        Spelled { code: &code.code, label: &code.label.en, names, labels }
    });
    spelled.collect()
}

/// The share of the words that both have.
fn overlap(words: &[String], others: &[String]) -> f32 {
    let both = words.iter().filter(|word| others.contains(word)).count();
    0.97 * 2.0 * as_share(both) / as_share((words.len() + others.len()).max(1))
}
