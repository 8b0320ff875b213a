//! Attachments: sealed files of any length. The bytes lie beside the database; what is known of one, and the key of both, are
//! kept like a sealed class, under the file's own identifier.

use std::fs;
use std::io::{Read, Seek, Write};
use std::path::Path;

use jiff::civil::Date;
use overt_model::{Class, Id, IdKind, Private, RecordId};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::write::{refuse_moved_keys, write_sealed};
use super::{current_revision, load, openable, sealed};
use crate::db::{Read as _, id_bytes};
use crate::digest::Digest;
use crate::home::{private_file, sync_folder};
use crate::journal::{Act, signed, take};
use crate::log::entry::{Action, Code, Content};
use crate::measured::Measured;
use crate::people::{Right, Role, Session};
use crate::store::Store;
use crate::vault::{Context, DataKey, FileFacts, MEDIA_TYPE_LEN_MAX};
use crate::{StoreError, random, sql};

/// Marks identifiers written `file:…`.
pub enum FileKind {}
impl IdKind for FileKind {
    const NAME: &'static str = "file";
}
/// One attachment.
pub type FileId = Id<FileKind>;

/// Whether a text is a media type, such as `image/png`, that fits what is kept of an attachment.
pub fn is_media_type(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let is_one = text.split_once('/').is_some_and(|(kind, rest)| plain(kind) && plain(rest));
    is_one && text.len() <= MEDIA_TYPE_LEN_MAX
}

/// Table name to which the bytes of files are bound.
const TABLE: &str = "file";

/// An attachment, for those who may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileShown {
    /// Its identifier.
    pub id: FileId,
    /// Its name.
    pub name: Private<String>,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub length: u64,
    /// BLAKE3 of its content.
    pub blake3: [u8; 32],
}

#[derive(Serialize, Deserialize)]
struct Facts {
    name: String,
    media_type: String,
    length: u64,
    blake3: [u8; 32],
}

/// What the log holds of a file.
pub(crate) fn file_digest(
    (id, record): (FileId, RecordId),
    (length, hash): (u64, &[u8]),
    (epoch, envelope_hash): (i64, &[u8]),
) -> Content {
    let digest = Digest::of("overt.store 2026 file v1").id(id).id(record).number(length).part(hash);
    digest.part(&epoch.to_le_bytes()).part(envelope_hash).finish()
}

/// Sealed bytes that no row names yet; removed when this is dropped.
struct Unconfirmed<'a>(Option<&'a Path>);

impl Unconfirmed<'_> {
    /// Leaves them where they are.
    fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Unconfirmed<'_> {
    fn drop(&mut self) {
        if let Some(path) = self.0 {
            // What cannot be removed is noise: its key was never stored.
            let _ = fs::remove_file(path);
        }
    }
}

impl Store {
    /// Seals a file to the custodians and attaches it to a record. The file itself stays where it was.
    pub async fn attach(
        &self,
        session: &Session,
        (record, path, media_type): (RecordId, &Path, &str),
        today: Date,
    ) -> Result<FileId, StoreError> {
        // Now as well, or the reason why nothing is attached would be another one.
        current_revision(&mut *self.db.read().await?, record).await?;
        let mut source = fs::File::open(path).map_err(StoreError::file("read", path))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = random::new_id();
        self.attach_from(session, (id, record), (&name, media_type, &mut source), today).await?;
        Ok(id)
    }

    /// The same for bytes that are no file yet, such as those that a browser sent. The identifier is drawn before, so that what is sent twice
    /// is attached once: the second time it is [`StoreError::Taken`].
    #[expect(clippy::missing_panics_doc, reason = "facts can always be written as JSON")]
    pub async fn attach_from<S: Read + Seek + Send>(
        &self,
        session: &Session,
        (id, record): (FileId, RecordId),
        (name, media_type, source): (&str, &str, &mut S),
        today: Date,
    ) -> Result<(), StoreError> {
        let sealer = {
            let mut connection = self.db.read().await?;
            // Now as well, or the bytes of a file that belongs to no record would stay behind.
            let loaded = load(&mut connection, record).await?;
            let held_by = loaded.team;
            session.require_changing(Right::Enter, (held_by, &loaded.schema))?;
            if sqlx::query(sql::FILE).bind(id_bytes(id)).fetch_optional(&mut *connection).await?.is_some() {
                return Err(StoreError::Taken("file"));
            }
            self.sealer_for(session, held_by)?
        };
        let mut hasher = blake3::Hasher::new();
        let read = std::io::copy(source, &mut hasher).and_then(|length| source.rewind().map(|()| length));
        let length = read.map_err(StoreError::file("read", Path::new(name)))?;
        let name = name.to_owned();
        let facts = Facts { name, media_type: media_type.into(), length, blake3: hasher.finalize().into() };
        let plaintext = zeroize::Zeroizing::new(serde_json::to_vec(&facts).expect("facts can be written as JSON"));
        let (class, key) = sealer.seal((id.bits(), Class::Direct, 1), &plaintext)?;
        let target = self.home.file(id);
        let written = self.write_file(source, &target, &facts, (id, &key, class.epoch));
        let unconfirmed = Unconfirmed(Some(&target));
        let (sealed_length, hash) = written?;

        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        refuse_moved_keys(&crate::people::teams(&mut transaction).await?, &sealer.teams())?;
        current_revision(&mut transaction, record).await?;
        write_sealed(&mut transaction, id_bytes(id), &class).await?;
        let query = sqlx::query(sql::FILE_ADD).bind(id_bytes(id)).bind(id_bytes(record)).bind(signed(sealed_length));
        query.bind(hash.to_vec()).bind(signed(taken.first())).execute(&mut *transaction).await?;
        let content = file_digest((id, record), (sealed_length, &hash), (class.epoch, &class.hash));
        let act = Act::new(session.role(), Action::FileAttached).on(record).content(content);
        let finished = self.finish(transaction, taken, Some(session.account), &[act]).await;
        if matches!(finished, Ok(()) | Err(StoreError::Unconfirmed)) {
            unconfirmed.keep();
        }
        finished
    }

    fn write_file(
        &self,
        source: &mut impl Read,
        target: &Path,
        facts: &Facts,
        (id, key, epoch): (FileId, &crate::vault::DataKey, i64),
    ) -> Result<(u64, [u8; 32]), StoreError> {
        let file = private_file(target, false).map_err(StoreError::file("write", target))?;
        let mut measured = Measured::new(std::io::BufWriter::new(file));
        let facts = FileFacts {
            name: Private::new(facts.name.clone()),
            media_type: facts.media_type.clone(),
            length: facts.length,
        };
        let context = self.file_context(id, crate::people::epoch_of(epoch)?);
        key.seal_file(&facts, (source, &mut measured), &context, &mut random::system())?;
        let (inner, length, hash) = measured.finish();
        let file = inner.into_inner().map_err(|error| StoreError::file("write", target)(error.into_error()))?;
        file.sync_all().map_err(StoreError::file("write", target))?;
        sync_folder(&self.home.files())?;
        Ok((length, hash))
    }

    fn file_context(&self, id: FileId, epoch: crate::vault::Epoch) -> Context<'static> {
        Context { tenant: self.tenant, table: TABLE, row: id.bits(), class: Class::Direct, epoch, revision: 1 }
    }

    /// The attachments of a record, for a custodian. That they were looked at is logged.
    pub async fn files(
        &self,
        session: &Session,
        (record, purpose): (RecordId, Option<&Code>),
        today: Date,
    ) -> Result<Vec<FileShown>, StoreError> {
        if !session.opens(Class::Direct) {
            return Ok(Vec::new());
        }
        let mut there = Vec::new();
        {
            let mut connection = self.db.read().await?;
            for id in files_of(&mut connection, record).await? {
                let rows = sealed(&mut connection, Id::from_bits(id.bits())).await?;
                there.extend(rows.into_iter().next().filter(|row| openable(session, row)).map(|row| (id, row)));
            }
        }
        if there.is_empty() {
            return Ok(Vec::new());
        }
        let act = Act::new(Role::Custodian, Action::OpenSealed).on(record).class(Class::Direct).purpose(purpose);
        self.log(Some(session.account), &[act], today).await?;
        let mut shown = Vec::new();
        for (id, row) in there {
            let opened = self.open_class(session, id.bits(), &row)?;
            let facts: Facts =
                serde_json::from_slice(opened.expose()).map_err(|_| StoreError::Damaged("a file's facts"))?;
            let Facts { name, media_type, length, blake3 } = facts;
            shown.push(FileShown { id, name: Private::new(name), media_type, length, blake3 });
        }
        Ok(shown)
    }

    /// Opens an attachment into `target`, which must not be there yet and is only there when all of it was verified.
    pub async fn open_file(
        &self,
        session: &Session,
        (id, target): (FileId, &Path),
        purpose: Option<&Code>,
        today: Date,
    ) -> Result<(), StoreError> {
        let (key, context) = self.file_key(session, id, purpose, today).await?;
        let unfinished = target.with_added_extension("unfinished");
        let mut file = private_file(&unfinished, false).map_err(StoreError::file("write", &unfinished))?;
        let placed = self.pour(&key, &context, &mut file).and_then(|()| {
            file.sync_all().map_err(StoreError::file("write", &unfinished))?;
            // Some file systems of removable disks have no links, which would refuse an existing name by themselves.
            if target.exists() {
                return Err(StoreError::Taken("file"));
            }
            fs::rename(&unfinished, target).map_err(StoreError::file("write", target))
        });
        let _ = fs::remove_file(&unfinished);
        placed
    }

    /// Writes what an attachment holds to `target`, after the log has it. Only `Ok` says that it is all of it.
    pub async fn read_file<W: Write + Send>(
        &self,
        session: &Session,
        (id, target): (FileId, &mut W),
        purpose: Option<&Code>,
        today: Date,
    ) -> Result<(), StoreError> {
        let (key, context) = self.file_key(session, id, purpose, today).await?;
        self.pour(&key, &context, target)
    }

    /// The key of an attachment, after the log has that it is handed out.
    async fn file_key(
        &self,
        session: &Session,
        id: FileId,
        purpose: Option<&Code>,
        today: Date,
    ) -> Result<(DataKey, Context<'static>), StoreError> {
        let (row, record) = {
            let mut connection = self.db.read().await?;
            let found = sqlx::query(sql::FILE).bind(id_bytes(id)).fetch_optional(&mut *connection).await?;
            let record: RecordId = found.ok_or(StoreError::NotThere("file"))?.id("record")?;
            let rows = sealed(&mut connection, Id::from_bits(id.bits())).await?;
            (rows.into_iter().next().ok_or(StoreError::NotThere("file"))?, record)
        };
        let key = self.data_key(session, id.bits(), &row).map_err(|error| match error {
            StoreError::NotThere(_) => StoreError::NotThere("file"),
            other => other,
        })?;
        let act = Act::new(Role::Custodian, Action::Export).on(record).class(Class::Direct).purpose(purpose);
        self.log(Some(session.account), &[act], today).await?;
        Ok((key, self.file_context(id, row.epoch)))
    }

    fn pour(&self, key: &DataKey, context: &Context<'_>, target: &mut impl Write) -> Result<(), StoreError> {
        let path = self.home.file(FileId::from_bits(context.row));
        let mut source = std::io::BufReader::new(fs::File::open(&path).map_err(StoreError::file("read", &path))?);
        key.open_file((&mut source, target), context)?;
        Ok(())
    }
}

pub(crate) async fn files_of(connection: &mut AnyConnection, record: RecordId) -> Result<Vec<FileId>, StoreError> {
    let rows = sqlx::query(sql::FILES_OF).bind(id_bytes(record)).fetch_all(connection).await?;
    rows.iter().map(|row| row.id("id")).collect()
}
