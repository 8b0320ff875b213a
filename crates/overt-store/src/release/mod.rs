//! Releases: what is planned, what was spent on it, who approved it, and what was published.
//!
//! A release goes forward in steps. Each step is one transaction and one entry of the log, which holds a digest of it. What is spent
//! is written with the plan, so it is on the disk before any noise is drawn: a program that is killed afterwards has spent it. Nothing
//! is given back, also where a release is given up.
//!
//! # What always holds
//!
//! - A release is drawn once, approved only as it was drawn, and published only when two different persons approved just that.
//! - Nobody approves twice.
//! - Plans come one after the other: each rests on the ledger of the one before, and none is made while another is not drawn yet.

mod draft;
mod error;
mod held;
mod statement;

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Id, IdKind};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::exported::{self, ExportKind, NewExport};
use crate::journal::{Act, signed, take};
use crate::log::entry::{Action, Code, Content};
use crate::people::Session;
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, random, sql};

pub use draft::{ReleaseFiles, release_folder};
pub use error::ReleaseError;
pub use held::{Approval, HeldRelease, ReleaseState};
pub use statement::{stated_digest, stated_of_release};

/// Marks identifiers written `release:…`.
pub enum ReleaseKind {}
impl IdKind for ReleaseKind {
    const NAME: &'static str = "release";
}
/// One release.
pub type ReleaseId = Id<ReleaseKind>;

/// How many persons have to approve.
pub const APPROVALS: usize = 2;
/// Most bytes of what is spent, and of what is remembered about a release.
pub const RELEASE_TEXT_LEN_MAX: usize = 64 << 20;
/// Steps read at once.
const STEP: i64 = 1000;

/// What is planned. The store keeps these texts as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePlan {
    /// What it is called.
    pub name: String,
    /// The policy, as it is written.
    pub policy: String,
    /// The ledger with what is spent on it, as JSON.
    pub spent: String,
    /// The plan on which that ledger rests ([`HeldRelease::planned`]); nothing for the first.
    pub after: Option<u64>,
}

/// A step of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum What {
    /// It was asked for and refused: what it is called, and why.
    Refused(String, Vec<String>),
    Planned(ReleasePlan),
    /// Its manifest has this digest, and this is remembered for later releases.
    Drawn {
        manifest: String,
        remembered: String,
    },
    /// The manifest with this digest was approved.
    Approved(String),
    GivenUp,
    Published,
    /// No release: from here on, this is the most that all of them together may spend.
    Caps(String),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepContent {
    what: What,
    day: Date,
    account: AccountId,
}

/// What the log holds of a step.
pub(crate) fn release_digest(id: ReleaseId, content: &str) -> Content {
    Digest::of("overt.store 2026 step of a release v1").id(id).part(content.as_bytes()).finish()
}

const fn damaged() -> StoreError {
    StoreError::Damaged("a step of a release is not in its form")
}

fn step(row: &AnyRow) -> Result<(u64, ReleaseId, StepContent), StoreError> {
    let content = serde_json::from_str(&row.text("content")?).map_err(|_| damaged())?;
    Ok((row.count("leaf")?, row.id("release")?, content))
}

/// What all steps so far have led to.
#[derive(Default)]
struct Steps {
    releases: BTreeMap<ReleaseId, HeldRelease>,
    caps: Option<String>,
}

async fn steps(connection: &mut AnyConnection) -> Result<Steps, StoreError> {
    let (mut steps, mut after) = (Steps::default(), -1);
    loop {
        let rows = sqlx::query(sql::RELEASE_STEPS).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
        for row in &rows {
            let (leaf, id, step) = step(row)?;
            if let What::Caps(caps) = step.what {
                steps.caps = Some(caps);
            } else if let Some(release) = steps.releases.get_mut(&id) {
                release.take(leaf, step);
            } else {
                steps.releases.insert(id, HeldRelease::begun(id, leaf, step)?);
            }
        }
        let Some(last) = rows.last() else { return Ok(steps) };
        after = last.number("leaf")?;
    }
}

impl Store {
    /// Every release, the oldest first.
    pub async fn releases(&self) -> Result<Vec<HeldRelease>, StoreError> {
        let steps = steps(&mut *self.db.read().await?).await?;
        let mut releases: Vec<HeldRelease> = steps.releases.into_values().collect();
        releases.sort_by_key(|release| release.planned);
        Ok(releases)
    }

    /// One release.
    pub async fn release(&self, id: ReleaseId) -> Result<HeldRelease, StoreError> {
        let mut steps = steps(&mut *self.db.read().await?).await?;
        steps.releases.remove(&id).ok_or_else(|| ReleaseError::NotThere.into())
    }

    /// The most that all releases together may spend, as it was decided last; nothing where nobody has decided.
    pub async fn release_caps(&self) -> Result<Option<String>, StoreError> {
        Ok(steps(&mut *self.db.read().await?).await?.caps)
    }

    /// Decides the most that all releases together may spend. The store keeps the text as it is.
    pub async fn decide_release_caps(&self, session: &Session, caps: &str, today: Date) -> Result<(), StoreError> {
        session.require_administrator()?;
        if caps.len() > RELEASE_TEXT_LEN_MAX {
            return Err(ReleaseError::TooLong.into());
        }
        self.step_release(session, random::new_id(), What::Caps(caps.to_owned()), today).await
    }

    /// Writes down what a release is going to cost, before anything is read or drawn for it.
    pub async fn plan_release(
        &self,
        session: &Session,
        plan: ReleasePlan,
        today: Date,
    ) -> Result<ReleaseId, StoreError> {
        if plan.policy.len() + plan.spent.len() + plan.name.len() > RELEASE_TEXT_LEN_MAX {
            return Err(ReleaseError::TooLong.into());
        }
        let id = random::new_id();
        self.step_release(session, id, What::Planned(plan), today).await.map(|()| id)
    }

    /// Writes down that a release was asked for and refused, and why. The reasons hold no value of a record.
    pub async fn refuse_release(
        &self,
        session: &Session,
        (name, reasons): (&str, Vec<String>),
        today: Date,
    ) -> Result<ReleaseId, StoreError> {
        if name.len() + reasons.iter().map(String::len).sum::<usize>() > RELEASE_TEXT_LEN_MAX {
            return Err(ReleaseError::TooLong.into());
        }
        let id = random::new_id();
        self.step_release(session, id, What::Refused(name.to_owned(), reasons), today).await.map(|()| id)
    }

    /// It was drawn: its manifest has this digest, and `remembered` is what later releases have to know of it.
    pub async fn release_drawn(
        &self,
        session: &Session,
        id: ReleaseId,
        (manifest, remembered): (&str, &str),
        today: Date,
    ) -> Result<(), StoreError> {
        if remembered.len() > RELEASE_TEXT_LEN_MAX {
            return Err(ReleaseError::TooLong.into());
        }
        let what = What::Drawn { manifest: manifest.to_owned(), remembered: remembered.to_owned() };
        self.step_release(session, id, what, today).await
    }

    /// Approves what was drawn. `manifest` is the digest of what the person has looked at.
    pub async fn approve_release(
        &self,
        session: &Session,
        id: ReleaseId,
        manifest: &str,
        today: Date,
    ) -> Result<(), StoreError> {
        self.step_release(session, id, What::Approved(manifest.to_owned()), today).await
    }

    /// It will not be published. What it cost stays spent.
    pub async fn give_up_release(&self, session: &Session, id: ReleaseId, today: Date) -> Result<(), StoreError> {
        self.step_release(session, id, What::GivenUp, today).await
    }

    /// It goes out. Written before it does.
    pub async fn publish_release(&self, session: &Session, id: ReleaseId, today: Date) -> Result<(), StoreError> {
        self.step_release(session, id, What::Published, today).await
    }

    async fn step_release(&self, session: &Session, id: ReleaseId, what: What, today: Date) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let mut all = steps(&mut transaction).await?.releases;
        match (&what, all.remove(&id)) {
            (What::Refused(..) | What::Caps(_), None) => {}
            (What::Planned(plan), None) => follows(plan, &all)?,
            (_, None) => return Err(ReleaseError::NotThere.into()),
            (_, Some(release)) => allowed(session, &release, &what)?,
        }
        let is_published = what == What::Published;
        let taken = take(&mut transaction, 1 + usize::from(is_published), today).await?;
        let content = StepContent { what, day: today, account: session.account };
        let content = serde_json::to_string(&content).expect("a step can always be written as JSON");
        let query =
            sqlx::query(sql::RELEASE_STEP_ADD).bind(signed(taken.first())).bind(id_bytes(id)).bind(content.as_str());
        query.execute(&mut *transaction).await?;
        let mut acts = vec![Act::new(session.role(), Action::Release).on(id).content(release_digest(id, &content))];
        if is_published {
            // Of all records there were: whoever takes a join back later learns of it.
            let code = "statistics".parse::<Code>().expect("it is a code");
            let export = NewExport { kind: ExportKind::Release, format: None, purpose: Some(&code), is_whole: true };
            let of: exported::ExportId = Id::from_bits(id.bits());
            let content = exported::begin(&mut transaction, (taken.first() + 1, of), &export, today).await?;
            acts.push(Act::new(session.role(), Action::Export).on(of).purpose(export.purpose).content(content));
        }
        self.finish(transaction, taken, Some(session.account), &acts).await
    }
}

/// Whether a plan rests on all that was planned before it.
fn follows(plan: &ReleasePlan, all: &BTreeMap<ReleaseId, HeldRelease>) -> Result<(), ReleaseError> {
    if let Some(open) = all.values().find(|release| release.state == ReleaseState::Planned) {
        return Err(ReleaseError::Open(open.id));
    }
    let planned = all.values().filter(|release| release.state != ReleaseState::Refused);
    let last = planned.map(|release| release.planned).max();
    if plan.after == last { Ok(()) } else { Err(ReleaseError::Outdated) }
}

/// Whether a step may follow.
fn allowed(session: &Session, release: &HeldRelease, what: &What) -> Result<(), ReleaseError> {
    match what {
        What::Planned(_) | What::Refused(..) | What::Caps(_) => unreachable!("these have an identifier of their own"),
        What::Drawn { .. } => release.must_be(ReleaseState::Planned, "drawn"),
        What::Published => release.must_be(ReleaseState::Approved, "published"),
        What::GivenUp if matches!(release.state, ReleaseState::Published | ReleaseState::Refused) => {
            release.must_be(ReleaseState::Drawn, "given up")
        }
        What::GivenUp => Ok(()),
        What::Approved(manifest) => {
            release.must_be(ReleaseState::Drawn, "approved")?;
            if release.manifest.as_ref() != Some(manifest) {
                return Err(ReleaseError::Manifest);
            }
            let again = release.approvals.iter().any(|approval| approval.account == session.account);
            if again { Err(ReleaseError::Twice) } else { Ok(()) }
        }
    }
}
