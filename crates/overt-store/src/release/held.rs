//! A release as its steps have left it.

use jiff::civil::Date;
use serde::Serialize;

use super::{APPROVALS, ReleaseError, ReleaseId, ReleasePlan, StepContent, What};
use crate::StoreError;
use crate::vault::AccountId;

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
pub struct HeldRelease {
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

impl HeldRelease {
    pub(super) fn must_be(&self, wanted: ReleaseState, verb: &'static str) -> Result<(), ReleaseError> {
        if self.state == wanted {
            return Ok(());
        }
        Err(ReleaseError::State { is: self.state.code(), wanted: wanted.code(), verb })
    }

    /// By its first step.
    pub(super) fn begun(id: ReleaseId, leaf: u64, step: StepContent) -> Result<Self, StoreError> {
        let (plan, state, refused) = match step.what {
            What::Planned(plan) => (plan, ReleaseState::Planned, Vec::new()),
            What::Refused(name, reasons) => {
                (ReleasePlan { name, ..ReleasePlan::default() }, ReleaseState::Refused, reasons)
            }
            _ => return Err(StoreError::Tampered("a release without a plan")),
        };
        let StepContent { day, account, .. } = step;
        let (manifest, remembered, approvals) = (None, None, Vec::new());
        Ok(Self { id, plan, state, day, account, manifest, remembered, refused, approvals, planned: leaf, leaf })
    }

    pub(super) fn take(&mut self, leaf: u64, step: StepContent) {
        self.leaf = leaf;
        match step.what {
            What::Planned(_) | What::Refused(..) | What::Caps(_) => {}
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
