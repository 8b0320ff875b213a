//! How long synthetic records take and how like the real ones they are: `cargo bench -p overt-protect --bench synth --
//! records.csv domain.json epsilon [out.csv] [emphasised,columns times]`. Without a domain (`-`), the values are those of
//! the file: for measuring only.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod records;

use std::process::ExitCode;

use overt_protect::dp::{Bound, Limit, Odometer, Private, Unit};
use overt_protect::synth::evaluate::Question;
use overt_protect::synth::{Comparison, Evaluation, Plan};
use overt_protect::{ColumnDomain, Table};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use self::records::{cpu_seconds, read};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [file, domain, epsilon, rest @ ..] = &arguments[..] else {
        println!("SKIPPED: name a file of records, the JSON file of its domain or `-`, and an epsilon");
        return ExitCode::SUCCESS;
    };
    let table = read(file, domain);
    let columns = table.domain().columns().len();
    let real = table.clone();
    let limit = Limit::new(epsilon.parse().expect("a number"), 1e-6).expect("in bounds");
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let mut odometer = Odometer::open(limit, Unit::Person, Vec::new()).expect("nothing spent");
    let bound = Bound { unit: Unit::Person, rows_most: 1 };
    let private = Private::new(table, bound, &mut rng).expect("a row each");

    let started = cpu_seconds();
    let mut plan = Plan::new(real.domain()).expect("small enough");
    let emphasised: Option<Vec<usize>> = rest
        .get(1)
        .map(|names| names.split(',').map(|name| real.domain().place(name).expect("a column of the file")).collect());
    if let Some(set) = &emphasised {
        plan = plan.emphasise(set, rest[2].parse().expect("a number")).expect("small enough");
    }
    let made = plan.synthesise(&private, &mut odometer, 1.0, &mut rng).expect("within the budget");
    println!(
        "{} of {} records, {columns} columns, epsilon {epsilon}: {:.2} CPU s, at most {} MB with both tables{}",
        made.table.rows(),
        real.rows(),
        cpu_seconds() - started,
        memory_most_kb() / 1024,
        if made.structured { "" } else { "; columns independent" },
    );
    let started = cpu_seconds();
    let question = Question::about(real.domain());
    let evaluation = Evaluation::of(&real, &made.table, &question).expect("of one domain");
    println!("evaluated: {:.2} CPU s", cpu_seconds() - started);
    for length in &evaluation.for_the_team().lengths {
        println!("{} columns, {} sets in all: {:.4?}", length.length, length.sets_all, length.comparison);
    }
    if let Some(mut set) = emphasised {
        set.sort_unstable();
        let compared = Comparison::of(&real, &made.table, &[set], 50).expect("of one domain");
        println!("emphasised: {:.4?}", compared.for_the_team());
    }
    if let Some(out) = rest.first() {
        write(out, &made.table);
    }
    ExitCode::SUCCESS
}

fn write(out: &str, table: &Table) {
    let mut writer = csv::Writer::from_path(out).expect("the file can be written");
    let columns = table.domain().columns();
    writer.write_record(columns.iter().map(ColumnDomain::name)).expect("it can be written");
    for row in 0..table.rows() {
        let cell = |(at, column): (usize, &ColumnDomain)| column.values()[usize::from(table.column(at)[row])].clone();
        writer.write_record(columns.iter().enumerate().map(cell)).expect("it can be written");
    }
    writer.flush().expect("it can be written");
}

/// The most memory that this process has had.
fn memory_most_kb() -> usize {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
