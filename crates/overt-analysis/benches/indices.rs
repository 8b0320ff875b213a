//! What fragility costs: `cargo bench -p overt-analysis --bench indices`. Public series beside the repository; one core.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use overt_analysis::fragility::{audit_pairs, multiverse};

#[expect(dead_code, reason = "the tests read more of the series than is measured here")]
#[path = "../tests/indices/data.rs"]
mod data;

/// So many times, because once is shorter than the clock of the processor can tell.
const AUDITS: u32 = 1_000;

fn main() {
    let (Some(question), Some(joined)) = (data::question(), data::cpi_and_prevalence()) else { return };
    let start = cpu_seconds();
    let found = multiverse(&question).expect("it has answers");
    println!(
        "multiverse: {} specifications, {} refused, {} repeated: {:.2} CPU s",
        found.specifications.len(),
        found.refused.len(),
        found.repeated,
        cpu_seconds() - start
    );
    println!("{}", found.sentence);
    let start = cpu_seconds();
    let mut pairs = 0;
    for _ in 0..AUDITS {
        pairs = audit_pairs(std::hint::black_box(&joined)).expect("it can be audited").pairs;
    }
    println!("audit of {pairs} pairs: {:.2} CPU ms each", (cpu_seconds() - start) * 1_000.0 / f64::from(AUDITS));
}

/// Seconds that the processor spent on this process.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = text.rsplit(')').next().into_iter().flat_map(|rest| rest.split_whitespace().skip(11).take(2));
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
