//! Chance that comes out the same every time: one stream of numbers for each thing that is invented.
//!
//! Only whole numbers are drawn, because the last bits of powers and logarithms differ between machines.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// What a stream is for, so that nothing that is invented moves because something else was added.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    Post,
    Official,
    Private,
    Venue,
    Raid,
    Victim,
    Deed,
    Shelter,
    Hotline,
    Casework,
    Court,
    Integrity,
    Money,
    Newsroom,
}

/// A stream of chance.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of one thing of one region.
    pub(crate) fn of(seed: u64, stream: Stream, region: u32, number: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(((stream as u64) << 56) | (u64::from(region) << 32) | number as u64);
        Self(rng)
    }

    /// A number below `end`, each as likely as the others.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.0.next_u64()) * end as u128;
        usize::try_from(product >> 64).expect("it is below `end`")
    }

    /// A number from `low` to `high`.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = usize::try_from(high - low + 1).expect("`high` is not below `low`");
        low + i32::try_from(self.below(width)).expect("it is not above `high`")
    }

    /// Whether what happens so many times in a thousand happens now.
    pub(crate) fn is(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// One of several, each as likely as the others.
    pub(crate) fn pick<T: Copy>(&mut self, several: &[T]) -> T {
        several[self.below(several.len())]
    }

    /// A number below `end`, of which the first is met twice as often as the second and three times as often as the third.
    pub(crate) fn skewed(&mut self, end: usize) -> usize {
        const FIRST: usize = 1_000_000;
        let whole = (1..=end).map(|place| FIRST / place).sum();
        let mut rest = self.below(whole);
        for place in 1..=end {
            let weight = FIRST / place;
            if rest < weight {
                return place - 1;
            }
            rest -= weight;
        }
        unreachable!("the weights add up to the whole")
    }

    /// One of several, of which the first are met more often.
    pub(crate) fn mostly<T: Copy>(&mut self, several: &[T]) -> T {
        several[self.skewed(several.len())]
    }

    /// A day from `first` to `last`.
    pub(crate) fn day(&mut self, first: Date, last: Date) -> Date {
        later(first, self.between(0, (last - first).get_days()))
    }

    /// A day in the years in which everything happens. People move when the roads are dry and when contracts begin.
    pub(crate) fn season(&mut self) -> Date {
        const MONTHS: [usize; 12] = [350, 450, 800, 1000, 900, 600, 450, 550, 950, 900, 550, 300];
        loop {
            let day = self.day(FIRST_DAY, LAST_DAY);
            let month = usize::try_from(day.month()).expect("months count from 1");
            if self.is(MONTHS[month - 1]) {
                return day;
            }
        }
    }
}

/// The first day on which anything happens.
pub(crate) const FIRST_DAY: Date = jiff::civil::date(2020, 1, 1);
/// The last one. What is told of it is told in the months after it.
pub(crate) const LAST_DAY: Date = jiff::civil::date(2024, 12, 31);

/// The day so many days later.
pub(crate) fn later(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).expect("within a few years of now")
}
