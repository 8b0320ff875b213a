//! Signals before events.

use overt_analysis::patterns::timing::{Dated, Watch, before};

use crate::data::near;

fn days(days: &[i32]) -> Vec<Dated> {
    days.iter().map(|day| Dated { label: format!("day {day}"), day: Some(*day) }).collect()
}

fn watch(window_days: u32) -> Watch {
    Watch { events: "raids".into(), signals: "tip-offs".into(), observed: (1, 100), window_days }
}

#[test]
fn all_shifts_are_counted_as_by_hand() {
    // Days 10 to 14 and 40 to 44 come before a raid; two signals 30 days apart fall into both for five of a hundred shifts,
    // and for no other shift into either by two.
    let found = before(&days(&[15, 45]), &days(&[12, 42]), &watch(5)).unwrap();
    assert_eq!((found.before, found.events_with, found.days), (2, 2, 100));
    near(found.p, 0.05);
    near(found.covered, 0.1);
    near(found.expected, 0.2);
}

#[test]
fn tip_offs_before_every_raid_are_told_and_nobody_is_said_to_have_warned() {
    let raids = [20, 37, 58, 91];
    let found = before(&days(&raids), &days(&[19, 36, 57, 90, 70]), &watch(2)).unwrap();
    assert_eq!((found.before, found.signals), (4, 5));
    assert!(found.p < 0.05, "{}", found.p);
    assert_eq!(
        found.sentence,
        "4 of 5 tip-offs fall into the 2 days before one of 4 raids; that is more than the 0.40 to be expected if they had been on other \
         days (p = 0.0200)."
    );
    assert!(found.limits.contains("does not show that anybody warned"));
}

#[test]
fn the_day_of_the_event_is_not_before_it() {
    let found = before(&days(&[50]), &days(&[50]), &watch(3)).unwrap();
    assert_eq!((found.before, found.events_with), (0, 0));
    near(found.p, 1.0);
}

#[test]
fn a_signal_before_two_events_counts_once() {
    let found = before(&days(&[50, 51]), &days(&[49]), &watch(5)).unwrap();
    assert_eq!((found.before, found.events_with), (1, 2));
    near(found.covered, 0.06);
}

#[test]
fn what_has_no_day_or_lies_outside_is_left_out_by_name() {
    let mut raids = days(&[3, 50, 101]);
    raids.push(Dated { label: "some raid".into(), day: None });
    let found = before(&raids, &days(&[49, 0, 1]), &watch(5)).unwrap();
    assert_eq!((found.events, found.signals, found.before), (1, 2, 1));
    let left_out: Vec<(&str, String)> =
        found.exclusions.iter().map(|gone| (gone.who.as_str(), gone.why.to_string())).collect();
    assert_eq!(
        left_out,
        [
            ("day 3", "the days before it begin before the observed ones".to_owned()),
            ("day 101", "outside the observed days".to_owned()),
            ("some raid", "its day is not known".to_owned()),
            ("day 0", "outside the observed days".to_owned()),
        ]
    );
}

#[test]
fn windows_and_days_that_cannot_be_are_refused() {
    for window in [0, 100, u32::MAX] {
        assert!(
            before(&days(&[50]), &days(&[49]), &watch(window)).unwrap_err().sentence.contains("cannot be looked at")
        );
    }
    let backwards = Watch { observed: (100, 1), ..watch(5) };
    assert!(before(&days(&[50]), &days(&[49]), &backwards).is_err());
    assert!(before(&days(&[]), &days(&[49]), &watch(5)).unwrap_err().sentence.starts_with("There are 0 raids"));
    let endless = Watch { observed: (i32::MIN, i32::MAX), ..watch(5) };
    assert!(before(&days(&[50]), &days(&[49]), &endless).unwrap_err().sentence.contains("too long"));
}
