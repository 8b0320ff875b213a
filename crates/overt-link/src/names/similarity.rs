//! How near two names are: their words are aligned in any order, and what is left over counts.

use smallvec::SmallVec;

use super::name::{Class, Kind, Name, Token, Vowels};
use super::sounds::{Care, Sounds, nearness};

/// How two words were found to belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    Equal,
    Known,
    Sound,
    Spelling,
    Initial,
    /// Two words of one side are one of the other.
    Joined,
}

/// A pair of words: places in the two names, what it is worth, and how it was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) left: usize,
    pub(crate) right: usize,
    /// The second word on the side that has two.
    pub(crate) extra: Option<usize>,
    /// Whether that side is the left one.
    pub(crate) extra_left: bool,
    pub(crate) score: f32,
    pub(crate) link: Link,
}

/// All pairs of two names.
pub(crate) struct Pairs {
    list: SmallVec<[Pair; 4]>,
    left_used: u16,
    right_used: u16,
}

/// Below this, two words are no spelling of one another and count as unmatched.
const PAIR_MIN: f32 = 0.30;
const INITIAL_SCORE: f32 = 0.86;
const KNOWN_SCORE: f32 = 0.93;
/// What two words may reach that are spellings of different known names.
const APART_MAX: f32 = 0.45;
const JOINED_MIN: f32 = 0.82;
const GENERIC_WEIGHT: f32 = 0.3;
const ACRONYM_SCORE: f32 = 0.72;

/// How near two names are, 0 to 1; equal names have 1. Symmetric, and free of the order of the words.
///
/// A word that one name lacks costs little; two words that contradict each other cost much; an initial matches any name that
/// begins with it. A name of one word against one of several stays below [`SAME_NAME`](super::SAME_NAME), since it could be
/// anyone's.
pub fn similarity(a: &Name, b: &Name) -> f32 {
    let (a, b) = if precedes(b, a) { (b, a) } else { (a, b) };
    let pairs = align(a, b);
    score(a, b, &pairs)
}

/// One order of two names, so that ties are resolved alike whichever comes first.
pub(crate) fn precedes(a: &Name, b: &Name) -> bool {
    (a.tokens.len(), a.tokens.as_slice()) < (b.tokens.len(), b.tokens.as_slice())
}

impl Pairs {
    fn new() -> Self {
        Self { list: SmallVec::new(), left_used: 0, right_used: 0 }
    }

    pub(crate) fn as_slice(&self) -> &[Pair] {
        &self.list
    }

    pub(crate) fn left_free(&self, place: usize) -> bool {
        self.left_used >> place & 1 == 0
    }

    pub(crate) fn right_free(&self, place: usize) -> bool {
        self.right_used >> place & 1 == 0
    }

    fn push(&mut self, pair: Pair) {
        self.left_used |= 1 << pair.left;
        self.right_used |= 1 << pair.right;
        if let Some(extra) = pair.extra {
            let used = if pair.extra_left { &mut self.left_used } else { &mut self.right_used };
            *used |= 1 << extra;
        }
        self.list.push(pair);
    }
}

pub(crate) fn align(a: &Name, b: &Name) -> Pairs {
    let mut pairs = Pairs::new();
    equal_words(a, b, &mut pairs);
    let (left_free, right_free) = (a.tokens.len() - pairs.list.len(), b.tokens.len() - pairs.list.len());
    if left_free == 0 || right_free == 0 {
        return pairs;
    }
    if left_free != right_free {
        joined_words(a, b, &mut pairs);
    }
    near_words(a, b, &mut pairs);
    pairs
}

/// Both lists are sorted, so equal words are found in one pass.
fn equal_words(a: &Name, b: &Name, pairs: &mut Pairs) {
    let (mut left, mut right) = (0, 0);
    while left < a.tokens.len() && right < b.tokens.len() {
        match a.tokens[left].latin().cmp(b.tokens[right].latin()) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                pairs.push(Pair { left, right, extra: None, extra_left: false, score: 1.0, link: Link::Equal });
                left += 1;
                right += 1;
            }
        }
    }
}

fn near_words(a: &Name, b: &Name, pairs: &mut Pairs) {
    // Most names have few words, and few of them are free.
    let mut scores: SmallVec<[(f32, Link, u8, u8); 16]> = SmallVec::new();
    for left in (0..a.tokens.len()).filter(|left| pairs.left_free(*left)) {
        for right in (0..b.tokens.len()).filter(|right| pairs.right_free(*right)) {
            let (score, link) = word_score(&a.tokens[left], &b.tokens[right]);
            scores.push((score, link, left as u8, right as u8));
        }
    }
    loop {
        let mut best = (PAIR_MIN, None);
        for (score, link, left, right) in &scores {
            let (left, right) = (usize::from(*left), usize::from(*right));
            if *score > best.0 && pairs.left_free(left) && pairs.right_free(right) {
                best = (*score, Some((left, right, *link)));
            }
        }
        let (score, Some((left, right, link))) = best else { return };
        pairs.push(Pair { left, right, extra: None, extra_left: false, score, link });
    }
}

/// `Xiao Ming` and `Xiaoming`: two free words of one side, in either order, are one of the other.
fn joined_words(a: &Name, b: &Name, pairs: &mut Pairs) {
    for whole in 0..b.tokens.len() {
        if pairs.right_free(whole)
            && let Some((first, second, score)) =
                find_joined(&a.tokens, |place| pairs.left_free(place), &b.tokens[whole])
        {
            pairs.push(Pair {
                left: first,
                right: whole,
                extra: Some(second),
                extra_left: true,
                score,
                link: Link::Joined,
            });
        }
    }
    for whole in 0..a.tokens.len() {
        if pairs.left_free(whole)
            && let Some((first, second, score)) =
                find_joined(&b.tokens, |place| pairs.right_free(place), &a.tokens[whole])
        {
            pairs.push(Pair {
                left: whole,
                right: first,
                extra: Some(second),
                extra_left: false,
                score,
                link: Link::Joined,
            });
        }
    }
}

fn find_joined(parts: &[Token], free: impl Fn(usize) -> bool, whole: &Token) -> Option<(usize, usize, f32)> {
    let length = whole.latin().len();
    let mut best: Option<(usize, usize, f32)> = None;
    for first in (0..parts.len()).filter(|&place| free(place)) {
        if !parts[first].sounds.begin_alike(&whole.sounds) {
            continue;
        }
        for second in (0..parts.len()).filter(|&place| place != first && free(place)) {
            let together = parts[first].latin().len() + parts[second].latin().len();
            if together.abs_diff(length) > 3 || parts[first].class == Class::Initial {
                continue;
            }
            let sounds = parts[first].sounds.joined(&parts[second].sounds);
            let vowels = parts[first].vowels.max(parts[second].vowels);
            let near =
                nearness(&sounds, &whole.sounds, Care::of((parts[first].script, vowels), (whole.script, whole.vowels)));
            if near >= JOINED_MIN && best.is_none_or(|(_, _, score)| calibrated(near) > score) {
                best = Some((first, second, calibrated(near)));
            }
        }
    }
    best
}

/// What two words are worth to one another, and why.
fn word_score(a: &Token, b: &Token) -> (f32, Link) {
    match (a.class, b.class) {
        (Class::Number, _) | (_, Class::Number) => return (0.0, Link::Spelling),
        (Class::Initial, _) | (_, Class::Initial) => return (initial_score(a, b), Link::Initial),
        _ => {}
    }
    if a.shares_known(b) {
        return (KNOWN_SCORE, Link::Known);
    }
    // Three families of consonants that only one of the two has leave nothing to compare.
    if (a.families ^ b.families).count_ones() >= 3 {
        return (0.0, Link::Spelling);
    }
    let care = Care::of((a.script, a.vowels), (b.script, b.vowels));
    let mut near = nearness(&a.sounds, &b.sounds, care);
    near = near.max(other_ending(a, b)).max(with_article(a, b));
    let score = calibrated(near);
    let both_known = a.is_known() && b.is_known();
    let score = if both_known && near < 1.0 { score.min(APART_MAX) } else { score };
    (score.min(0.98), if near >= 0.97 { Link::Sound } else { Link::Spelling })
}

/// Nearness of sounds as a judgement: from 0.95 on nearly the same, at 0.7 hardly any more.
fn calibrated(near: f32) -> f32 {
    if near >= 0.95 { near } else { (0.95 - (0.95 - near) * 2.1).max(0.0) }
}

fn initial_score(a: &Token, b: &Token) -> f32 {
    if a.latin().first() == b.latin().first() || a.sounds.as_slice().first() == b.sounds.as_slice().first() {
        INITIAL_SCORE
    } else {
        0.0
    }
}

/// Family names that change with gender: Ivanov and Ivanova, Papadopoulos and Papadopoulou.
fn other_ending(a: &Token, b: &Token) -> f32 {
    const ENDINGS: [(&[u8], &[u8]); 16] = [
        (b"ov", b"ova"),
        (b"ev", b"eva"),
        (b"yov", b"yova"),
        (b"in", b"ina"),
        (b"sky", b"skaya"),
        (b"ski", b"ska"),
        (b"skiy", b"skaya"),
        (b"sky", b"ska"),
        (b"skyi", b"ska"),
        (b"ski", b"skaya"),
        (b"skii", b"skaia"),
        (b"opoulos", b"opoulou"),
        (b"idis", b"idou"),
        (b"akis", b"aki"),
        (b"ow", b"owa"),
        (b"sky", b"skaia"),
    ];
    let (a, b) = (a.latin(), b.latin());
    let long = a.len() >= 5 && b.len() >= 5;
    let pair = |masculine: &[u8], feminine: &[u8]| {
        ENDINGS.iter().any(|(left, right)| {
            matches!((masculine.strip_suffix(*left), feminine.strip_suffix(*right)), (Some(one), Some(other)) if one == other)
        })
    };
    if long && a.first() == b.first() && (pair(a, b) || pair(b, a)) { 0.95 } else { 0.0 }
}

/// `Elsayed` and `Sayed`: an article that was written together with its noun.
fn with_article(a: &Token, b: &Token) -> f32 {
    let bare = |long: &Token, short: &Token| {
        let article = matches!(long.latin(), [b'a' | b'e', b'l', ..]) && long.latin().len() > short.latin().len();
        if article && short.latin().len() >= 4 {
            let sounds: Sounds = long.sounds.without_first(2);
            0.96 * nearness(&sounds, &short.sounds, Care::of((long.script, long.vowels), (short.script, short.vowels)))
        } else {
            0.0
        }
    };
    if a.vowels == Vowels::Loose || b.vowels == Vowels::Loose { 0.0 } else { bare(a, b).max(bare(b, a)) }
}

pub(crate) fn score(a: &Name, b: &Name, pairs: &Pairs) -> f32 {
    if a.tokens.is_empty() || b.tokens.is_empty() {
        // Nothing against nothing is equal only in that.
        return if a.tokens.is_empty() && b.tokens.is_empty() { 1.0 } else { 0.0 };
    }
    if a.kind == Kind::Person && b.kind == Kind::Person {
        person_score(a, b, pairs)
    } else {
        organisation_score(a, b, pairs)
    }
}

fn small(count: u32) -> f32 {
    // Never more than `TOKENS_MAX`.
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

fn person_score(a: &Name, b: &Name, pairs: &Pairs) -> f32 {
    let (mut sum, mut weight, mut least) = (0.0_f32, 0.0_f32, 1.0_f32);
    let (mut full, mut initials) = (0_u32, 0_u32);
    for pair in pairs.as_slice() {
        let own = if pair.link == Link::Initial { 0.6 } else { 1.0 };
        sum += own * pair.score;
        weight += own;
        least = least.min(pair.score);
        let letter = a.tokens[pair.left].class == Class::Initial && b.tokens[pair.right].class == Class::Initial;
        if pair.link == Link::Initial || letter { initials += 1 } else { full += 1 }
    }
    let left_over = |name: &Name, used: u16| u32::try_from(name.tokens.len()).unwrap_or(0) - used.count_ones();
    let (left, right) = (left_over(a, pairs.left_used), left_over(b, pairs.right_used));
    let (against, missing) = (left.min(right), left.max(right) - left.min(right));
    if full + initials == 0 {
        return 0.0;
    }
    if against > 0 {
        weight += small(against);
        least = 0.0;
    }
    let mean = sum / weight;
    let mut score = 0.45 * mean + 0.55 * least;
    if full == 0 && !(missing == 0 && against == 0 && sum >= weight) {
        // Nothing but first letters.
        return score * 0.6;
    }
    if missing > 0 {
        score *= if full + initials >= 2 { (1.0 - 0.04 * small(missing)).max(0.86) } else { 0.62 };
    }
    score.clamp(0.0, 1.0)
}

fn organisation_score(a: &Name, b: &Name, pairs: &Pairs) -> f32 {
    let weight = |token: &Token| if token.class == Class::Generic { GENERIC_WEIGHT } else { 1.0 };
    let total = |name: &Name| name.tokens.iter().map(weight).sum::<f32>();
    let (mut matched, mut used, mut used_a, mut used_b) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    for pair in pairs.as_slice() {
        let (left, right) = (weight(&a.tokens[pair.left]), weight(&b.tokens[pair.right]));
        let extra =
            pair.extra.map_or(0.0, |extra| weight(if pair.extra_left { &a.tokens[extra] } else { &b.tokens[extra] }));
        let (left, right) = if pair.extra_left { (left + extra, right) } else { (left, right + extra) };
        // A weak pair must not vouch for a name: its score counts squared.
        matched += (left + right) * pair.score * pair.score;
        used += left + right;
        used_a += left;
        used_b += right;
    }
    let (free_a, free_b) = ((total(a) - used_a).max(0.0), (total(b) - used_b).max(0.0));
    let against = 2.0 * free_a.min(free_b);
    let missing = (free_a - free_b).abs();
    let mut score = if used > 0.0 { matched / (used + against * 1.3 + missing * 0.45) } else { 0.0 };
    if numbers_differ(a, b, pairs) {
        score *= 0.6;
    }
    if let (Some(left), Some(right)) = (a.legal, b.legal)
        && left != right
    {
        score *= 0.96;
    }
    if is_acronym(a, b) || is_acronym(b, a) {
        score = score.max(ACRONYM_SCORE);
    }
    score.clamp(0.0, 1.0)
}

/// Section 4 is not section 5; an office whose number is missing may be either.
fn numbers_differ(a: &Name, b: &Name, pairs: &Pairs) -> bool {
    let free = |name: &Name, left: bool| {
        name.tokens.iter().enumerate().any(|(place, token)| {
            token.class == Class::Number && if left { pairs.left_free(place) } else { pairs.right_free(place) }
        })
    };
    free(a, true) && free(b, false)
}

/// Whether the one word of `short` are the first letters of `long`.
fn is_acronym(short: &Name, long: &Name) -> bool {
    if short.tokens.len() != 1 || long.tokens.len() < 2 {
        return false;
    }
    let letters = short.tokens[0].latin();
    if letters.len() < 2 || letters.len() > 8 {
        return false;
    }
    let packed = letters.iter().fold(0_u64, |packed, &letter| packed << 8 | u64::from(letter));
    long.acronyms.contains(&packed)
}
