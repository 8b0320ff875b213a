//! What can be done, as a closed list: an act that is not in it cannot be logged under a name that hides it.

/// Declares the actions and their codes. A code is never given another meaning; new ones are added at the end.
macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$doc])* $variant,)* }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code, as leaves and exports write it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The action with this code; `None` when there is none.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

actions! {
    /// Sealed data was shown. Written before it is shown.
    OpenSealed = "open-sealed",
    /// A record was made.
    Create = "create",
    /// A record got a new revision.
    Revise = "revise",
    /// Keys of a record or class were destroyed.
    Erase = "erase",
    /// Data left as a file. Written before the file is handed out.
    Export = "export",
    /// Data was passed to another body.
    Share = "share",
    /// Sealed fields were searched through a blind index.
    SearchSealed = "search-sealed",
    /// Somebody consented to a use.
    ConsentGiven = "consent-given",
    /// Somebody took consent back.
    ConsentWithdrawn = "consent-withdrawn",
    /// A source was added, renewed or ended.
    SourceChanged = "source-changed",
    /// Deletion was suspended by a named person.
    HoldPlaced = "hold-placed",
    /// A suspension of deletion ended.
    HoldLifted = "hold-lifted",
    /// Somebody signed in.
    SignIn = "sign-in",
    /// Somebody tried to sign in and could not.
    SignInFailed = "sign-in-failed",
    /// Somebody signed out.
    SignOut = "sign-out",
    /// An account was made.
    AccountCreated = "account-created",
    /// Roles, secrets or the state of an account changed.
    AccountChanged = "account-changed",
    /// A person joined a team.
    MemberAdded = "member-added",
    /// A person left a team.
    MemberRemoved = "member-removed",
    /// A key was replaced.
    KeyRotated = "key-rotated",
    /// Two or more persons opened the escrow.
    EscrowOpened = "escrow-opened",
    /// A backup was made.
    Backup = "backup",
    /// A backup was restored.
    Restore = "restore",
    /// A publication was approved.
    Release = "release",
    /// An auditor opened details of the log itself.
    AuditOpened = "audit-opened",
    /// A setting that weakens or strengthens protection changed.
    SettingChanged = "setting-changed",
    /// A sealed file was attached to a record.
    FileAttached = "file-attached",
    /// Somebody changed the passphrase of their account.
    PassphraseChanged = "passphrase-changed",
    /// Somebody got back into their account with their recovery code.
    RecoveryUsed = "recovery-used",
    /// The store was made. The first leaf of a log.
    StoreCreated = "store-created",
    /// How long data is kept was changed.
    PolicyChanged = "policy-changed",
    /// The escrow was made or made anew, and its shares handed out.
    EscrowMade = "escrow-made",
    /// Somebody confirmed that a clock that jumped is right.
    ClockAccepted = "clock-accepted",
    /// Accounts, teams, keys and settings, as an act just before has left them, were bound to the log.
    StateBound = "state-bound",
    /// Rows of a file were imported, or an import was undone.
    Import = "import",
    /// Sealed data of all records of a kind was compared by the program, without being shown. Written before it is opened.
    LinkRead = "link-read",
    /// Which records are the same entity changed: by a run of linkage, an undo, a decision or an erasure.
    Linked = "linked",
    /// Somebody decided whether two records are the same entity.
    LinkDecided = "link-decided",
    /// A key for programs was made.
    ProgramKeyMade = "program-key-made",
    /// A key for programs was ended.
    ProgramKeyEnded = "program-key-ended",
    /// A program read with its key, for the first time on a day. Written before it is answered.
    ProgramKeyUsed = "program-key-used",
    /// A record was handed to another casework team.
    HandedOver = "handed-over",
    /// A task about a record was given to somebody, or given on.
    TaskGiven = "task-given",
    /// A task was done, given back or withdrawn.
    TaskMoved = "task-moved",
    /// Somebody added a passkey to their account.
    PasskeyAdded = "passkey-added",
    /// A passkey was taken from an account.
    PasskeyRemoved = "passkey-removed",
    /// Somebody proved with a passkey who they are. Of one that does not count its uses, only the first time on a day.
    PasskeyUsed = "passkey-used",
    /// The identities of what a casework team holds were entrusted to other custodians.
    IdentitiesEntrusted = "identities-entrusted",
}
