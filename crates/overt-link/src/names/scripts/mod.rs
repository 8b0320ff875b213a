//! Romanisation of each script into comparable lower-case letters.
//!
//! None of these is meant for display: they aim at what people write on papers, leaving out what romanisations disagree
//! about (length, tones, soft signs).

pub(crate) mod arabic;
pub(crate) mod burmese;
pub(crate) mod cyrillic;
pub(crate) mod greek;
pub(crate) mod han;
pub(crate) mod indic;
pub(crate) mod khmer;
pub(crate) mod thai;

use smallvec::SmallVec;

/// Lower-case ASCII letters and digits, with spaces where one written word is several.
pub(crate) type Ascii = SmallVec<[u8; 64]>;

pub(crate) fn push(out: &mut Ascii, text: &str) {
    out.extend_from_slice(text.as_bytes());
}
