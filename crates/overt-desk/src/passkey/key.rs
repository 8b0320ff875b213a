//! Public keys as authenticators write them: COSE in the one spelling that CTAP2 allows (section 6.5.1.1), so that a key is a fixed frame
//! around its numbers and needs no reader of CBOR.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

/// -7: elliptic curve P-256.
const ES256: &[u8] = &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
const ES256_SECOND: &[u8] = &[0x22, 0x58, 0x20];
/// -8: Ed25519.
const EDDSA: &[u8] = &[0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
/// -257: RSA with a modulus of so many bytes, and the exponent 65537.
const RS256: &[u8] = &[0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59];
const RS256_EXPONENT: &[u8] = &[0x21, 0x43, 0x01, 0x00, 0x01];
/// 2048 to 4096 bits.
const MODULUS_LEN: std::ops::RangeInclusive<usize> = 256..=512;

/// A public key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Key<'a> {
    /// The two coordinates.
    Es256(&'a [u8; 32], &'a [u8; 32]),
    Ed25519(&'a [u8; 32]),
    /// The modulus.
    Rs256(&'a [u8]),
}

impl<'a> Key<'a> {
    /// The key at the beginning, and what comes after it.
    pub(super) fn first(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        if let Some(rest) = bytes.strip_prefix(ES256) {
            let (x, rest) = rest.split_first_chunk::<32>()?;
            let (y, rest) = rest.strip_prefix(ES256_SECOND)?.split_first_chunk::<32>()?;
            return Some((Self::Es256(x, y), rest));
        }
        if let Some(rest) = bytes.strip_prefix(EDDSA) {
            let (point, rest) = rest.split_first_chunk::<32>()?;
            return Some((Self::Ed25519(point), rest));
        }
        let (length, rest) = bytes.strip_prefix(RS256)?.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (modulus, rest) = rest.split_at_checked(length)?;
        let is_number = MODULUS_LEN.contains(&length) && modulus.first() != Some(&0);
        let rest = rest.strip_prefix(RS256_EXPONENT).filter(|_| is_number)?;
        Some((Self::Rs256(modulus), rest))
    }

    /// The key that all of the bytes are.
    pub(super) fn whole(bytes: &'a [u8]) -> Option<Self> {
        Self::first(bytes).filter(|(_, rest)| rest.is_empty()).map(|(key, _)| key)
    }

    /// Whether its other half signed this.
    pub(super) fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        let outcome = match self {
            Self::Es256(x, y) => {
                // An uncompressed point.
                let point = [&[4][..], *x, *y].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(signed, signature)
            }
            Self::Ed25519(point) => UnparsedPublicKey::new(&ED25519, point).verify(signed, signature),
            Self::Rs256(modulus) => {
                let key = RsaPublicKeyComponents { n: *modulus, e: &[1, 0, 1][..] };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
            }
        };
        outcome.is_ok()
    }
}
