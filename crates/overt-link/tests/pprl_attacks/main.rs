//! What somebody learns who has an encoded file, a list of people like those in it, and not the key.
//!
//! Two attacks run on plain Bloom filters, where they must succeed (or they would prove nothing), and on our encoding, where they
//! must do no better than naming the most frequent name for everybody. `--nocapture` prints the shares.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod frequency;
mod mining;
mod neighbours;
mod people;

use overt_link::pprl::Plan;

use people::{Person, harden, population, shared};

const RECORDS: usize = 2_000;

/// Chance moves the share of a guess by about this.
const SLACK: f64 = 0.02;

#[test]
fn mining_patterns_names_people_in_plain_filters_and_not_in_ours() {
    let victims = population(1, RECORDS);
    let public = population(2, 2 * RECORDS);
    let (given_names, names) = people::base_rates(&victims);
    let plain = mining::attack(&people::filters(&victims, 0.0), &public, &victims, 0.0);
    let ours = mining::attack(&harden(&Plan::default(), &victims).1, &public, &victims, 0.02);
    println!("pattern mining: plain: {plain}; ours: {ours}; the most frequent: {given_names:.3}, {names:.3}");
    assert!(plain.names_right > 2.0 * names, "the attack itself works: {plain}");
    assert!(ours.given_names_right <= given_names + SLACK && ours.names_right <= names + SLACK, "{ours}");
}

#[test]
fn frequency_names_people_in_plain_filters_and_not_in_ours() {
    let victims = population(3, RECORDS);
    let public = population(4, 4 * RECORDS);
    // Filters of one field, as they are used where fields are compared one by one.
    let given_names: Vec<Person> = victims.iter().map(Person::given_name_only).collect();
    let plain = frequency::attack(&people::filters(&given_names, 0.0), &public, &given_names, 0.99);
    println!("frequency, given names alone: plain {plain:.3}");
    assert!(plain > 0.3, "the attack itself works: {plain}");
    // Ours has no such thing: records of which no more is known than names and nationality are refused.
    for known in [Person::given_name_only, Person::without_birth] {
        let victims: Vec<Person> = victims.iter().map(known).collect();
        let (kept, _) = harden(&Plan::default(), &victims);
        assert!(kept.is_empty(), "{} records would be as frequent as their names", kept.len());
    }
    // And the others look for every similarity as if nobody had a name in common.
    let (kept, ours) = harden(&Plan::default(), &victims);
    let kept: Vec<Person> = kept.into_iter().map(|place| victims[place].clone()).collect();
    for threshold in [0.55, 0.58, 0.62, 0.7, 0.8] {
        let share = frequency::attack(&ours, &public, &kept, threshold);
        println!("frequency, everything known, alike from {threshold}: ours {share:.3}");
        assert!(share <= people::base_rates(&victims).0 + SLACK, "{share}");
    }
}

/// With thousands of names in eight cultures, and with bits of the plain filters turned around until they resist too.
#[test]
#[ignore = "slow without optimisation; cargo test --release -p overt-link --test pprl_attacks -- --ignored --nocapture"]
fn mining_patterns_in_the_shared_files() {
    let (Some(victims), Some(public)) = (shared("twoparty_20k_a.csv"), shared("twoparty_20k_b.csv")) else {
        println!("SKIPPED: ../shared/datasets/linkage is absent");
        return;
    };
    let (given_names, names) = people::base_rates(&victims);
    let ours = mining::attack(&harden(&Plan::default(), &victims).1, &public, &victims, 0.02);
    println!("pattern mining, 20,000 records: ours: {ours}; the most frequent: {given_names:.3}, {names:.3}");
    assert!(ours.given_names_right <= given_names + SLACK && ours.names_right <= names + SLACK);
    for flips in [0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2] {
        let filters = people::filters(&victims, flips);
        let others = people::filters(&public, flips);
        let plain = mining::attack(&filters, &public, &victims, flips);
        println!(
            "plain, {flips} of the bits turned: {plain}, best F1 of a join {:.3}",
            people::best_f1(&filters, &others, &victims, &public)
        );
    }
}

/// Not resisted: who knows a tenth of the people learns something of others from how alike they are. Here only to be measured.
#[test]
#[ignore = "slow without optimisation; cargo test --release -p overt-link --test pprl_attacks -- --ignored --nocapture"]
fn whoever_knows_a_tenth_learns_something_of_the_others() {
    let Some(people) = shared("twoparty_20k_a.csv") else {
        println!("SKIPPED: ../shared/datasets/linkage is absent");
        return;
    };
    let (kept, ours) = harden(&Plan::default(), &people);
    let kept: Vec<Person> = kept.into_iter().map(|place| people[place].clone()).collect();
    let known = kept.len() / 10;
    let ours = neighbours::attack(&ours, &kept, known, 0.53);
    let plain = neighbours::attack(&people::filters(&kept, 0.0), &kept, known, 0.4);
    println!("a tenth known: plain {plain:.3}, ours {ours:.3}, most frequent {:.3}", people::base_rates(&kept).0);
    assert!(ours < plain);
}
