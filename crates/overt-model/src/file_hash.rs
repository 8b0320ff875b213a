//! The fingerprint by which a record names a sealed attachment.

use std::fmt;
use std::str::FromStr;

/// A SHA-256 or BLAKE3 digest, written `sha256:` or `blake3:` and 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileHash {
    algorithm: Algorithm,
    digest: [u8; 32],
}

/// How a file was fingerprinted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// What courts and other tools expect.
    Sha256,
    /// What the vault uses for large files.
    Blake3,
}

impl FileHash {
    /// A digest made with this algorithm.
    pub const fn new(algorithm: Algorithm, digest: [u8; 32]) -> Self {
        Self { algorithm, digest }
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.algorithm {
            Algorithm::Sha256 => "sha256:",
            Algorithm::Blake3 => "blake3:",
        })?;
        self.digest.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The text is not a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected `sha256:` or `blake3:` followed by 64 hexadecimal digits")]
pub struct FileHashError;

impl FromStr for FileHash {
    type Err = FileHashError;

    fn from_str(text: &str) -> Result<Self, FileHashError> {
        let (algorithm, digits) = match text.split_once(':') {
            Some(("sha256", digits)) => (Algorithm::Sha256, digits),
            Some(("blake3", digits)) => (Algorithm::Blake3, digits),
            _ => return Err(FileHashError),
        };
        if digits.len() != 64 || !digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(FileHashError);
        }
        let mut digest = [0; 32];
        for (byte, pair) in digest.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| FileHashError)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| FileHashError)?;
        }
        Ok(Self { algorithm, digest })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_fingerprint_survives_being_written_and_read(digest: [u8; 32]) {
            for algorithm in [Algorithm::Sha256, Algorithm::Blake3] {
                let hash = FileHash::new(algorithm, digest);
                prop_assert_eq!(hash.to_string().parse::<FileHash>(), Ok(hash));
            }
        }
    }

    #[test]
    fn a_short_upper_case_or_foreign_digest_is_refused() {
        for text in
            ["", "sha256:ab", "md5:00", &format!("sha256:{}", "AB".repeat(32)), &format!("sha256:{}", "é".repeat(32))]
        {
            assert_eq!(text.parse::<FileHash>(), Err(FileHashError));
        }
    }
}
