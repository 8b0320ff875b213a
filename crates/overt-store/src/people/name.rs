//! Names of accounts and teams.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use crate::vault::HOLDER_NAME_LEN_MAX;

/// A name that people can read to each other, and that fits wherever the store writes names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// It has no letter.
    Empty,
    /// It has letters that would be mistaken for something else.
    Letters,
    /// It is longer than what the store keeps.
    TooLong,
}

impl FromStr for Name {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        if text.len() > HOLDER_NAME_LEN_MAX {
            return Err(NameError::TooLong);
        }
        // An option separates a name from a file by `=`, and what begins with `-` looks like an option.
        let unreadable = |letter: char| letter.is_control() || letter == '=';
        if text.trim() != text || text.starts_with('-') || text.contains(unreadable) {
            return Err(NameError::Letters);
        }
        Ok(Self(text.to_owned()))
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("a name has at least one letter"),
            Self::Letters => formatter.write_str(
                "a name has no blanks at its ends, does not begin with a hyphen, and holds no = and no control characters",
            ),
            Self::TooLong => write!(formatter, "a name is limited to {HOLDER_NAME_LEN_MAX} bytes"),
        }
    }
}

impl std::error::Error for NameError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_taken() {
        for text in ["amina", "Équipe 2", "คนหนึ่ง", &"a".repeat(HOLDER_NAME_LEN_MAX)] {
            assert_eq!(&*text.parse::<Name>().unwrap(), text);
        }
    }

    #[test]
    fn what_would_be_mistaken_for_something_else_is_no_name() {
        for (text, error) in [
            ("", NameError::Empty),
            (" amina", NameError::Letters),
            ("amina\n", NameError::Letters),
            ("-amina", NameError::Letters),
            ("a=b", NameError::Letters),
            (&"a".repeat(HOLDER_NAME_LEN_MAX + 1), NameError::TooLong),
        ] {
            assert_eq!(text.parse::<Name>(), Err(error), "{text:?}");
        }
    }
}
