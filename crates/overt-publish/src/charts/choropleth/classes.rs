//! From values of countries to shades.

use super::MapValue;
use crate::charts::figures::quantity;
use crate::charts::palette::SHADES;
use crate::charts::scale::Steps;

/// How many steps figures have. Counts have those of all charts of counts.
const STEPS_MAX: usize = 5;
/// Beyond this, numbers are drawn at the limit.
const DRAWN_MAX: f64 = 1e15;

/// How a country is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    NoData,
    Suppressed,
    Zero,
    Shade(usize),
}

/// What each shade stands for.
pub(super) enum Classes {
    /// Steps of which each is some times larger than the one before.
    Counts(Steps),
    /// The lower limit of each step, chosen so that each has about as many countries, and the highest value.
    Figures { lower: Vec<f64>, max: f64 },
}

impl Classes {
    pub(super) fn of(values: impl Iterator<Item = MapValue> + Clone) -> Self {
        let counts = values.clone().filter_map(|value| match value {
            MapValue::Count(count) => Some(count),
            _ => None,
        });
        if !values.clone().any(|value| matches!(value, MapValue::Figure(_))) {
            return Self::Counts(Steps::up_to(counts.max().unwrap_or(0)));
        }
        let mut figures: Vec<f64> = values.filter_map(MapValue::figure).map(drawn).collect();
        figures.sort_by(f64::total_cmp);
        let mut lower: Vec<f64> = (0..STEPS_MAX)
            .filter_map(|step| figures.get(step * figures.len() / STEPS_MAX).copied().map(rounded))
            .collect();
        lower.dedup_by(|one, other| one.total_cmp(other).is_eq());
        Self::Figures { lower, max: figures.last().copied().unwrap_or(0.0) }
    }

    pub(super) fn kind(&self, value: MapValue) -> Kind {
        if value == MapValue::Suppressed {
            return Kind::Suppressed;
        }
        match (self, value, value.figure()) {
            (Self::Counts(steps), MapValue::Count(count), _) => steps.shade(count).map_or(Kind::Zero, Kind::Shade),
            (Self::Figures { lower, .. }, _, Some(figure)) => {
                let step = lower.partition_point(|limit| *limit <= drawn(figure)).saturating_sub(1);
                Kind::Shade(shade_of_step(step, lower.len()))
            }
            _ => Kind::NoData,
        }
    }

    /// Each shade with the values that it stands for; `to` is the word between the ends of a range.
    pub(super) fn ranges(&self, to: &str) -> Vec<(usize, String)> {
        match self {
            Self::Counts(steps) => steps.ranges(to).collect(),
            Self::Figures { lower, max } => {
                let range = |(step, limit): (usize, &f64)| {
                    let words = match lower.get(step + 1) {
                        Some(next) => format!("{} {to} under {}", quantity(*limit), quantity(*next)),
                        None if quantity(*limit) == quantity(*max) => quantity(*max),
                        None => format!("{} {to} {}", quantity(*limit), quantity(*max)),
                    };
                    (shade_of_step(step, lower.len()), words)
                };
                lower.iter().enumerate().map(range).collect()
            }
        }
    }
}

fn drawn(figure: f64) -> f64 {
    figure.clamp(-DRAWN_MAX, DRAWN_MAX)
}

fn shade_of_step(step: usize, steps: usize) -> usize {
    step * (SHADES - 1) / (steps.saturating_sub(1)).max(1)
}

/// The next lower number with two digits that mean something.
fn rounded(figure: f64) -> f64 {
    let mut unit = 1.0;
    if figure == 0.0 || figure.abs() < 1.0 / DRAWN_MAX {
        return if figure < 0.0 { figure } else { 0.0 };
    }
    while figure.abs() / unit >= 100.0 {
        unit *= 10.0;
    }
    // Small units are written as parts of one, which are exact where tenths of tenths are not.
    let mut parts = 1.0;
    while figure.abs() * parts < 10.0 && unit <= 1.0 {
        parts *= 10.0;
    }
    // A hair, so that 0.3 does not become 0.29.
    (figure * parts / unit * (1.0 + 1e-12)).floor() * unit / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_lie_below() {
        assert_eq!(
            [0.0, 7.0, 0.3, 0.1234, 1_234.0, 99.9].map(rounded).map(quantity),
            ["0", "7", "0.3", "0.12", "1,200", "99"]
        );
        assert_eq!([-0.1234, -1_234.0].map(rounded).map(quantity), ["−0.13", "−1,300"]);
    }

    #[test]
    fn steps_of_figures_hold_about_as_many_each_and_equal_values_have_one_step() {
        let figures = (1..=100).map(|value| MapValue::Figure(f64::from(value) / 10.0));
        let classes = Classes::of(figures.clone());
        let words: Vec<_> = classes.ranges("to").into_iter().map(|(_, words)| words).collect();
        assert_eq!(
            words,
            ["0.1 to under 2.1", "2.1 to under 4.1", "4.1 to under 6.1", "6.1 to under 8.1", "8.1 to 10"]
        );
        let darkest = figures.filter(|value| classes.kind(*value) == Kind::Shade(5)).count();
        assert_eq!(darkest, 20);
        let one = Classes::of([MapValue::Figure(3.0); 9].into_iter());
        assert_eq!(one.ranges("to"), [(0, "3".to_owned())]);
    }

    #[test]
    fn zero_unknown_and_suppressed_are_three_things() {
        let classes = Classes::of([MapValue::Count(0), MapValue::Count(9)].into_iter());
        assert_eq!(classes.kind(MapValue::Count(0)), Kind::Zero);
        assert_eq!(classes.kind(MapValue::Suppressed), Kind::Suppressed);
        let classes = Classes::of([MapValue::Figure(0.0), MapValue::Figure(f64::NAN)].into_iter());
        assert_eq!(classes.kind(MapValue::Figure(0.0)), Kind::Shade(0));
        assert_eq!(classes.kind(MapValue::Figure(f64::NAN)), Kind::NoData);
    }

    proptest::proptest! {
        #[test]
        fn more_is_never_paler(figures in proptest::collection::vec(proptest::num::f64::ANY, 1..40)) {
            let classes = Classes::of(figures.iter().copied().map(MapValue::Figure));
            let mut known: Vec<f64> = figures.into_iter().filter(|figure| figure.is_finite()).collect();
            known.sort_by(f64::total_cmp);
            let kinds: Vec<_> = known.into_iter().map(|figure| classes.kind(MapValue::Figure(figure))).collect();
            proptest::prop_assert!(kinds.is_sorted());
            proptest::prop_assert!(kinds.iter().all(|kind| matches!(kind, Kind::Shade(shade) if *shade < SHADES)));
        }
    }
}
