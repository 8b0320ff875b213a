//! Columns that stand for one code each.

use overt_model::codebook::{Codebook, Kind};

use super::profile::Profile;
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

/// The codes for which a column of yes and blank may stand, by its name.
pub(super) fn of<'a>(name: &str, cells: &Profile, codebook: &'a Codebook) -> Vec<Tick<'a>> {
    if cells.told == 0 || cells.flags < 0.9 {
        return Vec::new();
    }
    let words = meanings(name);
    let mut ticks = Vec::new();
    for schema in codebook.schemas().filter(|schema| !schema.is_abstract) {
        for property in schema.properties.iter().filter(|property| property.many) {
            let Kind::Code { list, .. } = &property.kind else { continue };
            let Some(list) = codebook.list(list).filter(|list| list.codes().len() <= CODES_MAX) else { continue };
            for code in list.codes() {
                let spelled = std::iter::once(code.code.as_str()).chain(code.aliases.iter().map(String::as_str));
                let is_alias =
                    spelled.into_iter().any(|spelling| folded(spelling) == folded(name) && spelling.len() > 3);
                let labels = [&code.label.en, &code.label.es, &code.label.fr];
                let likeness = if is_alias {
                    1.0
                } else {
                    labels.iter().map(|label| overlap(&words, &meanings(label))).fold(0.0, f32::max)
                };
                if likeness > 0.45 {
                    let how = if is_alias { "is an alias of" } else { "resembles" };
                    ticks.push(Tick {
                        schema: &schema.id,
                        property: &property.id,
                        code: code.code.to_string(),
                        likeness,
                        reason: format!("the name {how} the code “{}” of the list {}", code.label.en, list.id),
                    });
                }
            }
        }
    }
    ticks
}

fn overlap(words: &[String], others: &[String]) -> f32 {
    use super::profile::as_share;
    let both = words.iter().filter(|word| others.contains(word)).count();
    0.97 * 2.0 * as_share(both) / as_share((words.len() + others.len()).max(1))
}
