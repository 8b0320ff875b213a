//! What is weak about a store, and what to do about it.

use jiff::civil::Date;
use overt_model::Class;
use serde::Serialize;

use crate::db::Engine;
use crate::people::{AccountState, TeamKind};
use crate::setting;
use crate::store::Store;
use crate::vault::lock_parameters;
use crate::{StoreError, journal};

/// How much a piece of advice weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// People may be harmed or data lost.
    Danger,
    /// Protection is weaker than it could be.
    Weak,
    /// Worth knowing.
    Note,
}

/// One weak setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// How much it weighs.
    pub weight: Weight,
    /// A stable code.
    pub code: &'static str,
    /// What is weak.
    pub what: String,
    /// What to do.
    pub remedy: &'static str,
}

/// Days after which the last backup counts as old.
const BACKUP_DAYS_MAX: i32 = 7;

#[derive(Default)]
struct Findings(Vec<Advice>);

impl Findings {
    fn add(&mut self, weight: Weight, code: &'static str, what: impl Into<String>, remedy: &'static str) {
        self.0.push(Advice { weight, code, what: what.into(), remedy });
    }
}

impl Store {
    /// Every weak setting, the gravest first.
    pub async fn examine(&self, today: Date) -> Result<Vec<Advice>, StoreError> {
        let mut findings = Findings::default();
        self.examine_keys(&mut findings).await?;
        self.examine_people(&mut findings).await?;
        self.examine_upkeep(&mut findings, today).await?;
        findings.0.sort_by_key(|advice| advice.weight);
        Ok(findings.0)
    }

    async fn examine_keys(&self, findings: &mut Findings) -> Result<(), StoreError> {
        match self.pepper().await {
            Ok(_) => {}
            Err(StoreError::KeyFileMissing(_)) => findings.add(
                Weight::Danger,
                "pepper-missing",
                "the pepper's file is missing: passphrases open nothing",
                "put it back from your copy, or let each person recover with the printed code (`overt key recover`)",
            ),
            Err(StoreError::KeyFileForeign(_)) => findings.add(
                Weight::Danger,
                "pepper-foreign",
                "the pepper's file is not the one of this store",
                "put back the file that was made together with this store",
            ),
            Err(error) => return Err(error),
        }
        if let Some(open) = self.home.open_to_others() {
            findings.add(
                Weight::Danger,
                "keys-readable",
                format!("others on this machine can read {}", open.display()),
                "take their permission away: `chmod -R go-rwx` on the folder `keys`",
            );
        }
        if self.home.head()?.is_none() {
            findings.add(
                Weight::Weak,
                "head-missing",
                "the file that remembers the log as confirmed is missing: an older copy of the database would not be noticed",
                "it comes back with the next change; find out who removed it",
            );
        }
        Ok(())
    }

    async fn examine_people(&self, findings: &mut Findings) -> Result<(), StoreError> {
        let accounts = self.accounts().await?;
        let active: Vec<_> = accounts.iter().filter(|account| account.state == AccountState::Active).collect();
        let weak = active.iter().filter(|account| {
            lock_parameters(&account.lock).is_ok_and(crate::vault::KdfParameters::is_weaker_than_standard)
        });
        let weak = weak.count();
        if weak > 0 {
            findings.add(
                Weight::Weak,
                "passphrase-work",
                format!("{weak} passphrase(s) cost an attacker less work than the standard"),
                "let these people set their passphrase again without `--passphrase-memory` (`overt user passphrase`)",
            );
        }
        let mut of_kind: Vec<(TeamKind, Vec<String>)> = Vec::new();
        for team in self.teams().await? {
            let names: Vec<String> = self.members(&team).await?.into_iter().map(|member| member.name).collect();
            if names.len() < 2 {
                findings.add(
                    Weight::Danger,
                    "one-key-holder",
                    format!("the team {} has one member: if that person is gone, so is what it holds", team.name),
                    "add a second person (`overt team add`), or make an escrow (`overt key escrow make`)",
                );
            }
            of_kind.push((team.kind, names));
        }
        for account in &active {
            let is_in =
                |kind: TeamKind| of_kind.iter().any(|(known, names)| *known == kind && names.contains(&account.name));
            if is_in(TeamKind::Casework) && is_in(TeamKind::Custody) {
                findings.add(
                    Weight::Weak,
                    "identity-with-content",
                    format!("{} opens both identities and accounts of what happened", account.name),
                    "let another person keep identities (`overt team add custodians NAME`, then `overt team remove`)",
                );
            }
            if account.administrator && (is_in(TeamKind::Casework) || is_in(TeamKind::Custody)) {
                findings.add(
                    Weight::Weak,
                    "administrator-with-content",
                    format!("{} is administrator and opens what is sealed", account.name),
                    "give one of the two tasks to another person",
                );
            }
            if is_in(TeamKind::Audit) && (is_in(TeamKind::Casework) || is_in(TeamKind::Custody)) {
                findings.add(
                    Weight::Weak,
                    "auditor-with-content",
                    format!("{} is auditor of what the same person opens", account.name),
                    "let somebody from outside the casework be auditor",
                );
            }
        }
        let wants_escrow = self.setting(setting::ESCROW).await?.is_some_and(|value| value == [1]);
        if wants_escrow && self.escrow().await?.is_none() {
            findings.add(
                Weight::Danger,
                "escrow-unmade",
                "an escrow was decided on and never made",
                "make it with `overt key escrow make`",
            );
        }
        Ok(())
    }

    async fn examine_upkeep(&self, findings: &mut Findings, today: Date) -> Result<(), StoreError> {
        match journal::check_clock(&mut *self.db.read().await?, today).await {
            Err(error @ StoreError::Clock { .. }) => findings.add(
                Weight::Danger,
                "clock",
                format!("{error}: nobody can sign in"),
                "set the clock; if it is right, say so with `overt doctor --accept-clock`",
            ),
            other => other?,
        }
        let last = self.backups().await?.last().map(|(_, day)| *day);
        let age = last.and_then(|day| day.until(today).ok()).map(|span| span.get_days());
        if age.is_none_or(|age| age > BACKUP_DAYS_MAX) {
            let what = match age {
                Some(age) => format!("the last backup is {age} days old"),
                None => "no backup was ever made".into(),
            };
            findings.add(
                Weight::Danger,
                "backup-old",
                what,
                "make one (`overt backup`), and keep the folder `keys` apart from it",
            );
        }
        let kept: Vec<Class> = self.retention().await?.into_iter().map(|(class, _)| class).collect();
        let without: Vec<&str> = [Class::Direct, Class::Narrative, Class::Sensitive]
            .into_iter()
            .filter(|class| !kept.contains(class))
            .map(Class::code)
            .collect();
        if !without.is_empty() {
            findings.add(
                Weight::Weak,
                "no-retention",
                format!("nothing says how long these classes are kept: {}", without.join(", ")),
                "decide it with `overt doctor --keep CLASS=DAYS`",
            );
        }
        if !self.due(today, 1).await?.is_empty() {
            findings.add(
                Weight::Danger,
                "erasure-due",
                "records are kept beyond their time",
                "`overt record find --due` lists them, `overt record erase` erases them",
            );
        }
        let expired = self.sources().await?.into_iter().filter(|source| !source.is_in_force(today)).count();
        if expired > 0 {
            findings.add(
                Weight::Note,
                "source-expired",
                format!("{expired} source(s) are over: nothing is taken in from them"),
                "renew them if there is a new agreement (`overt source renew`)",
            );
        }
        if self.engine() == Engine::Postgres {
            findings.add(
                Weight::Weak,
                "postgresql-server",
                "whoever runs the server sees what is not sealed, and its files and logs keep what was erased for a while",
                "use a server of your own on an encrypted disk, with encryption on the way (`sslmode=verify-full`), \
                 `log_statement = none` and `archive_mode = off`",
            );
        }
        Ok(())
    }
}
