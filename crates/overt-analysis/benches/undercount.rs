//! CPU seconds of three jobs on one thread: `cargo bench -p overt-analysis --bench undercount`. The first two are those for which the
//! figures of R are known; they need `../shared`, and invented counts take their place where it is absent.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use overt_analysis::undercount::{
    Bootstrap, Choice, Family, Histories, Interval, Plan, Resampling, Undercount, estimate,
};

fn main() {
    let five = study("UKdat_5").unwrap_or_else(|| invented(5));
    let six = study("UKdat").unwrap_or_else(|| invented(6));
    let compared = Family::Near { together_max: 2 };
    let stepwise = Choice::Stepwise { chance_max: 0.02, together_max: 2, compared };
    let plan = |choice, replicates: usize| Plan {
        choice,
        resampling: (replicates > 0).then_some(Resampling { replicates, seed: 1234 }),
        level: 0.95,
        threads: 1,
    };
    let bic = |together_max| Choice::Bic { together_max };
    let jobs = [
        ("stepwise, BCa of 1,000 replicates, five lists", &five, plan(stepwise, 1000), 0.55),
        ("stepwise, BCa of 1,000 replicates, six lists", &six, plan(stepwise, 1000), 1.47),
        ("smallest BIC of all models of three of five lists", &five, plan(bic(3), 0), 0.22),
        ("smallest BIC of all models of pairs of six lists", &six, plan(bic(2), 0), 2.0),
        ("smallest BIC in each of 1,000 replicates, five lists", &five, plan(bic(4), 1000), f64::INFINITY),
    ];
    for (name, histories, plan, bar) in jobs {
        let before = cpu_seconds();
        let outcome = estimate(histories, &plan).expect("it can be estimated");
        let seconds = cpu_seconds() - before;
        println!("{name}: {seconds:.3} CPU s (bar {bar}), {} models, {}", outcome.models.fitted, limits(&outcome));
    }
}

fn limits(outcome: &Undercount) -> String {
    let people = outcome.chosen.people;
    match &outcome.bootstrap {
        Some(Bootstrap { interval: Interval { low, high: Some(high), .. }, .. }) => {
            format!("{people:.4} ({low:.4} to {high:.4})")
        }
        Some(Bootstrap { interval, .. }) => format!("{people:.4} (from {:.4})", interval.low),
        None => format!("{people:.4} {}", outcome.chosen.model.notation),
    }
}

/// CPU time of this thread, user and system, which other programs on the machine do not change.
fn cpu_seconds() -> f64 {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").expect("the kernel counts it");
    let nanoseconds = schedule.split(' ').next().expect("it has three numbers");
    std::time::Duration::from_nanos(nanoseconds.parse().expect("it is a number")).as_secs_f64()
}

fn study(name: &str) -> Option<Histories> {
    let path = format!("{}/../../../shared/reference/mse/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).ok()?;
    let rows: Vec<(&str, u64)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1], cells[3].parse().expect("it is a count"))
        })
        .collect();
    let set =
        |history: &str| history.bytes().enumerate().fold(0, |set, (list, on)| set | usize::from(on == b'1') << list);
    let rows = rows.iter().map(|(history, people)| (set(history), *people));
    Some(Histories::new(names(text.lines().nth(1)?.split(',').nth(1)?.len()), rows).expect("it is sound"))
}

fn invented(lists: usize) -> Histories {
    Histories::new(names(lists), (1..1_usize << lists).map(|set| (set, 900 >> (set.count_ones() * 2))))
        .expect("it is sound")
}

fn names(lists: usize) -> Vec<String> {
    (0..lists).map(|list| format!("list {list}")).collect()
}
