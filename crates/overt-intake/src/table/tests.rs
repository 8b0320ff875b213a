use std::fmt::Write as _;
use std::io::{Cursor, Read, Seek};
use std::ops::RangeInclusive;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use proptest::prelude::*;

use super::encoding::encoded;
use super::*;
use crate::rows::{Item, OpenError, ROW_LEN_MAX, Reason, Row, Rows as _};

type Cells = Vec<Vec<String>>;
type Rejects = Vec<(RangeInclusive<u64>, Reason)>;

/// Everything in a file: the rows, and of each reject the lines and the reason.
fn all<R: Read + Seek>(input: R) -> (Reader<R>, Cells, Rejects) {
    let mut reader = Reader::open(input).unwrap();
    let (mut rows, mut rejects, mut row) = (Vec::new(), Vec::new(), Row::default());
    while let Some(item) = reader.next(&mut row).unwrap() {
        match item {
            Item::Row(_) => rows.push(row.cells().map(str::to_owned).collect()),
            Item::Reject(reject) => rejects.push((reject.lines, reject.reason)),
        }
    }
    (reader, rows, rejects)
}

fn of(bytes: &[u8]) -> (Reader<Cursor<&[u8]>>, Cells, Rejects) {
    all(Cursor::new(bytes))
}

#[test]
fn a_spreadsheet_of_a_spanish_hotline_is_understood_without_being_told_how_it_is_written() {
    let text = "Línea de ayuda 2026;;\r\nfecha;país;motivo\r\n03/05/2026;España;\"pidió dinero; y pasaporte\"\r\n04/05/2026;Perú;niñez\r\n";
    let file = encoded(text, WINDOWS_1252, false);
    let (reader, rows, rejects) = of(&file);
    assert_eq!(reader.dialect().separator, ';');
    assert_eq!(reader.dialect().encoding, Encoded::Guessed(WINDOWS_1252));
    assert_eq!((rows.len(), rejects), (3, Vec::new()));
    assert_eq!(rows[1], ["03/05/2026", "España", "pidió dinero; y pasaporte"]);
}

#[test]
fn what_stands_above_the_names_is_no_row() {
    let (reader, rows, _) = of(b"Report of the shelter\n\nname,fee,paid\nA,1,2\nB,3,4\n");
    assert_eq!((reader.columns(), reader.dialect().names_line), (&["name", "fee", "paid"].map(String::from)[..], 3));
    assert_eq!(rows.len(), 2);
}

#[test]
fn columns_without_a_name_or_with_one_that_is_taken_can_be_told_apart() {
    let (reader, ..) = of(b"name,,name\n1,2,3\n");
    assert_eq!(reader.columns(), ["name", "column 2", "name (column 3)"]);
}

#[test]
fn an_unclosed_quote_costs_one_line_and_not_the_rest_of_the_file() {
    let mut text = String::from("name,fee\nA,1\nB,\"2\n");
    for number in 0..1000 {
        let _ = writeln!(text, "C,{number}");
    }
    let (_, rows, rejects) = of(text.as_bytes());
    assert_eq!(rejects, [(3..=3, Reason::UnclosedQuote)]);
    assert_eq!(rows.len(), 1001);
}

#[test]
fn rows_that_cannot_be_read_are_told_with_their_line_and_reason() {
    let (_, rows, rejects) = of(b"a,b\n1,2\n1\n1,2,3\n1,2,,\n\n1,\"x\ny\"\n1,\0\n");
    let count = |found| Reason::CellCount { found, expected: 2 };
    assert_eq!(rejects, [(3..=3, count(1)), (4..=4, count(3)), (9..=9, Reason::Nul)]);
    assert_eq!(rows, [["1", "2"], ["1", "2"], ["1", "x\ny"]]);
}

#[test]
fn bytes_of_another_encoding_are_a_reject_and_never_another_letter() {
    let mut bytes = "nombre,país\n".as_bytes().to_vec();
    bytes.extend("Peña,España\n".repeat(20).as_bytes());
    bytes.extend(b"Pe\xf1a,Espa\xf1a\n");
    bytes.extend("Ibáñez,México\n".as_bytes());
    let (reader, rows, rejects) = of(&bytes);
    assert_eq!(reader.dialect().encoding, Encoded::Utf8);
    assert_eq!(rejects, [(22..=22, Reason::NotText)]);
    assert_eq!(rows.len(), 21);
    // A file that ends within a character is cut, and not in another encoding.
    let (reader, rows, rejects) = of(&bytes[..bytes.len() - 6]);
    assert_eq!((reader.dialect().encoding, rows.len()), (Encoded::Utf8, 20));
    assert_eq!(rejects, [(22..=22, Reason::NotText), (23..=23, Reason::NotText)]);
}

#[test]
fn a_reject_is_kept_for_whoever_mends_it_and_printed_by_nobody() {
    let mut reader = Reader::open(Cursor::new(b"a,b\nInventa Ejemplo,2,3\n")).unwrap();
    let Some(Item::Reject(reject)) = reader.next(&mut Row::default()).unwrap() else { panic!("three cells") };
    assert_eq!(reject.text.expose(), "Inventa Ejemplo,2,3");
    assert!(!format!("{reject:?}").contains("Inventa"));
}

#[test]
fn nothing_is_an_error_and_names_alone_are_a_table_without_rows() {
    assert!(matches!(Reader::open(Cursor::new(b"")), Err(OpenError::Empty)));
    assert!(matches!(Reader::open(Cursor::new(b"\n\r\n\n")), Err(OpenError::Empty)));
    let (reader, rows, rejects) = of(b"a,b");
    assert_eq!((reader.columns().len(), rows.len(), rejects.len()), (2, 0, 0));
}

/// A file that is larger than memory should be: a pattern over and over again.
struct Endless {
    head: &'static [u8],
    pattern: &'static [u8],
    length: u64,
    place: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut count = 0;
        for byte in buffer.iter_mut().take(usize::try_from(self.length - self.place).unwrap_or(usize::MAX)) {
            let place = usize::try_from(self.place).unwrap();
            *byte = match place.checked_sub(self.head.len()) {
                None => self.head[place],
                Some(beyond) => self.pattern[beyond % self.pattern.len()],
            };
            self.place += 1;
            count += 1;
        }
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
        self.place = 0;
        Ok(0)
    }
}

#[test]
fn hostile_files_end_in_rejects_and_take_no_memory() {
    let long = [
        ("one line", &b"x"[..], Reason::TooLong),
        ("columns", b"x,", Reason::TooLong),
        ("zeros", b"\0", Reason::TooLong),
        ("bytes that are no characters", b"\xff\xfe\xfd", Reason::TooLong),
    ];
    for (what, pattern, reason) in long {
        let input = Endless { head: b"a,b\n1,2\n", pattern, length: 12 << 20, place: 0 };
        let mut reader = Reader::open(input).unwrap();
        let (mut row, mut items) = (Row::default(), Vec::new());
        while let Some(item) = reader.next(&mut row).unwrap() {
            assert!(reader.source.waiting.capacity() < 8 * ROW_LEN_MAX, "{what}");
            items.push(item);
        }
        let [Item::Row(_), Item::Reject(reject)] = &items[..] else { panic!("{what}: {} items", items.len()) };
        assert_eq!((&reject.lines, &reject.reason), (&(3..=3), &reason), "{what}");
        assert!(reject.text.expose().len() <= 3 * ROW_LEN_MAX, "{what}");
    }
    // Over many lines.
    let input = Endless { head: b"a,b\n1,\"", pattern: b"x,y\n", length: 7 + (4 << 20), place: 0 };
    let (_, rows, rejects) = all(input);
    assert_eq!(rejects, [(2..=2, Reason::UnclosedQuote)]);
    assert_eq!(rows.len(), (1 << 20) - 1);
}

#[test]
fn a_last_row_without_a_line_end_is_read_however_many_cells_and_bytes_it_has() {
    for (width, length) in (2..300).map(|width| (width, 1)).chain((1..10_000).step_by(97).map(|length| (2, length))) {
        let row = vec!["x".repeat(length); width].join(",");
        let (_, rows, rejects) = of(format!("{row}\n{row}").as_bytes());
        assert_eq!((rows.len(), rejects), (1, Vec::new()), "{width} cells of {length}");
    }
    // Where what was read fills what is kept for it.
    for length in [4095, 4094, 2047, 2048, 8191] {
        let row = format!("{},x", "y".repeat(length));
        let (_, rows, rejects) = of(format!("a,b\n{row}").as_bytes());
        assert_eq!((rows.len(), rejects), (1, Vec::new()), "{length}");
    }
}

#[test]
fn a_row_that_is_too_long_is_a_reject_wherever_its_end_is() {
    for length in [ROW_LEN_MAX, ROW_LEN_MAX + 100] {
        let (_, rows, rejects) = of(format!("a,b\n{},1\n1,2\n", "x".repeat(length)).as_bytes());
        assert_eq!((rows.len(), rejects), (1, vec![(2..=2, Reason::TooLong)]));
    }
}

#[test]
fn a_line_end_that_falls_between_two_chunks_is_one_line_end() {
    // The files are read in chunks of 64 KiB, and the name line takes 4 bytes.
    for length in [(64 << 10) - 5, (64 << 10) * 20 - 5] {
        let file = format!("a,b\n{}\r\n1,2\r\n", "x".repeat(length));
        let mut reader = Reader::open(Cursor::new(file.as_bytes())).unwrap();
        let mut next = || reader.next(&mut Row::default()).unwrap().map(|item| item.lines());
        assert_eq!([next(), next(), next()], [Some(2..=2), Some(3..=3), None]);
    }
}

/// Encodings in which the texts of [`cell`] can be written.
fn encodings() -> impl Strategy<Value = (&'static Encoding, bool)> {
    prop_oneof![Just((UTF_8, false)), Just((UTF_8, true)), Just((UTF_16LE, true)), Just((UTF_16BE, true)),]
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9 ]{0,8}", "[a-zé,;\"'\t|\n\r ]{0,8}", "\\PC{0,6}"]
}

/// A table as another program writes it: names, rows, separator, line end.
fn tables() -> impl Strategy<Value = (Cells, u8, bool)> {
    let rows = (2..6usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 4..30));
    (rows, prop::sample::select(&b",;\t|"[..]), any::<bool>())
}

fn written(rows: &Cells, separator: u8, is_crlf: bool) -> String {
    let terminator = if is_crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(terminator)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Lines of a text, as the reader counts them.
fn lines_of(text: &str) -> u64 {
    let ends = text.replace("\r\n", "\n").replace('\r', "\n");
    ends.matches('\n').count() as u64 + u64::from(!ends.is_empty() && !ends.ends_with('\n'))
}

proptest! {
    #[test]
    fn what_another_program_wrote_comes_back_cell_by_cell(
        (rows, separator, is_crlf) in tables(), (encoding, has_mark) in encodings(),
    ) {
        let file = encoded(&written(&rows, separator, is_crlf), encoding, has_mark);
        let mut source = super::reader::Source::new(
            super::encoding::Text::new(&file[..], Encoded::of(&file[..]).unwrap()), Vec::new(), separator);
        let (mut row, mut read) = (Row::default(), Cells::new());
        while let Some((_, outcome)) = source.next(&mut row).unwrap() {
            prop_assert_eq!(outcome, Ok(()));
            read.push(row.cells().map(str::to_owned).collect());
        }
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn every_line_of_a_damaged_file_is_in_one_item_or_blank(
        (rows, separator, is_crlf) in tables(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b"\0\"\n\r,;x\xff\xe9"[..])), 0..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = written(&rows, separator, is_crlf).into_bytes();
        for (place, byte) in damage {
            let place = place.index(file.len());
            file[place] = byte;
        }
        file.truncate(file.len() - cut.index(file.len() / 4));
        let Ok(mut reader) = Reader::open(Cursor::new(&file[..])) else { return Ok(()) };
        let (text, _) = reader.dialect().encoding.encoding().decode_with_bom_removal(&file);
        let ends = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = ends.lines().collect();
        let (mut next, mut row) = (reader.dialect().names_line, Row::default());
        let mut first = true;
        while let Some(item) = reader.next(&mut row).unwrap() {
            let (start, end) = item.lines().into_inner();
            prop_assert!(start > next || first && start >= next, "{start} after {next}");
            // Names may take several lines; between items there are blank lines only.
            let between = if first { &[][..] } else { &lines[usize::try_from(next).unwrap()..usize::try_from(start).unwrap() - 1] };
            prop_assert!(between.iter().all(|line| line.is_empty()), "{between:?}");
            (next, first) = (end, false);
        }
        let rest = if first { &[][..] } else { &lines[usize::try_from(next).unwrap()..] };
        prop_assert!(rest.iter().all(|line| line.is_empty()), "{rest:?}");
        prop_assert!(next <= lines_of(&text));
    }
}
