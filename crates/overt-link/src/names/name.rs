//! A name that was read once, and the words it consists of.

use smallvec::SmallVec;

use super::script::Script;
use super::sounds::Sounds;

/// How many words of a name are kept.
pub(crate) const TOKENS_MAX: usize = 12;
/// How many letters of a word are kept.
pub(crate) const LATIN_MAX: usize = 24;

/// A name read once; comparing it is cheap. Equal names have equal words in any order.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub(crate) kind: Kind,
    pub(crate) script: Script,
    pub(crate) legal: Option<LegalForm>,
    /// Sorted, so that the order in which the words were written plays no part.
    pub(crate) tokens: SmallVec<[Token; 4]>,
    /// First letters of an organisation's words as written: with and without the small words.
    pub(crate) acronyms: [u64; 2],
}

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A human being.
    Person,
    /// A company, an office, an association.
    Organisation,
}

/// The legal form of an organisation, across countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LegalForm {
    /// Ltd, LLC, `GmbH`, `SARL`, `OOO`, 有限公司: members answer with their share.
    Limited,
    /// Plc, S.A., AG, `OAO`, 股份有限公司: shares.
    JointStock,
    /// LLP, KG, S.C.: partners.
    Partnership,
    /// A foundation, an association, a charity.
    NonProfit,
    /// A company of no stated form: Co., Company, شركة, บริษัท.
    Company,
    /// One person trading: IP, sole trader.
    Sole,
}

/// Whether a script writes its vowels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Vowels {
    Written,
    /// Some are inherent, or romanised in many ways.
    Loose,
    /// Short vowels are not written at all.
    Unwritten,
}

/// One word of a name.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Token {
    latin: [u8; LATIN_MAX],
    length: u8,
    pub(crate) sounds: Sounds,
    pub(crate) families: u16,
    pub(crate) vowels: Vowels,
    pub(crate) script: Script,
    pub(crate) class: Class,
    /// Known names this may be a spelling of; 0 where there is none.
    pub(crate) known: [u16; 3],
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Word,
    /// A first letter only.
    Initial,
    /// A number, which is compared exactly.
    Number,
    /// A word that many organisations have: bank, trading, police.
    Generic,
}

impl Token {
    /// Reads romanised letters; only the first ones are kept.
    pub(crate) fn new(
        latin: &[u8],
        spoken: &[u8],
        (script, vowels): (Script, Vowels),
        class: Class,
        known: [u16; 3],
    ) -> Self {
        let length = latin.len().min(LATIN_MAX);
        let mut kept = [0; LATIN_MAX];
        kept[..length].copy_from_slice(&latin[..length]);
        let sounds = Sounds::of(if spoken.is_empty() { latin } else { spoken });
        Self {
            latin: kept,
            length: u8::try_from(length).unwrap_or(0),
            sounds,
            families: sounds.families(),
            vowels,
            script,
            class,
            known,
        }
    }

    pub(crate) fn latin(&self) -> &[u8] {
        &self.latin[..usize::from(self.length)]
    }

    pub(crate) fn text(&self) -> String {
        self.latin().iter().map(|&byte| char::from(byte)).collect()
    }

    pub(crate) fn is_known(&self) -> bool {
        self.known[0] != 0
    }

    pub(crate) fn skeleton(&self) -> u64 {
        // A known name meets its spellings under its number, whatever they sound like.
        if self.is_known() { u64::from(self.known[0]) } else { self.sounds.skeleton() }
    }

    pub(crate) fn shares_known(&self, other: &Self) -> bool {
        self.known.iter().any(|&group| group != 0 && other.known.contains(&group))
    }
}

/// One word of a name, for whoever indexes or shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenView {
    /// The word in lower-case Latin letters.
    pub latin: String,
    /// The word as it sounds: two spellings of one name mostly have the same.
    pub skeleton: u64,
    /// Whether it is a first letter only.
    pub is_initial: bool,
}

impl Name {
    /// What the name belongs to.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The script it was written in.
    pub fn script(&self) -> Script {
        self.script
    }

    /// The legal form of an organisation, where one is stated.
    pub fn legal_form(&self) -> Option<LegalForm> {
        self.legal
    }

    /// Whether nothing that can be compared was left.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The words, in the order of the alphabet, without titles, particles and legal forms.
    pub fn tokens(&self) -> impl Iterator<Item = TokenView> + '_ {
        self.tokens.iter().map(|token| TokenView {
            latin: token.text(),
            skeleton: token.skeleton(),
            is_initial: token.class == Class::Initial,
        })
    }

    /// The keys under which spellings of this name may meet, for blocking: one for each word that is not an initial.
    pub fn skeletons(&self) -> impl Iterator<Item = u64> + '_ {
        self.tokens.iter().filter(|token| token.class != Class::Initial).map(Token::skeleton)
    }

    pub(crate) fn finish(mut self) -> Self {
        self.tokens.truncate(TOKENS_MAX);
        self.tokens
            .sort_unstable_by(|left, right| left.partial_cmp(right).unwrap_or_else(|| left.latin.cmp(&right.latin)));
        self
    }
}
