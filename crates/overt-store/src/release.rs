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

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Id, IdKind};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::exported::{self, ExportKind, NewExport};
use crate::home::hex;
use crate::journal::{Act, signed, take};
use crate::log::checkpoint::Note;
use crate::log::entry::{Action, Code, Content};
use crate::people::Session;
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, random, sql};

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
pub const RELEASE_TEXT_LEN_MAX: usize = 1 << 20;
/// Steps read at once.
const STEP: i64 = 1000;
/// What a statement about a manifest begins with.
const STATEMENT: &str = "overt release 1";

/// What is planned. The store keeps these texts as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReleasePlan {
    /// What it is called.
    pub name: String,
    /// The policy, as it is written.
    pub policy: String,
    /// What is spent on it: an entry of the ledger, as JSON.
    pub spent: String,
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
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepContent {
    what: What,
    day: Date,
    account: AccountId,
}

/// How far a release has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseState {
    /// It was asked for, and what it would tell must not be told.
    Refused,
    /// What it costs is spent; it was not drawn, or the program was stopped while it was.
    Planned,
    /// It waits for approvals.
    Drawn,
    /// It can be published.
    Approved,
    /// It is out.
    Published,
    /// It will not be published. What it cost stays spent.
    GivenUp,
}

/// An approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// Whose.
    pub account: AccountId,
    /// On which day.
    pub day: Date,
    /// Which leaf of the log it is.
    pub leaf: u64,
}

/// A release as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Release {
    /// Its identifier.
    pub id: ReleaseId,
    /// What was planned.
    pub plan: ReleasePlan,
    /// How far it has come.
    pub state: ReleaseState,
    /// On which day it was planned.
    pub day: Date,
    /// By whom.
    pub account: AccountId,
    /// The digest of its manifest, once it was drawn.
    pub manifest: Option<String>,
    /// What is remembered for later releases, once it was drawn.
    #[serde(skip)]
    pub remembered: Option<String>,
    /// Why it was refused.
    pub refused: Vec<String>,
    /// Who approved it.
    pub approvals: Vec<Approval>,
    /// The leaf of the log by which it was planned.
    pub planned: u64,
    /// The leaf of the log of its last step.
    pub leaf: u64,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// There is no such release.
    #[error("there is no such release")]
    NotThere,
    /// It is in another state.
    #[error("the release is {is}, and only one that is {wanted} can be {verb}")]
    State {
        /// As it is.
        is: &'static str,
        /// As it must be.
        wanted: &'static str,
        /// What is asked for.
        verb: &'static str,
    },
    /// Another manifest is to be approved than was drawn.
    #[error("what is to be approved is not what was drawn: a file of the release was changed")]
    Manifest,
    /// The same person again.
    #[error("you approved this release before; it needs another person")]
    Twice,
    /// A text is too long.
    #[error("what is to be kept of a release is longer than 1 MiB")]
    TooLong,
}

impl ReleaseError {
    /// A stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::NotThere => "release-not-there",
            Self::State { .. } => "release-state",
            Self::Manifest => "release-changed",
            Self::Twice => "release-twice",
            Self::TooLong => "release-too-long",
        }
    }

    /// What helps.
    pub(crate) const fn hint(self) -> Option<&'static str> {
        match self {
            Self::NotThere | Self::State { .. } => {
                Some("`overt release list` names all of them, and how far they have come")
            }
            Self::Manifest => Some("give it up and draw it anew: `overt release give-up`, `overt release make`"),
            Self::Twice | Self::TooLong => None,
        }
    }
}

impl ReleaseState {
    /// The code that is shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Planned => "planned",
            Self::Drawn => "drawn",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::GivenUp => "given up",
        }
    }
}

impl Release {
    fn must_be(&self, wanted: ReleaseState, verb: &'static str) -> Result<(), ReleaseError> {
        if self.state == wanted {
            return Ok(());
        }
        Err(ReleaseError::State { is: self.state.code(), wanted: wanted.code(), verb })
    }

    /// By its first step.
    fn begun(id: ReleaseId, leaf: u64, step: StepContent) -> Result<Self, StoreError> {
        let (plan, state, refused) = match step.what {
            What::Planned(plan) => (plan, ReleaseState::Planned, Vec::new()),
            What::Refused(name, reasons) => {
                (ReleasePlan { name, policy: String::new(), spent: String::new() }, ReleaseState::Refused, reasons)
            }
            _ => return Err(StoreError::Tampered("a release without a plan")),
        };
        let StepContent { day, account, .. } = step;
        let (manifest, remembered, approvals) = (None, None, Vec::new());
        Ok(Self { id, plan, state, day, account, manifest, remembered, refused, approvals, planned: leaf, leaf })
    }

    fn take(&mut self, leaf: u64, step: StepContent) {
        self.leaf = leaf;
        match step.what {
            What::Planned(_) | What::Refused(..) => {}
            What::Drawn { manifest, remembered } => {
                (self.state, self.manifest, self.remembered) = (ReleaseState::Drawn, Some(manifest), Some(remembered));
            }
            What::Approved(_) => {
                self.approvals.push(Approval { account: step.account, day: step.day, leaf });
                if self.approvals.len() >= APPROVALS {
                    self.state = ReleaseState::Approved;
                }
            }
            What::GivenUp => self.state = ReleaseState::GivenUp,
            What::Published => self.state = ReleaseState::Published,
        }
    }
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

async fn releases(connection: &mut AnyConnection) -> Result<BTreeMap<ReleaseId, Release>, StoreError> {
    let (mut releases, mut after) = (BTreeMap::<ReleaseId, Release>::new(), -1);
    loop {
        let rows = sqlx::query(sql::RELEASE_STEPS).bind(after).bind(STEP).fetch_all(&mut *connection).await?;
        for row in &rows {
            let (leaf, id, step) = step(row)?;
            if let Some(release) = releases.get_mut(&id) {
                release.take(leaf, step);
            } else {
                releases.insert(id, Release::begun(id, leaf, step)?);
            }
        }
        let Some(last) = rows.last() else { return Ok(releases) };
        after = last.number("leaf")?;
    }
}

impl Store {
    /// Every release, the oldest first.
    pub async fn releases(&self) -> Result<Vec<Release>, StoreError> {
        let mut releases: Vec<Release> = releases(&mut *self.db.read().await?).await?.into_values().collect();
        releases.sort_by_key(|release| release.planned);
        Ok(releases)
    }

    /// One release.
    pub async fn release(&self, id: ReleaseId) -> Result<Release, StoreError> {
        let found = releases(&mut *self.db.read().await?).await?.remove(&id);
        found.ok_or_else(|| ReleaseError::NotThere.into())
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

    /// The public key by which others know what this store has signed.
    pub fn release_key(&self) -> String {
        self.log_key().public().to_string()
    }

    /// A statement of this store about the manifest of a release, for whoever reads it: a signed note.
    pub fn sign_release(&self, id: ReleaseId, manifest: &str) -> String {
        self.log_key().state(format!("{STATEMENT}\n{id}\n{manifest}\n")).write()
    }

    async fn step_release(&self, session: &Session, id: ReleaseId, what: What, today: Date) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let known = releases(&mut transaction).await?.remove(&id);
        allowed(session, known, &what)?;
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

/// Whether a step may follow.
fn allowed(session: &Session, known: Option<Release>, what: &What) -> Result<(), ReleaseError> {
    let Some(release) = known else {
        return if matches!(what, What::Planned(_) | What::Refused(..)) { Ok(()) } else { Err(ReleaseError::NotThere) };
    };
    match what {
        What::Planned(_) | What::Refused(..) => release.must_be(ReleaseState::Planned, "planned again"),
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

/// The digest of a manifest, as statements hold it: SHA-256 in hexadecimal digits.
pub fn stated_digest(manifest: &[u8]) -> String {
    use sha2::Digest as _;
    hex(&sha2::Sha256::digest(manifest))
}

/// Reads a statement about a release: whose it is, about which release, and the digest of the manifest. Nothing where it is no such
/// statement, or not by the key.
pub fn stated_of_release(note: &str, key: &crate::log::checkpoint::VerifierKey) -> Option<(ReleaseId, String)> {
    let note = Note::parse(note).ok()?;
    if !key.has_stated(&note) {
        return None;
    }
    let mut lines = note.text().lines();
    let (first, id, manifest) = (lines.next()?, lines.next()?, lines.next()?);
    (first == STATEMENT && lines.next().is_none()).then(|| Some((id.parse().ok()?, manifest.to_owned())))?
}
