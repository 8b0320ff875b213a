//! Deciding about two records.

use jiff::civil::Date;
use overt_model::{Class, Private, RecordId};
use serde::Serialize;
use sqlx::AnyConnection;

use super::standing::{Reading, StandingDecision, Turn, Verdict, load};
use super::step::{self, Step, What};
use super::undo::{JoinUndone, revert_entity, undone};
use super::{LinkError, LinkRunId, NoteId, members, none, pair, refuse_outsiders, run, settle};
use crate::db::{Insert, id_bytes};
use crate::digest::Digest;
use crate::journal::{self, Act, Taken, signed, take};
use crate::log::entry::{Action, Content};
use crate::people::{Session, Team, TeamKind};
use crate::record::{PreparedClass, Sealer, current_revision, load_many, refuse_moved_keys, write_sealed};
use crate::store::Store;
use crate::{StoreError, random, sql};

/// Most characters of a note.
pub const NOTE_LEN_MAX: usize = 4000;

/// What a person decides about two records.
#[derive(Debug)]
pub struct Decision {
    /// The records, in any order.
    pub records: [RecordId; 2],
    /// What is decided.
    pub verdict: Verdict,
    /// Whether it is a second reading, by another person than the first reader.
    pub is_second: bool,
    /// The run whose join was looked at.
    pub run: Option<LinkRunId>,
    /// What the person has to say about it. It may name people, so it is sealed like a narrative.
    pub note: Option<Private<String>>,
}

/// What came of a decision.
#[derive(Debug, Serialize)]
pub struct Decided {
    /// What holds from now on.
    pub standing: StandingDecision,
    /// What came apart, when the two were joined and are held to be different from now on.
    pub apart: Option<JoinUndone>,
}

/// What the log holds of a decision. `note` are the epoch and the hash of the envelope.
pub(crate) fn decision_digest([a, b]: [RecordId; 2], reading: &Reading, note: Option<(i64, &[u8])>) -> Content {
    let digest = Digest::of("overt.store 2026 decision about two records v1").id(a).id(b);
    let digest = digest.part(reading.verdict.code().as_bytes()).part(reading.turn.code().as_bytes());
    let digest = digest.id(reading.reader).part(reading.day.to_string().as_bytes());
    let digest = digest.id(reading.run.unwrap_or(none())).id(reading.note.unwrap_or(none()));
    match note {
        Some((epoch, hash)) => digest.part(&epoch.to_le_bytes()).part(hash).finish(),
        None => digest.finish(),
    }
}

/// The facts about the envelope of a note that its decision is bound to.
fn note_facts(class: &PreparedClass) -> (i64, &[u8]) {
    (class.epoch, &class.hash)
}

impl Store {
    /// Keeps a decision. It supersedes what was decided before as far as [`StandingDecision`] says, and no run of linkage does.
    ///
    /// When the two are held to be different from now on and are joined, what was joined in the same step as the later of them
    /// comes apart and is again what it was before that step; the next run joins anew what belongs together.
    pub async fn decide(&self, session: &Session, decision: &Decision, today: Date) -> Result<Decided, StoreError> {
        refuse_outsiders(session)?;
        let records = pair(decision.records[0], decision.records[1])?;
        let (note, teams) = match &decision.note {
            Some(note) if note.expose().chars().count() > NOTE_LEN_MAX => {
                return Err(LinkError::TooLong("note", NOTE_LEN_MAX).into());
            }
            Some(note) => {
                let (id, sealer): (NoteId, _) = (random::new_id(), self.note_sealer(session, records).await?);
                let note = sealer.seal((id.bits(), Class::Narrative, 1), note.expose().as_bytes())?.0;
                (Some((id, note)), sealer.teams())
            }
            None => (None, Vec::new()),
        };
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        refuse_moved_keys(&crate::people::teams(&mut transaction).await?, &teams)?;
        for record in records {
            current_revision(&mut transaction, record).await?;
        }
        if let Some(run) = decision.run
            && !run::is_there(&mut transaction, run).await?
        {
            return Err(StoreError::NotThere("linkage"));
        }
        let leaf = next_leaf(&mut transaction).await?;
        let reading = Reading {
            verdict: decision.verdict,
            turn: if decision.is_second { Turn::Second } else { Turn::First },
            reader: session.account,
            day: today,
            run: decision.run,
            note: note.as_ref().map(|(id, _)| *id),
            leaf,
        };
        let before = load(&mut transaction, records).await?;
        refuse_reader(before.as_ref(), &reading)?;
        let standing = StandingDecision::after(before, records, reading);
        let mut acts = vec![write(&mut transaction, session, (records, reading), note.as_ref()).await?];
        let mut apart = None;
        if standing.verdict() == Verdict::Different {
            let what = (records, leaf + 1);
            if let Some((act, done)) = self.part(&mut transaction, session, what, today).await? {
                acts.push(act);
                apart = Some(done);
            }
        }
        let taken = take_from(&mut transaction, (leaf, acts.len()), today).await?;
        self.finish(transaction, taken, Some(session.account), &acts).await?;
        Ok(Decided { standing, apart })
    }

    /// Seals a reason for a team of the person's: for the one that holds one of the two records, where they are in it.
    async fn note_sealer(&self, session: &Session, records: [RecordId; 2]) -> Result<Sealer, StoreError> {
        let held = load_many(&mut *self.db.read().await?, &records).await?;
        let is_own = |team: &&Team| team.kind == TeamKind::Casework && session.holds(team);
        let own: Vec<_> = session.teams().iter().filter(is_own).map(|team| team.id).collect();
        let holding = held.iter().map(|record| record.team).find(|team| own.contains(team));
        match holding.or(own.first().copied()) {
            Some(team) => self.sealer_for(session, team),
            None => self.sealer(session, None),
        }
    }

    /// Takes two records apart that are joined.
    async fn part(
        &self,
        transaction: &mut AnyConnection,
        session: &Session,
        (records, leaf): ([RecordId; 2], u64),
        today: Date,
    ) -> Result<Option<(Act, JoinUndone)>, StoreError> {
        let [one, other] = records;
        let one = members::entity_of(transaction, one).await?;
        let other = members::entity_of(transaction, other).await?;
        let (Some((one, entity)), Some((other, same))) = (one, other) else { return Ok(None) };
        if entity != same {
            return Ok(None);
        }
        let since = one.max(other);
        let Step { schema, .. } = Step::load(transaction, since).await?;
        revert_entity(transaction, (leaf, since), entity).await?;
        settle::settle(transaction, leaf).await?;
        let who = (What::Decided(records), today, Some(session));
        let (moved, act) = step::write(transaction, (leaf, None, &schema), who).await?;
        let done = undone(transaction, (leaf, since), (moved, 0)).await?;
        Ok(Some((act, done)))
    }
}

/// The number that the next entry of the log will have, when nobody else can write.
pub(super) async fn next_leaf(transaction: &mut AnyConnection) -> Result<u64, StoreError> {
    Ok(journal::state(transaction).await?.0.size)
}

/// Takes numbers from the one that [`next_leaf`] told.
pub(super) async fn take_from(
    transaction: &mut AnyConnection,
    (leaf, count): (u64, usize),
    today: Date,
) -> Result<Taken, StoreError> {
    let taken = take(transaction, count, today).await?;
    assert_eq!(taken.first(), leaf, "nobody else writes after the log was locked");
    Ok(taken)
}

fn refuse_reader(before: Option<&StandingDecision>, reading: &Reading) -> Result<(), StoreError> {
    match (reading.turn, before) {
        (Turn::Second, None) => Err(LinkError::NoFirst.into()),
        (Turn::Second, Some(before)) if before.first.reader == reading.reader => Err(LinkError::SameReader.into()),
        _ => Ok(()),
    }
}

/// Writes a decision as the entry that it names, and returns the act of that entry.
pub(super) async fn write(
    transaction: &mut AnyConnection,
    session: &Session,
    ([a, b], reading): ([RecordId; 2], Reading),
    note: Option<&(NoteId, PreparedClass)>,
) -> Result<Act, StoreError> {
    let mut rows = Insert::into(sql::DECISION_ROWS);
    rows.row(transaction, |columns| {
        columns.id(a).id(b).add(signed(reading.leaf)).add(reading.verdict.code()).add(reading.turn.code());
        columns.id(reading.reader).add(reading.day.to_string());
        columns.id(reading.run.unwrap_or(none())).id(reading.note.unwrap_or(none()));
    })
    .await?;
    rows.flush(transaction).await?;
    if let Some((id, class)) = note {
        write_sealed(transaction, id_bytes(*id), class).await?;
    }
    let content = decision_digest([a, b], &reading, note.map(|(_, class)| note_facts(class)));
    Ok(Act::new(session.role(), Action::LinkDecided).on(a).content(content))
}
