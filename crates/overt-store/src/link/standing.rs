//! What people hold about two records, from everything they ever decided about them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Codebook, RecordId};
use serde::Serialize;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{LinkRunId, NoteId, some};
use crate::db::{Read, id_bytes};
use crate::journal;
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, sql};

/// Whether two records are the same entity, as a person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They are: the join was accepted.
    Same,
    /// They are not: the join was refused.
    Different,
    /// It cannot be told.
    Unsure,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Same, Self::Different, Self::Unsure];

    /// The code that is stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    /// The verdict with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// Whose turn a decision was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// The first reader.
    First,
    /// Another person, who read the same pair after somebody had decided about it.
    Second,
    /// Whoever took a join back.
    Undo,
}

impl Turn {
    /// Every turn.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Undo];

    /// The code that is stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Undo => "undo",
        }
    }

    /// The turn with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// One decision of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What was decided.
    pub verdict: Verdict,
    /// Whose turn it was.
    pub turn: Turn,
    /// Who decided.
    pub reader: AccountId,
    /// On which day.
    pub day: Date,
    /// The run whose join was looked at, if there was one.
    pub run: Option<LinkRunId>,
    /// The note that was written with it, which may have been erased since.
    pub note: Option<NoteId>,
    /// Which leaf of the log it is.
    pub leaf: u64,
}

impl Reading {
    pub(crate) fn of(row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            verdict: Verdict::from_code(&row.text("verdict")?).ok_or(StoreError::Damaged("a verdict"))?,
            turn: Turn::from_code(&row.text("reading")?).ok_or(StoreError::Damaged("a reading"))?,
            reader: row.id("reader")?,
            day: journal::day(&row.text("day")?)?,
            run: some(row.id("run")?),
            note: some(row.id("note")?),
            leaf: row.count("leaf")?,
        })
    }
}

/// What holds about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StandingDecision {
    /// The records, the smaller first.
    pub records: [RecordId; 2],
    /// What the first reader decided.
    pub first: Reading,
    /// What the second reader decided, if there was one since.
    pub second: Option<Reading>,
}

impl StandingDecision {
    /// What holds: the verdict of both readers, or of the only one; while they disagree, [`Verdict::Unsure`].
    pub fn verdict(&self) -> Verdict {
        if self.is_disputed() { Verdict::Unsure } else { self.first.verdict }
    }

    /// Whether two readers disagree.
    pub fn is_disputed(&self) -> bool {
        self.second.is_some_and(|second| second.verdict != self.first.verdict)
    }

    /// What holds after one more decision.
    ///
    /// A first reading begins anew. While two readers disagree, either of them may only change their own mind, and anybody else
    /// settles it. Taking a join back always begins anew.
    pub(super) fn after(before: Option<Self>, records: [RecordId; 2], reading: Reading) -> Self {
        let anew = Self { records, first: reading, second: None };
        let Some(before) = before else { return anew };
        let is_by = |other: Option<Reading>| other.is_some_and(|other| other.reader == reading.reader);
        match reading.turn {
            Turn::Second => Self { second: Some(reading), ..before },
            Turn::First if before.is_disputed() && is_by(Some(before.first)) => Self { first: reading, ..before },
            Turn::First if before.is_disputed() && is_by(before.second) => Self { second: Some(reading), ..before },
            Turn::First | Turn::Undo => anew,
        }
    }
}

/// Some of what holds, in the order of the records.
#[derive(Debug)]
pub struct StandingPage {
    /// The decisions; there may be none although there is a next page.
    pub decisions: Vec<StandingDecision>,
    /// After which pair the next page begins; `None` when there is no more.
    pub next: Option<[RecordId; 2]>,
}

/// Pairs of a page.
const PAIRS: u32 = 1000;

impl Store {
    /// What people hold about pairs of records of a kind, or of one that descends from it, a page at a time, beginning after a
    /// pair. Nothing that was decided about a record stands when the record or its identity was erased afterwards.
    pub async fn decisions(&self, schema: &str, after: Option<[RecordId; 2]>) -> Result<StandingPage, StoreError> {
        decisions(&mut *self.db.read().await?, self.codebook, schema, after).await
    }

    /// What people hold about two records; nothing where nobody has decided.
    pub async fn decision_on(&self, one: RecordId, other: RecordId) -> Result<Option<StandingDecision>, StoreError> {
        load(&mut *self.db.read().await?, super::pair(one, other)?).await
    }

    /// Everything that was ever decided about two records, the oldest first.
    pub async fn decisions_about(&self, one: RecordId, other: RecordId) -> Result<Vec<Reading>, StoreError> {
        readings(&mut *self.db.read().await?, super::pair(one, other)?).await
    }
}

/// What people hold about pairs of records of a kind, after a pair.
pub(super) async fn decisions(
    connection: &mut AnyConnection,
    codebook: &Codebook,
    schema: &str,
    after: Option<[RecordId; 2]>,
) -> Result<StandingPage, StoreError> {
    let [a, b] = after.unwrap_or([RecordId::from_bits(0); 2]);
    let query = sqlx::query(sql::DECISION_PAIRS).bind(id_bytes(a)).bind(id_bytes(b)).bind(i64::from(PAIRS));
    let pairs = query.fetch_all(&mut *connection).await?;
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else {
        return Ok(StandingPage { decisions: Vec::new(), next: None });
    };
    let is_full = pairs.len() as u64 == u64::from(PAIRS);
    let next = is_full.then(|| Ok::<_, StoreError>([last.id("a")?, last.id("b")?]));
    let mut query = sqlx::query(sql::DECISIONS_BETWEEN);
    for row in [first, last] {
        query = query.bind(row.bytes("a")?).bind(row.bytes("b")?);
    }
    let mut standing: BTreeMap<[RecordId; 2], StandingDecision> = BTreeMap::new();
    for row in query.fetch_all(&mut *connection).await? {
        let is_kind = codebook.schema(&row.text("schema")?).is_some_and(|kind| kind.is_a(schema));
        if is_kind {
            let records = [row.id("a")?, row.id("b")?];
            let before = standing.get(&records).copied();
            standing.insert(records, StandingDecision::after(before, records, Reading::of(&row)?));
        }
    }
    Ok(StandingPage { decisions: standing.into_values().collect(), next: next.transpose()? })
}

/// Everything that was ever decided about a pair.
pub(super) async fn readings(
    connection: &mut AnyConnection,
    [a, b]: [RecordId; 2],
) -> Result<Vec<Reading>, StoreError> {
    let query = sqlx::query(sql::DECISIONS_OF).bind(id_bytes(a)).bind(id_bytes(b));
    query.fetch_all(connection).await?.iter().map(Reading::of).collect()
}

/// What holds about a pair; nothing where nobody has decided.
pub(super) async fn load(
    connection: &mut AnyConnection,
    pair: [RecordId; 2],
) -> Result<Option<StandingDecision>, StoreError> {
    let query = sqlx::query(sql::DECISIONS_BETWEEN).bind(id_bytes(pair[0])).bind(id_bytes(pair[1]));
    let query = query.bind(id_bytes(pair[0])).bind(id_bytes(pair[1]));
    let mut standing = None;
    for row in query.fetch_all(connection).await? {
        standing = Some(StandingDecision::after(standing, pair, Reading::of(&row)?));
    }
    Ok(standing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAIR: [RecordId; 2] = [RecordId::from_bits(1), RecordId::from_bits(2)];

    fn reading(reader: u8, turn: Turn, verdict: Verdict, leaf: u64) -> Reading {
        let (reader, day) = (AccountId::from_bits(reader.into()), Date::constant(2026, 12, 1));
        Reading { verdict, turn, reader, day, run: None, note: None, leaf }
    }

    fn standing(readings: &[(u8, Turn, Verdict)]) -> Option<StandingDecision> {
        (0..).zip(readings).fold(None, |before, (leaf, (reader, turn, verdict))| {
            Some(StandingDecision::after(before, PAIR, reading(*reader, *turn, *verdict, leaf)))
        })
    }

    fn readings() -> impl Strategy<Value = Vec<(u8, Turn, Verdict)>> {
        let reading = (1..=3_u8, prop::sample::select(&Turn::ALL), prop::sample::select(&Verdict::ALL));
        prop::collection::vec(reading, 1..12).prop_filter("a second reader is another one than the first", |all| {
            (0..all.len()).all(|length| {
                let (reader, turn, _) = all[length];
                let before = standing(&all[..length]);
                turn != Turn::Second || before.is_some_and(|before| before.first.reader.bits() != u128::from(reader))
            })
        })
    }

    proptest! {
        #[test]
        fn while_two_disagree_nothing_holds_and_neither_overrules_the_other(
            mut all in readings(),
            theirs in 0_usize..2,
            mine in 0_usize..3,
        ) {
            let first = standing(&all).unwrap().first;
            let other = Verdict::ALL.into_iter().filter(|verdict| *verdict != first.verdict).nth(theirs).unwrap();
            all.push((4, Turn::Second, other));
            let before = standing(&all).unwrap();
            prop_assert!(before.is_disputed());
            prop_assert_eq!(before.verdict(), Verdict::Unsure);
            for one in [before.first, before.second.unwrap()] {
                let again = Reading { turn: Turn::First, verdict: Verdict::ALL[mine], ..one };
                let after = StandingDecision::after(Some(before), PAIR, again);
                let other = if one == before.first { before.second.unwrap() } else { before.first };
                prop_assert!(after.is_disputed() || after.verdict() == other.verdict);
            }
        }

        #[test]
        fn two_readers_are_never_one_person(all in readings()) {
            let standing = standing(&all).unwrap();
            prop_assert!(standing.second.is_none_or(|second| second.reader != standing.first.reader));
        }

        #[test]
        fn whoever_is_neither_reader_and_every_undo_has_the_last_word(all in readings(), verdict in 0_usize..3) {
            let verdict = Verdict::ALL[verdict];
            for (reader, turn) in [(9, Turn::First), (1, Turn::Undo)] {
                let after = StandingDecision::after(standing(&all), PAIR, reading(reader, turn, verdict, 99));
                prop_assert_eq!((after.verdict(), after.second), (verdict, None));
            }
        }
    }

    #[test]
    fn codes_are_read_back() {
        assert!(Verdict::ALL.iter().all(|verdict| Verdict::from_code(verdict.code()) == Some(*verdict)));
        assert!(Turn::ALL.iter().all(|turn| Turn::from_code(turn.code()) == Some(*turn)));
    }
}
