//! Names that say who and what without saying anything about them.

use std::fmt;
use std::str::FromStr;

use overt_model::{Id, IdKind};

/// The longest code and the longest kind of a handle, in bytes.
pub const CODE_BYTES_MAX: usize = 32;

/// The text is not a handle or a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Not a kind, a colon and 32 hexadecimal digits.
    #[error(
        "a handle is a kind in small letters, a colon and 32 hexadecimal digits; names and addresses are never logged"
    )]
    Handle,
    /// Not a code.
    #[error("a code has 1 to 32 small letters, digits and hyphens; free text is never logged")]
    Code,
}

/// A random identifier and the kind of thing it stands for, such as `account:` or `record:` and 32 hexadecimal digits.
///
/// The form leaves no room for a name, a mail address or an IP address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Handle {
    kind: Code,
    bits: u128,
}

impl Handle {
    /// A handle of this kind with these 128 random bits.
    pub const fn new(kind: Code, bits: u128) -> Self {
        Self { kind, bits }
    }

    /// The handle of something that has a typed identifier.
    ///
    /// # Panics
    ///
    /// When the name of the kind is not a code, which is a mistake in the kind.
    pub fn of<K: IdKind>(id: Id<K>) -> Self {
        Self { kind: K::NAME.parse().expect("kinds of identifiers are named by codes"), bits: id.bits() }
    }

    /// What it identifies.
    pub const fn kind(&self) -> &Code {
        &self.kind
    }

    /// The 128 bits.
    pub const fn bits(&self) -> u128 {
        self.bits
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:032x}", self.kind, self.bits)
    }
}

impl FromStr for Handle {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let (kind, digits) = text.split_once(':').ok_or(NameError::Handle)?;
        if digits.len() != 32 || !digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(NameError::Handle);
        }
        let bits = u128::from_str_radix(digits, 16).map_err(|_| NameError::Handle)?;
        Ok(Self { kind: kind.parse().map_err(|_| NameError::Handle)?, bits })
    }
}

/// A code of a list, such as a role or a purpose: 1 to 32 small letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Code {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let plain = text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if plain && (1..=CODE_BYTES_MAX).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError::Code)
        }
    }
}
