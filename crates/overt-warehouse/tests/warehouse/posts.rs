//! Posts with their acts and their days on duty.

use overt_model::{EntityId, Record, RecordId, Value};
use overt_warehouse::Role;
use overt_warehouse::posts::Post;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, record, source, wait};

fn posting(id: u128, post: u128, began: &str, ended: Option<&str>) -> Record {
    let day = |text: &str| Value::Date(text.parse().unwrap());
    let posting = record(id, 1, "Posting").with("post", Value::Reference(RecordId::from_bits(post)));
    let posting = if began.is_empty() { posting } else { posting.with("began", day(began)) };
    match ended {
        Some(ended) => posting.with("ended", day(ended)),
        None => posting,
    }
}

#[test]
fn days_on_duty_are_those_within_the_days_of_the_acts_and_posts_without_acts_are_there() {
    let id = RecordId::from_bits;
    let at = |act: Record, post| act.with("post", Value::Reference(id(post)));
    let bribe = |number, by, on: &str| act(number, by, ("T4", "P06", "A18")).on(on);
    let records = vec![
        record(50, 1, "Post").with("kind", Value::code("border-crossing")).with("staff", Value::Integer(9)),
        record(51, 1, "Post"),
        record(52, 1, "Post"),
        at(bribe(10, 1, "2020-01-01"), 50),
        at(bribe(11, 2, "2020-01-01"), 50),
        at(bribe(12, 2, "2020-01-10"), 51),
        bribe(13, 2, "2025-01-10"),
        posting(20, 50, "2019-01-01", Some("2020-01-03")),
        posting(21, 50, "2020-01-09", None),
        posting(22, 51, "", None),
        posting(23, 52, "2021-01-01", Some("2021-01-09")),
    ];
    let (told_twice, one_post) = (EntityId::from_bits(901), EntityId::from_bits(902));
    let joins = Joins {
        step: Some(1),
        kinds: vec![
            ("CorruptAct".into(), vec![(id(10), told_twice), (id(11), told_twice)]),
            ("Post".into(), vec![(id(50), one_post)]),
        ],
    };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 11, leaf: 12, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let ask = |role, only| wait(open(folder.path(), role).posts(only));
    let found = ask(Role::Analyst, None).unwrap();
    let of = |name: String| found.posts.iter().find(|post| post.id == name).unwrap();
    let told = |post: &Post| (post.acts, post.days, post.staff);
    assert_eq!(told(of(one_post.to_string())), (1, Some(3 + 2), Some(9)));
    assert_eq!(told(of(id(51).to_string())), (1, None, None), "a posting without a beginning has no days");
    assert_eq!(told(of(id(52).to_string())), (0, Some(0), None));
    assert_eq!((found.posts.len(), found.acts_without_post, found.postings_left_out), (3, 1, 1));
    assert_eq!(found.span, Some(["2020-01-01", "2020-01-10"].map(str::to_owned)), "the days of acts at posts");
    let none = ask(Role::Analyst, Some("stage = 'T1'")).unwrap();
    assert!(none.posts.iter().all(|post| post.acts == 0 && post.days.is_none()) && none.span.is_none());
    assert!(ask(Role::Observer, None).is_err(), "it is about single records");
}
