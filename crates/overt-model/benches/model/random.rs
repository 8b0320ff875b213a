//! Random numbers that are the same on every machine.

use std::ops::RangeInclusive;

/// `SplitMix64` (Steele, Lea and Flood 2014): small, good enough for test data, and the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn bits(&mut self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from((u128::from(self.next()) * limit as u128) >> 64).expect("smaller than the limit")
    }

    pub(crate) fn between(&mut self, range: RangeInclusive<i64>) -> i64 {
        let width = usize::try_from(range.end() - range.start() + 1).expect("small ranges");
        range.start() + i64::try_from(self.below(width)).expect("small ranges")
    }

    pub(crate) fn in_hundred(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A date as precise as people happen to know it.
    pub(crate) fn past_date(&mut self, first: i64, last: i64) -> String {
        let (year, month, day) = (self.between(first..=last), self.between(1..=12), self.between(1..=28));
        match self.below(20) {
            0..5 => format!("{year}"),
            5..8 => format!("{year}-{month:02}"),
            8..14 => format!("{year}-{month:02}-{day:02}"),
            14..16 => format!("{year}~"),
            16 => format!("{year}-{:02}", 21 + month % 4),
            17 => format!("{}X", year / 10 - 1),
            18 => format!("{year}-{month:02}-XX"),
            _ => format!("{}/{year}", year - 1),
        }
    }
}
