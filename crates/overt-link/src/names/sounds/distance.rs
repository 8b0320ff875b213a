//! How far two words are from one another by their sounds.

use super::{
    A, AI, AU, B, CH, D, E, F, G, H, I, J, K, KH, L, M, N, NG, O, P, PH, R, S, SH, SOUNDS_MAX, Sounds, T, TS, U, V, Y,
    Z, ZH, is_vowel,
};
use crate::names::name::Vowels;
use crate::names::script::Script;

/// What it costs to take one sound for another, in hundredths of a consonant.
const TAKEN_FOR: [[u8; 32]; 32] = {
    let mut table = [[100; 32]; 32];
    #[rustfmt::skip] // one row for each family reads better than one line for each pair
    let near: [(u8, u8, u8); 79] = [
        (A, E, 18), (A, O, 20), (A, I, 38), (A, U, 32), (E, I, 14), (E, O, 30), (E, U, 38), (I, O, 42), (I, U, 38),
        (O, U, 12), (A, AI, 22), (E, AI, 12), (I, AI, 14), (O, AI, 42), (U, AI, 45), (A, AU, 20), (O, AU, 12),
        (U, AU, 18), (E, AU, 42), (I, AU, 48), (AI, AU, 42), (Y, I, 6), (Y, E, 18), (Y, AI, 20), (Y, J, 15),
        (Y, G, 50), (U, V, 18), (O, V, 25), (AU, V, 30), (P, B, 30), (P, PH, 8), (PH, F, 8), (P, F, 45), (PH, B, 40),
        (B, V, 30), (F, V, 25), (PH, V, 45), (T, D, 28), (T, TS, 50), (T, S, 60), (T, CH, 55), (D, Z, 40), (D, J, 60),
        (D, R, 70), (S, Z, 15), (S, SH, 35), (S, CH, 45), (S, TS, 30), (S, ZH, 60), (Z, ZH, 25), (Z, J, 35),
        (Z, TS, 25), (Z, SH, 55), (SH, ZH, 35), (SH, CH, 18), (SH, J, 45), (SH, TS, 50), (ZH, CH, 40), (ZH, J, 10),
        (CH, J, 25), (CH, TS, 25), (CH, KH, 30), (CH, K, 55), (CH, H, 55), (SH, KH, 65), (J, G, 35), (K, G, 28),
        (K, KH, 20), (K, H, 70), (KH, H, 10), (KH, G, 35), (G, H, 20), (M, N, 55), (N, NG, 22), (L, R, 60),
        (M, NG, 65), (N, L, 55), (N, R, 60), (J, I, 20),
    ];
    let mut index = 0;
    while index < near.len() {
        let (left, right, cost) = near[index];
        table[left as usize][right as usize] = cost;
        table[right as usize][left as usize] = cost;
        index += 1;
    }
    let mut same = 0;
    while same < 32 {
        table[same][same] = 0;
        same += 1;
    }
    table
};

/// What each sound counts for.
const MASS: [u8; 32] = {
    let mut mass = [100; 32];
    mass[A as usize] = 40;
    mass[E as usize] = 40;
    mass[I as usize] = 40;
    mass[O as usize] = 40;
    mass[U as usize] = 40;
    mass[AI as usize] = 55;
    mass[AU as usize] = 55;
    mass[Y as usize] = 40;
    mass[H as usize] = 70;
    mass
};

/// What it costs to leave a sound out.
const LEFT_OUT: [u8; 32] = {
    let mut cost = [100; 32];
    cost[A as usize] = 32;
    cost[E as usize] = 28;
    cost[I as usize] = 36;
    cost[O as usize] = 36;
    cost[U as usize] = 36;
    cost[AI as usize] = 55;
    cost[AU as usize] = 55;
    cost[Y as usize] = 18;
    cost[H as usize] = 38;
    cost[R as usize] = 80;
    cost[N as usize] = 85;
    cost[V as usize] = 70;
    cost
};

/// How much the vowels of two words say about one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// Both are written in one script that romanises one way, so every sound counts in full.
    Strict,
    /// Both write their vowels.
    Plain,
    /// At least one has vowels that are romanised in many ways.
    Loose,
    /// Only the second, or only the first, writes its short vowels.
    UnwrittenLeft,
    UnwrittenRight,
}

impl Care {
    pub(crate) fn of((left, left_vowels): (Script, Vowels), (right, right_vowels): (Script, Vowels)) -> Self {
        use Vowels::{Loose, Unwritten};
        // Cyrillic and Latin are written by many languages; the others differ for a reason.
        let one_script = left == right && !matches!(left, Script::Latin | Script::Cyrillic | Script::Other);
        match (left_vowels, right_vowels) {
            _ if one_script || matches!((left, right), (Script::Han, Script::Latin) | (Script::Latin, Script::Han)) => {
                Self::Strict
            }
            (Unwritten, Unwritten) => Self::Strict,
            (Unwritten, _) => Self::UnwrittenLeft,
            (_, Unwritten) => Self::UnwrittenRight,
            (Loose, _) | (_, Loose) => Self::Loose,
            _ => Self::Plain,
        }
    }

    fn counts_vowels(self) -> bool {
        !matches!(self, Self::UnwrittenLeft | Self::UnwrittenRight)
    }

    /// The same pair seen from the other side.
    fn turned(self) -> Self {
        match self {
            Self::UnwrittenLeft => Self::UnwrittenRight,
            Self::UnwrittenRight => Self::UnwrittenLeft,
            other => other,
        }
    }
}

/// What it costs that the right word lacks a sound of the left.
fn left_out(sound: u8, care: Care) -> u16 {
    let cost = u16::from(LEFT_OUT[usize::from(sound)]);
    if !is_vowel(sound) && sound != Y {
        return cost;
    }
    match care {
        Care::Strict => cost * 2,
        Care::Plain => cost,
        Care::Loose => cost / 2,
        // A long vowel is written, so its absence says something; a short one is not.
        Care::UnwrittenRight if matches!(sound, AI | AU) => 40,
        Care::UnwrittenRight => 5,
        Care::UnwrittenLeft => 42,
    }
}

fn taken_for(left: u8, right: u8, care: Care, first: bool, last: bool) -> u16 {
    let cost = u16::from(TAKEN_FOR[usize::from(left)][usize::from(right)]);
    if is_vowel(left) && is_vowel(right) {
        return match care {
            Care::Strict => cost * 2,
            // In many languages the last vowel tells a woman's name from a man's.
            Care::Plain if last && matches!((left, right), (A, O) | (O, A)) => 80,
            Care::Plain => cost,
            Care::Loose if cost < 30 => cost * 2 / 3,
            Care::Loose if last => cost * 3 / 2,
            Care::Loose => cost,
            // At the beginning any vowel is written as alef.
            Care::UnwrittenLeft | Care::UnwrittenRight => {
                if first {
                    cost / 3
                } else {
                    cost
                }
            }
        };
    }
    if matches!((left, right), (N, NG) | (NG, N)) {
        return match care {
            Care::Strict => 70,
            Care::Loose => 42,
            _ => cost,
        };
    }
    // People rarely mistake how a name begins.
    if first { cost * 5 / 4 } else { cost }
}

fn mass(sounds: &[u8], vowels_count: bool) -> u16 {
    sounds
        .iter()
        .map(|&sound| if is_vowel(sound) && !vowels_count { 15 } else { u16::from(MASS[usize::from(sound)]) })
        .sum()
}

/// What is less near is no spelling of the same word, however it is judged.
const NEAR_MIN: f32 = 0.63;

/// How near two words sound, 0 to 1, where it is at least 0.63, and otherwise less than that: one less the cost of turning one
/// into the other, by what the longer one counts for.
pub(crate) fn nearness(a: &Sounds, b: &Sounds, care: Care) -> f32 {
    let (left, right) = (a.as_slice(), b.as_slice());
    if left == right {
        return 1.0;
    }
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let whole = mass(left, care.counts_vowels()).max(mass(right, care.counts_vowels()));
    let most = f32::from(whole) * (1.0 - NEAR_MIN);
    let Some(cost) = distance(left, right, care, most as u16) else { return 0.0 };
    (1.0 - f32::from(cost) / f32::from(whole.max(1))).max(0.0)
}

/// As [`left_out`]; a last r after a vowel is often only a sign of its length.
fn dropped(sounds: &[u8], index: usize, care: Care) -> u16 {
    if sounds[index] == R && index + 1 == sounds.len() && index > 0 && care != Care::Strict {
        45
    } else {
        left_out(sounds[index], care)
    }
}

/// Edit distance with weights and transpositions of neighbours; nothing as soon as it is clear that it is more than `most`.
fn distance(left: &[u8], right: &[u8], care: Care, most: u16) -> Option<u16> {
    const EXCHANGED: u16 = 60;
    let mut rows = [[0_u16; SOUNDS_MAX + 1]; 3];
    let mut drops = [0_u16; SOUNDS_MAX];
    for (index, drop) in drops.iter_mut().enumerate().take(right.len()) {
        *drop = dropped(right, index, care.turned());
    }
    for (index, &drop) in drops[..right.len()].iter().enumerate() {
        rows[0][index + 1] = rows[0][index] + drop;
    }
    let (mut before_last, mut last, mut row) = (2, 0, 1);
    let mut previous = 0;
    for (i, &sound) in left.iter().enumerate() {
        let drop = dropped(left, i, care);
        rows[row][0] = rows[last][0] + drop;
        let mut lowest = rows[row][0];
        for (j, &against) in right.iter().enumerate() {
            let ends = i + 1 == left.len() && j + 1 == right.len();
            let mut best = (rows[last][j] + taken_for(sound, against, care, i == 0 && j == 0, ends))
                .min(rows[last][j + 1] + drop)
                .min(rows[row][j] + drops[j]);
            if i > 0 && j > 0 && sound != against && sound == right[j - 1] && left[i - 1] == against {
                best = best.min(rows[before_last][j - 1] + EXCHANGED);
            }
            rows[row][j + 1] = best;
            lowest = lowest.min(best);
        }
        // An exchange reaches back two rows.
        if lowest.min(previous) > most {
            return None;
        }
        previous = lowest;
        (before_last, last, row) = (last, row, before_last);
    }
    Some(rows[last][right.len()])
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::{Care, SOUNDS_MAX, distance};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_distance_is_given_up_only_where_it_is_more_than_is_asked_for(
            left in vec(1..32_u8, 1..SOUNDS_MAX), right in vec(1..32_u8, 1..SOUNDS_MAX), most in 0..900_u16,
            care in prop_oneof![
                Just(Care::Strict), Just(Care::Plain), Just(Care::Loose), Just(Care::UnwrittenLeft), Just(Care::UnwrittenRight)
            ],
        ) {
            let full = distance(&left, &right, care, u16::MAX);
            let limited = distance(&left, &right, care, most);
            prop_assert!(limited == full || limited.is_none() && full.is_some_and(|cost| cost > most));
        }
    }
}
