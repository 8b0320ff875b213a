//! Reports as PDF.

use overt_publish::charts::{Bar, Bars, Category, Heading};
use overt_publish::report::{Grid, Report, Section};

fn report(title: &str) -> Report<'static> {
    let mut report = Report::new("Invented report", title);
    report.notice("Everything here is invented.").headline("Acts of corruption: 41.").fact("Day", "2026-12-01");
    let mut section = Section::new("acts", "Acts by stage");
    section.finding("Most are told of at the border.").list(["One.", "Two."]);
    let bars = [("T4", 30), ("T5", 11)].map(|(name, value)| Bar {
        category: Category::named(name),
        value,
        note: String::new(),
    });
    let heading = Heading::new("bars", "Acts", "What is told of each stage.", "acts");
    section.picture(Bars { heading, bar_name: "Stage".into(), bars: bars.into() });
    let rows = (0..120).map(|row| (format!("Stage {row}"), ["1".to_owned(), "words".to_owned()]));
    section.table(Grid::new("All of them", "Stage").figures("Acts", "How many.").words("Note", "").rows(rows));
    report.section(section);
    report
}

#[test]
fn a_report_is_a_pdf_that_can_be_read_aloud_and_the_same_report_gives_the_same_bytes() {
    let pdf = report("Nepal").to_pdf().unwrap();
    let text = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with(b"%PDF-") && text.trim_end().ends_with("%%EOF"));
    assert!(text.contains("/Marked true") && text.contains("/Lang"), "it is tagged and says its language");
    assert!(text.contains("pdfuaid"), "it says that it follows PDF/UA");
    assert_eq!(pdf, report("Nepal").to_pdf().unwrap());
    assert_ne!(pdf, report("Qatar").to_pdf().unwrap());
}

#[test]
fn words_are_words_and_never_markup() {
    for hostile in ["#panic(\"x\")", "*strong* _em_ $x$ `raw` <label> @ref \\", "#read(\"/etc/passwd\")", "= Heading"] {
        assert!(report(hostile).to_pdf().is_ok(), "{hostile}");
    }
}

#[test]
fn a_letter_that_cannot_be_printed_is_said_and_nothing_is_left_out() {
    let error = report("नेपाल").to_pdf().unwrap_err().to_string();
    assert!(error.starts_with("the PDF cannot be made"), "{error}");
}
