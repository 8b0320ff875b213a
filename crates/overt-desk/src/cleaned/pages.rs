//! A copy of a PDF file that holds nothing but pictures of its pages: no text that is not seen, no names and dates of who wrote it, no
//! earlier versions, attached files, programs, links or forms.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf as Given;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use memchr::memmem;
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref};

/// Most pages.
const PAGES_MAX: usize = 200;
/// Points of the picture on an inch of paper, which is 72 units of a PDF: small print can be read.
const PER_INCH: f32 = 150.0;
/// Most points of a page, so that a poster is coarser and not larger.
const POINTS_MAX: f32 = 12_000_000.0;
/// Longest side of a page that the format knows, in its units.
const SIDE_MAX: f32 = 14_400.0;
/// Of 100.
const QUALITY: u8 = 85;
/// Where a PDF begins, some bytes may come before.
const BEGIN_WITHIN: usize = 1024;

/// Whether a file says that it is a PDF.
pub(super) fn are_in(file: &[u8]) -> bool {
    memmem::find(&file[..file.len().min(BEGIN_WITHIN)], b"%PDF-").is_some()
}

/// The copy. None where the file cannot be read, is locked, has no page or too many, or has a picture or a font that is known not to be
/// drawn: a copy that leaves out what the original shows would mislead.
pub(super) fn redraw(file: Vec<u8>) -> Option<Vec<u8>> {
    let given = Given::new(file).ok()?;
    let pages = given.pages();
    if pages.is_empty() || pages.len() > PAGES_MAX {
        return None;
    }
    let is_whole = Arc::new(AtomicBool::new(true));
    let settings = InterpreterSettings {
        warning_sink: Arc::new({
            let is_whole = Arc::clone(&is_whole);
            move |_| is_whole.store(false, Ordering::Relaxed)
        }),
        ..InterpreterSettings::default()
    };
    let cache = RenderCache::new();
    let mut copy = Copy::new(pages.len());
    for page in pages.iter() {
        let drawn = draw(page, &cache, &settings)?;
        if !is_whole.load(Ordering::Relaxed) {
            return None;
        }
        copy.add(&drawn)?;
    }
    Some(copy.pdf.finish())
}

/// A page as a picture.
struct Drawn {
    /// In units of a PDF.
    size: (f32, f32),
    /// In points.
    width: u16,
    height: u16,
    /// Red, green and blue, row by row.
    points: Vec<u8>,
}

fn draw<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, settings: &InterpreterSettings) -> Option<Drawn> {
    let size @ (width, height) = page.render_dimensions();
    if ![width, height].iter().all(|side| (1.0..=SIDE_MAX).contains(side)) {
        return None;
    }
    let scale = (PER_INCH / 72.0).min((POINTS_MAX / (width * height)).sqrt());
    let how = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let drawn = render(page, cache, settings, &how);
    let points = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|point| [point[0], point[1], point[2]]).collect();
    Some(Drawn { size, width: drawn.width(), height: drawn.height(), points })
}

/// The copy as it grows.
struct Copy {
    pdf: Pdf,
    added: i32,
}

const CATALOGUE: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);

impl Copy {
    fn new(pages: usize) -> Self {
        let mut pdf = Pdf::new();
        pdf.catalog(CATALOGUE).pages(TREE);
        let count = i32::try_from(pages).unwrap_or(i32::MAX);
        pdf.pages(TREE).kids((0..count).map(|page| parts(page)[0])).count(count);
        Self { pdf, added: 0 }
    }

    fn add(&mut self, drawn: &Drawn) -> Option<()> {
        let mut picture = Vec::new();
        let (width, height) = (u32::from(drawn.width), u32::from(drawn.height));
        let encoder = JpegEncoder::new_with_quality(&mut picture, QUALITY);
        encoder.write_image(&drawn.points, width, height, ExtendedColorType::Rgb8).ok()?;

        let ([id, content_id, picture_id], (right, top), name) = (parts(self.added), drawn.size, Name(b"P"));
        let mut page = self.pdf.page(id);
        page.parent(TREE).media_box(Rect::new(0.0, 0.0, right, top)).contents(content_id);
        page.resources().x_objects().pair(name, picture_id);
        page.finish();
        let mut content = Content::new();
        content.transform([right, 0.0, 0.0, top, 0.0, 0.0]).x_object(name);
        self.pdf.stream(content_id, &content.finish());
        let mut image = self.pdf.image_xobject(picture_id, &picture);
        image.filter(Filter::DctDecode);
        image.width(width.cast_signed()).height(height.cast_signed()).bits_per_component(8);
        image.color_space().device_rgb();
        self.added += 1;
        Some(())
    }
}

/// The page, what it shows, and its picture.
fn parts(page: i32) -> [Ref; 3] {
    [3, 4, 5].map(|first| Ref::new(first + 3 * page))
}

#[cfg(test)]
mod tests {
    use pdf_writer::{Str, TextStr};

    use super::*;

    /// A page with a blue half, and whatever could say more than the page: a title, words in white on white, a program, and an older version.
    fn paper() -> Vec<u8> {
        let mut pdf = Pdf::new();
        pdf.document_info(Ref::new(8)).author(TextStr("CANARY-AUTHOR"));
        let mut catalogue = pdf.catalog(CATALOGUE);
        catalogue.pages(TREE);
        let mut program = catalogue.insert(Name(b"OpenAction")).dict();
        program.pair(Name(b"S"), Name(b"JavaScript")).pair(Name(b"JS"), TextStr("CANARY-PROGRAM"));
        program.finish();
        catalogue.finish();
        let [page_id, content_id, font] = parts(0);
        pdf.pages(TREE).kids([page_id]).count(1);
        let mut page = pdf.page(page_id);
        page.parent(TREE).media_box(Rect::new(0.0, 0.0, 200.0, 100.0)).contents(content_id);
        let mut resources = page.resources();
        resources.fonts().pair(Name(b"F"), font);
        resources.finish();
        page.finish();
        pdf.type1_font(font).base_font(Name(b"Helvetica"));
        let mut content = Content::new();
        content.set_fill_rgb(0.0, 0.0, 1.0).rect(0.0, 0.0, 100.0, 100.0).fill_nonzero();
        content.set_fill_rgb(1.0, 1.0, 1.0).begin_text().set_font(Name(b"F"), 12.0).next_line(120.0, 50.0);
        content.show(Str(b"CANARY-WORDS")).end_text();
        pdf.stream(content_id, &content.finish());
        [&pdf.finish()[..], b"\n% CANARY-OLDER"].concat()
    }

    fn changed(paper: &[u8], from: &str, to: &str) -> Vec<u8> {
        let text = String::from_utf8_lossy(paper);
        assert!(text.contains(from), "{text}");
        text.replace(from, to).into_bytes()
    }

    #[test]
    fn the_copy_shows_the_same_and_holds_nothing_else() {
        let paper = paper();
        let has = |bytes: &[u8]| memmem::find(bytes, b"CANARY").is_some();
        let copy = redraw(paper.clone()).unwrap();
        assert!(has(&paper) && !has(&copy) && are_in(&copy));
        let again = Given::new(copy).unwrap();
        assert_eq!(again.pages().len(), 1);
        let drawn = draw(&again.pages()[0], &RenderCache::new(), &InterpreterSettings::default()).unwrap();
        assert_eq!(drawn.size, (200.0, 100.0));
        assert_eq!((drawn.width, drawn.height), (416, 208));
        let point = |x: usize, y: usize| &drawn.points[3 * (y * usize::from(drawn.width) + x)..][..3];
        assert!(point(100, 100)[0] < 30 && point(100, 100)[2] > 225, "the left half is blue");
        assert!(point(400, 100).iter().all(|part| *part > 225), "the right half is white");
    }

    #[test]
    fn what_is_damaged_locked_or_without_a_page_has_no_copy() {
        let paper = paper();
        assert!(redraw(Vec::new()).is_none() && redraw(b"%PDF-1.7\n%%EOF".to_vec()).is_none());
        assert!(redraw(b"%PDF-1.7\nPK\x03\x04 an archive behind a name".to_vec()).is_none());
        let lock = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (o) /U (u) >> /Root";
        assert!(redraw(changed(&paper, "/Root", lock)).is_none());
        assert!(redraw(changed(&paper, "200 100]", "200 14401]")).is_none());
        for length in (0..paper.len()).step_by(97) {
            // Some can be read all the same.
            let _ = redraw(paper[..length].to_vec());
        }
    }

    #[test]
    fn a_file_of_more_pages_than_are_drawn_has_no_copy() {
        let of = |pages: usize| {
            let mut file = Copy::new(pages);
            for _ in 0..pages {
                file.add(&Drawn { size: (9.0, 9.0), width: 8, height: 8, points: vec![0; 3 * 8 * 8] }).unwrap();
            }
            redraw(file.pdf.finish())
        };
        assert_eq!(Given::new(of(PAGES_MAX).unwrap()).unwrap().pages().len(), PAGES_MAX);
        assert!(of(PAGES_MAX + 1).is_none());
    }

    #[test]
    fn a_poster_is_drawn_coarser_and_not_larger() {
        let given = Given::new(changed(&paper(), "200 100]", "14400 14400]")).unwrap();
        let drawn = draw(&given.pages()[0], &RenderCache::new(), &InterpreterSettings::default()).unwrap();
        assert!(f32::from(drawn.width) * f32::from(drawn.height) <= POINTS_MAX);
        assert!(drawn.width > 3_000);
    }
}
