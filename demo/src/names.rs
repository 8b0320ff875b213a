//! Invented names. They are made of syllables, so that they are nobody's, and each syllable can be written in several ways, as
//! clerks write the same name who hear it, copy it from a passport, or read another script.

use crate::chance::Chance;

/// A syllable: its usual spelling and others in Latin letters, then Cyrillic, Devanagari and Arabic.
struct Syllable {
    latin: [&'static str; 3],
    scripts: [&'static str; 3],
}

const fn syllable(latin: [&'static str; 3], scripts: [&'static str; 3]) -> Syllable {
    Syllable { latin, scripts }
}

const SYLLABLES: [Syllable; 24] = [
    syllable(["za", "za", "sa"], ["за", "ज़ा", "زا"]),
    syllable(["mi", "mi", "mee"], ["ми", "मी", "مي"]),
    syllable(["kho", "ho", "xo"], ["хо", "खो", "خو"]),
    syllable(["ra", "ra", "raa"], ["ра", "रा", "را"]),
    syllable(["lu", "lou", "loo"], ["лу", "लू", "لو"]),
    syllable(["sha", "cha", "sza"], ["ша", "शा", "شا"]),
    syllable(["ve", "we", "ve"], ["ве", "वे", "في"]),
    syllable(["na", "na", "naa"], ["на", "ना", "نا"]),
    syllable(["ti", "ti", "tee"], ["ти", "ती", "تي"]),
    syllable(["go", "go", "gho"], ["го", "गो", "غو"]),
    syllable(["ya", "ja", "ia"], ["я", "या", "يا"]),
    syllable(["bel", "bell", "bil"], ["бел", "बेल", "بل"]),
    syllable(["du", "dou", "doo"], ["ду", "दू", "دو"]),
    syllable(["ki", "qi", "kee"], ["ки", "की", "كي"]),
    syllable(["mor", "mor", "moor"], ["мор", "मोर", "مور"]),
    syllable(["qua", "kwa", "ka"], ["ква", "क्वा", "كوا"]),
    syllable(["sen", "sen", "zen"], ["сен", "सेन", "سن"]),
    syllable(["tan", "than", "tan"], ["тан", "तान", "تان"]),
    syllable(["jo", "djo", "zho"], ["джо", "जो", "جو"]),
    syllable(["fir", "fir", "phir"], ["фир", "फ़िर", "فير"]),
    syllable(["li", "li", "lee"], ["ли", "ली", "لي"]),
    syllable(["ndo", "ndo", "do"], ["ндо", "न्दो", "ندو"]),
    syllable(["pa", "pa", "paa"], ["па", "पा", "با"]),
    syllable(["rim", "reem", "rym"], ["рим", "रीम", "ريم"]),
];

/// A script other than the Latin one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Cyrillic,
    Devanagari,
    Arabic,
}

/// The name of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    given: Vec<usize>,
    family: Vec<usize>,
}

impl Name {
    /// A name that nobody has. Some given names are met often, as everywhere.
    pub(crate) fn invented(chance: &mut Chance) -> Self {
        let mut given = vec![chance.skewed(SYLLABLES.len()), chance.below(SYLLABLES.len())];
        if chance.is(350) {
            given.push(chance.below(SYLLABLES.len()));
        }
        let family = (0..3).map(|_| chance.below(SYLLABLES.len())).collect();
        Self { given, family }
    }

    /// Another given name in the same family.
    pub(crate) fn sibling(&self, chance: &mut Chance) -> Self {
        Self { family: self.family.clone(), ..Self::invented(chance) }
    }

    /// The given name and the family name as they are usually written.
    pub(crate) fn plain(&self) -> [String; 2] {
        [&self.given, &self.family].map(|part| written(part, |syllable| syllable.latin[0]))
    }

    /// Both as somebody writes them who does not ask: each syllable may be another spelling of the same sound.
    pub(crate) fn heard(&self, chance: &mut Chance) -> [String; 2] {
        let mut heard = |syllable: &Syllable| syllable.latin[if chance.is(250) { 1 + chance.below(2) } else { 0 }];
        [&self.given, &self.family].map(|part| written(part, &mut heard))
    }

    /// Both in another script.
    pub(crate) fn in_script(&self, script: Script) -> [String; 2] {
        [&self.given, &self.family].map(|part| written(part, |syllable| syllable.scripts[script as usize]))
    }

    /// The whole name as it is usually written, for the truth.
    pub(crate) fn whole(&self) -> String {
        self.plain().join(" ")
    }

    /// The whole name in one cell: heard, now and then with the family name first, or with a slip of the keyboard.
    pub(crate) fn told(&self, chance: &mut Chance) -> String {
        let [given, family] = self.heard(chance);
        let name = match chance.below(10) {
            0 => format!("{family}, {given}"),
            1 => format!("{family} {given}"),
            2 => format!("{} {family}", given.chars().take(1).collect::<String>()),
            _ => format!("{given} {family}"),
        };
        if chance.is(60) { slip(&name, chance) } else { name }
    }
}

/// A part of a name, with a capital letter where the script has them.
fn written(part: &[usize], spelling: impl FnMut(&Syllable) -> &'static str) -> String {
    let name: String = part.iter().map(|place| &SYLLABLES[*place]).map(spelling).collect();
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text with one slip: a letter left out, doubled, or changed with the next.
pub(crate) fn slip(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    // The first letter is seldom wrong, and a number that is wrong would be another thing.
    let inner = |place: &usize| letters[*place..=place + 1].iter().all(|letter| letter.is_alphabetic());
    let places: Vec<usize> = (1..letters.len().saturating_sub(1)).filter(inner).collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let place = chance.pick(&places);
    match chance.below(3) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        _ => letters.swap(place, place + 1),
    }
    letters.into_iter().collect()
}

/// A name of a place or a body as somebody writes it: as it is, in capitals, with a shorter word, or with a slip.
pub(crate) fn jotted(name: &str, chance: &mut Chance) -> String {
    match chance.below(20) {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => name.replace(' ', "  "),
        3 => slip(name, chance),
        4 => format!("{name} (?)"),
        _ => name.to_owned(),
    }
}
