use std::io::Cursor;
use std::ops::RangeInclusive;

use calamine::{Data, Reader as _};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::written::{Zip, ods, xlsx, xlsx_of};
use super::xlsx::{Shown, shown};
use super::*;
use crate::everything::Everything;
use crate::rows::{COLUMNS_MAX, OpenError, Reason};

fn open(file: &[u8], form: Form, sheet: Option<&str>) -> Result<Reader, OpenError> {
    let file: std::sync::Arc<[u8]> = file.into();
    Reader::open(|| Archive::open(Cursor::new(file.clone())), form, sheet)
}

fn read(file: &[u8], form: Form) -> Everything {
    Everything::of(&mut open(file, form, None).unwrap()).unwrap()
}

#[test]
fn cells_of_every_kind_become_texts_in_one_form() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Empty").unwrap();
    let sheet = workbook.add_worksheet().set_name("Cases 2017").unwrap();
    sheet.write(0, 0, "Cases of the shelter").unwrap();
    for (column, name) in (0..).zip(["day", "at", "clock", "fee", "id", "paid", "note", "sum"]) {
        sheet.write(2, column, name).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2017, 3, 4).unwrap();
    sheet.write_with_format(3, 0, &day, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    let at = ExcelDateTime::from_ymd(2017, 3, 4).unwrap().and_hms(10, 0, 0.0).unwrap();
    sheet.write_with_format(3, 1, &at, &Format::new().set_num_format("yyyy-mm-dd hh:mm")).unwrap();
    let clock = ExcelDateTime::from_hms(10, 30, 5.0).unwrap();
    sheet.write_with_format(3, 2, &clock, &Format::new().set_num_format("hh:mm:ss")).unwrap();
    sheet.write(3, 3, 1.10).unwrap();
    sheet.write(3, 4, 123_456_789_012_345_f64).unwrap();
    sheet.write(3, 5, true).unwrap();
    sheet.write(3, 6, "a\nb & <c> _x0041_ é").unwrap();
    sheet.write_formula(3, 7, rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write(6, 0, "last").unwrap();
    let file = workbook.save_to_buffer().unwrap();
    let mut reader = open(&file, Form::Xlsx, None).unwrap();
    assert_eq!(crate::rows::Rows::about(&reader), "XLSX, the sheet Cases 2017, names in row 3");
    let found = Everything::of(&mut reader).unwrap();
    assert_eq!(found.columns, ["day", "at", "clock", "fee", "id", "paid", "note", "sum"]);
    let first = [
        "2017-03-04",
        "2017-03-04T10:00:00",
        "10:30:05",
        "1.1",
        "123456789012345",
        "true",
        "a\nb & <c> _x0041_ é",
        "#N/A",
    ];
    assert_eq!(found.rows, [&first[..], &["last"]]);
    assert_eq!(found.places, [4..=4, 7..=7]);
    let error = open(&file, Form::Xlsx, Some("Cases")).err().unwrap().to_string();
    assert_eq!(error, "there is no table Cases in the file; there are: Empty, Cases 2017");
    assert!(matches!(open(&file, Form::Xlsx, Some("Empty")), Err(OpenError::Empty)));
}

#[test]
fn an_open_workbook_is_read_with_what_it_repeats() {
    let text =
        |text: &str| format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>");
    let valued = |kind: &str, name: &str, value: &str| {
        format!(
            "<table:table-cell office:value-type='{kind}' office:{name}='{value}'><text:p>shown</text:p></table:table-cell>"
        )
    };
    let blank = |count: u32| format!("<table:table-cell table:number-columns-repeated='{count}'/>");
    let row = |cells: &[String]| format!("<table:table-row>{}{}</table:table-row>", cells.concat(), blank(16_000));
    let names = ["day", "at", "clock", "fee", "paid", "note"].map(text);
    let cells = [
        valued("date", "date-value", "2017-03-04"),
        valued("date", "date-value", "2017-03-04T10:00:00"),
        valued("time", "time-value", "PT10H30M05S"),
        valued("currency", "value", "1.10"),
        valued("boolean", "boolean-value", "true"),
        "<table:table-cell office:value-type='string'><office:annotation><text:p>aside</text:p></office:annotation>\
         <text:p>a<text:s text:c='2'/>b</text:p><text:p><text:span>c</text:span> &amp; d</text:p></table:table-cell>"
            .to_owned(),
    ];
    let twice = "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2' \
        office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>";
    let gap = format!("<table:table-row table:number-rows-repeated='1000'>{}</table:table-row>", blank(1));
    let sheet = [&gap, &*row(&names), &gap, &row(&cells), twice, &gap].concat();
    let file = ods(&format!("<table:table table:name='None'/><table:table table:name='All'>{sheet}</table:table>"));
    let found = read(&file, Form::Ods);
    assert_eq!(found.columns, ["day", "at", "clock", "fee", "paid", "note"]);
    let first = ["2017-03-04", "2017-03-04T10:00:00", "10:30:05", "1.1", "true", "a  b\nc & d"];
    assert_eq!(found.rows, [&first[..], &["x", "x"], &["x", "x"]]);
    assert_eq!(found.places, [2002..=2002, 2003..=2003, 2004..=2004]);
    assert_eq!(sheets(Archive::open(Cursor::new(&file[..])).unwrap(), Form::Ods).unwrap(), ["None", "All"]);
}

#[test]
fn days_are_told_from_numbers_by_their_format() {
    for (code, kind) in [
        ("dd/mm/yyyy", Shown::Moment),
        ("[$-409]d\\-mmm\\-yy;@", Shown::Moment),
        ("[h]:mm:ss", Shown::Elapsed),
        ("General", Shown::Number),
        ("0.00E+00", Shown::Number),
        ("#,##0.00 \"USD\";[Red]-#,##0", Shown::Number),
        ("0 \\d\\a\\y\\s", Shown::Number),
    ] {
        assert_eq!(shown(code), kind, "{code}");
    }
    let day = |number| cells::moment(number, false);
    assert_eq!(
        [1.0, 59.0, 61.0, 0.5].map(|number| day(number).unwrap()),
        ["1900-01-01", "1900-02-28", "1900-03-01", "12:00:00"]
    );
    assert_eq!([60.0, -1.0, 1e9, f64::NAN].map(day), [None, None, None, None]);
    assert_eq!(cells::moment(0.0, true).unwrap(), "1904-01-01");
}

#[test]
fn a_row_that_cannot_be_read_is_told_and_costs_itself_only() {
    let sheet = "<worksheet><sheetData><row><c t='str'><v>a</v></c><c t='str'><v>b</v></c></row>\
        <row><c r='B2'><v>1</v></c><c r='A2'><v>1</v></c></row><row><c t='s'><v>7</v></c></row>\
        <row><c t='str'><v>\0</v></c></row><row><c r='ZZZ5'><v>1</v></c></row><row><c><v>5</v></c></row></sheetData></worksheet>";
    let found = read(&xlsx(sheet), Form::Xlsx);
    assert_eq!(found.rejects, [(2, Reason::Malformed), (3, Reason::Malformed), (4, Reason::Nul), (5, Reason::TooLong)]);
    assert_eq!((found.rows, found.places.last().unwrap()), (vec![vec!["5".to_owned()]], &(6..=6)));
}

#[test]
fn hostile_workbooks_end_in_errors() {
    let error = |file: &[u8], form| match open(file, form, None) {
        Err(error) => error.to_string(),
        Ok(mut reader) => Everything::of(&mut reader).unwrap_err().to_string(),
    };
    let laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>";
    assert!(error(&xlsx(laughs), Form::Xlsx).contains("damaged"));
    assert!(error(&xlsx(&laughs[laughs.find("<work").unwrap()..]), Form::Xlsx).contains("damaged"));
    let sheet =
        |rows: &str| format!("<worksheet><sheetData><row><c t='str'><v>a</v></c></row>{rows}</sheetData></worksheet>");
    // One cell of 8 MiB, elements in elements, more than the directory says, rows that go back.
    let long = "x".repeat(8 << 20);
    assert!(error(&xlsx(&sheet(&format!("<row><c t='str'><v>{long}</v></c></row>"))), Form::Xlsx).contains("damaged"));
    assert!(error(&xlsx(&sheet(&"<row>".repeat(1 << 20))), Form::Xlsx).contains("damaged"));
    assert!(error(&xlsx_of(&[sheet("").as_bytes()], Some(20), "<sst/>"), Form::Xlsx).contains("damaged"));
    assert!(error(&xlsx(&sheet("<row r='9'/><row r='3'/>")), Form::Xlsx).contains("damaged"));
    // More than is read.
    let many = Zip::default().with_parts("content.xml", &[b"<x/>"], Some(u32::MAX)).finish();
    assert!(error(&many, Form::Ods).contains("save the sheet as CSV"));
    let row = "<table:table-row table:number-rows-repeated='4294967296'/>";
    assert!(error(&ods(&format!("<table:table>{row}</table:table>")), Form::Ods).contains("damaged"));
    let locked = "<manifest><encryption-data/></manifest>";
    let locked = Zip::default().with("content.xml", b"x").with("META-INF/manifest.xml", locked.as_bytes()).finish();
    assert!(error(&locked, Form::Ods).contains("password"));
    assert!(error(b"PK\x03\x04", Form::Xlsx).contains("cut or damaged"));
}

#[test]
fn a_row_that_is_repeated_without_end_takes_no_memory() {
    let cell = "<table:table-cell table:number-columns-repeated='9000' office:value-type='string'><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated='4000000000'>{cell}</table:table-row>");
    let mut reader = open(&ods(&format!("<table:table table:name='A'>{row}</table:table>")), Form::Ods, None).unwrap();
    let mut row = crate::rows::Row::default();
    for _ in 0..300 {
        assert!(crate::rows::Rows::next(&mut reader, &mut row).unwrap().is_some());
    }
    assert!(COLUMNS_MAX > row.len() && row.len() == 9000);
}

#[derive(Debug, Clone)]
enum Cell {
    Blank,
    Text(String),
    Number(f64),
    Truth(bool),
    Day(u16),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => (number + 0.0).to_string(),
            Self::Truth(truth) => truth.to_string(),
            Self::Day(day) => {
                jiff::civil::date(1900, 3, 1).checked_add(jiff::Span::new().days(i64::from(*day))).unwrap().to_string()
            }
        }
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Blank),
        "[a-zé<&>\"' \n_x0-9]{0,8}".prop_map(Cell::Text),
        "[^\\p{C}\r]{1,6}".prop_map(Cell::Text),
        (-1_000_000_i32..1_000_000).prop_map(|number| Cell::Number(f64::from(number) / 100.0)),
        any::<bool>().prop_map(Cell::Truth),
        any::<u16>().prop_map(Cell::Day),
    ]
}

/// Rows of cells, written as Excel has them.
fn written(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let names = (0..4).map(|number| Cell::Text(format!("name {number}"))).collect();
    for (number, row) in (0..).zip([names].iter().chain(rows)) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Blank => {}
                Cell::Text(text) => sheet.write(number, column, text).map(|_| ()).unwrap(),
                Cell::Number(value) => sheet.write(number, column, *value).map(|_| ()).unwrap(),
                Cell::Truth(truth) => sheet.write(number, column, *truth).map(|_| ()).unwrap(),
                Cell::Day(day) => {
                    let format = Format::new().set_num_format("d mmm yyyy");
                    let day = 61.0 + f64::from(*day);
                    sheet.write_with_format(number, column, day, &format).map(|_| ()).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The same rows in the open form.
fn written_open(rows: &[Vec<Cell>]) -> Vec<u8> {
    let escape =
        |text: &str| quick_xml::escape::escape(text).replace(' ', "<text:s/>").replace('\n', "</text:p><text:p>");
    let text = |text: &str| {
        format!("<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>", escape(text))
    };
    let valued = |kind: &str, name: &str, value: String| {
        format!("<table:table-cell office:value-type='{kind}' office:{name}='{value}'/>")
    };
    let names = (0..4).map(|number| Cell::Text(format!("name {number}"))).collect::<Vec<_>>();
    let row = |row: &Vec<Cell>| {
        let cells = row.iter().map(|cell| match cell {
            Cell::Blank => "<table:table-cell/>".to_owned(),
            Cell::Text(content) => text(content),
            Cell::Number(number) => valued("float", "value", number.to_string()),
            Cell::Truth(_) => valued("boolean", "boolean-value", cell.text()),
            Cell::Day(_) => valued("date", "date-value", cell.text()),
        });
        format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
    };
    let sheet = [names].iter().chain(rows).map(row).collect::<Vec<_>>().concat();
    ods(&format!("<table:table table:name='A'>{sheet}</table:table>"))
}

fn rows() -> impl Strategy<Value = Vec<Vec<Cell>>> {
    prop::collection::vec(prop::collection::vec(cell(), 4), 0..12)
}

/// The rows that are not blank, with their numbers, without the blank cells at their ends.
fn expected(rows: &[Vec<Cell>]) -> (Vec<RangeInclusive<u64>>, Vec<Vec<String>>) {
    let texts = rows.iter().map(|row| {
        let mut texts: Vec<String> = row.iter().map(Cell::text).collect();
        while texts.last().is_some_and(String::is_empty) {
            texts.pop();
        }
        texts
    });
    (2..).zip(texts).filter(|(_, texts)| !texts.is_empty()).map(|(number, texts)| (number..=number, texts)).unzip()
}

/// What the library reads, as our texts.
fn told(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(day) => day.clone(),
        other => format!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn what_another_program_wrote_comes_back_cell_by_cell(rows in rows()) {
        let (places, texts) = expected(&rows);
        for (file, form) in [(written(&rows), Form::Xlsx), (written_open(&rows), Form::Ods)] {
            let found = read(&file, form);
            prop_assert_eq!(&found.columns, &["name 0", "name 1", "name 2", "name 3"]);
            prop_assert_eq!((&found.places, &found.rows), (&places, &texts));
        }
    }

    #[test]
    fn a_library_for_workbooks_reads_the_same_cells(rows in rows()) {
        let found = read(&written(&rows), Form::Xlsx);
        let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(written(&rows))).unwrap();
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        let same = found.places.iter().zip(&found.rows).flat_map(|(place, row)| (0..).zip(row).map(move |cell| (*place.start(), cell)));
        for (number, (column, cell)) in same {
            let data = range.get_value((u32::try_from(number).unwrap() - 1, column)).cloned().unwrap_or_default();
            prop_assert_eq!(cell, &told(&data));
        }
    }

    #[test]
    fn a_damaged_workbook_ends_in_rows_rejects_or_an_error(
        rows in rows(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>(),
    ) {
        for (mut file, form) in [(written(&rows), Form::Xlsx), (written_open(&rows), Form::Ods)] {
            for (place, byte) in &damage {
                let place = place.index(file.len());
                file[place] = *byte;
            }
            file.truncate(file.len() - cut.index(file.len() / 8));
            let Ok(mut reader) = open(&file, form, None) else { continue };
            let Ok(found) = Everything::of(&mut reader) else { continue };
            // The checksum lets nothing through that was changed.
            prop_assert_eq!((found.places, found.rows), expected(&rows));
        }
    }

    #[test]
    fn damaged_xml_ends_in_rows_rejects_or_an_error(
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b"<>&'/ r1=s\0\xff"[..])), 1..8),
    ) {
        let row = "<row r='2'><c r='A2' t='str'><v>a</v></c><c r='C2' s='0'><v>1.5</v></c><c t='inlineStr'><is><t>b</t></is></c></row>";
        let mut sheet = format!("<worksheet><sheetData>{row}{}</sheetData></worksheet>", row.replace('2', "3")).into_bytes();
        for (place, byte) in damage {
            let place = place.index(sheet.len());
            sheet[place] = byte;
        }
        if let Ok(mut reader) = open(&xlsx_of(&[&sheet], None, "<sst/>"), Form::Xlsx, None) {
            let _ = Everything::of(&mut reader);
        }
    }
}
