//! What is looked at before two names are compared: most that are compared have nothing in common.

use super::name::{Class, Kind, Name};
use super::sounds::Sounds;

/// Bits of families that one side lacks, from which on two words have nothing to compare.
const FAMILIES_APART: u32 = 3;

/// What a person's name of a single word sounds like, in few bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Gist {
    is_word: bool,
    families: u8,
    known: [u16; 3],
}

impl Gist {
    /// Nothing is known of names of several words, and of words that do not sound as they are romanised.
    pub(crate) fn of(name: &Name) -> Self {
        match (name.kind, name.tokens.as_slice()) {
            (Kind::Person, [word]) if word.class == Class::Word && Sounds::of(word.latin()) == word.sounds => {
                let families = u8::try_from(word.families).expect("there are seven families");
                Self { is_word: true, families, known: word.known }
            }
            _ => Self::default(),
        }
    }

    /// Whether the [similarity](super::similarity()) of two names is zero for certain.
    pub(crate) fn is_apart(self, other: Self) -> bool {
        self.is_word
            && other.is_word
            && are_apart(self.families.into(), other.families.into())
            && !(self.known != [0; 3] && share_known(self.known, other.known))
    }
}

/// Whether three families of consonants that only one of two words has leave nothing to compare.
pub(super) fn are_apart(families: u16, others: u16) -> bool {
    (families ^ others).count_ones() >= FAMILIES_APART
}

/// Whether two words may be spellings of the same known name.
pub(super) fn share_known(one: [u16; 3], other: [u16; 3]) -> bool {
    one.iter().any(|&group| group != 0 && other.contains(&group))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Gist;
    use crate::names::{Name, similarity};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn names_that_are_apart_have_no_similarity(
            one in "[A-Za-z]{1,8}( [a-z]{1,5})?|[а-я]{2,7}|[ء-ي]{2,7}|Mohammed|Mehmet|Dr Anna|Anna",
            other in "[A-Za-z]{1,8}|[а-я]{2,7}|[ء-ي]{2,7}|Muhammad|Mohamed|Anna|Hanna",
        ) {
            let (one, other) = (Name::person(&one), Name::person(&other));
            let is_apart = Gist::of(&one).is_apart(Gist::of(&other));
            prop_assert!(!is_apart || similarity(&one, &other).to_bits() == 0);
        }

        #[test]
        fn words_of_other_consonants_are_seen_to_be_apart(one in "[aeiou][pbf][aeiou][tdl]a", other in "[aeiou][skz][aeiou][mn]a") {
            let gists = [&one, &other].map(|name| Gist::of(&Name::person(name)));
            prop_assert!(gists[0].is_apart(gists[1]));
        }
    }
}
