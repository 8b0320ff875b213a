//! Names of columns as words that can be compared, whatever their language, accents and manner of writing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that tell nothing apart.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "a", "al", "an", "and", "at", "au", "aux", "avec", "by", "con", "d", "da", "de", "del", "des", "did", "du", "e", "el", "en", "et",
    "for", "h", "her", "his", "how", "if", "in", "is", "l", "la", "las", "le", "les", "los", "of", "on", "or", "os", "par", "para", "per",
    "por", "pour", "qu", "que", "s", "sa", "si", "son", "su", "sur", "the", "their", "to", "un", "una", "une", "was", "were", "with", "y",
];

/// The words that mean the same, by each of them.
static SAME: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(meaning, words)| words.split_whitespace().map(move |word| (word, meaning.trim())))
        .collect()
});

/// Without accents and in lower case.
pub(super) fn folded(text: &str) -> String {
    text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

/// The different words of a name, under which it is compared, in alphabetical order. `prs_FirstName` is `first`, `name` and `prs`,
/// and so is `prénom (prs)`.
pub(super) fn meanings(name: &str) -> Vec<String> {
    let words = words(name);
    let mut meanings = Vec::new();
    let mut rest = words.as_slice();
    while let [word, after @ ..] = rest {
        rest = after;
        if let Some(next) = after.first()
            && let Some(meaning) = SAME.get(format!("{word}_{next}").as_str())
        {
            meanings.extend(meaning.split(' ').map(str::to_owned));
            rest = &after[1..];
            continue;
        }
        match forms(word).into_iter().find_map(|form| SAME.get(form.as_str())) {
            Some(meaning) => meanings.extend(meaning.split(' ').map(str::to_owned)),
            None if !SILENT.contains(&word.as_str()) => meanings.push(forms(word).swap_remove(1)),
            None => {}
        }
    }
    // "To" alone is a name all the same.
    if meanings.is_empty() {
        meanings = words;
    }
    // "Apellidos y nombres" are two names, and so the whole of it.
    let is = |word: &str| meanings.iter().filter(|meaning| *meaning == word).count();
    if is("name") > 1 && is("family") > 0 {
        meanings.push("full".to_owned());
        meanings.retain(|meaning| meaning != "family" && meaning != "first");
    }
    meanings.sort_unstable();
    meanings.dedup();
    meanings
}

/// A word as it stands, in the singular, and in the forms of the other gender in Spanish and French.
fn forms(word: &str) -> Vec<String> {
    let singular = match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) if stem.len() > 2 => format!("{stem}y"),
        (_, Some(stem)) if stem.len() > 2 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    };
    let mut forms = vec![word.to_owned(), singular.clone()];
    if let Some(stem) = singular.strip_suffix('e').filter(|stem| stem.len() > 2) {
        forms.extend([stem.to_owned(), format!("{singular}e")]);
    }
    if let Some(stem) = singular.strip_suffix('a').filter(|stem| stem.len() > 2) {
        forms.push(format!("{stem}o"));
    }
    forms
}

/// The words as they stand, cut at everything that is no letter or digit and before capitals within a word.
fn words(name: &str) -> Vec<String> {
    let plain: String = name.nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in plain.chars() {
        let starts = letter.is_uppercase() && before.is_lowercase();
        if !letter.is_alphanumeric() || starts {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().expect("there is one from the start").extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_three_languages_mean_the_same() {
        assert_eq!(meanings("Date of birth"), ["birth", "date"]);
        assert_eq!(meanings("fecha_de_nacimiento"), ["birth", "date"]);
        assert_eq!(meanings("Date de naissance"), ["birth", "date"]);
        assert_eq!(meanings("DOB"), ["birth", "date"]);
        assert_eq!(meanings("dateOfBirth"), ["birth", "date"]);
        assert_eq!(meanings("Prénom"), meanings("FirstName"));
        assert_eq!(meanings("Last name"), meanings("Apellidos"));
        assert_eq!(meanings("Apellidos y nombres"), meanings("Full name"));
    }
}
