//! An axis of numbers of any size, even or logarithmic, with round ticks.

use super::figures::quantity;
use super::odds::log2;
use super::plot::Tick;

/// Beyond this, numbers are drawn at the limit, so that sums stay finite.
const DRAWN_MAX: f64 = 1e15;
/// Below this, a logarithm would only stretch the axis.
const DRAWN_MIN: f64 = 1e-15;
/// Room beside the outermost values, as a share of all.
const MARGIN: f64 = 0.04;
/// The powers of ten of ticks.
const POWERS: std::ops::RangeInclusive<i32> = -18..=15;

/// The part of an axis that is drawn. What it holds are values, or their logarithms to base two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    low: f64,
    high: f64,
    logarithmic: bool,
}

impl Measure {
    /// Around all values, with a little room beside them. Values that have no place on it are passed over.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, logarithmic: bool) -> Self {
        let scale = |value: f64| drawn(value, logarithmic);
        let (low, high) = values
            .into_iter()
            .filter_map(scale)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low <= high { (low, high) } else { (0.0, 0.0) };
        let room = match (high > low, logarithmic) {
            (true, _) => (high - low) * MARGIN,
            (false, true) => 0.5,
            (false, false) => low.abs() * MARGIN,
        };
        let room = if room < DRAWN_MIN { 0.5 } else { room };
        Self { low: low - room, high: high + room, logarithmic }
    }

    /// Where a value lies, from 0 to 1; none if it has no place on the axis.
    pub(super) fn place(self, value: f64) -> Option<f64> {
        Some(((drawn(value, self.logarithmic)? - self.low) / (self.high - self.low)).clamp(0.0, 1.0))
    }

    /// Round values along the axis, about as many as asked for at most.
    pub(super) fn ticks(self, count_max: usize) -> Vec<Tick> {
        let inside =
            |value: &f64| drawn(*value, self.logarithmic).is_some_and(|at| (self.low..=self.high).contains(&at));
        let rounds: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
        let powers = || POWERS.map(|power| 10_f64.powi(power));
        let of_powers = |round: &&[f64]| -> Vec<f64> {
            powers().flat_map(|power| round.iter().map(move |digit| digit * power)).filter(inside).collect()
        };
        let found = if self.logarithmic {
            rounds.iter().map(of_powers).find(|found| (2..=count_max).contains(&found.len()))
        } else {
            None
        };
        // An axis of logarithms that is short, or very long, has even ticks, or every few powers.
        let values = found.unwrap_or_else(|| {
            let [low, high] = self.ends();
            if self.logarithmic && high > low * 100.0 {
                let all = of_powers(&rounds[2]);
                return all.iter().copied().step_by(all.len().div_ceil(count_max).max(1)).collect();
            }
            even(low, high, count_max, powers)
        });
        let tick = |value: f64| Some(Tick { place: self.place(value)?, words: quantity(value) });
        values.into_iter().filter(inside).filter_map(tick).collect()
    }

    /// The values at both ends.
    fn ends(self) -> [f64; 2] {
        let value = |at: f64| if self.logarithmic { super::odds::exp2(at) } else { at };
        [value(self.low), value(self.high)]
    }
}

/// A value on its scale; none if it has no place there.
fn drawn(value: f64, logarithmic: bool) -> Option<f64> {
    match (value.is_nan(), logarithmic) {
        (true, _) => None,
        (false, true) if value <= 0.0 => None,
        (false, true) => Some(log2(value.clamp(DRAWN_MIN, DRAWN_MAX))),
        (false, false) => Some(value.clamp(-DRAWN_MAX, DRAWN_MAX)),
    }
}

/// Multiples of the smallest round step that gives few enough of them.
fn even<P: Iterator<Item = f64>>(low: f64, high: f64, count_max: usize, powers: impl Fn() -> P) -> Vec<f64> {
    let steps = powers().flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * power));
    let count = |step: f64| (high / step).floor() - (low / step).ceil() + 1.0;
    #[expect(clippy::cast_precision_loss, reason = "a chart has few ticks")]
    let Some(step) = steps.into_iter().find(|step| count(*step) <= count_max as f64) else { return Vec::new() };
    // Adding zero makes of −0 a 0, which reads better.
    let first = (low / step).ceil() + 0.0;
    let along = std::iter::successors(Some(first), |place| Some(place + 1.0)).take(count_max);
    along.map(|place| place * step).take_while(|value| *value <= high).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(values: [f64; 2], logarithmic: bool) -> Vec<String> {
        Measure::around(values, logarithmic).ticks(6).into_iter().map(|tick| tick.words).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(words([9.0, 89.0], false), ["20", "40", "60", "80"]);
        assert_eq!(words([-2.0, 3.0], false), ["−2", "−1", "0", "1", "2", "3"]);
        assert_eq!(words([0.0001, 0.0004], false), ["0.0001", "0.0002", "0.0003", "0.0004"]);
        assert_eq!(words([1e6, 7e6], false), ["2,000,000", "4,000,000", "6,000,000"]);
        assert_eq!(words([0.02, 4.5], true), ["0.03", "0.1", "0.3", "1", "3"]);
        assert_eq!(words([5.0, 6.0], true), ["5", "5.2", "5.4", "5.6", "5.8", "6"]);
    }

    #[test]
    fn what_has_no_logarithm_has_no_place() {
        let axis = Measure::around([0.0, -1.0, 1.0, 100.0], true);
        assert_eq!((axis.place(0.0), axis.place(-1.0), axis.place(f64::NAN)), (None, None, None));
        assert!((axis.place(10.0).unwrap() - 0.5).abs() < 1e-9);
    }

    proptest::proptest! {
        #[test]
        fn any_numbers_have_an_axis(one: f64, other: f64, logarithmic: bool) {
            let axis = Measure::around([one, other], logarithmic);
            let ticks = axis.ticks(6);
            proptest::prop_assert!(ticks.len() <= 7 && ticks.iter().all(|tick| (0.0..=1.0).contains(&tick.place)));
            for value in [one, other] {
                proptest::prop_assert!(axis.place(value).is_none_or(|place| (0.0..=1.0).contains(&place)));
            }
        }
    }
}
