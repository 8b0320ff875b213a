//! Copies that hold nothing but what is seen: pictures and pages are drawn anew from their points, so that whatever else is in a file stays
//! behind.

mod apart;
mod pages;
mod picture;

use std::path::Path;

use overt_model::Secret;

pub use apart::draw_pages;

/// The copy, and how its name ends. None where the file is neither a picture nor a PDF that can be drawn whole; what is both is a picture. Pages
/// are drawn by `painter`, and not at all where there is none.
pub(crate) fn copy(file: &[u8], painter: Option<&Path>) -> Option<(Secret<Vec<u8>>, &'static str)> {
    picture::copy(file).or_else(|| {
        let painter = painter.filter(|_| pages::are_in(file))?;
        Some((apart::drawn(painter, file, apart::TIME_MAX)?, "pdf"))
    })
}

/// Whether something of this type may have a copy.
pub(crate) fn has_copy(media_type: &str) -> bool {
    media_type.starts_with("image/") || media_type == "application/pdf"
}
