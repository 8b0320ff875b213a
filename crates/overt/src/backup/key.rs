//! With what a backup is opened: a passphrase and a folder of keys, or a recovery code.

use std::path::{Path, PathBuf};

use clap::Args;
use overt_store::vault::{Passphrase, RecoveryCode};
use overt_store::{BackupKey, StoreError, backup_facts};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::secret::{PassphraseOptions, RecoveryCodeOptions};
use crate::store_options::StoreOptions;

/// How somebody opens a backup.
#[derive(Args, Debug)]
pub(crate) struct KeyOptions {
    /// The folder of keys of the store that the backup is of, or a copy of it.
    #[arg(long, value_name = "DIR")]
    pub(crate) keys: Option<PathBuf>,
    /// Open the backup with the recovery code, also when the folder of keys is there.
    #[arg(long)]
    with_recovery_code: bool,
    #[command(flatten)]
    passphrase: PassphraseOptions,
    #[command(flatten)]
    recovery_code: RecoveryCodeOptions,
}

/// What opens it.
pub(crate) enum Opener {
    Passphrase(Passphrase, PathBuf),
    Recovery(RecoveryCode),
}

impl Opener {
    pub(crate) fn key(&self) -> BackupKey<'_> {
        match self {
            Self::Passphrase(passphrase, keys) => BackupKey::Passphrase(passphrase, keys),
            Self::Recovery(code) => BackupKey::Recovery(code),
        }
    }
}

impl KeyOptions {
    /// Who opens it, and with what. `keys` is where the folder of keys lies unless another was named.
    pub(crate) fn read(
        &self,
        options: &StoreOptions,
        file: &Path,
        keys: Option<PathBuf>,
    ) -> Result<(String, Opener), Failure> {
        let name = holder(options, file)?;
        if self.with_recovery_code || self.recovery_code.is_given() {
            let typed = self.recovery_code.read(Some(&name))?;
            let code = RecoveryCode::read(typed.expose()).map_err(StoreError::from)?;
            return Ok((name, Opener::Recovery(code)));
        }
        let Some(keys) = self.keys.clone().or(keys) else {
            let failure =
                Failure::new(Exit::WrongUse, "keys-missing", "a passphrase opens nothing without the folder of keys");
            return Err(
                failure.with_hint("name it with `--keys DIR`, or use the recovery code (`--with-recovery-code`)")
            );
        };
        let typed = self.passphrase.read(Some(&name))?;
        let passphrase = Passphrase::typed(&typed).map_err(StoreError::from)?;
        Ok((name, Opener::Passphrase(passphrase, keys)))
    }
}

/// The person who was named, or the only one for whom the backup opens.
fn holder(options: &StoreOptions, file: &Path) -> Result<String, Failure> {
    if let Some(name) = &options.account {
        return Ok(name.clone());
    }
    let holders = backup_facts(file)?.holders;
    if let [name] = holders.as_slice() {
        return Ok(name.clone());
    }
    let what = "the backup opens for several people, and none was named";
    let failure = Failure::new(Exit::WrongUse, "account-missing", what);
    Err(failure.with_hint("name yours with `--as NAME`; `overt backup check` lists them"))
}
