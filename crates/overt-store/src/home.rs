//! The folder of a store: what lies beside the database and must never be in it or in its backups.
//!
//! ```text
//! overt-data/
//!   overt.db        the database, unless it is on a server
//!   files/          sealed attachments
//!   keys/           for the owner only, backed up by hand and apart
//!     pepper        without it passphrases open nothing
//!     log-key       signs the checkpoints of the audit log
//!     head          size and root of the log as last confirmed: an older database is noticed
//!     erased        what was erased: a restored backup does not bring it back
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use overt_model::{Class, Id, RecordId, Secret};
use zeroize::Zeroizing;

use crate::StoreError;
use crate::log::checkpoint::{KeyKind, SignerKey};
use crate::log::tree::{Head, TreeHash};
use crate::vault::{ErasureReason, Pepper};

/// The folder of one store.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    folder: PathBuf,
    keys: PathBuf,
}

impl Home {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { keys: folder.join("keys"), folder: folder.to_owned() }
    }

    /// Where a store comes to be before it takes the name `folder`, which must be empty or not there.
    pub(crate) fn unfinished(folder: &Path) -> Result<Self, StoreError> {
        if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(StoreError::Exists(folder.to_owned()));
        }
        let absolute = std::path::absolute(folder).map_err(StoreError::file("make", folder))?;
        let name = absolute.file_name().ok_or_else(|| StoreError::Exists(folder.to_owned()))?;
        // Never a name that a run which was killed has left behind, so not the number of the process, which may come again.
        let run = hex(&crate::random::bytes::<8>());
        let name = format!(".{}.unfinished-{run}", name.to_string_lossy());
        Ok(Self::new(&absolute.with_file_name(name)))
    }

    /// The folder of keys of a store of which nothing else may be left.
    pub(crate) fn of_keys(keys: &Path) -> Self {
        Self { folder: keys.to_owned(), keys: keys.to_owned() }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join("overt.db")
    }

    pub(crate) fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.keys.clone()
    }

    fn pepper_path(&self) -> PathBuf {
        self.keys().join("pepper")
    }

    fn log_key_path(&self) -> PathBuf {
        self.keys().join("log-key")
    }

    fn head_path(&self) -> PathBuf {
        self.keys().join("head")
    }

    fn erased_path(&self) -> PathBuf {
        self.keys().join("erased")
    }

    /// Makes the folders and the two secrets. What is there already is refused, never overwritten.
    pub(crate) fn create(&self, pepper: &Pepper, log_seed: &Secret<[u8; 32]>) -> Result<(), StoreError> {
        if let Some(parent) = self.folder.parent() {
            fs::create_dir_all(parent).map_err(StoreError::file("make", parent))?;
        }
        for folder in [&self.folder, &self.keys(), &self.files()] {
            make_private_folder(folder)?;
        }
        write_secret(&self.pepper_path(), pepper.expose())?;
        write_secret(&self.log_key_path(), log_seed.expose())?;
        sync_folder(&self.keys())
    }

    /// Gives the folder its name for good.
    pub(crate) fn move_to(&self, folder: &Path) -> Result<(), StoreError> {
        sync_folder(&self.folder)?;
        fs::rename(&self.folder, folder).map_err(StoreError::file("make", folder))?;
        let absolute = std::path::absolute(folder).map_err(StoreError::file("make", folder))?;
        absolute.parent().map_or(Ok(()), sync_folder)
    }

    pub(crate) fn pepper(&self) -> Result<Pepper, StoreError> {
        read_secret(&self.pepper_path()).map(Pepper::new)
    }

    pub(crate) fn log_seed(&self) -> Result<Secret<[u8; 32]>, StoreError> {
        read_secret(&self.log_key_path())
    }

    pub(crate) fn log_key(&self, origin: &str) -> Result<SignerKey, StoreError> {
        let seed = self.log_seed()?;
        SignerKey::from_seed(origin, KeyKind::Log, &seed).map_err(|_| StoreError::KeyFileForeign(self.log_key_path()))
    }

    /// Puts a new pepper where there is none.
    pub(crate) fn write_pepper(&self, pepper: &Pepper) -> Result<(), StoreError> {
        write_secret(&self.pepper_path(), pepper.expose())?;
        sync_folder(&self.keys())
    }

    pub(crate) fn foreign_pepper(&self) -> StoreError {
        StoreError::KeyFileForeign(self.pepper_path())
    }

    pub(crate) fn foreign_log_key(&self) -> StoreError {
        StoreError::KeyFileForeign(self.log_key_path())
    }

    /// The log as last confirmed; nothing before the first confirmation.
    pub(crate) fn head(&self) -> Result<Option<Head>, StoreError> {
        let path = self.head_path();
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(StoreError::file("read", &path))?,
        };
        let parsed = text
            .trim_end()
            .split_once(' ')
            .and_then(|(size, root)| Some(Head { size: size.parse().ok()?, root: TreeHash(bytes_of_hex(root)?) }));
        parsed.map(Some).ok_or(StoreError::KeyFileForeign(path))
    }

    /// Remembers the log as confirmed. A head that is older than the database after a power cut is no harm, so this does
    /// not wait for the disk.
    pub(crate) fn confirm(&self, head: Head) -> Result<(), StoreError> {
        let path = self.head_path();
        // The line always has the same length and lies in one sector, so it can be written over the last one and nobody finds
        // half of it. A rename would make the file system flush, which takes as long as to write the log.
        let text = format!("{:020} {}\n", head.size, hex(&head.root.0));
        match OpenOptions::new().write(true).open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            file => {
                let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
                return written.map_err(StoreError::file("write", &path));
            }
        }
        let unfinished = path.with_extension(format!("unfinished-{}", std::process::id()));
        private_file(&unfinished, true)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| fs::rename(&unfinished, &path))
            .map_err(StoreError::file("write", &path))
    }

    /// Adds to the list of what is erased.
    pub(crate) fn remember_erased(
        &self,
        record: RecordId,
        class: Class,
        reason: ErasureReason,
    ) -> Result<(), StoreError> {
        let path = self.erased_path();
        // It begins with a line end, because a power cut or a full disk may have left the line before unfinished.
        let line = format!("\n{record} {} {}\n", class.code(), reason.code());
        let append = || {
            let mut options = OpenOptions::new();
            options.append(true).create(true);
            set_private(&mut options);
            let mut file = options.open(&path)?;
            file.write_all(line.as_bytes())?;
            file.sync_all()
        };
        append().map_err(StoreError::file("write", &path))
    }

    /// What was erased here, so that a restored backup does not bring it back.
    pub(crate) fn erased(&self) -> Result<Vec<(RecordId, Class, ErasureReason)>, StoreError> {
        let path = self.erased_path();
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            text => text.map_err(StoreError::file("read", &path))?,
        };
        // A line that a power cut left unfinished says nothing.
        let line = |line: &str| {
            let (id, rest) = line.split_once(' ')?;
            let (class, reason) = rest.split_once(' ')?;
            Some((id.parse().ok()?, Class::from_code(class)?, ErasureReason::from_code(reason)?))
        };
        Ok(text.lines().filter_map(line).collect())
    }

    /// Remembers all of these as erased here, in a folder of keys that is new.
    pub(crate) fn remember_all_erased(&self, all: &[(RecordId, Class, ErasureReason)]) -> Result<(), StoreError> {
        all.iter().try_for_each(|(record, class, reason)| self.remember_erased(*record, *class, *reason))
    }

    /// A file or folder of the keys that others on this machine can read.
    pub(crate) fn open_to_others(&self) -> Option<PathBuf> {
        [self.keys(), self.pepper_path(), self.log_key_path()].into_iter().find(|path| is_open_to_others(path))
    }

    /// Whether the sealed bytes of an attachment are those that were stored.
    pub(crate) fn file_is<K>(&self, id: Id<K>, length: u64, hash: &[u8]) -> bool {
        let mut hasher = blake3::Hasher::new();
        let read = File::open(self.file(id)).and_then(|mut file| std::io::copy(&mut file, &mut hasher));
        read.is_ok_and(|read| read == length) && hasher.finalize().as_bytes().as_slice() == hash
    }

    /// Where the sealed bytes of an attachment lie.
    pub(crate) fn file<K>(&self, id: Id<K>) -> PathBuf {
        self.files().join(format!("{:032x}", id.bits()))
    }
}

/// The pepper in a folder of keys.
pub(crate) fn read_pepper(keys: &Path) -> Result<Pepper, StoreError> {
    Home::of_keys(keys).pepper()
}

/// Opens a new file that only the owner can read.
pub(crate) fn private_file(path: &Path, replace: bool) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    set_private(&mut options);
    options.open(path)
}

#[cfg(unix)]
fn set_private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn set_private(_: &mut OpenOptions) {}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

fn make_private_folder(path: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(StoreError::file("make", path))
}

/// Makes the names in a folder last.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(StoreError::file("write", path))
}

/// Secrets are written as hexadecimal digits, so that they survive being printed and typed.
fn write_secret(path: &Path, secret: &[u8; 32]) -> Result<(), StoreError> {
    let text = Zeroizing::new(format!("{}\n", hex(secret)));
    private_file(path, false)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(StoreError::file("write", path))
}

fn read_secret(path: &Path) -> Result<Secret<[u8; 32]>, StoreError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::KeyFileMissing(path.to_owned()));
        }
        file => file.map_err(StoreError::file("read", path))?,
    };
    let mut text = Zeroizing::new(String::with_capacity(128));
    let read = file.take(128).read_to_string(&mut text);
    let secret = read.ok().and_then(|_| bytes_of_hex(text.trim_end()));
    secret.map(Secret::new).ok_or_else(|| StoreError::KeyFileForeign(path.to_owned()))
}

/// Bytes as two hexadecimal digits each.
///
/// # Panics
/// Never: a text can always be extended.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text can always be extended");
        text
    })
}

pub(crate) fn bytes_of_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, start) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&text[start..start + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn created() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(&folder.path().join("data"));
        home.create(&Pepper::new(Secret::new([1; 32])), &Secret::new([2; 32])).unwrap();
        (folder, home)
    }

    #[test]
    fn secrets_are_read_back_and_never_overwritten() {
        let (_folder, home) = created();
        assert_eq!(home.pepper().unwrap().expose(), &[1; 32]);
        let again = home.create(&Pepper::new(Secret::new([3; 32])), &Secret::new([4; 32]));
        assert!(again.is_err());
        assert_eq!(home.pepper().unwrap().expose(), &[1; 32]);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_the_folder_of_keys() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, home) = created();
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(home.keys()), mode(home.pepper_path()), mode(home.log_key_path())], [0o700, 0o600, 0o600]);
    }

    #[test]
    fn missing_and_damaged_key_files_are_told_apart() {
        let (_folder, home) = created();
        fs::write(home.pepper_path(), "no digits").unwrap();
        assert!(matches!(home.pepper(), Err(StoreError::KeyFileForeign(_))));
        fs::remove_file(home.pepper_path()).unwrap();
        assert!(matches!(home.pepper(), Err(StoreError::KeyFileMissing(_))));
    }

    #[test]
    fn head_and_erasures_survive_and_unfinished_lines_are_left_out() {
        let (_folder, home) = created();
        assert!(home.head().unwrap().is_none());
        let head = Head { size: 7, root: TreeHash([5; 32]) };
        home.confirm(head).unwrap();
        assert_eq!(home.head().unwrap(), Some(head));
        let record = RecordId::from_bits(9);
        home.remember_erased(record, Class::Direct, ErasureReason::PersonAsked).unwrap();
        fs::write(home.erased_path(), fs::read_to_string(home.erased_path()).unwrap() + "record:00").unwrap();
        assert_eq!(home.erased().unwrap(), [(record, Class::Direct, ErasureReason::PersonAsked)]);
    }
}
