//! Who may come to a page.

use overt_store::{Right, Session, TeamKind};

/// Who may come to a page. What the person then may do there, the store decides by keys and duties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// Anybody.
    Nobody,
    /// Whoever is signed in.
    Account,
    /// Whoever looks at what is open in records.
    Looking,
    /// Whoever works on cases or keeps identities.
    Content,
    /// Whoever writes anything down, if only referrals.
    Writing,
    /// Whoever enters what is new.
    Entering,
    /// Whoever works on cases, and not only on a part of that.
    Casework,
    /// Whoever says which records are the same.
    Deciding,
    /// Whoever hands records to another team.
    HandingOver,
    /// Whoever erases records and takes imports back.
    Erasing,
    /// Whoever looks after the log.
    Audit,
    /// Whoever looks after accounts, sources and settings.
    Administration,
    /// A program, by its key. No session is one.
    Program,
}

impl Need {
    /// Every one.
    pub const ALL: [Self; 13] = [
        Self::Nobody,
        Self::Account,
        Self::Looking,
        Self::Content,
        Self::Writing,
        Self::Entering,
        Self::Casework,
        Self::Deciding,
        Self::HandingOver,
        Self::Erasing,
        Self::Audit,
        Self::Administration,
        Self::Program,
    ];

    /// Whether somebody may come in.
    pub fn is_met_by(self, session: Option<&Session>) -> bool {
        let Some(session) = session else { return self == Self::Nobody };
        match self {
            Self::Nobody | Self::Account => true,
            Self::Looking => session.may(Right::Look),
            Self::Content => session.is_in(TeamKind::Casework) || session.is_in(TeamKind::Custody),
            Self::Writing => session.may(Right::Enter) || session.may(Right::Refer),
            Self::Entering => session.may(Right::Enter),
            Self::Casework => session.may(Right::Change),
            Self::Deciding => session.may(Right::Decide),
            Self::HandingOver => session.may(Right::HandOver),
            Self::Erasing => session.may(Right::Erase),
            Self::Audit => session.is_in(TeamKind::Audit),
            Self::Administration => session.administrator,
            Self::Program => false,
        }
    }
}
