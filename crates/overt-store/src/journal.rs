//! Writing the audit log together with what it is about, in one transaction.
//!
//! A transaction first takes numbers for its leaves, which keeps every other writer out until it ends, then writes its rows,
//! then the leaves. So the log and the rows are confirmed together or not at all. What the entries say is sealed to the
//! auditors, all entries of one transaction in one envelope.

use jiff::civil::Date;
use overt_model::Class;
use sqlx::AnyConnection;

use crate::db::{Insert, Read};
use crate::log::entry::{Action, Code, Content, Entry, Handle, Leaf, Opening, Salt};
use crate::log::tree::{Accumulator, Head, Plan, TreeHash};
use crate::people::{Role, Team};
use crate::vault::{AccountId, Context, DataKey, DataKeyPlace, Epoch, TenantId};
use crate::{StoreError, random, sql};

/// Table name to which the details of the log are bound.
const DETAIL: &str = "log_detail";

/// Longest time without any act, in days, after which the clock is doubted: three years.
const SILENCE_DAYS_MAX: i32 = 3 * 366;

/// One act that is to be logged.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) role: Role,
    pub(crate) action: Action,
    pub(crate) object: Option<Handle>,
    pub(crate) class: Option<Class>,
    pub(crate) purpose: Option<Code>,
    pub(crate) content: Option<Content>,
}

impl Act {
    pub(crate) const fn new(role: Role, action: Action) -> Self {
        Self { role, action, object: None, class: None, purpose: None, content: None }
    }

    pub(crate) fn on<K: overt_model::IdKind>(self, id: overt_model::Id<K>) -> Self {
        Self { object: Some(Handle::of(id)), ..self }
    }

    pub(crate) fn class(self, class: Class) -> Self {
        Self { class: Some(class), ..self }
    }

    pub(crate) fn purpose(self, purpose: Option<&Code>) -> Self {
        Self { purpose: purpose.cloned(), ..self }
    }

    pub(crate) fn content(self, content: Content) -> Self {
        Self { content: Some(content), ..self }
    }
}

/// Numbers that a transaction has taken.
pub(crate) struct Taken {
    first: u64,
    count: u64,
    tree: Accumulator,
    today: Date,
    last: Date,
}

/// Keeps other writers out until the transaction ends, for those who must look before they know what to log.
pub(crate) async fn lock(transaction: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query(sql::LOG_LOCK).execute(transaction).await?;
    Ok(())
}

/// Takes the next `count` numbers. Refused when the clock of the machine cannot be right.
pub(crate) async fn take(transaction: &mut AnyConnection, count: usize, today: Date) -> Result<Taken, StoreError> {
    let taken = take_doubting_clock(transaction, count, today).await?;
    compare(today, taken.last)?;
    Ok(Taken { last: taken.last.max(today), ..taken })
}

/// Whether a change could be logged today, as far as the clock goes.
pub(crate) async fn check_clock(connection: &mut AnyConnection, today: Date) -> Result<(), StoreError> {
    let row = sqlx::query(sql::LOG_STATE).fetch_one(connection).await?;
    compare(today, day(&row.text("day")?)?)
}

fn compare(today: Date, last: Date) -> Result<(), StoreError> {
    if !is_before(today, last) && days_between(last, today) <= SILENCE_DAYS_MAX {
        Ok(())
    } else {
        Err(StoreError::Clock { today, last })
    }
}

/// The same whatever the clock says, which is believed from now on.
pub(crate) async fn take_with_any_clock(
    transaction: &mut AnyConnection,
    count: usize,
    today: Date,
) -> Result<Taken, StoreError> {
    Ok(Taken { last: today, ..take_doubting_clock(transaction, count, today).await? })
}

/// The same without looking at the clock, which is believed no more than before.
pub(crate) async fn take_doubting_clock(
    transaction: &mut AnyConnection,
    count: usize,
    today: Date,
) -> Result<Taken, StoreError> {
    let wanted = i64::try_from(count).expect("a transaction logs few acts");
    let row = sqlx::query(sql::LOG_TAKE).bind(wanted).fetch_one(transaction).await?;
    let last = day(&row.text("day")?)?;
    let count = count as u64;
    let first = row.count("size")?.checked_sub(count).ok_or(StoreError::Damaged("the log has lost its length"))?;
    let peaks = hashes(&row.bytes("peaks")?)?;
    let tree = Accumulator::resume(first, peaks).map_err(|_| StoreError::Damaged("the log has lost its peaks"))?;
    Ok(Taken { first, count, tree, today, last })
}

impl Taken {
    /// The number of the first leaf.
    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    /// The day of the acts.
    pub(crate) const fn today(&self) -> Date {
        self.today
    }

    /// Writes the leaves, as many as were taken.
    pub(crate) async fn write(
        mut self,
        transaction: &mut AnyConnection,
        (tenant, auditors): (TenantId, &Team),
        actor: Option<AccountId>,
        acts: &[Act],
    ) -> Result<Head, StoreError> {
        assert_eq!(acts.len() as u64, self.count, "a transaction logs as many acts as it announced");
        let mut leaves = Insert::into(sql::LEAF_ROWS);
        let mut details = zeroize::Zeroizing::new(Vec::with_capacity(acts.len() * 224));
        let mut nodes = Vec::new();
        for (number, act) in (self.first..).zip(acts) {
            let opening = Opening { salt: Salt(random::bytes()), entry: act.entry(actor, self.today) };
            let leaf = Leaf { entry: opening.commitment(), content: act.content };
            self.tree.append(leaf.leaf_hash(), |stored| nodes.extend((stored.level > 0).then_some(stored)));
            let opening = opening.encode();
            let length = u16::try_from(opening.len()).expect("an entry has few and short fields");
            details.extend_from_slice(&length.to_le_bytes());
            details.extend_from_slice(&opening);
            let content = leaf.content.as_ref().map(|content| &content.0[..]);
            leaves
                .row(transaction, |columns| {
                    columns.add(signed(number)).add(&leaf.entry.0[..]).add(content);
                })
                .await?;
        }
        leaves.flush(transaction).await?;
        for node in nodes {
            let query = sqlx::query(sql::LOG_NODE_ADD).bind(i64::from(node.level)).bind(signed(node.index));
            query.bind(node.hash.0.to_vec()).execute(&mut *transaction).await?;
        }
        self.write_details(transaction, (tenant, auditors), &details).await?;
        let peaks: Vec<u8> = self.tree.peaks().iter().flat_map(|peak| peak.0).collect();
        sqlx::query(sql::LOG_PUT).bind(peaks).bind(self.last.to_string()).execute(transaction).await?;
        Ok(self.tree.head())
    }

    async fn write_details(
        &self,
        transaction: &mut AnyConnection,
        (tenant, auditors): (TenantId, &Team),
        details: &[u8],
    ) -> Result<(), StoreError> {
        let mut random = random::system();
        let key = DataKey::generate(&mut random);
        let (context, place) = detail_place(tenant, self.first, auditors.epoch, auditors.epoch);
        let wrap = auditors.key.wrap(&key, &place, &mut random);
        let envelope = key.seal(details, &context, &mut random)?;
        let epoch = i64::from(auditors.epoch.number());
        let query = sqlx::query(sql::LOG_DETAIL_ADD).bind(signed(self.first)).bind(signed(self.count));
        query.bind(epoch).bind(epoch).bind(wrap).bind(envelope).execute(transaction).await?;
        Ok(())
    }
}

impl Act {
    fn entry(&self, actor: Option<AccountId>, day: Date) -> Entry {
        Entry {
            actor: actor.map(Handle::of),
            role: self.role.code(),
            action: self.action,
            object: self.object.clone(),
            class: self.class,
            purpose: self.purpose.clone(),
            day,
        }
    }
}

/// To what the details of the transaction that began with leaf `first` are bound.
pub(crate) fn detail_place(
    tenant: TenantId,
    first: u64,
    epoch: Epoch,
    wrapped_to: Epoch,
) -> (Context<'static>, DataKeyPlace<'static>) {
    let (table, row, class) = (DETAIL, u128::from(first), Class::Sensitive);
    (
        Context { tenant, table, row, class, epoch, revision: 0 },
        DataKeyPlace { tenant, table, row, class, epoch, wrapped_to },
    )
}

/// The leaves from `start` to before `end`.
pub(crate) async fn leaves(connection: &mut AnyConnection, start: u64, end: u64) -> Result<Vec<Leaf>, StoreError> {
    let query = sqlx::query(sql::LOG_LEAVES).bind(signed(start)).bind(signed(end));
    let mut leaves = Vec::new();
    for (number, row) in (start..).zip(query.fetch_all(connection).await?) {
        if row.count("number")? != number {
            return Err(StoreError::Tampered("entries of the log are missing"));
        }
        let content = row.optional_bytes("content")?.map(<[u8; 32]>::try_from).transpose();
        leaves.push(Leaf {
            entry: crate::log::entry::Commitment(row.array("entry")?),
            content: content
                .map_err(|_| StoreError::Damaged("a digest in the log does not have its length"))?
                .map(Content),
        });
    }
    Ok(leaves)
}

/// The digest that a leaf holds.
pub(crate) async fn content(connection: &mut AnyConnection, number: u64) -> Result<Option<Content>, StoreError> {
    let row = sqlx::query(sql::LOG_CONTENT).bind(signed(number)).fetch_optional(connection).await?;
    let bytes = row.map(|row| row.optional_bytes("content")).transpose()?.flatten();
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(Content))
}

/// What a [`Plan`] computes from the stored hashes; `None` when some are missing.
pub(crate) async fn compute(connection: &mut AnyConnection, plan: &Plan) -> Result<Option<Vec<TreeHash>>, StoreError> {
    let mut fetched = Vec::with_capacity(plan.spans().len());
    for span in plan.spans() {
        let end = span.start + u64::from(span.count);
        let hashes = if span.level == 0 {
            leaves(connection, span.start, end).await?.iter().map(Leaf::leaf_hash).collect()
        } else {
            let query =
                sqlx::query(sql::LOG_NODES).bind(i64::from(span.level)).bind(signed(span.start)).bind(signed(end));
            let rows = query.fetch_all(&mut *connection).await?;
            rows.iter().map(|row| row.array("hash").map(TreeHash)).collect::<Result<_, _>>()?
        };
        fetched.push(hashes);
    }
    Ok(plan.finish(&fetched))
}

/// Size and day of the log.
pub(crate) async fn state(connection: &mut AnyConnection) -> Result<(Head, Date), StoreError> {
    let row = sqlx::query(sql::LOG_STATE).fetch_optional(connection).await?;
    let row = row.ok_or(StoreError::Damaged("it has no log"))?;
    let tree = Accumulator::resume(row.count("size")?, hashes(&row.bytes("peaks")?)?);
    let tree = tree.map_err(|_| StoreError::Damaged("the log has lost its peaks"))?;
    Ok((tree.head(), day(&row.text("day")?)?))
}

fn hashes(bytes: &[u8]) -> Result<Vec<TreeHash>, StoreError> {
    match bytes.as_chunks() {
        (hashes, []) => Ok(hashes.iter().copied().map(TreeHash).collect()),
        _ => Err(StoreError::Damaged("the log has lost its peaks")),
    }
}

pub(crate) fn day(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged("a day is none"))
}

/// Whether a clock that says `today` is behind a day that is over everywhere.
pub(crate) fn is_before(today: Date, day: Date) -> bool {
    days_between(day, today) < -1
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// Numbers of leaves stay far below the limits of a column.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).expect("numbers of leaves and revisions stay below 2 to the power of 63")
}
