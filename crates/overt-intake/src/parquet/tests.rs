use std::fs;
use std::io::Cursor;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::record::{Field, Row as Record};
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use super::*;
use crate::everything::Everything;

fn open(bytes: &[u8]) -> Result<Reader, OpenError> {
    let bytes = Bytes::copy_from_slice(bytes);
    Reader::open(|| Ok(Opened::Bytes(Cursor::new(bytes.clone()))))
}

/// What is read from memory, which is the same as from a disk.
fn read(bytes: &[u8]) -> Everything {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    let on_disk = Everything::of(&mut Reader::open(|| Ok(Opened::File(fs::File::open(&path)?))).unwrap()).unwrap();
    let in_memory = Everything::of(&mut open(bytes).unwrap()).unwrap();
    assert_eq!(on_disk, in_memory);
    in_memory
}

#[derive(Debug, Clone)]
struct Case {
    id: i64,
    day: i32,
    fee: Option<i32>,
    note: Option<String>,
    weight: f64,
    is_closed: bool,
    words: Vec<String>,
}

const SCHEMA: &str =
    "message case { required int64 id; required int32 day (DATE); required int64 at (TIMESTAMP(MICROS,false));
    optional int32 fee (DECIMAL(9,2)); optional group victim { optional binary note (UTF8); } required double weight;
    required boolean closed; optional group words (LIST) { repeated group list { required binary element (UTF8); } } }";

fn written(groups: &[Vec<Case>], compression: Compression) -> Vec<u8> {
    let properties = WriterProperties::builder().set_compression(compression).build();
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for cases in groups {
        let mut group = writer.next_row_group().unwrap();
        macro_rules! column {
            ($kind:ty, $values:expr, $definitions:expr, $repetitions:expr) => {
                let mut column = group.next_column().unwrap().unwrap();
                let values: Vec<_> = $values;
                let (definitions, repetitions): (Option<Vec<i16>>, Option<Vec<i16>>) = ($definitions, $repetitions);
                column.typed::<$kind>().write_batch(&values, definitions.as_deref(), repetitions.as_deref()).unwrap();
                column.close().unwrap();
            };
        }
        column!(Int64Type, cases.iter().map(|case| case.id).collect(), None, None);
        column!(Int32Type, cases.iter().map(|case| case.day).collect(), None, None);
        column!(Int64Type, cases.iter().map(|case| i64::from(case.day) * 86_400_000_000 + 1).collect(), None, None);
        let fees = cases.iter().map(|case| i16::from(case.fee.is_some())).collect();
        column!(Int32Type, cases.iter().filter_map(|case| case.fee).collect(), Some(fees), None);
        let notes = cases.iter().map(|case| if case.note.is_some() { 2 } else { 1 }).collect();
        let bytes = |text: &String| ByteArray::from(text.as_str());
        column!(
            ByteArrayType,
            cases.iter().filter_map(|case| case.note.as_ref().map(bytes)).collect(),
            Some(notes),
            None
        );
        column!(DoubleType, cases.iter().map(|case| case.weight).collect(), None, None);
        column!(BoolType, cases.iter().map(|case| case.is_closed).collect(), None, None);
        let levels: Vec<(i16, i16)> = cases
            .iter()
            .flat_map(|case| match &case.words[..] {
                [] => vec![(1, 0)],
                words => (0..words.len()).map(|place| (2, i16::from(place > 0))).collect(),
            })
            .collect();
        let (definitions, repetitions) = levels.into_iter().unzip();
        column!(
            ByteArrayType,
            cases.iter().flat_map(|case| case.words.iter().map(bytes)).collect(),
            Some(definitions),
            Some(repetitions)
        );
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn expected(case: &Case) -> Vec<(String, String)> {
    let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(i64::from(case.day))).unwrap();
    let fee =
        case.fee.map(|fee| format!("{}{}.{:02}", if fee < 0 { "-" } else { "" }, fee.abs() / 100, fee.abs() % 100));
    let mut cells = vec![
        ("id".to_owned(), case.id.to_string()),
        ("day".to_owned(), day.to_string()),
        ("at".to_owned(), format!("{day}T00:00:00.000001")),
        ("fee".to_owned(), fee.unwrap_or_default()),
        ("victim.note".to_owned(), case.note.clone().unwrap_or_default()),
        ("weight".to_owned(), (case.weight + 0.0).to_string()),
        ("closed".to_owned(), case.is_closed.to_string()),
    ];
    cells.extend((1..).zip(&case.words).map(|(number, word): (i32, _)| (format!("words.{number}"), word.clone())));
    cells.retain(|(_, cell)| !cell.is_empty());
    cells.sort_unstable();
    cells
}

fn case() -> impl Strategy<Value = Case> {
    let numbers = (any::<i64>(), -10_000..30_000, prop::option::of(-999_999..999_999), any::<f64>());
    let texts = (prop::option::of("\\PC{0,6}"), any::<bool>(), prop::collection::vec("[a-zé]{0,4}", 0..4));
    (numbers, texts).prop_map(|((id, day, fee, weight), (note, is_closed, words))| Case {
        id,
        day,
        fee,
        note,
        weight,
        is_closed,
        words,
    })
}

fn groups() -> impl Strategy<Value = Vec<Vec<Case>>> {
    prop::collection::vec(prop::collection::vec(case(), 1..200), 1..4)
}

fn compressions() -> impl Strategy<Value = Compression> {
    prop::sample::select(vec![Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default())])
}

#[test]
fn what_is_no_parquet_file_is_an_error() {
    for bytes in
        [&b"PAR1"[..], b"PAR1PAR1PAR1PAR1", b"PAR1\xff\xff\xff\x7fPAR1", b"PAR1\x19\xfc\xff\xff\xff\x0f\x06\0\0\0PAR1"]
    {
        let error = open(bytes).err().unwrap().to_string();
        assert!(error.contains("cut or damaged"), "{error}");
    }
}

#[test]
fn days_and_times_that_do_not_exist_are_rejects() {
    for field in [
        Field::Date(i32::MAX),
        Field::Date(i32::MIN),
        Field::TimeMicros(i64::MAX),
        Field::TimeMicros(-1),
        Field::TimeMillis(i32::MAX),
        Field::TimestampMillis(i64::MIN),
        Field::TimestampMicros(i64::MAX),
    ] {
        let record = Record::new(vec![("a".to_owned(), field)]);
        let schema = parse_message_type("message a { required int64 a; }").unwrap();
        let mut flat = Flat::default();
        flat.begin();
        assert_eq!(field::cells(&record, &schema, &mut flat), Err(crate::rows::Reason::Malformed));
    }
}

#[test]
fn lists_that_say_they_are_longer_than_the_file_are_found() {
    // Field 1 is a list of structures, more than there are bytes.
    assert_eq!(super::thrift::Thrift::new(b"\x19\xfc\xff\xff\xff\xff\x07\0").check(), None);
    assert_eq!(super::thrift::Thrift::new(b"\x19\x1c\0\0").check(), Some(()));
    assert_eq!(super::thrift::Thrift::new(&b"\x1c".repeat(1000)).check(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_another_program_wrote_comes_back_cell_by_cell(groups in groups(), compression in compressions()) {
        let found = read(&written(&groups, compression));
        let cells: Vec<Vec<(String, String)>> = groups.iter().flatten().map(expected).collect();
        let named = |row: Vec<(&str, &str)>| row.into_iter().map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect::<Vec<_>>();
        prop_assert_eq!(&found.rejects, &[]);
        prop_assert_eq!(found.named().into_iter().map(named).collect::<Vec<_>>(), cells);
    }

    #[test]
    fn a_damaged_file_has_all_its_rows_or_ends_in_an_error(
        groups in groups(), compression in compressions(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), is_footer in any::<bool>(), cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = written(&groups, compression);
        let start = if is_footer { bytes.len() - bytes.len() / 4 } else { 0 };
        for (place, byte) in damage {
            let place = start + place.index(bytes.len() - start);
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(mut reader) = open(&bytes) {
            let count = reader.count;
            if let Ok(found) = Everything::of(&mut reader) {
                prop_assert_eq!(found.places.len() as u64, count);
            }
        }
    }
}
