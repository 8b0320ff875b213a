//! The labelled pairs of names in `data/cross_script_names.csv`: people's names must be told apart across scripts.
//!
//! The pairs are invented people made of common name elements. The part `tune` may be looked at; the part `held_out` only
//! measures. A pair belongs to a part by the parity of a hash of its two names.

use std::collections::BTreeMap;

use overt_link::names::{Name, SAME_NAME, similarity};

struct Pair {
    part: String,
    kind: String,
    scripts: [String; 2],
    names: [String; 2],
    same: bool,
    why: String,
}

fn pairs() -> Vec<Pair> {
    let mut reader = csv::Reader::from_reader(include_str!("data/cross_script_names.csv").as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.expect("the file is well-formed");
            let field = |index: usize| row[index].to_owned();
            Pair {
                part: field(0),
                kind: field(1),
                scripts: [field(2), field(3)],
                names: [field(4), field(5)],
                same: &row[6] == "1",
                why: field(7),
            }
        })
        .collect()
}

#[derive(Default, Clone, Copy)]
struct Counts {
    hit: u32,
    alarm: u32,
    miss: u32,
    pass: u32,
}

impl Counts {
    fn add(&mut self, same: bool, said: bool) {
        *match (same, said) {
            (true, true) => &mut self.hit,
            (false, true) => &mut self.alarm,
            (true, false) => &mut self.miss,
            (false, false) => &mut self.pass,
        } += 1;
    }

    fn precision(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.alarm).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.miss).max(1))
    }

    fn f1(&self) -> f64 {
        f64::from(2 * self.hit) / f64::from((2 * self.hit + self.alarm + self.miss).max(1))
    }
}

fn score(pair: &Pair) -> f32 {
    let read = |name: &str| if pair.kind == "org" { Name::organisation(name) } else { Name::person(name) };
    similarity(&read(&pair.names[0]), &read(&pair.names[1]))
}

#[test]
fn the_same_name_is_found_across_scripts_on_both_parts() {
    let mut counts: BTreeMap<(String, String), Counts> = BTreeMap::new();
    for pair in pairs() {
        let score = score(&pair);
        let said = score >= SAME_NAME;
        let script = pair.scripts.iter().find(|script| *script != "Latin").unwrap_or(&pair.scripts[0]);
        for group in [format!("all {}", pair.kind), format!("{} {script}", pair.kind)] {
            counts.entry((pair.part.clone(), group)).or_default().add(pair.same, said);
        }
        if pair.part == "tune" && said != pair.same && std::env::var_os("OVERT_NAMES_SHOW").is_some() {
            let [left, right] = pair
                .names
                .each_ref()
                .map(|name| if pair.kind == "org" { Name::organisation(name) } else { Name::person(name) });
            println!("{score:.2} same={} {} | {} ({})", pair.same, pair.names[0], pair.names[1], pair.why);
            for line in overt_link::names::alignment(&left, &right).pairs {
                println!("    {line:?}");
            }
        }
    }
    for ((part, group), counts) in &counts {
        println!(
            "{part:<9} {group:<18} P {:.3} R {:.3} F1 {:.3} (of {})",
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.hit + counts.alarm + counts.miss + counts.pass
        );
    }
    for part in ["tune", "held_out"] {
        let people = counts[&(part.to_owned(), "all person".to_owned())];
        assert!(people.f1() >= 0.80, "{part}: F1 {:.3}", people.f1());
    }
}

#[test]
fn the_set_is_large_balanced_and_of_many_scripts() {
    let pairs = pairs();
    assert!(pairs.len() >= 640);
    let negative = pairs.iter().filter(|pair| !pair.same).count();
    assert!((4..=6).contains(&(10 * negative / pairs.len())));
    let scripts: std::collections::BTreeSet<&str> =
        pairs.iter().flat_map(|pair| &pair.scripts).map(String::as_str).collect();
    for script in ["Arabic", "Burmese", "Cyrillic", "Devanagari", "Greek", "Han", "Khmer", "Latin", "Thai"] {
        assert!(scripts.contains(script), "{script}");
    }
}
