//! Words in the languages of the codebook.

use serde::{Deserialize, Serialize};

/// A language in which Overt speaks to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English, and what is shown where a translation is missing.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
}

impl Lang {
    /// Every language, English first.
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Fr];

    /// ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Fr => "Français",
        }
    }
}

/// The same words in every language; a missing translation falls back to English.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English, always present.
    pub en: String,
    /// Spanish, or empty.
    #[serde(default)]
    pub es: String,
    /// French, or empty.
    #[serde(default)]
    pub fr: String,
}

impl Text {
    /// The words in this language, or in English where there is no translation. Never blank when English is not.
    pub fn get(&self, lang: Lang) -> &str {
        let translated = self.translation(lang);
        if translated.is_empty() { &self.en } else { translated }
    }

    /// The translation itself, empty where there is none.
    pub fn translation(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Es => &self.es,
            Lang::Fr => &self.fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_translation_shows_english_never_blank() {
        let text = Text { en: "Stage".into(), es: "Etapa".into(), fr: String::new() };
        assert_eq!(Lang::ALL.map(|lang| text.get(lang)), ["Stage", "Etapa", "Stage"]);
    }
}
