//! Reading the name of a person: titles go, articles and particles step back, compounds become one word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::clean::Gap;
use super::latin::{Han, Word, read};
use super::name::{Class, Kind, Name, TOKENS_MAX, Token};
use super::script::{Script, script_of};
use super::scripts::Ascii;
use super::scripts::han::is_syllables;
use super::variants::people;

/// Forms of address and ranks, which come and go with the form that was filled in.
const TITLE: u8 = 1;
/// What follows a name and is none.
const SUFFIX: u8 = 2;
/// The article of Arabic.
const ARTICLE: u8 = 4;
/// The article with the letters it takes on before some consonants.
const ASSIMILATED: u8 = 8;
/// Words between names: of, son of, daughter of, from.
const PARTICLE: u8 = 16;
/// Servant of: the first half of a name of God.
const SERVANT: u8 = 32;
/// Father of, mother of.
const FATHER: u8 = 64;
/// The second half of names such as Nur al-Din.
const FAITH: u8 = 128;

/// The words that play a part in names without being one, and which.
const ROLES: [(u8, &str); 8] = [
    (
        TITLE,
        "mr mrs ms miss mister madam madame mme mlle monsieur herr frau senor senora sr sra srta dr doctor \
         prof professor engr sir haji hajji hajj alhaj sheikh shaikh cheikh shaykh sheik honorable capt \
         captain colonel major gen general lt lieutenant sgt sergeant insp inspector officer gospodin \
         gospozha kyrios kyria daw nai nang nangsao khun lok shri sri shrimati smt begum bibi xiansheng \
         nushi ustadh ustaz mullah mulla maulana moulana mawlana",
    ),
    (SUFFIX, "jr junior sr senior ii iii iv phd md esq filho neto hijo bey efendi hanim"),
    (ARTICLE, "al el ul"),
    (ASSIMILATED, "ar er ur as es us ash esh ush ad ed ud at et ut an en un az ez uz"),
    (
        PARTICLE,
        "bin ibn ben bint binti binte ould oglu ogly uulu kyzy qizi kizi wa de la las los del dela della \
         delle di da do dos das du des le van von vom der den ter ten te zu zum zur y e i af av der o ap \
         ferch thi",
    ),
    (SERVANT, "abd abdul abdel abdal abdil abdoul abdur abdus abder abdun abdud abdush abdut abduz abdol"),
    (FATHER, "abu abou abo aboo bu umm oum um"),
    (FAITH, "din deen dine dien uddin eddin eddine addin aldin eldin ulddin udeen uddeen"),
];
static WORDS: LazyLock<FxHashMap<&'static [u8], u8>> = LazyLock::new(|| {
    let mut words: FxHashMap<&[u8], u8> = FxHashMap::default();
    for (role, list) in ROLES {
        for word in list.split_whitespace() {
            *words.entry(word.as_bytes()).or_default() |= role;
        }
    }
    words
});

impl Name {
    /// Reads the name of a person, in any script and order.
    pub fn person(text: &str) -> Self {
        let words = read(text, Han::Names);
        let roles = words.iter().map(|word| WORDS.get(word.text.as_slice()).copied().unwrap_or(0)).collect();
        let mut reading = Reading { words: &words, roles, kept: SmallVec::new(), set_aside: SmallVec::new() };
        reading.read();
        reading.chinese();
        Self { kind: Kind::Person, script: script_of(text), legal: None, tokens: reading.kept, acronyms: [0; 2] }
            .finish()
    }
}

struct Reading<'a> {
    words: &'a [Word],
    /// What each word does besides naming.
    roles: SmallVec<[u8; 8]>,
    kept: SmallVec<[Token; 4]>,
    /// Particles, which are all there is of some short names.
    set_aside: SmallVec<[Token; 4]>,
}

impl Reading<'_> {
    fn read(&mut self) {
        let words = self.words;
        let mut at = 0;
        while at < words.len() && self.kept.len() < TOKENS_MAX {
            at += self.word(at);
        }
        if self.kept.iter().filter(|token| token.class != Class::Initial).count() < 2 && self.kept.len() < 3 {
            let set_aside = std::mem::take(&mut self.set_aside);
            self.kept.extend(set_aside);
        }
    }

    /// Romanised Chinese is compared as strictly as the characters are: Xiaomin is not Xiaoming.
    fn chinese(&mut self) {
        let syllables = |token: &Token| token.script == Script::Latin && is_syllables(token.latin());
        if self.kept.iter().any(|token| people().is_chinese(token.known)) && self.kept.iter().all(syllables) {
            for token in &mut self.kept {
                token.script = Script::Han;
            }
        }
    }

    fn has_role(&self, at: usize, role: u8) -> bool {
        self.roles.get(at).is_some_and(|roles| roles & role != 0)
    }

    fn text(&self, at: usize) -> &[u8] {
        self.words.get(at).map_or(&[], |word| word.text.as_slice())
    }

    /// Takes the word at one place, with those that belong to it, and says how many it took.
    fn word(&mut self, at: usize) -> usize {
        let words = self.words;
        let word = &words[at];
        let text = word.text.as_slice();
        let more = at + 1 < words.len();
        // Elsewhere a short syllable is a name, not a particle.
        let particles =
            matches!(word.script, Script::Latin | Script::Cyrillic | Script::Arabic | Script::Greek | Script::Hebrew);
        if !matches!(word.script, Script::Han | Script::Hangul) && self.is_form_of_address(at) {
            return 1;
        }
        if self.has_role(at, SERVANT) && more {
            let noun = at + 1 + usize::from(self.is_article(at + 1));
            if noun < words.len() {
                return self.compound(b"abdul", noun) - at;
            }
        }
        if self.has_role(at, FATHER) && more {
            let noun = at + 1 + usize::from(self.is_article(at + 1));
            if noun < words.len() {
                return self.compound(b"abu", noun) - at;
            }
        }
        if let Some(used) = self.faith(at) {
            return used;
        }
        if self.is_article(at) && more {
            return 1;
        }
        if particles && self.has_role(at, PARTICLE) && words.len() > 1 && !(text.len() == 1 && word.gap == Gap::Stop) {
            self.set_aside.push(token(text, word));
            return 1;
        }
        self.keep(text, word);
        1
    }

    /// Titles go where a name is left without them.
    fn is_form_of_address(&self, at: usize) -> bool {
        let left = self.words.len() - at - 1 + self.kept.len();
        left >= 1
            && (self.has_role(at, TITLE) && (at == 0 || left >= 2) || at > 0 && self.has_role(at, SUFFIX) && left >= 2)
    }

    fn is_article(&self, at: usize) -> bool {
        let text = self.text(at);
        let next = self.text(at + 1);
        if next.is_empty() {
            return false;
        }
        self.has_role(at, ARTICLE)
            || self.has_role(at, ASSIMILATED) && next.starts_with(&text[1..]) && self.words[at].gap == Gap::Hyphen
    }

    /// `Abd al-Rahman` and `Abu Bakr` are one name; returns the place after it.
    fn compound(&mut self, head: &[u8], noun: usize) -> usize {
        let word = &self.words[noun];
        if head == b"abdul" && matches!(word.text.as_slice(), b"allah" | b"lah" | b"ullah" | b"illah") {
            self.keep(b"abdullah", word);
        } else {
            let mut text = Ascii::from_slice(head);
            text.extend_from_slice(&word.text);
            self.keep(&text, word);
        }
        noun + 1
    }

    /// `Nur al-Din` and `Nur Uddin` become `nuruddin`.
    fn faith(&mut self, at: usize) -> Option<usize> {
        let between = usize::from(self.is_article(at + 1) || matches!(self.text(at + 1), b"ud" | b"ed" | b"ad"));
        let last = self.text(at + 1 + between);
        if !self.has_role(at + 1 + between, FAITH) || self.text(at).len() < 3 || (between == 0 && last.len() < 5) {
            return None;
        }
        let mut text = Ascii::from_slice(self.text(at));
        text.extend_from_slice(b"uddin");
        let word = &self.words[at];
        self.keep(&text, word);
        Some(2 + between)
    }

    fn keep(&mut self, text: &[u8], word: &Word) {
        if self.kept.len() < TOKENS_MAX {
            self.kept.push(token(text, word));
        }
    }
}

fn token(text: &[u8], word: &Word) -> Token {
    let origin = (word.script, word.vowels);
    let class = match text {
        _ if text.iter().all(u8::is_ascii_digit) => Class::Number,
        // A syllable of one letter, where letters are not what names are cut to.
        [_] if !matches!(word.script, Script::Burmese | Script::Khmer | Script::Thai | Script::Han) => Class::Initial,
        _ => Class::Word,
    };
    let mut plain = Ascii::new();
    if let Some(noun) = servant_of(text) {
        plain.extend_from_slice(b"abdul");
        plain.extend_from_slice(noun);
    } else if let Some(stem) = of_the_faith(text) {
        plain.extend_from_slice(stem);
        plain.extend_from_slice(b"uddin");
    } else {
        plain.extend_from_slice(text);
    }
    let spoken: &[u8] = if plain.as_slice() == word.text.as_slice() { &word.spoken } else { &[] };
    let known = people().groups(text);
    let known = if known[0] == 0 { people().groups(&plain) } else { known };
    Token::new(&plain, spoken, origin, class, known)
}

/// What follows `abd` and the article in one word: `abdurrahman` and `abdelrahman` are `rahman`.
fn servant_of(text: &[u8]) -> Option<&[u8]> {
    let rest = text.strip_prefix(b"abd")?;
    let ([b'a' | b'e' | b'u' | b'i', rest @ ..] | [b'o', b'u', rest @ ..]) = rest else {
        return None;
    };
    match rest {
        [b'l', noun @ ..] if noun.len() >= 3 => Some(noun),
        [b's', b'h', b's', b'h', ..] => Some(&rest[2..]),
        [first, second, ..] if first == second && rest.len() >= 4 => Some(&rest[1..]),
        // `abdurahman`, with the letter written once.
        [b'r', ..] if rest.len() >= 5 => Some(rest),
        _ => None,
    }
}

/// What stands before `al-Din` in one word: `nureddin` and `noureddine` are `nur`.
fn of_the_faith(text: &[u8]) -> Option<&[u8]> {
    const ENDS: [&[u8]; 14] = [
        b"uddin", b"eddin", b"eddine", b"addin", b"aldin", b"eldin", b"uldin", b"aldeen", b"eldeen", b"uddeen",
        b"udeen", b"ettin", b"oddin", b"addine",
    ];
    ENDS.iter().find_map(|end| text.strip_suffix(*end)).filter(|stem| stem.len() >= 2)
}
