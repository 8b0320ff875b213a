//! Why two names are near, word by word, for explanations.

use super::name::Name;
use super::similarity::{Link, align, precedes, score};

/// How two words belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// The same letters, once romanised.
    Equal,
    /// Spellings of one known name, such as Mehmet and Mohammed.
    KnownVariant,
    /// The same sounds.
    SameSound,
    /// Sounds that romanisations or slips of the pen confuse.
    Spelling,
    /// A first letter and a name that begins with it.
    Initial,
    /// Two words of one name are one word of the other.
    Joined,
    /// Only one of the names has it.
    Unmatched,
}

/// One line of an explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenPair {
    /// The word of the first name; `None` where only the second has it.
    pub left: Option<String>,
    /// The word of the second name; `None` where only the first has it.
    pub right: Option<String>,
    /// How they belong together.
    pub how: How,
    /// What the pair is worth, 0 to 1.
    pub similarity: f32,
}

/// Two names side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// Pairs of words, best first, then the words without a partner.
    pub pairs: Vec<TokenPair>,
    /// The same number that [`similarity`](super::similarity()) gives.
    pub similarity: f32,
}

/// Which word of `a` met which of `b`, and how.
pub fn alignment(a: &Name, b: &Name) -> Alignment {
    let swapped = precedes(b, a);
    let (first, second) = if swapped { (b, a) } else { (a, b) };
    let found = align(first, second);
    let mut pairs = Vec::new();
    for pair in found.as_slice() {
        let mut left = first.tokens[pair.left].text();
        let mut right = second.tokens[pair.right].text();
        if let Some(extra) = pair.extra {
            let (side, text) =
                if pair.extra_left { (&mut left, &first.tokens[extra]) } else { (&mut right, &second.tokens[extra]) };
            side.push(' ');
            side.push_str(&text.text());
        }
        let how = match pair.link {
            Link::Equal => How::Equal,
            Link::Known => How::KnownVariant,
            Link::Sound => How::SameSound,
            Link::Spelling => How::Spelling,
            Link::Initial => How::Initial,
            Link::Joined => How::Joined,
        };
        pairs.push(TokenPair { left: Some(left), right: Some(right), how, similarity: pair.score });
    }
    pairs.sort_by(|left, right| right.similarity.total_cmp(&left.similarity));
    let alone =
        |left: Option<String>, right: Option<String>| TokenPair { left, right, how: How::Unmatched, similarity: 0.0 };
    for (_, token) in first.tokens.iter().enumerate().filter(|(place, _)| found.left_free(*place)) {
        pairs.push(alone(Some(token.text()), None));
    }
    for (_, token) in second.tokens.iter().enumerate().filter(|(place, _)| found.right_free(*place)) {
        pairs.push(alone(None, Some(token.text())));
    }
    if swapped {
        for pair in &mut pairs {
            std::mem::swap(&mut pair.left, &mut pair.right);
        }
    }
    Alignment { pairs, similarity: score(first, second, &found) }
}
