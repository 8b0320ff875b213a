//! Which records leave, and what of them is opened.

use clap::Args;
use overt_model::codebook::Schema;
use overt_model::{Class, Codebook, Record, RecordId};
use overt_publish::records::RecordWriter;
use overt_store::log::entry::Code;
use overt_store::{ExportId, PAGE_LEN_MAX, Query, Session};

use super::write::Format;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::record::{self, Filters, Sealed};
use crate::workspace::Workspace;

/// Opened records are heavier than those that are only looked at.
const OPENED_PAGE_LEN: usize = 200;

#[derive(Args)]
pub(super) struct Selection {
    #[command(flatten)]
    pub(super) filters: Filters,
    /// Sealed classes to open. Each of each record is written into the log first. What you may not open is left out.
    #[arg(long, value_name = "CLASS", value_enum, value_delimiter = ',')]
    open: Vec<Sealed>,
    /// What for: a code of the list `consent_purposes`. The log keeps it.
    #[arg(long, value_name = "CODE")]
    purpose: Option<String>,
    /// Replace files that are there.
    #[arg(long)]
    pub(super) force: bool,
    #[arg(hide = true)]
    extra: Vec<String>,
}

/// What was understood, but for the source, which only the store knows.
pub(super) struct Wanted {
    pub(super) query: Query,
    /// The classes to open.
    pub(super) classes: Vec<Class>,
    pub(super) purpose: Option<Code>,
}

impl Selection {
    pub(super) fn checked(&self, codebook: &'static Codebook, format: Format<'_>) -> Result<Wanted, Failure> {
        record::refuse_extra(&self.extra)?;
        let mut failures = Vec::new();
        let mut query = self.filters.query(codebook, false, &mut failures);
        if format == Format::Ctdc && query.schema.is_none() {
            query.schema = Some("Victim".to_owned());
        }
        let purpose = record::purpose(codebook, self.purpose.as_deref()).map_err(|failure| failures.push(failure));
        let classes = record::classes(&self.open);
        failures.extend(unheld(format, &classes));
        Failure::all(failures).map_or(Ok(()), Err)?;
        Ok(Wanted { query, classes, purpose: purpose.unwrap_or_default() })
    }
}

/// Nothing is opened that could not be written.
fn unheld(format: Format<'_>, classes: &[Class]) -> Option<Failure> {
    let (message, hint) = match format {
        Format::Ctdc if !classes.is_empty() => ("this layout has no column for anything sealed", "leave out `--open`"),
        Format::Ftm { .. } if classes.iter().any(|class| *class != Class::Direct) => (
            "free text and what harms a person never leave in this format: they may be about a victim",
            "`--open direct`",
        ),
        _ => return None,
    };
    Some(Failure::new(Exit::WrongUse, "not-held", message).with_hint(hint))
}

/// How many records there were.
#[derive(Default, Clone, Copy)]
pub(super) struct Counts {
    /// That the conditions chose.
    pub(super) chosen: u64,
    /// Of these, that the format had room for.
    pub(super) held: u64,
}

/// Reads records a page at a time.
pub(super) struct Reading<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) session: &'a Session,
    pub(super) codebook: &'static Codebook,
    /// What the store remembers this export by, so that whoever takes a join back learns what left with it.
    pub(super) export: ExportId,
}

impl Reading<'_> {
    /// Gives each record that matches to `take`, without its sealed classes.
    pub(super) fn each(&self, query: &Query, mut take: impl FnMut(Record) -> anyhow::Result<()>) -> anyhow::Result<()> {
        self.pages(query, PAGE_LEN_MAX, |records| records.into_iter().try_for_each(&mut take))
    }

    /// Writes each record that matches and whose kind is wanted. What the format has no room for is not opened; of the rest,
    /// each sealed class is opened after the log has it.
    pub(super) fn write(
        &self,
        wanted: &Wanted,
        is_wanted: impl Fn(&Schema) -> bool,
        writer: &mut dyn RecordWriter,
        progress: &Progress,
    ) -> anyhow::Result<Counts> {
        let is_wanted = |record: &Record| self.codebook.schema(&record.schema).is_none_or(&is_wanted);
        let length = if wanted.classes.is_empty() { PAGE_LEN_MAX } else { OPENED_PAGE_LEN };
        let mut counts = Counts::default();
        self.pages(&wanted.query, length, |mut records| {
            records.retain(is_wanted);
            let leaving: Vec<RecordId> =
                records.iter().filter(|record| writer.takes(record)).map(|record| record.id).collect();
            self.remember(&leaving)?;
            let is_opened = |record: &Record| !wanted.classes.is_empty() && writer.takes(record);
            let (opened, mut records): (Vec<_>, Vec<_>) = records.into_iter().partition(is_opened);
            for record in &mut records {
                self.codebook.migrate(record);
            }
            records.extend(self.opened(wanted, &opened)?);
            records.sort_by_key(|record| record.id);
            for record in &records {
                counts.held += u64::from(writer.takes(record));
                writer.write(record)?;
            }
            progress.advance(records.len() as u64);
            counts.chosen += records.len() as u64;
            Ok(())
        })?;
        Ok(counts)
    }

    /// Remembers which records leave, before they do.
    fn remember(&self, leaving: &[RecordId]) -> Result<(), Failure> {
        if leaving.is_empty() {
            return Ok(());
        }
        let Reading { workspace, session, export, .. } = self;
        let page = (*export, leaving);
        workspace.wait(workspace.store.export_page(Some(session), page, workspace.today))
    }

    fn opened(&self, wanted: &Wanted, records: &[Record]) -> anyhow::Result<Vec<Record>> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let Reading { workspace, session, .. } = self;
        let ids: Vec<RecordId> = records.iter().map(|record| record.id).collect();
        let how = (&*wanted.classes, wanted.purpose.as_ref());
        let shown = workspace.wait(workspace.store.show_many(session, &ids, how, workspace.today))?;
        Ok(shown.into_iter().map(|shown| shown.record).collect())
    }

    fn pages(
        &self,
        query: &Query,
        length: usize,
        mut take: impl FnMut(Vec<Record>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut after = None;
        loop {
            let page = self.workspace.wait(self.workspace.store.find(query, after, length))?;
            take(page.found.into_iter().map(|found| found.record).collect())?;
            if page.next.is_none() {
                return Ok(());
            }
            after = page.next;
        }
    }
}
