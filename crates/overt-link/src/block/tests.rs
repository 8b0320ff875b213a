use std::collections::BTreeSet;

use proptest::array::uniform4;
use proptest::collection::vec;
use proptest::prelude::*;

use super::keys::keyed;
use super::*;
use crate::{RecordsBuilder, Spec};

/// A plan with keys of one and of several words, of which the last is too large and is split.
const SPEC: &str = r#"
schema = "Thing"
block_pairs_max = 40
rules = ["place", "given|family", "words.word", "place + words.word", "given.first1", "family"]
split_by = ["place", "given"]
column = [
    { name = "given", kind = "code" },
    { name = "family", kind = "code" },
    { name = "place", kind = "code" },
    { name = "words", kind = "set" },
]
comparison = [{ column = "given", levels = ["equal"] }]
"#;
const WORDS: [&str; 6] = ["", "red", "blue", "green", "red;blue", "green;red;blue"];

type Pair = (u32, u32);

/// The pairs under each rule, straight from the keys.
fn pairs_by_rule(spec: &Spec, columns: &[crate::column::Column]) -> Vec<BTreeSet<Pair>> {
    let of_rule = |entries: Vec<(u64, u32)>| {
        let mut pairs = BTreeSet::new();
        for (key, a) in &entries {
            pairs.extend(entries.iter().filter(|(other, b)| key == other && a < b).map(|(_, b)| (*a, *b)));
        }
        pairs
    };
    keyed(spec, columns).expect("the specification is sound").map(|keyed| of_rule(keyed.entries)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_pair_of_every_rule_comes_once_with_the_first_rule_that_makes_it(
        rows in vec(uniform4(0..6_usize), 2..50), threads in 1..4_usize,
    ) {
        let spec = Spec::from_toml(SPEC).expect("the specification is sound");
        let mut builder = RecordsBuilder::new(spec.clone());
        for (number, row) in rows.iter().enumerate() {
            builder.push(&format!("{number:03}"), "", row.map(|word| WORDS[word]));
        }
        let records = builder.finish().expect("the ids are different");
        let blocks = Blocks::new(&spec, &records.columns).expect("the specification is sound");
        let by_rule = pairs_by_rule(&spec, &records.columns);

        let visited = blocks.scan(threads, Vec::new, |visited, block| {
            let mut made = Vec::new();
            for (position, a) in block.records.iter().enumerate() {
                block.mark_made(position, &mut made);
                let next = block.records[position + 1..].iter().zip(&made);
                visited.extend(next.filter(|(_, made)| **made == 0).map(|(b, _)| (*a, *b, block.rule)));
            }
        });
        let mut visited = visited.concat();
        visited.sort_unstable();
        let all: BTreeSet<Pair> = by_rule.iter().flatten().copied().collect();
        let first = |pair: &Pair| by_rule.iter().position(|pairs| pairs.contains(pair)).expect("a rule makes it");
        let expected: Vec<(u32, u32, usize)> = all.iter().map(|pair| (pair.0, pair.1, first(pair))).collect();
        prop_assert_eq!(visited, expected);

        for (rule, pairs) in by_rule.iter().enumerate() {
            let mut visited = blocks.scan_rule(rule, 1, threads, Vec::new, |visited, a, b| visited.push((a, b))).concat();
            visited.sort_unstable();
            prop_assert_eq!(&visited, &pairs.iter().copied().collect::<Vec<_>>());
            for (a, b) in visited {
                let rules = by_rule.iter().filter(|pairs| pairs.contains(&(a, b))).count();
                let is_first = first(&(a, b)) == rule;
                prop_assert_eq!(blocks.made_by(rule, a, b), (u8::try_from(rules).expect("rules are few"), is_first));
            }
        }
    }
}
