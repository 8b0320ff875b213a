//! What is sure to be learned, from outcomes with a person and without (Jagielski, Ullman and Oprea 2020; for `mu` Nasr and others 2023).

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

/// The probability that one bound on one probability is wrong.
const MISTAKE: f64 = 2e-5;
/// As [`MISTAKE`], in standard deviations.
const DEVIATIONS: f64 = 4.2;
/// So many thresholds are tried.
const THRESHOLDS: usize = 200;

/// At least so much is told of the person, with probability 0.9999.
#[derive(Debug)]
pub(crate) struct Evidence {
    pub(crate) epsilon: f64,
    pub(crate) mu: f64,
}

/// Runs a mechanism with the person and without, and looks for the event that tells most. The event is chosen on half of the runs
/// and judged on the other half. `delta` is what the claim allows.
pub(crate) fn audit(delta: f64, mechanism: impl Fn(bool, &mut ChaCha20Rng) -> i64) -> Evidence {
    let runs = runs();
    let mut rng = ChaCha20Rng::seed_from_u64(20_240_401);
    let mut half = |person| {
        let mut outcomes: Vec<i64> = (0..runs / 2).map(|_| mechanism(person, &mut rng)).collect();
        outcomes.sort_unstable();
        outcomes
    };
    let tried = [half(true), half(false)];
    let judged = [half(true), half(false)];
    // As the exact bounds, roughly.
    let rough = |(part, runs): (f64, f64), up: f64| {
        (part + up * (DEVIATIONS * (part * (1.0 - part / runs)).sqrt() + 9.0)).clamp(0.5, runs - 0.5) / runs
    };
    let best = |told: &dyn Fn(f64, f64) -> f64| {
        let score = |event: &Event| {
            let [more, less] = event.counts(&tried);
            told(rough(more, -1.0), rough(less, 1.0))
        };
        let event = events(&tried).into_iter().max_by(|one, other| score(one).total_cmp(&score(other)));
        let [more, less] = event.expect("there were runs").counts(&judged);
        told(at_least(more), at_most(less))
    };
    Evidence {
        epsilon: best(&|more, less| ((more - delta).max(1e-300) / less).ln()),
        mu: best(&|more, less| quantile(more) - quantile(less)),
    }
}

/// How often a mechanism is run, with the person and without: a million times where `OVERT_AUDIT` is 1, or as often as it says.
fn runs() -> usize {
    match std::env::var("OVERT_AUDIT").ok().and_then(|text| text.parse().ok()) {
        None => 40_000,
        Some(1) => 1_000_000,
        Some(runs) => runs,
    }
}

/// A set of outcomes, and whether it is more frequent with the person.
struct Event {
    shape: Shape,
    value: i64,
    person: bool,
}

#[derive(Clone, Copy)]
enum Shape {
    AtLeast,
    Below,
    Equal,
}

impl Event {
    /// How often it came where it is to be more frequent, and where less, each with the number of runs.
    fn counts(&self, [with, without]: &[Vec<i64>; 2]) -> [(f64, f64); 2] {
        let count = |outcomes: &Vec<i64>| {
            let below = outcomes.partition_point(|&outcome| outcome < self.value);
            let inside = match self.shape {
                Shape::AtLeast => outcomes.len() - below,
                Shape::Below => below,
                Shape::Equal => outcomes.partition_point(|&outcome| outcome <= self.value) - below,
            };
            (real(inside), real(outcomes.len()))
        };
        if self.person { [count(with), count(without)] } else { [count(without), count(with)] }
    }
}

fn events([with, without]: &[Vec<i64>; 2]) -> Vec<Event> {
    let mut all = [&with[..], without].concat();
    all.sort_unstable();
    let step = (all.len() / THRESHOLDS).max(1);
    let mut values: Vec<i64> = all.iter().step_by(step).chain(all.last()).copied().collect();
    values.dedup();
    let mut events = Vec::new();
    for value in values {
        for shape in [Shape::AtLeast, Shape::Below, Shape::Equal] {
            events.extend([true, false].map(|person| Event { shape, value, person }));
        }
    }
    events
}

/// The bounds of Clopper and Pearson: an event came `part` times in `runs`.
fn at_least((part, runs): (f64, f64)) -> f64 {
    if part == 0.0 { 0.0 } else { halve(|chance| beta(chance, part, runs - part + 1.0) > MISTAKE) }
}

fn at_most((part, runs): (f64, f64)) -> f64 {
    if part >= runs { 1.0 } else { halve(|chance| beta(chance, part + 1.0, runs - part) > 1.0 - MISTAKE) }
}

/// The value below which a standard Gaussian is with this probability.
fn quantile(chance: f64) -> f64 {
    80.0 * halve(|place| 0.5 * libm::erfc((40.0 - 80.0 * place) / 2.0_f64.sqrt()) > chance) - 40.0
}

/// Where between 0 and 1 it begins to hold.
fn halve(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle }
    }
    f64::midpoint(low, high)
}

/// The regularised incomplete beta function, by its continued fraction (Lentz).
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(1.0 - x, b, a);
    }
    let front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * x.ln() + b * (-x).ln_1p();
    let (mut upper, mut lower, mut fraction) = (1.0, 0.0, 1.0);
    for step in 0..2_000_u32 {
        let m = f64::from(step / 2);
        let term = match step {
            0 => 1.0,
            _ if step % 2 == 0 => m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            _ => -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        };
        lower = 1.0 / (1.0 + term * lower);
        upper = 1.0 + term / upper;
        fraction *= upper * lower;
        if (upper * lower - 1.0).abs() < 1e-15 && step > 2 {
            break;
        }
    }
    front.exp() * (fraction - 1.0) / a
}

#[expect(clippy::cast_precision_loss, reason = "numbers of runs")]
fn real(count: usize) -> f64 {
    count as f64
}

#[test]
fn the_bounds_are_those_of_the_tables() {
    let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-9, "{value} {expected}");
    // Of 10 runs none: 1 - mistake^(1/10) at most.
    near(at_most((0.0, 10.0)), 1.0 - MISTAKE.powf(0.1));
    near(at_least((10.0, 10.0)), MISTAKE.powf(0.1));
    // The binomial distribution, added up: 3 or more of 5 at 0.4, and 2 or more of 4 at 0.5.
    near(beta(0.4, 3.0, 3.0), 0.317_44);
    near(beta(0.5, 2.0, 3.0), 11.0 / 16.0);
    near(quantile(0.975), 1.959_963_984_540_054);
}
