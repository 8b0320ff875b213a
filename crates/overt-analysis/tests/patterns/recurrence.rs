//! What comes back in cases that are not related.

use overt_analysis::patterns::recurrence::{Candidate, Case, Question, Recurrence, recurrence};
use overt_analysis::patterns::{Draws, Exposure};

fn posts(exposures: &[Option<f64>]) -> Vec<Candidate> {
    let post =
        |(place, exposure): (usize, &Option<f64>)| Candidate { label: format!("post {place}"), exposure: *exposure };
    exposures.iter().enumerate().map(post).collect()
}

fn cases(rows: &[&[usize]]) -> Vec<Case> {
    let case = |(place, units): (usize, &&[usize])| Case {
        label: format!("case {place}"),
        units: units.iter().map(|unit| format!("post {unit}")).collect(),
    };
    rows.iter().enumerate().map(case).collect()
}

fn question(count: usize) -> Question {
    Question { units: "posts".into(), exposure: "people who passed".into(), draws: Draws { count, seed: 11 } }
}

fn found(exposures: &[Option<f64>], rows: &[&[usize]]) -> Recurrence {
    recurrence(&posts(exposures), &cases(rows), &question(20_000)).unwrap()
}

/// By how much a share of twenty thousand draws may be off.
fn as_drawn(found: f64, expected: f64) {
    let reach = 4.5 * (expected * (1.0 - expected) / 20_000.0).sqrt();
    assert!((found - expected).abs() < reach, "{found} and not {expected}");
}

#[test]
fn cases_with_one_post_each_are_birthdays() {
    let all = vec![None; 20];
    let found = found(&all, &[&[0], &[1], &[2], &[3], &[3]]);
    assert_eq!((found.recurrent.value, found.most.value, found.exposure), (1, 2, Exposure::Equal));
    // Five draws of twenty without one that comes back: 20·19·18·17·16 / 20^5.
    as_drawn(found.recurrent.p, 1.0 - 1_860_480.0 / 3_200_000.0);
    // One post comes back with 1 - 0.95^5 - 5 · 0.05 · 0.95^4.
    let once = 1.0 - 0.95_f64.powi(5) - 0.25 * 0.95_f64.powi(4);
    assert!((found.recurrent.expected - 20.0 * once).abs() < 0.03);
    as_drawn(found.findings[0].cases.p, once);
    assert!((found.findings[0].cases.expected - 0.25).abs() < 0.02);
}

#[test]
fn posts_of_one_case_are_different_and_drawn_by_the_exposure_that_is_left() {
    // Of posts with exposure 1, 2 and 3, two are drawn: the first is among them with 1/6 + 2/6 · 1/4 + 3/6 · 1/3 = 5/12.
    let found = found(&[Some(1.0), Some(2.0), Some(3.0)], &[&[0, 1], &[0, 2]]);
    let first = found.findings.iter().find(|finding| finding.label == "post 0").unwrap();
    as_drawn(first.cases.p, (5.0_f64 / 12.0).powi(2));
    assert_eq!((found.recurrent.value, found.most.value), (1, 2));
    // Two of three posts twice: one of them at least comes back.
    assert!((found.recurrent.p - 1.0).abs() < 1e-12);
}

#[test]
fn one_post_in_five_of_six_cases_stands_out_and_others_do_not() {
    let all = vec![Some(10.0); 60];
    let found = found(&all, &[&[7, 1], &[7, 2], &[7], &[7, 3], &[7, 4], &[5, 6]]);
    let [back] = found.findings.as_slice() else { panic!("one came back") };
    assert_eq!((back.label.as_str(), back.cases.value), ("post 7", 5));
    // Eleven draws of sixty often have one that comes back. Which one it was, and how often, is not that often.
    assert!(found.recurrent.p > 0.05 && !back.stands_out && back.p_holm < 0.05);
    assert!(found.most.p < 0.001);
    assert!(found.sentence.contains("1 came in two or more of 6 cases; that is no more, as far as can be told, than"));
}

#[test]
fn three_posts_that_come_back_among_many_are_more_than_chance() {
    let all = vec![Some(10.0); 200];
    let found = found(&all, &[&[7, 8, 9], &[7, 8, 9], &[7, 8, 9], &[1]]);
    assert_eq!(found.recurrent.value, 3);
    // Each post is in a case with 3/200, 3/200, 3/200 and 1/200.
    let (large, small) = (0.015_f64, 0.005);
    let none = (1.0 - large).powi(3) * (1.0 - small);
    let once = 3.0 * large * (1.0 - large).powi(2) * (1.0 - small) + (1.0 - large).powi(3) * small;
    assert!((found.recurrent.expected - 200.0 * (1.0 - none - once)).abs() < 0.015);
    assert!(found.recurrent.p < 0.001 && found.findings.iter().all(|finding| finding.stands_out));
    assert!(found.sentence.starts_with("Of 200 posts, 3 came in two or more of 4 cases; that is more than the 0.1"));
}

#[test]
fn a_post_that_is_named_twice_in_a_case_came_once_and_what_falls_out_is_named() {
    let found = found(&[Some(1.0), Some(1.0), None, Some(1.0)], &[&[0, 0], &[1], &[2], &[]]);
    assert_eq!((found.n, found.cases, found.recurrent.value), (3, 2, 0));
    let told: Vec<String> = found.exclusions.iter().map(|gone| format!("{}: {}", gone.who, gone.why)).collect();
    assert_eq!(
        told,
        [
            "post 2: people who passed not known; acts recorded there: 1",
            "case 2: none of the posts that can be compared came in it",
            "case 3: none of the posts that can be compared came in it",
        ]
    );
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let refused = |exposures: &[Option<f64>], rows: &[&[usize]]| {
        recurrence(&posts(exposures), &cases(rows), &question(500)).unwrap_err().sentence
    };
    assert_eq!(refused(&[None, None], &[&[0], &[5]]), "Case number 2 names one that is not in the list of posts.");
    assert!(refused(&[None, None], &[&[0]]).starts_with("There are 1 cases"));
    assert!(refused(&[None], &[&[0], &[0]]).starts_with("There are 2 cases with posts among 1"));
    let twice = [posts(&[None]), posts(&[None])].concat();
    assert!(
        recurrence(&twice, &cases(&[&[0], &[0]]), &question(500)).unwrap_err().sentence.contains("called the same")
    );
    assert!(recurrence(&posts(&[None, None]), &cases(&[&[0], &[1]]), &question(10)).is_err());
}
