//! Writing the records that were chosen, in one format.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use overt_model::Codebook;
use overt_model::codebook::Schema;
use overt_publish::records::{
    Losses, Output as FileOutput, RecordWriter, Scope, csv, ctdc, ftm, htcds, parquet, xlsform,
};
use overt_store::log::entry::Code;
use overt_store::{ExportKind, NewExport, Query, Session};
use serde_json::json;

use super::files::{Files, losses_path};
use super::losses;
use super::selection::{Counts, Reading, Selection, Wanted};
use crate::output::Output;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// A format, with what was said about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format<'a> {
    Csv,
    Parquet,
    Ftm { dataset: &'a str, statements: bool },
    Htcds { tables: bool },
    Ctdc,
    Xlsform,
}

impl Format<'_> {
    const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Ftm { .. } => "ftm",
            Self::Htcds { .. } => "htcds",
            Self::Ctdc => "ctdc",
            Self::Xlsform => "xlsform",
        }
    }

    /// Whether it is several files.
    pub(super) const fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Parquet | Self::Xlsform | Self::Htcds { tables: true })
    }
}

pub(super) fn write(
    workspace: &Workspace,
    session: &Session,
    options: &StoreOptions,
    (format, out): (Format<'_>, &Path),
    selection: &Selection,
    mut wanted: Wanted,
) -> anyhow::Result<Output> {
    wanted.query.source = selection.filters.source(workspace)?;
    // What this person cannot open is as if nobody had asked for it.
    wanted.classes.retain(|class| session.opens(*class));
    let named: Code = format.name().parse().expect("the names of formats are codes");
    let purpose = wanted.purpose.as_ref();
    let new = NewExport { kind: ExportKind::File, format: Some(&named), purpose, is_whole: false };
    let export = workspace.wait(workspace.store.begin_export(Some(session), &new, workspace.today))?;
    let reading = Reading { workspace, session, codebook: Codebook::embedded(), export };
    let files = Files::default();
    let done = all(&reading, options, (format, out), selection, &wanted, &files);
    if done.is_err() {
        files.remove();
    }
    let (counts, losses, paths) = done?;
    let classes: Vec<_> = wanted.classes.iter().map(|class| class.code()).collect();
    if options.json {
        return Output::json(&json!({
            "format": format.name(), "chosen": counts.chosen, "records": counts.held, "opened": classes, "files": paths, "losses": losses::json(&losses),
        }));
    }
    let Counts { chosen, held } = counts;
    let of = if held == chosen { String::new() } else { format!(" of {chosen}") };
    let mut text = format!("{held}{of} record(s) written to {}\n", out.display());
    if losses.iter().len() > 0 {
        let report = losses_path(out, format.is_folder());
        let (report, lost) = (report.display(), losses.summary());
        let _ = write!(text, "\nNot in it as it is in the records (all of it: {report}):\n{lost}");
    }
    Ok(Output::text(text))
}

type Done = (Counts, Losses, Vec<std::path::PathBuf>);

fn all(
    reading: &Reading<'_>,
    options: &StoreOptions,
    (format, out): (Format<'_>, &Path),
    selection: &Selection,
    wanted: &Wanted,
    files: &Files,
) -> anyhow::Result<Done> {
    let scope = Scope { codebook: reading.codebook, opened: &wanted.classes };
    let mut writer = writer(reading, options, scope, (format, out), files)?;
    let store = &reading.workspace.store;
    // Counting takes a period by whole years only.
    let total =
        if selection.filters.is_by_period() { None } else { Some(reading.workspace.wait(store.count(&wanted.query))?) };
    let progress = options.progress("Writing", total);
    let is_person = |schema: &Schema| schema.is_a("Person");
    let mut write = |is_wanted: &dyn Fn(&Schema) -> bool| reading.write(wanted, is_wanted, &mut *writer, &progress);
    let counts = if matches!(format, Format::Ftm { .. }) {
        // Persons leave only in the role that others give them, so those go first.
        let (others, persons) = (write(&|schema| !is_person(schema))?, write(&is_person)?);
        Counts { chosen: others.chosen + persons.chosen, held: others.held + persons.held }
    } else {
        write(&|_| true)?
    };
    progress.finish();
    let losses = writer.finish().with_context(|| format!("cannot write {}", out.display()))?;
    let mut report = files.create(losses_path(out, format.is_folder())).context("cannot write the report of losses")?;
    losses::report(&mut report, format.name(), counts.held, &losses)?;
    drop(report);
    Ok((counts, losses, files.finish()?))
}

fn writer<'a>(
    reading: &Reading<'_>,
    options: &StoreOptions,
    scope: Scope<'a>,
    (format, out): (Format<'_>, &Path),
    files: &Files,
) -> anyhow::Result<Box<dyn RecordWriter + 'a>> {
    let (files, folder) = (files.clone(), out.to_owned());
    let one = || files.create(out.to_owned()).with_context(|| format!("cannot write {}", out.display()));
    Ok(match format {
        Format::Ftm { dataset, statements } => {
            let shape = if statements { ftm::Shape::Statements } else { ftm::Shape::Entities };
            Box::new(ftm::Writer::new(scope, roles(reading, options)?, dataset, shape, one()?)?)
        }
        Format::Htcds { tables: false } => Box::new(htcds::WorkbookWriter::new(scope, one()?)?),
        Format::Ctdc => Box::new(ctdc::Writer::new(scope, one()?)?),
        folders => {
            let create = move |name: &str| Ok(Box::new(files.create(folder.join(name))?) as FileOutput);
            match folders {
                Format::Parquet => Box::new(parquet::Writer::new(scope, create)) as Box<dyn RecordWriter + 'a>,
                Format::Htcds { .. } => Box::new(htcds::TableWriter::new(scope, create)),
                Format::Xlsform => Box::new(xlsform::Writer::new(scope, create)),
                _ => Box::new(csv::Writer::new(scope, create)),
            }
        }
    })
}

/// What every record of the store is to the others: a victim must not leave because the record that says so was not chosen.
fn roles(reading: &Reading<'_>, options: &StoreOptions) -> anyhow::Result<ftm::Roles> {
    let progress = options.progress("Looking who is named as a victim", None);
    let mut roles = ftm::Roles::default();
    reading.each(&Query::default(), |record| {
        roles.note(reading.codebook, &record);
        progress.advance(1);
        Ok(())
    })?;
    progress.finish();
    Ok(roles)
}
