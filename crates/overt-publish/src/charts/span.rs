//! The part of a numeric axis that is drawn: from values that are not counts to places at every width.

/// No drawing needs more, and a value without limit must not push all others out of sight.
const DRAWN_MAX: f64 = 1e6;
/// Room beside the outermost values, as a share of all.
const MARGIN: f64 = 0.03;

/// From where to where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    low: f64,
    high: f64,
}

/// A value that can be drawn: what is not a number lies at zero, what has no limit at a limit.
pub(super) fn drawable(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(-DRAWN_MAX, DRAWN_MAX) }
}

impl Span {
    /// From one value to another.
    pub(super) fn new(low: f64, high: f64) -> Self {
        let (low, high) = (drawable(low), drawable(high));
        Self { low, high: if high > low { high } else { low + 1.0 } }
    }

    /// Around zero and all values, with a little room beside them.
    pub(super) fn around_zero(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = values
            .into_iter()
            .map(drawable)
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let room = ((high - low) * MARGIN).max(0.5);
        Self::new(low - room, high + room)
    }

    /// A share: from 0, or from as high as all values allow, to 1.
    pub(super) fn of_shares(values: impl IntoIterator<Item = f64>) -> Self {
        let least = values.into_iter().filter(|value| !value.is_nan()).fold(1.0_f64, f64::min);
        let low = [0.98, 0.95, 0.9, 0.8, 0.5].into_iter().find(|low| *low < least).unwrap_or(0.0);
        Self::new(low, 1.0)
    }

    pub(super) fn low(self) -> f64 {
        self.low
    }

    /// Where a value lies, from 0 to 1; what lies outside is drawn at the end.
    pub(super) fn place(self, value: f64) -> f64 {
        ((drawable(value) - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Whether a value lies in it, give or take a hair.
    pub(super) fn contains(self, value: f64) -> bool {
        value > self.low - 1e-9 && value < self.high + 1e-9
    }

    /// The place as a length that holds at every width.
    pub(super) fn percent(self, value: f64) -> String {
        as_percent(self.place(value))
    }

    /// Round values along the span, at most so many.
    pub(super) fn ticks(self, count_max: f64) -> Vec<f64> {
        self.ticks_apart(count_max, 0.001)
    }

    /// Whole values along the span, at most so many.
    pub(super) fn whole_ticks(self, count_max: f64) -> Vec<f64> {
        self.ticks_apart(count_max, 1.0)
    }

    fn ticks_apart(self, count_max: f64, step_min: f64) -> Vec<f64> {
        let length = self.high - self.low;
        let steps =
            (0_i32..).map(|power| 10_f64.powi(power)).flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * power));
        let per_unit = 1000.0;
        // Steps are thousandths, so that 0.98 is a whole number of them.
        let step = steps
            .into_iter()
            .find(|step| *step >= step_min * per_unit && length * per_unit / step <= count_max)
            .unwrap_or(per_unit);
        // Adding zero makes of −0 a 0, which reads better.
        let first = (self.low * per_unit / step - 1e-9).ceil() + 0.0;
        let along = std::iter::successors(Some(first), |place| Some(place + 1.0));
        along.map(|place| place * step / per_unit).take_while(|tick| *tick <= self.high + 1e-9).collect()
    }
}

/// A share of the width.
pub(super) fn as_percent(place: f64) -> String {
    format!("{:.2}%", place * 100.0)
}

/// The class that keeps the words of a tick inside the chart.
pub(super) fn anchor(place: f64) -> &'static str {
    if place < 0.06 {
        ""
    } else if place > 0.94 {
        "end"
    } else {
        "middle"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_lie_in_the_span() {
        assert_eq!(Span::new(-21.0, 12.0).ticks(6.0), [-20.0, -10.0, 0.0, 10.0]);
        assert_eq!(Span::new(0.0, 1.0).ticks(5.0), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(Span::of_shares([0.985, 0.991]).ticks(5.0), [0.98, 0.985, 0.99, 0.995, 1.0]);
    }

    #[test]
    fn what_has_no_limit_is_drawn_at_a_limit() {
        let span = Span::around_zero([f64::INFINITY, f64::NAN, -3.0]);
        assert!(span.place(f64::INFINITY) > 0.9 && span.place(f64::NAN) < 0.1);
        assert!(span.ticks(6.0).len() <= 7);
        let nothing = Span::around_zero([]);
        assert!((nothing.place(0.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn an_axis_of_shares_begins_as_high_as_its_values_allow() {
        for (least, low) in [(0.99, 0.98), (0.97, 0.95), (0.6, 0.5), (0.3, 0.0), (f64::NAN, 0.98)] {
            assert!((Span::of_shares([least]).low() - low).abs() < 1e-9, "{least}");
        }
    }
}
