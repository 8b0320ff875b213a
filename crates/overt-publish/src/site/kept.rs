//! Answers that were made once and are kept: bytes as they are and pressed, with a tag by which a browser knows that nothing changed.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};

/// So many bytes of pages are kept, pressed forms not counted.
const BYTES_KEPT: u64 = 64 << 20;
/// About so many pages these are.
const PAGES_KEPT: usize = 4096;
/// What is smaller gains nothing.
const PRESSED_LEAST: usize = 512;
/// How hard brotli tries: a page takes a few milliseconds, once.
const QUALITY: i32 = 5;

/// How an answer is written for the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// As it is.
    Plain,
    /// Brotli.
    Brotli,
    /// Gzip, for old telephones.
    Gzip,
}

/// How long a browser may show it without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lasting {
    /// It asks each time, and is told in a few bytes that nothing changed.
    Asked,
    /// For ever: another content has another name.
    ForEver,
}

/// An answer.
pub(super) struct Kept {
    /// What kind of thing it is.
    pub(super) kind: &'static str,
    /// How long it holds.
    pub(super) lasting: Lasting,
    /// What tells it from any other answer.
    pub(super) tag: String,
    /// Under which name a browser keeps it; nothing for what it shows.
    pub(super) file: Option<String>,
    plain: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

/// A name for bytes by what they are.
#[expect(clippy::missing_panics_doc, reason = "a digest is longer than its beginning")]
pub fn tag_of(bytes: &[u8]) -> String {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    let (first, _) = digest.split_first_chunk().expect("a digest is longer");
    format!("{:032x}", u128::from_be_bytes(*first))
}

impl Kept {
    /// An answer of these bytes.
    pub(super) fn new(kind: &'static str, lasting: Lasting, bytes: impl Into<Bytes>) -> Self {
        let plain = bytes.into();
        Self { kind, lasting, tag: tag_of(&plain), file: None, plain, brotli: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// The same as a file of this name: letters, digits, hyphens and dots.
    pub(super) fn named(self, file: String) -> Self {
        Self { file: Some(file), ..self }
    }

    /// Whether pressing makes it smaller.
    fn is_pressed(&self) -> bool {
        let is_text = [
            "text/",
            "application/json",
            "application/ld+json",
            "image/svg+xml",
            "application/xml",
            "application/atom+xml",
            "application/vnd.sdmx.data+json",
        ];
        self.plain.len() >= PRESSED_LEAST && is_text.iter().any(|kind| self.kind.starts_with(kind))
    }

    /// Its bytes in this coding, and the coding that they really are in.
    pub(super) fn bytes(&self, coding: Coding) -> (Bytes, Coding) {
        match coding {
            Coding::Brotli if self.is_pressed() => (self.brotli.get_or_init(|| pressed(&self.plain)).clone(), coding),
            Coding::Gzip if self.is_pressed() => (self.gzip.get_or_init(|| zipped(&self.plain)).clone(), coding),
            _ => (self.plain.clone(), Coding::Plain),
        }
    }
}

fn pressed(plain: &[u8]) -> Bytes {
    let parameters = BrotliEncoderParams { quality: QUALITY, size_hint: plain.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*plain, &mut out, &parameters).expect("memory takes everything");
    out.into()
}

fn zipped(plain: &[u8]) -> Bytes {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(plain).and_then(|()| out.finish()).expect("memory takes everything").into()
}

#[derive(Clone)]
struct Weighing;

impl quick_cache::Weighter<String, Arc<Kept>> for Weighing {
    fn weight(&self, key: &String, kept: &Arc<Kept>) -> u64 {
        (key.len() + kept.plain.len()) as u64
    }
}

/// The answers that are kept. What was not asked for lately gives way. Where there is no cache, nothing is kept.
pub(super) struct Shelf(Option<Cache<String, Arc<Kept>, Weighing>>);

impl Shelf {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self(Some(Cache::with_weighter(PAGES_KEPT, BYTES_KEPT, Weighing)))
    }

    /// One that keeps nothing, for what only some may see.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// The answer of this name, made if it is not there.
    pub(super) fn get<E>(&self, name: &str, make: impl FnOnce() -> Result<Kept, E>) -> Result<Arc<Kept>, E> {
        match &self.0 {
            Some(cache) => cache.get_or_insert_with(name, || make().map(Arc::new)),
            None => make().map(Arc::new),
        }
    }
}
