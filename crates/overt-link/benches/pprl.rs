//! How fast, and how well, two files of people are joined without names. `cargo bench -p overt-link --bench pprl -- PREFIX`
//! reads `PREFIX_a.csv` and `PREFIX_b.csv` (made by `gen_people.py --two-party`); `--pairs FILE` writes the pairs of plain
//! filters for `bench/linkage/pprl_peer.py --against FILE`.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::time::Instant;

use overt_link::pprl::{self, FieldKind, Key, Plan, Record, clk, dice};
use overt_model::{Private, Secret};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

fn main() {
    let mut prefix = None;
    let mut pairs_file = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--bench" => {}
            "--pairs" => pairs_file = arguments.next(),
            _ => prefix = Some(argument),
        }
    }
    let Some(prefix) = prefix else {
        println!(
            "SKIPPED: say which files, as in `cargo bench -p overt-link --bench pprl -- ../shared/datasets/linkage/people_gen/twoparty_20k`"
        );
        return;
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let sides = [Side::read(&format!("{prefix}_a.csv")), Side::read(&format!("{prefix}_b.csv"))];

    let clock = Clock::start();
    let encoder =
        clk::Encoder::new(Secret::new(b"overt-bench-key-1".to_vec()), Secret::new(b"overt-bench-key-2".to_vec()));
    let filters = sides.each_ref().map(|side| side.filters(&encoder));
    clock.stop("plain filters: encode");
    let clock = Clock::start();
    let pairs = dice::pairs(&filters[0], &filters[1], 0.8, threads).expect("a threshold of 0.8 leaves few pairs");
    clock.stop(&format!("plain filters: join, {threads} threads"));
    println!("plain filters: {} pairs", pairs.len());
    if let Some(path) = pairs_file {
        let mut file = BufWriter::new(File::create(path).expect("the file can be made"));
        for pair in &pairs {
            writeln!(file, "{},{},{}", pair.a, pair.b, pair.dice).expect("the file can be written");
        }
        file.flush().expect("the file can be written");
    }
    let mut taken = [vec![false; sides[0].people.len()], vec![false; sides[1].people.len()]];
    let mut joined = Vec::new();
    for pair in &pairs {
        let (a, b) = (pair.a as usize, pair.b as usize);
        if !taken[0][a] && !taken[1][b] {
            taken[0][a] = true;
            taken[1][b] = true;
            joined.push((a, b));
        }
    }
    report("plain filters, Dice 0.8, one to one", &sides, &joined);
    hardened("all fields", &FIELDS, &sides, threads);
    hardened("the fields of the plain filters", &FIELDS[..5], &sides, threads);
}

/// Encodes both files with the default plan, as files, and joins them.
fn hardened(what: &str, fields: &[(FieldKind, &'static str)], sides: &[Side; 2], threads: usize) {
    println!("hardened, {what}:");
    let plan = Plan::default();
    let key = Key::from_secret(&Secret::new([7; 32]), "bench", "1").expect("names of letters");
    let clock = Clock::start();
    let mut bytes = 0;
    let (files, owners): (Vec<_>, Vec<HashMap<_, _>>) = (1..)
        .zip(sides)
        .map(|(seed, side)| {
            let mut file = Vec::new();
            let report =
                pprl::encode(&plan, &key, side.records(fields), &mut ChaCha12Rng::seed_from_u64(seed), &mut file)
                    .expect("a default plan encodes");
            println!(
                "hardened: {} encoded, {} padding, {} too thin",
                report.owners.len(),
                report.padding,
                report.thin.len()
            );
            bytes += file.len();
            (pprl::read(file.as_slice()).expect("it was just written"), report.owners.into_iter().collect())
        })
        .unzip();
    clock.stop(&format!("hardened: encode, write and read {bytes} bytes"));
    let clock = Clock::start();
    let agreed = pprl::join(&files, threads).expect("files of one run");
    clock.stop(&format!("hardened: join, {threads} threads"));
    let mut joined = Vec::new();
    let mut scored = Vec::new();
    for group in &agreed {
        let owner = |side: usize| owners[side].get(&group.members[side].id).copied();
        // Who owns padding throws its matches away.
        if let (Some(a), Some(b)) = (owner(0), owner(1)) {
            joined.push((a, b));
            scored.push((group.score, (a, b)));
        }
    }
    println!("hardened: {} groups, {} with padding", agreed.len(), agreed.len() - joined.len());
    report(&format!("hardened, {what}, default plan"), sides, &joined);
    if std::env::var_os("PPRL_THRESHOLDS").is_some() {
        for step in 0..12 {
            let threshold = plan.threshold + f64::from(step) * 0.004;
            let above: Vec<_> = scored.iter().filter(|pair| pair.0 >= threshold).map(|pair| pair.1).collect();
            report(&format!("hardened, {threshold:.3}"), sides, &above);
        }
    }
}

/// What is hardened, and the columns it is in.
const FIELDS: [(FieldKind, &str); 8] = [
    (FieldKind::GivenName, "given_name"),
    (FieldKind::Surname, "surname"),
    (FieldKind::Birth, "dob"),
    (FieldKind::Sex, "sex"),
    (FieldKind::Nationality, "nationality"),
    (FieldKind::City, "city"),
    (FieldKind::Phone, "phone"),
    (FieldKind::Document, "doc_id"),
];

/// One party's file.
struct Side {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    people: Vec<String>,
}

impl Side {
    fn read(path: &str) -> Self {
        let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        let cluster = columns.iter().position(|name| name == "cluster").expect("a column `cluster`");
        let people = rows.iter().map(|row| row[cluster].clone()).collect();
        Self { columns, rows, people }
    }

    fn column(&self, name: &str) -> usize {
        self.columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column `{name}`"))
    }

    fn records(&self, fields: &[(FieldKind, &str)]) -> impl Iterator<Item = Record<usize>> {
        let fields: Vec<_> = fields.iter().map(|(kind, name)| (*kind, self.column(name))).collect();
        self.rows.iter().enumerate().map(move |(id, row)| Record {
            id,
            values: fields.iter().map(|(kind, column)| (*kind, Private::new(row[*column].clone()))).collect(),
        })
    }

    fn filters(&self, encoder: &clk::Encoder) -> Vec<dice::Bits> {
        let fields = clk::FIELDS.map(|field| (field, self.column(field.name)));
        self.rows
            .iter()
            .map(|row| encoder.encode(fields.iter().map(|(field, column)| (*field, row[*column].as_str()))))
            .collect()
    }
}

/// Prints precision, recall and F1 over all true pairs.
#[expect(clippy::cast_precision_loss, reason = "counts of records")]
fn report(what: &str, sides: &[Side; 2], joined: &[(usize, usize)]) {
    let known: std::collections::HashSet<&String> = sides[0].people.iter().collect();
    let truth = sides[1].people.iter().filter(|person| known.contains(person)).count();
    let correct = joined.iter().filter(|(a, b)| sides[0].people[*a] == sides[1].people[*b]).count();
    println!(
        "{what}: {} joined, precision {:.4}, recall {:.4}, F1 {:.4}",
        joined.len(),
        correct as f64 / joined.len().max(1) as f64,
        correct as f64 / truth.max(1) as f64,
        2.0 * correct as f64 / (joined.len() + truth).max(1) as f64
    );
}

/// Wall time, and processor time of all threads.
struct Clock {
    wall: Instant,
    processor: f64,
}

impl Clock {
    fn start() -> Self {
        Self { wall: Instant::now(), processor: processor_seconds() }
    }

    fn stop(self, what: &str) {
        let processor = processor_seconds() - self.processor;
        println!("{what}: {processor:.2} CPU s, {:.2} s wall", self.wall.elapsed().as_secs_f64());
    }
}

/// User and system time of this process, in seconds; hundredths on Linux, nothing elsewhere.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}
