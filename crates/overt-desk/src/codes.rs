//! One-time codes (RFC 6238: SHA-1, six digits, thirty seconds), each of which counts once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use overt_model::Secret;
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Totp};

/// Seconds for which a code is shown.
const STEP: u64 = 30;

/// Which codes were used. A code of a time before the desk was opened does not count, because nobody knows whether it was used.
pub(crate) struct Codes {
    opened: u64,
    used: Mutex<HashMap<String, u64>>,
}

impl Codes {
    /// Nothing was used; `now` in seconds since 1970.
    pub(crate) fn new(now: u64) -> Self {
        Self { opened: now / STEP, used: Mutex::default() }
    }

    /// Whether this is a code of the secret now, a step ago or a step from now, that was not used before. It is used from then on.
    pub(crate) fn accepts(&self, name: &str, secret: &Secret<[u8; 20]>, typed: &str, now: u64) -> bool {
        let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let last = used.get(name).copied().unwrap_or(self.opened);
        match totp(secret).check(&typed, now) {
            Some(step) if step > last => {
                used.insert(name.to_owned(), step);
                true
            }
            _ => false,
        }
    }
}

fn totp(secret: &Secret<[u8; 20]>) -> Totp {
    let builder = Builder::new().with_digits(6).with_step_duration(STEP).with_skew(1);
    builder.with_secret(secret.expose().as_slice()).build().expect("the parameters are those of the standard")
}

/// The secret as people type it into another device.
pub(crate) fn written(secret: &Secret<[u8; 20]>) -> Secret<String> {
    Secret::new(totp_rs::Secret::from(secret.expose().as_slice()).to_base32())
}

/// The secret as a picture that another device reads (the form of `otpauth` that all of them know), as SVG.
pub(crate) fn picture(account: &str, written: &Secret<String>) -> String {
    let name: String = form_urlencoded::byte_serialize(account.as_bytes()).collect();
    let text = Secret::new(format!("otpauth://totp/Overt:{name}?secret={}&issuer=Overt", written.expose()));
    let Ok(code) = QrCode::encode_text(text.expose(), QrCodeEcc::Medium) else { return String::new() };
    let dark =
        (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y));
    let path = dark.fold(String::new(), |path, (x, y)| path + &format!("M{} {}h1v1h-1z", x + 4, y + 4));
    let size = code.size() + 8;
    format!(
        "<svg viewBox=\"0 0 {size} {size}\" width=\"240\" height=\"240\" shape-rendering=\"crispEdges\" role=\"img\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the last six digits of the codes for SHA-1.
    const SECRET: &[u8; 20] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert!(Codes::new(0).accepts("amina", &Secret::new(*SECRET), code, second), "{second}");
        }
    }

    #[test]
    fn a_code_counts_once_and_not_before_the_desk_was_opened() {
        let (codes, secret) = (Codes::new(0), Secret::new(*SECRET));
        assert!(!codes.accepts("amina", &secret, "287083", 59));
        assert!(codes.accepts("amina", &secret, "287 082", 59));
        assert!(!codes.accepts("amina", &secret, "287082", 59));
        assert!(codes.accepts("bela", &secret, "287082", 59), "each person has codes of their own");
        assert!(!Codes::new(59).accepts("amina", &secret, "287082", 59));
    }
}
