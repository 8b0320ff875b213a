//! The inner loop of [`super::dice`]: one bit string against eight.
//!
//! The loops are plain; `multiversion` compiles them once for processors with AVX-512 and its population count, once for AVX2, once
//! for NEON and once for none, and picks at run time. All versions count, so all give the same result. The
//! guarded calls that this takes are written by the macro of that crate, so that `unsafe` stays forbidden in this one.

use multiversion::multiversion;

use super::dice::{BITS, Bits, WORDS};

/// Bit strings side by side.
pub(super) const LANES: usize = 8;

/// Depths between which [`best_depth`] chooses; the last looks at everything at once.
pub(super) const DEPTHS: [usize; 9] = [3, 4, 5, 6, 7, 8, 10, 12, WORDS];

/// For each sum of two weights, how many bits in common reach the threshold.
pub(super) struct Needed(pub(super) Vec<u64>);

impl Needed {
    /// `table[sum]` for every sum up to `2 * BITS`.
    pub(super) fn new(table: Vec<u64>) -> Self {
        assert_eq!(table.len(), 2 * BITS + 1, "one entry for each sum of two weights");
        Self(table)
    }

    /// Whether two strings of these weights can reach the threshold at all.
    pub(super) fn reachable(&self, a: u32, b: u32) -> bool {
        u64::from(a.min(b)) >= self.0[(a + b) as usize]
    }
}

/// What the first look at a string of the first list needs: one line of cache up to depth 6, else two.
#[repr(C, align(64))]
pub(super) struct Head {
    /// Bits set after the first words.
    rest: u64,
    weight: usize,
    words: [u64; 14],
}

impl Head {
    pub(super) fn new(bits: &Bits, depth: usize) -> Self {
        let mut words = [0; 14];
        let looked_at = depth.min(words.len());
        words[..looked_at].copy_from_slice(&bits[..looked_at]);
        let rest = bits[depth..].iter().map(|word| u64::from(word.count_ones())).sum();
        Self { words, rest, weight: bits.iter().map(|word| word.count_ones() as usize).sum() }
    }
}

/// Eight strings of the second list, word by word.
pub(super) struct Tile {
    words: [[u64; LANES]; WORDS],
    /// Bits set after the first words.
    rest: [u64; LANES],
    weights: [u32; LANES],
    /// The smallest weight of the strings that are there.
    pub(super) weight_min: u32,
    /// The largest.
    pub(super) weight_max: u32,
}

impl Tile {
    /// Up to eight strings, for a first look at `depth` words; empty strings stand for those that are missing.
    pub(super) fn new(strings: &[Bits], depth: usize) -> Self {
        let mut tile = Self {
            words: [[0; LANES]; WORDS],
            rest: [0; LANES],
            weights: [0; LANES],
            weight_min: u32::MAX,
            weight_max: 0,
        };
        for (lane, bits) in strings.iter().enumerate() {
            for (word, bits) in bits.iter().enumerate() {
                tile.words[word][lane] = *bits;
            }
            tile.rest[lane] = bits[depth..].iter().map(|word| u64::from(word.count_ones())).sum();
            let weight = bits.iter().map(|word| word.count_ones()).sum();
            tile.weights[lane] = weight;
            tile.weight_min = tile.weight_min.min(weight);
            tile.weight_max = tile.weight_max.max(weight);
        }
        tile
    }
}

/// A pair that reaches the threshold.
pub(super) struct Hit {
    /// Which of the strings given to [`scan`].
    pub(super) row: usize,
    /// Which of the tile.
    pub(super) lane: usize,
    /// Bits in common.
    pub(super) overlap: u64,
}

/// Adds to `hits` every pair of the rows with the tile that reaches the threshold.
///
/// `heads` and `tile` were made with the same `depth`, one of [`DEPTHS`], and `rows` are the same strings whole.
pub(super) fn scan(depth: usize, heads: &[Head], rows: &[Bits], tile: &Tile, needed: &Needed, hits: &mut Vec<Hit>) {
    match depth {
        3 => scan_at::<0, 3>(heads, rows, tile, &needed.0, hits),
        4 => scan_at::<1, 0>(heads, rows, tile, &needed.0, hits),
        5 => scan_at::<1, 1>(heads, rows, tile, &needed.0, hits),
        6 => scan_at::<1, 2>(heads, rows, tile, &needed.0, hits),
        7 => scan_at::<1, 3>(heads, rows, tile, &needed.0, hits),
        8 => scan_at::<2, 0>(heads, rows, tile, &needed.0, hits),
        10 => scan_at::<2, 2>(heads, rows, tile, &needed.0, hits),
        12 => scan_at::<3, 0>(heads, rows, tile, &needed.0, hits),
        _ => scan_whole(heads, rows, tile, &needed.0, hits),
    }
}

/// With a first look at `4 * FOURS + MORE` words.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512vl+avx512dq+avx512vpopcntdq+avx2+bmi1+bmi2+popcnt+lzcnt",
    "x86_64+avx2+popcnt+bmi1+bmi2+lzcnt",
    "aarch64+neon"
))]
fn scan_at<const FOURS: usize, const MORE: usize>(
    heads: &[Head],
    rows: &[Bits],
    tile: &Tile,
    needed: &[u64],
    hits: &mut Vec<Hit>,
) {
    look::<FOURS, MORE>(heads, rows, tile, needed, hits);
}

/// What [`scan_at`] does, for whatever processor the caller is compiled for.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it must be compiled for the processor of whoever calls it")]
pub(super) fn look<const FOURS: usize, const MORE: usize>(
    heads: &[Head],
    rows: &[Bits],
    tile: &Tile,
    needed: &[u64],
    hits: &mut Vec<Hit>,
) {
    let weight_min = tile.weight_min as usize;
    let rest = tile.rest;
    for (row, head) in heads.iter().enumerate() {
        // The least that any of the eight needs: they have nearly the same weight.
        let needed_min = needed[head.weight + weight_min];
        let mut overlaps = [0_u64; LANES];
        if FOURS > 0 {
            add::<4>(&mut overlaps, &head.words, tile, 0);
        }
        if FOURS > 1 {
            add::<4>(&mut overlaps, &head.words, tile, 4);
        }
        if FOURS > 2 {
            add::<4>(&mut overlaps, &head.words, tile, 8);
        }
        add::<MORE>(&mut overlaps, &head.words, tile, 4 * FOURS);
        let mut possible = false;
        for lane in 0..LANES {
            possible |= overlaps[lane] + rest[lane].min(head.rest) >= needed_min;
        }
        if possible {
            finish(row, head, &rows[row], tile, needed, hits);
        }
    }
}

/// For bit strings of which a first look would exclude few.
#[multiversion(targets(
    "x86_64+avx512f+avx512bw+avx512vl+avx512dq+avx512vpopcntdq+avx2+bmi1+bmi2+popcnt+lzcnt",
    "x86_64+avx2+popcnt+bmi1+bmi2+lzcnt",
    "aarch64+neon"
))]
fn scan_whole(heads: &[Head], rows: &[Bits], tile: &Tile, needed: &[u64], hits: &mut Vec<Hit>) {
    look_whole(heads, rows, tile, needed, hits);
}

/// What [`scan_whole`] does, for whatever processor the caller is compiled for.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it must be compiled for the processor of whoever calls it")]
pub(super) fn look_whole(heads: &[Head], rows: &[Bits], tile: &Tile, needed: &[u64], hits: &mut Vec<Hit>) {
    for (row, (head, bits)) in heads.iter().zip(rows).enumerate() {
        finish(row, head, bits, tile, needed, hits);
    }
}

/// Compares a string with the eight in full.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it must be compiled for the processor of whoever calls it")]
fn finish(row: usize, head: &Head, bits: &Bits, tile: &Tile, needed: &[u64], hits: &mut Vec<Hit>) {
    let needed_min = needed[head.weight + tile.weight_min as usize];
    let mut overlaps = [0_u64; LANES];
    for from in [0, 4, 8, 12] {
        add::<4>(&mut overlaps, bits, tile, from);
    }
    let mut enough = false;
    for overlap in overlaps {
        enough |= overlap >= needed_min;
    }
    if enough {
        for (lane, overlap) in overlaps.into_iter().enumerate() {
            if overlap >= needed[head.weight + tile.weights[lane] as usize] {
                hits.push(Hit { row, lane, overlap });
            }
        }
    }
}

/// Adds the common bits of a few words. Of so few that the compiler writes the loop out, and then puts the eight in one vector; longer
/// loops it turns across the words, which is slow.
#[inline(always)]
#[expect(clippy::inline_always, reason = "it must be compiled for the processor of whoever calls it")]
fn add<const COUNT: usize>(overlaps: &mut [u64; LANES], words: &[u64], tile: &Tile, from: usize) {
    let words = &words[from..from + COUNT];
    let others = &tile.words[from..from + COUNT];
    for word in 0..COUNT {
        for lane in 0..LANES {
            overlaps[lane] += u64::from((words[word] & others[word][lane]).count_ones());
        }
    }
}

/// After how many words the first look pays best, from a sample: few words are cheap, many leave less to finish.
///
/// `rows` and `others` are sorted by weight, the latter to be cut into tiles.
pub(super) fn best_depth(rows: &[Bits], others: &[Bits], needed: &Needed) -> usize {
    let rows: Vec<&Bits> = rows.iter().step_by((rows.len() / SAMPLE).max(1)).collect();
    let groups: Vec<&[Bits]> = others.chunks(LANES).step_by((others.len() / LANES / SAMPLE).max(1)).collect();
    let cost = |depth: usize| {
        let heads: Vec<Head> = rows.iter().map(|bits| Head::new(bits, depth)).collect();
        let mut words = 0;
        for group in &groups {
            let tile = Tile::new(group, depth);
            // Those that differ too much in weight are not looked at whatever the depth.
            let near = |head: &&Head| {
                needed.0[head.weight + tile.weight_min as usize] <= head.weight.min(tile.weight_max as usize) as u64
            };
            for head in heads.iter().filter(near) {
                words += depth + LOOK;
                if depth < WORDS && first_look(head, &tile, depth, needed) {
                    words += FINISH + WORDS;
                }
            }
        }
        words
    };
    DEPTHS.into_iter().min_by_key(|depth| (cost(*depth), *depth)).unwrap_or(WORDS)
}

/// Rows, and tiles, that [`best_depth`] tries.
const SAMPLE: usize = 64;

/// What the test after the first words costs, in words.
const LOOK: usize = 2;

/// What it costs to go on, in words: mostly a branch that was guessed wrong.
const FINISH: usize = 6;

fn first_look(head: &Head, tile: &Tile, depth: usize, needed: &Needed) -> bool {
    let needed_min = needed.0[head.weight + tile.weight_min as usize];
    (0..LANES).any(|lane| {
        let overlap: u64 =
            (0..depth).map(|word| u64::from((head.words[word] & tile.words[word][lane]).count_ones())).sum();
        overlap + tile.rest[lane].min(head.rest) >= needed_min
    })
}
