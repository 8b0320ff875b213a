//! `overt sql`: questions to a snapshot.

mod functions;
mod shell;

use std::fs::File;
use std::io::{BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use overt_warehouse::Warehouse;
use overt_warehouse::query::{Format, Written, write};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::{file, warehouse};

/// Rows that a table for people has.
const ROWS_SHOWN: usize = 1000;

/// Arguments of `overt sql`.
#[derive(Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// The question, or several with semicolons between them.
    #[arg(conflicts_with_all = ["file", "shell", "functions"])]
    question: Option<String>,
    /// A file with questions; `-` for standard input.
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["shell", "functions"])]
    file: Option<PathBuf>,
    /// Ask one question after the other.
    #[arg(long, conflicts_with = "functions")]
    shell: bool,
    /// The functions for dates, codes and states, with examples.
    #[arg(long)]
    functions: bool,
    /// How to write the answer.
    #[arg(long, value_enum)]
    format: Option<Named>,
    /// Write the answer into this file: `.csv`, `.json` or `.parquet`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    role: warehouse::RoleOption,
    #[command(flatten)]
    options: StoreOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Named {
    /// A table for people.
    Table,
    /// A list of objects.
    Json,
    /// Separated values.
    Csv,
    /// Columns; only into a file.
    Parquet,
    /// For a page of the book; only with `--functions`.
    #[value(hide = true)]
    Markdown,
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }

    fn text(&self) -> anyhow::Result<Option<String>> {
        match &self.file {
            None => Ok(self.question.clone()),
            Some(path) if path == Path::new("-") => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text).context("cannot read the questions")?;
                Ok(Some(text))
            }
            Some(path) => {
                let text = std::fs::read_to_string(path);
                let unusable = |error| {
                    Failure::new(Exit::WrongUse, "file-unusable", format!("cannot read {}: {error}", path.display()))
                };
                Ok(Some(text.map_err(unusable)?))
            }
        }
    }

    fn format(&self) -> Result<Format, Failure> {
        let wrong = |message: &str| Failure::new(Exit::WrongUse, "wrong-use", message);
        let extension =
            self.out.as_ref().and_then(|path| path.extension()).map(|name| name.to_string_lossy().to_lowercase());
        let by_name = match extension.as_deref() {
            _ if self.options.json => Some(Named::Json),
            Some("csv") => Some(Named::Csv),
            Some("json") => Some(Named::Json),
            Some("parquet") => Some(Named::Parquet),
            _ => None,
        };
        match self.format.or(by_name) {
            Some(Named::Json) => Ok(Format::Json),
            Some(Named::Csv) => Ok(Format::Csv),
            Some(Named::Parquet) if self.out.is_some() => Ok(Format::Parquet),
            Some(Named::Parquet) => Err(wrong("columns are not for a screen: name a file with `--out`")),
            Some(Named::Markdown) => Err(wrong("only the list of functions is a page")),
            None if self.out.is_some() => Err(wrong("the file of `--out` ends in .csv, .json or .parquet")),
            Some(Named::Table) | None => Ok(Format::Table { rows_max: ROWS_SHOWN }),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let Arguments { options, role, .. } = arguments;
    if arguments.functions {
        return functions::list(options.json, arguments.format == Some(Named::Markdown));
    }
    let warehouse = warehouse::open(options, *role)?;
    let runtime = warehouse::runtime()?;
    if arguments.shell {
        return shell::run(&runtime, &warehouse);
    }
    let format = arguments.format()?;
    let text = arguments.text()?.unwrap_or_default();
    if let Some(path) = &arguments.out {
        let written = file::stream(path, |file: &mut BufWriter<File>| {
            runtime.block_on(ask(&warehouse, (&text, Some(1)), format, file))
        })?;
        return Ok(Output::text(format!("{} rows are in {}\n", written.rows, path.display())));
    }
    match runtime.block_on(ask(&warehouse, (&text, None), format, &mut std::io::stdout())) {
        Err(error) if !is_broken_pipe(&error) => Err(error),
        _ => Ok(Output::text(String::new())),
    }
}

/// A reader that has seen enough is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
            || cause.to_string().contains("Broken pipe")
    })
}

/// Answers questions, of which there may be at most so many.
async fn ask(
    warehouse: &Warehouse,
    (text, most): (&str, Option<usize>),
    format: Format,
    output: &mut (dyn Write + Send),
) -> anyhow::Result<Written> {
    let questions = warehouse.questions(text).await.map_err(failure)?;
    if questions.is_empty() || most.is_some_and(|most| questions.len() > most) {
        let message =
            if questions.is_empty() { "nothing was asked" } else { "a file holds the answer to one question" };
        return Err(Failure::new(Exit::WrongUse, "wrong-use", message).into());
    }
    let mut all = Written { rows: 0, shown: 0 };
    for question in questions {
        let answer = warehouse.answer(question).await.map_err(failure)?;
        let written = write(answer, format, output).await.map_err(failure)?;
        if let Format::Table { .. } = format {
            let rows = if written.rows == 1 { "row" } else { "rows" };
            if written.shown < written.rows {
                writeln!(
                    output,
                    "{} {rows}, of which the first {} are shown; `--out FILE.csv` has all",
                    written.rows, written.shown
                )?;
            } else {
                writeln!(output, "{} {rows}", written.rows)?;
            }
        }
        all = Written { rows: all.rows + written.rows, shown: all.shown + written.shown };
    }
    Ok(all)
}
