//! Where there is no pattern, p values are as small as they say, and no more often.

use overt_analysis::patterns::Draws;
use overt_analysis::patterns::concentration::{Calculation, Unit, Verdict, concentration, two_levels};
use overt_analysis::patterns::enforcement::enforcement;
use overt_analysis::patterns::prices::{Currency, Group, difference};
use overt_analysis::patterns::recurrence::{self, Candidate, recurrence};
use overt_analysis::patterns::timing::{Counting, Dated, Period, Watch, after_measure, before, changes};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::data::{leaks, posts};
use crate::enforcement::{question, strata};
use crate::measure::{self, units};

const TIMES: u32 = 600;

/// Draws of the test, apart from those of the program.
struct World(ChaCha20Rng);

impl World {
    fn new() -> Self {
        Self(ChaCha20Rng::seed_from_u64(20_240_229))
    }

    fn part(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.part() * bound as f64) as usize
    }

    /// Divides acts among places by their weights.
    fn divide(&mut self, acts: usize, weights: &[f64]) -> Vec<u64> {
        let whole: f64 = weights.iter().sum();
        let mut counts = vec![0; weights.len()];
        for _ in 0..acts {
            let mut left = self.part() * whole;
            let place = weights.iter().position(|weight| {
                left -= weight;
                left < 0.0
            });
            counts[place.unwrap_or(0)] += 1;
        }
        counts
    }
}

/// How far a share of all times may be from its chance: three standard deviations.
fn reach(chance: f64) -> f64 {
    3.0 * (chance * (1.0 - chance) / f64::from(TIMES)).sqrt()
}

fn share_up_to(p_values: &[f64], limit: f64) -> f64 {
    p_values.iter().filter(|p| **p <= limit).count() as f64 / p_values.len() as f64
}

/// A p value may be too large, as where few outcomes are possible, but not too small.
fn never_too_small(p_values: &[f64]) {
    for limit in [0.01, 0.05, 0.1, 0.25, 0.5, 0.75] {
        let share = share_up_to(p_values, limit);
        assert!(share <= limit + reach(limit), "p is up to {limit} in a share of {share}");
    }
}

fn uniform(p_values: &[f64]) {
    never_too_small(p_values);
    for limit in [0.05, 0.1, 0.25, 0.5, 0.75] {
        let share = share_up_to(p_values, limit);
        assert!(share >= limit - reach(limit) - 0.01, "p is up to {limit} in a share of {share} only");
    }
}

fn days(posts: usize) -> Vec<f64> {
    (0..posts).map(|post| 20.0 + 37.0 * (post % 7) as f64).collect()
}

#[test]
fn acts_that_follow_exposure_are_rarely_told_as_clustered() {
    let mut world = World::new();
    let days = days(15);
    let (mut dispersion, mut gini, mut excess, mut told) = (Vec::new(), Vec::new(), Vec::new(), 0.0);
    for time in 0..TIMES {
        let acts = world.divide(60, &days);
        let rows: Vec<_> = acts.into_iter().zip(&days).map(|(acts, days)| (acts, Some(*days))).collect();
        let found = concentration(&posts(&rows), &leaks(Draws { count: 400, seed: u64::from(time) })).unwrap();
        assert!(matches!(found.calculation, Calculation::Simulated(_)));
        dispersion.push(found.dispersion.p);
        gini.push(found.gini.p);
        excess.push(found.largest_excess.p);
        told += f64::from(u8::from(matches!(found.verdict, Verdict::ClusteredIn(_))));
    }
    uniform(&dispersion);
    uniform(&gini);
    uniform(&excess);
    assert!(told / f64::from(TIMES) <= 0.05 + reach(0.05));
}

#[test]
fn exact_p_values_of_few_acts_are_never_too_small() {
    let mut world = World::new();
    let days = days(5);
    let p_values: Vec<f64> = (0..TIMES)
        .map(|_| {
            let acts = world.divide(6, &days);
            let rows: Vec<_> = acts.into_iter().zip(&days).map(|(acts, days)| (acts, Some(*days))).collect();
            concentration(&posts(&rows), &leaks(Draws { count: 200, seed: 1 })).unwrap().dispersion.p
        })
        .collect();
    never_too_small(&p_values);
}

#[test]
fn regions_that_differ_are_no_clusters_within_them() {
    let mut world = World::new();
    let p_values: Vec<f64> = (0..TIMES)
        .map(|time| {
            let units: Vec<Unit> = [40, 15, 5]
                .iter()
                .enumerate()
                .flat_map(|(region, acts)| {
                    let days = days(6);
                    let acts = world.divide(*acts, &days);
                    let unit = move |(office, (acts, days)): (usize, (u64, f64))| Unit {
                        label: office.to_string(),
                        group: Some(region.to_string()),
                        exposure: Some(days),
                        acts,
                    };
                    acts.into_iter().zip(days).enumerate().map(unit).collect::<Vec<_>>()
                })
                .collect();
            let draws = Draws { count: 400, seed: u64::from(time) };
            let found = two_levels(&units, &leaks(draws), "regions").unwrap();
            assert!(found.between.dispersion.p < 0.05);
            found.within.dispersion.p
        })
        .collect();
    uniform(&p_values);
}

#[test]
fn a_rate_that_stays_rarely_changes() {
    let mut world = World::new();
    let weights = [90.0, 91.0, 92.0, 92.0].repeat(5);
    let (mut p_values, mut told) = (Vec::new(), 0.0);
    for time in 0..TIMES {
        let counts = world.divide(100, &weights);
        let periods: Vec<Period> = counts
            .into_iter()
            .zip(&weights)
            .map(|(count, days)| Period { label: String::new(), count: Some(count), exposure: Some(*days) })
            .collect();
        let counting = Counting {
            acts: "leaks".into(),
            periods: "quarters".into(),
            exposure: "days".into(),
            draws: Draws { count: 400, seed: u64::from(time) },
        };
        let found = changes(&periods, &counting).unwrap();
        p_values.push(found.p);
        told += f64::from(u8::from(!found.changes.is_empty()));
    }
    uniform(&p_values);
    assert!(told / f64::from(TIMES) <= 0.05 + reach(0.05));
}

#[test]
fn signals_in_bursts_that_know_nothing_of_raids_are_rarely_told() {
    let mut world = World::new();
    let dated = |days: Vec<usize>| -> Vec<Dated> {
        days.into_iter().map(|day| Dated { label: String::new(), day: i32::try_from(day).ok() }).collect()
    };
    let p_values: Vec<f64> = (0..TIMES)
        .map(|_| {
            let raids = (0..12).map(|_| 30 + world.below(970)).collect();
            let bursts: Vec<usize> = (0..6).map(|_| world.below(1000)).collect();
            let signals = (0..40).map(|_| (bursts[world.below(6)] + world.below(12)) % 1000).collect();
            let watch =
                Watch { events: "raids".into(), signals: "tip-offs".into(), observed: (0, 999), window_days: 30 };
            before(&dated(raids), &dated(signals), &watch).unwrap().p
        })
        .collect();
    uniform(&p_values);
}

#[test]
fn cases_that_draw_posts_by_exposure_rarely_have_too_many_that_come_back() {
    let mut world = World::new();
    let exposures = days(30);
    let candidates: Vec<Candidate> = exposures
        .iter()
        .enumerate()
        .map(|(post, days)| Candidate { label: post.to_string(), exposure: Some(*days) })
        .collect();
    let p_values: Vec<f64> = (0..TIMES)
        .map(|time| {
            let cases: Vec<recurrence::Case> = (0..12)
                .map(|_| {
                    let mut left = exposures.clone();
                    let units = (0..3).map(|_| {
                        let drawn = world.divide(1, &left).iter().position(|count| *count > 0).unwrap();
                        left[drawn] = 0.0;
                        drawn.to_string()
                    });
                    recurrence::Case { label: String::new(), units: units.collect() }
                })
                .collect();
            let question = recurrence::Question {
                units: "posts".into(),
                exposure: "days".into(),
                draws: Draws { count: 400, seed: u64::from(time) },
            };
            recurrence(&candidates, &cases, &question).unwrap().recurrent.p
        })
        .collect();
    never_too_small(&p_values);
    assert!(share_up_to(&p_values, 0.5) > 0.3, "and not much too large");
}

#[test]
fn equal_chances_of_a_conviction_are_rarely_told_as_selective() {
    let mut world = World::new();
    let (mut exact, mut pooled) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let mut outcomes = |cases: u64, chance: f64| {
            let with = (0..cases).filter(|_| world.part() < chance).count() as u64;
            [with, cases - with]
        };
        let tables = [[outcomes(9, 0.3), outcomes(14, 0.3)], [outcomes(20, 0.7), outcomes(11, 0.7)]];
        let found = enforcement(&strata(&tables), &[], &question()).unwrap();
        exact.push(found.exact.unwrap().p);
        pooled.extend(found.mantel_haenszel.map(|pooled| pooled.p));
    }
    never_too_small(&exact);
    // Without a correction for continuity it is near on average, and may be a little too small.
    assert!((share_up_to(&pooled, 0.05) - 0.05).abs() < reach(0.05) + 0.01);
}

#[test]
fn the_interval_of_a_difference_holds_none_as_often_as_it_says() {
    let mut world = World::new();
    let mut held = 0.0;
    for _ in 0..TIMES {
        let mut group = |n: usize| Group {
            label: n.to_string(),
            amounts: (0..n).map(|_| (-1e6 * world.part().ln()) as i64).collect(),
            unknown: 0,
        };
        let (first, second) = (group(12), group(17));
        let euros = Currency { code: "EUR".into(), decimals: 2 };
        let interval = difference(&first, &second, &euros).unwrap().interval.unwrap();
        held += f64::from(u8::from(interval.low <= 0.0 && interval.high >= 0.0));
    }
    let share = held / f64::from(TIMES);
    assert!((share - 0.953).abs() < reach(0.95), "{share}");
}

#[test]
fn a_measure_that_changes_nothing_is_rarely_told() {
    let mut world = World::new();
    let (mut compared, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        // Everywhere the rate doubles; where the measure is taken, it was higher before, too.
        let days: Vec<f64> = (0..12).map(|_| 20.0 + 60.0 * world.part()).collect();
        let weight =
            |place: usize| days[place] * if place % 2 == 1 { 2.0 } else { 1.0 } * if place < 6 { 3.0 } else { 1.0 };
        let acts = world.divide(60, &(0..12).map(weight).collect::<Vec<_>>());
        let row = |unit: usize| (unit < 3, [2 * unit, 2 * unit + 1].map(|place| (acts[place], days[place])).to_vec());
        let rows: Vec<_> = (0..6).map(row).collect();
        compared.push(after_measure(&units(&rows), &measure::asked()).unwrap().ratio.p);
        alone.push(after_measure(&units(&rows[..3]), &measure::asked()).unwrap().ratio.p);
    }
    never_too_small(&compared);
    // Without a comparison, what changed everywhere passes for a change after the measure.
    assert!(share_up_to(&alone, 0.05) > 0.3);
}
