//! From the fields of a record to tokens that survive misspelling and transliteration.

use std::collections::BTreeMap;

use overt_model::Private;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::plan::Weights;

/// What a value says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// Given names.
    GivenName,
    /// Surnames.
    Surname,
    /// The date of birth, `yyyy-mm-dd`, `yyyy-mm` or `yyyy`. The first of January is taken for a year.
    Birth,
    /// A code of sex or gender.
    Sex,
    /// A code of citizenship.
    Nationality,
    /// A place of residence.
    City,
    /// A telephone number.
    Phone,
    /// The number of a paper.
    Document,
}

/// Values longer than this count as blank: nobody is called like that, and work must not grow without bound.
const VALUE_BYTES_MAX: usize = 200;

/// Words of a name that are looked at.
const WORDS_MAX: usize = 6;

/// What two spellings of one value have in common: for names a sound skeleton of each word and of all together, for others the
/// value without ornament. Nothing where there is too little in it.
pub fn tokens_of(kind: FieldKind, text: &str) -> Vec<String> {
    if text.len() > VALUE_BYTES_MAX {
        return Vec::new();
    }
    match kind {
        FieldKind::GivenName | FieldKind::Surname => {
            let words = words(text);
            let mut skeletons: Vec<String> = words
                .iter()
                .filter(|word| word.len() > if words.len() > 1 { 2 } else { 1 })
                .map(|word| skeleton(word))
                .collect();
            if words.len() > 1 {
                skeletons.push(skeleton(&words.concat()));
            }
            skeletons.sort();
            skeletons.dedup();
            skeletons
        }
        FieldKind::Birth | FieldKind::Phone => kept(text, |letter| letter.is_ascii_digit()),
        FieldKind::Sex | FieldKind::Nationality | FieldKind::City | FieldKind::Document => {
            kept(&fold(text), char::is_alphanumeric)
        }
    }
}

/// A record's tokens with their weights, in an order that does not depend on that of its fields.
pub(super) fn weighted(weights: &Weights, values: &[(FieldKind, Private<String>)]) -> BTreeMap<String, u8> {
    let of = |kind| -> Vec<String> {
        let values = values.iter().filter(|value| value.0 == kind);
        values.flat_map(|value| tokens_of(kind, value.1.expose())).collect()
    };
    let (given, surname) = (of(FieldKind::GivenName), of(FieldKind::Surname));
    let [city, nationality, sex] = [FieldKind::City, FieldKind::Nationality, FieldKind::Sex].map(of);
    let [phone, document] = [FieldKind::Phone, FieldKind::Document].map(of);
    let birth = of(FieldKind::Birth).iter().find_map(|digits| Birth::new(digits));
    let mut names: Vec<&String> = given.iter().chain(&surname).collect();
    names.sort();
    names.dedup();

    let mut tokens = BTreeMap::new();
    let mut add = |kind: &str, weight: u8, parts: &[&str]| {
        if weight > 0 {
            tokens.insert(format!("{kind}|{}", parts.join("|")), weight);
        }
    };
    for left in &given {
        for right in &surname {
            add("name-name", weights.name_name, &[left.min(right), left.max(right)]);
        }
    }
    for name in &names {
        for (kind, weight, salts) in [
            ("name-city", weights.name_city, &city),
            ("name-nationality", weights.name_nationality, &nationality),
            ("name-phone", weights.name_phone, &phone),
        ] {
            for salt in salts {
                add(kind, weight, &[name, salt]);
            }
        }
    }
    if let Some(birth) = birth {
        for name in &names {
            add("name-year", weights.name_year, &[name, &birth.year]);
        }
        if let Some(day) = &birth.day {
            for name in &names {
                add("name-birth", weights.name_birth, &[name, &birth.year, day]);
                add("name-day", weights.name_day, &[name, day]);
            }
            let initials = initials(values);
            for (kind, weight, others) in [
                ("initial-birth", weights.initial_birth, &initials),
                ("sex-birth", weights.sex_birth, &sex),
                ("nationality-birth", weights.nationality_birth, &nationality),
                ("city-birth", weights.city_birth, &city),
            ] {
                for other in others {
                    add(kind, weight, &[other, &birth.year, day]);
                }
            }
        }
    }
    for number in &phone {
        add("phone", weights.phone, &[number]);
    }
    for number in &document {
        add("document", weights.document, &[number]);
    }
    tokens
}

/// A date of birth in parts.
struct Birth {
    year: String,
    /// Day and month, the smaller first, so that their order does not matter. None where only the year is known.
    day: Option<String>,
}

impl Birth {
    fn new(digits: &str) -> Option<Self> {
        let year = digits.get(..4)?.to_owned();
        let day = digits.get(4..8).filter(|day| *day != "0101").map(|day| {
            let (month, day) = day.split_at(2);
            format!("{}{}", month.min(day), month.max(day))
        });
        Some(Self { year, day })
    }
}

fn initials(values: &[(FieldKind, Private<String>)]) -> Vec<String> {
    let names = values.iter().filter(|value| matches!(value.0, FieldKind::GivenName | FieldKind::Surname));
    let names = names.filter(|value| value.1.expose().len() <= VALUE_BYTES_MAX);
    names.flat_map(|value| words(value.1.expose())).filter_map(|word| word.chars().next().map(String::from)).collect()
}

/// The letters that are kept, as one token; none where none is left.
fn kept(text: &str, keep: impl Fn(char) -> bool) -> Vec<String> {
    let kept: String = text.chars().filter(|letter| keep(*letter)).collect();
    if kept.is_empty() { Vec::new() } else { vec![kept] }
}

/// Lower case without diacritics.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    lower
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| match letter {
            'ı' => 'i',
            'đ' | 'ð' => 'd',
            'ł' => 'l',
            'ø' => 'o',
            'ß' => 's',
            other => other,
        })
        .collect()
}

/// The words of a name. Digits that scanners take for letters are letters; words in other scripts stay as they are.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text).replace('0', "o").replace('1', "l");
    folded
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '\'' | '’'))
        .map(|word| word.chars().filter(|letter| letter.is_alphabetic()).collect::<String>())
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .collect()
}

/// Spellings of one sound, in the order in which they are replaced. Ours, after the transliterations of Arabic, Cyrillic and
/// South Asian names that papers mix.
const SOUNDS: [(&str, &str); 20] = [
    ("tsch", "s"),
    ("sch", "s"),
    ("tch", "s"),
    ("cz", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("kh", ""),
    ("gh", "g"),
    ("ph", "v"),
    ("th", "t"),
    ("dj", "i"),
    ("ck", "k"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("w", "v"),
    ("f", "v"),
    ("j", "i"),
    ("y", "i"),
];

/// The consonants of a word by sound, without doubles. A word with fewer than two keeps a mark of how it begins.
fn skeleton(word: &str) -> String {
    let mut sounds = word.to_owned();
    for (spelling, sound) in SOUNDS {
        sounds = sounds.replace(spelling, sound);
    }
    // "rn" and "m" look the same to a scanner.
    sounds = sounds.replace("rn", "m");
    let begins_with_vowel = sounds.starts_with(['a', 'e', 'i', 'o', 'u', 'h']);
    let mut consonants: Vec<char> =
        sounds.chars().filter(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'h')).collect();
    consonants.dedup();
    let skeleton: String = consonants.iter().collect();
    match (consonants.len(), begins_with_vowel) {
        (2.., _) => skeleton,
        (_, true) => skeleton + "_a",
        (_, false) => skeleton + "_",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_sound_the_same() {
        for (left, right) in [
            ("Yusuf", "Youssef"),
            ("Oleksandr", "Alexander"),
            ("García", "GARCIA"),
            ("Hoxha", "Hoxa"),
            ("Zeinab", "Zaynab"),
        ] {
            assert_eq!(tokens_of(FieldKind::GivenName, left), tokens_of(FieldKind::GivenName, right), "{left} {right}");
        }
    }

    #[test]
    fn no_name_stands_alone() {
        let values = [
            (FieldKind::GivenName, Private::new("Amina".to_owned())),
            (FieldKind::Nationality, Private::new("XX".to_owned())),
            (FieldKind::Birth, Private::new("1999-05-17".to_owned())),
        ];
        for token in weighted(&Weights::default(), &values).keys() {
            assert!(token.matches('|').count() >= 2, "{token}");
        }
    }

    #[test]
    fn hostile_values_are_blank() {
        assert!(tokens_of(FieldKind::GivenName, &"a".repeat(100_000)).is_empty());
        assert!(tokens_of(FieldKind::Surname, " -- ").is_empty());
        assert!(Birth::new("19").is_none());
    }
}
