use std::borrow::Cow;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::model::{Calibration, Given, Model, ModelComparison, ModelLevel};
use crate::{Records, RecordsBuilder, Spec};

/// A column, its kind, and values that are equal, near one another, far apart and missing.
type Field = (&'static str, &'static str, [&'static str; 8]);
const FIELDS: [Field; 9] = [
    ("given", "name", ["", "Mohammed", "Muhammad", "Mohamed Ali", "Ali", "M", "Anna", "Ana"]),
    ("family", "name", ["", "Ali", "Mohammed", "Aly", "Petrov", "Petrova", "Muhammad", "Petroff"]),
    ("birth", "date", ["", "1980", "1980-01-01", "1980-03-04", "1980-04-03", "1981-03-04", "1980-03", "1999-12-31"]),
    (
        "office",
        "organisation",
        ["", "Border Guard", "Border Guards", "State Bank", "Bank", "Bank Ltd", "BG", "Office 5"],
    ),
    ("phone", "number", ["", "0712345", "0712346", "0712354", "07123", "0799999", "0712345 6", "1"]),
    ("place", "code", ["", "Harbour", "Harbor", "Hill", "Hillside", "Stone", "Stonegate", "Harbour"]),
    ("address", "text", ["", "1 High Street", "High Street 1", "2 High Road", "Road", "Mill Lane", "Mill", "1 High"]),
    ("where", "point", ["", "10.0 20.0", "10.01 20.0", "10.5 20.5", "-33 18", "-33.1 18", "0 0", "0 0.1"]),
    ("sum", "amount", ["", "100", "101", "90", "5000", "5001", "-100", "7"]),
];
const LEVELS: [&[&str]; 9] = [
    &["equal", "alike 0.95", "similar 0.9", "initial", "edits 2"],
    &["equal", "similar 0.92", "alike 0.8", "edits 1"],
    &["equal", "both_year", "day_month_swapped", "one_part", "digits 2", "year", "years 2"],
    &["equal", "alike 0.9", "similar 0.8"],
    &["equal", "edits 1", "similar 0.85"],
    &["equal", "similar 0.9"],
    &["equal", "words 0.6", "similar 0.8"],
    &["equal", "km 2", "km 100"],
    &["equal", "ratio 0.95", "ratio 0.8"],
];
const RULES: [&str; 6] = ["given", "family", "birth.year", "place", "address.word", "given|family"];

/// What one comparison is, beside its column.
#[derive(Debug, Clone)]
struct Choice {
    /// How many of the levels it has.
    levels: usize,
    frequency: bool,
    personal: bool,
    is_swapped: bool,
    /// By level: bits of m, of u, of a household, and perhaps of how common alike values are.
    bits: Vec<(f64, f64, f64, Option<f64>)>,
    /// By earlier comparison: bits of what is known once it agrees on a common value, and on a rare one.
    given: Vec<[Option<Vec<f64>>; 2]>,
}

/// Data with a model, and what a pair must weigh.
#[derive(Debug)]
struct Case {
    records: Records,
    model: Model,
    /// The pair whose weight is just enough, of as many as there are.
    just_enough: usize,
    threads: usize,
}

fn choice() -> impl Strategy<Value = Choice> {
    let bits = || 0.0..12.0_f64;
    let given = vec(proptest::option::weighted(0.3, vec(bits(), 12)), 2);
    (
        (1..8_usize, any::<bool>(), any::<bool>(), any::<bool>()),
        vec((bits(), bits(), bits(), proptest::option::of(0.0..6.0_f64)), 12),
        vec(given.prop_map(|two| [two[0].clone(), two[1].clone()]), FIELDS.len()),
    )
        .prop_map(|((levels, frequency, personal, is_swapped), bits, given)| Choice {
            levels,
            frequency,
            personal,
            is_swapped,
            bits,
            given,
        })
}

fn case() -> impl Strategy<Value = Case> {
    let fields = Just((0..FIELDS.len()).collect::<Vec<_>>()).prop_shuffle();
    let rules = prop::sample::subsequence(RULES.to_vec(), 1..4);
    (
        (fields, vec(choice(), 2..=FIELDS.len()), rules),
        vec(vec(0..8_usize, FIELDS.len()), 2..40),
        (-12.0..4.0_f64, proptest::option::of(-14.0..2.0_f64)),
        (any::<usize>(), 1..4_usize),
    )
        .prop_map(|((fields, choices, rules), rows, priors, (just_enough, threads))| {
            let chosen: Vec<(usize, Choice)> = fields.into_iter().zip(choices).collect();
            let records = records(&chosen, &rules, &rows);
            let model = model(&chosen, &records, priors);
            Case { records, model, just_enough, threads }
        })
}

fn records(chosen: &[(usize, Choice)], rules: &[&str], rows: &[Vec<usize>]) -> Records {
    let columns = FIELDS.map(|(name, kind, _)| format!("[[column]]\nname = \"{name}\"\nkind = \"{kind}\"\n"));
    let comparison = |(field, choice): &(usize, Choice)| {
        let levels = &LEVELS[*field][..choice.levels.min(LEVELS[*field].len())];
        let (name, frequency, personal) = (FIELDS[*field].0, choice.frequency, choice.personal);
        let swapped = match name {
            "given" if choice.is_swapped => "swapped_with = \"family\"",
            "family" if choice.is_swapped => "swapped_with = \"given\"",
            _ => "",
        };
        format!(
            "[[comparison]]\ncolumn = \"{name}\"\nlevels = {levels:?}\nfrequency = {frequency}\npersonal = {personal}\n{swapped}\n"
        )
    };
    let comparisons: String = chosen.iter().map(comparison).collect();
    let text = format!("schema = \"Thing\"\nrules = {rules:?}\n{}{comparisons}", columns.concat());
    let mut builder = RecordsBuilder::new(Spec::from_toml(&text).expect("the specification is sound"));
    for (number, row) in rows.iter().enumerate() {
        let values = row.iter().zip(FIELDS).map(|(value, (_, _, values))| values[*value]);
        builder.push(&format!("{number:03}"), "", values);
    }
    builder.finish().expect("the ids are different")
}

fn model(chosen: &[(usize, Choice)], records: &Records, (prior_bits, household): (f64, Option<f64>)) -> Model {
    let comparer = Comparer::new(&records.spec, Cow::Borrowed(&records.columns)).expect("the specification is sound");
    let of_choice = |(position, (field, choice)): (usize, &(usize, Choice))| {
        let count = comparer.comparisons[position].levels() - 1;
        let levels = choice.bits.iter().cycle().take(count).map(|(m, u, household, mean_rarity)| ModelLevel {
            label: String::new(),
            m: (-m).exp2(),
            u: (-u).exp2(),
            household: Some((-household).exp2()),
            mean_rarity: *mean_rarity,
        });
        let earlier = chosen.iter().zip(&choice.given).take(position);
        let given = earlier.flat_map(|((field, _), two)| {
            let states = [false, true].into_iter().zip(two);
            states.filter_map(|(rare, bits)| {
                let u = bits.as_ref()?.iter().cycle().take(count).map(|bits| (-bits).exp2()).collect();
                Some(Given { column: FIELDS[*field].0.into(), rare, u })
            })
        });
        ModelComparison { column: FIELDS[*field].0.into(), levels: levels.collect(), given: given.collect() }
    };
    Model {
        prior_bits,
        household_prior_bits: household,
        calibration: Calibration::default(),
        comparisons: chosen.iter().enumerate().map(of_choice).collect(),
        spec: records.spec.clone(),
    }
}

/// Every pair that a rule makes, compared in full.
fn in_full(comparer: &Comparer<'_>, blocks: &Blocks, weigher: &Weigher, records: u32) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for a in 0..records {
        for b in a + 1..records {
            if blocks.made_by(0, a, b).0 > 0 {
                let (one, other) = (comparer.row(a), comparer.row(b));
                let pattern = comparer.compare_rows(one, other);
                pairs.push(Pair { a, b, weight: weigher.weight(pattern, one, other), pattern });
            }
        }
    }
    pairs
}

/// What is kept and how many pairs were seen, and the same where every pair is compared in full; nothing where there are none.
fn both_ways(case: &Case) -> Option<[(Vec<Pair>, u64); 2]> {
    let Case { records, model, just_enough, threads } = case;
    let comparer = Comparer::new(&records.spec, Cow::Borrowed(&records.columns)).expect("it is sound");
    let blocks = Blocks::new(&records.spec, &records.columns).expect("it is sound");
    let weigher = Weigher::new(model, &comparer);
    let mut all = in_full(&comparer, &blocks, &weigher, u32::try_from(records.len()).expect("they are few"));
    let seen = all.len() as u64;
    let from_bits = all.get(just_enough.checked_rem(all.len())?)?.weight;
    all.retain(|pair| pair.weight >= from_bits);
    Some([score(&comparer, &blocks, &weigher, from_bits, *threads, &()), (all, seen)])
}

#[test]
fn a_pair_is_kept_whose_names_may_be_swapped_both_ways() {
    // Everything but what is missing speaks against a pair.
    let bits = vec![(9.0, 0.0, 0.0, None); 12];
    let choice = Choice {
        levels: 1,
        frequency: false,
        personal: false,
        is_swapped: true,
        bits,
        given: vec![[None, None]; FIELDS.len()],
    };
    let chosen = [(0, choice.clone()), (1, choice)];
    // Mohammed Ali, and Ali Mohammed.
    let rows = [[1, 1], [4, 2]].map(|names| [&names[..], &[0; 7]].concat());
    let records = records(&chosen, &["given|family"], &rows);
    let model = model(&chosen, &records, (0.0, None));
    let [kept, expected] = both_ways(&Case { records, model, just_enough: 0, threads: 1 }).expect("there is a pair");
    assert_eq!(kept, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_what_comparing_every_pair_in_full_keeps(case in case()) {
        let Some([kept, expected]) = both_ways(&case) else { return Err(TestCaseError::reject("no pair")) };
        prop_assert_eq!(kept, expected);
    }
}
