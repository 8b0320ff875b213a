//! Whether members are recognised in one release, as an evaluation tries it.

use overt_protect::synth::Plan;
use overt_protect::synth::evaluate::{Evaluation, Membership, NotTried, Question, Tried};
use overt_protect::{Table, aggregate::Recipe};

use crate::people::{people, synthesise};

const VALUES: [u16; 8] = [2, 3, 5, 8, 12, 20, 40, 2];

fn membership(members: &Table, others: Option<&Table>, released: &Table) -> Membership {
    let question = Question { length: 1, others, targets: 300, ..Question::about(members.domain()) };
    Evaluation::of(members, released, &question).expect("of one domain").for_the_team().membership.clone()
}

fn tried(members: &Table, others: &Table, released: &Table) -> Tried {
    match membership(members, Some(others), released) {
        Membership::Tried(tried) => tried,
        Membership::NotTried(reason) => panic!("{reason:?}"),
    }
}

#[test]
fn members_are_recognised_in_a_copy_by_both_attackers() {
    let [members, others] = [1, 2].map(|seed| people(3_000, &VALUES, seed));
    let found = tried(&members, &others, &members);
    for (attacker, least) in [(found.nearest, 0.95), (found.rare, 0.2)] {
        assert!(attacker.more_than_guessing() && attacker.members.share() > least, "{found:?}");
        assert!(attacker.others.share() <= 0.01);
    }
    // Part of a copy is enough, and members and others need not be as many.
    let few = people(700, &VALUES, 3);
    assert!(tried(&members, &few, &members).nearest.more_than_guessing());
}

#[test]
fn nobody_is_recognised_at_epsilon_1() {
    let [members, others] = [1, 2].map(|seed| people(10_000, &VALUES, seed));
    let plan = Plan::new(members.domain()).expect("small enough");
    for seed in 0..3 {
        let found = tried(&members, &others, &synthesise(&members, &plan, 1.0, seed).table);
        for attacker in [found.nearest, found.rare] {
            assert!(!attacker.more_than_guessing() && attacker.members.share() < 0.04, "{found:?}");
        }
    }
    // With noise that protects nobody they are.
    let found = tried(&members, &others, &synthesise(&members, &plan, 20.0, 1).table);
    assert!(found.rare.more_than_guessing(), "{found:?}");
}

#[test]
fn who_guesses_recognises_one_in_a_hundred() {
    let mut shares = [Vec::new(), Vec::new()];
    for seed in 0..40 {
        let [members, others, released] = [0, 1, 2].map(|place| people(1_000, &VALUES, 100 + 3 * seed + place));
        let found = tried(&members, &others, &released);
        shares[0].push(found.nearest.members.share());
        shares[1].push(found.rare.members.share());
        assert!(!found.nearest.more_than_guessing() && !found.rare.more_than_guessing(), "{seed}: {found:?}");
    }
    for shares in shares {
        let mean = shares.iter().sum::<f64>() / 40.0;
        // Forty runs of 300 members: a standard error of one in a thousand, and the threshold has one of its own.
        assert!((0.005..0.015).contains(&mean), "{mean}");
    }
}

#[test]
fn without_others_or_with_few_nothing_is_tried_and_it_is_said_why() {
    let members = people(3_000, &VALUES, 1);
    assert_eq!(membership(&members, None, &members), Membership::NotTried(NotTried::NoOthers));
    let nobody = people(0, &VALUES, 2);
    assert_eq!(membership(&members, Some(&nobody), &members), Membership::NotTried(NotTried::NoOthers));
    let few = people(50, &VALUES, 2);
    let found = membership(&members, Some(&few), &members);
    assert!(matches!(found, Membership::NotTried(NotTried::FewOthers { others: 0..=50 })), "{found:?}");
    let found = membership(&nobody, Some(&members), &members);
    assert_eq!(found, Membership::NotTried(NotTried::NoMembers));
}

#[test]
fn members_can_be_sought_in_rows_that_ten_people_share() {
    let [members, others] = [1, 2].map(|seed| people(3_000, &VALUES, seed));
    let released = Recipe::new(10, vec![0; 8]).make(&members).expect("there are enough rows").table;
    let found = tried(&members, &others, &released);
    assert!(found.nearest.members.of > 100 && found.nearest.others.of > 100);
}

#[test]
fn equal_records_of_members_and_others_are_taken_together() {
    // Everybody is alike: nobody can be told from anybody.
    let alike = people(500, &[1, 1], 1);
    let found = tried(&alike, &alike, &alike);
    assert_eq!((found.nearest.members.part, found.nearest.others.part), (0, 0));
    assert_eq!((found.rare.members.of, found.rare.others.of), (500, 500));
}
