//! The workbook of a form: sheets `survey`, `choices` and `settings`, every cell as text.

use std::collections::BTreeMap;

use overt_model::{Codebook, Lang, Text};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The choices of each list: code and label.
pub(super) type Choices = BTreeMap<String, Vec<(String, Text)>>;

/// One row of the sheet `survey`. What is blank is not written.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// `text`, `select_one stages`, `begin_group` …
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) label: Text,
    pub(super) hint: Text,
    /// The words of the interview guide.
    pub(super) guidance: Text,
    pub(super) required: bool,
    pub(super) relevant: String,
    pub(super) constraint: String,
    /// What is said when the constraint does not hold.
    pub(super) message: Text,
    pub(super) appearance: &'static str,
    pub(super) default: &'static str,
}

pub(super) struct Settings<'a> {
    pub(super) title: &'a str,
    pub(super) id: String,
    pub(super) lang: Lang,
    pub(super) codebook: &'a Codebook,
}

pub(super) fn workbook(rows: &[Row], choices: &Choices, settings: &Settings<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without it the workbook would carry the time at which it was made.
    let date = settings.codebook.date;
    let made =
        ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())?;
    workbook.set_properties(&DocProperties::new().set_title(settings.title).set_creation_datetime(&made));
    survey_sheet(workbook.add_worksheet(), rows)?;
    choices_sheet(workbook.add_worksheet(), choices)?;
    settings_sheet(workbook.add_worksheet(), settings)?;
    workbook.save_to_buffer()
}

fn survey_sheet(sheet: &mut Worksheet, rows: &[Row]) -> Result<(), XlsxError> {
    let mut header = vec!["type".to_owned(), "name".to_owned()];
    for text in ["label", "hint", "guidance_hint"] {
        header.extend(in_languages(text));
    }
    header.extend(["required", "relevant", "constraint"].map(str::to_owned));
    header.extend(in_languages("constraint_message"));
    header.extend(["appearance", "default"].map(str::to_owned));
    fill(sheet, "survey", [header].into_iter().chain(rows.iter().map(survey_row)))
}

fn survey_row(row: &Row) -> Vec<String> {
    let mut cells = vec![row.kind.clone(), row.name.clone()];
    for text in [&row.label, &row.hint, &row.guidance] {
        cells.extend(translations(text));
    }
    let required = if row.required { "yes" } else { "" };
    cells.extend([required.to_owned(), row.relevant.clone(), row.constraint.clone()]);
    cells.extend(translations(&row.message));
    cells.extend([row.appearance, row.default].map(str::to_owned));
    cells
}

fn choices_sheet(sheet: &mut Worksheet, choices: &Choices) -> Result<(), XlsxError> {
    let header = ["list_name".to_owned(), "name".to_owned()].into_iter().chain(in_languages("label")).collect();
    let rows = choices.iter().flat_map(|(list, choices)| {
        let row = move |(code, label): &(String, Text)| {
            [list.clone(), code.clone()].into_iter().chain(translations(label)).collect()
        };
        choices.iter().map(row)
    });
    fill(sheet, "choices", [header].into_iter().chain(rows))
}

fn settings_sheet(sheet: &mut Worksheet, settings: &Settings<'_>) -> Result<(), XlsxError> {
    let Codebook { version, date, .. } = settings.codebook;
    let header = ["form_title", "form_id", "version", "default_language"].map(str::to_owned);
    let version = format!("{version}-{date}");
    let row = [settings.title.to_owned(), settings.id.clone(), version, language(settings.lang)];
    fill(sheet, "settings", [header.to_vec(), row.to_vec()].into_iter())
}

/// Writes rows of text below each other, the first of them as header.
fn fill(sheet: &mut Worksheet, name: &str, rows: impl Iterator<Item = Vec<String>>) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell)?;
        }
    }
    sheet.set_row_format(0, &Format::new().set_bold())?;
    Ok(())
}

fn in_languages(column: &str) -> [String; 3] {
    Lang::ALL.map(|lang| format!("{column}::{}", language(lang)))
}

fn translations(text: &Text) -> [String; 3] {
    Lang::ALL.map(|lang| text.get(lang).to_owned())
}

/// `Español (es)`: the name and code by which a form tells its languages apart.
fn language(lang: Lang) -> String {
    format!("{} ({})", lang.own_name(), lang.code())
}
