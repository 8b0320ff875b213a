//! How long 3.7 million regressions take: each of 70 factors with every three of the 69 others, over 180 rows, without gaps and with
//! some: `cargo bench -p overt-analysis --bench drivers`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::cast_precision_loss, reason = "ticks and small counts")]

use overt_analysis::bounds::{Gaps, Question, Weights, extreme_bounds};
use overt_analysis::regress::{Column, Table};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Processor seconds that the job may take on two cores.
const BAR_SECONDS: f64 = 20.0;
const ROWS: usize = 180;
const FACTORS: usize = 70;

fn main() {
    for (name, gappy, weights) in [
        ("no gaps", 0, Weights::Equal),
        ("no gaps, likelihood weights", 0, Weights::Likelihood),
        ("one factor with gaps", 1, Weights::Equal),
        ("half of the factors with gaps", FACTORS / 2, Weights::Equal),
        ("all factors with gaps", FACTORS, Weights::Equal),
    ] {
        let table = invented(gappy);
        let question = Question { others: 3..=3, weights, gaps: Gaps::EachRegression, ..Question::default() };
        let before = processor_seconds();
        let bounds = extreme_bounds(&table, &question, 2).expect("there is something to estimate");
        let seconds = processor_seconds().zip(before).map(|(after, before)| after - before);
        let served: u64 = bounds.factors.iter().map(|factor| factor.regressions).sum();
        let seconds = seconds.map_or_else(|| "unknown".to_owned(), |seconds| format!("{seconds:.2}"));
        println!(
            "{name}: {served} regressions of a factor ({} different ones, {} left out as collinear), {seconds} s of {BAR_SECONDS} s",
            bounds.estimated, bounds.collinear
        );
    }
}

/// Factors that share a common part, as those of countries do, and an outcome of some of them. Three percent of values are gaps.
fn invented(gappy: usize) -> Table {
    let mut rng = ChaCha8Rng::seed_from_u64(70);
    let mut draw = || f64::from(rng.next_u32()) / f64::from(u32::MAX) - 0.5;
    let common: Vec<f64> = (0..ROWS).map(|_| draw()).collect();
    let factors: Vec<Vec<f64>> = (0..FACTORS)
        .map(|factor| common.iter().map(|common| common * (factor % 5) as f64 / 2.0 + draw()).collect())
        .collect();
    let outcome = (0..ROWS).map(|row| Some(factors[0][row] - 0.5 * factors[1][row] + draw())).collect();
    let columns = factors.iter().enumerate().map(|(place, values)| {
        let value = |value: &f64| (draw() > -0.47 || place >= gappy).then_some(*value);
        Column::new(format!("factor {place}"), values.iter().map(value).collect())
    });
    let columns = columns.collect();
    let rows = (0..ROWS).map(|row| format!("row {row}")).collect();
    Table::new(rows, Column::new("outcome", outcome), columns).expect("it is sound")
}

/// User and system time of this process; Linux counts it in hundredths of a second.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit_once(") ")?.1;
    let ticks: Vec<f64> = after_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse().ok()).collect();
    Some(ticks.iter().sum::<f64>() / 100.0)
}
