//! Counts as they are shown, and as sentences.

use overt_model::{Lang, Text};
use overt_protect::release::ShownCount;

use super::language::{Part, say};
use crate::charts::number;

/// A count for a cell of a table.
pub(super) fn shown(count: Option<ShownCount>) -> String {
    match count {
        Some(ShownCount::Exact(count) | ShownCount::Rounded(count)) => signed(count),
        Some(ShownCount::Noisy { count, supported: true, .. }) => format!("≈ {}", signed(count)),
        Some(ShownCount::Share { per_mille, .. }) => format!("{}.{} %", per_mille / 10, per_mille % 10),
        Some(ShownCount::Suppressed) => "<".to_owned(),
        Some(ShownCount::Noisy { .. }) => "~".to_owned(),
        Some(ShownCount::Impossible) | None => "·".to_owned(),
    }
}

fn signed(count: i64) -> String {
    let digits = number(count.unsigned_abs());
    if count < 0 { format!("−{digits}") } else { digits }
}

/// A count as a sentence.
pub(super) fn in_words(lang: Lang, count: Option<ShownCount>) -> String {
    let whole = |count: i64| Part::Count(u64::try_from(count).unwrap_or_default());
    match count {
        Some(ShownCount::Exact(count)) => say(lang, "count-exact", &[("n", whole(count))]),
        Some(ShownCount::Rounded(count)) => say(lang, "count-rounded", &[("n", whole(count))]),
        Some(ShownCount::Noisy { count, least, most, supported: true }) => {
            let parts = [("n", whole(count)), ("least", whole(least)), ("most", whole(most))];
            say(lang, "count-noisy", &parts)
        }
        Some(ShownCount::Noisy { most, .. }) => say(lang, "count-noise-only", &[("most", whole(most))]),
        Some(ShownCount::Share { .. }) => shown(count),
        Some(ShownCount::Suppressed) => say(lang, "count-hidden", &[]),
        Some(ShownCount::Impossible) => say(lang, "count-impossible", &[]),
        None => say(lang, "count-not-told", &[]),
    }
}

/// A code and what people call it. A code that is a word or a range itself, such as `alleged` or `10-50`, says nothing beside its label.
pub(super) fn named(lang: Lang, code: &str, label: &Text) -> String {
    let words = label.get(lang);
    if words == code || words.is_empty() {
        code.to_owned()
    } else if code.starts_with(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit()) {
        words.to_owned()
    } else {
        format!("{code} {words}")
    }
}
