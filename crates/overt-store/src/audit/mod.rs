//! What auditors take away: the log as a bundle, proofs of single entries, and checkpoints for witnesses.

mod query;

use std::io::Write;

use jiff::civil::Date;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::Read;
use crate::journal::{self, Act, detail_place, signed};
use crate::log::bundle::{BundleWriter, Reveal};
use crate::log::checkpoint::{
    Checkpoint, CheckpointError, KeyError, KeyKind, Note, NoteSignature, Policy, SignerKey, VerifierKey,
};
use crate::log::entry::{Action, Entry, Leaf, Opening};
use crate::log::tree::{Accumulator, Plan, TreeHash};
use crate::people::{Role, Session, TeamKind, auditors, epoch_of};
use crate::store::Store;
use crate::vault::{DataKey, TeamId};
use crate::{StoreError, random, sql};

pub use query::{AuditPage, AuditQuery, Opened};

/// A new key for a witness of other people's logs.
pub fn new_witness_key(name: &str) -> Result<SignerKey, KeyError> {
    SignerKey::from_seed(name, KeyKind::Witness, &random::secret())
}

/// Leaves read at once.
const STEP: u64 = 4096;

/// One entry of the log, as an auditor sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub number: u64,
    /// What it says.
    pub entry: Entry,
    /// Whether it holds a digest of something that was stored.
    pub is_bound: bool,
}

impl Store {
    /// Writes the log as a bundle that others verify offline, with a checkpoint at its end. With the session of an auditor it
    /// shows what every entry says, which is logged first; without, it holds commitments only. It ends with the checkpoint of
    /// `until` entries, such as one that witnesses have cosigned, or else with a new one.
    pub async fn export_log<W: Write>(
        &self,
        writer: W,
        (auditor, until): (Option<(&Session, Date)>, Option<u64>),
        mut progress: impl FnMut(u64),
    ) -> Result<W, StoreError> {
        if let Some((session, today)) = auditor {
            self.log_audit(session, today).await?;
        }
        if until.is_none() {
            self.checkpoint().await?;
        }
        let session = auditor.map(|(session, _)| session);
        let mut snapshot = self.db.snapshot().await?;
        let origin =
            self.policy(Vec::new(), 0).map_err(|_| StoreError::Damaged("the name of its log"))?.origin().to_owned();
        let failed = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Backup("the bundle could not be written"),
        };
        let mut bundle = BundleWriter::new(writer, &origin, &Accumulator::new()).map_err(failed)?;
        let mut rows = sqlx::query(sql::CHECKPOINTS).fetch_all(&mut *snapshot).await?;
        if let Some(until) = until {
            let place = rows.iter().position(|row| row.count("size").is_ok_and(|size| size == until));
            rows.truncate(place.ok_or(StoreError::NotThere("checkpoint"))? + 1);
        }
        let (mut next, mut last) = (0, None);
        for row in rows {
            let size = row.count("size")?;
            let note = Note::parse(&row.text("note")?).map_err(|_| StoreError::Damaged("a checkpoint"))?;
            while next < size {
                let end = (next + STEP).min(size);
                let leaves = journal::leaves(&mut snapshot, next, end).await?;
                let mut openings = self.openings(&mut snapshot, session, (next, end)).await?.into_iter();
                for leaf in leaves {
                    bundle.leaf(leaf, openings.next().flatten()).map_err(failed)?;
                }
                progress(end - next);
                next = end;
            }
            bundle.checkpoint(&note).map_err(failed)?;
            if let Some(before) = last.replace(size) {
                let proof = self.consistency(&mut snapshot, before, size).await?;
                bundle.consistency(before, size, proof).map_err(failed)?;
            }
        }
        bundle.finish().map_err(failed)
    }

    /// The entries from `start` to before `end`, newest last, for an auditor. That they were read is logged first.
    pub async fn entries(
        &self,
        session: &Session,
        (start, end): (u64, u64),
        today: Date,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        self.log_audit(session, today).await?;
        let mut snapshot = self.db.snapshot().await?;
        let end = end.min(journal::state(&mut snapshot).await?.0.size);
        let entries = self.opened(&mut snapshot, session, (start.min(end), end)).await?;
        entries.into_iter().map(|entry| entry.ok_or(StoreError::NotThere("entry"))).collect()
    }

    /// The entries from `start` to before `end`, newest last; `None` for those that the person cannot open. The caller has logged it.
    async fn opened(
        &self,
        connection: &mut AnyConnection,
        session: &Session,
        (start, end): (u64, u64),
    ) -> Result<Vec<Option<AuditEntry>>, StoreError> {
        let leaves = journal::leaves(connection, start, end).await?;
        let openings = self.openings(connection, Some(session), (start, end)).await?;
        let entry = |((number, leaf), opening): ((u64, Leaf), Option<Opening>)| {
            let Some(opening) = opening else { return Ok(None) };
            if !leaf.entry.opens_to(&opening) {
                return Err(StoreError::Tampered("an entry of the log"));
            }
            Ok(Some(AuditEntry { number, entry: opening.entry, is_bound: leaf.content.is_some() }))
        };
        (start..).zip(leaves).zip(openings).map(entry).collect()
    }

    /// Shows one entry with the proof that it is in the log, for somebody outside. The proof is for the checkpoint of `until`
    /// entries, such as one that witnesses have cosigned, or else for a new one.
    pub async fn prove(
        &self,
        session: &Session,
        (number, until): (u64, Option<u64>),
        today: Date,
    ) -> Result<Reveal, StoreError> {
        self.log_audit(session, today).await?;
        let note = match until {
            Some(until) => self.checkpoint_of(until).await?,
            None => self.checkpoint().await?,
        };
        let size = size_of(&note)?;
        if number >= size {
            return Err(StoreError::NotThere("entry"));
        }
        let mut snapshot = self.db.snapshot().await?;
        let mut openings = self.openings(&mut snapshot, Some(session), (number, number + 1)).await?;
        let opening = openings.pop().flatten().ok_or(StoreError::NotThere("entry"))?;
        let leaf =
            journal::leaves(&mut snapshot, number, number + 1).await?.pop().ok_or(StoreError::NotThere("entry"))?;
        let plan = Plan::inclusion(number, size).ok_or(StoreError::NotThere("entry"))?;
        let proof = journal::compute(&mut snapshot, &plan).await?.ok_or(StoreError::LogChanged)?;
        Ok(Reveal::new(&note, number, opening, leaf.content, proof))
    }

    /// How many entries the log has.
    pub async fn log_size(&self) -> Result<u64, StoreError> {
        Ok(journal::state(&mut *self.db.read().await?).await?.0.size)
    }

    /// The sizes of the log that were signed, the smallest first.
    pub async fn checkpoint_sizes(&self) -> Result<Vec<u64>, StoreError> {
        let rows = sqlx::query(sql::CHECKPOINTS).fetch_all(&mut *self.db.read().await?).await?;
        rows.iter().map(|row| row.count("size")).collect()
    }

    /// The newest checkpoint with the proof that it extends the log as it was with `from` entries: what a witness asks for
    /// before it cosigns.
    pub async fn checkpoint_since(&self, from: u64) -> Result<(Note, Vec<TreeHash>), StoreError> {
        let note = self.checkpoint().await?;
        let size = size_of(&note)?;
        let proof = self.consistency(&mut *self.db.read().await?, from, size).await?;
        Ok((note, proof))
    }

    /// The checkpoint of this many entries that was kept.
    async fn checkpoint_of(&self, size: u64) -> Result<Note, StoreError> {
        let query = sqlx::query(sql::CHECKPOINT).bind(i64::try_from(size).unwrap_or(i64::MAX));
        let row = query.fetch_optional(&mut *self.db.read().await?).await?;
        let note = row.ok_or(StoreError::NotThere("checkpoint"))?.text("note")?;
        Note::parse(&note).map_err(|_| StoreError::Damaged("a checkpoint"))
    }

    /// Keeps the cosignature of a witness on a checkpoint that the log has signed. The policy says whose count.
    pub async fn add_cosignature(
        &self,
        (size, signature): (u64, NoteSignature),
        policy: &Policy,
    ) -> Result<Result<(), CheckpointError>, StoreError> {
        let is_by = |key: &VerifierKey| key.name() == signature.name && key.id() == signature.key_id;
        if !policy.witnesses().iter().any(is_by) {
            return Ok(Err(CheckpointError::WrongKey));
        }
        let mut note = self.checkpoint_of(size).await?;
        if !note.signatures().contains(&signature) {
            note.push(signature);
        }
        let note = note.write();
        if let Err(error) = policy.open(&note) {
            return Ok(Err(error));
        }
        let query = sqlx::query(sql::CHECKPOINT_PUT).bind(signed(size)).bind(note);
        query.execute(&mut *self.db.read().await?).await?;
        Ok(Ok(()))
    }

    async fn consistency(
        &self,
        connection: &mut AnyConnection,
        from: u64,
        to: u64,
    ) -> Result<Vec<TreeHash>, StoreError> {
        let plan = Plan::consistency(from, to).ok_or(StoreError::NotThere("checkpoint"))?;
        journal::compute(connection, &plan).await?.ok_or(StoreError::LogChanged)
    }

    async fn log_audit(&self, session: &Session, today: Date) -> Result<(), StoreError> {
        if !session.is_in(TeamKind::Audit) {
            return Err(StoreError::NotThere("log"));
        }
        self.log(Some(session.account), &[Act::new(Role::Auditor, Action::AuditOpened)], today).await
    }

    /// What the entries from `start` to before `end` say; `None` for those that the person cannot open.
    async fn openings(
        &self,
        connection: &mut AnyConnection,
        session: Option<&Session>,
        (start, end): (u64, u64),
    ) -> Result<Vec<Option<Opening>>, StoreError> {
        let mut openings = vec![None; usize::try_from(end - start).unwrap_or_default()];
        let Some(session) = session else { return Ok(openings) };
        let team = auditors(connection).await?.id;
        let query = sqlx::query(sql::LOG_DETAIL_OF).bind(signed(start));
        let from = query.fetch_optional(&mut *connection).await?.map_or(Ok(start), |row| row.count("first"))?;
        let query = sqlx::query(sql::LOG_DETAILS).bind(signed(from)).bind(signed(end - from + 1));
        for row in query.fetch_all(connection).await? {
            let first = row.count("first")?;
            if first >= end {
                break;
            }
            for (number, opening) in (first..).zip(self.open_detail(session, team, &row)?.unwrap_or_default()) {
                let place = number.checked_sub(start).and_then(|place| usize::try_from(place).ok());
                if let Some(place) = place.and_then(|place| openings.get_mut(place)) {
                    *place = Some(opening);
                }
            }
        }
        Ok(openings)
    }

    /// What the entries of one transaction say; `None` when the person does not hold the key.
    pub(crate) fn open_detail(
        &self,
        session: &Session,
        auditors: TeamId,
        row: &AnyRow,
    ) -> Result<Option<Vec<Opening>>, StoreError> {
        let (epoch, wrapped_to) = (epoch_of(row.number("epoch")?)?, epoch_of(row.number("wrapped_to")?)?);
        let Some(key) = session.team_key(auditors, wrapped_to) else { return Ok(None) };
        let (context, place) = detail_place(self.tenant, row.count("first")?, epoch, wrapped_to);
        let envelope = row.bytes("envelope")?;
        let opened =
            key.unwrap::<_, DataKey>(&row.bytes("wrap")?, &place).and_then(|key| key.open(&envelope, &context));
        let opened = opened.map_err(|_| StoreError::Tampered("what an entry of the log says"))?;
        split(opened.expose()).collect::<Result<_, _>>().map(Some)
    }
}

/// Of how many entries a checkpoint is.
fn size_of(note: &Note) -> Result<u64, StoreError> {
    let checkpoint = Checkpoint::parse(note.text()).map_err(|_| StoreError::Damaged("a checkpoint"))?;
    Ok(checkpoint.head().size)
}

/// The openings of one transaction.
fn split(mut details: &[u8]) -> impl Iterator<Item = Result<Opening, StoreError>> + '_ {
    let damaged = || StoreError::Damaged("what an entry of the log says");
    std::iter::from_fn(move || {
        let (length, rest) = details.split_first_chunk()?;
        let Some((opening, rest)) = rest.split_at_checked(u16::from_le_bytes(*length).into()) else {
            details = &[];
            return Some(Err(damaged()));
        };
        details = rest;
        Some(Opening::decode(opening).map_err(|_| damaged()))
    })
}
