use std::fmt::Write as _;
use std::io::{Cursor, Read};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::everything::Everything;
use crate::rows::Reason::{Malformed, NoObject, Nul, TwoValues};
use crate::rows::{COLUMNS_MAX, OpenError, ROW_LEN_MAX, Reason};
use crate::table::encoding::encoded;

fn read(text: impl AsRef<[u8]>) -> Everything {
    at(text, None)
}

fn at(text: impl AsRef<[u8]>, path: Option<&str>) -> Everything {
    Everything::of(&mut Reader::open(Cursor::new(text.as_ref()), path).unwrap()).unwrap()
}

fn read_lines(text: impl AsRef<[u8]>) -> Everything {
    Everything::of(&mut Lines::open(Cursor::new(text.as_ref())).unwrap()).unwrap()
}

#[test]
fn what_is_nested_becomes_columns_with_the_names_of_the_path() {
    let case = json!([{"id": 7, "victim": {"age": null, "papers": {"kept": true}},
        "defendants": [{"name": "A"}, {"name": "B", "post": "clerk"}], "keywords": ["fee", ["visa"]], "none": []}]);
    let found = read(case.to_string());
    let expected = [
        ("defendants.1.name", "A"),
        ("defendants.2.name", "B"),
        ("defendants.2.post", "clerk"),
        ("id", "7"),
        ("keywords.1", "fee"),
        ("keywords.2.1", "visa"),
        ("victim.papers.kept", "true"),
    ];
    assert_eq!(found.named(), [expected]);
    assert!(found.columns.contains(&"victim.age".to_owned()));
}

#[test]
fn numbers_stay_as_they_are_written() {
    let found = read_lines(r#"{"fee": 1.10, "id": 12345678901234567890123, "small": -0.5E-3}"#);
    assert_eq!(found.rows, [["1.10", "12345678901234567890123", "-0.5E-3"]]);
}

#[test]
fn columns_grow_while_what_was_there_stays() {
    let found = read_lines("{\"a\":1}\n{\"b\":2}\n\n{\"c\":{\"x\":3},\"a\":4}\n");
    assert_eq!(found.columns, ["a", "b", "c.x"]);
    assert_eq!(found.rows, [vec!["1"], vec!["", "2"], vec!["4", "", "3"]]);
    assert_eq!(found.places, [1..=1, 2..=2, 4..=4]);
}

#[test]
fn the_list_is_found_by_itself_or_named() {
    let one = r#"{"about": {"by": "court", "years": [2024, 2025]}, "data": {"cases": [{"a": 1}, {"a": 2}]}, "n": 2}"#;
    assert_eq!(read(one).rows, [["1"], ["2"]]);
    assert_eq!(at(one, Some("data.cases")).rows, [["1"], ["2"]]);
    assert_eq!(at(one, Some(".")).rows.len(), 1);
    let two = r#"{"cases": [{"a": 1}], "acts": [{"b": 2}]}"#;
    assert_eq!(at(two, Some("acts")).rows, [["2"]]);
    let error = |path| Reader::open(Cursor::new(two), path).err().unwrap().to_string();
    assert_eq!(error(None), "the file has several tables, so say which one is meant; there are: cases, acts, .");
    assert_eq!(error(Some("act")), "there is no table act in the file; there are: cases, acts");
    assert_eq!(lists(Cursor::new(two)).unwrap(), ["cases", "acts"]);
}

#[test]
fn one_object_is_one_row_and_several_without_a_list_are_several() {
    assert_eq!(read("{\"a\": 1,\n \"b\": {\"c\": 2}}").rows, [["1", "2"]]);
    assert_eq!(read("{\n\"a\": 1\n}\n{\n\"a\": 2, \"l\": [{}]\n}\n").rows, [["1"], ["2"]]);
    assert!(matches!(Reader::open(Cursor::new(" \n"), None), Err(OpenError::Empty)));
}

#[test]
fn a_broken_object_is_a_reject_and_those_after_it_are_read() {
    let text = r#"[{"a":1}, {"a":}, {"a":"\ud800"}, 5, null, [], {"a":1,"a":2}, {"a.b":1,"a":{"b":2}}, {"a":01}, {"a":"\u0000"}, {"a":2},]"#;
    let found = read(text);
    assert_eq!(found.rows, [["1"], ["2"]]);
    let reasons: Vec<Reason> = found.rejects.iter().map(|(_, reason)| reason.clone()).collect();
    assert_eq!(reasons, [Malformed, Malformed, NoObject, NoObject, NoObject, TwoValues, TwoValues, Malformed, Nul]);
    assert_eq!(found.columns, ["a"], "a reject brings no columns");
    let found = read_lines(text.replace(", {", "\n{").trim_matches(['[', ']']));
    assert_eq!((found.rows.len(), found.rejects.len()), (1, 7));
}

#[test]
fn where_the_next_object_cannot_be_told_the_rest_is_one_reject() {
    for (text, rows, reason) in [
        (r#"[{"a":1}, {"a":[1}, {"a":2}]"#, 1, Reason::Rest),
        (r#"[{"a":1} {"a":2}]"#, 1, Reason::Rest),
        (r#"[{"a":1}] {"a":2}"#, 1, Reason::Rest),
        (r#"[{"a":1}, {"a":"2}]"#, 1, Reason::Cut),
        (r#"[{"a":1}, "#, 1, Reason::Cut),
        (r#"{"b": [{"a":1}], "c": "#, 1, Reason::Cut),
        (r#"{"b": [{"a":1}]]"#, 1, Reason::Rest),
        (r#"{"b": [{"a":1}]} x"#, 1, Reason::Rest),
    ] {
        let found = read(text);
        assert_eq!((found.rows.len(), found.rejects), (rows, vec![(rows as u64 + 1, reason)]), "{text}");
    }
}

#[test]
fn limits_end_in_rejects() {
    let deep = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let wide = |width: usize| {
        let cells: Vec<String> = (0..width).map(|number| format!("\"{number}\":0")).collect();
        format!("{{{}}}", cells.join(","))
    };
    let long = |length: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(length - 8));
    for (text, outcome) in [
        (deep(16), None),
        (deep(17), Some(Reason::TooDeep)),
        (deep(100_000), Some(Reason::TooDeep)),
        (wide(COLUMNS_MAX), None),
        (wide(COLUMNS_MAX + 1), Some(Reason::TooLong)),
        (long(ROW_LEN_MAX), None),
        (long(ROW_LEN_MAX + 1), Some(Reason::TooLong)),
        (format!("{{\"{}\":1}}", "n".repeat(1001)), Some(Reason::LongName)),
    ] {
        let rejects = Vec::from_iter(outcome);
        let reasons = |found: Everything| found.rejects.into_iter().map(|(_, reason)| reason).collect::<Vec<_>>();
        let found = read_lines(format!("{text}\n{{}}"));
        assert_eq!(found.places.len(), 2);
        assert_eq!(reasons(found), rejects);
        let found = read(format!("[{text},{{}}]"));
        assert_eq!(found.places.len(), 2);
        assert_eq!(reasons(found), rejects);
    }
}

#[test]
fn hostile_files_end_in_rejects_and_take_no_memory() {
    for (head, pattern) in
        [("[", "["), ("[", "{"), ("{\"a\":[", "x"), ("[", ","), ("\"", "\\"), ("[{\"a\":", "\0"), ("", "\u{ff}")]
    {
        let input = || Cursor::new(head).chain(std::io::repeat(pattern.as_bytes()[0]).take(2 << 20));
        let mut text = Vec::new();
        input().read_to_end(&mut text).unwrap();
        let found = if pattern == "," { read(&text[..1 << 16]) } else { read(&text) };
        assert!(!found.rejects.is_empty(), "{head}{pattern}");
        assert_eq!(read_lines(&text).rejects, [(1, Reason::TooLong)]);
    }
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-zé\"\\\\\n, {}\\[\\]:]{0,8}".prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
    ]
}

fn object() -> impl Strategy<Value = Value> {
    let value = leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"é{}]{1,4}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    prop::collection::btree_map("[a-z\"é{}]{1,4}", value, 0..5)
        .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()))
}

/// What our names are, said another way.
fn flat(prefix: &str, value: &Value, into: &mut Vec<(String, String)>) {
    let mut below = |name: &str, value| {
        let name = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        flat(&name, value, into);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| below(name, value)),
        Value::Array(values) => (1..).zip(values).for_each(|(number, value)| below(&number.to_string(), value)),
        Value::String(text) => into.push((prefix.to_owned(), text.clone())),
        Value::Null => {}
        scalar => into.push((prefix.to_owned(), scalar.to_string())),
    }
}

fn flattened(objects: &[Value]) -> Vec<Vec<(String, String)>> {
    let cells = |object| {
        let mut cells = Vec::new();
        flat("", object, &mut cells);
        cells.retain(|(_, cell)| !cell.is_empty());
        cells.sort_unstable();
        cells
    };
    objects.iter().map(cells).collect()
}

fn named(found: &Everything) -> Vec<Vec<(String, String)>> {
    let owned =
        |row: Vec<(&str, &str)>| row.into_iter().map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect();
    found.named().into_iter().map(owned).collect()
}

fn in_lines(objects: &[Value]) -> String {
    objects.iter().fold(String::new(), |mut text, object| {
        let _ = writeln!(text, "{object}");
        text
    })
}

proptest! {
    #[test]
    fn what_another_program_wrote_comes_back_cell_by_cell(
        objects in prop::collection::vec(object(), 1..8), is_pretty in any::<bool>(),
        (encoding, has_mark) in prop::sample::select(vec![(UTF_8, false), (UTF_8, true), (UTF_16LE, true), (UTF_16BE, true)]),
    ) {
        let expected = flattened(&objects);
        let list = Value::from(objects.clone());
        let whole = json!({"a": {"b": 1, "list": list.clone()}, "z": [1, 2]});
        let write = |value: &Value| if is_pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
        for (text, path) in [(write(&list).unwrap(), None), (write(&whole).unwrap(), Some("a.list"))] {
            let found = at(encoded(&text, encoding, has_mark), path);
            prop_assert_eq!(&found.rejects, &[]);
            prop_assert_eq!(named(&found), expected.clone());
        }
        let found = read_lines(encoded(&in_lines(&objects), encoding, has_mark));
        prop_assert_eq!(&found.rejects, &[]);
        prop_assert_eq!(named(&found), expected);
    }

    #[test]
    fn every_line_that_is_not_blank_is_in_one_item(
        objects in prop::collection::vec(object(), 1..8),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b"\0\"\n\r,{}[]:\\x\xff\xe9 "[..])), 0..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = in_lines(&objects).into_bytes();
        for (place, byte) in damage {
            let place = place.index(file.len());
            file[place] = byte;
        }
        file.truncate(file.len() - cut.index(file.len() / 2 + 1));
        let solid = |line: &[u8]| line.iter().any(|byte| !b" \t\r\n".contains(byte));
        let lines: Vec<_> = (1..).zip(file.split(|byte| *byte == b'\n')).filter(|(_, line)| solid(line)).map(|(number, _)| number..=number).collect();
        let Ok(mut reader) = Lines::open(Cursor::new(&file)) else { return Ok(()) };
        prop_assert_eq!(Everything::of(&mut reader).unwrap().places, lines);
        // The same file as objects one after the other ends, and every part of it has the number after the last.
        if let Ok(mut reader) = Reader::open(Cursor::new(&file), None) {
            let found = Everything::of(&mut reader).unwrap();
            prop_assert!((1..).zip(&found.places).all(|(number, place): (u64, _)| *place == (number..=number)));
        }
    }

    #[test]
    fn a_damaged_object_costs_itself_only(
        objects in prop::collection::vec(object(), 1..8), place in any::<prop::sample::Index>(), hurt in any::<prop::sample::Index>(),
    ) {
        let place = place.index(objects.len());
        let mut texts: Vec<String> = objects.iter().map(Value::to_string).collect();
        let text = &mut texts[place];
        // What has no meaning is put where nothing but it can be meant: before the object ends, at its start, in its place.
        *text = [text.replacen('{', "{,", 1), format!("{}!}}", &text[..text.len() - 1]), "!".to_owned()][hurt.index(3)].clone();
        let found = read(format!("[{}]", texts.join(",")));
        prop_assert_eq!(found.rejects.len(), 1);
        prop_assert_eq!(found.rejects[0].0, place as u64 + 1);
        let mut expected = flattened(&objects);
        expected.remove(place);
        prop_assert_eq!(named(&found), expected);
    }

    #[test]
    fn a_list_that_is_damaged_anywhere_is_read_to_its_end(
        objects in prop::collection::vec(object(), 1..6),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), cut in any::<prop::sample::Index>(),
    ) {
        let mut file = json!({"a": objects, "b": [{"c": 1}]}).to_string().into_bytes();
        for (place, byte) in damage {
            let place = place.index(file.len());
            file[place] = byte;
        }
        file.truncate(file.len() - cut.index(file.len() / 2 + 1));
        for path in [None, Some("a"), Some(".")] {
            let Ok(mut reader) = Reader::open(Cursor::new(&file), path) else { continue };
            let found = Everything::of(&mut reader).unwrap();
            prop_assert!((1..).zip(&found.places).all(|(number, place): (u64, _)| *place == (number..=number)));
        }
    }
}
