//! People, the teams they form, and the keys they hold.

mod account;
mod custody;
mod duty;
mod escrow;
mod name;
mod names;
mod own;
mod parked;
mod passkey;
mod rewrap;
mod session;
mod team;

use overt_model::Class;

pub use account::{Account, AccountChange, AccountState, NewAccount};
pub use custody::custody_of;
pub use duty::{Duty, Right};
pub use escrow::EscrowFacts;
pub use name::{Name, NameError};
pub use names::Names;
pub use own::Own;
pub use parked::ParkedSession;
pub use passkey::{Factor, Factors, PASSKEYS_MAX, Passkey, PasskeyError, PasskeyFacts, PasskeyId, PasskeyKind};
pub use rewrap::Rewrapped;
pub use session::Session;
pub use team::{MemberFacts, Team, TeamKind};

pub(crate) use account::{account_digest, accounts, add as add_account};
pub(crate) use custody::{custody_digest, refuse_foreign};
pub(crate) use duty::has_right;
pub(crate) use escrow::escrow_digest;
pub(crate) use passkey::{passkey_digest, read as read_passkey};
pub(crate) use rewrap::rewrapped;
pub(crate) use session::{INDEX, epoch as epoch_of};
pub(crate) use team::{auditors, begin as begin_team, epoch_digest, of_class, of_kind, share_first_secrets, teams};

use crate::log::entry::Code;

/// In which task somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Looks after accounts, sources and settings.
    Administrator,
    /// Takes in what is new.
    IntakeOfficer,
    /// Refers people and cases to others.
    ReferralOfficer,
    /// Works on cases.
    Caseworker,
    /// Answers for what others do with cases.
    Supervisor,
    /// Keeps identities.
    Custodian,
    /// Counts and compares what is open.
    Analyst,
    /// Looks at the log.
    Auditor,
    /// Signed in, with none of these.
    Member,
    /// Not signed in.
    Nobody,
}

impl Role {
    /// The code that the log holds.
    #[expect(clippy::missing_panics_doc, reason = "the codes below are codes")]
    pub fn code(self) -> Code {
        let code = match self {
            Self::Administrator => "administrator",
            Self::IntakeOfficer => "intake-officer",
            Self::ReferralOfficer => "referral-officer",
            Self::Caseworker => "caseworker",
            Self::Supervisor => "supervisor",
            Self::Custodian => "custodian",
            Self::Analyst => "analyst",
            Self::Auditor => "auditor",
            Self::Member => "member",
            Self::Nobody => "nobody",
        };
        code.parse().expect("these are codes")
    }

    /// Who opens a class.
    pub(crate) const fn of_class(class: Class) -> Self {
        match class {
            Class::Direct => Self::Custodian,
            _ => Self::Caseworker,
        }
    }
}
