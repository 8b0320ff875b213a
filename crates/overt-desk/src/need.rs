//! Who may come to a page.

use overt_store::{Session, TeamKind};

/// Who may come to a page. What the person then may do there, the store decides by keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// Anybody.
    Nobody,
    /// Whoever is signed in.
    Account,
    /// Whoever works on cases.
    Casework,
    /// Whoever works on cases or keeps identities.
    Content,
    /// Whoever looks after the log.
    Audit,
    /// Whoever looks after accounts, sources and settings.
    Administration,
    /// A program, by its key. No session is one.
    Program,
}

impl Need {
    /// Every one.
    pub const ALL: [Self; 7] =
        [Self::Nobody, Self::Account, Self::Casework, Self::Content, Self::Audit, Self::Administration, Self::Program];

    /// Whether somebody may come in.
    pub fn is_met_by(self, session: Option<&Session>) -> bool {
        let Some(session) = session else { return self == Self::Nobody };
        match self {
            Self::Nobody | Self::Account => true,
            Self::Casework => session.is_in(TeamKind::Casework),
            Self::Content => session.is_in(TeamKind::Casework) || session.is_in(TeamKind::Custody),
            Self::Audit => session.is_in(TeamKind::Audit),
            Self::Administration => session.administrator,
            Self::Program => false,
        }
    }
}
