//! Edit distance with transpositions of neighbours.

/// The limit of `max`: beyond, two strings are not spellings of one another, and the band would cost too much.
const DISTANCE_MAX: usize = 64;
type Row = [u32; 2 * DISTANCE_MAX + 1];

/// How many insertions, deletions, substitutions and exchanges of neighbours turn `a` into `b`, no part being edited twice
/// (optimal string alignment). `None` where it takes more than `max`, or more than 64. Only a band along the diagonal is
/// worked out, in constant memory.
pub fn damerau_levenshtein(a: &[u8], b: &[u8], max: u32) -> Option<u32> {
    let limit = usize::try_from(max).unwrap_or(DISTANCE_MAX).min(DISTANCE_MAX);
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let prefix = a.iter().zip(b).take_while(|(left, right)| left == right).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(left, right)| left == right).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    banded(a, b, limit)
}

fn banded(a: &[u8], b: &[u8], limit: usize) -> Option<u32> {
    let too_far = u32::try_from(limit).unwrap_or(u32::MAX) + 1;
    // Column `j` of row `i` is kept at `j + limit - i`, so that the band stands still while it moves down.
    let width = 2 * limit + 1;
    let mut before_last: Row = [too_far; 2 * DISTANCE_MAX + 1];
    let mut last: Row = [too_far; 2 * DISTANCE_MAX + 1];
    for column in 0..=limit.min(b.len()) {
        last[column + limit] = u32::try_from(column).unwrap_or(too_far);
    }
    let mut row: Row = [too_far; 2 * DISTANCE_MAX + 1];
    for i in 1..=a.len() {
        row.fill(too_far);
        let mut nearest = too_far;
        for j in i.saturating_sub(limit)..=(i + limit).min(b.len()) {
            let place = j + limit - i;
            let mut best = if place + 1 < width { last[place + 1] + 1 } else { too_far };
            if j > 0 {
                if place > 0 {
                    best = best.min(row[place - 1] + 1);
                }
                best = best.min(last[place] + u32::from(a[i - 1] != b[j - 1]));
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(before_last[place] + 1);
                }
            }
            row[place] = best.min(too_far);
            nearest = nearest.min(row[place]);
        }
        // A transposition reaches back two rows, so both must be out of reach.
        if nearest >= too_far && last.iter().all(|&distance| distance >= too_far) {
            return None;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    let distance = last[b.len() + limit - a.len()];
    (distance < too_far).then_some(distance)
}
