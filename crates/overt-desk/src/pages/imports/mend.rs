//! Rejects mended in place: the cells that are wrong, and the others of their rows.

use askama::Template;
use overt_intake::rejects::{self, Told};

use super::file::Open;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// Rows that are mended at once.
const ROWS: usize = 20;

/// A cell that can be written anew.
struct Cell {
    name: String,
    column: String,
    value: String,
}

/// A row with what is wrong.
struct Row {
    line: String,
    reasons: Vec<String>,
    wrong: Vec<Cell>,
    others: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "import_rows.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    rows: Vec<Row>,
}

/// The first rejects of the file at hand. They may name people, so whoever asks has proved who they are.
pub(crate) async fn rows(ask: &Ask) -> Result<Answer, Stopped> {
    ask.confirmed()?;
    let open = Open::of(ask).await?;
    let (columns, told) = rejects::first(&open.hand.bytes, ROWS).ok_or(Stopped::NotThere)?;
    let rows = told.iter().enumerate().map(|(number, told)| row(&columns, number, told)).collect();
    Ok(Answer::page(Page { shell: Shell::new(ask, ask.say("import-rejects")), rows }.render()?))
}

fn row(columns: &[String], number: usize, told: &Told) -> Row {
    let is_wrong = |column: &str| told.wrong.iter().any(|(wrong, _)| wrong == column);
    let cells = columns.iter().zip(&told.cells).enumerate().map(|(place, (column, value))| Cell {
        name: format!("cell.{number}.{place}"),
        column: column.clone(),
        value: value.clone(),
    });
    let (wrong, others) = cells.partition(|cell| is_wrong(&cell.column));
    let reason = |(column, reason): &(String, String)| {
        if column.is_empty() { reason.clone() } else { format!("{column}: {reason}") }
    };
    Row { line: told.line.clone(), reasons: told.wrong.iter().map(reason).collect(), wrong, others }
}

/// Writes what was mended into the file at hand, which can then be tried again.
pub(crate) async fn mend(ask: &Ask) -> Result<Answer, Stopped> {
    let open = Open::of(ask).await?;
    // What is left blank says that nothing stands there.
    let cell = |row: usize, column: usize| {
        let name = format!("cell.{row}.{column}");
        ask.form.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    };
    let mended = rejects::with(&open.hand.bytes, cell).ok_or(Stopped::NotThere)?;
    let mended = overt_model::Secret::new(mended);
    let is_put = ask.desk.hands.put((ask.store(), ask.session()?), &open.hand.chosen, mended.expose())?;
    if is_put { Ok(Answer::see("/imports/file?done=mended")) } else { Err(Stopped::Busy) }
}
