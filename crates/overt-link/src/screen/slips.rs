//! Slips of the pen that change how a word sounds, such as `Wag` for `Wang`. Comparing by sound rightly takes them for other names; where
//! one of the two words is hardly anybody's in the base, a slip is likelier.

use smallvec::SmallVec;

use super::index::Index;
use super::words::{self, Word};
use crate::names::{Alignment, How, Name, TokenPair, damerau_levenshtein};

/// From so many letters on, two of them may be wrong.
const LONG: usize = 6;

/// What a word costs that only one of two names has.
const MISSING: f32 = 0.04;

/// How two names belong together if letters were mistyped; nothing where that brings them no nearer than `least`, or where one has
/// only one word.
pub(super) fn slips(index: &Index, one: &Name, other: &Name, least: f32) -> Option<Alignment> {
    let (left, right) = (words::of_name(one), words::of_name(other));
    if left.len() < 2 || right.len() < 2 || left.len().abs_diff(right.len()) > 2 {
        return None;
    }
    let mut free: SmallVec<[bool; 4]> = SmallVec::from_elem(true, right.len());
    let mut pairs: SmallVec<[Pair<'_>; 4]> = SmallVec::new();
    let mut open: SmallVec<[&Word<'_>; 4]> = SmallVec::new();
    for word in &left {
        match right.iter().zip(&free).position(|(other, free)| *free && other.latin == word.latin) {
            Some(place) => {
                free[place] = false;
                pairs.push((Some(word), Some(&right[place]), How::Equal, 1.0));
            }
            None => open.push(word),
        }
    }
    let (mut alone, mut is_slip) = (0, false);
    for word in open {
        let near = (0..right.len()).filter(|place| free[*place]).filter_map(|place| {
            let value = if right[place].number == word.number { 0.98 } else { value(index, word, &right[place])? };
            Some((place, value))
        });
        if let Some((place, value)) = near.max_by(|(_, one), (_, other)| one.total_cmp(other)) {
            free[place] = false;
            is_slip = true;
            pairs.push((Some(word), Some(&right[place]), How::Spelling, value));
        } else {
            alone += 1;
            pairs.push((Some(word), None, How::Unmatched, 0.0));
        }
    }
    let missing: SmallVec<[&Word<'_>; 4]> =
        right.iter().zip(&free).filter(|(_, free)| **free).map(|(word, _)| word).collect();
    let matched = left.len() - alone;
    // Words that are left on both sides contradict each other.
    if !is_slip || matched < 2 || (alone > 0 && !missing.is_empty()) {
        return None;
    }
    let small = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    let mean = pairs.iter().map(|pair| pair.3).sum::<f32>() / small(matched);
    let weakest = pairs.iter().filter(|pair| pair.2 != How::Unmatched).map(|pair| pair.3).fold(1.0, f32::min);
    let similarity = (0.45 * mean + 0.55 * weakest) * (1.0 - MISSING * small(alone + missing.len()));
    if similarity <= least {
        return None;
    }
    pairs.extend(missing.into_iter().map(|word| (None, Some(word), How::Unmatched, 0.0)));
    Some(Alignment { pairs: pairs.into_iter().map(told).collect(), similarity })
}

/// Two words, how they belong together, and what that is worth.
type Pair<'w> = (Option<&'w Word<'w>>, Option<&'w Word<'w>>, How, f32);

/// What two words are worth of which one may be a slip for the other.
fn value(index: &Index, one: &Word<'_>, other: &Word<'_>) -> Option<f32> {
    let shorter = one.latin.len().min(other.latin.len());
    let are_names = (one.is_fixed && other.is_fixed) || (index.words.is_usual(one) && index.words.is_usual(other));
    if shorter < 3 || are_names || one.is_initial() || other.is_initial() {
        return None;
    }
    let allowed = if shorter >= LONG { 2 } else { 1 };
    let distance = damerau_levenshtein(one.latin, other.latin, allowed)?;
    let length = f32::from(u16::try_from(shorter).unwrap_or(u16::MAX));
    Some(1.0 - f32::from(u16::try_from(distance).unwrap_or(u16::MAX)) / length)
}

fn told((left, right, how, similarity): Pair<'_>) -> TokenPair {
    let latin = |word: Option<&Word<'_>>| word.map(|word| String::from_utf8_lossy(word.latin).into_owned());
    TokenPair { left: latin(left), right: latin(right), how, similarity }
}
