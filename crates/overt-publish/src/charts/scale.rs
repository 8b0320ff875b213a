//! From values to shades and lengths. Whole numbers only, so that every machine draws the same.

use super::palette::SHADES;
use super::text::number;

/// Steps of a scale on which each is about as many times larger than the one before: counts of acts differ by hundreds,
/// and even steps would leave all but a few cells pale.
pub(super) struct Steps {
    /// The smallest value of each step, from the series 1, 2, 5, 10, 20, 50, …
    lower: Vec<u64>,
    max: u64,
}

impl Steps {
    /// Steps up to the largest value.
    pub(super) fn up_to(max: u64) -> Self {
        let round = std::iter::successors(Some(1_u64), |power| power.checked_mul(10))
            .flat_map(|power| [1, 2, 5].into_iter().filter_map(move |digit| power.checked_mul(digit)))
            .take_while(|value| *value <= max)
            .collect::<Vec<_>>();
        let count = round.len().min(SHADES);
        Self { lower: (0..count).map(|step| round[step * round.len() / count]).collect(), max }
    }

    /// The shade of a value; none of zero, which is no amount of anything.
    pub(super) fn shade(&self, value: u64) -> Option<usize> {
        let step = self.lower.partition_point(|lower| *lower <= value).checked_sub(1)?;
        Some(self.shade_of_step(step))
    }

    /// Each shade with the values that it stands for; `to` is the word between the ends of a range.
    pub(super) fn ranges(&self, to: &str) -> impl Iterator<Item = (usize, String)> {
        self.lower.iter().enumerate().map(move |(step, &lower)| {
            let upper = self.lower.get(step + 1).map_or(self.max, |next| next - 1);
            let range =
                if lower == upper { number(lower) } else { format!("{} {to} {}", number(lower), number(upper)) };
            (self.shade_of_step(step), range)
        })
    }

    /// Few steps still reach from the palest shade to the darkest.
    fn shade_of_step(&self, step: usize) -> usize {
        step * (SHADES - 1) / (self.lower.len() - 1).max(1)
    }
}

/// A part of a whole as a length that holds at every width, such as `43.21%`.
pub(super) fn length(part: u64, whole: u64) -> String {
    let hundredths = (u128::from(part) * 10_000).checked_div(u128::from(whole)).unwrap_or(0);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(max: u64) -> Vec<String> {
        Steps::up_to(max).ranges("to").map(|(_, range)| range).collect()
    }

    #[test]
    fn steps_are_round_and_end_at_the_largest_value() {
        assert_eq!(ranges(214), ["1", "2 to 4", "5 to 19", "20 to 49", "50 to 99", "100 to 214"]);
        assert_eq!(ranges(3), ["1", "2 to 3"]);
        assert_eq!(ranges(1), ["1"]);
        assert_eq!(ranges(0), [""; 0]);
        assert_eq!(ranges(u64::MAX).len(), SHADES);
    }

    proptest::proptest! {
        #[test]
        fn every_value_has_a_shade_and_more_is_never_paler(max in 1_u64.., one: u64, other: u64) {
            let steps = Steps::up_to(max);
            let (less, more) = (one.min(other) % max, one.max(other) % max);
            let (less, more) = (less.min(more), less.max(more));
            proptest::prop_assert!(steps.shade(less) <= steps.shade(more));
            proptest::prop_assert!(steps.shade(max) < Some(SHADES));
            proptest::prop_assert_eq!(steps.shade(0), None);
        }
    }
}
