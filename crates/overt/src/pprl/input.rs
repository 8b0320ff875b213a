//! Reading tables, and keeping what is there.

use std::path::{Path, PathBuf};

use overt_intake::rows::ReadError;

use crate::exit::Exit;
use crate::failure::Failure;

/// The name of a column without what people write differently: capitals, blanks, marks between words, and where in a list or an object
/// it stood. `properties.firstName.1`, `First Name` and `first_name` are one.
pub(crate) fn plain(name: &str) -> String {
    let last = name.split('.').rfind(|part| part.parse::<u32>().is_err()).unwrap_or(name);
    last.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(crate) fn unreadable(path: &Path, error: &ReadError) -> Failure {
    Failure::new(Exit::MachineFailed, "file-unusable", format!("cannot read {}: {error}", path.display()))
}

/// Refuses to write where something is, or twice to one place.
pub(crate) fn refuse_existing(paths: &[&PathBuf]) -> Result<(), Failure> {
    for (place, path) in paths.iter().enumerate() {
        if paths[..place].contains(path) {
            let message = "two outputs have the same name";
            return Err(Failure::new(Exit::WrongUse, "wrong-use", message));
        }
        if path.exists() {
            let message = format!("there is a file {} already, and nothing was written", path.display());
            let hint = "choose another name, or remove the file";
            return Err(Failure::new(Exit::WrongUse, "file-exists", message).with_hint(hint));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_however_it_is_written_and_wherever_it_stands() {
        for name in ["First Name", "first_name", "properties.firstName.1", "firstName"] {
            assert_eq!(plain(name), "firstname");
        }
    }
}
