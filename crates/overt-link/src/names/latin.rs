//! Text of any script as comparable lower-case Latin letters.

use super::clean::{self, Gap, LETTERS_MAX};
use super::name::Vowels;
use super::script::Script;
use super::scripts::cyrillic::Language;
use super::scripts::{Ascii, arabic, burmese, cyrillic, greek, han, indic, khmer, thai};
use super::variants;

/// Comparable text: lower-case ASCII letters and digits with one space between words, of whatever script. It is meant for
/// keys and comparisons, not for showing: tones, lengths and soft signs are left out. Texts beyond 240 letters are cut.
pub fn latin(text: &str) -> String {
    let language = Language::of(text);
    let mut out = Ascii::new();
    clean::words(text, |word, _| {
        romanise(word, language, Han::Names, &mut out);
        if out.last().is_some_and(|&last| last != b' ') {
            out.push(b' ');
        }
    });
    out.truncate(LETTERS_MAX);
    while out.last() == Some(&b' ') {
        out.pop();
    }
    out.iter().map(|&byte| char::from(byte)).collect()
}

/// Stands between letters that are two sounds.
const MARK: u8 = b'\'';

/// How Chinese characters without spaces are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Han {
    /// Family name, then given name.
    Names,
    /// All characters of a word together.
    Whole,
}

/// Appends one word, which may become several, and says how far its vowels can be trusted. Only `[a-z0-9 ]` is appended.
pub(crate) fn romanise(word: &[char], language: Language, cut: Han, out: &mut Ascii) -> Vowels {
    let from = out.len();
    let vowels = marked(word, language, cut, out);
    let mut at = 0;
    out.retain(|byte| {
        at += 1;
        at <= from || *byte != MARK
    });
    vowels
}

/// As [`romanise`], with marks between letters that would else be read as one sound.
fn marked(word: &[char], language: Language, cut: Han, out: &mut Ascii) -> Vowels {
    if word.iter().all(char::is_ascii) {
        out.extend(word.iter().filter(|letter| letter.is_ascii_alphanumeric()).map(|&letter| letter as u8));
        return Vowels::Written;
    }
    let from = out.len();
    let mut vowels = Vowels::Written;
    let mut at = 0;
    while at < word.len() {
        let script = Script::of(word[at]);
        let end = word[at + 1..]
            .iter()
            .position(|&letter| matches!(Script::of(letter), found if found.is_some() && found != script))
            .map_or(word.len(), |length| at + 1 + length);
        vowels = vowels.max(run(&word[at..end], script, language, cut, out));
        at = end;
    }
    keep_plain(out, from);
    vowels
}

/// Letters without the marks that only tell how they sound.
fn without_marks(part: &[u8]) -> Ascii {
    part.iter().copied().filter(|&byte| byte != MARK).collect()
}

fn run(word: &[char], script: Option<Script>, language: Language, cut: Han, out: &mut Ascii) -> Vowels {
    if let Some(known) = variants::people().native(word) {
        out.extend_from_slice(known.as_bytes());
        return Vowels::Written;
    }
    match script {
        Some(Script::Latin) => fallback(word, out),
        Some(Script::Cyrillic) => cyrillic::romanise(word, language, out),
        Some(Script::Greek) => greek::romanise(word, out),
        Some(Script::Arabic) => return arabic_word(word, out),
        Some(Script::Thai) => {
            thai::romanise(word, out);
            return Vowels::Loose;
        }
        Some(Script::Khmer) => {
            khmer::romanise(word, out);
            return Vowels::Loose;
        }
        Some(Script::Burmese) => {
            burmese::romanise(word, out);
            return Vowels::Loose;
        }
        Some(Script::Han) => {
            let family = if cut == Han::Names { han::family_length(word) } else { 0 };
            han::romanise(word, family, out);
        }
        Some(script) if script.is_indic() => {
            indic::romanise(word, script, out);
            return Vowels::Loose;
        }
        Some(Script::Hangul) if matches!(word.len(), 3 | 4) && cut == Han::Names => {
            hangul_or_fallback(&word[..1], out);
            out.push(b' ');
            hangul_or_fallback(&word[1..], out);
        }
        Some(Script::Hebrew) => {
            fallback(word, out);
            return Vowels::Unwritten;
        }
        _ => fallback(word, out),
    }
    Vowels::Written
}

/// The article and the servant of God are words of their own, as they are in romanised names.
fn arabic_word(word: &[char], out: &mut Ascii) -> Vowels {
    if let ['ع', 'ب', 'د', rest @ ..] = word
        && let Some(noun) = arabic::without_article(rest)
    {
        out.extend_from_slice(b"abd al ");
        return run(noun, Some(Script::Arabic), Language::default(), Han::Whole, out);
    }
    if let Some(noun) = arabic::without_article(word) {
        out.extend_from_slice(b"al ");
        return run(noun, Some(Script::Arabic), Language::default(), Han::Whole, out);
    }
    arabic::romanise(word, out);
    Vowels::Unwritten
}

fn hangul_or_fallback(word: &[char], out: &mut Ascii) {
    match variants::people().native(word) {
        Some(known) => out.extend_from_slice(known.as_bytes()),
        None => fallback(word, out),
    }
}

/// How a word of Latin letters with signs sounds: `ş` is `sh`, while [`latin`] leaves the sign out as most papers do. Empty
/// where it makes no difference.
fn spoken(word: &[char], out: &mut Ascii) {
    if word.iter().all(char::is_ascii) || word.iter().any(|&letter| Script::of(letter) != Some(Script::Latin)) {
        return;
    }
    let slavic = word.iter().any(|letter| matches!(letter, 'ć' | 'č' | 'š' | 'ž'));
    for (index, &letter) in word.iter().enumerate() {
        match letter {
            'ı' => out.push(b'i'),
            // Azerbaijani; the library knows it as an open e.
            'ə' => out.push(b'a'),
            // Serbian; the Vietnamese letter is a plain d.
            'đ' if slavic => out.extend_from_slice(b"dj"),
            'þ' => out.extend_from_slice(b"th"),
            'š' | 'ş' | 'ș' => out.extend_from_slice(b"sh"),
            'č' => out.extend_from_slice(b"ch"),
            // Turkish at the beginning and end of a word, French and Portuguese within.
            'ç' if index == 0 || index + 1 == word.len() => out.extend_from_slice(b"ch"),
            'ç' => out.push(b's'),
            'ž' => out.extend_from_slice(b"zh"),
            ascii if ascii.is_ascii() => out.push(ascii as u8),
            other => out.extend(any_ascii::any_ascii_char(other).bytes().map(|byte| byte.to_ascii_lowercase())),
        }
    }
}

fn fallback(word: &[char], out: &mut Ascii) {
    for &letter in word {
        if letter == 'ə' {
            // Azerbaijani; the library knows it as an open e.
            out.push(b'a');
            continue;
        }
        out.extend(any_ascii::any_ascii_char(letter).bytes().map(|byte| byte.to_ascii_lowercase()));
    }
}

/// Tables of others may give signs for accents; only letters, digits and single spaces stay.
fn keep_plain(out: &mut Ascii, from: usize) {
    let mut kept = from;
    for index in from..out.len() {
        let byte = out[index].to_ascii_lowercase();
        let space = byte == b' ' && kept > from && out[kept - 1] != b' ';
        if byte.is_ascii_alphanumeric() || space || byte == MARK {
            out[kept] = byte;
            kept += 1;
        }
    }
    out.truncate(kept);
}

/// One romanised word and where it came from.
pub(crate) struct Word {
    pub(crate) text: Ascii,
    /// The word as it sounds, where that is not as it is written.
    pub(crate) spoken: Ascii,
    pub(crate) script: Script,
    pub(crate) vowels: Vowels,
    pub(crate) gap: Gap,
}

/// The romanised words of a text.
pub(crate) fn read(text: &str, cut: Han) -> smallvec::SmallVec<[Word; 8]> {
    let language = if text.is_ascii() { Language::default() } else { Language::of(text) };
    let mut words = smallvec::SmallVec::new();
    let mut buffer = Ascii::new();
    clean::words(text, |word, gap| {
        buffer.clear();
        let script = word.iter().find_map(|&letter| Script::of(letter)).unwrap_or(Script::Other);
        let vowels = marked(word, language, cut, &mut buffer);
        for part in buffer.split(|&byte| byte == b' ').filter(|part| !part.is_empty()) {
            if words.len() < 4 * super::name::TOKENS_MAX {
                let mut heard = Ascii::new();
                spoken(word, &mut heard);
                let text = without_marks(part);
                if text.is_empty() {
                    continue;
                }
                if text.len() < part.len() {
                    heard.extend_from_slice(part);
                }
                words.push(Word { text, spoken: heard, script, vowels, gap });
            }
        }
    });
    words
}
