//! Encoding, files and joins as those see them who use them.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use overt_link::pprl::dice::{dice, weight};
use overt_link::pprl::{self, Agreed, Encoded, FieldKind, Key, Plan, PprlError, Record, Report, WEIGHT};
use overt_model::{Private, Secret};
use proptest::prelude::*;
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

fn key(secret: u8, run: &str) -> Key {
    Key::from_secret(&Secret::new([secret; 32]), "agreement", run).unwrap()
}

fn record(id: usize, given_name: &str, surname: &str, birth: &str) -> Record<usize> {
    let values = [
        (FieldKind::GivenName, given_name),
        (FieldKind::Surname, surname),
        (FieldKind::Birth, birth),
        (FieldKind::Nationality, "XX"),
    ];
    Record { id, values: values.map(|(kind, value)| (kind, Private::new(value.to_owned()))).to_vec() }
}

/// People who have little in common.
fn people(count: usize) -> Vec<Record<usize>> {
    let syllables = ["ba", "do", "fi", "ga", "lu", "me", "no", "pa", "ri", "so", "ta", "vu"];
    (0..count)
        .map(|id| {
            let syllable = |step: usize| syllables[(id / step + step) % 12];
            record(
                id,
                &format!("{}{}", syllable(1), syllable(12)),
                &format!("{}{}{}", syllable(12), syllable(144), syllable(1)),
                &format!("{}-{:02}-{:02}", 1950 + id * 7 % 58, 1 + id % 12, 2 + id * 5 % 27),
            )
        })
        .collect()
}

fn encode(plan: &Plan, key: &Key, records: Vec<Record<usize>>, seed: u64) -> (Report<usize>, Vec<u8>) {
    let mut file = Vec::new();
    let report = pprl::encode(plan, key, records, &mut ChaCha12Rng::seed_from_u64(seed), &mut file).unwrap();
    (report, file)
}

fn read(file: &[u8]) -> Encoded {
    pprl::read(file).unwrap()
}

/// The owners of what was agreed.
fn owned(agreed: &[Agreed], reports: &[&Report<usize>]) -> Vec<Vec<usize>> {
    let mut owned: Vec<Vec<usize>> = agreed
        .iter()
        .map(|group| {
            let owner = |member: &pprl::Member| {
                reports[member.file].owners.iter().find(|owner| owner.0 == member.id).map(|owner| owner.1)
            };
            group.members.iter().filter_map(owner).collect()
        })
        .collect();
    owned.sort();
    owned
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_encoding_has_the_same_weight_and_the_same_seed_gives_the_same_file(
        given_name: String, surname in "[a-z]{2,12}", seed: u64,
    ) {
        let records = || vec![record(0, &given_name, &surname, "1990-05-17"), record(1, "Amina", &surname, "1991-03-02")];
        let (_, file) = encode(&Plan::default(), &key(1, "1"), records(), seed);
        prop_assert!(read(&file).bits.iter().all(|bits| weight(bits) == WEIGHT));
        prop_assert_eq!(&file, &encode(&Plan::default(), &key(1, "1"), records(), seed).1);
        prop_assert_ne!(&file, &encode(&Plan::default(), &key(1, "1"), records(), seed ^ 1).1);
    }

    #[test]
    fn rubbish_is_refused_in_words(rubbish: Vec<u8>, place: prop::sample::Index, bit in 0_u32..8) {
        prop_assert!(pprl::read(rubbish.as_slice()).is_err());
        let (_, mut file) = encode(&Plan::default(), &key(1, "1"), people(3), 1);
        let place = place.index(file.len());
        file[place] ^= 1 << bit;
        if let Err(error) = pprl::read(file.as_slice()) {
            prop_assert!(error.to_string().len() > 20);
        } else {
            // Only the digest itself is written in a way that a changed letter could mean the same.
            prop_assert!(false, "byte {} changed and nobody noticed", place);
        }
    }

    #[test]
    fn a_file_that_was_cut_off_is_refused(place: prop::sample::Index) {
        let (_, file) = encode(&Plan::default(), &key(1, "1"), people(3), 1);
        let place = place.index(file.len() - 1);
        prop_assert!(pprl::read(&file[..place]).is_err());
    }
}

#[test]
fn spellings_of_one_person_agree_and_others_do_not() {
    let plan = Plan { flip_share: 0.0, padding_share: 0.0, ..Plan::default() };
    // The mean of many runs is what the tokens have in common; one run is off by 0.016.
    let alike = |left: Record<usize>, right: Record<usize>| {
        let runs = (0..60_u8).map(|run| {
            let [left, right] = [&left, &right].map(|record| {
                read(&encode(&plan, &key(1, &run.to_string()), vec![record.clone()], 3 + u64::from(run)).1).bits[0]
            });
            dice(&left, &right)
        });
        runs.sum::<f64>() / 60.0
    };
    let yusuf = || record(0, "Yusuf", "Hassan", "1990-05-17");
    assert!(alike(yusuf(), record(0, "YOUSSEF", "Hasan", "1990-05-17")) > 0.95);
    assert!(alike(yusuf(), record(0, "Yusuf", "Hassan", "1990-17-05")) > 0.9, "day and month were swapped");
    assert!(alike(yusuf(), record(0, "Hassan", "Yusuf", "1990-05-17")) > 0.95, "names were swapped");
    assert!(alike(yusuf(), record(0, "Yusuf", "Hassan", "1989-05-17")) > plan.threshold);
    let namesake = alike(yusuf(), record(0, "Yusuf", "Hassan", "1973-11-02"));
    assert!(namesake < plan.threshold - 0.02, "a name is not a person: {namesake}");
    assert!(alike(yusuf(), record(0, "Olena", "Koval", "1973-11-02")) < 0.53);
}

#[test]
fn keys_and_runs_have_nothing_in_common() {
    let plan = Plan { flip_share: 0.0, padding_share: 0.0, ..Plan::default() };
    let first = read(&encode(&plan, &key(1, "1"), vec![people(1).remove(0)], 1).1).bits[0];
    for other in [key(2, "1"), key(1, "2")] {
        let other = read(&encode(&plan, &other, vec![people(1).remove(0)], 1).1).bits[0];
        assert!((dice(&first, &other) - 0.5).abs() < 0.09, "{}", dice(&first, &other));
    }
}

#[test]
fn a_file_tells_neither_order_nor_padding_nor_too_little() {
    let mut records = people(40);
    records.push(record(40, "Amina", "", ""));
    records.push(Record { id: 41, values: Vec::new() });
    let (report, file) = encode(&Plan { padding_share: 0.5, ..Plan::default() }, &key(1, "1"), records, 1);
    assert_eq!((report.owners.len(), report.padding, report.thin), (40, 20, vec![40, 41]));
    let text = String::from_utf8(file).unwrap();
    assert_eq!(text.lines().count(), 62);
    let lines: Vec<&str> = text.lines().skip(1).take(60).collect();
    assert!(lines.is_sorted());
    assert!(lines.iter().all(|line| line.len() == lines[0].len()));
}

#[test]
fn two_and_three_files_agree_on_who_is_in_them() {
    let plan = Plan::default();
    let of = |range: std::ops::Range<usize>, seed| encode(&plan, &key(1, "1"), people(90).drain(range).collect(), seed);
    let files = [of(0..60, 1), of(30..90, 2), of(45..75, 3)];
    let encoded: Vec<Encoded> = files.iter().map(|file| read(&file.1)).collect();
    let reports: Vec<&Report<usize>> = files.iter().map(|file| &file.0).collect();

    let two = pprl::join(&encoded[..2], 2).unwrap();
    assert_eq!(owned(&two, &reports), (30..60).map(|id| vec![id, id]).collect::<Vec<_>>());
    let three = pprl::join(&encoded, 1).unwrap();
    let expected = |id| if (45..60).contains(&id) { vec![id; 3] } else { vec![id; 2] };
    assert_eq!(owned(&three, &reports), (30..75).map(expected).collect::<Vec<_>>());
    assert_eq!(three, pprl::join(&encoded, 4).unwrap());
    assert!(three.iter().all(|group| (plan.threshold..=1.0).contains(&group.score)));
}

#[test]
fn equally_alike_is_not_agreed() {
    // Without noise, twins in the file of one party are the same encoding.
    let plan = Plan { flip_share: 0.0, padding_share: 0.0, ..Plan::default() };
    let same = || record(0, "Amina", "Hassan", "1990-05-17");
    let one = read(&encode(&plan, &key(1, "1"), vec![same()], 1).1);
    let mut two = read(&encode(&plan, &key(1, "1"), vec![same(), same()], 2).1);
    two.bits[1] = two.bits[0];
    assert!(pprl::join(&[one.clone(), two.clone()], 1).unwrap().is_empty());
    two.ids.pop();
    two.bits.pop();
    assert_eq!(pprl::join(&[one, two], 1).unwrap().len(), 1);
}

#[test]
fn files_that_do_not_belong_together_say_why() {
    let plan = Plan::default();
    let file = |plan: &Plan, key: &Key, seed| read(&encode(plan, key, people(2), seed).1);
    let first = file(&plan, &key(1, "1"), 1);
    let other_plan = Plan { weight_min: 21, ..Plan::default() };
    for (other, word) in [
        (file(&plan, &key(1, "2"), 2), "run"),
        (file(&plan, &key(2, "1"), 2), "key"),
        (file(&other_plan, &key(1, "1"), 2), "plan"),
        (first.clone(), "given twice"),
    ] {
        let error = pprl::join(&[first.clone(), other], 1).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
    assert!(matches!(pprl::join(&[first], 1), Err(PprlError::Files { .. })));
}

#[test]
fn damage_is_named_with_its_line() {
    let (_, file) = encode(&Plan::default(), &key(1, "1"), people(3), 1);
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let file = |lines: &[&str]| pprl::read((lines.join("\n") + "\n").as_bytes()).unwrap_err().to_string();
    let long = "a".repeat(100_000);
    for (damaged, words) in [
        (vec!["names"], "not the header"),
        (vec![r#"{"format":"overt-pprl","version":2}"#], "format version 2"),
        (vec![lines[0], lines[1], lines[1]], "line 3 has a number that an earlier line has"),
        (vec![lines[0], lines[1]], "ends after 1 records"),
        (vec![lines[0], "rubbish"], "line 2 is not a number"),
        (vec![lines[0], &long], "line 2 is too long"),
        (vec![lines[0], lines[1], lines[lines.len() - 1]], "number of records"),
        ([&lines[..], &["more"]].concat(), "after the last line"),
    ] {
        let error = file(&damaged);
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_plan_reads_from_toml_and_says_what_is_out_of_range() {
    let plan: Plan = toml::from_str("threshold = 0.62\n[weights]\nname-name = 5\n").unwrap();
    assert_eq!((plan.threshold.to_string().as_str(), plan.weights.name_name, plan.weights.phone), ("0.62", 5, 6));
    assert_ne!(plan.fingerprint(), Plan::default().fingerprint());
    assert!(toml::from_str::<Plan>("treshold = 0.62").is_err());
    for (plan, word) in [
        (Plan { threshold: 0.5, ..Plan::default() }, "threshold"),
        (Plan { flip_share: f64::NAN, ..Plan::default() }, "flip-share"),
        (Plan { padding_share: 11.0, ..Plan::default() }, "padding-share"),
        (Plan { weights: pprl::Weights { phone: 21, ..Default::default() }, ..Plan::default() }, "weights"),
    ] {
        assert!(plan.check().unwrap_err().to_string().contains(word));
    }
    assert!(Key::from_secret(&Secret::new([1; 32]), "a b", "1").is_err());
}

#[test]
fn a_key_is_not_printed() {
    let text = format!("{:?}", key(7, "1"));
    assert!(text.contains("[secret]") && !text.contains("7, 7"), "{text}");
}
