//! Cyrillic of the Slavic, Turkic and Iranian languages, near BGN/PCGN and passports.

use super::{Ascii, push};

/// What the other words of a name say about its language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Language {
    /// Ukrainian letters were seen: `г` is h and `и` is y.
    pub(crate) ukrainian: bool,
}

impl Language {
    /// Looks for letters that only Ukrainian has; `і` alone may be Kazakh or Belarusian.
    pub(crate) fn of(text: &str) -> Self {
        let mut ukrainian = false;
        for letter in text.chars().take(crate::names::clean::LETTERS_MAX) {
            match letter {
                'є' | 'ї' | 'ґ' | 'Є' | 'Ї' | 'Ґ' | 'і' | 'І' => ukrainian = true,
                'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'ў' | 'ы' | 'э' | 'ё' | 'Қ' | 'Ғ' | 'Ә' | 'Ө' | 'Ү' | 'Ұ' =>
                {
                    return Self::default();
                }
                _ => {}
            }
        }
        Self { ukrainian }
    }
}

pub(crate) fn romanise(word: &[char], language: Language, out: &mut Ascii) {
    for (index, &letter) in word.iter().enumerate() {
        let next = word.get(index + 1).copied();
        push(
            out,
            match letter {
                'а' | 'ә' | 'ӑ' | 'ӓ' => "a",
                'б' => "b",
                'в' => "v",
                'г' if language.ukrainian => "h",
                'г' | 'ґ' | 'ғ' | 'ѓ' | 'ӷ' => "g",
                'д' => "d",
                'ђ' => "dj",
                'е' | 'э' | 'ѐ' => "e",
                'ё' => "yo",
                'є' => "ye",
                'ж' | 'җ' => "zh",
                'з' | 'ҙ' => "z",
                'ѕ' => "dz",
                'и' if language.ukrainian => "y",
                'и' | 'і' | 'ѝ' | 'ӣ' => "i",
                // At the end `ий` is one sound, and romanisations write it in six ways.
                'й' if next.is_none() && index > 0 && matches!(word[index - 1], 'и' | 'і' | 'ы') => "",
                'й' => "y",
                'ј' => "j",
                'ї' => "yi",
                'к' | 'қ' | 'ќ' | 'ҡ' | 'ҝ' => "k",
                'л' => "l",
                'љ' => "lj",
                'м' => "m",
                'н' => "n",
                'ң' | 'ҥ' => "ng",
                'њ' => "nj",
                'о' | 'ө' | 'ӧ' => "o",
                'п' => "p",
                'р' => "r",
                'с' | 'ҫ' => "s",
                'т' => "t",
                'ћ' => "c",
                'у' | 'ү' | 'ұ' | 'ӯ' | 'ӱ' | 'ӳ' => "u",
                'ў' => "w",
                'ф' => "f",
                'х' => "kh",
                'ҳ' | 'һ' => "h",
                'ц' => "ts",
                'ч' | 'ҹ' => "ch",
                'ҷ' | 'џ' => "j",
                'ш' => "sh",
                'щ' => "shch",
                // Bulgarian has it as a vowel between consonants; elsewhere it is silent before a vowel.
                'ъ' if next.is_some_and(|next| !matches!(next, 'е' | 'ё' | 'ю' | 'я' | 'и')) => "a",
                'ы' => "y",
                'ю' => "yu",
                'я' => "ya",
                _ => "",
            },
        );
    }
}
