//! Writing a bundle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use jiff::civil::Date;
use overt_model::{Class, Id, RecordId, SourceId, Standing, State};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use sqlx::AnyConnection;

use super::file::{BundleWriter, Receivers};
use super::item::{End, FORMAT, Head, Item, Notice, NoticeKind, RecordItem, RevisionItem, statement};
use super::rules::{Judge, Leaving, Why, holds_back};
use super::{Address, BundleId, Origin, mark_of};
use crate::db::Read;
use crate::exported::{ExportKind, NewExport};
use crate::home::{private_file, sync_folder};
use crate::journal::{Act, take};
use crate::log::entry::{Action, Code};
use crate::people::{Role, Session, TeamKind};
use crate::record::{Loaded, SEALED_CLASSES, files_of, load_revisions, openable};
use crate::store::Store;
use crate::{Query, StoreError, exported, random, source, sql};

/// Records that are judged, logged and written together.
const PAGE_LEN: usize = 50;

/// What is shared, with whom and what for.
#[derive(Debug)]
pub struct Sharing<'a> {
    /// For whom it is sealed.
    pub address: &'a Address,
    /// What the receiver is: a code of the list `recipient_kinds`. Consents name it.
    pub recipient: &'a str,
    /// The receiver's own record here, if it has one: consents may name or exclude it.
    pub organisation: Option<RecordId>,
    /// What for: a code of the list `consent_purposes`.
    pub purpose: &'a Code,
    /// Which records, as far as they may leave.
    pub query: &'a Query,
    /// Which sealed classes of them, as far as they may leave.
    pub classes: &'a [Class],
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
pub struct Shared {
    /// The bundle.
    pub bundle: String,
    /// The fingerprint of whom it is sealed for.
    pub to: String,
    /// Records in it, consents included.
    pub records: u64,
    /// Their revisions.
    pub revisions: u64,
    /// Sources in it.
    pub sources: u64,
    /// Notices of what was erased, withdrawn or cleared.
    pub notices: u64,
    /// Records that were found and stay here, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
    /// Sealed classes that were asked for and stay here although their record leaves, because of a consent or of a value that
    /// may not leave.
    pub classes_left_out: BTreeMap<&'static str, u64>,
    /// Attachments of the records: they never go along.
    pub attachments: u64,
}

type Writer = BundleWriter<BufWriter<File>>;

/// A bundle that is being written.
struct Bundle<'a> {
    store: &'a Store,
    id: BundleId,
    session: &'a Session,
    sharing: &'a Sharing<'a>,
    judge: Judge<'a>,
    writer: Writer,
    today: Date,
    sources: BTreeSet<SourceId>,
    sent: BTreeSet<RecordId>,
    end: End,
    shared: Shared,
}

impl Store {
    /// Writes what may leave into a sealed and signed file, which must not be there yet. What is opened for it, and that it
    /// leaves, is in the log before it is in the file. `progress` is told how many more records were looked at.
    pub async fn export_bundle(
        &self,
        session: &Session,
        sharing: &Sharing<'_>,
        path: &Path,
        today: Date,
        mut progress: impl FnMut(u64),
    ) -> Result<Shared, StoreError> {
        if !session.is_in(TeamKind::Casework) {
            return Err(StoreError::NotThere("team"));
        }
        if !sharing.classes.iter().all(|class| session.opens(*class)) {
            return Err(StoreError::NotThere("class"));
        }
        if path.exists() {
            return Err(StoreError::Taken("file"));
        }
        let id: BundleId = random::new_id();
        let unfinished = path.with_added_extension("unfinished");
        let written = self.write_bundle((session, sharing), (id, &unfinished), today, &mut progress).await;
        let shared = written.inspect_err(|_| drop(fs::remove_file(&unfinished)))?;
        fs::rename(&unfinished, path).map_err(StoreError::file("write", path))?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            sync_folder(folder)?;
        }
        Ok(shared)
    }

    async fn write_bundle(
        &self,
        (session, sharing): (&Session, &Sharing<'_>),
        (id, path): (BundleId, &Path),
        today: Date,
        progress: &mut impl FnMut(u64),
    ) -> Result<Shared, StoreError> {
        let export =
            NewExport { kind: ExportKind::Bundle, format: None, purpose: Some(sharing.purpose), is_whole: false };
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let what = (taken.first(), Id::from_bits(id.bits()));
        let content = exported::begin(&mut transaction, what, &export, today).await?;
        let act = Act::new(session.role(), Action::Export).on(id).purpose(Some(sharing.purpose)).content(content);
        self.finish(transaction, taken, Some(session.account), &[act]).await?;
        let file = private_file(path, true).map_err(StoreError::file("write", path))?;
        let Address { casework, custody, .. } = *sharing.address;
        let to = Receivers { casework, custody: sharing.classes.contains(&Class::Direct).then_some(custody) };
        let writer = BundleWriter::new(BufWriter::with_capacity(1 << 20, file), id, &to)?;
        let shared = Shared { bundle: id.to_string(), to: sharing.address.fingerprint(), ..Shared::default() };
        let (judge, end) = (Judge::new(self, sharing, today), End::default());
        let (sources, sent) = (BTreeSet::new(), BTreeSet::new());
        let mut bundle = Bundle { store: self, id, session, sharing, judge, writer, today, sources, sent, end, shared };
        let (sender, codebook) = (self.log_key().public().to_string(), self.codebook.version.to_string());
        let purpose = sharing.purpose.as_str().to_owned();
        bundle.put(&Item::Head(Head { format: FORMAT, day: today, sender, codebook, purpose }))?;
        bundle.records(progress).await?;
        bundle.notices().await?;
        let Bundle { mut writer, end, mut shared, .. } = bundle;
        (shared.records, shared.sources, shared.notices) = (end.records, end.sources, end.notices);
        writer.item(&Item::End(end).write())?;
        let note = self.log_key().state(statement(id, &to, &writer.hash()));
        writer.item(&Item::Signed(note.write()).write())?;
        let file =
            writer.finish()?.into_inner().map_err(|error| StoreError::file("write", path)(error.into_error()))?;
        file.sync_all().map_err(StoreError::file("write", path))?;
        Ok(shared)
    }
}

impl Bundle<'_> {
    fn put(&mut self, item: &Item) -> Result<(), StoreError> {
        self.end.count(item);
        Ok(self.writer.item(&item.write())?)
    }

    async fn records(&mut self, progress: &mut impl FnMut(u64)) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let page = self.store.find(self.sharing.query, after, PAGE_LEN).await?;
            let ids: Vec<RecordId> = page.found.iter().map(|found| found.record.id).collect();
            let consents = self.page(&ids, self.sharing.classes).await?;
            // A consent goes with what it binds, without its own sealed classes.
            for consents in consents.chunks(PAGE_LEN) {
                self.page(consents, &[]).await?;
            }
            progress(ids.len() as u64);
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Judges these records, logs what is opened and leaves, and writes it. Returns the consents that bind them.
    async fn page(&mut self, ids: &[RecordId], classes: &[Class]) -> Result<Vec<RecordId>, StoreError> {
        let mut connection = self.store.db.read().await?;
        let (mut leaving, mut consents) = (Vec::new(), BTreeSet::new());
        for id in ids.iter().filter(|id| !self.sent.contains(id)) {
            let revisions = load_revisions(&mut connection, *id).await?;
            if revisions.last().is_none_or(|current| current.erased) {
                continue;
            }
            match self.judge.judge(&mut connection, revisions).await? {
                Ok(mut record) => {
                    record.classes.retain(|class| classes.contains(class));
                    consents.extend(record.consents.iter().copied());
                    leaving.push(record);
                }
                Err(why) => *self.shared.left_out.entry(why.code()).or_default() += 1,
            }
        }
        self.log(&leaving).await?;
        for record in leaving {
            self.record(&mut connection, record, classes).await?;
        }
        Ok(consents.into_iter().filter(|consent| !self.sent.contains(consent)).collect())
    }

    async fn log(&self, leaving: &[Leaving]) -> Result<(), StoreError> {
        let (mut acts, mut records) = (Vec::new(), Vec::new());
        for Leaving { revisions, classes, .. } in leaving {
            let Some(current) = revisions.last() else { continue };
            records.push(current.id);
            let purpose = Some(self.sharing.purpose);
            acts.push(Act::new(self.session.role(), Action::Share).on(current.id).purpose(purpose));
            for class in classes {
                if current.sealed.iter().any(|row| row.class == *class && openable(self.session, row)) {
                    let act = Act::new(Role::of_class(*class), Action::OpenSealed).on(current.id);
                    acts.push(act.class(*class).purpose(purpose));
                }
            }
        }
        if acts.is_empty() {
            return Ok(());
        }
        let mut transaction = self.store.db.write().await?;
        let taken = take(&mut transaction, acts.len() + 1, self.today).await?;
        let what = (taken.first() + acts.len() as u64, Id::from_bits(self.id.bits()));
        let content = exported::page(&mut transaction, what, &records).await?;
        acts.push(Act::new(self.session.role(), Action::Export).on(self.id).content(content));
        self.store.finish(transaction, taken, Some(self.session.account), &acts).await
    }

    async fn record(
        &mut self,
        connection: &mut AnyConnection,
        leaving: Leaving,
        wanted: &[Class],
    ) -> Result<(), StoreError> {
        let Some(current) = leaving.revisions.last() else { return Ok(()) };
        let id = current.id;
        let mut opened: BTreeMap<(&'static str, u64), Map<String, Json>> = BTreeMap::new();
        let mut held_back: BTreeSet<&'static str> = BTreeSet::new();
        for row in &current.sealed {
            let code = row.class.code();
            let is_there = row.key.is_some() && wanted.contains(&row.class);
            if is_there && !(leaving.classes.contains(&row.class) && openable(self.session, row)) {
                held_back.insert(code);
            } else if is_there {
                let bytes = self.store.open_class(self.session, id.bits(), row)?;
                let fields: Map<String, Json> = serde_json::from_slice(bytes.expose())
                    .map_err(|_| StoreError::Damaged("a sealed class is not in its form"))?;
                if holds_back(&fields) {
                    held_back.insert(code);
                }
                opened.insert((code, row.revision), fields);
            }
        }
        opened.retain(|(code, _), _| !held_back.contains(code));
        let own = self.store.fingerprint();
        let mut revisions = Vec::with_capacity(leaving.revisions.len());
        for revision in leaving.revisions.iter().filter(|revision| revision.is_told()) {
            revisions.push(revision_item(revision, &own, &mut opened)?);
        }
        let count = revisions.len() as u64;
        let item = Item::Record(RecordItem { id, schema: current.schema.clone(), revisions });
        let bytes = item.write();
        if !Writer::takes(&bytes) {
            *self.shared.left_out.entry(Why::TooLong.code()).or_default() += 1;
            return Ok(());
        }
        for source in leaving.sources {
            if self.sources.insert(source) {
                let source = source::source(connection, source).await?;
                self.put(&Item::Source(source))?;
            }
        }
        self.end.count(&item);
        self.writer.item(&bytes)?;
        self.sent.insert(id);
        self.shared.revisions += count;
        self.shared.attachments += files_of(connection, id).await?.len() as u64;
        for code in held_back {
            *self.shared.classes_left_out.entry(code).or_default() += 1;
        }
        Ok(())
    }

    /// What receivers must know of records that do not leave again: identifiers, which say nothing to who never had them.
    async fn notices(&mut self) -> Result<(), StoreError> {
        for standing in [Standing::Cleared, Standing::Withdrawn] {
            let query = Query { standing: Some(standing), ..Query::default() };
            self.notices_of(&query, NoticeKind::Standing { standing }).await?;
        }
        let states = vec![("withdrawn_on".to_owned(), State::AskedYes)];
        let query = Query { schema: Some("Consent".to_owned()), states, ..Query::default() };
        self.notices_of(&query, NoticeKind::ConsentWithdrawn).await?;
        let mut after = -1;
        loop {
            let mut connection = self.store.db.read().await?;
            let rows = sqlx::query(sql::ERASURES).bind(after).bind(1000_i64).fetch_all(&mut *connection).await?;
            for row in &rows {
                let class = Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))?;
                let (record, what) = (row.id("record")?, NoticeKind::Erased { class });
                self.put(&Item::Notice(Notice { record, what }))?;
            }
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.number("leaf")?;
        }
    }

    async fn notices_of(&mut self, query: &Query, what: NoticeKind) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let page = self.store.find(query, after, PAGE_LEN).await?;
            for found in page.found {
                let record = found.record.id;
                if self.sent.contains(&record) {
                    continue;
                }
                let revisions = load_revisions(&mut *self.store.db.read().await?, record).await?;
                // What was never allowed to leave is nowhere else.
                if self.judge.by_handling(&revisions)?.is_ok() {
                    self.put(&Item::Notice(Notice { record, what }))?;
                }
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

/// One revision, with the sealed classes that it wrote.
fn revision_item(
    revision: &Loaded,
    own: &str,
    opened: &mut BTreeMap<(&'static str, u64), Map<String, Json>>,
) -> Result<RevisionItem, StoreError> {
    let (mark, origin) = mark_of(revision)?;
    let content = revision.content()?;
    let origin = origin.unwrap_or_else(|| Origin {
        by: own.to_owned(),
        mark,
        revision: revision.number,
        reason: revision.reason.clone(),
        day: revision.day,
        codebook: content.codebook.clone(),
    });
    let sealed = SEALED_CLASSES
        .into_iter()
        .filter_map(|class| Some((class.code().to_owned(), opened.remove(&(class.code(), revision.number))?)))
        .collect();
    // What was brought to a later codebook when it was received goes on as it is now.
    let origin = Origin { codebook: content.codebook, ..origin };
    Ok(RevisionItem { origin, claim: content.claim, fields: content.fields, sealed })
}
