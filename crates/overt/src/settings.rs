//! `overt.toml`: what a folder of Overt says about itself.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::store_url::StoreUrl;

const NAME: &str = "overt.toml";

/// Settings are a few lines; a file beyond this is something else.
const BYTES_MAX: u64 = 64 * 1024;

/// The settings of a folder. Without a file, all are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Where the store is; missing means `SQLite` in the folder itself.
    pub(crate) store: Option<StoreUrl>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    store: Option<Spanned<String>>,
}

impl Settings {
    /// Where the settings of a folder are.
    pub(crate) fn path(folder: &Path) -> PathBuf {
        folder.join(NAME)
    }

    /// The settings of a folder. Whether the folder is there is the store's to say.
    pub(crate) fn read(folder: &Path) -> Result<Self, Failure> {
        let path = Self::path(folder);
        match text(&path)? {
            None => Ok(Self::default()),
            Some(text) => Self::parse(&text, &path),
        }
    }

    fn parse(text: &str, path: &Path) -> Result<Self, Failure> {
        let at = |place: usize| {
            let before = text.as_bytes().get(..place).unwrap_or_default();
            format!("{}:{}", path.display(), 1 + before.iter().filter(|&&byte| byte == b'\n').count())
        };
        // Only its own words: its `Display` prints the line, and the line may hold a password.
        let written: Written = toml::from_str(text).map_err(|error| {
            let place = at(error.span().map_or(0, |span| span.start));
            failure(format!("{place}: {}", error.message())).with_hint(KEYS)
        })?;
        let store = written.store.map(|store| {
            let url: Result<StoreUrl, _> = store.get_ref().parse();
            url.map_err(|error| failure(format!("{}: {error}", at(store.span().start))).with_hint(error.hint()))
        });
        Ok(Self { store: store.transpose()? })
    }

    /// The file that [`Settings::read`] reads as these.
    pub(crate) fn text(&self) -> String {
        let mut table = toml::Table::new();
        if let Some(store) = &self.store {
            table.insert("store".into(), store.as_str().into());
        }
        format!("# Settings of this folder of Overt.\n{table}")
    }
}

const KEYS: &str = "the one key that can stand here is store, such as store = \"postgres://USER@HOST/DATABASE\"; \
                    without it the store is in the folder itself";

fn failure(message: String) -> Failure {
    Failure::new(Exit::StoreUnusable, "settings", message)
}

/// The text of a file, if there is one.
fn text(path: &Path) -> Result<Option<String>, Failure> {
    let unreadable = |why: String| failure(format!("cannot read {}: {why}", path.display()));
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.map_err(|error| unreadable(error.to_string()))?,
    };
    let mut bytes = Vec::new();
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(unreadable(format!("no file of settings is longer than {BYTES_MAX} bytes")).with_hint(KEYS));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        failure(format!("{}:{line}: the file is not UTF-8", path.display())).with_hint("save it as UTF-8")
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Settings, Failure> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("overt.toml"), text).unwrap();
        Settings::read(folder.path())
    }

    fn refused(text: &str) -> Failure {
        let failure = read(text).unwrap_err();
        assert_eq!((failure.exit, failure.code), (Exit::StoreUnusable, "settings"));
        assert!(failure.hint.is_some(), "{failure}");
        failure
    }

    #[test]
    fn without_a_file_or_a_key_the_store_is_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::read(folder.path()).unwrap(), Settings::default());
        assert_eq!(Settings::read(&folder.path().join("nowhere")).unwrap(), Settings::default());
        assert_eq!(read("").unwrap(), Settings::default());
        assert_eq!(read("# nothing\n").unwrap(), Settings::default());
    }

    #[test]
    fn the_key_names_a_database() {
        let settings = read("store = \"postgres://overt@db.example/overt\"\n").unwrap();
        assert_eq!(settings.store.unwrap().as_str(), "postgres://overt@db.example/overt");
    }

    #[test]
    fn a_mistake_is_told_with_file_line_and_what_helps() {
        let unknown = refused("# who wrote this?\n\nstroe = \"postgres://db.example/overt\"\n");
        assert!(unknown.message.contains("overt.toml:3: unknown field `stroe`"), "{unknown}");
        assert!(unknown.hint.unwrap().contains("store = "));
        assert!(refused("\nstore = 5\n").message.contains("overt.toml:2: invalid type"));
        assert!(refused("\n\nstore = \"\n").message.contains("overt.toml:3: "));
        assert!(refused("store = \"overt.db\"").message.contains("overt.toml:1: the address of the store must begin"));
        let password = refused("\n\nstore = \"postgres://overt:correct-horse@db.example/overt\"\n");
        assert!(password.message.contains("overt.toml:3: ") && password.message.contains("password"), "{password}");
        assert!(password.hint.unwrap().contains("PGPASSFILE"));
    }

    #[test]
    fn a_mistake_never_repeats_a_password() {
        for text in [
            "store = \"postgres://overt:correct-horse@db.example/overt\"",
            "store = postgres://overt:correct-horse@db.example/overt",
            "store = 'postgres://overt:correct-horse@db.example/overt",
            "store = \"postgres://overt:\\correct-horse@db.example/overt\"",
            "store = [\"postgres://overt:correct-horse@db.example/overt\"]",
            "store = { url = \"postgres://overt:correct-horse@db.example/overt\" }",
            "store \"postgres://overt:correct-horse@db.example/overt\"",
            "password = \"correct-horse\"",
            "correct-horse",
            "store = \"a\"\nstore = \"postgres://overt:correct-horse@db.example/overt\"",
        ] {
            let failure = refused(text);
            let told = format!("{failure} {:?}", failure.hint);
            assert!(!told.contains("horse"), "{text}: {told}");
        }
    }

    #[test]
    fn what_is_no_file_of_settings_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("overt.toml");
        fs::write(&path, b"# fine\n# caf\xe9\n").unwrap();
        assert!(Settings::read(folder.path()).unwrap_err().message.ends_with("overt.toml:2: the file is not UTF-8"));
        fs::write(&path, "#".repeat(65 * 1024)).unwrap();
        assert!(Settings::read(folder.path()).unwrap_err().message.contains("longer than 65536 bytes"));
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(Settings::read(folder.path()).unwrap_err().message.starts_with("cannot read "));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rest in "[!-~&&[^@%?\"\\\\]]{0,60}[\"\\\\]?") {
            let store = Some(format!("postgres://{rest}").parse().unwrap());
            for settings in [Settings { store }, Settings::default()] {
                prop_assert_eq!(read(&settings.text()).unwrap(), settings);
            }
        }
    }
}
