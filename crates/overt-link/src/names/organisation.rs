//! Reading the name of an organisation: the legal form is set apart, small words go, numbers and known words are recognised.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::clean::{self, Gap, Letters};
use super::latin::{Han, romanise};
use super::name::{Class, Kind, LegalForm, Name, TOKENS_MAX, Token, Vowels};
use super::script::{Script, script_of};
use super::scripts::Ascii;
use super::scripts::cyrillic::Language;
use super::variants::{people, set, words};

static LEGAL: LazyLock<FxHashMap<Letters, LegalForm>> = LazyLock::new(|| {
    const FORMS: [LegalForm; 6] = [
        LegalForm::Limited,
        LegalForm::JointStock,
        LegalForm::Partnership,
        LegalForm::NonProfit,
        LegalForm::Company,
        LegalForm::Sole,
    ];
    include_str!("legal.txt")
        .lines()
        .zip(FORMS)
        .flat_map(|(line, form)| line.split(' ').skip(1).map(move |word| (word.chars().collect(), form)))
        .collect()
});
static SMALL: LazyLock<FxHashSet<&'static [u8]>> = LazyLock::new(|| {
    set(
        "of the for and in on at by to a an de la le les el los las del du des da do dos das der die das und fur y et e i al wa fi \
         ve ir za po dlya na li lil bil no nr nro num number",
    )
});

/// The two lists count for themselves, so their numbers must not meet.
const APART: u16 = 0x8000;

impl Name {
    /// Reads the name of an organisation or office, in any script.
    pub fn organisation(text: &str) -> Self {
        let mut reading = Reading {
            language: Language::of(text),
            script: Script::Other,
            tokens: SmallVec::new(),
            legal: None,
            dotted: Letters::new(),
            acronyms: [0; 2],
        };
        clean::words(text, |word, gap| reading.word(word, gap));
        reading.end_dotted();
        let mut name = Self {
            kind: Kind::Organisation,
            script: script_of(text),
            legal: reading.legal,
            tokens: reading.tokens,
            acronyms: reading.acronyms,
        };
        if name.tokens.is_empty() {
            // A name of nothing but legal forms and small words is compared by them.
            name.tokens = Name::person(text).tokens;
        }
        name.finish()
    }
}

struct Reading {
    language: Language,
    /// Of the word that is being read.
    script: Script,
    tokens: SmallVec<[Token; 4]>,
    legal: Option<LegalForm>,
    /// Letters with a full stop after each, which are one abbreviation: `S.A.`, `L.L.C.`
    dotted: Letters,
    acronyms: [u64; 2],
}

impl Reading {
    fn word(&mut self, word: &[char], gap: Gap) {
        if word.len() == 1 && (gap == Gap::Stop || !self.dotted.is_empty()) && word[0] != '&' {
            self.dotted.push(word[0]);
            if gap != Gap::Stop {
                self.end_dotted();
            }
            return;
        }
        self.end_dotted();
        self.whole(word);
    }

    fn end_dotted(&mut self) {
        if !self.dotted.is_empty() {
            let word = std::mem::take(&mut self.dotted);
            self.whole(&word);
        }
    }

    fn whole(&mut self, word: &[char]) {
        if word == ['&'] {
            self.small(b'a');
            return;
        }
        if let Some(&form) = LEGAL.get(word) {
            self.state(form);
            return;
        }
        self.script = word.iter().find_map(|&letter| Script::of(letter)).unwrap_or(Script::Other);
        if matches!(self.script, Script::Han | Script::Thai | Script::Khmer | Script::Burmese | Script::Lao)
            && word.len() > 2
        {
            self.without_spaces(word);
            return;
        }
        self.piece(word);
    }

    /// A more telling form stands over `Company`.
    fn state(&mut self, form: LegalForm) {
        if self.legal.is_none_or(|stated| stated == LegalForm::Company) {
            self.legal = Some(form);
        }
    }

    /// Cuts known words out of a text that is written without spaces; what stands between them is the proper name.
    fn without_spaces(&mut self, word: &[char]) {
        let mut proper = Letters::new();
        let mut at = 0;
        while at < word.len() {
            let rest = &word[at..];
            let legal = (2..=rest.len().min(8)).rev().find_map(|length| Some((length, *LEGAL.get(&rest[..length])?)));
            if let Some((length, form)) = legal {
                self.proper(&mut proper);
                self.state(form);
                at += length;
            } else if let Some((length, known)) =
                words().longest(rest).filter(|(length, _)| *length > 1 || proper.is_empty() || rest.len() == 1)
            {
                self.proper(&mut proper);
                self.known(known, &rest[..length]);
                at += length;
            } else {
                proper.push(word[at]);
                at += 1;
            }
        }
        self.proper(&mut proper);
    }

    fn proper(&mut self, letters: &mut Letters) {
        if !letters.is_empty() {
            let word = std::mem::take(letters);
            self.piece(&word);
        }
    }

    fn piece(&mut self, word: &[char]) {
        if let Some(known) = words().native(word) {
            self.known(known, word);
            return;
        }
        let mut out = Ascii::new();
        let vowels = romanise(word, self.language, Han::Whole, &mut out);
        if self.script == Script::Burmese {
            // Where words are written together, a syllable is no word.
            out.retain(|byte| *byte != b' ');
        }
        for part in out.split(|&byte| byte == b' ').filter(|part| !part.is_empty()) {
            self.romanised(part, vowels);
        }
    }

    /// A word in its own script keeps its sound, since papers romanise it as often as they translate it.
    fn known(&mut self, text: &'static str, word: &[char]) {
        let mut out = Ascii::new();
        let vowels = romanise(word, self.language, Han::Whole, &mut out);
        out.retain(|byte| *byte != b' ');
        if out.is_empty() {
            out.extend_from_slice(text.as_bytes());
        }
        self.push_known(&out, text.as_bytes(), vowels, Class::Generic);
    }

    fn romanised(&mut self, text: &[u8], vowels: Vowels) {
        if let Some(number) = number(text) {
            self.push(&number, Vowels::Written, Class::Number);
        } else if SMALL.contains(text) {
            self.small(text[0]);
        } else if words().groups(text)[0] != 0 {
            self.push(text, vowels, Class::Generic);
        } else {
            self.push(text, vowels, Class::Word);
        }
    }

    fn small(&mut self, first: u8) {
        self.acronyms[0] = extend(self.acronyms[0], first);
    }

    fn push(&mut self, text: &[u8], vowels: Vowels, class: Class) {
        self.push_known(text, text, vowels, class);
    }

    /// `name` is what the lists know the word by.
    fn push_known(&mut self, text: &[u8], name: &[u8], vowels: Vowels, class: Class) {
        if self.tokens.len() >= TOKENS_MAX {
            return;
        }
        for acronym in &mut self.acronyms {
            *acronym = extend(*acronym, name[0]);
        }
        let known = match class {
            Class::Generic => words().groups(name).map(|group| if group == 0 { 0 } else { group | APART }),
            Class::Word => people().groups(text),
            _ => [0; 3],
        };
        self.tokens.push(Token::new(text, &[], (self.script, vowels), class, known));
    }
}

fn extend(acronym: u64, letter: u8) -> u64 {
    // Eight letters at most; a longer one is no acronym.
    if acronym >> 56 == 0 { acronym << 8 | u64::from(letter) } else { acronym }
}

/// The digits of a number, an ordinal or a Roman numeral of an office.
fn number(text: &[u8]) -> Option<Ascii> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 {
        let end = &text[digits..];
        let ordinal = matches!(
            end,
            b"" | b"st" | b"nd" | b"rd" | b"th" | b"er" | b"eme" | b"e" | b"o" | b"a" | b"ya" | b"y" | b"i"
        );
        let start = text[..digits].iter().take_while(|&&byte| byte == b'0').count().min(digits - 1);
        return ordinal.then(|| Ascii::from_slice(&text[start..digits]));
    }
    let value: &[u8] = match text {
        b"first" | b"one" | b"primero" | b"premier" => b"1",
        b"second" | b"two" | b"ii" | b"segundo" => b"2",
        b"third" | b"three" | b"iii" | b"tercero" => b"3",
        b"fourth" | b"four" | b"iv" => b"4",
        b"fifth" | b"five" => b"5",
        b"sixth" | b"six" | b"vi" => b"6",
        b"seventh" | b"seven" | b"vii" => b"7",
        b"eighth" | b"eight" | b"viii" => b"8",
        b"ninth" | b"nine" | b"ix" => b"9",
        b"tenth" | b"ten" => b"10",
        b"xi" | b"eleven" | b"eleventh" => b"11",
        b"xii" | b"twelve" | b"twelfth" => b"12",
        _ => return None,
    };
    Some(Ascii::from_slice(value))
}
