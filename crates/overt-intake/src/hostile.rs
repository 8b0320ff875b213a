//! What hostile files take. The memory of a whole process is measured, so this is the only test of its run.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::basic::ZstdLevel;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::file;
use crate::rows::{Item, Row};
use crate::sheet::written::{ods_of, xlsx_of};

/// What no file may take more of.
const MEGABYTES_MAX: u64 = 300;

/// The most memory that was in use, in megabytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

/// Writes `head`, and then `pattern` until there are so many megabytes.
fn long(path: &Path, head: &str, pattern: &str, megabytes: usize) {
    let mut encoder = GzEncoder::new(File::create(path).unwrap(), Compression::fast());
    encoder.write_all(head.as_bytes()).unwrap();
    let megabyte = pattern.repeat((1 << 20) / pattern.len());
    (0..megabytes).for_each(|_| encoder.write_all(megabyte.as_bytes()).unwrap());
    encoder.finish().unwrap();
}

/// Every object has a column of its own, with as long a name as there may be.
fn growing(path: &Path) {
    let mut encoder = GzEncoder::new(File::create(path).unwrap(), Compression::fast());
    let name = "n".repeat(990);
    (0..30_000).for_each(|number| writeln!(encoder, "{{\"{name}{number}\":1}}").unwrap());
    encoder.finish().unwrap();
}

/// One value of so many megabytes, which takes next to nothing in the file.
fn packed(path: &Path, megabytes: usize) {
    let properties = WriterProperties::builder()
        .set_compression(parquet::basic::Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_enabled(false)
        .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
        .build();
    let schema = Arc::new(parse_message_type("message a { required binary b; }").unwrap());
    let mut writer = SerializedFileWriter::new(File::create(path).unwrap(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(vec![b'x'; megabytes << 20])], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
}

#[test]
#[ignore = "takes a minute, and all of a process"]
fn audit_no_file_takes_more_memory_than_is_promised() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, head, pattern) in [
        ("line.csv.gz", "a,b\n", "x"),
        ("columns.csv.gz", "a,b\n", "x,"),
        ("names.csv.gz", "", "x,"),
        ("zeros.csv.gz", "a,b\n", "\0"),
        ("quote.csv.gz", "a,b\n1,\"", "x,y\n"),
        ("accents.csv.gz", "a,b\n", "é\n"),
        ("text.json.gz", "[{\"a\":\"", "x"),
        ("lists.json.gz", "[", "["),
        ("objects.json.gz", "", "{\"a\":"),
        ("keys.json.gz", "{", "\"a\":[{}],"),
        ("elements.json.gz", "[{\"a\":[", "1,"),
        ("line.jsonl.gz", "{\"a\":1}\n{\"a\":\"", "x"),
        ("page.html.gz", "<html>", "<div>"),
        ("story.txt.gz", "A title\n", "x "),
    ] {
        long(&path(name), head, pattern, 1024);
    }
    for (name, pattern) in [
        ("tags.html", "<b><p>"),
        ("attributes.html", "<a b1=x c='y'"),
        ("linked.html", "<script type=application/ld+json>["),
    ] {
        fs::write(path(name), format!("<html>{}", pattern.repeat((8 << 20) / pattern.len() - 1))).unwrap();
    }
    growing(&path("growing.jsonl.gz"));
    packed(&path("packed.parquet"), 500);
    let megabyte = |pattern: &str| pattern.repeat((1 << 20) / pattern.len()).into_bytes();
    let sheets = |pattern: &str| {
        let many = megabyte(pattern);
        let (head, tail) =
            (&b"<worksheet><sheetData><row><c t='str'><v>a</v></c></row>"[..], &b"</sheetData></worksheet>"[..]);
        let mut pieces = vec![head];
        pieces.extend(vec![&*many; 1024]);
        pieces.push(tail);
        xlsx_of(&pieces, None, "<sst/>")
    };
    fs::write(path("rows.xlsx"), sheets("<row><c t='str'><v>x</v></c></row>")).unwrap();
    fs::write(path("blank.xlsx"), sheets("<row/>")).unwrap();
    fs::write(path("deep.xlsx"), sheets("<row>")).unwrap();
    fs::write(path("long.xlsx"), sheets("x")).unwrap();
    let sheet = b"<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>";
    for (name, string) in [("strings.xlsx", "<si/>"), ("words.xlsx", "<si><t>some words of a cell</t></si>")] {
        let strings = format!("<sst>{}</sst>", string.repeat((99 << 20) / string.len()));
        fs::write(path(name), xlsx_of(&[sheet], None, &strings)).unwrap();
    }
    let cell = "<table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>";
    let many = megabyte(cell);
    fs::write(path("rows.ods"), ods_of(&vec![&*many; 1024])).unwrap();
    drop(many);

    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // From here on the peak is that of this file.
        fs::write("/proc/self/clear_refs", "5").unwrap();
        let (mut row, mut rows, mut rejects) = (Row::default(), 0_u64, 0_u64);
        let end = match file::open(&path, None) {
            Err(error) => error.to_string(),
            Ok(mut reader) => loop {
                match reader.next(&mut row) {
                    Ok(Some(Item::Row(_))) => rows += 1,
                    Ok(Some(Item::Reject(_))) => rejects += 1,
                    Ok(None) => break "the end".to_owned(),
                    Err(error) => break error.to_string(),
                }
            },
        };
        println!("{name}: {} MB, {rows} rows, {rejects} rejects, {end}", peak());
        assert!(!end.contains("no workbook"), "{name} was not read at all");
        assert!(peak() < MEGABYTES_MAX, "{name}: {} MB", peak());
    }
}
