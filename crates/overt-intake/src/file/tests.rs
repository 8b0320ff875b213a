use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use super::*;
use crate::everything::Everything;
use crate::rows::Reason;

fn put(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn xlsx() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Cases").unwrap();
    sheet.write(0, 0, "a").unwrap();
    sheet.write(1, 0, "b").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn the_kind_is_found_by_what_is_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":[\"X\"]}}\n{\"id\":\"b\"}\n";
    let story =
        "A judge is charged\n\nOn Monday, in court, she said no.\nThe case, her lawyer says, is old, and void.\n";
    let cases: [(&str, Vec<u8>, &str, usize); 17] = [
        ("a.csv", b"a,b\n1,2\n".into(), "UTF-8, separated by ,", 1),
        ("a.txt", b"a\tb\n1\t2\n3\t4\n".into(), "UTF-8, separated by tabs", 2),
        ("b", b"a;b\n1;2\n".into(), "UTF-8, separated by ;", 1),
        ("b.csv", lines.into(), "UTF-8, separated by ,", 1),
        ("a.json", b"[{\"a\":1},\n{\"a\":2}]".into(), "JSON, UTF-8", 2),
        ("c.json", b"{\"data\":[\n{\"a\":1},\n{\"a\":2}\n]}".into(), "JSON, UTF-8, the list data", 2),
        ("d.txt", b"\xef\xbb\xbf {\n\"a\": 1\n}".into(), "JSON, UTF-8", 1),
        ("e.json", lines.into(), "JSON lines, UTF-8", 2),
        ("f.ftm", lines.lines().next().unwrap().into(), "JSON lines, UTF-8", 1),
        ("g.jsonl", b"{broken\n{\"a\":1}\n".into(), "JSON lines, UTF-8", 1),
        ("h.txt", b"<!DOCTYPE html><p>x".into(), "HTML page, UTF-8", 1),
        ("i.html", b"<div>x</div>".into(), "HTML page, UTF-8", 1),
        ("j.txt", story.into(), "text, UTF-8", 1),
        ("k.csv", xlsx(), "XLSX, the sheet Cases, names in row 1", 1),
        ("l.csv.gz", gz(b"a,b\n1,2\n"), "UTF-8, separated by ,", 1),
        ("m", gz(lines.as_bytes()), "JSON lines, UTF-8", 2),
        ("n.json.gz", [gz(b"{\"data\":[{\"a\":1},"), gz(b"{\"a\":2}]}")].concat(), "JSON, UTF-8, the list data", 2),
    ];
    for (name, content, about, rows) in cases {
        let mut reader = open(&put(&folder, name, content), None).unwrap();
        assert_eq!(reader.about(), about, "{name}");
        if name != "b.csv" {
            assert_eq!(Everything::of(&mut *reader).unwrap().rows.len(), rows, "{name}");
        }
    }
}

#[test]
fn tables_are_named_and_a_name_that_is_none_is_told_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let book = put(&folder, "a.xlsx", xlsx());
    assert_eq!(tables(&book).unwrap(), ["Cases"]);
    let json = put(&folder, "a.json", "{\"data\": {\"cases\": [{\"a\": 1}], \"acts\": [{\"b\": 1}]}}");
    assert_eq!(tables(&json).unwrap(), ["data.cases", "data.acts"]);
    assert_eq!(open(&json, Some("data.acts")).unwrap().about(), "JSON, UTF-8, the list data.acts");
    let csv = put(&folder, "a.csv", "a,b\n1,2\n");
    assert!(tables(&csv).unwrap().is_empty());
    let error = |path, table| open(path, Some(table)).err().unwrap().to_string();
    assert_eq!(error(&book, "Acts"), "there is no table Acts in the file; there are: Cases");
    assert_eq!(error(&csv, "Acts"), "there is no table Acts in the file; it is one table, so leave the name out");
}

#[test]
fn files_that_are_not_read_are_told_with_what_helps() {
    let folder = tempfile::tempdir().unwrap();
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cut = xlsx()[..2000].to_vec();
    let cases: [(&[u8], &str); 11] = [
        (&compound, "save it as .xlsx or .csv"),
        (&[compound.clone(), locked].concat(), "without a password"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "an image"),
        (b"\xff\xd8\xff\xe0", "an image"),
        (b"Rar!\x1a\x07", "unpack it"),
        (b"<?xml version='1.0'?><a/>", "an XML file"),
        (&cut, "cut or damaged"),
        (&gz(&gz(b"a,b")), "compressed twice"),
        (&gz(&xlsx()), "unpack it"),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "no workbook"),
    ];
    for (content, message) in cases {
        let error = open(&put(&folder, "a.bin", content), None).err().unwrap().to_string();
        assert!(error.contains(message), "{error}, not {message}");
    }
    assert!(matches!(open(&put(&folder, "a", ""), None), Err(OpenError::Empty)));
}

#[test]
fn a_compressed_file_that_is_cut_or_damaged_is_told_and_no_row_of_it_is_lost_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let lines = (0..100_000).map(|number| format!("{{\"number\":{number}}}\n")).collect::<Vec<_>>().concat();
    let packed = gz(lines.as_bytes());
    let mut reader = json::Lines::open(
        Text::of(Given::from(&put(&folder, "a.gz", &packed[..packed.len() - 1000])).open().unwrap()).unwrap(),
    )
    .unwrap();
    let mut rows = 0;
    let error = loop {
        match reader.next(&mut crate::rows::Row::default()) {
            Ok(Some(_)) => rows += 1,
            Ok(None) => panic!("the end was cut"),
            Err(error) => break error.to_string(),
        }
    };
    assert!(rows > 0);
    assert_eq!(
        error,
        format!(
            "after line {rows}: the compressed file ends too early, so a part of it is missing; copy or download it again"
        )
    );
    // A table is read once before it is opened.
    let table = gz("a,b\n1,2\n".repeat(10_000).as_bytes());
    let error = |bytes: &[u8]| open(&put(&folder, "b.csv.gz", bytes), None).err().unwrap().to_string();
    assert!(error(&table[..table.len() - 20]).contains("ends too early"));
    let mut damaged = table.clone();
    let last = damaged.len() - 6;
    damaged[last] ^= 1;
    assert!(error(&damaged).contains("damaged"));
}

#[test]
fn mixed_encodings_cost_the_lines_they_are_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = put(&folder, "a.jsonl", b"{\"a\":\"\xc3\xb1\"}\n{\"a\":\"\xf1\"}\n{\"a\":\"n\"}\n");
    let found = Everything::of(&mut *open(&path, None).unwrap()).unwrap();
    assert_eq!((found.rows.len(), found.rejects), (2, vec![(2, Reason::NotText)]));
}
